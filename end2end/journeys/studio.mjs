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
  const account = await newAccount(server, "marketer");
  await signIn(server, visitor, account);
  return { ...visitor, mode, account };
}

async function reviewerIn(mode) {
  const visitor = await newVisitor(browser, mode);
  await signIn(server, visitor, await newAccount(server, "reviewer"));
  return visitor;
}

// What was written is looked at by somebody else.
async function isApproved(marketer, key) {
  await click(marketer, "Ask for a review");
  const reviewer = await reviewerIn(marketer.mode);
  await visit(reviewer, `${server.url}/studio/${key}/publish`);
  // What the linter only warns of is accepted with a tick.
  const accepted = reviewer.page.locator("[name=accepted]");
  if (await accepted.count()) await accepted.check();
  await click(reviewer, "Approve it");
  reviewer.assertClean();
  await visit(marketer, `${server.url}/studio/${key}/publish`);
}

// What was approved is put live.
async function goesLive(marketer, key, publish) {
  await isApproved(marketer, key);
  await click(marketer, publish);
}

const click = (visitor, name) =>
  follow(visitor, () => visitor.page.getByRole("button", { name }).click());

// Each is something else: the same question is not put to people twice, whatever it is called.
const exchanges = [
  {
    purpose: "recommendations",
    data: "browsing",
    what: "Two lists of products that match what you looked at",
    unit: "lists",
    use: "We look at the pages that you opened in the last 30 days.",
    question: "May we use the pages you open to pick products for you?",
  },
  {
    purpose: "service_messages",
    data: "orders",
    what: "Two notes with the parts that wear out next",
    unit: "notes",
    use: "A count of the days since your past orders came says which part is due.",
    question: "May we count the days since your past orders, and say which part is due?",
  },
  {
    purpose: "product_improvement",
    data: "device",
    what: "Two reports of faults that are mended",
    unit: "reports",
    use: "Each fault is noted with the phone or computer on which it happened.",
    question: "May we note on which phone or computer a fault happened?",
  },
  {
    purpose: "research",
    data: "reviews",
    what: "Two pages with what our readers praise",
    unit: "pages",
    use: "A program counts the words of praise in the reviews you wrote.",
    question: "May a program count words of praise in the reviews you wrote?",
  },
];

