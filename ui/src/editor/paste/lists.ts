import type { DocNode } from "../../doc/node";
import { hasStyle, styles } from "./runs";

/** A line of a list as Word has it: a paragraph that says how deep it stands. */
export interface Line {
  level: number;
  ordered: boolean;
  start: number;
  blocks: DocNode[];
}

/** Lists of lines, one in another. */
export function nest(lines: Line[]): DocNode[] {
  const roots: DocNode[] = [];
  const open: { level: number; list: DocNode }[] = [];
  for (const line of lines) {
    if (line.blocks.length === 0) continue;
    const type = line.ordered ? "orderedList" : "bulletList";
    while (open.length > 0 && open.at(-1)!.level > line.level) open.pop();
    if (open.at(-1)?.level === line.level && open.at(-1)!.list.type !== type) open.pop();
    if (open.at(-1)?.level !== line.level) {
      const list: DocNode = { type, ...(line.ordered && line.start > 1 && { attrs: { start: line.start } }), content: [] };
      const parent = open.at(-1)?.list.content?.at(-1);
      (parent ? parent.content! : roots).push(list);
      open.push({ level: line.level, list });
    }
    open.at(-1)!.list.content!.push({ type: "listItem", content: line.blocks });
  }
  return roots;
}

const deepest = 9;

const clampLevel = (level: number): number => Math.min(Math.max(Number.isFinite(level) ? level : 1, 1), deepest);

/** The level of a paragraph that is a line of one of Word's lists; 0 for any other. */
export function wordLevel(element: Element): number {
  const level = /mso-list\s*:[^;]*\blevel(\d+)/i.exec(element.getAttribute(styles) ?? "");
  return level ? clampLevel(Number(level[1])) : 0;
}

/** What Word puts before a line to look like a list: '1.', 'b)', '·'. */
export const wordMarker = (element: Element): string =>
  [...element.querySelectorAll(`[${styles}]`)].find((e) => hasStyle(e, /mso-list\s*:\s*ignore/i))?.textContent?.replace(/[\s\u00a0]+/g, "") ?? "";

/** Whether a marker counts, and from where. */
export function numbering(marker: string): { ordered: boolean; start: number } {
  const match = /^\(?(\d+|[a-z]|[ivxlc]+)[.)]/i.exec(marker);
  return { ordered: !!match, start: Math.min(Number(match?.[1]) || 1, 2 ** 30) };
}

/** The items of the lists that Word's online edition makes: one list a line, with its level in an attribute. */
export function onlineLevel(list: Element): number {
  const item = list.querySelector(":scope > li[data-aria-level]");
  return item ? clampLevel(Number(item.getAttribute("data-aria-level"))) : 0;
}

const itemKinds = new Set(["paragraph", "bulletList", "orderedList"]);

/** Blocks as an item of a list or a quotation may hold them; of others the words are kept. */
export const plainer = (blocks: DocNode[], allowed = itemKinds): DocNode[] =>
  blocks.flatMap((block): DocNode[] => {
    if (allowed.has(block.type)) return [block];
    if (block.type === "heading") return [{ type: "paragraph", content: block.content }];
    if (block.type === "preformatted") {
      const text = (block.content?.[0]?.text ?? "").replace(/\s+/g, " ").trim();
      return text ? [{ type: "paragraph", content: [{ type: "text", text }] }] : [];
    }
    if (["tableCell", "tableHeader", "caption", "attribution"].includes(block.type)) {
      return block.content?.length ? [{ type: "paragraph", content: block.content }] : [];
    }
    return plainer(block.content ?? [], allowed);
  });
