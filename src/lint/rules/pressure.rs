//! Words of haste that are weak evidence (L-U1): the verb is hers and not the thing's, what runs out is her own,
//! to be early is what she gets.

use super::haste::PUSHING;
use super::stems::is_content;
use crate::lint::page::{Field, Language, Page, Role};
use crate::lint::phrase::{Lexicon, Run, meets};
use crate::lint::text::{Token, number_word};
use crate::lint::words::marks::marks;

/// How many words before a run belong to what it speaks of: the sentence before it, too.
const REACH: usize = 16;

/// Orders something, where a sentence or a clause begins.
const ORDERS: &[&str] = &[
    "get",
    "grab",
    "say",
    "act",
    "turn",
    "join",
    "buy",
    "order",
    "take",
    "claim",
    "save",
    "switch",
    "choose",
    "allow",
    "hurry",
    "try",
    "start",
    "shop",
    "secure",
    "sign",
    "answer",
    "agree",
    "accept",
    "decide",
    "snap",
    "sagen",
    "sag",
    "holen",
    "hol",
    "greifen",
    "kaufen",
    "sichern",
    "stimmen",
    "schalten",
    "entscheiden",
    "وافق",
    "احجز",
    "اشترك",
    "سجل",
    "انضم",
    "اشتر",
    "سارع",
    "اغتنم",
    "قل",
    "فعل",
];

/// What can be scarce and is not hers.
const OFFERED: &[&str] = &[
    "deadline",
    "time",
    "window",
    "clock",
    "perk",
    "supplies",
    "frist",
    "stock",
    "stocks",
    "seat",
    "seats",
    "places",
    "spots",
    "tickets",
    "rooms",
    "tables",
    "slots",
    "vouchers",
    "voucher",
    "coupon",
    "coupons",
    "invitation",
    "membership",
    "price",
    "prices",
    "gift",
    "gifts",
    "vorrat",
    "platze",
    "karten",
    "gutschein",
    "aktion",
    "الاماكن",
    "المقاعد",
    "الكميه",
    "القسيمه",
];

/// Says that something runs out.
static RUNS_OUT: Lexicon = Lexicon::new(
    &[
        "before|until|when|once|if ~5 run|runs ~1 out|low|short",
        "before|until|when|once|if ~4 gone|used|empty|finished",
        "bevor|wenn|ehe|sobald ~4 weg|leer|alle|aus|aufgebraucht",
        "قبل ~2 ينفد|تنفد|نفاد|ينتهي|تنتهي",
    ],
    &[],
);

/// Says that somebody works out how long something lasts.
static LASTS: Lexicon = Lexicon::new(
    &[
        "how long|much|many ~5 last|lasts|left|have",
        "count|counts ~1 the|your ~1 days|tablets|packs",
        "reicht|reichen",
        "wie lange|viel ~5 _",
        "نعد|يعد ~1 الايام",
        "كم|متي ~2 تكفي|يكفي|تدوم|يدوم|تبقي|يبقي|تنفد|ينفد",
        "تكفي|يكفي",
    ],
    &[],
);

/// Words for having something before others have it.
const EARLY: &[&str] = &[
    "early",
    "earlier",
    "first",
    "before",
    "ahead",
    "presale",
    "sooner",
    "fruh",
    "fruher",
    "vorab",
    "vorher",
    "zuerst",
    "vor",
    "مبكرا",
    "اولا",
    "قبل",
];

/// How much earlier something is had.
const SPANS: &[&str] = &[
    "minute",
    "minutes",
    "hour",
    "hours",
    "day",
    "days",
    "week",
    "weeks",
    "month",
    "minuten",
    "stunde",
    "stunden",
    "tag",
    "tage",
    "tagen",
    "woche",
    "wochen",
    "ساعه",
    "ساعات",
    "يوم",
    "ايام",
    "يومين",
    "اسبوع",
];

