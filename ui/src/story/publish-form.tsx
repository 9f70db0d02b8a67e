import { useState } from "preact/hooks";
import { me } from "../lib/session";
import { formatMoment } from "../lib/time";
import { AreaField, Button, CheckField, TextField } from "../lib/ui";
import type { Acting } from "./act";
import { Disclosed } from "./disclosed";
import { MomentField } from "./moment-field";
import { clock } from "./save-state";
import { cancelSchedule, publish, type Publishing } from "./service";
import { when } from "./tell";
import type { Story } from "./types";
import type { Work } from "./work";

interface Order {
  later: boolean;
  at: string | null;
  ends: boolean;
  until: string | null;
  untilReason: string;
  significant: boolean;
  corrects: boolean;
  correction: string;
  note: string;
}

const whenWords = (iso: string): string => when(clock(), iso);

const usualReason = "This story was published for a limited time.";

/** Publishing: now or at a time, with or without an end; for a public story, what kind of change it is. */
export function PublishForm({ work, acting, scheduled }: { work: Work; acting: Acting; scheduled: boolean }) {
  const story = work.story.value;
  const isPublic = story.status === "published";
  if (scheduled && isPublic) {
    return <p class="panel-part muted">To publish something else, or at another time, cancel what is scheduled first.</p>;
  }
  if (scheduled) {
    return (
      <section class="panel-part">
        <Disclosed label="Change what is scheduled…">{() => <Form work={work} acting={acting} story={story} isPublic={isPublic} />}</Disclosed>
      </section>
    );
  }
  if (isPublic && !story.changed && !work.unsaved) {
    return (
      <section class="panel-part">
        <p class="muted">Readers see the story as it stands here.</p>
        <Disclosed label="Publish again, or set an end…">{() => <Form work={work} acting={acting} story={story} isPublic />}</Disclosed>
      </section>
    );
  }
  return (
    <section class="panel-part" aria-label="Publish">
      <h2>{isPublic ? "Publish the changes" : "Publish"}</h2>
      <Form work={work} acting={acting} story={story} isPublic={isPublic} />
    </section>
  );
}

function begin(story: Story): Order {
  const embargoed = story.embargo !== null && Date.parse(story.embargo) > Date.now();
  const at = story.scheduled?.from ?? (story.status === "scheduled" ? story.public_from : embargoed ? story.embargo : null);
  const until = story.scheduled?.until ?? story.public_until;
  return {
    later: at !== null || !story.may.publish, at, ends: until !== null, until, untilReason: "", significant: false, corrects: false, correction: "", note: "",
  };
}

/** What is wrong with an order, by field; the server has the last word. */
function wrong(order: Order, embargo: string | null): { at?: string; until?: string; correction?: string; embargo?: string } {
  const now = Date.now();
  const from = order.later && order.at !== null ? Date.parse(order.at) : now;
  const found: ReturnType<typeof wrong> = {};
  if (order.later && order.at === null) found.at = "Say when.";
  else if (order.later && from < now) found.at = "This is in the past.";
  if (embargo !== null && Date.parse(embargo) > from) found.embargo = `Under embargo until ${formatMoment(embargo)}: not before.`;
  if (order.ends && order.until === null) found.until = "Say when it ends.";
  else if (order.ends && order.until !== null && Date.parse(order.until) <= from) found.until = "It would end before it begins.";
  if (order.corrects && order.correction.trim() === "") found.correction = "Say what was wrong, and what is right.";
  return found;
}

function missing(work: Work, story: Story): string {
  const lacks = [
    ...(work.lines.headline.value.trim() === "" ? ["a headline"] : []),
    ...(story.kind === "article" && work.lines.section.value === "" ? ["a section"] : []),
  ];
  return lacks.length === 0 ? "" : `It needs ${lacks.join(" and ")} first.`;
}

