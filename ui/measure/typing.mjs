// How long a keystroke takes to be seen in a long story: 'node measure/typing.mjs' in ui/, after 'npm ci' here and in e2e/.
//
// Chromium paints as soon as it can instead of at the screen's next turn, so that what is measured is work and no waiting.

import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, extname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const { chromium } = createRequire(resolve(here, "../../e2e/package.json"))("@playwright/test");
const words = Number(process.argv[2] ?? 5000);
const most = 16; // ms at the 99th percentile

const out = mkdtempSync(join(tmpdir(), "typing-"));
execFileSync("go", ["run", "./desk", "-ui", here, "-out", out], { cwd: resolve(here, "../../tools"), stdio: "inherit" });

const installed = "/usr/bin/chromium";
const browser = await chromium.launch({
  ...(existsSync(installed) && { executablePath: installed }),
  args: ["--no-sandbox", "--disable-gpu", "--disable-frame-rate-limit", "--disable-gpu-vsync"],
});
try {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.route("http://localhost/**", (route) => {
    const { pathname } = new URL(route.request().url());
    const path = pathname.startsWith("/desk/assets/") ? join(out, "assets", pathname.slice("/desk/assets/".length)) : join(out, "index.html");
    const types = { ".js": "text/javascript", ".css": "text/css", ".html": "text/html", ".woff2": "font/woff2" };
    return route.fulfill({ body: readFileSync(path), contentType: types[extname(path)] });
  });
  await page.goto(`http://localhost/?words=${words}`);
  const paragraphs = page.locator(".body-text > p");
  await paragraphs.nth(Math.floor((await paragraphs.count()) / 2)).click();
  await page.keyboard.press("End");
  const round = async () => {
    await page.keyboard.type("The council meets again on Monday, when the letter is read. ", { delay: 15 });
    for (let i = 0; i < 5; i++) await page.keyboard.press("Backspace", { delay: 15 });
    await page.keyboard.press("Enter", { delay: 15 });
  };
  await round(); // to warm up
  await page.evaluate(() => (taken.length = 0));
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("Performance.setTimeDomain", { timeDomain: "threadTicks" });
  await devtools.send("Performance.enable");
  const parts = new Set(["ScriptDuration", "RecalcStyleDuration", "LayoutDuration"]);
  const work = async () => {
    const { metrics } = await devtools.send("Performance.getMetrics");
    return metrics.reduce((sum, { name, value }) => sum + (parts.has(name) ? value * 1000 : 0), 0);
  };
  const before = await work();
  for (let i = 0; i < 10; i++) await round();
  const spent = (await work()) - before;
  const taken = (await page.evaluate(() => taken)).sort((a, b) => a - b);
  const at = (part) => taken[Math.min(taken.length - 1, Math.floor(taken.length * part))];
  const [p50, p99] = [at(0.5), at(0.99)];
  console.log(`${taken.length} keystrokes in ${words} words: ${p50.toFixed(1)} ms median, ${p99.toFixed(1)} ms at the 99th percentile, ${at(1).toFixed(1)} ms at most`);
  console.log(`${(spent / taken.length).toFixed(2)} ms of the processor a keystroke for script, style and layout, whatever else the machine does`);
  process.exitCode = p99 < most ? 0 : 1;
} finally {
  await browser.close();
  rmSync(out, { recursive: true });
}
