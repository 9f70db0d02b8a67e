import { inSeconds, wordsOf, type Story } from "./client.ts";
import { expect, signIn, test } from "./newsroom.ts";
import { choose, Paper } from "./paper.ts";
import { png } from "./picture.ts";
import { changesAt, lacks, reads } from "./reader.ts";

test("a story goes from a blank page to the public, is changed at a time, corrected, and withdrawn", async ({ newsroom, stranger, as, api }) => {
  test.slow();
  const headline = `Lantern boat returns to Fishergate quay ${Date.now()}`;
  const reporter = await stranger();
  let paper!: Paper;

  await test.step("a reporter signs in, and writes", async () => {
    await signIn(reporter, await newsroom.login("reporter"));
    paper = await Paper.begin(reporter);
    await paper.line("Headline").fill(headline);
    await expect(reporter).toHaveTitle(`${headline} · The Ormsea Packet`);
    await paper.line("Standfirst").fill("After nine years the last wooden lantern boat lies where it was built.");
    await paper.line("Dateline").fill("FISHERGATE");
    await choose(reporter.getByRole("combobox", { name: "Add a contributor" }), "Maud");
    await picture(paper);
    await bodyOf(paper);
    const details = await paper.tab("Details");
    await details.getByLabel("Section").selectOption({ label: "Harbour & Coast" });
    await choose(details.getByRole("combobox", { name: "Topics" }), "fishing", "The fishing fleet");
    await paper.saved();
  });

  const id = paper.id;
  const editorApi = await api("editor");
  await test.step("the server has all of it", async () => {
    await expect.poll(async () => (await editorApi.story(id)).content.topics.length).toBe(1);
    const { content } = await editorApi.story(id);
    expect(content).toMatchObject({ headline, dateline: "FISHERGATE", hero: { type: "picture", attrs: { alt: "A wooden boat at a quay", credit: "Ann Ferrier" } } });
    expect(wordsOf(content.hero)).toBe("The boat at its old berth");
    expect(content.body.content!.map((b) => b.type)).toEqual(["paragraph", "bulletList", "blockquote", "paragraph"]);
    expect(JSON.stringify(content.body)).toMatch(/"marks":\[\{"type":"link","attrs":\{"story":"[0-9a-z]{13}"\}\}\]/);
  });

  await test.step("it goes to the subs, who change a word and send it on", async () => {
    await paper.act("Send to the subs");
    await expect(paper.bar).toContainText("With the subs");
    const sub = await as("sub-editor");
    await sub.goto("/desk");
    await sub.getByRole("link", { name: /^Subs/ }).click();
    await sub.getByRole("link", { name: headline }).click();
    const subbed = new Paper(sub);
    await subbed.line("Standfirst").fill("After ten years the last wooden lantern boat lies where it was built.");
    await subbed.saved();
    await subbed.act("Send for approval");
    await expect(subbed.bar).toContainText("For approval");
  });

  const editor = await as("editor");
  const approved = await Paper.open(editor, id);
  const reader = (await stranger()).request;
  let story!: Story;
  await test.step("an editor publishes it, and readers see it at once", async () => {
    const panel = await approved.tab("Publishing");
    await panel.getByRole("button", { name: "Publish now" }).click();
    await approved.told("The story is public.");
    story = await editorApi.story(id);
    await reads(reader, story.path, headline);
    await reads(reader, story.path, "After ten years");
    await reads(reader, "/latest", headline);
    await reads(reader, "/harbour", headline);
    await reads(reader, "/feed.atom", headline);
    const appears = await approved.tab("Appears");
    await expect(appears.getByRole("heading", { name: "In feeds" })).toBeVisible();
  });

  await test.step("a change is scheduled; readers see the old story before its time, and the new one at it", async () => {
    await approved.line("Headline").fill(headline + ", and sails");
    await approved.saved();
    const at = inSeconds(4);
    // The form asks for minutes. The request carries what it says, but for the seconds that this test would wait.
    await editor.route("**/publish", (route) => route.continue({ postData: JSON.stringify({ ...route.request().postDataJSON(), at }) }));
    const panel = await approved.tab("Publishing");
    await panel.getByRole("radio", { name: "At a time" }).check();
    await panel.getByLabel("It goes public").fill("2031-05-04T18:30");
    await panel.getByRole("radio", { name: "Significant update" }).check();
    await panel.getByRole("button", { name: /^Publish the changes .*2031/ }).click();
    await approved.told(/It goes public/);
    await expect(panel.getByRole("list", { name: "Where the story stands" })).toContainText("then the new one");
    await lacks(reader, story.path, "and sails");
    await changesAt(reader, story.path, at, (_, text) => text.includes("and sails"));
    await reads(reader, "/latest", headline + ", and sails");
  });

  await test.step("a correction is public with its note", async () => {
    await editor.reload();
    const panel = await approved.tab("Publishing");
    await panel.getByRole("button", { name: "Add a correction…" }).click();
    await panel.getByLabel("What was wrong, and what is right?").fill("The boat was away for ten years, not nine.");
    await panel.getByRole("button", { name: "Publish the correction" }).click();
    await approved.told("The correction is public.");
    await reads(reader, story.path, "The boat was away for ten years, not nine.");
  });

  await test.step("it is withdrawn, and its address says why", async () => {
    const panel = await approved.tab("Publishing");
    await panel.getByRole("button", { name: "Withdraw the story…" }).click();
    await panel.getByLabel("Why is it withdrawn?").fill("The boat in the picture is another one.");
    await panel.getByRole("button", { name: "Withdraw it now" }).click();
    await approved.told("The story is withdrawn.");
    await expect(approved.bar).toContainText("Withdrawn");
    await reads(reader, story.path, "The boat in the picture is another one.", 410);
    await lacks(reader, "/latest", headline);
    await lacks(reader, "/feed.atom", headline);
  });
});

