import { randomBytes } from "node:crypto";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { type APIRequestContext, test as base, type Browser, type BrowserContextOptions, expect, type Page } from "@playwright/test";

import { type Served, serve } from "../../program.ts";

export { expect };

export type Role = "reporter" | "sub-editor" | "editor" | "picture-editor" | "administrator";

interface Login {
  email: string;
  password: string;
}

/** A demo newsroom with its people, on the engine of the project. */
export class Newsroom {
  url = "";
  private served?: Served;

  private constructor(
    readonly data: string,
    private readonly database: string[],
  ) {}

  static async open(project: string, worker: number): Promise<Newsroom> {
    const data = await mkdtemp(join(tmpdir(), "masthead-desk-"));
    const database = project.includes("PostgreSQL") ? ["--database", await freshDatabase(worker)] : [];
    const newsroom = new Newsroom(data, database);
    await newsroom.start();
    return newsroom;
  }

  /** Starts the program, at the address that it had before where it ran before. */
  async start(): Promise<void> {
    const addr = this.url ? new URL(this.url).host : "127.0.0.1:0";
    this.served = await serve("--data", this.data, "--addr", addr, "--demo", ...this.database);
    this.url = this.served.url;
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
      const [email, password, ...rest] = line.trim().split(/\s+/);
      if (email?.includes("@") && rest.join(" ") === role) return { email, password: password! };
    }
    throw new Error(`no login of a ${role} in demo-logins.txt:\n${text}`);
  }
}

async function freshDatabase(worker: number): Promise<string> {
  const server = process.env.MASTHEAD_TEST_POSTGRES!;
  const name = `masthead_desk_${worker}_${randomBytes(4).toString("hex")}`;
  const { Client } = await import("pg");
  const client = new Client({ connectionString: server });
  await client.connect();
  await client.query(`CREATE DATABASE ${name}`);
  await client.end();
  const url = new URL(server);
  url.pathname = "/" + name;
  return url.toString();
}

/** Tests of the desk: one newsroom for each worker, and a way to sign in as anybody. */
export const test = base.extend<{ as: (role: Role, options?: BrowserContextOptions) => Promise<Page> }, { newsroom: Newsroom }>({
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
  as: async ({ browser, newsroom }, use) => {
    const contexts: { close(): Promise<void> }[] = [];
    await use(async (role, options) => {
      const page = await signedIn(browser, newsroom, role, options);
      contexts.push(page.context());
      return page;
    });
    await Promise.all(contexts.map((c) => c.close()));
  },
});

/** A page at the desk, signed in by the API so that not every test types a password. */
async function signedIn(browser: Browser, newsroom: Newsroom, role: Role, options?: BrowserContextOptions): Promise<Page> {
  const context = await browser.newContext({ baseURL: newsroom.url, ...options });
  await signIn(context.request, newsroom, role);
  return context.newPage();
}

export async function signIn(request: APIRequestContext, newsroom: Newsroom, role: Role): Promise<void> {
  const answer = await request.post(newsroom.url + "/api/v1/login", {
    data: await newsroom.login(role),
    headers: { origin: newsroom.url },
  });
  expect(answer.status(), await answer.text()).toBe(200);
}
