// Writes the pictures of docs/for-editors.md, of a demo newsroom in which it does what the page tells of.

import { writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";

import type { Page } from "@playwright/test";

import { expect, test } from "./tests/desk/newsroom.ts";
import { Paper, zoned } from "./tests/desk/paper.ts";
import { recompressed } from "./tests/desk/picture.ts";

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
  await expect(page.getByRole("row").nth(5)).toBeVisible();
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
  await page.waitForLoadState("networkidle");
  await expect.poll(() => page.evaluate(() => [...document.images].every((i) => i.complete || i.loading === "lazy"))).toBe(true);
  await expect(page.getByRole("status", { name: "Notices" }).getByRole("button")).toHaveCount(0, { timeout: 30_000 });
  await writeFile(join(folder, name + ".png"), recompressed(await page.screenshot({ animations: "disabled" })));
}

async function find(page: Page, words: string): Promise<string> {
  const answer = await page.request.get("/api/v1/stories", { params: { q: words, limit: 1 } });
  const { items } = (await answer.json()) as { items: { id: string }[] };
  return items[0]!.id;
}

async function list(page: Page): Promise<void> {
  await page.goto("/desk");
  await expect(page.getByRole("row").nth(20)).toBeVisible();
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
  await expect(page.getByRole("region", { name: "Comparison" }).getByText("three meetings").first()).toBeVisible();
  await shoot(page, "history");
}

async function writing(page: Page): Promise<void> {
  const paper = await Paper.open(page, await find(page, "keeper wrote down every tide"));
  await paper.type("");
  await page.keyboard.press("Enter");
  await page.keyboard.type("/");
  await expect(page.getByRole("listbox", { name: "Blocks" })).toBeVisible();
  await shoot(page, "slash-menu");
}

async function topics(page: Page): Promise<void> {
  await page.goto("/desk/settings/topics");
  await expect(page.getByRole("list", { name: "Featured topics" })).toBeVisible();
  await shoot(page, "topics");
}
