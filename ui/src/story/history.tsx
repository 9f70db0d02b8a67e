import { useEffect, useState } from "preact/hooks";
import { wordsOf } from "../lib/api";
import { Link, navigate } from "../lib/router";
import { formatFull, formatMoment } from "../lib/time";
import { Button, CheckField, EmptyState, FailedState, FormError, toast } from "../lib/ui";
import { Heading, useLoaded } from "../lib/view";
import { actName, liveWords } from "./acts";
import { canonical } from "./content";
import { Comparison, type Layout } from "./comparison";
import { getStory, restore, revision, revisions } from "./service";
import type { Content, Revision, Story } from "./types";

/** Stands for what is written now, which is no revision yet. */
const draft = "draft";

interface Chosen {
  before: string;
  after: string;
}

/** Every revision of a story; any two of them beside each other; and the way back to one. */
export function HistoryView({ id }: { id: string }) {
  const story = useLoaded(() => getStory(id), [id]);
  const first = useLoaded(() => revisions(id, "", 100), [id]);
  const [more, setMore] = useState<{ items: Revision[]; next: string | null } | null>(null);
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const error = story.error || first.error;
  if (error !== "") {
    return (
      <div class="view">
        <Heading>History</Heading>
        <FailedState why={error} again={() => {
          story.reload();
          first.reload();
        }} />
      </div>
    );
  }
  if (story.data === undefined || first.data === undefined) return <div class="view" aria-busy="true"><Heading hidden>History</Heading></div>;
  const all = [...first.data.items, ...(more?.items ?? [])];
  const next = more === null ? first.data.next : more.next;
  const headline = story.data.content.headline || "Untitled story";
  if (all.length === 0) {
    return (
      <div class="view">
        <Head id={id} headline={headline} />
        <EmptyState title="No revision yet">One is kept at every step: when the story is sent on, published or restored.</EmptyState>
      </div>
    );
  }
  const pair = chosen ?? usual(all);
  const goOn = async (): Promise<void> => {
    const page = await revisions(id, next ?? "", 100);
    setMore({ items: [...(more?.items ?? []), ...page.items], next: page.next });
  };
  return (
    <div class="view history">
      <Head id={id} headline={headline} />
      <div class="history-columns">
        <Revisions story={story.data} all={all} chosen={pair} choose={setChosen} more={next === null ? null : goOn} />
        <Compared key={`${pair.before} ${pair.after}`} story={story.data} all={all} pair={pair} />
      </div>
    </div>
  );
}

/** The draft against the newest revision; where they are the same, that is told. */
const usual = (all: Revision[]): Chosen => ({ before: all[0]?.id ?? draft, after: draft });

function Head({ id, headline }: { id: string; headline: string }) {
  return (
    <header class="history-head">
      <Heading title={`History: ${headline}`}>{headline}</Heading>
      <p><Link href={`/desk/stories/${id}`}>Back to the story</Link></p>
    </header>
  );
}

function Revisions({ story, all, chosen, choose, more }: {
  story: Story;
  all: Revision[];
  chosen: Chosen;
  choose: (chosen: Chosen) => void;
  more: (() => Promise<void>) | null;
}) {
  const radios = (id: string, name: string) => (
    <>
      <td><input type="radio" name="before" aria-label={`Compare from: ${name}`} checked={chosen.before === id} onChange={() => choose({ ...chosen, before: id })} /></td>
      <td><input type="radio" name="after" aria-label={`Compare to: ${name}`} checked={chosen.after === id} onChange={() => choose({ ...chosen, after: id })} /></td>
    </>
  );
  const row = (id: string): string | undefined => (id === chosen.before || id === chosen.after ? "chosen" : undefined);
  return (
    <div class="history-list">
      <table>
        <caption class="only-heard">Revisions, newest first. Choose two to compare.</caption>
        <thead>
          <tr><th scope="col">From</th><th scope="col">To</th><th scope="col">Revision</th></tr>
        </thead>
        <tbody>
          <tr class={row(draft)}>
            {radios(draft, "the draft as it is now")}
            <th scope="row">
              <span class="history-what">The draft as it is now</span>
              <span class="muted">{story.status === "published" && !story.changed && story.scheduled === null ? "the same as what is public" : `saved ${formatMoment(story.saved_at)}`}</span>
            </th>
          </tr>
          {all.map((r) => (
            <tr key={r.id} class={row(r.id)}>
              {radios(r.id, `${actName(r.act)} by ${r.by}, ${formatFull(r.at)}`)}
              <th scope="row">
                <span class="history-what">
                  <time dateTime={r.at} title={formatFull(r.at)}>{formatMoment(r.at)}</time> {actName(r.act)}
                  {r.live && <strong class="live">{liveWords}</strong>}
                </span>
                <span class="muted">{r.by && `by ${r.by}, `}{r.words.toLocaleString("en-GB")} words</span>
                {r.note !== "" && <span class="history-note">“{r.note}”</span>}
              </th>
            </tr>
          ))}
        </tbody>
      </table>
      {more !== null && <Button onClick={() => void more().catch((err: unknown) => toast(wordsOf(err), { bad: true }))}>Older revisions</Button>}
    </div>
  );
}

