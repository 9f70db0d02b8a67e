import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Summary } from "../lib/api";
import { contributors, personName, sectionName } from "../lib/newsroom";
import { Link } from "../lib/router";
import { formatFull, formatMoment } from "../lib/time";
import { fetchMore, ids, more, rows, selection, under } from "./list";
import { extendTo, moveTo, selectAll, toggle, clear } from "./selection";
import { statusWords } from "./status";
import { Thumb } from "./thumb";

/** Rows beyond the window on either side, so that scrolling shows no gap. */
const beyond = 12;

type Window = { first: number; last: number; height: number };

/** Which rows are to be drawn. All have the same height, which the style sheet sets. */
function useWindow(body: { current: HTMLElement | null }, total: number): Window {
  const [w, setWindow] = useState<Window>({ first: 0, last: 60, height: 0 });
  const measure = () => {
    const element = body.current;
    if (!element) return;
    const height = parseFloat(getComputedStyle(element).getPropertyValue("--row")) || 40;
    const top = element.getBoundingClientRect().top;
    const first = Math.max(0, Math.floor(-top / height) - beyond);
    const last = Math.ceil((innerHeight - top) / height) + beyond;
    setWindow((was) => (was.first === first && was.last === last && was.height === height ? was : { first, last, height }));
  };
  useEffect(() => {
    let frame = 0;
    const soon = () => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(measure);
    };
    addEventListener("scroll", soon, { passive: true });
    addEventListener("resize", soon);
    return () => {
      cancelAnimationFrame(frame);
      removeEventListener("scroll", soon);
      removeEventListener("resize", soon);
    };
  }, []);
  useLayoutEffect(measure, [total]);
  return { ...w, last: Math.min(total, w.last), first: Math.min(w.first, Math.max(0, total - 1)) };
}

export function Rows() {
  const all = rows.value;
  const s = selection.value;
  const body = useRef<HTMLTableSectionElement>(null);
  const w = useWindow(body, all.length);
  useEffect(() => {
    if (more.value && w.last + 40 > all.length) void fetchMore();
  }, [w.last, all.length, more.value]);
  useFollowFocus(body, w.height);

  const every = all.length > 0 && s.selected.size === all.length;
  const drawn = all.slice(w.first, w.last).map((row, i) => ({ row, i: w.first + i }));
  // The row of the focus stays drawn: focus must not fall out of the page when one scrolls away from it.
  const here = all[s.at];
  if (here && s.at < w.first) drawn.unshift({ row: here, i: s.at });
  if (here && s.at >= w.last) drawn.push({ row: here, i: s.at });
  const below = drawn.length > 0 ? all.length - 1 - drawn.at(-1)!.i : 0;
  return (
    <table class="stories" aria-label="Stories" aria-rowcount={more.value ? -1 : all.length + 1} aria-busy={under.value === "list"}>
      <thead>
        <tr aria-rowindex={1}>
          <th class="c-check" scope="col">
            <label class="target">
              <input
                type="checkbox"
                aria-label="Select all that are listed"
                checked={every}
                indeterminate={s.selected.size > 0 && !every}
                onChange={() => (selection.value = every ? clear(s) : selectAll(s, ids.value))}
              />
            </label>
          </th>
          <th class="c-thumb" scope="col"><span class="only-heard">Picture</span></th>
          <th class="c-headline" scope="col">Headline</th>
          <th class="c-status" scope="col">Status</th>
          <th class="c-section" scope="col">Section</th>
          <th class="c-person" scope="col">Who</th>
          <th class="c-words" scope="col">Words</th>
          <th class="c-updated" scope="col">Changed</th>
        </tr>
      </thead>
      <tbody ref={body}>
        {drawn.flatMap(({ row, i }, n) => {
          const skipped = i - (n > 0 ? drawn[n - 1]!.i + 1 : 0);
          const entry = <Row key={row.id} row={row} i={i} here={i === s.at} selected={s.selected.has(row.id)} />;
          // One flat list, in which a row keeps its element as others come and go around it, and so its focus.
          return skipped > 0 ? [<Gap key={`before ${row.id}`} height={skipped * w.height} />, entry] : [entry];
        })}
        {below > 0 && <Gap key="below" height={below * w.height} />}
      </tbody>
    </table>
  );
}

function Gap({ height }: { height: number }) {
  return <tr class="gap" aria-hidden="true"><td colSpan={8} style={{ height: `${height}px` }} /></tr>;
}

let wanted = false;

/** Puts the focus on the row that the selection is at, after it is drawn. */
export function focusRow(): void {
  wanted = true;
  selection.value = { ...selection.peek() };
}

function useFollowFocus(body: { current: HTMLElement | null }, height: number): void {
  const at = selection.value;
  useLayoutEffect(() => {
    if (!wanted) return;
    wanted = false;
    const link = body.current?.querySelector<HTMLElement>("[data-at]");
    if (!link) return;
    link.focus({ preventScroll: true });
    const { top, bottom } = link.closest("tr")!.getBoundingClientRect();
    const ceiling = height * 2; // what stays at the top covers it
    if (at.at === 0) scrollTo(0, 0); // and what stands above the list is seen again
    else if (top < ceiling) scrollBy(0, top - ceiling);
    else if (bottom > innerHeight - height) scrollBy(0, bottom - innerHeight + height);
  }, [at]);
}

function Row({ row, i, here, selected }: { row: Summary; i: number; here: boolean; selected: boolean }) {
  const status = statusWords(row);
  const tab = here ? 0 : -1;
  const choose = (event: MouseEvent) => {
    const s = selection.value;
    selection.value = event.shiftKey ? extendTo(s, ids.value, i) : toggle(s, ids.value, i);
  };
  return (
    <tr aria-rowindex={i + 2} class={selected ? "selected" : undefined}>
      <td class="c-check">
        <label class="target">
          <input type="checkbox" tabIndex={tab} checked={selected} aria-label={`Select ${row.headline || "story without a headline"}`} onClick={choose} />
        </label>
      </td>
      <td class="c-thumb"><Thumb id={row.hero} /></td>
      <th class="c-headline" scope="row">
        <Link
          href={`/desk/stories/${row.id}`}
          tabIndex={tab}
          data-at={here ? "" : undefined}
          class={row.headline ? undefined : "unnamed"}
          onFocus={() => here || (selection.value = moveTo(selection.value, ids.value, i))}
        >
          {row.kicker && <span class="kicker">{row.kicker} </span>}
          {row.headline || "No headline yet"}
        </Link>
        {row.kind === "page" && <span class="tag">Page</span>}
      </th>
      <td class={`c-status is-${row.status}`} title={[status.main, ...status.more].join(" · ")}>
        <span>{status.main}</span>
        {status.more.map((m) => <span key={m} class="aside">{m}</span>)}
      </td>
      <td class="c-section">{sectionName(row.section)}</td>
      <td class="c-person">{who(row)}</td>
      <td class="c-words">{row.words.toLocaleString("en-GB")}</td>
      <td class="c-updated"><time dateTime={row.updated_at} title={formatFull(row.updated_at)}>{formatMoment(row.updated_at)}</time></td>
    </tr>
  );
}

/** Whose it is now: the one it was assigned to, the one who began it, or, for what was imported, its byline. */
function who(row: Summary): string {
  const person = personName(row.assignee) || personName(row.owner);
  if (person) return person;
  return row.byline.map((id) => contributors.byID.value.get(id)?.name).filter(Boolean).join(", ");
}
