import { type APIRequestContext, type APIResponse, expect } from "@playwright/test";

import type { components } from "../../../ui/src/api/schema.d.ts";

type Schemas = components["schemas"];
export type Me = Schemas["Me"];
export type Person = Schemas["Person"];
export type Picture = Schemas["Picture"];
export type Revision = Schemas["Revision"];
export type Section = Schemas["Section"];
export type Settings = Schemas["Settings"];
export type Topic = Schemas["Topic"];
export type Node = { type: string; attrs?: Record<string, unknown>; content?: Node[]; text?: string; marks?: Node[] };
export type Content = Omit<Schemas["Content"], "hero" | "body"> & { hero: Node | null; body: Node };
export type Story = Omit<Schemas["Story"], "content"> & { content: Content };

export type List<T> = { items: T[]; next: string | null };

interface Asked {
  body?: unknown;
  /** For If-Match. */
  version?: number;
  headers?: Record<string, string>;
}

/** What the API answered: a thing, or a problem. */
export interface Answer<T> {
  status: number;
  /** The last part of a problem's type; "" for an answer that is none. */
  problem: string;
  headers: Record<string, string>;
  body: T;
}

/** The API as one person, or one program, uses it. */
export class Client {
  constructor(readonly request: APIRequestContext) {}

  /** Asks, and takes a refusal for an answer too. */
  async ask<T = { detail: string }>(method: string, path: string, { body, version, headers }: Asked = {}): Promise<Answer<T>> {
    const answer = await this.request.fetch("/api/v1" + path, {
      method,
      ...(body !== undefined && { data: body }),
      headers: { ...(version !== undefined && { "If-Match": `"${version}"` }), ...headers },
    });
    return { status: answer.status(), problem: problemOf(answer, await answer.text()), headers: answer.headers(), body: (await bodyOf(answer)) as T };
  }

  /** Asks for what has to be done. */
  async do<T>(method: string, path: string, asked: Asked = {}): Promise<T> {
    const answer = await this.ask<T>(method, path, asked);
    expect(answer.status, `${method} ${path}: ${JSON.stringify(answer.body)}`).toBeLessThan(300);
    return answer.body;
  }

  get<T>(path: string): Promise<T> {
    return this.do<T>("GET", path);
  }

  post<T>(path: string, body?: unknown, version?: number): Promise<T> {
    return this.do<T>("POST", path, { body, version });
  }

  put<T>(path: string, body: unknown, version?: number): Promise<T> {
    return this.do<T>("PUT", path, { body, version });
  }

  /** The version of a list that is changed as a whole. */
  async version(path: string): Promise<number> {
    return Number((await this.ask("GET", path)).headers.etag?.replaceAll('"', ""));
  }

  /** The section of a name in the demo. */
  async section(slug = "city"): Promise<Section> {
    const { items } = await this.get<List<Section>>("/sections");
    return items.find((s) => s.slug === slug)!;
  }

  /** A story in draft, with a headline and a section and whatever else is given. */
  async draft(headline: string, more: Partial<Content> = {}): Promise<Story> {
    const content = { ...blank, headline, section: (await this.section()).id, body: body("It is a quiet morning in the city."), ...more };
    return this.post<Story>("/stories", { kind: "article", content });
  }

  /** Takes a draft through the subs to approval. It takes an editor. */
  async approve(story: Story): Promise<Story> {
    const subbed = await this.post<Story>(`/stories/${story.id}/acts`, { act: "send_to_subs" }, story.version);
    return this.post<Story>(`/stories/${story.id}/acts`, { act: "send_for_approval" }, subbed.version);
  }

  /** A story that is public, or will be. It takes an editor. */
  async published(headline: string, more: Partial<Content> = {}, order: Record<string, unknown> = {}): Promise<Story> {
    const story = await this.approve(await this.draft(headline, more));
    return this.publish(story, order);
  }

  publish(story: Story, order: Record<string, unknown> = {}): Promise<Story> {
    return this.post<Story>(`/stories/${story.id}/publish`, { significant: false, ...order }, story.version);
  }

  story(id: string): Promise<Story> {
    return this.get<Story>(`/stories/${id}`);
  }

  /** Saves a change of what is written. */
  async save(story: Story, change: Partial<Content>): Promise<Story> {
    await this.put(`/stories/${story.id}/draft`, { content: { ...story.content, ...change } }, story.version);
    return this.story(story.id);
  }
}

function problemOf(answer: APIResponse, text: string): string {
  if (!answer.headers()["content-type"]?.startsWith("application/problem+json")) return "";
  return String((JSON.parse(text) as { type: string }).type).split("/").at(-1)!;
}

async function bodyOf(answer: APIResponse): Promise<unknown> {
  const text = await answer.text();
  return answer.headers()["content-type"]?.includes("json") ? JSON.parse(text) : text;
}

const blank: Content = {
  slug: "", kicker: "", headline: "", short_headline: "", standfirst: "", dateline: "", language: "", section: "", byline: [], topics: [],
  hero: null, body: { type: "doc", attrs: { version: 1 } },
};

export const paragraph = (text: string): Node => ({ type: "paragraph", content: [{ type: "text", text }] });

/** A document of these paragraphs. */
export const body = (...texts: string[]): Node => ({ type: "doc", attrs: { version: 1 }, content: texts.map(paragraph) });

/** All the words of a node. */
export const wordsOf = (node: Node | null): string =>
  node === null ? "" : (node.text ?? "") + (node.content ?? []).map(wordsOf).join(node.type === "paragraph" || node.type === "heading" ? "" : "\n");

export const inSeconds = (seconds: number): string => new Date(Date.now() + seconds * 1000).toISOString();
