import { useState } from "preact/hooks";
import { SessionList } from "../account/sessions";
import { api, ApiProblem, ifMatch, newKey, unwrap, wordsOf, type Person } from "../lib/api";
import { StaleNotice, useEdit } from "../lib/edit";
import { roleTitle, sectionName, sections } from "../lib/newsroom";
import { Secret } from "../lib/secret";
import { me } from "../lib/session";
import { formatDay, formatTime } from "../lib/time";
import { Button, CheckField, Dialog, FormError, SelectField, TextField, toast } from "../lib/ui";
import { useLoaded } from "../lib/view";

const roleNames = ["reporter", "sub-editor", "editor", "picture-editor", "administrator"] as const;
type Role = (typeof roleNames)[number];

const roleOptions = roleNames.map((value) => ({ value, label: roleTitle(value) }));

type Link = { link: string; expires_at: string };

function OneTime({ link, whose, what }: { link: Link; whose: string; what: string }) {
  return (
    <>
      <Secret label={what} value={link.link} hint={`It works once, until ${formatTime(link.expires_at)} ${formatDay(link.expires_at)}.`} />
      <p>Give it to {whose} and nobody else, by a way that you trust. It is not shown again.</p>
    </>
  );
}

function SectionChoice({ chosen, set }: { chosen: string[]; set: (ids: string[]) => void }) {
  return (
    <fieldset>
      <legend>Sections</legend>
      <p class="hint">None chosen means everywhere.</p>
      <div class="checks">
        {sections.all.value.map((s) => (
          <CheckField key={s.id} label={s.name} checked={chosen.includes(s.id)} onCheck={(on) => set(on ? [...chosen, s.id] : chosen.filter((c) => c !== s.id))} />
        ))}
      </div>
    </fieldset>
  );
}

export function InviteDialog({ onClose }: { onClose: () => void }) {
  const [name, setName] = useState("");
  const [email, setEmail] = useState("");
  const [role, setRole] = useState<Role>("reporter");
  const [where, setWhere] = useState<string[]>([]);
  const [problem, setProblem] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const [link, setLink] = useState<Link | null>(null);
  const [key, setKey] = useState(newKey);
  const wrong = (field: string) => (problem instanceof ApiProblem ? problem.field(field) : "");
  const invite = async () => {
    if (busy) return;
    setBusy(true);
    setProblem(undefined);
    try {
      setLink(await unwrap(api.POST("/people/invitations", { params: { header: key }, body: { name, email: email.trim(), role, sections: where } })));
    } catch (thrown) {
      setProblem(thrown);
      setKey(newKey()); // the next try is another invitation: its words may have changed
    } finally {
      setBusy(false);
    }
  };
  if (link) {
    return (
      <Dialog title={`${name} is invited`} actions={<Button look="primary" onClick={onClose}>Done</Button>}>
        <OneTime link={link} whose={name} what="Link to join" />
      </Dialog>
    );
  }
  return (
    <Dialog
      title="Invite somebody"
      onClose={onClose}
      onSubmit={() => void invite()}
      actions={
        <>
          <Button look="quiet" onClick={onClose}>Cancel</Button>
          <Button type="submit" look="primary" busy={busy}>Make the link</Button>
        </>
      }
    >
      <FormError>{problem ? wordsOf(problem) : ""}</FormError>
      <TextField label="Name" required value={name} error={wrong("name")} onText={setName} />
      <TextField label="E-mail" type="email" required hint="They sign in with it. Nothing is sent there." value={email} error={wrong("email")} onText={setEmail} />
      <SelectField label="Role" value={role} onPick={(r) => setRole(r as Role)} options={roleOptions} />
      <SectionChoice chosen={where} set={setWhere} />
    </Dialog>
  );
}

type Values = { name: string; role: string; sections: string[]; active: boolean };
const valuesOf = ({ name, role, sections: where, active }: Person): Values => ({ name, role, sections: where, active });

