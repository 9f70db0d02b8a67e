import assert from "node:assert/strict";
import test from "node:test";
import { clear, extendTo, follow, moveTo, selectAll, start, toggle, type Selection } from "./selection";

const ids = ["a", "b", "c", "d", "e"];
const told = (s: Selection) => `${s.at}:${[...s.selected].sort().join("")}`;

test("moving stays within the list and selects nothing", () => {
  assert.equal(told(moveTo(start, ids, 3)), "3:");
  assert.equal(told(moveTo(start, ids, -1)), "0:");
  assert.equal(told(moveTo(start, ids, 99)), "4:");
  assert.equal(told(moveTo(start, [], 2)), "0:");
});

test("a range grows and shrinks from where it began", () => {
  let s = moveTo(start, ids, 1);
  s = extendTo(s, ids, 3);
  assert.equal(told(s), "3:bcd");
  s = extendTo(s, ids, 2);
  assert.equal(told(s), "2:bc");
  s = extendTo(s, ids, 0);
  assert.equal(told(s), "0:ab");
});

test("a range is added to what was selected before", () => {
  let s = toggle(start, ids, 0);
  s = moveTo(s, ids, 3);
  s = extendTo(s, ids, 4);
  assert.equal(told(s), "4:ade");
  s = toggle(s, ids, 3);
  assert.equal(told(s), "3:ae");
});

test("all, and none", () => {
  const s = selectAll(moveTo(start, ids, 2), ids);
  assert.equal(told(s), "2:abcde");
  assert.equal(told(clear(s)), "2:");
});

test("when the rows are fetched again, place and selection follow their stories", () => {
  const s = toggle(moveTo(toggle(start, ids, 1), ids, 3), ids, 3);
  assert.equal(told(follow(s, ids, ["d", "x", "a", "b", "c"])), "0:bd");
  assert.equal(told(follow(s, ids, ["x", "b"])), "1:b");
  assert.equal(told(follow(s, ids, [])), "0:");
});
