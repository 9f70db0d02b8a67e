/** A picture of the library, as far as the editor shows it. */
export interface Picture {
  id: string;
  src: string;
  srcset: string;
  width: number;
  height: number;
  alt: string;
  caption: string;
  credit: string;
}

export interface PictureService {
  /** onProgress is told how much has arrived, from 0 to 1. What it throws is shown in its own words. */
  upload(file: File, onProgress: (part: number) => void): Promise<Picture>;
  get(id: string): Promise<Picture>;
}

export interface StoryRef {
  id: string;
  headline: string;
  path: string;
  status?: string;
}

/** What an address leads to: a story of this newsroom, something that can be shown, or a page. */
export interface Lookup {
  kind: string;
  story?: StoryRef | null;
  provider?: string;
  title?: string;
}

export interface StoryService {
  search(text: string): Promise<StoryRef[]>;
  get(id: string): Promise<StoryRef>;
  lookup(url: string): Promise<Lookup>;
}

export interface Services {
  pictures: PictureService;
  stories: StoryService;
}
