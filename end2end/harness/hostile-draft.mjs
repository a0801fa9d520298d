// A proposition that passes every rule for what goes live, in three languages, with something hostile
// in each of its texts: what the rules leave of it is still enough to run.

// What each text begins with, and what the rules leave: on the side of what people get and in the
// question no sign may make a text brighter, and one answer is as long as the other.
const TEXTS = {
  "title": ["even", "Lists of what you looked at", "Listen zu dem, was Sie ansehen", "قوائم بما شاهدته"],
  "benefits[0][what]": [
    "brief", "Two lists of products that match what you looked at",
    "Zwei Listen mit Produkten, die zu dem passen, was Sie ansehen", "قائمتان من المنتجات التي تناسب ما شاهدته",
  ],
  "benefits[0][unit]": ["brief", "lists", "Listen", "قوائم"],
  "use": [
    "live", "We look at the pages that you opened in the last 30 days.",
    "Wir sehen uns die Seiten an, die Sie in den letzten 30 Tagen geöffnet haben.", "ننظر إلى الصفحات التي فتحتها في آخر 30 يومًا.",
  ],
  "if_off": [
    "live", "We stop within an hour. No more lists.",
    "Wir hören innerhalb einer Stunde auf. Es gibt keine Listen mehr.", "نتوقف خلال ساعة. لا مزيد من القوائم.",
  ],
  "stays": ["live", "Your account stays the same.", "Ihr Konto bleibt, wie es ist.", "يبقى حسابك كما هو."],
  "recipients": [
    "live", "Halden Web Ltd (shows the lists)", "Halden Web Ltd (zeigt die Listen)", "Halden Web Ltd (تعرض القوائم)",
  ],
  "retention": ["live", "30 days after your visit", "30 Tage nach Ihrem Besuch", "30 يومًا بعد زيارتك"],
  "ask[question]": [
    "even", "May we use the pages you open to pick products for you?",
    "Dürfen wir die Seiten nutzen, die Sie öffnen, um Produkte für Sie auszuwählen?",
    "هل تسمح لنا باستخدام الصفحات التي تفتحها لاختيار منتجات لك؟",
  ],
  "ask[refuse]": ["answer", "Don't allow", "Nicht erlauben", "لا أسمح"],
  "ask[allow]": ["answer", "Allow", "Erlauben", "أسمح"],
};
const TONGUES = ["en", "de", "ar"];
const ROOM = { "title": 118, "benefits[0][unit]": 60, "ask[refuse]": 40, "ask[allow]": 40 };

// What stands between the texts: what is picked, and what is a number.
export const PICKED = {
  purpose: "recommendations", legal_basis: "consent", "data[browsing]": "required", "benefits[0][every]": "month",
  "benefits[0][kind]": "service", decided_by: "computer", "ai[personalise]": "required", "channels[web]": "required",
  "worth[per]": "year",
};
export const PLAIN = {
  locale: "en", "benefits[0][amount]": "2", term_months: "12", regions: "*", "worth[amount]": "9.00", "worth[currency]": "GBP",
};

// The sample: its text is shown in pieces around what is known of somebody, so that a slot stands behind
// the piece that is hostile.
const SLOT = "browsing";
const SAMPLE = [
  ["Bread baskets again? You looked at them", "last week"],
  ["Wieder Brotkörbe? Sie haben sie angesehen", "letzte Woche"],
  ["هذه سلال الخبز التي شاهدتها", "الأسبوع الماضي"],
];

// The fields of the editor's form, by their names, under `of` in the corpus.
export function liveTexts(corpus, of) {
  const fields = {};
  for (const [name, [shape, ...befores]] of Object.entries(TEXTS)) {
    for (const [place, before] of befores.entries()) {
      const field = place === 0 ? name : inTongue(TONGUES[place], name);
      fields[field] = corpus.text(`${of} ${field}`, { shape, before, room: ROOM[name] ?? 150 });
    }
  }
  for (const [place, [text, value]] of SAMPLE.entries()) {
    const at = (name) => place === 0 ? name : inTongue(TONGUES[place], name);
    const said = (name, before, room) => corpus.text(`${of} ${at(name)}`, { shape: "brief", before, room });
    fields[at("sample")] = `${said("sample", text, 150)} {${SLOT}}.`;
    const person = `people[0][${SLOT}]`;
    fields[at(person)] = said(person, value, 120);
  }
  const once = (name, before, room) => { fields[name] = corpus.text(`${of} ${name}`, { shape: "live", before, room: Math.min(room, 150) }); };
  once("benefits[0][proof_event]", "list.shown", 120);
  once("worth[how]", "What we sell with the data in a year, divided by the customers.", 240);
  for (const [tongue, before] of [["de", "Was wir mit den Daten im Jahr verkaufen, geteilt durch die Zahl der Kunden."], ["ar", "ما نبيعه بالبيانات في السنة مقسومًا على عدد العملاء."]]) {
    once(`translations[${tongue}][method]`, before, 240);
  }
  return fields;
}

const inTongue = (tongue, name) => `translations[${tongue}]${name.replace(/^[^[]+/, "[$&]")}`;

export const LIVE = "/actions/save-draft (live)";
