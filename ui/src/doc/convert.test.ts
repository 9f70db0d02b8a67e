import assert from "node:assert/strict";
import { test } from "node:test";
import { getSchema } from "@tiptap/core";
import { grammar } from "../editor/schema";
import { fromEditor, toEditor } from "./convert";
import type { DocNode } from "./node";
import everything from "./testdata/everything.json";

const schema = getSchema(grammar);

const load = (doc: DocNode) => {
  const node = schema.nodeFromJSON(toEditor(doc));
  node.check();
  return node;
};

const doc = (...content: DocNode[]): DocNode => ({ type: "doc", attrs: { version: 1 }, content });
const text = (s: string, ...marks: DocNode["marks"] & object): DocNode =>
  ({ type: "text", ...(marks.length > 0 && { marks }), text: s });
const p = (...content: DocNode[]): DocNode => ({ type: "paragraph", ...(content.length > 0 && { content }) });
const words = (s: string) => p(text(s));
const cell = (s: string, attrs?: Record<string, unknown>): DocNode =>
  ({ type: "tableCell", ...(attrs && { attrs }), content: [text(s)] });

const kept: Record<string, DocNode> = {
  "every block and mark": everything,
  "an empty body": { type: "doc", attrs: { version: 1 } },
  "empty paragraphs among others": doc(p(), words("a"), p(), p()),
  "two empty paragraphs": doc(p(), p()),
  "an ordered list that starts at one": doc({
    type: "orderedList", attrs: { start: 1 }, content: [{ type: "listItem", content: [words("a")] }],
  }),
  "a link and all the other marks": doc(p(text("x",
    { type: "link", attrs: { story: "0f3k7kq2r9x1m" } }, { type: "strong" }, { type: "emphasis" }, { type: "strikethrough" },
    { type: "subscript" }, { type: "superscript" }, { type: "code" },
  ))),
  "a fact box with a table and a gallery": doc({
    type: "factBox", attrs: { title: "Facts" }, content: [
      { type: "table", content: [{ type: "tableRow", content: [cell("a", { colspan: 2 }), cell("b", { rowspan: 3 })] }] },
      { type: "gallery", content: [{ type: "picture", attrs: { picture: "p1", decorative: true } }] },
    ],
  }),
  "markup that was not converted": doc({
    type: "unconverted", attrs: { source: "wordpress", reason: "unknown", markup: "<b onclick='x'>\n\t[poll]</b>" },
  }),
  "a read more line with all it may have": doc({
    type: "readMore", attrs: { story: "s1", url: "https://example.org/", title: "T" },
  }),
};

for (const [name, given] of Object.entries(kept)) {
  test(`${name}: what is loaded is what is saved`, () => {
    assert.deepEqual(fromEditor(load(given)), given);
    assert.equal(JSON.stringify(fromEditor(load(given))), JSON.stringify(given), "in the same order");
  });
}

const normalised: Record<string, [DocNode, DocNode]> = {
  "spans of one": [
    doc({ type: "table", content: [{ type: "tableRow", content: [cell("a", { colspan: 1, rowspan: 1 })] }] }),
    doc({ type: "table", content: [{ type: "tableRow", content: [cell("a")] }] }),
  ],
  "a caption without words": [
    doc({ type: "embed", attrs: { url: "https://example.org/" }, content: [{ type: "caption" }] }),
    doc({ type: "embed", attrs: { url: "https://example.org/" } }),
  ],
  "a figure around a table without caption": [
    doc({ type: "tableFigure", content: [{ type: "table", content: [{ type: "tableRow", content: [cell("a")] }] }] }),
    doc({ type: "table", content: [{ type: "tableRow", content: [cell("a")] }] }),
  ],
  "marks on a line break": [doc(p({ type: "hardBreak", marks: [{ type: "strong" }] })), doc(p({ type: "hardBreak" }))],
  "runs with the same marks": [doc(p(text("a"), text("b"))), doc(words("ab"))],
  "alt text of a decorative picture": [
    doc({ type: "picture", attrs: { picture: "p1", alt: "A gull", decorative: true } }),
    doc({ type: "picture", attrs: { picture: "p1", decorative: true } }),
  ],
  "what the server refuses in text": [doc(p(text("a\u0000b\u0085c\nd\te\ud83c"))), doc(words("abc d e\uFFFD"))],
  "what it refuses in preformatted text": [
    doc({ type: "preformatted", content: [text("a\u0001\r\n\tb")] }), doc({ type: "preformatted", content: [text("a\n\tb")] }),
  ],
  "a line too long": [
    doc({ type: "factBox", attrs: { title: "é".repeat(2001) }, content: [p()] }),
    doc({ type: "factBox", attrs: { title: "é".repeat(2000) }, content: [p()] }),
  ],
};

for (const [name, [given, want]] of Object.entries(normalised)) {
  test(`${name}: said in the shortest way`, () => assert.deepEqual(fromEditor(load(given)), want));
}

test("what did not change is the same object again", () => {
  const before = load(doc(words("one"), words("two"), words("three")));
  const after = before.replace(6, 6, load(doc(words("x"))).slice(1, 2));
  const [a, b] = [fromEditor(before), fromEditor(after)];
  assert.equal(a.content?.[0], b.content?.[0]);
  assert.notEqual(a.content?.[1], b.content?.[1]);
  assert.equal(a.content?.[2], b.content?.[2]);
});

test("the editor's schema knows no block that a document has not", () => {
  assert.throws(() => load(doc({ type: "script" })));
  assert.throws(() => load(doc({ type: "factBox", content: [{ type: "factBox", content: [p()] }] })));
  assert.throws(() => load(doc({ type: "bulletList", content: [{ type: "listItem", content: [{ type: "divider" }] }] })));
});
