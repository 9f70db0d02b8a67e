// Writes the pictures of docs/for-editors.md, of a demo newsroom in which it does what the page tells of.

import { join, resolve } from "node:path";

import type { Page } from "@playwright/test";
import sharp from "sharp";

import { expect, test } from "./tests/desk/newsroom.ts";
import { Paper, zoned } from "./tests/desk/paper.ts";

const day = 24 * 60 * 60 * 1000;
const folder = resolve(import.meta.dirname, "../docs/for-editors");
const look = { colorScheme: "light", reducedMotion: "reduce" } as const;

test("on a desktop", async ({ as }) => {
  const page = await as("editor", { ...look, viewport: { width: 1440, height: 900 } });
  await asIfPublic(page);
  await list(page);
  const lead = await find(page, "flood gate unsafe");
  await publishing(page, lead);
  await history(page, lead);
  await writing(page);
  await topics(page);
});

test("on a phone", async ({ as }) => {
  const page = await as("editor", { ...look, viewport: { width: 390, height: 844 } });
  await page.goto("/desk");
  await rows(page);
  await shoot(page, "phone-stories");
  await Paper.open(page, await find(page, "trams run on Ropewalk again"));
  await shoot(page, "phone-story");
});

/** A story's address is shown with the site's; that of a test has another port each time. */
async function asIfPublic(page: Page): Promise<void> {
  await page.route("**/api/v1/me", async (route) => {
    const answer = await route.fetch();
    const me = (await answer.json()) as { newsroom: { base_url: string } };
    me.newsroom.base_url = "https://ormsea.example";
    await route.fulfill({ response: answer, json: me });
  });
}

async function shoot(page: Page, name: string): Promise<void> {
  await page.evaluate(() => document.fonts.ready);
  await expect.poll(() => page.evaluate(() => [...document.images].filter((i) => {
    const { top, bottom, width } = i.getBoundingClientRect();
    return width > 0 && bottom > 0 && top < innerHeight && !(i.complete && i.naturalWidth > 0);
  }).length), { timeout: 30_000 }).toBe(0);
  const notices = page.getByRole("status", { name: "Notices" }).getByRole("button");
  await expect(notices).toHaveCount(0, { timeout: 30_000 });
  const picture = await page.screenshot({ animations: "disabled" });
  await sharp(picture).png({ palette: true, quality: 50, dither: 0, effort: 10, compressionLevel: 9 }).toFile(join(folder, name + ".png"));
}

async function find(page: Page, words: string): Promise<string> {
  const answer = await page.request.get("/api/v1/stories", { params: { q: words, limit: 1 } });
  const { items } = (await answer.json()) as { items: { id: string }[] };
  return items[0]!.id;
}

/** Waits for the rows of the list and for what is known of their pictures. */
async function rows(page: Page): Promise<void> {
  await expect(page.getByRole("row").nth(5)).toBeVisible();
  await expect(page.locator("span.thumb:not(.none)")).toHaveCount(0, { timeout: 30_000 });
}

async function list(page: Page): Promise<void> {
  await page.goto("/desk");
  await rows(page);
  await shoot(page, "stories");
}

async function publishing(page: Page, lead: string): Promise<void> {
  const paper = await Paper.open(page, lead);
  await shoot(page, "story");

  await paper.line("Standfirst").fill(
    "An inspector told the flood authority that the ram which closes the Ropewalk Gate could seize “without further warning”. A new one would have cost £84,000.",
  );
  await paper.saved();
  const panel = await paper.tab("Publishing");
  await panel.getByLabel("Note for the newsroom").fill("The standfirst fits a card");
  await panel.getByRole("button", { name: "Publish the changes now" }).click();
  await paper.told("The changes are public.");

  await paper.line("Kicker").fill("Documents");
  await paper.body.getByText("did not replace it").click({ clickCount: 3 });
  await page.keyboard.type(
    "The Orm and Coast Flood Authority did not replace it. Minutes of three meetings of its works committee record that the job was “deferred to the next programme”, and then deferred twice more.",
  );
  await paper.saved();
  await panel.getByRole("radio", { name: "At a time" }).check();
  await panel.getByLabel("It goes public").fill(zoned(new Date(Date.now() + day)).slice(0, 10) + "T06:00");
  await panel.getByRole("radio", { name: "Significant update" }).check();
  await panel.getByRole("checkbox", { name: "With a correction that readers see" }).check();
  await panel.getByLabel("What was wrong, and what is right?").fill("The committee deferred the job at three meetings, not two.");
  await panel.evaluate((p) => p.ownerDocument.defaultView!.scrollTo(0, 0));
  await shoot(page, "publishing");

  await panel.getByRole("button", { name: /^Publish the changes .*06:00/ }).click();
  await paper.told(/It goes public/);
  await paper.bar.getByRole("button", { name: "Preview" }).click();
  await page.getByRole("button", { name: /when it goes public/ }).click();
  await expect(page.frameLocator("iframe[title='Preview of the story']").getByText("three meetings").first()).toBeVisible();
  await shoot(page, "preview");
}

async function history(page: Page, lead: string): Promise<void> {
  await page.goto(`/desk/stories/${lead}/history`);
  await page.getByRole("radio", { name: /^Compare from: kept/ }).check();
  await page.getByRole("checkbox", { name: "Only what changed" }).check();
  await expect(page.getByRole("region", { name: "Comparison" }).getByRole("insertion").filter({ hasText: "three" }).first()).toBeVisible();
  await shoot(page, "history");
}

async function writing(page: Page): Promise<void> {
  const paper = await Paper.open(page, await find(page, "keeper wrote down every tide"));
  await paper.type("");
  await page.keyboard.press("Enter");
  await page.keyboard.type("/");
  await expect(page.getByRole("listbox", { name: "Blocks" })).toBeVisible();
  await paper.saved();
  await shoot(page, "slash-menu");
}

async function topics(page: Page): Promise<void> {
  await page.goto("/desk/settings/topics");
  await expect(page.getByRole("list", { name: "Featured topics" })).toBeVisible();
  await shoot(page, "topics");
}
