// Every text that a person can type or a system can send is a script here, and none of them may ever
// run, on any page of anybody. The browser is told to ignore the page's own policy against scripts,
// so that it is the pages that hold, and not the second wall behind them.

import assert from "node:assert/strict";
import { before, test } from "node:test";

import { follow, newVisitor, openBrowser, visit } from "../harness/browser.mjs";
import { reachablePages } from "../harness/crawl.mjs";
import { flip } from "../harness/exchanges.mjs";
import { newAccount, newCustomer, signIn } from "../harness/people.mjs";
import { startServer } from "../harness/server.mjs";

// Each ends the place that it may stand in (a text field, an attribute, a script, a comment, a
// title, a style), and then runs.
const payloads = [
  "</textarea><script>hit()</script>",
  "\"><img src=x onerror=hit()>",
  "'><svg/onload=hit()>",
  "</script><script>hit()</script>",
  "</title><script>hit()</script>",
  "--><script>hit()</script>",
  "</style><script>hit()</script>",
  "</template><script>hit()</script>",
  "\" autofocus onfocus=hit() x=\"",
  "' onmouseover=hit() style='position:fixed;inset:0",
  "<iframe srcdoc=\"<script>parent.hit()</script>\">",
  "<math><mtext><table><mglyph><style><!--</style><img title=\"--><img src=x onerror=hit()>\">",
  "<a href=javascript:hit()>x</a>",
  "javascript:hit()",
  "\\u003cscript\\u003ehit()\\u003c/script\\u003e",
  "&lt;script&gt;hit()&lt;/script&gt;",
  "${hit()}{{hit()}}<%= hit() %>",
  "\u2028hit()\u2029",
];

let server, browser, crm, next = 0;

// As many of them as fit into `room` characters, beginning with another one each time.
function hostile(room) {
  const turned = [...payloads.slice(next), ...payloads.slice(0, next)];
  next = (next + 1) % payloads.length;
  let text = "";
  for (const payload of turned) {
    if (text.length + payload.length < room) text += (text && " ") + payload;
  }
  return text;
}

before(async (t) => {
  server = await startServer(t);
  browser = await openBrowser(t);
  crm = await server.client("consent:read", "consent:write", "value:write");
});

// A visitor on whose pages a script would be noticed.
async function wary() {
  const visitor = await newVisitor(browser, { bypassCSP: true, expected: [/.*/] });
  const hits = [];
  await visitor.context.exposeFunction("hit", () => hits.push(visitor.page.url()));
  visitor.page.on("dialog", (dialog) => {
    hits.push(`${visitor.page.url()}: a dialog`);
    return dialog.dismiss();
  });
  return Object.assign(visitor, { hits });
}

async function member(role) {
  const visitor = await wary();
  await signIn(server, visitor, await newAccount(server, role));
  return visitor;
}

const click = (visitor, name) =>
  follow(visitor, () => visitor.page.getByRole("button", { name }).first().click());

// Fills every free text of a form that somebody may write in; how many there are.
async function fillAll(form) {
  const fields = form.locator("textarea, input:not([type]), input[type=text]");
  let filled = 0;
  for (const field of await fields.all()) {
    if (!(await field.isVisible()) || !(await field.isEditable())) continue;
    const room = Number(await field.getAttribute("maxlength")) || 240;
    await field.fill(hostile(room));
    filled += 1;
  }
  return filled;
}

// Looks at every page that links lead to; the texts of all of them.
async function looksAround(visitor) {
  const { page, hits } = visitor;
  const pages = await reachablePages(page);
  assert(pages.length > 1);
  let texts = "";
  for (const address of pages) {
    await visit(visitor, address);
    // What waits for a pointer or for the keyboard gets it.
    for (const target of await page.locator("[autofocus], [onmouseover], [onfocus]").all()) {
      await target.hover({ force: true, timeout: 1_000 }).catch(() => {});
    }
    const links = await page.locator("a[href], form[action], [formaction]").evaluateAll((all) =>
      all.flatMap((one) => [one.href, one.action, one.formAction]).map(String));
    assert.deepEqual(links.filter((link) => /^\s*javascript:/i.test(link)), [], address);
    texts += await page.content();
    texts += (await page.locator("input, textarea").evaluateAll((all) => all.map((one) => one.value))).join("\n");
  }
  assert.deepEqual(hits, []);
  return texts;
}

test("a script that does run is noticed", async () => {
  const visitor = await wary();
  for (const [payload, runs] of [[payloads[0], `<textarea>${payloads[0]}</textarea>`], [payloads[1], `<p title="${payloads[1]}">`], [payloads[8], `<input value="${payloads[8]}">`]]) {
    visitor.hits.length = 0;
    await visitor.page.goto(`${server.url}/sign-in`);
    await visitor.page.setContent(runs);
    await visitor.page.locator("input").focus({ timeout: 500 }).catch(() => {});
    await visitor.page.waitForTimeout(200);
    assert(visitor.hits.length > 0, payload);
  }
});

