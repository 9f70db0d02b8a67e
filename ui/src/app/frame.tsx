import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { api, newKey, unwrap, wordsOf } from "../lib/api";
import { Link, navigate, path } from "../lib/router";
import { may, me } from "../lib/session";
import { useShortcut } from "../lib/shortcuts";
import { Button, Menu, toast, type MenuItem } from "../lib/ui";
import { SearchBox } from "../stories/search";
import { Sheet } from "./sheet";

type Place = { href: string; label: string; keys: string };

function places(): Place[] {
  const all: (Place | false)[] = [
    { href: "/desk", label: "Stories", keys: "" },
    may("manage_accounts") && { href: "/desk/people", label: "People", keys: "" },
    maySettle() && { href: "/desk/settings", label: "Settings", keys: "" },
    may("read_audit") && { href: "/desk/audit", label: "Audit", keys: "" },
  ];
  return all.filter((p) => p !== false);
}

function maySettle(): boolean {
  return may("configure") || may("manage_sections") || may("manage_topics") || may("manage_people");
}

function here(href: string): boolean {
  const at = path.value;
  return href === "/desk" ? at === href || at.startsWith("/desk/stories") : at.startsWith(href);
}

export function Frame({ children }: { children: ComponentChildren }) {
  const [sheet, setSheet] = useState(false);
  const { begin, busy } = useNewStory();
  const writes = may("write");
  useShortcut("n", "New story", "Everywhere", writes ? () => void begin("article") : undefined);
  useShortcut("?", "These shortcuts", "Everywhere", () => setSheet(true));
  const all = places();
  return (
    <>
      <a class="skip only-heard" href="#view">Skip to the content</a>
      <header class="bar">
        <Link href="/desk" class="bar-name">{me.value?.newsroom.name || "Desk"}</Link>
        <nav aria-label="Desk" class="bar-places">
          {all.map((p) => (
            <Link key={p.href} href={p.href} aria-current={here(p.href) ? "page" : undefined}>{p.label}</Link>
          ))}
        </nav>
        <SearchBox />
        {writes && (
          <Button look="primary" class="bar-new" busy={busy} onClick={() => void begin("article")} title="New story (n)">New story</Button>
        )}
        <Button look="quiet" class="bar-keys" aria-label="Keyboard shortcuts" title="Keyboard shortcuts (?)" onClick={() => setSheet(true)}>?</Button>
        <Menu class="bar-person" align="end" label={<PersonLabel />} name={`${me.value?.person.name}: menu`} items={personItems(all, begin, () => setSheet(true))} />
      </header>
      <main id="view" tabIndex={-1}>{children}</main>
      {sheet && <Sheet onClose={() => setSheet(false)} />}
    </>
  );
}

function PersonLabel() {
  const name = me.value?.person.name ?? "";
  const initials = name.split(/\s+/).filter(Boolean).map((w) => w[0]!.toUpperCase());
  return (
    <>
      <span class="wide-only">{name}</span>
      <span class="narrow-only" aria-hidden="true">{initials.length > 2 ? initials[0]! + initials.at(-1)! : initials.join("")}</span>
    </>
  );
}

function personItems(all: Place[], begin: (kind: "article" | "page") => void, sheet: () => void): MenuItem[] {
  const items: MenuItem[] = [{ label: "My account", href: "/desk/account" }];
  // On a phone the bar has no room for them.
  if (matchMedia("(max-width: 48rem)").matches) items.unshift(...all.map((p) => ({ label: p.label, href: p.href })));
  if (may("write_any")) items.push({ label: "New plain page", onSelect: () => begin("page") });
  items.push({ label: "Keyboard shortcuts", keys: "?", onSelect: sheet });
  const site = me.value?.newsroom.base_url;
  if (site) items.push({ label: "Look at the site", onSelect: () => void open(site, "_blank", "noopener") });
  items.push({ label: "Sign out", onSelect: () => void signOut() });
  return items;
}

async function signOut(): Promise<void> {
  if (!navigate("/desk", { replace: true })) return; // a view has unsaved text, and its person stays
  try {
    await unwrap(api.POST("/logout"));
  } catch (thrown) {
    toast(wordsOf(thrown), { bad: true });
    return;
  }
  location.assign("/desk/login"); // and nothing stays in memory
}

function useNewStory() {
  const [busy, setBusy] = useState(false);
  const begin = async (kind: "article" | "page") => {
    if (busy) return;
    setBusy(true);
    try {
      const story = await unwrap(api.POST("/stories", { params: { header: newKey() }, body: { kind } }));
      navigate(`/desk/stories/${story.id}`);
    } catch (thrown) {
      toast(wordsOf(thrown), { bad: true });
    } finally {
      setBusy(false);
    }
  };
  return { begin, busy };
}
