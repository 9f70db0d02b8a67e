import { chromium } from "@playwright/test";
import { readFileSync } from "node:fs";
const [,, base, data, out, ...only] = process.argv;
const logins = Object.fromEntries(readFileSync(data + "/demo-logins.txt","utf8").trim().split("\n").map(l => { const p=l.trim().split(/\s{2,}/); return [p[0].toLowerCase().replace(" ","-"), {email:p[1], password:p[2]}]; }));
const b = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox","--disable-gpu","--disable-quic","--no-first-run","--disable-background-networking","--disable-component-update","--disable-sync"] });
for (const [w, scheme] of [[1440,"light"],[390,"light"],[1440,"dark"],[390,"dark"]]) {
  const c = await b.newContext({ viewport: { width: w, height: w > 1000 ? 900 : 844 }, colorScheme: scheme, baseURL: base });
  const p = await c.newPage();
  p.on("console", m => { if (m.type() === "error") console.log("console:", m.text(), p.url()); });
  p.on("pageerror", e => console.log("pageerror:", e.message.slice(0,300), p.url()));
  const snap = async (name, path, act) => {
    if (only.length && !only.includes(name)) return;
    if (path) await p.goto(path); 
    await p.waitForTimeout(900);
    if (act) { try { await act(); } catch (e) { console.log(name, e.message.slice(0,300)); } await p.waitForTimeout(700); }
    await p.screenshot({ path: `${out}/${name}-${w}-${scheme}.png` });
  };
  await snap("login", "/desk/login");
  const r = await c.request.post("/api/v1/login", { data: logins["administrator"], headers: { origin: base } });
  if (r.status() != 200) console.log(await r.text());
  await snap("stories", "/desk");
  const list = await (await c.request.get("/api/v1/stories?limit=50&sort=updated")).json();
  const big = list.items.find(i => i.status === "published" && i.words > 300) ?? list.items[0];
  await snap("story", "/desk/stories/" + big.id);
  await snap("history", "/desk/stories/" + big.id + "/history");
  const draft = list.items.find(i => i.state !== "published") ?? list.items[0];
  await snap("draft", "/desk/stories/" + draft.id);
  for (const t of ["site","workflow","theme","sections","topics","contributors"]) await snap("settings-"+t, "/desk/settings/"+t);
  await snap("people", "/desk/people"); await snap("audit", "/desk/audit"); await snap("account", "/desk/account");
  await snap("docs", "/api/v1/docs");
  await c.close();
}
await b.close();
