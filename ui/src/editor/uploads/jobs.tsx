import { signal, type Signal } from "@preact/signals";
import { Fragment, type Node } from "@tiptap/pm/model";
import { Plugin, PluginKey } from "@tiptap/pm/state";
import { Decoration, DecorationSet, type EditorView } from "@tiptap/pm/view";
import { render } from "preact";
import { toEditor } from "../../doc/convert";
import type { DocNode } from "../../doc/node";
import { announce } from "../../lib/announce";
import { wordsOf } from "../../lib/problem";
import { toast } from "../../lib/ui";
import type { Picture, PictureService } from "../services";
import { UploadList } from "./list";

export interface Upload {
  file: File;
  part: number;
  error: string;
  picture?: Picture;
}

/** Files on their way to one place in the story. The story knows nothing of them until all are there. */
export interface Job {
  /** Pictures one after the other, a gallery of them, or more of them for the gallery that the place is in. */
  use: "pictures" | "gallery" | "more";
  uploads: Signal<Upload[]>;
}

type Change = { add: Job; pos: number } | { remove: Job };

const key = new PluginKey<DecorationSet>("uploads");
const largest = 64 << 20;

/** The picture node of a picture of the library, with the library's words for it. */
export function pictureNode(picture: Picture): DocNode {
  const { alt, caption, credit } = picture;
  const attrs = { picture: picture.id, ...(alt && { alt }), ...(credit && { credit }) };
  return { type: "picture", attrs, content: [{ type: "caption", ...(caption && { content: [{ type: "text", text: caption }] }) }] };
}

/** The uploads of one editor. */
export class Jobs {
  constructor(private readonly pictures: PictureService) {}

  /** Whether files are on their way, which would lose their place if the editor closed. */
  get busy(): boolean {
    return this.running > 0;
  }
  private running = 0;

  /** Sends files to a place between blocks. What is no picture, or too large for one, is refused in words. */
  start(view: EditorView, files: readonly File[], use: Job["use"], pos: number): void {
    const good = files.filter((file) => file.type.startsWith("image/") && file.size <= largest);
    if (good.length < files.length) {
      const large = files.find((file) => file.size > largest);
      toast(large ? `“${large.name}” is larger than 64 MB.` : "Only pictures can be put into a story here.", { bad: true });
    }
    if (good.length === 0) return;
    const job: Job = { use, uploads: signal(good.map((file) => ({ file, part: 0, error: "" }))) };
    view.dispatch(view.state.tr.setMeta(key, { add: job, pos } satisfies Change));
    announce(good.length === 1 ? "Uploading a picture." : `Uploading ${good.length} pictures.`);
    for (const upload of job.uploads.peek()) void this.send(view, job, upload.file);
  }

  private async send(view: EditorView, job: Job, file: File): Promise<void> {
    this.running++;
    tell(job, file, { part: 0, error: "" });
    try {
      const picture = await this.pictures.upload(file, (part) => tell(job, file, { part }));
      tell(job, file, { part: 1, picture });
    } catch (err) {
      tell(job, file, { error: wordsOf(err) });
      announce(`“${file.name}” did not arrive.`, true);
    } finally {
      this.running--;
    }
    this.settle(view, job);
  }

  /** Puts the pictures into the story when the last one is there. */
  private settle(view: EditorView, job: Job): void {
    const uploads = job.uploads.peek();
    if (view.isDestroyed || uploads.some((upload) => !upload.picture)) return;
    const [place] = key.getState(view.state)?.find(undefined, undefined, (spec) => spec.job === job) ?? [];
    const tr = view.state.tr.setMeta(key, { remove: job } satisfies Change);
    const nodes = uploads.map(({ picture }) => pictureNode(picture!));
    if (nodes.length > 0) {
      if (!place) {
        toast("The place in the story for what you uploaded is gone. The pictures are in the library.");
      } else {
        const blocks = job.use === "gallery" ? [{ type: "gallery", content: nodes }] : nodes;
        const { content } = view.state.schema.nodeFromJSON(toEditor({ type: "doc", content: job.use === "more" ? [{ type: "gallery", content: nodes }] : blocks }));
        const at = place.from;
        tr.replaceWith(emptyBefore(view, at), at, job.use === "more" ? content.firstChild!.content : Fragment.from(content));
      }
      announce(nodes.length === 1 ? "The picture is in the story. Say what it shows." : "The pictures are in the story. Say what they show.");
    }
    view.dispatch(tr);
  }

  /** Shows the files of a job where they will be pictures. */
  private widget(view: EditorView, job: Job): HTMLElement {
    const dom = document.createElement("div");
    dom.className = "uploads";
    dom.contentEditable = "false";
    render(
      <UploadList
        job={job}
        again={(upload) => void this.send(view, job, upload.file)}
        leaveOut={(upload) => {
          job.uploads.value = job.uploads.peek().filter((u) => u !== upload);
          this.settle(view, job);
          view.focus();
        }}
      />,
      dom,
    );
    return dom;
  }

  plugin(): Plugin<DecorationSet> {
    return new Plugin<DecorationSet>({
      key,
      state: {
        init: () => DecorationSet.empty,
        apply: (tr, set) => {
          const mapped = tr.docChanged ? set.map(tr.mapping, tr.doc) : set;
          const change = tr.getMeta(key) as Change | undefined;
          if (!change) return mapped;
          if ("remove" in change) return mapped.remove(mapped.find(undefined, undefined, (spec) => spec.job === change.remove));
          return mapped.add(tr.doc, [
            Decoration.widget(change.pos, (view) => this.widget(view, change.add), {
              job: change.add, side: -1, stopEvent: () => true, ignoreSelection: true,
              destroy: (dom) => render(null, dom as HTMLElement),
            }),
          ]);
        },
      },
      props: { decorations: (state) => key.getState(state) },
    });
  }
}

function tell(job: Job, file: File, change: Partial<Upload>): void {
  job.uploads.value = job.uploads.peek().map((upload) => (upload.file === file ? { ...upload, ...change } : upload));
}

/** Where an empty paragraph before a place begins, for what takes its place; else the place itself. */
function emptyBefore(view: EditorView, pos: number): number {
  const before: Node | null = view.state.doc.resolve(pos).nodeBefore;
  return before?.type.name === "paragraph" && before.content.size === 0 ? pos - before.nodeSize : pos;
}
