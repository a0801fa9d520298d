// Every text that a person can type or a program can send is a script here, and none of them may ever
// run, on any page of anybody. Each is met again as the text that it is; and a form or a field of the API
// that is not in the tables (harness/hostile-fields.mjs and hostile-programs.mjs) fails.

import assert from "node:assert/strict";
import http from "node:http";
import { before, test } from "node:test";

import { follow, openBrowser, visit } from "../harness/browser.mjs";
import { flip } from "../harness/exchanges.mjs";
import { operations } from "../harness/description.mjs";
import { FORMS } from "../harness/hostile-fields.mjs";
import { LIVE, PICKED, PLAIN, liveTexts } from "../harness/hostile-draft.mjs";
import { HELD, PROGRAMS, textAt } from "../harness/hostile-programs.mjs";
import { Corpus, feed, formOf, look, looksAround, refuses, textsFor, type, wary } from "../harness/hostile.mjs";
import { minuteOver } from "../harness/minute.mjs";
import { newAccount, newCustomer, signIn } from "../harness/people.mjs";
import { requests, withText } from "../harness/requests.mjs";
import { unmet } from "../harness/routes.mjs";
import { startServer } from "../harness/server.mjs";

const corpus = new Corpus();
const refusals = new Set();
let server, browser, crm, desk, hooks, admin, marketer, reviewer, agent;
const ana = {}, shown = {};

before(async (t) => {
  hooks = await receiver(t);
  server = await startServer(t, { settings: { MUTUAL_WEBHOOK_HOSTS: hooks.host } });
  browser = await openBrowser();
  t.after(() => browser.close());
  crm = await server.client("check", "consent:read", "consent:write", "feed", "cases", "webhooks", "decisions:write", "admin", "value:write", "catalogue");
  // Where its people decide: no key decides what it asked itself.
  desk = await server.client("cases");
  [admin, marketer, reviewer, agent] = await Promise.all(["admin", "marketer", "reviewer", "agent"].map(member));
});

// A receiver of webhooks that answers with what is hostile, in its body and in what is kept of its head.
async function receiver(t) {
  const said = corpus.text("the answer of a receiver of webhooks", { room: 1_500, shape: "full" });
  const listener = http.createServer((request, response) => {
    request.resume();
    if (request.method === "GET") return response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end(hooks.page);
    response.writeHead(500, { "content-type": "text/html", "retry-after": "\"><svg/onload=hit()>" }).end(said);
  });
  await new Promise((resolve) => listener.listen(0, "127.0.0.1", resolve));
  t.after(() => listener.close());
  const host = `127.0.0.1:${listener.address().port}`;
  return { host, origin: `http://${host}`, url: `http://${host}/hooks`, page: "" };
}

