import assert from "node:assert/strict";
import { test } from "node:test";
import { emptyDoc } from "../doc/node";
import { compare, type Names, rows } from "./compare";
import { linesOf } from "./lines";
import type { Content, DocNode } from "./types";

const p = (text: string): DocNode => ({ type: "paragraph", content: text === "" ? [] : [{ type: "text", text }] });
const doc = (...content: DocNode[]): DocNode => ({ type: "doc", attrs: { version: 1 }, content });
const content = (change: Partial<Content> = {}): Content => ({
  slug: "", kicker: "", headline: "Lifeboat called out", short_headline: "", standfirst: "", dateline: "", language: "",
  section: "", byline: [], topics: [], hero: null, body: emptyDoc, ...change,
});
const names: Names = { section: (id) => `section ${id}`, topic: (id) => `topic ${id}`, contributor: (id) => `by ${id}` };

/** '=' kept, '~' changed, '+' put in, '-' taken out, '>' moved. */
const shape = (a: DocNode, b: DocNode): string => rows(linesOf(a), linesOf(b)).map((r) => {
  if (r.moved) return ">";
  if (!r.changed) return "=";
  return r.a === null ? "+" : r.b === null ? "-" : "~";
}).join("");

test("blocks are laid side by side before their words are compared", () => {
  const [one, two, three] = [p("The lifeboat left at noon."), p("Four people were aboard."), p("All are well.")];
  for (const [a, b, want] of [
    [doc(one, two, three), doc(one, two, three), "==="],
    [doc(one, two, three), doc(one, three), "=-="],
    [doc(one, three), doc(one, two, three), "=+="],
    [doc(one, two), doc(one, p("Five people were aboard.")), "=~"],
    [doc(one, two), doc(p("A wholly new beginning here"), one, p("Five people were aboard.")), "+=~"],
    [doc(one, two, three), doc(three, one, two), ">==>"],
    [doc(), doc(), ""],
  ] as const) {
    assert.equal(shape(a, b), want);
  }
});

test("every kind of block has its lines", () => {
  const told = linesOf(doc(
    { type: "heading", attrs: { level: 2 }, content: [{ type: "text", text: "Rescue" }] },
    { type: "orderedList", attrs: { start: 3 }, content: [{ type: "listItem", content: [p("First"), { type: "bulletList", content: [{ type: "listItem", content: [p("Inner")] }] }] }] },
    { type: "blockquote", content: [p("Said"), { type: "attribution", content: [{ type: "text", text: "Ann" }] }] },
    { type: "factBox", attrs: { title: "Facts" }, content: [p("One")] },
    { type: "gallery", content: [{ type: "picture", attrs: { picture: "p1", alt: "A boat", credit: "AP" } }] },
    { type: "tableFigure", content: [{ type: "table", content: [{ type: "tableRow", content: [{ type: "tableCell", content: [{ type: "text", text: "a" }] }, { type: "tableCell", content: [{ type: "text", text: "b" }] }] }] }] },
    { type: "divider" }, { type: "readMore", attrs: { title: "More" } }, { type: "embed", attrs: { url: "https://example.com/" } },
    { type: "preformatted", content: [{ type: "text", text: "x" }] }, { type: "unconverted", attrs: { markup: "<b>" } },
  )).map((l) => `${l.label}: ${l.runs.map((r) => r.text).join("")}`);
  assert.deepEqual(told, [
    "heading: Rescue", "item 3: First", "item: Inner", "quotation: Said", "quotation, attribution: Ann", "title of a fact box: Facts",
    "fact box: One", "gallery, picture: A boat", "gallery, credit: AP", "row of a table: a │ b", "divider: ", "read more: More",
    "embed: https://example.com/", "preformatted: x", "not converted: <b>",
  ]);
});

test("fields that were empty before and after are not told of", () => {
  const { fields } = compare(content(), content({ kicker: "Exclusive" }), names);
  assert.deepEqual(fields.map((f) => [f.label, f.changed]), [["Kicker", true], ["Headline", false]]);
});

test("names stand for ids", () => {
  const { fields } = compare(content({ section: "1", byline: ["1", "2"] }), content({ section: "2", byline: ["2", "3"] }), names);
  assert.deepEqual(fields.find((f) => f.label === "Byline")?.pieces, [
    { op: "del", text: "by 1" }, { op: "same", text: "by 2" }, { op: "ins", text: "by 3" },
  ]);
  assert.deepEqual(fields.find((f) => f.label === "Section")?.pieces, [
    { op: "del", text: "section 1" }, { op: "ins", text: "section 2" },
  ]);
});

test("a picture replaced, and one whose words changed", () => {
  const hero = (picture: string, alt: string): DocNode => ({ type: "picture", attrs: { picture, alt } });
  const replaced = compare(content({ hero: hero("a", "A boat") }), content({ hero: hero("b", "A boat") }), names).hero;
  assert.deepEqual(replaced.map((r) => [r.a?.picture, r.b?.picture, r.changed]), [["a", "b", true]]);
  const reworded = compare(content({ hero: hero("a", "A boat") }), content({ hero: hero("a", "A lifeboat") }), names).hero;
  assert.deepEqual(reworded.map((r) => [r.a?.picture, r.b?.picture, r.changed]), [["a", "a", true]]);
});

test("words put in and taken out are counted, those that moved are not", () => {
  const [one, two] = [p("The lifeboat left at noon."), p("Four people were aboard.")];
  const { added, removed } = compare(content({ body: doc(one, two) }), content({ headline: "Lifeboat called", body: doc(two, one) }), names);
  assert.deepEqual([added, removed], [0, 1]);
});

test("two hundred paragraphs wholly rewritten are compared at once", () => {
  const many = (word: string): DocNode => doc(...Array.from({ length: 250 }, (_, i) => p(Array.from({ length: 20 }, (_, j) => `${word}${i}-${j}`).join(" "))));
  const from = performance.now();
  compare(content({ body: many("a") }), content({ body: many("b") }), names);
  assert.ok(performance.now() - from < 2000);
});
