import { useState } from "preact/hooks";
import { lazy } from "../app/lazy";
import { may, me } from "../lib/session";
import { formatMoment } from "../lib/time";
import { Button, toast } from "../lib/ui";
import { useLoaded } from "../lib/view";
import type { Kept } from "./kept";
import { personName } from "./names";
import { SaveTrouble } from "./save-state";
import { revisions } from "./service";
import { readOnlyWhy } from "./tell";
import type { Content, Story } from "./types";
import type { Work } from "./work";

const Comparison = lazy(() => import("./comparison").then((m) => m.Comparison));

/** What stands between the writer and the text: never a dialog, so that the text stays in sight. */
export function Notices({ work }: { work: Work }) {
  const conflict = work.conflict.value;
  const unsent = work.found.value.filter((k) => k.why === "unsent");
  const story = work.story.value;
  return (
    <div class="story-notices">
      <SaveTrouble work={work} />
      {conflict !== null && <Conflict key={conflict.version} work={work} theirs={conflict} />}
      {conflict === null && unsent.map((k) => <Found key={k.key} work={work} kept={k} />)}
      {toldWhy.has(story.state) && <Why key={story.state} work={work} />}
      {!story.may.write && <ReadOnly story={story} />}
    </div>
  );
}

const by = (id: string): string => (id === me.value?.person.id ? "You, in another window," : personName(id));

function Conflict({ work, theirs }: { work: Work; theirs: Story }) {
  const [mine, setMine] = useState<Content | null>(null);
  return (
    <section class="story-notice bad" aria-label="Two texts of this story" role="alert">
      <p>
        <strong>{by(theirs.saved_by)} saved this story at {formatMoment(theirs.saved_at)}.</strong> What you wrote since is not saved there.
        Nothing is lost: the text that you do not go on with is kept in this browser, under History.
      </p>
      <div class="actions start">
        <Button onClick={() => setMine(mine === null ? work.content() : null)} aria-expanded={mine !== null}>{mine === null ? "Compare" : "Hide the comparison"}</Button>
        <Button onClick={() => void work.keepMine(theirs)}>Keep mine</Button>
        <Button onClick={() => void work.takeTheirs(theirs)}>Take theirs</Button>
      </div>
      {mine !== null && (
        <div class="story-notice-more">
          <p class="muted">Struck out is only in theirs, underlined only in yours.</p>
          <Comparison before={theirs.content} after={mine} layout="inline" whole={false} />
        </div>
      )}
    </section>
  );
}

function Found({ work, kept }: { work: Work; kept: Kept }) {
  const [now, setNow] = useState<Content | null>(null);
  const [sure, setSure] = useState(false);
  return (
    <section class="story-notice warn" aria-label="Text that had not reached the server">
      <p><strong>Text from {formatMoment(kept.at)} that had not reached the server.</strong> This browser kept it.</p>
      {sure ? (
        <div class="actions start">
          <span>This deletes the only copy.</span>
          <Button look="danger" onClick={() => void work.discard(kept)}>Delete it</Button>
          <Button onClick={() => setSure(false)}>Keep it</Button>
        </div>
      ) : (
        <div class="actions start">
          <Button onClick={() => setNow(now === null ? work.content() : null)} aria-expanded={now !== null}>{now === null ? "Compare" : "Hide the comparison"}</Button>
          {work.story.value.may.write && <Button onClick={() => restore(work, kept)}>Put it back</Button>}
          <Button onClick={() => setSure(true)}>Discard it</Button>
        </div>
      )}
      {now !== null && (
        <div class="story-notice-more">
          <p class="muted">Struck out is only in the story as it is, underlined only in the text that was kept.</p>
          <Comparison before={now} after={kept.content} layout="inline" whole={false} />
        </div>
      )}
    </section>
  );
}

export function restore(work: Work, kept: Kept): void {
  void work.recover(kept).then(() => toast("The text is back. What stood here is kept under History."));
}

/** The act that says in words why a story is in a state. */
const toldWhy = new Map([["draft", "send_back"], ["held", "hold"]]);

/** What the sub-editor, or the lawyer, wrote with the last step: whoever opens the story is to see it first. */
function Why({ work }: { work: Work }) {
  const { data } = useLoaded(() => revisions(work.id, "", 1), [work.acted.value]);
  const last = data?.items[0];
  if (last === undefined || last.note === "" || last.act !== toldWhy.get(work.story.value.state)) return null;
  return (
    <p class="story-notice warn">
      <span><strong>{last.by} {last.act === "hold" ? "put this on hold" : "sent this back"}, {formatMoment(last.at)}:</strong> “{last.note}”</span>
    </p>
  );
}

function ReadOnly({ story }: { story: Story }) {
  const who = { id: me.value?.person.id ?? "", may };
  return <p class="story-notice">{readOnlyWhy(story, who)}</p>;
}

/** Texts that were put aside in this browser, for the panel's history. */
export function Aside({ work }: { work: Work }) {
  const aside = work.found.value.filter((k) => k.why === "aside");
  const [shown, setShown] = useState("");
  if (aside.length === 0) return null;
  return (
    <section class="panel-part">
      <h2>Put aside in this browser</h2>
      <ul class="plain-list panel-list">
        {aside.map((k) => (
          <li key={k.key}>
            <p>{k.by === "you" ? "Your text" : `${personName(k.by)}’s text`}, {formatMoment(k.at)}</p>
            <div class="actions start">
              <Button look="quiet" aria-expanded={shown === k.key} onClick={() => setShown(shown === k.key ? "" : k.key)}>Compare</Button>
              {work.story.value.may.write && <Button look="quiet" onClick={() => restore(work, k)}>Put it back</Button>}
              <Button look="quiet" onClick={() => void work.discard(k)}>Discard</Button>
            </div>
            {shown === k.key && <Comparison before={work.content()} after={k.content} layout="inline" whole={false} />}
          </li>
        ))}
      </ul>
    </section>
  );
}