test("a draft, its comments, a term and a stop full of scripts run none of them", async () => {
  const marketer = await member("marketer");
  const { page } = marketer;
  await visit(marketer, `${server.url}/studio/new`);
  await page.locator("[name=title]").fill(`Lists ${hostile(60)}`);
  await page.locator("[name=key]").fill("hostile");
  await click(marketer, "Begin the draft");
  const filled = await fillAll(page.locator("form").filter({ has: page.locator("[name=use]") }));
  assert(filled > 15, `${filled} fields were filled`);
  await click(marketer, "Save, and look at what would change");
  // What is refused comes back as it was typed, beside what is wrong with it.
  await visit(marketer, `${server.url}/studio/coupons`);
  for (const name of ["use", "if_off", "stays", "retention", "change_note"]) {
    const field = page.locator(`[name=${name}]`);
    await field.fill(`${await field.inputValue()} ${hostile(120)}`);
  }
  await click(marketer, "Save, and look at what would change");
  await visit(marketer, `${server.url}/studio/coupons/publish`);
  await page.locator("[name=comment]").first().fill(hostile(1_000));
  await follow(marketer, () => page.locator("form:has([name=comment]) button").first().click());

  await click(marketer, "Ask for a review");
  const reviewer = await member("reviewer");
  await visit(reviewer, `${server.url}/studio/coupons/publish`);
  const accepted = reviewer.page.locator("[name=accepted]");
  if (await accepted.count()) await accepted.check();
  await click(reviewer, "Approve it");
  await visit(marketer, `${server.url}/studio/coupons/publish`);
  await click(marketer, /^Publish version/);
  await visit(reviewer, `${server.url}/studio/registry`);
  const add = reviewer.page.locator("a[href*='/studio/registry/']").filter({ hasText: /new|add/i }).first();
  await visit(reviewer, new URL(await add.getAttribute("href"), server.url).href);
  await fillAll(reviewer.page.locator("main form").filter({ has: reviewer.page.locator("[name=label]") }));
  await reviewer.page.locator("main form:has([name=label]) button").first().click();
  await reviewer.page.locator("[name=id]").fill("hostile_term");
  await follow(reviewer, () => reviewer.page.locator("main form:has([name=label]) button").first().click());
  await visit(reviewer, `${server.url}/studio/dinner-helper/publish`);
  await reviewer.page.locator("form[action='/actions/stop-proposition'] [name=reason]").fill(hostile(400));
  await follow(reviewer, () => reviewer.page.locator("form[action='/actions/stop-proposition'] button").click());

  for (const visitor of [marketer, reviewer, await member("admin")]) {
    await visit(visitor, `${server.url}/studio`);
    const texts = await looksAround(visitor);
    const asMarkup = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
    const seen = payloads.filter((payload) => texts.includes(payload) || texts.includes(asMarkup(payload)));
    assert(seen.length > payloads.length / 2, `only ${seen.length} payloads were met`);
  }

  // What is live now is read, answered and kept by a customer.
  const { ref } = await newCustomer(crm);
  const ana = await wary();
  await visit(ana, await server.link(ref));
  await flip(ana, "coupons");
  const texts = await looksAround(ana);
  assert(texts.includes("hit()"), "she reads what was published");
});

test("what a system says about a customer runs on no page of hers", async () => {
  const { ref, path } = await newCustomer(crm);
  const at = new Date(Date.now() - 60_000).toISOString();
  const choice = await crm("POST", `${path}/choices`, {
    proposition: "recipe-ideas", version: 1, toggles: { exchange: "on" },
    evidence: { how: hostile(100), where: hostile(200), at, wording: hostile(4_000) },
  });
  assert.equal(choice.status, 201, JSON.stringify(choice.body));
  for (const context of payloads) {
    const { body } = await crm("POST", "/usage-events", {
      events: [{ customer: ref, data: "orders", purpose: "recommendations", at, context }],
    });
    assert.equal(body.refused, 0, JSON.stringify(body));
  }
  for (const proof_ref of payloads) {
    await crm("POST", "/value-events", {
      events: [{ customer: ref, proposition: "recipe-ideas", benefit: "recipes", at, proof_ref }],
    });
  }
  const visitor = await wary();
  await visit(visitor, await server.link(ref));
  const texts = await looksAround(visitor);
  assert(texts.includes("hit()"), "what was said is shown");
});

test("what a stranger types runs nowhere, refused or not", async () => {
  const visitor = await wary();
  const { page } = visitor;
  for (const [address, field] of [["/sign-in", "email"], ["/sign-up", "email"], ["/forgotten", "email"], ["/check", "receipt"]]) {
    const response = await visit(visitor, server.url + address);
    if (response.status() !== 200) continue;
    for (let turn = 0; turn < 3; turn += 1) {
      await visit(visitor, server.url + address);
      const form = page.locator("main form").filter({ has: page.locator(`[name=${field}]`) }).first();
      await form.evaluate((form) => { form.noValidate = true; });
      for (const input of await form.locator("input:not([type=hidden]):not([type=file]), textarea").all()) {
        await input.fill(hostile(1_000));
      }
      await follow(visitor, () => form.locator("button").first().click());
    }
  }
  for (const payload of payloads) {
    const hidden = encodeURIComponent(payload);
    for (const address of [`/${hidden}`, `/x/${hidden}`, `/studio/${hidden}`, `/then?day=${hidden}`, `/sign-in?next=${hidden}`, `/?told=${hidden}`, `/sign-in?said=${hidden}`]) {
      await visit(visitor, server.url + address);
    }
  }
  assert.deepEqual(visitor.hits, []);
});
