import type { ComponentChildren } from "preact";
import { useEffect, useId, useLayoutEffect, useRef, useState } from "preact/hooks";
import { isAbort } from "../problem";
import { announce } from "../announce";

export type Option = { id: string; label: string; note?: string };

export type ComboboxProps = {
  label: string;
  hideLabel?: boolean;
  hint?: ComponentChildren;
  error?: string;
  placeholder?: string;
  disabled?: boolean;
  /** What is chosen; null for nothing, and always null where each choice is added to something. */
  value: Option | null;
  onChange: (option: Option | null) => void;
  /** Options for what was typed. The signal is aborted when more has been typed. */
  search: (text: string, signal: AbortSignal) => Promise<Option[]> | Option[];
  /** Offers to make what was typed, where no option has that name. */
  create?: { label: (text: string) => string; run: (text: string) => void | Promise<void> };
  /** Shows the choices as soon as it is there: for a dialog that asks for nothing else. */
  eager?: boolean;
  /** False where something must be chosen. */
  clearable?: boolean;
  class?: string;
};

const created = "create:";

type Search = ComboboxProps["search"] & { atOnce?: true };

/** Searches a fixed list of options, without waiting for the next letter. */
export function among(options: Option[]): ((text: string) => Option[]) & { atOnce: true } {
  const search = (text: string) => {
    const words = text.toLowerCase().split(/\s+/).filter(Boolean);
    return options.filter((o) => words.every((w) => `${o.label} ${o.note ?? ""}`.toLowerCase().includes(w))).slice(0, 100);
  };
  return Object.assign(search, { atOnce: true as const });
}

