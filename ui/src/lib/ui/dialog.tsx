import type { ComponentChildren } from "preact";
import { useId, useLayoutEffect, useRef } from "preact/hooks";

type DialogProps = {
  title: string;
  /** What Escape, the close button and a click beside it do. Missing where it must be answered. */
  onClose?: () => void;
  children: ComponentChildren;
  /** The buttons, in reading order; the one that does what the title says comes last. */
  actions?: ComponentChildren;
  wide?: boolean;
  /** Makes the whole dialog a form, so that Enter does what the last button does. */
  onSubmit?: () => void;
};

/** A modal dialog, shown for as long as it is rendered. Focus moves in, and back to where it was. Never open one from another. */
export function Dialog({ title, onClose, children, actions, wide, onSubmit }: DialogProps) {
  const ref = useRef<HTMLDialogElement>(null);
  const id = useId();
  // Before anything is painted, so that what is typed right away goes into it.
  useLayoutEffect(() => {
    const dialog = ref.current!;
    const before = document.activeElement;
    dialog.showModal();
    dialog.querySelector<HTMLElement>("[autofocus], input:not([type=hidden]), textarea, select")?.focus();
    return () => {
      if (dialog.open) dialog.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  const inside = (
    <>
      <div class="dialog-head">
        <h2 id={id}>{title}</h2>
        {onClose && <button type="button" class="button quiet close" aria-label="Close" onClick={onClose}>×</button>}
      </div>
      <div class="dialog-body">{children}</div>
      {actions && <div class="actions">{actions}</div>}
    </>
  );
  return (
    <dialog
      ref={ref}
      class={wide ? "dialog wide" : "dialog"}
      aria-labelledby={id}
      onCancel={(event) => {
        // Also where there is no onClose: the state that renders the dialog is the only one who closes it.
        event.preventDefault();
        onClose?.();
      }}
      onPointerDown={(event) => {
        if (event.target === ref.current) onClose?.();
      }}
    >
      {onSubmit ? (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            onSubmit();
          }}
        >
          {inside}
        </form>
      ) : (
        <div>{inside}</div>
      )}
    </dialog>
  );
}
