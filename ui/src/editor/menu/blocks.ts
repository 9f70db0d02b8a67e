import type { Command } from "@tiptap/pm/state";
import { newTable } from "../commands/table";
import { toggleQuote, toggleTextblock } from "../commands/text";
import type { Parts } from "../parts";

/** A block that the menu offers. */
export interface Offer {
  label: string;
  /** What people also call it. */
  words: string;
  keys?: string;
  run: (parts: Parts) => void;
}

const command = (run: Command) => ({ editor }: Parts) => void run(editor().state, editor().view.dispatch);
const paragraph = [{ type: "paragraph" }];

/** All blocks, in the order in which a newsroom reaches for them. */
export const offers: Offer[] = [
  { label: "Heading", words: "title crosshead h2", keys: "Mod+Alt+2", run: command(toggleTextblock("heading", { level: 2 })) },
  { label: "Smaller heading", words: "subheading h3", keys: "Mod+Alt+3", run: command(toggleTextblock("heading", { level: 3 })) },
  { label: "Smallest heading", words: "h4", keys: "Mod+Alt+4", run: command(toggleTextblock("heading", { level: 4 })) },
  { label: "Picture", words: "image photo upload", run: (parts) => parts.askForPictures("pictures") },
  { label: "Gallery", words: "pictures images photos slideshow", run: (parts) => parts.askForPictures("gallery") },
  { label: "Quote", words: "blockquote citation", keys: "Mod+Shift+9", run: command(toggleQuote) },
  { label: "Pull quote", words: "aside lift", run: (parts) => parts.insert({ type: "pullQuote", content: paragraph }) },
  { label: "Bullet list", words: "unordered points", keys: "Mod+Shift+8", run: ({ editor }) => void editor().commands.toggleList("bulletList", "listItem") },
  { label: "Numbered list", words: "ordered", keys: "Mod+Shift+7", run: ({ editor }) => void editor().commands.toggleList("orderedList", "listItem") },
  { label: "Read more", words: "related story link", run: ({ editor, picking }) => pick("readMore", editor(), picking) },
  { label: "Embed", words: "video youtube x post vimeo tweet audio", run: ({ editor, picking }) => pick("embed", editor(), picking) },
  { label: "Fact box", words: "background explainer", run: (parts) => parts.insert({ type: "factBox", content: paragraph }) },
  { label: "Table", words: "grid figures", run: (parts) => parts.insert(newTable(3, 3)) },
  { label: "Divider", words: "line break rule hr", run: (parts) => parts.insert({ type: "divider" }) },
  { label: "Preformatted", words: "code verse monospace", run: (parts) => parts.insert({ type: "preformatted" }) },
];

function pick(purpose: "readMore" | "embed", editor: ReturnType<Parts["editor"]>, picking: Parts["picking"]): void {
  const { from } = editor.state.selection;
  picking.value = { purpose, from, to: from };
}

/** The offers for what was typed after the '/': those whose name begins so before those that are also called so. */
export function offersFor(query: string): Offer[] {
  const typed = query.toLowerCase().trim();
  if (!typed) return offers;
  const begins = (text: string) => ` ${text.toLowerCase()}`.includes(` ${typed}`);
  const named = offers.filter((offer) => begins(offer.label));
  return [...named, ...offers.filter((offer) => !named.includes(offer) && begins(offer.words))];
}
