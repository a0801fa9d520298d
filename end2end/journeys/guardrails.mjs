// One story from end to end: an AI agent asks and is shown less than it wanted, it proposes, it crosses
// a red line, a person decides otherwise, the customer reads why, says that it is wrong and gets an
// answer; and the ledger proves each step. Everybody uses what they would use: the agent `mutual mcp` and
// the API, the team and the customer their pages, the auditor the command line.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import fs from "node:fs/promises";
import http from "node:http";
import path from "node:path";
import { test } from "node:test";
import { promisify } from "node:util";

import { Webhook } from "standardwebhooks";

import { uses } from "../harness/agent.mjs";
import { assertAccessible } from "../harness/axe.mjs";
import { follow, newVisitor, openBrowser, visit } from "../harness/browser.mjs";
import { flip } from "../harness/exchanges.mjs";
import { worksByKeys } from "../harness/keys.mjs";
import { inDatabase, minuteOver } from "../harness/minute.mjs";
import { newAccount, newCustomer, signIn } from "../harness/people.mjs";
import { startServer } from "../harness/server.mjs";

const COUPONS = "coupons";
const LINE = "vouchers-by-people";
const LINE_SAYS = "No computer alone decides about a voucher of more than £15.";
// The line of the starter set that a price from a guess crosses.
const NO_PRICE = "no-price-from-weakness";
const MODEL = "coupon-agent";
// What nobody but the person who decides may read, and she not before she has a view of her own.
const SCORE = "Score 412: two complaints in May.";
const YES = "Both complaints of May were our fault. So you get the voucher.";
const WRONG = "I never bought fennel. <b>Somebody</b> mixed up two orders.";
const DECIDED = "A computer proposed no. A person in our team decided otherwise, and said yes.";
const ANSWER = "You are right: that order was your neighbour’s. The voucher stays yours.";

// The program of the page “Record a decision” in the documentation.
const SEALED = path.join(import.meta.dirname, "../../server/src/api/docs/recipes/sealed.py");

const run = promisify(execFile);

test("an agent is held back, a person decides, she contests, and the ledger proves it", async (t) => {
  const hooks = await receiver(t);
  const server = await startServer(t, { settings: { MUTUAL_WEBHOOK_HOSTS: hooks.host } });
  const browser = await openBrowser(t);
  const crm = await server.client("check", "consent:read", "consent:write", "feed", "cases", "webhooks", "decisions:write", "admin");
  const agent = await server.client("check", "decisions:write");
  const made = await crm("POST", "/webhook-endpoints", { url: hooks.url, events: ["case.opened", "case.decided"] });
  assert.equal(made.status, 201, JSON.stringify(made.body));
  hooks.secret = made.body.secret;
  const { last: before } = await feed(crm, 0);

  const rae = await staff(server, browser, "reviewer");
  await drawsTheLine(server, rae);
  await registersTheModel(server, rae);

  const ana = await newCustomer(crm);
  const anas = await newVisitor(browser);
  await visit(anas, await server.link(ana.ref));
  await flip(anas, COUPONS);

  await isShownLess(server, agent, ana);
  await isRefused(agent, ana);
  await busyDay(crm, ana);
  assert.deepEqual(await shares(server, rae), { contested: "0%", overturned: "0%" });

  const first = await crossesTheLine(server, agent, ana);
  const kit = await staff(server, browser, "agent");
  await worksByKeys(server, kit, first);
  const gus = await staff(server, browser, "agent");
  await decidesOtherwise(server, gus, first);
  await minuteOver(server);
  await isTold(crm, hooks, first);

  const { decision, why } = await recordsWhatThePersonAllowed(agent, ana, first);
  await isSealed(crm, decision);
  assert.deepEqual(await shares(server, rae), { contested: "0%", overturned: "4%" });

  const reader = await readsWhy(browser, why);
  await contests(reader);
  await visit(anas, why);
  await looked(anas);
  await visit(anas, `${server.url}/why/${decision}`);
  await looked(anas);
  const ivy = await staff(server, browser, "agent");
  const second = await answers(server, ivy, anas, decision);
  await minuteOver(server);
  await readsTheAnswer(server, hooks, anas, ana, { id: second, decision, why });
  await until(async () => (await agent("GET", `/decisions/${decision}`)).body.contested);
  assert.deepEqual(await shares(server, rae), { contested: "4%", overturned: "4%" });

  await looksAtTheRest(server, rae);
  await proves({ server, crm, ana, before, first, second, decision });
  await findsOut(server, crm, browser, decision, why);
  for (const visitor of [rae, anas, kit, gus, ivy, reader]) visitor.assertClean();
});

