import { computed, signal } from "@preact/signals";
import type { AnchorHTMLAttributes, ComponentChildren } from "preact";

/** The root of the desk's addresses. */
export const root = "/desk";

const location_ = signal(read());
/** The address of the view that is open. */
export const path = computed(() => location_.value.path);
/** What follows '?' in the address. */
export const query = computed(() => new URLSearchParams(location_.value.search));

let hasMoved = false;

/** Whether this view was come to from another, and is not the first of this page. */
export function moved(): boolean {
  return hasMoved;
}

function arrive(): void {
  const now = read();
  if (now.path !== location_.peek().path) {
    hasMoved = true;
    scrollTo(0, 0);
  }
  location_.value = now;
}

type Guard = () => string | false;
const guards = new Set<Guard>();

function read(): { path: string; search: string } {
  if (typeof location === "undefined") return { path: root, search: "" };
  return { path: location.pathname.replace(/\/+$/, "") || root, search: location.search };
}

/** While registered, the guard is asked before this view is left. A text that it returns is put to the person. */
export function guardLeaving(guard: Guard): () => void {
  guards.add(guard);
  return () => guards.delete(guard);
}

function mayLeave(): boolean {
  for (const guard of guards) {
    const why = guard();
    if (why && !confirm(why)) return false;
  }
  return true;
}

export type Going = {
  /** Do not add to the browser's history: for filters, and for addresses that should not have been. */
  replace?: boolean;
};

/** Goes to an address of the desk. Returns false where the person would rather stay. */
export function navigate(to: string, { replace = false }: Going = {}): boolean {
  const target = new URL(to, location.origin);
  if (target.pathname !== location.pathname && !mayLeave()) return false;
  history[replace ? "replaceState" : "pushState"](null, "", target);
  arrive();
  return true;
}

/** Puts a query into the address of this view. */
export function setQuery(values: Record<string, string>, going: Going = { replace: true }): void {
  const next = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) if (value) next.set(name, value);
  const search = next.toString();
  navigate(location.pathname + (search ? `?${search}` : ""), going);
}

/** Follows the browser's own buttons, and asks before a page with unsaved text is closed. */
export function startRouter(): void {
  addEventListener("popstate", () => {
    const before = location_.peek();
    const now = read();
    if (now.path !== before.path && !mayLeave()) {
      history.pushState(null, "", before.path + before.search);
      return;
    }
    arrive();
  });
  addEventListener("beforeunload", (event) => {
    for (const guard of guards) if (guard()) event.preventDefault();
  });
}

/** Matches a pattern such as '/stories/:id/history' against the path below /desk. */
export function match(pattern: string, at = path.value): Record<string, string> | null {
  const want = (root + pattern).replace(/\/$/, "").split("/");
  const have = at.split("/");
  if (want.length !== have.length) return null;
  const found: Record<string, string> = {};
  for (let i = 0; i < want.length; i++) {
    if (want[i]!.startsWith(":")) found[want[i]!.slice(1)] = have[i]!; // ids and tokens need no decoding
    else if (want[i] !== have[i]) return null;
  }
  return found;
}

type LinkProps = Omit<AnchorHTMLAttributes<HTMLAnchorElement>, "href" | "role"> & { href: string; children: ComponentChildren };

/** A link within the desk. With a modifier key it is the browser's. */
export function Link({ href, onClick, ...rest }: LinkProps) {
  return (
    <a
      {...(rest as object)}
      href={href}
      onClick={(event) => {
        onClick?.(event);
        if (event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
        event.preventDefault();
        navigate(href);
      }}
    />
  );
}
