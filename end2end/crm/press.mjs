// Does with one customer's page what that customer would: opens a signed link
// and presses one switch. JavaScript is off, so that the page itself is tried.
//
//   node press.mjs LINK EXCHANGE TOGGLE
//
// EXCHANGE is a proposition's key; TOGGLE is "exchange" for all of it or a
// facet such as "channel:email". Prints {"before": …, "after": …}: whether the
// switch was on, as the page said it before the press and says it after.

import { follow, newVisitor, openBrowser, visit } from "../harness/browser.mjs";

const [link, exchange, toggle] = process.argv.slice(2);
if (!link || !exchange || !toggle) {
  console.error("usage: node press.mjs LINK EXCHANGE TOGGLE");
  process.exit(2);
}

const browser = await openBrowser();
try {
  const visitor = await newVisitor(browser, { javaScriptEnabled: false });
  await visit(visitor, link);
  const control = visitor.page
    .locator(`[id="x-${exchange}"] form[data-toggle="${toggle}"]`)
    .locator("button[role=switch]");
  // The parts of an exchange that is off have no switch.
  const isOn = async () =>
    (await control.count()) > 0 && (await control.getAttribute("aria-checked")) === "true";
  const before = await isOn();
  await follow(visitor, () => control.click());
  const after = await isOn();
  visitor.assertClean();
  console.log(JSON.stringify({ before, after }));
} finally {
  await browser.close();
}
