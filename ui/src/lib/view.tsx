import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import type { ComponentChildren } from "preact";
import { wordsOf, isAbort } from "./problem";
import { moved } from "./router";
import { me } from "./session";

/** Names the view in the browser's title. */
export function useTitle(title: string): void {
  const newsroom = me.value?.newsroom.name;
  useEffect(() => {
    document.title = [title, newsroom || "Desk"].filter(Boolean).join(" · ");
  }, [title, newsroom]);
}

/** A view's heading. It takes the focus when one has come here from another view, so that one hears where one is. */
export function Heading({ children, title, hidden }: { children: ComponentChildren; title?: string; hidden?: boolean }) {
  useTitle(title ?? (typeof children === "string" ? children : ""));
  const ref = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (moved()) ref.current?.focus({ preventScroll: true });
  }, []);
  return <h1 ref={ref} tabIndex={-1} class={hidden ? "only-heard" : undefined}>{children}</h1>;
}

/** On a phone a row of tabs is wider than the page: the one that is open is brought into sight. */
export function useTabInSight(current: string): void {
  useEffect(() => {
    document.querySelector(".tabs > [aria-current]")?.scrollIntoView({ inline: "center", block: "nearest" });
  }, [current]);
}

export type Loaded<T> = {
  /** What was fetched last; it stays while it is fetched again. */
  data: T | undefined;
  /** Why it could not be fetched, or "". */
  error: string;
  reload: () => void;
  set: (data: T) => void;
};

/** Fetches when shown and when one of `on` changes; an answer that has been overtaken is dropped. */
export function useLoaded<T>(fetcher: (signal: AbortSignal) => Promise<T>, on: readonly unknown[] = []): Loaded<T> {
  const [state, setState] = useState<{ data?: T; error: string }>({ error: "" });
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    const abort = new AbortController();
    fetcher(abort.signal).then(
      (data) => abort.signal.aborted || setState({ data, error: "" }),
      (thrown) => abort.signal.aborted || isAbort(thrown) || setState((s) => ({ ...s, error: wordsOf(thrown) })),
    );
    return () => abort.abort();
  }, [...on, turn]);
  return {
    data: state.data,
    error: state.error,
    reload: useCallback(() => setTurn((t) => t + 1), []),
    set: useCallback((data: T) => setState({ data, error: "" }), []),
  };
}
