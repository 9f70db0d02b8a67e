import { Node } from "@tiptap/core";
import { linkAddress, webAddress } from "../../doc/address";
import { ident, truth, words } from "./attributes";

const link = (value: string) => (linkAddress(value) ? value : undefined);
const web = (value: string) => (webAddress(value) ? value : undefined);

const Caption = Node.create({
  name: "caption",
  content: "inline*",
  isolating: true,
  defining: true,
  selectable: false,
  parseHTML: () => [{ tag: "figcaption" }],
  renderHTML: () => ["figcaption", { class: "caption", "data-hint": "Caption" }, 0],
});

const Attribution = Node.create({
  name: "attribution",
  content: "inline*",
  isolating: true,
  defining: true,
  selectable: false,
  parseHTML: () => [{ tag: "footer" }],
  renderHTML: () => ["footer", { class: "attribution", "data-hint": "Who said it" }, 0],
});

const Blockquote = Node.create({
  name: "blockquote",
  group: "block",
  content: "quoted+ attribution",
  defining: true,
  parseHTML: () => [{ tag: "blockquote" }],
  renderHTML: () => ["blockquote", 0],
});

const PullQuote = Node.create({
  name: "pullQuote",
  group: "block",
  content: "paragraph attribution",
  defining: true,
  isolating: true,
  parseHTML: () => [{ tag: "aside[data-block=pullQuote]" }],
  renderHTML: () => ["aside", { class: "pull-quote", "data-block": "pullQuote" }, 0],
});

const Picture = Node.create({
  name: "picture",
  group: "block",
  content: "caption",
  isolating: true,
  draggable: true,
  addAttributes: () => ({
    picture: words("picture", ident), alt: words("alt"), decorative: truth("decorative"), credit: words("credit"),
  }),
  parseHTML: () => [{ tag: "figure[data-picture]", getAttrs: (element) => ident(element.dataset.picture ?? "") !== undefined && null }],
  renderHTML: ({ HTMLAttributes }) => ["figure", { class: "picture", ...HTMLAttributes }, 0],
});

const Gallery = Node.create({
  name: "gallery",
  group: "block",
  content: "picture+",
  isolating: true,
  addAttributes: () => ({ title: words("title") }),
  parseHTML: () => [{ tag: "div[data-block=gallery]" }],
  renderHTML: ({ HTMLAttributes }) => ["div", { class: "gallery", "data-block": "gallery", ...HTMLAttributes }, 0],
});

const ReadMore = Node.create({
  name: "readMore",
  group: "block",
  addAttributes: () => ({ story: words("story", ident), url: words("url", link), title: words("title") }),
  // Above a paragraph's own rule.
  parseHTML: () => [{ tag: "p[data-block=readMore]", priority: 60 }],
  renderHTML: ({ HTMLAttributes, node }) => [
    "p", { class: "read-more", "data-block": "readMore", ...HTMLAttributes }, node.attrs.title || node.attrs.url || "Read more",
  ],
});

const Embed = Node.create({
  name: "embed",
  group: "block",
  content: "caption",
  isolating: true,
  addAttributes: () => ({ provider: words("provider"), url: words("url", web), title: words("title") }),
  parseHTML: () => [{
    tag: "figure[data-block=embed]", priority: 60,
    getAttrs: (element) => webAddress(element.dataset.url ?? "") && null,
  }],
  renderHTML: ({ HTMLAttributes }) => ["figure", { class: "embed", "data-block": "embed", ...HTMLAttributes }, 0],
});

const FactBox = Node.create({
  name: "factBox",
  content: "block+",
  isolating: true,
  defining: true,
  addAttributes: () => ({ title: words("title") }),
  parseHTML: () => [{ tag: "aside[data-block=factBox]" }],
  renderHTML: ({ HTMLAttributes }) => ["aside", { class: "fact-box", "data-block": "factBox", ...HTMLAttributes }, 0],
});

const Unconverted = Node.create({
  name: "unconverted",
  group: "block",
  addAttributes: () => ({ source: words("source"), reason: words("reason"), markup: words("markup") }),
  parseHTML: () => [{ tag: "div[data-block=unconverted]" }],
  renderHTML: ({ HTMLAttributes }) => ["div", { "data-block": "unconverted", ...HTMLAttributes }],
});

export const blockNodes = [
  Caption, Attribution, Blockquote, PullQuote, Picture, Gallery, ReadMore, Embed, FactBox, Unconverted,
];
