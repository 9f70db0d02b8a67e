import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { serve } from "./program.ts";

const day = 24 * 60 * 60 * 1000;

/**
 * Starts a demo newsroom of its own on a free port, and beside it the same newsroom as it stood five days ago, puts their
 * addresses into MASTHEAD_URL and MASTHEAD_PAST_URL, and ends both after the tests.
 */
export default async function newsroom(): Promise<() => Promise<void>> {
  const data = await mkdtemp(join(tmpdir(), "masthead-e2e-"));
  const present = await serve("--data", data, "--addr", "127.0.0.1:0", "--demo");
  process.env.MASTHEAD_URL = present.url;
  const past = await serve("--data", data, "--addr", "127.0.0.1:0", "--at", new Date(Date.now() - 4.5 * day).toISOString());
  process.env.MASTHEAD_PAST_URL = past.url;
  return async () => {
    await Promise.all([present.stop(), past.stop()]);
    await rm(data, { recursive: true, force: true });
  };
}
