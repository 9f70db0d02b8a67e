import createClient from "openapi-fetch";
import type { components, paths } from "../api/schema";
import { isAbort, problemOf, unreachable } from "./problem";
import { signedOut } from "./session";

export { ApiProblem, isAbort, wordsOf } from "./problem";

type Schemas = components["schemas"];
export type Me = Schemas["Me"];
export type Person = Schemas["Person"];
export type Summary = Schemas["Summary"];
export type Story = Schemas["Story"];
export type Content = Schemas["Content"];
export type Counts = Schemas["Counts"];
export type Revision = Schemas["Revision"];
export type Picture = Schemas["Picture"];
export type Section = Schemas["Section"];
export type Topic = Schemas["Topic"];
export type Contributor = Schemas["Contributor"];
export type Settings = Schemas["Settings"];
export type Roles = Schemas["Roles"];
export type AuditEvent = Schemas["AuditEvent"];
export type Session = Schemas["Session"];
export type Passkey = Schemas["Passkey"];
export type Token = Schemas["Token"];

export const base = "/api/v1";

/** The client of the whole API, typed by its description. */
export const api = createClient<paths>({ baseUrl: base, fetch: fetchSignedIn });

/**
 * Sends a request, and where the session has ended meanwhile, asks the person to sign in over the view that is open and
 * sends it again: the caller only sees that it took longer.
 */
export async function fetchSignedIn(request: Request): Promise<Response> {
  for (;;) {
    let response: Response;
    try {
      response = await fetch(request.clone());
    } catch (thrown) {
      throw isAbort(thrown) ? thrown : unreachable();
    }
    if (response.status !== 401 || /\/(login|invitations)\b/.test(new URL(request.url).pathname)) return response;
    // Its connection would be held until then, and a browser has six.
    await response.body?.cancel();
    await signedOut(request.signal);
  }
}

type Answer = { data?: unknown; error?: unknown; response: Response };

/** Gives the answer's data, or throws an ApiProblem. */
export async function unwrap<A extends Answer>(call: Promise<A>): Promise<Exclude<A["data"], undefined>> {
  const { data, error, response } = await call;
  if (error !== undefined || !response.ok) throw problemOf(response, error);
  return data as Exclude<A["data"], undefined>;
}

/** Gives the answer's data with its ETag, for a list that has a version as a whole. */
export async function unwrapTagged<A extends Answer>(call: Promise<A>): Promise<{ data: Exclude<A["data"], undefined>; tag: string }> {
  const data = await unwrap(call);
  return { data, tag: (await call).response.headers.get("ETag") ?? "" };
}

/** The header by which a write says what it has seen. */
export function ifMatch(version: number): { "If-Match": string } {
  return { "If-Match": `"${version}"` };
}

/** A key for one act of creation: sent again with the same key, the act happens once. */
export function newKey(): { "Idempotency-Key": string } {
  const bytes = crypto.getRandomValues(new Uint8Array(16)); // randomUUID is missing where the desk is not served by https
  return { "Idempotency-Key": Array.from(bytes, (b) => b.toString(16).padStart(2, "0")).join("") };
}
