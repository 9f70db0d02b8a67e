import { useRef, useState } from "preact/hooks";
import { announce } from "../lib/announce";
import { wordsOf } from "../lib/api";
import { Combobox, type Option } from "../lib/ui";

type ChipsProps = {
  /** What they are, for the box that adds one and for the list: 'Byline'. */
  label: string;
  /** What one is called in a sentence: 'topic'. */
  one: string;
  ids: string[];
  name: (id: string) => string;
  onChange: (ids: string[]) => void;
  search: (text: string, signal: AbortSignal) => Promise<Option[]> | Option[];
  /** Makes one of what was typed and returns its id; missing for those who may not. */
  create?: ((name: string) => Promise<string>) | undefined;
  readOnly: boolean;
  /** Their order means something. */
  ordered?: boolean;
  hideLabel?: boolean;
  hint?: string;
};

/** Names that were chosen, with a box to choose more. Backspace and Delete take one away, Alt and arrows move it. */
export function Chips(props: ChipsProps) {
  const { label, one, ids, name, onChange, readOnly, ordered = false } = props;
  const [error, setError] = useState("");
  const list = useRef<HTMLUListElement>(null);
  const focus = (at: number): void => {
    requestAnimationFrame(() => {
      const buttons = list.current?.querySelectorAll<HTMLElement>(".chip-remove");
      const next = buttons?.[Math.min(at, buttons.length - 1)];
      if (next) next.focus();
      else list.current?.parentElement?.querySelector<HTMLElement>("input")?.focus();
    });
  };
  const remove = (i: number): void => {
    announce(`${name(ids[i] ?? "")} removed`);
    onChange(ids.filter((_, at) => at !== i));
    focus(i);
  };
  const move = (i: number, by: number): void => {
    const to = i + by;
    const id = ids[i];
    if (id === undefined || to < 0 || to >= ids.length) return;
    const next = ids.filter((_, at) => at !== i);
    next.splice(to, 0, id);
    onChange(next);
    announce(`${name(id)} is now ${to + 1} of ${ids.length}`);
    focus(to);
  };
  const add = (id: string): void => {
    setError("");
    if (!ids.includes(id)) onChange([...ids, id]);
  };
  const { create } = props;
  return (
    <div class="chips">
      {!props.hideLabel && (ids.length > 0 || readOnly) && <h2>{label}</h2>}
      {ids.length > 0 && (
        <ul ref={list} role="list" aria-label={label}>
          {ids.map((id, i) => (
            <li key={id} class="chip">
              <span>{name(id)}</span>
              {!readOnly && (
                <ChipButtons name={name(id)} before={ordered && i > 0 ? name(ids[i - 1] ?? "") : null} remove={() => remove(i)} move={ordered ? (by) => move(i, by) : null} />
              )}
            </li>
          ))}
        </ul>
      )}
      {readOnly && ids.length === 0 && <p class="muted">No {one}</p>}
      {!readOnly && (
        <Combobox
          label={ids.length === 0 && !props.hideLabel ? label : `Add a ${one}`}
          hideLabel={props.hideLabel || ids.length > 0}
          placeholder={ids.length === 0 && props.hideLabel ? label : `Add a ${one}`}
          {...(props.hint !== undefined && ids.length === 0 && { hint: props.hint })}
          error={error}
          value={null}
          onChange={(option) => option !== null && add(option.id)}
          search={async (text, signal) => (await props.search(text, signal)).filter((o) => !ids.includes(o.id))}
          {...(create !== undefined && {
            create: {
              label: (text: string) => `Create the ${one} “${text}”`,
              run: (text: string) => create(text).then(add, (err: unknown) => setError(wordsOf(err))),
            },
          })}
        />
      )}
    </div>
  );
}

type ChipButtonsProps = { name: string; before: string | null; remove: () => void; move: ((by: number) => void) | null };

function ChipButtons({ name, before, remove, move }: ChipButtonsProps) {
  return (
    <>
      {before !== null && (
        <button type="button" class="chip-move" aria-label={`Move ${name} before ${before}`} onClick={() => move?.(-1)}>‹</button>
      )}
      <button
        type="button"
        class="chip-remove"
        aria-label={`Remove ${name}`}
        onClick={remove}
        onKeyDown={(e) => {
          if (e.key === "Backspace" || e.key === "Delete") remove();
          else if (move !== null && e.altKey && (e.key === "ArrowLeft" || e.key === "ArrowRight")) move(e.key === "ArrowLeft" ? -1 : 1);
          else return;
          e.preventDefault();
        }}
      >
        ×
      </button>
    </>
  );
}
