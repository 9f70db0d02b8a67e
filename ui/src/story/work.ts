// A story that is open for writing: its fields, each a signal of its own so that a keystroke renders nothing but what
// shows it, and the saving of them.

import { batch, signal, type Signal } from "@preact/signals";
import { announce } from "../lib/announce";
import { wordsOf } from "../lib/api";
import { me, signedOut } from "../lib/session";
import { toast } from "../lib/ui";
import { canonical, type LineField } from "./content";
import { drop, keep, type Kept, keptOf } from "./kept";
import { learnNames } from "./names";
import { type Saver, unsaved } from "./saver";
import { NotSaved, Saving, unsent } from "./saving";
import { failureOf, getStory, putDraft } from "./service";
import type { Content, DocNode, Story } from "./types";

const random = (): string => Array.from(crypto.getRandomValues(new Uint8Array(6)), (b) => b.toString(36)).join("");

/** Views that closed with something to save; who opens the story again waits for it. */
const closing = new Map<string, Promise<void>>();

const changedBySomebody = "This story was changed by somebody else. You see it as it is now.";

const lineFields = ["slug", "kicker", "headline", "short_headline", "standfirst", "dateline", "language", "section"] as const;

export class Work {
  readonly id: string;
  /** What is known around the text. Its content is the server's as it was last read, not what is on the screen. */
  readonly story: Signal<Story>;
  readonly lines: Record<LineField, Signal<string>>;
  readonly byline: Signal<string[]>;
  readonly topics: Signal<string[]>;
  readonly hero: Signal<DocNode | null>;
  /** The body that the editor begins with; another object whenever the body is replaced from outside. */
  readonly opened: Signal<DocNode>;
  /** Told by the editor: whether pictures of the body are still on their way. */
  bodyUploads = (): boolean => false;
  /** Told by the picture over the story. */
  heroUploads = false;
  readonly saver: Signal<Saver>;
  readonly keeps = signal(true);
  /** Somebody else's text, which the writer's would have overwritten. */
  readonly conflict = signal<Story | null>(null);
  /** Text that this browser kept, and that the server does not have. */
  readonly found = signal<Kept[]>([]);
  readonly reading = signal(0);
  /** Goes up with every acknowledged save and act: what a preview shows is out of date. */
  readonly landed = signal(0);
  /** Goes up with every act: what is told of history, and of where the story stands, is out of date. */
  readonly acted = signal(0);
  readonly #saving: Saving;
  /** One for each opening in each window, so that none overwrites what another keeps. */
  readonly #opening = random();
  #body: () => DocNode;

