import type { components } from "../api/schema";

type Schemas = components["schemas"];

/** A node of a document's JSON; its schema is served at /schema/document.json. */
export interface DocNode {
  type: string;
  attrs?: Record<string, unknown>;
  content?: DocNode[];
  text?: string;
  marks?: Mark[];
}

export interface Mark {
  type: string;
  attrs?: Record<string, unknown>;
}

/** What a writer writes: all that a save carries. */
export type Content = Omit<Schemas["Content"], "hero" | "body"> & { hero: DocNode | null; body: DocNode };

export type Story = Omit<Schemas["Story"], "content"> & { content: Content };
export type Revision = Omit<Schemas["Revision"], "content">;
export type RevisionWhole = Revision & { content: Content };
export type DraftSaved = Schemas["DraftSaved"];
export type Act = Schemas["Act"];
export type Appearance = Schemas["Appearance"];
export type PreviewLink = Schemas["Preview"];
export type Picture = Schemas["Picture"];
export type Section = Schemas["Section"];
export type Topic = Schemas["Topic"];
export type Contributor = Schemas["Contributor"];
export type Person = Schemas["Person"];
