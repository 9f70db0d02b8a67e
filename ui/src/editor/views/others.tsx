import type { Node } from "@tiptap/pm/model";
import type { EditorView } from "@tiptap/pm/view";
import { providerName } from "../../doc/providers";
import { StoryHeadline } from "../../doc/story-headline";
import { Button } from "../../lib/ui";
import type { Parts, Picking } from "../parts";
import { Line } from "./fields";
import { BlockView } from "./view";

const sentence = (s: string): string => s.replace(/^./u, (c) => c.toUpperCase()).replace(/[^.!?]$/, "$&.");

type GetPos = () => number | undefined;

const change = (block: BlockView, purpose: Picking["purpose"], now: { story?: string; href?: string }): void => {
  const pos = block.getPos();
  if (pos !== undefined) block.parts.picking.value = { purpose, from: pos, to: pos + 1, ...now };
};

/** A line that leads to another story. */
export class ReadMoreView extends BlockView {
  constructor(node: Node, view: EditorView, getPos: GetPos, parts: Parts) {
    super(node, view, getPos, parts, "div", "read-more");
  }

  protected build(): void {
    this.slot("read-more-line", () => (
      <>
        <p>
          <strong>Read more:</strong>{" "}
          <span class="read-more-title"><StoryHeadline story={this.str("story")} title={this.str("title") || this.str("url")} get={this.parts.stories.get} /></span>
        </p>
        {this.editable && (
          <div class="block-actions">
            {!this.str("story") && (
              <Line label="Words" value={this.str("title")} placeholder="What the line says" onText={(title) => this.set({ title })} />
            )}
            <Button look="quiet" onClick={() => change(this, "readMore", { story: this.str("story"), href: this.str("url") })}>Change</Button>
            <Button look="quiet" onClick={() => this.remove()}>Remove line</Button>
          </div>
        )}
      </>
    ));
  }
}

/** Something from another provider. Nothing is loaded from there: a card says what it is. */
export class EmbedView extends BlockView {
  constructor(node: Node, view: EditorView, getPos: GetPos, parts: Parts) {
    super(node, view, getPos, parts, "figure", "embed");
  }

  protected build(): void {
    this.slot("embed-card", () => (
      <>
        <p class="embed-provider">{providerName(this.str("provider"), this.str("url"))}</p>
        {this.editable
          ? <Line label="Title" hideLabel value={this.str("title")} placeholder="Title" onText={(title) => this.set({ title })} />
          : this.str("title") && <p class="embed-title">{this.str("title")}</p>}
        <p class="embed-address"><a href={this.str("url")} target="_blank" rel="noopener noreferrer">{this.str("url")}</a></p>
        {this.editable && (
          <div class="block-actions">
            <Button look="quiet" onClick={() => change(this, "embed", { href: this.str("url") })}>Change address</Button>
            <Button look="quiet" onClick={() => this.remove()}>Remove embed</Button>
          </div>
        )}
      </>
    ));
    this.content("div", "embed-words");
  }
}

/** A box of background. */
export class FactBoxView extends BlockView {
  constructor(node: Node, view: EditorView, getPos: GetPos, parts: Parts) {
    super(node, view, getPos, parts, "div", "fact-box");
    this.dom.setAttribute("role", "group");
    this.dom.setAttribute("aria-label", "Fact box");
  }

  protected build(): void {
    this.slot("fact-box-title", () =>
      this.editable
        ? <Line label="Title of the fact box" hideLabel value={this.str("title")} placeholder="Title" onText={(title) => this.set({ title })} />
        : this.str("title"));
    this.content("div", "fact-box-facts");
  }
}

/** What an importer could not convert: shown as text, never as markup. */
export class UnconvertedView extends BlockView {
  constructor(node: Node, view: EditorView, getPos: GetPos, parts: Parts) {
    super(node, view, getPos, parts, "div", "unconverted");
  }

  protected build(): void {
    this.slot("unconverted-card", () => (
      <>
        <p>
          <strong>Not converted{this.str("source") && ` from ${this.str("source")}`}.</strong>{" "}
          {this.str("reason") && `${sentence(this.str("reason"))} `}Readers do not see this.
        </p>
        {this.str("markup") && (
          <details>
            <summary>Show as text</summary>
            <pre tabIndex={0}>{this.str("markup")}</pre>
          </details>
        )}
        {this.editable && <Button look="quiet" onClick={() => this.remove()}>Delete it</Button>}
      </>
    ));
  }
}
