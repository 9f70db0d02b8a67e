import type { ComponentChildren } from "preact";

/** What stands where nothing is: what it means, and what to do. */
export function EmptyState({ title, children, actions }: { title: string; children?: ComponentChildren; actions?: ComponentChildren }) {
  return (
    <div class="empty">
      <p class="empty-title">{title}</p>
      {children && <div class="empty-text">{children}</div>}
      {actions && <div class="actions start">{actions}</div>}
    </div>
  );
}

/** What stands where something could not be fetched. */
export function FailedState({ why, again }: { why: string; again: () => void }) {
  return (
    <div class="empty" role="alert">
      <p class="empty-title">{why}</p>
      <div class="actions start">
        <button type="button" class="button" onClick={again}>Try again</button>
      </div>
    </div>
  );
}
