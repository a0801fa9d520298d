// A Mutual of one's own: the real binary on a free port, in a fresh folder that holds its database,
// its keys and the mails it would have sent.

import { execFile, spawn } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";

const binary = path.resolve(
  process.env.MUTUAL_BINARY ?? path.join(import.meta.dirname, "../../target/debug/mutual"),
);

// How long a healthy server takes at the most, on a machine that is busy with other things.
const PATIENCE_MS = 60_000;

// Starts a server with the demo brand. `test` is a node:test context: the server ends with it.
// `demo: false` leaves the database empty; `settings` are further MUTUAL_… variables.
export async function startServer(test, { demo = true, settings = {} } = {}) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "mutual-journey-"));
  const server = new Server(folder, settings);
  test.after(async () => {
    await server.stop();
    fs.rmSync(folder, { recursive: true, force: true });
  });
  if (demo) await server.command("demo");
  await server.start();
  return server;
}

class Server {
  #process;
  #settings;
  #log = "";

  constructor(folder, settings) {
    this.folder = folder;
    this.mailFolder = path.join(folder, "mails");
    fs.mkdirSync(this.mailFolder);
    const ambient = Object.entries(process.env).filter(([name]) => !name.startsWith("MUTUAL_"));
    this.#settings = {
      ...Object.fromEntries(ambient),
      MUTUAL_DATABASE_URL: `sqlite://${folder}/mutual.db`,
      MUTUAL_KEY_DIR: path.join(folder, "keys"),
      MUTUAL_MAIL_DIR: this.mailFolder,
      MUTUAL_ADDR: "127.0.0.1:0",
      ...settings,
    };
  }

  // Starts `mutual serve` and waits until it says where it listens; afterwards `url` is set.
  async start() {
    const child = spawn(binary, ["serve"], {
      cwd: this.folder,
      env: this.#settings,
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.#process = child;
    this.url = await new Promise((resolve, reject) => {
      const fail = (what) => reject(new Error(`${what}; its log:\n${this.#log}`));
      const timer = setTimeout(() => fail("mutual serve did not say where it listens"), PATIENCE_MS);
      child.on("error", (error) => fail(`${binary} did not start: ${error.message}`));
      child.on("exit", (code, signal) => fail(`mutual serve ended with ${code ?? signal}`));
      const listen = (text) => {
        this.#log += text;
        const [address] = this.#log.match(/http:\/\/127\.0\.0\.1:[1-9]\d*/) ?? [];
        if (address) {
          clearTimeout(timer);
          resolve(address);
        }
      };
      child.stdout.setEncoding("utf8").on("data", listen);
      child.stderr.setEncoding("utf8").on("data", listen);
    });
  }

  // Asks the server to end, as an operator would, and gives its exit code (or the signal's name).
  async stop(signal = "SIGTERM") {
    const child = this.#process;
    if (!child || child.exitCode !== null || child.signalCode !== null) return child?.exitCode;
    const ended = new Promise((resolve) => child.once("exit", (code, by) => resolve(code ?? by)));
    child.kill(signal);
    const giveUp = setTimeout(() => child.kill("SIGKILL"), PATIENCE_MS);
    const result = await ended;
    clearTimeout(giveUp);
    return result;
  }

  // Everything that `serve` has written, on both outputs.
  get log() {
    return this.#log;
  }

  // Runs another `mutual` command on the same data and gives what it wrote on standard output.
  command(...words) {
    const { input, ...environment } = typeof words.at(-1) === "object" ? words.pop() : {};
    return new Promise((resolve, reject) => {
      const options = { cwd: this.folder, env: { ...this.#settings, ...environment } };
      const child = execFile(binary, words, options, (error, output, complaint) => {
        if (error) reject(new Error(`mutual ${words.join(" ")}: ${complaint || error.message}`));
        else resolve(output.trim());
      });
      // A command that reads no input may be done before it is given any.
      child.stdin.on("error", () => {}).end(input ?? "");
    });
  }

  // A signed link to a customer's page, as the command line makes it.
  async link(customer, page = "/") {
    const made = await this.command("link", "--customer", customer, "--page", page, {
      MUTUAL_PUBLIC_URL: this.url,
    });
    const { pathname, search } = new URL(made);
    return this.url + pathname + search;
  }

  // A client of the API that holds these scopes: calls give status, headers and JSON. `id` and
  // `secret` are what it shows, for programs that call by themselves.
  client(...scopes) {
    return this.#made([], scopes);
  }

  // The same on the ledger of test customers.
  testClient(...scopes) {
    return this.#made(["--test"], scopes);
  }

  async #made(mode, scopes) {
    const flags = [...mode, ...scopes.flatMap((scope) => ["--scope", scope])];
    const made = await this.command("client", "create", "--name", "Journey", ...flags, "--json");
    const { client_id: id, client_secret: secret } = JSON.parse(made);
    const call = async (method, where, body, headers = {}) => {
      const answer = await fetch(`${this.url}/api/v1${where}`, {
        method,
        headers: {
          authorization: `Bearer ${secret}`,
          ...(body === undefined ? {} : { "content-type": "application/json" }),
          ...(method === "GET" ? {} : { "idempotency-key": crypto.randomUUID() }),
          ...headers,
        },
        body: body === undefined ? undefined : JSON.stringify(body),
      });
      const text = await answer.text();
      return { status: answer.status, headers: answer.headers, body: text && JSON.parse(text) };
    };
    return Object.assign(call, { id, secret });
  }

  // Waits for a mail to an address, gives its text, and takes it out of the folder.
  async mail(address) {
    const deadline = Date.now() + PATIENCE_MS;
    while (Date.now() < deadline) {
      for (const name of fs.readdirSync(this.mailFolder).sort()) {
        const file = path.join(this.mailFolder, name);
        const text = fs.readFileSync(file, "utf8");
        if (text.includes(address) && text.includes("\r\n\r\n")) {
          fs.rmSync(file);
          return decoded(text);
        }
      }
      await wait(50);
    }
    throw new Error(`no mail to ${address} came`);
  }
}

// A mail's text with quoted-printable undone, so that a link in it is whole and its words are UTF-8.
function decoded(mail) {
  if (!/^content-transfer-encoding: *quoted-printable/im.test(mail)) return mail;
  const bytes = (run) => Buffer.from(run.replaceAll("=", ""), "hex").toString("utf8");
  return mail.replace(/=\r?\n/g, "").replace(/(?:=[0-9A-F]{2})+/g, bytes);
}
