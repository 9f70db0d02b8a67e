import { useEffect, useRef, useState } from "preact/hooks";
import { announce } from "../lib/announce";
import { wordsOf } from "../lib/api";
import { isAbort } from "../lib/problem";
import { may } from "../lib/session";
import { Button, CheckField, TextField, toast } from "../lib/ui";
import { inlineText } from "../doc/text";
import { picture as fetchPicture, uploadPicture } from "./service";
import type { DocNode, Picture } from "./types";
import type { Work } from "./work";

type Upload = { file: File; part: number; error: string; stop: AbortController };

const words = (node: DocNode) => {
  const { alt, credit, decorative } = node.attrs ?? {};
  const caption = node.content?.find((c) => c.type === "caption");
  return {
    alt: typeof alt === "string" ? alt : "", credit: typeof credit === "string" ? credit : "", decorative: decorative === true,
    caption: inlineText(caption),
  };
};

/** The picture node of these words. A decorative picture has no alt text; what is empty is absent. */
function pictureNode(id: string, told: ReturnType<typeof words>, before: DocNode | null): DocNode {
  const attrs: Record<string, unknown> = { picture: id };
  if (told.decorative) attrs.decorative = true;
  else if (told.alt !== "") attrs.alt = told.alt;
  if (told.credit !== "") attrs.credit = told.credit;
  const kept = before?.content?.find((c) => c.type === "caption");
  // A caption keeps its marks until its words are changed.
  const caption = kept !== undefined && inlineText(kept) === told.caption
    ? kept
    : { type: "caption", content: [{ type: "text", text: told.caption }] };
  return told.caption === "" ? { type: "picture", attrs } : { type: "picture", attrs, content: [caption] };
}

const isPicture = (file: File): boolean => file.type.startsWith("image/");

/** One upload at a time: another one takes the place of the one before. */
function useUpload(work: Work) {
  const [upload, setUpload] = useState<Upload | null>(null);
  work.heroUploads = upload !== null && upload.error === "";
  const send = (file: File): void => {
    const stop = new AbortController();
    const tell = (change: Partial<Upload>): void => setUpload((u) => (u?.stop === stop ? { ...u, ...change } : u));
    setUpload((before) => {
      before?.stop.abort();
      return { file, part: 0, error: "", stop };
    });
    uploadPicture(file, (part) => tell({ part }), stop.signal).then(
      (made) => {
        setUpload((u) => (u?.stop === stop ? null : u));
        work.setHero(pictureNode(made.id, { alt: made.alt, caption: made.caption, credit: made.credit, decorative: false }, null));
        announce("The picture is here. Say what it shows.");
      },
      (err: unknown) => {
        if (!isAbort(err)) tell({ error: wordsOf(err) });
      },
    );
  };
  const stop = (): void => {
    upload?.stop.abort();
    setUpload(null);
  };
  return { upload, send, stop };
}

/** The picture over the story, with its words; or the place to put one, by button, drop or paste. */
export function Hero({ work, readOnly }: { work: Work; readOnly: boolean }) {
  const { upload, send, stop } = useUpload(work);
  const [over, setOver] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const hero = work.hero.value;
  const adds = !readOnly && may("add_pictures");
  const take = (files: FileList | undefined | null): boolean => {
    const file = [...(files ?? [])].find(isPicture);
    if (file === undefined) return false;
    send(file);
    return true;
  };
  const remove = (): void => {
    const before = hero;
    work.setHero(null);
    toast("Picture removed from the story.", { undo: () => work.setHero(before) });
  };
  if (hero === null && upload === null && !adds) return null;
  return (
    <section
      class={over ? "story-hero over" : "story-hero"}
      aria-label="Picture over the story"
      onDragOver={(e) => {
        if (!adds || !e.dataTransfer?.types.includes("Files")) return;
        e.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(e) => {
        setOver(false);
        if (!adds) return;
        e.preventDefault();
        if (!take(e.dataTransfer?.files)) toast("That is no picture.", { bad: true });
      }}
      onPaste={(e) => {
        if (adds && take(e.clipboardData?.files)) e.preventDefault();
      }}
    >
      <input ref={input} type="file" accept="image/*" hidden onChange={(e) => {
        take(e.currentTarget.files);
        e.currentTarget.value = "";
      }} />
      {hero !== null && <Placed key={String(hero.attrs?.picture)} work={work} hero={hero} readOnly={readOnly} />}
      {upload !== null && <Progress upload={upload} again={() => send(upload.file)} stop={stop} />}
      {adds && upload === null && (hero === null ? (
        <p class="story-hero-none">
          <Button onClick={() => input.current?.click()}>Add a picture</Button>
          <span class="muted">or drop or paste one here</span>
        </p>
      ) : (
        <div class="actions start">
          <Button look="quiet" onClick={() => input.current?.click()}>Replace the picture</Button>
          <Button look="quiet" onClick={remove}>Remove it</Button>
        </div>
      ))}
    </section>
  );
}

function Progress({ upload, again, stop }: { upload: Upload; again: () => void; stop: () => void }) {
  const part = Math.round(upload.part * 100);
  if (upload.error !== "") {
    return (
      <div class="story-upload bad" role="alert">
        <p>“{upload.file.name}” did not arrive. {upload.error}</p>
        <div class="actions start">
          <Button onClick={again}>Try again</Button>
          <Button look="quiet" onClick={stop}>Give up</Button>
        </div>
      </div>
    );
  }
  return (
    <div class="story-upload">
      <label>
        {part < 100 ? `“${upload.file.name}” is on its way` : `“${upload.file.name}” is being read`}
        <progress max={100} value={part}>{part} %</progress>
      </label>
      <Button look="quiet" onClick={stop}>Stop</Button>
    </div>
  );
}

function Placed({ work, hero, readOnly }: { work: Work; hero: DocNode; readOnly: boolean }) {
  const id = String(hero.attrs?.picture ?? "");
  const [picture, setPicture] = useState<Picture | null>(null);
  const [error, setError] = useState("");
  useEffect(() => {
    let here = true;
    fetchPicture(id).then((p) => here && setPicture(p), (err: unknown) => here && setError(wordsOf(err)));
    return () => void (here = false);
  }, [id]);
  const told = words(hero);
  const tell = (change: Partial<typeof told>): void => work.setHero(pictureNode(id, { ...told, ...change }, hero));
  return (
    <figure>
      {picture === null
        ? <div class="story-hero-waits">{error}</div>
        : <img src={picture.src} srcset={picture.srcset} sizes="(max-width: 48rem) 100vw, 44rem" width={picture.width} height={picture.height} alt={told.alt} />}
      {readOnly ? (
        <figcaption>{told.caption} {told.credit !== "" && <span class="muted">{told.credit}</span>}</figcaption>
      ) : (
        <figcaption class="story-hero-words">
          <TextField label="Caption" value={told.caption} onText={(caption) => tell({ caption })} maxLength={2000} placeholder="What it shows, and why it is here" />
          <TextField label="Credit" value={told.credit} onText={(credit) => tell({ credit })} maxLength={2000} placeholder="Who made it: Ann Example/Agency" />
          <TextField
            label="Alt text" value={told.decorative ? "" : told.alt} disabled={told.decorative} onText={(alt) => tell({ alt })} maxLength={2000}
            placeholder={told.decorative ? "" : "What somebody who cannot see it needs to know"}
          />
          <CheckField label="Only decoration: it says nothing that the text does not" checked={told.decorative} onCheck={(decorative) => tell({ decorative })} />
        </figcaption>
      )}
    </figure>
  );
}
