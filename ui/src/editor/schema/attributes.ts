import type { Attribute } from "@tiptap/core";

// Attributes travel through the clipboard as data-*; what a page has forged there is checked as if it were typed.

type Check = (value: string) => unknown;

const kebab = (name: string) => "data-" + name;

/** An attribute of text that is "" where it says nothing. check returns undefined for what may not be. */
export const words = (name: string, check: Check = (value) => value): Attribute =>
  ({
    default: "",
    parseHTML: (element: HTMLElement) => check(element.getAttribute(kebab(name)) ?? "") ?? "",
    renderHTML: (attrs: Record<string, unknown>) => (attrs[name] ? { [kebab(name)]: attrs[name] } : {}),
  }) as Attribute;

export const truth = (name: string): Attribute =>
  ({
    default: false,
    parseHTML: (element: HTMLElement) => element.getAttribute(kebab(name)) === "true",
    renderHTML: (attrs: Record<string, unknown>) => (attrs[name] ? { [kebab(name)]: "true" } : {}),
  }) as Attribute;

/** A whole number that HTML has an attribute of the same name for. */
export const whole = (name: string, fallback: number, low: number, high: number): Attribute =>
  ({
    default: fallback,
    parseHTML: (element: HTMLElement) => {
      const n = Number(element.getAttribute(name) ?? fallback);
      return Number.isInteger(n) && n >= low && n <= high ? n : fallback;
    },
    renderHTML: (attrs: Record<string, unknown>) => (attrs[name] === fallback ? {} : { [name]: attrs[name] }),
  }) as Attribute;

export const ident: Check = (value) => (/^[0-9A-Za-z_-]{1,64}$/.test(value) ? value : undefined);
