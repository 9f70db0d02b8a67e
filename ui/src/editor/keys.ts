import type { Editor } from "@tiptap/core";
import type { Command } from "@tiptap/pm/state";
import { announce } from "../lib/announce";
import { leaveBlock, moveBlocks, placeOf, selectBlock } from "./commands/blocks";
import { backspace, deleteForward, enter, tab, toggleQuote, toggleTextblock } from "./commands/text";
import { openLink } from "./links";
import type { Parts } from "./parts";

/** Keys as the desk's sheet writes them. */
export interface EditorShortcut {
  keys: string;
  label: string;
}

type Run = (editor: Editor, parts: Parts) => boolean;

const command = (run: Command): Run => (editor) => run(editor.state, editor.view.dispatch);
const mark = (name: string): Run => (editor) => editor.commands.toggleMark(name);
const list = (name: string): Run => (editor) => editor.commands.toggleList(name, "listItem");

const move = (by: -1 | 1): Run => (editor) => {
  if (!moveBlocks(by)(editor.state, editor.view.dispatch)) {
    announce(by < 0 ? "Already first" : "Already last");
    return true;
  }
  const { place, of } = placeOf(editor.state.selection.$from);
  announce(`Moved to ${place} of ${of}`);
  return true;
};

const bindings: (EditorShortcut & { run?: Run })[] = [
  { keys: "/", label: "Insert a block" },
  { keys: "Mod+b", label: "Bold", run: mark("strong") },
  { keys: "Mod+i", label: "Italic", run: mark("emphasis") },
  { keys: "Mod+k", label: "Link", run: (_editor, parts) => openLink(parts) },
  { keys: "Mod+Shift+x", label: "Struck out", run: mark("strikethrough") },
  { keys: "Mod+.", label: "Superscript", run: mark("superscript") },
  { keys: "Mod+,", label: "Subscript", run: mark("subscript") },
  { keys: "Mod+e", label: "Code", run: mark("code") },
  { keys: "Mod+Alt+2", label: "Heading", run: command(toggleTextblock("heading", { level: 2 })) },
  { keys: "Mod+Alt+3", label: "Smaller heading", run: command(toggleTextblock("heading", { level: 3 })) },
  { keys: "Mod+Alt+4", label: "Smallest heading", run: command(toggleTextblock("heading", { level: 4 })) },
  { keys: "Mod+Shift+7", label: "Numbered list", run: list("orderedList") },
  { keys: "Mod+Shift+8", label: "Bullet list", run: list("bulletList") },
  { keys: "Mod+Shift+9", label: "Quote", run: command(toggleQuote) },
  { keys: "Shift+Enter", label: "Line break", run: (editor) => lineBreak(editor) },
  { keys: "Mod+Enter", label: "Go on after this block", run: command(leaveBlock) },
  { keys: "Alt+ArrowUp", label: "Move up", run: move(-1) },
  { keys: "Alt+ArrowDown", label: "Move down", run: move(1) },
  { keys: "Escape", label: "Select the block; again for the one around it", run: command(selectBlock) },
  { keys: "Alt+F10", label: "To the bar over the text" },
  { keys: "Mod+z", label: "Undo" },
  { keys: "Mod+Shift+z Mod+y", label: "Redo" },
];

/** The editor's keys for the sheet of shortcuts. */
export const editorShortcuts: readonly EditorShortcut[] = bindings.map(({ keys, label }) => ({ keys, label }));

function lineBreak({ state, view }: Editor): boolean {
  const { $from } = state.selection;
  if ($from.parent.type.spec.code) return false;
  if (!$from.parent.inlineContent) return true;
  view.dispatch(state.tr.replaceSelectionWith(state.schema.nodes.hardBreak!.create(), false).scrollIntoView());
  return true;
}

/** The keys in ProseMirror's form, with those that only do what one expects of them. */
export function keymap(editor: Editor, parts: () => Parts): Record<string, () => boolean> {
  const map: Record<string, () => boolean> = {
    Enter: () => enter(editor),
    Backspace: () => backspace(editor),
    Delete: () => deleteForward(editor.state),
    Tab: () => tab(editor, false),
    "Shift-Tab": () => tab(editor, true),
  };
  for (const { keys, run } of bindings) if (run) map[keys.replaceAll("+", "-")] = () => run(editor, parts());
  return map;
}
