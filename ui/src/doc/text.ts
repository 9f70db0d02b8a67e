import { attr, childOf, type DocNode } from "./node";

/** Words of inline content, without marks; a line break is one. */
export function inlineText(node: DocNode | undefined): string {
  let s = "";
  for (const child of node?.content ?? []) s += child.type === "hardBreak" ? "\n" : (child.text ?? "");
  return s;
}

// What spaces and dashes divide is a word if a letter or digit is in it, as on the server.
const word = /[^\s\u0085—–]*[\p{L}\p{Nd}][^\s\u0085—–]*/gu;

export const countWords = (s: string): number => s.match(word)?.length ?? 0;

const counted = new WeakMap<DocNode, number>();

/**
 * How many words a reader reads: titles and captions too, but not a pull quote, which only repeats the story, nor credits
 * and what leads out of the story. A block that is the same object as before is not counted again.
 */
export function wordsOf(doc: DocNode): number {
  let n = 0;
  for (const block of doc.content ?? []) {
    let words = counted.get(block);
    if (words === undefined) counted.set(block, (words = wordsIn(block)));
    n += words;
  }
  return n;
}

const titled = new Set(["gallery", "factBox"]);
const worded = new Set(["paragraph", "heading", "attribution", "caption", "tableCell", "tableHeader", "preformatted"]);

function wordsIn(node: DocNode): number {
  if (node.type === "pullQuote") return 0;
  if (worded.has(node.type)) return countWords(inlineText(node));
  let n = titled.has(node.type) ? countWords(attr(node, "title")) : 0;
  for (const child of node.content ?? []) n += wordsIn(child);
  return n;
}

/** The document as plain text: paragraphs with an empty line between them. */
export const textOf = (doc: DocNode): string => paragraphsOf(doc.content ?? []).join("\n\n");

const paragraphsOf = (blocks: DocNode[]): string[] => blocks.flatMap(paragraphs).filter((s) => s.trim() !== "");

function paragraphs(block: DocNode): string[] {
  const content = block.content ?? [];
  switch (block.type) {
    case "paragraph":
    case "heading":
    case "preformatted":
      return [inlineText(block)];
    case "bulletList":
    case "orderedList":
      return [listText(block)];
    case "blockquote":
    case "pullQuote":
      return attributed(paragraphsOf(content.filter((c) => c.type !== "attribution")), childOf(block, "attribution"));
    case "picture":
      return [captionLine(block)];
    case "gallery":
      return [attr(block, "title"), ...content.map(captionLine)];
    case "readMore":
      return [attr(block, "title") || attr(block, "url")];
    case "embed":
      return [[attr(block, "title"), attr(block, "url")].filter(Boolean).join(": "), inlineText(childOf(block, "caption"))];
    case "table":
      return [tableText(block)];
    case "tableFigure":
      return [inlineText(childOf(block, "caption")), tableText(content[0])];
    case "factBox":
      return [attr(block, "title"), ...paragraphsOf(content)];
    case "divider":
      return ["* * *"];
  }
  return [];
}

function listText(list: DocNode): string {
  let number = Number(list.attrs?.start ?? 1);
  return (list.content ?? [])
    .map((item) => {
      const marker = list.type === "orderedList" ? `${number++}. ` : "• ";
      return marker + paragraphsOf(item.content ?? []).join("\n").replaceAll("\n", "\n" + " ".repeat(marker.length));
    })
    .join("\n");
}

function attributed(words: string[], who: DocNode | undefined): string[] {
  const name = inlineText(who).trim();
  return words.length > 0 && name ? [...words, "— " + name] : words;
}

function captionLine(picture: DocNode): string {
  const credit = attr(picture, "credit").trim();
  return [inlineText(childOf(picture, "caption")).trim(), credit && `(${credit})`].filter(Boolean).join(" ");
}

const tableText = (table: DocNode | undefined): string =>
  (table?.content ?? [])
    .map((row) => (row.content ?? []).map((cell) => inlineText(cell).replace(/\s+/g, " ").trim()).join("\t"))
    .filter((line) => line.trim() !== "")
    .join("\n");
