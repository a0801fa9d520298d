// What a marketer does: write a proposition, publish it, and change it under a customer's eyes.

import assert from "node:assert/strict";
import { before, describe, test } from "node:test";

import { follow, modes, newVisitor, openBrowser, visit } from "../harness/browser.mjs";
import { card, flip, isSwitched, press, switchOf } from "../harness/exchanges.mjs";
import { newAccount, newCustomerIn, signIn } from "../harness/people.mjs";
import { startServer } from "../harness/server.mjs";

let server, browser, crm;

before(async (t) => {
  server = await startServer(t);
  browser = await openBrowser(t);
  crm = await server.client("consent:read", "consent:write");
});

async function marketerIn(mode) {
  const visitor = await newVisitor(browser, mode);
  await signIn(server, visitor, await newAccount(server, "marketer"));
  return { ...visitor, mode };
}

async function reviewerIn(mode) {
  const visitor = await newVisitor(browser, mode);
  await signIn(server, visitor, await newAccount(server, "reviewer"));
  return visitor;
}

// What was written is looked at by somebody else, and then put live.
async function goesLive(marketer, key, publish) {
  await click(marketer, "Ask for a review");
  const reviewer = await reviewerIn(marketer.mode);
  await visit(reviewer, `${server.url}/studio/${key}/publish`);
  // What the linter only warns of is accepted with a tick.
  const accepted = reviewer.page.locator("[name=accepted]");
  if (await accepted.count()) await accepted.check();
  await click(reviewer, "Approve it");
  reviewer.assertClean();
  await visit(marketer, `${server.url}/studio/${key}/publish`);
  await click(marketer, publish);
}

const click = (visitor, name) =>
  follow(visitor, () => visitor.page.getByRole("button", { name }).click());

// Each is for something else: the same question is not put to people twice.
const purposes = ["recommendations", "offers", "research", "product_improvement"];

// Writes and publishes the first version of a proposition, as a person would: field by field.
async function publishes(visitor, key, title) {
  const { page } = visitor;
  const name = (field) => page.locator(`[name="${field}"]`);
  await visit(visitor, `${server.url}/studio/new`);
  await name("title").fill(title);
  await name("key").fill(key);
  await click(visitor, "Begin the draft");

  await name("purpose").selectOption(purposes.shift());
  await name("legal_basis").selectOption("consent");
  await name("locale").fill("en");
  await name("data[browsing]").selectOption("required");
  await name("benefits[0][what]").fill("Two lists of products that match what you looked at");
  await name("benefits[0][amount]").fill("2");
  await name("benefits[0][unit]").fill("lists");
  await name("benefits[0][every]").selectOption("month");
  await name("benefits[0][kind]").selectOption("service");
  await name("benefits[0][proof_event]").fill("list.shown");
  await name("use").fill("We look at the pages that you opened in the last 30 days.");
  await name("decided_by").selectOption("computer");
  await name("ai[personalise]").selectOption("required");
  await name("channels[web]").selectOption("required");
  await name("if_off").fill("We stop within an hour. No more lists.");
  await name("stays").fill("Your account stays the same.");
  await name("recipients").fill("Halden Web Ltd (shows the lists)");
  await name("retention").fill("30 days after your visit");
  await name("term_months").fill("12");
  await name("regions").fill("*");
  await name("ask[question]").fill("May we use the pages you open to pick products for you?");
  await name("ask[allow]").fill("Allow");
  await name("ask[refuse]").fill("Don't allow");
  await click(visitor, "Save, and look at what would change");
  assert.match(await page.locator("main").textContent(), /This is the first version/);
  await goesLive(visitor, key, /^Publish version 1/);
  await page.getByText("Version 1 is live.").waitFor();
}

// Publishes the next version with one more company that sees the data: a material change.
async function handsOn(visitor, key, recipient) {
  const { page } = visitor;
  await visit(visitor, `${server.url}/studio/${key}`);
  const recipients = page.locator("[name=recipients]");
  await recipients.fill(`${await recipients.inputValue()}\n${recipient}`);
  await page.locator("[name=change_note]").fill(`${recipient} now prints the lists.`);
  await click(visitor, "Save, and look at what would change");
  assert.match(await page.locator("main").textContent(), /This is a material change/);
  await goesLive(visitor, key, /^Publish version/);
}

