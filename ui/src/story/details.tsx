import { sections } from "../lib/newsroom";
import { Link } from "../lib/router";
import { may, me } from "../lib/session";
import { SelectField, TextField } from "../lib/ui";
import { Chips } from "./chips";
import { slugOf } from "./content";
import { createTopic, searchTopics, topicName } from "./names";
import type { Work } from "./work";

export function Details({ work, readOnly }: { work: Work; readOnly: boolean }) {
  const story = work.story.value;
  const page = story.kind === "page";
  return (
    <div class="panel-parts">
      {!page && <SectionField work={work} readOnly={readOnly} />}
      <section class="panel-part">
        <Chips
          label="Topics" one="topic" ids={work.topics.value} name={topicName} onChange={(ids) => work.setTopics(ids)} search={searchTopics}
          create={story.may.topics ? createTopic : undefined} readOnly={readOnly}
        />
      </section>
      <Address work={work} readOnly={readOnly} page={page} />
      <TextField
        label="Language" value={work.lines.language.value} onText={(text) => work.setLine("language", text.trim())} readOnly={readOnly} spellcheck={false}
        placeholder={me.value?.newsroom.language ?? ""} maxLength={35}
        hint="Only where it is not the newsroom’s: 'gd', 'pt-BR'."
      />
    </div>
  );
}

function SectionField({ work, readOnly }: { work: Work; readOnly: boolean }) {
  const at = work.lines.section.value;
  const all = sections.all.value;
  if (all.length === 0 && at === "" && sections.known.value) {
    return (
      <section class="panel-part">
        <h2>Section</h2>
        <p>There is no section yet, and every story needs one. {may("manage_sections") ? <Link href="/desk/settings/sections">Create the first</Link> : "An administrator creates the first."}</p>
      </section>
    );
  }
  const mine = me.value?.person.sections ?? [];
  // Who is limited to sections may not move a story out of their reach; the one it is in stays to be seen.
  const offered = all.filter((s) => mine.length === 0 || mine.includes(s.id) || s.id === at);
  const options = [
    ...(at === "" ? [{ value: "", label: "Choose a section" }] : []),
    ...offered.map((s) => ({ value: s.id, label: s.name })),
    ...(at !== "" && !all.some((s) => s.id === at) ? [{ value: at, label: "…" }] : []),
  ];
  return <SelectField label="Section" value={at} onPick={(id) => work.setLine("section", id)} options={options} disabled={readOnly} />;
}

function Address({ work, readOnly, page }: { work: Work; readOnly: boolean; page: boolean }) {
  const story = work.story.value;
  const slug = work.lines.slug.value;
  const made = slugOf(work.lines.headline.value) || "story";
  const section = sections.byID.value.get(work.lines.section.value);
  const path = page ? `/${slug || made}` : `${section?.path ?? "/…"}/${slug || made}-${story.id}`;
  const site = (me.value?.newsroom.base_url ?? "").replace(/^https?:\/\//, "").replace(/\/$/, "");
  return (
    <TextField
      label="Words in the address" value={slug} placeholder={made} readOnly={readOnly} spellcheck={false} autocapitalize="none" maxLength={300}
      onText={(text) => work.setLine("slug", text.toLowerCase().replace(/\s+/g, "-"))}
      onBlur={() => readOnly || work.setLine("slug", slugOf(slug))}
      hint={
        <>
          <span class="story-address">{site}{path}</span>
          {story.first_published_at !== null && ". The addresses that it had before lead here too."}
        </>
      }
    />
  );
}