/** What was typed, what it can mean, and where in that list one is. */
function useChoices({ eager, search, create }: ComboboxProps, choose: (option: Option) => void) {
  const [text, setText] = useState<string | null>(eager ? "" : null); // null: the box shows what is chosen
  const [options, setOptions] = useState<Option[]>([]);
  const [at, setAt] = useState(-1);
  const [state, setState] = useState<"" | "searching" | "failed">("");
  const latest = useRef<Search>(search);
  latest.current = search;
  const entered = useRef(false); // Enter was pressed before the choices for what was typed were there

  // Before the next key: it must find the choices for what has been typed until now.
  useLayoutEffect(() => {
    if (text === null) return;
    const abort = new AbortController();
    const found = (list: Option[]) => {
      if (abort.signal.aborted) return;
      const typed = text.trim();
      const same = list.some((o) => o.label.toLowerCase() === typed.toLowerCase());
      const offered = create && typed && !same ? [...list, { id: created + typed, label: create.label(typed) }] : list;
      if (entered.current && typed && offered[0]) return choose(offered[0]);
      entered.current = false;
      setOptions(offered);
      setAt(list.length > 0 && typed ? 0 : -1);
      setState("");
      announce(list.length === 1 ? "1 choice" : `${list.length || "No"} choices`);
    };
    const ask = async () => {
      try {
        found(await latest.current(text.trim(), abort.signal));
      } catch (thrown) {
        if (!isAbort(thrown) && !abort.signal.aborted) setState("failed");
      }
    };
    if (latest.current.atOnce) {
      found(latest.current(text.trim(), abort.signal) as Option[]);
      return;
    }
    setState("searching");
    const timer = setTimeout(ask, text ? 120 : 0);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [text]);

  const type = (to: string | null) => {
    entered.current = false;
    setText(to);
    if (to !== null) return;
    setOptions([]);
    setAt(-1);
  };
  const step = (by: number) => {
    if (options.length) setAt(at < 0 && by < 0 ? options.length - 1 : (at + by + options.length) % options.length);
  };
  /** The choice that Enter means; undefined where there is none, or not yet: then it is taken when it comes. */
  const enter = (): Option | undefined => {
    if (state !== "searching" || !text) return options[at] ?? (options.length === 1 ? options[0] : undefined);
    entered.current = true;
    return undefined;
  };
  return { text, type, options, at, step, enter, state };
}

/** A text box that chooses from a list, by the pattern of ARIA 1.2: the focus stays in the box, the list follows it. */
export function Combobox(props: ComboboxProps) {
  const { label, value, clearable = true } = props;
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const choose = (option: Option) => {
    c.type(null);
    if (option.id.startsWith(created)) void props.create!.run(option.id.slice(created.length));
    else props.onChange(option);
  };
  const c = useChoices(props, choose);
  const open = c.text !== null;
  useEffect(() => {
    if (c.at >= 0) document.getElementById(`${id}-${c.at}`)?.scrollIntoView({ block: "nearest" });
  }, [c.at]);

  const clear = () => {
    c.type(null);
    props.onChange(null);
    input.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.isComposing) return;
    if (event.key === "Tab") return c.type(null);
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (open) c.step(event.key === "ArrowDown" ? 1 : -1);
      else c.type("");
    } else if (event.key === "Enter" && open) {
      const option = c.enter();
      if (option) choose(option);
    } else if (event.key === "Escape" && open) {
      event.stopPropagation();
      c.type(null);
    } else return;
    event.preventDefault();
  };
  const described = [props.hint && `${id}-hint`, props.error && `${id}-error`].filter(Boolean).join(" ") || undefined;
  return (
    <div
      class={`field combobox ${props.class ?? ""}`}
      ref={box}
      onFocusOut={(event) => {
        if (!box.current?.contains(event.relatedTarget as Node)) c.type(null);
      }}
    >
      <label for={id} class={props.hideLabel ? "only-heard" : undefined}>{label}</label>
      <div class="combobox-box">
        <input
          ref={input}
          id={id}
          type="text"
          role="combobox"
          autocomplete="off"
          spellcheck={false}
          aria-autocomplete="list"
          aria-expanded={open}
          aria-controls={open ? `${id}-list` : undefined}
          aria-activedescendant={open && c.at >= 0 ? `${id}-${c.at}` : undefined}
          aria-describedby={described}
          aria-invalid={props.error ? "true" : undefined}
          disabled={props.disabled}
          placeholder={props.placeholder}
          value={c.text ?? value?.label ?? ""}
          onInput={(e) => c.type(e.currentTarget.value)}
          onClick={() => open || c.type("")}
          onKeyDown={onKeyDown}
        />
        {clearable && value && !props.disabled && (
          <button type="button" class="button quiet close" aria-label={`Clear ${label.toLowerCase()}`} onClick={clear}>×</button>
        )}
        {open && <Choices id={id} label={label} at={c.at} options={c.options} state={c.state} chosen={value} choose={choose} />}
      </div>
      {props.hint && <p class="hint" id={`${id}-hint`}>{props.hint}</p>}
      {props.error && <p class="wrong" id={`${id}-error`}>{props.error}</p>}
    </div>
  );
}

type ChoicesProps = {
  id: string;
  label: string;
  at: number;
  options: Option[];
  state: string;
  chosen: Option | null;
  choose: (option: Option) => void;
};

function Choices({ id, label, at, options, state, chosen, choose }: ChoicesProps) {
  const nothing = state === "failed" ? "This list cannot be fetched just now." : state === "searching" ? "Searching…" : "Nothing by that name.";
  return (
    <div class="popover choices">
      <ul role="listbox" id={`${id}-list`} aria-label={label}>
        {options.map((option, i) => (
          <li
            key={option.id}
            id={`${id}-${i}`}
            role="option"
            aria-selected={option.id === chosen?.id}
            class={i === at ? "active" : undefined}
            // Not on click: the box would lose the focus before.
            onPointerDown={(event) => {
              event.preventDefault();
              choose(option);
            }}
          >
            {option.label}
            {option.note && <small>{option.note}</small>}
          </li>
        ))}
      </ul>
      {options.length === 0 && <p class="choices-none">{nothing}</p>}
    </div>
  );
}
