import { computed, signal } from "@preact/signals";
import { api, isAbort, unwrap, wordsOf, type Counts, type Summary } from "../lib/api";
import { announce } from "../lib/announce";
import { requestOf, type Filters } from "./filters";
import { follow, start, type Selection } from "./selection";

// The list is kept beside its view: who opens a story and comes back finds it as it was, at once.

const pageSize = 60;

export const rows = signal<Summary[]>([]);
export const counts = signal<Counts | null>(null);
export const selection = signal<Selection>(start);
export const failure = signal("");
/** What is under way: "list" while what is shown is not yet what was asked for. */
export const under = signal<"" | "list" | "more">("");
/** Whether the filters that are asked for have been answered at all. */
export const answered = computed(() => under.value !== "list");
export const more = signal<string | null>(null);

export const ids = computed(() => rows.value.map((r) => r.id));

let shown: Filters | undefined;
let asking: AbortController | undefined;

/** Shows what filters ask for. The rows of before stay until the answer is there. */
export function show(filters: Filters): void {
  if (shown && JSON.stringify(shown) === JSON.stringify(filters)) {
    void refresh();
    return;
  }
  const searched = shown !== undefined && shown.q !== filters.q;
  shown = filters;
  void fetchRows(pageSize, () => {
    selection.value = start;
    const n = rows.value.length;
    if (searched || n === 0) announce(n === 0 ? "No stories" : more.value ? `More than ${n} stories` : `${n} ${n === 1 ? "story" : "stories"}`);
  });
}

/** Fetches again what is shown, as far as it was shown, keeping place and selection. */
export async function refresh(): Promise<void> {
  if (!shown || under.value === "more") return;
  const before = ids.peek();
  await fetchRows(Math.max(pageSize, before.length), () => {
    selection.value = follow(selection.peek(), before, ids.value);
  });
}

async function fetchRows(atLeast: number, done: () => void): Promise<void> {
  asking?.abort();
  const abort = (asking = new AbortController());
  const filters = shown!;
  under.value = "list";
  void fetchCounts(filters, abort.signal);
  try {
    const found: Summary[] = [];
    let cursor: string | undefined;
    do {
      const page = await fetchPage(filters, cursor, Math.min(200, Math.max(pageSize, atLeast - found.length)), abort.signal);
      found.push(...page.items);
      cursor = page.next ?? undefined;
    } while (cursor && found.length < atLeast);
    if (abort.signal.aborted) return;
    rows.value = found;
    more.value = cursor ?? null;
    failure.value = "";
    under.value = "";
    done();
  } catch (thrown) {
    if (isAbort(thrown) || abort.signal.aborted) return;
    failure.value = wordsOf(thrown);
    under.value = "";
  }
}

async function fetchPage(filters: Filters, cursor: string | undefined, limit: number, signal: AbortSignal) {
  const query = { ...requestOf(filters, "list"), cursor, limit };
  const { items, next } = await unwrap(api.GET("/stories", { params: { query }, signal }));
  return { items, next };
}

async function fetchCounts(filters: Filters, signal: AbortSignal): Promise<void> {
  try {
    const answer = await unwrap(api.GET("/stories/counts", { params: { query: requestOf(filters, "counts") }, signal }));
    if (!signal.aborted) counts.value = answer;
  } catch {
    // Tabs without counts do their work; a failure that matters shows in the list itself.
  }
}

/** Fetches the next rows, if there are any. */
export async function fetchMore(): Promise<void> {
  const cursor = more.peek();
  if (!cursor || under.peek() || !shown) return;
  const abort = (asking = new AbortController());
  under.value = "more";
  try {
    const page = await fetchPage(shown, cursor, pageSize * 2, abort.signal);
    if (abort.signal.aborted) return;
    // A story that was changed meanwhile may come a second time.
    const here = new Set(ids.peek());
    rows.value = [...rows.peek(), ...page.items.filter((r) => !here.has(r.id))];
    more.value = page.next;
  } catch (thrown) {
    if (!isAbort(thrown) && !abort.signal.aborted) failure.value = wordsOf(thrown);
  } finally {
    if (!abort.signal.aborted) under.value = "";
  }
}

/** Shows at once what a bulk act does; the answer of the server follows. */
export function patchRows(done: ReadonlySet<string>, change: (row: Summary) => Summary): void {
  rows.value = rows.peek().map((r) => (done.has(r.id) ? change(r) : r));
}