// --- the reviewer ---------------------------------------------------------------------------------

// Beside the lines of the starter set, which the shop has, Rae draws one: looked at first, then drawn.
async function drawsTheLine(server, rae) {
  const { page } = rae;
  await visit(rae, `${server.url}/studio/red-lines/new`);
  const field = (name) => page.locator(`[name="${name}"]`);
  await field("key").fill(LINE);
  await field("says").fill(LINE_SAYS);
  await field("why").fill("So much money is worth a second look.");
  await field("topics").fill("voucher");
  await field("amount").fill("15");
  await field("currency").fill("GBP");
  await field("effect").selectOption("escalate");
  await field("team").selectOption("front_desk");
  await page.locator("form[action='/actions/save-line'] [name=reason]").fill("We promised it.");
  await press(rae, "Look at what it does");
  await page.locator("#looked").getByText("It takes nothing away. It holds at once.").waitFor();
  // What was typed outlives a reload, and what draws it stands where it says what that does.
  await page.reload();
  assert.equal(await field("says").inputValue(), LINE_SAYS);
  await page.locator("#looked").getByRole("button", { name: "Draw it now" }).waitFor();
  await looked(rae);
  await press(rae, "Draw it now");
  await page.getByRole("link", { name: LINE_SAYS }).waitFor();
  await looked(rae);
}

async function registersTheModel(server, rae) {
  const { page } = rae;
  await visit(rae, `${server.url}/studio/models/new`);
  const field = (name) => page.locator(`[name="${name}"]`);
  await field("key").fill(MODEL);
  await field("name").fill("Coupon agent");
  await field("vendor").fill("Halden Agents Ltd");
  await field("task").fill("Picks coupons and vouchers.");
  await field("versions").fill("2026-10");
  await press(rae, "Save");
  await page.getByText("It is saved.").waitFor();
}

// What the table of all models says of ours.
async function shares(server, rae) {
  await visit(rae, `${server.url}/studio/models`);
  // Below it its maker has a row of its own.
  const row = rae.page.locator("table.models").first().getByRole("row", { name: MODEL });
  const cell = async (label) => {
    const said = await row.locator(`td[data-label="${label}"]`).innerText();
    // Beside the share stands how it moved.
    return said.match(/^\S+%/)?.[0] ?? said;
  };
  return { contested: await cell("Contested"), overturned: await cell("Overturned") };
}

async function looksAtTheRest(server, rae) {
  const { page } = rae;
  await visit(rae, `${server.url}/studio/models`);
  await looked(rae);
  await visit(rae, `${server.url}/studio/models/${MODEL}`);
  await looked(rae);
  // What the agent recorded against the line, and what it recorded before a person had decided.
  await visit(rae, `${server.url}/studio/violations`);
  const said = await page.locator("main").innerText();
  assert.match(said, /a red line/);
  assert.match(said, /A person had to decide/);
  await looked(rae);
  await visit(rae, `${server.url}/desk/figures`);
  await page.getByRole("row", { name: MODEL }).waitFor();
  await looked(rae);
}

// --- the agent ------------------------------------------------------------------------------------

// What Ana did not turn on is not shown to the agent, whatever it asks for.
async function isShownLess(server, agent, ana) {
  const part = async (data, channels, ai) => {
    const wish = { customer: ana.ref, purpose: "offers", data, channels, ai_uses: ai };
    const { words, detail, failed } = await uses(server, agent.secret, "project", wish);
    assert(!failed, words);
    assert.equal(detail.verdict, "deny", "all of it may not be used");
    assert.match(words, /^Allowed is this part alone: .* Do not use it\.$/);
    return { ...detail, words };
  };
  const data = ["orders", "price_sensitivity"];
  const most = await part(["birthday", ...data], ["email", "post"], ["decide_auto", "personalise"]);
  assert.deepEqual(most.allowed, { data, inferences: [], channels: ["post"], ai: ["personalise"] });
  // One switch that she left off is enough.
  const less = await part(data, ["email", "post"], ["personalise"]);
  assert.deepEqual(less.allowed, { data, inferences: [], channels: ["post"], ai: ["personalise"] });
  assert.match(less.words, /facet_off \(channel:email\)/);
}

