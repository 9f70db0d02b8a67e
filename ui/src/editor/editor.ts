import { Editor, Extension } from "@tiptap/core";
import { dropCursor } from "@tiptap/pm/dropcursor";
import { gapCursor } from "@tiptap/pm/gapcursor";
import { history, redo, undo } from "@tiptap/pm/history";
import { tableEditing } from "@tiptap/pm/tables";
import type { Signal } from "@preact/signals";
import { toEditor } from "../doc/convert";
import type { DocNode } from "../doc/node";
import { type Bars, focusBar } from "./bar";
import type { Handles } from "./handle";
import { keymap } from "./keys";
import { pickingPlugin } from "./links";
import { menuPlugin, type OpenMenu } from "./menu/plugin";
import type { Parts } from "./parts";
import { pastePlugin } from "./paste/plugin";
import { placeholderPlugin } from "./placeholder";
import { rules } from "./rules";
import { grammar } from "./schema";
import { tailPlugin } from "./tail";
import { viewsPlugin } from "./views/plugin";

/** What an editor is made of beside its text. */
export interface Made {
  root: () => HTMLElement | null;
  host: HTMLElement;
  doc: DocNode;
  editable: boolean;
  label: string;
  placeholder: string;
  parts: Parts;
  bars: Bars;
  handles: Handles;
  menu: { id: string; shown: Signal<OpenMenu | null> };
}

export function makeEditor(made: Made): Editor {
  const parts = () => made.parts;
  const behaviour = Extension.create({
    name: "behaviour",
    priority: 900, // before TipTap's own keys
    addKeyboardShortcuts() {
      return {
        ...keymap(this.editor, parts),
        "Alt-F10": () => focusBar(made.root()),
        "Mod-z": () => undo(this.editor.state, this.editor.view.dispatch),
        "Mod-y": () => redo(this.editor.state, this.editor.view.dispatch),
        "Mod-Shift-z": () => redo(this.editor.state, this.editor.view.dispatch),
      };
    },
    addInputRules() {
      return rules(this.editor.schema);
    },
  });
  // Before the keys: an open menu hears them first.
  const overlays = Extension.create({
    name: "overlays",
    priority: 950,
    addProseMirrorPlugins() {
      return [menuPlugin(parts, made.menu.id, made.menu.shown), pastePlugin(parts, this.editor.schema)];
    },
  });
  const around = Extension.create({
    name: "around",
    priority: 50,
    addProseMirrorPlugins() {
      return [
        viewsPlugin(parts), made.parts.jobs.plugin(), pickingPlugin(parts), made.bars.plugin(), made.handles.plugin(made.root),
        placeholderPlugin(made.placeholder), tailPlugin(), history({ depth: 500 }), dropCursor({ class: "drop-here", width: 2, color: false }),
        gapCursor(), tableEditing({ allowTableNodeSelection: true }),
      ];
    },
  });
  const attributes = { "aria-label": made.label, "aria-multiline": "true", class: "body-text", spellcheck: "true" };
  let editor: Editor | undefined;
  const readOnly = () => !(editor?.options.editable ?? made.editable);
  editor = new Editor({
    element: made.host,
    extensions: [...grammar, behaviour, overlays, around],
    content: toEditor(made.doc),
    editable: made.editable,
    injectCSS: false,
    enablePasteRules: false,
    enableCoreExtensions: { delete: false, drop: false, paste: false, textDirection: false },
    editorProps: {
      attributes: () => ({ ...attributes, ...(readOnly() && { "aria-readonly": "true" }) }),
      scrollThreshold: { top: 80, bottom: 80, left: 0, right: 0 },
      scrollMargin: { top: 96, bottom: 96, left: 0, right: 0 },
    },
  });
  return editor;
}