  constructor(story: Story) {
    const { content } = story;
    this.id = story.id;
    this.story = signal(story);
    this.lines = Object.fromEntries(lineFields.map((f) => [f, signal(content[f])])) as Record<LineField, Signal<string>>;
    this.byline = signal(content.byline);
    this.topics = signal(content.topics);
    this.hero = signal(content.hero);
    this.opened = signal(content.body);
    this.#body = () => content.body;
    this.#saving = new Saving({
      now: () => performance.now(),
      later: (fn, ms) => {
        const timer = setTimeout(fn, ms);
        return () => clearTimeout(timer);
      },
      put: (text, version, signal) => putDraft(this.id, text, version, signal),
      read: () => this.content(),
      keep: (text, version) => keep(unsent(this.id, this.#opening, text, version)),
      drop: () => drop(`${this.id}/${this.#opening}`),
      changed: (saver) => this.#changed(saver),
      acknowledged: (answer) => {
        const by = me.peek()?.person.id ?? "";
        this.story.value = {
          ...this.story.peek(), version: answer.version, saved_at: answer.saved_at, saved_by: by, words: answer.words, changed: answer.changed,
        };
        this.reading.value = answer.reading_seconds;
        this.landed.value++;
      },
      stale: (current) => {
        this.conflict.value = current;
        announce("Somebody else saved this story. Your text is kept; choose which to go on with.", true);
      },
      moved: (current) => this.#moved(current),
    }, story);
    this.saver = signal(this.#saving.saver);
    learnNames(content.topics);
  }

  /** What the writer has now. It reads the whole body: for a save, never for a keystroke. */
  content(): Content {
    const lines = Object.fromEntries(lineFields.map((f) => [f, this.lines[f].peek()])) as Record<LineField, string>;
    return { ...lines, byline: this.byline.peek(), topics: this.topics.peek(), hero: this.hero.peek(), body: this.#body() };
  }

  /** Says where the body is read. */
  bodyFrom(read: () => DocNode): void {
    this.#body = read;
  }

  edited(): void {
    this.#saving.edited();
  }

  setLine(field: LineField, value: string): void {
    if (this.lines[field].peek() === value) return;
    this.lines[field].value = value;
    this.edited();
  }

  setByline(ids: string[]): void {
    this.byline.value = ids;
    this.edited();
  }

  setTopics(ids: string[]): void {
    this.topics.value = ids;
    this.edited();
  }

  setHero(hero: DocNode | null): void {
    this.hero.value = hero;
    this.edited();
  }

  /** Whether pictures are still on their way: the story would lose them if it closed now. */
  get uploading(): boolean {
    return this.heroUploads || this.bodyUploads();
  }

  get unsaved(): boolean {
    return unsaved(this.#saving.saver);
  }

  retry(): void {
    this.#saving.retry();
  }

  /** Saves now. Without trouble to tell of, a save that fails says so by the state of saving. */
  flush(): Promise<void> {
    return this.#saving.flush();
  }

  /** The page may be about to go: keeps and sends what is not saved. */
  hurry(): void {
    if (!this.unsaved) return;
    this.#saving.keepNow();
    this.flush().catch(() => undefined);
  }

  /** Does something to the story after all is saved. Returns why it could not, or null. */
  async act(fn: (version: number) => Promise<Story>): Promise<string | null> {
    let before: Content | null = null;
    try {
      const story = await this.#saving.act(async (version) => {
        before = this.content();
        try {
          return await fn(version);
        } catch (err) {
          const failure = failureOf(err);
          throw failure.kind === "stale" ? failure : err;
        }
      });
      batch(() => {
        this.#took(story);
        this.#takeOver(before, story.content);
      });
      return null;
    } catch (err) {
      if (err instanceof NotSaved) return notSaved[err.kind];
      if ((err as { kind?: string }).kind === "stale") return "Somebody else changed this story meanwhile. Look at it as it is now, and try again.";
      return wordsOf(err);
    }
  }

  /** An act may fill in what was left empty, as the words of an address. What was written meanwhile stays. */
  #takeOver(before: Content | null, after: Content): void {
    for (const field of lineFields) {
      const line = this.lines[field];
      if (before !== null && line.peek() === before[field]) line.value = after[field];
    }
  }

  /** Takes up a story whose text was replaced by an act: a restored revision, another's text. */
  replace(story: Story): void {
    this.#saving.replaced(story);
    this.#show(story);
  }

  /** The writer's text goes over the other one; theirs is put aside in this browser. */
  async keepMine(theirs: Story): Promise<void> {
    await this.#putAside(theirs.content, theirs.saved_by, theirs.version);
    this.conflict.value = null;
    this.story.value = theirs;
    this.#saving.keepMine(theirs);
  }

  /** The other text takes the place of the writer's, which is put aside in this browser. */
  async takeTheirs(theirs: Story): Promise<void> {
    await this.#putAside(this.content(), "you", this.#saving.saver.version);
    this.conflict.value = null;
    this.replace(theirs);
  }

  /** Puts text that was found in this browser in the place of what is here. What is here is put aside in turn. */
  async recover(kept: Kept): Promise<void> {
    await this.#putAside(this.content(), "you", this.#saving.saver.version);
    this.#fill(kept.content);
    this.edited();
    await this.discard(kept);
  }

  async discard(kept: Kept): Promise<void> {
    this.found.value = this.found.peek().filter((k) => k.key !== kept.key);
    await drop(kept.key).catch(() => undefined);
  }