describe("while somebody writes", () => {
  const told = (visitor, text) =>
    visitor.page.locator("#draft-told").filter({ hasText: text }).waitFor();

  async function begins(key, title) {
    const marketer = await marketerIn(modes[0]);
    await visit(marketer, `${server.url}/studio/new`);
    await marketer.page.locator("[name=title]").fill(title);
    await marketer.page.locator("[name=key]").fill(key);
    await click(marketer, "Begin the draft");
    return marketer;
  }

  test("the draft is saved by itself, and the card beside it follows", async () => {
    const marketer = await begins("by-itself", "Saved by itself");
    const { page } = marketer;
    await page.locator("[name=use]").fill("We look at your last 3 orders.");
    await told(marketer, "Saved.");
    await page.locator("#draft-card").getByText("We look at your last 3 orders.").waitFor();
    // So does the number of what is still to be mended.
    const mended = page.locator("#draft-count");
    const before = await mended.textContent();
    await page.locator("[name=stays]").fill("Your account stays the same.");
    await mended.filter({ hasNotText: before }).waitFor();
    const count = await page.locator("#draft-findings .finding").count();
    assert.match(await mended.textContent(), new RegExp(`: ${count}$`));
    await visit(marketer, `${server.url}/studio/by-itself`);
    assert.equal(await page.locator("[name=use]").inputValue(), "We look at your last 3 orders.");
    marketer.assertClean();
  });

  test("what two people write at once is never overwritten unseen", async () => {
    const first = await begins("of-two", "Of two");
    const second = await marketerIn(modes[0]);
    await visit(second, `${server.url}/studio/of-two`);
    await first.page.locator("[name=stays]").fill("Your account stays.");
    await told(first, "Saved.");
    await second.page.locator("[name=stays]").fill("Your points stay.");
    await told(second, "Somebody else saved this draft");
    await second.page.locator("[name=use]").fill("Still writing.");
    await second.page.waitForTimeout(2_000);
    await visit(first, `${server.url}/studio/of-two`);
    assert.equal(await first.page.locator("[name=stays]").inputValue(), "Your account stays.");
    assert.equal(await second.page.locator("[name=stays]").inputValue(), "Your points stay.");
  });

  test("a lost connection loses nothing", async () => {
    const marketer = await begins("offline", "Written on a train");
    const { page } = marketer;
    await page.context().setOffline(true);
    await page.locator("[name=use]").fill("Written without a connection.");
    await told(marketer, "Not saved");
    await page.context().setOffline(false);
    await told(marketer, "Saved.");
    // The tab is closed before the connection is back: what was typed is put back.
    await page.context().setOffline(true);
    await page.locator("[name=use]").fill("Written before the tunnel.");
    await told(marketer, "Not saved");
    const again = await page.context().newPage();
    await page.close();
    await again.context().setOffline(false);
    await again.goto(`${server.url}/studio/offline`);
    await again.getByRole("button", { name: "Put it back" }).click();
    assert.equal(await again.locator("[name=use]").inputValue(), "Written before the tunnel.");
    await again.locator("#draft-told").filter({ hasText: "Saved." }).waitFor();
  });
});

for (const [number, mode] of modes.entries()) {
  describe(mode.mode, () => {
    test("a proposition goes from an empty page to a customer's switch", async () => {
      const marketer = await marketerIn(mode);
      const key = `lists-${number}`;
      await publishes(marketer, key, `Lists of things you looked at ${number}`);
      marketer.assertClean();
      const ana = await newCustomerIn(server, browser, crm, mode);
      await isSwitched(ana, key, false);
      await flip(ana, key);
      ana.assertClean();
    });

    test("a draft with gaps says beside each field what is missing, and loses nothing", async () => {
      const marketer = await marketerIn(mode);
      const { page } = marketer;
      await visit(marketer, `${server.url}/studio/new`);
      await page.locator("[name=title]").fill("Half a thought");
      await page.locator("[name=key]").fill(`half-${number}`);
      await click(marketer, "Begin the draft");
      await page.locator("[name=use]").fill("We look at <script>alert(1)</script> your \"orders\" & more.");
      await click(marketer, "Save the draft");
      assert.equal(
        await page.locator("[name=use]").inputValue(),
        "We look at <script>alert(1)</script> your \"orders\" & more.",
      );
      assert((await page.locator(".field-error").count()) > 5);
      marketer.assertClean();
    });

    test("what is to be mended is counted on top, and leads to its field with its name in view", async () => {
      const marketer = await marketerIn(mode);
      const { page } = marketer;
      await visit(marketer, `${server.url}/studio/new`);
      await page.locator("[name=title]").fill("A sly question");
      await page.locator("[name=key]").fill(`sly-${number}`);
      await click(marketer, "Begin the draft");
      await page.locator('[name="ask[refuse]"]').fill("No, I hate saving money");
      await click(marketer, "Save the draft");
      await page.locator(".notice").getByText(/things must be mended/).waitFor();
      await page.locator('.findings a[href="#f-ask-refuse"]').first().click();
      const { y } = await page.locator('label[for="f-ask-refuse"]').boundingBox();
      assert(y >= 0 && y < page.viewportSize().height, `the label is at ${y}`);
      // The parts of the form lead to all of them, in a narrow window too.
      await page.setViewportSize({ width: 320, height: 640 });
      const all = page.locator(".editor-parts a[href='#findings-t']");
      const count = await page.locator("#draft-findings .finding").count();
      assert.match(await all.textContent(), new RegExp(`: ${count}$`));
      await all.click();
      const box = await page.locator("#findings-t").boundingBox();
      assert(box.y >= 0 && box.y < 640, `the findings are at ${box.y}`);
      marketer.assertClean();
    });

    test("a material change under an open page asks anew, and an old page turns nothing on", async () => {
      const marketer = await marketerIn(mode);
      const key = `changing-${number}`;
      await publishes(marketer, key, `Changing lists ${number}`);
      const had = await newCustomerIn(server, browser, crm, mode);
      await flip(had, key);
      const reads = await newCustomerIn(server, browser, crm, mode);
      await handsOn(marketer, key, "Lindqvist Print AB");

      await press(reads, switchOf(reads, key));
      await card(reads, key).getByText("This changed while the page was open").first().waitFor();
      await isSwitched(reads, key, false);
      await flip(reads, key);

      await visit(had, server.url);
      await isSwitched(had, key, false);
      await card(had, key).getByText("Lindqvist Print AB now prints the lists.").waitFor();
      const { body } = await crm("GET", `${had.ana.path}/consents`);
      const { toggles } = body.exchanges.find(({ proposition }) => proposition === key);
      assert.equal(toggles.exchange.phase, "needs_answer");
      await flip(had, key);
    });
  });
}
