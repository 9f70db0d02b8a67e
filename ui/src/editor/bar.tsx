import { signal, type Signal } from "@preact/signals";
import type { Editor } from "@tiptap/core";
import { type Command, type EditorState, Plugin, TextSelection } from "@tiptap/pm/state";
import { CellSelection, isInTable } from "@tiptap/pm/tables";
import type { EditorView } from "@tiptap/pm/view";
import type { ComponentChildren } from "preact";
import { StoryHeadline } from "../doc/story-headline";
import { Menu } from "../lib/ui";
import { tableActions, tablePosition } from "./commands/table";
import { depthOf, toggleQuote, toggleTextblock } from "./commands/text";
import { linkAround, openLink, unlink } from "./links";
import type { Parts } from "./parts";
import { Popover } from "./popover";

/** What the bar over the text is for: words that are selected, the table or the link that the cursor is in. */
interface Bar {
  kind: "text" | "table" | "link";
  at: number;
  state: EditorState;
}

function barFor(state: EditorState): Omit<Bar, "state"> | null {
  const { selection } = state;
  const table = isInTable(state);
  if (selection instanceof CellSelection) return { kind: "table", at: tablePosition(state) ?? selection.from };
  if (!(selection instanceof TextSelection)) return null;
  if (!selection.empty) return selection.$from.parent.type.spec.code ? null : { kind: "text", at: selection.from };
  if (linkAround(state)) return { kind: "link", at: selection.from };
  return table ? { kind: "table", at: tablePosition(state)! } : null;
}

/** Follows the selection. While a pointer still draws it, the bar waits, so as not to stand in the way. */
export class Bars {
  readonly shown: Signal<Bar | null> = signal(null);
  private drawing = false;

  plugin(): Plugin {
    return new Plugin({
      view: (view) => {
        const release = () => {
          this.drawing = false;
          if (!view.isDestroyed) this.follow(view);
        };
        const press = () => (this.drawing = true);
        view.dom.addEventListener("pointerdown", press);
        addEventListener("pointerup", release);
        return {
          update: () => this.follow(view),
          destroy: () => {
            view.dom.removeEventListener("pointerdown", press);
            removeEventListener("pointerup", release);
          },
        };
      },
    });
  }

  private follow(view: EditorView): void {
    const bar = view.editable && !this.drawing ? barFor(view.state) : null;
    if (bar || this.shown.peek()) this.shown.value = bar && { ...bar, state: view.state };
  }
}

type BarProps = { editor: Editor; parts: Parts; bars: Bars; focused: boolean };

export function SelectionBar({ editor, parts, bars, focused }: BarProps) {
  const bar = bars.shown.value;
  if (!bar || !focused || parts.picking.value) return null;
  const Content = { text: TextBar, table: TableBar, link: LinkBar }[bar.kind];
  return (
    <Popover view={editor.view} at={bar.at} above class="editor-bar">
      <Content editor={editor} parts={parts} state={bar.state} />
    </Popover>
  );
}

/** The toolbar of the moment within an editor, for Alt+F10. */
export const focusBar = (root: Element | null): boolean => {
  const first = root?.querySelector<HTMLElement>(".editor-bar button:not(:disabled)");
  first?.focus();
  return !!first;
};

/** Buttons of which one is reached by Tab, the others by arrow keys; Escape goes back to the text. */
function Toolbar({ label, editor, children }: { label: string; editor: Editor; children: ComponentChildren }) {
  return (
    <div
      role="toolbar"
      aria-label={label}
      onPointerDown={(event) => (event.target as Element).closest("[role=menu]") || event.preventDefault()}
      onKeyDown={(event) => {
        if (event.defaultPrevented) return;
        const all = [...event.currentTarget.querySelectorAll<HTMLElement>(":scope > button, :scope > .menu > button")];
        const at = all.indexOf(document.activeElement as HTMLElement);
        const goals: Record<string, number> = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: -1 };
        const goal = goals[event.key];
        if (event.key === "Escape") editor.view.focus();
        else if (goal !== undefined) all.at(goal % all.length)?.focus();
        else return;
        event.preventDefault();
        event.stopPropagation();
      }}
    >
      {children}
    </div>
  );
}

