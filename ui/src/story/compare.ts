// What differs between two contents of a story, in the order in which the story shows it.

import { compareRuns, compareText, likeness, type Piece, steps } from "./diff";
import { type Line, lineKey, linesOf, pictureLines, textOfLine } from "./lines";
import type { Content, DocNode } from "./types";

/** Two lines that belong together; one side is null where the line was put in or taken out. */
export interface Row {
  a: Line | null;
  b: Line | null;
  pieces: Piece[];
  /** The very line stands elsewhere on the other side. */
  moved: boolean;
  changed: boolean;
}

export interface FieldChange {
  label: string;
  pieces: Piece[];
  changed: boolean;
}

export interface Comparison {
  fields: FieldChange[];
  hero: Row[];
  body: Row[];
  /** Words put in and taken out, over all. */
  added: number;
  removed: number;
}

export interface Names {
  section(id: string): string;
  topic(id: string): string;
  contributor(id: string): string;
}

/** Two lines with less in common than this are one taken out and one put in. */
const alike = 0.35;
/** Pairs of lines that are looked at to find which belong together; more than that are paired by their place. */
const looks = 40_000;

export function compare(a: Content, b: Content, names: Names): Comparison {
  const language = b.language || a.language;
  const field = (label: string, x: string, y: string): FieldChange => ({
    label, pieces: compareText(x, y, language), changed: x !== y,
  });
  const list = (label: string, x: string[], y: string[], name: (id: string) => string): FieldChange => ({
    label, pieces: named(x, y, name), changed: x.join() !== y.join(),
  });
  const fields = [
    field("Kicker", a.kicker, b.kicker),
    field("Headline", a.headline, b.headline),
    field("Short headline", a.short_headline, b.short_headline),
    field("Standfirst", a.standfirst, b.standfirst),
    list("Byline", a.byline, b.byline, names.contributor),
    field("Dateline", a.dateline, b.dateline),
    list("Section", one(a.section), one(b.section), names.section),
    list("Topics", a.topics, b.topics, names.topic),
    field("Address", a.slug, b.slug),
    field("Language", a.language, b.language),
  ].filter((f) => f.pieces.length > 0);
  const hero = rows(heroLines(a.hero), heroLines(b.hero), language);
  const body = rows(linesOf(a.body), linesOf(b.body), language);
  const all = [...fields, ...[...hero, ...body].filter((r) => !r.moved)].flatMap((part) => part.pieces);
  return { fields, hero, body, added: count(all, "ins"), removed: count(all, "del") };
}

const one = (id: string): string[] => (id === "" ? [] : [id]);
const heroLines = (hero: DocNode | null): Line[] => (hero === null ? [] : pictureLines(hero));

const count = (pieces: Piece[], op: "ins" | "del"): number =>
  pieces.reduce((sum, p) => (p.op === op ? sum + p.text.split(/\s+/).filter(Boolean).length : sum), 0);

function named(a: string[], b: string[], name: (id: string) => string): Piece[] {
  return steps(a, b, (id) => id).map((s) => ({ op: s.op, text: name(s.op === "ins" ? s.b : s.a) }));
}

/** Lays two sequences of lines side by side: first the lines that are equal, then, between those, the ones alike. */
export function rows(a: Line[], b: Line[], language = ""): Row[] {
  const laid: Row[] = [];
  let [gone, come]: [Line[], Line[]] = [[], []];
  const close = (): void => {
    laid.push(...pairs(gone, come, language));
    [gone, come] = [[], []];
  };
  for (const s of steps(a, b, lineKey)) {
    if (s.op === "del") gone.push(s.a);
    else if (s.op === "ins") come.push(s.b);
    else {
      close();
      laid.push(row(s.a, s.b, language));
    }
  }
  close();
  return findMoved(laid);
}

function row(a: Line | null, b: Line | null, language: string): Row {
  const same = a !== null && b !== null && lineKey(a) === lineKey(b);
  const pieces: Piece[] = same && b !== null
    ? b.runs.map((r) => ({ op: "same", text: r.text }))
    : compareRuns(a?.runs ?? [], b?.runs ?? [], language);
  return { a, b, pieces, moved: false, changed: !same };
}

function pairs(gone: Line[], come: Line[], language: string): Row[] {
  if (gone.length === 0 || come.length === 0) {
    return [...gone.map((l) => row(l, null, language)), ...come.map((l) => row(null, l, language))];
  }
  const matched = gone.length * come.length > looks ? byPlace(gone, come) : byLikeness(gone, come);
  const laid: Row[] = [];
  let [i, j] = [0, 0];
  for (const [x, y] of [...matched, [gone.length, come.length] as const]) {
    while (i < x) laid.push(row(gone[i++] ?? null, null, language));
    while (j < y) laid.push(row(null, come[j++] ?? null, language));
    if (x < gone.length && y < come.length) laid.push(row(gone[i++] ?? null, come[j++] ?? null, language));
  }
  return laid;
}

type Pair = readonly [number, number];

function byPlace(gone: Line[], come: Line[]): Pair[] {
  return Array.from({ length: Math.min(gone.length, come.length) }, (_, i) => [i, i] as const);
}

/** The pairs, in order on both sides, that have the most in common together. */
function byLikeness(gone: Line[], come: Line[]): Pair[] {
  const [n, m] = [gone.length, come.length];
  const score = gone.map((x) => come.map((y) => likenessOf(x, y)));
  const best: number[][] = Array.from({ length: n + 1 }, () => new Array<number>(m + 1).fill(0));
  const at = (i: number, j: number): number => best[i]?.[j] ?? 0;
  for (let i = n - 1; i >= 0; i--) {
    for (let j = m - 1; j >= 0; j--) {
      const s = score[i]?.[j] ?? 0;
      (best[i] as number[])[j] = Math.max(at(i + 1, j), at(i, j + 1), s >= alike ? s + at(i + 1, j + 1) : 0);
    }
  }
  const found: Pair[] = [];
  for (let [i, j] = [0, 0]; i < n && j < m; ) {
    const s = score[i]?.[j] ?? 0;
    if (s >= alike && at(i, j) === s + at(i + 1, j + 1)) found.push([i++, j++]);
    else if (at(i, j) === at(i + 1, j)) i++;
    else j++;
  }
  return found;
}

function likenessOf(a: Line, b: Line): number {
  if ((a.picture !== "") !== (b.picture !== "")) return 0;
  if (a.picture !== "" && a.picture === b.picture) return 1;
  if (a.picture !== "" || (a.kind === b.kind && a.kind !== "paragraph" && a.kind !== "item")) return 0.5;
  return likeness(textOfLine(a), textOfLine(b));
}

function findMoved(laid: Row[]): Row[] {
  const key = (l: Line | null): string => (l === null ? "" : lineKey(l));
  const gone = new Set(laid.filter((r) => r.b === null).map((r) => key(r.a)));
  const come = new Set(laid.filter((r) => r.a === null).map((r) => key(r.b)));
  return laid.map((r) => {
    const moved = (r.b === null && come.has(key(r.a))) || (r.a === null && gone.has(key(r.b)));
    return moved ? { ...r, moved } : r;
  });
}
