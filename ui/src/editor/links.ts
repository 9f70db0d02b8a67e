import type { Mark } from "@tiptap/pm/model";
import { type Command, type EditorState, Plugin } from "@tiptap/pm/state";
import { Decoration, DecorationSet } from "@tiptap/pm/view";
import type { Parts } from "./parts";

/** Where a link leads: to a story of this newsroom, or to an address. */
export type Goal = { story: string; headline: string } | { href: string };

/** The link that the selection is in, and all of its text. */
export function linkAround(state: EditorState): { mark: Mark; from: number; to: number } | undefined {
  const { $from } = state.selection;
  const type = state.schema.marks.link!;
  const mark = type.isInSet($from.marks()) ?? type.isInSet($from.nodeAfter?.marks ?? []);
  if (!mark) return undefined;
  const { parent } = $from;
  let index = Math.min($from.index(), parent.childCount - 1);
  // At its end the cursor stands before the next run.
  if (index < 0 || !mark.isInSet(parent.child(index).marks)) index--;
  if (index < 0 || !mark.isInSet(parent.child(index).marks)) return undefined;
  let [first, end] = [index, index + 1];
  while (first > 0 && mark.isInSet(parent.child(first - 1).marks)) first--;
  while (end < parent.childCount && mark.isInSet(parent.child(end).marks)) end++;
  return { mark, from: $from.posAtIndex(first), to: $from.posAtIndex(end) };
}

/** Opens the link picker for what is selected, or for the link that the cursor is in. */
export function openLink(parts: Parts): boolean {
  const { state } = parts.editor();
  const { selection } = state;
  if (!selection.$from.parent.inlineContent || selection.$from.parent.type.spec.code) return false;
  const link = linkAround(state);
  const { story, href } = (link?.mark.attrs ?? {}) as { story?: string; href?: string };
  const range = selection.empty && link ? link : selection;
  parts.picking.value = { purpose: "link", from: range.from, to: range.to, story, href };
  return true;
}

/** Makes text a link. Where there is none, the headline or the address is written. */
export const link = (from: number, to: number, goal: Goal): Command => (state, dispatch) => {
  const story = "story" in goal;
  const mark = state.schema.marks.link!.create(story ? { story: goal.story } : { href: goal.href });
  const tr = state.tr;
  const words = story ? goal.headline : goal.href.replace(/^(mailto|tel):/, "");
  if (from === to) tr.insertText(words || "Link", from);
  const end = from === to ? from + (words || "Link").length : to;
  dispatch?.(tr.addMark(from, end, mark).removeStoredMark(mark.type).scrollIntoView());
  return true;
};

export const unlink: Command = (state, dispatch) => {
  const around = linkAround(state);
  const { from, to, empty } = state.selection;
  const range = empty ? around : { from, to };
  if (!range) return false;
  dispatch?.(state.tr.removeMark(range.from, range.to, state.schema.marks.link));
  return true;
};

/** Shows which text becomes a link while the focus is in the picker. */
export const pickingPlugin = (parts: () => Parts): Plugin =>
  new Plugin({
    props: {
      decorations(state) {
        const picking = parts().picking.peek();
        if (picking?.purpose !== "link" || picking.to > state.doc.content.size) return null;
        return DecorationSet.create(state.doc, [Decoration.inline(picking.from, picking.to, { class: "link-to-be" })]);
      },
    },
    view: (view) => {
      let first = true; // a subscriber is told at once
      const stop = parts().picking.subscribe(() => {
        // Decorations are asked for when the state changes.
        if (!first && !view.isDestroyed) view.updateState(view.state);
        first = false;
      });
      return { destroy: stop };
    },
  });