// Writes and publishes the first version of a proposition, as a person would: field by field.
async function publishes(visitor, key, title) {
  const { page } = visitor;
  const name = (field) => page.locator(`[name="${field}"]`);
  await visit(visitor, `${server.url}/studio/new`);
  await name("title").fill(title);
  await name("key").fill(key);
  await click(visitor, "Begin the draft");

  const exchange = exchanges.shift();
  await name("purpose").selectOption(exchange.purpose);
  await name("legal_basis").selectOption("consent");
  await name("locale").fill("en");
  await name(`data[${exchange.data}]`).selectOption("required");
  await name("benefits[0][what]").fill(exchange.what);
  await name("benefits[0][amount]").fill("2");
  await name("benefits[0][unit]").fill(exchange.unit);
  await name("benefits[0][every]").selectOption("month");
  await name("benefits[0][kind]").selectOption("service");
  await name("benefits[0][proof_event]").fill("list.shown");
  await name("use").fill(exchange.use);
  await name("decided_by").selectOption("computer");
  await name("ai[personalise]").selectOption("required");
  await name("channels[web]").selectOption("required");
  await name("if_off").fill("We stop within an hour. No more lists.");
  await name("stays").fill("Your account stays the same.");
  await name("recipients").fill("Halden Web Ltd (shows the lists)");
  await name("retention").fill("30 days after your visit");
  await name("term_months").fill("12");
  await name("regions").fill("*");
  await name("ask[question]").fill(exchange.question);
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

  test("the card is looked at in the widths of three windows, and with letters twice as large", async () => {
    const marketer = await begins("looked-at", "Looked at");
    const { page } = marketer;
    await page.locator("details:has(#draft-view) > summary").click();
    const card = page.locator("#draft-card .preview");
    const width = async () => Math.round((await card.boundingBox()).width);
    const letters = () =>
      card.locator(".facts dd").first().evaluate((told) => parseFloat(getComputedStyle(told).fontSize));
    const looks = async (name, value, is) => {
      await page.locator(`[name=${name}]`).selectOption(value);
      await page.locator(`#draft-card ${is}`).waitFor();
    };
    await looks("width", "narrow", ".preview-narrow");
    assert.equal(await width(), 320);
    await looks("width", "medium", ".preview-medium");
    assert.equal(await width(), 768);
    // The page is no wider for it.
    const over = await page.evaluate(() => {
      const { scrollWidth, clientWidth } = document.documentElement;
      return scrollWidth - clientWidth;
    });
    assert(over <= 0, `${over} pixels wider`);
    await looks("width", "wide", ".preview:not(.preview-medium)");
    const [wide, usual] = [await width(), await letters()];
    await looks("size", "large", ".preview-large");
    assert.deepEqual([await width(), await letters()], [wide, 2 * usual]);
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
    const hers = { ...marketer, page: again };
    await told(hers, "Saved.");
    // What is stored is not offered once more.
    await visit(hers, `${server.url}/studio/offline`);
    await again.locator("[name=if_off]").fill("We stop.");
    await told(hers, "Saved.");
    assert(await again.locator("#draft-kept").isHidden());

    // The tab is closed once more, and a colleague saves before it is opened again.
    await again.context().setOffline(true);
    await again.locator("[name=use]").fill("Written in the second tunnel.");
    await told(hers, "Not saved");
    const colleague = await marketerIn(modes[0]);
    await visit(colleague, `${server.url}/studio/offline`);
    await colleague.page.locator("[name=use]").fill("Written by a colleague.");
    await told(colleague, "Saved.");
    const third = { ...marketer, page: await again.context().newPage() };
    await again.close();
    await third.context.setOffline(false);
    // Somebody else who comes in by her browser is not shown it, whatever is typed then.
    await third.context.clearCookies();
    await signIn(server, third, await newAccount(server, "marketer"));
    await visit(third, `${server.url}/studio/offline`);
    await third.page.locator("[name=stays]").fill("Your account stays.");
    await told(third, "Saved.");
    assert(await third.page.locator("#draft-kept").isHidden());
    // She is: both texts stand there, and neither of them has gone.
    await third.context.clearCookies();
    await signIn(server, third, marketer.account);
    await visit(third, `${server.url}/studio/offline`);
    await third.page.getByRole("button", { name: "Put it back" }).click();
    await told(third, "Somebody else saved this draft");
    const use = third.page.locator("[name=use]");
    assert.equal(await use.inputValue(), "Written in the second tunnel.");
    const both = await third.page.locator("#draft-clash").textContent();
    for (const text of ["Written in the second tunnel.", "Written by a colleague."]) {
      assert(both.includes(text), `“${text}” is missing: ${both}`);
    }
    await visit(colleague, `${server.url}/studio/offline`);
    assert.equal(await colleague.page.locator("[name=use]").inputValue(), "Written by a colleague.");
    // As long as nothing was chosen it is still kept; what she chose is stored, and offered no more.
    await visit(third, `${server.url}/studio/offline`);
    await third.page.getByRole("button", { name: "Put it back" }).click();
    await told(third, "Somebody else saved this draft");
    for (const choice of await third.page.locator("#draft-clash fieldset").all()) {
      await choice.locator("[value=theirs]").check();
    }
    await follow(third, () =>
      third.page.locator("#draft-clash").getByRole("button").first().click(),
    );
    assert.equal(await use.inputValue(), "Written by a colleague.");
    await third.page.locator("[name=if_off]").fill("We stop within a day.");
    await told(third, "Saved.");
    assert(await third.page.locator("#draft-kept").isHidden());
  });

  test("what is typed in a tab of before is not saved in somebody else's name", async () => {
    const marketer = await begins("replaced", "Of two in one browser");
    const { page, context } = marketer;
    const second = { ...marketer, page: await context.newPage() };
    await context.clearCookies();
    await signIn(server, second, await newAccount(server, "marketer"));
    let sent = 0;
    page.on("request", (request) => (sent += request.url().endsWith("/actions/save-draft") ? 1 : 0));
    await page.locator("[name=use]").fill("Typed in the tab of before.");
    await told(marketer, "Not saved: sign in again");
    // It is not sent again and again.
    await page.waitForTimeout(6_000);
    assert.equal(sent, 1);
    // It is hers, and waits for her.
    await visit(second, `${server.url}/studio/replaced`);
    assert.equal(await second.page.locator("[name=use]").inputValue(), "");
    await context.clearCookies();
    await signIn(server, second, marketer.account);
    await visit(second, `${server.url}/studio/replaced`);
    await second.page.getByRole("button", { name: "Put it back" }).click();
    assert.equal(await second.page.locator("[name=use]").inputValue(), "Typed in the tab of before.");
    await told(second, "Saved.");
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

    test("the moment at which a version goes live is named to its second", async () => {
      const marketer = await marketerIn(mode);
      const { page } = marketer;
      const key = `lists-${number}`;
      await visit(marketer, `${server.url}/studio/${key}`);
      await page.locator("[name=stays]").fill("Your account stays as it is.");
      await page.locator("[name=change_note]").fill("We say more clearly what stays.");
      await click(marketer, "Save, and look at what would change");
      await isApproved(marketer, key);
      // The browser would not send a second that the field has no room for.
      const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
      const due = page.locator("[name=due]");
      await due.fill(`${tomorrow}T12:34:56`);
      await click(marketer, /^Put version/);
      assert.equal(await due.inputValue(), `${tomorrow}T12:34:56`);
      marketer.assertClean();
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
