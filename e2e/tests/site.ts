import { expect, type Page } from "@playwright/test";

/** The address of the newsroom under test. */
export const site = (): string => address("MASTHEAD_URL");

/** The address of the same newsroom as it stood days ago. */
export const siteThen = (): string => address("MASTHEAD_PAST_URL");

function address(variable: string): string {
  const url = process.env[variable];
  if (!url) throw new Error(`${variable} is not set: the newsroom did not start`);
  return url;
}

/** One address of every kind of page, found by following the site's own links. */
export async function everyKindOfPage(page: Page): Promise<Record<string, string>> {
  await page.goto(site() + "/");
  const article = await href(page, ".card-headline a", /-[0-9a-z]{13}$/);
  const section = await href(page, "header nav a[href]", /^\/[^/]+$/);
  const latest = await href(page, "main a[href]", /\/latest$/);
  await page.goto(site() + article);
  const contributor = await href(page, "main a[href]", /^\/by\//);
  await page.goto(site() + "/topics");
  const topic = await href(page, "main a[href]", /^\/topics\/[^/]+$/);
  return {
    home: "/",
    article,
    section,
    "list of stories": latest,
    contributor,
    topics: "/topics",
    topic,
    "plain page": "/about",
    "page that is not there": "/there-is-nothing-here",
    "request that cannot be understood": "/%FF",
    "story that was withdrawn": await withdrawn(page),
    "story with every block": await everyBlock(page),
  };
}

async function href(page: Page, selector: string, pattern: RegExp): Promise<string> {
  const all = await page.locator(selector).evaluateAll(hrefs);
  const found = all.find((h) => pattern.test(h));
  expect(found, `a link like ${pattern} among ${selector} on ${page.url()}`).toBeTruthy();
  return found!;
}

/** A story that stood on the site days ago and does no more. */
async function withdrawn(page: Page): Promise<string> {
  for (let next: string | null = "/latest"; next; ) {
    await page.goto(siteThen() + next);
    for (const path of await page.locator(".card-headline a").evaluateAll(hrefs)) {
      if (/-[0-9a-z]{13}$/.test(path) && (await page.request.get(site() + path)).status() === 410) return path;
    }
    const older = page.locator('main a[rel~="next"]').first();
    next = (await older.count()) ? await older.getAttribute("href") : null;
  }
  throw new Error("no story of the past answers 410 today");
}

async function everyBlock(page: Page): Promise<string> {
  await page.goto(site() + "/latest");
  for (;;) {
    const links = await page.locator(".card-headline a").evaluateAll(hrefs);
    for (const link of new Set(links)) {
      const html = await (await page.request.get(site() + link)).text();
      if (html.includes("<table") && html.includes("<pre") && html.includes("<hr")) return link;
    }
    const older = page.locator('main a[rel~="next"]').first();
    expect(await older.count(), "a story with a table, preformatted text and a divider").toBeGreaterThan(0);
    await older.click();
  }
}

const hrefs = (links: Element[]): string[] => links.map((a) => a.getAttribute("href") ?? "");
