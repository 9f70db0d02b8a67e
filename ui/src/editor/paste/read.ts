import type { DocNode } from "../../doc/node";
import { type Line, nest, numbering, onlineLevel, plainer, wordLevel, wordMarker } from "./lists";
import { hasStyle, inlineNodes, line, type Look, lookIn, paragraphs, type Run, tidy } from "./runs";

/** What was in foreign markup beside its words. */
export interface Found {
  /** Pictures that the markup itself carries. */
  pictures: string[];
  remotePictures: number;
  players: number;
}

const blockTags = new Set((
  "address article aside blockquote body center details dd dir div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 " +
  "h5 h6 header hgroup hr li main menu nav ol p pre section summary table tbody td tfoot th thead tr ul"
).split(" "));
const blockSelector = [...blockTags].join(",");
const dropped = new Set((
  "base button canvas col colgroup datalist head input link math meta noscript object param progress script select source " +
  "style svg template textarea title track xml"
).split(" "));
const players = new Set(["audio", "embed", "iframe", "video"]);
const quoteKinds = new Set(["paragraph", "heading", "bulletList", "orderedList"]);
const hidden = /display\s*:\s*none|mso-hide\s*:\s*all|mso-list\s*:\s*ignore|mso-element\s*:\s*comment/i;
const hiddenClass = /(^|\s)(sr-only|visually-hidden|screen-reader-text|MsoCommentReference|msocomanchor)(\s|$)/;
const widest = 64; // columns; a table of more is no table for a story

/** Reads foreign markup into blocks of a story. It keeps the words and what they mean, and nothing of how they look. */
export class Reader {
  readonly found: Found = { pictures: [], remotePictures: 0, players: 0 };

  constructor(private readonly lower: number) {}

  blocks(parent: Element, look: Look = {}): DocNode[] {
    const out: DocNode[] = [];
    let runs: Run[] = [];
    let lines: Line[] = [];
    const flush = () => {
      const read = paragraphs(runs);
      if (read.length > 0) endList();
      out.push(...read);
      runs = [];
    };
    const endList = () => {
      out.push(...nest(lines));
      lines = [];
    };
    for (const child of parent.childNodes) {
      if (child.nodeType === 3) {
        runs.push({ text: child.nodeValue ?? "", look });
        continue;
      }
      if (child.nodeType !== 1) continue; // Word's conditions are comments
      const element = child as Element;
      if (this.left(element)) continue;
      const listed = this.lines(element, look);
      if (listed) {
        flush();
        lines.push(...listed);
      } else if (blockTags.has(element.localName)) {
        flush();
        const read = this.block(element, look);
        if (read.length > 0) endList();
        out.push(...read);
      } else if (element.querySelector(blockSelector)) {
        flush();
        endList();
        out.push(...this.blocks(element, lookIn(element, look)));
      } else {
        this.inline(element, look, runs);
      }
    }
    flush();
    endList();
    return out;
  }

  /** Whether an element is nothing for a story; pictures and players are counted. */
  private left(element: Element): boolean {
    const tag = element.localName;
    if (tag === "img") {
      this.picture(element);
      return true;
    }
    if (players.has(tag)) {
      this.found.players++;
      return true;
    }
    // Word's tracked deletions say who made them and when; what a page strikes out is to be read.
    const deleted = tag === "del" && (element.hasAttribute("datetime") || element.hasAttribute("cite"));
    return dropped.has(tag) || deleted || element.hasAttribute("hidden") || hasStyle(element, hidden)
      || hiddenClass.test(element.getAttribute("class") ?? "");
  }

  private picture(element: Element): void {
    if (element.closest("[role=checkbox]")) return;
    const src = element.getAttribute("src") ?? "";
    if (/^data:image\/(png|jpe?g|gif|webp|avif);base64,/i.test(src)) this.found.pictures.push(src);
    else this.found.remotePictures++;
  }

  /** The lines of an element that is part of a list as Word makes them. */
  private lines(element: Element, look: Look): Line[] | undefined {
    const level = wordLevel(element);
    if (level > 0 && headingLevel(element) === 0 && !element.querySelector("li")) {
      return [{ level, ...numbering(wordMarker(element)), blocks: paragraphs(this.runs(element, look)) }];
    }
    const list = element.classList.contains("ListContainerWrapper") ? element.querySelector("ul, ol") : null;
    const deep = list ? onlineLevel(list) : 0;
    if (!list || deep === 0) return undefined;
    const start = Number(list.getAttribute("start")) || 1;
    return [...list.querySelectorAll(":scope > li")].map((item) => ({
      level: deep, ordered: list.localName === "ol", start, blocks: plainer(this.blocks(item, look)),
    }));
  }

  private inline(element: Element, outer: Look, runs: Run[]): void {
    if (element.localName === "br") {
      runs.push("break");
      return;
    }
    const look = lookIn(element, outer);
    if (element.localName === "q") runs.push({ text: "“", look });
    for (const child of element.childNodes) {
      if (child.nodeType === 3) runs.push({ text: child.nodeValue ?? "", look });
      else if (child.nodeType === 1 && !this.left(child as Element)) {
        const block = blockTags.has((child as Element).localName);
        if (block && runs.length > 0 && runs.at(-1) !== "break") runs.push("break");
        this.inline(child as Element, look, runs);
        if (block) runs.push("break");
      }
    }
    if (element.localName === "q") runs.push({ text: "”", look });
  }

  /** All of an element as one text; its blocks become lines. */
  private runs(element: Element, look: Look): Run[] {
    const runs: Run[] = [];
    this.inline(element, look, runs);
    return runs;
  }

