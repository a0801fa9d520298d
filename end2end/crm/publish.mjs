// Does what a marketer and a reviewer do: she changes fields of an exchange, looks at the new
// version and asks for a review; he approves it; she publishes it.
//
//   node publish.mjs URL EXCHANGE FIELD=VALUE…
//
// FIELD is a field of the studio's form, such as recipients or channels[email].
// The accounts come by MUTUAL_MARKETER_EMAIL, MUTUAL_MARKETER_PASSWORD, MUTUAL_REVIEWER_EMAIL and
// MUTUAL_REVIEWER_PASSWORD.

import assert from "node:assert/strict";

import { follow, newVisitor, openBrowser, visit } from "../harness/browser.mjs";

const [url, exchange, ...fields] = process.argv.slice(2);
const account = (who) => ({
  email: process.env[`MUTUAL_${who}_EMAIL`],
  password: process.env[`MUTUAL_${who}_PASSWORD`],
});
const [marketer, reviewer] = [account("MARKETER"), account("REVIEWER")];
if (!url || !exchange || fields.length === 0 || !marketer.password || !reviewer.password) {
  console.error("usage: node publish.mjs URL EXCHANGE FIELD=VALUE…, with both accounts set");
  process.exit(2);
}

const browser = await openBrowser();

async function signedIn({ email, password }) {
  const visitor = await newVisitor(browser, { javaScriptEnabled: false });
  await visit(visitor, `${url}/sign-in`);
  await visitor.page.locator("input[name=email]").fill(email);
  await visitor.page.locator("input[name=password]").fill(password);
  await press(visitor, "/actions/sign-in");
  return visitor;
}

const press = (visitor, form, button = "button[type=submit]") =>
  follow(visitor, () => visitor.page.locator(`form[action="${form}"] ${button}`).click());

try {
  const writes = await signedIn(marketer);
  const { page } = writes;
  await visit(writes, `${url}/studio/${exchange}`);
  for (const field of fields) {
    const [name, value] = field.split("=");
    const control = page.locator(`[name="${name}"]`);
    const isChoice = await control.evaluate((element) => element.matches("select"));
    await (isChoice ? control.selectOption(value) : control.fill(value));
  }
  await press(writes, "/actions/save-draft", `button[formaction="/actions/look-at-draft"]`);
  await press(writes, "/actions/ask-for-review");

  const reviews = await signedIn(reviewer);
  await visit(reviews, `${url}/studio/${exchange}/publish`);
  const accepted = reviews.page.locator("[name=accepted]");
  if (await accepted.count()) await accepted.check();
  await press(reviews, "/actions/approve-draft");

  await visit(writes, `${url}/studio/${exchange}/publish`);
  await press(writes, "/actions/publish");
  assert(new URL(page.url()).searchParams.has("published"), `it ended at ${page.url()}`);
  writes.assertClean();
  reviews.assertClean();
} finally {
  await browser.close();
}
