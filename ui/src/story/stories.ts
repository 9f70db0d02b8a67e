import { api, unwrap } from "../lib/api";

export interface StoryRef {
  id: string;
  headline: string;
  path: string;
  status?: string;
}

/** What the body's editor asks about other stories: the link picker's search, a story by its id, a pasted address. */
export const stories = {
  async search(q: string): Promise<StoryRef[]> {
    return (await unwrap(api.GET("/search/stories", { params: { query: { q } } }))).items ?? [];
  },
  async get(id: string): Promise<StoryRef> {
    return unwrap(api.GET("/stories/{id}", { params: { path: { id } } }));
  },
  lookup: (url: string) => unwrap(api.GET("/lookup", { params: { query: { url } } })),
};
