import { useEffect, useState } from "preact/hooks";
import { api, unwrap, type Person } from "../lib/api";
import { people, roleTitle, sectionName, sections } from "../lib/newsroom";
import { formatFull, formatMoment } from "../lib/time";
import { Button, CheckField, EmptyState, FailedState, Tabs, TextField } from "../lib/ui";
import { Heading, useLoaded } from "../lib/view";
import { InviteDialog, PersonDialog } from "./person";
import { Rights } from "./rights";

export function PeopleView() {
  const [tab, setTab] = useState("people");
  const roles = useLoaded((signal) => unwrap(api.GET("/roles", { signal })));
  return (
    <div class="view">
      <Heading>People</Heading>
      <Tabs
        label="People"
        current={tab}
        onChange={setTab}
        tabs={[
          { id: "people", label: "People", panel: () => <List /> },
          { id: "rights", label: "Who may do what", panel: () => (roles.data ? <Rights roles={roles.data} /> : roles.error ? <FailedState why={roles.error} again={roles.reload} /> : null) },
        ]}
      />
    </div>
  );
}

function List() {
  const [q, setQ] = useState("");
  const [out, setOut] = useState(false);
  const [open, setOpen] = useState<Person | "new" | null>(null);
  const [failed, setFailed] = useState(false);
  const load = () => people.refresh().then(() => setFailed(false), () => setFailed(true));
  useEffect(() => {
    void load();
    void sections.ensure();
  }, []);
  const words = q.toLowerCase().split(/\s+/).filter(Boolean);
  const found = people.all.value.filter((p) => (out || p.active) && words.every((w) => `${p.name} ${p.email} ${p.role}`.toLowerCase().includes(w)));
  const close = () => {
    setOpen(null);
    void load();
  };
  return (
    <>
      <div class="view-head">
        <div class="filters open">
          <TextField label="Search people" hideLabel type="search" placeholder="Search people" value={q} onText={setQ} />
          <CheckField label="Include people who were shut out" checked={out} onCheck={setOut} />
        </div>
        <Button look="primary" onClick={() => setOpen("new")}>Invite somebody</Button>
      </div>
      {failed && <FailedState why="The people cannot be fetched just now." again={() => void load()} />}
      {!failed && found.length === 0 && people.all.value.length > 0 && <EmptyState title={`Nobody by the name “${q}”`} />}
      {found.length > 0 && <Table people={found} open={setOpen} />}
      {open === "new" && <InviteDialog onClose={close} />}
      {open && open !== "new" && <PersonDialog person={open} onClose={close} />}
    </>
  );
}

function Table({ people: found, open }: { people: Person[]; open: (person: Person) => void }) {
  return (
    <table class="table" aria-label="People">
      <thead>
        <tr>
          <th scope="col">Name</th>
          <th scope="col">Role</th>
          <th scope="col" class="wide-only-cell">Sections</th>
          <th scope="col">Last seen</th>
        </tr>
      </thead>
      <tbody>
        {found.map((p) => (
          <tr key={p.id} class={p.active ? undefined : "out"}>
            <th scope="row">
              <button type="button" class="as-link" onClick={() => open(p)}>{p.name}</button>
              <small class="muted row-more">{p.email.split("@")[0]}<wbr />@{p.email.split("@")[1]}</small>
            </th>
            <td>{roleTitle(p.role)}</td>
            <td class="wide-only-cell">{p.sections.map(sectionName).filter(Boolean).join(", ") || <span class="muted">Everywhere</span>}</td>
            <td>{standing(p)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function standing(p: Person) {
  if (!p.active) return <span class="bad">Shut out</span>;
  if (p.invited) return <span class="muted">Invited</span>;
  return p.seen_at ? <time dateTime={p.seen_at} title={formatFull(p.seen_at)}>{formatMoment(p.seen_at)}</time> : <span class="muted">Never</span>;
}
