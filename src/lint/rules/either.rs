//! What sounds like a loss after a no, and takes nothing from anybody (L-E1): what ends on its date whatever the
//! answer is, what is only not told any more, and what the brand collects less of.

use super::stems::{is_content, is_same, stem_in};
use crate::lint::page::{Field, Language, Page, Role};
use crate::lint::phrase::{Lexicon, Run, beginning, meets};

/// How many words on each side of a run are asked.
const REACH: usize = 16;

/// The most stems that are kept.
const MOST: usize = 60;

/// Says that it comes on its own date, or whatever the answer is.
static EITHER: Lexicon = Lexicon::new(
    &[
        "either|any way",
        "in|at either|any|each|every|both case|cases|event",
        "with or|and without",
        "on|at ~1 the|its|their ~1 same|own|usual|set ~1 day|date|time",
        "on ~1 its|their date|day",
        "same ~1 day|date|time",
        "whether|if ~6 or not|off|no",
        "or no ~1 _",
        "whatever|however|whichever ~1 you ~1 choose|say|answer|decide|pick",
        "so oder so",
        "in ~1 jedem fall",
        "am|zum ~1 selben|gleichen tag|datum|termin|zeitpunkt",
        "mit oder|und ohne",
        "egal ~1 ob|wie|was",
        "ob ~6 oder nicht|aus",
        "نفسه|نفسها",
        "نفس ~1 الموعد|اليوم|الوقت|التاريخ",
        "كل|اي|كلتا ~1 حال|حاله|الحالتين|الاحوال",
        "سواء",
    ],
    &[],
);

/// Says that something ends.
static ENDS: Lexicon = Lexicon::new(
    &[
        "end|ends|lapse|lapses|expire|expires|close|closes|stop|stops|cease|ceases|finish|finishes|void|gone|over",
        "run|runs ~1 out",
        "endet|enden|verfallt|verfallen|erlischt|erloschen|schliesst|schliessen",
        "lauft|laufen ~6 ab|aus$",
        "تنتهي|ينتهي|تسقط|يسقط|تضيع|يضيع|تنقضي|ينقضي",
    ],
    &[],
);

/// Says that nobody tells it.
static UNTOLD: Lexicon = Lexicon::new(
    &[
        "without|no|not|with|nor ~1 a|any|our|further|prior|no ~1 word|note|notice|reminder|warning|text|email|message|call|letter|alert|hint|mention|nudge|heads|sign ~3 from|by|of|$",
        "without ~1 a|any|our|further|prior ~1 word|note|reminder|text|email|message|letter|alert|hint|nudge",
        "without our|us ~1 saying|telling|warning|writing|word",
        "nobody|no ~1 one ~2 tells|tell|warns|warn|reminds|remind|writes|texts|calls",
        "ohne ~2 hinweis|wort|erinnerung|nachricht|mail|sms|warnung|brief|anruf|meldung|mitteilung",
        "ohne dass ~4 erinner*|schreib*|melden|sagen|warnen",
        "دون|بدون|بلا ~1 تذكير|رساله|تنبيه|اشعار|كلمه|خبر|رسايل",
    ],
    &[],
);

/// The brand, or a thing of its own, takes note of something.
static COLLECTS: Lexicon = Lexicon::new(
    &[
        "we|it|meter|app|sensor|cook|computer|watch|lock|shop|scale|box|camera|probe|gauge|counter|device ~3 read|reads|measure|measures|record|records|log|logs|store|stores|count|counts|note|notes|track|tracks|see|sees|weigh|weighs|know|knows|send|sends",
        "wir|zahler|app|sensor|gerat|waage|computer|schloss|uhr ~3 lesen|liest|messen|misst|speichern|speichert|erfassen|erfasst|notieren|notiert|merken|merkt|sehen|sieht|sendet|zeichnen|zeichnet",
        "lesen|messen|speichern|erfassen|notieren|sehen wir",
        "liest|misst|speichert|erfasst|sendet|sieht|meldet ~2 zahler|app|sensor|gerat|waage|uhr",
        "نقرا|نقيس|نسجل|نحفظ|نخزن|نعد",
        "يقرا|يقيس|يسجل|يرسل ~2 العداد|التطبيق|الجهاز|الحاسوب",
        "العداد|التطبيق|الجهاز ~2 يقرا|يقيس|يسجل|يرسل",
    ],
    &[],
);

