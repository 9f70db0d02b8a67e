import { useState } from "preact/hooks";
import { announce } from "../lib/announce";
import { wordsOf } from "../lib/api";
import { formatMoment } from "../lib/time";
import { Button, FormError, SelectField, toast } from "../lib/ui";
import { useLoaded } from "../lib/view";
import { previewLinks, revokePreview, sharePreview } from "./service";
import type { PreviewLink } from "./types";
import type { Work } from "./work";

const hour = 3600;
const spans = [
  { value: String(hour), label: "an hour" },
  { value: String(24 * hour), label: "a day" },
  { value: String(7 * 24 * hour), label: "a week" },
  { value: String(30 * 24 * hour), label: "30 days" },
];

/** Links that show the story to people without an account, until they expire or are revoked. */
export function Share({ work }: { work: Work }) {
  const { data, error: failed, reload } = useLoaded(() => previewLinks(work.id), [work.id]);
  const [span, setSpan] = useState(String(24 * hour));
  const [made, setMade] = useState<PreviewLink | null>(null);
  const [error, setError] = useState("");
  const [busy, setBusy] = useState(false);
  const run = async (fn: () => Promise<void>): Promise<void> => {
    setBusy(true);
    setError("");
    try {
      await fn();
      reload();
    } catch (err) {
      setError(wordsOf(err));
    } finally {
      setBusy(false);
    }
  };
  const create = () => run(async () => {
    await work.flush().catch(() => undefined); // a link shows what is saved, whatever becomes of the rest
    setMade(await sharePreview(work.id, Number(span)));
  });
  const revoke = (link: PreviewLink) => run(async () => {
    await revokePreview(work.id, link.id);
    if (made?.id === link.id) setMade(null);
    toast("The link leads nowhere now.");
  });
  const others = (data ?? []).filter((l) => l.id !== made?.id);
  return (
    <div class="panel-parts">
      <section class="panel-part">
        <h2>A link for people without an account</h2>
        <p class="muted">It shows the story as it is written at that moment, changes included. Who has the link can pass it on.</p>
        <div class="panel-row">
          <SelectField label="It works for" value={span} onPick={setSpan} options={spans} />
          <Button busy={busy} onClick={() => void create()}>Make a link</Button>
        </div>
        <FormError>{error || failed}</FormError>
        {made !== null && <Made link={made} revoke={() => void revoke(made)} />}
      </section>
      {others.length > 0 && (
        <section class="panel-part">
          <h2>Links that work</h2>
          <ul class="plain-list panel-list">
            {others.map((l) => (
              <li key={l.id} class="panel-row">
                <span>until {formatMoment(l.expires_at)}</span>
                <Button look="quiet" aria-label={`Revoke the link until ${formatMoment(l.expires_at)}`} onClick={() => void revoke(l)}>Revoke</Button>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}

function Made({ link, revoke }: { link: PreviewLink; revoke: () => void }) {
  const [copied, setCopied] = useState(false);
  const copy = async (input: HTMLInputElement | null): Promise<void> => {
    input?.select();
    try {
      await navigator.clipboard.writeText(link.url);
    } catch {
      // Not offered where the desk is not served by https; the selection can be copied as ever.
      if (!document.execCommand("copy")) return announce("The link is selected. Copy it.");
    }
    setCopied(true);
    announce("Link copied.");
  };
  return (
    <div class="share-made">
      <input
        type="text" readOnly value={link.url} aria-label="The link" onFocus={(e) => e.currentTarget.select()}
      />
      <div class="actions start">
        <Button onClick={(e) => void copy(e.currentTarget.closest(".share-made")?.querySelector("input") ?? null)}>{copied ? "Copied" : "Copy the link"}</Button>
        <Button look="quiet" onClick={revoke}>Revoke</Button>
        <span class="muted">It is shown only now. It works until {formatMoment(link.expires_at)}.</span>
      </div>
    </div>
  );
}
