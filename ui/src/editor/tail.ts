import { Plugin } from "@tiptap/pm/state";
import { paragraphAt } from "./commands/blocks";

/** A click under the last block goes on writing there, whatever that block is. */
export const tailPlugin = (): Plugin =>
  new Plugin({
    props: {
      handleDOMEvents: {
        mousedown: (view, event) => {
          const last = view.dom.lastElementChild;
          const under = event.target === view.dom && last && event.clientY > last.getBoundingClientRect().bottom;
          if (!under || !view.editable || event.button !== 0 || view.state.doc.lastChild?.type.name === "paragraph") return false;
          event.preventDefault();
          view.dispatch(paragraphAt(view.state.tr, view.state.doc.content.size));
          view.focus();
          return true;
        },
      },
    },
  });
