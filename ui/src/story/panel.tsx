import { Link } from "../lib/router";
import { formatFull, formatMoment } from "../lib/time";
import { Button, FailedState, Tabs } from "../lib/ui";
import { useLoaded } from "../lib/view";
import { Details } from "./details";
import { actName, liveWords } from "./acts";
import { Aside } from "./notices";
import { Publishing } from "./publishing";
import { appearances, revisions } from "./service";
import { Share } from "./share";
import { closeSide, covers, type PanelTab, tab } from "./side";
import type { Appearance } from "./types";
import type { Work } from "./work";

export function Panel({ work, readOnly }: { work: Work; readOnly: boolean }) {
  const { share } = work.story.value.may;
  const tabs = [
    { id: "details", label: "Details", panel: () => <Details work={work} readOnly={readOnly} /> },
    { id: "publishing", label: "Publishing", panel: () => <Publishing work={work} /> },
    { id: "history", label: "History", panel: () => <History work={work} /> },
    { id: "appears", label: "Appears", panel: () => <Appears work={work} /> },
    ...(share ? [{ id: "share", label: "Share", panel: () => <Share work={work} /> }] : []),
  ];
  return (
    <aside class="story-side panel" aria-label="About this story">
      {covers.value && <Button look="quiet" class="story-side-close" onClick={closeSide}>Back to the text</Button>}
      <Tabs label="About this story" tabs={tabs} current={tab.value} onChange={(id) => (tab.value = id as PanelTab)} />
    </aside>
  );
}

function History({ work }: { work: Work }) {
  const { data, error, reload } = useLoaded(() => revisions(work.id, "", 12), [work.acted.value]);
  return (
    <div class="panel-parts">
      <Aside work={work} />
      {error !== "" && <FailedState why={error} again={reload} />}
      {data?.items.length === 0 && <p class="muted">No revision yet. One is kept at every step: when it is sent on, published or restored.</p>}
      {data !== undefined && data.items.length > 0 && (
        <>
          <ol class="plain-list panel-list">
            {data.items.map((r) => (
              <li key={r.id}>
                <p>
                  <time dateTime={r.at} title={formatFull(r.at)}>{formatMoment(r.at)}</time> {actName(r.act)}, {r.by}
                  {r.live && <> <strong class="live">{liveWords}</strong></>}
                </p>
                {r.note !== "" && <p class="muted">“{r.note}”</p>}
              </li>
            ))}
          </ol>
          <p><Link href={`/desk/stories/${work.id}/history`}>Compare and restore</Link></p>
        </>
      )}
    </div>
  );
}

const kinds: Record<Appearance["kind"], string> = {
  page: "At its address", front: "On fronts", rail: "In rails", list: "In lists", feed: "In feeds", sitemap: "In site maps",
};

function Appears({ work }: { work: Work }) {
  const { data, error, reload } = useLoaded(() => appearances(work.id), [work.acted.value]);
  if (error !== "") return <FailedState why={error} again={reload} />;
  if (data === undefined) return null;
  const now = Date.now();
  const standing = data.filter((a) => a.until == null || Date.parse(a.until) > now);
  if (standing.length === 0) {
    const isPublic = work.story.value.status === "published";
    return <p class="panel-part muted">{isPublic ? "On no front and in no list just now." : "Nowhere yet. Once it is public, this is where readers come across it."}</p>;
  }
  return (
    <div class="panel-parts">
      {(Object.keys(kinds) as Appearance["kind"][]).map((kind) => {
        const here = standing.filter((a) => a.kind === kind);
        return here.length === 0 ? null : (
          <section key={kind} class="panel-part">
            <h2>{kinds[kind]}</h2>
            <ul class="plain-list panel-list">
              {here.map((a) => (
                <li key={`${a.title} ${a.path}`}>
                  <a href={a.path} target="_blank" rel="noopener">{a.title}</a>{" "}
                  <span class="muted">{Date.parse(a.since) > now ? "from" : "since"} {formatMoment(a.since)}</span>
                </li>
              ))}
            </ul>
          </section>
        );
      })}
    </div>
  );
}