function Form({ work, acting, story, isPublic }: { work: Work; acting: Acting; story: Story; isPublic: boolean }) {
  const [order, setOrder] = useState<Order>(() => begin(story));
  const [tried, setTried] = useState(false);
  const set = (change: Partial<Order>): void => setOrder({ ...order, ...change });
  const faults = wrong(order, story.embargo);
  const lacks = missing(work, story);
  const again = isPublic && !story.changed && !work.unsaved;
  const what = again ? "Publish again" : isPublic ? "Publish the changes" : "Publish";
  const shown = tried ? faults : {};
  const submit = (): void => {
    setTried(true);
    if (lacks !== "" || Object.keys(faults).length > 0) return;
    const { later, at } = order;
    const told = later && at !== null ? `It goes public ${whenWords(at)}.` : isPublic && !again ? "The changes are public." : "The story is public.";
    const undo = { undo: () => void work.act((version) => cancelSchedule(work.id, version)) };
    const look = { action: { label: "Look at it", run: () => void open((me.value?.newsroom.base_url ?? "").replace(/\/$/, "") + work.story.value.path, "_blank", "noopener") } };
    void acting.run("publish", (version) => publish(work.id, version, orderOf(order, isPublic)), told, later ? undo : look);
  };
  return (
    <form
      class="publish-form"
      onSubmit={(e) => {
        e.preventDefault();
        if (acting.busy === "") submit();
      }}
    >
      <When order={order} set={set} shown={shown} isPublic={isPublic} story={story} />
      {isPublic && <Kind order={order} set={set} error={shown.correction} />}
      <CheckField label="End it at a time" checked={order.ends} onCheck={(ends) => set({ ends })} />
      {order.ends && (
        <div class="publish-more">
          <MomentField label="It ends" iso={order.until} onMoment={(until) => set({ until })} {...(shown.until !== undefined && { error: shown.until })} />
          <TextField label="What readers are told then" value={order.untilReason} placeholder={usualReason} onText={(untilReason) => set({ untilReason })} maxLength={5000} />
        </div>
      )}
      <TextField label="Note for the newsroom" value={order.note} onText={(note) => set({ note })} maxLength={5000} placeholder="Why, for the history" />
      {lacks !== "" && <p class={tried ? "wrong" : "muted"} role={tried ? "alert" : undefined}>{lacks}</p>}
      <Button type="submit" look="primary" busy={acting.busy === "publish"}>{label(order, what)}</Button>
    </form>
  );
}

function label({ later, at }: Order, what: string): string {
  if (!later) return `${what} now`;
  if (at === null) return `${what} at a time`;
  return `${what} ${whenWords(at)}`;
}

function orderOf(order: Order, isPublic: boolean): Publishing {
  return {
    ...(order.later && order.at !== null && { at: order.at }),
    ...(order.ends ? order.until !== null && { until: order.until } : { endless: true }),
    ...(order.ends && order.untilReason.trim() !== "" && { until_reason: order.untilReason.trim() }),
    significant: isPublic && order.significant,
    ...(isPublic && order.corrects && { correction: order.correction.trim() }),
    ...(order.note.trim() !== "" && { note: order.note.trim() }),
  };
}

type Part = { order: Order; set: (change: Partial<Order>) => void };

function When({ order, set, shown, isPublic, story }: Part & { shown: ReturnType<typeof wrong>; isPublic: boolean; story: Story }) {
  const current = [...story.publications].filter((p) => Date.parse(p.from) <= Date.now()).sort((a, b) => (a.from < b.from ? 1 : -1))[0];
  return (
    <fieldset class="choice">
      <legend class="only-heard">When</legend>
      {story.may.publish && <Radio name="when" label="Now" checked={!order.later} onPick={() => set({ later: false })} />}
      <Radio name="when" label="At a time" checked={order.later} onPick={() => set({ later: true })} />
      {order.later && (
        <div class="publish-more">
          <MomentField label="It goes public" iso={order.at} onMoment={(at) => set({ at })} from={new Date().toISOString()} {...(shown.at !== undefined && { error: shown.at })} />
          {isPublic && order.at !== null && current !== undefined && (
            <p class="muted">Readers see the version of {formatMoment(current.from)} until {formatMoment(order.at)}.</p>
          )}
        </div>
      )}
      {shown.embargo !== undefined && <p class="wrong">{shown.embargo}</p>}
    </fieldset>
  );
}

function Kind({ order, set, error }: Part & { error: string | undefined }) {
  return (
    <>
      <fieldset class="choice">
        <legend class="only-heard">What kind of change</legend>
        <Radio name="kind" label="Silent fix" hint="The time that readers see stays." checked={!order.significant} onPick={() => set({ significant: false })} />
        <Radio name="kind" label="Significant update" hint="Readers see that it was updated, and when." checked={order.significant} onPick={() => set({ significant: true })} />
      </fieldset>
      <CheckField label="With a correction that readers see" checked={order.corrects} onCheck={(corrects) => set({ corrects })} />
      {order.corrects && (
        <div class="publish-more">
          <AreaField
            label="What was wrong, and what is right?" value={order.correction} onText={(correction) => set({ correction })} maxLength={5000}
            hint="It is dated with the change, and stays with the story." {...(error !== undefined && { error })}
          />
        </div>
      )}
    </>
  );
}

function Radio({ name, label, hint, checked, onPick }: { name: string; label: string; hint?: string; checked: boolean; onPick: () => void }) {
  return (
    <label class="radio">
      <input type="radio" name={`publish-${name}`} checked={checked} onChange={onPick} />
      <span>{label}{hint !== undefined && <small class="muted">{hint}</small>}</span>
    </label>
  );
}
