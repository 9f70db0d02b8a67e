import type { ComponentChildren } from "preact";
import { api, ifMatch, unwrap, type Settings } from "../lib/api";
import { StaleNotice, useEdit, type Edit } from "../lib/edit";
import { me } from "../lib/session";
import { among, Button, CheckField, Combobox, FailedState, Field, FormError, SelectField, TextField, toast } from "../lib/ui";
import { useLoaded } from "../lib/view";

type Values = Omit<Settings, "version" | "declared" | "fixed">;

const valuesOf = ({ name, tagline, language, time_zone, skip_subs, skip_approval, choices }: Settings): Values => ({
  name, tagline, language, time_zone, skip_subs, skip_approval, choices,
});

const labels: Partial<Record<keyof Values, string>> = {
  name: "Name", tagline: "Tagline", language: "Language", time_zone: "Time zone",
  skip_subs: "Without the subs", skip_approval: "Without approval", choices: "Choices for the theme",
};

type Form = { settings: Settings; edit: Edit<Settings, Values>; fixed: (name: string) => boolean };

/** Fetches the settings and edits them: every tab shows some of them and saves all. */
function SettingsForm({ children }: { children: (form: Form) => ComponentChildren }) {
  const { data, error, reload } = useLoaded((signal) => unwrap(api.GET("/settings", { signal })));
  if (data) return <Loaded settings={data}>{children}</Loaded>;
  return error ? <FailedState why={error} again={reload} /> : null;
}

function Loaded({ settings, children }: { settings: Settings; children: (form: Form) => ComponentChildren }) {
  const edit = useEdit<Settings, Values>({
    thing: settings,
    values: valuesOf,
    save: (body, version) => unwrap(api.PUT("/settings", { params: { header: ifMatch(version) }, body })),
    saved: (now) => {
      toast("Saved. The site shows it already.");
      const { name, time_zone, language, skip_subs, skip_approval } = now;
      if (me.value) me.value = { ...me.value, newsroom: { ...me.value.newsroom, name, time_zone, language, skip_subs, skip_approval } };
    },
  });
  return (
    <form
      class="form"
      onSubmit={(event) => {
        event.preventDefault();
        edit.submit();
      }}
    >
      <StaleNotice edit={edit} valuesOf={valuesOf} labels={labels} show={readable} />
      <FormError>{edit.error}</FormError>
      {children({ settings, edit, fixed: (name) => settings.fixed.includes(name) })}
      <div class="actions start">
        <Button type="submit" look="primary" busy={edit.busy} disabled={!edit.changed}>Save</Button>
      </div>
    </form>
  );
}

function readable(field: keyof Values, value: unknown): string {
  if (field === "choices") return Object.entries(value as Record<string, string>).map(([k, v]) => `${k}: ${v}`).join(", ");
  return typeof value === "boolean" ? (value ? "Yes" : "No") : String(value);
}

const fixedHint = "Set by whoever runs this server, in its configuration; it cannot be changed here.";

/** 'British English' for 'en-GB'; "" for what is no language. */
function languageName(tag: string): string {
  try {
    return new Intl.DisplayNames("en-GB", { type: "language", fallback: "none" }).of(tag) ?? "";
  } catch {
    return "";
  }
}

const zones = () => Intl.supportedValuesOf("timeZone").map((z) => ({ id: z, label: z, note: zoneNote(z) }));

function zoneNote(timeZone: string): string {
  return new Intl.DateTimeFormat("en-GB", { timeZone, hour: "2-digit", minute: "2-digit" }).format(new Date());
}

