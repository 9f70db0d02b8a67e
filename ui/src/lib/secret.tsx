import { useRef, useState } from "preact/hooks";
import { announce } from "./announce";
import { Button, Field } from "./ui";

/** Something that is shown this once: a link, a token. It can be copied, and read where copying is not allowed. */
export function Secret({ label, value, hint }: { label: string; value: string; hint?: string }) {
  const [copied, setCopied] = useState(false);
  const input = useRef<HTMLInputElement | null>(null);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(value);
      setCopied(true);
      announce("Copied");
    } catch {
      input.current?.select(); // then the person copies it
    }
  };
  return (
    <Field label={label} hint={hint}>
      {(d) => (
        <span class="with-button">
          <input {...d} ref={input} type="text" class="secret" readOnly value={value} onFocus={(e) => e.currentTarget.select()} />
          <Button onClick={() => void copy()}>{copied ? "Copied" : "Copy"}</Button>
        </span>
      )}
    </Field>
  );
}
