import assert from "node:assert/strict";
import { test } from "node:test";
import { backoff, begin, blocked, debounce, type Event, maxWait, type Saver, step, unsaved, wakeAt } from "./saver.ts";

/** Runs a saver by a clock of its own and notes when it sent what. */
class Desk {
  now = 0;
  saver: Saver = begin(1, null);
  sent: { at: number; edits: number; version: number }[] = [];

  do(event: { type: Event["type"] } & Record<string, unknown>): this {
    const { next, send } = step(this.saver, { now: this.now, ...event } as Event);
    this.saver = next;
    if (send) {
      assert.notEqual(next.sending, null);
      this.sent.push({ at: this.now, edits: next.sending ?? 0, version: next.version });
    }
    return this;
  }

  /** Lets time pass, waking the saver when it asks. */
  pass(ms: number): this {
    const end = this.now + ms;
    for (let at = wakeAt(this.saver); at !== null && at <= end; at = wakeAt(this.saver)) {
      this.now = Math.max(this.now, at);
      this.do({ type: "wake" });
    }
    this.now = end;
    return this;
  }

  acknowledge(): this {
    return this.do({ type: "acknowledged", version: this.saver.version + 1, savedAt: `at ${this.now}` });
  }
}

test("nothing is sent before anything is written", () => {
  const desk = new Desk().pass(60_000).do({ type: "flush" }).do({ type: "retry" });
  assert.deepEqual(desk.sent, []);
});

test("a change is sent after a pause", () => {
  const desk = new Desk().do({ type: "edit" }).pass(debounce - 1);
  assert.deepEqual(desk.sent, []);
  desk.pass(1);
  assert.deepEqual(desk.sent, [{ at: debounce, edits: 1, version: 1 }]);
});

test("who types on and on is saved all the same", () => {
  const desk = new Desk();
  for (let i = 0; i < 100; i++) {
    desk.do({ type: "edit" });
    if (desk.saver.sending !== null) desk.acknowledge();
    desk.pass(100);
    if (desk.saver.sending !== null) desk.acknowledge();
  }
  assert.ok(desk.sent.length >= 6);
  let before = 0;
  for (const { at, edits } of desk.sent) {
    const oldest = before * 100; // the change after the last one sent was made then
    assert.ok(at - oldest <= maxWait, `the change of ${oldest} was sent at ${at}`);
    before = edits;
  }
});

test("what is written during a save goes with the next one, on the version that it made", () => {
  const desk = new Desk().do({ type: "edit" }).pass(debounce).do({ type: "edit" }).pass(5000);
  assert.equal(desk.sent.length, 1);
  desk.acknowledge();
  assert.deepEqual(desk.sent.at(-1), { at: debounce + 5000, edits: 2, version: 2 });
  assert.ok(unsaved(desk.saver));
  desk.acknowledge();
  assert.ok(!unsaved(desk.saver));
  assert.equal(desk.saver.version, 3);
});

test("without a connection it tries again, each time a little later, and writing more does not make it frantic", () => {
  const desk = new Desk().do({ type: "edit" }).pass(debounce);
  const waits: number[] = [];
  for (let i = 0; i < 8; i++) {
    desk.do({ type: "failed", trouble: { kind: "offline" } });
    const from = desk.now;
    desk.do({ type: "edit" }).pass(40_000);
    waits.push((desk.sent.at(-1)?.at ?? 0) - from);
  }
  assert.deepEqual(waits, [...backoff, 30_000, 30_000]);
  desk.acknowledge();
  assert.equal(desk.saver.trouble, null);
  assert.equal(desk.saver.tries, 0);
});

test("the server's own wish for patience counts", () => {
  const desk = new Desk().do({ type: "edit" }).pass(debounce);
  desk.do({ type: "failed", trouble: { kind: "busy" }, retryAfter: 12_000 });
  assert.equal(wakeAt(desk.saver), debounce + 12_000);
});

test("'Try now' tries now", () => {
  const desk = new Desk().do({ type: "edit" }).pass(debounce).do({ type: "failed", trouble: { kind: "offline" } });
  desk.do({ type: "retry" });
  assert.equal(desk.sent.length, 2);
});

test("a signed-out writer's text waits, and goes at once after signing in", () => {
  const desk = new Desk().do({ type: "edit" }).pass(debounce).do({ type: "failed", trouble: { kind: "signed-out" } });
  desk.do({ type: "edit" }).pass(600_000).do({ type: "retry" }).do({ type: "flush" });
  assert.equal(desk.sent.length, 1);
  desk.do({ type: "signed-in" });
  assert.deepEqual(desk.sent.at(-1), { at: desk.now, edits: 2, version: 1 });
});

test("nothing goes over another's text until the writer decides", () => {
  const desk = new Desk().do({ type: "edit" }).pass(debounce).do({ type: "failed", trouble: { kind: "stale" } });
  desk.do({ type: "edit" }).do({ type: "flush" }).do({ type: "retry" }).pass(600_000);
  assert.equal(desk.sent.length, 1);

  const mine = new Desk();
  Object.assign(mine, { now: desk.now, saver: desk.saver });
  mine.do({ type: "rebase", version: 9 });
  assert.deepEqual(mine.sent, [{ at: mine.now, edits: 2, version: 9 }]);

  desk.do({ type: "replaced", version: 9, savedAt: "theirs" }).pass(10_000);
  assert.equal(desk.sent.length, 1);
  assert.ok(!unsaved(desk.saver));
  assert.equal(desk.saver.savedAt, "theirs");
});

