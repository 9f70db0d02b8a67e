import assert from "node:assert/strict";
import test from "node:test";
import { actWords, particulars, viaWords } from "./sentences";

const say = (act: string, about = "") => {
  const w = actWords({ act, about, via: "", detail: null });
  return `${w.before}${w.about && `“${w.about}”`}${w.after}`;
};

test("an act reads as a sentence", () => {
  assert.equal(say("story.publish", "Ferry returns"), "published “Ferry returns”");
  assert.equal(say("story.send_back", "Ferry returns"), "sent “Ferry returns” back");
  assert.equal(say("story.publish"), "published a story without a headline");
  assert.equal(say("logout"), "signed out");
  assert.equal(say("story.bewitch", "X"), "did 'story.bewitch' to “X”");
});

test("particulars leave out what is empty", () => {
  assert.deepEqual(particulars({ about: "ada@bay.example", detail: { into: "Harbour", note: "", email: "ada@bay.example", time_zone: "UTC → Europe/London", role: " → Tides", bio: "Long → " } }), [
    { name: "into", value: "Harbour" },
    { name: "time zone", value: "UTC → Europe/London" },
    { name: "role", value: "Tides" },
    { name: "bio", value: "Long → nothing" },
  ]);
  assert.deepEqual(particulars({ about: "", detail: null }), []);
  assert.deepEqual(particulars({ about: "", detail: { by: "passkey", to: "1hd4" } }, (v) => (v === "1hd4" ? "Harbour" : "")), [
    { name: "with", value: "passkey" },
    { name: "to", value: "Harbour" },
  ]);
});

test("the way is told where it is not a session", () => {
  assert.equal(viaWords("session:01h"), "");
  assert.equal(viaWords("token:01h"), "by API token");
});
