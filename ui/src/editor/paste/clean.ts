import type { DocNode } from "../../doc/node";
import { nest } from "./lists";
import { headingLevel, Reader } from "./read";
import { paragraphs, styles } from "./runs";

export interface Pasted {
  /** Blocks of a story's document. */
  blocks: DocNode[];
  /** Pictures that came within the markup, as data: addresses: whoever pastes is asked whether to upload them. */
  pictures: string[];
  /** What was left out, in words for whoever pasted it; "" when nothing was. */
  note: string;
}

/** More markup than this is read as plain text: no story has as much, and a browser would stand still. */
const most = 6 << 20;

const inBrowser = (html: string): Document => new DOMParser().parseFromString(html, "text/html");

/** Markup without styles that a browser would apply: the desk's policy allows none, and a browser complains of each. */
const unstyled = (html: string): string =>
  html
    .replace(/<[a-z][^<>]*>/gi, (tag) => tag.replace(/\sstyle(?=\s*=)/gi, ` ${styles}`))
    .replace(/<(\/?)style(?=[\s/>])/gi, "<$1template");

/**
 * Reads markup from a clipboard into clean blocks. It is parsed into a document of its own, where nothing is loaded or
 * run; undefined where there is nothing in it, or far too much.
 */
export function cleanPaste(html: string, parse: (html: string) => Document = inBrowser): Pasted | undefined {
  if (html.length > most) return undefined;
  const { body } = parse(unstyled(html));
  // The headline is level 1, so that a text which has headings of that level moves down by one.
  const lower = [...body.querySelectorAll("h1, [role=heading], .MsoTitle")].some((e) => headingLevel(e) === 1) ? 1 : 0;
  const reader = new Reader(lower);
  const blocks = reader.blocks(body);
  const { pictures, remotePictures, players } = reader.found;
  if (blocks.length === 0 && pictures.length === 0 && remotePictures + players === 0) return undefined;
  return { blocks, pictures, note: noteOf(remotePictures, players) };
}

const times = (n: number, one: string, many: string): string => (n === 1 ? `One ${one} was` : `${n} ${many} were`);

function noteOf(remote: number, players: number): string {
  const parts = [];
  if (remote > 0) parts.push(`${times(remote, "picture", "pictures")} left out. Upload pictures to use them.`);
  if (players > 0) parts.push(`${times(players, "embed", "embeds")} left out. Paste its address on a line of its own instead.`);
  return parts.join(" ");
}

const bullet = /^\s*[•·▪◦‣*–-]\s+(?=\S)/;

/** Reads plain text into paragraphs: at empty lines or, where there is none, at every line. Lines with bullets are a list. */
export function cleanText(text: string): DocNode[] {
  const whole = text.replace(/\r\n?/g, "\n").replace(/^\n+|\n+$/g, "");
  const parts = /\n[^\S\n]*\n/.test(whole) ? whole.split(/\n(?:[^\S\n]*\n)+/) : whole.split("\n");
  const listed = (s: string) => s.split("\n").every((line) => bullet.test(line));
  const out: DocNode[] = [];
  for (let i = 0; i < parts.length; i++) {
    let end = i;
    while (end < parts.length && listed(parts[end]!)) end++;
    const lines = parts.slice(i, end).join("\n").split("\n");
    if (end > i && lines.length > 1) {
      out.push(...nest(lines.map((line) => ({ level: 1, ordered: false, start: 1, blocks: lineBlocks(line.replace(bullet, "")) }))));
      i = end - 1;
    } else {
      out.push(...lineBlocks(parts[i]!));
    }
  }
  return out;
}

const lineBlocks = (text: string): DocNode[] =>
  paragraphs(text.split("\n").flatMap((line, i) => (i > 0 ? ["break" as const, { text: line, look: {} }] : [{ text: line, look: {} }])));