// A line that denies: nothing that she turned on moves it, and to act all the same leaves a violation.
async function isRefused(agent, ana) {
  const use = { customer: ana.ref, purpose: "offers", channel: "post", ai: "personalise" };
  const ask = async (topic) => {
    const check = { ...use, data: ["price_sensitivity"], topic };
    const { status, body } = await agent("POST", "/check", { checks: [check] });
    assert.equal(status, 200, JSON.stringify(body));
    return body.results[0];
  };
  assert.equal((await ask("coupon")).verdict, "allow");
  const { verdict, reasons: [reason] } = await ask("price");
  assert.deepEqual([verdict, reason.code, reason.red_line], ["deny", "red_line", NO_PRICE]);
  const guess = { category: "price_sensitivity", item: "You look at prices", weight: 1, direction: "for" };
  const { status, body } = await agent("POST", "/decisions", picked(ana, { topic: "price", data: [guess] }));
  assert.deepEqual([status, body.code], [422, "cites_forbidden_data"]);
}

// So many decisions that shares can be told of the model, and that the next one is four in a hundred.
async function busyDay(crm, ana) {
  const { status, body } = await crm("POST", "/decisions", { decisions: Array(24).fill(picked(ana)) });
  assert.deepEqual([status, body.recorded], [200, 24]);
}

// The agent would say no to a voucher. That is a person's to decide: it records nothing before one has,
// and opens a case with what it proposes.
async function crossesTheLine(server, agent, ana) {
  const { status, body } = await agent("POST", "/decisions", picked(ana, VOUCHER));
  assert.deepEqual([status, body.code], [422, "person_needed"]);
  const wish = {
    customer: ana.ref, purpose: "offers", data: ["orders"], channel: "post", ai: "personalise",
    topic: VOUCHER.topic, amount: VOUCHER.amount, currency: VOUCHER.currency,
  };
  const asked = await uses(server, agent.secret, "check", wish);
  assert.equal(asked.detail.verdict, "escalate");
  assert.equal(asked.detail.reasons[0].red_line, LINE);
  const proposal = { outcome: "deny", model: MODEL, why: SCORE };
  const opened = await uses(server, agent.secret, "open_case", { ...wish, proposal });
  assert.match(opened.words, /do not do it\.$/);
  return opened.detail.case;
}

const VOUCHER = {
  topic: "voucher", amount: 20, currency: "GBP",
  outcome: "We put a voucher of £20 into your post.",
};

// A decision of the agent, from two of her orders.
function picked(ana, more = {}) {
  return {
    customer: ana.ref, purpose: "offers", channel: "post", ai: "personalise",
    topic: "coupon", model: MODEL, model_version: "2026-10",
    outcome: "We posted four coupons to you.",
    counterfactual: "Without the order of 3 May you would have got others.",
    data: [
      { category: "orders", item: "Saffron, 9 May", weight: 0.1, direction: "against" },
      { category: "orders", item: "Fennel, 3 May", weight: 0.3, direction: "for" },
    ],
    not_used: ["precise_location", "health_conditions"],
    ...more,
  };
}

async function recordsWhatThePersonAllowed(agent, ana, id) {
  const { status, body } = await agent("POST", "/decisions", picked(ana, { ...VOUCHER, case: id }));
  assert.equal(status, 201, JSON.stringify(body));
  const kept = await agent("GET", `/decisions/${body.decision}`);
  assert.deepEqual([kept.body.recorded.case, kept.body.overridden], [id, true]);
  return body;
}

// On a busy day a seal does not wait for its minute: so many others are recorded that it comes at once.
async function isSealed(crm, decision) {
  const bea = await newCustomer(crm);
  const { body: { exchanges } } = await crm("GET", `${bea.path}/consents`);
  const { version } = exchanges.find(({ proposition }) => proposition === COUPONS);
  const evidence = { how: "phone", where: "call centre", at: new Date(Date.now() - 60_000).toISOString(), wording: "May we?" };
  const choice = { proposition: COUPONS, version, toggles: { exchange: "on" }, evidence };
  assert.equal((await crm("POST", `${bea.path}/choices`, choice)).status, 201);
  const versions = ["2026-10"];
  const model = { name: "Mailer", vendor: "Halden Agents Ltd", task: "Mails coupons.", versions };
  assert.equal((await crm("PUT", "/models/mailer", model)).status, 200);
  const list = { decisions: Array(1_000).fill(picked(bea, { model: "mailer" })) };
  for (let lists = 0; lists < 5; lists += 1) {
    const { status, body } = await crm("POST", "/decisions", list);
    assert.deepEqual([status, body.recorded], [200, 1_000]);
  }
  await until(async () => (await crm("GET", `/decisions/${decision}`)).body.sealed);
}