/// Whether the verb of a run is said of the reader or of the brand: "places you fly to".
pub(super) fn is_of_a_person(field: &Field<'_>, run: Run) -> bool {
    const WHO: &[&str] = &["you", "we", "i", "sie", "wir", "ich"];
    const LIKES: &[&str] = &[
        "want", "like", "love", "need", "choose", "chose", "pick", "prefer", "wanted", "liked",
    ];
    /// Begins a condition, and no words about a thing.
    const CONDITION: &[&str] = &[
        "if", "when", "once", "before", "while", "until", "unless", "so", "only", "yes", "and",
        "or", "as", "sooner", "wenn", "bevor", "falls", "sobald", "have", "are", "will", "can",
        "should",
    ];
    /// Verb and adverb have no more words.
    const LONGEST: usize = 2;
    let of_thing = |at: usize| {
        let clause = |at: usize| field.text.get(at).map(|token| token.clause);
        at.checked_sub(1).is_some_and(|before| {
            clause(before) == clause(at)
                && is_content(field.text.word(before))
                && !CONDITION.contains(&field.text.word(before))
        })
    };
    // "Seats we book fast for you": the brand is quick.
    let ours = run
        .0
        .checked_sub(1)
        .is_some_and(|at| matches!(field.text.word(at), "we" | "wir") && of_thing(at));
    // "Order in 09:54" ends with a clock, and has no verb behind "you".
    let clock = run.1.checked_sub(1).and_then(|last| field.text.get(last));
    if clock.is_some_and(|last| last.colons() > 0) {
        return ours;
    }
    ours || (run.0.saturating_add(1)..run.1).any(|at| {
        let verb = at.saturating_add(1);
        WHO.contains(&field.text.word(at))
            && of_thing(at)
            && verb < run.1
            && run.1.saturating_sub(verb) <= LONGEST
            && !LIKES.contains(&field.text.word(verb))
    })
}

/// Whether it is an assurance that nobody has it worse: "Nobody pays more for saying no".
pub(super) fn is_assurance(field: &Field<'_>, run: Run) -> bool {
    /// How many words behind its subject the verb can stand.
    const VERB: usize = 3;
    const NOBODY: &[&str] = &["nobody", "no", "niemand", "keiner", "لا"];
    const WORSE: &[&str] = &[
        "pay",
        "pays",
        "lose",
        "loses",
        "waits",
        "wait",
        "gets",
        "charged",
        "has",
        "zahlt",
        "verliert",
        "wartet",
        "bekommt",
        "يدفع",
        "يخسر",
        "ينتظر",
    ];
    NOBODY.contains(&field.text.word(run.0))
        && (run.0..run.0.saturating_add(1).saturating_add(VERB))
            .any(|at| WORSE.contains(&field.text.word(at)))
}

/// Whether the evidence of a run is weak.
pub(super) fn is_weak(page: &Page<'_>, field: &Field<'_>, run: Run) -> bool {
    if matches!(field.role, Role::Allow | Role::Refuse | Role::Note) {
        return false;
    }
    is_hers_that_ends(page, field, run)
        || is_early_benefit(page, field, run)
        || is_of_things_that_end(field, run)
        || is_of_her_day(page, field, run)
        || is_what_others_do(page, field, run)
        || is_a_group(page, field, run)
}

/// Whether nothing in the sentence sells.
fn is_plain(field: &Field<'_>, run: Run) -> bool {
    !around(field, run).any(|at| PUSHING.contains(&field.text.word(at))) && !is_order(field, run)
}

/// Whether the end is that of what is listed: "a list of jobs that close on Friday".
fn is_of_things_that_end(field: &Field<'_>, run: Run) -> bool {
    const RELATIVE: &[&str] = &["that", "which", "whose", "die", "deren", "التي", "الذي"];
    matches!(field.role, Role::Title | Role::What | Role::Use)
        && (run.0.saturating_add(1)..run.1).any(|at| {
            // What is listed stands right before it, and the list before that.
            RELATIVE.contains(&field.text.word(at))
                && matches!(
                    field.text.word(at.saturating_sub(2)),
                    "of" | "von" | "mit" | "for"
                )
        })
        && is_plain(field, run)
}

