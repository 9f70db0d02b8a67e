import { body, type List, type Revision, type Story, wordsOf } from "./client.ts";
import { expect, test } from "./newsroom.ts";
import { Paper } from "./paper.ts";
import { reads } from "./reader.ts";

test("every step is kept with who, when and why; any two are compared word by word; one is restored", async ({ as, api }) => {
  const editor = await api("editor");
  const headline = `Nine lamps for the quay ${Date.now()}`;
  const first = await editor.published(headline, { body: body("The quay gets nine new lamps.", "They are lit at dusk.") });
  const changed = await editor.save(first, {
    headline: headline.replace("Nine", "Ten"), body: body("The quay gets ten new lamps.", "They are lit at dusk.", "A bench comes too."),
  });
  await editor.publish(changed, { significant: true, note: "The council counted again." });

  const page = await as("editor");
  const paper = await Paper.open(page, first.id);
  const panel = await paper.tab("History");
  await expect(panel).toContainText("“The council counted again.”");
  await expect(panel).toContainText(/published, Edith Calloway/);
  await panel.getByRole("link", { name: "Compare and restore" }).click();
  await expect(page).toHaveTitle(/^History: /);

  // The first is what went to the subs, and was published as it was.
  await page.getByRole("radio", { name: /^Compare from: .* by Edith Calloway/ }).last().check();
  await page.getByRole("radio", { name: "Compare to: the draft as it is now" }).check();
  const comparison = page.getByRole("region", { name: "Comparison" });
  for (const layout of ["In one text", "Side by side"]) {
    await comparison.getByRole("button", { name: layout }).click();
    const text = comparison.getByRole("region", { name: "Body" });
    await expect(text.getByRole("deletion")).toHaveText([/^removed: nine/]);
    await expect(text.getByRole("insertion")).toHaveText([/^added: ten/, /^added: A bench comes too\./]);
    await expect(comparison.getByRole("deletion").first()).toContainText("Nine"); // of the headline
    await expect(comparison.getByText("They are lit at dusk.").first()).toBeVisible();
  }
  await comparison.getByRole("checkbox", { name: "Only what changed" }).check();
  await expect(comparison.getByText("A bench comes too.")).toBeVisible();

  await comparison.getByRole("button", { name: /^Restore the revision of/ }).click();
  await comparison.getByRole("button", { name: "Restore it" }).click();
  await expect(page.getByText("Restored as a new revision.")).toBeVisible();
  await expect(paper.line("Headline")).toHaveValue(headline);
  const story = await editor.story(first.id);
  expect(wordsOf(story.content.body)).toContain("nine new lamps");
  expect(story.changed).toBe(true);
  await reads(editor.request, story.path, "ten new lamps"); // what is public stays until it is published
  const { items } = await editor.get<List<Revision>>(`/stories/${first.id}/revisions`);
  expect(items[0]).toMatchObject({ act: expect.stringContaining("restore"), by: "Edith Calloway" });
});

test("a story that is sent back says why, to whoever opens it", async ({ as, api }) => {
  const reporter = await api("reporter");
  const story = await reporter.draft(`Who lit the lamps ${Date.now()}`);
  await reporter.post<Story>(`/stories/${story.id}/acts`, { act: "send_to_subs" }, story.version);
  const sub = await Paper.open(await as("sub-editor"), story.id);
  const panel = await sub.tab("Publishing");
  await panel.getByRole("button", { name: "Send back…" }).click();
  await panel.getByLabel("What is to be done?").fill("Ask the lamplighter.");
  await panel.getByRole("button", { name: "Send back", exact: true }).click();
  await sub.told("Sent back.");
  const page = await as("reporter");
  const paper = await Paper.open(page, story.id);
  await expect(page.getByText("Ask the lamplighter.").first()).toBeVisible();
  await expect(paper.line("Headline")).toBeEditable();
});

test("a story on legal hold is held whoever wants to publish it, until it is released", async ({ as, api }) => {
  const editor = await api("editor");
  const story = await editor.approve(await editor.draft(`What the lamplighter knew ${Date.now()}`));
  const paper = await Paper.open(await as("editor"), story.id);
  let panel = await paper.tab("Publishing");
  await panel.getByRole("button", { name: "Put on legal hold…" }).click();
  await panel.getByLabel("Why is it held?").fill("Counsel reads it.");
  await panel.getByRole("button", { name: "Put on legal hold", exact: true }).click();
  await paper.told("On legal hold.");
  await expect(paper.bar).toContainText("On legal hold");
  const held = await editor.story(story.id);
  const administrator = await api("administrator");
  expect(await administrator.ask("POST", `/stories/${story.id}/publish`, { body: { significant: false }, version: held.version }))
    .toMatchObject({ status: 409, problem: "bad-transition" });
  panel = await paper.tab("Publishing");
  await panel.getByRole("button", { name: "Release from hold" }).click();
  await paper.told("Released.");
  await expect(paper.bar).toContainText("For approval");
});
