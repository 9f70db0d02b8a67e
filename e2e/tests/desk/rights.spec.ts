import { type Answer, body, type Client, inSeconds, type Story, type Topic } from "./client.ts";
import { expect, type Role, signIn, signOut, test } from "./newsroom.ts";
import { Paper } from "./paper.ts";
import { invite, join, newPassword, somebody } from "./people.ts";
import { png } from "./picture.ts";

const unique = (what: string): string => `${what} ${Date.now()}${Math.random()}`;
const roles: Role[] = ["reporter", "sub-editor", "editor", "picture-editor", "administrator"];

const offered: Record<Role, { places: string[]; settings: string[]; writes: boolean }> = {
  reporter: { places: ["Stories"], settings: [], writes: true },
  "sub-editor": { places: ["Stories"], settings: [], writes: true },
  editor: { places: ["Stories", "Settings"], settings: ["Topics", "Contributors"], writes: true },
  "picture-editor": { places: ["Stories"], settings: [], writes: false },
  administrator: {
    places: ["Stories", "People", "Settings", "Audit"],
    settings: ["Site", "Workflow", "Theme", "Sections", "Topics", "Contributors"],
    writes: true,
  },
};

for (const role of roles) {
  test(`the desk offers the ${role} what their role is for, and shows nothing else`, async ({ as }) => {
    const { places, settings, writes } = offered[role];
    const page = await as(role);
    await page.goto("/desk");
    await expect(page.getByRole("navigation", { name: "Desk" }).getByRole("link")).toHaveText(places);
    await expect(page.getByRole("button", { name: "New story" })).toHaveCount(writes ? 1 : 0);
    for (const [place, path] of [["People", "/desk/people"], ["Audit", "/desk/audit"]] as const) {
      await page.goto(path);
      const heading = page.getByRole("heading", { level: 1 });
      await expect(heading).toHaveText(places.includes(place) ? (place === "Audit" ? "Audit log" : place) : "Not for you");
    }
    await page.goto("/desk/settings/site");
    const tabs = page.getByRole("navigation", { name: "Settings" }).getByRole("link");
    await expect(tabs).toHaveText(settings);
    if (!settings.includes("Site")) await expect(page.getByText("Your role does not show you this.")).toBeVisible();
  });
}

/** What is asked of the API, and by whom it is not refused. Each gets a story that waits for approval. */
const calls: Record<string, { by: Role[]; ask: (c: Client, story: Story) => Promise<Answer<unknown>> }> = {
  "see the stories": { by: roles, ask: (c) => c.ask("GET", "/stories") },
  "begin a story": { by: ["reporter", "sub-editor", "editor", "administrator"], ask: (c) => c.ask("POST", "/stories", { body: { kind: "article" } }) },
  "change a story that waits for approval": {
    by: ["sub-editor", "editor", "administrator"],
    ask: (c, s) => c.ask("PUT", `/stories/${s.id}/draft`, { body: { content: { ...s.content, body: body("Changed.") } }, version: s.version }),
  },
  "send a story back": {
    by: ["sub-editor", "editor", "administrator"],
    ask: (c, s) => c.ask("POST", `/stories/${s.id}/acts`, { body: { act: "send_back", note: "Who says so?" }, version: s.version }),
  },
  "publish a story": {
    by: ["editor", "administrator"],
    ask: (c, s) => c.ask("POST", `/stories/${s.id}/publish`, { body: { significant: false }, version: s.version }),
  },
  "put a story on hold": {
    by: ["editor", "administrator"],
    ask: (c, s) => c.ask("POST", `/stories/${s.id}/acts`, { body: { act: "hold", note: "Counsel reads it." }, version: s.version }),
  },
  "set an embargo": {
    by: ["editor", "administrator"],
    ask: (c, s) => c.ask("PUT", `/stories/${s.id}/embargo`, { body: { until: inSeconds(3600) }, version: s.version }),
  },
  "assign a story": {
    by: ["sub-editor", "editor", "administrator"],
    ask: (c, s) => c.ask("PUT", `/stories/${s.id}/assignee`, { body: { person: "" }, version: s.version }),
  },
  "share a preview": {
    by: ["sub-editor", "editor", "administrator"],
    ask: (c, s) => c.ask("POST", `/stories/${s.id}/previews`, { body: { expires_in: 60 } }),
  },
  "add a picture": {
    by: roles,
    ask: (c) => c.ask("POST", "/pictures?filename=grey.png", { body: png(8, 8), headers: { "Content-Type": "image/png" } }),
  },
  "create a topic": {
    by: ["sub-editor", "editor", "administrator"],
    ask: (c) => c.ask("POST", "/topics", { body: { name: unique("Topic"), description: "" } }),
  },
  "create a contributor": {
    by: ["editor", "administrator"],
    ask: (c) => c.ask("POST", "/contributors", { body: { name: unique("Ann"), role: "", bio: "" } }),
  },
  "create a section": {
    by: ["administrator"],
    ask: (c) => c.ask("POST", "/sections", { body: { name: "City", slug: "city", description: "", colour: "" } }), // which there is
  },
  "change the settings": { by: ["administrator"], ask: (c) => c.ask("PUT", "/settings", { body: settings, version: 0 }) },
  "invite somebody": { by: ["administrator"], ask: (c) => c.ask("POST", "/people/invitations", { body: { ...somebody(), role: "reporter", sections: [] } }) },
  "read the audit log": { by: ["administrator"], ask: (c) => c.ask("GET", "/audit") },
  "export the audit log": { by: ["administrator"], ask: (c) => c.ask("GET", "/audit.csv") },
};

