// What the story view asks of the server.

import createClient from "openapi-fetch";
import type { components, paths } from "../api/schema";
import { api, ApiProblem, base, ifMatch, newKey, unwrap } from "../lib/api";
import { problemOf } from "../lib/problem";
import type { Failure } from "./saving";
import type { Act, Appearance, Content, DraftSaved, Picture, PreviewLink, Revision, RevisionWhole, Story } from "./types";

// The description types the nodes of a document as any object.
type Sent = { hero: Record<string, unknown> | null; body: Record<string, unknown> } & Omit<Content, "hero" | "body">;
const sent = (content: Content): Sent => content as unknown as Sent;

/** A list without members may come as null. */
function story(answer: unknown): Story {
  const s = answer as Story;
  const content = { ...s.content, byline: s.content.byline ?? [], topics: s.content.topics ?? [] };
  const may = { ...s.may, acts: s.may.acts ?? [] };
  return { ...s, content, may, publications: s.publications ?? [], corrections: s.corrections ?? [] };
}

const at = (id: string) => ({ path: { id } });
const seen = (id: string, version: number) => ({ path: { id }, header: ifMatch(version) });

export const getStory = async (id: string): Promise<Story> => story(await unwrap(api.GET("/stories/{id}", { params: at(id) })));

/** Autosaves hear of a lost session themselves: the text must be told apart from a slow save, and wait. */
const plain = createClient<paths>({ baseUrl: base });

/** A browser sends no more than this after its page is gone. */
const mayOutlive = 60_000;

/** Saves a draft, or throws a Failure. */
export async function putDraft(id: string, content: Content, version: number, signal: AbortSignal): Promise<DraftSaved> {
  const body = { content: sent(content) };
  const keepalive = document.visibilityState === "hidden" && JSON.stringify(body).length < mayOutlive;
  try {
    return await unwrap(plain.PUT("/stories/{id}/draft", { params: seen(id, version), body, signal, keepalive }));
  } catch (err) {
    throw failureOf(err);
  }
}

export function failureOf(err: unknown): Failure {
  if (!(err instanceof ApiProblem) || err.status === 0) return { kind: "offline" };
  if (err.status === 401) return { kind: "signed-out" };
  if (err.status === 412 && err.current !== undefined) return { kind: "stale", current: story(err.current) };
  if (err.status === 429 || err.status >= 500) return { kind: "busy", retryAfter: err.retryAfter * 1000 };
  return { kind: "refused", why: err.errors.map((e) => e.message).join(" ") || err.detail };
}

export const act = async (id: string, version: number, { act }: Act, note: string): Promise<Story> =>
  story(await unwrap(api.POST("/stories/{id}/acts", {
    params: seen(id, version), body: { act: act as components["schemas"]["ActRequest"]["act"], note },
  })));

export type Publishing = components["schemas"]["PublishRequest"];

export const publish = async (id: string, version: number, body: Publishing): Promise<Story> =>
  story(await unwrap(api.POST("/stories/{id}/publish", { params: seen(id, version), body })));

export const cancelSchedule = async (id: string, version: number): Promise<Story> =>
  story(await unwrap(api.DELETE("/stories/{id}/schedule", { params: seen(id, version) })));

export const correct = async (id: string, version: number, note: string): Promise<Story> =>
  story(await unwrap(api.POST("/stories/{id}/corrections", { params: seen(id, version), body: { note } })));

export const withdraw = async (id: string, version: number, reason: string): Promise<Story> =>
  story(await unwrap(api.POST("/stories/{id}/withdrawal", { params: seen(id, version), body: { reason } })));

export const embargo = async (id: string, version: number, until: string | null): Promise<Story> =>
  story(await unwrap(api.PUT("/stories/{id}/embargo", { params: seen(id, version), body: { until } })));

export const assign = async (id: string, version: number, person: string): Promise<Story> =>
  story(await unwrap(api.PUT("/stories/{id}/assignee", { params: seen(id, version), body: { person } })));

export interface Page<T> {
  items: T[];
  next: string | null;
}

export async function revisions(id: string, cursor = "", limit = 50): Promise<Page<Revision>> {
  const query = { limit, ...(cursor && { cursor }) };
  const { items, next } = await unwrap(api.GET("/stories/{id}/revisions", { params: { ...at(id), query } }));
  return { items: items ?? [], next: next || null };
}

export const revision = async (id: string, rev: string): Promise<RevisionWhole> =>
  (await unwrap(api.GET("/stories/{id}/revisions/{rev}", { params: { path: { id, rev } } }))) as unknown as RevisionWhole;

export const restore = async (id: string, version: number, rev: string): Promise<Story> =>
  story(await unwrap(api.POST("/stories/{id}/revisions/{rev}/restore", {
    params: { path: { id, rev }, header: ifMatch(version) },
  })));

export const appearances = async (id: string): Promise<Appearance[]> =>
  (await unwrap(api.GET("/stories/{id}/appearances", { params: at(id) }))).items ?? [];

export const previewLinks = async (id: string): Promise<PreviewLink[]> =>
  (await unwrap(api.GET("/stories/{id}/previews", { params: at(id) }))).items ?? [];

export const sharePreview = (id: string, seconds: number): Promise<PreviewLink> =>
  unwrap(api.POST("/stories/{id}/previews", { params: at(id), body: { expires_in: seconds } }));

export const revokePreview = async (id: string, preview: string): Promise<void> => {
  await unwrap(api.DELETE("/stories/{id}/previews/{preview}", { params: { path: { id, preview } } }));
};

const known = new Map<string, Promise<Picture>>();

/** A picture by its id. It is asked for once: what it shows never changes, and its own words are the story's to keep. */
export function picture(id: string): Promise<Picture> {
  let asked = known.get(id);
  if (asked === undefined) {
    asked = unwrap(api.GET("/pictures/{id}", { params: at(id) }));
    known.set(id, asked);
    asked.catch(() => known.delete(id));
  }
  return asked;
}

/** Uploads a picture and tells how much of it has arrived, from 0 to 1. */
export function uploadPicture(file: File, progress: (part: number) => void, signal?: AbortSignal): Promise<Picture> {
  return new Promise((resolve, reject) => {
    // fetch cannot tell how far an upload has got.
    const request = new XMLHttpRequest();
    request.open("POST", `${base}/pictures?filename=${encodeURIComponent(file.name)}`);
    request.setRequestHeader("Content-Type", file.type || "application/octet-stream");
    for (const [name, value] of Object.entries(newKey())) request.setRequestHeader(name, value);
    request.upload.onprogress = (e) => progress(e.lengthComputable ? e.loaded / e.total : 0);
    request.onerror = () => reject(new ApiProblem(0, "unreachable", "The picture did not arrive: no connection."));
    request.onabort = () => reject(new DOMException("The upload was given up.", "AbortError"));
    request.onload = () => {
      let told: unknown;
      try {
        told = JSON.parse(request.responseText);
      } catch {
        told = undefined;
      }
      if (request.status >= 200 && request.status < 300 && told !== undefined) {
        const made = told as Picture;
        known.set(made.id, Promise.resolve(made));
        resolve(made);
      } else {
        reject(problemOf(new Response(null, { status: Math.max(200, request.status) }), told));
      }
    };
    signal?.addEventListener("abort", () => request.abort());
    request.send(file);
  });
}

