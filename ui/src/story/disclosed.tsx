import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { Button } from "../lib/ui";

type DisclosedProps = { label: string; look?: "plain" | "quiet" | "danger"; children: (close: () => void) => ComponentChildren };

/** Something that opens beneath its button, where one goes on reading: no dialog. Escape closes it again. */
export function Disclosed({ label, look = "plain", children }: DisclosedProps) {
  const [open, setOpen] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const close = (): void => {
    setOpen(false);
    box.current?.querySelector("button")?.focus();
  };
  useEffect(() => {
    if (open) box.current?.querySelector<HTMLElement>(".disclosed-more :is(textarea, input, select)")?.focus();
  }, [open]);
  return (
    <div
      class={open ? "disclosed open" : "disclosed"} ref={box}
      onKeyDown={(e) => {
        if (e.key !== "Escape" || !open || e.defaultPrevented) return;
        e.preventDefault();
        e.stopPropagation();
        close();
      }}
    >
      <Button look={look} aria-expanded={open} onClick={() => setOpen(!open)}>{label}</Button>
      {open && <div class="disclosed-more">{children(close)}</div>}
    </div>
  );
}
