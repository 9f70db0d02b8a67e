/** A node of a document's JSON; its schema is served at /schema/document.json. Nobody may change one: they are shared. */
export interface DocNode {
  type: string;
  attrs?: Record<string, unknown>;
  content?: DocNode[];
  text?: string;
  marks?: DocMark[];
}

export interface DocMark {
  type: string;
  attrs?: Record<string, unknown>;
}

export const emptyDoc: DocNode = { type: "doc", attrs: { version: 1 } };

/** The attribute of a node as text; "" where it has none. */
export const attr = (node: { attrs?: Record<string, unknown> }, name: string): string => {
  const value = node.attrs?.[name];
  return typeof value === "string" ? value : typeof value === "number" ? String(value) : "";
};

/** The child of a kind that stands at the end of a block: its caption or attribution. */
export const childOf = (node: DocNode, type: string): DocNode | undefined => {
  const last = node.content?.at(-1);
  return last?.type === type ? last : undefined;
};