type ContentProps = { editor: Editor; parts: Parts; state: EditorState };

const marks = [
  { name: "strong", sign: <b>B</b>, label: "Bold" },
  { name: "emphasis", sign: <i>I</i>, label: "Italic" },
  { name: "strikethrough", sign: <s>S</s>, label: "Struck out" },
  { name: "superscript", sign: <>x<sup>2</sup></>, label: "Superscript" },
  { name: "subscript", sign: <>x<sub>2</sub></>, label: "Subscript" },
  { name: "code", sign: <code>&lt;&gt;</code>, label: "Code" },
];

function TextBar({ editor, parts, state }: ContentProps) {
  const { from, to, $from } = state.selection;
  const has = (name: string) => state.doc.rangeHasMark(from, to, state.schema.marks[name]!);
  const block = $from.parent;
  const run = (command: Command) => () => void command(editor.state, editor.view.dispatch);
  const list = (name: string) => () => void editor.commands.toggleList(name, "listItem");
  return (
    <Toolbar label="Formatting" editor={editor}>
      {marks.slice(0, 2).map((mark) => <Toggle key={mark.name} {...mark} on={has(mark.name)} run={() => editor.commands.toggleMark(mark.name)} />)}
      <Toggle label="Link" sign="Link" on={has("link")} run={() => openLink(parts)} />
      {[2, 3].map((level) => (
        <Toggle
          key={level} label={level === 2 ? "Heading" : "Smaller heading"} sign={`H${level}`}
          on={block.type.name === "heading" && block.attrs.level === level} run={run(toggleTextblock("heading", { level }))}
        />
      ))}
      <Toggle label="Quote" sign="“ ”" on={depthOf(state, "blockquote") > 0} run={run(toggleQuote)} />
      <Toggle label="Bullet list" sign="•—" on={depthOf(state, "bulletList") > 0} run={list("bulletList")} />
      <Toggle label="Numbered list" sign="1—" on={depthOf(state, "orderedList") > 0} run={list("orderedList")} />
      {marks.slice(2).map((mark) => <Toggle key={mark.name} {...mark} on={has(mark.name)} run={() => editor.commands.toggleMark(mark.name)} />)}
    </Toolbar>
  );
}

type ToggleProps = { label: string; sign: ComponentChildren; on: boolean; run: () => void };

const Toggle = ({ label, sign, on, run }: ToggleProps) => (
  <button type="button" aria-label={label} title={label} aria-pressed={on} tabIndex={label === marks[0]!.label ? 0 : -1} onClick={run}>{sign}</button>
);

function TableBar({ editor, state }: ContentProps) {
  const run = (command: Command) => {
    command(editor.state, editor.view.dispatch);
    editor.view.focus();
  };
  const [row, , column] = tableActions;
  return (
    <Toolbar label="Table" editor={editor}>
      <Menu
        label="Table"
        items={tableActions.map((action) => ({
          label: action.label, refused: action.run(state) ? undefined : "Not for these cells", onSelect: () => run(action.run),
        }))}
      />
      <button type="button" tabIndex={-1} onClick={() => run(row!.run)}>Add row</button>
      <button type="button" tabIndex={-1} onClick={() => run(column!.run)}>Add column</button>
    </Toolbar>
  );
}

function LinkBar({ editor, parts, state }: ContentProps) {
  const link = linkAround(state)!;
  const { story, href } = link.mark.attrs as { story: string; href: string };
  return (
    <Toolbar label="Link" editor={editor}>
      <span class="editor-bar-says"><StoryHeadline story={story} title={href} get={parts.stories.get} /></span>
      <button type="button" onClick={() => openLink(parts)}>Change</button>
      <button
        type="button" tabIndex={-1}
        onClick={() => {
          unlink(editor.state, editor.view.dispatch);
          editor.view.focus();
        }}
      >
        Unlink
      </button>
    </Toolbar>
  );
}