async function picture({ page }: Paper): Promise<void> {
  const hero = page.getByRole("region", { name: "Picture over the story" });
  const chooser = page.waitForEvent("filechooser");
  await hero.getByRole("button", { name: "Add a picture" }).click();
  await (await chooser).setFiles({ name: "boat.png", mimeType: "image/png", buffer: png() });
  await hero.getByLabel("Alt text").fill("A wooden boat at a quay");
  await hero.getByLabel("Caption").fill("The boat at its old berth");
  await hero.getByLabel("Credit").fill("Ann Ferrier");
  await expect(hero.getByRole("img")).toHaveJSProperty("complete", true);
  expect(await hero.getByRole("img").evaluate((img: HTMLImageElement) => img.naturalWidth)).toBeGreaterThan(0);
}

async function bodyOf(paper: Paper): Promise<void> {
  const { page } = paper;
  const { keyboard } = page;
  await paper.type("It came in on the morning tide.");
  await keyboard.press("Enter");
  await paper.block("Bullet list");
  await keyboard.type("Built in 1911");
  await keyboard.press("Enter");
  await keyboard.type("Sold in 2016");
  await keyboard.press("Enter");
  await keyboard.press("Enter");
  await paper.block("Quote");
  await keyboard.type("We never thought to see her again.");
  await keyboard.press("Enter");
  await keyboard.press("Enter");
  await keyboard.type("Ann Ferrier, boatbuilder");
  await keyboard.press("Enter");
  await keyboard.type("More about the harbour");
  await keyboard.press("Shift+Home");
  await keyboard.press("Control+k");
  const picker = page.getByRole("dialog", { name: "Link to" });
  await picker.getByRole("combobox").fill("the");
  await picker.getByRole("option").first().click();
  await expect(picker).toBeHidden();
  await expect(paper.body.getByRole("listitem")).toHaveCount(2);
  await expect(paper.body.getByRole("blockquote")).toContainText("never thought");
  await expect(paper.body.getByText("More about the harbour")).toBeVisible();
}
