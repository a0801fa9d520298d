// Every page that links lead to, for everyone who may be in, in every look it may be met in.

import assert from "node:assert/strict";
import { before, test } from "node:test";

import { assertAccessible, assertAccessibleInArabic } from "../harness/axe.mjs";
import { follow, newVisitor, openBrowser, reads, visit } from "../harness/browser.mjs";
import { reachablePages } from "../harness/crawl.mjs";
import { flip, press } from "../harness/exchanges.mjs";
import { newAccount, newCustomerIn, signIn } from "../harness/people.mjs";
import { startServer } from "../harness/server.mjs";

let server, browser, crm;

before(async (t) => {
  server = await startServer(t);
  browser = await openBrowser(t);
  crm = await server.client("consent:read", "consent:write");
});

// What is written in no Arabic asks nobody who reads Arabic: of an exchange that somebody did not answer there is
// no page in it, and that says so in Arabic.
const unwritten = { expected: [/status of 404 .*\/x\/[a-z-]+\)$/] };

// Everybody who meets pages, and how they come in. Each gives a visitor who stands on a first page.
const people = {
  "a stranger": async () => {
    const visitor = await newVisitor(browser);
    await visit(visitor, `${server.url}/sign-in`);
    return visitor;
  },
  "a customer with nothing on": () => newCustomerIn(server, browser, crm, unwritten),
  "a customer with answers": async () => {
    const visitor = await newCustomerIn(server, browser, crm, unwritten);
    await flip(visitor, "coupons");
    await flip(visitor, "dinner-helper");
    await flip(visitor, "dinner-helper");
    return visitor;
  },
  "a customer who paused": async () => {
    const visitor = await newCustomerIn(server, browser, crm, unwritten);
    await flip(visitor, "coupons");
    await press(visitor, visitor.page.getByRole("button", { name: "Pause everything" }));
    return visitor;
  },
  "a marketer": () => memberOfTheTeam("marketer"),
  "a reviewer with a model": async () => {
    const program = await server.client("admin");
    const { status } = await program("PUT", "/models/ranker", {
      name: "Recipe ranker",
      vendor: "Halden Ranking Ltd",
      task: "Picks three recipes a week.",
      versions: ["2026-10"],
      bar: { explained: 95, below: "person" },
    });
    assert.equal(status, 200);
    return memberOfTheTeam("reviewer");
  },
  "an administrator with a webhook": async () => {
    const visitor = await memberOfTheTeam("admin");
    const { page } = visitor;
    await visit(visitor, `${server.url}/admin/webhooks`);
    // There is none yet.
    await assertAccessible(page);
    // Nobody is there, so that each message has an attempt that failed.
    await page.getByRole("textbox", { name: "Address" }).fill("https://crm.example.invalid/hooks");
    await follow(visitor, () => page.getByRole("button", { name: "Add it" }).click());
    const hook = page.url().split("?")[0];
    await assertAccessible(page);
    await flip(await newCustomerIn(server, browser, crm), "coupons");
    await follow(visitor, () => page.getByRole("button", { name: "Send a test message" }).click());
    await assertAccessible(page);
    for (const ask of ["remove", "replay?first=1", "replay?first=x"]) {
      await visit(visitor, `${hook}/${ask}`);
      await assertAccessible(page);
    }
    await visit(visitor, hook);
    return visitor;
  },
  "an administrator with a key": async () => {
    const visitor = await memberOfTheTeam("admin");
    const { page } = visitor;
    await visit(visitor, `${server.url}/admin/keys`);
    await assertAccessible(page);
    await page.getByRole("textbox", { name: "Name" }).fill("Mailing tool");
    await page.getByRole("checkbox", { name: /^Ask whether/ }).check();
    await follow(visitor, () => page.getByRole("button", { name: "Make the key" }).click());
    // As it stands this one time, with the secret.
    assert.match(await page.locator("pre").innerText(), /^mk_live_/);
    await assertAccessible(page);
    const key = page.url().split("?")[0];
    await visit(visitor, `${key}/revoke`);
    await assertAccessible(page);
    await visit(visitor, key);
    return visitor;
  },
};

async function memberOfTheTeam(role) {
  const visitor = await newVisitor(browser);
  await signIn(server, visitor, await newAccount(server, role));
  return visitor;
}

// The documentation is the same for everybody, and long: one of them looks at it. It is in English alone.
const documentation = new Set();

// What was looked at in Arabic. Customers stand to their exchanges in different ways, so that each looks at
// hers; every other page is looked at by the first who may.
const inArabic = new Set();

for (const [who, comesIn] of Object.entries(people)) {
  test(`every page of ${who}`, async () => {
    const visitor = await comesIn();
    const { page } = visitor;
    const first = page.url();
    // As it stands right after what she did, with the line that says so.
    await assertAccessible(page);
    const pages = await reachablePages(page);
    assert(pages.length > 0);
    console.log(`${who} reaches ${pages.length} pages from ${new URL(first).pathname}`);
    for (const address of pages.filter((address) => !documentation.has(address))) {
      await visit(visitor, address);
      await assertAccessible(page);
      if (new URL(address).pathname.startsWith("/docs")) {
        documentation.add(address);
        continue;
      }
      const once = who.startsWith("a customer") ? `${who} ${address}` : address;
      if (inArabic.has(once)) continue;
      inArabic.add(once);
      await assertAccessibleInArabic(visitor);
    }
    visitor.assertClean();
  });
}

// In German the band has most lines, and back by the keys what is come to is scrolled to the top.
test("the band of the test side stands over nothing that the keys lead to", async () => {
  const visitor = await memberOfTheTeam("admin");
  const { page } = visitor;
  await page.setViewportSize({ width: 600, height: 320 });
  await reads(visitor, server.url, "de");
  await visit(visitor, `${server.url}/admin/webhooks?side=test`);
  const sticks = await page.locator(".test-band").evaluate((band) => {
    window.scrollTo(0, document.documentElement.scrollHeight);
    return window.scrollY > 0 && band.getBoundingClientRect().top === 0;
  });
  assert(sticks, "it stays in view");
  await page.locator(".site-foot a, .site-foot button").last().focus();
  let isFirst = false;
  for (let stops = 0; stops < 100 && !isFirst; stops += 1) {
    await page.keyboard.press("Shift+Tab");
    const [what, covered, first] = await page.evaluate(() => {
      const stop = document.activeElement;
      const box = stop.getBoundingClientRect();
      const seen = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
      return [stop.outerHTML.slice(0, 200), Boolean(seen?.closest(".test-band")), stop.matches(".skip")];
    });
    assert(!covered, what);
    isFirst = first;
  }
  assert(isFirst, "the keys lead to the first link");
  visitor.assertClean();
});

test("the foot stands at the end of a short page, with the band of the test side or without", async () => {
  const visitor = await memberOfTheTeam("admin");
  const { page } = visitor;
  await page.setViewportSize({ width: 1280, height: 4000 });
  for (const address of ["/admin/webhooks", "/admin/webhooks?side=test"]) {
    await visit(visitor, `${server.url}${address}`);
    const [head, below] = await page.evaluate(() => {
      const box = (part) => document.querySelector(part).getBoundingClientRect();
      return [box(".site-head").height, window.innerHeight - box(".site-foot").bottom];
    });
    assert(head < 200, `the head is ${head} pixels high`);
    assert(Math.abs(below) < 1, `${below} pixels are left below the foot`);
  }
  visitor.assertClean();
});
