import { useEffect, useState } from "preact/hooks";
import { api, ifMatch, newKey, unwrap, unwrapTagged, wordsOf, type Section } from "../lib/api";
import { sections, sectionsTag } from "../lib/newsroom";
import { inTurn, Ordered } from "../lib/order";
import { AreaField, Button, EmptyState, toast } from "../lib/ui";
import { ThingDialog } from "./dialog";
import { ColourField } from "./site";

type Values = { name: string; slug: string; description: string; colour: string };
const valuesOf = ({ name, slug, description, colour }: Section): Values => ({ name, slug, description, colour });
const blank = { id: "", version: 0, name: "", slug: "", description: "", colour: "" } as Section;

export function SectionsTab() {
  const [open, setOpen] = useState<Section | null>(null);
  useEffect(() => void sections.ensure(), []);
  const all = sections.all.value;
  return (
    <div class="part">
      <div class="view-head">
        <p class="muted">The order is that of the site's navigation.</p>
        <Button onClick={() => setOpen(blank)}>New section</Button>
      </div>
      {all.length === 0 && <EmptyState title="No sections yet"><p>Every story stands in one section. Create the first.</p></EmptyState>}
      <Ordered
        label="Sections"
        items={all}
        id={(s) => s.id}
        name={(s) => s.name}
        onOrder={order}
        row={(s) => (
          <>
            <span class="swatch" style={{ background: s.colour || "var(--rule)" }} />
            <button type="button" class="as-link" onClick={() => setOpen(s)}>{s.name}</button>
            <span class="muted">{s.path}</span>
          </>
        )}
      />
      {open && <SectionDialog section={open} onClose={() => setOpen(null)} />}
    </div>
  );
}

const turn = inTurn();

function order(next: Section[]): void {
  const before = sections.all.value;
  sections.all.value = next; // at once; a refusal shows what stands
  turn(
    async () => {
      const header = { "If-Match": sectionsTag.value };
      const { data, tag } = await unwrapTagged(api.PUT("/sections/order", { params: { header }, body: { ids: next.map((s) => s.id) } }));
      sectionsTag.value = tag;
      if (sections.all.value === next) sections.all.value = data.items; // each that moved has a new version
    },
    (thrown) => {
      sections.all.value = before;
      toast(wordsOf(thrown), { bad: true });
      void sections.refresh().catch(() => undefined);
    },
  );
}

function SectionDialog({ section, onClose }: { section: Section; onClose: () => void }) {
  return (
    <ThingDialog<Section, Values>
      thing={section}
      noun="section"
      values={valuesOf}
      labels={{ name: "Name", slug: "Address", description: "Description", colour: "Colour" }}
      addressHint="A new address is good at once, and the old one goes on leading here; so do those of its stories."
      save={(body, version) =>
        section.id === ""
          ? unwrap(api.POST("/sections", { params: { header: newKey() }, body }))
          : unwrap(api.PUT("/sections/{id}", { params: { path: { id: section.id }, header: ifMatch(version) }, body }))
      }
      saved={() => void sections.refresh().catch(() => undefined)}
      onClose={onClose}
    >
      {(edit) => (
        <>
          <AreaField label="Description" hint="For search results and feeds." value={edit.values.description} error={edit.wrong("description")} onText={(description) => edit.set({ description })} />
          <ColourField label="Colour" value={edit.values.colour} usual="" error={edit.wrong("colour")} onText={(colour) => edit.set({ colour })} />
        </>
      )}
    </ThingDialog>
  );
}
