import { lazy } from "../app/lazy";

export { StoryView } from "./view";

/** Who opens a story seldom looks at its history: it is fetched when they do. */
export const HistoryView = lazy(() => import("./history").then((m) => m.HistoryView));
