import assert from "node:assert/strict";
import { test } from "node:test";
import { begin, type Saver } from "./saver";
import { type Clock, lengthWords, meter, readOnlyWhy, savingWords, shortMeter, situation, stateOf } from "./tell";
import type { Story } from "./types";

const clock: Clock = { now: Date.parse("2025-11-03T14:30:00Z"), moment: (iso) => iso.slice(11, 16) };
const at = (time: string): string => `2025-11-03T${time}:00Z`;
const story = (change: Partial<Story>): Story => ({
  state: "published", public_from: at("14:02"), public_until: null, changed: false, embargo: null, withdrawal: null,
  scheduled: null, publications: [{ from: at("14:02"), until: null, revision: "r", first: true, significant: true }], ...change,
}) as Story;

test("the state is told with the clock", () => {
  for (const [change, want] of [
    [{ state: "draft", public_from: null }, "Draft"],
    [{ state: "subs" }, "With the subs"],
    [{}, "Published"],
    [{ public_from: at("18:00") }, "Scheduled"],
    [{ public_until: at("14:10") }, "Ended"],
    [{ public_until: at("18:00") }, "Published"],
    [{ state: "held" }, "On legal hold"],
  ] as const) {
    assert.equal(stateOf(story(change), clock), want);
  }
});

test("who sees what until when is told in sentences", () => {
  for (const [change, want] of [
    [{ state: "draft", public_from: null }, ["A draft. Only the desk sees it."]],
    [{}, ["Public since 14:02."]],
    [{ changed: true }, ["Public since 14:02.", "There are changes that readers do not see yet."]],
    [{ public_from: at("18:00") }, ["Goes public at 18:00. Nobody outside sees it before."]],
    [{ changed: true, scheduled: { from: at("18:00"), until: null, revision: "s" } },
      ["Public since 14:02.", "Readers see the version of 14:02 until 18:00, then the new one."]],
    [{ public_until: at("20:00") }, ["Public since 14:02.", "Ends at 20:00."]],
    [{ public_until: at("14:10") }, ["Was public until 14:10."]],
    [{ state: "approval", public_from: null, embargo: at("16:00") },
      ["Waits for approval. Only the desk sees it.", "Under embargo until 16:00. Nobody can publish it before."]],
    [{ state: "approval", public_from: null, embargo: at("12:00") }, ["Waits for approval. Only the desk sees it."]],
    [{ state: "withdrawn", withdrawal: { at: at("14:20"), reason: "It was wrong." } }, ["Withdrawn at 14:20. Readers see why: “It was wrong.”"]],
    [{ state: "held" }, ["On legal hold. Readers see what was published before; nothing new can be published."]],
    [{ state: "held", public_from: null }, ["On legal hold. It cannot be published until it is released."]],
  ] as const) {
    assert.deepEqual(situation(story(change as Partial<Story>), clock), want);
  }
});

test("who may not write learns why", () => {
  const me = (...rights: string[]) => ({ id: "me", may: (r: string) => rights.includes(r) });
  for (const [change, who, want] of [
    [{ state: "draft", owner: "me" }, me(), "You may read stories, not write in them."],
    [{ state: "subs", owner: "me" }, me("write"), "With the subs. Only sub-editors change it now."],
    [{ state: "draft", owner: "ann" }, me("write"), "This is somebody else’s story. Ask for it to be assigned to you."],
    [{ state: "draft", owner: "ann" }, me("write", "write_any"), "This story is in a section that is not yours."],
    [{ state: "withdrawn" }, me("write", "write_any"), "Withdrawn. It can be changed after it is reopened."],
  ] as const) {
    assert.equal(readOnlyWhy(story(change), who), want);
  }
});

test("saving is told in plain words", () => {
  const saver = (change: Partial<Saver>): Saver => ({ ...begin(1, at("14:02")), ...change });
  const kept = "Your text is kept in this browser.";
  for (const [change, keeps, seconds, want, tryNow] of [
    [{}, true, null, "Saved 14:02", false],
    [{ savedAt: null }, true, null, "Nothing to save yet", false],
    [{ edits: 1 }, true, null, "Saving…", false],
    [{ edits: 1, trouble: { kind: "offline" } }, true, 5, `Not saved: no connection. ${kept} Trying again in 5 s.`, true],
    [{ edits: 1, trouble: { kind: "offline" }, sending: 1 }, true, null, `Not saved: no connection. ${kept}`, false],
    [{ edits: 1, trouble: { kind: "offline" } }, false, 5,
      "Not saved: no connection. This browser cannot keep your text: leave the window open. Trying again in 5 s.", true],
    [{ edits: 1, trouble: { kind: "busy" } }, true, 2, `Not saved: the server is busy. ${kept} Trying again in 2 s.`, true],
    [{ edits: 1, trouble: { kind: "signed-out" } }, true, null, `Not saved: you were signed out. ${kept}`, false],
    [{ edits: 1, trouble: { kind: "stale" } }, true, null, `Not saved: somebody else saved this story. ${kept}`, false],
    [{ edits: 1, trouble: { kind: "refused", why: "The headline is too long.", edits: 1 } }, true, null, `Not saved: The headline is too long. ${kept}`, true],
  ] as const) {
    const told = savingWords(saver(change), keeps, clock, seconds);
    assert.equal(told.text, want);
    assert.equal(told.tryNow, tryNow, want);
  }
});

test("a headline is measured for where it is shown", () => {
  for (const [length, short, want] of [
    [0, false, ""],
    [60, false, "Fits a card and search results"],
    [63, false, "Fits a card, 3 over for search results"],
    [72, false, "7 over for a card, 12 over for search results"],
    [72, true, "12 over for search results"],
    [40, true, "Fits search results"],
  ] as const) {
    assert.equal(meter("x".repeat(length), short).text, want);
  }
  assert.equal(shortMeter("x".repeat(66)).text, "1 over for a card");
  assert.equal(shortMeter("x").text, "Fits a card");
});

test("length is words and minutes", () => {
  assert.equal(lengthWords(0, 0), "No words yet");
  assert.equal(lengthWords(1, 1), "1 word, 1 min to read");
  assert.equal(lengthWords(1240, 372), "1,240 words, 6 min to read");
});
