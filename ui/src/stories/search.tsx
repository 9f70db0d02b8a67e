import { useEffect, useRef, useState } from "preact/hooks";
import { navigate, path, query } from "../lib/router";
import { useShortcut } from "../lib/shortcuts";
import { addressOf, filtersOf } from "./filters";

/** How long to wait after a keystroke: shorter than the pause between two words, longer than that between two letters. */
const pause = 120;

/** Searches as one types. From another view it leads to the list. */
export function SearchBox() {
  const atList = path.value === "/desk";
  const asked = atList ? (query.value.get("q") ?? "") : "";
  const [text, setText] = useState(asked);
  const input = useRef<HTMLInputElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const sent = useRef(asked);
  useShortcut("/", "Search", "Everywhere", () => input.current?.select());

  useEffect(() => {
    // Somebody else changed the address: the browser's buttons, a link, 'Clear'.
    if (asked !== sent.current) {
      sent.current = asked;
      setText(asked);
    }
  }, [asked]);

  const send = (q: string) => {
    clearTimeout(timer.current);
    if (atList && q === sent.current) return;
    sent.current = q;
    const filters = filtersOf(atList ? query.value : new URLSearchParams());
    navigate(addressOf({ ...filters, q }), { replace: atList });
  };
  return (
    <search class="bar-search">
      <label class="only-heard" for="search">Search stories</label>
      <input
        ref={input}
        id="search"
        type="search"
        placeholder="Search stories"
        autocomplete="off"
        spellcheck={false}
        value={text}
        onInput={(event) => {
          const q = event.currentTarget.value;
          setText(q);
          clearTimeout(timer.current);
          timer.current = setTimeout(() => send(q), pause);
        }}
        onKeyDown={(event) => {
          if (event.key === "Enter") send(text);
          if (event.key === "Escape") {
            if (text) setText("");
            else input.current?.blur();
            send("");
            event.preventDefault();
          }
          if (event.key === "Enter" || event.key === "ArrowDown") {
            event.preventDefault();
            document.querySelector<HTMLElement>(".stories [data-at]")?.focus();
          }
        }}
      />
    </search>
  );
}
