import type { ComponentChildren } from "preact";
import { StaleNotice, useEdit, type Edit } from "../lib/edit";
import { Button, Dialog, FormError, TextField, toast } from "../lib/ui";

type Thing = { id: string; version: number; name: string };
type Named = { name: string; slug: string };

type Props<T extends Thing, V extends Named> = {
  /** With an empty id it is made, else changed. */
  thing: T;
  /** What it is called where it has no name yet: 'section'. */
  noun: string;
  values: (thing: T) => V;
  labels: Partial<Record<keyof V & string, string>>;
  nameHint?: string;
  addressHint?: string;
  save: (body: Omit<V, "slug"> & { slug?: string }, version: number) => Promise<T>;
  saved: () => void;
  onClose: () => void;
  children: (edit: Edit<T, V>) => ComponentChildren;
};

/** The dialog of anything that has a name and an address: a section, a topic, a contributor. */
export function ThingDialog<T extends Thing, V extends Named>(props: Props<T, V>) {
  const { thing, values, onClose } = props;
  const fresh = thing.id === "";
  const edit = useEdit<T, V>({
    thing,
    values,
    guarded: false,
    save: (v, version) => props.save({ ...v, slug: v.slug.trim() || undefined }, version),
    saved: (now) => {
      toast(fresh ? `${now.name} created.` : `${now.name} saved.`);
      props.saved();
      onClose();
    },
  });
  const set = (change: Partial<Named>) => edit.set(change as Partial<V>);
  return (
    <Dialog
      title={fresh ? `New ${props.noun}` : thing.name}
      onClose={onClose}
      onSubmit={edit.submit}
      actions={
        <>
          <Button look="quiet" onClick={onClose}>Cancel</Button>
          <Button type="submit" look="primary" busy={edit.busy} disabled={!edit.changed}>{fresh ? "Create" : "Save"}</Button>
        </>
      }
    >
      <StaleNotice edit={edit} valuesOf={values} labels={props.labels} />
      <FormError>{edit.error}</FormError>
      <TextField label="Name" required hint={props.nameHint} value={edit.values.name} error={edit.wrong("name")} onText={(name) => set({ name })} />
      {props.children(edit)}
      <TextField
        label="Address"
        value={edit.values.slug}
        placeholder="made of the name"
        spellcheck={false}
        error={edit.wrong("slug")}
        hint={fresh ? undefined : (props.addressHint ?? "The old address goes on leading here.")}
        onText={(slug) => set({ slug })}
      />
    </Dialog>
  );
}
