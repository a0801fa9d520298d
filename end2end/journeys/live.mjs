// What JavaScript adds: no reload, the truth in a second tab, and an honest page when saving fails.

import assert from "node:assert/strict";
import { before, test } from "node:test";

import { follow, newVisitor, openBrowser, reads, settled, visit } from "../harness/browser.mjs";
import { card, flip, isSwitched, press, switchOf } from "../harness/exchanges.mjs";
import { newCustomer, newCustomerIn } from "../harness/people.mjs";
import { startServer } from "../harness/server.mjs";

// The first is written in English alone, the second in every language of the organisation.
const COUPONS = "coupons";
const HELPER = "dinner-helper";
const CHOOSE = "**/actions/choose";

let server, browser, crm;

before(async (t) => {
  server = await startServer(t);
  browser = await openBrowser(t);
  crm = await server.client("consent:read", "consent:write");
});

async function isStoredOn({ ana }, key = COUPONS) {
  const { body } = await crm("GET", `${ana.path}/consents`);
  const { decision, phase } = body.exchanges.find((one) => one.proposition === key).toggles.exchange;
  return decision === "granted" && phase === "active";
}

// From now on what the page sends arrives, and the connection breaks before its answer does.
async function losesAnswers({ page }) {
  await page.evaluate(() => {
    const ask = window.fetch;
    window.fetch = async (url, request) => {
      const answer = await ask.call(window, url, request);
      if (request?.method === "POST") throw new TypeError("the connection broke");
      return answer;
    };
  });
}

test("a second tab shows the truth when it gets the focus", async () => {
  const visitor = await newCustomerIn(server, browser, crm);
  const second = { ...visitor, page: await visitor.context.newPage() };
  await visit(second, server.url);
  await flip(visitor, COUPONS);
  await second.page.bringToFront();
  // A headless window has no focus of its own to give.
  await second.page.evaluate(() => window.dispatchEvent(new Event("focus")));
  await isSwitched(second, COUPONS, true);
  visitor.assertClean();
});

test("until it is stored, the page says what it is doing, and shows what is stored", async () => {
  const visitor = await newCustomerIn(server, browser, crm);
  await flip(visitor, COUPONS);
  let letGo;
  const held = new Promise((resolve) => { letGo = resolve; });
  await visitor.page.route(CHOOSE, async (route) => {
    await held;
    await route.continue();
  });
  const button = switchOf(visitor, COUPONS);
  await button.click();
  await card(visitor, COUPONS).getByText("Turning off…").waitFor();
  assert.equal(await button.getAttribute("aria-checked"), "true", "off is not claimed before it is stored");
  letGo();
  await isSwitched(visitor, COUPONS, false);
  assert.equal(await isStoredOn(visitor), false);
  assert.equal(await button.evaluate((element) => element === document.activeElement), true, "the focus stays");
  assert.match(await visitor.page.getByRole("status").textContent(), /: off\./);
  visitor.assertClean();
});

for (const [trouble, meet] of [
  ["the server fails", (route) => route.fulfill({ status: 500, body: "no" })],
  ["the database is away", (route) => route.fulfill({ status: 503, headers: { "retry-after": "5" }, body: "away" })],
  ["the connection breaks", (route) => route.abort()],
]) {
  test(`when ${trouble}, the page says so and shows what is stored`, async () => {
    const visitor = await newCustomerIn(server, browser, crm, { expected: [/Failed to load resource/, /actions\/choose/] });
    await flip(visitor, COUPONS);
    await visitor.page.route(CHOOSE, meet);
    await switchOf(visitor, COUPONS).click();
    const sentence = "We could not save that. It is still on. Try again, or ask a person to turn it off.";
    await card(visitor, COUPONS).getByText(sentence).waitFor();
    await visitor.page.getByRole("alert").getByText(sentence).waitFor();
    await isSwitched(visitor, COUPONS, true);
    assert.equal(await isStoredOn(visitor), true);
    await visitor.page.unroute(CHOOSE);
    await flip(visitor, COUPONS);
    assert.equal(await isStoredOn(visitor), false);
    visitor.assertClean();
  });
}

for (const [what, key, toggle, language] of [
  ["what is not written in her language", COUPONS, "exchange", "de"],
  ["a part that the exchange needs", HELPER, "data:orders"],
]) {
  test(`of ${what} the page says nothing else than that it is off, though no answer came`, async () => {
    const visitor = await newCustomerIn(server, browser, crm);
    const { page } = visitor;
    await flip(visitor, key);
    if (language) await reads(visitor, server.url, language);
    await visit(visitor, server.url);
    await losesAnswers(visitor);
    const button = switchOf(visitor, key, toggle);
    await button.click();
    // Nothing there turns it on again: it has no switch any more.
    await button.waitFor({ state: "detached" });
    assert.equal(await isStoredOn(visitor, key), false);
    assert.equal(await card(visitor, key).locator(".status-failed").count(), 0);
    assert.equal((await page.getByRole("alert").allTextContents()).join(""), "");
    visitor.assertClean();
  });
}

