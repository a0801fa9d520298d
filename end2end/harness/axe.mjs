// Accessibility, judged by axe on the page as it stands.

import assert from "node:assert/strict";

import { AxeBuilder } from "@axe-core/playwright";

import { reads, visit } from "./browser.mjs";

// Named, because axe leaves some rules of these sets out of a run without tags (target-size).
const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

// How a page may be met: each is a setting of the browser, not of the page.
const looks = {
  light: { colorScheme: "light" },
  dark: { colorScheme: "dark" },
  "forced colours": { forcedColors: "active" },
  "320 pixels": { width: 320 },
};

// Fails with every violation in any look, what it is about and where. JavaScript must be on: axe runs
// inside the page, and a page without is the same HTML.
export async function assertAccessible(page) {
  const usual = page.viewportSize();
  for (const [look, { width, ...media }] of Object.entries(looks)) {
    await page.emulateMedia({ colorScheme: null, forcedColors: null, ...media });
    await page.setViewportSize({ ...usual, width: width ?? usual.width });
    await assertGood(page, look);
  }
  await page.emulateMedia({ colorScheme: null, forcedColors: null });
  await page.setViewportSize(usual);
}

// The same of the page that is open as it reads in Arabic, from right to left: at one width and in light
// colours, since what a direction changes it changes in every look.
export async function assertAccessibleInArabic(visitor) {
  const { page } = visitor;
  const [address] = page.url().split("#");
  await reads(visitor, address, "ar");
  const response = await visit(visitor, address);
  const { pathname } = new URL(address);
  const statuses = pathname.startsWith("/x/") ? [200, 404] : [200];
  assert(statuses.includes(response.status()), `${response.status()} of ${address}`);
  const tongue = await page.evaluate(() => [document.documentElement.lang, document.documentElement.dir]);
  assert.deepEqual(tongue, ["ar", "rtl"], address);
  await page.emulateMedia(looks.light);
  await assertGood(page, "Arabic");
  await page.emulateMedia({ colorScheme: null });
  await reads(visitor, address);
}

async function assertGood(page, look) {
  const { violations } = await new AxeBuilder({ page })
    .options({
      runOnly: { type: "tag", values: tags },
      // No tag selects this rule, and it finds a switch whose visible words are not in its name.
      rules: { "label-content-name-mismatch": { enabled: true } },
    })
    // What is newer is for frames. There is one, a card in the studio as it stands without scripts:
    // it runs none, so that axe cannot look into it, and no link leads to it.
    .setLegacyMode(true)
    .analyze();
  const found = violations.flatMap(({ id, help, nodes }) =>
    nodes.map((node) => `${id} (${help}) at ${node.target.join(" ")}: ${node.failureSummary}`),
  );
  assert.deepEqual(found, [], `axe on ${page.url()} in ${look}`);
  await assertReflows(page);
}

// Fails where the page is wider than the window: nobody should have to scroll sideways to read.
async function assertReflows(page) {
  const { content, window: width } = await page.evaluate(() => ({
    content: document.documentElement.scrollWidth,
    window: document.documentElement.clientWidth,
  }));
  assert(content <= width, `${page.url()} is ${content} pixels wide in a window of ${width}`);
}