test("what the server refuses is not sent again until it is changed", () => {
  const desk = new Desk().do({ type: "edit" }).pass(debounce).do({ type: "refused", why: "The headline has more than 1000 bytes." });
  assert.ok(blocked(desk.saver));
  desk.pass(60_000);
  assert.equal(desk.sent.length, 1);
  desk.do({ type: "edit" }).pass(debounce);
  assert.equal(desk.sent.length, 2);
  desk.acknowledge();
  assert.equal(desk.saver.trouble, null);
});

test("a change during a refused save is reason enough to try again", () => {
  const desk = new Desk().do({ type: "edit" }).pass(debounce).do({ type: "edit" }).do({ type: "refused", why: "No." }).pass(debounce);
  assert.equal(desk.sent.at(-1)?.edits, 2);
});

test("saves wait for an act, and stand on what it made", () => {
  const desk = new Desk().do({ type: "act-begins" }).do({ type: "edit" }).pass(5000);
  assert.deepEqual(desk.sent, []);
  desk.do({ type: "act-ends", version: 7 });
  assert.deepEqual(desk.sent, [{ at: 5000, edits: 1, version: 7 }]);
});

test("an act does not begin during a save", () => {
  const desk = new Desk().do({ type: "edit" }).pass(debounce).do({ type: "act-begins" });
  assert.equal(desk.saver.acting, false);
});

test("an answer that nobody waits for changes nothing", () => {
  const desk = new Desk().do({ type: "edit" });
  const before = desk.saver;
  desk.acknowledge().do({ type: "failed", trouble: { kind: "offline" } }).do({ type: "refused", why: "No." });
  assert.deepEqual(desk.saver, before);
});

/** What the world may do next; each is tried after each, to the depth given. */
const happenings = [
  "edit", "pause", "acknowledge", "lose the request", "lose the answer", "another saves", "flush", "retry", "keep mine",
  "sign out", "sign in", "act", "refuse",
] as const;

interface World {
  now: number;
  saver: Saver;
  /** The server's version, the number of the writer's changes in it, and whether another's text stands there. */
  server: { version: number; edits: number; others: boolean };
  /** What is on its way: the changes in it and the version that it replaces. */
  way: { edits: number; version: number } | null;
}

test("whatever happens in whatever order, no acknowledged text is lost and none of another's is overwritten unasked", () => {
  let tried = 0;
  const visit = (world: World, depth: number, path: string[]): void => {
    tried++;
    check(world, path);
    if (depth === 0) return;
    for (const what of happenings) {
      const next = happen(world, what);
      if (next !== null) visit(next, depth - 1, [...path, what]);
    }
  };
  visit({ now: 0, saver: begin(1, null), server: { version: 1, edits: 0, others: false }, way: null }, 8, []);
  assert.ok(tried > 10_000, `only ${tried} worlds`);
});

function check({ now, saver, server, way }: World, path: string[]): void {
  const told = path.join(", ");
  assert.equal(saver.sending, way === null ? null : way.edits, `one save is under way, or none: ${told}`);
  assert.ok(saver.acked <= server.edits, `acknowledged, and not there: ${told}`);
  assert.ok(saver.acked <= saver.edits, told);
  const due = wakeAt(saver);
  if (unsaved(saver) && saver.sending === null && !blocked(saver)) {
    assert.ok(due !== null, `unsaved text that nothing will save: ${told}`);
    if (saver.trouble === null) assert.ok(due <= now + maxWait, `too late: ${told}`);
  }
}

function happen(world: World, what: (typeof happenings)[number]): World | null {
  const { now, saver, server, way } = world;
  const tell = (event: { type: Event["type"] } & Record<string, unknown>, change: Partial<World> = {}): World => {
    const after = { ...world, ...change };
    const { next, send } = step(saver, { now: after.now, ...event } as Event);
    return { ...after, saver: next, way: send ? { edits: next.sending ?? -1, version: next.version } : after.way };
  };
  switch (what) {
    case "edit":
      return tell({ type: "edit" });
    case "pause": {
      const due = wakeAt(saver);
      return due === null ? null : tell({ type: "wake" }, { now: Math.max(now, due) });
    }
    case "acknowledge":
    case "lose the answer": {
      if (way === null) return null;
      if (way.version !== server.version) return tell({ type: "failed", trouble: { kind: "stale" } }, { way: null });
      assert.ok(!server.others, "another's text was overwritten unasked");
      const written = { version: server.version + 1, edits: way.edits, others: false };
      return what === "acknowledge"
        ? tell({ type: "acknowledged", version: written.version, savedAt: "" }, { server: written, way: null })
        : tell({ type: "failed", trouble: { kind: "offline" } }, { server: written, way: null });
    }
    case "lose the request":
      return way === null ? null : tell({ type: "failed", trouble: { kind: "offline" } }, { way: null });
    case "sign out":
      return way === null ? null : tell({ type: "failed", trouble: { kind: "signed-out" } }, { way: null });
    case "refuse":
      return way === null ? null : tell({ type: "refused", why: "No." }, { way: null });
    case "another saves":
      return { ...world, server: { ...server, version: server.version + 1, others: true } };
    case "keep mine":
      if (saver.trouble?.kind !== "stale") return null;
      return tell({ type: "rebase", version: server.version }, { server: { ...server, others: false } });
    case "act":
      if (unsaved(saver) || saver.sending !== null || saver.version !== server.version) return null;
      {
        const acting = step(saver, { type: "act-begins", now }).next;
        const version = server.version + 1;
        const { next, send } = step(acting, { type: "act-ends", now, version });
        assert.equal(send, false);
        return { ...world, saver: next, server: { ...server, version } };
      }
    case "sign in":
      return saver.trouble?.kind === "signed-out" ? tell({ type: "signed-in" }) : null;
    case "flush":
    case "retry":
      return unsaved(saver) ? tell({ type: what }) : null;
  }
}
