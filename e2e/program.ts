import { type ChildProcess, spawn } from "node:child_process";
import { resolve } from "node:path";
import { createInterface } from "node:readline";

const program = process.env.MASTHEAD_BIN ?? resolve(import.meta.dirname, "../bin/masthead");

/** A program that serves. */
export interface Served {
  url: string;
  /** Waits for a line that it has said or will say. */
  says(line: RegExp): Promise<string>;
  /** Ends it with a signal and waits until it has ended. */
  stop(signal?: NodeJS.Signals): Promise<void>;
}

/** Starts 'masthead serve' and waits for the line in which it says where. */
export async function serve(...args: string[]): Promise<Served> {
  const server = spawn(program, ["serve", "--log-level", "warn", ...args], { stdio: ["ignore", "pipe", "inherit"] });
  const lines = createInterface({ input: server.stdout! });
  const said: string[] = [];
  lines.on("line", (line) => said.push(line));
  const says = (wanted: RegExp): Promise<string> =>
    new Promise((found, failed) => {
      const late = setTimeout(() => failed(new Error(`the program did not say ${wanted} within 60 s, but:\n${said.join("\n")}`)), 60_000);
      server.once("error", failed);
      server.once("exit", (code) => failed(new Error(`the program ended with code ${code}`)));
      const hear = (line: string): void => {
        if (!wanted.test(line)) return;
        clearTimeout(late);
        found(line);
      };
      lines.on("line", hear);
      said.forEach(hear);
    });
  const line = await says(/answers at/);
  return { url: /https?:\/\/[\w.:[\]-]+/.exec(line)![0], says, stop: (signal = "SIGTERM") => stop(server, signal) };
}

async function stop(server: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const ended = new Promise((done) => server.once("exit", done));
  server.kill(signal);
  await ended;
}
