import { Plugin, PluginKey, type EditorState, type Transaction } from "@tiptap/pm/state";
import { ReplaceStep } from "@tiptap/pm/transform";
import type { EditorView } from "@tiptap/pm/view";
import { signal, type Signal } from "@preact/signals";
import { announce } from "../../lib/announce";
import type { Parts } from "../parts";
import { offersFor } from "./blocks";

export interface Choice {
  label: string;
  note?: string;
  keys?: string;
  run: () => void;
}

/** A list of choices beside the cursor, which stays in the text. */
export interface OpenMenu {
  /** What the list is, to those who listen. */
  label: string;
  /** The text that the choice replaces or is about. */
  from: number;
  to: number;
  choices: Choice[];
  active: number;
  /** The '/' and what is typed after it; another menu is of what was pasted. */
  slash: boolean;
}

const key = new PluginKey<OpenMenu | null>("menu");

export const menuOf = (state: EditorState): OpenMenu | null => key.getState(state) ?? null;

/** Opens a menu about the text from..to; it closes when anything is typed. */
export const openMenu = (tr: Transaction, menu: Omit<OpenMenu, "active" | "slash">): Transaction =>
  tr.setMeta(key, { ...menu, active: 0, slash: false });

export const closeMenu = (view: EditorView): void => {
  if (menuOf(view.state)) view.dispatch(view.state.tr.setMeta(key, "close"));
};

export const choiceId = (list: string, i: number): string => `${list}-${i}`;

function chooseBy(view: EditorView, active: number): void {
  view.dispatch(view.state.tr.setMeta(key, active));
}

/** Does what a choice says; of a slash menu, what was typed goes first. */
export function choose(view: EditorView, menu: OpenMenu, i: number): void {
  const choice = menu.choices[i];
  if (!choice) return;
  const tr = view.state.tr.setMeta(key, "close");
  view.dispatch(menu.slash ? tr.delete(menu.from, menu.to) : tr);
  choice.run();
}

/** The menu of blocks at '/', and menus about what was pasted. shown follows the state, for the list that people see. */
export function menuPlugin(parts: () => Parts, list: string, shown: Signal<OpenMenu | null> = signal(null)): Plugin<OpenMenu | null> {
  return new Plugin<OpenMenu | null>({
    key,
    state: {
      init: () => null,
      apply: (tr, before, _old, state) => nextMenu(tr, before, state, parts),
    },
    view: () => ({
      update(view) {
        const menu = menuOf(view.state);
        if (menu === shown.peek()) return;
        if (menu && !shown.peek()) announce(`${menu.label}: ${menu.choices.length} choices. Arrow keys choose, Enter takes.`);
        shown.value = menu;
      },
      destroy: () => (shown.value = null),
    }),
    props: {
      attributes: (state): Record<string, string> => {
        const menu = menuOf(state);
        return menu ? { "aria-controls": list, "aria-activedescendant": choiceId(list, menu.active) } : {};
      },
      handleKeyDown(view, event) {
        const menu = menuOf(view.state);
        if (!menu || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return false;
        const { length } = menu.choices;
        if (event.key === "ArrowDown") chooseBy(view, (menu.active + 1) % length);
        else if (event.key === "ArrowUp") chooseBy(view, (menu.active - 1 + length) % length);
        else if (event.key === "Enter" || event.key === "Tab") choose(view, menu, menu.active);
        else if (event.key === "Escape") closeMenu(view);
        else return false;
        event.preventDefault();
        return true;
      },
      handleDOMEvents: {
        blur: (view) => {
          closeMenu(view);
          return false;
        },
      },
    },
  });
}

function nextMenu(tr: Transaction, before: OpenMenu | null, state: EditorState, parts: () => Parts): OpenMenu | null {
  const meta = tr.getMeta(key) as OpenMenu | number | "close" | undefined;
  if (meta === "close") return null;
  if (typeof meta === "number") return before && { ...before, active: meta };
  if (meta) return meta;
  if (!tr.docChanged && !tr.selectionSet) return before;
  if (!before) return slashTyped(tr, state) ? slashMenu(state, state.selection.from - 1, parts) : null;
  if (before.slash) return slashMenu(state, tr.mapping.map(before.from, -1), parts, before);
  return tr.docChanged || state.selection.to !== before.to ? null : before;
}

const places = new Set(["paragraph", "heading"]);

/** Whether a '/' was just typed where a block may begin: at the start of a text or after a space. */
function slashTyped(tr: Transaction, state: EditorState): boolean {
  const step = tr.steps[0];
  if (tr.steps.length !== 1 || !(step instanceof ReplaceStep) || step.slice.size !== 1 || tr.getMeta("history$")) return false;
  const { $from, empty } = state.selection;
  if (!empty || !places.has($from.parent.type.name) || $from.node(-1)?.type.name === "pullQuote") return false;
  return /(^|\s)\/$/.test($from.parent.textBetween(Math.max(0, $from.parentOffset - 2), $from.parentOffset, undefined, " "));
}

const longestQuery = 24;

function slashMenu(state: EditorState, from: number, parts: () => Parts, before?: OpenMenu): OpenMenu | null {
  const { $from, empty, from: to } = state.selection;
  if (!empty || to <= from || to - from > longestQuery || from < $from.start()) return null;
  const text = state.doc.textBetween(from, to, undefined, "\ufffc");
  if (!/^\/(?! )[^\ufffc]*$/.test(text)) return null;
  const offered = offersFor(text.slice(1));
  if (offered.length === 0) return null;
  const choices = offered.map(({ label, keys, run }) => ({ label, keys, run: () => run(parts()) }));
  const same = before && before.choices.length === choices.length && before.choices.every((c, i) => c.label === choices[i]!.label);
  return { label: "Blocks", from, to, choices, slash: true, active: same ? before.active : 0 };
}
