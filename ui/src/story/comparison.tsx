// Two contents of a story, laid side by side or one into the other. Fetched when first looked at.

import { useEffect, useMemo, useState } from "preact/hooks";
import { contributors, sections } from "../lib/newsroom";
import { compare, type FieldChange, type Names, type Row } from "./compare";
import type { Op, Piece } from "./diff";
import type { Line } from "./lines";
import { contributorName, learnNames, sectionName, topicName } from "./names";
import { picture as fetchPicture } from "./service";
import type { Content } from "./types";

export type Layout = "inline" | "side";

const names: Names = { section: sectionName, topic: topicName, contributor: contributorName };

export function Comparison({ before, after, layout, whole }: {
  before: Content;
  after: Content;
  layout: Layout;
  /** Shows what is equal too; otherwise only what changed, and where it stands. */
  whole: boolean;
}) {
  useEffect(() => learnNames([...before.topics, ...after.topics]), [before, after]);
  // Names come later than texts.
  const known = [sections.byID.value, contributors.byID.value, [...before.topics, ...after.topics].map(topicName).join()];
  const result = useMemo(() => compare(before, after, names), [before, after, ...known]);
  const fields = result.fields.filter((f) => whole || f.changed);
  const hero = result.hero.filter((r) => whole || r.changed);
  const body = whole ? result.body : near(result.body);
  if (!whole && fields.length + hero.length + body.length === 0) return <p class="muted">The two say the same.</p>;
  return (
    <div class={`comparison ${layout}`}>
      {result.added + result.removed > 0 && <p class="comparison-sum">{sum(result.added, result.removed)}</p>}
      {fields.length > 0 && <dl class="comparison-fields">{fields.map((f) => <FieldRow key={f.label} field={f} layout={layout} />)}</dl>}
      {hero.length > 0 && (
        <section aria-label="Picture over the story">{hero.map((r, i) => <LineRow key={i} row={r} layout={layout} />)}</section>
      )}
      <section aria-label="Body">
        {body.map((r, i) => r === null ? <p key={i} class="comparison-gap" aria-label="Lines that are the same">⋯</p> : <LineRow key={i} row={r} layout={layout} />)}
      </section>
    </div>
  );
}

function sum(added: number, removed: number): string {
  const words = (n: number): string => `${n.toLocaleString("en-GB")} ${n === 1 ? "word" : "words"}`;
  return [added > 0 && `${words(added)} added`, removed > 0 && `${words(removed)} removed`].filter(Boolean).join(", ") + ".";
}

/** What changed with a line of what is around it; null stands for what is left out. */
function near(rows: Row[]): (Row | null)[] {
  const keep = rows.map((_, i) => rows.slice(Math.max(0, i - 1), i + 2).some((r) => r.changed));
  const shown: (Row | null)[] = [];
  rows.forEach((row, i) => {
    if (keep[i]) shown.push(row);
    else if (shown.at(-1) !== null) shown.push(null);
  });
  return shown.length === 1 && shown[0] === null ? [] : shown;
}

/** The pieces of one side, or of both in one line. Struck out and underlined, and said, so that colour is not needed. */
function Pieces({ pieces, without, apart = "" }: { pieces: Piece[]; without?: Op; apart?: string }) {
  const shown = pieces.filter((p) => p.op !== without);
  return (
    <>
      {shown.map((p, i) => {
        const gap = i > 0 ? apart : "";
        if (p.op === "del") return <>{gap}<del key={i}><span class="only-heard">removed: </span>{p.text}<span class="only-heard"> end of removed. </span></del></>;
        if (p.op === "ins") return <>{gap}<ins key={i}><span class="only-heard">added: </span>{p.text}<span class="only-heard"> end of added. </span></ins></>;
        if (p.set !== undefined) return <>{gap}<span key={i} class="set">{p.text}<small>{p.set}</small></span></>;
        return <>{gap}{p.text}</>;
      })}
    </>
  );
}

const listed = new Set(["Byline", "Section", "Topics"]);

function FieldRow({ field, layout }: { field: FieldChange; layout: Layout }) {
  const apart = listed.has(field.label) ? ", " : "";
  const kind = `comparison-${field.label.toLowerCase().replace(/ /g, "-")}`;
  return (
    <div class={field.changed ? "changed" : undefined}>
      <dt>{field.label}</dt>
      {layout === "inline" ? <dd class={kind}><Pieces pieces={field.pieces} apart={apart} /></dd> : (
        <dd class={`${kind} comparison-pair`}>
          <div><Pieces pieces={field.pieces} without="ins" apart={apart} /></div>
          <div><Pieces pieces={field.pieces} without="del" apart={apart} /></div>
        </dd>
      )}
    </div>
  );
}

function LineRow({ row, layout }: { row: Row; layout: Layout }) {
  const line = row.b ?? row.a;
  if (line === null) return null;
  const label = row.moved ? [line.label, row.a === null ? "moved here" : "moved from here"].filter(Boolean).join(", ") : line.label;
  const told = label + settingOf(row);
  const kind = `comparison-line ${line.kind}${row.changed ? " changed" : ""}${row.moved ? " moved" : ""}`;
  return (
    <div class={kind}>
      {told !== "" && <span class="comparison-label">{told}</span>}
      {line.picture !== "" && <Pictures a={row.a} b={row.b} layout={layout} />}
      {layout === "inline" ? <p><Pieces pieces={row.pieces} /></p> : (
        <div class="comparison-pair">
          <p>{row.a !== null && <Pieces pieces={row.pieces} without="ins" />}</p>
          <p>{row.b !== null && <Pieces pieces={row.pieces} without="del" />}</p>
        </div>
      )}
    </div>
  );
}

/** A line whose words stayed but that is set as something else now. */
function settingOf({ a, b }: Row): string {
  if (a === null || b === null) return "";
  if (a.label !== b.label) return ` (was ${a.label || "a paragraph"})`;
  return a.level !== b.level && a.kind === "heading" ? ` (level ${b.level}, was ${a.level})` : "";
}

function Pictures({ a, b, layout }: { a: Line | null; b: Line | null; layout: Layout }) {
  const [was, is] = [a?.picture ?? "", b?.picture ?? ""];
  const before = was !== "" && <del><Thumb id={was} />{is === "" ? "picture removed" : "picture before"}</del>;
  const after = is !== "" && <ins><Thumb id={is} />{was === "" ? "picture added" : "picture now"}</ins>;
  const pair = layout === "side" ? "comparison-pair" : "comparison-pictures";
  if (was === is) return <p class={`${pair} pictures`}><Thumb id={is} />{layout === "side" && <Thumb id={is} />}</p>;
  return <p class={`${pair} pictures`}><span>{before}</span><span>{after}</span></p>;
}

function Thumb({ id }: { id: string }) {
  const [found, setFound] = useState({ src: "", srcset: "" });
  useEffect(() => {
    fetchPicture(id).then(setFound, () => undefined);
  }, [id]);
  return found.src === "" ? <span class="comparison-thumb" /> : <img class="comparison-thumb" src={found.src} srcset={found.srcset} sizes="8rem" alt="" />;
}
