import { defineConfig } from "@playwright/test";

import tests from "./playwright.config.ts";

/** The pictures of the documentation, by 'npm run screenshots'. */
export default defineConfig({
  ...tests,
  testDir: ".",
  globalSetup: [],
  workers: 1,
  timeout: 300_000,
  projects: [{ name: "screenshots", testMatch: "screenshots.ts" }],
  use: {
    ...tests.use,
    launchOptions: { ...tests.use!.launchOptions, env: { ...process.env, LANGUAGE: "en_GB" } as Record<string, string> }, // for the order of day and month in fields
  },
});
