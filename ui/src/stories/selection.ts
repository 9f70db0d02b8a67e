/** Where one is in a list, and what is selected in it. Never changed in place. */
export type Selection = {
  /** The row that the keyboard is at. */
  at: number;
  /** Where a range begins. */
  anchor: number;
  selected: ReadonlySet<string>;
  /** What was selected before the range that is being drawn. */
  before: ReadonlySet<string>;
};

const none: ReadonlySet<string> = new Set();

export const start: Selection = { at: 0, anchor: 0, selected: none, before: none };

const within = (i: number, ids: readonly string[]) => Math.max(0, Math.min(ids.length - 1, i));

/** Moves without selecting. */
export function moveTo(s: Selection, ids: readonly string[], to: number): Selection {
  const at = within(to, ids);
  return { ...s, at, anchor: at, before: s.selected };
}

export function toggle(s: Selection, ids: readonly string[], i: number): Selection {
  const id = ids[i];
  if (id === undefined) return s;
  const selected = new Set(s.selected);
  if (!selected.delete(id)) selected.add(id);
  return { at: i, anchor: i, selected, before: selected };
}

/** Selects from where the range began up to a row, in place of the range drawn until now. */
export function extendTo(s: Selection, ids: readonly string[], to: number): Selection {
  const at = within(to, ids);
  const range = ids.slice(Math.min(s.anchor, at), Math.max(s.anchor, at) + 1);
  return { ...s, at, selected: new Set([...s.before, ...range]) };
}

export function selectAll(s: Selection, ids: readonly string[]): Selection {
  const selected = new Set(ids);
  return { ...s, selected, before: selected };
}

export function clear(s: Selection): Selection {
  return { ...s, anchor: s.at, selected: none, before: none };
}

/** Keeps the place and the selection when the rows have been fetched again and may have moved. */
export function follow(s: Selection, before: readonly string[], now: readonly string[]): Selection {
  const id = before[s.at];
  const moved = id === undefined ? -1 : now.indexOf(id);
  const at = moved >= 0 ? moved : within(s.at, now);
  const there = new Set(now);
  const selected = new Set([...s.selected].filter((x) => there.has(x)));
  return { at: Math.max(0, at), anchor: Math.max(0, at), selected, before: selected };
}
