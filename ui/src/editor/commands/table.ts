import type { Command, EditorState } from "@tiptap/pm/state";
import {
  addColumnAfter, addColumnBefore, addRowAfter, addRowBefore, deleteColumn, deleteRow, mergeCells, splitCell, toggleHeader,
} from "@tiptap/pm/tables";
import type { DocNode } from "../../doc/node";
import { removeBlock } from "./blocks";
import { depthOf } from "./text";

export const tablePosition = (state: EditorState): number | undefined => {
  const depth = depthOf(state, "tableFigure");
  return depth > 0 ? state.selection.$from.before(depth) : undefined;
};

// Not the one of table editing: it would leave a figure without its table.
const deleteTable: Command = (state, dispatch) => {
  const at = tablePosition(state);
  if (at === undefined) return false;
  dispatch?.(removeBlock(state.tr, at).scrollIntoView());
  return true;
};

/** Everything that can be done to a table, in the order in which it is offered. */
export const tableActions: { label: string; run: Command }[] = [
  { label: "Add a row below", run: addRowAfter },
  { label: "Add a row above", run: addRowBefore },
  { label: "Add a column after", run: addColumnAfter },
  { label: "Add a column before", run: addColumnBefore },
  { label: "Header row on or off", run: toggleHeader("row") },
  { label: "Header column on or off", run: toggleHeader("column") },
  { label: "Merge cells", run: mergeCells },
  { label: "Split the cell", run: splitCell },
  { label: "Delete the row", run: deleteRow },
  { label: "Delete the column", run: deleteColumn },
  { label: "Delete the table", run: deleteTable },
];

/** A new table with a header row. */
export const newTable = (rows: number, columns: number): DocNode => ({
  type: "table",
  content: Array.from({ length: rows }, (_, i) => ({
    type: "tableRow",
    content: Array.from({ length: columns }, () => ({ type: i === 0 ? "tableHeader" : "tableCell" })),
  })),
});
