// What the ids in a story are called.

import { signal } from "@preact/signals";
import { api, newKey, unwrap } from "../lib/api";
import { contributors, people, searchTopics as findTopics, sections } from "../lib/newsroom";
import type { Option } from "../lib/ui";
import { slugOf } from "./content";

/** There are too many topics to know them all: those of the stories that were opened, and those that were found. */
const topics = signal<Readonly<Record<string, string>>>({});

/** What is known by no name yet; it is on its way, or was taken away. */
const unnamed = "…";

export const topicName = (id: string): string => topics.value[id] ?? unnamed;
export const sectionName = (id: string): string => sections.byID.value.get(id)?.name ?? unnamed;
export const contributorName = (id: string): string => contributors.byID.value.get(id)?.name ?? unnamed;
export const personName = (id: string): string => people.byID.value.get(id)?.name ?? unnamed;

const learn = (named: Option[]): Option[] => {
  topics.value = { ...topics.peek(), ...Object.fromEntries(named.map((t) => [t.id, t.label])) };
  return named;
};

/** Makes names known; a story can be written without. */
export function learnNames(topicIDs: readonly string[]): void {
  void sections.ensure();
  void contributors.ensure();
  void people.ensure();
  for (const id of topicIDs) {
    if (id in topics.peek()) continue;
    unwrap(api.GET("/topics/{id}", { params: { path: { id } } })).then((t) => learn([{ id: t.id, label: t.name }]), () => undefined);
  }
}

export const searchTopics = async (q: string, signal: AbortSignal): Promise<Option[]> => learn(await findTopics(q, signal));

export const contributorOptions = (): Option[] =>
  contributors.all.value.map((c) => ({ id: c.id, label: c.name, ...(c.role !== "" && { note: c.role }) }));

export async function createTopic(name: string): Promise<string> {
  const body = { name, slug: slugOf(name), description: "" };
  const made = await unwrap(api.POST("/topics", { params: { header: newKey() }, body }));
  learn([{ id: made.id, label: made.name }]);
  return made.id;
}

export async function createContributor(name: string): Promise<string> {
  const body = { name, slug: slugOf(name), role: "", bio: "", picture: "" };
  const made = await unwrap(api.POST("/contributors", { params: { header: newKey() }, body }));
  contributors.all.value = [...contributors.all.peek(), made];
  return made.id;
}
