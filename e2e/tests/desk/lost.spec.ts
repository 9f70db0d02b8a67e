import type { Dialog, Page } from "@playwright/test";

import { body, type Story, wordsOf } from "./client.ts";
import { expect, type Newsroom, test } from "./newsroom.ts";
import { Paper } from "./paper.ts";

const unique = (what: string): string => `${what} ${Date.now()}`;

/** Kills the program as a power cut would, and starts it again after what is done meanwhile. */
async function cut(newsroom: Newsroom, meanwhile: () => Promise<void>): Promise<void> {
  await newsroom.stop("SIGKILL");
  try {
    await meanwhile();
  } finally {
    await newsroom.start();
  }
}

const away = (paper: Paper) => paper.page.getByText(/^Not saved: no connection\. Your text is kept in this browser\./);

test("the program is killed amid a hundred saves: all that it acknowledged is there when it is back", async ({ newsroom, api }) => {
  const client = await api("editor");
  let story: Story = await client.draft(unique("Power cut"));
  let acknowledged = 0;
  const saving = (async () => {
    for (let n = 1; n <= 100; n++) {
      const content = { ...story.content, body: body(`Save ${n}`) };
      const answer = await client.ask<Story>("PUT", `/stories/${story.id}/draft`, { body: { content }, version: story.version });
      if (answer.status !== 200) return;
      story = { ...story, version: answer.body.version };
      acknowledged = n;
    }
  })().catch(() => undefined); // the connection broke, as it is meant to
  await expect.poll(() => acknowledged).toBeGreaterThan(5);
  await cut(newsroom, async () => {
    await saving;
  });
  const kept = await (await api("editor")).story(story.id);
  const n = Number(/Save (\d+)/.exec(wordsOf(kept.content.body))![1]);
  expect(n).toBeGreaterThanOrEqual(acknowledged);
  expect(n).toBeLessThanOrEqual(acknowledged + 1); // one may have arrived without its answer
});

test("text that the killed program never got is kept, said to be, and sent when it is back", async ({ newsroom, as, api }) => {
  const paper = await Paper.begin(await as("reporter"));
  const headline = unique("Lights out on Ropewalk");
  await paper.line("Headline").fill(headline);
  await paper.type("Acknowledged before.");
  await paper.saved();
  await cut(newsroom, async () => {
    await paper.type(" Written in the dark.");
    await expect(away(paper)).toBeVisible();
    await expect(paper.bar).toContainText("Not saved");
  });
  await paper.saved();
  await expect(away(paper)).toBeHidden();
  const { content } = await (await api("reporter")).story(paper.id);
  expect(content.headline).toBe(headline);
  expect(wordsOf(content.body)).toContain("Acknowledged before. Written in the dark.");
});

test("the page is closed while the program is down: the text is offered when the story is opened again", async ({ newsroom, as, api }) => {
  const page = await as("reporter");
  const paper = await Paper.begin(page);
  await paper.line("Headline").fill(unique("Lost and found"));
  await paper.saved();
  const { id } = paper;
  page.on("dialog", (dialog) => dialog.accept());
  await cut(newsroom, async () => {
    await paper.type("Only this browser has these words.");
    await expect(away(paper)).toBeVisible();
    await page.reload().catch(() => undefined); // there is nobody to answer
  });
  const again = await Paper.open(page, id);
  const found = page.getByRole("region", { name: "Text that had not reached the server" });
  await expect(found).toContainText(/Text from .* that had not reached the server/);
  await found.getByRole("button", { name: "Compare" }).click();
  await expect(found.locator("ins")).toContainText("Only this browser has these words.");
  await found.getByRole("button", { name: "Put it back" }).click();
  await expect(again.body).toContainText("Only this browser has these words.");
  await again.saved();
  await expect(found).toBeHidden();
  expect(wordsOf((await (await api("reporter")).story(id)).content.body)).toContain("Only this browser has these words.");
});

