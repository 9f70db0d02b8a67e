import type { Session } from "../lib/api";
import { formatFull, formatMoment } from "../lib/time";
import { Button } from "../lib/ui";

/** 'Chrome on Linux' for what a browser says of itself. */
export function browserName(agent: string): string {
  const browser = [
    [/\bEdg(e|A|iOS)?\//, "Edge"], [/\bOPR\//, "Opera"], [/\bFirefox\/|FxiOS/, "Firefox"],
    [/\bCriOS|\bChrom(e|ium)\//, "Chrome"], [/\bSafari\//, "Safari"],
  ].find(([form]) => (form as RegExp).test(agent))?.[1];
  const system = [
    [/iPhone/, "an iPhone"], [/iPad/, "an iPad"], [/Android/, "Android"], [/Windows/, "Windows"],
    [/Mac OS X|Macintosh/, "a Mac"], [/CrOS/, "ChromeOS"], [/Linux|X11/, "Linux"],
  ].find(([form]) => (form as RegExp).test(agent))?.[1];
  if (browser && system) return `${browser} on ${system}`;
  return String(browser ?? system ?? (agent.slice(0, 40) || "Unknown program"));
}

/** Where somebody is signed in. */
export function SessionList({ sessions, end }: { sessions: Session[]; end?: (session: Session) => void }) {
  return (
    <ul class="rows" role="list">
      {sessions.map((s) => (
        <li key={s.id}>
          <span class="row-main">
            <strong title={s.agent}>{browserName(s.agent)}</strong>
            {s.current && <span class="tag">This one</span>}
            <small class="muted row-more">
              From {s.address}, since <time dateTime={s.created_at} title={formatFull(s.created_at)}>{formatMoment(s.created_at)}</time>; last
              seen <time dateTime={s.seen_at} title={formatFull(s.seen_at)}>{formatMoment(s.seen_at)}</time>
            </small>
          </span>
          {end && !s.current && <Button look="quiet" aria-label={`End the session: ${browserName(s.agent)}`} onClick={() => end(s)}>End</Button>}
        </li>
      ))}
    </ul>
  );
}
