import type { components } from "../api/schema";
import type { DocNode } from "../doc/node";

export type { DocNode };

type Schemas = components["schemas"];

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
