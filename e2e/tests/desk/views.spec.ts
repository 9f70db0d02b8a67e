import { randomInt } from "node:crypto";

import { AxeBuilder } from "@axe-core/playwright";
import type { Page, Request } from "@playwright/test";

import { type Client, inSeconds, type Node, paragraph, type Picture, type Topic } from "./client.ts";
import { expect, type Newsroom, type Role, test } from "./newsroom.ts";
import { Paper } from "./paper.ts";
import { invite } from "./people.ts";
import { png } from "./picture.ts";

const widths = [320, 390, 820, 1440, 1920];
const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

interface View {
  /** Who looks; nobody is somebody who is not signed in. */
  as?: Role;
  path: string;
  /** Opens what is not at an address of its own. */
  open?: (page: Page) => Promise<void>;
  /** What is not looked at in another view already. */
  part?: string;
}

let views: Record<string, View>;

test.beforeAll(async ({ newsroom, playwright }) => {
  test.setTimeout(90_000);
  views = await everyView(newsroom, playwright);
});

for (const width of [390, 1440]) {
  test(`no view has an accessibility violation, light or dark, ${width} px`, async ({ as, stranger }) => {
    test.setTimeout(240_000);
    const options = { colorScheme: "light", reducedMotion: "reduce", viewport: { width, height: 900 } };
    await each({ as, stranger }, options, async (page, name, { part = "body" }) => {
      const axe = () => new AxeBuilder({ page }).include(part).setLegacyMode(); // no page more for each: there are no frames of others
      expect.soft(violations(await axe().withTags(rules).analyze()), name).toEqual([]);
      // In the dark the colours are others, and nothing else.
      await page.emulateMedia({ colorScheme: "dark" });
      expect.soft(violations(await axe().withRules(["color-contrast"]).analyze()), `${name}, dark`).toEqual([]);
      await page.emulateMedia({ colorScheme: "light" });
    });
  });
}

const violations = (found: Awaited<ReturnType<AxeBuilder["analyze"]>>): string[] =>
  found.violations.map((v) => `${v.id}: ${v.nodes.map((n) => `${n.html}\n  ${n.failureSummary}`).join("\n")}`);

test("no view scrolls sideways from a small phone to a wall, complains, breaks its policy, or asks another host", async ({ as, stranger, newsroom }) => {
  test.setTimeout(240_000);
  const strangers: string[] = [];
  const complaints: string[] = [];
  const watched = (page: Page): void => {
    page.on("request", (r) => {
      if (!r.url().startsWith(newsroom.url) && !/^(data|blob):/.test(r.url())) strangers.push(r.url());
    });
    page.on("console", (m) => {
      // The browser itself reports that nobody is signed in, and that a link is used up.
      if (["error", "warning"].includes(m.type()) && !/status of (401|404)/.test(m.text())) complaints.push(`${page.url()}: ${m.text()}`);
    });
    page.on("pageerror", (e) => complaints.push(`${page.url()}: ${e.message}`));
  };
  await each({ as, stranger }, { reducedMotion: "reduce" }, async (page, name) => {
    for (const width of widths) {
      await page.setViewportSize({ width, height: 800 });
      // The browser takes the new width, and what the view makes of it, a moment after it was told.
      const wide = () => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      await expect.configure({ soft: true }).poll(wide, `${name}, ${width} px`).toBeLessThanOrEqual(0);
    }
  }, watched);
  expect(strangers).toEqual([]);
  expect(complaints).toEqual([]);
});

test("the sheet shows the keys that work in the view that is open, and Escape closes it", async ({ as }) => {
  const page = await as("editor");
  const sheet = page.getByRole("dialog", { name: "Keyboard shortcuts" });
  await page.goto("/desk");
  await expect(page.getByRole("table", { name: "Stories" })).toBeVisible();
  await page.keyboard.press("?");
  await expect(sheet.getByRole("heading", { level: 3 })).toHaveText(["Everywhere", "Stories list"]);
  await expect(sheet).toContainText("Assign");
  await page.keyboard.press("Escape");
  await expect(sheet).toBeHidden();
  await page.keyboard.press("n");
  const paper = new Paper(page);
  await expect(paper.body).toBeVisible();
  await page.getByRole("button", { name: "Keyboard shortcuts" }).click();
  await expect(sheet.getByRole("heading", { level: 3 })).toContainText(["Everywhere", "Writing", "Story"]);
  await expect(sheet).toContainText("Insert a block");
  await page.keyboard.press("Escape");
  await paper.type("Why?"); // in the text it is a question mark
  await expect(sheet).toBeHidden();
});

