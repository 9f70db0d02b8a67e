// How the state of a story is put into words. Pure: times come in as text already formatted by the caller's `Clock`.

import type { Saver } from "./saver";
import type { Story } from "./types";

export interface Clock {
  /** Now, in milliseconds. */
  now: number;
  /** A moment as short as is clear: '14:02', 'Mon 13:10'. */
  moment(iso: string): string;
}

/** '14:02' stands after 'at', 'Mon 13:10' does not need it. */
export const when = (clock: Clock, iso: string): string => {
  const text = clock.moment(iso);
  return /^\d/.test(text) && !text.includes(" ") ? `at ${text}` : text;
};

const isFuture = (clock: Clock, iso: string | null): iso is string => iso !== null && Date.parse(iso) > clock.now;
const isPast = (clock: Clock, iso: string | null): iso is string => iso !== null && Date.parse(iso) <= clock.now;

/** The state in two or three words, for the bar. */
export function stateOf(story: Pick<Story, "state" | "public_from" | "public_until">, clock: Clock): string {
  switch (story.state) {
    case "draft":
      return "Draft";
    case "subs":
      return "With the subs";
    case "approval":
      return "For approval";
    case "held":
      return "On legal hold";
    case "withdrawn":
      return "Withdrawn";
    case "published":
      if (isFuture(clock, story.public_from)) return "Scheduled";
      return isPast(clock, story.public_until) ? "Ended" : "Published";
    default:
      return story.state;
  }
}

type Told = Pick<Story, "state" | "public_from" | "public_until" | "changed" | "embargo" | "withdrawal" | "scheduled" | "publications">;

/** All that is to be known about who sees what when, a sentence a line. */
export function situation(story: Told, clock: Clock): string[] {
  return [...whereItIs(story, clock), ...whatComes(story, clock)];
}

function whereItIs(story: Told, clock: Clock): string[] {
  switch (story.state) {
    case "draft":
      return ["A draft. Only the desk sees it."];
    case "subs":
      return ["With the subs. Only the desk sees it."];
    case "approval":
      return ["Waits for approval. Only the desk sees it."];
    case "held":
      return [isPast(clock, story.public_from)
        ? "On legal hold. Readers see what was published before; nothing new can be published."
        : "On legal hold. It cannot be published until it is released."];
    case "withdrawn":
      return [story.withdrawal === null ? "Withdrawn." : `Withdrawn ${when(clock, story.withdrawal.at)}. Readers see why: “${story.withdrawal.reason}”`];
  }
  if (isFuture(clock, story.public_from)) return [`Goes public ${when(clock, story.public_from)}. Nobody outside sees it before.`];
  if (isPast(clock, story.public_until)) return [`Was public until ${clock.moment(story.public_until)}.`];
  if (story.public_from === null) return ["Published."];
  return [`Public since ${clock.moment(story.public_from)}.`];
}

function whatComes(story: Told, clock: Clock): string[] {
  const told: string[] = [];
  const scheduled = story.scheduled;
  if (scheduled !== null && isPast(clock, story.public_from) && isFuture(clock, scheduled.from)) {
    const current = story.publications.filter((p) => isPast(clock, p.from)).sort((a, b) => (a.from < b.from ? 1 : -1))[0];
    const version = current === undefined ? "what is public now" : `the version of ${clock.moment(current.from)}`;
    told.push(`Readers see ${version} until ${clock.moment(scheduled.from)}, then the new one.`);
  } else if (story.changed) {
    told.push("There are changes that readers do not see yet.");
  }
  const until = isFuture(clock, story.public_until) ? story.public_until : (scheduled?.until ?? null);
  if (isFuture(clock, until)) told.push(`Ends ${when(clock, until)}.`);
  if (isFuture(clock, story.embargo)) told.push(`Under embargo until ${clock.moment(story.embargo)}. Nobody can publish it before.`);
  return told;
}

/** Why somebody may not write in a story. */
export function readOnlyWhy(story: Pick<Story, "state" | "owner" | "assignee">, me: { id: string; may(right: "write" | "write_any" | "hold"): boolean }): string {
  if (!me.may("write")) return "You may read stories, not write in them.";
  switch (story.state) {
    case "subs":
      return "With the subs. Only sub-editors change it now.";
    case "approval":
      return "Waits for approval. Only sub-editors and editors change it now.";
    case "held":
      return "On legal hold. Only those who may hold stories change it now.";
    case "withdrawn":
      return "Withdrawn. It can be changed after it is reopened.";
  }
  const mine = story.owner === me.id || story.assignee === me.id;
  if (!mine && !me.may("write_any")) return "This is somebody else’s story. Ask for it to be assigned to you.";
  return "This story is in a section that is not yours.";
}

/** What the writer is told about saving. `seconds` until the next try, or null. */
export function savingWords(saver: Saver, keeps: boolean, clock: Clock, seconds: number | null): { text: string; bad: boolean; tryNow: boolean } {
  const kept = keeps ? "Your text is kept in this browser." : "This browser cannot keep your text: leave the window open.";
  const next = seconds === null ? "" : seconds <= 0 ? " Trying again now." : ` Trying again in ${seconds} s.`;
  const bad = (text: string, tryNow: boolean) => ({ text, bad: true, tryNow });
  switch (saver.trouble?.kind) {
    case "offline":
      return bad(`Not saved: no connection. ${kept}${next}`, saver.sending === null);
    case "busy":
      return bad(`Not saved: the server is busy. ${kept}${next}`, saver.sending === null);
    case "signed-out":
      return bad(`Not saved: you were signed out. ${kept}`, false);
    case "stale":
      return bad(`Not saved: somebody else saved this story. ${kept}`, false);
    case "refused":
      return bad(`Not saved: ${saver.trouble.why} ${kept}`, saver.sending === null);
  }
  if (saver.edits > saver.acked) return { text: "Saving…", bad: false, tryNow: false };
  return { text: saver.savedAt === null ? "Nothing to save yet" : `Saved ${clock.moment(saver.savedAt)}`, bad: false, tryNow: false };
}

/** What fits where, in characters. */
export const cardLength = 65;
export const searchLength = 60;

/** Where a headline fits. Cards show the short headline where there is one. */
export function meter(headline: string, hasShort: boolean): { text: string; over: boolean } {
  const length = [...headline.trim()].length;
  if (length === 0) return { text: "", over: false };
  const overSearch = length - searchLength;
  const overCard = hasShort ? 0 : length - cardLength;
  const tooLong = [
    ...(overCard > 0 ? [`${overCard} over for a card`] : []),
    ...(overSearch > 0 ? [`${overSearch} over for search results`] : []),
  ];
  if (tooLong.length === 0) return { text: hasShort ? "Fits search results" : "Fits a card and search results", over: false };
  const fits = !hasShort && overCard <= 0 ? "Fits a card, " : "";
  return { text: fits + tooLong.join(", "), over: true };
}

export function shortMeter(headline: string): { text: string; over: boolean } {
  const length = [...headline.trim()].length;
  if (length === 0) return { text: "", over: false };
  return length > cardLength ? { text: `${length - cardLength} over for a card`, over: true } : { text: "Fits a card", over: false };
}

/** '1,240 words, 6 minutes' */
export function lengthWords(words: number, seconds: number): string {
  if (words === 0) return "No words yet";
  const minutes = Math.max(1, Math.round(seconds / 60));
  return `${words.toLocaleString("en-GB")} ${words === 1 ? "word" : "words"}, ${minutes} min to read`;
}
