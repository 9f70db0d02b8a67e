import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { Button } from "../lib/ui";

/** A view whose code is fetched when it is first shown. */
export function lazy<P extends object>(load: () => Promise<ComponentType<P>>): ComponentType<P> & { preload: () => void } {
  let found: ComponentType<P> | undefined;
  let asked: Promise<ComponentType<P>> | undefined;
  const ask = () =>
    (asked ??= load().then(
      (view) => (found = view),
      (thrown) => {
        asked = undefined;
        throw thrown;
      },
    ));
  function Lazy(props: P) {
    const [state, setState] = useState<"" | "here" | "failed">(found ? "here" : "");
    useEffect(() => {
      if (state === "") ask().then(() => setState("here"), () => setState("failed"));
    }, [state]);
    if (found) {
      const View = found;
      return <View {...props} />;
    }
    if (state !== "failed") return null;
    // Most likely the program was renewed, and the parts of its old desk are gone.
    return (
      <div class="view empty" role="alert">
        <p class="empty-title">This part of the desk cannot be fetched.</p>
        <p>The server may be away, or it has a new desk. Nothing that was saved is lost.</p>
        <div class="actions start">
          <Button onClick={() => setState("")}>Try again</Button>
          <Button look="primary" onClick={() => location.reload()}>Load the desk anew</Button>
        </div>
      </div>
    );
  }
  return Object.assign(Lazy, { preload: () => void ask().catch(() => undefined) });
}
