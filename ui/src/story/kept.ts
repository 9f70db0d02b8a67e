// Text that has not reached the server, kept in this browser until it has. There may be no room for it, or no leave
// (a private window): then kept() says so, and the writer is told to keep the window open.

import type { Content } from "./types";

export interface Kept {
  /** One for each window that writes, so that two never overwrite each other's text. */
  key: string;
  story: string;
  /** 'unsent' waits to be saved; 'aside' is what its writer gave up for another's text, and may want back. */
  why: "unsent" | "aside";
  /** Whose text: 'you', or the name of who saved it. */
  by: string;
  at: string;
  /** The server's version that the text stood on. */
  version: number;
  content: Content;
}

/** What was given up is kept for so long. */
const asideLasts = 30 * 24 * 3_600_000;

let opening: Promise<IDBDatabase> | null = null;

function open(): Promise<IDBDatabase> {
  opening ??= new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open("masthead-desk", 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore("kept", { keyPath: "key" }).createIndex("story", "story");
    };
    request.onsuccess = () => {
      // Another window with a newer desk must not wait for this one.
      request.result.onversionchange = () => {
        request.result.close();
        opening = null;
      };
      resolve(request.result);
    };
    request.onerror = () => reject(request.error ?? new Error("no database in this browser"));
    request.onblocked = () => reject(new Error("another window holds the database"));
  }).catch((err: unknown) => {
    opening = null;
    throw err;
  });
  return opening;
}

async function run<T>(mode: IDBTransactionMode, act: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const tx = (await open()).transaction("kept", mode, { durability: "strict" });
  return new Promise<T>((resolve, reject) => {
    const request = act(tx.objectStore("kept"));
    tx.oncomplete = () => resolve(request.result);
    tx.onabort = tx.onerror = () => reject(tx.error ?? request.error ?? new Error("the browser did not keep the text"));
  });
}

export const keep = async (text: Kept): Promise<void> => {
  await run("readwrite", (store) => store.put(text));
};

export const drop = (key: string): Promise<void> => run("readwrite", (store) => store.delete(key));

/** All that this browser keeps of a story, newest first. What was given up long ago is let go. */
export async function keptOf(story: string): Promise<Kept[]> {
  const all = await run<Kept[]>("readonly", (store) => store.index("story").getAll(story));
  const old = all.filter((k) => k.why === "aside" && Date.now() - Date.parse(k.at) > asideLasts);
  await Promise.all(old.map((k) => drop(k.key)));
  return all.filter((k) => !old.includes(k)).sort((a, b) => (a.at < b.at ? 1 : -1));
}