// Waits until that is so, for as long as a busy machine may take.
async function until(holds) {
  for (const end = Date.now() + 60_000; !(await holds());) {
    assert(Date.now() < end, `this did not come: ${holds}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

// What became of a job, once it has ended.
async function endOf(job) {
  let body;
  await until(async () => {
    ({ body } = await crm("GET", `/jobs/${job}`));
    return body.ended_at;
  });
  return body;
}

async function member(role) {
  const visitor = await wary(browser);
  await signIn(server, visitor, await newAccount(server, role));
  return visitor;
}

async function opens(visitor, path) {
  await visit(visitor, server.url + path);
  await look(visitor, corpus);
}
const types = (visitor, action, how) => feed(visitor, corpus, FORMS, action, how);
async function isRefused(visitor, action, how) {
  for (const field of await refuses(visitor, corpus, FORMS, action, how)) refusals.add(field);
}
const press = (visitor, name) =>
  follow(visitor, () => visitor.page.getByRole("button", { name, exact: true }).first().click());

const path = (visitor) => new URL(visitor.page.url()).pathname;

test("a script that does run is noticed, and what became markup is found", async () => {
  const visitor = await wary(browser);
  const { page, hits } = visitor;
  const text = corpus.text("nothing", { room: 2_000 });
  await opens(visitor, "/sign-in");
  for (const runs of [`<textarea>${text}</textarea>`, `<p title="${text}">`, `<input value="${text}">`, `<title>${text}</title>`]) {
    await page.setContent(runs);
    await page.waitForFunction(() => document.readyState === "complete");
    await assert.rejects(look(visitor, corpus), runs);
    hits.length = 0;
  }
  await page.setContent(`<p onclick="hit.aa()">x</p>`);
  await assert.rejects(look(visitor, corpus), /p has onclick/);
  await page.setContent(`<a href="javascript:hit.aa()">x</a>`);
  await assert.rejects(look(visitor, corpus), /a leads to javascript/);
  await page.setContent(`<iframe srcdoc="<p onclick=hit.aa()>x</p>"></iframe>`);
  await assert.rejects(look(visitor, corpus), /p has onclick/);
  await page.evaluate(() => window.hit.aa());
  await page.waitForFunction(() => true);
  assert.match(hits.join(), /^aa on /);
  await visitor.close();
});

test("what an administrator types", async () => {
  await opens(admin, "/admin/organisation");
  await isRefused(admin, "/actions/organisation");
  await types(admin, "/actions/organisation", { also: { embed_origins: `https://shop.example\n${hooks.origin}` } });
  await opens(admin, "/admin/team");
  await types(admin, "/actions/invite");
  await opens(admin, "/admin/keys");
  await types(admin, "/actions/make-key", { ticks: ["scopes[check]"] });
  shown.key = path(admin);
  await opens(admin, "/admin/webhooks");
  await types(admin, "/actions/add-webhook", { before: { url: hooks.url } });
  shown.hook = path(admin);
  await press(admin, "Send a test message");
  await look(admin, corpus);
  await types(admin, "/actions/change-webhook", { before: { url: `${hooks.url}/again` } });
  const replay = `${shown.hook}/replay`;
  await opens(admin, `${replay}?first=1`);
  await types(admin, "/admin/webhooks/#/replay", { at: replay, as: "/admin/webhooks/#/replay" });
  await opens(admin, "/desk/rules");
  await types(admin, "/actions/desk-rule");
});

test("what a reviewer types: data, purposes, lines and models", async () => {
  for (const [kind, picks] of [["data", { origin: "observed", sensitivity: "ordinary" }], ["purpose", {}]]) {
    const as = `/actions/save-term${kind === "data" ? "" : " (purpose)"}`;
    await opens(reviewer, `/studio/registry/new?kind=${kind}`);
    await isRefused(reviewer, "/actions/save-term", { as });
    await types(reviewer, "/actions/save-term", { as, picks });
  }
  await opens(reviewer, "/studio/registry/import");
  await types(reviewer, "/studio/registry/import", { also: { file: undefined } });
  await opens(reviewer, "/studio/registry/import");
  await types(reviewer, "/studio/registry/import");

  await opens(reviewer, "/studio/models/new");
  await isRefused(reviewer, "/actions/save-model");
  await types(reviewer, "/actions/save-model");

  await opens(reviewer, "/studio/red-lines/new");
  // The name of a team is typed where none of those that are known is picked.
  await isRefused(reviewer, "/actions/save-line", { picks: { effect: "escalate", team: "" } });
  await types(reviewer, "/actions/save-line", { picks: { effect: "escalate", team: "front_desk" }, also: { other_team: "" } });
  await follow(reviewer, () => reviewer.page.locator("#looked button[value=draw]").click());
  await look(reviewer, corpus);
  await opens(reviewer, "/studio/red-lines/no-emotion-recognition");
  await types(reviewer, "/actions/remove-line", { press: "[value=remove]" });
});

test("a draft full of scripts, and a proposition as full as the rules let it go live", async () => {
  await opens(marketer, "/studio/new");
  await isRefused(marketer, "/actions/begin-draft");
  await types(marketer, "/actions/begin-draft");
  await isRefused(marketer, "/actions/save-draft");
  // The people of the sample have boxes once its text names data, and in the other languages once somebody
  // is there.
  for (let save = 0; save < 3; save += 1) await types(marketer, "/actions/save-draft");

  await opens(marketer, "/studio/new");
  await types(marketer, "/actions/begin-draft", { also: { title: "Lists", key: "hostile-live" } });
  const { page } = marketer;
  const form = formOf(marketer, "/actions/save-draft");
  for (const [name, value] of Object.entries(PICKED)) await form.locator(`[name="${name}"]`).selectOption(value);
  await type(form, { ...PLAIN, ...liveTexts(corpus, LIVE) });
  // The other languages have a field for what there is in the first one, and the people of the sample one
  // for what its text names.
  for (let save = 0; save < 2; save += 1) {
    await press(marketer, "Save the draft");
    await type(formOf(marketer, "/actions/save-draft"), liveTexts(corpus, LIVE));
  }
  await press(marketer, "Save, and look at what would change");
  await look(marketer, corpus);
  const review = "/studio/hostile-live/publish";
  await types(marketer, "/actions/comment-on-draft");
  await types(marketer, "/actions/ask-for-review");
  await opens(reviewer, review);
  await types(reviewer, "/actions/send-back-draft");
  await opens(marketer, review);
  await press(marketer, "Ask for a review");
  await opens(reviewer, review);
  await types(reviewer, "/actions/approve-draft", { ticks: ["accepted"] });
  await opens(marketer, review);
  await isRefused(marketer, "/actions/schedule-draft");
  await types(marketer, "/actions/schedule-draft");
  await types(marketer, "/actions/unschedule-draft");
  await types(marketer, "/actions/publish");
  await page.getByText("Version 1 is live.").waitFor();

  shown.had = await newCustomer(crm);
  const evidence = { how: "phone", where: "call centre", at: new Date(Date.now() - 60_000).toISOString(), wording: "May we?" };
  const had = await crm("POST", `${shown.had.path}/choices`, { proposition: "hostile-live", version: 1, toggles: { exchange: "on" }, evidence });
  assert.equal(had.status, 201, JSON.stringify(had.body));

  // What changes under people's eyes is said to them, in their language.
  await opens(marketer, "/studio/hostile-live");
  const NOTE = "/actions/save-draft (change)";
  const recipients = formOf(marketer, "/actions/save-draft").locator("[name=recipients]");
  const more = {};
  for (const name of ["recipients", "translations[de][recipients]", "translations[ar][recipients]"]) {
    more[name] = `${await page.locator(`[name="${name}"]`).inputValue()}\nLindqvist Print AB`;
  }
  await recipients.waitFor();
  await type(formOf(marketer, "/actions/save-draft"), { ...more, ...textsFor(corpus, FORMS[NOTE], NOTE) });
  await press(marketer, "Save, and look at what would change");
  await look(marketer, corpus);
  await press(marketer, "Ask for a review");
  await opens(reviewer, review);
  await reviewer.page.locator("[name=accepted]").check();
  await press(reviewer, "Approve it");
  await opens(marketer, review);
  await follow(marketer, () => formOf(marketer, "/actions/publish").locator("button").click());
  await opens(marketer, "/studio/hostile-live/compare");
  await opens(reviewer, "/studio/dinner-helper/publish");
  await types(reviewer, "/actions/stop-proposition");
});

test("what programs send", async () => {
  Object.assign(ana, await newCustomer(crm));
  const at = new Date(Date.now() - 60_000).toISOString();
  const say = (field, more) => textAt(corpus, field, more);
  const does = async (method, where, body, headers) => {
    const answer = await crm(method, where, body, headers);
    assert(answer.status < 300, `${method} ${where}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body;
  };
  const evidence = (of, wrong = "evidence") => ({
    how: say(`${of} ${wrong}.how`), where: say(`${of} ${wrong}.where`), at, wording: say(`${of} ${wrong}.wording`),
  });
  await does("PUT", ana.path, { identifiers: [ana.ref, `email:${ana.email}`, say("put_customer identifiers[]")], locale: "en", region: "GB", birth_year: 2015 });
  await does("PUT", ana.path, { birth_year: 1990, evidence: evidence("put_customer") });
  const on = (proposition, version, evidence) =>
    does("POST", `${ana.path}/choices`, { proposition, version, toggles: { exchange: "on" }, evidence });
  await on("recipe-ideas", 1, evidence("choose"));
  await on("coupons", 1, { how: "phone", where: "call centre", at, wording: "May we?" });
  // She was asked anew since the first version.
  await on("hostile-live", 2, { how: "phone", where: "call centre", at: new Date().toISOString(), wording: "May we?" });
  await does("POST", `${ana.path}/pause`, {});
  await does("POST", `${ana.path}/resume`, { evidence: { ...evidence("resume_customer"), at: new Date().toISOString() } });
  await does("POST", `${ana.path}/human-only`, { on: false, evidence: evidence("set_human_only") });
  await does("PUT", `${ana.path}/situations/bereavement`, { until: null, evidence: evidence("enter_situation") });
  await does("DELETE", `${ana.path}/situations/bereavement`, { evidence: evidence("leave_situation") });
  await does("PUT", "/models/guesser", {
    name: say("put_model name"), vendor: say("put_model vendor"), task: say("put_model task"),
    versions: [say("put_model versions[]"), say("put_inference model.version"), "1"],
  });
  await does("PUT", `${ana.path}/inferences/likes-fennel`, {
    label: say("put_inference label"), value: say("put_inference value"), confidence: 0.5, derived_from: ["orders"],
    model: { name: "guesser", version: say("put_inference model.version") }, purposes: ["offers"],
    evidence: [{ data: "orders", seen: say("put_inference evidence[].seen"), at }],
  });
  const use = { customer: ana.ref, purpose: "offers", channel: "post", ai: "personalise" };
  const decision = (of, more) => ({
    ...use, topic: "coupon", model: "coupon-agent", model_version: corpus.text("/actions/save-model versions"),
    outcome: say(`${of}outcome`), counterfactual: say(`${of}counterfactual`),
    data: [{ category: "orders", item: say(`${of}data[].item`), weight: 0.5, direction: "for" }],
    features: [{ category: "orders", item: say(`${of}features[].item`), contribution: 0.2 }],
    ...more,
  });
  ana.decision = (await does("POST", "/decisions", decision("record_decisions "))).decision;
  const { results: [{ recorded }] } = await does("POST", "/decisions", { decisions: [decision("record_decisions decisions[].")] });
  ana.second = recorded.decision;
  const { results: [{ case: opened, verdict }] } = await does("POST", "/check", {
    checks: [{
      ...use, data: ["orders"], id: say("check_customers checks[].id"), topic: "voucher", amount: 20, currency: "GBP", open_case: true,
      proposal: { outcome: "deny", model: "coupon-agent", why: say("check_customers checks[].proposal.why") },
    }],
  });
  assert.equal(verdict, "escalate");
  ana.case = opened;
  const used = (context) => ({ customer: ana.ref, data: "orders", purpose: "offers", at, context });
  await does("POST", "/usage-events", used(say("report_usage_events context")));
  await does("POST", "/usage-events", { events: [used(say("report_usage_events events[].context"))] });
  const value = (proof_ref) => ({ customer: ana.ref, proposition: "coupons", benefit: "coupons", at, amount: 4, proof_ref });
  await does("POST", "/value-events", value(say("report_value_events proof_ref")));
  await does("POST", "/value-events", { events: [value(say("report_value_events events[].proof_ref"))] });
  await does("POST", "/webhook-endpoints", {
    url: `${hooks.url}/api`, description: say("add_webhook_endpoint description"), events: ["consent.paused"],
  });
  const other = await does("POST", "/webhook-endpoints", { url: `${hooks.url}/other`, description: "Other", events: ["consent.paused"] });
  await does("PATCH", `/webhook-endpoints/${other.id}`, { description: say("change_webhook_endpoint description") });
  // What is taken over from elsewhere is said of her as well.
  const before = new Date(Date.now() - 86_400_000).toISOString();
  const taken = { ...evidence("start_import", "choices[].evidence"), at: before };
  await does("PUT", ana.path, { birth_year: 2015 });
  const line = { identifiers: [ana.ref], birth_year: 1990, evidence: evidence("start_import"), choices: [{ proposition: "car-pick-up", toggles: { exchange: "on" }, evidence: taken }] };
  const { job } = await does("POST", "/import", line, { "content-type": "application/x-ndjson" });
  assert.equal((await endOf(job)).accepted, 1);
});

test("what customers write, and what people answer", async () => {
  const visitor = await wary(browser);
  ana.visitor = visitor;
  await visit(visitor, await server.link(ana.ref));
  await look(visitor, corpus);
  await opens(visitor, "/ask");
  await types(visitor, "/actions/ask");
  const why = `/why/${ana.decision}`;
  await opens(visitor, why);
  await types(visitor, "/why/#", { at: why, as: "/why/#", press: "[value=wrong]" });
  await opens(visitor, "/then");
  await types(visitor, "/then");
  await opens(visitor, "/");
  await flip(visitor, "hostile-live");
  await flip(visitor, "hostile-live");
  await look(visitor, corpus);

  await opens(agent, "/account");
  await types(agent, "/actions/call-me");
  await types(agent, "/actions/know-me");
  await types(agent, "/actions/change-password");
  const { items } = (await crm("GET", `/cases?customer=${encodeURIComponent(ana.ref)}`)).body;
  assert.deepEqual(items.map(({ kind }) => kind).sort(), ["contest", "escalation", "question"]);
  ana.cases = items.map(({ id }) => id);
  for (const { id, kind } of items) {
    await opens(agent, `/desk/${id}`);
    if (kind === "escalation") {
      const ruling = { outcome: "deny", reason: textAt(corpus, "decide_case reason"), by: textAt(corpus, "decide_case by") };
      const { status, body } = await desk("POST", `/cases/${id}/decide`, ruling);
      assert(status < 300, JSON.stringify(body));
      continue;
    }
    await press(agent, "Take this case");
    await look(agent, corpus);
    await opens(visitor, "/ask");
    if (kind === "contest") await agent.page.getByRole("radio").last().check();
    await types(agent, "/actions/case-step", { as: `/actions/case-step${kind === "contest" ? "" : " (question)"}` });
  }
  await minuteOver(server);
  shown.mail = await server.mail(ana.email);
});

test("what a stranger types", async () => {
  const visitor = await wary(browser);
  await opens(visitor, "/sign-in");
  await types(visitor, "/actions/sign-in");
  await opens(visitor, "/forgot");
  await types(visitor, "/actions/forgot");
  await opens(visitor, "/check");
  await types(visitor, "/check");
  const { email } = await newAccount(server, "agent");
  await opens(visitor, "/forgot");
  await types(visitor, "/actions/forgot", { also: { email } });
  const [link] = (await server.mail(email)).match(/http:\/\/127\.0\.0\.1:\d+\/\S+/);
  await visit(visitor, link);
  await look(visitor, corpus);
  await types(visitor, "/actions/reset");
  await visitor.close();
});

test("no text of the API is forgotten, and what is refused is refused as data", async () => {
  const description = await (await fetch(`${server.url}/api/openapi.json`)).json();
  const all = operations(description);
  const takes = all.flatMap(({ id, fields }) => fields.map((field) => `${id} ${field}`));
  assert.deepEqual(takes.filter((field) => !(field in PROGRAMS)), [], "these fields of the API are not in the table");
  assert.deepEqual(Object.keys(PROGRAMS).filter((field) => !takes.includes(field)), [], "the API has these fields no more");

  const bea = await newCustomer(crm);
  const [twin, third, merged] = [await newCustomer(crm), await newCustomer(crm), await newCustomer(crm)];
  const at = new Date(Date.now() - 60_000).toISOString();
  const choice = { proposition: "coupons", version: 1, toggles: { exchange: "on" }, evidence: { how: "phone", where: "shop", at, wording: "May we?" } };
  assert.equal((await crm("POST", `${bea.path}/choices`, choice)).status, 201);
  const { body: { results: [{ case: escalated }] } } = await crm("POST", "/check", {
    checks: [{ customer: bea.ref, purpose: "offers", channel: "post", ai: "personalise", data: ["orders"], topic: "voucher", amount: 20, currency: "GBP", open_case: true }],
  });
  const { body: { results: [{ id: subscription }] } } = await crm("GET", "/profiles/hubspot/communication-preferences/v4/definitions");
  const { body: hook } = await crm("POST", "/webhook-endpoints", { url: `${hooks.url}/plain`, events: ["consent.paused"] });
  const gone = (await crm("GET", merged.path)).body.customer;
  assert.equal((await crm("POST", `${twin.path}/merge`, { from: merged.ref })).status, 201);
  const calls = requests({
    ana: bea.ref, twin: twin.ref, third: third.ref, merged: gone, email: bea.email, escalated, hook: hook.id, url: `${hooks.url}/bea`,
    subscription: Number(subscription), client: crm, version: corpus.text("/actions/save-model versions"),
  });
  for (const { id, fields } of all.filter(({ fields }) => fields.length > 0)) {
    const call = calls[id];
    for (const field of fields) {
      const as = `${id} ${field}`;
      const { refused, unshown } = PROGRAMS[as];
      if (unshown) corpus.text(as, PROGRAMS[as]);
      if (!refused && !unshown) continue;
      const text = refused ? "\"><svg/onload=hit.refused()>" : corpus.text(as);
      const answer = await sends(call, field === "(csv)" ? text : withText(call, field, text));
      if (refused) {
        assert(await isNo(answer), `${as} is taken: ${answer.status} ${answer.text}`);
        refusals.add(as);
      } else {
        assert(answer.status < 300, `${as} is not taken: ${answer.status} ${answer.text}`);
      }
    }
    // With plain words alone each is answered well.
    for (const body of call.bodies) {
      const answer = await sends(call, body);
      assert(answer.status < 300 && !(await isNo(answer)), `${id}: ${answer.status} ${answer.text}`);
    }
  }
});

// Sends a body, and fails where a browser that opened the answer would take it for a page.
async function sends({ at, path, method = "POST", type = "application/json", by }, body) {
  const { secret } = by === "desk" ? desk : crm;
  const text = typeof body === "string" ? body : type.includes("form") ? new URLSearchParams(body).toString() : JSON.stringify(body);
  const kind = typeof body === "string" ? "text/csv" : type;
  const answer = await fetch(server.url + (at ?? `/api/v1${path}`), {
    method, body: text,
    headers: {
      "content-type": kind, "idempotency-key": crypto.randomUUID(), ...(at ? {} : { authorization: `Bearer ${secret}` }),
    },
  });
  return asData(answer, `${method} ${at ?? path}`);
}

async function asData(answer, what) {
  const type = answer.headers.get("content-type");
  assert(type === null || !/html|xml|javascript/.test(type), `${what} answers with ${type}`);
  assert.equal(answer.headers.get("x-content-type-options"), "nosniff", what);
  assert(answer.status < 500 || answer.status === 501, `${what}: ${answer.status}`);
  return { status: answer.status, text: await answer.text() };
}

// Whether an answer says no: by its status, or of the only one in a list.
async function isNo({ status, text }) {
  if (status >= 400) return true;
  const { results, errors, job } = text ? JSON.parse(text) : {};
  if (job) return (await endOf(job)).accepted === 0;
  return (Array.isArray(errors) && errors.length > 0) || (Array.isArray(results) && results.some(({ status, verdict }) => status === "refused" || verdict === "deny"));
}

test("what stands in an address or in a header of the API comes back as data", async () => {
  const description = await (await fetch(`${server.url}/api/openapi.json`)).json();
  for (const { method, path, parameters } of operations(description).filter(({ parameters }) => parameters.length > 0)) {
    const text = "\"><svg/onload=hit.parameter()>";
    const of = (wanted) => parameters.filter(({ place }) => place === wanted).map(({ name }) => [name, text]);
    const address = path.replace(/\{n\}/, "1").replace(/\{\w+\}/g, encodeURIComponent(text));
    const query = new URLSearchParams(of("query"));
    const headers = { authorization: `Bearer ${crm.secret}`, ...Object.fromEntries(of("header")) };
    await asData(await fetch(`${server.url}${address}?${query}`, { method, headers }), `${method} ${path}`);
  }
});

// Opens a page, and gives where its first link to such an address leads.
async function leads(visitor, page, to) {
  await opens(visitor, page);
  return visitor.page.locator(`a[href^="${to}"]`).first().getAttribute("href");
}

// Whose pages are looked at, where each begins, and what no link leads to within two of a kind.
async function everybody() {
  const reads = (locale) => async () => {
    const { ref, path } = await newCustomer(crm);
    await crm("PUT", path, { identifiers: [ref], locale });
    const at = new Date().toISOString();
    for (const [proposition, version] of [["hostile-live", 2], ["coupons", 1]]) {
      const evidence = { how: "phone", where: "call centre", at, wording: "May we?" };
      await crm("POST", `${path}/choices`, { proposition, version, toggles: { exchange: "on" }, evidence });
    }
    const visitor = await wary(browser, { locale });
    await visit(visitor, await server.link(ref));
    return visitor;
  };
  const stranger = async () => {
    const visitor = await wary(browser);
    await opens(visitor, "/sign-in");
    return visitor;
  };
  const askedAgain = async () => {
    const visitor = await wary(browser);
    await visit(visitor, await server.link(shown.had.ref));
    return visitor;
  };
  const cases = ana.cases.map((id) => `/desk/${id}`);
  const terms = ["data", "purpose"].map((kind) => `/studio/registry/${kind}/hostile_${kind}`);
  const live = ["", "/publish", "/versions", "/versions?from=1&to=2", "/numbers", "/compare"].map((page) => `/studio/hostile-live${page}`);
  const known = ["/studio/models/coupon-agent", "/studio/models/coupon-agent/differing", "/studio/models/guesser", "/studio/red-lines/hostile-line", "/studio/violations"];
  const lists = ["/studio/models", "/studio/red-lines", "/studio/registry", "/studio/numbers"];
  const nobodys = ["/reset?ticket=x", "/in?sent=yes", "/gone?number=rcp_01KAJCAG0000000000000000", "/red-lines", "/check"];
  const receipt = await leads(ana.visitor, "/data", "/receipts/");
  const hers = ["/x/hostile-live", "/ask", `/why/${ana.decision}`, `/why/${ana.second}`, "/timeline?show=decided", "/guesses", "/data", "/data/leave", receipt];
  const delivery = await leads(admin, shown.hook, "/admin/webhooks/deliveries/");
  const installed = [shown.hook, `${shown.hook}/remove`, delivery, shown.key, `${shown.key}/revoke`, "/admin/audit", "/desk/figures", "/desk/rules"];
  return [
    ["a stranger", stranger, "/sign-in", nobodys],
    ["Ana", () => ana.visitor, "/", hers],
    ["a customer who reads German", reads("de"), "/", ["/x/hostile-live"]],
    ["a customer who reads Arabic", reads("ar"), "/", ["/x/hostile-live"]],
    ["a customer who is asked again", askedAgain, "/", ["/x/hostile-live"]],
    ["agent", () => agent, "/desk", cases],
    ["marketer", () => marketer, "/studio", ["/studio/hostile", ...live]],
    ["reviewer", () => reviewer, "/studio", [...terms, ...known, ...lists, ...live.slice(1), "/studio/dinner-helper/publish"]],
    ["admin", () => admin, "/admin/team", [...installed, ...cases]],
  ];
}

test("every page of everybody runs none of it", async () => {
  for (const [who, comesIn, first, others] of await everybody()) {
    const visitor = await comesIn();
    await opens(visitor, first);
    const pages = await looksAround(visitor, corpus, { others });
    if (who === "Ana") corpus.meetIn(await (await visitor.context.request.get(server.url + HELD)).text(), HELD);
    console.log(`${who} reaches ${pages.length} pages`);
  }
});

test("an exchange on a page of the brand's own runs none of it", async () => {
  const { body } = await crm("POST", `${ana.path}/links`, { embed: { proposition: "hostile-live", origin: hooks.origin } });
  hooks.page = `<!DOCTYPE html><html lang="en"><title>Shop</title><main><mutual-exchange src="${body.url.replaceAll("&", "&amp;")}"></mutual-exchange></main>
    <script src="${body.embed.script}" integrity="${body.embed.integrity}" crossorigin="anonymous" async></script>`;
  const visitor = await wary(browser);
  await visitor.page.goto(`${hooks.origin}/embedded`);
  await visitor.page.locator("mutual-exchange .card").waitFor();
  await look(visitor, corpus);
  const met = corpus.all.filter(({ met }) => met.has("/embedded")).map(({ field }) => field);
  assert(met.includes("/actions/save-draft (live) title"), `${met}`);
  await visitor.close();
});

test("the page that a mail leads to names what it turns off, and runs none of it", async () => {
  const bea = await newCustomer(crm);
  const evidence = { how: "phone", where: "call centre", at: new Date().toISOString(), wording: "May we?" };
  const yes = await crm("POST", `${bea.path}/choices`, { proposition: "hostile-live", version: 2, toggles: { exchange: "on" }, evidence });
  assert.equal(yes.status, 201, JSON.stringify(yes.body));
  const { body } = await crm("POST", `${bea.path}/links`, { unsubscribe: { proposition: "hostile-live" } });
  const visitor = await wary(browser);
  const title = corpus.all.find(({ field }) => field === "/actions/save-draft (live) title").text;
  const named = () => visitor.page.locator(".entry strong").innerText();
  await visit(visitor, body.url);
  await look(visitor, corpus);
  assert.equal(await named(), title);
  await follow(visitor, () => visitor.page.locator("form[action^='/unsubscribe'] button").click());
  await look(visitor, corpus);
  assert.equal(await named(), title);
  await visitor.close();
});

test("what is mailed is text", async () => {
  assert(shown.mail.includes("hit."), shown.mail);
  assert.match(shown.mail, /^content-type: text\/plain/im);
  assert.doesNotMatch(shown.mail, /^content-type: (text\/html|multipart)/im);
});

test("no page is forgotten", () => {
  assert.deepEqual(unmet(corpus.pages), [], "nobody looked at these pages of app/src/routes.rs");
});

test("no form and no field is forgotten, and each text is met", () => {
  const person = (name) => name.replace(/(people\]?\[0\])\[[^\]]+\]$/, "$1[browsing]");
  const plain = (name) => person(name.replace(/\[\d+\]/g, "[0]")).replace("translations[en]", "translations[de]").replace("labels[fr]", "labels[de]");
  const stands = new Set(corpus.forms.flatMap(({ action, fields }) => fields.map((name) => `${action} ${plain(name)}`)));
  const known = Object.entries(FORMS).flatMap(([action, fields]) =>
    Object.entries(fields).map(([name, field]) => ({ field, as: `${action} ${name}`, is: `${action.split(" ")[0]} ${name}` })));
  const names = new Set(known.map(({ is }) => is));
  assert.deepEqual([...stands].filter((name) => !names.has(name)), [], "these fields are not in the table");
  assert.deepEqual([...names].filter((name) => !stands.has(name)), [], "these fields stand on no page any more");
  const shownAt = new Map(corpus.all.map(({ field, met }) => [field, met]));
  const missed = [];
  const programs = Object.entries(PROGRAMS).map(([as, field]) => ({ as, field }));
  for (const { as, field } of [...known, ...programs]) {
    if (field.refused && !refusals.has(as)) missed.push(`${as} was not refused`);
    if (field.refused || "plain" in field) continue;
    if (!shownAt.has(as)) missed.push(`${as} was given nothing`);
    for (const kind of field.on ?? []) if (!shownAt.get(as)?.has(kind)) missed.push(`${as} is not met at ${kind}, but at ${[...(shownAt.get(as) ?? [])]}`);
    if (field.on?.length === 0) missed.push(`${as}: met at ${[...(shownAt.get(as) ?? [])]}`);
    if (field.unshown && shownAt.get(as)?.size > 0) missed.push(`${as} is shown at ${[...shownAt.get(as)]}`);
  }
  for (const { field, met } of corpus.all) if (field.includes("(live)") && met.size < 2) missed.push(`${field} is met at ${[...met]}`);
  assert.equal(missed.join("\n"), "");
});
