import { InputRule, textblockTypeInputRule, wrappingInputRule } from "@tiptap/core";
import type { Schema } from "@tiptap/pm/model";
import { type EditorState, TextSelection } from "@tiptap/pm/state";
import { blockDepth, paragraphAt } from "./commands/blocks";

/** What becomes a block as it is typed: '## ', '- ', '1. ', '> ', '---'. Backspace takes it back. */
export function rules({ nodes }: Schema): InputRule[] {
  const { heading, bulletList, orderedList } = nodes;
  return [
    textblockTypeInputRule({
      find: /^(#{1,4})\s$/, type: heading!, getAttributes: (match) => ({ level: Math.max(2, match[1]!.length) }),
    }),
    wrappingInputRule({ find: /^\s*([-*•])\s$/, type: bulletList! }),
    wrappingInputRule({
      find: /^(\d{1,4})[.)]\s$/, type: orderedList!,
      getAttributes: (match) => ({ start: Number(match[1]) > 1 ? Number(match[1]) : 0 }),
      joinPredicate: (match, before) => before.childCount + (before.attrs.start || 1) === Number(match[1]),
    }),
    alone(/^>\s$/, (state, from, to) => {
      const { blockquote, paragraph, attribution } = state.schema.nodes;
      state.tr.replaceWith(from, to, blockquote!.create(null, [paragraph!.create(), attribution!.create()]));
      state.tr.setSelection(TextSelection.create(state.tr.doc, from + 2));
    }),
    alone(/^(---|—-|___)$/, (state, from, to) => {
      state.tr.replaceWith(from, to, state.schema.nodes.divider!.create());
      paragraphAt(state.tr, from + 1);
    }),
  ];
}

/** A rule for a paragraph that holds nothing else, where any block may stand. */
const alone = (find: RegExp, replace: (state: EditorState, from: number, to: number) => void): InputRule =>
  new InputRule({
    find,
    handler: ({ state, range }) => {
      const $from = state.doc.resolve(range.from);
      const free = $from.parent.type.name === "paragraph" && $from.depth > 0 && $from.depth === blockDepth($from);
      if (!free || range.to < $from.end()) return null;
      replace(state, $from.before(), state.tr.mapping.map($from.after()));
    },
  });