test("of what names no switch the page does not say that nothing changed, where no answer came", async () => {
  const visitor = await newCustomerIn(server, browser, crm);
  await flip(visitor, COUPONS);
  await losesAnswers(visitor);
  await card(visitor, COUPONS).getByRole("button", { name: "Undo" }).click();
  const sentence = "We have lost the connection and do not know if that was saved. Reload the page to see.";
  await card(visitor, COUPONS).getByText(sentence).waitFor();
  await isSwitched(visitor, COUPONS, false);
  assert.equal(await isStoredOn(visitor), false, "it was");
  visitor.assertClean();
});

test("a click before the bundle has come is stored", async () => {
  const ana = await newCustomer(crm);
  const visitor = Object.assign(await newVisitor(browser), { ana });
  await visitor.page.route("**/*.wasm", () => {}); // It never comes.
  await visitor.page.goto(await server.link(ana.ref));
  await Promise.all([visitor.page.waitForEvent("load"), switchOf(visitor, COUPONS).click()]);
  await isSwitched(visitor, COUPONS, true);
  assert.equal(await isStoredOn(visitor), true);
});

test("clicks that follow each other quickly end in the last wish", async () => {
  const visitor = await newCustomerIn(server, browser, crm);
  const button = switchOf(visitor, COUPONS);
  for (let click = 0; click < 3; click += 1) await button.click();
  await isSwitched(visitor, COUPONS, true);
  await visitor.page.waitForLoadState("networkidle");
  await isSwitched(visitor, COUPONS, await isStoredOn(visitor));
  visitor.assertClean();
});

test("nothing moves while the page starts, and it weighs little", async () => {
  for (const width of [390, 1280]) {
    const ana = await newCustomer(crm);
    const visitor = await newVisitor(browser, { viewport: { width, height: 844 } });
    const { page } = visitor;
    await page.addInitScript(() => {
      window.shift = 0;
      new PerformanceObserver((list) => {
        for (const { value, hadRecentInput } of list.getEntries()) if (!hadRecentInput) window.shift += value;
      }).observe({ type: "layout-shift", buffered: true });
    });
    const network = await visitor.context.newCDPSession(page);
    await network.send("Network.enable");
    const weight = { page: 0, wasm: 0, font: 0 };
    const kinds = new Map();
    network.on("Network.responseReceived", ({ requestId, response }) => kinds.set(requestId, response.mimeType));
    network.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
      const type = kinds.get(requestId) ?? "";
      const kind = /html|css/.test(type) ? "page" : /wasm/.test(type) ? "wasm" : /font/.test(type) ? "font" : "other";
      weight[kind] = (weight[kind] ?? 0) + encodedDataLength;
    });
    await page.goto(await server.link(ana.ref));
    await settled(visitor);
    await page.waitForLoadState("networkidle");
    assert((await page.evaluate(() => window.shift)) <= 0.01, `the layout shifts at ${width} pixels`);
    console.log(`at ${width} pixels, in bytes on the wire: ${JSON.stringify(weight)}`);
    const most = { page: 20_000, wasm: 110_000, font: 60_000 };
    for (const [kind, bytes] of Object.entries(most)) assert(weight[kind] <= bytes, `${kind}: ${weight[kind]} > ${bytes}`);
    visitor.assertClean();
    await visitor.close();
  }
});

test("the page is the same before and after its islands are awake", async () => {
  const ana = await newCustomer(crm);
  const visitor = await newVisitor(browser);
  await visit(visitor, await server.link(ana.ref));
  const main = () => visitor.page.locator("main").innerHTML();
  const awake = await main();
  const plain = await newVisitor(browser, { javaScriptEnabled: false });
  await visit(plain, await server.link(ana.ref));
  const still = await plain.page.locator("main").innerHTML();
  const stable = (html) => html.replace(/name="(index|key)" value="[^"]*"/g, "").replace(/<!--.*?-->/gs, "");
  assert.equal(stable(awake), stable(still));
  visitor.assertClean();
});

test("what somebody presses in a tab that outlived her visit is done to nobody", async () => {
  const visitor = await newCustomerIn(server, browser, crm, { expected: [/status of 412/] });
  await flip(visitor, COUPONS);
  const { page, ana } = visitor;
  // In another tab of the same browser Bo comes in.
  const bo = await newCustomer(crm);
  const his = { ...visitor, page: await visitor.context.newPage() };
  await visit(his, await server.link(bo.ref));
  await follow(his, () => his.page.locator("form[action='/actions/open-link'] button").click());
  await isSwitched(his, COUPONS, false);
  await switchOf(visitor, COUPONS).click();
  const sentence = "Somebody else has signed in here since. Nothing has changed. Reload the page.";
  await card(visitor, COUPONS).getByText(sentence).waitFor();
  await isSwitched(visitor, COUPONS, true);
  assert.equal(await isStoredOn({ ana }), true, "hers stands");
  assert.equal(await isStoredOn({ ana: bo }), false, "and his");
  // Looked at again it becomes his page, by a load that one sees.
  await Promise.all([
    page.waitForEvent("load"),
    page.evaluate(() => window.dispatchEvent(new Event("focus"))),
  ]);
  await isSwitched(visitor, COUPONS, false);
  visitor.assertClean();
});
