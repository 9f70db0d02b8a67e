import type { Signal } from "@preact/signals";
import type { EditorView } from "@tiptap/pm/view";
import { useEffect } from "preact/hooks";
import { Keys } from "../../lib/ui";
import { Popover } from "../popover";
import { choiceId, choose, type OpenMenu } from "./plugin";

type MenuListProps = { view: EditorView; id: string; shown: Signal<OpenMenu | null> };

/** The choices beside the cursor. The focus stays in the text, whose keys move through them. */
export function MenuList({ view, id, shown }: MenuListProps) {
  const menu = shown.value;
  useEffect(() => {
    if (menu) document.getElementById(choiceId(id, menu.active))?.scrollIntoView({ block: "nearest" });
  }, [menu?.active]);
  if (!menu) return null;
  return (
    <Popover view={view} at={menu.from} class="choices">
      <ul id={id} role="listbox" aria-label={menu.label}>
        {menu.choices.map((choice, i) => (
          <li
            key={choice.label}
            id={choiceId(id, i)}
            role="option"
            aria-selected={i === menu.active}
            class={i === menu.active ? "active" : undefined}
            onPointerDown={(event) => {
              event.preventDefault(); // the text keeps the focus
              choose(view, menu, i);
            }}
          >
            <span>{choice.label}{choice.note && <small>{choice.note}</small>}</span>
            {choice.keys && <Keys keys={choice.keys} />}
          </li>
        ))}
      </ul>
    </Popover>
  );
}
