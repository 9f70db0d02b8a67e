import { useState } from "preact/hooks";
import { AreaField, Button, toast } from "../lib/ui";
import type { ToastOptions } from "../lib/ui/toast";
import type { Story } from "./types";
import type { Work } from "./work";

export interface Acting {
  /** The act that is under way, or "". */
  busy: string;
  /** Why the last one was not done, or "". */
  error: string;
  /** Saves, acts, and says what has happened. Returns whether it was done. */
  run(name: string, fn: (version: number) => Promise<Story>, told: string, options?: ToastOptions): Promise<boolean>;
}

export function useActing(work: Work): Acting {
  const [busy, setBusy] = useState("");
  const [error, setError] = useState("");
  return {
    busy, error,
    async run(name, fn, told, options) {
      if (busy !== "") return false;
      setBusy(name);
      setError("");
      const why = await work.act(fn);
      setBusy("");
      setError(why ?? "");
      if (why === null) toast(told, options);
      return why === null;
    },
  };
}

/** Asks for the words that an act needs before it does it. */
export function Ask({ label, hint, does, danger = false, busy, optional = false, onDo, onCancel }: {
  label: string;
  hint?: string;
  does: string;
  danger?: boolean;
  busy: boolean;
  optional?: boolean;
  onDo: (text: string) => void;
  onCancel: () => void;
}) {
  const [text, setText] = useState("");
  const [missing, setMissing] = useState(false);
  return (
    <form
      class="ask"
      onSubmit={(e) => {
        e.preventDefault();
        if (busy) return;
        if (text.trim() === "" && !optional) setMissing(true);
        else onDo(text.trim());
      }}
    >
      <AreaField
        label={label} value={text} rows={3} maxLength={5000}
        {...(hint !== undefined && { hint })}
        {...(missing && text.trim() === "" && { error: "This needs a few words." })}
        onText={setText}
      />
      <div class="actions start">
        <Button type="submit" look={danger ? "danger" : "primary"} busy={busy}>{does}</Button>
        <Button onClick={onCancel}>Cancel</Button>
      </div>
    </form>
  );
}
