// Does with one customer's page what that customer would: opens a signed link
// and presses one switch. JavaScript is off, so that the page itself is tried.
//
//   node press.mjs LINK EXCHANGE TOGGLE
//
// EXCHANGE is a proposition's key; TOGGLE is "exchange" for all of it or a
// facet such as "channel:email". Prints {"before": …, "after": …}: whether the
// switch was on, as the page said it before the press and says it after.

import { chromium } from "playwright-core";

const [link, exchange, toggle] = process.argv.slice(2);
if (!link || !exchange || !toggle) {
  console.error("usage: node press.mjs LINK EXCHANGE TOGGLE");
  process.exit(2);
}

const browser = await chromium.launch({
  executablePath: "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-dev-shm-usage"],
});
try {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  await page.goto(link);
  const control = page
    .locator(`[id="x-${exchange}"] form[data-toggle="${toggle}"]`)
    .locator("button[role=switch]");
  const isOn = async () => (await control.getAttribute("aria-checked")) === "true";
  const before = await isOn();
  // Without JavaScript a press is a form and an answer: a new page.
  await Promise.all([page.waitForEvent("load"), control.click()]);
  const after = await isOn();
  console.log(JSON.stringify({ before, after }));
} finally {
  await browser.close();
}
