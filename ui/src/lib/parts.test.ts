import assert from "node:assert/strict";
import test from "node:test";
import { safeNext } from "../app/next";
import { browserName } from "../account/sessions";
import { moved } from "./order";
import { ApiProblem, problemOf } from "./problem";
import { among } from "./ui/combobox";

test("signing in leads to the desk and nowhere else", () => {
  for (const [next, want] of [
    ["/desk/stories/01h", "/desk/stories/01h"],
    ["/desk?status=draft", "/desk?status=draft"],
    [null, "/desk"],
    ["//evil.example", "/desk"],
    ["/desk//evil.example/..", "/desk"],
    ["https://evil.example/desk", "/desk"],
    ["/deskevil", "/desk"],
    ["javascript:alert(1)", "/desk"],
  ] as const) assert.equal(safeNext(next), want, String(next));
});

test("an entry is moved up and down", () => {
  assert.deepEqual(moved(["a", "b", "c"], 0, 2), ["b", "c", "a"]);
  assert.deepEqual(moved(["a", "b", "c"], 2, 1), ["a", "c", "b"]);
});

test("options are found by all words, in name and note", () => {
  const find = among([{ id: "1", label: "Ada Brook", note: "Editor" }, { id: "2", label: "Tom Brook", note: "Reporter" }]);
  assert.deepEqual(find("brook rep").map((o) => o.id), ["2"]);
  assert.equal(find("").length, 2);
});

test("a problem speaks for people, also where none was sent", () => {
  const stale = problemOf(new Response(null, { status: 412 }), {
    type: "/api/v1/problems/stale", detail: "Changed since.", current: { version: 2 }, errors: [{ location: "body.name", message: "is empty" }],
  });
  assert.ok(stale instanceof ApiProblem);
  assert.equal(stale.type, "stale");
  assert.deepEqual(stale.current, { version: 2 });
  assert.equal(stale.field("name"), "is empty");
  const bare = problemOf(new Response(null, { status: 502 }), "<html>Bad gateway");
  assert.equal(bare.type, "502");
  assert.match(bare.detail, /Please try again/);
});

test("browsers are named by what they say", () => {
  for (const [agent, want] of [
    ["Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36", "Chrome on Linux"],
    ["Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 Version/17.4 Mobile/15E148 Safari/604.1", "Safari on an iPhone"],
    ["Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/126.0 Safari/537.36 Edg/126.0", "Edge on Windows"],
    ["Mozilla/5.0 (Macintosh; Intel Mac OS X 14.5; rv:127.0) Gecko/20100101 Firefox/127.0", "Firefox on a Mac"],
    ["curl/8.5.0", "curl/8.5.0"],
    ["", "Unknown program"],
  ] as const) assert.equal(browserName(agent), want);
});
