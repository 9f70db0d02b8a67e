import { Plugin } from "@tiptap/pm/state";
import { Decoration, DecorationSet } from "@tiptap/pm/view";

/** Says in an empty body, and in an empty paragraph with the cursor, what can be done there. */
export const placeholderPlugin = (words: string): Plugin =>
  new Plugin({
    props: {
      decorations(state) {
        const { doc, selection } = state;
        const { $from } = selection;
        const first = doc.firstChild!;
        const nothing = doc.childCount === 1 && first.type.name === "paragraph" && first.content.size === 0;
        const here = selection.empty && $from.parent.type.name === "paragraph" && $from.parent.content.size === 0;
        if (!nothing && !(here && $from.depth > 0 && ["doc", "factBox"].includes($from.node(-1).type.name))) return null;
        const [from, to] = nothing ? [0, first.nodeSize] : [$from.before(), $from.after()];
        return DecorationSet.create(doc, [
          Decoration.node(from, to, { class: nothing ? "empty-body" : "empty-here", "data-hint": nothing ? words : "Type / for blocks" }),
        ]);
      },
    },
  });
