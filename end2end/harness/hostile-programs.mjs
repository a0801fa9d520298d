// Every text that a program can send to the API. A field that stands in the API's description and not here
// fails the journey, so that none can be forgotten.
//
// A field is one of these:
// - `on`: it takes what is hostile, and these kinds of pages show it as text.
// - `refused`: it takes nothing hostile: the answer is a problem, or says of this one that it is refused.
// - `unshown`: it takes what is hostile, and why no page shows it.

// What no page says of her she reads in the file with everything.
export const HELD = "/data/everything.json";

const on = (room, ...kinds) => ({ room, on: kinds });

const evidence = (of, ...kinds) => ({
  [`${of} evidence.how`]: on(100, ...kinds), [`${of} evidence.where`]: on(200, ...kinds), [`${of} evidence.wording`]: on(4_000, ...kinds),
});
const decision = (of) => ({
  [`${of}outcome`]: on(500, "/why/#"), [`${of}counterfactual`]: on(500, "/why/#"), [`${of}data[].item`]: on(200, "/why/#"),
  [`${of}features[].item`]: on(200, "/why/#"),
});

const refused = (of, fields) => Object.fromEntries(fields.split(" ").map((field) => [`${of} ${field}`, { refused: true }]));
const unshown = (of, fields, why) => Object.fromEntries(fields.split(" ").map((field) => [`${of} ${field}`, { unshown: why, room: 60 }]));

const DECISION = "ai at case channel currency customer data[].category data[].direction features[].category inferences[] model model_version not_used[] purpose";
const inList = (list, fields) => fields.split(" ").map((field) => `${list}[].${field}`).join(" ");

export const PROGRAMS = {
  "put_customer identifiers[]": { ...on(120, "/data"), shape: "word", before: "crm:" },
  ...evidence("put_customer", HELD),
  ...refused("put_customer", "evidence.at locale region"),
  ...evidence("choose", HELD),
  ...refused("choose", "evidence.at locale proposition toggles{name}"),
  ...evidence("resume_customer", HELD),
  ...refused("resume_customer", "evidence.at"),
  ...evidence("set_human_only", HELD),
  ...refused("set_human_only", "evidence.at"),
  ...evidence("enter_situation", HELD),
  ...refused("enter_situation", "evidence.at until"),
  ...evidence("leave_situation", HELD),
  ...refused("leave_situation", "evidence.at"),
  ...refused("make_link", "embed.origin embed.proposition page unsubscribe.channel unsubscribe.proposition"),
  ...refused("merge_customers", "from"),
  ...refused("split_customer", "from"),
  "put_inference label": on(80, "/guesses"),
  "put_inference value": on(200, "/guesses"),
  "put_inference model.version": on(80, HELD),
  "put_inference evidence[].seen": on(200, "/guesses"),
  ...refused("put_inference", "derived_from[] evidence[].at evidence[].data model.name purposes[]"),
  "put_model name": on(100, "/studio/models"),
  "put_model vendor": on(100, "/studio/models"),
  "put_model task": on(500, "/studio/models/#"),
  "put_model versions[]": on(80, "/studio/models/#"),
  ...decision("record_decisions "),
  ...decision("record_decisions decisions[]."),
  ...refused("record_decisions", DECISION),
  ...refused("record_decisions", inList("decisions", DECISION)),
  ...unshown("record_decisions", "topic", "letters, digits and underscores are kept of it"),
  ...unshown("record_decisions", "decisions[].topic", "letters, digits and underscores are kept of it"),
  ...unshown("check_customers", "checks[].id", "it comes back in the answer alone"),
  ...unshown("check_customers", "checks[].topic", "letters, digits and underscores are kept of it"),
  "check_customers checks[].proposal.why": on(4_000, "/desk/#"),
  ...refused("check_customers", inList("checks", "ai ai_uses[] channel channels[] currency customer data[] inferences[] model model_version proposal.model proposal.outcome purpose")),
  "decide_case reason": on(4_000, "/ask"),
  "decide_case by": on(80, "/desk/#"),
  ...refused("decide_case", "outcome"),
  "report_usage_events context": on(200, HELD),
  "report_usage_events events[].context": on(200, HELD),
  ...refused("report_usage_events", "at customer data purpose"),
  ...refused("report_usage_events", inList("events", "at customer data purpose")),
  "report_value_events proof_ref": on(200, HELD),
  "report_value_events events[].proof_ref": on(200, HELD),
  ...refused("report_value_events", "at benefit customer proposition unit"),
  ...refused("report_value_events", inList("events", "at benefit customer proposition unit")),
  "add_webhook_endpoint description": on(200, "/admin/webhooks"),
  "change_webhook_endpoint description": on(200, "/admin/webhooks"),
  ...refused("add_webhook_endpoint", "events[] url"),
  ...refused("change_webhook_endpoint", "events[] url"),
  ...evidence("start_import", HELD),
  "start_import choices[].evidence.how": on(100, HELD),
  "start_import choices[].evidence.where": on(200, HELD),
  "start_import choices[].evidence.wording": on(4_000, HELD),
  ...refused("start_import", "choices[].evidence.at choices[].proposition choices[].toggles{name} evidence.at identifiers[] locale region (csv)"),
  ...unshown("lint_propositions", "(json)", "findings come back in the answer alone"),
  ...refused("dynamics_consent_check", "channeltype"),
  ...unshown("dynamics_consent_check", "complianceprofile contactpoints[] correlationheaders owningbusinessunit purpose topic", "it is a question, and nothing of it is kept"),
  ...unshown("hubspot_batch_read", "inputs[]", "it is a question, and nothing of it is kept"),
  ...refused("hubspot_batch_write", inList("inputs", "channel statusState subscriberIdString")),
  ...unshown("hubspot_batch_write", inList("inputs", "legalBasis legalBasisExplanation"), "nothing of it is kept"),
  ...refused("hubspot_update_status", "channel statusState"),
  ...unshown("hubspot_update_status", "legalBasis legalBasisExplanation", "nothing of it is kept"),
  ...refused("issue_token", "client_id client_secret grant_type scope"),
};

// The text for a field of the API.
export const textAt = (corpus, field) => corpus.text(field, PROGRAMS[field]);
