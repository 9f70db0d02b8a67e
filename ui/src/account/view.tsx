import { useEffect, useState } from "preact/hooks";
import { api, ApiProblem, ifMatch, unwrap, wordsOf, type Me, type Passkey, type Session } from "../lib/api";
import { useEdit } from "../lib/edit";
import { roleTitle, sectionName, sections } from "../lib/newsroom";
import { me } from "../lib/session";
import { formatMoment } from "../lib/time";
import { Button, Dialog, FailedState, FormError, PasswordField, TextField, toast } from "../lib/ui";
import { Heading, useLoaded } from "../lib/view";
import { NewPassword } from "./invitation";
import { SessionList } from "./sessions";
import { Tokens } from "./tokens";

export function AccountView() {
  const person = me.value!.person;
  useEffect(() => void sections.ensure(), []);
  const where = person.sections.map(sectionName).filter(Boolean).join(", ");
  return (
    <div class="view">
      <div class="view-head">
        <Heading>My account</Heading>
        <p class="muted">{person.email} · {roleTitle(person.role)}{where && `, in ${where}`}</p>
      </div>
      <div class="columns">
        <div class="part">
          <Name />
          <Password />
          <Passkeys />
        </div>
        <div class="part">
          <Sessions />
          <Tokens />
        </div>
      </div>
    </div>
  );
}

function Name() {
  const edit = useEdit<Me, { name: string }>({
    thing: me.value!,
    values: (m) => ({ name: m.person.name }),
    save: (body, version) => unwrap(api.PATCH("/me", { params: { header: ifMatch(version) }, body })),
    saved: (now) => {
      me.value = now;
      toast("Saved.");
    },
  });
  return (
    <form
      class="box"
      onSubmit={(event) => {
        event.preventDefault();
        edit.submit();
      }}
    >
      <h2>Name</h2>
      <FormError>{edit.stale ? "Your account was changed elsewhere meanwhile. Save again to have this name." : edit.error}</FormError>
      <TextField label="As colleagues know you" required autocomplete="name" value={edit.values.name} error={edit.wrong("name")} onText={(name) => edit.set({ name })} />
      <div class="actions start"><Button type="submit" busy={edit.busy} disabled={!edit.changed}>Save</Button></div>
    </form>
  );
}

function Password() {
  const [current, setCurrent] = useState("");
  const [next, setNext] = useState("");
  const [problem, setProblem] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const submit = async (event: Event) => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    setProblem(undefined);
    try {
      await unwrap(api.POST("/me/password", { body: { current, new: next } }));
      setCurrent("");
      setNext("");
      toast("Your password is changed. Everywhere else you have been signed out.");
    } catch (thrown) {
      setProblem(thrown);
    } finally {
      setBusy(false);
    }
  };
  const field = (name: string) => (problem instanceof ApiProblem ? problem.field(name) : "");
  return (
    <form class="box" onSubmit={submit}>
      <h2>Password</h2>
      <FormError>{problem ? wordsOf(problem) : ""}</FormError>
      <input type="text" hidden autocomplete="username" value={me.value!.person.email} readOnly />
      <PasswordField label="Present password" required autocomplete="current-password" value={current} error={field("current")} onText={setCurrent} />
      <NewPassword label="New password" value={next} error={field("new")} onText={setNext} />
      <div class="actions start"><Button type="submit" busy={busy}>Change the password</Button></div>
    </form>
  );
}

function Passkeys() {
  const [adding, setAdding] = useState(false);
  const list = useLoaded(async (signal) => (await unwrap(api.GET("/me/passkeys", { signal }))).items);
  const remove = async (key: Passkey) => {
    try {
      await unwrap(api.DELETE("/me/passkeys/{id}", { params: { path: { id: key.id } } }));
      toast(`${key.name} no longer signs you in.`);
      list.reload();
    } catch (thrown) {
      toast(wordsOf(thrown), { bad: true });
    }
  };
  return (
    <section class="box">
      <h2>Passkeys</h2>
      <p class="muted">Sign in by fingerprint, face or a security key, with no password to be stolen.</p>
      {list.error && <FailedState why={list.error} again={list.reload} />}
      <ul class="rows" role="list">
        {list.data?.map((k) => (
          <li key={k.id}>
            <span class="row-main">
              <strong>{k.name}</strong>
              <small class="muted row-more">Since {formatMoment(k.created_at)}; {k.used_at ? `last used ${formatMoment(k.used_at)}` : "never used"}</small>
            </span>
            <Button look="quiet" aria-label={`Remove the passkey ${k.name}`} onClick={() => void remove(k)}>Remove</Button>
          </li>
        ))}
      </ul>
      <div class="actions start">
        {"PublicKeyCredential" in window ? <Button onClick={() => setAdding(true)}>Add a passkey</Button> : <p>This browser has no passkeys.</p>}
      </div>
      {adding && <AddPasskey onClose={() => setAdding(false)} added={list.reload} />}
    </section>
  );
}

function AddPasskey({ onClose, added }: { onClose: () => void; added: () => void }) {
  const [name, setName] = useState("");
  const [error, setError] = useState("");
  const [busy, setBusy] = useState(false);
  const add = async () => {
    if (busy) return;
    setBusy(true);
    setError("");
    try {
      await (await import("./passkey")).addPasskey(name.trim());
      toast(`${name.trim()} signs you in from now on.`);
      added();
      onClose();
    } catch (thrown) {
      setError(thrown instanceof ApiProblem ? wordsOf(thrown) : refusal(thrown));
      setBusy(false);
    }
  };
  return (
    <Dialog
      title="Add a passkey"
      onClose={onClose}
      onSubmit={() => void add()}
      actions={
        <>
          <Button look="quiet" onClick={onClose}>Cancel</Button>
          <Button type="submit" look="primary" busy={busy}>Go on</Button>
        </>
      }
    >
      <FormError>{error}</FormError>
      <TextField label="Name of the device" required placeholder="Laptop" hint="So that you know it from others. Your browser asks for the rest." value={name} onText={setName} />
    </Dialog>
  );
}

/** The browser's own reasons, in words. */
function refusal(thrown: unknown): string {
  switch (thrown instanceof Error ? thrown.name : "") {
    case "NotAllowedError": return "The browser's dialog was closed, or took too long.";
    case "InvalidStateError": return "This device has a passkey of yours already.";
    case "SecurityError": return "Passkeys do not work at this address of the desk.";
    default: return "The browser could not make a passkey.";
  }
}

function Sessions() {
  const list = useLoaded(async (signal) => (await unwrap(api.GET("/me/sessions", { signal }))).items);
  const end = async (session: Session | null) => {
    try {
      if (session) await unwrap(api.DELETE("/me/sessions/{id}", { params: { path: { id: session.id } } }));
      else await unwrap(api.DELETE("/me/sessions"));
      toast(session ? "That session has ended." : "All other sessions have ended.");
      list.reload();
    } catch (thrown) {
      toast(wordsOf(thrown), { bad: true });
    }
  };
  const others = list.data?.some((s) => !s.current);
  return (
    <section class="box">
      <h2>Where you are signed in</h2>
      {list.error && <FailedState why={list.error} again={list.reload} />}
      {list.data && <SessionList sessions={list.data} end={(s) => void end(s)} />}
      {others && <div class="actions start"><Button onClick={() => void end(null)}>End all others</Button></div>}
    </section>
  );
}
