// The ways in and out: signed links, passwords, and what happens when they fail.

import assert from "node:assert/strict";
import { before, describe, test } from "node:test";

import { follow, modes, newVisitor, openBrowser, visit } from "../harness/browser.mjs";
import { newAccount, newCustomer, signIn } from "../harness/people.mjs";
import { startServer } from "../harness/server.mjs";

let server, browser, crm;

before(async (t) => {
  server = await startServer(t);
  browser = await openBrowser(t);
  crm = await server.client("consent:read", "consent:write");
});

const heading = ({ page }) => page.getByRole("heading", { level: 1 }).textContent();

// The first address of our own in a mail.
function linkIn(mail) {
  const [link] = mail.match(/http:\/\/127\.0\.0\.1:\d+\/\S+/) ?? [];
  assert(link, `the mail has no link: ${mail}`);
  return link;
}

for (const mode of modes) {
  describe(mode.mode, () => {
    test("a link that has run out is no dead end: a new one comes by mail", async () => {
      const ana = await newCustomer(crm);
      const { body } = await crm("POST", `${ana.path}/links`, { page: "/", expires_in_s: 1 });
      const visitor = await newVisitor(browser, { ...mode, expected: [/status of 4\d\d/] });
      const { pathname, search } = new URL(body.url);
      while (Date.now() <= Date.parse(body.expires_at)) await new Promise((next) => setTimeout(next, 100));
      await visit(visitor, server.url + pathname + search);
      assert.equal(await heading(visitor), "This link has run out");
      await follow(visitor, () => visitor.page.getByRole("button", { name: "Send me a new link" }).click());
      assert.equal(await heading(visitor), "Look in your mail");
      await visit(visitor, linkIn(await server.mail(ana.email)));
      assert.equal(await heading(visitor), "What you share, and what you get");
      visitor.assertClean();
    });

    test("a link that somebody changed opens nothing", async () => {
      const ana = await newCustomer(crm);
      const other = await newCustomer(crm);
      const link = await server.link(ana.ref);
      const changed = link.replace(/[A-Za-z0-9_-](?=[^A-Za-z0-9_-]*$)/, (last) => (last === "A" ? "B" : "A"));
      for (const wrong of [changed, link.replace(encodeURIComponent(ana.ref), encodeURIComponent(other.ref)) + "x"]) {
        const visitor = await newVisitor(browser, { ...mode, expected: [/status of 4\d\d/] });
        await visit(visitor, wrong);
        assert.equal(await heading(visitor), "This link does not work");
        await visit(visitor, server.url);
        assert.notEqual(await heading(visitor), "What you share, and what you get");
      }
    });

    test("who forgot her password sets a new one by mail, once", async () => {
      const account = await newAccount(server, "marketer");
      const visitor = await newVisitor(browser, { ...mode, expected: [/status of 4\d\d/] });
      const { page } = visitor;
      await visit(visitor, `${server.url}/sign-in`);
      await follow(visitor, () => page.getByRole("link", { name: "I forgot my password" }).click());
      await page.getByLabel("Email address").fill(account.email);
      await follow(visitor, () => page.getByRole("button", { name: "Send me the link" }).click());
      const link = linkIn(await server.mail(account.email));
      const fresh = { ...account, password: "another four plain words" };
      await visit(visitor, link);
      await page.getByLabel("New password").fill(fresh.password);
      await follow(visitor, () => page.getByRole("button", { name: "Save the new password" }).click());
      await signIn(server, visitor, account);
      assert.equal(await heading(visitor), "Sign in");
      await page.getByText("The address or the password is wrong.").first().waitFor();
      await signIn(server, visitor, fresh);
      assert.equal(await heading(visitor), "Propositions");
      await visit(visitor, link);
      assert.equal(await page.getByLabel("New password").count() > 0 && await useAgain(visitor), false);
    });

    test("signing out everywhere ends the visits on all devices", async () => {
      const account = await newAccount(server, "marketer");
      const here = await newVisitor(browser, mode);
      const there = await newVisitor(browser, mode);
      await signIn(server, here, account);
      await signIn(server, there, account);
      await visit(here, `${server.url}/account`);
      await follow(here, () => here.page.getByRole("button", { name: "Sign out everywhere" }).click());
      for (const device of [here, there]) {
        await visit(device, `${server.url}/studio`);
        assert.equal(await heading(device), "Sign in");
      }
    });

    test("a page that is not there says so, and leads home", async () => {
      const visitor = await newVisitor(browser, { ...mode, expected: [/status of 404/] });
      const response = await visit(visitor, `${server.url}/no-such-page`);
      assert.equal(response.status(), 404);
      assert.equal(await heading(visitor), "There is no such page");
      visitor.assertClean();
    });
  });
}

// Whether the mailed link of a reset sets a password a second time.
async function useAgain(visitor) {
  const { page } = visitor;
  await page.getByLabel("New password").fill("a third set of words");
  await follow(visitor, () => page.getByRole("button", { name: "Save the new password" }).click());
  return (await heading(visitor)) !== "This link does not work any more";
}
