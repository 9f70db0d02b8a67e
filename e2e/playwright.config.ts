import { defineConfig } from "@playwright/test";

export default defineConfig({
  testDir: "tests",
  workers: 2,
  fullyParallel: true,
  timeout: 60_000,
  forbidOnly: !!process.env.CI,
  reporter: process.env.CI ? [["line"]] : [["list"]],
  use: {
    actionTimeout: 15_000,
    launchOptions: {
      executablePath: process.env.MASTHEAD_CHROMIUM ?? "/usr/bin/chromium",
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
  globalSetup: "./newsroom.ts",
  projects: [
    { name: "site", testMatch: "*.spec.ts", testIgnore: "desk/**" },
    { name: "desk on SQLite", testMatch: "desk/*.spec.ts" },
    // Where there is no server the tests skip and say so. How a view looks is no matter of the engine.
    { name: "desk on PostgreSQL", testMatch: "desk/*.spec.ts", testIgnore: "desk/views.spec.ts" },
  ],
});
