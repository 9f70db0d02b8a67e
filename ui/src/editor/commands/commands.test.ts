import assert from "node:assert/strict";
import { test } from "node:test";
import { getSchema } from "@tiptap/core";
import { type Command, EditorState, NodeSelection, TextSelection, type Transaction } from "@tiptap/pm/state";
import { fromEditor, toEditor } from "../../doc/convert";
import type { DocNode } from "../../doc/node";
import everything from "../../doc/testdata/everything.json";
import { offersFor } from "../menu/blocks";
import { insertBlocks } from "../paste/plugin";
import { grammar } from "../schema";
import { insertBlock, leaveBlock, moveBlocks, removeBlock, selectBlock, setAttributes } from "./blocks";
import { tableActions } from "./table";
import { toggleQuote, toggleTextblock } from "./text";

const schema = getSchema(grammar);
const p = (text = ""): DocNode => ({ type: "paragraph", ...(text && { content: [{ type: "text", text }] }) });
const list = (...items: string[]): DocNode => ({ type: "bulletList", content: items.map((i) => ({ type: "listItem", content: [p(i)] })) });
const box = (...content: DocNode[]): DocNode => ({ type: "factBox", content });
const doc = (...content: DocNode[]): DocNode => ({ type: "doc", attrs: { version: 1 }, ...(content.length > 0 && { content }) });
const picture: DocNode = { type: "picture", attrs: { picture: "p1" } };

