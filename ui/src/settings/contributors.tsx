import { useEffect, useState } from "preact/hooks";
import { api, ifMatch, newKey, unwrap, type Contributor } from "../lib/api";
import { contributors } from "../lib/newsroom";
import { AreaField, Button, EmptyState, TextField } from "../lib/ui";
import { ThingDialog } from "./dialog";

type Values = { name: string; role: string; bio: string; slug: string; picture: string };
const valuesOf = ({ name, role, bio, slug, picture }: Contributor): Values => ({ name, role, bio, slug, picture });
const blank = { id: "", version: 0, name: "", role: "", bio: "", slug: "", picture: "" } as Contributor;

/** How many are drawn at once: searching is quicker than scrolling. */
const drawn = 200;

export function ContributorsTab() {
  const [q, setQ] = useState("");
  const [open, setOpen] = useState<Contributor | null>(null);
  useEffect(() => void contributors.ensure(), []);
  const words = q.toLowerCase().split(/\s+/).filter(Boolean);
  const found = contributors.all.value.filter((c) => words.every((w) => `${c.name} ${c.role}`.toLowerCase().includes(w)));
  return (
    <div class="part">
      <div class="view-head">
        <TextField label="Search contributors" hideLabel type="search" placeholder="Search contributors" value={q} onText={setQ} />
        <Button onClick={() => setOpen(blank)}>New contributor</Button>
      </div>
      {found.length === 0 && (
        <EmptyState title={q ? `No contributor has “${q}”` : "No contributors yet"}>
          <p>A contributor is a name in bylines: a person, a desk, an agency. It has a page of its own on the site, and needs no account.</p>
        </EmptyState>
      )}
      <ul class="rows" role="list">
        {found.slice(0, drawn).map((c) => (
          <li key={c.id}>
            <span class="row-main">
              <button type="button" class="as-link" onClick={() => setOpen(c)}>{c.name}</button>
              {c.role && <span class="muted"> {c.role}</span>}
            </span>
            <a class="muted" href={c.path} target="_blank" rel="noopener">{c.path}</a>
          </li>
        ))}
      </ul>
      {found.length > drawn && <p class="muted">{found.length - drawn} more: search for them.</p>}
      {open && <ContributorDialog contributor={open} onClose={() => setOpen(null)} />}
    </div>
  );
}

function ContributorDialog({ contributor, onClose }: { contributor: Contributor; onClose: () => void }) {
  return (
    <ThingDialog<Contributor, Values>
      thing={contributor}
      noun="contributor"
      values={valuesOf}
      labels={{ name: "Name", role: "Role", bio: "About", slug: "Address" }}
      nameHint="As it stands in bylines."
      save={({ picture, ...words }, version) => {
        const body = { ...words, picture: picture || undefined };
        return contributor.id === ""
          ? unwrap(api.POST("/contributors", { params: { header: newKey() }, body }))
          : unwrap(api.PUT("/contributors/{id}", { params: { path: { id: contributor.id }, header: ifMatch(version) }, body }));
      }}
      saved={() => void contributors.refresh().catch(() => undefined)}
      onClose={onClose}
    >
      {(edit) => (
        <>
          <TextField label="Role" placeholder="Harbour correspondent" value={edit.values.role} error={edit.wrong("role")} onText={(role) => edit.set({ role })} />
          <AreaField label="About" rows={4} value={edit.values.bio} error={edit.wrong("bio")} onText={(bio) => edit.set({ bio })} />
        </>
      )}
    </ThingDialog>
  );
}
