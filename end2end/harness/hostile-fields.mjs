// Everything that a person can type into a form of a page. A form or a field that stands on some page
// and not here fails the journey, so that none can be forgotten.
//
// A field is one of these:
// - `on`: it takes what is hostile, and these kinds of pages show it as text (others may, too). `shape`,
//   `before` and `room` are what the corpus needs to know for it.
// - `refused`: why it takes nothing hostile; the refusal stands at the field. `plain` is what it takes.
// - `unshown`: it takes what is hostile, and why no page shows it.

const line = (room, ...on) => ({ room, on });
const refused = (why, plain) => ({ refused: why, plain });
const unshown = (why, more) => ({ unshown: why, ...more });
const KEY = "a key is small letters, digits and hyphens";
const NUMBER = "it is a number";
const IN_ADDRESS = "what stands in an address is tried by itself (hostile-addresses.mjs)";
const PASSWORD = "a password is kept as a digest";

const TONGUES = ["de", "ar"];

// The same fields for each of the languages that a document is translated into.
const inEach = (fields) => Object.fromEntries(TONGUES.flatMap((tongue) =>
  Object.entries(fields).map(([name, field]) => [`translations[${tongue}]${name}`, field])));

// A draft takes everything, and says what would have to be mended.
const EDITOR = "/studio/#";
const texts = {
  "[title]": line(120, EDITOR), "[benefits][0][what]": line(600, EDITOR), "[benefits][0][unit]": line(60, EDITOR),
  "[use]": line(600, EDITOR), "[if_off]": line(600, EDITOR), "[stays]": line(600, EDITOR), "[recipients]": line(600, EDITOR),
  "[retention]": line(600, EDITOR), "[ask][question]": line(600, EDITOR), "[ask][refuse]": line(40, EDITOR), "[ask][allow]": line(40, EDITOR),
  // A person has a box for each kind of data that the text names in braces: no others may stand in it.
  "[sample]": { shape: "live", room: 600, before: "You looked at these {browsing}.", on: [EDITOR] },
  "[people][0][browsing]": line(120, EDITOR),
};
const method = { "[method]": line(600, EDITOR) };
const bare = Object.entries(texts).map(([name, field]) => [name.replace(/^\[(\w+)\]/, "$1"), field]);

