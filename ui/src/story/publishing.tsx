import { useEffect, useRef } from "preact/hooks";
import { people, personName, personOptions } from "../lib/newsroom";
import { formatMoment } from "../lib/time";
import { among, Button, Combobox, FormError } from "../lib/ui";
import { type Acting, Ask, useActing } from "./act";
import { Disclosed } from "./disclosed";
import { Embargo } from "./embargo";
import { PublishForm } from "./publish-form";
import { clock } from "./save-state";
import { act, assign, cancelSchedule, correct, withdraw } from "./service";
import { situation } from "./tell";
import type { Act, Story } from "./types";
import type { Work } from "./work";

/** Where the story stands, who sees it, and all that one may do about it. */
export function Publishing({ work }: { work: Work }) {
  const acting = useActing(work);
  const story = work.story.value;
  const { may } = story;
  const told = useRef<HTMLUListElement>(null);
  const state = `${story.state} ${story.status} ${story.scheduled?.from ?? ""}`;
  const before = useRef(state);
  useEffect(() => {
    // The button that was pressed may be gone.
    if (before.current !== state && !document.activeElement?.matches("textarea, input, [contenteditable=true]")) told.current?.focus();
    before.current = state;
  }, [state]);
  const scheduled = story.status === "scheduled" || story.scheduled !== null;
  return (
    <div class="panel-parts">
      <ul class="plain-list situation" ref={told} tabIndex={-1} aria-label="Where the story stands">
        {situation(story, clock()).map((line) => <li key={line}>{line}</li>)}
      </ul>
      <FormError>{acting.error}</FormError>
      {may.acts.length > 0 && <Acts work={work} acting={acting} acts={may.acts} />}
      {may.unschedule && <Cancel work={work} acting={acting} story={story} />}
      {(may.publish || may.schedule) && <PublishForm key={state} work={work} acting={acting} scheduled={scheduled} />}
      <Assignment work={work} acting={acting} story={story} />
      {(may.embargo || story.embargo !== null) && <Embargo work={work} acting={acting} story={story} />}
      {may.correct && <Corrections work={work} acting={acting} />}
      {story.corrections.length > 0 && <Corrected story={story} />}
      {may.withdraw && <Withdraw work={work} acting={acting} />}
    </div>
  );
}

const done: Record<string, string> = {
  send_to_subs: "Sent to the subs.", send_for_approval: "Sent for approval.", send_back: "Sent back.", hold: "On legal hold.",
  release: "Released.", reopen: "Reopened as a draft.",
};

const whys: Record<string, { label: string; hint: string }> = {
  send_back: { label: "What is to be done?", hint: "Its writer sees this." },
  hold: { label: "Why is it held?", hint: "The newsroom sees this." },
};

function Acts({ work, acting, acts }: { work: Work; acting: Acting; acts: Act[] }) {
  const run = (one: Act, note: string): void => {
    void acting.run(one.act, (version) => act(work.id, version, one, note), done[one.act] ?? `${one.name}: done.`);
  };
  const main = acts[0]?.act;
  return (
    <section class="panel-part acts" aria-label="Next steps">
      {acts.map((one) => one.needs_note ? (
        <Disclosed key={one.act} label={`${one.name}…`}>
          {(close) => (
            <Ask
              label={whys[one.act]?.label ?? "Why?"} hint={whys[one.act]?.hint ?? "The newsroom sees this."} does={one.name}
              busy={acting.busy === one.act} onDo={(note) => run(one, note)} onCancel={close}
            />
          )}
        </Disclosed>
      ) : (
        <div key={one.act} class="act">
          <Button look={one.act === main && !work.story.value.may.publish ? "primary" : "plain"} busy={acting.busy === one.act} onClick={() => run(one, "")}>{one.name}</Button>
        </div>
      ))}
    </section>
  );
}

function Cancel({ work, acting, story }: { work: Work; acting: Acting; story: Story }) {
  const change = story.scheduled !== null && story.status !== "scheduled";
  const at = story.scheduled?.from ?? story.public_from;
  const says = change
    ? "Readers go on seeing what is public now. What you wrote stays here as a change that is not published."
    : "The story does not go public. It waits as it did before it was scheduled.";
  return (
    <section class="panel-part">
      <Disclosed label={`Cancel ${at === null ? "the schedule" : `what is scheduled for ${formatMoment(at)}`}…`}>
        {(close) => (
          <>
            <p>{says}</p>
            <div class="actions start">
              <Button look="danger" busy={acting.busy === "cancel"} onClick={() => {
                void acting.run("cancel", (version) => cancelSchedule(work.id, version), "The schedule is cancelled.");
              }}>Cancel the schedule</Button>
              <Button onClick={close}>Leave it</Button>
            </div>
          </>
        )}
      </Disclosed>
    </section>
  );
}

function Assignment({ work, acting, story }: { work: Work; acting: Acting; story: Story }) {
  const named = people.byID.value.get(story.assignee);
  const value = story.assignee === "" ? null : { id: story.assignee, label: named?.name ?? "…" };
  if (!story.may.assign) {
    return (
      <section class="panel-part">
        <h2>Whose work it is</h2>
        <p>{story.assignee !== "" ? named?.name ?? "…" : story.owner !== "" ? `${personName(story.owner) || "…"} began it; it is assigned to nobody.` : "Nobody’s yet"}</p>
      </section>
    );
  }
  const give = (person: string, told: string): void => {
    const before = story.assignee;
    void acting.run("assign", (version) => assign(work.id, version, person), told, {
      undo: () => void work.act((version) => assign(work.id, version, before)),
    });
  };
  return (
    <section class="panel-part">
      <Combobox
        label="Assigned to" placeholder="Nobody" value={value} search={among(personOptions())}
        onChange={(option) => give(option?.id ?? "", option === null ? "Assigned to nobody." : `Assigned to ${option.label}.`)}
      />
    </section>
  );
}

function Corrections({ work, acting }: { work: Work; acting: Acting }) {
  return (
    <section class="panel-part">
      <Disclosed label="Add a correction…">
        {(close) => (
          <Ask
            label="What was wrong, and what is right?" hint="Readers see this with today’s date, and it stays. To publish it together with a change of the text, use the form above."
            does="Publish the correction" busy={acting.busy === "correct"} onCancel={close}
            onDo={(note) => void acting.run("correct", (version) => correct(work.id, version, note), "The correction is public.").then((ok) => ok && close())}
          />
        )}
      </Disclosed>
    </section>
  );
}

function Corrected({ story }: { story: Story }) {
  return (
    <section class="panel-part">
      <h2>Corrections</h2>
      <ul class="plain-list panel-list">
        {story.corrections.map((c) => (
          <li key={c.at + c.note}>
            <p>{c.note}</p>
            <p class="muted">{Date.parse(c.at) > Date.now() ? "public from" : "public since"} {formatMoment(c.at)}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Withdraw({ work, acting }: { work: Work; acting: Acting }) {
  return (
    <section class="panel-part">
      <Disclosed label="Withdraw the story…" look="danger">
        {(close) => (
          <>
            <p>It leaves the site, its lists and its feeds at once. Its address then says that it was withdrawn, and why.</p>
            <Ask
              label="Why is it withdrawn?" hint="Readers see this." does="Withdraw it now" danger busy={acting.busy === "withdraw"} onCancel={close}
              onDo={(reason) => void acting.run("withdraw", (version) => withdraw(work.id, version, reason), "The story is withdrawn.")}
            />
          </>
        )}
      </Disclosed>
    </section>
  );
}