export function SiteTab() {
  return (
    <SettingsForm>
      {({ edit, fixed }) => (
        <>
          <TextField label="Name" required maxLength={200} value={edit.values.name} disabled={fixed("name")} hint={fixed("name") && fixedHint} error={edit.wrong("name")} onText={(name) => edit.set({ name })} />
          <TextField label="Tagline" maxLength={300} value={edit.values.tagline} disabled={fixed("tagline")} hint={fixed("tagline") ? fixedHint : "A few words under the name, and in search results."} error={edit.wrong("tagline")} onText={(tagline) => edit.set({ tagline })} />
          <TextField label="Language" required value={edit.values.language} disabled={fixed("language")} hint={fixed("language") ? fixedHint : languageName(edit.values.language) || "A language tag: en-GB, fr, pt-BR."} error={edit.wrong("language")} onText={(language) => edit.set({ language })} spellcheck={false} />
          <Combobox
            label="Time zone"
            clearable={false}
            disabled={fixed("time_zone")}
            hint={fixed("time_zone") ? fixedHint : "All times in the desk and on the site are in it."}
            error={edit.wrong("time_zone")}
            value={{ id: edit.values.time_zone, label: edit.values.time_zone }}
            onChange={(zone) => zone && edit.set({ time_zone: zone.id })}
            search={(text) => among(zones())(text.replace(/ /g, "_"))}
          />
        </>
      )}
    </SettingsForm>
  );
}

export function WorkflowTab() {
  return (
    <SettingsForm>
      {({ edit, fixed }) => {
        const { skip_subs, skip_approval } = edit.values;
        const way = ["Draft", !skip_subs && "With the subs", !skip_approval && "For approval", "Published"].filter(Boolean);
        return (
          <>
            <Field label="The way of a story" hint="Stories that stand in a stage that is left out can still be sent on from it.">
              {(d) => <output {...d} class="way">{way.join(" → ")}</output>}
            </Field>
            <CheckField
              label="Stories go to the subs first"
              checked={!skip_subs}
              disabled={fixed("skip_subs")}
              hint={fixed("skip_subs") ? fixedHint : "A sub-editor reads each story before it goes on."}
              onCheck={(on) => edit.set({ skip_subs: !on })}
            />
            <CheckField
              label="Stories need approval"
              checked={!skip_approval}
              disabled={fixed("skip_approval")}
              hint={fixed("skip_approval") ? fixedHint : "An editor publishes what has been sent for approval."}
              onCheck={(on) => edit.set({ skip_approval: !on })}
            />
          </>
        );
      }}
    </SettingsForm>
  );
}

export function ThemeTab() {
  return (
    <SettingsForm>
      {({ settings, edit }) => {
        if (settings.declared.length === 0) return <p>This theme leaves nothing to choose.</p>;
        const set = (name: string, value: string) => edit.set({ choices: { ...edit.values.choices, [name]: value } });
        return settings.declared.map((d) => (
          <Choice key={d.name} declared={d} value={edit.values.choices[d.name] ?? d.default} set={(v) => set(d.name, v)} />
        ));
      }}
    </SettingsForm>
  );
}

type ChoiceProps = { declared: Settings["declared"][number]; value: string; set: (value: string) => void };

function Choice({ declared: d, value, set }: ChoiceProps) {
  const hint = d.help;
  switch (d.kind) {
    case "choice":
      return <SelectField label={d.label} value={value} hint={hint} onPick={set} options={d.options ?? []} />;
    case "switch":
      return <CheckField label={d.label} checked={value === "on"} hint={hint} onCheck={(on) => set(on ? "on" : "off")} />;
    case "colour":
      return <ColourField label={d.label} value={value} usual={d.default} hint={hint} onText={set} />;
    default:
      return <TextField label={d.label} value={value} hint={hint} onText={set} />;
  }
}

type ColourProps = { label: string; value: string; usual: string; hint?: string; error?: string; onText: (value: string) => void };

/** A colour, picked or written; empty or the usual one goes back to the theme's. */
export function ColourField({ label, value, usual, hint, error, onText }: ColourProps) {
  const whole = /^#[0-9a-f]{6}$/i;
  return (
    <Field label={label} hint={hint} error={error}>
      {(d) => (
        <span class="colour">
          <input type="color" aria-label={`${label}: pick`} value={whole.test(value) ? value : whole.test(usual) ? usual : "#777777"} onInput={(e) => onText(e.currentTarget.value)} />
          <input {...d} type="text" spellcheck={false} placeholder={usual || "the theme's"} value={value} onInput={(e) => onText(e.currentTarget.value)} />
          {value !== usual && <Button look="quiet" onClick={() => onText(usual)}>The theme's own</Button>}
        </span>
      )}
    </Field>
  );
}
