import { signal, type Signal } from "@preact/signals";
import type { Editor } from "@tiptap/core";
import type { DocNode } from "../doc/node";
import type { Services } from "./services";
import type { Jobs } from "./uploads/jobs";

/** What the link picker has been opened for. */
export interface Picking {
  purpose: "link" | "readMore" | "embed";
  /** The text that becomes the link, or the block that changes. For a new block, where the cursor is. */
  from: number;
  to: number;
  /** What it leads to now. */
  story?: string;
  href?: string;
}

/** What the parts of one editor share. */
export interface Parts extends Services {
  editor: () => Editor;
  picking: Signal<Picking | null>;
  jobs: Jobs;
  /** Asks for picture files, by the browser's own window. */
  askForPictures: (use: "pictures" | "gallery", pos?: number) => void;
  insert: (block: DocNode) => void;
}

export const newPicking = (): Signal<Picking | null> => signal<Picking | null>(null);
