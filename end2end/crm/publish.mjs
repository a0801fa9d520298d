// Does what a marketer does who hands data to one more company: signs in, adds
// the recipient to an exchange, and publishes the new version. That is a
// material change, so everybody who had it on has to answer anew.
//
//   node publish.mjs URL EXCHANGE RECIPIENT
//
// The account comes by MUTUAL_MARKETER_EMAIL and MUTUAL_MARKETER_PASSWORD.

import assert from "node:assert/strict";

import { follow, newVisitor, openBrowser, visit } from "../harness/browser.mjs";

const [url, exchange, recipient] = process.argv.slice(2);
const { MUTUAL_MARKETER_EMAIL: email, MUTUAL_MARKETER_PASSWORD: password } = process.env;
if (!url || !exchange || !recipient || !email || !password) {
  console.error("usage: node publish.mjs URL EXCHANGE RECIPIENT, with the marketer's account set");
  process.exit(2);
}

const browser = await openBrowser();
try {
  const visitor = await newVisitor(browser, { javaScriptEnabled: false });
  const { page } = visitor;
  const press = (form, button = "button[type=submit]") =>
    follow(visitor, () => page.locator(`form[action="${form}"] ${button}`).click());

  await visit(visitor, `${url}/sign-in`);
  await page.locator("input[name=email]").fill(email);
  await page.locator("input[name=password]").fill(password);
  await press("/actions/sign-in");

  await visit(visitor, `${url}/studio/${exchange}`);
  const recipients = page.locator("[name=recipients]");
  await recipients.fill(`${await recipients.inputValue()}\n${recipient}`);
  await page.locator("[name=change_note]").fill(`${recipient} now helps us with this.`);
  await press("/actions/save-draft", `button[formaction="/actions/look-at-draft"]`);
  await press("/actions/publish");
  assert(new URL(page.url()).searchParams.has("published"), `it ended at ${page.url()}`);
  visitor.assertClean();
} finally {
  await browser.close();
}
