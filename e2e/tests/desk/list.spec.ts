import type { Locator, Page } from "@playwright/test";

import type { Person, Story } from "./client.ts";
import { expect, test } from "./newsroom.ts";
import { choose } from "./paper.ts";

/** A word that no other story has. */
const word = (): string => `lantern${Date.now().toString(36)}${Math.floor(Math.random() * 1e6).toString(36)}`;

const table = (page: Page): Locator => page.getByRole("table", { name: "Stories" });
const headlines = (page: Page): Locator => table(page).getByRole("rowheader");
const tabs = (page: Page): Locator => page.getByRole("navigation", { name: "By status" });

test("tabs show the states with their counts, and stand in the address", async ({ as, api }) => {
  const name = word();
  const editor = await api("editor");
  const draft = await editor.draft(`Draft ${name}`);
  await editor.approve(await editor.draft(`Approval ${name}`));
  await editor.published(`Public ${name}`);
  const page = await as("editor");
  await page.goto(`/desk?q=${name}`);
  await expect(headlines(page)).toHaveCount(3);
  await expect(tabs(page).getByRole("link", { name: /^All 3$/ })).toHaveAttribute("aria-current", "page");
  await tabs(page).getByRole("link", { name: /^Draft 1$/ }).click();
  await expect(headlines(page)).toHaveText([`Draft ${name}`]);
  expect(new URL(page.url()).search).toBe(`?status=draft&q=${name}`);
  await page.reload();
  await expect(headlines(page)).toHaveText([`Draft ${name}`]);
  await page.goBack();
  await expect(headlines(page)).toHaveCount(3);
  await tabs(page).getByRole("link", { name: /^Mine/ }).click();
  await expect(headlines(page)).toHaveCount(3);
  await page.getByRole("link", { name: `Draft ${name}` }).click();
  await expect(page).toHaveURL(new RegExp(draft.id));
  await page.goBack();
  await expect(headlines(page)).toHaveCount(3);
});

test("filters stand in the address, narrow the list together, and are cleared together", async ({ as, api }) => {
  const name = word();
  const editor = await api("editor");
  const sport = await editor.section("sport");
  await editor.draft(`City ${name}`);
  await editor.draft(`Sport ${name}`, { section: sport.id });
  const page = await as("editor");
  await page.goto(`/desk?q=${name}`);
  await choose(page.getByRole("combobox", { name: "Section" }), "Sport");
  await expect(headlines(page)).toHaveText([`Sport ${name}`]);
  await expect(page).toHaveURL(new RegExp(`section=${sport.id}`));
  await choose(page.getByRole("combobox", { name: "Person" }), "Edith");
  await expect(headlines(page)).toHaveText([`Sport ${name}`]);
  await page.getByLabel("From").fill("2031-01-01");
  await expect(page.getByText(`No story has “${name}”`)).toBeVisible();
  await page.getByRole("button", { name: "Clear filters" }).click();
  await expect(headlines(page)).toHaveCount(2);
  await expect(page).toHaveURL(`/desk?q=${name}`);
});

test("the list is searched as one types, from any view, and says when nothing is found", async ({ as, api }) => {
  const name = word();
  const editor = await api("editor");
  await editor.draft(`Quay ${name}`);
  const page = await as("editor");
  await page.goto("/desk");
  await expect(table(page)).toBeVisible();
  await page.keyboard.press("/");
  const search = page.getByRole("searchbox", { name: "Search stories" });
  await expect(search).toBeFocused();
  await page.keyboard.type(name.slice(0, -2)); // the last word may be unfinished
  await expect(headlines(page)).toHaveText([`Quay ${name}`]);
  await page.keyboard.type("zzzz");
  await expect(page.getByText("No story has “")).toBeVisible();
  await page.getByRole("button", { name: "Clear the search" }).click();
  await expect(headlines(page).first()).toBeVisible();
  await expect(search).toHaveValue("");
  await page.goto("/desk/account");
  await search.fill(name);
  await expect(headlines(page)).toHaveText([`Quay ${name}`]);
});

