// Runs the journeys and closes with one line: `N passed, N failed`.
//
//   node end2end/run.mjs BINARY [JOURNEY…]
//
// BINARY is the `mutual` to try; without journeys named, all of journeys/ are run, each in a process
// and with servers of its own.

import fs from "node:fs";
import path from "node:path";
import { run } from "node:test";
import { spec } from "node:test/reporters";

const [binary, ...named] = process.argv.slice(2);
if (!binary || !fs.existsSync(binary)) {
  console.error("usage: node end2end/run.mjs BINARY [JOURNEY…]: the binary to try does not exist");
  process.exit(2);
}
process.env.MUTUAL_BINARY = path.resolve(binary);

const folder = path.join(import.meta.dirname, "journeys");
const files = named.length > 0
  ? named.map((file) => path.resolve(file))
  : fs.readdirSync(folder).filter((name) => name.endsWith(".mjs")).sort().map((name) => path.join(folder, name));

let passed = 0;
let failed = 0;
const counts = ({ details }) => details?.type !== "suite";
const results = run({ files, concurrency: 2, timeout: 30 * 60_000 })
  .on("test:pass", (result) => { passed += counts(result); })
  .on("test:fail", (result) => { failed += counts(result); });
const report = results.compose(spec);
report.pipe(process.stdout);
await new Promise((resolve) => report.on("end", resolve));

console.log(`${passed} passed, ${failed} failed`);
process.exitCode = passed > 0 && failed === 0 ? 0 : 1;
