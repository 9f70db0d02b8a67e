import { useSignal } from "@preact/signals";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { formatMoment } from "../lib/time";
import { Button } from "../lib/ui";
import { MomentField } from "./moment-field";
import { closeSide } from "./side";
import type { Work } from "./work";

const widths = { phone: 390, desktop: 1440 } as const;

/** The story in the site's own dress, as it would be at a moment, at the width of a phone or of a desk. */
export function Preview({ work }: { work: Work }) {
  const [device, setDevice] = useState<keyof typeof widths>("phone");
  const [at, setAt] = useState<string | null>(null);
  const address = `/desk/preview/${work.id}${at === null ? "" : `?at=${encodeURIComponent(at)}`}`;
  const comes = work.story.value.scheduled?.from ?? work.story.value.public_from;
  const future = comes !== null && Date.parse(comes) > Date.now() ? comes : null;
  return (
    <aside class={`story-side preview ${device}`} aria-label="Preview">
      <div class="preview-bar">
        <div class="preview-devices" role="group" aria-label="Width">
          <Button look="quiet" aria-pressed={device === "phone"} onClick={() => setDevice("phone")}>Phone</Button>
          <Button look="quiet" aria-pressed={device === "desktop"} onClick={() => setDevice("desktop")}>Desktop</Button>
        </div>
        <a class="button quiet" href={address} target="_blank" rel="noopener">Open in a new tab</a>
        <Button look="quiet" class="close" aria-label="Close the preview" onClick={closeSide}>×</Button>
      </div>
      <div class="preview-moment">
        <MomentField label="As at" iso={at} onMoment={setAt} />
        {at !== null && <Button look="quiet" onClick={() => setAt(null)}>Now</Button>}
        {at === null && future !== null && <Button look="quiet" onClick={() => setAt(future)}>At {formatMoment(future)}, when it goes public</Button>}
      </div>
      <Frames key={device} work={work} address={address} width={widths[device]} />
    </aside>
  );
}

/**
 * Two frames in turn: the next rendering loads out of sight and takes the place of the last when it is there, at the
 * same place of the page, so that nothing flickers while somebody writes.
 */
function Frames({ work, address, width }: { work: Work; address: string; width: number }) {
  const box = useRef<HTMLDivElement>(null);
  const frames = [useRef<HTMLIFrameElement>(null), useRef<HTMLIFrameElement>(null)] as const;
  const shown = useSignal<0 | 1>(0);
  const turn = useRef(0);
  const [scale, setScale] = useState(1);
  const [height, setHeight] = useState(0);
  useLayoutEffect(() => {
    const { current } = box;
    if (current === null) return;
    const measure = (): void => {
      setScale(Math.min(1, current.clientWidth / width));
      setHeight(current.clientHeight);
    };
    const watcher = new ResizeObserver(measure);
    watcher.observe(current);
    measure();
    return () => watcher.disconnect();
  }, [width]);

  const load = (): void => {
    const next = turn.current === 0 ? 0 : shown.peek() === 0 ? 1 : 0;
    const frame = frames[next].current;
    const before = frames[shown.peek()].current;
    if (frame === null) return;
    const mine = ++turn.current;
    frame.onload = () => {
      if (mine !== turn.current) return;
      try {
        frame.contentWindow?.scrollTo({ top: before?.contentWindow?.scrollY ?? 0, behavior: "instant" });
      } catch {
        // The reader of the preview has gone elsewhere by a link.
      }
      shown.value = next;
    };
    frame.src = address;
  };
  const landed = work.landed.value;
  useEffect(() => {
    if (turn.current === 0) void work.flush().catch(() => undefined); // the text on the screen, not that of a second ago
    load();
  }, [address, landed]);
  const style = { width: `${width}px`, height: `${height / scale}px`, transform: `scale(${scale})` };
  return (
    <div class="preview-box" ref={box}>
      {frames.map((ref, i) => (
        <iframe
          key={i} ref={ref} title={i === shown.value ? "Preview of the story" : "Preview that is loading"} style={style}
          class={i === shown.value ? "" : "loading"} tabIndex={i === shown.value ? 0 : -1} aria-hidden={i !== shown.value}
        />
      ))}
    </div>
  );
}
