import type { Node } from "@tiptap/pm/model";
import type { EditorView, NodeView, ViewMutationRecord } from "@tiptap/pm/view";
import { type ComponentChild, render } from "preact";
import { removeBlock, setAttributes } from "../commands/blocks";
import type { Parts } from "../parts";

const live = new WeakMap<EditorView, Set<BlockView>>();

/** Draws the controls of all blocks again, when whether the editor may be written in has changed. */
export const redraw = (view: EditorView): void => live.get(view)?.forEach((block) => block.draw());

/**
 * A block whose words are ProseMirror's and whose controls are ours. Controls are drawn into slots that ProseMirror keeps
 * out of: it neither reads what changes in them nor hears what is typed there.
 */
export abstract class BlockView implements NodeView {
  readonly dom: HTMLElement;
  contentDOM?: HTMLElement;
  private readonly slots: { element: HTMLElement; content: () => ComponentChild }[] = [];

  constructor(
    protected node: Node,
    readonly view: EditorView,
    readonly getPos: () => number | undefined,
    readonly parts: Parts,
    tag: string,
    kind: string,
  ) {
    this.dom = document.createElement(tag);
    this.dom.className = kind;
    this.build();
    let all = live.get(view);
    if (!all) live.set(view, (all = new Set()));
    all.add(this);
    this.draw();
  }

  /** Puts the slots and the place of the content into the block, once. */
  protected abstract build(): void;

  protected slot(kind: string, content: () => ComponentChild): void {
    const element = document.createElement("div");
    element.className = kind;
    element.contentEditable = "false";
    this.dom.append(element);
    this.slots.push({ element, content });
  }

  protected content(tag: string, kind: string): void {
    this.contentDOM = document.createElement(tag);
    this.contentDOM.className = kind;
    this.dom.append(this.contentDOM);
  }

  draw(): void {
    for (const { element, content } of this.slots) render(content(), element);
  }

  get editable(): boolean {
    return this.view.editable;
  }

  str(name: string): string {
    return String(this.node.attrs[name] ?? "");
  }

  set(attrs: Record<string, unknown>): void {
    const pos = this.getPos();
    if (pos !== undefined) this.view.dispatch(setAttributes(this.view.state, pos, attrs));
  }

  remove(): void {
    const pos = this.getPos();
    if (pos === undefined) return;
    this.view.dispatch(removeBlock(this.view.state.tr, pos));
    this.view.focus();
  }

  update(node: Node): boolean {
    if (node.type !== this.node.type) return false;
    const same = this.node.hasMarkup(node.type, node.attrs);
    this.node = node;
    if (!same) this.draw();
    return true;
  }

  stopEvent(event: Event): boolean {
    if (/^(drag|drop)/.test(event.type)) return false;
    return this.slots.some(({ element }) => element.contains(event.target as globalThis.Node));
  }

  ignoreMutation(mutation: ViewMutationRecord): boolean {
    return !this.contentDOM?.contains(mutation.target);
  }

  destroy(): void {
    live.get(this.view)?.delete(this);
    for (const { element } of this.slots) render(null, element);
  }
}