const settings = { name: "X", tagline: "", language: "en-GB", time_zone: "Europe/London", skip_subs: false, skip_approval: false, choices: {} };

for (const role of roles) {
  test(`the API refuses the ${role} what is not theirs, in plain words`, async ({ api }) => {
    const [editor, client] = [await api("editor"), await api(role)];
    for (const [what, { by, ask }] of Object.entries(calls)) {
      const story = await editor.approve(await editor.draft(unique(what)));
      const { status, problem, body: told } = (await ask(client, story)) as Answer<{ detail: string }>;
      if (by.includes(role)) {
        expect.soft(status, `${role}: ${what}: ${JSON.stringify(told)}`).not.toBe(403);
        expect.soft(status, `${role}: ${what}: ${JSON.stringify(told)}`).toBeLessThan(500);
      } else {
        expect.soft({ what, status, problem }).toEqual({ what, status: 403, problem: "forbidden" });
        expect.soft(told.detail).toMatch(/^You may not .*\.$/);
      }
    }
  });
}

test("somebody limited to a section is refused in another, in the desk and by the API", async ({ api, stranger }) => {
  const [administrator, newcomer, editor] = [await api("administrator"), await api(), await api("editor")];
  const sport = await administrator.section("sport");
  const who = await join(administrator, newcomer, "sub-editor", [sport.id]);
  const elsewhere = await editor.draft(unique("In the city"));
  const own = await editor.draft(unique("On the pitch"), { section: sport.id });
  const change = (s: Story) => newcomer.ask("PUT", `/stories/${s.id}/draft`, { body: { content: { ...s.content, kicker: "K" } }, version: s.version });
  expect(await change(elsewhere)).toMatchObject({ status: 403, problem: "forbidden" });
  expect((await change(own)).status).toBe(200);
  const moved = await editor.story(own.id);
  const out = { ...moved.content, section: elsewhere.content.section };
  expect(await newcomer.ask("PUT", `/stories/${own.id}/draft`, { body: { content: out }, version: moved.version })).toMatchObject({ status: 403 });

  const page = await stranger();
  await signIn(page, who);
  const paper = await Paper.open(page, elsewhere.id);
  await expect(page.getByText("This story is in a section that is not yours.")).toBeVisible();
  await expect(paper.line("Headline")).not.toBeEditable();
});

test("somebody is invited, joins by the link, and the link works no more", async ({ as, stranger }) => {
  const { name, email } = somebody();
  const administrator = await as("administrator");
  await administrator.goto("/desk/people");
  await administrator.getByRole("button", { name: "Invite somebody" }).click();
  const dialog = administrator.getByRole("dialog");
  await dialog.getByLabel("Name").fill(name);
  await dialog.getByLabel("E-mail").fill(email);
  await dialog.getByLabel("Role").selectOption({ label: "Sub-editor" });
  await dialog.getByRole("button", { name: "Make the link" }).click();
  const link = await dialog.getByLabel("Link to join").inputValue();
  await dialog.getByRole("button", { name: "Done" }).click();
  await expect(administrator.getByRole("row", { name })).toContainText("Invited");

  const page = await stranger();
  await page.goto(link);
  await expect(page.getByText(`You are invited as sub-editor, and will sign in with ${email}.`)).toBeVisible();
  await page.getByLabel("Password", { exact: true }).fill("password12345");
  await page.getByRole("button", { name: "Join" }).click();
  await expect(page.getByText(/easily guessed/).first()).toBeVisible();
  const password = newPassword();
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Join" }).click();
  await expect(page.getByRole("button", { name: `${name}: menu` })).toBeVisible();
  await signOut(page);
  await signIn(page, { email, password });

  const late = await stranger();
  await late.goto(link);
  await expect(late.getByRole("heading", { name: "This link does not work any more" })).toBeVisible();
});