  /** Looks whether the story has moved on: an act by somebody else, a moment that has come. */
  async refresh(): Promise<void> {
    try {
      const story = await getStory(this.id);
      const { version, sending, acting } = this.#saving.saver;
      if (sending !== null || acting || this.conflict.peek() !== null || story.version < version) return;
      const same = canonical(story.content) === canonical(this.content());
      if (this.unsaved) return void (this.story.value = { ...story, version: this.story.peek().version });
      if (same && story.version === version) {
        this.story.value = story;
      } else if (same) {
        this.#saving.replaced(story);
        this.#took(story);
      } else {
        this.replace(story);
        toast(changedBySomebody);
      }
    } catch {
      // What is on the screen stays; saving tells when there is no connection.
    }
  }

  /** The view closes. What is not saved is sent all the same, and kept until it has arrived. */
  close(): void {
    if (!this.unsaved) return this.#saving.end();
    const last = this.content();
    this.#body = () => last.body;
    this.#saving.keepNow();
    const done = this.flush().catch(() => undefined).then(() => {
      this.#saving.end();
      if (closing.get(this.id) === done) closing.delete(this.id);
    });
    closing.set(this.id, done);
  }

  #took(story: Story): void {
    this.story.value = story;
    this.landed.value++;
    this.acted.value++;
  }

  #moved(current: Story): void {
    if (!this.unsaved && canonical(current.content) !== canonical(this.content())) {
      this.replace(current);
      toast(changedBySomebody);
    } else {
      this.#took(current);
    }
  }

  #show(story: Story): void {
    batch(() => {
      this.#took(story);
      this.#fill(story.content);
    });
  }

  #fill(content: Content): void {
    batch(() => {
      for (const field of lineFields) this.lines[field].value = content[field];
      this.byline.value = content.byline;
      this.topics.value = content.topics;
      this.hero.value = content.hero;
      // A copy: the editor does not take back an object that it has handed out itself.
      const body = structuredClone(content.body);
      this.#body = () => body;
      this.opened.value = body;
    });
    learnNames(content.topics);
  }

  #changed(saver: Saver): void {
    const before = this.saver.peek();
    this.saver.value = saver;
    this.keeps.value = this.#saving.keeps;
    if (saver.trouble?.kind === "signed-out" && before.trouble?.kind !== "signed-out") {
      void signedOut().then(() => this.#saving.signedIn());
    }
    if (saver.trouble !== null && before.trouble === null) announce("Not saved.", true);
    if (saver.trouble === null && before.trouble !== null) announce("Saved.");
    if (saver.trouble?.kind === "refused" && before.trouble?.kind !== "refused") void this.refresh();
  }

  async #putAside(content: Content, by: string, version: number): Promise<void> {
    const at = new Date().toISOString();
    const key = `${this.id}/aside/${at}`;
    try {
      const kept: Kept = { key, story: this.id, why: "aside", by, at, version, content };
      await keep(kept);
      this.found.value = [kept, ...this.found.peek()];
    } catch {
      this.keeps.value = false;
    }
  }
}

const notSaved: Record<NotSaved["kind"], string> = {
  offline: "The story could not be saved first: no connection. Nothing else was done.",
  busy: "The story could not be saved first: the server is busy. Nothing else was done.",
  "signed-out": "Sign in first. Nothing was done.",
  stale: "Somebody else saved this story. Choose which text to go on with first.",
  refused: "The story could not be saved as it is. See what is wrong with it first.",
};

/** Opens a story: from the server, and with what this browser kept of it and the server does not have. */
export async function openWork(id: string): Promise<Work> {
  await closing.get(id);
  const [story, kept] = await Promise.all([getStory(id), keptOf(id).catch(() => [])]);
  const work = new Work(story);
  const theirs = canonical(story.content);
  const arrived = kept.filter((k) => canonical(k.content) === theirs);
  for (const k of arrived) void drop(k.key).catch(() => undefined);
  work.found.value = kept.filter((k) => !arrived.includes(k));
  return work;
}
