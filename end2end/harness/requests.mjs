// A call of each operation that takes a body, with plain words: it is answered well, so that what is
// refused with one other text in it is refused for that text.

const AT = () => new Date(Date.now() - 60_000).toISOString();

// What may be used of the exchange "Coupons by post", as every customer here has turned it on.
const USE = { purpose: "offers", channel: "post", ai: "personalise" };

const evidence = () => ({ how: "phone", where: "call centre", at: AT(), wording: "May we?" });

const decision = (customer, version) => ({
  customer, ...USE, topic: "coupon", model: "coupon-agent", model_version: version,
  at: new Date().toISOString(), amount: 5, currency: "GBP", outcome: "We posted coupons.", counterfactual: "Without orders, others.",
  data: [{ category: "orders", item: "Fennel", weight: 0.5, direction: "for" }],
  features: [{ category: "orders", item: "Saffron", contribution: 0.2 }],
  not_used: ["birthday"],
});

const wish = (subscriptionId) => ({
  subscriptionId, statusState: "UNSUBSCRIBED", channel: "EMAIL", legalBasis: "LEGITIMATE_INTEREST_OTHER", legalBasisExplanation: "She asked.",
});

// By operation: the path below /api/v1 (`method` where it is not POST), the bodies that it knows, and
// whose key it needs (`by`) where that is not the CRM's.
// `ana`, `twin` and `third` are refs of customers, `merged` is the id of a record that became one with the twin's, `escalated` is a case `hook` an
// address of webhooks, `version` one of the model.
export function requests({ ana, twin, third, merged, email, escalated, hook, url, subscription, client, version }) {
  const of = (ref, rest = "") => `/customers/${encodeURIComponent(ref)}${rest}`;
  return {
    put_customer: { method: "PUT", path: of(ana), bodies: [{ identifiers: [ana], locale: "en", region: "DE", birth_year: 1990, evidence: evidence() }] },
    choose: {
      path: of(ana, "/choices"),
      bodies: [{ proposition: "recipe-ideas", version: 1, locale: "en", toggles: { exchange: "on" }, evidence: evidence() }],
    },
    resume_customer: { path: of(ana, "/resume"), bodies: [{ evidence: evidence() }] },
    set_human_only: { path: of(ana, "/human-only"), bodies: [{ on: false, evidence: evidence() }] },
    put_inference: {
      method: "PUT", path: of(ana, "/inferences/likes-fennel"),
      bodies: [{
        label: "How much you like fennel", value: "A lot", confidence: 0.5, derived_from: ["orders"],
        model: { name: "guesser", version: "1" }, purposes: ["offers"],
        evidence: [{ data: "orders", seen: "Fennel on 3 of 4 orders", at: AT() }],
      }],
    },
    make_link: {
      path: of(ana, "/links"),
      bodies: [{ page: "/" }, { embed: { proposition: "coupons", origin: "https://shop.example" } }, { unsubscribe: { proposition: "coupons", channel: "email" } }],
    },
    enter_situation: { method: "PUT", path: of(ana, "/situations/bereavement"), bodies: [{ until: null, evidence: evidence() }] },
    leave_situation: { method: "DELETE", path: of(ana, "/situations/bereavement"), bodies: [{ evidence: evidence() }] },
    merge_customers: { path: of(twin, "/merge"), bodies: [{ from: third }] },
    split_customer: { path: of(twin, "/split"), bodies: [{ from: merged }] },
    record_decisions: { path: "/decisions", bodies: [decision(ana, version), { decisions: [decision(ana, version)] }] },
    report_usage_events: ((use) => ({ path: "/usage-events", bodies: [use, { events: [use] }] }))({
      customer: ana, data: "orders", purpose: "offers", at: AT(), context: "a mail",
    }),
    report_value_events: ((value) => ({ path: "/value-events", bodies: [value, { events: [value] }] }))({
      customer: ana, proposition: "coupons", benefit: "coupons", at: AT(), proof_ref: "mail-1", unit: "coupons", amount: 4,
    }),
    check_customers: {
      path: "/check",
      bodies: [{
        checks: [{
          id: "1", customer: ana, purpose: "offers", channel: "post", ai: "personalise", data: ["orders"], topic: "voucher", amount: 20, currency: "GBP", open_case: true,
          proposal: { outcome: "deny", model: "coupon-agent", why: "Score 412." },
        }],
      }],
    },
    decide_case: { path: `/cases/${escalated}/decide`, by: "desk", bodies: [{ outcome: "deny", reason: "We looked at it.", by: "agent 0042" }] },
    put_model: {
      method: "PUT", path: "/models/plain",
      bodies: [{ name: "Guesser", vendor: "Halden Agents Ltd", task: "Guesses.", versions: ["1"] }],
    },
    add_webhook_endpoint: { path: "/webhook-endpoints", bodies: [{ url, description: "The CRM", events: ["consent.granted"] }] },
    change_webhook_endpoint: {
      method: "PATCH", path: `/webhook-endpoints/${hook}`,
      bodies: [{ url, description: "The CRM", events: ["consent.granted"] }],
    },
    lint_propositions: { path: "/propositions/lint", bodies: [{ title: "Coupons" }] },
    start_import: {
      path: "/import", type: "application/x-ndjson",
      bodies: [{
        identifiers: ["crm:came-before"], locale: "en", region: "DE", birth_year: 1990, evidence: evidence(),
        choices: [{ proposition: "coupons", toggles: { exchange: "on" }, evidence: evidence() }],
      }],
    },
    dynamics_consent_check: {
      path: "/profiles/dynamics/mutual_consentcheck", bodies: [{ contactpoints: [email], channeltype: "email" }],
    },
    hubspot_batch_read: {
      path: "/profiles/hubspot/communication-preferences/v4/statuses/batch/read?channel=EMAIL", bodies: [{ inputs: [email] }],
    },
    hubspot_batch_write: {
      path: "/profiles/hubspot/communication-preferences/v4/statuses/batch/write",
      bodies: [{ inputs: [{ subscriberIdString: email, ...wish(subscription) }] }],
    },
    hubspot_update_status: {
      path: `/profiles/hubspot/communication-preferences/v4/statuses/${encodeURIComponent(email)}`, bodies: [wish(subscription)],
    },
    issue_token: {
      at: "/oauth/token", type: "application/x-www-form-urlencoded",
      bodies: [{ grant_type: "client_credentials", client_id: client.id, client_secret: client.secret, scope: "check" }],
    },
  };
}

// The body that knows the field, with the text in its place.
export function withText({ bodies }, field, text) {
  const [first] = field.split(/[.[{]/);
  const body = structuredClone(bodies.find((body) => first in body) ?? bodies[0]);
  const steps = field.replace("{name}", ".{name}").replaceAll("[]", ".0").split(".");
  const last = steps.pop();
  let at = body;
  for (const [place, step] of steps.entries()) {
    at[step] ??= (steps[place + 1] ?? last) === "0" ? [] : {};
    at = at[step];
  }
  if (last === "{name}") {
    for (const name of Object.keys(at)) delete at[name];
    at[text] = "on";
  } else {
    at[last] = text;
  }
  return body;
}
