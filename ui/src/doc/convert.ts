import type { Node } from "@tiptap/pm/model";
import type { DocNode } from "./node";

// The editor's nodes have the document's names, so that converting is almost the identity. The differences: in the editor
// a caption and an attribution always stand where they may, to be clicked into; a table always has its figure; an empty
// body has one empty paragraph, to write in; attributes that say nothing are there.

const captioned = new Set(["picture", "embed", "tableFigure"]);
const attributed = new Set(["blockquote", "pullQuote"]);

/** A document as the editor's schema has it. */
export function toEditor(doc: DocNode): DocNode {
  const content = doc.content?.length ? doc.content.map(widen) : [{ type: "paragraph" }];
  return { ...doc, content };
}

/** Blocks as the editor's schema has them. */
export const widen = (node: DocNode): DocNode => {
  if (node.type === "table") return { type: "tableFigure", content: [node, { type: "caption" }] };
  const rich = captioned.has(node.type) ? "caption" : attributed.has(node.type) ? "attribution" : undefined;
  if (!rich && !node.content) return node;
  const content = node.type === "tableFigure" ? [...node.content!] : (node.content ?? []).map(widen);
  if (rich && content.at(-1)?.type !== rich) content.push({ type: rich });
  return { ...node, content };
};

const saved = new WeakMap<Node, DocNode[]>();

/**
 * The editor's document as it is saved. What has not changed since it was last asked for is the same object again, so
 * that asking costs little however long the story is. Nobody may change what it returns.
 */
export function fromEditor(doc: Node): DocNode {
  const only = doc.childCount === 1 && doc.firstChild!;
  const empty = only && only.type.name === "paragraph" && only.content.size === 0;
  const content = empty ? [] : contentOf(doc);
  return { type: "doc", attrs: { version: 1 }, ...(content.length > 0 && { content }) };
}

/** The nodes that a node of the editor is saved as: none for an empty caption. */
export function narrow(node: Node): DocNode[] {
  let known = saved.get(node);
  if (!known) saved.set(node, (known = narrowed(node)));
  return known;
}

function contentOf(node: Node): DocNode[] {
  const content: DocNode[] = [];
  const lines = node.type.name === "preformatted";
  node.forEach((child) => content.push(...(child.isText ? textNode(child, lines) : narrow(child))));
  return content;
}

function narrowed(node: Node): DocNode[] {
  const type = node.type.name;
  if (type === "hardBreak") return [{ type }]; // the marks around it mean nothing
  const content = contentOf(node);
  if (content.length === 0 && (type === "caption" || type === "attribution")) return [];
  if (type === "tableFigure" && content.length === 1) return content;
  const attrs = attributes(node);
  return [{ type, ...(attrs && { attrs }), ...(content.length > 0 && { content }) }];
}

// The server refuses control characters and halves of a pair; losing one is better than losing the save.
const odd = /[\x00-\x1f\x7f-\x9f]|\p{Surrogate}/u;
const everyOdd = /[\x00-\x1f\x7f-\x9f]|\p{Surrogate}/gu;
const longestLine = 2000;

const cleaned = (s: string, lines: boolean): string =>
  odd.test(s)
    ? s.replace(/\r\n?/g, "\n").replace(everyOdd, (c) => {
        if (c === "\n" || c === "\t") return lines ? c : " ";
        return c > "\x9f" ? "\uFFFD" : "";
      })
    : s;

/** A line of text as the document keeps it: without what the server refuses. */
export const plainLine = (s: string): string => {
  const line = cleaned(s, false);
  return line.length > longestLine ? [...line].slice(0, longestLine).join("") : line;
};

function textNode(node: Node, lines: boolean): DocNode[] {
  const text = cleaned(node.text ?? "", lines);
  if (text === "") return [];
  const marks = node.marks.flatMap((mark) => {
    if (mark.type.name !== "link") return [{ type: mark.type.name }];
    const attrs = mark.attrs.story ? { story: mark.attrs.story as string } : { href: mark.attrs.href as string };
    return attrs.story || attrs.href ? [{ type: "link", attrs }] : [];
  });
  return [{ type: "text", ...(marks.length > 0 && { marks }), text }];
}

const span = new Set(["colspan", "rowspan"]);
const kept: Record<string, string[]> = {
  heading: ["level"], orderedList: ["start"], picture: ["picture", "alt", "decorative", "credit"], gallery: ["title"],
  readMore: ["story", "url", "title"], embed: ["provider", "url", "title"], tableCell: ["colspan", "rowspan"],
  tableHeader: ["colspan", "rowspan"], factBox: ["title"], unconverted: ["source", "reason", "markup"],
};

function attributes(node: Node): Record<string, unknown> | undefined {
  const attrs: Record<string, unknown> = {};
  for (const name of kept[node.type.name] ?? []) {
    const value: unknown = node.attrs[name];
    if (!value || (span.has(name) && value === 1) || (name === "alt" && node.attrs.decorative)) continue;
    attrs[name] = typeof value !== "string" ? value : name === "markup" ? cleaned(value, true) : plainLine(value);
  }
  return Object.keys(attrs).length > 0 ? attrs : undefined;
}
