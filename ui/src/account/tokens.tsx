import { useState } from "preact/hooks";
import { api, newKey, unwrap, wordsOf, type Token } from "../lib/api";
import { Secret } from "../lib/secret";
import { fromZoned, formatDay, formatMoment, toZoned } from "../lib/time";
import { Button, CheckField, Dialog, FailedState, FormError, TextField, toast } from "../lib/ui";
import { useLoaded } from "../lib/view";

type Scope = "read" | "write" | "publish" | "admin";

const scopes: { name: Scope; label: string; hint: string }[] = [
  { name: "read", label: "Read", hint: "See what you can see at the desk." },
  { name: "write", label: "Write", hint: "Begin and change stories, add pictures." },
  { name: "publish", label: "Publish", hint: "Publish, correct and withdraw." },
  { name: "admin", label: "Administer", hint: "People, sections and settings." },
];

export function Tokens() {
  const [making, setMaking] = useState(false);
  const list = useLoaded(async (signal) => (await unwrap(api.GET("/me/tokens", { signal }))).items);
  const revoke = async (token: Token) => {
    try {
      await unwrap(api.DELETE("/me/tokens/{id}", { params: { path: { id: token.id } } }));
      toast(`${token.name} is revoked.`);
      list.reload();
    } catch (thrown) {
      toast(wordsOf(thrown), { bad: true });
    }
  };
  return (
    <section class="box">
      <h2>API tokens</h2>
      <p class="muted">A program with a token does what you may do, as far as its scopes go. <a href="/api/v1/docs">How to use the API</a></p>
      {list.error && <FailedState why={list.error} again={list.reload} />}
      <ul class="rows" role="list">
        {list.data?.map((t) => (
          <li key={t.id}>
            <span class="row-main">
              <strong>{t.name}</strong> <span class="muted">{t.scopes.join(", ")}</span>
              <small class="muted row-more">
                Made {formatMoment(t.created_at)}; {t.used_at ? `last used ${formatMoment(t.used_at)}` : "never used"}; {until(t.expires_at)}
              </small>
            </span>
            <Button look="quiet" aria-label={`Revoke the token ${t.name}`} onClick={() => void revoke(t)}>Revoke</Button>
          </li>
        ))}
      </ul>
      <div class="actions start"><Button onClick={() => setMaking(true)}>New token</Button></div>
      {making && <NewToken onClose={() => setMaking(false)} made={list.reload} />}
    </section>
  );
}

function until(expires: string | null): string {
  if (!expires) return "no end";
  return new Date(expires) < new Date() ? `expired ${formatDay(expires)}` : `good until ${formatDay(expires)}`;
}

/** The day, some days from now, as a date input has it. */
function dayFromNow(days: number): string {
  return toZoned(new Date(Date.now() + days * 86_400_000).toISOString()).slice(0, 10);
}

function NewToken({ onClose, made }: { onClose: () => void; made: () => void }) {
  const [name, setName] = useState("");
  const [chosen, setChosen] = useState<ReadonlySet<Scope>>(new Set(["read"]));
  const [expires, setExpires] = useState(dayFromNow(90));
  const [error, setError] = useState("");
  const [busy, setBusy] = useState(false);
  const [token, setToken] = useState("");
  const [key] = useState(newKey);
  const make = async () => {
    if (busy) return;
    if (chosen.size === 0) return setError("Choose what the token may do.");
    setBusy(true);
    setError("");
    try {
      const body = { name: name.trim(), scopes: [...chosen], expires_at: fromZoned(expires)! };
      const answer = await unwrap(api.POST("/me/tokens", { params: { header: key }, body }));
      setToken(answer.token ?? "");
      made();
    } catch (thrown) {
      setError(wordsOf(thrown));
    } finally {
      setBusy(false);
    }
  };
  if (token) {
    return (
      <Dialog title={`The token ${name}`} actions={<Button look="primary" onClick={onClose}>I have kept it</Button>}>
        <p>Copy it now: it is not shown again.</p>
        <Secret label="Token" value={token} hint="Sent with each request as 'Authorization: Bearer …'." />
      </Dialog>
    );
  }
  return (
    <Dialog
      title="New API token"
      onClose={onClose}
      onSubmit={() => void make()}
      actions={
        <>
          <Button look="quiet" onClick={onClose}>Cancel</Button>
          <Button type="submit" look="primary" busy={busy}>Make the token</Button>
        </>
      }
    >
      <FormError>{error}</FormError>
      <TextField label="Name" required placeholder="Wire import" hint="What it is for." value={name} onText={setName} />
      <fieldset>
        <legend>It may</legend>
        {scopes.map((s) => (
          <CheckField
            key={s.name}
            label={s.label}
            hint={s.hint}
            checked={chosen.has(s.name)}
            onCheck={(on) => setChosen(new Set([...chosen].filter((c) => c !== s.name).concat(on ? [s.name] : [])))}
          />
        ))}
      </fieldset>
      <TextField label="Good until" type="date" required min={dayFromNow(1)} max={dayFromNow(365)} hint="A year at most." value={expires} onText={setExpires} />
    </Dialog>
  );
}
