import { readFile } from "node:fs/promises";

import type { Page } from "@playwright/test";

import { type Client, type List, type Section, type Settings, type Story, type Topic } from "./client.ts";
import { expect, test } from "./newsroom.ts";
import { choose, Paper } from "./paper.ts";
import { lacks, reads } from "./reader.ts";

const tail = (): string => `${Date.now().toString(36)}${Math.floor(Math.random() * 1e4)}`;

/** Puts the settings back as they were after a test: others use the newsroom too. */
async function restoring(client: Client, run: () => Promise<void>): Promise<void> {
  const { version: _, declared: __, fixed: ___, ...before } = await client.get<Settings>("/settings");
  try {
    await run();
  } finally {
    const { version } = await client.get<Settings>("/settings");
    await client.put("/settings", before, version);
  }
}

async function save(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByText("Saved. The site shows it already.")).toBeVisible();
}

test("the newsroom's name is changed, and the site and the desk show it at once", async ({ as, api }) => {
  const client = await api("administrator");
  await restoring(client, async () => {
    const name = `The Ormsea Packet ${tail()}`;
    const page = await as("administrator");
    await page.goto("/desk/settings/site");
    await page.getByLabel("Name").fill(name);
    await save(page);
    await expect(page.getByRole("link", { name, exact: true })).toBeVisible();
    await reads(client.request, "/", name);
    await reads(client.request, "/feed.atom", name);
  });
});

test("two people change the settings: the second sees what the first has done, and overwrites nothing", async ({ as, api }) => {
  const client = await api("administrator");
  await restoring(client, async () => {
    const page = await as("administrator");
    await page.goto("/desk/settings/site");
    await page.getByLabel("Tagline").fill("News of the second");
    const { version, declared: _, fixed: __, ...now } = await client.get<Settings>("/settings");
    await client.put("/settings", { ...now, tagline: "News of the first" }, version);
    await page.getByRole("button", { name: "Save", exact: true }).click();
    const notice = page.getByRole("alert").filter({ hasText: "Somebody else has changed this" });
    await expect(notice.getByRole("row", { name: "Tagline" })).toContainText("News of the first");
    expect((await client.get<Settings>("/settings")).tagline).toBe("News of the first");
    await notice.getByRole("button", { name: "Save mine over it" }).click();
    await expect(notice).toBeHidden();
    expect((await client.get<Settings>("/settings")).tagline).toBe("News of the second");
  });
});

