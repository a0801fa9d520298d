// <mutual-exchange src="…"> shows one exchange on a page of the brand's own site, with its switch or
// its question. What stands between its tags, a plain link, is shown until it can, and where it cannot.
//
// It keeps nothing in the browser and sends no cookie: `src` is a signed address that the brand's server
// asked for, good for one customer, one exchange, one site and a short while. All text is set as text.
(() => {
  "use strict";
  const NAME = "mutual-exchange";
  const own = document.currentScript && document.currentScript.src;
  // Loaded twice, it is one. A browser that lacks what it needs keeps the link.
  if (!own || !window.customElements || customElements.get(NAME) || !("adoptedStyleSheets" in document)) return;
  const home = new URL(own).origin;

  // Lightness and chroma are fixed, and only a hue can be chosen: none of them is hard to read.
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    :host { display: block; color-scheme: light dark }
    :host([hidden]) { display: none }
    .card {
      --ink: light-dark(oklch(.245 .03 240), oklch(.95 .006 230));
      --ink2: light-dark(oklch(.425 .028 240), oklch(.79 .014 235));
      --paper: light-dark(oklch(1 0 0), oklch(.235 .016 240));
      --line: light-dark(oklch(.885 .01 230), oklch(.345 .018 240));
      --edge: light-dark(oklch(.6 .02 240), oklch(.59 .02 240));
      --link: light-dark(oklch(.455 .105 245), oklch(.79 .095 240));
      --share: light-dark(oklch(.945 .028 245), oklch(.29 .035 245));
      --share-ink: light-dark(oklch(.41 .075 245), oklch(.84 .062 245));
      --get: light-dark(oklch(.945 .028 70), oklch(.29 .035 70));
      --get-ink: light-dark(oklch(.41 .075 70), oklch(.84 .062 70));
      --err: light-dark(oklch(.46 .155 27), oklch(.8 .105 25));
      --hue: var(--mutual-hue, var(--own-hue, 240));
      container-type: inline-size;
      box-sizing: border-box;
      padding: 1rem;
      border: 1px solid var(--line);
      border-block-start: 4px solid light-dark(oklch(.46 .1 var(--hue)), oklch(.8 .09 var(--hue)));
      border-radius: clamp(0px, var(--mutual-radius, 8px), 24px);
      background: var(--paper);
      color: var(--ink);
      font: 400 1rem/1.5 var(--mutual-font, system-ui, "Segoe UI", Roboto, "Noto Sans", Arial, sans-serif);
      text-align: start;
      overflow-wrap: anywhere;
    }
    * { margin: 0; padding: 0; box-sizing: border-box; letter-spacing: inherit }
    .rows > * + * { margin-block-start: .75rem }
    .title { font-size: 1.25rem; line-height: 1.3; font-weight: 700 }
    .small { font-size: .875rem; color: var(--ink2) }
    .head { display: flex; flex-wrap: wrap; gap: .5rem 1rem; align-items: center; justify-content: space-between }
    .head > .title { flex: 1 1 12rem }
    .state { display: inline-flex; align-items: center; gap: .75rem }
    button { font: inherit; color: inherit; background: var(--paper); min-block-size: 2.75rem; min-inline-size: 2.75rem;
      border: 2px solid var(--edge); border-radius: 6px; padding: .5rem 1rem; cursor: pointer }
    button:focus-visible, a:focus-visible { outline: 3px solid var(--ink); outline-offset: 3px; border-radius: 6px }
    [role=switch] { flex: none; border: 0; padding: 0; background: none; display: grid; place-items: center }
    .track { display: block; inline-size: 3.25rem; block-size: 1.75rem; border: 2px solid var(--ink); border-radius: 1rem;
      padding: 3px }
    .knob { display: block; inline-size: 1.125rem; block-size: 1.125rem; border: 2px solid var(--ink); border-radius: 50% }
    [aria-checked=true] .track { background: var(--ink) }
    [aria-checked=true] .knob { margin-inline-start: auto; background: var(--paper); border-color: var(--paper) }
    .answers { display: grid; grid-template-columns: 1fr 1fr; gap: .75rem }
    .pair { display: grid; gap: .75rem }
    .pair > div { padding: .75rem; border-radius: 6px }
    .share { background: var(--share); color: var(--share-ink) }
    .get { background: var(--get); color: var(--get-ink) }
    .part { font-size: 1rem; font-weight: 700 }
    ul { list-style: none }
    li span { display: block; font-size: .875rem }
    dt { font-weight: 650 }
    dd + dt { margin-block-start: .5rem }
    a { color: var(--link); display: inline-block; padding-block: .6rem }
    .failed { color: var(--err); font-weight: 650 }
    .failed:empty, .said:empty { display: none }
    @container (min-width: 26rem) { .pair { grid-template-columns: 1fr 1fr } }
    @media (forced-colors: active) {
      [aria-checked=true] .track { background: Highlight; forced-color-adjust: none }
    }
  `);

  const make = (name, attributes, ...children) => {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes || {})) {
      if (value !== null && value !== undefined) element.setAttribute(key, value);
    }
    element.append(...children.filter((child) => child !== null && child !== undefined));
    return element;
  };

  class MutualExchange extends HTMLElement {
    static observedAttributes = ["src"];
    #root = this.attachShadow({ mode: "open" });
    #busy = false;
    #card = null;
    #asked = 0;
    // What is read out stays where it is: a region that is new says nothing.
    #top = make("div", { class: "rows" });
    #said = make("p", { class: "said", role: "status" });
    #failed = make("p", { class: "failed", role: "alert" });
    #rest = make("div", { class: "rows" });
    #section = make("section", { class: "card rows", "aria-labelledby": "t" },
      this.#top, this.#said, this.#failed, this.#rest);
    #look = () => {
      // Another tab may have changed it.
      if (document.visibilityState === "visible" && this.#card) this.#load();
    };

    constructor() {
      super();
      this.#root.adoptedStyleSheets = [sheet];
      this.#fall();
    }

    connectedCallback() {
      document.addEventListener("visibilitychange", this.#look);
      this.#load();
    }

    disconnectedCallback() {
      document.removeEventListener("visibilitychange", this.#look);
    }

    attributeChangedCallback(_, before, after) {
      if (before !== null && before !== after && this.isConnected) this.#load();
    }

    // The plain link between the tags.
    #fall() {
      this.#card = null;
      this.#root.replaceChildren(document.createElement("slot"));
    }

    // Sends to the signed address, and to nowhere else.
    async #send(body) {
      const source = new URL(this.getAttribute("src") || "", home);
      if (source.origin !== home) throw new Error(`${NAME}: src leads away from ${home}`);
      const answer = await fetch(source, {
        method: body ? "POST" : "GET",
        body,
        mode: "cors",
        credentials: "omit",
        cache: "no-store",
        redirect: "error",
        referrerPolicy: "no-referrer",
        signal: AbortSignal.timeout(15000),
      });
      const json = (answer.headers.get("content-type") || "").startsWith("application/json");
      return json ? answer.json() : {};
    }

    async #load() {
      if (this.#busy) return;
      const turn = ++this.#asked;
      let card = null;
      try {
        card = (await this.#send(null)).card;
      } catch (error) {
        console.warn(error.message);
      }
      if (turn !== this.#asked || this.#busy) return;
      if (card) this.#draw(card);
      else this.#fall();
    }

    async #choose(to) {
      if (this.#busy) return;
      this.#busy = true;
      this.#asked += 1;
      const card = this.#card;
      this.#section.setAttribute("aria-busy", "true");
      this.#said.textContent = to === "on" ? card.words.turning_on : card.words.turning_off;
      this.#failed.textContent = "";
      const wish = { to, version: card.version, index: card.index, shown_in: card.locale };
      if (card.in_spite && to === "on") wish.in_spite = "yes";
      let answer = {};
      try {
        answer = await this.#send(new URLSearchParams(wish));
      } catch (error) {
        answer = { failed: card.words.unknown };
      }
      this.#busy = false;
      this.#section.removeAttribute("aria-busy");
      if (answer.card) this.#draw(answer.card, true);
      this.#said.textContent = answer.said || "";
      this.#failed.textContent = answer.card || answer.failed ? answer.failed || "" : card.words.gone;
      if (answer.card) {
        const detail = { proposition: answer.card.proposition, on: answer.card.on };
        this.dispatchEvent(new CustomEvent("mutual-change", { bubbles: true, detail }));
      }
    }

    #draw(card, focus) {
      const level = Math.min(5, Math.max(2, parseInt(this.getAttribute("level"), 10) || 3));
      const button = (text, to) => {
        const made = make("button", { type: "button" }, text);
        made.addEventListener("click", () => this.#choose(to));
        return made;
      };
      const title = make(`h${level}`, { id: "t", class: "title" }, card.question || card.title);
      let head;
      if (card.answers) {
        const [no, yes] = card.answers;
        head = [
          make("p", { class: "small" }, card.label),
          title,
          ...card.notes.map((note) => make("p", {}, note)),
          make("div", { class: "answers" }, button(no, "off"), button(yes, "on")),
        ];
      } else {
        const state = make("p", { class: "state" }, make("span", { id: "s" }, card.state));
        if (card.can_switch) {
          const knob = make("span", { class: "track", "aria-hidden": "true" }, make("span", { class: "knob" }));
          const flip = button(knob, card.on ? "off" : "on");
          flip.setAttribute("role", "switch");
          flip.setAttribute("aria-checked", String(card.on));
          flip.setAttribute("aria-labelledby", "t");
          flip.setAttribute("aria-describedby", "s");
          state.append(flip);
        }
        head = [make("div", { class: "head" }, title, state), ...card.notes.map((note) => make("p", {}, note))];
      }
      const column = (kind, { title, lines }) =>
        make("div", { class: kind }, make(`h${level + 1}`, { class: "part" }, title),
          make("ul", {}, ...lines.map(([what, note]) => make("li", {}, make("bdi", {}, what), make("span", {}, note)))));
      const facts = card.facts.flatMap(({ name, lines }) =>
        [make("dt", {}, name), ...lines.map((line) => make("dd", {}, line))]);
      // Where she was, she stays.
      const here = focus || (this.#root.activeElement && this.#root.activeElement.localName === "button");
      this.#section.lang = card.lang;
      this.#section.dir = card.dir;
      this.#section.style.setProperty("--own-hue", card.hue);
      this.#top.replaceChildren(...head);
      this.#rest.replaceChildren(
        make("div", { class: "pair" }, column("share", card.share), column("get", card.get)),
        make("dl", {}, ...facts),
        make("p", { class: "small" }, make("a", { href: card.page }, card.words.details)));
      this.#card = card;
      if (this.#section.parentNode !== this.#root) this.#root.replaceChildren(this.#section);
      if (here) this.#top.querySelector("button")?.focus();
    }
  }

  customElements.define(NAME, MutualExchange);
})();