  private block(element: Element, look: Look): DocNode[] {
    const level = headingLevel(element);
    if (level > 0) {
      const content = line(this.runs(element, look), true);
      return content.length > 0 ? [{ type: "heading", attrs: { level: Math.min(level + this.lower, 4) }, content }] : [];
    }
    switch (element.localName) {
      case "ul":
      case "ol":
      case "menu":
      case "dir":
        return this.list(element, look);
      case "blockquote":
        return this.quote(element, look);
      case "pre": {
        const text = (element.textContent ?? "").replace(/\r\n?/g, "\n").replace(/[\x00-\x08\x0b-\x1f\x7f-\x9f]/g, "");
        return text.trim() ? [{ type: "preformatted", content: [{ type: "text", text }] }] : [];
      }
      case "hr":
        return [{ type: "divider" }];
      case "table":
        return this.table(element, look);
      case "figure":
        return this.figure(element, look);
    }
    return this.blocks(element, lookIn(element, look));
  }

  private list(list: Element, look: Look): DocNode[] {
    const items: DocNode[] = [];
    for (const child of list.children) {
      if (this.left(child)) continue;
      const nested = child.localName === "ul" || child.localName === "ol";
      const blocks = plainer(nested ? this.list(child, look) : this.blocks(child, lookIn(child, look)));
      // Google Docs puts a list within a list beside the item that it belongs to.
      if (nested && items.length > 0) items.at(-1)!.content!.push(...blocks);
      else if (blocks.length > 0) items.push({ type: "listItem", content: blocks });
    }
    if (items.length === 0) return [];
    if (list.localName !== "ol") return [{ type: "bulletList", content: items }];
    const start = Number(list.getAttribute("start"));
    const counts = Number.isInteger(start) && start > 1 && start <= 2 ** 30;
    return [{ type: "orderedList", ...(counts && { attrs: { start } }), content: items }];
  }

  private quote(element: Element, look: Look): DocNode[] {
    const said = element.querySelector(":scope > footer, :scope > cite, :scope > p:last-child > cite:only-child");
    const who = said ? line(this.runs(said, {}).map((run) => (run === "break" ? run : { ...run, look: { ...run.look, emphasis: false } })), true) : [];
    said?.remove();
    const content = plainer(this.blocks(element, look), quoteKinds);
    if (content.length === 0) return who.length > 0 ? [{ type: "paragraph", content: who }] : [];
    if (who.length > 0) content.push({ type: "attribution", content: who });
    return [{ type: "blockquote", content }];
  }

  /** A picture that is left out takes its caption along: alone in the text it would mean nothing. */
  private figure(element: Element, look: Look): DocNode[] {
    if (!element.querySelector("img, picture, iframe, video, audio, embed") || element.querySelector("table, pre, blockquote")) {
      return this.blocks(element, look);
    }
    for (const shown of element.querySelectorAll("img, iframe, video, audio, embed")) this.left(shown);
    return [];
  }

  private table(table: Element, look: Look): DocNode[] {
    const cells = [...table.querySelectorAll("td, th")];
    if (cells.length < 2 || table.querySelector("table")) return cells.flatMap((cell) => this.blocks(cell, look)); // for its layout only
    const rows: DocNode[] = [];
    const all = [...table.querySelectorAll("tr")];
    for (const [i, tr] of all.entries()) {
      const row = [...tr.children].filter((c) => c.localName === "td" || c.localName === "th").slice(0, widest);
      const content = row.map((cell) => this.cell(cell, look, all.length - i));
      if (content.length > 0) rows.push({ type: "tableRow", content });
    }
    if (!rows.some((row) => row.content?.some((cell) => cell.content))) return [];
    const read: DocNode = { type: "table", content: rows };
    const caption = table.querySelector(":scope > caption");
    const words = caption ? inlineNodes(tidy(this.runs(caption, look))) : [];
    return [words.length > 0 ? { type: "tableFigure", content: [read, { type: "caption", content: words }] } : read];
  }

  private cell(cell: Element, look: Look, rowsLeft: number): DocNode {
    const header = cell.localName === "th" || cell.closest("thead") !== null;
    const attrs: Record<string, number> = {};
    for (const [name, most] of [["colspan", widest], ["rowspan", rowsLeft]] as const) {
      const span = Math.min(Math.trunc(Number(cell.getAttribute(name))) || 1, most);
      if (span > 1) attrs[name] = span;
    }
    const runs = tidy(this.runs(cell, look));
    const strong = header && runs.every((run) => run === "break" || run.look.strong);
    const content = inlineNodes(strong ? runs.map((run) => (run === "break" ? run : { ...run, look: { ...run.look, strong: false } })) : runs);
    return {
      type: header ? "tableHeader" : "tableCell",
      ...(Object.keys(attrs).length > 0 && { attrs }),
      ...(content.length > 0 && { content }),
    };
  }
}

/** The level of a heading of any kind, 0 for what is none. */
export function headingLevel(element: Element): number {
  const tag = /^h([1-6])$/.exec(element.localName);
  if (tag) return Number(tag[1]);
  if (element.getAttribute("role") === "heading") return Number(element.getAttribute("aria-level")) || 2;
  const word = /(?:^|\s)Mso(Title|Subtitle|Heading(\d))(?:\s|$)/.exec(element.getAttribute("class") ?? "");
  return word ? Number(word[2] ?? (word[1] === "Title" ? 1 : 2)) : 0;
}
