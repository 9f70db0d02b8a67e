import { useEffect, useState } from "preact/hooks";
import { announce } from "../lib/announce";
import { api, base, isAbort, unwrap, wordsOf, type AuditEvent } from "../lib/api";
import { people, personName, sectionName, sections } from "../lib/newsroom";
import { Link, query, setQuery } from "../lib/router";
import { dayBounds, formatDay, formatFull, formatTime } from "../lib/time";
import { among, Button, Combobox, EmptyState, FailedState, SelectField, TextField } from "../lib/ui";
import { Heading } from "../lib/view";
import { actOptions, actWords, nouns, particulars, viaWords } from "./sentences";

const names = ["person", "act", "noun", "from", "to"] as const;
type Filters = Record<(typeof names)[number], string>;

function filtersOf(q: URLSearchParams): Filters {
  return Object.fromEntries(names.map((n) => [n, q.get(n) ?? ""])) as Filters;
}

/** The filters as the API takes them. */
function asked(f: Filters): Partial<Filters> {
  const from = f.from && dayBounds(f.from)?.from;
  const to = f.to && dayBounds(f.to)?.to;
  const all = { person: f.person, act: f.act, noun: f.noun, from, to };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value));
}

export function AuditView() {
  const filters = filtersOf(query.value);
  const change = (to: Partial<Filters>) => setQuery({ ...filters, ...to });
  const list = useEvents(filters);
  const csv = new URLSearchParams(asked(filters) as Record<string, string>).toString();
  useEffect(() => {
    void people.ensure();
    void sections.ensure();
  }, []);
  const person = people.byID.value.get(filters.person);
  return (
    <div class="view audit">
      <div class="view-head">
        <Heading>Audit log</Heading>
        <a class="button" href={`${base}/audit.csv${csv && `?${csv}`}`} download>Export as CSV</a>
      </div>
      <div class="filters open" role="group" aria-label="Filters">
        <Combobox hideLabel label="Person" placeholder="Person" value={filters.person ? { id: filters.person, label: person?.name ?? "…" } : null} onChange={(o) => change({ person: o?.id ?? "" })} search={among(people.all.value.map((p) => ({ id: p.id, label: p.name })))} />
        <Combobox hideLabel label="What was done" placeholder="What was done" value={actOptions.find((a) => a.id === filters.act) ?? null} onChange={(o) => change({ act: o?.id ?? "" })} search={among(actOptions)} />
        <SelectField hideLabel label="To what" value={filters.noun} onPick={(noun) => change({ noun })} options={[{ value: "", label: "To anything" }, ...Object.entries(nouns).map(([value, label]) => ({ value, label }))]} />
        <TextField class="beside" label="From" type="date" value={filters.from} max={filters.to || undefined} onText={(from) => change({ from })} />
        <TextField class="beside" label="to" type="date" value={filters.to} min={filters.from || undefined} onText={(to) => change({ to })} />
        {names.some((n) => filters[n]) && <Button look="quiet" onClick={() => setQuery({})}>Clear filters</Button>}
      </div>
      {list.error && <FailedState why={list.error} again={list.reload} />}
      {list.events?.length === 0 && !list.error && <EmptyState title="Nothing was done that matches these filters" />}
      <Days events={list.events ?? []} />
      {list.next && <Button class="more-rows" onClick={list.more}>Earlier entries</Button>}
    </div>
  );
}

function Days({ events }: { events: AuditEvent[] }) {
  const days: { name: string; events: AuditEvent[] }[] = [];
  for (const event of events) {
    const name = formatDay(event.at);
    if (days.at(-1)?.name === name) days.at(-1)!.events.push(event);
    else days.push({ name, events: [event] });
  }
  return (
    <>
      {days.map((day) => (
        <section key={day.events[0]!.id} class="audit-day">
          <h2>{day.name.charAt(0).toUpperCase() + day.name.slice(1)}</h2>
          <ol role="list">
            {day.events.map((e) => <Event key={e.id} event={e} />)}
          </ol>
        </section>
      ))}
    </>
  );
}

/** What people call a value that is recorded for programs: a moment, a section, a person. */
function valueWords(value: string): string {
  return /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value) ? formatFull(value) : sectionName(value) || personName(value);
}

function Event({ event }: { event: AuditEvent }) {
  const words = actWords(event);
  const about = event.noun === "story" && event.target ? <Link href={`/desk/stories/${event.target}`}>“{words.about}”</Link> : `“${words.about}”`;
  const way = [viaWords(event.via), event.address && `from ${event.address}`].filter(Boolean).join(" ");
  const more = particulars(event, valueWords);
  return (
    <li class={event.act === "login.failed" || event.act === "login.slowed" ? "suspect" : undefined}>
      <time dateTime={event.at} title={formatFull(event.at)}>{formatTime(event.at)}</time>
      <p>
        <strong>{event.name || "Somebody"}</strong> {words.before}{words.about && about}{words.after}
        {way && <span class="muted">, {way}</span>}
        {more.length > 0 && (
          <small class="row-more">
            {more.map((m, i) => <span key={m.name}>{i > 0 && "; "}{m.name}: {m.value}</span>)}
          </small>
        )}
      </p>
    </li>
  );
}

function useEvents(filters: Filters) {
  const [state, setState] = useState<{ events?: AuditEvent[]; next: string | null; error: string }>({ next: null, error: "" });
  const [turn, setTurn] = useState(0);
  const page = async (cursor?: string, signal?: AbortSignal) => {
    const answer = await unwrap(api.GET("/audit", { params: { query: { ...asked(filters), cursor, limit: 100 } }, signal }));
    return { events: answer.items, next: answer.next };
  };
  useEffect(() => {
    const abort = new AbortController();
    page(undefined, abort.signal).then(
      (found) => abort.signal.aborted || setState({ ...found, error: "" }),
      (thrown) => isAbort(thrown) || abort.signal.aborted || setState((s) => ({ ...s, error: wordsOf(thrown) })),
    );
    return () => abort.abort();
  }, [JSON.stringify(filters), turn]);
  const more = async () => {
    try {
      const found = await page(state.next ?? undefined);
      setState((s) => ({ events: [...(s.events ?? []), ...found.events], next: found.next, error: "" }));
      announce(`${found.events.length} earlier entries`);
    } catch (thrown) {
      setState((s) => ({ ...s, error: wordsOf(thrown) }));
    }
  };
  return { ...state, more: () => void more(), reload: () => setTurn((t) => t + 1) };
}
