import { useState } from "preact/hooks";
import { announce } from "../lib/announce";
import { api, unwrap, wordsOf, type Summary } from "../lib/api";
import { personOptions, searchTopics, sectionName, sectionOptions } from "../lib/newsroom";
import { may } from "../lib/session";
import { among, Button, Combobox, Dialog, toast, type Option } from "../lib/ui";
import { patchRows, refresh, rows, selection } from "./list";
import { clear } from "./selection";

export type BulkAct = "assign" | "section" | "add_topic" | "remove_topic";

type Way = {
  button: string;
  keys?: string;
  title: (n: string) => string;
  label: string;
  done: (n: string, to: Option) => string;
  change: (row: Summary, to: string) => Summary;
};

const nobody: Option = { id: "", label: "Nobody" };

export const ways: Record<BulkAct, Way> = {
  assign: {
    button: "Assign",
    keys: "a",
    title: (n) => `Assign ${n}`,
    label: "To whom",
    done: (n, to) => (to.id ? `${n} assigned to ${to.label}.` : `${n} assigned to nobody.`),
    change: (row, to) => ({ ...row, assignee: to }),
  },
  section: {
    button: "Move section",
    keys: "s",
    title: (n) => `Move ${n} to another section`,
    label: "Section",
    done: (n, to) => `${n} moved to ${to.label}.`,
    change: (row, to) => ({ ...row, section: to }),
  },
  add_topic: {
    button: "Add topic",
    keys: "t",
    title: (n) => `Add a topic to ${n}`,
    label: "Topic",
    done: (n, to) => `${to.label} added to ${n}.`,
    change: (row, to) => ({ ...row, topics: [...row.topics.filter((t) => t !== to), to] }),
  },
  remove_topic: {
    button: "Remove topic",
    title: (n) => `Remove a topic from ${n}`,
    label: "Topic",
    done: (n, to) => `${to.label} removed from ${n}.`,
    change: (row, to) => ({ ...row, topics: row.topics.filter((t) => t !== to) }),
  },
};

const stories = (n: number) => (n === 1 ? "1 story" : `${n} stories`);

/** The acts that are open to this person. */
export function openWays(): BulkAct[] {
  const all: (BulkAct | false)[] = [may("assign") && "assign", may("write") && "section", may("write") && "add_topic", may("write") && "remove_topic"];
  return all.filter((w) => w !== false);
}

/** What can be done with the stories that are selected. It stands where the filters do, so that no row moves. */
export function BulkBar({ begin }: { begin: (act: BulkAct) => void }) {
  const n = selection.value.selected.size;
  return (
    <div class="bulk" role="toolbar" aria-label="Selected stories">
      <strong>{n} selected</strong>
      {openWays().map((act) => (
        <Button key={act} onClick={() => begin(act)} title={ways[act].keys ? `${ways[act].button} (${ways[act].keys})` : undefined}>
          {ways[act].button}
        </Button>
      ))}
      <Button look="quiet" onClick={() => (selection.value = clear(selection.value))}>Clear</Button>
    </div>
  );
}

/** How many stories one act may touch. */
const most = 500;

/** Asks for the value of an act and does it. */
export function BulkDialog({ act, targets, onClose }: { act: BulkAct; targets: string[]; onClose: () => void }) {
  const [error, setError] = useState("");
  const way = ways[act];
  const run = async (to: Option | null) => {
    if (!to) return;
    const why = await perform(act, targets, to);
    if (why) setError(why);
    else onClose();
  };
  const tooMany = targets.length > most;
  return (
    <Dialog title={way.title(stories(targets.length))} onClose={onClose}>
      {tooMany ? (
        <p>At most {most} stories can be changed at once. Please select fewer.</p>
      ) : (
        <Combobox label={way.label} value={null} onChange={run} eager error={error} search={choices(act, targets)} />
      )}
    </Dialog>
  );
}

function choices(act: BulkAct, targets: string[]) {
  if (act === "assign") return among([nobody, ...personOptions()]);
  if (act === "section") return among(sectionOptions());
  if (act === "add_topic") return searchTopics;
  const theirs = new Set(rows.value.filter((r) => targets.includes(r.id)).flatMap((r) => r.topics));
  return async (q: string, signal: AbortSignal) => {
    const found = await searchTopics(q, signal);
    return found.filter((o) => theirs.has(o.id));
  };
}

async function perform(act: BulkAct, targets: string[], to: Option): Promise<string> {
  try {
    const answer = await unwrap(api.POST("/stories/bulk", { body: { ids: targets, act, value: to.id } }));
    const done = new Set(answer.done);
    const refused = answer.refused;
    patchRows(done, (row) => ways[act].change(row, to.id));
    if (done.size === 0) return refused[0]?.why ?? "Nothing was changed.";
    const left = refused.length > 0 ? ` ${stories(refused.length)} stayed: ${[...new Set(refused.map((r) => r.why))].join(" ")}` : "";
    toast(ways[act].done(stories(done.size), act === "section" ? { ...to, label: sectionName(to.id) || to.label } : to) + left, {
      undo: () => void undo(answer.id),
    });
    void refresh();
    return "";
  } catch (thrown) {
    return wordsOf(thrown);
  }
}

async function undo(id: string): Promise<void> {
  try {
    const answer = await unwrap(api.POST("/stories/bulk/{id}/undo", { params: { path: { id } } }));
    const left = answer.refused.length;
    toast(left > 0 ? `Undone, but for ${stories(left)} that somebody has changed since.` : "Undone.");
    announce("Undone");
  } catch (thrown) {
    toast(wordsOf(thrown), { bad: true });
  }
  void refresh();
}
