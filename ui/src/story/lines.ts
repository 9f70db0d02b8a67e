// A document as the lines that a reader sees, one after another, so that two documents can be laid side by side.

import type { Run } from "./diff";
import type { DocNode } from "./types";

export interface Line {
  /** How it is set: 'paragraph', 'heading', 'item' …, and where: 'quotation', 'fact box'. */
  kind: string;
  /** In words, for those who cannot see how it is set; empty for a plain paragraph. */
  label: string;
  level: number;
  runs: Run[];
  picture: string;
}

export const textOfLine = (line: Line): string => line.runs.map((r) => r.text).join("");

/** Equal for equal lines, the picture and every mark included. */
export const lineKey = (line: Line): string =>
  JSON.stringify([line.kind, line.label, line.level, line.picture, line.runs.map((r) => [r.text, r.marks])]);

/** Where a line stands; what it is made of is told after it: ['quotation', 'item']. */
type Place = readonly string[];

export function linesOf(doc: DocNode): Line[] {
  const lines: Line[] = [];
  for (const block of doc.content ?? []) walk(block, [], 0, lines);
  return lines;
}

/** The line of a picture: what it shows, for whom, and by whom. */
export function pictureLines(node: DocNode, place: Place = []): Line[] {
  const { picture, alt, credit, decorative } = node.attrs ?? {};
  const told = decorative === true ? "decorative" : text(alt);
  const lines = [line("picture", [...place, "picture"], plain(told), 0, text(picture))];
  for (const caption of node.content ?? []) lines.push(line("caption", [...place, "caption"], runsOf(caption)));
  if (text(credit) !== "") lines.push(line("credit", [...place, "credit"], plain(text(credit))));
  return lines;
}

const text = (value: unknown): string => (typeof value === "string" ? value : "");
const plain = (value: string): Run[] => (value === "" ? [] : [{ text: value, marks: "" }]);

function line(kind: string, place: Place, runs: Run[], level = 0, picture = ""): Line {
  return { kind, label: place.join(", "), level, runs, picture };
}

function walk(node: DocNode, place: Place, depth: number, lines: Line[]): void {
  const attrs = node.attrs ?? {};
  const inside = (name: string, kind = name): void => {
    for (const child of node.content ?? []) walk(child, [...place, kind], depth, lines);
  };
  switch (node.type) {
    case "paragraph":
      lines.push(line("paragraph", place, runsOf(node), depth));
      return;
    case "heading":
      lines.push(line("heading", [...place, "heading"], runsOf(node), Number(attrs.level)));
      return;
    case "attribution":
      lines.push(line("attribution", [...place, "attribution"], runsOf(node)));
      return;
    case "caption":
      lines.push(line("caption", [...place, "caption"], runsOf(node)));
      return;
    case "bulletList":
    case "orderedList":
      node.content?.forEach((item, i) => listItem(node, item, i, place, depth, lines));
      return;
    case "picture":
      lines.push(...pictureLines(node, place));
      return;
    case "gallery":
      if (text(attrs.title) !== "") lines.push(line("title", [...place, "title of a gallery"], plain(text(attrs.title))));
      return inside("gallery");
    case "factBox":
      if (text(attrs.title) !== "") lines.push(line("title", [...place, "title of a fact box"], plain(text(attrs.title))));
      return inside("fact box");
    case "blockquote":
      return inside("quotation");
    case "pullQuote":
      return inside("pull quote");
    case "table":
      for (const row of node.content ?? []) lines.push(line("row", [...place, "row of a table"], cells(row)));
      return;
    case "tableFigure":
      return void node.content?.forEach((child) => walk(child, place, depth, lines));
    case "readMore":
      lines.push(line("read-more", [...place, "read more"], plain(text(attrs.title) || text(attrs.url) || text(attrs.story))));
      return;
    case "embed":
      lines.push(line("embed", [...place, "embed"], plain([text(attrs.title), text(attrs.url)].filter(Boolean).join(" "))));
      return inside("embed");
    case "preformatted":
      lines.push(line("preformatted", [...place, "preformatted"], runsOf(node)));
      return;
    case "divider":
      lines.push(line("divider", [...place, "divider"], []));
      return;
    case "unconverted":
      lines.push(line("unconverted", [...place, "not converted"], plain(text(attrs.markup))));
      return;
    default:
      inside(node.type);
  }
}

function listItem(list: DocNode, item: DocNode, i: number, place: Place, depth: number, lines: Line[]): void {
  const start = Number(list.attrs?.start ?? 1) || 1;
  const name = list.type === "orderedList" ? `item ${start + i}` : "item";
  for (const child of item.content ?? []) {
    if (child.type === "paragraph") lines.push(line("item", [...place, name], runsOf(child), depth));
    else walk(child, place, depth + 1, lines);
  }
}

function cells(row: DocNode): Run[] {
  return (row.content ?? []).flatMap((cell, i) => (i === 0 ? runsOf(cell) : [{ text: " │ ", marks: "" }, ...runsOf(cell)]));
}

function runsOf(node: DocNode): Run[] {
  return (node.content ?? []).map((child) => {
    if (child.type === "hardBreak") return { text: "\n", marks: "" };
    const marks = (child.marks ?? []).map((m) => (m.attrs === undefined ? m.type : `${m.type} ${JSON.stringify(m.attrs)}`));
    return { text: child.text ?? "", marks: marks.sort().join("\n") };
  });
}
