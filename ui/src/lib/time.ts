import { me } from "./session";

/** The newsroom's zone. Every time in the desk is shown and asked for in it, wherever its reader sits. */
export function zone(): string {
  return me.value?.newsroom.time_zone || "UTC";
}

const formats = new Map<string, Intl.DateTimeFormat>();

function format(options: Intl.DateTimeFormatOptions, timeZone: string): Intl.DateTimeFormat {
  const key = timeZone + JSON.stringify(options);
  let made = formats.get(key);
  if (!made) {
    made = new Intl.DateTimeFormat("en-GB", { ...options, timeZone, hourCycle: "h23" });
    formats.set(key, made);
  }
  return made;
}

type Wall = { year: number; month: number; day: number; hour: number; minute: number; second: number };

function wall(at: Date, timeZone: string): Wall {
  const parts = format(
    { year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric", second: "numeric" },
    timeZone,
  ).formatToParts(at);
  const part = (type: string) => Number(parts.find((p) => p.type === type)?.value ?? 0);
  return {
    year: part("year"), month: part("month"), day: part("day"),
    hour: part("hour"), minute: part("minute"), second: part("second"),
  };
}

function dayNumber(w: Wall): number {
  return Math.round(Date.UTC(w.year, w.month - 1, w.day) / 86_400_000);
}

/** '14:02' */
export function formatTime(iso: string, timeZone = zone()): string {
  return format({ hour: "2-digit", minute: "2-digit" }, timeZone).format(new Date(iso));
}

/** 'today', 'tomorrow', 'yesterday', 'Monday' within a week, '3 November', '3 November 2024' */
export function formatDay(iso: string, timeZone = zone(), now = new Date()): string {
  const at = new Date(iso);
  const [then, today] = [wall(at, timeZone), wall(now, timeZone)];
  const days = dayNumber(then) - dayNumber(today);
  if (days === 0) return "today";
  if (days === 1) return "tomorrow";
  if (days === -1) return "yesterday";
  if (Math.abs(days) < 7) return format({ weekday: "long" }, timeZone).format(at);
  const year = then.year === today.year ? {} : ({ year: "numeric" } as const);
  return format({ day: "numeric", month: "long", ...year }, timeZone).format(at);
}

/** As short as is clear: '14:02' today, 'Mon 13:10' within a week, '3 Nov 13:10' this year, '3 Nov 2024' before. */
export function formatMoment(iso: string, timeZone = zone(), now = new Date()): string {
  const at = new Date(iso);
  const [then, today] = [wall(at, timeZone), wall(now, timeZone)];
  const days = dayNumber(then) - dayNumber(today);
  const time = formatTime(iso, timeZone);
  if (days === 0) return time;
  if (Math.abs(days) < 7) return `${format({ weekday: "short" }, timeZone).format(at)} ${time}`;
  const date = `${then.day} ${format({ month: "short" }, timeZone).format(at).slice(0, 3)}`;
  return then.year === today.year ? `${date} ${time}` : `${date} ${then.year}`;
}

/** All of it, for titles and records: 'Monday 3 November 2025, 13:10' */
export function formatFull(iso: string, timeZone = zone()): string {
  const at = new Date(iso);
  const weekday = format({ weekday: "long" }, timeZone).format(at);
  const date = format({ day: "numeric", month: "long", year: "numeric" }, timeZone).format(at);
  return `${weekday} ${date}, ${formatTime(iso, timeZone)}`;
}

const two = (n: number) => String(n).padStart(2, "0");

/** The value of a datetime-local input: '2025-11-03T13:10'. "" for no time. */
export function toZoned(iso: string | null | undefined, timeZone = zone()): string {
  if (!iso) return "";
  const w = wall(new Date(iso), timeZone);
  return `${String(w.year).padStart(4, "0")}-${two(w.month)}-${two(w.day)}T${two(w.hour)}:${two(w.minute)}`;
}

/**
 * The moment that a datetime-local input names, or null for none. An hour that occurs twice means the first; an hour
 * that does not occur, because clocks go forward, means as many minutes after the change.
 */
export function fromZoned(local: string, timeZone = zone()): string | null {
  const m = /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2}))?)?/.exec(local);
  if (!m) return null;
  const [, year, month, day, hour = "0", minute = "0", second = "0"] = m;
  const asUTC = Date.UTC(+year!, +month! - 1, +day!, +hour, +minute, +second);
  if (Number.isNaN(asUTC)) return null;
  const offset = (at: number) => {
    const w = wall(new Date(at), timeZone);
    return Date.UTC(w.year, w.month - 1, w.day, w.hour, w.minute, w.second) - Math.floor(at / 1000) * 1000;
  };
  // The offset a day before and a day after brackets any change of clocks; the greater one gives the earlier moment.
  const [before, after] = [offset(asUTC - 86_400_000), offset(asUTC + 86_400_000)];
  const fits = [before, after].map((o) => asUTC - o).filter((at) => at + offset(at) === asUTC);
  const at = fits.length > 0 ? Math.min(...fits) : asUTC - before;
  return new Date(at).toISOString();
}

/** The first and the last moment of a day '2025-11-03', for filters by date. */
export function dayBounds(date: string, timeZone = zone()): { from: string; to: string } | null {
  const from = fromZoned(date, timeZone);
  if (!from) return null;
  const next = new Date(Date.UTC(+date.slice(0, 4), +date.slice(5, 7) - 1, +date.slice(8, 10) + 1)).toISOString().slice(0, 10);
  const to = fromZoned(next, timeZone);
  return to ? { from, to } : null;
}
