import { useState } from "preact/hooks";
import { formatMoment } from "../lib/time";
import { Button } from "../lib/ui";
import type { Acting } from "./act";
import { Disclosed } from "./disclosed";
import { MomentField } from "./moment-field";
import { embargo } from "./service";
import type { Story } from "./types";
import type { Work } from "./work";

/** Nobody makes a story public before its embargo ends. To set it and to lift it are acts of their own. */
export function Embargo({ work, acting, story }: { work: Work; acting: Acting; story: Story }) {
  const before = story.embargo;
  const standing = before !== null && Date.parse(before) > Date.now();
  const set = async (until: string | null): Promise<boolean> => acting.run(
    "embargo", (version) => embargo(work.id, version, until),
    until === null ? "The embargo is lifted." : `Under embargo until ${formatMoment(until)}.`,
    { undo: () => void work.act((version) => embargo(work.id, version, before)) },
  );
  if (!story.may.embargo) return null; // when it ends is told with where the story stands
  return (
    <section class="panel-part">
      <Disclosed label={standing ? `Embargo until ${formatMoment(before)}…` : "Put it under embargo…"}>
        {(close) => <Form until={standing ? before : null} standing={standing} busy={acting.busy === "embargo"} set={async (until) => {
          if (await set(until)) close();
        }} cancel={close} />}
      </Disclosed>
    </section>
  );
}

function Form({ until, standing, busy, set, cancel }: {
  until: string | null;
  standing: boolean;
  busy: boolean;
  set: (until: string | null) => Promise<void>;
  cancel: () => void;
}) {
  const [at, setAt] = useState(until);
  const past = at !== null && Date.parse(at) <= Date.now();
  return (
    <form
      class="ask"
      onSubmit={(e) => {
        e.preventDefault();
        if (at !== null && !past && !busy) void set(at);
      }}
    >
      <MomentField label="Nobody may publish it before" iso={at} onMoment={setAt} from={new Date().toISOString()} {...(past && { error: "This is in the past." })} />
      <div class="actions start">
        <Button type="submit" look="primary" busy={busy}>{standing ? "Change the embargo" : "Set the embargo"}</Button>
        {standing && <Button busy={busy} onClick={() => void set(null)}>Lift it</Button>}
        <Button onClick={cancel}>Cancel</Button>
      </div>
    </form>
  );
}
