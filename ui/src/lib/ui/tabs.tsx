import type { ComponentChildren } from "preact";
import { useId, useRef } from "preact/hooks";

export type Tab = { id: string; label: string; count?: number; panel: () => ComponentChildren };

type TabsProps = { label: string; tabs: Tab[]; current: string; onChange: (id: string) => void };

/** Tabs with their panel. Left, right, Home and End move and show at once. */
export function Tabs({ label, tabs, current, onChange }: TabsProps) {
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const at = Math.max(0, tabs.findIndex((t) => t.id === current));
  const go = (to: number) => {
    const tab = tabs[(to + tabs.length) % tabs.length]!;
    onChange(tab.id);
    list.current?.querySelector<HTMLElement>(`#${CSS.escape(`${id}-${tab.id}`)}`)?.focus();
  };
  return (
    <>
      <div
        class="tabs"
        role="tablist"
        aria-label={label}
        ref={list}
        onKeyDown={(event) => {
          const moves: Record<string, number> = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 };
          if (!(event.key in moves)) return;
          event.preventDefault();
          go(moves[event.key]!);
        }}
      >
        {tabs.map((tab, i) => (
          <button
            key={tab.id}
            id={`${id}-${tab.id}`}
            type="button"
            role="tab"
            aria-selected={i === at}
            aria-controls={`${id}-panel`}
            tabIndex={i === at ? 0 : -1}
            onClick={() => onChange(tab.id)}
          >
            {tab.label}
            {tab.count !== undefined && <span class="count"> {tab.count}</span>}
          </button>
        ))}
      </div>
      <div role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${tabs[at]?.id}`} class="tab-panel">
        {tabs[at]?.panel()}
      </div>
    </>
  );
}