/// Whom or what it would be a service to read, see or send: what somebody waits for an answer to.
const SERVED: &[&str] = &[
    "letter",
    "letters",
    "email",
    "emails",
    "mail",
    "mails",
    "message",
    "messages",
    "call",
    "calls",
    "claim",
    "claims",
    "question",
    "questions",
    "request",
    "requests",
    "report",
    "reports",
    "complaint",
    "complaints",
    "patients",
    "parcel",
    "parcels",
    "bin",
    "bins",
    "repair",
    "repairs",
    "half",
    "points",
    "stamps",
    "miles",
    "sie",
    "briefe",
    "anfragen",
    "fragen",
    "mails",
    "beschwerden",
    "antrage",
    "pakete",
    "halb",
    "halbe",
    "halfte",
    "punkte",
    "rucksendung",
    "رسايلك",
    "طلباتك",
    "شكاواك",
    "نقاطك",
    "نقاط",
];

/// What a document says ends whatever the answer is.
pub(super) struct Either {
    /// Stems of the sentences that say so.
    stems: Vec<String>,
    language: Language,
}

impl Either {
    pub(super) fn read(page: &Page<'_>) -> Self {
        let mut stems = Vec::new();
        let fields = page
            .fields
            .iter()
            .filter(|field| matches!(field.role, Role::Stays | Role::IfOff));
        for field in fields {
            let ends = ENDS.known(&field.text);
            for run in EITHER.find(&field.text) {
                let words = || sentence(field, run);
                if words().any(|at| beginning(&ends, at).is_some()) {
                    let content = words()
                        .filter(|at| beginning(&ends, *at).is_none())
                        .filter(|at| *at < run.0 || *at >= run.1)
                        .map(|at| field.text.word(at))
                        .filter(|word| is_content(word))
                        .map(|word| stem_in(page.language, word).to_owned());
                    stems.extend(content.take(MOST));
                }
            }
        }
        stems.truncate(MOST);
        Self {
            stems,
            language: page.language,
        }
    }

    /// Whether a run of what ends takes nothing that a yes would have kept.
    pub(super) fn takes_nothing(&self, field: &Field<'_>, run: Run) -> bool {
        self.is_due(field, run)
            || (field.role == Role::IfOff
                && (is_untold(field, run)
                    || is_collected_less(field, run)
                    || is_found_by_herself(field, run)))
    }

    /// Whether another sentence says of the thing that it ends on its own date.
    fn is_due(&self, field: &Field<'_>, run: Run) -> bool {
        let ends = ENDS.known(&field.text);
        let here = || sentence(field, run);
        here().any(|at| beginning(&ends, at).is_some())
            && !here().any(|at| NOW.contains(&field.text.word(at)))
            && here()
                .map(|at| field.text.word(at))
                .filter(|word| is_content(word))
                .map(|word| stem_in(self.language, word))
                .any(|stem| {
                    self.stems
                        .iter()
                        .any(|known| is_same(self.language, known, stem))
                })
    }
}

/// Words for an end that is sooner than its date.
const NOW: &[&str] = &[
    "once",
    "now",
    "today",
    "tonight",
    "immediately",
    "early",
    "earlier",
    "sooner",
    "sofort",
    "gleich",
    "jetzt",
    "heute",
    "fruher",
    "vorzeitig",
    "فورا",
    "الان",
    "اليوم",
    "مبكرا",
];

