import { Node } from "@tiptap/core";
import { whole } from "./attributes";

// Groups: `block` is any block but a fact box, `item` what a list item holds, `quoted` what a quotation holds.

const Doc = Node.create({
  name: "doc",
  topNode: true,
  content: "(block | factBox)+",
  addAttributes: () => ({ version: { default: 1, rendered: false } }),
});

const Text = Node.create({ name: "text", group: "inline" });

const HardBreak = Node.create({
  name: "hardBreak",
  group: "inline",
  inline: true,
  selectable: false,
  linebreakReplacement: true,
  parseHTML: () => [{ tag: "br" }],
  renderHTML: () => ["br"],
  renderText: () => "\n",
});

const Paragraph = Node.create({
  name: "paragraph",
  group: "block item quoted",
  content: "inline*",
  priority: 1000,
  parseHTML: () => [{ tag: "p" }],
  renderHTML: () => ["p", 0],
});

const Heading = Node.create({
  name: "heading",
  group: "block quoted",
  content: "inline*",
  defining: true,
  addAttributes: () => ({ level: { default: 2, rendered: false } }),
  parseHTML: () => [2, 3, 4].map((level) => ({ tag: `h${level}`, attrs: { level } })),
  renderHTML: ({ node }) => [`h${node.attrs.level}`, 0],
});

const BulletList = Node.create({
  name: "bulletList",
  group: "block item quoted list",
  content: "listItem+",
  parseHTML: () => [{ tag: "ul" }],
  renderHTML: () => ["ul", 0],
});

const OrderedList = Node.create({
  name: "orderedList",
  group: "block item quoted list",
  content: "listItem+",
  // 0 says that the document has no start of its own; it counts as one.
  addAttributes: () => ({ start: whole("start", 0, 1, 2 ** 30) }),
  parseHTML: () => [{ tag: "ol" }],
  renderHTML: ({ HTMLAttributes }) => ["ol", HTMLAttributes, 0],
});

const ListItem = Node.create({
  name: "listItem",
  content: "item+",
  defining: true,
  parseHTML: () => [{ tag: "li" }],
  renderHTML: () => ["li", 0],
});

const Preformatted = Node.create({
  name: "preformatted",
  group: "block",
  content: "text*",
  marks: "",
  code: true,
  defining: true,
  whitespace: "pre",
  parseHTML: () => [{ tag: "pre", preserveWhitespace: "full" }],
  renderHTML: () => ["pre", 0],
});

const Divider = Node.create({
  name: "divider",
  group: "block",
  parseHTML: () => [{ tag: "hr" }],
  renderHTML: () => ["hr"],
});

export const textNodes = [
  Doc, Paragraph, Text, HardBreak, Heading, BulletList, OrderedList, ListItem, Preformatted, Divider,
];
