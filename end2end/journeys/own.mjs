// What a customer does with what is hers: receipts, her data, the past; and how she leaves.

import assert from "node:assert/strict";
import fs from "node:fs/promises";
import { before, describe, test } from "node:test";

import { follow, modes, newVisitor, openBrowser, visit } from "../harness/browser.mjs";
import { flip } from "../harness/exchanges.mjs";
import { newCustomerIn } from "../harness/people.mjs";
import { startServer } from "../harness/server.mjs";

const RECIPES = "recipe-ideas";

let server, browser, crm;

before(async (t) => {
  server = await startServer(t);
  browser = await openBrowser(t);
  crm = await server.client("check", "consent:read", "consent:write");
});

// A customer who has just turned her first exchange on, on the page of its receipt.
async function withReceipt(options) {
  const visitor = await newCustomerIn(server, browser, crm, options);
  const { page, ana } = visitor;
  const wording = "May we use your past orders to email you three recipes a week?";
  const { status } = await crm("POST", `${ana.path}/choices`, {
    proposition: RECIPES, version: 1, toggles: { exchange: "on" },
    evidence: { how: "phone", where: "call centre", at: new Date(Date.now() - 60_000).toISOString(), wording },
  });
  assert.equal(status, 201);
  await visit(visitor, `${server.url}/x/${RECIPES}`);
  await follow(visitor, () => page.locator("#history a[href^='/receipts/']").first().click());
  return visitor;
}

for (const mode of modes) {
  describe(mode.mode, () => {
    test("she keeps a receipt, and whoever she shows it to can check it", async () => {
      const visitor = await withReceipt(mode);
      const { page } = visitor;
      assert.match(await page.locator("main").textContent(), /You turned it on: Weekly recipe ideas/);
      // The log is signed within a second.
      for (let tries = 0; /Load this page again/.test(await page.locator("main").textContent()); tries += 1) {
        assert(tries < 20);
        await new Promise((resolve) => setTimeout(resolve, 250));
        await page.reload();
      }
      const [download] = await Promise.all([
        page.waitForEvent("download"),
        page.getByRole("link", { name: "With its proof (JSON)" }).click(),
      ]);
      const kept = await fs.readFile(await download.path(), "utf8");
      const number = JSON.parse(kept).receipt;
      assert.equal(download.suggestedFilename(), `${number}.json`);
      visitor.assertClean();

      const friend = await newVisitor(browser, mode);
      await visit(friend, `${server.url}/check`);
      const drop = async (content) => {
        await friend.page.getByLabel("The file of the receipt").setInputFiles({
          name: "receipt.json", mimeType: "application/json", buffer: Buffer.from(content),
        });
        await follow(friend, () => friend.page.getByRole("button", { name: "Check", exact: true }).click());
        return friend.page.locator("main").textContent();
      };
      assert.match(await drop(kept), /This receipt is good/);
      assert.match(await drop(kept.replace("Weekly", "Monthly")), /This receipt proves nothing/);
      friend.assertClean();
    });

    test("she sees what is held about her, and deletes it", async () => {
      const visitor = await newCustomerIn(server, browser, crm, mode);
      const { page, ana } = visitor;
      await flip(visitor, "coupons");
      await follow(visitor, () => page.getByRole("link", { name: "What we hold about you" }).click());
      const said = await page.locator("main").textContent();
      assert.match(said, /You turned it on: Coupons by post/);
      assert(said.includes(ana.email), said);
      await follow(visitor, () => page.getByRole("link", { name: "Delete everything about me" }).click());
      // What is proposed lets no list bring her back.
      assert(await page.getByLabel("Forget me, and let nobody bring me back").isChecked());
      await page.getByLabel("I understand that this cannot be undone").check();
      await follow(visitor, () => page.getByRole("button", { name: "Delete everything" }).click());
      assert.match(await page.locator("main").textContent(), /Everything about you is deleted/);
      assert.equal((await crm("GET", ana.path)).status, 410);
      await visit(visitor, `${server.url}/`);
      assert.equal(new URL(page.url()).pathname, "/sign-in");
      visitor.assertClean();
    });
  });
}

test("a receipt prints on one sheet, whatever the paper", async () => {
  const { page } = await withReceipt({});
  for (const format of ["A4", "Letter"]) {
    const pdf = (await page.pdf({ format, margin: { top: "15mm", bottom: "15mm", left: "15mm", right: "15mm" } }));
    const sheets = pdf.toString("latin1").match(/\/Type\s*\/Page\b(?!s)/g).length;
    assert.equal(sheets, 1, format);
  }
});

test("she asks what she had on a day", async () => {
  const visitor = await withReceipt({});
  const { page } = visitor;
  await visit(visitor, `${server.url}/then`);
  const today = new Date().toISOString().slice(0, 10);
  await page.getByLabel("Day").fill(today);
  await follow(visitor, () => page.getByRole("button", { name: "Show" }).click());
  assert.match(await page.locator(".stood").textContent(), /Weekly recipe ideas · On/);
  visitor.assertClean();
});
