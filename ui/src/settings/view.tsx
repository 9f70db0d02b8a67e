import type { ComponentType } from "preact";
import { useEffect } from "preact/hooks";
import { Link, navigate } from "../lib/router";
import { may, type Right } from "../lib/session";
import { EmptyState } from "../lib/ui";
import { Heading, useTabInSight } from "../lib/view";
import { ContributorsTab } from "./contributors";
import { SectionsTab } from "./sections";
import { SiteTab, ThemeTab, WorkflowTab } from "./site";
import { TopicsTab } from "./topics";

type Part = { id: string; label: string; right: Right; view: ComponentType };

const parts: Part[] = [
  { id: "site", label: "Site", right: "configure", view: SiteTab },
  { id: "workflow", label: "Workflow", right: "configure", view: WorkflowTab },
  { id: "theme", label: "Theme", right: "configure", view: ThemeTab },
  { id: "sections", label: "Sections", right: "manage_sections", view: SectionsTab },
  { id: "topics", label: "Topics", right: "manage_topics", view: TopicsTab },
  { id: "contributors", label: "Contributors", right: "manage_people", view: ContributorsTab },
];

export function SettingsView({ tab }: { tab: string }) {
  const open = parts.filter((p) => may(p.right));
  const current = open.find((p) => p.id === tab);
  const first = open[0];
  useEffect(() => {
    if (!tab && first) navigate(`/desk/settings/${first.id}`, { replace: true });
  }, [tab]);
  useTabInSight(tab);
  return (
    <div class="view settings-view">
      <Heading title={current ? `${current.label} · Settings` : "Settings"}>Settings</Heading>
      <nav class="tabs" aria-label="Settings">
        {open.map((p) => (
          <Link key={p.id} href={`/desk/settings/${p.id}`} aria-current={p === current ? "page" : undefined}>{p.label}</Link>
        ))}
      </nav>
      <div class="tab-panel">
        {current ? <current.view /> : (tab || !first) && (
          <EmptyState title="Your role does not show you this.">
            <p>An administrator can change what you may do.</p>
          </EmptyState>
        )}
      </div>
    </div>
  );
}
