// When a draft is sent to the server, as a pure state machine: an event in, the next state and perhaps a save out.
// What it promises: one save at a time, each on the version that the one before it made; no change waits longer than
// maxWait while the server answers; nothing counts as saved that the server has not acknowledged.
//
// Moments are milliseconds of one clock that never runs backwards.

/** A save waits for a pause in the typing of this length. */
export const debounce = 800;
/** A change waits at most this long, pause or not. */
export const maxWait = 1500;
/** The wait before each new try after a failure; the last one repeats. */
export const backoff = [1_000, 2_000, 5_000, 10_000, 20_000, 30_000] as const;

export type Trouble =
  /** No answer came. */
  | { kind: "offline" }
  /** The server asks for patience, or failed. */
  | { kind: "busy" }
  /** The session ended; the text waits for its writer to sign in. */
  | { kind: "signed-out" }
  /** Somebody else saved; the writer decides. */
  | { kind: "stale" }
  /** The server will not take the text as it was at `edits`; another change may be taken. */
  | { kind: "refused"; why: string; edits: number };

export interface Saver {
  /** The server's copy that the next save replaces. */
  readonly version: number;
  /** How many changes the writer has made. */
  readonly edits: number;
  /** How many of them the server has acknowledged. */
  readonly acked: number;
  /** How many are in the save under way. */
  readonly sending: number | null;
  /** When the oldest and newest change were made that no save carries. */
  readonly first: number | null;
  readonly last: number | null;
  /** Somebody waits for the changes up to this one to be saved. */
  readonly hurry: number;
  /** An act is under way; it makes a version of its own, so saves wait for it. */
  readonly acting: boolean;
  readonly tries: number;
  readonly retryAt: number | null;
  /** When the server last acknowledged, in its own words. */
  readonly savedAt: string | null;
  readonly trouble: Trouble | null;
}

export type Event =
  | { type: "edit"; now: number }
  /** The moment of wakeAt has come. */
  | { type: "wake"; now: number }
  /** Save now: the writer asked, leaves, or acts. */
  | { type: "flush"; now: number }
  /** Try again now after a failure: the writer asked, the connection is back, or the session is. */
  | { type: "retry"; now: number }
  | { type: "signed-in"; now: number }
  | { type: "acknowledged"; now: number; version: number; savedAt: string }
  | { type: "failed"; now: number; trouble: Exclude<Trouble, { kind: "refused" }>; retryAfter?: number }
  | { type: "refused"; now: number; why: string }
  /** The server's version moved on under the same text, or the writer chose to keep theirs over it. */
  | { type: "rebase"; now: number; version: number }
  /** The writer's text was replaced by the server's. */
  | { type: "replaced"; now: number; version: number; savedAt: string | null }
  | { type: "act-begins"; now: number }
  | { type: "act-ends"; now: number; version?: number; stale?: boolean };

export function begin(version: number, savedAt: string | null): Saver {
  return {
    version, edits: 0, acked: 0, sending: null, first: null, last: null, hurry: 0, acting: false,
    tries: 0, retryAt: null, savedAt, trouble: null,
  };
}

/** Whether there is text that the server has not acknowledged. */
export const unsaved = (s: Saver): boolean => s.edits > s.acked;

/** Whether nothing will be sent before somebody does something. */
export function blocked(s: Saver): boolean {
  switch (s.trouble?.kind) {
    case "signed-out":
    case "stale":
      return true;
    case "refused":
      return s.trouble.edits === s.edits;
    default:
      return false;
  }
}

/** When the next save is due; null where none is. */
export function wakeAt(s: Saver): number | null {
  if (!unsaved(s) || s.sending !== null || s.acting || blocked(s)) return null;
  if (s.retryAt !== null) return s.retryAt;
  if (s.hurry > s.acked || s.first === null || s.last === null) return -Infinity;
  return Math.min(s.last + debounce, s.first + maxWait);
}

/** The caller sends what the writer has now where `send` is true, and answers with acknowledged, failed or refused. */
export function step(s: Saver, e: Event): { next: Saver; send: boolean } {
  const next = apply(s, e);
  const due = wakeAt(next);
  if (due === null || due > e.now) return { next, send: false };
  return { next: { ...next, sending: next.edits, first: null, last: null, retryAt: null }, send: true };
}

function apply(s: Saver, e: Event): Saver {
  switch (e.type) {
    case "edit":
      return { ...s, edits: s.edits + 1, first: s.first ?? e.now, last: e.now };
    case "wake":
      return s;
    case "flush":
      return { ...s, hurry: s.edits, retryAt: null };
    case "retry":
      return { ...s, hurry: s.edits, retryAt: null, trouble: s.trouble?.kind === "refused" ? null : s.trouble };
    case "signed-in":
      return s.trouble?.kind === "signed-out" ? { ...s, trouble: null, hurry: s.edits } : s;
    case "acknowledged":
      return s.sending === null ? s : {
        ...s, version: e.version, savedAt: e.savedAt, acked: s.sending, sending: null, tries: 0, retryAt: null, trouble: null,
      };
    case "failed":
      return s.sending === null ? s : failed(s, e);
    case "refused":
      return s.sending === null ? s : {
        ...s, sending: null, hurry: 0, tries: 0, trouble: { kind: "refused", why: e.why, edits: s.sending },
      };
    case "rebase":
      return s.sending !== null || s.acting ? s : {
        ...s, version: e.version, hurry: s.edits, retryAt: null, trouble: s.trouble?.kind === "stale" ? null : s.trouble,
      };
    case "replaced":
      return s.sending !== null ? s : { ...begin(e.version, e.savedAt), edits: s.edits, acked: s.edits, acting: s.acting };
    case "act-begins":
      return s.sending !== null ? s : { ...s, acting: true };
    case "act-ends":
      return { ...s, acting: false, version: e.version ?? s.version, trouble: e.stale ? { kind: "stale" } : s.trouble };
  }
}

function failed(s: Saver, e: Extract<Event, { type: "failed" }>): Saver {
  const waits = e.trouble.kind === "offline" || e.trouble.kind === "busy";
  const wait = Math.max(e.retryAfter ?? 0, backoff[Math.min(s.tries, backoff.length - 1)] ?? 0);
  return { ...s, sending: null, trouble: e.trouble, tries: s.tries + 1, retryAt: waits ? e.now + wait : null };
}
