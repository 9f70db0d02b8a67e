import type { FrameLocator, Page } from "@playwright/test";

import { inSeconds } from "./client.ts";
import { expect, test } from "./newsroom.ts";
import { Paper, zoned } from "./paper.ts";

const shown = (page: Page): FrameLocator => page.getByRole("complementary", { name: "Preview" }).frameLocator('iframe[title="Preview of the story"]');
const unique = (what: string): string => `${what} ${Date.now()}`;

test("what is written is previewed in the site's own dress, at the width of a phone and of a desk, as it is typed", async ({ as, api }) => {
  const headline = unique("Tide tables are wrong");
  const story = await (await api("reporter")).draft(headline);
  const page = await as("reporter");
  const paper = await Paper.open(page, story.id);
  await paper.type(" Not saved yet.");
  await paper.bar.getByRole("button", { name: "Preview" }).click();
  await expect(shown(page).getByRole("heading", { level: 1 })).toHaveText(headline);
  await expect(shown(page).getByText("Not saved yet.")).toBeVisible();
  const width = () => shown(page).locator("html").evaluate(() => innerWidth);
  expect(await width()).toBe(390);
  await page.getByRole("button", { name: "Desktop" }).click();
  await expect.poll(width).toBe(1440);
  await paper.type(" And a word more.");
  await expect(shown(page).getByText("And a word more.")).toBeVisible();
  await page.getByRole("button", { name: "Close the preview" }).click();
  await expect(page.getByRole("complementary", { name: "Preview" })).toBeHidden();
});

test("a preview shows the site as it will be at a moment", async ({ as, api }) => {
  const editor = await api("editor");
  const at = inSeconds(2 * 3600);
  const coming = await editor.published(unique("Comes in two hours"), {}, { at });
  const story = await editor.draft(unique("Written beside it"));
  const page = await as("editor");
  const paper = await Paper.open(page, story.id);
  await paper.bar.getByRole("button", { name: "Preview" }).click();
  await expect(shown(page).getByRole("heading", { level: 1 })).toHaveText(story.headline);
  await expect(shown(page).getByText(coming.headline)).toHaveCount(0);
  await page.getByLabel("As at").fill(zoned(new Date(Date.parse(at) + 60_000)));
  await expect(shown(page).getByText(coming.headline).first()).toBeAttached();
});

test("a link shows the draft to somebody without an account, until it is revoked", async ({ as, stranger, api }) => {
  const headline = unique("For the expert's eyes");
  const editor = await api("editor");
  const story = await editor.draft(headline);
  const paper = await Paper.open(await as("editor"), story.id);
  const panel = await paper.tab("Share");
  await panel.getByLabel("It works for").selectOption({ label: "an hour" });
  await panel.getByRole("button", { name: "Make a link" }).click();
  const link = await panel.getByLabel("The link").inputValue();

  const expert = await stranger();
  const answer = await expert.goto(link);
  expect(answer!.headers()).toMatchObject({ "cache-control": "no-store", "x-robots-tag": expect.stringContaining("noindex") });
  await expect(expert.getByRole("heading", { level: 1 })).toHaveText(headline);
  await editor.save(story, { standfirst: "Changed since." });
  await expert.reload();
  await expect(expert.getByText("Changed since.")).toBeVisible();

  await panel.getByRole("button", { name: "Revoke", exact: true }).click();
  await paper.told("The link leads nowhere now.");
  expect((await expert.goto(link))!.status()).toBe(404);
  expect((await expert.goto(`/desk/preview/${story.id}`))!.status()).toBe(401);
});
