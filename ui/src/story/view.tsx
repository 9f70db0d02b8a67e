import { useEffect, useRef, useState } from "preact/hooks";
import { BodyEditor } from "../editor";
import type { PictureService } from "../editor/services";
import { ApiProblem, wordsOf as said } from "../lib/api";
import { guardLeaving } from "../lib/router";
import { may } from "../lib/session";
import { matches, useShortcut } from "../lib/shortcuts";
import { among, FailedState } from "../lib/ui";
import { Heading } from "../lib/view";
import { StoryBar } from "./bar";
import { Chips } from "./chips";
import { Dateline, Head } from "./fields";
import { Hero } from "./hero";
import { contributorName, contributorOptions, createContributor } from "./names";
import { Notices } from "./notices";
import { Panel } from "./panel";
import { Preview } from "./preview";
import { picture, uploadPicture } from "./service";
import { closeSide, covers, openPanel, side, togglePreview } from "./side";
import { stories } from "./stories";
import { lengthWords } from "./tell";
import { openWork, type Work } from "./work";

/** An address without an id in it is refused before anything is looked for. */
const noStory = (err: unknown): boolean => err instanceof ApiProblem && (err.status === 400 || err.status === 404);

/** One story, open for writing or for reading. */
export function StoryView({ id }: { id: string }) {
  const [work, setWork] = useState<Work | null>(null);
  const [error, setError] = useState("");
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    let here = true;
    let opened: Work | null = null;
    openWork(id).then(
      (w) => {
        if (!here) return;
        opened = w;
        setWork(w);
      },
      (err: unknown) => here && setError(noStory(err) ? "There is no story at this address." : said(err)),
    );
    return () => {
      here = false;
      opened?.close();
    };
  }, [id, turn]);
  if (error !== "") {
    return (
      <div class="view">
        <Heading>Story</Heading>
        <FailedState why={error} again={() => {
          setError("");
          setTurn(turn + 1);
        }} />
      </div>
    );
  }
  return work === null ? <div class="view" aria-busy="true"><Heading hidden>Story</Heading></div> : <Open work={work} />;
}

function Open({ work }: { work: Work }) {
  const readOnly = !work.story.value.may.write;
  useLife(work);
  useKeys(work);
  const covered = covers.value && side.value !== null;
  return (
    <div class={`story-view${side.value === null ? "" : ` with-${side.value}`}`}>
      <Title work={work} />
      <StoryBar work={work} />
      <div class="story-columns">
        <div class="story-main" inert={covered}>
          <Notices work={work} />
          <Paper work={work} readOnly={readOnly} />
        </div>
        {side.value === "panel" && <Panel work={work} readOnly={readOnly} />}
        {side.value === "preview" && <Preview work={work} />}
      </div>
    </div>
  );
}

function Title({ work }: { work: Work }) {
  const headline = work.lines.headline.value || "Untitled story";
  return <Heading hidden title={headline}>{headline}</Heading>;
}

const pictures: PictureService = { upload: (file, progress) => uploadPicture(file, progress), get: picture };

/** The story as it will look. It is rendered once; its parts follow their own signals. */
function Paper({ work, readOnly }: { work: Work; readOnly: boolean }) {
  const paper = useRef<HTMLElement>(null);
  useEffect(() => {
    // A blank page begins with its headline.
    if (!readOnly && work.lines.headline.peek() === "") paper.current?.querySelector<HTMLElement>(".story-headline")?.focus();
  }, []);
  return (
    <article class="story-paper" aria-label="The story" ref={paper}>
      <Head work={work} readOnly={readOnly} />
      <Hero work={work} readOnly={readOnly} />
      <div class="story-credits">
        <Byline work={work} readOnly={readOnly} />
        <Dateline work={work} readOnly={readOnly} />
      </div>
      <div class="story-body">
        <BodyEditor
          doc={work.opened.value} editable={!readOnly} pictures={pictures} stories={stories}
          onReady={(editor) => {
            work.bodyUploads = () => editor.uploading();
          }}
          onChange={(doc) => {
            work.bodyFrom(() => doc);
            work.edited();
          }}
        />
      </div>
      <Length work={work} />
    </article>
  );
}

