import type { Content, DocNode } from "./types";

/** The fields that are one line or one paragraph of text. */
export type LineField = "slug" | "kicker" | "headline" | "short_headline" | "standfirst" | "dateline" | "language" | "section";

/** The same text for contents that say the same, whatever the order of their members and however they say 'nothing'. */
export function canonical(content: Content): string {
  return JSON.stringify(content, (name, value: unknown) => {
    // Which mark stands first means nothing, and there is at most one of each type.
    if (name === "marks" && Array.isArray(value)) return (value as DocNode[]).toSorted((a, b) => (a.type < b.type ? -1 : 1));
    if (value === null || typeof value !== "object" || Array.isArray(value)) return value;
    const members = Object.entries(value).filter(([, v]) => !isNothing(v));
    return Object.fromEntries(members.sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}

function isNothing(value: unknown): boolean {
  if (value === null || value === undefined || value === "" || value === false) return true;
  if (Array.isArray(value)) return value.length === 0;
  return typeof value === "object" && Object.values(value).every(isNothing);
}

/** A headline is one paragraph: what is pasted with line breaks becomes one line. */
export const oneLine = (text: string): string => text.replace(/\s*[\r\n\u2028\u2029]+\s*/g, " ").replace(/\t/g, " ");

/** What may stand in an address, made of what was typed. */
export function slugOf(text: string): string {
  return text
    .normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase()
    .replace(/['’]/g, "").replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "").slice(0, 80).replace(/-+$/, "");
}
