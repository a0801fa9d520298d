// The pages that there are, as the pages' own table of routes names them.

import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";

const TABLE = path.resolve(import.meta.dirname, "../../app/src/routes.rs");

// Those of which none of these paths is a page. The first pattern that fits is the page, as for the router.
export function unmet(paths) {
  const table = fs.readFileSync(TABLE, "utf8");
  const patterns = [...table.matchAll(/path!\("([^"]+)"\)/g)].map(([, pattern]) => pattern);
  assert(patterns.length > 50, `only ${patterns.length} routes stand in ${TABLE}`);
  const fits = patterns.map((pattern) => new RegExp(`^${pattern.replace(/:\w+/g, "[^/]+")}$`));
  const met = new Set([...paths].map((path) => fits.findIndex((one) => one.test(path))));
  return patterns.filter((_, place) => !met.has(place));
}