test("a story is written, filed and sent on by keyboard alone", async ({ as, api }) => {
  const page = await as("reporter");
  const { keyboard } = page;
  await page.goto("/desk");
  await expect(page.getByRole("table", { name: "Stories" })).toBeVisible();
  await keyboard.press("n");
  const paper = new Paper(page);
  await expect(paper.body).toBeVisible();
  await tabTo(page, "Headline");
  const headline = `By hand ${Date.now()}`;
  await keyboard.type(headline);
  await keyboard.press("Enter");
  await expect(page.locator(":focus")).toHaveAccessibleName("Short headline");
  await keyboard.press("Enter");
  await keyboard.type("No mouse was harmed.");
  await tabTo(page, "Body");
  await keyboard.type("It can be done.");
  await paper.saved();
  await keyboard.press("Control+Shift+Enter");
  await expect(page.getByRole("tab", { name: "Publishing" })).toBeFocused();
  await tabTo(page, "Send to the subs");
  await keyboard.press("Enter");
  await expect(paper.bar).toContainText("With the subs");
  expect((await (await api("reporter")).story(paper.id)).state).toBe("subs");
});

async function tabTo(page: Page, name: string): Promise<void> {
  const focused = () => page.locator(":focus").evaluate((e) => e.getAttribute("aria-label") ?? e.textContent ?? "", undefined, { timeout: 1000 }).catch(() => "");
  for (let n = 0; n < 40; n++) {
    await page.keyboard.press("Tab");
    if ((await focused()) === name) return;
  }
  throw new Error(`Tab does not lead to ${name}`);
}

type Tools = { as: (role: Role, options?: object) => Promise<Page>; stranger: (options?: object) => Promise<Page> };

/** Opens every view, named so that a failure says which. */
async function each({ as, stranger }: Tools, options: object, step: (page: Page, name: string, view: View) => Promise<void>, watched?: (page: Page) => void): Promise<void> {
  const pages: Partial<Record<Role | "nobody", Page>> = {};
  for (const [name, view] of Object.entries(views)) {
    await test.step(name, async () => {
      const page = (pages[view.as ?? "nobody"] ??= await opened(view.as ? as(view.as, options) : stranger(options), watched));
      await page.goto(view.path);
      await expect(page.getByRole("heading").first()).toBeAttached();
      await settled(page);
      await view.open?.(page);
      await step(page, name, view);
    });
  }
}

const underWay = new WeakMap<Page, Set<Request>>();

async function opened(opening: Promise<Page>, watched?: (page: Page) => void): Promise<Page> {
  const page = await opening;
  const requests = new Set<Request>();
  underWay.set(page, requests);
  page.on("request", (r) => requests.add(r));
  page.on("requestfinished", (r) => requests.delete(r));
  page.on("requestfailed", (r) => requests.delete(r));
  watched?.(page);
  return page;
}

/** Waits until a page has all that it asked for, and has painted it; and what it asked for then. */
async function settled(page: Page): Promise<void> {
  for (let calm = 0; calm < 2; calm++) {
    await expect.poll(() => underWay.get(page)!.size, { intervals: [20, 50] }).toBe(0);
    await page.evaluate(() => new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted))));
    if (underWay.get(page)!.size > 0) calm = -1;
  }
}

type Tab = Parameters<Paper["tab"]>[0];

const tab = (name: Tab): Pick<View, "open" | "part"> => ({
  open: async (page) => {
    const panel = await new Paper(page).tab(name);
    await expect(panel.getByRole("tabpanel", { name })).toBeVisible();
    await settled(page);
  },
  part: ".story-side",
});

const button = (name: string | RegExp): Pick<View, "open" | "part"> => ({
  open: async (page) => {
    await page.getByRole("button", { name }).first().click();
    await expect(page.getByRole("dialog")).toBeVisible();
  },
  part: "dialog",
});

/** Newsrooms write of such things, and a phone is narrow. */
const longWord = "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz";

