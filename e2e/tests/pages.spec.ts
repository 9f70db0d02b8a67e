import { AxeBuilder } from "@axe-core/playwright";
import { type Browser, type Page, expect, test } from "@playwright/test";
import { HtmlValidate } from "html-validate";

import { everyKindOfPage, site } from "./site.ts";

const widths = { "small phone": 320, phone: 390, tablet: 820, desktop: 1280, wall: 1920 };

let pages: Record<string, string>;

test.beforeAll(async ({ browser }) => {
  const page = await browser.newPage();
  pages = await everyKindOfPage(page);
  await page.close();
});

/** Runs a step for every kind of page, named so that a failure says which. */
async function each(page: Page, step: (url: string) => Promise<void>): Promise<void> {
  for (const [name, path] of Object.entries(pages)) {
    await test.step(name, async () => {
      await page.goto(site() + path);
      await step(site() + path);
    });
  }
}

for (const colorScheme of ["light", "dark"] as const) {
  for (const width of [390, 1280]) {
    test(`no page has an accessibility violation, ${colorScheme}, ${width} px`, async ({ browser }) => {
      const page = await open(browser, { colorScheme, viewport: { width, height: 900 } });
      await each(page, async () => {
        const { violations } = await new AxeBuilder({ page })
          .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"])
          .analyze();
        expect.soft(violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.html).join("\n")}`)).toEqual([]);
      });
      await page.context().close();
    });
  }
}

test("every page is valid HTML", async ({ page }) => {
  const validator = new HtmlValidate({
    extends: ["html-validate:recommended"],
    rules: { "long-title": "off" }, // a headline is as long as its news
  });
  await each(page, async (url) => {
    const response = await page.request.get(url);
    const report = await validator.validateString(await response.text());
    const found = report.results.flatMap((r) => r.messages.map((m) => `${m.line}:${m.column} ${m.ruleId}: ${m.message}`));
    expect.soft(found, url).toEqual([]);
  });
});

for (const [name, width] of Object.entries(widths)) {
  test(`nothing is cut off or scrolls sideways on a ${name}`, async ({ browser }) => {
    const page = await open(browser, { viewport: { width, height: 800 } });
    await each(page, async (url) => {
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      expect.soft(wide, url).toBeLessThanOrEqual(0);
    });
    await page.context().close();
  });
}

test("a page asks no other host for anything, and breaks no rule of its own policy", async ({ page }) => {
  const strangers: string[] = [];
  const complaints: string[] = [];
  page.on("request", (r) => {
    if (!r.url().startsWith(site()) && !r.url().startsWith("data:")) strangers.push(r.url());
  });
  page.on("console", (m) => {
    // The browser reports the status of the error pages itself.
    if (m.type() === "error" && !/status of (400|404|410)/.test(m.text())) complaints.push(m.text());
  });
  page.on("pageerror", (e) => complaints.push(e.message));
  await each(page, async () => {
    await page.waitForLoadState("networkidle");
  });
  expect(strangers).toEqual([]);
  expect(complaints).toEqual([]);
});

test("nothing shifts while a page loads", async ({ page }) => {
  await page.addInitScript(() => {
    const shifts: number[] = [];
    Object.assign(window, { shifts });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) shifts.push((entry as PerformanceEntry & { value: number }).value);
    }).observe({ type: "layout-shift", buffered: true });
  });
  await each(page, async (url) => {
    await page.waitForLoadState("networkidle");
    const shift = await page.evaluate(() => (window as unknown as { shifts: number[] }).shifts.reduce((a, b) => a + b, 0));
    expect.soft(shift, url).toBeLessThan(0.01);
  });
});

test("every picture on the front page arrives, with a size and an alternative text", async ({ page }) => {
  await page.goto(site() + "/");
  const pictures = page.locator("main img");
  expect(await pictures.count()).toBeGreaterThan(5);
  for (const picture of await pictures.all()) {
    await picture.scrollIntoViewIfNeeded();
    await expect.poll(() => picture.evaluate((img: HTMLImageElement) => img.complete && img.naturalWidth > 0)).toBe(true);
    for (const attribute of ["alt", "width", "height"]) expect(await picture.getAttribute(attribute)).not.toBeNull();
  }
});

test("a reader goes by keyboard past the header to the story", async ({ page }) => {
  await page.goto(site() + pages.article);
  await page.keyboard.press("Tab");
  const skip = page.locator(":focus");
  await expect(skip).toHaveAttribute("href", /^#/);
  await expect(skip).toBeInViewport();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  expect(await page.locator(":focus").evaluate((e) => !!e.closest("main"))).toBe(true);
});

test("the site works without JavaScript: from the front to a story, its section and the archive", async ({ browser }) => {
  const page = await open(browser, { javaScriptEnabled: false });
  await page.goto(site() + "/");
  await page.locator(".card-headline a").first().click();
  await expect(page.locator("main h1")).toBeVisible();
  await page.locator("a[href='/latest']").first().click();
  const before = await page.locator(".card-headline").first().textContent();
  await page.locator("main a[rel~='next']").first().click();
  expect(await page.locator(".card-headline").first().textContent()).not.toBe(before);
  await page.locator("main a[rel~='prev']").first().click();
  expect(await page.locator(".card-headline").first().textContent()).toBe(before);
  await page.context().close();
});

test("no story stands twice on a page, nor on its own", async ({ page }) => {
  for (const path of [pages.home!, pages.article!, pages.section!, pages.topic!]) {
    await page.goto(site() + path);
    const links = await page.locator(".card-headline a").evaluateAll((all) => all.map((a) => a.getAttribute("href")));
    expect(links.length).toBeGreaterThan(0);
    expect(new Set(links).size, path).toBe(links.length);
    expect(links).not.toContain(path);
  }
});

async function open(browser: Browser, options: Parameters<Browser["newContext"]>[0]): Promise<Page> {
  return (await browser.newContext(options)).newPage();
}
