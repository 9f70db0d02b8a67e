import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";

const longest = 2000;
let ids = 0;

/** An id that no other block has: Preact's own begins anew in each, as they are drawn apart. */
export const useBlockId = (): string => useState(() => `block-${++ids}`)[0];

type LineProps = {
  label: string;
  /** The label is heard and not seen, where the place says it already. */
  hideLabel?: boolean;
  value: string;
  onText: (text: string) => void;
  placeholder?: string;
  readOnly?: boolean;
  disabled?: boolean;
  wrong?: ComponentChildren;
  class?: string;
};

/** A line of a block's own: a title, a credit, an alt text. The browser keeps what is typed; it grows with its words. */
export function Line({ label, hideLabel, value, onText, wrong, class: more = "", ...rest }: LineProps) {
  const id = useBlockId();
  const area = useRef<HTMLTextAreaElement>(null);
  useLayoutEffect(() => {
    if (area.current && area.current.value !== value) area.current.value = value;
  }, [value]);
  return (
    <div class={`block-line ${more}`}>
      <label for={id} class={hideLabel ? "only-heard" : undefined}>{label}</label>
      <textarea
        {...rest}
        ref={area}
        id={id}
        rows={1}
        maxLength={longest}
        aria-describedby={wrong ? `${id}-wrong` : undefined}
        onInput={(event) => {
          const area = event.currentTarget;
          if (/[\r\n\t]/.test(area.value)) area.value = area.value.replace(/[\r\n\t]+/g, " ");
          onText(area.value);
        }}
        onKeyDown={(event) => event.key === "Enter" && !event.isComposing && event.preventDefault()}
      />
      {wrong && <p class="block-wrong" id={`${id}-wrong`}>{wrong}</p>}
    </div>
  );
}
