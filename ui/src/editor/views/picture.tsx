import type { Node } from "@tiptap/pm/model";
import { NodeSelection } from "@tiptap/pm/state";
import type { EditorView } from "@tiptap/pm/view";
import { PictureImage } from "../../doc/picture-image";
import { announce } from "../../lib/announce";
import { Button } from "../../lib/ui";
import { moveBlocks, placeOf } from "../commands/blocks";
import type { Parts } from "../parts";
import { Line, useBlockId } from "./fields";
import { BlockView } from "./view";

/** A picture as it will look, with its words in place. */
export class PictureView extends BlockView {
  constructor(node: Node, view: EditorView, getPos: () => number | undefined, parts: Parts) {
    super(node, view, getPos, parts, "figure", "picture");
  }

  protected build(): void {
    this.slot("picture-shown", () => (
      <div onClick={() => this.select()}>
        <PictureImage id={this.str("picture")} alt={this.node.attrs.decorative ? "" : this.str("alt")} get={this.parts.pictures.get} />
      </div>
    ));
    this.content("div", "picture-words");
    this.slot("block-fields", () => <PictureFields block={this} decorative={this.node.attrs.decorative === true} />);
  }

  get inGallery(): boolean {
    const pos = this.getPos();
    return pos !== undefined && this.view.state.doc.resolve(pos).parent.type.name === "gallery";
  }

  select(): void {
    const pos = this.getPos();
    if (pos === undefined) return;
    this.view.dispatch(this.view.state.tr.setSelection(NodeSelection.create(this.view.state.doc, pos)));
    this.view.focus();
  }

  move(by: -1 | 1): void {
    this.select();
    if (moveBlocks(by)(this.view.state, this.view.dispatch)) {
      const { place, of } = placeOf(this.view.state.selection.$from);
      announce(`Picture ${place} of ${of}`);
    }
  }
}

function PictureFields({ block, decorative }: { block: PictureView; decorative: boolean }) {
  const id = useBlockId();
  const { editable } = block;
  const alt = block.str("alt");
  const credit = block.str("credit");
  if (!editable) return credit ? <p class="credit">Picture: {credit}</p> : null;
  const missing = !decorative && alt.trim() === "";
  return (
    <>
      <Line label="Credit" value={credit} placeholder="Who made it: Ann Example/Agency" onText={(text) => block.set({ credit: text })} />
      <Line
        label="Alt text" value={decorative ? "" : alt} disabled={decorative} class={missing ? "missing" : ""}
        placeholder={decorative ? "Only decoration" : "What somebody who cannot see it needs to know"}
        wrong={missing && "Alt text is missing."} onText={(text) => block.set({ alt: text })}
      />
      <div class="block-actions">
        <span class="check">
          <input id={id} type="checkbox" checked={decorative} onChange={(e) => block.set({ decorative: e.currentTarget.checked })} />
          <label for={id}>Only decoration</label>
        </span>
        {block.inGallery && (
          <>
            <Button look="quiet" onClick={() => block.move(-1)}>Move earlier</Button>
            <Button look="quiet" onClick={() => block.move(1)}>Move later</Button>
          </>
        )}
        <Button look="quiet" onClick={() => block.remove()}>Remove picture</Button>
      </div>
    </>
  );
}

/** A series of pictures, with a title of its own. */
export class GalleryView extends BlockView {
  constructor(node: Node, view: EditorView, getPos: () => number | undefined, parts: Parts) {
    super(node, view, getPos, parts, "div", "gallery");
    this.dom.setAttribute("role", "group");
    this.dom.setAttribute("aria-label", "Gallery");
  }

  protected build(): void {
    this.slot("gallery-head", () =>
      this.editable ? (
        <>
          <Line label="Title of the gallery" hideLabel value={this.str("title")} placeholder="Title of the gallery" onText={(title) => this.set({ title })} />
          <Button look="quiet" onClick={() => this.add()}>Add pictures</Button>
        </>
      ) : (
        this.str("title") && <p class="gallery-title">{this.str("title")}</p>
      ));
    this.content("div", "gallery-pictures");
  }

  private add(): void {
    const pos = this.getPos();
    const gallery = pos === undefined ? null : this.view.state.doc.nodeAt(pos);
    if (gallery) this.parts.askForPictures("gallery", pos! + gallery.nodeSize - 1);
  }
}
