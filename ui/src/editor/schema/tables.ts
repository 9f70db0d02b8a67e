import { callOrReturn, getExtensionField, Node } from "@tiptap/core";
import { whole } from "./attributes";

declare module "@tiptap/core" {
  interface NodeConfig<Options, Storage> {
    /** What ProseMirror's table editing takes the node for. */
    tableRole?: string | ((this: { name: string; options: Options; storage: Storage }) => string);
  }
}

const most = 1000; // what browsers accept as the span of a cell

const cellAttributes = () => ({
  colspan: whole("colspan", 1, 1, most),
  rowspan: whole("rowspan", 1, 1, most),
  colwidth: { default: null, rendered: false, parseHTML: () => null }, // table editing expects it; columns have no width here
});

const TableFigure = Node.create({
  name: "tableFigure",
  group: "block",
  content: "table caption",
  isolating: true,
  parseHTML: () => [{ tag: "figure[data-block=table]", priority: 60 }],
  renderHTML: () => ["figure", { class: "table-figure", "data-block": "table" }, 0],
});

const Table = Node.create({
  name: "table",
  content: "tableRow+",
  tableRole: "table",
  isolating: true,
  selectable: false,
  parseHTML: () => [{ tag: "table" }],
  renderHTML: () => ["table", ["tbody", 0]],
  extendNodeSchema: (extension) => ({
    tableRole: callOrReturn(getExtensionField(extension, "tableRole", { name: extension.name, options: {}, storage: {} })),
  }),
});

const TableRow = Node.create({
  name: "tableRow",
  content: "(tableCell | tableHeader)+",
  tableRole: "row",
  selectable: false,
  parseHTML: () => [{ tag: "tr" }],
  renderHTML: () => ["tr", 0],
});

const TableCell = Node.create({
  name: "tableCell",
  content: "inline*",
  tableRole: "cell",
  isolating: true,
  selectable: false,
  addAttributes: cellAttributes,
  parseHTML: () => [{ tag: "td" }],
  renderHTML: ({ HTMLAttributes }) => ["td", HTMLAttributes, 0],
});

const TableHeader = Node.create({
  name: "tableHeader",
  content: "inline*",
  tableRole: "header_cell",
  isolating: true,
  selectable: false,
  addAttributes: cellAttributes,
  parseHTML: () => [{ tag: "th" }],
  renderHTML: ({ HTMLAttributes }) => ["th", HTMLAttributes, 0],
});

export const tableNodes = [TableFigure, Table, TableRow, TableCell, TableHeader];
