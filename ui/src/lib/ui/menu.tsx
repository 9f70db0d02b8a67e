import type { ComponentChildren } from "preact";
import { useId, useLayoutEffect, useRef, useState } from "preact/hooks";
import { navigate } from "../router";
import { keyNames } from "../shortcuts";

export type MenuItem = {
  label: string;
  /** Go there, or do this. */
  href?: string;
  onSelect?: () => void;
  /** Why it cannot be chosen now; it stays in the list, so that one learns of it. */
  refused?: string;
  keys?: string;
};

type MenuProps = { label: ComponentChildren; name?: string; items: MenuItem[]; align?: "start" | "end"; class?: string };

/** A button with a list of things to do. Arrow keys, Home, End and first letters move; Escape goes back to the button. */
export function Menu({ label, name, items, align = "start", class: more = "" }: MenuProps) {
  const [open, setOpen] = useState(false);
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const list = () => [...(box.current?.querySelectorAll<HTMLElement>("[role=menuitem]") ?? [])];
  const first = useRef<"first" | "last">("first");

  useLayoutEffect(() => {
    if (!open) return;
    const all = list();
    (first.current === "last" ? all.at(-1) : all[0])?.focus();
    const outside = (event: Event) => {
      if (!box.current?.contains(event.target as Node)) setOpen(false);
    };
    document.addEventListener("pointerdown", outside);
    document.addEventListener("focusin", outside);
    return () => {
      document.removeEventListener("pointerdown", outside);
      document.removeEventListener("focusin", outside);
    };
  }, [open]);

  const close = () => {
    setOpen(false);
    button.current?.focus();
  };
  const choose = (item: MenuItem) => {
    if (item.refused) return;
    close();
    if (item.href) navigate(item.href);
    else item.onSelect?.();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (!open) return;
    const all = list();
    const at = all.indexOf(document.activeElement as HTMLElement);
    const moves: Record<string, number> = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 };
    if (event.key in moves) all[(moves[event.key]! + all.length) % all.length]?.focus();
    else if (event.key === "Escape") close();
    else if (event.key === "Tab") return setOpen(false);
    else if (event.key.length === 1 && /\S/.test(event.key) && !event.ctrlKey && !event.metaKey) {
      [...all.slice(at + 1), ...all].find((e) => e.textContent?.trim().toLowerCase().startsWith(event.key.toLowerCase()))?.focus();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div class={`menu ${more}`} ref={box} onKeyDown={onKeyDown}>
      <button
        ref={button}
        type="button"
        class="button quiet"
        aria-label={name}
        aria-haspopup="menu"
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        onClick={() => {
          first.current = "first";
          setOpen(!open);
        }}
        onKeyDown={(event) => {
          if (open || (event.key !== "ArrowDown" && event.key !== "ArrowUp")) return;
          event.preventDefault();
          event.stopPropagation(); // the list would be there before the event gets to it, and move on
          first.current = event.key === "ArrowUp" ? "last" : "first";
          setOpen(true);
        }}
      >
        {label}
      </button>
      {open && <Items id={id} align={align} label={name ?? (typeof label === "string" ? label : undefined)} items={items} choose={choose} />}
    </div>
  );
}

type ItemsProps = { id: string; align: string; label?: string; items: MenuItem[]; choose: (item: MenuItem) => void };

function Items({ id, align, label, items, choose }: ItemsProps) {
  return (
    <ul id={id} role="menu" class={`popover ${align}`} aria-label={label}>
      {items.map((item) => (
        <li role="none" key={item.label}>
          <button type="button" role="menuitem" tabIndex={-1} aria-disabled={!!item.refused} onClick={() => choose(item)}>
            <span>
              {item.label}
              {item.refused && <small>{item.refused}</small>}
            </span>
            {item.keys && <Keys keys={item.keys} />}
          </button>
        </li>
      ))}
    </ul>
  );
}

/** Keys as they stand on the keyboard. */
export function Keys({ keys }: { keys: string }) {
  return (
    <span class="keys">
      {keyNames(keys).map((combination, i) => (
        <span key={i}>
          {i > 0 && " or "}
          {combination.map((key) => <kbd key={key}>{key}</kbd>)}
        </span>
      ))}
    </span>
  );
}
