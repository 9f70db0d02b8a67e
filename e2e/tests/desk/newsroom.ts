import { randomBytes, randomInt } from "node:crypto";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { type Browser, type BrowserContextOptions, expect, type Page, type PlaywrightWorkerArgs, test as base } from "@playwright/test";

import { type Served, serve } from "../../program.ts";
import { Client } from "./client.ts";

export { expect };

export type Role = "reporter" | "sub-editor" | "editor" | "picture-editor" | "administrator";

export interface Login {
  email: string;
  password: string;
}

type State = Exclude<BrowserContextOptions["storageState"], string | undefined>;
type Request = PlaywrightWorkerArgs["playwright"]["request"];

/** A demo newsroom with its people, on the engine of the project. */
export class Newsroom {
  /** A passkey belongs to a name, and 127.0.0.1 is none. */
  readonly url: string;
  private served?: Served;
  private readonly sessions = new Map<Role, Promise<State>>();

  private constructor(
    readonly data: string,
    private readonly port: number,
    private readonly database: string[],
  ) {
    this.url = `http://localhost:${port}`;
  }

  static async open(project: string, worker: number): Promise<Newsroom> {
    const data = await mkdtemp(join(tmpdir(), "masthead-desk-"));
    const database = project.includes("PostgreSQL") ? ["--database", await freshDatabase(worker)] : [];
    for (let tries = 1; ; tries++) {
      const newsroom = new Newsroom(data, await freePort(), database);
      try {
        await newsroom.start();
        return newsroom;
      } catch (failure) {
        if (tries === 3) throw failure; // somebody else may have taken the port meanwhile
      }
    }
  }

  /** Starts the program, at the address that it had before where it ran before. */
  async start(): Promise<void> {
    this.served = await serve("--data", this.data, "--demo", "--addr", `127.0.0.1:${this.port}`, "--base-url", this.url, ...this.database);
    await this.served.says(/demo's (people|logins)/);
  }

  async stop(signal?: NodeJS.Signals): Promise<void> {
    await this.served?.stop(signal);
  }

  async close(): Promise<void> {
    await this.stop();
    await rm(this.data, { recursive: true, force: true });
  }

  /** The login of a role's person in the demo. */
  async login(role: Role): Promise<Login> {
    const text = await readFile(join(this.data, "demo-logins.txt"), "utf8");
    for (const line of text.split("\n")) {
      const [title, email, password] = line.trim().split(/\s{2,}/);
      if (title?.toLowerCase().replace(" ", "-") === role) return { email: email!, password: password! };
    }
    throw new Error(`no login of a ${role} in demo-logins.txt`);
  }

  /** The session of a role's person, which all tests of a worker share: hashing a password takes time, and is meant to. */
  session(request: Request, role: Role): Promise<State> {
    const open = async (): Promise<State> => {
      const context = await request.newContext({ baseURL: this.url, extraHTTPHeaders: elsewhere() });
      await new Client(context).post("/login", await this.login(role));
      const state = await context.storageState();
      await context.dispose();
      return state;
    };
    const session = this.sessions.get(role) ?? open();
    this.sessions.set(role, session);
    return session;
  }

  /** The API, for what a test needs to be there. Whoever asks disposes of its request. */
  async client(request: Request, role?: Role, headers?: Record<string, string>): Promise<Client> {
    return new Client(
      await request.newContext({
        baseURL: this.url,
        extraHTTPHeaders: { ...elsewhere(), ...headers },
        ...(role && { storageState: await this.session(request, role) }),
      }),
    );
  }
}

/** Has a request come from an address of its own, so that what one test tries does not slow down another. */
export function elsewhere(): Record<string, string> {
  return { "X-Forwarded-For": `10.${randomInt(256)}.${randomInt(256)}.${randomInt(1, 255)}` };
}

async function freshDatabase(worker: number): Promise<string> {
  const server = process.env.MASTHEAD_TEST_POSTGRES!;
  const name = `masthead_desk_${worker}_${randomBytes(4).toString("hex")}`;
  const { Client: Database } = await import("pg");
  const database = new Database({ connectionString: server });
  await database.connect();
  await database.query(`CREATE DATABASE ${name}`);
  await database.end();
  const url = new URL(server);
  url.pathname = "/" + name;
  return url.toString();
}

function freePort(): Promise<number> {
  return new Promise((found, failed) => {
    const server = createServer().on("error", failed);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => found(port));
    });
  });
}

interface Tools {
  /** A page of somebody who is signed in. */
  as: (role: Role, options?: BrowserContextOptions) => Promise<Page>;
  /** A page of somebody whom nobody knows. */
  stranger: (options?: BrowserContextOptions) => Promise<Page>;
  /** The API, as somebody who is signed in or, without a role, as nobody. */
  api: (role?: Role, headers?: Record<string, string>) => Promise<Client>;
}

/** Tests of the desk: one newsroom for each worker, and ways to be anybody in it. */
export const test = base.extend<Tools, { newsroom: Newsroom }>({
  newsroom: [
    async ({}, use, info) => {
      base.skip(
        info.project.name.includes("PostgreSQL") && !process.env.MASTHEAD_TEST_POSTGRES,
        "no PostgreSQL server: MASTHEAD_TEST_POSTGRES is not set",
      );
      const newsroom = await Newsroom.open(info.project.name, info.workerIndex);
      await use(newsroom);
      await newsroom.close();
    },
    { scope: "worker", timeout: 90_000 },
  ],
  as: async ({ browser, newsroom, playwright }, use) => {
    await withPages(browser, newsroom, (open) =>
      use(async (role, options) => open({ storageState: await newsroom.session(playwright.request, role), ...options })),
    );
  },
  stranger: async ({ browser, newsroom }, use) => {
    await withPages(browser, newsroom, (open) => use(open));
  },
  api: async ({ newsroom, playwright }, use) => {
    const opened: Client[] = [];
    await use(async (role, headers) => {
      const client = await newsroom.client(playwright.request, role, headers);
      opened.push(client);
      return client;
    });
    await Promise.all(opened.map((c) => c.request.dispose()));
  },
});

type Open = (options?: BrowserContextOptions) => Promise<Page>;

/** Closes the pages that a test has opened when it is over. */
async function withPages(browser: Browser, newsroom: Newsroom, run: (open: Open) => Promise<void>): Promise<void> {
  const contexts: { close(): Promise<void> }[] = [];
  await run(async (options) => {
    const context = await browser.newContext({
      baseURL: newsroom.url, extraHTTPHeaders: elsewhere(), timezoneId: "Europe/London", locale: "en-GB", ...options,
    });
    contexts.push(context);
    return context.newPage();
  });
  await Promise.all(contexts.map((c) => c.close()));
}

/** Signs in by hand. */
export async function signIn(page: Page, { email, password }: Login): Promise<void> {
  await page.goto("/desk");
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page.getByRole("table", { name: "Stories" })).toBeVisible();
}

/** Signs out by hand. */
export async function signOut(page: Page): Promise<void> {
  await page.getByRole("button", { name: /: menu$/ }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(page.getByRole("heading", { name: "Sign in to the desk" })).toBeVisible();
}
