import { signal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { Button } from "./button";

type Told = {
  id: number;
  text: string;
  bad?: boolean;
  action?: { label: string; run: () => void };
};

const toasts = signal<Told[]>([]);
let last = 0;

export type ToastOptions = { undo?: () => void; action?: Told["action"]; bad?: boolean };

/** Says at the foot of the desk what has happened, with a way back where there is one. */
export function toast(text: string, { undo, action, bad }: ToastOptions = {}): void {
  const told: Told = { id: ++last, text, bad, action: undo ? { label: "Undo", run: undo } : action };
  toasts.value = [...toasts.peek(), told].slice(-3);
}

function dismiss(id: number): void {
  toasts.value = toasts.peek().filter((t) => t.id !== id);
}

/** The place of the toasts. It stands in the page from the start, so that what appears in it is heard. */
export function Toasts() {
  return (
    <div class="toasts" role="status" aria-label="Notices">
      {toasts.value.map((t) => <Toast key={t.id} told={t} />)}
    </div>
  );
}

// What can be undone stays longer: one has to read, think and reach it.
const stay = (told: Told) => (told.action || told.bad ? 10_000 : 5_000);

function Toast({ told }: { told: Told }) {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const hold = () => clearTimeout(timer.current);
  const release = () => {
    hold();
    timer.current = setTimeout(() => dismiss(told.id), stay(told));
  };
  useEffect(() => {
    release();
    return hold;
  }, []);
  return (
    <div class={told.bad ? "toast bad" : "toast"} onPointerEnter={hold} onPointerLeave={release} onFocusIn={hold} onFocusOut={release}>
      <p>{told.text}</p>
      {told.action && (
        <Button
          look="quiet"
          onClick={() => {
            dismiss(told.id);
            told.action?.run();
          }}
        >
          {told.action.label}
        </Button>
      )}
      <Button look="quiet" class="close" aria-label="Dismiss" onClick={() => dismiss(told.id)}>×</Button>
    </div>
  );
}
