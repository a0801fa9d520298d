// Accessibility, judged by axe on the page as it stands.

import assert from "node:assert/strict";

import { AxeBuilder } from "@axe-core/playwright";

// Named, because axe leaves some rules of these sets out of a run without tags (target-size).
const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

// How a page may be met: each is a setting of the browser, not of the page.
export const looks = [
  { look: "light", colorScheme: "light" },
  { look: "dark", colorScheme: "dark" },
  { look: "forced colours", forcedColors: "active" },
  { look: "320 pixels", viewport: { width: 320, height: 640 } },
];

// Fails with every violation, what it is about and where. The page must be one with JavaScript on:
// axe runs inside it, and a page without is the same HTML.
export async function assertAccessible(page) {
  const byTags = await new AxeBuilder({ page }).withTags(tags).analyze();
  // No tag selects this rule, and it finds a switch whose visible words are not in its name.
  const byName = await new AxeBuilder({ page }).withRules(["label-content-name-mismatch"]).analyze();
  const found = [...byTags.violations, ...byName.violations].flatMap(({ id, help, nodes }) =>
    nodes.map((node) => `${id} (${help}) at ${node.target.join(" ")}: ${node.failureSummary}`),
  );
  assert.deepEqual(found, [], `axe on ${page.url()}`);
}

// Fails where the page is wider than the window: nobody should have to scroll sideways to read.
export async function assertReflows(page) {
  const { content, window: width } = await page.evaluate(() => ({
    content: document.documentElement.scrollWidth,
    window: document.documentElement.clientWidth,
  }));
  assert(content <= width, `${page.url()} is ${content} pixels wide in a window of ${width}`);
}
