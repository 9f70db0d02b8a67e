import type { EditorView } from "@tiptap/pm/view";
import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";

type PopoverProps = {
  view: EditorView;
  /** The position in the story that it stands at. */
  at: number;
  /** Over the text, where it would otherwise hide what is being written; else under it. */
  above?: boolean;
  class?: string;
  children: ComponentChildren;
};

const gap = 6;

/** Something small beside a place in the text, within the editor's width, and on the side where there is room. */
export function Popover({ view, at, above = false, class: more = "", children }: PopoverProps) {
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const element = box.current;
    const root = element?.offsetParent;
    if (!element || !root || at > view.state.doc.content.size) return;
    const frame = root.getBoundingClientRect();
    const text = view.coordsAtPos(at, 1);
    const { offsetWidth: width, offsetHeight: height } = element;
    const fitsOver = text.top - height - gap > 0;
    const fitsUnder = text.bottom + height + gap < window.innerHeight;
    const over = above ? fitsOver || !fitsUnder : !fitsUnder && fitsOver;
    element.style.top = `${(over ? text.top - height - gap : text.bottom + gap) - frame.top}px`;
    element.style.left = `${Math.max(0, Math.min(text.left - frame.left, frame.width - width))}px`;
  });
  return <div ref={box} class={`editor-popover ${more}`}>{children}</div>;
}
