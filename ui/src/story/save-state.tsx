import { useEffect, useState } from "preact/hooks";
import { formatMoment } from "../lib/time";
import { Button } from "../lib/ui";
import { savingWords } from "./tell";
import type { Work } from "./work";

/** Counts the seconds until a moment of performance.now, while there is one. */
function useSeconds(until: number | null): number | null {
  const [, tick] = useState(0);
  useEffect(() => {
    if (until === null) return;
    const timer = setInterval(() => tick((n) => n + 1), 500);
    return () => clearInterval(timer);
  }, [until]);
  return until === null ? null : Math.ceil((until - performance.now()) / 1000);
}

export const clock = () => ({ now: Date.now(), moment: (iso: string) => formatMoment(iso) });

/** 'Saved 14:02', in the bar. What is wrong is told beside it at length. */
export function SaveState({ work }: { work: Work }) {
  const told = savingWords(work.saver.value, work.keeps.value, clock(), null);
  return <span class={told.bad ? "story-saved bad" : "story-saved"}>{told.bad ? "Not saved" : told.text}</span>;
}

export function SaveTrouble({ work }: { work: Work }) {
  const saver = work.saver.value;
  const seconds = useSeconds(saver.trouble === null ? null : saver.retryAt);
  if (saver.trouble === null || saver.trouble.kind === "stale") return null; // which the choice of texts tells
  const told = savingWords(saver, work.keeps.value, clock(), seconds);
  return (
    <div class="story-notice bad">
      <p>{told.text}</p>
      {told.tryNow && <Button onClick={() => work.retry()}>Try now</Button>}
    </div>
  );
}
