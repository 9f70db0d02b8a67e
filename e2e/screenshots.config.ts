import { defineConfig } from "@playwright/test";

import tests from "./playwright.config.ts";

/** The pictures of the documentation, by 'npm run screenshots'. */
export default defineConfig({
  ...tests,
  testDir: ".",
  globalSetup: [],
  workers: 1,
  timeout: 150_000,
  projects: [{ name: "screenshots", testMatch: "screenshots.ts" }],
});
