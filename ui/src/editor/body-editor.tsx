import { signal } from "@preact/signals";
import { type Editor, getSchema } from "@tiptap/core";
import { closeHistory } from "@tiptap/pm/history";
import type { Schema } from "@tiptap/pm/model";
import { useEffect, useId, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { fromEditor, toEditor } from "../doc/convert";
import { DocumentView } from "../doc/document-view";
import type { DocNode } from "../doc/node";
import { wordsOf } from "../doc/text";
import { register } from "../lib/shortcuts";
import { Bars, SelectionBar } from "./bar";
import { insertBlock } from "./commands/blocks";
import { makeEditor } from "./editor";
import { Handle, Handles } from "./handle";
import { editorShortcuts } from "./keys";
import { MenuList } from "./menu/list";
import type { OpenMenu } from "./menu/plugin";
import { newPicking, type Parts } from "./parts";
import { placeForBlock } from "./paste/plugin";
import { Picker } from "./picker";
import { grammar } from "./schema";
import type { Services } from "./services";
import { Jobs } from "./uploads/jobs";

/** What the story view may ask of the editor, or tell it. */
export interface BodyEditorApi {
  focus(at?: "start" | "end"): void;
  /** The document as it is now. It costs little, and what has not changed is the same object as before. */
  doc(): DocNode;
  words(): number;
  /** Puts another document in its place, as one step that can be undone; onChange is not called for it. */
  replace(doc: DocNode): void;
  /** Uploads pictures to where the cursor is. */
  addPictures(files: File[]): void;
  /** Whether pictures are still on their way: they would be lost to the story if the editor closed now. */
  uploading(): boolean;
}

export interface BodyEditorProps extends Services {
  /**
   * The document to begin with. Another object than before, which onChange has not handed out, replaces what is written,
   * and keeps the cursor where it can.
   */
  doc: DocNode;
  editable: boolean;
  /** Called right after a change, once for all changes of one moment; a change is never left out, not even at the end. */
  onChange: (doc: DocNode) => void;
  onReady?: (api: BodyEditorApi) => void;
  label?: string;
  placeholder?: string;
}

let schema: Schema | undefined;

/** Whether the editor knows all that is in a document. */
function knows(doc: DocNode): boolean {
  try {
    (schema ??= getSchema(grammar)).nodeFromJSON(toEditor(doc)).check();
    return true;
  } catch {
    return false;
  }
}

/** The editor of a story's body. What it cannot edit it shows and keeps. */
export function BodyEditor(props: BodyEditorProps) {
  const known = useMemo(() => knows(props.doc), [props.doc]);
  if (known) return <Writing {...props} />;
  return (
    <div class="body-editor">
      <p class="form-wrong">There is something in this text that the desk does not know. It is kept as it is, and cannot be edited here.</p>
      <DocumentView doc={props.doc} pictures={props.pictures} stories={props.stories} />
    </div>
  );
}

function Writing(props: BodyEditorProps) {
  const root = useRef<HTMLDivElement>(null);
  const host = useRef<HTMLDivElement>(null);
  const files = useFilePicker();
  const menuId = useId();
  const latest = useRef(props);
  latest.current = props;
  const [made, setMade] = useState<{ editor: Editor; parts: Parts } | null>(null);
  const [focused, setFocused] = useState(false);
  const around = useMemo(() => ({ bars: new Bars(), handles: new Handles(), menu: signal<OpenMenu | null>(null) }), []);
  const emitted = useRef(new WeakSet<DocNode>([props.doc]));

  useLayoutEffect(() => {
    const { doc, editable, pictures, stories, label = "Body", placeholder = "Write the story. Type / for blocks." } = latest.current;
    const parts: Parts = {
      pictures, stories, editor: () => editor, picking: newPicking(), jobs: new Jobs(pictures),
      insert: (block) => {
        editor.view.dispatch(insertBlock(editor.state.tr, block));
        editor.view.focus();
      },
      askForPictures: (use, pos) => files.ask((chosen) => {
        const at = pos ?? placeForBlock(editor.state, editor.state.selection.to);
        parts.jobs.start(editor.view, chosen, pos === undefined ? use : "more", at);
      }),
    };
    const editor = makeEditor({
      root: () => root.current, host: host.current!, doc, editable, label, placeholder, parts, bars: around.bars, handles: around.handles,
      menu: { id: menuId, shown: around.menu },
    });
    let due = false;
    const flush = () => {
      if (!due) return;
      due = false;
      const now = fromEditor(editor.state.doc);
      emitted.current.add(now);
      latest.current.onChange(now);
    };
    editor.on("update", () => {
      if (due) return;
      due = true;
      queueMicrotask(flush);
    });
    setMade({ editor, parts });
    latest.current.onReady?.(apiOf(editor, parts));
    return () => {
      flush();
      editor.destroy();
    };
  }, []);

  useEffect(() => {
    if (made && made.editor.options.editable !== props.editable) made.editor.setEditable(props.editable, false);
  }, [made, props.editable]);
  useEffect(() => {
    if (!made || emitted.current.has(props.doc)) return;
    emitted.current.add(props.doc);
    replace(made.editor, props.doc);
  }, [made, props.doc]);
  useEffect(() => {
    if (!props.editable) return;
    const forget = editorShortcuts.map(({ keys, label }) => register(keys, label, "Writing"));
    return () => forget.forEach((f) => f());
  }, [props.editable]);

  return (
    <div
      ref={root}
      class="body-editor"
      onFocusIn={() => setFocused(true)}
      onFocusOut={(event) => root.current?.contains(event.relatedTarget as Node) || setFocused(false)}
    >
      <div ref={host} class="body-host" />
      {made && (
        <>
          <Handle view={made.editor.view} handles={around.handles} />
          <SelectionBar editor={made.editor} parts={made.parts} bars={around.bars} focused={focused} />
          <MenuList view={made.editor.view} id={menuId} shown={around.menu} />
          <Picking editor={made.editor} parts={made.parts} />
        </>
      )}
      {files.input}
    </div>
  );
}

function Picking({ editor, parts }: { editor: Editor; parts: Parts }) {
  const picking = parts.picking.value;
  return picking && <Picker key={`${picking.purpose}-${picking.from}`} editor={editor} parts={parts} picking={picking} />;
}

/** The browser's window for choosing files. It can only be opened by an input that stands in the page. */
function useFilePicker() {
  const input = useRef<HTMLInputElement>(null);
  const then = useRef<(files: File[]) => void>(() => undefined);
  return {
    ask(use: (files: File[]) => void): void {
      then.current = use;
      input.current?.click();
    },
    input: (
      <input
        ref={input} type="file" accept="image/*" multiple hidden
        onChange={(event) => {
          const chosen = [...(event.currentTarget.files ?? [])];
          event.currentTarget.value = "";
          if (chosen.length > 0) then.current(chosen);
        }}
      />
    ),
  };
}

const apiOf = (editor: Editor, parts: Parts): BodyEditorApi => ({
  focus: (at) => void editor.commands.focus(at ?? null),
  doc: () => fromEditor(editor.state.doc),
  words: () => wordsOf(fromEditor(editor.state.doc)),
  replace: (doc) => replace(editor, doc),
  addPictures: (files) => parts.jobs.start(editor.view, files, "pictures", placeForBlock(editor.state, editor.state.selection.to)),
  uploading: () => parts.jobs.busy,
});

/** Changes only what differs, so that the cursor and what is selected stay where they can. */
function replace(editor: Editor, doc: DocNode): void {
  const { state, view } = editor;
  const goal = editor.schema.nodeFromJSON(toEditor(doc));
  const start = state.doc.content.findDiffStart(goal.content);
  const end = state.doc.content.findDiffEnd(goal.content);
  if (start === null || !end) return;
  // The same text at both sides of a change would be counted twice.
  const overlap = Math.max(0, start - Math.min(end.a, end.b));
  let tr = closeHistory(state.tr).replace(start, end.a + overlap, goal.slice(start, end.b + overlap));
  if (!tr.doc.eq(goal)) tr = closeHistory(state.tr).replaceWith(0, state.doc.content.size, goal.content);
  view.dispatch(tr.setMeta("preventUpdate", true));
}
