import { formatMoment } from "../lib/time";
import { Button } from "../lib/ui";
import { clock, SaveState } from "./save-state";
import { openPanel, side, closeSide, tab, togglePreview } from "./side";
import { stateOf } from "./tell";
import type { Story } from "./types";
import type { Work } from "./work";

/** State, saving, and the ways to what stands beside the story. On a phone it lies under the thumb. */
export function StoryBar({ work }: { work: Work }) {
  const story = work.story.value;
  const panel = side.value === "panel";
  return (
    <div class="story-bar" role="region" aria-label="This story">
      <p class="story-state">
        <strong class={`state ${story.status}`}>{stateOf(story, clock())}</strong>
        <SaveState work={work} />
      </p>
      <div class="story-bar-actions">
        <Button look="quiet" aria-pressed={side.value === "preview"} title="Preview (Ctrl+Shift+P)" onClick={togglePreview}>Preview</Button>
        <Button
          look="quiet" aria-expanded={panel} onClick={() => (panel ? closeSide() : openPanel(tab.peek()))}
        >
          Details
        </Button>
        <Button look="primary" title="Publishing (Ctrl+Shift+Enter)" onClick={() => openPanel("publishing")}>{nextStep(story)}</Button>
      </div>
    </div>
  );
}

/** The one step that is most likely next, as the button says it; the panel shows them all. */
function nextStep(story: Story): string {
  const { may } = story;
  const planned = story.scheduled?.from ?? (story.status === "scheduled" ? story.public_from : null);
  if (planned !== null && Date.parse(planned) > Date.now()) return `Public ${formatMoment(planned)}…`;
  if (may.publish && story.status === "published") return story.changed ? "Publish changes…" : "Publishing…";
  if (may.publish) return "Publish…";
  const step = may.acts[0];
  return step === undefined ? "Publishing…" : `${step.name}…`;
}
