// A colleague who works by the keyboard alone.

import assert from "node:assert/strict";

import { follow, visit } from "./browser.mjs";

// Kit uses no mouse. She takes the case, has a view of her own, decides, takes that back and lets the case
// go, by keys alone.
export async function worksByKeys(server, kit, id) {
  const { page } = kit;
  const main = page.locator("main");
  const button = (name) => page.getByRole("button", { name, exact: true });
  const radio = (name) => page.getByRole("radio", { name, exact: true });
  const enters = async (target) => {
    await tabsTo(kit, target);
    await follow(kit, () => page.keyboard.press("Enter"));
  };
  // The two answers are one stop: Space picks where she is, and an arrow the next one.
  const saysYes = async () => {
    await tabsTo(kit, radio("No"));
    await page.keyboard.press("Space");
    assert(await radio("No").isChecked());
    await page.keyboard.press("ArrowDown");
    assert(await radio("Yes").isChecked());
    await isSeen(await focusOf(page));
  };
  await visit(kit, `${server.url}/desk`);
  await enters(page.locator(`a[href="/desk/${id}"]`));
  await enters(button("Take this case"));
  await main.getByText("You have this case now.").waitFor();
  await saysYes();
  await enters(button("Keep my view and show it"));
  await main.getByText("Your own view before: Yes.").waitFor();
  await saysYes();
  await tabsTo(kit, page.locator("[name=reason]"));
  await page.keyboard.type("The complaints were our fault.");
  await enters(button("Decide"));
  await main.getByText(/It can be taken back until/).waitFor();
  await enters(button("Take it back"));
  assert.equal(await button("Decide").count(), 1, "it is hers to decide again");
  await enters(button("Let it go"));
  await main.getByText("Others can take it now.").waitFor();
}

const focusOf = (page) => page.evaluateHandle(() => document.activeElement);

// Where the keys are is on the screen, with a ring around it.
async function isSeen(focus) {
  const stop = await focus.evaluate((element) => {
    const [box] = element.getClientRects();
    const { outlineStyle, outlineWidth } = getComputedStyle(element);
    return {
      what: element.outerHTML.slice(0, 200),
      ring: element.matches(":focus-visible") && outlineStyle !== "none" && parseFloat(outlineWidth) > 0,
      inView: Boolean(box) && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
    };
  });
  assert(stop.ring && stop.inView, JSON.stringify(stop));
}

// Goes there by Tab alone. Each stop is seen, and stands behind the one before it.
async function tabsTo({ page }, target) {
  const wanted = await target.elementHandle();
  let before = await focusOf(page);
  for (let stops = 0; stops < 100; stops += 1) {
    await page.keyboard.press("Tab");
    const now = await focusOf(page);
    await isSeen(now);
    const [follows, isThere] = await page.evaluate(
      ([before, now, wanted]) => [
        Boolean(before.compareDocumentPosition(now) & Node.DOCUMENT_POSITION_FOLLOWING),
        now === wanted,
      ],
      [before, now, wanted],
    );
    assert(follows, "the keys went back");
    if (isThere) return;
    before = now;
  }
  assert.fail(`no Tab leads to ${target}`);
}
