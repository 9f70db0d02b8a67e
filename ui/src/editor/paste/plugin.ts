import { DOMSerializer, Fragment, type Node, type Schema, Slice } from "@tiptap/pm/model";
import { type EditorState, Plugin, TextSelection, type Transaction } from "@tiptap/pm/state";
import type { EditorView } from "@tiptap/pm/view";
import { loneAddress } from "../../doc/address";
import { providerName } from "../../doc/providers";
import { widen } from "../../doc/convert";
import type { DocNode } from "../../doc/node";
import { toast } from "../../lib/ui";
import { blockDepth, insertBlock } from "../commands/blocks";
import { depthOf } from "../commands/text";
import { link } from "../links";
import { closeMenu, openMenu, type Choice } from "../menu/plugin";
import type { Parts } from "../parts";
import { embedBlock, lookUp, readMoreBlock } from "../picker";
import { cleanPaste, cleanText, type Pasted } from "./clean";
import { filesOf } from "./data";

/** What is copied here says so, to be taken back whole; what any other page copies is cleaned. */
const own = "data-masthead";

class Serializer extends DOMSerializer {
  override serializeFragment(...args: Parameters<DOMSerializer["serializeFragment"]>) {
    const out = super.serializeFragment(...args);
    (out as DocumentFragment).firstElementChild?.setAttribute(own, "");
    return out;
  }
}

const isOwn = (html: string): boolean => html.includes("data-pm-slice") && html.includes(own);

/** The position between blocks nearest to where something was dropped or pasted. */
export function placeForBlock(state: EditorState, pos: number): number {
  const $pos = state.doc.resolve(pos);
  const depth = blockDepth($pos);
  if (depth === 0) return pos;
  const before = $pos.parentOffset === 0 && $pos.parent.content.size > 0;
  return before ? $pos.before(depth) : $pos.after(depth);
}

/** Blocks as one run of inline content, with line breaks between them, for places that hold nothing else. */
function inlineOf(state: EditorState, blocks: DocNode[]): Fragment {
  let content = Fragment.empty;
  const doc = state.schema.nodeFromJSON({ type: "doc", content: blocks.map(widen) });
  doc.descendants((node) => {
    if (!node.inlineContent && !node.isTextblock) return true;
    if (node.content.size === 0) return false;
    if (content.size > 0) content = content.addToEnd(state.schema.nodes.hardBreak!.create());
    content = content.append(node.type.spec.code ? Fragment.from(state.schema.text(node.textContent.replace(/\s+/g, " "))) : node.content);
    return false;
  });
  return content;
}

const inlineOnly = new Set(["caption", "attribution", "tableCell", "tableHeader"]);

/** Puts blocks where the selection is. Words of one paragraph go into the one that is there. */
export function insertBlocks(state: EditorState, blocks: DocNode[]): Transaction {
  const { $from } = state.selection;
  const tr = state.tr;
  const flat = inlineOnly.has($from.parent.type.name) || $from.node(-1)?.type.name === "pullQuote";
  if (flat) return tr.replaceSelection(new Slice(inlineOf(state, blocks), 0, 0)).scrollIntoView();
  const nodes: Node[] = blocks.map((block) => state.schema.nodeFromJSON(widen(block)));
  const inList = depthOf(state, "listItem") > 0;
  const open = (node: Node | undefined) => {
    if (node?.type.name === "paragraph") return 1;
    const list = inList && (node?.type.name === "bulletList" || node?.type.name === "orderedList");
    return list && node.firstChild?.firstChild?.isTextblock && node.lastChild?.lastChild?.isTextblock ? 3 : 0;
  };
  const here = $from.parent.isTextblock && $from.parent.content.size > 0;
  const single = nodes.length === 1;
  // A last paragraph flows on into the words after the cursor, a first one follows on those before it.
  const openStart = here || single || inList ? open(nodes[0]) : 0;
  const openEnd = here || single || inList ? open(nodes.at(-1)) : 0;
  return tr.replaceSelection(new Slice(Fragment.from(nodes), openStart, openEnd)).scrollIntoView();
}

export function pastePlugin(parts: () => Parts, schema: Schema): Plugin {
  let plain = false; // Shift asks for the words alone
  return new Plugin({
    props: {
      clipboardSerializer: new Serializer(DOMSerializer.nodesFromSchema(schema), DOMSerializer.marksFromSchema(schema)),
      handleKeyDown: (_view, event) => {
        plain = event.shiftKey && event.key.toLowerCase() === "v";
        return false;
      },
      handleDOMEvents: {
        paste: (view, event) => {
          const data = event.clipboardData;
          if (!data || !view.editable || event.defaultPrevented || view.state.selection.$from.parent.type.spec.code) return false;
          if (!view.dom.contains(event.target as globalThis.Node) || event.target instanceof HTMLTextAreaElement) return false;
          const taken = takeIn(view, data, plain, parts());
          plain = false;
          if (taken) event.preventDefault();
          return taken;
        },
        drop: (view, event) => {
          const taken = !view.dragging && view.editable && dropIn(view, event, parts());
          if (taken) event.preventDefault();
          return taken;
        },
      },
    },
  });
}

