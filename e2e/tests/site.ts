import { expect, type Page } from "@playwright/test";

/** The address of the newsroom under test. */
export const site = (): string => {
  const url = process.env.MASTHEAD_URL;
  if (!url) throw new Error("MASTHEAD_URL is not set: the newsroom did not start");
  return url;
};

/** One address of every kind of page, found by following the site's own links. */
export async function everyKindOfPage(page: Page): Promise<Record<string, string>> {
  await page.goto(site() + "/");
  const article = await href(page, "main article a[href]", /-[0-9a-z]{13}$/);
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
    "story that was withdrawn": await withdrawn(page),
    "story with every block": await everyBlock(page),
  };
}

async function href(page: Page, selector: string, pattern: RegExp): Promise<string> {
  const all = await page.locator(selector).evaluateAll((links) => links.map((a) => a.getAttribute("href") ?? ""));
  const found = all.find((h) => pattern.test(h));
  expect(found, `a link like ${pattern} among ${selector} on ${page.url()}`).toBeTruthy();
  return found!;
}

/** The feed of the whole site never has a withdrawn story; the about page of the demo links to it. */
async function withdrawn(page: Page): Promise<string> {
  return linkWithStatus(page, 410);
}

async function everyBlock(page: Page): Promise<string> {
  await page.goto(site() + "/latest");
  for (;;) {
    const links = await page.locator("main article a[href]").evaluateAll((all) => all.map((a) => a.getAttribute("href") ?? ""));
    for (const link of new Set(links)) {
      const html = await (await page.request.get(site() + link)).text();
      if (html.includes("<table") && html.includes("<pre") && html.includes("<hr")) return link;
    }
    const older = page.locator('a[rel~="next"]').first();
    expect(await older.count(), "a story with a table, preformatted text and a divider").toBeGreaterThan(0);
    await older.click();
  }
}

async function linkWithStatus(page: Page, status: number): Promise<string> {
  for (const path of ["/about", "/contact"]) {
    await page.goto(site() + path);
    const links = await page.locator("main a[href^='/']").evaluateAll((all) => all.map((a) => a.getAttribute("href") ?? ""));
    for (const link of links) {
      if ((await page.request.get(site() + link)).status() === status) return link;
    }
  }
  throw new Error(`no link on the plain pages answers ${status}`);
}
