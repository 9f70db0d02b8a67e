import { Fragment, type Node, type NodeType, type ResolvedPos } from "@tiptap/pm/model";
import { type Command, NodeSelection, Selection, TextSelection, type EditorState, type Transaction } from "@tiptap/pm/state";
import type { DocNode } from "../../doc/node";
import { widen } from "../../doc/convert";

/** What holds blocks that can change places with each other. */
const holders = new Set(["doc", "factBox", "blockquote", "bulletList", "orderedList", "gallery"]);
/** What stays at the end of its block. */
const fixed = new Set(["attribution", "caption"]);

/** Moves the blocks of the selection before the one above them, or after the one below. */
export const moveBlocks = (by: -1 | 1): Command => (state, dispatch) => {
  const { $from, $to } = state.selection;
  for (let depth = $from.sharedDepth($to.pos); depth >= 0; depth--) {
    const parent = $from.node(depth);
    if (!holders.has(parent.type.name) || fixed.has($from.node(depth + 1)?.type.name ?? "")) continue;
    const [first, end] = [$from.index(depth), $to.indexAfter(depth)];
    const other = by < 0 ? first - 1 : end;
    const neighbour = parent.maybeChild(other);
    if (!neighbour || fixed.has(neighbour.type.name)) continue;
    if (dispatch) {
      const tr = state.tr;
      const at = $from.posAtIndex(other, depth);
      const goal = by < 0 ? $from.posAtIndex(end, depth) : $from.posAtIndex(first, depth);
      // The neighbour goes, so that the selection stays where it is within its block.
      tr.delete(at, at + neighbour.nodeSize).insert(by < 0 ? goal - neighbour.nodeSize : goal, neighbour);
      dispatch(tr.scrollIntoView());
    }
    return true;
  }
  return false;
};

/** Where the block around a position stands among its neighbours, from 1. */
export function placeOf($pos: ResolvedPos): { place: number; of: number } {
  for (let depth = $pos.depth; depth >= 0; depth--) {
    const parent = $pos.node(depth);
    if (!holders.has(parent.type.name)) continue;
    const of = parent.childCount - (fixed.has(parent.lastChild?.type.name ?? "") ? 1 : 0);
    return { place: $pos.index(depth) + 1, of };
  }
  return { place: 1, of: 1 };
}

/** The depth at which the block around a position is a child of the body or of a fact box. */
export function blockDepth($pos: ResolvedPos): number {
  for (let depth = $pos.depth; depth > 0; depth--) {
    const parent = $pos.node(depth - 1).type.name;
    if (parent === "doc" || parent === "factBox") return depth;
  }
  return 0;
}

/** Begins a paragraph after the block that the selection is in, or goes to an empty one that is there. */
export const leaveBlock: Command = (state, dispatch) => {
  const { $to } = state.selection;
  const depth = blockDepth($to);
  const after = depth > 0 ? $to.after(depth) : $to.pos;
  if (dispatch) dispatch(paragraphAt(state.tr, after));
  return true;
};

export function paragraphAt(tr: Transaction, pos: number): Transaction {
  const next = tr.doc.nodeAt(pos);
  if (!(next?.type.name === "paragraph" && next.content.size === 0)) {
    tr.insert(pos, tr.doc.type.schema.nodes.paragraph!.create());
  }
  return tr.setSelection(TextSelection.create(tr.doc, pos + 1)).scrollIntoView();
}

/** Selects the block around the selection, and the one around that when asked again. */
export const selectBlock: Command = (state, dispatch) => {
  const { $from, $to } = state.selection;
  const same = state.selection instanceof NodeSelection ? $from.depth : $from.sharedDepth($to.pos);
  for (let depth = same; depth > 0; depth--) {
    if (!NodeSelection.isSelectable($from.node(depth))) continue;
    dispatch?.(state.tr.setSelection(NodeSelection.create(state.doc, $from.before(depth))));
    return true;
  }
  return false;
};

/** Takes the block at a position out of its story. Where its holder would be empty, that goes too. */
export function removeBlock(tr: Transaction, pos: number): Transaction {
  const $pos = tr.doc.resolve(pos);
  const node = $pos.nodeAfter;
  if (!node) return tr;
  let [from, to] = [pos, pos + node.nodeSize];
  for (let depth = $pos.depth; depth >= 0; depth--) {
    const parent = $pos.node(depth);
    const index = $pos.index(depth);
    if (parent.canReplace(index, index + 1)) break;
    if (depth === 0) {
      return tr.replaceWith(from, to, tr.doc.type.schema.nodes.paragraph!.create()).setSelection(TextSelection.create(tr.doc, from + 1));
    }
    [from, to] = [$pos.before(depth), $pos.after(depth)];
  }
  tr.delete(from, to);
  return tr.setSelection(Selection.near(tr.doc.resolve(Math.min(from, tr.doc.content.size)), -1));
}

const holds = (parent: Node, index: number, endIndex: number, type: NodeType): boolean => parent.canReplaceWith(index, endIndex, type);

/**
 * Puts a block where the selection is: in place of an empty paragraph, or after the innermost block after which it may
 * stand. The cursor goes into its text, or the block is selected where it has none.
 */
export function insertBlock(tr: Transaction, block: DocNode): Transaction {
  const node = tr.doc.type.schema.nodeFromJSON(widen(block));
  const { $from } = tr.selection;
  for (let depth = $from.depth; depth > 0; depth--) {
    const parent = $from.node(depth - 1);
    const index = $from.index(depth - 1);
    const here = $from.node(depth);
    const empty = here.type.name === "paragraph" && here.content.size === 0;
    const place = empty ? index : index + 1;
    if (!holds(parent, place, index + 1, node.type)) continue;
    const [from, to] = empty ? [$from.before(depth), $from.after(depth)] : [$from.after(depth), $from.after(depth)];
    tr.replaceWith(from, to, Fragment.from(node));
    return focusBlock(tr, from);
  }
  const end = tr.selection.to;
  tr.insert(end, node);
  return focusBlock(tr, end);
}

function focusBlock(tr: Transaction, pos: number): Transaction {
  const node = tr.doc.nodeAt(pos);
  if (!node) return tr;
  const first = node.isAtom ? null : Selection.findFrom(tr.doc.resolve(pos + 1), 1, true);
  const inside = first && first.from < pos + node.nodeSize ? first : null;
  if (inside) tr.setSelection(inside);
  else if (NodeSelection.isSelectable(node) && node.type.name !== "divider") tr.setSelection(NodeSelection.create(tr.doc, pos));
  else return paragraphAt(tr, pos + node.nodeSize);
  return tr.scrollIntoView();
}

/** Changes attributes of the node at a position; a selection of the whole node stays. */
export function setAttributes(state: EditorState, pos: number, attrs: Record<string, unknown>): Transaction {
  const node = state.doc.nodeAt(pos);
  const tr = state.tr;
  if (!node) return tr;
  const whole = state.selection instanceof NodeSelection && state.selection.from === pos;
  // Not a step of its own kind: steps of one place are undone together.
  tr.setNodeMarkup(pos, undefined, { ...node.attrs, ...attrs });
  if (whole) tr.setSelection(NodeSelection.create(tr.doc, pos));
  return tr;
}
