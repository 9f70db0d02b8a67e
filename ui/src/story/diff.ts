// What differs between two sequences, and between two texts word by word.

export type Op = "same" | "del" | "ins";

/** One run of a text that was kept, taken out or put in. */
export interface Piece {
  op: Op;
  text: string;
  /** In words what changed about how the same text is set: 'now strong', 'link changed'. */
  set?: string;
}

/** A part of a text and the marks on it, as text that is equal for equal marks. */
export interface Run {
  text: string;
  marks: string;
}

/** Beyond so many edits two sequences have nothing in common that a reader would want to see. */
const most = 1500;

export type Step<T> = { op: "same"; a: T; b: T } | { op: "del"; a: T } | { op: "ins"; b: T };

/** The shortest way from a to b: Myers' algorithm, bounded. */
export function steps<T>(a: readonly T[], b: readonly T[], key: (item: T) => string): Step<T>[] {
  const [ka, kb] = [a.map(key), b.map(key)];
  let start = 0;
  while (start < ka.length && start < kb.length && ka[start] === kb[start]) start++;
  let [endA, endB] = [ka.length, kb.length];
  while (endA > start && endB > start && ka[endA - 1] === kb[endB - 1]) {
    endA--;
    endB--;
  }
  const same = (i: number, j: number): Step<T> => ({ op: "same", a: a[i] as T, b: b[j] as T });
  const head = Array.from({ length: start }, (_, i) => same(i, i));
  const tail = Array.from({ length: ka.length - endA }, (_, i) => same(endA + i, endB + i));
  const middle = path(ka.slice(start, endA), kb.slice(start, endB)).map(({ op, x, y }): Step<T> => {
    if (op === "same") return same(start + x, start + y);
    return op === "del" ? { op, a: a[start + x] as T } : { op, b: b[start + y] as T };
  });
  return [...head, ...middle, ...tail];
}

interface Move {
  op: Op;
  x: number;
  y: number;
}

function path(a: string[], b: string[]): Move[] {
  const [n, m] = [a.length, b.length];
  const trace = explore(a, b);
  if (trace === null) {
    return [...a.map((_, x): Move => ({ op: "del", x, y: 0 })), ...b.map((_, y): Move => ({ op: "ins", x: 0, y }))];
  }
  const moves: Move[] = [];
  let [x, y] = [n, m];
  for (let d = trace.length - 1; d >= 0; d--) {
    const v = trace[d] as Map<number, number>;
    const k = x - y;
    const down = k === -d || (k !== d && (v.get(k - 1) ?? -1) < (v.get(k + 1) ?? -1));
    const beforeK = down ? k + 1 : k - 1;
    const beforeX = d === 0 ? 0 : (v.get(beforeK) ?? 0);
    const beforeY = d === 0 ? 0 : beforeX - beforeK;
    while (x > beforeX && y > beforeY) moves.push({ op: "same", x: --x, y: --y });
    if (d === 0) break;
    moves.push(down ? { op: "ins", x, y: --y } : { op: "del", x: --x, y });
  }
  return moves.reverse();
}

/** The furthest reaching points before each number of edits, or null where there are too many edits. */
function explore(a: string[], b: string[]): Map<number, number>[] | null {
  const [n, m] = [a.length, b.length];
  const v = new Map<number, number>([[1, 0]]);
  const trace: Map<number, number>[] = [];
  for (let d = 0; d <= Math.min(n + m, most); d++) {
    // Only the diagonals that the last round reached are looked at on the way back.
    trace.push(new Map([...v].filter(([k]) => Math.abs(k) <= d + 1)));
    for (let k = -d; k <= d; k += 2) {
      const down = k === -d || (k !== d && (v.get(k - 1) ?? -1) < (v.get(k + 1) ?? -1));
      let x = down ? (v.get(k + 1) ?? 0) : (v.get(k - 1) ?? 0) + 1;
      let y = x - k;
      while (x < n && y < m && a[x] === b[y]) {
        x++;
        y++;
      }
      v.set(k, x);
      if (x >= n && y >= m) return trace;
    }
  }
  return null;
}

const segmenters = new Map<string, Intl.Segmenter>();

