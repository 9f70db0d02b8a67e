import { cleanAddress } from "../../doc/address";
import type { DocMark, DocNode } from "../../doc/node";

/** How text looks at one place of foreign markup, as far as a story cares. */
export interface Look {
  href?: string;
  strong?: boolean;
  emphasis?: boolean;
  strikethrough?: boolean;
  subscript?: boolean;
  superscript?: boolean;
  code?: boolean;
}

/** A piece of text, or a line break. */
export type Run = { text: string; look: Look } | "break";

/** The attribute that a style is read from. */
export const styles = "data-style";

const styleOf = (element: Element, property: string): string =>
  new RegExp(`(?:^|;)\\s*${property}\\s*:\\s*([^;]+)`, "i").exec(element.getAttribute(styles) ?? "")?.[1]?.trim().toLowerCase() ?? "";

export const hasStyle = (element: Element, pattern: RegExp): boolean => pattern.test(element.getAttribute(styles) ?? "");

const looks: Record<string, keyof Omit<Look, "href">> = {
  b: "strong", strong: "strong", i: "emphasis", em: "emphasis", cite: "emphasis", s: "strikethrough", strike: "strikethrough",
  del: "strikethrough", sub: "subscript", sup: "superscript", code: "code", kbd: "code", samp: "code", tt: "code",
};

/** How text within an element looks. A style has the last word over a tag: Google Docs wraps all in a <b> that is not bold. */
export function lookIn(element: Element, outer: Look): Look {
  const look = { ...outer };
  const tag = element.localName;
  if (looks[tag]) look[looks[tag]] = true;
  if (tag === "a") {
    const href = leadsTo(element.getAttribute("href") ?? "");
    if (href) look.href = href;
  }
  const weight = styleOf(element, "font-weight");
  if (weight) look.strong = /bold/.test(weight) || Number.parseInt(weight) >= 600;
  const slant = styleOf(element, "font-style");
  if (slant) look.emphasis = /italic|oblique/.test(slant);
  if (/line-through/.test(styleOf(element, "text-decoration") + styleOf(element, "text-decoration-line"))) look.strikethrough = true;
  const align = styleOf(element, "vertical-align");
  if (align === "super") look.superscript = true;
  if (align === "sub") look.subscript = true;
  return look;
}

// A path or a fragment of another site would lead to ours.
function leadsTo(raw: string): string | undefined {
  const href = cleanAddress(raw);
  if (!href || href.startsWith("/") || href.startsWith("#")) return undefined;
  const through = /^https:\/\/www\.google\.com\/url\?/.test(href) && new URL(href).searchParams.get("q");
  return (through && cleanAddress(through)) || href;
}

const order = ["strong", "emphasis", "strikethrough", "subscript", "superscript", "code"] as const;

function marksOf(look: Look): DocMark[] {
  const marks: DocMark[] = look.href ? [{ type: "link", attrs: { href: look.href } }] : [];
  for (const type of order) if (look[type]) marks.push({ type });
  return marks;
}

const sameLook = (a: Look, b: Look): boolean => a.href === b.href && order.every((type) => !a[type] === !b[type]);

// A no-break space stays where a typesetter means it: within a number or before its unit, at French punctuation.
const meant = /(?<=\d)\u00a0(?=[\p{L}\d%€$£])|(?<=«)\u00a0|\u00a0(?=[»;:!?])/gu;

const cleanSpaces = (s: string): string =>
  s
    .replace(meant, "\uE000")
    .replace(/[\u200b\ufeff\u00ad]/g, "")
    .replace(/[\s\u0085]+/g, " ")
    .replace(/[\x00-\x1f\x7f-\x9f]/g, "")
    .replace(/\uE000/g, "\u00a0");

/** Text with its spaces folded, trimmed at its ends and at line breaks; runs that look the same are one. */
export function tidy(runs: Run[]): Run[] {
  const out: Run[] = [];
  let space = true; // one here would follow another, or a line's start
  const trimEnd = () => {
    const last = out.at(-1);
    if (!last || last === "break") return;
    last.text = last.text.replace(/ $/, "");
    if (last.text === "") out.pop();
  };
  for (const run of runs) {
    if (run === "break") {
      trimEnd();
      out.push(run);
      space = true;
      continue;
    }
    let text = cleanSpaces(run.text);
    if (space) text = text.replace(/^ /, "");
    if (text === "") continue;
    space = text.endsWith(" ");
    const look = text === " " ? {} : run.look; // a space by itself looks like nothing
    const last = out.at(-1);
    if (last && last !== "break" && sameLook(last.look, look)) last.text += text;
    else out.push({ text, look });
  }
  trimEnd();
  while (out.at(-1) === "break") {
    out.pop();
    trimEnd();
  }
  while (out[0] === "break") out.shift();
  return out;
}

/** Inline nodes of runs that have been tidied. */
export const inlineNodes = (runs: Run[]): DocNode[] =>
  runs.map((run) => {
    if (run === "break") return { type: "hardBreak" };
    const marks = marksOf(run.look);
    return { type: "text", ...(marks.length > 0 && { marks }), text: run.text };
  });

/** Paragraphs of runs: an empty line between two lines divides them. */
export function paragraphs(runs: Run[]): DocNode[] {
  const out: DocNode[] = [];
  let from = 0;
  const blank = (run: Run) => run !== "break" && run.text.trim() === "";
  const end = (to: number) => {
    const content = inlineNodes(tidy(runs.slice(from, to)));
    if (content.length > 0) out.push({ type: "paragraph", content });
  };
  for (let i = 0; i < runs.length; i++) {
    if (runs[i] !== "break") continue;
    let next = i + 1;
    while (next < runs.length && blank(runs[next]!)) next++;
    if (runs[next] === "break") {
      end(i);
      from = i = next;
    }
  }
  end(runs.length);
  return out;
}

/** One line of runs: what is bold throughout, as headings are by themselves, is not marked so. */
export function line(runs: Run[], bold: boolean): DocNode[] {
  const flat = tidy(runs.map((run) => (run === "break" ? { text: " ", look: {} } : run)));
  const whole = bold && flat.every((run) => run === "break" || run.look.strong);
  return inlineNodes(whole ? tidy(flat.map((run) => (run === "break" ? run : { ...run, look: { ...run.look, strong: false } }))) : flat);
}
