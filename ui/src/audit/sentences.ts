export type Told = { act: string; about: string; via: string; detail: Record<string, string> | null };

/** What each act is called, in the words that stand after a name. % is what it was done to. */
const acts: Record<string, string> = {
  "story.create": "began %",
  "story.revise": "kept a revision of %",
  "story.send_to_subs": "sent % to the subs",
  "story.send_for_approval": "sent % for approval",
  "story.send_back": "sent % back",
  "story.hold": "put % on legal hold",
  "story.release": "released % from legal hold",
  "story.reopen": "reopened %",
  "story.publish": "published %",
  "story.schedule": "scheduled %",
  "story.unschedule": "took % off the schedule",
  "story.correct": "corrected %",
  "story.withdraw": "withdrew %",
  "story.embargo": "changed the embargo of %",
  "story.assign": "assigned %",
  "story.restore": "restored an earlier revision of %",
  "story.preview": "shared a preview of %",
  "story.move_section": "moved % to another section",
  "story.topics": "changed the topics of %",
  "topic.create": "created the topic %",
  "topic.change": "changed the topic %",
  "topic.merge": "merged the topic %",
  "topic.feature": "chose the featured topics",
  "section.create": "created the section %",
  "section.change": "changed the section %",
  "section.order": "put the sections in order",
  "contributor.create": "created the contributor %",
  "contributor.change": "changed the contributor %",
  "picture.add": "added the picture %",
  "picture.change": "changed the picture %",
  "settings.change": "changed the settings",
  "person.invite": "invited %",
  "person.change": "changed the account of %",
  "person.reset": "made a link for a new password of %",
  "person.disable": "shut out %",
  "login.ok": "signed in",
  "login.failed": "could not sign in as %",
  "login.slowed": "was slowed down, signing in as %",
  logout: "signed out",
  "password.change": "changed their password",
  "passkey.add": "added the passkey %",
  "passkey.remove": "removed the passkey %",
  "session.revoke": "ended a session",
  "token.create": "made the API token %",
  "token.revoke": "revoked the API token %",
  "invitation.accept": "accepted an invitation",
};

/** The acts to filter by, each as it reads: 'published a story'. */
export const actOptions = Object.entries(acts)
  .map(([id, words]) => ({ id, label: capital(words.replace(/ ?%/, "").replace(/ (as|of)$/, "")), note: id }))
  .sort((a, b) => a.label.localeCompare(b.label));

/** What one can filter by that things were done to. */
export const nouns: Record<string, string> = {
  story: "Stories", topic: "Topics", section: "Sections", contributor: "Contributors", picture: "Pictures",
  newsroom: "Settings", person: "Accounts", token: "API tokens", passkey: "Passkeys", session: "Sessions",
};

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** An act in words, to stand after the name of who did it. An act that is not known is named as it is. */
export function actWords({ act, about }: Told): { before: string; about: string; after: string } {
  const words = acts[act] ?? `did '${act}' to %`;
  const at = words.indexOf("%");
  if (at < 0) return { before: words, about: "", after: "" };
  if (!about) {
    const unnamed = act.startsWith("story.") ? "a story without a headline" : "it";
    return { before: words.replace("%", unnamed), about: "", after: "" };
  }
  return { before: words.slice(0, at), about, after: words.slice(at + 1) };
}

const fieldNames: Record<string, string> = {
  email: "e-mail", by: "with", skip_subs: "leaves out the subs", skip_approval: "leaves out approval",
  "choice accent": "accent colour", "choice footer": "line at the foot", "choice headlines": "headlines",
};

/** The particulars, without what the sentence has said. `said` tells a moment, or an id, as people do; "" where it does not know it. */
export function particulars({ detail, about }: Pick<Told, "detail" | "about">, said: (value: string) => string = () => ""): { name: string; value: string }[] {
  return Object.entries(detail ?? {})
    .filter(([, value]) => value !== "" && value !== about)
    .map(([name, value]) => ({ name: fieldNames[name] ?? name.replace(/_/g, " "), value: said(String(value)) || changeWords(String(value)) }));
}

/** 'Harbour → Port' as it is; what was empty before, or is empty now, in words. */
function changeWords(value: string): string {
  if (value.startsWith(" → ")) return value.slice(3);
  return value.endsWith(" → ") ? `${value}nothing` : value;
}

/** By what way somebody came, where that is not a session of the desk. */
export function viaWords(via: string): string {
  if (via.startsWith("token:")) return "by API token";
  if (via === "link") return "by a one-time link";
  if (via === "command line") return "on the command line";
  return "";
}
