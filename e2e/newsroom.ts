import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";

const program = process.env.MASTHEAD_BIN ?? resolve(import.meta.dirname, "../bin/masthead");

const day = 24 * 60 * 60 * 1000;

/**
 * Starts a demo newsroom of its own on a free port, and beside it the same newsroom as it stood five days ago, puts their
 * addresses into MASTHEAD_URL and MASTHEAD_PAST_URL, and ends both after the tests.
 */
export default async function newsroom(): Promise<() => Promise<void>> {
  const data = await mkdtemp(join(tmpdir(), "masthead-e2e-"));
  const present = start(data, "--demo");
  process.env.MASTHEAD_URL = await address(present);
  const past = start(data, "--at", new Date(Date.now() - 4.5 * day).toISOString());
  process.env.MASTHEAD_PAST_URL = await address(past);
  return async () => {
    await Promise.all([present, past].map(stop));
    await rm(data, { recursive: true, force: true });
  };
}

function start(data: string, ...args: string[]): ChildProcess {
  return spawn(program, ["serve", "--data", data, "--addr", "127.0.0.1:0", "--log-level", "warn", ...args], {
    stdio: ["ignore", "pipe", "inherit"],
  });
}

async function stop(server: ChildProcess): Promise<void> {
  const ended = new Promise((done) => server.once("exit", done));
  server.kill("SIGTERM");
  await ended;
}

/** Waits for the line in which the program says where it serves. */
function address(server: ChildProcess): Promise<string> {
  return new Promise((found, failed) => {
    const late = setTimeout(() => failed(new Error("the program did not say its address within 60 s")), 60_000);
    server.once("exit", (code) => failed(new Error(`the program ended with code ${code}`)));
    createInterface({ input: server.stdout! }).on("line", (line) => {
      const url = /https?:\/\/[\w.:[\]-]+/.exec(line)?.[0];
      if (url) {
        clearTimeout(late);
        found(url);
      }
    });
  });
}
