import { useEffect, useState } from "preact/hooks";
import { api, unwrap } from "../lib/api";
import { people, personOptions, searchTopics, sectionOptions, sections } from "../lib/newsroom";
import { among, Button, Combobox, SelectField, TextField, type Option } from "../lib/ui";
import { filterCount, type Filters, type Sort } from "./filters";

type Props = { filters: Filters; change: (to: Partial<Filters>) => void };

/** The filters. On a phone they fold away behind a button that says how many are set. */
export function FilterBar({ filters, change }: Props) {
  const [open, setOpen] = useState(false);
  const set = filterCount(filters);
  const topic = useTopic(filters.topic);
  const section = sections.byID.value.get(filters.section);
  const person = people.byID.value.get(filters.person);
  const option = (id: string, name?: string): Option | null => (id ? { id, label: name ?? "…" } : null);
  return (
    <div class="filterbar">
      <Button class="narrow-only filter-toggle" aria-expanded={open} aria-controls="filters" onClick={() => setOpen(!open)}>
        {set > 0 ? `Filters (${set})` : "Filters"}
      </Button>
      <div id="filters" class={open ? "filters open" : "filters"} role="group" aria-label="Filters">
        <Combobox hideLabel label="Section" placeholder="Section" value={option(filters.section, section?.name)} onChange={(o) => change({ section: o?.id ?? "" })} search={among(sectionOptions())} />
        <Combobox hideLabel label="Topic" placeholder="Topic" value={option(filters.topic, topic)} onChange={(o) => change({ topic: o?.id ?? "" })} search={searchTopics} />
        <Combobox hideLabel label="Person" placeholder="Person" value={option(filters.person, person?.name)} onChange={(o) => change({ person: o?.id ?? "" })} search={among(personOptions())} />
        <TextField class="beside" label="From" type="date" value={filters.from} max={filters.to || undefined} onText={(from) => change({ from })} />
        <TextField class="beside" label="to" type="date" value={filters.to} min={filters.from || undefined} onText={(to) => change({ to })} />
        <SelectField
          class="beside"
          label="Order"
          value={filters.sort}
          onPick={(sort) => change({ sort: sort as Sort })}
          options={[
            { value: "updated", label: "Last changed" },
            { value: "created", label: "Newest" },
            { value: "published", label: "Published" },
          ]}
        />
        {set > 0 && (
          <Button look="quiet" onClick={() => change({ section: "", topic: "", person: "", from: "", to: "" })}>Clear filters</Button>
        )}
      </div>
    </div>
  );
}

/** The name of a topic that stands in the address. */
function useTopic(id: string): string | undefined {
  const [known, setKnown] = useState<{ id: string; name: string }>();
  useEffect(() => {
    if (!id || known?.id === id) return;
    unwrap(api.GET("/topics/{id}", { params: { path: { id } } })).then(
      (t) => setKnown({ id, name: t.name }),
      () => setKnown({ id, name: "Unknown topic" }),
    );
  }, [id]);
  return known?.id === id ? known.name : undefined;
}
