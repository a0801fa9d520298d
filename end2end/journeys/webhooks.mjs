// Messages of the real binary, read by the libraries of the Standard Webhooks specification: in
// JavaScript here, in Python beside the CRM. The server's own stories read them in Rust.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import http from "node:http";
import path from "node:path";
import { test } from "node:test";
import { promisify } from "node:util";

import { Webhook } from "standardwebhooks";

import { startServer } from "../harness/server.mjs";

const folder = path.join(import.meta.dirname, "../crm");

// Reads JSON of secret, headers and body, and says the type of the message if it is genuine.
const PYTHON = `
import json, sys
from standardwebhooks import Webhook
came = json.load(sys.stdin)
print(Webhook(came["secret"]).verify(came["body"], came["headers"])["type"])
`;

test("JavaScript and Python read what is sent, and nothing that somebody changed", async (t) => {
  const { stdout: installed } = await promisify(execFile)(path.join(folder, "setup"));
  const python = path.join(installed.trim(), "venv/bin/python");
  const inPython = (came) =>
    new Promise((resolve, reject) => {
      const child = execFile(python, ["-c", PYTHON], (error, output) =>
        error ? reject(error) : resolve(output.trim()));
      child.stdin.end(JSON.stringify(came));
    });

  const came = [];
  let told = () => {};
  const receiver = http.createServer(async (request, response) => {
    let body = "";
    for await (const part of request.setEncoding("utf8")) body += part;
    came.push({ headers: request.headers, body });
    response.writeHead(204).end();
    told();
  });
  await new Promise((resolve) => receiver.listen(0, "127.0.0.1", resolve));
  t.after(() => receiver.close());
  const host = `127.0.0.1:${receiver.address().port}`;

  const server = await startServer(t, { settings: { MUTUAL_WEBHOOK_HOSTS: host } });
  const crm = await server.client("consent:write", "webhooks");
  const url = `http://${host}/hooks`;
  const made = await crm("POST", "/webhook-endpoints", { url, events: ["consent.paused"] });
  assert.equal(made.status, 201, JSON.stringify(made.body));
  const { secret } = made.body;
  await crm("PUT", "/customers/crm:journey", { identifiers: ["crm:journey"] });
  const arrived = new Promise((resolve) => { told = resolve; });
  const paused = await crm("POST", "/customers/crm:journey/pause", {});
  assert.equal(paused.status, 201, JSON.stringify(paused.body));
  await arrived;

  const [{ headers, body }] = came;
  assert.equal(new Webhook(secret).verify(body, headers).type, "consent.paused");
  assert.equal(await inPython({ secret, headers, body }), "consent.paused");
  const changed = body.replace("paused", "resumed");
  assert.throws(() => new Webhook(secret).verify(changed, headers));
  await assert.rejects(inPython({ secret, headers, body: changed }));
});