test("an administrator's link sets a new password, and signs out everywhere else", async ({ api, as, stranger }) => {
  const [administrator, newcomer] = [await api("administrator"), await api()];
  const { person, email, password } = await join(administrator, newcomer, "reporter");
  const page = await as("administrator");
  await page.goto("/desk/people");
  await page.getByRole("button", { name: person.name }).click();
  const dialog = page.getByRole("dialog", { name: person.name });
  await dialog.getByRole("button", { name: "Make a link for a new password" }).click();
  const link = await dialog.getByLabel("Link for a new password").inputValue();

  const theirs = await stranger();
  await theirs.goto(link);
  await expect(theirs.getByRole("heading", { name: "Set a new password" })).toBeVisible();
  const next = newPassword();
  await theirs.getByLabel("Password", { exact: true }).fill(next);
  await theirs.getByRole("button", { name: "Set the password" }).click();
  await expect(theirs.getByRole("table", { name: "Stories" })).toBeVisible();

  expect(await newcomer.ask("GET", "/me")).toMatchObject({ status: 401, problem: "not-signed-in" });
  const login = (tried: string) => newcomer.ask("POST", "/login", { body: { email, password: tried } });
  expect(await login(password)).toMatchObject({ status: 401 });
  expect(await login(next)).toMatchObject({ status: 200 });
});

test("a session that is ended elsewhere asks to sign in again", async ({ api, stranger }) => {
  const who = await join(await api("administrator"), await api(), "reporter");
  const [here, there] = [await stranger(), await stranger()];
  await signIn(here, who);
  await signIn(there, who);
  await here.goto("/desk/account");
  await here.getByRole("button", { name: "End all others" }).click();
  await expect(here.getByText("All other sessions have ended.")).toBeVisible();
  await there.getByRole("link", { name: /^Mine/ }).click();
  await expect(there.getByRole("dialog", { name: "Please sign in again" })).toBeVisible();
  await expect(here.getByRole("listitem").filter({ hasText: "This one" })).toBeVisible();
});

test("a session is no good after its person has signed out, nor one that was made up", async ({ api, stranger }) => {
  const who = await join(await api("administrator"), await api(), "reporter");
  const page = await stranger();
  await signIn(page, who);
  const [cookie] = (await page.context().cookies()).filter((c) => c.name === "masthead");
  expect(cookie).toMatchObject({ httpOnly: true, sameSite: "Lax" });
  await signOut(page);
  for (const value of [cookie!.value, "x".repeat(cookie!.value.length)]) {
    const client = await api(undefined, { Cookie: `masthead=${value}` });
    expect(await client.ask("GET", "/me")).toMatchObject({ status: 401, problem: "not-signed-in" });
    expect(await client.ask("POST", "/stories", { body: { kind: "article" } })).toMatchObject({ status: 401 });
  }
  const forged = await api(undefined, { Authorization: "Bearer mh_" + "a".repeat(40) });
  expect(await forged.ask("GET", "/stories")).toMatchObject({ status: 401, problem: "not-signed-in" });
});

test("somebody who is shut out is out at once, in every window", async ({ api, as, stranger }) => {
  const who = await join(await api("administrator"), await api(), "editor");
  const page = await stranger();
  await signIn(page, who);
  const administrator = await as("administrator");
  await administrator.goto("/desk/people");
  await administrator.getByRole("button", { name: who.person.name }).click();
  const dialog = administrator.getByRole("dialog", { name: who.person.name });
  await dialog.getByLabel("May sign in").uncheck();
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(administrator.getByText(`${who.person.name} is shut out, and signed out everywhere.`)).toBeVisible();
  await page.getByRole("link", { name: /^Mine/ }).click();
  const again = page.getByRole("dialog", { name: "Please sign in again" });
  await again.getByLabel("Password", { exact: true }).fill(who.password);
  await again.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(again.getByText("The e-mail address or the password is not right.")).toBeVisible();
});

test("a page of another site cannot write with a reader's session", async ({ as, api, newsroom }) => {
  const client = await api("editor");
  for (const headers of [{ Origin: "https://elsewhere.example" }, { "Sec-Fetch-Site": "cross-site" }] as Record<string, string>[]) {
    expect(await client.ask("POST", "/stories", { body: { kind: "article" }, headers })).toMatchObject({ status: 403, problem: "cross-origin" });
  }
  const before = await client.get<{ mine: number }>("/stories/counts");
  const page = await as("editor");
  await page.route("http://elsewhere.example/", (route) => route.fulfill({ contentType: "text/html", body: "<h1>Elsewhere</h1>" }));
  await page.goto("http://elsewhere.example/");
  await page.evaluate(async (url) => {
    const form = { method: "POST", mode: "no-cors", credentials: "include", body: '{"kind":"article"}' } as const;
    await fetch(url, form).catch(() => undefined);
  }, newsroom.url + "/api/v1/stories");
  expect((await client.get<{ mine: number }>("/stories/counts")).mine).toBe(before.mine);
});

