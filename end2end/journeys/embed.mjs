// An exchange on a page of the brand's own site: another origin, a strict policy, no third-party cookie.

import assert from "node:assert/strict";
import { createServer } from "node:http";
import { before, describe, test } from "node:test";

import { assertAccessible } from "../harness/axe.mjs";
import { newVisitor, openBrowser } from "../harness/browser.mjs";
import { newCustomer } from "../harness/people.mjs";
import { startServer } from "../harness/server.mjs";

let server, browser, crm, shop;

before(async (t) => {
  server = await startServer(t);
  browser = await openBrowser(t);
  crm = await server.client("check", "consent:read", "consent:write");
  shop = await startShop(t);
  await server.command("organisation", "set", "--embed-origin", shop.origin);
});

// The brand's own site: a page for each address that was put on it. It is another site than ours,
// whichever way a browser tells sites apart (`localhost` and `127.0.0.1`).
async function startShop(t) {
  const pages = new Map();
  const http = createServer((request, response) => {
    const page = pages.get(request.url);
    response.writeHead(page ? 200 : 204, {
      "content-type": "text/html; charset=utf-8",
      // All that the element needs of a policy: its script, and to ask for the exchange.
      "content-security-policy":
        `default-src 'none'; script-src ${server.url}; connect-src ${server.url}; ` +
        "require-trusted-types-for 'script'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
      "referrer-policy": "no-referrer",
    });
    response.end(page);
  });
  await new Promise((resolve) => http.listen(0, "127.0.0.1", resolve));
  t.after(() => http.close());
  const origin = `http://localhost:${http.address().port}`;
  return {
    origin,
    show(path, body, lang = "en") {
      pages.set(path, `<!DOCTYPE html><html lang="${lang}"><head><meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1"><title>Grocer</title></head>
        <body><main><h1>Your basket</h1><h2>Recipes</h2>${body}</main></body></html>`);
      return origin + path;
    },
  };
}

// What the brand's server puts into a page about this customer, and the page's address. `client` is the
// server's key: a test client's is about a test customer.
async function pageFor(ana, proposition, attributes = "", client = crm) {
  const { status, body } = await client("POST", `${ana.path}/links`, { embed: { proposition, origin: shop.origin } });
  assert.equal(status, 201, JSON.stringify(body));
  const escaped = body.url.replaceAll("&", "&amp;");
  return shop.show(`/${encodeURIComponent(ana.ref)}/${proposition}${attributes.length}`, `
    <mutual-exchange src="${escaped}" ${attributes}>
      <p><a href="${server.url}/x/${proposition}">What you share, and what you get</a></p>
    </mutual-exchange>
    <script src="${body.embed.script}" integrity="${body.embed.integrity}" crossorigin="anonymous" async></script>`);
}

// Somebody whose browser keeps no cookie of a third party. The page is another origin than the server, so
// that the one request there is expected.
const guest = (options = {}) =>
  newVisitor(browser, { expected: [/a request to another origin/], ...options });

async function exchangeOf(ana, key) {
  const { body } = await crm("GET", `${ana.path}/consents`);
  return body.exchanges.find(({ proposition }) => proposition === key).toggles.exchange;
}

test("she answers the question where her data is asked for, and takes it back", async () => {
  const ana = await newCustomer(crm);
  const visitor = await guest();
  const { page, context } = visitor;
  const requests = [];
  page.on("request", async (request) => {
    if (request.url().startsWith(server.url)) requests.push(await request.allHeaders());
  });
  await page.goto(await pageFor(ana, "recipe-ideas", 'level="3"'));
  const question = page.getByRole("heading", { level: 3 });
  assert.match(await question.textContent(), /May we use/);
  const answers = page.locator("mutual-exchange .answers button");
  assert.deepEqual(await answers.allTextContents(), ["Don't allow", "Allow"]);
  const boxes = await Promise.all([0, 1].map((n) => answers.nth(n).boundingBox()));
  assert.equal(boxes[0].width, boxes[1].width, "one answer is as large as the other");
  assert(boxes.every(({ height }) => height >= 44));
  await assertAccessible(page);

  // By keyboard alone.
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  const flip = page.getByRole("switch", { name: "Weekly recipe ideas" });
  await flip.waitFor();
  assert.equal(await flip.getAttribute("aria-checked"), "true");
  assert(await flip.evaluate((button) => button.matches(":focus")), "she is where she was");
  assert.match(await page.locator("mutual-exchange [role=status]").textContent(), /: on\.$/);
  assert.equal((await exchangeOf(ana, "recipe-ideas")).decision, "granted");
  await assertAccessible(page);

  await page.keyboard.press("Space");
  await page.locator("mutual-exchange [aria-checked=false]").waitFor();
  assert.equal((await exchangeOf(ana, "recipe-ideas")).phase, "withdrawn");
  assert.deepEqual(await context.cookies(), [], "no cookie is set by anybody");
  assert(requests.length >= 3);
  for (const headers of requests) assert.equal(headers.cookie, undefined);
  visitor.assertClean();
});

