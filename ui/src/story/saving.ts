// Runs a saver (saver.ts) against the world: the clock, the server, and the text kept in this browser.

import { canonical } from "./content";
import type { Kept } from "./kept";
import { begin, blocked, type Event, type Saver, step, unsaved, wakeAt } from "./saver";
import type { Content, DraftSaved, Story } from "./types";

/** A save that gets no answer in this time has failed; whether it arrived is found out by the next one. */
const patience = 15_000;
/** A change is kept in this browser after so long, away from the keystroke that made it. */
const keepAfter = 300;

/** How a save was answered when not by success. */
export type Failure =
  | { kind: "offline" }
  | { kind: "busy"; retryAfter?: number }
  | { kind: "signed-out" }
  | { kind: "refused"; why: string }
  | { kind: "stale"; current: Story };

export interface World {
  now(): number;
  later(fn: () => void, ms: number): () => void;
  /** Resolves with the acknowledgement, or rejects with a Failure. */
  put(content: Content, version: number, signal: AbortSignal): Promise<DraftSaved>;
  /** What the writer has now. It may be slow: it is called for a save, never for a keystroke. */
  read(): Content;
  keep(content: Content, version: number): Promise<void>;
  drop(): Promise<void>;
  /** After every change of state. */
  changed(saver: Saver): void;
  acknowledged(answer: DraftSaved): void;
  /** Somebody else's text stands on the server. */
  stale(current: Story): void;
  /** The server's version moved on, and nothing of the writer's is at stake: its text, if it differs, may be shown. */
  moved(current: Story): void;
}

export class Saving {
  saver: Saver;
  /** Whether the browser can keep what is not saved. */
  keeps = true;
  /** The text that the server is known to have. */
  #base: string;
  #sent: string | null = null;
  /** What was sent and not answered: each of them may have arrived. */
  readonly #unanswered = new Set<string>();
  #cancelWake = (): void => {};
  #cancelKeep: (() => void) | null = null;
  #waiting: { resolve(): void; reject(err: NotSaved): void }[] = [];
  #ended = false;
  readonly #world: World;

  constructor(world: World, story: Pick<Story, "version" | "saved_at" | "content">) {
    this.#world = world;
    this.saver = begin(story.version, story.saved_at);
    this.#base = canonical(story.content);
  }

  /** Tells that the writer changed something. Cheap enough for every keystroke. */
  edited(): void {
    this.#tell({ type: "edit", now: this.#world.now() });
    this.#cancelKeep ??= this.#world.later(() => this.keepNow(), keepAfter);
  }

  /** Keeps what is not saved in this browser, at once: the page may be about to go. */
  keepNow(): void {
    this.#cancelKeep?.();
    this.#cancelKeep = null;
    if (this.#ended || !unsaved(this.saver)) return;
    this.#world.keep(this.#world.read(), this.saver.version).then(
      () => this.#setKeeps(true),
      () => this.#setKeeps(false),
    );
  }

