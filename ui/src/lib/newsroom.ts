import { computed, signal, type Signal } from "@preact/signals";
import { api, unwrap, unwrapTagged, type Contributor, type Person, type Section } from "./api";
import type { Option } from "./ui";

// What every view names things by. It is small, changes seldom, and is fetched once, then again where it was changed.

type Kept<T> = { all: Signal<T[]>; asked?: Promise<void> };

function kept<T extends { id: string }>(fetcher: () => Promise<T[]>) {
  const store: Kept<T> = { all: signal<T[]>([]) };
  const known = signal(false);
  const byID = computed(() => new Map(store.all.value.map((x) => [x.id, x])));
  const refresh = () => {
    store.asked = fetcher().then(
      (all) => {
        store.all.value = all;
        known.value = true;
      },
      (thrown) => {
        store.asked = undefined;
        throw thrown;
      },
    );
    return store.asked;
  };
  return {
    all: store.all,
    byID,
    /** False until they were fetched: none may be for want of an answer. */
    known,
    refresh,
    /** Fetches unless that was done; never throws: without names a list shows none. */
    ensure: () => (store.asked ?? refresh()).catch(() => undefined),
  };
}

type Page<T> = { items: T[]; next: string | null };

/** Follows a list's cursor to its end, or until there are enough. */
export async function everyPage<T>(page: (cursor: string | undefined) => Promise<Page<T>>, enough = 2000): Promise<T[]> {
  const all: T[] = [];
  let cursor: string | undefined;
  do {
    const { items, next } = await page(cursor);
    all.push(...items);
    cursor = next ?? undefined;
  } while (cursor && all.length < enough);
  return all;
}

/** The version of the sections as a whole, for putting them into another order. */
export const sectionsTag = { value: "" };

export const sections = kept<Section>(async () => {
  const { data, tag } = await unwrapTagged(api.GET("/sections"));
  sectionsTag.value = tag;
  return data.items;
});

export const people = kept<Person>(() =>
  everyPage((cursor) => unwrap(api.GET("/people", { params: { query: { limit: 200, cursor } } }))),
);

export const contributors = kept<Contributor>(() =>
  everyPage((cursor) => unwrap(api.GET("/contributors", { params: { query: { limit: 200, cursor } } }))),
);

export function sectionName(id: string): string {
  return sections.byID.value.get(id)?.name ?? "";
}

export function personName(id: string): string {
  return people.byID.value.get(id)?.name ?? "";
}

export function sectionOptions(): Option[] {
  return sections.all.value.map((s) => ({ id: s.id, label: s.name }));
}

/** The people who can be given work. */
export function personOptions(): Option[] {
  return people.all.value.filter((p) => p.active).map((p) => ({ id: p.id, label: p.name, note: roleTitle(p.role) }));
}

const titles: Record<string, string> = {
  reporter: "Reporter",
  "sub-editor": "Sub-editor",
  editor: "Editor",
  "picture-editor": "Picture editor",
  administrator: "Administrator",
};

export function roleTitle(role: string): string {
  return titles[role] ?? role;
}

/** Searches topics as a combobox wants it. */
export async function searchTopics(q: string, signal: AbortSignal): Promise<Option[]> {
  const { items } = await unwrap(api.GET("/topics", { params: { query: { q, limit: 20 } }, signal }));
  return items.map((t) => ({ id: t.id, label: t.name, note: `${t.stories} ${t.stories === 1 ? "story" : "stories"}` }));
}
