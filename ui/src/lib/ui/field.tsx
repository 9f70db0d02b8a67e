import type { ComponentChildren, PartialInputHTMLAttributes, SelectHTMLAttributes, TextareaHTMLAttributes } from "preact";
import { useId, useState } from "preact/hooks";
import { Button } from "./button";

export type Described = { id: string; "aria-describedby"?: string; "aria-invalid"?: "true" };

type FieldProps = {
  label: ComponentChildren;
  hint?: ComponentChildren;
  error?: string;
  /** The label is heard and not seen, where the place says it already. */
  hideLabel?: boolean;
  class?: string;
  children: (described: Described) => ComponentChildren;
};

/** A label, a control, what helps to fill it in, and what is wrong with it, tied together for those who listen. */
export function Field({ label, hint, error, hideLabel, class: more = "", children }: FieldProps) {
  const id = useId();
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ");
  return (
    <div class={`field ${more}`}>
      <label for={id} class={hideLabel ? "only-heard" : undefined}>{label}</label>
      {children({ id, "aria-describedby": described || undefined, "aria-invalid": error ? "true" : undefined })}
      {hint && <p class="hint" id={`${id}-hint`}>{hint}</p>}
      {error && <p class="wrong" id={`${id}-error`}>{error}</p>}
    </div>
  );
}

type Common = Omit<FieldProps, "children">;

function split<P extends Common>({ label, hint, error, hideLabel, class: more, ...rest }: P) {
  return [{ label, hint, error, hideLabel, class: more }, rest] as const;
}

type TextProps = Common & Omit<PartialInputHTMLAttributes<HTMLInputElement>, "label" | "value" | "onInput" | "class" | "role" | "type" | "list"> & {
  type?: "text" | "email" | "url" | "search" | "date" | "datetime-local" | "color";
  value: string;
  onText: (text: string) => void;
};

export function TextField(props: TextProps) {
  const [field, { onText, ...input }] = split(props);
  return <Field {...field}>{(d) => <input {...(input as object)} {...d} onInput={(e) => onText(e.currentTarget.value)} />}</Field>;
}

type AreaProps = Common & Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, "label" | "value" | "onInput" | "class"> & {
  value: string;
  onText: (text: string) => void;
};

export function AreaField(props: AreaProps) {
  const [field, { onText, ...area }] = split(props);
  return <Field {...field}>{(d) => <textarea rows={3} {...area} {...d} onInput={(e) => onText(e.currentTarget.value)} />}</Field>;
}

type SelectProps = Common & Omit<SelectHTMLAttributes<HTMLSelectElement>, "label" | "value" | "onChange" | "class" | "role"> & {
  value: string;
  onPick: (value: string) => void;
  options: { value: string; label: string }[];
};

export function SelectField(props: SelectProps) {
  const [field, { onPick, options, value, ...select }] = split(props);
  return (
    <Field {...field}>
      {(d) => (
        <select {...select} {...d} value={value} onChange={(e) => onPick(e.currentTarget.value)}>
          {options.map((o) => <option key={o.value} value={o.value} selected={o.value === value}>{o.label}</option>)}
        </select>
      )}
    </Field>
  );
}

/** A password with a button that shows it. */
export function PasswordField(props: TextProps) {
  const [shown, show] = useState(false);
  const [field, { onText, ...input }] = split(props);
  return (
    <Field {...field}>
      {(d) => (
        <span class="with-button">
          <input
            {...({ ...input, type: shown ? "text" : "password" } as object)}
            {...d}
            autocapitalize="none"
            spellcheck={false}
            onInput={(e) => onText(e.currentTarget.value)}
          />
          <Button look="quiet" aria-label={`${shown ? "Hide" : "Show"} ${String(field.label).toLowerCase()}`} onClick={() => show(!shown)}>
            {shown ? "Hide" : "Show"}
          </Button>
        </span>
      )}
    </Field>
  );
}

type CheckProps = { label: ComponentChildren; hint?: ComponentChildren; checked: boolean; disabled?: boolean; onCheck: (checked: boolean) => void };

export function CheckField({ label, hint, checked, disabled, onCheck }: CheckProps) {
  const id = useId();
  return (
    <div class="check">
      <input
        id={id}
        type="checkbox"
        checked={checked}
        disabled={disabled}
        aria-describedby={hint ? `${id}-hint` : undefined}
        onChange={(e) => onCheck(e.currentTarget.checked)}
      />
      <label for={id}>{label}</label>
      {hint && <p class="hint" id={`${id}-hint`}>{hint}</p>}
    </div>
  );
}

/** What stands against a form as a whole. It is heard when it appears. */
export function FormError({ children }: { children?: ComponentChildren }) {
  return <div role="alert">{children ? <p class="wrong form-wrong">{children}</p> : null}</div>;
}
