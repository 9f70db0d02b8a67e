import type { ReadonlySignal } from "@preact/signals";
import { useLayoutEffect, useRef } from "preact/hooks";
import { oneLine } from "./content";
import { meter, shortMeter } from "./tell";
import type { Work } from "./work";

type Growing = {
  value: ReadonlySignal<string>;
  onText: (text: string) => void;
  label: string;
  placeholder: string;
  class: string;
  readOnly: boolean;
  describedBy?: string;
  /** Enter goes on to the next field instead of beginning a line. */
  lines?: boolean;
  maxLength?: number;
};

const grows = typeof CSS !== "undefined" && CSS.supports("field-sizing", "content");

/**
 * A text as it will look, as tall as its words. The browser keeps what is typed; nothing is rendered for a keystroke,
 * and what comes from elsewhere is put in without a rendering.
 */
export function GrowingText({ value, onText, label, placeholder, class: kind, readOnly, describedBy, lines = false, maxLength }: Growing) {
  const area = useRef<HTMLTextAreaElement>(null);
  const fit = (): void => {
    if (grows || area.current === null) return;
    area.current.style.height = "0";
    area.current.style.height = `${area.current.scrollHeight}px`;
  };
  useLayoutEffect(() => value.subscribe((text) => {
    if (area.current !== null && area.current.value !== text) {
      area.current.value = text;
      fit();
    }
  }), [value]);
  useLayoutEffect(() => {
    fit();
    if (grows) return;
    addEventListener("resize", fit);
    return () => removeEventListener("resize", fit);
  }, []);
  return (
    <textarea
      ref={area}
      class={`story-line ${kind}`}
      rows={1}
      aria-label={label}
      aria-describedby={describedBy}
      placeholder={readOnly ? "" : placeholder}
      readOnly={readOnly}
      maxLength={maxLength}
      spellcheck
      onInput={(e) => {
        const typed = e.currentTarget.value;
        const text = lines ? typed : oneLine(typed);
        if (text !== typed) {
          const at = (e.currentTarget.selectionStart ?? text.length) - (typed.length - text.length);
          e.currentTarget.value = text;
          e.currentTarget.setSelectionRange(at, at);
        }
        fit();
        onText(text);
      }}
      onKeyDown={(e) => {
        if (e.key !== "Enter" || e.isComposing || e.ctrlKey || e.metaKey || e.altKey) return;
        if (lines && e.shiftKey) return;
        e.preventDefault();
        nextField(e.currentTarget)?.focus();
      }}
    />
  );
}

function nextField(from: HTMLElement): HTMLElement | undefined {
  const all = [...(from.closest(".story-paper")?.querySelectorAll<HTMLElement>(".story-line:not([readonly]), .story-body [contenteditable=true]") ?? [])];
  return all[all.indexOf(from) + 1];
}

export function Head({ work, readOnly }: { work: Work; readOnly: boolean }) {
  const line = (field: "kicker" | "headline" | "short_headline" | "standfirst") => ({
    value: work.lines[field], onText: (text: string) => work.setLine(field, text), readOnly, maxLength: field === "standfirst" ? 5000 : 1000,
  });
  const shown = (field: "kicker" | "short_headline" | "standfirst") => !readOnly || work.lines[field].value !== "";
  return (
    <header class="story-head">
      {shown("kicker") && <GrowingText {...line("kicker")} label="Kicker" placeholder="Kicker" class="story-kicker" />}
      <GrowingText {...line("headline")} label="Headline" placeholder="Headline" class="story-headline" describedBy="story-meter" />
      <HeadlineMeter work={work} />
      {shown("short_headline") && (
        <div class="story-short">
          <span aria-hidden="true">On cards</span>
          <GrowingText
            {...line("short_headline")} label="Short headline" placeholder="the headline; or a shorter one" class="story-short-headline"
            describedBy="story-short-meter"
          />
          <ShortMeter work={work} />
        </div>
      )}
      {shown("standfirst") && <GrowingText {...line("standfirst")} label="Standfirst" placeholder="Standfirst" class="story-standfirst" />}
    </header>
  );
}

function HeadlineMeter({ work }: { work: Work }) {
  const { text, over } = meter(work.lines.headline.value, work.lines.short_headline.value.trim() !== "");
  return <p id="story-meter" class={over ? "story-meter over" : "story-meter"}>{text}</p>;
}

function ShortMeter({ work }: { work: Work }) {
  const { text, over } = shortMeter(work.lines.short_headline.value);
  return <span id="story-short-meter" class={over ? "story-meter over" : "story-meter"}>{text}</span>;
}

export function Dateline({ work, readOnly }: { work: Work; readOnly: boolean }) {
  if (readOnly && work.lines.dateline.value === "") return null;
  return (
    <GrowingText
      value={work.lines.dateline} onText={(text) => work.setLine("dateline", text)} readOnly={readOnly} label="Dateline"
      placeholder="DATELINE" class="story-dateline" maxLength={1000}
    />
  );
}