/** One person's account, as it is when it is opened: the list may be older. */
export function PersonDialog({ person, onClose }: { person: Person; onClose: () => void }) {
  const { data, error } = useLoaded((signal) => unwrap(api.GET("/people/{id}", { params: { path: { id: person.id } }, signal })));
  if (data) return <Account person={data} onClose={onClose} />;
  return error ? <Dialog title={person.name} onClose={onClose}><FormError>{error}</FormError></Dialog> : null;
}

/** What a person is, where they are signed in, a link for a new password. */
function Account({ person, onClose }: { person: Person; onClose: () => void }) {
  const self = person.id === me.value?.person.id;
  const [link, setLink] = useState<Link | null>(null);
  const [failure, setFailure] = useState("");
  const edit = useEdit<Person, Values>({
    thing: person,
    values: valuesOf,
    guarded: false,
    save: async (values, version) => {
      const body = { ...values, role: values.role as Role };
      return unwrap(api.PATCH("/people/{id}", { params: { path: { id: person.id }, header: ifMatch(version) }, body }));
    },
    saved: (now) => {
      toast(now.active ? `${now.name} saved.` : `${now.name} is shut out, and signed out everywhere.`);
      onClose();
    },
  });
  const reset = async () => {
    try {
      setLink(await unwrap(api.POST("/people/{id}/reset", { params: { path: { id: person.id } } })));
    } catch (thrown) {
      setFailure(wordsOf(thrown));
    }
  };
  return (
    <Dialog
      title={person.name}
      onClose={onClose}
      onSubmit={edit.submit}
      actions={
        <>
          <Button look="quiet" onClick={onClose}>Cancel</Button>
          <Button type="submit" look="primary" busy={edit.busy} disabled={!edit.changed}>Save</Button>
        </>
      }
    >
      <StaleNotice
        edit={edit}
        valuesOf={valuesOf}
        labels={{ name: "Name", role: "Role", sections: "Sections", active: "May sign in" }}
        show={(field, value) => (field === "sections" ? (value as string[]).map(sectionName).join(", ") || "Everywhere" : field === "role" ? roleTitle(String(value)) : typeof value === "boolean" ? (value ? "Yes" : "No") : String(value))}
      />
      <FormError>{edit.error || failure}</FormError>
      <p class="muted">{person.email}</p>
      <TextField label="Name" required value={edit.values.name} error={edit.wrong("name")} onText={(name) => edit.set({ name })} />
      <SelectField label="Role" value={edit.values.role} disabled={self} hint={self && "Another administrator can change your role."} onPick={(role) => edit.set({ role })} options={roleOptions} />
      <SectionChoice chosen={edit.values.sections} set={(where) => edit.set({ sections: where })} />
      {!self && (
        <CheckField label="May sign in" hint="Without it, the person is signed out everywhere at once. Their stories stay." checked={edit.values.active} onCheck={(active) => edit.set({ active })} />
      )}
      {link ? (
        <OneTime link={link} whose={person.name} what={person.invited ? "Link to join" : "Link for a new password"} />
      ) : (
        <div class="actions start">
          <Button onClick={() => void reset()}>{person.invited ? "Make a new link to join" : "Make a link for a new password"}</Button>
        </div>
      )}
      {!person.invited && <TheirSessions person={person} />}
    </Dialog>
  );
}

function TheirSessions({ person }: { person: Person }) {
  const path = { id: person.id };
  const list = useLoaded(async (signal) => (await unwrap(api.GET("/people/{id}/sessions", { params: { path }, signal }))).items);
  const [failure, setFailure] = useState("");
  const endAll = async () => {
    try {
      await unwrap(api.DELETE("/people/{id}/sessions", { params: { path } }));
      toast(`${person.name} is signed out everywhere.`);
      list.reload();
    } catch (thrown) {
      setFailure(wordsOf(thrown));
    }
  };
  return (
    <section>
      <h3>Signed in</h3>
      <FormError>{list.error || failure}</FormError>
      {list.data?.length === 0 && <p class="muted">Nowhere at present.</p>}
      {list.data && list.data.length > 0 && (
        <>
          <SessionList sessions={list.data} />
          <div class="actions start"><Button onClick={() => void endAll()}>Sign out everywhere</Button></div>
        </>
      )}
    </section>
  );
}
