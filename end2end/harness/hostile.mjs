// Texts that run where a page takes one of them for markup, and somebody who would notice.

import assert from "node:assert/strict";

import { follow, newVisitor, settled } from "./browser.mjs";
import { reachablePages } from "./crawl.mjs";

// Each ends the place that it may stand in (a text field, an attribute, a script, a comment, a
// title, a style), and then runs. The name, of letters alone because rules compare the numbers of
// translations, tells which field it came from.
const PAYLOADS = [
  "</textarea><script>hit.#()</script>",
  "\"><img src=x onerror=hit.#()>",
  "\" autofocus onfocus=hit.#() x=\"",
  "</title><script>hit.#()</script>",
  "'><svg/onload=hit.#()>",
  "javascript:hit.#()",
  "</script><script>hit.#()</script>",
  "&lt;img src=x onerror=hit.#()&gt;",
  "--><script>hit.#()</script>",
  "</style><script>hit.#()</script>",
  "</template><script>hit.#()</script>",
  "' onmouseover=hit.#() style='position:fixed;inset:0",
  "<iframe srcdoc=\"<script>parent.hit.#()</script>\">",
  "<math><mtext><table><mglyph><style><!--</style><img title=\"--><img src=x onerror=hit.#()>\">",
  "<a href=javascript:hit.#()>x</a>",
  "\\u003cscript\\u003ehit.#()\\u003c/script\\u003e",
  "${hit.#()}{{hit.#()}}<%= hit.#() %>",
  "\u2028hit.#()\u2029",
];

