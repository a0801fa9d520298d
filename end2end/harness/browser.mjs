// The browser: Debian's Chromium through Playwright, and a visitor who notices what goes wrong.

import assert from "node:assert/strict";
import fs from "node:fs";

import { chromium } from "playwright-core";

// A journey that must hold with and without JavaScript runs once in each of these.
export const modes = [
  { mode: "with JavaScript", javaScriptEnabled: true },
  { mode: "without JavaScript", javaScriptEnabled: false },
];

const executablePath = [
  process.env.MUTUAL_CHROMIUM,
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
].find((file) => file && fs.existsSync(file));

// Starts the browser. With `test`, a node:test context, visitors leave after each of its tests, and
// the browser ends with the last one.
export async function openBrowser(test) {
  assert(executablePath, "no browser was found: install the Debian package `chromium`");
  const browser = await chromium.launch({
    executablePath,
    args: [
      "--no-sandbox",
      "--disable-dev-shm-usage",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
  test?.afterEach(() => Promise.all(browser.contexts().map((context) => context.close())));
  test?.after(() => browser.close());
  return browser;
}

// A person with a browser profile of their own. Options are Playwright's for a context.
//
// `expected` are patterns of what may go wrong on purpose; anything else that the browser complains
// about, a request to another origin or an answer of 500 and above fails `visitor.assertClean()`.
export async function newVisitor(browser, { expected = [], ...options } = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  context.setDefaultTimeout(30_000);
  const page = await context.newPage();
  const troubles = [];
  const notice = (trouble) => {
    if (!expected.some((pattern) => pattern.test(trouble))) troubles.push(trouble);
  };
  let origin;
  context.on("page", (opened) => watch(opened));
  watch(page);
  function watch(watched) {
    watched.on("console", (message) => {
      if (!["error", "warning"].includes(message.type())) return;
      notice(`${message.type()}: ${message.text()} (${message.location().url})`);
    });
    watched.on("pageerror", (error) => notice(`page error: ${error.message}`));
    watched.on("request", (request) => {
      const url = new URL(request.url());
      if (!url.protocol.startsWith("http")) return;
      origin ??= url.origin;
      if (url.origin !== origin) notice(`a request to another origin: ${url.origin}`);
    });
    watched.on("response", (response) => {
      if (response.status() >= 500) notice(`${response.status()} from ${response.url()}`);
    });
  }
  return {
    context,
    page,
    javaScript: options.javaScriptEnabled !== false,
    assertClean: () => assert.deepEqual(troubles, []),
    close: () => context.close(),
  };
}

// Opens an address and waits until the page is all there: with JavaScript, until its islands are awake.
export async function visit(visitor, url) {
  const response = await visitor.page.goto(url);
  await settled(visitor);
  return response;
}

// From now on the visitor reads the pages of that site in this language, as somebody who chose it at the
// foot of one; without a language, as before.
export async function reads({ context }, url, language) {
  const name = "mutual-language";
  if (language) await context.addCookies([{ name, value: language, url }]);
  else await context.clearCookies({ name });
}

// Does something that leads to a new page, and waits until that is all there.
export async function follow(visitor, action) {
  const loaded = visitor.page.waitForEvent("load");
  await action();
  await loaded;
  await settled(visitor);
}

// Waits until the islands of the page are awake, where there are any and JavaScript is on.
export async function settled({ page, javaScript }) {
  if (!javaScript || !(await page.locator("leptos-island").count())) return;
  await page.locator("html[data-islands=awake]").waitFor({ state: "attached" });
}