function Byline({ work, readOnly }: { work: Work; readOnly: boolean }) {
  return (
    <div class="story-byline">
      <Chips
        label="Byline" one="contributor" ids={work.byline.value} name={contributorName} onChange={(ids) => work.setByline(ids)} ordered hideLabel
        search={(text) => among(contributorOptions())(text)} create={may("manage_people") ? createContributor : undefined} readOnly={readOnly}
      />
    </div>
  );
}

function Length({ work }: { work: Work }) {
  const { words } = work.story.value;
  return <p class="story-length muted">{lengthWords(words, work.reading.value || words * secondsAWord)}</p>;
}

/** Until the server has said how long it takes to read. */
const secondsAWord = 60 / 230;

/** Saves and looks again when the window comes and goes, and warns before text that is not saved is left. */
function useLife(work: Work): void {
  useEffect(() => {
    const seen = (): void => {
      if (document.visibilityState === "hidden") work.hurry();
      else void work.refresh();
    };
    const back = (): void => {
      if (work.unsaved) work.retry();
    };
    const leaving = (e: BeforeUnloadEvent): void => {
      if (!work.unsaved && !work.uploading) return;
      work.hurry();
      e.preventDefault();
    };
    const hurry = (): void => work.hurry();
    document.addEventListener("visibilitychange", seen);
    addEventListener("online", back);
    addEventListener("beforeunload", leaving);
    addEventListener("pagehide", hurry);
    // Within the desk a save goes on after its view: only what cannot be saved now is worth a question.
    const unguard = guardLeaving(() => {
      if (work.uploading) return "Pictures are still on their way. They will be missing in the story if you leave it now. Leave it?";
      if (!work.unsaved || work.saver.peek().trouble === null) return false;
      return "What you wrote last is not saved. It is kept in this browser, and offered when you open the story again. Leave it?";
    });
    return () => {
      document.removeEventListener("visibilitychange", seen);
      removeEventListener("online", back);
      removeEventListener("beforeunload", leaving);
      removeEventListener("pagehide", hurry);
      unguard();
    };
  }, [work]);

  // When a moment comes that the story waits for, what is told of it changes.
  const { public_from, public_until, embargo, scheduled } = work.story.value;
  const now = Date.now();
  const moments = [public_from, public_until, embargo, scheduled?.from ?? null].flatMap((m) => (m === null ? [] : [Date.parse(m)]));
  const next = Math.min(...moments.filter((m) => m > now));
  useEffect(() => {
    if (!Number.isFinite(next) || next - now > 24 * 3_600_000) return;
    const timer = setTimeout(() => void work.refresh(), next - Date.now() + 1000);
    return () => clearTimeout(timer);
  }, [next]);
}

const publishingKeys = "Mod+Shift+Enter";

function useKeys(work: Work): void {
  useShortcut("Mod+s", "Save now", "Story", () => void work.flush().catch(() => undefined));
  useShortcut("Mod+Shift+p", "Preview", "Story", togglePreview);
  useShortcut(publishingKeys, "Publishing", "Story");
  useEffect(() => {
    // The body's editor takes every Enter for itself: this one is heard before it comes there.
    const hear = (e: KeyboardEvent): void => {
      if (!matches(publishingKeys, e) || document.querySelector("dialog[open]") !== null) return;
      e.preventDefault();
      e.stopPropagation();
      openPanel("publishing");
    };
    document.addEventListener("keydown", hear, { capture: true });
    return () => document.removeEventListener("keydown", hear, { capture: true });
  }, []);
  useShortcut("Escape", "Close what stands beside the story", "Story", side.value === null ? undefined : closeSide);
}
