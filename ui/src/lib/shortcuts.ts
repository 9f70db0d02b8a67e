import { signal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";

export type Shortcut = {
  /** Parts joined by '+': 'n', '?', 'Shift+ArrowDown', 'Mod+s', where Mod is Ctrl, and Cmd on a Mac. Several with spaces. */
  keys: string;
  label: string;
  group: string;
  /** Missing where another part listens to the keys itself and only wants them on the sheet. */
  fn?: (event: KeyboardEvent) => void;
};

/** All shortcuts that work at this moment, for the sheet. */
export const shortcuts = signal<Shortcut[]>([]);

/** Makes keys do something until the function that is returned is called. Of two with the same keys the later one counts. */
export function register(keys: string, label: string, group: string, fn?: Shortcut["fn"]): () => void {
  const shortcut: Shortcut = { keys, label, group, fn };
  shortcuts.value = [...shortcuts.peek(), shortcut];
  return () => {
    shortcuts.value = shortcuts.peek().filter((s) => s !== shortcut);
  };
}

/** register for as long as a component is shown. fn may change at every rendering. */
export function useShortcut(keys: string, label: string, group: string, fn?: Shortcut["fn"]): void {
  const latest = useRef(fn);
  latest.current = fn;
  const heard = fn !== undefined;
  useEffect(() => register(keys, label, group, heard ? (e) => latest.current?.(e) : undefined), [keys, label, group, heard]);
}

const mac = typeof navigator !== "undefined" && /Mac|iP(hone|ad)/.test(navigator.platform);

type Pressed = Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey">;

/** Whether an event is what one of `keys` says. */
export function matches(keys: string, event: Pressed, onMac = mac): boolean {
  return keys.split(" ").some((combination) => {
    const parts = combination.split("+");
    const key = parts.pop() || "+";
    const mod = parts.includes("Mod");
    const [control, meta] = onMac ? [parts.includes("Ctrl"), mod] : [mod || parts.includes("Ctrl"), false];
    if (event.ctrlKey !== control || event.metaKey !== meta || event.altKey !== parts.includes("Alt")) return false;
    // Whether '?' takes Shift is the keyboard's affair; for letters and named keys it is part of the combination.
    const named = key.length > 1 || /[a-z]/i.test(key);
    if (named && event.shiftKey !== parts.includes("Shift")) return false;
    return event.key.toLowerCase() === key.toLowerCase();
  });
}

const shown: Record<string, string> = {
  ArrowUp: "↑", ArrowDown: "↓", ArrowLeft: "←", ArrowRight: "→", Enter: "↵", Escape: "Esc", " ": "Space",
  Mod: mac ? "⌘" : "Ctrl", Alt: mac ? "⌥" : "Alt", Shift: "Shift",
};

/** The keys of each combination as the sheet shows them: [['Ctrl', 'S']]. */
export function keyNames(keys: string): string[][] {
  return keys.split(" ").map((c) => c.split("+").map((k) => shown[k] ?? (k.length === 1 ? k.toUpperCase() : k)));
}

function typing(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return true;
  return target instanceof HTMLInputElement && !["checkbox", "radio", "button", "submit", "color"].includes(target.type);
}

/** Listens for all shortcuts. Plain keys do nothing while somebody types, and none does while a dialog is open. */
export function listen(): void {
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing || document.querySelector("dialog[open]")) return;
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
    if (plain && event.key !== "Escape" && typing(event.target)) return;
    for (const shortcut of [...shortcuts.peek()].reverse()) {
      if (shortcut.fn && matches(shortcut.keys, event)) {
        event.preventDefault();
        shortcut.fn(event);
        return;
      }
    }
  });
}
