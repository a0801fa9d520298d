// Does what a marketer does: signs in, changes fields of an exchange, looks at
// the new version and publishes it.
//
//   node publish.mjs URL EXCHANGE FIELD=VALUE…
//
// FIELD is a field of the studio's form, such as recipients or channels[email].
// The account comes by MUTUAL_MARKETER_EMAIL and MUTUAL_MARKETER_PASSWORD.

import assert from "node:assert/strict";

import { follow, newVisitor, openBrowser, visit } from "../harness/browser.mjs";

const [url, exchange, ...fields] = process.argv.slice(2);
const { MUTUAL_MARKETER_EMAIL: email, MUTUAL_MARKETER_PASSWORD: password } = process.env;
if (!url || !exchange || fields.length === 0 || !email || !password) {
  console.error("usage: node publish.mjs URL EXCHANGE FIELD=VALUE…, with the marketer's account set");
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
  for (const field of fields) {
    const [name, value] = field.split("=");
    const control = page.locator(`[name="${name}"]`);
    const isChoice = await control.evaluate((element) => element.matches("select"));
    await (isChoice ? control.selectOption(value) : control.fill(value));
  }
  await press("/actions/save-draft", `button[formaction="/actions/look-at-draft"]`);
  await press("/actions/publish");
  assert(new URL(page.url()).searchParams.has("published"), `it ended at ${page.url()}`);
  visitor.assertClean();
} finally {
  await browser.close();
}
