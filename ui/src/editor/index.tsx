export { BodyEditor, type BodyEditorApi, type BodyEditorProps } from "./body-editor";
export { editorShortcuts, type EditorShortcut } from "./keys";
export type { Lookup, Picture, PictureService, Services, StoryRef, StoryService } from "./services";
export { cleanPaste } from "./paste/clean";
export { DocumentView } from "../doc/document-view";
export { textOf, wordsOf } from "../doc/text";
export type { DocMark, DocNode } from "../doc/node";
