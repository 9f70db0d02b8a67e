// What ids are called: sections, topics and contributors, asked for once and remembered for as long as the desk is open.

import { computed, signal } from "@preact/signals";
import type { Option } from "../lib/ui";
import { api, newKey, unwrap } from "../lib/api";
import { slugOf } from "./content";
import type { Section } from "./types";

const none: Readonly<Record<string, string>> = {};
const topics = signal(none);
const contributors = signal(none);
const people = signal(none);
export const sections = signal<Section[]>([]);
const sectionNames = computed(() => Object.fromEntries(sections.value.map((s) => [s.id, s.name])));

/** An id that nothing is known of yet is shown as '…': what it is called is on its way. */
const unknown = "…";

export const sectionName = (id: string): string => sectionNames.value[id] ?? unknown;
export const topicName = (id: string): string => topics.value[id] ?? unknown;
export const contributorName = (id: string): string => contributors.value[id] ?? unknown;
export const personName = (id: string): string => people.value[id] ?? unknown;

function learn(names: typeof topics, items: { id: string; name: string }[]): Option[] {
  names.value = { ...names.peek(), ...Object.fromEntries(items.map((i) => [i.id, i.name])) };
  return items.map((i) => ({ id: i.id, label: i.name }));
}

export async function learnSections(): Promise<void> {
  sections.value = (await unwrap(api.GET("/sections"))).items;
}

/** Makes names known. What cannot be fetched stays unnamed: a story can be written all the same. */
export async function learnNames(ids: { topics: string[]; contributors: string[]; people?: string[] }): Promise<void> {
  const missing = (names: typeof topics, wanted: string[]): string[] => wanted.filter((id) => id !== "" && !(id in names.peek()));
  await Promise.allSettled([
    sections.peek().length === 0 ? learnSections() : undefined,
    ...missing(topics, ids.topics).map(async (id) => {
      learn(topics, [await unwrap(api.GET("/topics/{id}", { params: { path: { id } } }))]);
    }),
    ...missing(people, ids.people ?? []).map(async (id) => {
      learn(people, [await unwrap(api.GET("/people/{id}", { params: { path: { id } } }))]);
    }),
    learnContributors(missing(contributors, ids.contributors)),
  ]);
}

async function learnContributors(wanted: string[]): Promise<void> {
  let cursor: string | null = "";
  while (cursor !== null && wanted.some((id) => !(id in contributors.peek()))) {
    const query: { limit: number; cursor?: string } = cursor === "" ? { limit: 200 } : { limit: 200, cursor };
    const page: { items: { id: string; name: string }[]; next: string | null } =
      await unwrap(api.GET("/contributors", { params: { query } }));
    learn(contributors, page.items);
    cursor = page.next;
  }
}

export async function searchTopics(q: string, signal: AbortSignal): Promise<Option[]> {
  return learn(topics, (await unwrap(api.GET("/topics", { params: { query: { q, limit: 20 } }, signal }))).items);
}

export async function searchContributors(q: string, signal: AbortSignal): Promise<Option[]> {
  const { items } = await unwrap(api.GET("/contributors", { params: { query: { q, limit: 20 } }, signal }));
  learn(contributors, items);
  return items.map((c) => ({ id: c.id, label: c.name, ...(c.role && { note: c.role }) }));
}

export async function searchPeople(q: string, signal: AbortSignal): Promise<Option[]> {
  return learn(people, (await unwrap(api.GET("/people", { params: { query: { q, active: true } }, signal }))).items);
}

export async function createTopic(name: string): Promise<string> {
  const body = { name, slug: slugOf(name), description: "" };
  const made = await unwrap(api.POST("/topics", { params: { header: newKey() }, body }));
  learn(topics, [made]);
  return made.id;
}

export async function createContributor(name: string): Promise<string> {
  const body = { name, slug: slugOf(name), role: "", bio: "", picture: "" };
  const made = await unwrap(api.POST("/contributors", { params: { header: newKey() }, body }));
  learn(contributors, [made]);
  return made.id;
}
