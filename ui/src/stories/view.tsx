import { useEffect, useState } from "preact/hooks";
import { announce } from "../lib/announce";
import { contributors, people, sections } from "../lib/newsroom";
import { Link, query, setQuery } from "../lib/router";
import { may } from "../lib/session";
import { useShortcut } from "../lib/shortcuts";
import { Button, EmptyState, FailedState } from "../lib/ui";
import { Heading, useTabInSight } from "../lib/view";
import { BulkBar, BulkDialog, openWays, type BulkAct } from "./bulk";
import { FilterBar } from "./filterbar";
import { addressOf, filterCount, filtersOf, queryOf, tabLabels, tabs, type Filters } from "./filters";
import { answered, counts, failure, fetchMore, ids, more, refresh, rows, selection, show } from "./list";
import { focusRow, Rows } from "./rows";
import { clear, extendTo, moveTo, toggle, type Selection } from "./selection";

const group = "Stories list";

export function StoriesView() {
  const filters = filtersOf(query.value);
  const [act, setAct] = useState<{ act: BulkAct; targets: string[] } | null>(null);
  const change = (to: Partial<Filters>) => setQuery(queryOf({ ...filters, ...to }));
  const begin = (which: BulkAct) => {
    const { selected, at } = selection.value;
    const targets = selected.size > 0 ? [...selected] : [ids.value[at]].filter((id) => id !== undefined);
    if (targets.length > 0 && openWays().includes(which)) setAct({ act: which, targets });
  };
  useEffect(() => show(filters), [query.value.toString()]);
  useEffect(() => {
    void sections.ensure();
    void people.ensure();
    void contributors.ensure();
  }, []);
  useTabInSight(filters.tab);
  useFresh();
  useKeys(begin);
  return (
    <div class="view stories-view">
      <Heading title={tabLabels[filters.tab] === "All" ? "Stories" : `${tabLabels[filters.tab]} stories`} hidden>Stories</Heading>
      <nav class="tabs" aria-label="By status">
        {tabs.map((tab) => (
          <Link key={tab} href={addressOf({ ...filters, tab })} aria-current={filters.tab === tab ? "page" : undefined}>
            {tabLabels[tab]}
            {counts.value && <span class="count"> {counts.value[tab].toLocaleString("en-GB")}</span>}
          </Link>
        ))}
      </nav>
      {selection.value.selected.size > 0 ? <BulkBar begin={begin} /> : <FilterBar filters={filters} change={change} />}
      <List filters={filters} change={change} />
      {act && <BulkDialog {...act} onClose={() => setAct(null)} />}
    </div>
  );
}

function List({ filters, change }: { filters: Filters; change: (to: Partial<Filters>) => void }) {
  if (rows.value.length > 0) {
    return (
      <>
        {failure.value && <p class="wrong form-wrong" role="alert">{failure.value} <Button look="quiet" onClick={() => void refresh()}>Try again</Button></p>}
        <Rows />
        {more.value && <Button class="more-rows" onClick={() => void fetchMore()}>More stories</Button>}
      </>
    );
  }
  if (failure.value) return <FailedState why={failure.value} again={() => void refresh()} />;
  return answered.value ? <Nothing filters={filters} change={change} /> : null;
}

