// A customer's page, as the journeys read and press it.

import assert from "node:assert/strict";

import { follow } from "./browser.mjs";

// The card of an exchange, by the key of its proposition.
export function card(visitor, key) {
  return visitor.page.locator(`[id="x-${key}"]`);
}

// The switch of the whole exchange, or of a part such as `channel:email`.
export function switchOf(visitor, key, toggle = "exchange") {
  return card(visitor, key)
    .locator("form", { has: visitor.page.locator(`input[name=toggle][value="${toggle}"]`) })
    .getByRole("switch");
}

// The keys of the exchanges on the page, in its order, as `part` of the card tells them apart.
export async function keys(visitor, part = "") {
  const cards = visitor.page.locator(`section.exchange${part}`);
  return cards.evaluateAll((all) => all.map((one) => one.id.replace(/^x-/, "")));
}

// Presses a button of a form, by a click unless told how, and waits until the page shows what is
// stored. Without JavaScript that is a new page; with it, the same page, which must not have gone
// anywhere.
export async function press(visitor, button, how = () => button.click()) {
  if (!visitor.javaScript) return follow(visitor, how);
  const { page } = visitor;
  let left = false;
  const leave = (frame) => { left ||= frame === page.mainFrame(); };
  page.on("framenavigated", leave);
  const stored = page.waitForResponse((answer) => answer.request().method() === "POST");
  await how();
  await stored;
  await page.locator("form[aria-busy=true]").waitFor({ state: "detached" });
  page.off("framenavigated", leave);
  assert(!left, "with JavaScript on, a press must not load a new page");
}

// Presses a switch and waits until it shows the other state.
export async function flip(visitor, key, toggle) {
  const button = switchOf(visitor, key, toggle);
  const before = await button.getAttribute("aria-checked");
  await press(visitor, button);
  await isSwitched(visitor, key, before !== "true", toggle);
}

// Waits until a switch shows that state, and fails if it does not.
export async function isSwitched(visitor, key, on, toggle = "exchange") {
  const shown = switchOf(visitor, key, toggle).and(visitor.page.locator(`[aria-checked="${on}"]`));
  await shown.waitFor({ state: "attached" });
}

// Whether an element has the focus.
async function hasFocus(element) {
  return element.evaluate((one) => one === document.activeElement);
}

// Fails unless the element has the focus, and shows it.
export async function isFocused(element) {
  assert(await hasFocus(element), "the focus is elsewhere");
  assert(await element.evaluate((one) => one.matches(":focus-visible")), "the focus cannot be seen");
}

// Presses Tab until the element has the focus; how often.
export async function tabTo({ page }, element) {
  for (let presses = 1; presses <= 200; presses += 1) {
    await page.keyboard.press("Tab");
    if (await hasFocus(element)) {
      await isFocused(element);
      return presses;
    }
  }
  return assert.fail("Tab does not lead there");
}
