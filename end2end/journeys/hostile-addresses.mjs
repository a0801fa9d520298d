// What stands in an address, or in the name and the lines of a file, is typed by a stranger as well: a page
// that says it again runs none of it, and what is taken away as a file is no page and no formula.

import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { before, test } from "node:test";

import { openBrowser, settled, visit } from "../harness/browser.mjs";
import { flip } from "../harness/exchanges.mjs";
import { Corpus, kindOf, look, looksAround, wary } from "../harness/hostile.mjs";
import { newAccount, newCustomer, signIn } from "../harness/people.mjs";
import { startServer } from "../harness/server.mjs";

// Where the pages are written: what they read of their address is asked of them, so that a new parameter is
// tried from its first day.
const PAGES = path.join(import.meta.dirname, "../../app/src");

const FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)"];

const corpus = new Corpus();
// Nobody listens there, and nothing is sent there.
const HOOKS = "127.0.0.1:9";
let server, browser, crm;

before(async (t) => {
  server = await startServer(t, { settings: { MUTUAL_WEBHOOK_HOSTS: HOOKS } });
  browser = await openBrowser();
  t.after(() => browser.close());
  crm = await server.client("consent:read", "consent:write", "value:write", "webhooks", "admin");
});

function parameters() {
  const sources = fs.readdirSync(PAGES, { recursive: true }).filter((name) => name.endsWith(".rs"));
  const names = sources.flatMap((name) =>
    [...fs.readFileSync(path.join(PAGES, name), "utf8").matchAll(/parameter\("(\w+)"\)/g)].map(([, name]) => name));
  const all = new Set([...names, "told", "said", "v", "earlier", "margin", "risk", "until"]);
  assert(all.size > 20 && all.has("next") && all.has("failed"), [...all].join());
  return [...all];
}

// Opens an address, and looks at the page once it is all there: a page that could not be drawn would run nothing
// either.
async function opens(visitor, address, statuses) {
  const response = await visitor.page.goto(address);
  assert(statuses.includes(response.status()), `${response.status()} from ${address}`);
  await settled(visitor);
  await look(visitor, corpus);
}

test("no page runs what stands in its address", async () => {
  const names = parameters();
  const hook = { url: `http://${HOOKS}/hooks`, events: ["consent.paused"] };
  const { status, body } = await crm("POST", "/webhook-endpoints", hook);
  assert(status < 300, JSON.stringify(body));
  const others = { admin: [`/admin/webhooks/${body.id}/replay`] };
  const query = () => new URLSearchParams(names.map((name) => [name, corpus.text(`?${name}`, { room: 90 })]));
  const people = { stranger: "/sign-in", customer: "/", agent: "/desk", admin: "/studio" };
  for (const [who, first] of Object.entries(people)) {
    const visitor = await wary(browser);
    if (who === "customer") {
      await visit(visitor, await server.link((await newCustomer(crm)).ref));
    } else if (who !== "stranger") {
      await signIn(server, visitor, await newAccount(server, who));
    }
    await visit(visitor, server.url + first);
    const pages = await looksAround(visitor, corpus, { others: others[who] });
    const kinds = new Map(pages.map((address) => [kindOf(address), address]));
    for (const address of kinds.values()) {
      const { origin, pathname } = new URL(address);
      await opens(visitor, `${origin}${pathname}?${query()}`, [200, 404]);
    }
    // Of what is not hers somebody is told so, whatever it is called.
    const statuses = who === "admin" ? [200, 404] : [200, 403, 404];
    for (const text of [corpus.text("a path", { shape: "word" }), corpus.text("another path", { shape: "even" })]) {
      for (const place of ["/", "/x/", "/studio/", "/desk/", "/why/", "/receipts/", "/admin/keys/", "/studio/models/", "/studio/red-lines/"]) {
        await opens(visitor, server.url + place + encodeURIComponent(text), statuses);
      }
    }
    await visitor.close();
  }
  // A page that says again what stands in its address says it as text.
  for (const name of ["?first", "?last"]) {
    const met = [...corpus.all.find(({ field }) => field === name).met];
    assert(met.includes("/admin/webhooks/#/replay"), `${name} is met at ${met}`);
  }
});

test("a file is no page, whatever is in it, and no cell of it is a formula", async () => {
  const { ref, path: her } = await newCustomer(crm);
  const at = new Date(Date.now() - 60_000).toISOString();
  const visitor = await wary(browser);
  await visit(visitor, await server.link(ref));
  await flip(visitor, "coupons");
  for (const context of [...FORMULAS, corpus.text("context", { room: 200 })]) {
    const use = { customer: ref, data: "orders", purpose: "offers", at, context };
    assert.equal((await crm("POST", "/usage-events", use)).status, 201);
    const [how, where, wording] = [100, 200, 200].map((room) => context.slice(0, room).trim());
    const choice = { proposition: "recipe-ideas", version: 1, toggles: { exchange: "on" }, evidence: { how, where, at, wording } };
    const chosen = await crm("POST", `${her}/choices`, choice);
    assert(chosen.status < 300, JSON.stringify(chosen.body));
    const value = { customer: ref, proposition: "coupons", benefit: "coupons", at, amount: 4, proof_ref: where };
    const got = await crm("POST", "/value-events", value);
    assert(got.status < 300, JSON.stringify(got.body));
  }
  const cookies = (await visitor.context.cookies()).map(({ name, value }) => `${name}=${value}`).join("; ");
  const { page } = visitor;
  await visit(visitor, `${server.url}/x/coupons`);
  const receipt = await page.locator("#history a[href^='/receipts/']").first().getAttribute("href");
  await visit(visitor, server.url + receipt);
  const forms = await page.locator(`a[href^="${receipt}/"]`).evaluateAll((all) => all.map((one) => one.getAttribute("href")));
  assert(forms.length > 0);
  for (const address of ["/timeline.csv", "/timeline.json", "/data/everything.json", ...forms]) {
    const text = await isFile(await fetch(server.url + address, { headers: { cookie: cookies } }), address);
    if (address !== "/timeline.csv") continue;
    for (const formula of FORMULAS) assert(text.includes(`,'${formula},`), `${formula} came to no cell of ${text}`);
  }
  const export_ = await fetch(`${server.url}/api/v1/export?format=csv`, { headers: { authorization: `Bearer ${crm.secret}` } });
  await isFile(export_, "the export of everybody");
  await visitor.close();
});

async function isFile(answer, address) {
  assert.equal(answer.status, 200, address);
  const head = (name) => answer.headers.get(name) ?? "";
  assert.doesNotMatch(head("content-type"), /html|xml|svg|javascript/, address);
  assert.match(head("content-disposition"), /^attachment; filename="[\w.-]+"$/, address);
  assert.equal(head("x-content-type-options"), "nosniff", address);
  const text = await answer.text();
  if (!head("content-type").startsWith("text/csv")) return text;
  const cells = text.split(/\r?\n/).flatMap((line) => line.match(/("([^"]|"")*"|[^,]*)(,|$)/g) ?? []);
  assert(cells.length > 10, address);
  const formulas = cells.map((cell) => cell.replace(/^"|,$/g, "")).filter((cell) => /^\s*[=+@\-\t\r]/.test(cell));
  assert.deepEqual(formulas, [], `${address} has cells that a spreadsheet takes for formulas`);
  return text;
}
