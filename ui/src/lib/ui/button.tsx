import type { ButtonHTMLAttributes, ComponentChildren, Ref } from "preact";

type ButtonProps = Omit<ButtonHTMLAttributes<HTMLButtonElement>, "role" | "busy"> & {
  /** primary: the one thing that this place is for; danger: what is hard to take back; quiet: looks like text. */
  look?: "primary" | "plain" | "quiet" | "danger";
  /** Its work is under way. It stays focused and named, and does nothing more. */
  busy?: boolean;
  inner?: Ref<HTMLButtonElement>;
  children?: ComponentChildren;
};

export function Button({ look = "plain", busy = false, inner, class: more, onClick, type = "button", ...rest }: ButtonProps) {
  return (
    <button
      {...rest}
      ref={inner}
      type={type}
      class={`button ${look} ${more ?? ""}`}
      aria-disabled={busy || undefined}
      aria-busy={busy || undefined}
      onClick={(event) => {
        if (busy) event.preventDefault();
        else onClick?.(event);
      }}
    />
  );
}
