import { useEffect, useRef, useState } from "preact/hooks";
import { announce } from "../lib/announce";
import { api, ifMatch, isAbort, newKey, unwrap, unwrapTagged, wordsOf, type Topic } from "../lib/api";
import { searchTopics } from "../lib/newsroom";
import { inTurn, Ordered } from "../lib/order";
import { AreaField, Button, Combobox, Dialog, EmptyState, TextField, toast, type Option } from "../lib/ui";
import { useLoaded } from "../lib/view";
import { ThingDialog } from "./dialog";

type Values = { name: string; slug: string; description: string };
const valuesOf = ({ name, slug, description }: Topic): Values => ({ name, slug, description });
const blank = { id: "", version: 0, name: "", slug: "", description: "" } as Topic;

type Open = { kind: "edit" | "merge"; topic: Topic } | null;

export function TopicsTab() {
  const [q, setQ] = useState("");
  const [open, setOpen] = useState<Open>(null);
  const list = useTopics(q);
  const tag = useRef("");
  const [turn] = useState(inTurn);
  const featured = useLoaded(async (signal) => {
    const found = await unwrapTagged(api.GET("/topics/featured", { signal }));
    tag.current = found.tag;
    return found.data.items;
  });
  const feature = (next: Topic[]) => {
    const before = featured.data;
    featured.set(next); // at once; a refusal shows what stands
    turn(
      async () => {
        const header = { "If-Match": tag.current };
        tag.current = (await unwrapTagged(api.PUT("/topics/featured", { params: { header }, body: { ids: next.map((t) => t.id) } }))).tag;
      },
      (thrown) => {
        if (before) featured.set(before);
        toast(wordsOf(thrown), { bad: true });
        featured.reload();
      },
    );
  };
  const onFront = new Set(featured.data?.map((t) => t.id));
  const flip = (topic: Topic) => {
    const now = featured.data ?? [];
    feature(onFront.has(topic.id) ? now.filter((t) => t.id !== topic.id) : [...now, topic]);
    announce(onFront.has(topic.id) ? `${topic.name} no longer featured` : `${topic.name} featured`);
  };
  const renew = () => {
    setOpen(null);
    list.reload();
    featured.reload();
  };
  return (
    <div class="columns">
      <section class="part" aria-label="All topics">
        <div class="view-head">
          <TextField label="Search topics" hideLabel type="search" placeholder="Search topics" value={q} onText={setQ} />
          <Button onClick={() => setOpen({ kind: "edit", topic: blank })}>New topic</Button>
        </div>
        {list.error && <p class="wrong" role="alert">{list.error}</p>}
        {list.topics?.length === 0 && (
          <EmptyState title={q ? `No topic has “${q}”` : "No topics yet"}><p>Writers with the right to it also create topics as they file a story.</p></EmptyState>
        )}
        <ul class="rows" role="list">
          {list.topics?.map((t) => (
            <li key={t.id}>
              <span class="row-main">
                <button type="button" class="as-link" onClick={() => setOpen({ kind: "edit", topic: t })}>{t.name}</button>
                <span class="muted"> {t.stories === 1 ? "1 story" : `${t.stories} stories`}</span>
                {t.description && <small class="muted row-more">{t.description}</small>}
              </span>
              <Button look="quiet" disabled={!featured.data} aria-pressed={onFront.has(t.id)} aria-label={`Featured: ${t.name}`} onClick={() => flip(t)}>{onFront.has(t.id) ? "Featured" : "Feature"}</Button>
              <Button look="quiet" aria-label={`Merge ${t.name} into another topic`} onClick={() => setOpen({ kind: "merge", topic: t })}>Merge…</Button>
            </li>
          ))}
        </ul>
        {list.next && <Button onClick={list.more}>More topics</Button>}
      </section>
      <section class="part">
        <h2>More Topics</h2>
        <p class="muted">What the site offers under 'More Topics', in this order.</p>
        {featured.data?.length === 0 && <p>No topic is featured. Choose 'Feature' beside one.</p>}
        <Ordered
          label="Featured topics"
          items={featured.data ?? []}
          id={(t) => t.id}
          name={(t) => t.name}
          onOrder={feature}
          row={(t) => (
            <>
              <span>{t.name}</span>
              <Button look="quiet" aria-label={`Remove ${t.name} from More Topics`} onClick={() => flip(t)}>Remove</Button>
            </>
          )}
        />
      </section>
      {open?.kind === "edit" && <TopicDialog topic={open.topic} onClose={() => setOpen(null)} saved={renew} />}
      {open?.kind === "merge" && <MergeDialog topic={open.topic} onClose={() => setOpen(null)} merged={renew} />}
    </div>
  );
}

