import { Mark, type MarkConfig } from "@tiptap/core";
import { linkAddress } from "../../doc/address";
import { ident, words } from "./attributes";

// Marks stand in the document's order, which TipTap takes from the priority.

const Link = Mark.create({
  name: "link",
  priority: 107,
  inclusive: false,
  addAttributes: () => ({
    story: words("story", ident),
    href: {
      default: "",
      parseHTML: (element: HTMLElement) => {
        const href = element.getAttribute("href") ?? "";
        return !element.dataset.story && linkAddress(href) ? href : "";
      },
      renderHTML: (attrs: Record<string, unknown>) => (attrs.href ? { href: attrs.href } : {}),
    },
  }),
  parseHTML: () => [{
    tag: "a",
    getAttrs: (a) => (linkAddress(a.getAttribute("href") ?? "") || ident(a.dataset.story ?? "") !== undefined) && null,
  }],
  renderHTML: ({ HTMLAttributes }) => ["a", HTMLAttributes, 0],
});

const simple = (name: string, priority: number, tag: string, others: string[] = [], more: Partial<MarkConfig> = {}) =>
  Mark.create({
    name,
    priority,
    parseHTML: () => [tag, ...others].map((t) => ({ tag: t })),
    renderHTML: () => [tag, 0],
    ...more,
  });

export const marks = [
  Link,
  simple("strong", 106, "strong", ["b"]),
  simple("emphasis", 105, "em", ["i", "cite"]),
  simple("strikethrough", 104, "s", ["del", "strike"]),
  simple("subscript", 103, "sub"),
  simple("superscript", 102, "sup"),
  simple("code", 101, "code", [], { code: true }),
];