test("by keyboard alone: down the list, select, assign, undo, open", async ({ as, api }) => {
  const name = word();
  const editor = await api("editor");
  const stories: Story[] = [];
  for (const n of [1, 2, 3]) stories.push(await editor.draft(`Story ${n} ${name}`));
  const page = await as("editor");
  const { keyboard } = page;
  await page.goto(`/desk?q=${name}`);
  await expect(headlines(page)).toHaveText([`Story 3 ${name}`, `Story 2 ${name}`, `Story 1 ${name}`]);
  const at = (n: number) => page.getByRole("link", { name: `Story ${n} ${name}` });
  await keyboard.press("j");
  await expect(at(3)).toBeFocused();
  await keyboard.press("j");
  await expect(at(2)).toBeFocused();
  await keyboard.press("x");
  await keyboard.press("j");
  await keyboard.press("x");
  const toolbar = page.getByRole("toolbar", { name: "Selected stories" });
  await expect(toolbar).toContainText("2 selected");
  await keyboard.press("a");
  const dialog = page.getByRole("dialog", { name: "Assign 2 stories" });
  await expect(dialog.getByRole("combobox", { name: "To whom" })).toBeFocused();
  await keyboard.type("Maud");
  await expect(page.getByRole("option", { name: /Maud Ferrier/ })).toBeVisible();
  await keyboard.press("Enter");
  await expect(page.getByText("2 stories assigned to Maud Ferrier.")).toBeVisible();
  await expect(table(page).getByRole("row", { name: `Story 2 ${name}` })).toContainText("Maud Ferrier");
  const { items } = await editor.get<{ items: Person[] }>("/people?q=maud");
  const assignees = async () => Promise.all(stories.map(async (s) => (await editor.story(s.id)).assignee));
  expect(await assignees()).toEqual([items[0]!.id, items[0]!.id, ""]);

  await page.getByRole("button", { name: "Undo" }).press("Enter");
  await expect(page.getByText("Undone.")).toBeVisible();
  expect(await assignees()).toEqual(["", "", ""]);
  await keyboard.press("Escape");
  await expect(toolbar).toBeHidden();
  await keyboard.press("k");
  await keyboard.press("k");
  await expect(page.locator(":focus")).toHaveText(new RegExp(name));
  await keyboard.press("Enter");
  await expect(page).toHaveURL(/\/desk\/stories\/[0-9a-z]{13}$/);
});

test("many stories are moved to a section and given a topic at once; those that may not be are named", async ({ as, api }) => {
  const name = word();
  const editor = await api("editor");
  for (const n of [1, 2]) await editor.draft(`Story ${n} ${name}`);
  const page = await as("editor");
  await page.goto(`/desk?q=${name}`);
  await page.getByRole("checkbox", { name: "Select all that are listed" }).check();
  const toolbar = page.getByRole("toolbar", { name: "Selected stories" });
  await toolbar.getByRole("button", { name: "Move section" }).click();
  await page.getByRole("option", { name: "Culture" }).click();
  await expect(page.getByText("2 stories moved to Culture.")).toBeVisible();
  await expect(table(page).getByRole("cell", { name: "Culture" })).toHaveCount(2);
  await toolbar.getByRole("button", { name: "Add topic" }).click();
  await choose(page.getByRole("dialog").getByRole("combobox", { name: "Topic" }), "Housing");
  await expect(page.getByText("Housing added to 2 stories.")).toBeVisible();

  // Somebody else's story is not the reporter's to move.
  const own = await (await api("reporter")).draft(`Story 3 ${name}`);
  const reporter = await as("reporter");
  await reporter.goto(`/desk?q=${name}`);
  await reporter.getByRole("checkbox", { name: "Select all that are listed" }).check();
  await reporter.getByRole("toolbar", { name: "Selected stories" }).getByRole("button", { name: "Move section" }).click();
  await reporter.getByRole("option", { name: "Sport" }).click();
  await expect(reporter.getByText(/^1 story moved to Sport\. 2 stories stayed:/)).toBeVisible();
  expect((await editor.story(own.id)).content.section).toBe((await editor.section("sport")).id);
});

test("the whole list can be scrolled, by wheel and to its end by key", async ({ as }) => {
  const page = await as("editor");
  await page.goto("/desk");
  await expect(headlines(page).first()).toBeVisible();
  const first = await headlines(page).first().textContent();
  await page.keyboard.press("End");
  await expect(page.locator(".stories :focus")).toBeInViewport();
  expect(await page.locator(".stories :focus").textContent()).not.toBe(first);
  await page.keyboard.press("Home");
  await expect(headlines(page).first()).toBeInViewport();
  await expect(page.locator(".stories :focus")).toHaveText(first!);
});

test("on a phone the list has room for headlines, and the filters fold away", async ({ as, api }) => {
  const name = word();
  await (await api("editor")).draft(`Ferry ${name}`);
  const page = await as("editor", { viewport: { width: 390, height: 844 }, hasTouch: true });
  await page.goto(`/desk?q=${name}`);
  const row = page.getByRole("link", { name: `Ferry ${name}` });
  await expect(row).toBeInViewport();
  await expect(page.getByRole("combobox", { name: "Section" })).toBeHidden();
  await page.getByRole("button", { name: "Filters", exact: true }).tap();
  await choose(page.getByRole("combobox", { name: "Section" }), "City");
  await expect(page.getByRole("button", { name: "Filters (1)" })).toBeVisible();
  await row.tap();
  await expect(page.getByRole("textbox", { name: "Headline", exact: true })).toHaveValue(`Ferry ${name}`);
});
