import type { Editor } from "@tiptap/core";
import { Fragment, type Node } from "@tiptap/pm/model";
import { type Command, NodeSelection, Selection, TextSelection, type EditorState } from "@tiptap/pm/state";
import { addRowAfter, cellAround, findCell, goToNextCell, isInTable, TableMap } from "@tiptap/pm/tables";
import { leaveBlock } from "./blocks";

const cells = new Set(["tableCell", "tableHeader"]);

/** The depth of the innermost node of a kind around the selection; 0 for none. */
export function depthOf(state: EditorState, ...kinds: string[]): number {
  const { $from } = state.selection;
  for (let depth = $from.depth; depth > 0; depth--) if (kinds.includes($from.node(depth).type.name)) return depth;
  return 0;
}

/** Makes the blocks of the selection a quotation, or a quotation its blocks again. */
export const toggleQuote: Command = (state, dispatch) => {
  const depth = depthOf(state, "blockquote");
  if (depth > 0) return unwrap(depth)(state, dispatch);
  const { $from, $to } = state.selection;
  const range = $from.blockRange($to, (node) => node.type.name === "doc" || node.type.name === "factBox");
  const { blockquote, attribution } = state.schema.nodes;
  if (!range) return false;
  const quoted: Node[] = [];
  for (let i = range.startIndex; i < range.endIndex; i++) quoted.push(range.parent.child(i));
  const content = Fragment.from([...quoted, attribution!.create()]);
  if (!blockquote!.validContent(content)) return false;
  if (dispatch) {
    const tr = state.tr.replaceWith(range.start, range.end, blockquote!.create(null, content));
    dispatch(tr.setSelection(TextSelection.create(tr.doc, $from.pos + 1, $to.pos + 1)).scrollIntoView());
  }
  return true;
};

/** Takes away what is around blocks: a quotation, a pull quote or a fact box. Who said it becomes a paragraph. */
export const unwrap = (depth: number): Command => (state, dispatch) => {
  const { $from } = state.selection;
  const box = $from.node(depth);
  const content: Node[] = [];
  box.forEach((child) => {
    if (child.type.name !== "attribution") content.push(child);
    else if (child.content.size > 0) content.push(state.schema.nodes.paragraph!.create(null, child.content));
  });
  if (dispatch) {
    const at = $from.before(depth);
    const tr = state.tr.replaceWith(at, $from.after(depth), Fragment.from(content));
    dispatch(tr.setSelection(TextSelection.near(tr.doc.resolve(Math.max($from.pos - 1, at)))).scrollIntoView());
  }
  return true;
};

/** Makes the textblocks of the selection of a kind, or paragraphs again if they are of it already. */
export const toggleTextblock = (name: string, attrs: Record<string, unknown> = {}): Command => (state, dispatch) => {
  const { $from, from, to } = state.selection;
  const type = state.schema.nodes[name]!;
  const same = $from.parent.hasMarkup(type, type.create(attrs).attrs);
  const goal = same ? state.schema.nodes.paragraph! : type;
  const tr = state.tr.setBlockType(from, to, goal, same ? null : attrs);
  if (!tr.docChanged) return false;
  dispatch?.(tr.scrollIntoView());
  return true;
};

/** Enter, where it means something of its own: out of a caption, down a column, on to who said it. */
export function enter(editor: Editor): boolean {
  const { state, view } = editor;
  const { $from, empty } = state.selection;
  if (state.selection instanceof NodeSelection) return intoBlock(state, view.dispatch);
  const kind = $from.parent.type.name;
  if (kind === "caption" || kind === "attribution") return leaveBlock(state, view.dispatch);
  if (cells.has(kind)) return nextRow(state, view.dispatch);
  if ($from.node(-1)?.type.name === "pullQuote") return toAttribution(state, view.dispatch);
  if (!empty) return false;
  const quote = $from.depth > 1 && $from.node(-1).type.name === "blockquote";
  if (quote && $from.parent.content.size === 0 && $from.index(-1) === $from.node(-1).childCount - 2) {
    return toAttribution(state, view.dispatch);
  }
  if (quote) return splitQuoted(state, view.dispatch);
  return $from.node(-1)?.type.name === "listItem" && editor.commands.splitListItem("listItem");
}

/** Goes into the words of a block that is selected as a whole. */
const intoBlock: Command = (state, dispatch) => {
  const { from, to } = state.selection;
  const inside = Selection.findFrom(state.doc.resolve(from + 1), 1, true);
  if (!inside || inside.from >= to || (state.selection as NodeSelection).node.isAtom) return false;
  dispatch?.(state.tr.setSelection(inside).scrollIntoView());
  return true;
};