test("passwords that are guessed are slowed down, in the same words for every failure", async ({ api }) => {
  const { email } = (await invite(await api("administrator"), "reporter")).person;
  const guess = async (address: string) => (await api()).ask("POST", "/login", { body: { email: address, password: "guess-" + Math.random() } });
  const known = await guess(email);
  const unknown = await guess("nobody@ormsea.example");
  expect(known).toMatchObject({ status: 401, problem: "not-signed-in" });
  expect(unknown.body.detail).toBe(known.body.detail);
  let last = known;
  for (let n = 0; n < 8 && last.status !== 429; n++) last = await guess(email);
  expect(last).toMatchObject({ status: 429, problem: "too-many" });
  expect(Number(last.headers["retry-after"])).toBeGreaterThan(0);

  const flood = await api();
  const answers = await Promise.all(Array.from({ length: 100 }, () => flood.ask("POST", "/login", { body: { email: somebody().email, password: "x" } })));
  expect(answers.filter((a) => a.status === 429).length).toBeGreaterThan(80);
  expect(answers.filter((a) => ![401, 429].includes(a.status))).toEqual([]);
  expect((await (await api("editor")).ask("GET", "/me")).status).toBe(200);
});

test("what is sent wrongly is refused in plain words, and nothing is lost", async ({ api }) => {
  const client = await api("editor");
  const story = await client.draft(unique("As it stands"));
  const put = (content: object) => client.ask("PUT", `/stories/${story.id}/draft`, { body: { content: { ...story.content, ...content } }, version: story.version });
  const doc = (...content: object[]) => ({ body: { type: "doc", attrs: { version: 1 }, content } });
  const link = { type: "text", text: "here", marks: [{ type: "link", attrs: { href: "javascript:alert(1)" } }] };
  const wrong: Record<string, object> = {
    "an unknown block": doc({ type: "marquee" }),
    "an invalid link": doc({ type: "paragraph", content: [link] }),
    "a headline of 10,000 characters": { headline: "x".repeat(10_000) },
    "a section that is not there": { section: "0000000000000" },
    "a body of 5 MB": doc({ type: "paragraph", content: [{ type: "text", text: "x".repeat(5 << 20) }] }),
  };
  for (const [what, content] of Object.entries(wrong)) {
    const { status, problem, body: told } = await put(content);
    expect.soft([400, 413], what).toContain(status);
    expect.soft(problem, what).toMatch(/^(invalid|too-large)$/);
    expect.soft(told.detail, what).not.toBe("");
  }
  const approved = await client.approve(await client.story(story.id));
  const publish = (order: object) => client.ask("POST", `/stories/${story.id}/publish`, { body: { significant: false, ...order }, version: approved.version });
  for (const order of [{ at: "1066-10-14T09:00:00Z" }, { at: "9999-01-01T00:00:00Z" }, { at: "soon" }, { until: "2000-01-01T00:00:00Z" }]) {
    expect.soft(await publish(order), JSON.stringify(order)).toMatchObject({ status: 400, problem: "invalid" });
  }
  expect(await client.ask("PUT", `/stories/${story.id}/draft`, { body: { content: story.content } })).toMatchObject({ status: 428, problem: "precondition-required" });
  expect((await client.story(story.id)).content).toEqual(story.content);
});

test("the topics that somebody may create are created as they file a story; the reporter is offered none", async ({ as, api }) => {
  const name = unique("Lanterns").replace(".", "");
  const client = await api("sub-editor");
  const story = await client.draft(unique("Filed"));
  const paper = await Paper.open(await as("sub-editor"), story.id);
  const details = await paper.tab("Details");
  await details.getByRole("combobox", { name: "Topics" }).fill(name);
  await paper.page.getByRole("option", { name: `Create the topic “${name}”` }).click();
  await expect(details.getByRole("list", { name: "Topics" })).toContainText(name);
  await paper.saved();
  await expect.poll(async () => (await client.story(story.id)).content.topics.length).toBe(1);
  const topic = await client.get<Topic>(`/topics/${(await client.story(story.id)).content.topics[0]}`);
  expect(topic.name).toBe(name);

  const own = await (await api("reporter")).draft(unique("Mine"));
  const theirs = await Paper.open(await as("reporter"), own.id);
  await (await theirs.tab("Details")).getByRole("combobox", { name: "Topics" }).fill(unique("Nothing like it"));
  await expect(theirs.page.getByText("Nothing by that name.")).toBeVisible();
  await expect(theirs.page.getByRole("option", { name: /^Create/ })).toHaveCount(0);
});