/** Says why nothing is here, and what to do about it. */
function Nothing({ filters, change }: { filters: Filters; change: (to: Partial<Filters>) => void }) {
  if (filters.q) {
    return (
      <EmptyState title={`No story has “${filters.q}”`} actions={<Button onClick={() => change({ q: "", tab: "all" })}>Clear the search</Button>}>
        <p>{filterCount(filters) > 0 || filters.tab !== "all" ? "Only a part of the stories was searched: there are filters." : "The words of headlines were searched; the last one may be unfinished."}</p>
      </EmptyState>
    );
  }
  if (filterCount(filters) > 0) {
    return (
      <EmptyState
        title="No story matches these filters"
        actions={<Button onClick={() => change({ section: "", topic: "", person: "", from: "", to: "" })}>Clear the filters</Button>}
      />
    );
  }
  const said: Partial<Record<Filters["tab"], [string, string]>> = {
    mine: ["Nothing of yours yet", "What you begin, and what is assigned to you, stands here."],
    draft: ["No drafts", "A new story is a draft until it is sent to the subs."],
    subs: ["Nothing for the subs", "Writers send their stories here with 'Send to the subs'."],
    approval: ["Nothing waits for approval", "The subs send their stories here when they are done with them."],
    scheduled: ["Nothing is scheduled", "A story can be published at a time that is still to come: 'Publish', then 'At a time'."],
    published: ["Nothing is published yet", "What readers can see stands here."],
    ended: ["Nothing has ended", "A story that was published until a time stands here afterwards."],
    held: ["Nothing is on legal hold", "A story on hold cannot be published by anybody until it is released."],
    withdrawn: ["Nothing was withdrawn", "A story that was taken off the site stands here; its address tells readers why."],
  };
  const [title, text] = said[filters.tab] ?? ["No stories yet", "Begin the first one, or import an archive with 'masthead import'."];
  return (
    <EmptyState title={title}>
      <p>{text}</p>
      {filters.tab === "all" && may("write") && <p>Press <kbd>N</kbd> to begin a story.</p>}
    </EmptyState>
  );
}

/** Keeps the list as it stands: when one comes back to the page, and now and then while it is looked at. */
function useFresh(): void {
  useEffect(() => {
    let last = Date.now();
    const look = (after: number) => {
      if (document.hidden || Date.now() - last < after || rows.peek().length > 400) return;
      last = Date.now();
      void refresh();
    };
    const back = () => look(5_000);
    const timer = setInterval(() => look(30_000), 10_000);
    addEventListener("focus", back);
    return () => {
      clearInterval(timer);
      removeEventListener("focus", back);
    };
  }, []);
}

function useKeys(begin: (act: BulkAct) => void): void {
  const go = (next: (s: Selection, all: string[]) => Selection) => {
    const all = ids.value;
    if (all.length === 0) return;
    selection.value = next(selection.value, all);
    focusRow();
    // Half a page ahead of the end, so that one does not wait at it.
    if (selection.value.at > all.length - 20) void fetchMore();
  };
  const inList = () => document.activeElement?.closest(".stories") != null;
  // The first key only shows where one is.
  const step = (by: number) => go((s, all) => moveTo(s, all, inList() ? s.at + by : s.at));
  const extend = (by: number) => {
    go((s, all) => extendTo(s, all, s.at + by));
    announce(`${selection.value.selected.size} selected`);
  };
  useShortcut("j ArrowDown", "Next story", group, () => step(1));
  useShortcut("k ArrowUp", "Story before", group, () => step(-1));
  useShortcut("Home", "First story", group, () => go((s, all) => moveTo(s, all, 0)));
  useShortcut("End", "Last story that is listed", group, () => go((s, all) => moveTo(s, all, all.length - 1)));
  useShortcut("Enter", "Open", group);
  useShortcut("x", "Select", group, () => {
    go((s, all) => toggle(s, all, s.at));
    const { selected, at } = selection.value;
    announce(`${selected.has(ids.value[at] ?? "") ? "Selected" : "Not selected"}, ${selected.size} in all`);
  });
  useShortcut("Shift+ArrowDown Shift+j", "Select downwards", group, () => extend(1));
  useShortcut("Shift+ArrowUp Shift+k", "Select upwards", group, () => extend(-1));
  useShortcut("Escape", "Clear the selection", group, () => (selection.value = clear(selection.value)));
  const assign = may("assign");
  const write = may("write");
  useShortcut("a", "Assign", group, assign ? () => begin("assign") : undefined);
  useShortcut("s", "Move section", group, write ? () => begin("section") : undefined);
  useShortcut("t", "Add topic", group, write ? () => begin("add_topic") : undefined);
}