/** A state with the cursor, written '|', in a text; '|' twice is a selection. */
function stateOf(...content: DocNode[]): EditorState {
  const node = schema.nodeFromJSON(toEditor(doc(...content)));
  const marks: number[] = [];
  node.descendants((child, pos) => {
    for (const match of child.text?.matchAll(/\|/g) ?? []) marks.push(pos + match.index - marks.length);
  });
  const bare = schema.nodeFromJSON(JSON.parse(JSON.stringify(node.toJSON()).replace(/"text":"([^"]*)"/g, (_, t) => `"text":"${t.replaceAll("|", "") || " "}"`)));
  const state = EditorState.create({ doc: bare });
  if (marks.length === 0) return state;
  return state.apply(state.tr.setSelection(TextSelection.create(bare, marks[0]!, marks.at(-1))));
}

function after(state: EditorState, act: Command): EditorState {
  let next = state;
  act(state, (tr) => (next = state.apply(tr)));
  next.doc.check();
  return next;
}

const afterStep = (state: EditorState, step: (state: EditorState) => Transaction): EditorState =>
  after(state, (s, dispatch) => (dispatch?.(step(s)), true));

const content = (state: EditorState): DocNode[] => fromEditor(state.doc).content ?? [];

const moves: Record<string, [before: DocNode[], act: Command, want: DocNode[]]> = {
  "a paragraph up": [[p("a"), p("b|")], moveBlocks(-1), [p("b"), p("a")]],
  "several paragraphs down": [[p("a|"), p("b|"), p("c")], moveBlocks(1), [p("c"), p("a"), p("b")]],
  "the last one no further": [[p("a"), p("b|")], moveBlocks(1), [p("a"), p("b")]],
  "an item within its list": [[list("a", "b|")], moveBlocks(-1), [list("b", "a")]],
  "the list where its item is the first": [[p("x"), list("a|", "b")], moveBlocks(-1), [list("a", "b"), p("x")]],
  "past a fact box, not into it": [[box(p("f")), p("a|")], moveBlocks(-1), [p("a"), box(p("f"))]],
  "a fact box, from its only paragraph": [[p("x"), box(p("f|"))], moveBlocks(-1), [box(p("f")), p("x")]],
  "not past who said it": [
    [{ type: "blockquote", content: [p("a|"), { type: "attribution", content: p("w").content }] }], moveBlocks(1),
    [{ type: "blockquote", content: [p("a"), { type: "attribution", content: p("w").content }] }],
  ],
};

for (const [name, [before, act, want]] of Object.entries(moves)) {
  test(`moving ${name}`, () => assert.deepEqual(content(after(stateOf(...before), act)), want));
}

const insertions: Record<string, [before: DocNode[], block: DocNode, want: DocNode[]]> = {
  "in place of an empty paragraph": [[], { type: "divider" }, [{ type: "divider" }, p()]],
  "after the paragraph with the cursor": [[p("a|"), p("b")], { type: "divider" }, [p("a"), { type: "divider" }, p(), p("b")]],
  "after a list, which may not hold it": [[list("a|")], box(p()), [list("a"), box(p())]],
  "within a fact box": [[box(p("a|"))], picture, [box(p("a"), picture)]],
  "after a fact box, which may not hold another": [[box(p("a|"))], box(p()), [box(p("a")), box(p())]],
};

for (const [name, [before, block, want]] of Object.entries(insertions)) {
  test(`a block goes ${name}`, () => assert.deepEqual(content(afterStep(stateOf(...before), (state) => insertBlock(state.tr, block))), want));
}

test("what is around words can be made and taken away", () => {
  const quoted = after(stateOf(p("a|"), p("b|")), toggleQuote);
  assert.deepEqual(content(quoted), [{ type: "blockquote", content: [p("a"), p("b")] }]);
  assert.deepEqual(content(after(quoted, toggleQuote)), [p("a"), p("b")]);
  const heading = after(stateOf(p("a|")), toggleTextblock("heading", { level: 3 }));
  assert.deepEqual(content(heading), [{ type: "heading", attrs: { level: 3 }, content: p("a").content }]);
  assert.deepEqual(content(after(heading, toggleTextblock("heading", { level: 3 }))), [p("a")]);
});

test("a block that is taken out takes along what cannot be empty", () => {
  const state = stateOf({ type: "gallery", content: [picture] });
  assert.deepEqual(content(afterStep(state, ({ tr }) => removeBlock(tr, 1))), []);
  assert.deepEqual(content(afterStep(stateOf(p("a"), box(picture)), ({ tr }) => removeBlock(tr, 4))), [p("a")]);
  assert.deepEqual(content(afterStep(stateOf(picture, p("a")), ({ tr }) => removeBlock(tr, 0))), [p("a")]);
});

test("leaving a block begins a paragraph after it, or takes the one that is there", () => {
  assert.deepEqual(content(after(stateOf(list("a|")), leaveBlock)), [list("a"), p()]);
  assert.deepEqual(content(after(stateOf(list("a|"), p()), leaveBlock)), [list("a"), p()]);
});

test("a block is selected, and then the one around it", () => {
  const one = after(stateOf(box(p("a|"))), selectBlock);
  assert.equal((one.selection as NodeSelection).node.type.name, "paragraph");
  assert.equal((after(one, selectBlock).selection as NodeSelection).node.type.name, "factBox");
});

test("an attribute is changed under a selection of its block, which stays", () => {
  const state = stateOf(picture);
  const selected = state.apply(state.tr.setSelection(NodeSelection.create(state.doc, 0)));
  const told = afterStep(selected, (s) => setAttributes(s, 0, { alt: "A gull" }));
  assert.deepEqual(content(told), [{ type: "picture", attrs: { picture: "p1", alt: "A gull" } }]);
  assert.ok(told.selection instanceof NodeSelection);
});

const pastes: Record<string, [before: DocNode[], pasted: DocNode[], want: DocNode[]]> = {
  "words into words": [[p("a|b")], [p("X")], [p("aXb")]],
  "paragraphs into words": [[p("a|b")], [p("X"), list("l"), p("Y")], [p("aX"), list("l"), p("Yb")]],
  "items into a list": [[list("a|")], [list("X", "Y")], [list("aX", "Y")]],
  "blocks into a caption": [
    [{ ...picture, content: [{ type: "caption", content: p("c|").content }] }], [p("X"), { type: "heading", attrs: { level: 2 }, content: p("Y").content }],
    [{ ...picture, content: [{ type: "caption", content: [{ type: "text", text: "cX" }, { type: "hardBreak" }, { type: "text", text: "Y" }] }] }],
  ],
  "a picture into words": [[p("a|b")], [picture], [p("a"), picture, p("b")]],
};

for (const [name, [before, pasted, want]] of Object.entries(pastes)) {
  test(`pasting ${name}`, () => assert.deepEqual(content(afterStep(stateOf(...before), (state) => insertBlocks(state, pasted))), want));
}

test("blocks are found by their names and by what they are also called", () => {
  const found = (query: string) => offersFor(query).map((offer) => offer.label);
  assert.equal(found("").length, 15);
  assert.deepEqual(found("pic"), ["Picture", "Gallery"]);
  assert.deepEqual(found("number"), ["Numbered list"]);
  assert.deepEqual(found("YouTube"), ["Embed"]);
  assert.deepEqual(found("zzz"), []);
});

// A generator of its own, so that a failure can be had again.
function random(seed: number): (below: number) => number {
  let s = seed;
  return (below) => {
    s = (Math.imul(s, 1664525) + 1013904223) >>> 0;
    return Math.floor((s / 2 ** 32) * below);
  };
}

test("whatever is done to a document, it stays one", () => {
  const acts: Command[] = [
    moveBlocks(-1), moveBlocks(1), leaveBlock, toggleQuote, toggleTextblock("heading", { level: 2 }), toggleTextblock("preformatted"),
    ...tableActions.map((action) => action.run),
    (state, dispatch) => (dispatch?.(insertBlock(state.tr, box(p("x")))), true),
    (state, dispatch) => (dispatch?.(insertBlocks(state, everything.content.slice(0, 12) as DocNode[])), true),
    (state, dispatch) => (dispatch?.(state.tr.deleteSelection()), true),
  ];
  for (let seed = 1; seed <= 60; seed++) {
    const pick = random(seed);
    let state = EditorState.create({ doc: schema.nodeFromJSON(toEditor(everything)) });
    for (let i = 0; i < 12; i++) {
      const from = pick(state.doc.content.size);
      const to = pick(4) > 0 ? from : Math.min(state.doc.content.size, from + pick(200));
      state = state.apply(state.tr.setSelection(TextSelection.between(state.doc.resolve(from), state.doc.resolve(to))));
      const n = pick(acts.length);
      state = assertStep(state, acts[n]!, `seed ${seed}, step ${i}, act ${n}`);
    }
    const saved = fromEditor(state.doc);
    assert.deepEqual(fromEditor(schema.nodeFromJSON(toEditor(saved))), saved, `seed ${seed}`);
  }
});

function assertStep(state: EditorState, act: Command, where: string): EditorState {
  try {
    return after(state, act);
  } catch (err) {
    throw new Error(where, { cause: err });
  }
}
