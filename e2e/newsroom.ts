import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";

const program = process.env.MASTHEAD_BIN ?? resolve(import.meta.dirname, "../bin/masthead");

/** Starts a demo newsroom of its own on a free port, puts its address into MASTHEAD_URL, and ends it after the tests. */
export default async function newsroom(): Promise<() => Promise<void>> {
  const data = await mkdtemp(join(tmpdir(), "masthead-e2e-"));
  const server = spawn(program, ["serve", "--demo", "--data", data, "--addr", "127.0.0.1:0"], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  process.env.MASTHEAD_URL = await address(server);
  return async () => {
    const ended = new Promise((done) => server.once("exit", done));
    server.kill("SIGTERM");
    await ended;
    await rm(data, { recursive: true, force: true });
  };
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