test("a tab that lies open learns what another one did", async () => {
  const ana = await newCustomer(crm);
  const first = await guest({ expected: [/a request to another origin/, /409/] });
  const address = await pageFor(ana, "recipe-ideas");
  await first.page.goto(address);
  await first.page.getByRole("button", { name: "Allow", exact: true }).waitFor();
  const second = await guest();
  await second.page.goto(address);
  await second.page.getByRole("button", { name: "Don't allow" }).click();
  await second.page.locator("mutual-exchange [role=switch]").waitFor();
  // Her yes came after a no that this tab knew nothing of.
  await first.page.getByRole("button", { name: "Allow", exact: true }).click();
  await first.page.getByRole("alert").filter({ hasText: "stays off" }).waitFor();
  assert.equal((await exchangeOf(ana, "recipe-ideas")).decision, "denied");
  assert.equal(await first.page.getByRole("switch").getAttribute("aria-checked"), "false");
  first.assertClean();
  second.assertClean();
});

test("a page that is tried out says that nobody real is meant", async () => {
  const tester = await server.testClient("consent:read", "consent:write");
  const nobody = await newCustomer(tester);
  const visitor = await guest();
  const { page } = visitor;
  await page.goto(await pageFor(nobody, "recipe-ideas", "", tester));
  const band = page.locator("mutual-exchange .test");
  await band.waitFor();
  assert.match(await band.textContent(), /^Test You see what a customer would see\. Nobody real is meant/);
  await assertAccessible(page);
  await page.getByRole("button", { name: "Allow", exact: true }).click();
  await page.locator("mutual-exchange [aria-checked=true]").waitFor();
  assert(await band.isVisible(), "it stays when something is pressed");

  // Somebody real has none.
  await page.goto(await pageFor(await newCustomer(crm), "recipe-ideas"));
  await page.getByRole("button", { name: "Allow", exact: true }).waitFor();
  assert.equal(await band.count(), 0);
  visitor.assertClean();
});

describe("where it cannot be shown", () => {
  test("without JavaScript there is the plain link", async () => {
    const ana = await newCustomer(crm);
    const visitor = await guest({ javaScriptEnabled: false });
    await visitor.page.goto(await pageFor(ana, "recipe-ideas"));
    const link = visitor.page.getByRole("link", { name: "What you share, and what you get" });
    assert.equal(await link.getAttribute("href"), `${server.url}/x/recipe-ideas`);
    assert(await link.isVisible());
  });

  test("with an address that is not for this page there is the plain link", async () => {
    const visitor = await guest({ expected: [/./] });
    const address = shop.show("/broken", `
      <mutual-exchange src="${server.url}/embed?v=1"><p><a href="${server.url}/">Your choices</a></p></mutual-exchange>
      <mutual-exchange src="https://evil.example/embed"><p><a href="${server.url}/">Elsewhere</a></p></mutual-exchange>
      <script src="${server.url}/embed.js" async></script>`);
    await visitor.page.goto(address);
    await visitor.page.waitForFunction(() => customElements.get("mutual-exchange"));
    for (const name of ["Your choices", "Elsewhere"]) {
      assert(await visitor.page.getByRole("link", { name }).isVisible());
    }
  });
});

test("it is in her language, in the dark, narrow, and in the brand's hue alone", async () => {
  const ana = await newCustomer(crm);
  await crm("PUT", ana.path, { identifiers: [ana.ref], locale: "ar" });
  const visitor = await guest({ colorScheme: "dark" });
  const { page } = visitor;
  await page.goto(await pageFor(ana, "dinner-helper"));
  const card = page.locator("mutual-exchange .card");
  await card.waitFor();
  assert.equal(await card.getAttribute("dir"), "rtl");
  assert.equal(await card.getAttribute("lang"), "ar");
  const colour = (property) => card.evaluate((node, name) => getComputedStyle(node).getPropertyValue(name), property);
  const before = await colour("border-block-start-color");
  // What the host sets is a hue and nothing else: lightness and chroma stay.
  await page.locator("mutual-exchange").evaluate((node) => node.style.setProperty("--mutual-hue", "20"));
  const after = await colour("border-block-start-color");
  assert.notEqual(before, after);
  const parts = (text) => text.match(/[\d.]+/g).map(Number);
  assert.deepEqual(parts(before).slice(0, 2), parts(after).slice(0, 2), `${before} ${after}`);
  await assertAccessible(page);
  visitor.assertClean();
});