test("two people write in one story: the second is told, nothing is overwritten, and both texts are kept", async ({ as, api }) => {
  const client = await api("reporter");
  const story = await client.draft(unique("Two desks"), { standfirst: "As it was." });
  const mine = await Paper.open(await as("reporter"), story.id);
  const theirs = await Paper.open(await as("sub-editor"), story.id);
  await mine.line("Standfirst").fill("As the reporter has it.");
  await mine.saved();
  await theirs.line("Standfirst").fill("As the sub has it.");

  const notice = theirs.page.getByRole("alert", { name: "Two texts of this story" });
  await expect(notice).toContainText(/Maud Ferrier saved this story at/);
  expect((await client.story(story.id)).content.standfirst).toBe("As the reporter has it.");
  await notice.getByRole("button", { name: "Compare" }).click();
  await expect(notice.locator("del").first()).toBeVisible();
  await expect(notice.locator("ins").first()).toBeVisible();

  await notice.getByRole("button", { name: "Keep mine" }).click();
  await theirs.saved();
  await expect(notice).toBeHidden();
  await expect.poll(async () => (await client.story(story.id)).content.standfirst).toBe("As the sub has it.");
  const panel = await theirs.tab("History");
  await expect(panel.getByRole("heading", { name: "Put aside in this browser" })).toBeVisible();
  await panel.getByRole("button", { name: "Put it back" }).click();
  await expect(theirs.line("Standfirst")).toHaveValue("As the reporter has it.");
  await theirs.saved();
});

test("one takes the other's text, and finds the own one again under History", async ({ as, api }) => {
  const client = await api("reporter");
  const story = await client.draft(unique("One gives way"), { standfirst: "As it was." });
  const page = await as("reporter");
  const paper = await Paper.open(page, story.id);
  await (await api("sub-editor")).save(story, { standfirst: "As the sub has it." });
  await paper.line("Standfirst").fill("As the reporter has it.");
  await page.getByRole("alert", { name: "Two texts of this story" }).getByRole("button", { name: "Take theirs" }).click();
  await expect(paper.line("Standfirst")).toHaveValue("As the sub has it.");
  const panel = await paper.tab("History");
  await panel.getByRole("button", { name: "Compare" }).click();
  await expect(panel.locator("ins").filter({ hasText: "reporter" })).toBeVisible();
});

test("leaving with text that cannot be saved warns, in the desk and when the window closes", async ({ newsroom, as }) => {
  const page = await as("reporter");
  const paper = await Paper.begin(page);
  await paper.line("Headline").fill(unique("Stay"));
  await paper.saved();
  await cut(newsroom, async () => {
    await paper.type("Not saved yet.");
    await expect(away(paper)).toBeVisible();
    const asked = await dialogAt(page, () => page.getByRole("link", { name: "Stories", exact: true }).click());
    expect(asked.message()).toContain("What you wrote last is not saved.");
    await expect(paper.body).toContainText("Not saved yet.");
    const closing = await dialogAt(page, () => page.close({ runBeforeUnload: true }));
    expect(closing.type()).toBe("beforeunload");
  });
  await paper.saved();
});

test("a session that ends while somebody writes asks to sign in again, and loses nothing", async ({ newsroom, as, api }) => {
  const page = await as("reporter");
  const paper = await Paper.begin(page);
  const headline = unique("Signed out");
  await paper.line("Headline").fill(headline);
  await paper.saved();
  await page.context().clearCookies();
  await paper.type("Written after the session had ended.");
  const dialog = page.getByRole("dialog", { name: "Please sign in again" });
  await expect(dialog).toBeVisible();
  const { password } = await newsroom.login("reporter");
  await dialog.getByLabel("Password", { exact: true }).fill(password);
  await dialog.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(dialog).toBeHidden();
  await paper.saved();
  const { content } = await (await api("reporter")).story(paper.id);
  expect(wordsOf(content.body)).toContain("Written after the session had ended.");
});

async function dialogAt(page: Page, act: () => Promise<void>): Promise<Dialog> {
  const asked = page.waitForEvent("dialog");
  await Promise.all([asked.then((dialog) => dialog.dismiss()), act()]);
  return asked;
}
