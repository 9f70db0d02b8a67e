import { useRef, useState } from "preact/hooks";
import type { ComponentChildren } from "preact";
import { announce } from "./announce";
import { Button } from "./ui";

/** A list with one entry moved to another place. */
export function moved<T>(list: readonly T[], from: number, to: number): T[] {
  const next = [...list];
  const [entry] = next.splice(from, 1);
  if (entry !== undefined) next.splice(to, 0, entry);
  return next;
}

/**
 * Does writes one after another, each based on what the one before it has made. Where one is refused those that wait are
 * dropped: they were made of a list that does not stand.
 */
export function inTurn() {
  let last: Promise<void> = Promise.resolve();
  let round = 0;
  return (write: () => Promise<void>, refused: (thrown: unknown) => void): void => {
    const mine = round;
    last = last.then(async () => {
      if (mine !== round) return;
      try {
        await write();
      } catch (thrown) {
        round++;
        refused(thrown);
      }
    });
  };
}

type Props<T> = {
  label: string;
  items: T[];
  id: (item: T) => string;
  name: (item: T) => string;
  row: (item: T) => ComponentChildren;
  /** Missing where the order may only be looked at. */
  onOrder?: (items: T[]) => void;
};

/** A list that is put in order by dragging, by its arrow buttons, or by Alt and an arrow key on a row. */
export function Ordered<T>({ label, items, id, name, row, onOrder }: Props<T>) {
  const list = useRef<HTMLOListElement>(null);
  const [dragged, setDragged] = useState(-1);
  const [over, setOver] = useState(-1);
  const move = (from: number, to: number, focus?: "up" | "down") => {
    if (!onOrder || to < 0 || to >= items.length || from === to) return;
    onOrder(moved(items, from, to));
    announce(`${name(items[from]!)}: place ${to + 1} of ${items.length}`);
    if (!focus) return;
    requestAnimationFrame(() => {
      const buttons = list.current?.children[to]?.querySelectorAll<HTMLButtonElement>(".order-buttons button");
      const wanted = buttons?.[focus === "up" ? 0 : 1];
      (wanted?.disabled ? buttons?.[focus === "up" ? 1 : 0] : wanted)?.focus();
    });
  };
  return (
    <ol class="ordered" aria-label={label} ref={list} role="list">
      {items.map((item, i) => (
        <li
          key={id(item)}
          class={[dragged === i && "dragged", over === i && dragged >= 0 && (over > dragged ? "below" : "above")].filter(Boolean).join(" ") || undefined}
          draggable={!!onOrder}
          onDragStart={(event) => {
            setDragged(i);
            event.dataTransfer!.effectAllowed = "move";
            event.dataTransfer!.setData("text/plain", name(item));
          }}
          onDragOver={(event) => {
            if (dragged < 0) return;
            event.preventDefault();
            setOver(i);
          }}
          onDrop={(event) => {
            event.preventDefault();
            move(dragged, i);
          }}
          onDragEnd={() => {
            setDragged(-1);
            setOver(-1);
          }}
          onKeyDown={(event) => {
            if (!event.altKey || (event.key !== "ArrowUp" && event.key !== "ArrowDown")) return;
            event.preventDefault();
            const up = event.key === "ArrowUp";
            move(i, i + (up ? -1 : 1), up ? "up" : "down");
          }}
        >
          {onOrder && <span class="grip" aria-hidden="true">⠿</span>}
          <div class="ordered-row">{row(item)}</div>
          {onOrder && (
            <span class="order-buttons">
              <Button look="quiet" aria-label={`Move ${name(item)} up`} disabled={i === 0} onClick={() => move(i, i - 1, "up")}>↑</Button>
              <Button look="quiet" aria-label={`Move ${name(item)} down`} disabled={i === items.length - 1} onClick={() => move(i, i + 1, "down")}>↓</Button>
            </span>
          )}
        </li>
      ))}
    </ol>
  );
}