// --- the desk -------------------------------------------------------------------------------------

// Gus takes a view of his own, reads only then what the computer proposes, and decides otherwise.
async function decidesOtherwise(server, gus, id) {
  const { page } = gus;
  const main = page.locator("main");
  await visit(gus, `${server.url}/desk`);
  await follow(gus, () => page.locator(`a[href="/desk/${id}"]`).first().click());
  const asked = await main.innerText();
  assert.match(asked, new RegExp(LINE_SAYS));
  // As people write and say it: the money, and what the organisation calls its data.
  assert.match(asked, /£20\n/);
  assert.match(asked, /Order history/);
  assert.match(await page.locator("h1").innerText(), /^May we\? /);
  await press(gus, "Take this case");
  const before = await page.locator("section", { has: page.locator("#history-t") }).innerText();
  assert.match(before, /You turned it on\s+Coupons by post/);
  assert.match(before, /given to a person\s+By a program of ours/);
  const hidden = await page.content();
  assert.match(hidden, /A computer has a proposal/);
  assert(!hidden.includes(SCORE) && !hidden.includes(MODEL), "the proposal is to be seen too early");
  assert.equal(await page.locator("[name=reason]").count(), 0, "nothing is decided without a view");
  await looked(gus);
  await page.getByRole("radio", { name: "Yes" }).check();
  await press(gus, "Keep my view and show it");
  const shown = await main.innerText();
  assert.match(shown, new RegExp(`${MODEL} proposes: No\\.`));
  assert(shown.includes(SCORE), shown);
  assert.match(shown, /Your own view before: Yes\./);
  await looked(gus);
  await page.getByRole("radio", { name: "Yes" }).check();
  await page.locator("[name=reason]").fill(YES);
  await press(gus, "Decide");
  await main.getByText(/It can be taken back until/).waitFor();
  await looked(gus);
}

// The CRM has it by webhook, with the reason; it is the same that it reads of the case.
async function isTold(crm, hooks, id) {
  const told = await hooks.next("case.decided");
  assert.deepEqual([told.case.id, told.case.outcome, told.case.reason], [id, "allow", YES]);
  const { body } = await crm("GET", `/cases/${id}`);
  assert.deepEqual(
    [body.state, body.outcome, body.reason, body.decided_by, body.overrides, body.proposal.why],
    ["decided", "allow", YES, "agent", true, SCORE],
  );
}

// Ivy takes what Ana says is wrong, and answers in words; meanwhile Ana sees, at the decision, how far
// it is.
async function answers(server, ivy, anas, decision) {
  const { page } = ivy;
  await visit(ivy, `${server.url}/desk`);
  const contest = page.getByRole("link", { name: /^Contest/ });
  const id = (await contest.first().getAttribute("href")).split("/").pop();
  assert.equal(await contest.count(), 1);
  await follow(ivy, () => contest.click());
  const said = await page.locator("main").innerText();
  for (const words of [WRONG, VOUCHER.outcome, DECIDED, "Fennel, 3 May", "75% of what counted"]) {
    assert(said.includes(words), `“${words}” is missing: ${said}`);
  }
  assert(!said.includes(decision), said);
  await follow(ivy, () => page.locator(`a[href="/why/${decision}"]`).click());
  assert((await page.locator("main").innerText()).includes(VOUCHER.outcome));
  await looked(ivy);
  await page.goBack();
  await press(ivy, "Take this case");
  await anas.page.reload();
  assert.equal(await stepOf(anas), "With a person");
  await looked(ivy);
  await page.getByRole("radio", { name: "The decision falls" }).check();
  await page.locator("[name=reason]").fill(ANSWER);
  await press(ivy, "Decide");
  await page.locator("main").getByText(/It can be taken back until/).waitFor();
  // Nobody is told before it stands.
  await anas.page.reload();
  assert.equal(await stepOf(anas), "With a person");
  assert(!(await anas.page.locator("main").innerText()).includes(ANSWER));
  return id;
}

// --- the customer ---------------------------------------------------------------------------------

