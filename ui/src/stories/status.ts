import type { Summary } from "../lib/api";
import { formatMoment } from "../lib/time";

export type StatusWords = {
  /** What it is: 'Scheduled for 18:00'. */
  main: string;
  /** What else one has to know: 'changes not public', 'change at 18:00', 'embargo until Mon 06:00'. */
  more: string[];
};

type Told = Pick<
  Summary,
  "status" | "changed" | "public_from" | "public_until" | "first_published_at" | "scheduled_at" | "embargo" | "updated_at"
>;

/** The state of a story in a newsroom's words, with the moment that belongs to it. */
export function statusWords(s: Told, zone?: string, now = new Date()): StatusWords {
  const moment = (iso: string) => formatMoment(iso, zone, now);
  const coming = (iso: string | null | undefined): iso is string => !!iso && new Date(iso) > now;
  const more: string[] = [];
  if (s.status === "published" || s.status === "ended") {
    if (coming(s.scheduled_at)) more.push(`change at ${moment(s.scheduled_at)}`);
    else if (s.changed) more.push("changes not public");
  }
  if ((s.status === "published" || s.status === "scheduled") && coming(s.public_until)) more.push(`until ${moment(s.public_until)}`);
  if (coming(s.embargo)) more.push(`embargo until ${moment(s.embargo)}`);
  return { main: mainWords(s, moment), more };
}

function mainWords(s: Told, moment: (iso: string) => string): string {
  switch (s.status) {
    case "draft": return "Draft";
    case "subs": return "With the subs";
    case "approval": return "For approval";
    case "scheduled": return s.public_from || s.scheduled_at ? `Scheduled for ${moment((s.public_from ?? s.scheduled_at)!)}` : "Scheduled";
    case "published": return s.first_published_at ? `Published ${moment(s.first_published_at)}` : "Published";
    case "ended": return s.public_until ? `Ended ${moment(s.public_until)}` : "Ended";
    case "held": return "On legal hold";
    case "withdrawn": return "Withdrawn";
    default: return s.status;
  }
}
