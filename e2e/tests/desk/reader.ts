import { type APIRequestContext, expect } from "@playwright/test";

/** Fails unless a page has, or lacks, some words. */
export async function reads(request: APIRequestContext, path: string, words: string | RegExp, status = 200): Promise<void> {
  const answer = await request.get(path);
  expect(answer.status(), path).toBe(status);
  expect(await answer.text(), path).toMatch(words);
}

export async function lacks(request: APIRequestContext, path: string, words: string): Promise<void> {
  expect(await (await request.get(path)).text(), path).not.toContain(words);
}

/**
 * Watches a page until what is asked for holds, and fails unless that begins at a moment: not before it, and at most a
 * second after it.
 */
export async function changesAt(request: APIRequestContext, path: string, at: string, holds: (status: number, text: string) => boolean): Promise<void> {
  const moment = Date.parse(at);
  for (;;) {
    const asked = Date.now();
    const answer = await request.get(path);
    const there = holds(answer.status(), await answer.text());
    if (there) {
      expect(Date.now() - moment, `${path} changed too early, by so many milliseconds`).toBeGreaterThanOrEqual(0);
      return;
    }
    expect(asked - moment, `${path} had not changed so many milliseconds after its time`).toBeLessThan(1000);
  }
}
