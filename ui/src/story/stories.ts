import type { StoryService } from "../editor/services";
import { api, unwrap } from "../lib/api";

/** What the body's editor asks about other stories: the link picker's search, a story by its id, a pasted address. */
export const stories: StoryService = {
  search: async (q) => (await unwrap(api.GET("/search/stories", { params: { query: { q } } }))).items ?? [],
  get: (id) => unwrap(api.GET("/stories/{id}", { params: { path: { id } } })),
  lookup: (url) => unwrap(api.GET("/lookup", { params: { query: { url } } })),
};
