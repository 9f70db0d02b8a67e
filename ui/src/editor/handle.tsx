import { signal, type Signal } from "@preact/signals";
import { NodeSelection, Plugin } from "@tiptap/pm/state";
import type { EditorView } from "@tiptap/pm/view";
import { announce } from "../lib/announce";
import { Menu } from "../lib/ui";
import { moveBlocks, placeOf, removeBlock } from "./commands/blocks";

/** The block that the pointer is at: its position, and where its first line is within the editor. */
interface Pointed {
  pos: number;
  top: number;
}

const names: Record<string, string> = {
  paragraph: "Paragraph", heading: "Heading", bulletList: "List", orderedList: "List", blockquote: "Quote", pullQuote: "Pull quote",
  picture: "Picture", gallery: "Gallery", readMore: "Read more line", embed: "Embed", tableFigure: "Table", factBox: "Fact box",
  preformatted: "Preformatted text", divider: "Divider", unconverted: "Unconverted text",
};

/** Follows the pointer from block to block, or the cursor where there is no pointer that hovers. */
export class Handles {
  readonly shown: Signal<Pointed | null> = signal(null);

  plugin(root: () => HTMLElement | null): Plugin {
    return new Plugin({
      view: (view) => {
        let frame = 0;
        const moved = (event: PointerEvent) => {
          if (frame || event.buttons > 0) return;
          frame = requestAnimationFrame(() => {
            frame = 0;
            if (!view.isDestroyed && view.editable) this.point(view, root(), event.clientY);
          });
        };
        const element = root();
        element?.addEventListener("pointermove", moved);
        const hovers = matchMedia("(hover: hover)").matches;
        return {
          update: (view, before) => {
            if (hovers && !before.doc.eq(view.state.doc)) this.hide();
            else if (!hovers && view.editable && !before.selection.eq(view.state.selection)) {
              this.point(view, root(), view.coordsAtPos(view.state.selection.from).top + 1);
            }
          },
          destroy: () => {
            cancelAnimationFrame(frame);
            element?.removeEventListener("pointermove", moved);
          },
        };
      },
    });
  }

  hide(): void {
    if (this.shown.peek()) this.shown.value = null;
  }

  private point(view: EditorView, root: HTMLElement | null, y: number): void {
    if (!root) return;
    const frame = root.getBoundingClientRect();
    for (const child of view.dom.children) {
      const { top, bottom } = child.getBoundingClientRect();
      if (y < top || y > bottom) continue;
      const inside = view.posAtDOM(child, 0);
      const $pos = view.state.doc.resolve(inside);
      const pos = $pos.depth > 0 ? $pos.before(1) : inside;
      if (!view.state.doc.nodeAt(pos)) return;
      const next = { pos, top: top - frame.top };
      const now = this.shown.peek();
      if (now?.pos !== next.pos || now.top !== next.top) this.shown.value = next;
      return;
    }
  }
}

type HandleProps = { view: EditorView; handles: Handles };

/** Beside a block: what it is dragged by, with a menu of what else can be done to it. */
export function Handle({ view, handles }: HandleProps) {
  const pointed = handles.shown.value;
  const node = pointed && view.state.doc.nodeAt(pointed.pos);
  if (!pointed || !node || !view.editable) return null;
  const select = () => {
    if (view.state.doc.nodeAt(pointed.pos)) {
      view.dispatch(view.state.tr.setSelection(NodeSelection.create(view.state.doc, pointed.pos)));
    }
    return view.state.selection;
  };
  const move = (by: -1 | 1) => {
    select();
    if (moveBlocks(by)(view.state, view.dispatch)) {
      const { place, of } = placeOf(view.state.selection.$from);
      announce(`Moved to ${place} of ${of}`);
    }
    handles.hide();
    view.focus();
  };
  const remove = () => {
    view.dispatch(removeBlock(view.state.tr, pointed.pos).scrollIntoView());
    handles.hide();
    view.focus();
  };
  const place = view.state.doc.resolve(pointed.pos).index(0);
  return (
    <div
      class="block-handle"
      style={{ top: `${pointed.top}px` }}
      draggable
      onDragStart={(event) => {
        const selection = select();
        const slice = selection.content();
        view.dragging = { slice, move: true };
        const { dom, text } = view.serializeForClipboard(slice);
        event.dataTransfer?.clearData();
        event.dataTransfer?.setData("text/html", dom.innerHTML);
        event.dataTransfer?.setData("text/plain", text);
        if (event.dataTransfer) event.dataTransfer.effectAllowed = "copyMove";
      }}
      onDragEnd={() => {
        view.dragging = null;
        handles.hide();
      }}
    >
      <Menu
        label={<span class="block-handle-grip" aria-hidden="true">⋮⋮</span>}
        name={`${names[node.type.name] ?? "Block"} ${place + 1}: move or delete`}
        items={[
          { label: "Move up", keys: "Alt+ArrowUp", onSelect: () => move(-1), refused: place === 0 ? "It is the first" : undefined },
          { label: "Move down", keys: "Alt+ArrowDown", onSelect: () => move(1), refused: place === view.state.doc.childCount - 1 ? "It is the last" : undefined },
          { label: "Delete", onSelect: remove },
        ]}
      />
    </div>
  );
}