/// The places of the sentence of a run, near it.
fn sentence<'a>(field: &'a Field<'_>, run: Run) -> impl Iterator<Item = usize> + 'a {
    let sentence = field.text.get(run.0).map(|token| token.sentence);
    (run.0.saturating_sub(REACH)..run.1.saturating_add(REACH))
        .filter(move |at| field.text.get(*at).map(|token| token.sentence) == sentence)
}

/// Whether what is gone is only that somebody is told: the run is in those words.
fn is_untold(field: &Field<'_>, run: Run) -> bool {
    meets(&UNTOLD.known(&field.text), run)
}

/// Whether it is only said that the brand takes note of less, and of nothing that somebody waits for.
fn is_collected_less(field: &Field<'_>, run: Run) -> bool {
    let collects = COLLECTS.known(&field.text);
    let clause = |at: usize| field.text.get(at).map(|token| token.clause);
    sentence(field, run).any(|at| {
        beginning(&collects, at)
            .is_some_and(|verb| clause(verb.1.saturating_sub(1)) == clause(run.0))
    }) && !sentence(field, run)
        .filter(|at| clause(*at) == clause(run.0))
        .any(|at| {
            SERVED.contains(&field.text.word(at))
                || is_whom(field, at)
                || field.text.get(at).is_some_and(|t| t.money)
        })
}

/// Whether it is the reader who is seen, and not what she does.
fn is_whom(field: &Field<'_>, at: usize) -> bool {
    let before = at.checked_sub(1).map_or("", |at| field.text.word(at));
    field.text.word(at) == "you"
        && matches!(
            before,
            "see" | "sees" | "read" | "reads" | "know" | "send" | "sends" | "only"
        )
}

/// Whether she looks for herself, among more than were picked: "you go back to the plain list", "you choose from
/// all 400 instead of three".
fn is_found_by_herself(field: &Field<'_>, run: Run) -> bool {
    /// How many words around a run can name where she looks.
    const AROUND: usize = 4;
    const LOOKS: &[&str] = &[
        "pick", "choose", "look", "search", "browse", "scroll", "see", "find", "read", "sehen",
        "suchen", "finden", "wahlen",
    ];
    const WHERE: &[&str] = &[
        "list",
        "page",
        "menu",
        "shelf",
        "shelves",
        "site",
        "board",
        "catalogue",
        "map",
        "screen",
        "seite",
        "liste",
        "regal",
        "tafel",
        "القائمه",
        "الصفحه",
    ];
    const DEARER: &[&str] = &[
        "plan",
        "rate",
        "price",
        "tariff",
        "tier",
        "queue",
        "class",
        "wait",
        "waiting",
        "line",
        "fee",
        "only",
        "bottom",
        "end",
        "tarif",
        "preis",
        "warteliste",
    ];
    let clause = field.text.get(run.0).map(|token| token.clause);
    let here = || {
        (run.0.saturating_sub(AROUND)..run.1.saturating_add(AROUND))
            .filter(|at| field.text.get(*at).map(|token| token.clause) == clause)
    };
    let is = |list: &[&str]| here().any(|at| list.contains(&field.text.word(at)));
    let back = (run.0..run.1).any(|at| field.text.word(at) == "back") && is(WHERE);
    let among = (run.0..run.1).any(|at| matches!(field.text.word(at), "instead" | "statt"))
        && (is(LOOKS) || is(WHERE));
    let money = here().any(|at| field.text.get(at).is_some_and(|token| token.money));
    (back || among) && !is(DEARER) && !money
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::letters::fold;
    use crate::lint::phrase::misspelled;

    #[test]
    fn every_phrase_is_spelled_as_phrases_are() {
        for lexicon in [&EITHER, &ENDS, &UNTOLD, &COLLECTS] {
            assert_eq!(misspelled(lexicon), [""; 0]);
        }
        for word in SERVED.iter().chain(NOW) {
            assert_eq!(fold(word), *word);
        }
    }
}
