import { type ChildProcess, spawn } from "node:child_process";
import { resolve } from "node:path";
import { createInterface } from "node:readline";

const program = process.env.MASTHEAD_BIN ?? resolve(import.meta.dirname, "../bin/masthead");

/** A program that serves, and what it has said so far. */
export interface Served {
  url: string;
  said: string[];
  /** Ends it with a signal and waits until it has ended. */
  stop(signal?: NodeJS.Signals): Promise<void>;
}

/** Starts 'masthead serve' and waits for the line in which it says where. */
export function serve(...args: string[]): Promise<Served> {
  const server = spawn(program, ["serve", "--log-level", "warn", ...args], { stdio: ["ignore", "pipe", "inherit"] });
  const said: string[] = [];
  return new Promise((found, failed) => {
    const late = setTimeout(() => failed(new Error("the program did not say its address within 60 s")), 60_000);
    server.once("exit", (code) => failed(new Error(`the program ended with code ${code}`)));
    createInterface({ input: server.stdout! }).on("line", (line) => {
      said.push(line);
      const url = /answers at (https?:\/\/[\w.:[\]-]+)/.exec(line)?.[1];
      if (url) {
        clearTimeout(late);
        found({ url, said, stop: (signal = "SIGTERM") => stop(server, signal) });
      }
    });
  });
}

async function stop(server: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const ended = new Promise((done) => server.once("exit", done));
  server.kill(signal);
  await ended;
}