// The link alone shows it, without JavaScript and with nobody in: reasons strongest first. She stays out.
async function readsWhy(browser, why) {
  const reader = await newVisitor(browser, { javaScriptEnabled: false });
  const { page } = reader;
  const answer = await visit(reader, why);
  assert.equal(answer.status(), 200);
  const said = await page.locator("main").innerText();
  let from = 0;
  for (const words of [
    VOUCHER.outcome,
    "Fennel, 3 May", "75% of what counted", "spoke for it",
    "Saffron, 9 May", "25% of what counted", "spoke against it",
    "Without the order of 3 May",
    DECIDED,
    "sealed in our log, by entry",
  ]) {
    const at = said.indexOf(words, from);
    assert(at >= 0, `“${words}” is missing or stands too early: ${said}`);
    from = at + words.length;
  }
  assert(!said.includes(SCORE), "what the computer thought of her is not what counted");
  assert(!said.includes("against the computer") && !said.includes("did not look"), said);
  return reader;
}

// She says that it is wrong, in her words, where she reads it: she comes in for nothing.
async function contests(reader) {
  const { page } = reader;
  const link = page.url();
  await page.getByLabel("Write to a person").fill(WRONG);
  await press(reader, "This is wrong");
  assert.equal(page.url(), `${link}#asked`);
  await page.getByText("You told us that this is wrong.").waitFor();
  assert.equal(await stepOf(reader), "Sent");
  // What she wrote is hers; the link is not.
  assert(!(await page.locator("main").innerText()).includes(WRONG));
}

// Where her question is.
async function stepOf({ page }) {
  return page.locator(".case-steps [aria-current=step]").first().innerText();
}

// The answer stands on her page, in a mail, and at the CRM; the decision says what became of it.
async function readsTheAnswer(server, hooks, anas, ana, { id, decision, why }) {
  const told = await hooks.next("case.decided");
  assert.deepEqual([told.case.id, told.case.kind, told.case.reason], [id, "contest", ANSWER]);
  const { page } = anas;
  const main = page.locator("main");
  await page.reload();
  assert.equal(await stepOf(anas), "Answered");
  const here = await main.innerText();
  assert(here.includes(ANSWER) && here.includes(WRONG), here);
  assert.match(here, /This decision does not count any more\./);
  await looked(anas);
  // Among what she asked it names its decision and leads there, and what a person decided before she
  // asked stands there as well.
  await visit(anas, `${server.url}/timeline`);
  const line = page.locator("li", { hasText: "A person looked again at a decision that you called wrong" });
  await follow(anas, () => line.last().getByRole("link", { name: "Read it" }).click());
  assert.equal(new URL(page.url()).hash, `#${id}`);
  const said = await main.innerText();
  assert(said.includes(ANSWER) && said.includes(WRONG) && said.includes(YES), said);
  assert.match(said, /The decision does not count any more\./);
  await page.locator(`#${id}`).getByRole("link", { name: VOUCHER.outcome }).waitFor();
  await looked(anas);
  await visit(anas, `${server.url}/timeline?show=decided`);
  assert.match(await main.innerText(), /A person decided: We put a voucher/);
  const mail = await server.mail(ana.email);
  assert(mail.includes(ANSWER), mail);
  assert.match(mail, /The decision does not count any more\./);
  assert(mail.includes(VOUCHER.outcome) && mail.includes(why), mail);
}

// --- the auditor ----------------------------------------------------------------------------------

// Each step is an entry, in the order in which it happened; and the command line proves the entries, the
// receipt of her choice and the seal over the decision, asking nobody but the log.
async function proves({ server, crm, ana, before, first, second, decision }) {
  const { body: { customer: id } } = await crm("GET", ana.path);
  const { entries, last } = await feed(crm, before);
  const steps = entries.filter(({ customer }) => customer === null || customer === id);
  // Other decisions have a seal by the clock, whenever that is.
  const { body: { sealed } } = await crm("GET", `/decisions/${decision}`);
  const told = steps.filter(({ type, index }) => type !== "decisions.sealed" || index === sealed.index);
  assert.deepEqual(told.map(({ type }) => type), [
    "red_line.changed", "consent.granted",
    "case.opened", "case.decided", "decisions.sealed",
    "case.opened", "case.decided",
  ]);
  const [line, choice, opened, decided, seal, contest, answer] = told;
  assert.deepEqual(line.red_lines, [LINE]);
  assert.deepEqual([opened.case.id, opened.actor.kind], [first, "client"]);
  assert.deepEqual([decided.case.id, decided.actor.kind, decided.case.outcome], [first, "agent", "allow"]);
  assert.deepEqual([contest.case.id, contest.actor.kind], [second, "customer"]);
  assert.deepEqual([answer.case.id, answer.actor.kind], [second, "agent"]);

  // The whole log, once a signed head covers the last step: by the key that everybody can read.
  const open = async (where) => (await fetch(server.url + where)).text();
  await until(async () => Number((await open("/ledger/checkpoint")).split("\n")[1]) > last);
  const { log: [key] } = JSON.parse(await open("/.well-known/mutual-keys"));
  const verified = await server.command("ledger", "verify", "--key", key);
  assert.equal(Number(verified.match(/^signed +(\d+) by /m)?.[1]), last + 1, verified);

  // Her receipt: good as she has it, and worth nothing with one word changed.
  const { body: receipt } = await crm("GET", `/receipts/${choice.receipt}`);
  assert.equal(receipt.index, choice.index);
  const file = path.join(server.folder, "receipt.json");
  await fs.writeFile(file, JSON.stringify(receipt));
  assert.match(await server.command("receipt", "verify", "--key", key, file), new RegExp(receipt.receipt));
  await fs.writeFile(file, JSON.stringify(receipt).replace("Coupons", "Vouchers"));
  await assert.rejects(server.command("receipt", "verify", "--key", key, file));

  // What was decided stands as it was recorded.
  assert.equal(sealed.root, seal.sealed.root);
  const good = await checkSeal(server, crm, decision);
  assert.match(good, new RegExp(`^good ${decision} is sealed by entry ${seal.index}\n`));
  assert(good.includes(VOUCHER.outcome), good);
}

