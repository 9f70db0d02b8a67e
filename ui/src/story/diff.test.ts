import assert from "node:assert/strict";
import { test } from "node:test";
import { compareRuns, compareText, likeness, type Piece, steps } from "./diff";

/** 'the [-quick-]{+slow+} fox' */
const shown = (pieces: Piece[]): string => pieces.map((p) => {
  if (p.op === "del") return `[-${p.text}-]`;
  if (p.op === "ins") return `{+${p.text}+}`;
  return p.set === undefined ? p.text : `<${p.text}: ${p.set}>`;
}).join("");

test("texts are compared word by word", () => {
  for (const [a, b, want] of [
    ["", "", ""],
    ["", "New words", "{+New words+}"],
    ["Old words", "", "[-Old words-]"],
    ["The same", "The same", "The same"],
    ["The quick fox", "The slow fox", "The [-quick-]{+slow+} fox"],
    ["The quick brown fox", "The slow red fox", "The [-quick brown-]{+slow red+} fox"],
    ["Six boats left.", "Six small boats left.", "Six {+small +}boats left."],
    ["It didn’t rain", "It did rain", "It [-didn’t-]{+did+} rain"],
    ["one two three", "zero one two", "{+zero +}one two[- three-]"],
  ] as const) {
    assert.equal(shown(compareText(a, b)), want);
  }
});

test("a language without spaces has words too", () => {
  assert.equal(shown(compareText("東京で会議", "大阪で会議", "ja")), "[-東京-]{+大阪+}で会議");
});

test("a word that is only set otherwise is told so", () => {
  const strong = { text: "rescue", marks: "strong" };
  const bare = { text: "rescue", marks: "" };
  const link = (to: string) => ({ text: "rescue", marks: `link {"href":"${to}"}` });
  for (const [a, b, want] of [
    [bare, strong, "<rescue: now bold>"],
    [strong, bare, "<rescue: no longer bold>"],
    [bare, link("/a"), "<rescue: link added>"],
    [link("/a"), link("/b"), "<rescue: link changed>"],
    [link("/a"), strong, "<rescue: link removed, now bold>"],
  ] as const) {
    assert.equal(shown(compareRuns([a], [b])), want);
  }
});

/** What remains of a text on one side of a comparison. */
const side = (pieces: Piece[], not: "ins" | "del"): string => pieces.filter((p) => p.op !== not).map((p) => p.text).join("");

test("each side of a comparison is the text that was compared", () => {
  let seed = 7;
  const random = (n: number): number => (seed = (seed * 48271) % 2147483647) % n;
  const text = (): string => Array.from({ length: random(12) }, () => ["a", "b", "c", " ", ". ", "dé"][random(6)]).join(" ");
  for (let i = 0; i < 2000; i++) {
    const [a, b] = [text(), text()];
    const pieces = compareText(a, b);
    assert.equal(side(pieces, "ins"), a);
    assert.equal(side(pieces, "del"), b);
  }
});

test("the way from one sequence to another is the shortest", () => {
  const ops = steps([..."abcabba"], [..."cbabac"], (c) => c).filter((s) => s.op !== "same");
  assert.equal(ops.length, 5);
});

test("texts with nothing in common cost little", () => {
  const text = (word: string): string => Array.from({ length: 5000 }, (_, i) => `${word}${i}`).join(" ");
  const from = performance.now();
  const pieces = compareText(text("x"), text("y"));
  assert.ok(performance.now() - from < 3000);
  assert.equal(side(pieces, "ins"), text("x"));
  assert.equal(side(pieces, "del"), text("y"));
});

test("likeness is the share of words in common", () => {
  assert.equal(likeness("", ""), 1);
  assert.equal(likeness("a b", ""), 0);
  assert.equal(likeness("a b c d", "a b x y"), 0.5);
  assert.equal(likeness("a a", "a"), 2 / 3);
});
