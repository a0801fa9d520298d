// What a customer does with her exchanges, with and without JavaScript.

import assert from "node:assert/strict";
import { before, describe, test } from "node:test";

import { follow, modes, openBrowser, visit } from "../harness/browser.mjs";
import { card, flip, isFocused, isSwitched, press, switchOf, tabTo } from "../harness/exchanges.mjs";
import { newCustomerIn } from "../harness/people.mjs";
import { startServer } from "../harness/server.mjs";

// Exchanges of the demo brand. RECIPES is the first, so a new customer is asked about it.
const RECIPES = "recipe-ideas";
const COUPONS = "coupons";
const HELPER = "dinner-helper";

let server, browser, crm;

before(async (t) => {
  server = await startServer(t);
  browser = await openBrowser(t);
  crm = await server.client("check", "consent:read", "consent:write");
});

// What the API says of one toggle of a customer.
async function stored({ ana }, key, toggle = "exchange") {
  const { body } = await crm("GET", `${ana.path}/consents`);
  return body.exchanges.find(({ proposition }) => proposition === key).toggles[toggle];
}

for (const mode of modes) {
  describe(mode.mode, () => {
    const comesIn = (options) => newCustomerIn(server, browser, crm, { ...mode, ...options });

    test("nothing is on, and one click each way turns an exchange on and off", async () => {
      const visitor = await comesIn();
      const { page } = visitor;
      assert.equal(await page.locator("[role=switch][aria-checked=true], input:checked").count(), 0);
      assert.equal((await stored(visitor, COUPONS)).decision, "none");

      await flip(visitor, COUPONS);
      assert.equal((await stored(visitor, COUPONS)).phase, "active");
      await page.reload();
      await isSwitched(visitor, COUPONS, true);

      await flip(visitor, COUPONS);
      assert.equal((await stored(visitor, COUPONS)).phase, "withdrawn");
      assert.match(await card(visitor, COUPONS).textContent(), /Off since .*We have stopped\./);
      await page.reload();
      await isSwitched(visitor, COUPONS, false);
      visitor.assertClean();
    });

    test("the CRM may not from the moment that the page says off", async () => {
      const visitor = await comesIn();
      const ask = async () => {
        const question = new URLSearchParams({ purpose: "offers", data: "orders", channel: "post" });
        return (await crm("GET", `${visitor.ana.path}/check?${question}`)).body.verdict;
      };
      assert.equal(await ask(), "deny");
      await flip(visitor, COUPONS);
      assert.equal(await ask(), "allow");
      await flip(visitor, COUPONS);
      assert.equal(await ask(), "deny");
    });

    test("Undo stands beside the switch and restores what stood before", async () => {
      const visitor = await comesIn();
      const undo = () => press(visitor, card(visitor, COUPONS).getByRole("button", { name: "Undo" }));
      await flip(visitor, COUPONS);
      await flip(visitor, COUPONS, "channel:email");
      await undo();
      await isSwitched(visitor, COUPONS, false, "channel:email");
      await isSwitched(visitor, COUPONS, true);
      await flip(visitor, COUPONS, "channel:email");
      const parts = await stored(visitor, COUPONS, "channel:email");
      await flip(visitor, COUPONS);
      await undo();
      await isSwitched(visitor, COUPONS, true);
      assert.equal((await stored(visitor, COUPONS)).phase, "active");
      assert.equal((await stored(visitor, COUPONS, "channel:email")).decision, parts.decision);
      visitor.assertClean();
    });

    test("a first question has two answers that differ in nothing but their words", async () => {
      const visitor = await comesIn();
      const answers = card(visitor, RECIPES).locator(".choices button");
      const looks = await answers.evaluateAll((all) =>
        all.map((button) => {
          const { width, height, y } = button.getBoundingClientRect();
          const style = getComputedStyle(button);
          const names = ["fontSize", "fontWeight", "color", "backgroundColor", "border", "textDecoration"];
          return { width, height, y, ...Object.fromEntries(names.map((name) => [name, style[name]])) };
        }),
      );
      assert.equal(looks.length, 2);
      assert.deepEqual(looks[0], looks[1]);
    });

    test("a first question is answered with no, and is not asked again", async () => {
      const visitor = await comesIn();
      await press(visitor, card(visitor, RECIPES).getByRole("button", { name: "Don't allow" }));
      await isSwitched(visitor, RECIPES, false);
      const { decision, source } = await stored(visitor, RECIPES);
      assert.deepEqual({ decision, source }, { decision: "denied", source: "explicit" });
      await visitor.page.reload();
      assert.equal(await card(visitor, RECIPES).locator(".choices").count(), 0);
      visitor.assertClean();
    });

    test("a first question is answered with yes", async () => {
      const visitor = await comesIn();
      await press(visitor, card(visitor, RECIPES).getByRole("button", { name: "Allow", exact: true }));
      await isSwitched(visitor, RECIPES, true);
      assert.equal((await stored(visitor, RECIPES)).decision, "granted");
      // What is optional waits for a click of its own.
      assert.equal((await stored(visitor, RECIPES, "data:birthday")).decision, "none");
      visitor.assertClean();
    });

    test("deciding later stores nothing and asks nothing more in this session", async () => {
      const visitor = await comesIn();
      await follow(visitor, () => visitor.page.getByRole("link", { name: "Decide later" }).click());
      await visit(visitor, server.url);
      assert.equal(await visitor.page.locator(".choices").count(), 0);
      assert.equal((await stored(visitor, RECIPES)).decision, "none");
    });

    test("an optional part goes off alone, a needed one takes the exchange with it", async () => {
      const visitor = await comesIn();
      await flip(visitor, HELPER);
      await flip(visitor, HELPER, "data:reviews");
      assert.equal((await stored(visitor, HELPER, "data:reviews")).decision, "granted");
      await flip(visitor, HELPER, "data:reviews");
      await isSwitched(visitor, HELPER, true);
      assert.equal((await stored(visitor, HELPER)).phase, "active");

      const needed = visitor.page.locator(`[id="x-${HELPER}-data-orders"]`);
      assert.match(await needed.textContent(), /Off here turns it all off/);
      await press(visitor, switchOf(visitor, HELPER, "data:orders"));
      await isSwitched(visitor, HELPER, false);
      assert.equal((await stored(visitor, HELPER)).phase, "withdrawn");
      visitor.assertClean();
    });

    test("an AI use goes on and off alone", async () => {
      const visitor = await comesIn();
      await flip(visitor, HELPER);
      for (const decision of ["granted", "denied"]) {
        await flip(visitor, HELPER, "ai:train");
        assert.equal((await stored(visitor, HELPER, "ai:train")).decision, decision);
      }
      assert.equal((await stored(visitor, HELPER)).phase, "active");
      visitor.assertClean();
    });

    test("what was turned off meanwhile is not turned on by an older page", async () => {
      const visitor = await comesIn({ expected: [/409/] });
      const evidence = { how: "phone", where: "call centre", at: "2026-01-02T03:04:05Z", wording: "May we?" };
      for (const to of ["on", "off"]) {
        const choice = { proposition: COUPONS, version: 1, toggles: { exchange: to }, evidence };
        const { status } = await crm("POST", `${visitor.ana.path}/choices`, choice);
        assert.equal(status, 201);
      }
      await press(visitor, switchOf(visitor, COUPONS));
      await card(visitor, COUPONS).getByText("This was turned off while the page was open").waitFor();
      await isSwitched(visitor, COUPONS, false);
      assert.equal((await stored(visitor, COUPONS)).phase, "withdrawn");
      await flip(visitor, COUPONS);
      assert.equal((await stored(visitor, COUPONS)).phase, "active", "the page that said so can turn it on");
      visitor.assertClean();
    });

    test("the keyboard alone does all of it", async () => {
      const visitor = await comesIn();
      const { page } = visitor;
      const button = switchOf(visitor, COUPONS);
      await tabTo(visitor, button);
      await press(visitor, button, () => page.keyboard.press("Space"));
      await isSwitched(visitor, COUPONS, true);
      // Without JavaScript the page is a new one, and the way goes on at the card.
      if (visitor.javaScript) await isFocused(button);
      const undo = card(visitor, COUPONS).getByRole("button", { name: "Undo" });
      assert((await tabTo(visitor, undo)) <= 3, "Undo is next to the switch");
      await press(visitor, undo, () => page.keyboard.press("Enter"));
      await isSwitched(visitor, COUPONS, false);
      await tabTo(visitor, page.getByRole("button", { name: "Pause everything" }));
      await press(visitor, null, () => page.keyboard.press("Enter"));
      await page.locator("main").getByText("Everything is paused. We use nothing that you can turn off.").waitFor();
      visitor.assertClean();
    });

    test("a pause keeps the answers and stops the use, until she says go on", async () => {
      const visitor = await comesIn();
      const { page } = visitor;
      await flip(visitor, COUPONS);
      await press(visitor, page.getByRole("button", { name: "Pause everything" }));
      await page.locator("main").getByText("Everything is paused. We use nothing that you can turn off.").waitFor();
      assert.equal((await stored(visitor, COUPONS)).phase, "paused");
      await press(visitor, page.getByRole("button", { name: "Go on" }));
      await isSwitched(visitor, COUPONS, true);
      assert.equal((await stored(visitor, COUPONS)).phase, "active");
      visitor.assertClean();
    });

    test("everything goes off at once, with one click", async () => {
      const visitor = await comesIn();
      const { page } = visitor;
      await flip(visitor, COUPONS);
      await flip(visitor, HELPER);
      await press(visitor, page.getByRole("button", { name: "Turn everything off" }));
      await page.locator("main").getByText("Everything is off. We have stopped using all of it.").waitFor();
      for (const key of [COUPONS, HELPER]) {
        await isSwitched(visitor, key, false);
        assert.equal((await stored(visitor, key)).phase, "withdrawn");
      }
      visitor.assertClean();
    });

    test("the history of an exchange tells every answer, newest first", async () => {
      const visitor = await comesIn();
      const { page } = visitor;
      await flip(visitor, COUPONS);
      await flip(visitor, COUPONS);
      await visit(visitor, `${server.url}/x/${COUPONS}`);
      const lines = await page.locator("#history li").allTextContents();
      assert.match(lines[0], /You turned it off/);
      assert.match(lines[1], /You turned it on/);
      assert.equal(lines.length, 2);
      visitor.assertClean();
    });

    test("Back shows what is stored, not what stood there", async () => {
      const visitor = await comesIn();
      const { page } = visitor;
      await flip(visitor, COUPONS);
      await visit(visitor, `${server.url}/x/${COUPONS}`);
      await flip(visitor, COUPONS);
      await page.goBack();
      if (await page.locator(`[id="x-${COUPONS}"] [role=switch]`).count() === 0) await page.goBack();
      await isSwitched(visitor, COUPONS, false);
    });
  });
}