async function everyView(newsroom: Newsroom, { request }: { request: Parameters<Newsroom["session"]>[0] }): Promise<Record<string, View>> {
  const as = async (role: Role) => newsroom.client(request, role);
  const editor = await as("editor");
  const { link } = await invite(await as("administrator"), "reporter");
  const published = await editor.published("Every block there is", { body: await everyBlock(editor) });
  await editor.save(published, { standfirst: `With a change that nobody sees yet: ${longWord}.` });
  const coming = await editor.published("It is yet to come", {}, { at: inSeconds(24 * 3600) });
  await editor.post("/contributors", { name: longWord + randomInt(1e6), role: "", bio: "" });
  const draft = await editor.draft(`A draft of ${longWord}`, { topics: [(await editor.post<Topic>("/topics", { name: longWord + randomInt(1e6), description: longWord })).id] });
  const story = `/desk/stories/${published.id}`;
  return {
    "signing in": { path: "/desk/login" },
    invitation: { path: new URL(link).pathname },
    "a link that is used up": { path: "/desk/invitation/nothing-at-all" },
    stories: { as: "editor", path: "/desk" },
    "stories, some selected": { as: "editor", path: "/desk", open: (page) => page.getByRole("checkbox", { name: /^Select / }).nth(1).check() },
    "no stories": { as: "editor", path: "/desk?q=thereisnosuchword" },
    "assigning stories": {
      as: "editor",
      path: "/desk",
      open: async (page) => {
        await page.getByRole("checkbox", { name: /^Select / }).nth(1).check();
        await button("Assign").open!(page);
      },
      part: "dialog",
    },
    "a story": { as: "editor", path: story },
    "a story's details": { as: "editor", path: story, ...tab("Details") },
    "a story's publishing": { as: "editor", path: story, ...tab("Publishing") },
    "a draft's publishing": { as: "editor", path: `/desk/stories/${draft.id}`, ...tab("Publishing") },
    "a scheduled story's publishing": { as: "editor", path: `/desk/stories/${coming.id}`, ...tab("Publishing") },
    "a story's revisions": { as: "editor", path: story, ...tab("History") },
    "where a story appears": { as: "editor", path: story, ...tab("Appears") },
    "sharing a story": { as: "editor", path: story, ...tab("Share") },
    "a story that one may only read": { as: "picture-editor", path: story },
    "a story's history": { as: "editor", path: `${story}/history` },
    "the keys": {
      as: "editor",
      path: "/desk",
      open: async (page) => {
        await page.keyboard.press("?");
        await expect(page.getByRole("dialog")).toBeVisible();
      },
      part: "dialog",
    },
    account: { as: "editor", path: "/desk/account" },
    "a new token": { as: "editor", path: "/desk/account", ...button("New token") },
    people: { as: "administrator", path: "/desk/people" },
    "a person": { as: "administrator", path: "/desk/people", ...button("Priya Nairn") },
    inviting: { as: "administrator", path: "/desk/people", ...button("Invite somebody") },
    "who may do what": { as: "administrator", path: "/desk/people", open: (page) => page.getByRole("tab", { name: "Who may do what" }).click() },
    audit: { as: "administrator", path: "/desk/audit" },
    "settings of the site": { as: "administrator", path: "/desk/settings/site" },
    "settings of the workflow": { as: "administrator", path: "/desk/settings/workflow" },
    "settings of the theme": { as: "administrator", path: "/desk/settings/theme" },
    sections: { as: "administrator", path: "/desk/settings/sections" },
    "a section": { as: "administrator", path: "/desk/settings/sections", ...button("City") },
    topics: { as: "administrator", path: "/desk/settings/topics" },
    "merging topics": { as: "administrator", path: "/desk/settings/topics", ...button(/^Merge /) },
    contributors: { as: "administrator", path: "/desk/settings/contributors" },
    "nothing at this address": { as: "editor", path: "/desk/nowhere/at-all" },
    "not for this role": { as: "reporter", path: "/desk/audit" },
    "the API's manual": { path: "/api/v1/docs" },
  };
}

async function everyBlock(editor: Client): Promise<Node> {
  const picture = await editor.do<Picture>("POST", "/pictures?filename=grey.png", { body: png(), headers: { "Content-Type": "image/png" } });
  const text = (words: string, ...marks: Node[]): Node => ({ type: "text", text: words, ...(marks.length > 0 && { marks }) });
  const heading = (level: number): Node => ({ type: "heading", attrs: { level }, content: [text(`A heading of level ${level}`)] });
  const shown: Node = { type: "picture", attrs: { picture: picture.id, alt: "Grey", credit: "Ann Ferrier" }, content: [{ type: "caption", content: [text("All one colour")] }] };
  const cell = (type: string, words: string): Node => ({ type, content: [text(words)] });
  return {
    type: "doc",
    attrs: { version: 1 },
    content: [
      { type: "paragraph", content: [text("A "), text("link", { type: "link", attrs: { href: "https://example.org/" } }), text(" and "), text("weight", { type: "strong" })] },
      heading(2), paragraph("Some words."), heading(3), paragraph("Some more."), heading(4), paragraph("Some more again."),
      { type: "bulletList", content: [{ type: "listItem", content: [paragraph("One")] }, { type: "listItem", content: [paragraph("Two")] }] },
      { type: "blockquote", content: [paragraph("Said so"), { type: "attribution", content: [text("Ann Ferrier")] }] },
      { type: "pullQuote", content: [paragraph("Said so loudly")] },
      shown,
      { type: "gallery", attrs: { title: "Two of them" }, content: [shown, { ...shown, attrs: { picture: picture.id, decorative: true } }] },
      { type: "factBox", attrs: { title: "In short" }, content: [paragraph("A fact.")] },
      { type: "embed", attrs: { url: "https://www.youtube.com/watch?v=dQw4w9WgXcQ", provider: "youtube", title: "A film" } },
      { type: "readMore", attrs: { url: "https://example.org/more", title: "More of it" } },
      {
        type: "table",
        content: [
          { type: "tableRow", content: [cell("tableHeader", "For"), cell("tableHeader", "Against")] },
          { type: "tableRow", content: [cell("tableCell", "27"), cell("tableCell", "26")] },
        ],
      },
      { type: "divider" },
      { type: "preformatted", content: [text("as it is")] },
    ],
  };
}
