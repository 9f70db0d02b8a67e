import assert from "node:assert/strict";
import { test } from "node:test";
import { emptyDoc } from "../doc/node";
import { canonical, oneLine, slugOf } from "./content";
import type { Content } from "./types";

const content = (change: Partial<Content> = {}): Content => ({
  slug: "", kicker: "", headline: "Lifeboat called out", short_headline: "", standfirst: "", dateline: "", language: "",
  section: "", byline: [], topics: [], hero: null, body: emptyDoc, ...change,
});

test("contents that say the same are the same", () => {
  const reversed = Object.fromEntries(Object.entries(content()).reverse()) as unknown as Content;
  assert.equal(canonical(reversed), canonical(content()));
  const spare = content({ body: { type: "doc", attrs: { version: 1 } } });
  assert.equal(canonical(spare), canonical(content()));
  const text = (...marks: string[]) => content({
    body: { type: "doc", content: [{ type: "paragraph", content: [{ type: "text", text: "a", marks: marks.map((type) => ({ type })) }] }] },
  });
  assert.equal(canonical(text("strong", "link")), canonical(text("link", "strong")));
  const { hero: _, ...without } = content();
  assert.equal(canonical(without as Content), canonical(content()));
});

test("contents that differ are not", () => {
  for (const change of [
    { headline: "Lifeboat called out twice" },
    { byline: ["b", "a"] },
    { hero: { type: "picture", attrs: { picture: "p", decorative: true } } },
    { body: { type: "doc", attrs: { version: 1 }, content: [{ type: "paragraph" }] } },
  ]) {
    assert.notEqual(canonical(content(change)), canonical(content()));
  }
  assert.notEqual(canonical(content({ byline: ["a", "b"] })), canonical(content({ byline: ["b", "a"] })));
});

test("a headline is one line", () => {
  assert.equal(oneLine("Lifeboat\r\n  called\tout"), "Lifeboat called out");
  assert.equal(oneLine("Lifeboat called "), "Lifeboat called ");
});

test("a slug is made of what was typed", () => {
  for (const [typed, slug] of [
    ["Lifeboat called out — twice!", "lifeboat-called-out-twice"],
    ["Ålesund’s café", "alesunds-cafe"],
    ["  --  ", ""],
    ["x".repeat(100), "x".repeat(80)],
  ] as const) {
    assert.equal(slugOf(typed), slug);
  }
});
