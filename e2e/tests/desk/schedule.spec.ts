import { inSeconds, type Story } from "./client.ts";
import { expect, test } from "./newsroom.ts";
import { Paper, zoned } from "./paper.ts";
import { changesAt, lacks, reads } from "./reader.ts";

const unique = (what: string): string => `${what} ${Date.now()}`;
const tomorrow = (): string => inSeconds(24 * 3600);

const count = (text: string, words: string): number => text.split(words).length - 1;

test("what is scheduled happens on time, once, though the program restarts in between", async ({ newsroom, api }) => {
  const headline = unique("Ferry timetable changes");
  const at = inSeconds(5);
  const story = await (await api("editor")).published(headline, {}, { at });
  const reader = (await api()).request;
  expect((await reader.get(story.path)).status()).toBe(404);
  await newsroom.stop();
  await newsroom.start();
  await changesAt(reader, story.path, at, (status, text) => status === 200 && text.includes(headline));
  const { publications } = await (await api("editor")).story(story.id);
  expect(publications.map((p) => p.from)).toEqual([at]);
  expect(count(await (await reader.get("/latest")).text(), `>${headline}<`)).toBe(1);
});

test("what was to happen while the program was down has happened when it is back", async ({ newsroom, api }) => {
  const headline = unique("Bridge opens at dawn");
  const at = inSeconds(1);
  const story = await (await api("editor")).published(headline, {}, { at });
  await newsroom.stop();
  await expect.poll(() => Date.now()).toBeGreaterThan(Date.parse(at));
  await newsroom.start();
  await reads((await api()).request, story.path, headline);
});

test("a scheduled change that is cancelled never happens, and what is public stays", async ({ api, as }) => {
  const headline = unique("Market hall is sold");
  const client = await api("editor");
  const before = await client.published(headline);
  const changed = await client.save(before, { headline: headline + ", again" });
  const at = inSeconds(6);
  await client.publish(changed, { at });
  const paper = await Paper.open(await as("editor"), before.id);
  const panel = await paper.tab("Publishing");
  await panel.getByRole("button", { name: /^Cancel what is scheduled for/ }).click();
  await panel.getByRole("button", { name: "Cancel the schedule" }).click();
  await paper.told("The schedule is cancelled.");
  await expect(panel.getByText("There are changes that readers do not see yet.")).toBeVisible();
  expect(Date.now(), "the schedule was cancelled too late for this test to tell anything").toBeLessThan(Date.parse(at));
  await expect.poll(() => Date.now(), { timeout: 10_000 }).toBeGreaterThan(Date.parse(at));
  await lacks(client.request, before.path, ", again");
  await reads(client.request, before.path, headline);
});

test("nobody publishes a story before its embargo ends, whoever they are", async ({ api, as }) => {
  const headline = unique("Report on the flood");
  const editor = await api("editor");
  const approved = await editor.approve(await editor.draft(headline));
  const until = tomorrow();
  const story = await editor.put<Story>(`/stories/${approved.id}/embargo`, { until }, approved.version);

  const administrator = await api("administrator");
  const { token } = await administrator.post<{ token: string }>("/me/tokens", {
    name: headline, scopes: ["read", "write", "publish", "admin"], expires_at: tomorrow(),
  });
  const program = await api(undefined, { Authorization: `Bearer ${token}` });
  const early = new Date(Date.parse(until) - 1000).toISOString();
  for (const client of [editor, administrator, program]) {
    for (const order of [{}, { at: early }, { at: inSeconds(60), until: tomorrow() }]) {
      const refused = await client.ask("POST", `/stories/${story.id}/publish`, { body: { significant: false, ...order }, version: story.version });
      expect(refused).toMatchObject({ status: 403, problem: "embargo" });
    }
  }

  const paper = await Paper.open(await as("administrator"), story.id);
  const panel = await paper.tab("Publishing");
  await expect(panel.getByText(/^Under embargo until .* Nobody can publish it before\.$/)).toBeVisible();
  await expect(panel.getByRole("radio", { name: "Now" })).toHaveCount(0);
  await panel.getByLabel("It goes public").fill(zoned(new Date(inSeconds(3600))));
  await panel.getByRole("button", { name: /^Publish (at )?/ }).click();
  await expect(panel.getByText(/Under embargo until .*: not before\./)).toBeVisible();
  expect((await editor.story(story.id)).state).toBe("approval");

  // At the very moment it may.
  const scheduled = await editor.publish(story, { at: until });
  expect(scheduled.status).toBe("scheduled");
  await lacks(editor.request, "/latest", headline);
});

test("an embargo is lifted by an act of its own, and then the story can be published", async ({ api, as }) => {
  const headline = unique("Budget speech");
  const editor = await api("editor");
  const story = await editor.approve(await editor.draft(headline));
  const paper = await Paper.open(await as("editor"), story.id);
  const panel = await paper.tab("Publishing");
  await panel.getByRole("button", { name: "Put it under embargo…" }).click();
  await panel.getByLabel("Nobody may publish it before").fill(zoned(new Date(tomorrow())));
  await panel.getByRole("button", { name: "Set the embargo" }).click();
  await paper.told(/^Under embargo until/);
  await panel.getByRole("button", { name: /^Embargo until/ }).click();
  await panel.getByRole("button", { name: "Lift it" }).click();
  await paper.told("The embargo is lifted.");
  await panel.getByRole("radio", { name: "Now" }).check();
  await panel.getByRole("button", { name: "Publish now" }).click();
  await paper.told("The story is public.");
  await reads(editor.request, story.path || (await editor.story(story.id)).path, headline);
  const { items } = await (await api("administrator")).get<{ items: { act: string }[] }>(`/audit?target=${story.id}`);
  expect(items.filter((e) => e.act === "story.embargo")).toHaveLength(2);
});

test("a story that ends is gone on time, and its address says why", async ({ api, as }) => {
  const headline = unique("Ten pounds off at the lido");
  const client = await api("editor");
  const until = inSeconds(5);
  const story = await client.published(headline, {}, { until, until_reason: "The offer has ended." });
  const reader = (await api()).request;
  await reads(reader, story.path, headline);
  await changesAt(reader, story.path, until, (status, text) => status === 410 && text.includes("The offer has ended."));
  await lacks(reader, "/latest", headline);
  const page = await as("editor");
  await page.goto("/desk?status=ended");
  await expect(page.getByRole("row", { name: headline })).toContainText(/Ended/);
});

test("two people publish at once: one does, the other is told", async ({ api }) => {
  const [editor, administrator] = [await api("editor"), await api("administrator")];
  const story = await editor.approve(await editor.draft(unique("Two hands on one story")));
  const answers = await Promise.all(
    [editor, administrator].map((c) => c.ask<Story>("POST", `/stories/${story.id}/publish`, { body: { significant: false }, version: story.version })),
  );
  expect(answers.map((a) => a.status).sort()).toEqual([200, 412]);
  const stale = answers.find((a) => a.status === 412)!;
  expect(stale.problem).toBe("stale");
  expect((stale.body as unknown as { current: Story }).current.status).toBe("published");
  expect((await editor.story(story.id)).publications).toHaveLength(1);
});
