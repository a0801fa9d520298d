// Takes pictures of pages to look at: light, dark, Arabic, 320 pixels, without JavaScript, forced colours.
//
//   node end2end/shots.mjs URL OUTDIR [PATH…]
//
// URL is opened first, so a signed link signs in; then each PATH, or the page that URL led to.

import fs from "node:fs";
import path from "node:path";

import { newVisitor, openBrowser, reads, visit } from "./harness/browser.mjs";

const [url, out, ...paths] = process.argv.slice(2);
if (!url || !out) {
  console.error("usage: node end2end/shots.mjs URL OUTDIR [PATH…]");
  process.exit(2);
}

const settings = {
  light: { colorScheme: "light" },
  dark: { colorScheme: "dark" },
  arabic: { colorScheme: "light", language: "ar" },
  narrow: { viewport: { width: 320, height: 640 } },
  "no-js": { javaScriptEnabled: false },
  forced: { forcedColors: "active" },
};

fs.mkdirSync(out, { recursive: true });
const browser = await openBrowser();
for (const [setting, { language, ...options }] of Object.entries(settings)) {
  const visitor = await newVisitor(browser, options);
  await reads(visitor, url, language);
  await visit(visitor, url);
  for (const wanted of paths.length > 0 ? paths : [""]) {
    if (wanted) await visit(visitor, new URL(wanted, url).href);
    const name = new URL(visitor.page.url()).pathname.replaceAll("/", "-").slice(1) || "home";
    const file = path.join(out, `${name}.${setting}.png`);
    await visitor.page.screenshot({ path: file, fullPage: true });
    console.log(file);
  }
  await visitor.close();
}
await browser.close();