function dropIn(view: EditorView, event: DragEvent, parts: Parts): boolean {
  const data = event.dataTransfer;
  const at = view.posAtCoords({ left: event.clientX, top: event.clientY });
  if (!data || !at || isOwn(data.getData("text/html"))) return false;
  if (data.files.length > 0) {
    parts.jobs.start(view, [...data.files], "pictures", placeForBlock(view.state, at.pos));
    return true;
  }
  view.dispatch(view.state.tr.setSelection(TextSelection.near(view.state.doc.resolve(at.pos))));
  return takeIn(view, data, false, parts);
}

/** Takes in what a clipboard or a drag holds. False leaves it to ProseMirror: it is ours, or nothing. */
function takeIn(view: EditorView, data: DataTransfer, plain: boolean, parts: Parts): boolean {
  const html = plain ? "" : data.getData("text/html");
  const text = data.getData("text/plain");
  if (isOwn(html)) return false;
  const address = loneAddress(text);
  if (address) {
    pasteAddress(view, address, parts);
    return true;
  }
  const read: Pasted = (html && cleanPaste(html)) || { blocks: cleanText(text), pictures: [], note: "" };
  const files = [...data.files].filter((file) => file.type.startsWith("image/"));
  // Word sends a picture of its text along; a browser sends the markup of a picture that it copies.
  if (files.length > 0 && read.blocks.length === 0) {
    parts.jobs.start(view, files, "pictures", placeForBlock(view.state, view.state.selection.to));
    return true;
  }
  if (read.blocks.length > 0) view.dispatch(insertBlocks(view.state, read.blocks).setMeta("paste", true).setMeta("uiEvent", "paste"));
  tellOf(view, read, parts);
  return true;
}

function tellOf(view: EditorView, { pictures, note }: Pasted, parts: Parts): void {
  if (note) toast(note);
  if (pictures.length === 0) return;
  toast(pictures.length === 1 ? "There is a picture in what you pasted." : `There are ${pictures.length} pictures in what you pasted.`, {
    action: {
      label: pictures.length === 1 ? "Upload it" : "Upload them",
      run: () => parts.jobs.start(view, filesOf(pictures), "pictures", placeForBlock(view.state, view.state.selection.to)),
    },
  });
}

/** An address that stands alone may be more than an address: what it can become is offered. */
function pasteAddress(view: EditorView, url: string, parts: Parts): void {
  const { state } = view;
  const { from, to, empty, $from } = state.selection;
  if (!empty && $from.parent.inlineContent) {
    link(from, to, { href: url })(state, view.dispatch);
    return;
  }
  const alone = $from.parent.type.name === "paragraph" && $from.parent.content.size === 0 && $from.depth === blockDepth($from);
  if (!alone) {
    link(from, from, { href: url })(state, view.dispatch);
    return;
  }
  view.dispatch(state.tr.insertText(url, from).scrollIntoView());
  const end = from + url.length;
  void lookUp(parts, url).then((found) => {
    const still = !view.isDestroyed && view.state.selection.from === end && view.state.doc.resolve(end).parent.textContent === url;
    if (still) view.dispatch(openMenu(view.state.tr, { label: "This address", from, to: end, choices: addressChoices(view, url, from, found) }));
  });
}

function addressChoices(view: EditorView, url: string, from: number, found: Awaited<ReturnType<typeof lookUp>>): Choice[] {
  const instead = (block: DocNode) => () =>
    view.dispatch(insertBlock(view.state.tr.delete(from, from + url.length), block).scrollIntoView());
  const { story } = found;
  const goal = story ? { story: story.id, headline: story.headline } : { href: url };
  const choices: Choice[] = [];
  if (found.kind === "embed") {
    const name = providerName(found.provider ?? "", url);
    choices.push({ label: `Embed from ${name}`, note: found.title, run: instead(embedBlock(url, found)) });
  }
  choices.push({ label: "Read more line", note: story?.headline ?? found.title, run: instead(readMoreBlock(goal, found)) });
  choices.push({ label: story ? "Link to the story" : "Link", run: () => void linkInPlace(view, from, url, goal) });
  choices.push({ label: "Leave it as text", run: () => closeMenu(view) });
  return choices;
}

function linkInPlace(view: EditorView, from: number, url: string, goal: Parameters<typeof link>[2]): void {
  if ("story" in goal) view.dispatch(view.state.tr.delete(from, from + url.length));
  link(from, "story" in goal ? from : from + url.length, goal)(view.state, view.dispatch);
}
