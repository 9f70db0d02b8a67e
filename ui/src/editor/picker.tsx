import type { Editor } from "@tiptap/core";
import { useEffect, useId, useLayoutEffect, useRef, useState } from "preact/hooks";
import { linkAddress, typedAddress, webAddress } from "../doc/address";
import { announce } from "../lib/announce";
import { insertBlock } from "./commands/blocks";
import { link, type Goal, unlink } from "./links";
import type { Parts, Picking } from "./parts";
import { Popover } from "./popover";
import type { Lookup, StoryRef } from "./services";

type PickerProps = { editor: Editor; parts: Parts; picking: Picking };

const titles = { link: "Link to", readMore: "Read more", embed: "Embed" };
const hints = {
  link: "Type to find a story, or paste an address",
  readMore: "Type to find a story, or paste an address",
  embed: "Paste the address of a video, a post or the like",
};

type Option = { id: string; label: string; note?: string; goal: Goal };

/** Finds where something leads: a story by its headline, or an address. */
export function Picker({ editor, parts, picking }: PickerProps) {
  const id = useId();
  const [text, setText] = useState(picking.href ?? "");
  const [wrong, setWrong] = useState("");
  const [at, setAt] = useState(0);
  const box = useRef<HTMLInputElement>(null);
  const stories = useStories(parts, picking.purpose === "embed" ? "" : text);
  const address = typedAddress(text);
  const options: Option[] = [
    ...(address ? [{ id: "address", label: address, note: titles[picking.purpose], goal: { href: address } }] : []),
    ...stories.map((story) => ({ id: story.id, label: story.headline, note: story.status, goal: { story: story.id, headline: story.headline } })),
  ];

  useLayoutEffect(() => {
    box.current?.focus();
    box.current?.select();
  }, []);
  const close = () => {
    parts.picking.value = null;
    editor.view.focus();
  };
  const take = async (option: Option | undefined) => {
    const refusal = option ? refuse(picking, option.goal) : text.trim() ? "That is no address. It begins with https, http, mailto, tel or a /." : "";
    if (refusal || !option) return setWrong(refusal);
    const found = "href" in option.goal ? await lookUp(parts, option.goal.href) : undefined;
    close();
    apply(editor, picking, option.goal, found);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.isComposing) return;
    if (event.key === "ArrowDown") setAt((at + 1) % Math.max(options.length, 1));
    else if (event.key === "ArrowUp") setAt((at - 1 + options.length) % Math.max(options.length, 1));
    else if (event.key === "Enter") void take(options[at]);
    else return;
    event.preventDefault();
  };
  const now = picking.story || picking.href;
  return (
    <Popover view={editor.view} at={picking.from} class="picker">
      <div
        role="dialog"
        aria-label={titles[picking.purpose]}
        onKeyDown={(event) => {
          if (event.key !== "Escape") return;
          event.preventDefault();
          event.stopPropagation();
          close();
        }}
        onFocusOut={(event) => {
          const goal = event.relatedTarget as Node | null;
          if (goal && !event.currentTarget.contains(goal)) parts.picking.value = null;
        }}
      >
        <label for={id}>{titles[picking.purpose]}</label>
        <input
          ref={box} id={id} type="text" role="combobox" autocomplete="off" spellcheck={false} placeholder={hints[picking.purpose]} value={text}
          aria-autocomplete="list" aria-expanded={options.length > 0} aria-controls={`${id}-list`} aria-invalid={wrong ? "true" : undefined}
          aria-activedescendant={options.length > 0 ? `${id}-${at}` : undefined} aria-describedby={wrong ? `${id}-wrong` : undefined}
          onInput={(event) => {
            setText(event.currentTarget.value);
            setWrong("");
            setAt(0);
          }}
          onKeyDown={onKeyDown}
        />
        {wrong && <p class="wrong" id={`${id}-wrong`} role="alert">{wrong}</p>}
        <ul role="listbox" id={`${id}-list`} aria-label={titles[picking.purpose]}>
          {options.map((option, i) => (
            <li
              key={option.id} id={`${id}-${i}`} role="option" aria-selected={i === at} class={i === at ? "active" : undefined}
              onPointerDown={(event) => {
                event.preventDefault();
                void take(option);
              }}
            >
              {option.label}
              {option.note && <small>{option.note}</small>}
            </li>
          ))}
        </ul>
        {picking.purpose === "link" && now && (
          <button
            type="button" class="button quiet"
            onClick={() => {
              close();
              unlink(editor.state, editor.view.dispatch);
            }}
          >
            Unlink
          </button>
        )}
      </div>
    </Popover>
  );
}

const searchable = /[\p{L}\p{N}]/u;

/** Stories that have what was typed in them, asked for when the typing pauses. */
function useStories(parts: Parts, text: string): StoryRef[] {
  const [stories, setStories] = useState<StoryRef[]>([]);
  useEffect(() => {
    if (!searchable.test(text) || linkAddress(text.trim())) return setStories([]);
    let here = true;
    const timer = setTimeout(async () => {
      const found = await parts.stories.search(text.trim()).catch(() => []);
      if (!here) return;
      setStories(found);
      announce(found.length === 1 ? "1 story" : `${found.length || "No"} stories`);
    }, 120);
    return () => {
      here = false;
      clearTimeout(timer);
    };
  }, [text]);
  return stories;
}

const refuse = ({ purpose }: Picking, goal: Goal): string =>
  purpose === "embed" && !("href" in goal && webAddress(goal.href)) ? "An embed has an address that begins with https or http." : "";

/** What an address leads to; a page like any other, where that cannot be found out. */
export const lookUp = (parts: Parts, href: string): Promise<Lookup> =>
  parts.stories.lookup(href).catch((): Lookup => ({ kind: "link" }));

function apply(editor: Editor, picking: Picking, goal: Goal, found?: Lookup): void {
  const { state, view } = editor;
  const own: Goal = found?.story ? { story: found.story.id, headline: found.story.headline } : goal;
  if (picking.purpose === "link") {
    link(picking.from, picking.to, own)(state, view.dispatch);
    return;
  }
  const block = picking.purpose === "embed" && !("story" in own) ? embedBlock(own.href, found) : readMoreBlock(own, found);
  // A block that was there is changed, if it is still there; else one is made where the cursor is.
  const before = picking.to > picking.from ? state.doc.nodeAt(picking.from) : null;
  if (before?.type.name === block.type) {
    view.dispatch(state.tr.setNodeMarkup(picking.from, undefined, before.type.create(block.attrs, before.content).attrs));
  } else {
    view.dispatch(insertBlock(state.tr, block));
  }
}

export const embedBlock = (url: string, found?: Lookup) => ({
  type: "embed",
  attrs: { url, ...(found?.provider && { provider: found.provider }), ...(found?.title && { title: found.title }) },
});

export const readMoreBlock = (goal: Goal, found?: Lookup) => ({
  type: "readMore",
  attrs: "story" in goal ? { story: goal.story, title: goal.headline } : { url: goal.href, ...(found?.title && { title: found.title }) },
});
