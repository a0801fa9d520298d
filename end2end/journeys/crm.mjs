// The stories of a real CRM, told in Python beside its client: see crm/README.md.

import assert from "node:assert/strict";
import { execFile, spawn } from "node:child_process";
import path from "node:path";
import { test } from "node:test";
import { promisify } from "node:util";

import { newAccount } from "../harness/people.mjs";
import { startServer } from "../harness/server.mjs";

const folder = path.join(import.meta.dirname, "../crm");

test("a customer decides, and the CRM mails exactly those who allow it", async (t) => {
  const { stdout: installed } = await promisify(execFile)(path.join(folder, "setup"));
  const server = await startServer(t);
  const scopes = ["check", "consent:read", "consent:write", "feed", "catalogue"];
  const client = JSON.parse(
    await server.command(
      ..."client create --json --name CRM".split(" "),
      ...scopes.flatMap((scope) => ["--scope", scope]),
    ),
  );
  const marketer = await newAccount(server, "marketer");
  const reviewer = await newAccount(server, "reviewer");
  const python = path.join(installed.trim(), "venv/bin/python");
  const stories = spawn(python, ["-m", "unittest", "--verbose", "test_crm", "test_witness"], {
    cwd: folder,
    stdio: "inherit",
    env: {
      ...process.env,
      MUTUAL_URL: server.url,
      MUTUAL_CLIENT_ID: client.client_id,
      MUTUAL_CLIENT_SECRET: client.client_secret,
      MUTUAL_MARKETER_EMAIL: marketer.email,
      MUTUAL_MARKETER_PASSWORD: marketer.password,
      MUTUAL_REVIEWER_EMAIL: reviewer.email,
      MUTUAL_REVIEWER_PASSWORD: reviewer.password,
    },
  });
  const code = await new Promise((resolve) => stories.on("exit", resolve));
  assert.equal(code, 0, "the stories of the CRM failed; they say above which and why");
});
