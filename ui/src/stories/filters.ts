import { dayBounds } from "../lib/time";

export const tabs = [
  "all", "mine", "draft", "subs", "approval", "scheduled", "published", "ended", "held", "withdrawn",
] as const;
export type TabName = (typeof tabs)[number];

export const tabLabels: Record<TabName, string> = {
  all: "All", mine: "Mine", draft: "Draft", subs: "Subs", approval: "Approval", scheduled: "Scheduled",
  published: "Published", ended: "Ended", held: "On hold", withdrawn: "Withdrawn",
};

export type Sort = "updated" | "created" | "published";

/** What the list shows, as it stands in the address: every list can be bookmarked and sent to a colleague. */
export type Filters = {
  tab: TabName;
  section: string;
  topic: string;
  person: string;
  /** Days in the newsroom's zone, '2025-11-03', the last one included. */
  from: string;
  to: string;
  q: string;
  sort: Sort;
};

export function filtersOf(query: URLSearchParams): Filters {
  const text = (name: string) => query.get(name) ?? "";
  const day = (name: string) => (/^\d{4}-\d{2}-\d{2}$/.test(text(name)) ? text(name) : "");
  const tab = text("status") as TabName;
  const sort = text("sort") as Sort;
  return {
    tab: tabs.includes(tab) ? tab : "all",
    section: text("section"),
    topic: text("topic"),
    person: text("person"),
    from: day("from"),
    to: day("to"),
    q: text("q"),
    sort: sort === "created" || sort === "published" ? sort : "updated",
  };
}

/** The inverse of filtersOf; what is as usual is left out. */
export function queryOf(f: Filters): Record<string, string> {
  const { tab, sort, ...rest } = f;
  return { status: tab === "all" ? "" : tab, ...rest, sort: sort === "updated" ? "" : sort };
}

export function addressOf(f: Filters): string {
  const query = new URLSearchParams(Object.entries(queryOf(f)).filter(([, value]) => value)).toString();
  return query ? `/desk?${query}` : "/desk";
}

/** How many filters narrow the list, apart from the tab and the search. */
export function filterCount(f: Filters): number {
  return [f.section, f.topic, f.person, f.from || f.to].filter(Boolean).length;
}

type Asked = {
  section?: string; topic?: string; person?: string; from?: string; to?: string; q?: string;
  mine?: boolean; status?: Exclude<TabName, "all" | "mine">; sort?: Sort;
};

/** The filters as the API takes them. Counts are the same for every tab and every order. */
export function requestOf(f: Filters, what: "list" | "counts"): Asked {
  const asked: Asked = {};
  for (const name of ["section", "topic", "person"] as const) if (f[name]) asked[name] = f[name];
  const q = f.q.trim();
  if (q) asked.q = q;
  const [from, to] = [f.from && dayBounds(f.from)?.from, f.to && dayBounds(f.to)?.to];
  if (from) asked.from = from;
  if (to) asked.to = to;
  if (what === "counts") return asked;
  if (f.tab === "mine") asked.mine = true;
  else if (f.tab !== "all") asked.status = f.tab;
  asked.sort = f.sort;
  return asked;
}