/** Goes on to who said it; an empty paragraph that was begun for more words goes. */
const toAttribution: Command = (state, dispatch) => {
  const { $from } = state.selection;
  const quote = $from.node(-1);
  const tr = state.tr;
  if ($from.parent.content.size === 0 && quote.childCount > 2) tr.delete($from.before(), $from.after());
  const end = tr.mapping.map($from.after(-1)) - 2; // within the attribution, which is the last child
  dispatch?.(tr.setSelection(TextSelection.near(tr.doc.resolve(end), -1)).scrollIntoView());
  return true;
};

/** Goes on in a new paragraph. ProseMirror's own split would begin a second attribution. */
const splitQuoted: Command = (state, dispatch) => {
  const { $from, $to } = state.selection;
  const type = $to.parentOffset === $to.parent.content.size ? state.schema.nodes.paragraph! : $from.parent.type;
  dispatch?.(state.tr.deleteSelection().split($from.pos, 1, [{ type, attrs: type === $from.parent.type ? $from.parent.attrs : null }]).scrollIntoView());
  return true;
};

const nextRow: Command = (state, dispatch) => {
  const $cell = cellAround(state.selection.$from);
  if (!$cell) return false;
  const table = $cell.node(-1);
  const rect = findCell($cell);
  const map = TableMap.get(table);
  if (rect.bottom >= map.height) return leaveBlock(state, dispatch);
  const below = $cell.start(-1) + map.map[rect.bottom * map.width + rect.left]!;
  const cell = state.doc.nodeAt(below)!;
  dispatch?.(state.tr.setSelection(TextSelection.create(state.doc, below + 1, below + 1 + cell.content.size)).scrollIntoView());
  return true;
};

/** A document is at most 32 nodes deep, and an item of a list is two of them. */
const deepestList = 12;

/** Backspace at the start of a block, where joining it to the one before would lose what the block is. */
export function backspace(editor: Editor): boolean {
  const { state, view } = editor;
  const { $from, empty } = state.selection;
  if (editor.commands.undoInputRule()) return true;
  if (!empty || !(state.selection instanceof TextSelection) || $from.parentOffset > 0) return false;
  const kind = $from.parent.type.name;
  if (kind === "caption") return select(state, $from.before(-1), editor);
  if (kind === "attribution") {
    view.dispatch(state.tr.setSelection(TextSelection.near(state.doc.resolve($from.before()), -1)));
    return true;
  }
  if (cells.has(kind)) return true;
  if (kind === "heading") return toggleTextblock("heading", $from.parent.attrs)(state, view.dispatch);
  const outer = $from.depth > 1 ? $from.node(-1).type.name : "";
  if ($from.depth < 2 || $from.index(-1) > 0) return false;
  if (outer === "listItem") return editor.commands.liftListItem("listItem");
  if (outer === "blockquote" || outer === "pullQuote") return unwrap($from.depth - 1)(state, view.dispatch);
  if (outer !== "factBox") return false;
  const box = $from.node(-1);
  if (box.childCount === 1 && box.textContent === "" && !box.attrs.title) return unwrap($from.depth - 1)(state, view.dispatch);
  return true;
}

/** Delete at the end of a block that nothing may be joined to. */
export const deleteForward: Command = (state) => {
  const { $from, empty } = state.selection;
  if (!empty || !(state.selection instanceof TextSelection) || $from.parentOffset < $from.parent.content.size) return false;
  return $from.parent.type.spec.isolating === true || $from.node(-1)?.type.name === "pullQuote";
};

function select(state: EditorState, pos: number, editor: Editor): boolean {
  editor.view.dispatch(state.tr.setSelection(NodeSelection.create(state.doc, pos)));
  return true;
}

/** Tab: into a list, or on to the next cell; from the last cell it begins a row. */
export function tab(editor: Editor, back: boolean): boolean {
  const { state, view } = editor;
  if (isInTable(state)) return back ? goToNextCell(-1)(state, view.dispatch) : goToNextCell(1)(state, view.dispatch) || nextNewRow(editor);
  if (depthOf(state, "listItem") === 0) return false;
  if (back) return editor.commands.liftListItem("listItem");
  return state.selection.$from.depth < deepestList * 2 && editor.commands.sinkListItem("listItem");
}

function nextNewRow(editor: Editor): boolean {
  addRowAfter(editor.state, editor.view.dispatch);
  return goToNextCell(1)(editor.state, editor.view.dispatch);
}