/** Words, spaces and marks of punctuation, by the rules of the language. */
export function words(text: string, language = ""): string[] {
  let segmenter = segmenters.get(language);
  if (segmenter === undefined) {
    segmenter = new Intl.Segmenter(language || undefined, { granularity: "word" });
    segmenters.set(language, segmenter);
  }
  return Array.from(segmenter.segment(text), (s) => s.segment);
}

/** What differs between two texts, word by word. */
export function compareText(a: string, b: string, language = ""): Piece[] {
  return compareRuns(a === "" ? [] : [{ text: a, marks: "" }], b === "" ? [] : [{ text: b, marks: "" }], language);
}

/** What differs between two texts with marks; a word whose marks alone changed is the same word, set otherwise. */
export function compareRuns(a: readonly Run[], b: readonly Run[], language = ""): Piece[] {
  const split = (runs: readonly Run[]): Run[] =>
    runs.flatMap((run) => words(run.text, language).map((text) => ({ text, marks: run.marks })));
  const pieces = steps(split(a), split(b), (w) => w.text).map((s): Piece => {
    if (s.op === "del") return { op: "del", text: s.a.text };
    if (s.op === "ins") return { op: "ins", text: s.b.text };
    const set = s.a.marks === s.b.marks ? undefined : setOtherwise(s.a.marks, s.b.marks);
    return set === undefined ? { op: "same", text: s.b.text } : { op: "same", text: s.b.text, set };
  });
  return gather(pieces);
}

const markWords: Record<string, string> = {
  strong: "bold", emphasis: "italic", strikethrough: "struck out", subscript: "subscript", superscript: "superscript", code: "code",
};

function setOtherwise(before: string, after: string): string {
  const [a, b] = [before.split("\n").filter(Boolean), after.split("\n").filter(Boolean)];
  const [lost, gained] = [a.filter((m) => !b.includes(m)), b.filter((m) => !a.includes(m))];
  const isLink = (m: string): boolean => m.startsWith("link");
  const told: string[] = [];
  if (lost.some(isLink) && gained.some(isLink)) told.push("link changed");
  else if (gained.some(isLink)) told.push("link added");
  else if (lost.some(isLink)) told.push("link removed");
  for (const m of gained.filter((g) => !isLink(g))) told.push(`now ${markWords[m] ?? m}`);
  for (const m of lost.filter((l) => !isLink(l))) told.push(`no longer ${markWords[m] ?? m}`);
  return told.join(", ");
}

/** Joins pieces to what a person would read as one change: 'the quick fox' for 'a slow dog', not three of each. */
function gather(pieces: Piece[]): Piece[] {
  const joined: Piece[] = [];
  let [del, ins, gap] = ["", "", ""];
  const close = (): void => {
    if (del !== "") push(joined, { op: "del", text: del });
    if (ins !== "") push(joined, { op: "ins", text: ins });
    if (gap !== "") push(joined, { op: "same", text: gap });
    [del, ins, gap] = ["", "", ""];
  };
  for (const piece of pieces) {
    const changing = del !== "" || ins !== "";
    if (piece.op === "same") {
      if (changing && piece.set === undefined && piece.text.trim() === "") {
        gap += piece.text;
      } else {
        close();
        push(joined, piece);
      }
      continue;
    }
    if (gap !== "") {
      // A space between two changed words is part of the change on each side that has a word before it.
      if (del !== "" && ins !== "") [del, ins, gap] = [del + gap, ins + gap, ""];
      else close();
    }
    if (piece.op === "del") del += piece.text;
    else ins += piece.text;
  }
  close();
  return joined;
}

function push(pieces: Piece[], piece: Piece): void {
  const last = pieces.at(-1);
  if (last !== undefined && last.op === piece.op && last.set === piece.set) last.text += piece.text;
  else pieces.push({ ...piece });
}

/** How much two texts have in common, from 0 (nothing) to 1 (all): the share of words that are in both. */
export function likeness(a: string, b: string): number {
  const [wa, wb] = [a.split(/\s+/).filter(Boolean), b.split(/\s+/).filter(Boolean)];
  if (wa.length + wb.length === 0) return 1;
  const counts = new Map<string, number>();
  for (const w of wa) counts.set(w, (counts.get(w) ?? 0) + 1);
  let both = 0;
  for (const w of wb) {
    const left = counts.get(w) ?? 0;
    if (left > 0) {
      both++;
      counts.set(w, left - 1);
    }
  }
  return (2 * both) / (wa.length + wb.length);
}
