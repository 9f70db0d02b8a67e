import assert from "node:assert/strict";
import { test } from "node:test";
import { cleanAddress, linkAddress, loneAddress, typedAddress, webAddress } from "./address";
import type { DocNode } from "./node";
import everything from "./testdata/everything.json";
import { countWords, textOf, wordsOf } from "./text";

test("words are what spaces and dashes divide, if a letter or digit is in them", () => {
  const counts: Record<string, number> = {
    "": 0, "  ": 0, one: 1, "one two": 2, "a — b": 2, "a—b": 2, "1990–2000": 2, "– … !": 0, "don’t stop": 2, "re-elected": 1,
    "für Öl": 2, "a\u00a0b": 2, "«a»": 1, "नमस्ते दुनिया": 2,
  };
  for (const [text, want] of Object.entries(counts)) assert.equal(countWords(text), want, JSON.stringify(text));
});

test("a pull quote, credits and what leads out of the story are not counted", () => {
  const doc: DocNode = {
    type: "doc", content: [
      { type: "pullQuote", content: [{ type: "paragraph", content: [{ type: "text", text: "not this" }] }] },
      { type: "picture", attrs: { credit: "nor this" }, content: [{ type: "caption", content: [{ type: "text", text: "but this" }] }] },
      { type: "readMore", attrs: { title: "nor that" } },
      { type: "factBox", attrs: { title: "A title" }, content: [{ type: "paragraph", content: [{ type: "text", text: "and words" }] }] },
    ],
  };
  assert.equal(wordsOf(doc), 6);
  assert.equal(wordsOf(everything), 97);
});

test("plain text has an empty line between paragraphs, and says who said it", () => {
  const text = textOf(everything);
  for (const part of ["• one\n• two\n  7. seven\n  8. eight\n     and more", "— The mayor, in a letter", "(A B)", "Day\tHigh water", "* * *"]) {
    assert.ok(text.includes(part), part + "\n\nin\n\n" + text);
  }
});

test("addresses are those that the server takes", () => {
  const good = ["https://example.org", "http://a.b/c?d#e", "mailto:a@b.c", "tel:+44", "/", "/world/x", "#h-tides", "https://пример.example/путь"];
  const bad = [
    "", "javascript:alert(1)", "JaVaScRiPt:x", " https://a", "//example.org", "/\\example.org", "https:///x", "https:a", "mailto:",
    "story.html", 'https://a/"b', "data:text/html,x", "vbscript:x", "file:///etc/passwd", "https://a/" + "a".repeat(5000), "java\tscript:x",
  ];
  for (const s of good) assert.ok(linkAddress(s), s);
  for (const s of bad) assert.ok(!linkAddress(s), s);
  assert.ok(webAddress("https://a.b"));
  assert.ok(!webAddress("/here"));
});

test("an address is made fit as a browser would read it", () => {
  assert.equal(cleanAddress(" HTTPS://example.org/a b\n "), "https://example.org/a%20b");
  assert.equal(cleanAddress("//example.org/x"), "https://example.org/x");
  assert.equal(cleanAddress("java\nscript:alert(1)"), undefined);
  assert.equal(typedAddress("example.org/a"), "https://example.org/a");
  assert.equal(typedAddress("desk@example.org"), "mailto:desk@example.org");
  assert.equal(typedAddress("javascript:alert(1)"), undefined);
  assert.equal(typedAddress("two words.org"), undefined);
  assert.equal(loneAddress(" https://youtu.be/x \n"), "https://youtu.be/x");
  assert.equal(loneAddress("see https://youtu.be/x"), undefined);
});
