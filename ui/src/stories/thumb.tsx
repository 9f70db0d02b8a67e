import { useEffect, useState } from "preact/hooks";
import { api, unwrap, type Picture } from "../lib/api";

const found = new Map<string, Picture | null>();
const waiting: (() => Promise<void>)[] = [];
let running = 0;

// A few at a time, the newest first: who scrolls on does not wait for what has passed.
function pump(): void {
  while (running < 4 && waiting.length > 0) {
    running++;
    void waiting.pop()!().finally(() => {
      running--;
      pump();
    });
  }
}

/** A story's picture in a row. It says nothing that the headline does not, so it is not heard. */
export function Thumb({ id }: { id: string }) {
  const [picture, setPicture] = useState(found.get(id));
  useEffect(() => {
    if (!id || found.has(id)) return setPicture(found.get(id));
    let gone = false;
    setPicture(undefined);
    waiting.push(async () => {
      if (gone) return;
      if (found.has(id)) return setPicture(found.get(id));
      try {
        found.set(id, await unwrap(api.GET("/pictures/{id}", { params: { path: { id } } })));
      } catch {
        found.set(id, null);
      }
      if (!gone) setPicture(found.get(id));
    });
    pump();
    return () => void (gone = true);
  }, [id]);
  if (!picture) return <span class={id ? "thumb" : "thumb none"} />;
  return <img class="thumb" src={picture.src} srcset={picture.srcset} sizes="3rem" alt="" width={48} height={32} loading="lazy" decoding="async" />;
}
