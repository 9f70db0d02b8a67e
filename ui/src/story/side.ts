// What stands beside the story. It is remembered from one story to the next, for as long as the desk is open.

import { signal } from "@preact/signals";

export type PanelTab = "details" | "publishing" | "history" | "appears" | "share";

const wide = typeof matchMedia === "undefined" ? null : matchMedia("(min-width: 75rem)");
const narrow = typeof matchMedia === "undefined" ? null : matchMedia("(max-width: 48rem)");

export const side = signal<"panel" | "preview" | null>(wide?.matches ? "panel" : null);
export const tab = signal<PanelTab>("details");

/** On a phone what stands beside the story covers it. */
export const covers = signal(narrow?.matches ?? false);
narrow?.addEventListener("change", (e) => (covers.value = e.matches));

let before: HTMLElement | null = null;

export function openPanel(at: PanelTab): void {
  remember();
  tab.value = at;
  side.value = "panel";
  // After the panel is rendered: who opened it by key goes on in it.
  requestAnimationFrame(() => document.querySelector<HTMLElement>(".story-side [role=tab][aria-selected=true]")?.focus());
}

export function togglePreview(): void {
  if (side.peek() === "preview") return closeSide();
  remember();
  side.value = "preview";
}

export function closeSide(): void {
  side.value = null;
  if (before?.isConnected) before.focus();
  before = null;
}

function remember(): void {
  if (side.peek() === null && document.activeElement instanceof HTMLElement) before = document.activeElement;
}
