import { Plugin } from "@tiptap/pm/state";
import type { NodeViewConstructor } from "@tiptap/pm/view";
import type { Parts } from "../parts";
import { EmbedView, FactBoxView, ReadMoreView, UnconvertedView } from "./others";
import { GalleryView, PictureView } from "./picture";
import { redraw } from "./view";

const views = {
  picture: PictureView, gallery: GalleryView, readMore: ReadMoreView, embed: EmbedView, factBox: FactBoxView,
  unconverted: UnconvertedView,
};

/** Blocks with controls of their own. */
export const viewsPlugin = (parts: () => Parts): Plugin => {
  const nodeViews: Record<string, NodeViewConstructor> = {};
  for (const [name, View] of Object.entries(views)) {
    nodeViews[name] = (node, view, getPos) => new View(node, view, getPos, parts());
  }
  return new Plugin({
    props: { nodeViews },
    view: (view) => {
      let editable = view.editable;
      return {
        update(view) {
          if (view.editable !== editable) redraw(view);
          editable = view.editable;
        },
      };
    },
  });
};
