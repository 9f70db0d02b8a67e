import assert from "node:assert/strict";
import test from "node:test";
import { keyNames, matches, register, shortcuts } from "./shortcuts";

const none = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };

test("keys are matched as they are written", () => {
  for (const [keys, event, mac, want] of [
    ["n", { key: "n" }, false, true],
    ["n", { key: "N", shiftKey: true }, false, false],
    ["n", { key: "n", ctrlKey: true }, false, false],
    ["?", { key: "?", shiftKey: true }, false, true],
    ["?", { key: "?" }, false, true], // a keyboard that has it without Shift
    ["/", { key: "/" }, false, true],
    ["j ArrowDown", { key: "ArrowDown" }, false, true],
    ["j ArrowDown", { key: "ArrowDown", shiftKey: true }, false, false],
    ["Shift+ArrowDown", { key: "ArrowDown", shiftKey: true }, false, true],
    ["Shift+j", { key: "J", shiftKey: true }, false, true],
    ["Mod+s", { key: "s", ctrlKey: true }, false, true],
    ["Mod+s", { key: "s", metaKey: true }, true, true],
    ["Mod+s", { key: "s", ctrlKey: true }, true, false],
    ["Alt+ArrowUp", { key: "ArrowUp", altKey: true }, false, true],
    ["Mod++", { key: "+", ctrlKey: true, shiftKey: true }, false, true],
  ] as const) assert.equal(matches(keys, { ...none, ...event }, mac), want, `${keys} ${JSON.stringify(event)}`);
});

test("the sheet has what is registered, until it is taken back", () => {
  const off = register("x", "Select", "List", () => undefined);
  assert.deepEqual(shortcuts.value.map((s) => s.label), ["Select"]);
  off();
  assert.deepEqual(shortcuts.value, []);
});

test("keys are shown as they stand on the keyboard", () => {
  assert.deepEqual(keyNames("Shift+j ArrowDown"), [["Shift", "J"], ["↓"]]);
});