export const FORMS = {
  "/actions/save-draft": {
    ...Object.fromEntries(bare),
    ...inEach({ ...texts, ...method }),
    "benefits[0][amount]": { shape: "brief", room: 24, on: [EDITOR] },
    "benefits[0][proof_event]": line(120, EDITOR),
    "worth[amount]": { shape: "brief", room: 24, on: [EDITOR] },
    "worth[how]": line(600, EDITOR),
    regions: { shape: "word", room: 600, on: [EDITOR] },
    locale: refused("a language is named by its letters", "en"),
    "worth[currency]": refused("it is a code of three letters", "GBP"),
    term_months: refused(NUMBER, "12"),
    retention_months: refused(NUMBER, ""),
  },
  "/actions/sign-in": {
    email: line(240, "/sign-in"),
    password: unshown(PASSWORD),
  },
  "/actions/save-draft (change)": {
    change_note: { shape: "live", room: 200, before: "Lindqvist Print AB now prints the lists.", on: ["/", "/studio/#/versions"] },
    "translations[de][change_note]": { shape: "live", room: 200, before: "Lindqvist Print AB druckt nun die Listen.", on: ["/studio/#/versions"] },
    "translations[ar][change_note]": { shape: "live", room: 200, before: "تطبع Lindqvist Print AB القوائم الآن.", on: ["/studio/#/versions"] },
  },
  "/actions/forgot": { email: unshown("the answer is the same for everybody") },
  "/actions/reset": { password: unshown(PASSWORD) },
  "/actions/change-password": { old: unshown(PASSWORD), new: unshown(PASSWORD) },
  "/actions/call-me": { called: line(40, "/account", "/ask") },
  "/actions/know-me": { identifier: { shape: "word", room: 120, before: "crm:", on: ["/account", "/admin/team"] } },
  "/check": {
    receipt: unshown("what is no receipt is told to be none"),
    file: unshown("what is no receipt is told to be none"),
  },
  "/then": { day: unshown("what is no day is today") },
  "/actions/ask": { said: line(4_000, "/ask", "/desk/#") },
  "/why/#": { said: line(4_000, "/why/#", "/ask", "/desk/#") },

  "/actions/organisation": {
    name: line(100, "/", "/sign-in", "/admin/organisation", "/studio"),
    contact_email: { room: 254, before: "a@", on: ["/", "/admin/organisation"] },
    contact_phone: line(40, "/", "/admin/organisation"),
    address: line(120, "/", "/admin/organisation"),
    data_protection_contact: line(254, "/", "/admin/organisation"),
    hue: refused(NUMBER, "200"),
    locales: refused("languages have names of letters", "en, de, ar"),
    region: refused("regions have codes of letters", "GB"),
    time_zone: refused("zones are those of the time zone database", "Europe/London"),
    embed_origins: refused("a site is named as a browser does", "https://shop.example"),
  },
  "/actions/invite": { email: { room: 254, shape: "word", before: "a@", on: ["/admin/team"] } },
  "/actions/make-key": { name: line(100, "/admin/keys", "/admin/keys/#", "/admin/keys/#/revoke") },
  "/actions/add-webhook": {
    url: { shape: "address", room: 200, on: ["/admin/webhooks/#", "/admin/audit"] },
    description: line(200, "/admin/webhooks/#"),
  },
  "/actions/change-webhook": {
    url: { shape: "address", room: 200, on: ["/admin/webhooks", "/admin/webhooks/#"] },
    description: line(200, "/admin/webhooks", "/admin/webhooks/#"),
  },
  "/admin/webhooks/#/replay": {
    first: line(20, "/admin/webhooks/#/replay"),
    last: line(20, "/admin/webhooks/#/replay"),
  },

  "/actions/begin-draft": { title: line(120, "/studio/#"), key: refused(KEY, "hostile") },
  "/actions/comment-on-draft": { comment: line(600, "/studio/#/publish") },
  "/actions/ask-for-review": { note: line(600, "/studio/#/publish") },
  "/actions/send-back-draft": { reason: line(600, "/studio/#/publish") },
  "/actions/approve-draft": { note: line(600, "/studio/#/publish") },
  "/actions/schedule-draft": { note: line(600, "/studio/#/publish"), due: refused("it is a moment", new Date(Date.now() + 7 * 86_400_000).toISOString().slice(0, 16)) },
  "/actions/unschedule-draft": { note: line(600, "/studio/#/publish") },
  "/actions/publish": { note: line(600, "/studio/#/publish") },
  "/actions/stop-proposition": { stop_reason: line(600, "/studio/#/publish") },
  "/studio/#/compare": {
    difference: unshown(IN_ADDRESS, { plain: "5" }),
    margin: unshown(IN_ADDRESS, { plain: "5" }),
    until: unshown(IN_ADDRESS, { plain: "2099-01-01" }),
  },

  "/actions/save-term": {
    id: refused(KEY, "hostile_data"),
    name: line(80, "/studio/registry", "/studio/#"),
    label: line(80, "/studio/registry"),
    "labels[de]": line(80, "/studio/registry/data/#"),
    "labels[ar]": line(80, "/studio/registry/data/#"),
    other_tag: refused("a language is named by its letters", "fr"),
    other_label: line(80, "/studio/registry/data/#"),
    dpv: refused("it is the address of a known term", "https://w3id.org/dpv/pd#Interest"),
  },
  "/actions/save-term (purpose)": {
    id: refused(KEY, "hostile_purpose"),
    name: line(80, "/studio/registry"),
    label: line(80, "/studio/registry"),
    "labels[de]": line(80, "/studio/registry/purpose/#"),
    "labels[ar]": line(80, "/studio/registry/purpose/#"),
    other_tag: refused("a language is named by its letters", "fr"),
    other_label: line(80, "/studio/registry/purpose/#"),
    dpv: refused("it is the address of a known term", "https://w3id.org/dpv#Personalisation"),
  },
  "/studio/registry/import": {
    text: line(2_000, "/studio/registry/import"),
    file: unshown("a file without terms is told to have none", { room: 2_000 }),
  },
  "/actions/save-line": {
    key: refused(KEY, "hostile-line"),
    says: line(300, "/studio/red-lines", "/red-lines", "/desk/#"),
    why: line(300, "/red-lines"),
    "labels[de]": line(300, "/red-lines"),
    "whys[de]": line(300, "/red-lines"),
    "labels[ar]": line(300, "/red-lines"),
    "whys[ar]": line(300, "/red-lines"),
    topics: { plain: "voucher", unshown: "letters, digits and underscores are kept of it" },
    amount: refused(NUMBER, "15"),
    currency: refused("it is a code of three letters", "GBP"),
    other_team: refused(KEY, "front_desk"),
    within_hours: refused(NUMBER, "24"),
    from: refused("it is a day", ""),
    reason: line(600, "/admin/audit"),
  },
  "/actions/remove-line": { reason: line(600, "/studio/red-lines") },
  "/actions/save-model": {
    key: refused(KEY, "coupon-agent"),
    name: line(100, "/studio/models", "/studio/models/#"),
    vendor: line(100, "/studio/models/#"),
    task: line(500, "/studio/models/#"),
    versions: line(90, "/studio/models/#"),
    explained: refused(NUMBER, ""),
  },
  "/actions/desk-rule": { canned: line(2_000, "/desk/rules") },
  "/actions/case-step": { reason: line(4_000, "/desk/#", "/ask", "/why/#") },
  "/actions/case-step (question)": { reason: line(4_000, "/desk/#", "/ask") },
};