test("a section is created, put in order and renamed; its old addresses and those of its stories lead on", async ({ as, api }) => {
  const [client, editor] = [await api("administrator"), await api("editor")];
  const [name, renamed] = [`Allotments ${tail()}`, `Gardens ${tail()}`];
  const page = await as("administrator");
  await page.goto("/desk/settings/sections");
  await page.getByRole("button", { name: "New section" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name").fill(name);
  await dialog.getByRole("button", { name: "Create" }).click();
  await expect(page.getByText(`${name} created.`)).toBeVisible();
  const list = page.getByRole("list", { name: "Sections" });
  await expect(list.getByRole("listitem").last()).toContainText(name);
  await page.getByRole("button", { name: `Move ${name} up` }).click();
  await expect(list.getByRole("listitem").last()).not.toContainText(name);

  const { items } = await client.get<List<Section>>("/sections");
  const section = items.find((s) => s.name === name)!;
  const story = await editor.published(`Prize marrow ${tail()}`, { section: section.id });
  await page.getByRole("button", { name, exact: true }).click();
  await dialog.getByLabel("Name").fill(renamed);
  await dialog.getByLabel("Address").fill(renamed.toLowerCase().replace(" ", "-"));
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText(`${renamed} saved.`)).toBeVisible();
  const now = (await client.get<List<Section>>("/sections")).items.find((s) => s.id === section.id)!;
  for (const [old, path] of [[section.path, now.path], [story.path, (await editor.story(story.id)).path]] as const) {
    expect(old).not.toBe(path);
    const answer = await client.request.get(old, { maxRedirects: 0 });
    expect([301, 308]).toContain(answer.status());
    expect(new URL(answer.headers().location!, "http://localhost").pathname).toBe(path);
  }
  await reads(client.request, now.path, renamed);
});

test("topics merge: the stories go over, and the old address leads to the topic that stays", async ({ as, api }) => {
  const [client, editor] = [await api("administrator"), await api("editor")];
  const make = (name: string) => client.post<Topic>("/topics", { name, description: "" });
  const [gone, stays] = [await make(`Fog ${tail()}`), await make(`Weather ${tail()}`)];
  const story = await editor.published(`Fog on the bar ${tail()}`, { topics: [gone.id] });
  const page = await as("editor");
  await page.goto("/desk/settings/topics");
  await page.getByLabel("Search topics").fill(gone.name);
  await page.getByRole("button", { name: `Merge ${gone.name} into another topic` }).click();
  const dialog = page.getByRole("dialog");
  await choose(dialog.getByRole("combobox", { name: "The topic that stays" }), stays.name);
  await dialog.getByRole("button", { name: `Merge into ${stays.name}` }).click();
  await expect(page.getByText(`${gone.name} is now part of ${stays.name}.`)).toBeVisible();
  expect((await editor.story(story.id)).content.topics).toEqual([stays.id]);
  const answer = await client.request.get(gone.path, { maxRedirects: 0 });
  expect([301, 308]).toContain(answer.status());
  await reads(client.request, gone.path, story.headline);
});

test("featured topics stand on the site in the order that they were given", async ({ as, api }) => {
  const client = await api("administrator");
  const all = (await client.get<List<Topic>>("/topics?limit=200")).items;
  const featured = () => client.ask<List<Topic>>("GET", "/topics/featured");
  const feature = async (topics: Topic[]) =>
    client.do("PUT", "/topics/featured", { body: { ids: topics.map((t) => t.id) }, headers: { "If-Match": (await featured()).headers.etag! } });
  const before = (await featured()).body.items;
  const [one, two] = all.filter((t) => t.stories > 0).slice(0, 2) as [Topic, Topic];
  try {
    await client.put("/topics/featured", { ids: [one.id] }, await client.version("/topics/featured"));
    const page = await as("editor");
    await page.goto("/desk/settings/topics");
    await page.getByRole("button", { name: `Featured: ${two.name}` }).click();
    const list = page.getByRole("list", { name: "Featured topics" });
    await expect(list.getByRole("listitem")).toContainText([one.name, two.name]);
    await page.getByRole("button", { name: `Move ${two.name} up` }).click();
    await expect(list.getByRole("listitem")).toContainText([two.name, one.name]);
    await expect.poll(async () => {
      const front = await (await client.request.get("/")).text();
      const more = front.slice(front.indexOf("More topics"));
      return more.indexOf(`href="${two.path}"`) < more.indexOf(`href="${one.path}"`) && more.includes(`href="${two.path}"`);
    }).toBe(true);
  } finally {
    await client.put("/topics/featured", { ids: before.map((t) => t.id) }, await client.version("/topics/featured"));
  }
});

test("a stage is left out, and a story goes the shorter way", async ({ as, api }) => {
  const client = await api("administrator");
  await restoring(client, async () => {
    const page = await as("administrator");
    await page.goto("/desk/settings/workflow");
    await expect(page.getByText("Draft → With the subs → For approval → Published")).toBeVisible();
    await page.getByRole("checkbox", { name: "Stories go to the subs first" }).uncheck();
    await expect(page.getByText("Draft → For approval → Published")).toBeVisible();
    await save(page);
    const story = await (await api("reporter")).draft(`The short way ${tail()}`);
    const paper = await Paper.open(await as("reporter"), story.id);
    await paper.act("Send for approval");
    await expect(paper.bar).toContainText("For approval");
    const current = await client.story(story.id);
    expect(await client.publish(current)).toMatchObject({ status: "published" } satisfies Partial<Story>);
  });
});

test("what is chosen of the theme is seen on the site at once", async ({ as, api }) => {
  const client = await api("administrator");
  await restoring(client, async () => {
    const page = await as("administrator");
    await page.goto("/desk/settings/theme");
    const line = `Printed on the quay ${tail()}`;
    await page.getByLabel("Headlines").selectOption({ label: "The reader’s own sans serif" });
    await page.getByLabel("A line at the foot of every page").fill(line);
    await page.getByLabel("Accent colour", { exact: true }).fill("#7a1f3d");
    await save(page);
    await reads(client.request, "/", line);
    await reads(client.request, "/", 'data-headlines="sans"');
    await page.getByLabel("Accent colour", { exact: true }).fill("#fffff0");
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await expect(page.getByRole("alert").filter({ hasText: /colour/i })).toBeVisible(); // nobody could read it
  });
  await lacks(client.request, "/", "Printed on the quay");
});

test("the audit log shows who did what, is filtered in its address, and is exported", async ({ as, api }) => {
  const editor = await api("editor");
  const headline = `Who opened the sluice, "they" asked ${tail()}`;
  await editor.published(headline);
  const page = await as("administrator");
  await page.goto("/desk/audit");
  const entry = page.getByRole("listitem").filter({ hasText: headline });
  await expect(entry.filter({ hasText: "Edith Calloway published" })).toHaveCount(1);
  await choose(page.getByRole("combobox", { name: "What was done" }), "Published");
  await expect(entry).toHaveCount(1);
  await expect(page).toHaveURL(/act=story\.publish/);
  await choose(page.getByRole("combobox", { name: "Person" }), "Edith");
  await page.reload();
  await expect(entry).toHaveCount(1);
  await entry.getByRole("link").click();
  await expect(page.getByRole("textbox", { name: "Headline", exact: true })).toHaveValue(headline);
  await page.goBack();

  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "Export as CSV" }).click();
  const csv = await readFile(await (await download).path(), "utf8");
  const lines = csv.trim().split(/\r?\n/);
  expect(lines[0]).toMatch(/^at,/);
  expect(lines.some((l) => l.includes("story.publish") && l.includes('""they"" asked'))).toBe(true);
  expect(lines.slice(1).every((l) => l.includes("story.publish"))).toBe(true);
});
