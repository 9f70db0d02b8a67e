import { useEffect, useRef, useState } from "preact/hooks";
import { announce } from "./announce";
import { ApiProblem, wordsOf } from "./problem";
import { guardLeaving } from "./router";
import { Button } from "./ui";

type Versioned = { version: number };

export type Edit<T, V> = {
  values: V;
  set: (change: Partial<V>) => void;
  changed: boolean;
  busy: boolean;
  error: string;
  /** What is wrong with one field, or "". */
  wrong: (field: keyof V & string) => string;
  submit: () => void;
  /** How the thing stands now, after somebody else has changed it under one's hands. What was typed is kept. */
  stale: T | null;
  takeTheirs: () => void;
};

type Options<T, V> = {
  thing: T;
  /** What of the thing is edited. */
  values: (thing: T) => V;
  /** Writes against a version, and returns what it has become. */
  save: (values: V, version: number) => Promise<T>;
  saved?: (thing: T) => void;
  /** False for something that is thrown away together with its place, such as a dialog. */
  guarded?: boolean;
};

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

/** Edits a thing that others may edit too: a save against an old version shows what stands now and overwrites nothing. */
export function useEdit<T extends Versioned, V extends object>({ thing, values: valuesOf, save, saved, guarded = true }: Options<T, V>): Edit<T, V> {
  const [base, setBase] = useState(thing);
  const [values, setValues] = useState(() => valuesOf(thing));
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const [stale, setStale] = useState<T | null>(null);
  const changed = !same(values, valuesOf(base));
  const dirty = useRef(false);
  dirty.current = changed;
  useEffect(() => {
    if (!guarded) return;
    return guardLeaving(() => dirty.current && "What you have changed here is not saved. Leave it?");
  }, [guarded]);
  const take = (to: T) => {
    setBase(to);
    setValues(valuesOf(to));
    setStale(null);
    setProblem(null);
  };
  const submit = async () => {
    if (busy) return;
    setBusy(true);
    setProblem(null);
    try {
      const now = await save(values, (stale ?? base).version);
      take(now);
      announce("Saved");
      saved?.(now);
    } catch (thrown) {
      if (thrown instanceof ApiProblem && thrown.status === 412 && thrown.current) setStale(thrown.current as T);
      else setProblem(thrown);
    } finally {
      setBusy(false);
    }
  };
  return {
    values,
    set: (change) => setValues((v) => ({ ...v, ...change })),
    changed,
    busy,
    error: problem ? wordsOf(problem) : "",
    wrong: (field) => (problem instanceof ApiProblem ? problem.field(field) : ""),
    submit: () => void submit(),
    stale,
    takeTheirs: () => stale && take(stale),
  };
}

type NoticeProps<T, V> = {
  edit: Edit<T, V>;
  valuesOf: (thing: T) => V;
  /** The fields in words; those without are compared and not shown. */
  labels: Partial<Record<keyof V & string, string>>;
  /** How a value reads; as text unless told. */
  show?: (field: keyof V & string, value: unknown) => string;
};

/** Tells that somebody else was quicker, what stands now and what was typed here, and lets the person choose. */
export function StaleNotice<T, V extends object>({ edit, valuesOf, labels, show }: NoticeProps<T, V>) {
  if (!edit.stale) return null;
  const theirs = valuesOf(edit.stale);
  const fields = (Object.keys(labels) as (keyof V & string)[]).filter((f) => !same(theirs[f], edit.values[f]));
  const read = (f: keyof V & string, value: unknown) => (show ? show(f, value) : typeof value === "boolean" ? (value ? "Yes" : "No") : String(value)) || "nothing";
  return (
    <div class="stale" role="alert">
      <p><strong>Somebody else has changed this while you were at it.</strong> Nothing of yours is lost, and nothing of theirs was overwritten.</p>
      {fields.length > 0 && (
        <table>
          <thead>
            <tr><td /><th scope="col">It now says</th><th scope="col">You have</th></tr>
          </thead>
          <tbody>
            {fields.map((f) => (
              <tr key={f}>
                <th scope="row">{labels[f]}</th>
                <td>{read(f, theirs[f])}</td>
                <td>{read(f, edit.values[f])}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <div class="actions start">
        <Button onClick={edit.takeTheirs}>Take theirs</Button>
        <Button busy={edit.busy} onClick={edit.submit}>Save mine over it</Button>
      </div>
    </div>
  );
}