/// Whether time is counted to a day of hers: "a countdown to your trip".
fn is_of_her_day(page: &Page<'_>, field: &Field<'_>, run: Run) -> bool {
    /// How many words before and behind can say whose day it is.
    const BEFORE: usize = 2;
    const BEHIND: usize = 5;
    const CLOCKS: &[&str] = &[
        "countdown",
        "deadline",
        "timer",
        "counting",
        "clock",
        "التنازلي",
    ];
    let marks = marks(page.language);
    let is_hers = |at: usize| {
        let word = field.text.word(at);
        marks.whom.contains(&word) || marks.hers.iter().any(|end| word.ends_with(end))
    };
    let begins = |at: &usize| {
        CLOCKS
            .iter()
            .any(|begin| field.text.word(*at).starts_with(begin))
    };
    matches!(field.role, Role::Title | Role::What | Role::Use)
        && (run.0..run.1)
            .filter(begins)
            .any(|at| (at.saturating_sub(BEFORE)..at.saturating_add(BEHIND)).any(is_hers))
        && is_plain(field, run)
}

/// Whether what others do is looked at, and nobody is told to do it too: "we see what most guests like you eat".
fn is_what_others_do(page: &Page<'_>, field: &Field<'_>, run: Run) -> bool {
    /// How many words before can ask what they do.
    const BEFORE: usize = 3;
    const ASKS: &[&str] = &[
        "what", "which", "how", "where", "was", "wie", "welche", "ما",
    ];
    // An English "was" asks nothing.
    let asks =
        |word: &str| ASKS.contains(&word) && (word != "was" || page.language == Language::German);
    matches!(field.role, Role::Title | Role::What | Role::Use)
        && (run.0.saturating_sub(BEFORE)..run.0).any(|at| asks(field.text.word(at)))
        && is_plain(field, run)
}

/// Whether the number is that of a group which the exchange is about: "join 30 people who test jumpers", of whom
/// the use says how they are chosen.
fn is_a_group(page: &Page<'_>, field: &Field<'_>, run: Run) -> bool {
    /// Nobody is chosen for a larger one.
    const LARGEST: u32 = 500;
    /// Says that they said yes, and so is an example.
    const SAID: &[&str] = &[
        "already", "yes", "said", "agreed", "agree", "allow", "allowed", "turned", "signed",
        "trust", "love", "joined", "enjoying", "happy", "saving", "others",
    ];
    let number = |token: &Token| {
        let plain = token.word.parse().ok();
        plain.or_else(|| number_word(&token.word))
    };
    let count = (run.0..run.1)
        .filter_map(|at| field.text.get(at))
        .filter(|token| token.number && !token.percent && !token.money)
        .find_map(number);
    let said = around(field, run).any(|at| SAID.contains(&field.text.word(at)));
    matches!(
        field.role,
        Role::Title | Role::What | Role::Use | Role::Question
    ) && !said
        && (run.0..run.1).any(|at| field.text.word(at) == "join")
        && is_plain_but_joining(field, run)
        && count.is_some_and(|count| {
            let told = page
                .fields
                .iter()
                .filter(|other| matches!(other.role, Role::Use | Role::What | Role::IfOff))
                .filter(|other| other.name != field.name || field.role == Role::Use)
                .flat_map(|other| other.text.tokens.iter().take(60))
                .any(|token| number(token) == Some(count));
            count <= LARGEST && told
        })
}

/// Whether nothing in the sentence sells, and all that it orders is to join.
fn is_plain_but_joining(field: &Field<'_>, run: Run) -> bool {
    let orders = |at: usize| {
        let clause = |at: usize| field.text.get(at).map(|token| token.clause);
        let before = at.checked_sub(1);
        let begins = before.is_none_or(|before| {
            clause(before) != clause(at) || matches!(field.text.word(before), "so" | "and" | "und")
        });
        begins && ORDERS.contains(&field.text.word(at)) && field.text.word(at) != "join"
    };
    !around(field, run).any(|at| PUSHING.contains(&field.text.word(at)) || orders(at))
}

