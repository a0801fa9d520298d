// What a customer has got so far, and her timeline.

import assert from "node:assert/strict";
import fs from "node:fs/promises";
import { before, describe, test } from "node:test";

import { assertAccessible } from "../harness/axe.mjs";
import { follow, modes, openBrowser, visit } from "../harness/browser.mjs";
import { card, flip } from "../harness/exchanges.mjs";
import { newCustomerIn } from "../harness/people.mjs";
import { startServer } from "../harness/server.mjs";

const RECIPES = "recipe-ideas";

let server, browser, crm;

before(async (t) => {
  server = await startServer(t);
  browser = await openBrowser(t);
  crm = await server.client("consent:read", "consent:write", "value:write");
});

const daysAgo = (days) => new Date(Date.now() - days * 86_400_000).toISOString();

// What the CRM reports, all of which must be taken over.
async function report(path, events) {
  const { status, body } = await crm("POST", path, { events });
  assert.deepEqual([status, body.refused], [200, 0], JSON.stringify(body));
}

async function mails(ana, count) {
  const numbers = Array.from({ length: count }, (_, n) => n);
  await report("/value-events", numbers.map((n) => ({
    customer: ana.ref, proposition: RECIPES, benefit: "recipes", at: daysAgo(n + 3), proof_ref: `mail-${n}`,
  })));
  await report("/usage-events", numbers.map((n) => ({
    customer: ana.ref, data: "orders", purpose: "recommendations", at: daysAgo(n + 3), context: "weekly mail", channel: "email",
  })));
}

// A customer who turned the recipes on by phone a minute ago, on her first page.
async function withRecipes(mode) {
  const visitor = await newCustomerIn(server, browser, crm, mode);
  const { status } = await crm("POST", `${visitor.ana.path}/choices`, {
    proposition: RECIPES, version: 1, toggles: { exchange: "on" },
    evidence: { how: "phone", where: "call centre", at: new Date(Date.now() - 60_000).toISOString(), wording: "May we?" },
  });
  assert.equal(status, 201);
  await visit(visitor, `${server.url}/`);
  return visitor;
}

for (const mode of modes) {
  describe(mode.mode, () => {
    test("she reads what she got, and that nobody uses what she shares", async () => {
      const visitor = await withRecipes(mode);
      const { page, ana } = visitor;
      assert.match(await card(visitor, RECIPES).textContent(), /You have got nothing from this yet\./);
      await mails(ana, 2);
      await visit(visitor, `${server.url}/`);
      const said = await card(visitor, RECIPES).textContent();
      assert.match(said, /Recipes you can cook: 6 of 3 promised\./);
      assert.match(said, /We last used your past orders 3 days ago\./);
      // Pressing another switch leaves it standing.
      await flip(visitor, RECIPES, "data:birthday");
      assert.match(await card(visitor, RECIPES).textContent(), /Recipes you can cook: 6 of 3 promised\./);
      await visit(visitor, `${server.url}/x/${RECIPES}`);
      assert.equal(await page.locator("#so-far tbody tr").first().locator("td").nth(1).textContent(), "6");
      if (mode.javaScriptEnabled) await assertAccessible(page);
      visitor.assertClean();
    });

    test("she goes through her timeline by links, and takes it with her", async () => {
      const visitor = await withRecipes(mode);
      const { page, ana } = visitor;
      await mails(ana, 60);
      await follow(visitor, () => page.getByRole("link", { name: "Timeline" }).click());
      assert.equal(await page.locator(".days .history li").count(), 50);
      if (mode.javaScriptEnabled) await assertAccessible(page);
      await follow(visitor, () => page.getByRole("link", { name: "You got" }).click());
      const got = () => page.locator(".days .history li").allTextContents();
      const first = await got();
      assert(first.every((line) => line.includes("You got 3 recipes")), first.join());
      await follow(visitor, () => page.getByRole("link", { name: "Older" }).click());
      assert.equal((await got()).length, 10);
      assert.equal(await page.getByRole("link", { name: "Older" }).count(), 0);
      const [download] = await Promise.all([
        page.waitForEvent("download"),
        page.getByRole("link", { name: "As a table (CSV)" }).click(),
      ]);
      const table = await fs.readFile(await download.path(), "utf8");
      assert.equal(table.trimEnd().split("\n").length, 61);
      await follow(visitor, () => page.getByRole("link", { name: "Back to the newest" }).click());
      assert.deepEqual(await got(), first);
      visitor.assertClean();
    });
  });
}