  /** Saves what is not saved; resolves when all of it is acknowledged, rejects with NotSaved when it cannot be now. */
  flush(): Promise<void> {
    this.#tell({ type: "flush", now: this.#world.now() });
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject });
      this.#settle();
    });
  }

  retry(): void {
    this.#tell({ type: "retry", now: this.#world.now() });
  }

  signedIn(): void {
    this.#tell({ type: "signed-in", now: this.#world.now() });
  }

  /** Does something that makes a version of its own, after everything is saved and with no save beside it. */
  async act(fn: (version: number) => Promise<Story>): Promise<Story> {
    await this.flush();
    this.#tell({ type: "act-begins", now: this.#world.now() });
    if (!this.saver.acting) throw new NotSaved("busy");
    try {
      const story = await fn(this.saver.version);
      this.#base = canonical(story.content);
      this.#tell({ type: "act-ends", now: this.#world.now(), version: story.version });
      return story;
    } catch (err) {
      const current = (err as Partial<Failure> & { current?: Story }).current;
      if (current === undefined) {
        this.#tell({ type: "act-ends", now: this.#world.now() });
      } else {
        this.#actWasStale(current);
      }
      throw err;
    }
  }

  /** The writer's text goes over the one that stands on the server. */
  keepMine(current: Story): void {
    this.#base = canonical(current.content);
    this.#tell({ type: "edit", now: this.#world.now() }); // what stands there now is not the writer's, saved or not
    this.#tell({ type: "rebase", now: this.#world.now(), version: current.version });
  }

  /** The writer's text was replaced by the server's. */
  replaced(current: Story): void {
    this.#base = canonical(current.content);
    this.#tell({ type: "replaced", now: this.#world.now(), version: current.version, savedAt: current.saved_at });
    this.#forget();
  }

  /** The view is gone. What is not saved stays in this browser; a save that is under way goes on. */
  end(): void {
    this.keepNow();
    this.#ended = true;
    this.#cancelWake();
  }

  #setKeeps(keeps: boolean): void {
    if (this.keeps === keeps) return;
    this.keeps = keeps;
    this.#world.changed(this.saver);
  }

  #tell(event: Event): void {
    const before = this.saver;
    const { next, send } = step(before, event);
    this.saver = next;
    this.#cancelWake();
    if (send) void this.#send();
    const due = wakeAt(next);
    if (due !== null && !this.#ended) {
      this.#cancelWake = this.#world.later(
        () => this.#tell({ type: "wake", now: this.#world.now() }),
        Math.max(0, due - this.#world.now()),
      );
    }
    this.#settle();
    // A keystroke amid others changes nothing that anybody sees.
    if (event.type !== "edit" || before.edits === before.acked || before.trouble !== null) this.#world.changed(this.saver);
  }

  #settle(): void {
    const { saver } = this;
    if (!unsaved(saver) && saver.sending === null) {
      for (const { resolve } of this.#waiting.splice(0)) resolve();
    } else if (saver.trouble !== null && saver.sending === null) {
      const kind = saver.trouble.kind;
      if (blocked(saver) || saver.retryAt !== null) {
        for (const { reject } of this.#waiting.splice(0)) reject(new NotSaved(kind));
      }
    }
  }

  async #send(): Promise<void> {
    const content = this.#world.read();
    const version = this.saver.version;
    this.#sent = canonical(content);
    this.#unanswered.add(this.#sent);
    const gaveUp = new AbortController();
    const cancel = this.#world.later(() => gaveUp.abort(), patience);
    try {
      const answer = await this.#world.put(content, version, gaveUp.signal);
      this.#landed(answer.version, answer.saved_at);
      this.#world.acknowledged(answer);
    } catch (err) {
      this.#failed(err as Failure);
    } finally {
      cancel();
    }
  }

  #landed(version: number, savedAt: string): void {
    this.#base = this.#sent ?? this.#base;
    this.#unanswered.clear();
    this.#tell({ type: "acknowledged", now: this.#world.now(), version, savedAt });
    if (!unsaved(this.saver)) this.#forget();
  }

  #failed(failure: Failure): void {
    const now = this.#world.now();
    switch (failure.kind) {
      case "refused":
        this.#tell({ type: "refused", now, why: failure.why });
        break;
      case "stale":
        this.#stale(failure.current);
        return;
      case "busy":
        this.#tell({ type: "failed", now, trouble: { kind: "busy" }, retryAfter: failure.retryAfter ?? 0 });
        break;
      default:
        this.#tell({ type: "failed", now, trouble: { kind: failure.kind } });
    }
    this.keepNow();
  }

  /** A stale save need not be a conflict: its own answer may have been lost, or only the state have moved. */
  #stale(current: Story): void {
    const now = this.#world.now();
    const theirs = canonical(current.content);
    if (theirs === this.#sent) {
      this.#landed(current.version, current.saved_at);
      this.#world.moved(current);
      return;
    }
    if (theirs === this.#base || this.#unanswered.has(theirs)) {
      this.#base = theirs;
      this.#tell({ type: "failed", now, trouble: { kind: "stale" } });
      this.#world.moved(current);
      this.#tell({ type: "rebase", now, version: current.version });
      return;
    }
    this.#tell({ type: "failed", now, trouble: { kind: "stale" } });
    this.keepNow();
    this.#world.stale(current);
  }

  #actWasStale(current: Story): void {
    const now = this.#world.now();
    if (canonical(current.content) === this.#base) {
      this.#tell({ type: "act-ends", now, version: current.version });
      this.#world.moved(current);
      return;
    }
    if (unsaved(this.saver)) {
      this.#tell({ type: "act-ends", now, stale: true });
      this.#world.stale(current);
      return;
    }
    // All of the writer's text was saved, and theirs was written over it in full knowledge.
    this.#tell({ type: "act-ends", now });
    this.replaced(current);
    this.#world.moved(current);
  }

  #forget(): void {
    this.#cancelKeep?.();
    this.#cancelKeep = null;
    this.#world.drop().catch(() => this.#setKeeps(false));
  }
}

/** Something else was to happen, but the text could not be saved first. */
export class NotSaved extends Error {
  constructor(readonly kind: "offline" | "busy" | "signed-out" | "stale" | "refused") {
    super("The story could not be saved first.");
  }
}

/** The record under which a window keeps its text of a story. */
export function unsent(story: string, window: string, content: Content, version: number): Kept {
  return { key: `${story}/${window}`, story, why: "unsent", by: "you", at: new Date().toISOString(), version, content };
}
