import assert from "node:assert/strict";
import { test } from "node:test";
import { emptyDoc } from "../doc/node";
import { type Failure, NotSaved, Saving } from "./saving";
import type { Content, DraftSaved, Story } from "./types";

const content = (headline: string): Content => ({
  slug: "", kicker: "", headline, short_headline: "", standfirst: "", dateline: "", language: "", section: "", byline: [],
  topics: [], hero: null, body: emptyDoc,
});

const story = (version: number, headline: string): Story =>
  ({ version, saved_at: `saved ${version}`, saved_by: "Ann", content: content(headline) }) as Story;

/** A window that writes, a server that answers when told to, and a clock that is turned by hand. */
class Room {
  clock = 0;
  headline = "One";
  server = story(1, "One");
  kept: string | null = null;
  room = true;
  heard: string[] = [];
  puts: { content: Content; version: number; resolve(a: DraftSaved): void; reject(f: Failure): void }[] = [];
  #timers: { at: number; fn: () => void }[] = [];
  saving = new Saving({
    now: () => this.clock,
    later: (fn, ms) => {
      const timer = { at: this.clock + ms, fn };
      this.#timers.push(timer);
      return () => void this.#timers.splice(this.#timers.indexOf(timer), this.#timers.includes(timer) ? 1 : 0);
    },
    put: (content, version, signal) => new Promise((resolve, reject) => {
      signal.addEventListener("abort", () => reject({ kind: "offline" } satisfies Failure));
      this.puts.push({ content, version, resolve, reject });
    }),
    read: () => content(this.headline),
    keep: async (content) => {
      if (!this.room) throw new Error("no room");
      this.kept = content.headline;
    },
    drop: async () => void (this.kept = null),
    changed: () => {},
    acknowledged: (answer) => void this.heard.push(`acknowledged ${answer.version}`),
    stale: (current) => void this.heard.push(`stale ${current.content.headline}`),
    moved: (current) => void this.heard.push(`moved ${current.version}`),
  }, this.server);

  type(headline: string): void {
    this.headline = headline;
    this.saving.edited();
  }

  async pass(ms: number): Promise<void> {
    const end = this.clock + ms;
    for (;;) {
      const due = this.#timers.filter((t) => t.at <= end).sort((a, b) => a.at - b.at)[0];
      if (due === undefined) break;
      this.#timers.splice(this.#timers.indexOf(due), 1);
      this.clock = Math.max(this.clock, due.at);
      due.fn();
      await settled();
    }
    this.clock = end;
    await settled();
  }

  /** Answers the oldest save as a server would: in order, on the right version only. */
  async answer(how: "yes" | "lost" | Failure = "yes"): Promise<void> {
    const put = this.puts.shift();
    assert.ok(put, "no save is under way");
    if (typeof how === "object") {
      put.reject(how);
    } else if (put.version !== this.server.version) {
      put.reject({ kind: "stale", current: this.server });
    } else {
      this.server = story(put.version + 1, put.content.headline);
      if (how === "lost") put.reject({ kind: "offline" });
      else put.resolve({ version: put.version + 1, saved_at: "now", words: 0, reading_seconds: 0, changed: true });
    }
    await settled();
  }
}

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test("what is written is kept at once in the browser, and let go when the server has it", async () => {
  const room = new Room();
  room.type("Two");
  await room.pass(400);
  assert.equal(room.kept, "Two");
  await room.pass(400);
  await room.answer();
  assert.equal(room.server.content.headline, "Two");
  assert.equal(room.kept, null);
});

test("what was written during a save is still kept after it", async () => {
  const room = new Room();
  room.type("Two");
  await room.pass(800);
  room.type("Three");
  await room.pass(300);
  await room.answer();
  assert.equal(room.kept, "Three");
  await room.pass(1500);
  await room.answer();
  assert.equal(room.server.content.headline, "Three");
  assert.equal(room.kept, null);
});

test("a save without an answer has failed, and the text is kept", async () => {
  const room = new Room();
  room.type("Two");
  await room.pass(800 + 15_000);
  assert.equal(room.saving.saver.trouble?.kind, "offline");
  assert.equal(room.kept, "Two");
});

test("an answer that was lost is no conflict", async () => {
  const room = new Room();
  room.type("Two");
  await room.pass(800);
  await room.answer("lost");
  await room.pass(1000);
  await room.answer();
  assert.equal(room.saving.saver.trouble, null);
  assert.equal(room.saving.saver.version, 2);
  assert.deepEqual(room.heard, ["moved 2"]);
  assert.equal(room.kept, null);
});

test("an answer that was lost is no conflict either when more was written since", async () => {
  const room = new Room();
  room.type("Two");
  await room.pass(800);
  await room.answer("lost");
  room.type("Three");
  await room.pass(1000);
  await room.answer();
  await room.answer();
  assert.equal(room.server.content.headline, "Three");
  assert.equal(room.saving.saver.trouble, null);
});

test("an assignment by somebody else is no conflict", async () => {
  const room = new Room();
  room.server = story(2, "One");
  room.type("Two");
  await room.pass(800);
  await room.answer();
  assert.deepEqual(room.heard, ["moved 2"]);
  await room.answer();
  assert.equal(room.server.content.headline, "Two");
  assert.equal(room.server.version, 3);
});

test("another's text is never overwritten unasked", async () => {
  const room = new Room();
  room.server = story(2, "Ann's");
  room.type("Two");
  await room.pass(800);
  await room.answer();
  await room.pass(60_000);
  assert.deepEqual(room.heard, ["stale Ann's"]);
  assert.deepEqual(room.puts, []);
  assert.equal(room.kept, "Two");

  room.saving.keepMine(room.server);
  await settled();
  await room.answer();
  assert.equal(room.server.content.headline, "Two");
  assert.equal(room.saving.saver.trouble, null);
});

test("an act waits until everything is saved", async () => {
  const room = new Room();
  room.type("Two");
  let acted = 0;
  const act = room.saving.act(async (version) => {
    acted = version;
    return (room.server = story(version + 1, "Two"));
  });
  await settled();
  assert.equal(acted, 0);
  await room.answer();
  await act;
  assert.equal(acted, 2);
  assert.equal(room.saving.saver.version, 3);
});

test("no act without a connection, and nobody waits for it for ever", async () => {
  const room = new Room();
  room.type("Two");
  const act = room.saving.act(async () => assert.fail("it acted"));
  const refused = assert.rejects(act, (err) => err instanceof NotSaved && err.kind === "offline");
  await settled();
  await room.answer({ kind: "offline" });
  await refused;
});

test("an act that comes too late shows the other's text where nothing of one's own is at stake", async () => {
  const room = new Room();
  room.server = story(2, "Ann's");
  await assert.rejects(room.saving.act(async () => {
    throw { kind: "stale", current: room.server } satisfies Failure;
  }));
  assert.deepEqual(room.heard, ["moved 2"]);
  assert.equal(room.saving.saver.version, 2);
  assert.equal(room.saving.saver.acting, false);
});

test("where the browser keeps nothing, the desk knows", async () => {
  const room = new Room();
  room.room = false;
  room.type("Two");
  await room.pass(400);
  assert.equal(room.saving.keeps, false);
});

test("a view that closes keeps what is not saved, and a save under way still counts", async () => {
  const room = new Room();
  room.type("Two");
  await room.pass(800);
  room.type("Three");
  room.saving.end();
  await settled();
  assert.equal(room.kept, "Three");
  await room.answer();
  assert.equal(room.server.content.headline, "Two");
  assert.equal(room.kept, "Three");
});