/** Topics by name as one types, and further ones when asked. */
function useTopics(q: string) {
  const [state, setState] = useState<{ topics?: Topic[]; next: string | null; error: string }>({ next: null, error: "" });
  const [turn, setTurn] = useState(0);
  const page = async (cursor: string | undefined, signal?: AbortSignal) => {
    const answer = await unwrap(api.GET("/topics", { params: { query: { q: q.trim() || undefined, limit: 50, cursor } }, signal }));
    return { topics: answer.items, next: answer.next };
  };
  useEffect(() => {
    const abort = new AbortController();
    const timer = setTimeout(async () => {
      try {
        const found = await page(undefined, abort.signal);
        if (abort.signal.aborted) return;
        setState({ ...found, error: "" });
        if (q) announce(`${found.topics.length}${found.next ? " or more" : ""} topics`);
      } catch (thrown) {
        if (!isAbort(thrown) && !abort.signal.aborted) setState((s) => ({ ...s, error: wordsOf(thrown) }));
      }
    }, q ? 120 : 0);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [q, turn]);
  const more = async () => {
    try {
      const found = await page(state.next ?? undefined);
      setState((s) => ({ topics: [...(s.topics ?? []), ...found.topics], next: found.next, error: "" }));
    } catch (thrown) {
      setState((s) => ({ ...s, error: wordsOf(thrown) }));
    }
  };
  return { ...state, more: () => void more(), reload: () => setTurn((t) => t + 1) };
}

function TopicDialog({ topic, onClose, saved }: { topic: Topic; onClose: () => void; saved: () => void }) {
  return (
    <ThingDialog<Topic, Values>
      thing={topic}
      noun="topic"
      values={valuesOf}
      labels={{ name: "Name", slug: "Address", description: "Description" }}
      save={(body, version) =>
        topic.id === ""
          ? unwrap(api.POST("/topics", { params: { header: newKey() }, body }))
          : unwrap(api.PUT("/topics/{id}", { params: { path: { id: topic.id }, header: ifMatch(version) }, body }))
      }
      saved={saved}
      onClose={onClose}
    >
      {(edit) => (
        <AreaField label="Description" hint="Stands at the head of the topic's page." value={edit.values.description} error={edit.wrong("description")} onText={(description) => edit.set({ description })} />
      )}
    </ThingDialog>
  );
}

function MergeDialog({ topic, onClose, merged }: { topic: Topic; onClose: () => void; merged: () => void }) {
  const [into, setInto] = useState<Option | null>(null);
  const [error, setError] = useState("");
  const [busy, setBusy] = useState(false);
  const merge = async () => {
    if (!into) return setError("Choose the topic that stays.");
    setBusy(true);
    try {
      await unwrap(api.POST("/topics/{id}/merge", { params: { path: { id: topic.id }, header: ifMatch(topic.version) }, body: { into: into.id } }));
      toast(`${topic.name} is now part of ${into.label}.`);
      merged();
    } catch (thrown) {
      setError(wordsOf(thrown));
      setBusy(false);
    }
  };
  return (
    <Dialog
      title={`Merge ${topic.name} into another topic`}
      onClose={onClose}
      onSubmit={() => void merge()}
      actions={
        <>
          <Button look="quiet" onClick={onClose}>Cancel</Button>
          <Button type="submit" look="danger" busy={busy}>{into ? `Merge into ${into.label}` : "Merge"}</Button>
        </>
      }
    >
      <Combobox
        label="The topic that stays"
        value={into}
        onChange={setInto}
        error={error}
        search={async (text, signal) => (await searchTopics(text, signal)).filter((t) => t.id !== topic.id)}
      />
      <p>
        {topic.stories === 1 ? "Its one story gets" : `All of its ${topic.stories} stories get`} the topic that stays{into ? `, ${into.label}` : ""}.
        Its address leads there, and {topic.name} is gone. This cannot be undone.
      </p>
    </Dialog>
  );
}
