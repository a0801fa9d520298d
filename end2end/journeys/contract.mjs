// The API answers as its description says: schemathesis asks a test client's side of the real binary
// whatever the description allows, and what it forbids, one by one and in sequences. See
// contract/schemathesis.toml.

import assert from "node:assert/strict";
import { execFile, spawn } from "node:child_process";
import path from "node:path";
import { test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { promisify } from "node:util";

import { startServer } from "../harness/server.mjs";

const folder = path.join(import.meta.dirname, "../contract");
const scopes = [
  "check", "consent:read", "consent:write", "feed", "catalogue", "value:write", "decisions:write",
  "cases", "webhooks", "admin",
];
const anHourAgo = () => new Date(Date.now() - 3_600_000).toISOString();

// How many sequences are tried: so many that each link is followed.
const sequences = 200;

// Makes one of everything that an operation's path can name, and gives their names, and what was said to
// make them.
async function fill(call) {
  const made = async (method, where, body, headers) => {
    const answer = await call(method, where, body, headers);
    assert.ok(answer.status < 300, `${method} ${where}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body;
  };
  const said = { "POST /webhook-endpoints": { url: "https://crm.example.org/hooks", events: ["*"] } };
  const hook = await made("POST", "/webhook-endpoints", said["POST /webhook-endpoints"]);
  const { items } = await made("GET", "/propositions");
  const recipes = items.find((item) => item.key === "recipe-ideas");
  said["PUT /customers/{ref}"] = {
    identifiers: ["crm:42", "crm:9", "email:ana@example.org"], locale: "en", region: "GB",
  };
  await made("PUT", "/customers/crm:42", said["PUT /customers/{ref}"]);
  const evidence = { how: "phone", where: "call centre", at: anHourAgo(), wording: "May we?" };
  const { receipt } = await made("POST", "/customers/crm:42/choices", {
    proposition: recipes.key, version: recipes.version, toggles: { exchange: "on" }, evidence,
  });
  const guessing = items.find((item) => item.ai_uses.includes("infer"));
  const required = guessing.data.filter((data) => data.required).map((data) => data.category);
  said["POST /customers/{ref}/choices"] = {
    proposition: guessing.key, version: guessing.version, evidence,
    toggles: { exchange: "on", "ai:infer": "on" },
  };
  await made("POST", "/customers/crm:42/choices", said["POST /customers/{ref}/choices"]);
  await made("PUT", "/models/tastes", {
    name: "Taste guesser", vendor: "Halden Ranking Ltd", versions: ["4.1"], task: "Guesses what customers like.",
  });
  said["PUT /customers/{ref}/inferences/{key}"] = {
    label: "Pets", value: "a dog", derived_from: required.slice(0, 1), confidence: 0.8,
    model: { name: "tastes", version: "4.1" }, purposes: [guessing.purpose],
  };
  await made(
    "PUT", "/customers/crm:42/inferences/has-dog", said["PUT /customers/{ref}/inferences/{key}"],
  );
  said["PUT /models/{key}"] = {
    name: "Picker", vendor: "Halden Ranking Ltd", versions: ["2026-10"], task: "Picks what is sent.",
    bar: { explained: 95, below: "person" },
  };
  await made("PUT", "/models/picker", said["PUT /models/{key}"]);
  said["POST /decisions"] = {
    customer: "crm:42", purpose: "recommendations", ai: "personalise", model: "picker",
    model_version: "2026-10", outcome: "We sent you three recipes with fennel.",
    counterfactual: "Without the order of 3 May you would have got others.",
    data: [{ category: "orders", item: "Fennel, 3 May", weight: 0.6, direction: "for" }],
    not_used: ["precise_location"],
  };
  const { decision } = await made("POST", "/decisions", said["POST /decisions"]);
  // Of these nothing has to be there.
  said["POST /customers/{ref}/human-only"] = { on: true };
  said["POST /customers/{ref}/resume"] = { evidence };
  said["PUT /customers/{ref}/situations/{situation}"] = {};
  said["DELETE /customers/{ref}/situations/{situation}"] = { evidence };
  const mailed = await made("GET", "/profiles/hubspot/communication-preferences/v4/definitions");
  const lines = { "content-type": "application/x-ndjson" };
  const { job } = await made("POST", "/import", { identifiers: ["crm:77"] }, lines);
  let deliveries = [];
  while (deliveries.length === 0) {
    ({ items: deliveries } = await made("GET", "/webhook-deliveries"));
    await wait(100);
  }
  const customer = await made("GET", "/customers/crm:42");
  const whole = ([label, body]) => [label.replace(" ", " /api/v1"), body];
  return {
    said: Object.fromEntries(Object.entries(said).map(whole)),
    ref: "crm:42", identifier: "crm:9", situation: "hardship", version: "v62.0", action: "email",
    n: recipes.version, endpoint: hook.id, delivery: deliveries[0].id, receipt, decision,
    "jobs/id": job, "propositions/key": recipes.key, "models/key": "picker",
    "customers/key": "has-dog", subscriberIdString: "ana@example.org", individualId: "crm:42",
    subscription: Number(mailed.results[0].id), dataAgreementId: recipes.key, consentRecordId: `${customer.customer}~${recipes.key}`,
  };
}

// Runs these phases against a server of their own, and gives what schemathesis wrote.
async function ask(t, ...flags) {
  const { stdout: installed } = await promisify(execFile)(path.join(folder, "setup"));
  const server = await startServer(t, { settings: { MUTUAL_RATE_LIMIT: "100000" } });
  const client = await server.testClient(...scopes);
  const { said, ...found } = await fill(client);
  const there = { ...found, client: client.id };
  const st = path.join(installed.trim(), "venv/bin/st");
  const run = spawn(
    st,
    [
      "--config-file", path.join(folder, "schemathesis.toml"), "run", `${server.url}/api/openapi.json`,
      "--header", `Authorization: Bearer ${client.secret}`, ...flags,
    ],
    {
      // What it remembers of a run goes with the server's folder.
      cwd: server.folder,
      stdio: ["ignore", "pipe", "inherit"],
      env: {
        ...process.env,
        PYTHONPATH: folder, SCHEMATHESIS_HOOKS: "hooks",
        MUTUAL_THERE: JSON.stringify(there), MUTUAL_SAID: JSON.stringify(said),
        MUTUAL_URL: server.url, MUTUAL_SECRET: client.secret,
        PYTHONDONTWRITEBYTECODE: "1",
      },
    },
  );
  let written = "";
  run.stdout.setEncoding("utf8").on("data", (text) => {
    written += text;
    process.stdout.write(text);
  });
  const code = await new Promise((resolve) => run.on("close", resolve));
  assert.equal(code, 0, "the API and its description differ; schemathesis says above where");
  return written;
}

test("whatever is asked, the answer is one that the description has", async (t) => {
  await ask(t, "--phases", "examples,coverage,fuzzing");
});

test("what is made is there, and what is taken away is gone, whatever follows from what", async (t) => {
  const written = await ask(t, "--phases", "stateful", "--max-examples", String(sequences));
  // It gives up without a word where the same sequence goes otherwise the second time.
  const [, tried] = written.match(/Scenarios: +(\d+)/);
  assert.ok(Number(tried) >= sequences, `only ${tried} sequences were tried`);
  const [, followed, links] = written.match(/API Links: +(\d+) covered \/ (\d+) selected/);
  assert.equal(followed, links, "not all links were followed: try more sequences");
});