const contents = new Map<string, Promise<Content>>();

/** A revision never changes: it is asked for once. */
function contentOf(story: Story, id: string): Promise<Content> {
  if (id === draft) return Promise.resolve(story.content);
  let asked = contents.get(id);
  if (asked === undefined) {
    asked = revision(story.id, id).then((r) => r.content);
    contents.set(id, asked);
    asked.catch(() => contents.delete(id));
  }
  return asked;
}

let layoutLast: Layout = typeof matchMedia !== "undefined" && matchMedia("(min-width: 75rem)").matches ? "side" : "inline";
let wholeLast = true;

function Compared({ story, all, pair }: { story: Story; all: Revision[]; pair: Chosen }) {
  const [layout, setLayout] = useState<Layout>(layoutLast);
  const [whole, setWhole] = useState(wholeLast);
  const { data, error, reload } = useLoaded(async () => {
    const [before, after] = await Promise.all([contentOf(story, pair.before), contentOf(story, pair.after)]);
    return { before, after };
  });
  useEffect(() => {
    layoutLast = layout;
    wholeLast = whole;
  }, [layout, whole]);
  const name = (id: string): string => {
    const r = all.find((one) => one.id === id);
    return r === undefined ? "the draft as it is now" : `the revision of ${formatMoment(r.at)} (${actName(r.act)})`;
  };
  // What the draft says already cannot be restored.
  const restorable = (shown: { before: Content; after: Content }): string[] => [...new Set([pair.before, pair.after])].filter(
    (id) => id !== draft && canonical(id === pair.before ? shown.before : shown.after) !== canonical(story.content),
  );
  return (
    <section class="history-compared" aria-label="Comparison">
      <div class="history-tools">
        <div role="group" aria-label="How to compare" class="preview-devices">
          <Button look="quiet" aria-pressed={layout === "side"} onClick={() => setLayout("side")}>Side by side</Button>
          <Button look="quiet" aria-pressed={layout === "inline"} onClick={() => setLayout("inline")}>In one text</Button>
        </div>
        <CheckField label="Only what changed" checked={!whole} onCheck={(only) => setWhole(!only)} />
      </div>
      {error !== "" && <FailedState why={error} again={reload} />}
      {data !== undefined && (
        <>
          {story.may.write && restorable(data).length > 0 && (
            <div class="history-restores">{restorable(data).map((id) => <Restore key={id} story={story} id={id} name={name(id)} />)}</div>
          )}
          {layout === "side" && (
            <div class="comparison-pair history-sides"><h2>{capital(name(pair.before))}</h2><h2>{capital(name(pair.after))}</h2></div>
          )}
          {layout === "inline" && <p class="muted">Struck out: only in {name(pair.before)}. Underlined: only in {name(pair.after)}.</p>}
          {canonical(data.before) === canonical(data.after) && <p class="history-same">The two say the same.</p>}
          <Comparison before={data.before} after={data.after} layout={layout} whole={whole} />
        </>
      )}
    </section>
  );
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

function Restore({ story, id, name }: { story: Story; id: string; name: string }) {
  const [asked, setAsked] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState("");
  const run = async (): Promise<void> => {
    setBusy(true);
    setError("");
    try {
      await restore(story.id, story.version, id);
      toast("Restored as a new revision.");
      navigate(`/desk/stories/${story.id}`);
    } catch (err) {
      setError(wordsOf(err));
      setBusy(false);
    }
  };
  return (
    <div class="history-restore">
      {asked ? (
        <>
          <p>The draft takes up the text of {name}, as a new revision. What is public stays as it is until you publish.</p>
          <div class="actions start">
            <Button look="primary" busy={busy} onClick={() => void run()}>Restore it</Button>
            <Button onClick={() => setAsked(false)}>Cancel</Button>
          </div>
        </>
      ) : <Button onClick={() => setAsked(true)}>Restore {name}…</Button>}
      <FormError>{error}</FormError>
    </div>
  );
}
