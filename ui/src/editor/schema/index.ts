import { blockNodes } from "./blocks";
import { marks } from "./marks";
import { tableNodes } from "./tables";
import { textNodes } from "./text";

/** The document's grammar as a ProseMirror schema: the same names, the same content. */
export const grammar = [...textNodes, ...blockNodes, ...tableNodes, ...marks];