// What rules leave of them. `calm` has no sign that a line may not hold; `even` passes the rules for
// texts that go live, where a sign makes one side brighter or a slot was left open; a `word` has no
// space, and an `answer` is not longer than its counterpart.
const SHAPES = {
  full: PAYLOADS,
  calm: PAYLOADS.filter((one) => !/\u2028/.test(one)),
  live: PAYLOADS.filter((one) => !/\u2028|\{\{|\d/.test(one)),
  even: ["\" autofocus onfocus=hit.#() x=\"", "&lt;img src=x onerror=hit.#()&gt;", "javascript:hit.#()"],
  word: ["\"><svg/onload=hit.#()>", "</textarea><script>hit.#()</script>", "\"><script>hit.#()</script>"],
  brief: ["\"onfocus=hit.#()", "javascript:hit.#()"],
  answer: ["\"onfocus=hit()"],
  address: ["'onfocus=hit.#()"],
};

// Of these there is room for one.
const ONE = ["even", "word", "brief", "answer", "address"];
const JOINED = ["word", "address"];

// The texts that were given out: each with the field that it went into, and the kinds of pages on which
// it was met.
export class Corpus {
  #given = new Map();
  // The forms of all pages that were looked at, and the paths of those that were drawn, not refused.
  forms = [];
  pages = new Set();

  // A text for a field: as much as fits into `room` characters, in the order of another payload each
  // time, behind what the field needs to begin with. The same field gets the same text again.
  text(field, { room = 240, shape = "calm", before = "" } = {}) {
    const known = this.#given.get(field);
    if (known) return known.text;
    const name = lettered(this.#given.size);
    const all = SHAPES[shape];
    const from = this.#given.size % all.length;
    let text = before;
    for (const payload of [...all.slice(from), ...all.slice(0, from)]) {
      const more = (text && !JOINED.includes(shape) ? " " : "") + payload.replaceAll("#", name);
      if (text.length + more.length <= room) text += more;
      if (text !== before && ONE.includes(shape)) break;
    }
    assert(/hit/.test(text), `${field}: nothing hostile fits into ${room} characters`);
    this.#given.set(field, { field, name, text, met: new Set() });
    return text;
  }

  get all() {
    return [...this.#given.values()];
  }

  // Which of them a file of JSON holds.
  meetIn(file, kind) {
    const quoted = (text) => JSON.stringify(text).slice(1, -1);
    for (const { text, met } of this.all) {
      if (file.includes(quoted(text)) || file.includes(quoted(quoted(text)))) met.add(kind);
    }
  }

  met(name, kind) {
    this.all.find((one) => one.name === name).met.add(kind);
  }
}

// A short name for a number: `aa` and so on.
const lettered = (number) => [26, 1].map((each) => String.fromCharCode(97 + (Math.floor(number / each) % 26))).join("");

// A visitor on whose pages a script would be noticed. The browser is told to ignore the page's own
// policy against scripts, so that it is the pages that hold, and not the second wall behind them.
export async function wary(browser, options = {}) {
  const visitor = await newVisitor(browser, { bypassCSP: true, expected: [/.*/], ...options });
  const hits = [];
  const notice = (what) => hits.push(`${what} on ${visitor.page.url()}`);
  await visitor.context.exposeFunction("hitOf", notice);
  await visitor.context.addInitScript(() => {
    const of = (name) => () => window.hitOf(String(name));
    window.hit = new Proxy(of("one without a name"), { get: (_, name) => of(name) });
  });
  visitor.context.on("page", (page) => page.on("dialog", (dialog) => dialog.dismiss()));
  visitor.page.on("dialog", (dialog) => {
    notice("a dialog");
    return dialog.dismiss();
  });
  return Object.assign(visitor, { hits });
}

// Looks at the page that is open: nothing ran, nothing in it would run later, and which of the texts it
// shows. Its forms are kept, each with its address and its fields that somebody can type into.
export async function look({ page, hits }, corpus) {
  const given = corpus.all.map(({ name, text }) => [name, text]);
  const { wrong, met, forms, status } = await page.evaluate(inspect, given);
  const kind = kindOf(page.url());
  assert.deepEqual([...hits, ...wrong], [], page.url());
  for (const name of met) corpus.met(name, kind);
  if (status === 200) corpus.pages.add(new URL(page.url()).pathname);
  corpus.forms.push(...forms.map((form) => ({ ...form, action: kindOf(form.action) })));
}

// Runs in the browser. A frame that is written out in its own page is looked at as that page.
function inspect(given) {
  const pieces = [];
  const wrong = [];
  const forms = [];
  const typed = "textarea, input:not([type=hidden], [type=checkbox], [type=radio], [type=submit])";
  const walk = (root) => {
    const nodes = document.createNodeIterator(root, NodeFilter.SHOW_ALL);
    for (let node = nodes.nextNode(); node; node = nodes.nextNode()) {
      if (node.nodeType === Node.TEXT_NODE || node.nodeType === Node.COMMENT_NODE) pieces.push(node.data);
      if (node.nodeType !== Node.ELEMENT_NODE) continue;
      for (const { name, value } of node.attributes) {
        pieces.push(value);
        if (/^on/i.test(name)) wrong.push(`${node.localName} has ${name}=${value}`);
        if (/^\s*(javascript|data|vbscript):/i.test(value) && /^(.*href|src|action|formaction|data)$/i.test(name)) {
          wrong.push(`${node.localName} leads to ${value}`);
        }
        if (name === "srcdoc") walk(new DOMParser().parseFromString(value, "text/html"));
      }
      if (node.matches("script:not([src])") && /hit[.(]/.test(node.text)) wrong.push(`a script says ${node.text}`);
      if (/^(svg|math|iframe|img|style|a)$/.test(node.localName) && /hit[.(]/.test(node.outerHTML.split(">")[0])
        && !node.hasAttribute("srcdoc") && !node.matches("a[href^='/'], a[href^='http'], a[href^='mailto:']")) {
        wrong.push(`a text became ${node.outerHTML.slice(0, 200)}`);
      }
      if (node.matches("input, textarea")) pieces.push(node.value);
      if (node.shadowRoot) walk(node.shadowRoot);
      if (node.localName === "template") walk(node.content);
      if (node.localName === "form") {
        const fields = [...node.elements].filter((one) => one.matches(typed));
        forms.push({
          action: new URL(node.getAttribute("action") ?? "", document.baseURI).href,
          fields: fields.map(({ name }) => name),
        });
      }
    }
  };
  walk(document);
  const flat = (text) => text.replace(/\s+/g, " ");
  const all = pieces.map(flat).join("\0");
  const met = given.filter(([, text]) => all.includes(flat(text).trim())).map(([name]) => name);
  const status = performance.getEntriesByType("navigation")[0]?.responseStatus;
  return { wrong, met, forms, status };
}

// Looks at every page that links lead to from the one that is open, and at the others that are named;
// their addresses. What is the same for everybody is passed over after the first one.
export async function looksAround(visitor, corpus, { others = [], passes = /^\/docs/ } = {}) {
  const { page } = visitor;
  const pages = [];
  const goto = async (address) => {
    if (passes.test(new URL(address).pathname)) return null;
    const response = await page.goto(address);
    if (!response?.headers()["content-type"]?.startsWith("text/html")) return response;
    await settled(visitor);
    await look(visitor, corpus);
    pages.push(page.url());
    return response;
  };
  const first = page.url();
  await reachablePages({ url: () => page.url(), goto, locator: (what) => page.locator(what) });
  for (const address of others) await goto(new URL(address, first).href);
  assert(pages.length > 1, `only ${pages.length} pages were reached from ${first}`);
  return pages;
}

// Types into the fields of a form, by their names, whatever the browser would say against it.
export async function type(form, texts) {
  const files = await form.evaluate((form, texts) => {
    form.noValidate = true;
    const files = [];
    for (const [name, text] of Object.entries(texts)) {
      // Some stand there only once others are filled in.
      const field = form.elements[name];
      if (!field || text === undefined) continue;
      if (field.type === "file") {
        files.push(name);
        continue;
      }
      if (/^(date|datetime-local|number)$/.test(field.type)) field.type = "text";
      field.focus();
      field.value = text;
      for (const event of ["input", "change"]) field.dispatchEvent(new Event(event, { bubbles: true }));
    }
    return files;
  }, texts);
  for (const name of files) {
    // The name of a file is a text as well, and has no slash.
    const file = { name: `${texts[name].replaceAll("/", "")}.csv`, mimeType: "text/csv", buffer: Buffer.from(texts[name]) };
    await form.locator(`[name="${name}"]`).setInputFiles(file);
  }
}

// The form that stands on the page for an action, found by one of its fields where it has several.
export const formOf = ({ page }, action, field) =>
  page.locator(`form[action="${action}"]${field ? `:has([name="${field}"])` : ""}`).first();

// What the table says of the fields of a form: a text for each, or the plain word where it takes no other.
export function textsFor(corpus, fields, as, before = {}) {
  const texts = Object.entries(fields).map(([name, field]) =>
    [name, "plain" in field ? field.plain : corpus.text(`${as} ${name}`, { before: before[name], ...field })]);
  return Object.fromEntries(texts);
}

// Sends a form with something hostile in every field that takes it. `also` are texts of its own, `picks` and
// `ticks` what is picked and ticked, `press` the button; `as` tells forms apart that have one action.
export async function feed(visitor, corpus, fields, action, { at = action, as = action, also = {}, before, picks = {}, ticks = [], press } = {}) {
  const known = fields[as];
  assert(known, `${as} is not in the table`);
  const form = formOf(visitor, at, Object.keys(known)[0]);
  for (const [name, value] of Object.entries(picks)) await form.locator(`[name="${name}"]`).first().selectOption(value);
  for (const name of ticks) await form.locator(`[name="${name}"]`).first().check();
  await type(form, { ...textsFor(corpus, known, as, before), ...also });
  await follow(visitor, () => form.locator(press ?? "button").first().click());
  await look(visitor, corpus);
}

// Sends a form with something hostile in every field that must refuse it, and fails unless the page that
// answers says so at each of them, and runs nothing. What is looked at first hides what comes later: as long
// as some are left, those that were refused get their plain word. Gives the fields.
export async function refuses(visitor, corpus, fields, action, { at = action, as = action, picks = {}, press } = {}) {
  const known = Object.entries(fields[as]);
  const plain = known.map(([name, field]) => [name, field.plain ?? "Plain words"]);
  let left = known.filter(([, field]) => field.refused).map(([name]) => name);
  const all = left.map((name) => `${as} ${name}`);
  while (left.length > 0) {
    const form = formOf(visitor, at, left[0]);
    const bad = left.map((name, place) => [name, REFUSED[place % REFUSED.length]]);
    for (const [name, value] of Object.entries(picks)) await form.locator(`[name="${name}"]`).first().selectOption(value);
    await type(form, Object.fromEntries([...plain, ...bad]));
    await follow(visitor, () => form.locator(press ?? "button").first().click());
    await look(visitor, corpus);
    const marked = formOf(visitor, at, left[0]).locator("[aria-invalid=true]");
    const said = await marked.evaluateAll((all) => all.map((one) => one.name));
    const rest = left.filter((name) => !said.includes(name));
    assert(rest.length < left.length, `${as}: nothing is said at ${left}, but at ${said} (${visitor.page.url()})`);
    left = rest;
  }
  return all;
}

const REFUSED = SHAPES.word.map((one) => one.replaceAll("#", "refused"));

// The path of an address, with what names one of many left out.
export function kindOf(address) {
  const { pathname } = new URL(address);
  return pathname
    .replace(/\/why\/[^/]+/, "/why/#")
    .replace(/\/[^/]*\d[^/]*/g, "/#")
    .replace(/^\/(studio\/(?:red-lines|models))\/(?!new(?:\/|$))[^/]+/, "/$1/#")
    .replace(/^\/(x|studio)\/(?!(?:new|numbers|registry|red-lines|models|violations)(?:\/|$))[^/]+/, "/$1/#")
    .replace(/^(\/studio\/registry\/(?:purpose|data))\/.+/, "$1/#");
}