// Somebody changes in the database what was decided: the log says so, and so does her page.
async function findsOut(server, crm, browser, decision, why) {
  await inDatabase(server, "UPDATE decision SET body = CAST(replace(CAST(body AS TEXT), '£20', '£90') AS BLOB) WHERE instr(CAST(body AS TEXT), '£20')");
  const { body } = await crm("GET", `/decisions/${decision}`);
  assert.match(body.recorded.outcome, /£90/, "the record was to be another one");
  await assert.rejects(checkSeal(server, crm, decision), /bad: this is not what was sealed/);
  const reader = await newVisitor(browser);
  await visit(reader, why);
  await reader.page.getByText("This record is not what was written down at first.").waitFor();
  await looked(reader);
  reader.assertClean();
}

async function checkSeal(server, crm, decision) {
  const file = path.join(server.folder, "decision.json");
  await fs.writeFile(file, JSON.stringify({ decision }));
  const env = { ...process.env, MUTUAL: server.url, SECRET: crm.secret };
  const { stdout } = await run("python3", [SEALED, file], { env });
  return stdout;
}

// All entries behind an index, and the index of the last one.
async function feed(crm, after) {
  const entries = [];
  for (let last = after; ;) {
    const { status, body } = await crm("GET", `/changes?after=${last}&limit=1000`);
    assert.equal(status, 200, JSON.stringify(body));
    if (body.entries.length === 0) return { entries, last };
    entries.push(...body.entries);
    last = body.entries.at(-1).index;
  }
}

// --- what several of them need --------------------------------------------------------------------

// Somebody of the team, signed in.
async function staff(server, browser, role) {
  const visitor = await newVisitor(browser);
  await signIn(server, visitor, await newAccount(server, role));
  return visitor;
}

// Presses a button that leads to a new page.
const press = (visitor, name) =>
  follow(visitor, () => visitor.page.getByRole("button", { name, exact: true }).click());

// A page as it stands in the story, which no crawl would find like this.
const looked = ({ page }) => assertAccessible(page);

// Waits until that is so, for as long as a busy machine may take.
async function until(holds) {
  for (const end = Date.now() + 60_000; !(await holds());) {
    assert(Date.now() < end, `this did not come: ${holds}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

// A server of the CRM's that takes messages; `next` gives the next one of a type, once it is genuine.
async function receiver(t) {
  const came = [];
  const listener = http.createServer(async (request, response) => {
    let body = "";
    for await (const part of request.setEncoding("utf8")) body += part;
    came.push({ headers: request.headers, body });
    response.writeHead(204).end();
  });
  await new Promise((resolve) => listener.listen(0, "127.0.0.1", resolve));
  t.after(() => listener.close());
  const host = `127.0.0.1:${listener.address().port}`;
  const hooks = { host, url: `http://${host}/hooks` };
  hooks.next = async (type) => {
    let found;
    await until(() => {
      const at = came.findIndex(({ body }) => JSON.parse(body).type === type);
      found = at >= 0 && came.splice(at, 1)[0];
      return found;
    });
    const { data } = new Webhook(hooks.secret).verify(found.body, found.headers);
    return data;
  };
  return hooks;
}