/// The words of the sentence of a run, and of the one before it.
fn around<'a>(field: &'a Field<'_>, run: Run) -> impl Iterator<Item = usize> + 'a {
    let sentence = field.text.get(run.0).map(|token| token.sentence);
    let least = sentence.map(|sentence| sentence.saturating_sub(1));
    (run.0.saturating_sub(REACH)..run.1.saturating_add(REACH)).filter(move |at| {
        field
            .text
            .get(*at)
            .is_some_and(|token| Some(token.sentence) <= sentence && Some(token.sentence) >= least)
    })
}

/// Whether a sentence around orders something, or a clause after "so" or "and" does.
fn is_order(field: &Field<'_>, run: Run) -> bool {
    around(field, run).any(|at| {
        let before = at.checked_sub(1).and_then(|before| field.text.get(before));
        let here = field.text.get(at);
        let begins = before.is_none_or(|before| {
            here.is_some_and(|here| here.clause != before.clause)
                || matches!(
                    before.word.as_str(),
                    "so" | "and" | "please" | "just" | "und"
                )
        });
        begins && ORDERS.contains(&field.text.word(at))
    })
}

/// Whether what runs out is of her own: the text says "your", or the page does, and nothing is sold.
fn is_hers_that_ends(page: &Page<'_>, field: &Field<'_>, run: Run) -> bool {
    if !meets(&RUNS_OUT.known(&field.text), run) {
        return false;
    }
    let marks = marks(page.language);
    let is_hers = |word: &str| {
        marks.whom.contains(&word)
            || marks
                .hers
                .iter()
                .any(|end| word.ends_with(end) && word.chars().count() > 3)
    };
    let sells = around(field, run)
        .map(|at| field.text.word(at))
        .any(|word| PUSHING.contains(&word))
        || around(field, run).any(|at| {
            let before = at.checked_sub(1).map_or("", |at| field.text.word(at));
            OFFERED.contains(&field.text.word(at)) && !matches!(before, "your" | "ihr" | "dein")
        });
    let said = around(field, run).any(|at| is_hers(field.text.word(at)));
    // A title is short: the use says that something of hers runs out, or how long it lasts.
    let told = matches!(field.role, Role::Title | Role::What)
        && page.one(Role::Use).is_some_and(|usage| {
            let whose = usage
                .text
                .tokens
                .iter()
                .take(60)
                .any(|token| is_hers(&token.word));
            let has = |lexicon: &'static Lexicon| !lexicon.known(&usage.text).is_empty();
            whose && (has(&RUNS_OUT) || has(&LASTS))
        });
    (said || told) && !sells && !is_order(field, run)
}

/// Whether to be early is what she gets: the benefits say how early.
fn is_early_benefit(page: &Page<'_>, field: &Field<'_>, run: Run) -> bool {
    if !matches!(field.role, Role::Title | Role::Use | Role::What) {
        return false;
    }
    // "Vor 7 Minuten" is a time ago, and earlier than nobody.
    let is_ago = |at: usize| {
        let next = field.text.get(at.saturating_add(1));
        matches!(field.text.word(at), "vor" | "قبل") && next.is_some_and(|next| next.number)
    };
    let early = (run.0..run.1).any(|at| EARLY.contains(&field.text.word(at)) && !is_ago(at));
    let given = |page: &Page<'_>| {
        page.with(Role::What).any(|what| {
            let words = || what.text.tokens.iter().take(60);
            words().any(|token| EARLY.contains(&token.word.as_str()))
                && words().any(|token| SPANS.contains(&token.word.as_str()))
        })
    };
    let pushes = around(field, run)
        .map(|at| field.text.word(at))
        .any(|word| {
            PUSHING.contains(&word)
                || matches!(word, "while" | "last" | "yes" | "limited" | "only" | "too")
        });
    early && !pushes && given(page)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::letters::fold;
    use crate::lint::phrase::misspelled;

    #[test]
    fn every_phrase_is_spelled_as_phrases_are() {
        for lexicon in [&RUNS_OUT, &LASTS] {
            assert_eq!(misspelled(lexicon), [""; 0]);
        }
        for word in ORDERS.iter().chain(OFFERED).chain(EARLY).chain(SPANS) {
            assert_eq!(fold(word), *word);
        }
    }
}
