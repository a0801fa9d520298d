//! Words of haste that press nobody: they are part of a name, or tell what somebody is warned of.

use std::rc::Rc;

use super::sentence::is_near;
use crate::lint::page::{Field, Role};
use crate::lint::phrase::{Lexicon, Run};
use crate::lint::words::ALIKE;

/// Words that sell even where they are written with a capital.
const SELLING: &[&str] = &[
    "up", "now", "today", "tonight", "offer", "offers", "deal", "deals", "chance", "only", "sale",
    "time", "before", "while", "limited", "last", "final", "act", "join", "save", "get", "don't",
    "to", "and", "the", "left", "you", "your", "we", "soon", "ends", "hurry", "miss", "out",
];

/// Things that tell somebody of something.
const TELLS: &[&str] = &[
    "note",
    "notes",
    "text",
    "texts",
    "alert",
    "alerts",
    "reminder",
    "reminders",
    "remind",
    "reminds",
    "warn",
    "warns",
    "warning",
    "tell",
    "tells",
    "email",
    "emails",
    "message",
    "messages",
    "letter",
    "letters",
    "call",
    "calls",
    "write",
    "writes",
    "mail",
    "mails",
    "ring",
    "rings",
    "notice",
    "notices",
    "say",
    "says",
    "ping",
    "pings",
    "buzz",
    "buzzes",
    "beep",
    "beeps",
    "piept",
    "klingelt",
    "know",
    "calendar",
    "report",
    "reports",
    "alarm",
    "countdown",
    "timer",
    "sms",
    "nachricht",
    "mail",
    "hinweis",
    "warnung",
    "erinnerung",
    "erinnern",
    "warnen",
    "warnt",
    "melden",
    "meldet",
    "anruf",
    "rufen",
    "sagen",
    "sagt",
    "schreiben",
    "تذكير",
    "نذكرك",
    "رساله",
    "تنبيه",
    "ننبهك",
    "نخبرك",
    "اشعار",
];

/// Words between the telling and what is told.
const OF: &[&str] = &[
    "before",
    "when",
    "if",
    "once",
    "as",
    "on",
    "of",
    "about",
    "that",
    "which",
    "until",
    "to",
    "how",
    "for",
    "after",
    "each",
    "every",
    "bevor",
    "wenn",
    "vor",
    "ehe",
    "sobald",
    "قبل",
    "عندما",
    "اذا",
];

/// Words that make even a warning a push.
pub(super) const PUSHING: &[&str] = &[
    "offer",
    "offers",
    "deal",
    "deals",
    "sale",
    "discount",
    "discounts",
    "bonus",
    "bonuses",
    "today",
    "tonight",
    "midnight",
    "tomorrow",
    "now",
    "hurry",
    "soon",
    "quick",
    "quickly",
    "fast",
    "forever",
    "chance",
    "promotion",
    "savings",
    "popular",
    "miss",
    "don't",
    "everyone",
    "act",
    "angebot",
    "rabatt",
    "aktion",
    "heute",
    "jetzt",
    "schnell",
    "mitternacht",
    "عرض",
    "العرض",
    "خصم",
    "الخصم",
    "الان",
    "اليوم",
    "فرصه",
    "الفرصه",
];

/// Verbs of telling that are said of the brand alone.
const WE_TELL: &[&str] = &["نرسل", "نكتب", "نتصل", "schicken", "schickt", "mailen"];

/// What has dates that nobody sells with.
const FIXED: &[&str] = &[
    "exam",
    "exams",
    "term",
    "course",
    "courses",
    "rules",
    "law",
    "sailing",
    "departure",
    "boarding",
    "election",
    "semester",
    "prufung",
    "kurs",
    "gesetz",
    "satzung",
];

/// How many words before a run can say that it is what somebody is told of.
const REACH: usize = 10;

/// Where the text says that things are then as they are for everybody, which draws nobody in.
pub(super) fn alike(field: &Field<'_>) -> Alike {
    if matches!(field.role, Role::IfOff | Role::Stays) {
        Alike {
            all: ALIKE.known(&field.text),
            either: EITHER.known(&field.text),
        }
    } else {
        Alike::default()
    }
}

/// Where a text of what ends or stays says that nobody is moved by a time.
#[derive(Default)]
pub(super) struct Alike {
    /// It is so for everybody.
    all: Rc<[Run]>,
    /// It is so whatever the answer is.
    either: Rc<[Run]>,
}

/// Says that it is so whatever the answer is: a time that no choice moves hurries nobody.
static EITHER: Lexicon = Lexicon::new(
    &[
        "whether|if ~6 or not|off|no|out",
        "either way",
        "whatever|however|whichever ~1 you ~1 choose|say|answer|decide|pick",
        "on|with or off|without",
        "as ~1 before|always|ever|usual|now",
        "ob ~6 oder nicht|aus",
        "wie ~1 bisher|immer|zuvor",
        "egal ~1 ob|wie|was",
        "so oder so",
        "سواء",
        "كما ~1 كان|كانت|السابق",
    ],
    &[],
);

/// Whether the sentence of what ends or stays says that it is so either way, and sells nothing.
fn is_either(field: &Field<'_>, run: Run, either: &[Run]) -> bool {
    if !matches!(field.role, Role::IfOff | Role::Stays) {
        return false;
    }
    let sentence = field.text.get(run.0).map(|token| token.sentence);
    let (from, to) = (run.0.saturating_sub(REACH), run.1.saturating_add(REACH));
    let pushes = (from..to)
        .filter(|at| field.text.get(*at).map(|token| token.sentence) == sentence)
        .any(|at| {
            let word = field.text.word(at);
            !matches!(word, "now" | "today" | "tomorrow") && PUSHING.contains(&word)
        });
    !pushes && is_near(field, run, either)
}

/// Whether a run presses nobody.
pub(super) fn is_calm(field: &Field<'_>, run: Run, alike: &Alike) -> bool {
    // They are in order and do not overlap, so the first that ends behind the run's beginning is the one.
    let next = alike.all.partition_point(|alike| alike.1 <= run.0);
    // "All other guests have said yes" is no "like all other guests".
    let endorses = (run.0..run.1.saturating_add(2)).any(|at| {
        matches!(
            field.text.word(at),
            "said"
                | "joined"
                | "agreed"
                | "signed"
                | "yes"
                | "already"
                | "turned"
                | "swear"
                | "swears"
                | "trust"
                | "love"
                | "loved"
                | "dabei"
                | "zugestimmt"
                | "وافق"
                | "وافقوا"
        )
    });
    let among = !endorses && alike.all.get(next).is_some_and(|alike| alike.0 < run.1);
    among
        || is_either(field, run, &alike.either)
        || is_name(field, run)
        || (!endorses && is_told_of(field, run))
        || (!is_answer_now(field, run) && is_told_then(field, run))
        || is_rule(field, run)
        || is_habit(field, run)
}

/// Whether a clause begins with the end itself, and soon: whatever ends has no name, and so is the offer.
pub(super) fn is_end_alone(field: &Field<'_>, run: Run) -> bool {
    const ENDS: &[&str] = &[
        "ends", "ending", "expires", "expiring", "closes", "closing", "finishes", "vanishes",
        "lapses", "gone",
    ];
    const SOON: &[&str] = &[
        "today",
        "tonight",
        "midnight",
        "tomorrow",
        "noon",
        "soon",
        "shortly",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
    ];
    let clause = |at: usize| field.text.get(at).map(|token| token.clause);
    let begins = run
        .0
        .checked_sub(1)
        .is_none_or(|before| clause(before) != clause(run.0));
    begins
        && ENDS.contains(&field.text.word(run.0))
        && (run.0..run.1).any(|at| SOON.contains(&field.text.word(at)))
}

/// Whether a run says of the switch that it is on, or is not turned off.
fn is_of_the_switch(field: &Field<'_>, run: Run) -> bool {
    let last = field.text.word(run.1.saturating_sub(1));
    let this = (run.0..run.1).any(|at| {
        matches!(
            field.text.word(at),
            "this" | "it" | "that" | "das" | "dies" | "es" | "diese"
        )
    });
    this && matches!(
        last,
        "on" | "off" | "in" | "an" | "aus" | "ab" | "ein" | "eingeschaltet" | "aktiv" | "aktiviert"
    )
}

/// Whether a sentence begins with the order to answer: what it says behind that is when to.
fn is_answer_now(field: &Field<'_>, run: Run) -> bool {
    const ORDERS: &[&str] = &[
        "answer",
        "say",
        "decide",
        "reply",
        "antworten",
        "sagen",
        "entscheiden",
        "stimmen",
        "erlauben",
    ];
    let first = |at: usize| field.text.get(at).map(|token| token.sentence);
    run.0.checked_sub(1).and_then(first) != first(run.0) && ORDERS.contains(&field.text.word(run.0))
}

/// Words for what is so on most days: a fact of the trade.
const HABIT: &[&str] = &[
    "most",
    "usually",
    "often",
    "always",
    "normally",
    "mostly",
    "meist",
    "meistens",
    "oft",
    "immer",
    "عاده",
    "غالبا",
];

/// Whether a text of what ends tells how things are on most days: "rye sells out by ten on most Saturdays".
fn is_habit(field: &Field<'_>, run: Run) -> bool {
    if !matches!(field.role, Role::IfOff | Role::Stays) {
        return false;
    }
    let sentence = field.text.get(run.0).map(|token| token.sentence);
    let (from, to) = (run.0.saturating_sub(REACH), run.1.saturating_add(REACH));
    let words = || {
        (from..to)
            .filter(|at| field.text.get(*at).map(|token| token.sentence) == sentence)
            .map(|at| field.text.word(at))
    };
    let pushes = |word: &str| word != "everyone" && PUSHING.contains(&word);
    words().any(|word| HABIT.contains(&word))
        && !words().any(pushes)
        && !is_of_the_switch(field, run)
}

/// Whether somebody is told then: "five days before the pack runs out we text you", "when a pack is nearly used
/// up, a letter tells you".
fn is_told_then(field: &Field<'_>, run: Run) -> bool {
    /// How many words before a run can begin the clause of its moment.
    const BEGIN: usize = 5;
    let text = &field.text;
    let first = text.get(run.0);
    let clause = first.map(|token| token.clause);
    let of = (run.0.saturating_sub(BEGIN)..=run.0)
        .filter_map(|at| text.get(at))
        .filter(|token| Some(token.clause) == clause)
        .any(|token| {
            let word = token.word.as_str();
            let moment = matches!(
                word,
                "when" | "before" | "once" | "if" | "wenn" | "bevor" | "sobald" | "عندما" | "قبل"
            );
            moment || (token.start == first.map_or(0, |first| first.start) && OF.contains(&word))
        });
    if !of {
        return false;
    }
    let sentence = first.map(|token| token.sentence);
    let around = text
        .tokens
        .get(run.0..run.1.saturating_add(REACH))
        .or_else(|| text.tokens.get(run.0..))
        .unwrap_or_default();
    let within = || {
        around
            .iter()
            .filter(|token| Some(token.sentence) == sentence)
            .map(|token| token.word.as_str())
    };
    within().any(|word| TELLS.contains(&word) || WE_TELL.contains(&word))
        && !within().any(|word| PUSHING.contains(&word))
}

/// Whether it is a rule that holds for everybody, and nothing is sold: "sign-up closes ten days before the
/// exam, for all students".
fn is_rule(field: &Field<'_>, run: Run) -> bool {
    let Some(sentence) = field.text.get(run.0).map(|token| token.sentence) else {
        return false;
    };
    let from = run.0.saturating_sub(REACH);
    let to = run.1.saturating_add(REACH).min(field.text.words());
    let near = field.text.tokens.get(from..to).unwrap_or_default();
    let words = || {
        near.iter()
            .filter(|token| token.sentence == sentence)
            .map(|token| token.word.as_str())
    };
    let pairs = near.windows(2).any(|pair| match pair {
        [all, who] => {
            all.sentence == sentence
                && matches!(all.word.as_str(), "all" | "every" | "alle" | "jeden")
                && who.sentence == sentence
        }
        _ => false,
    });
    let everybody = words().any(|word| matches!(word, "everybody" | "everyone"));
    let fixed = words().any(|word| FIXED.contains(&word));
    (pairs || everybody) && fixed && !words().any(|word| PUSHING.contains(&word))
}

/// Whether the run is a part of a name: "Hurry Curry", "Last Chance Saloon".
fn is_name(field: &Field<'_>, run: Run) -> bool {
    /// Names are no longer than this.
    const LONGEST: usize = 5;
    let text = &field.text;
    let clause = text.get(run.0).map(|token| token.clause);
    let capital = |at: usize| {
        text.get(at)
            .is_some_and(|token| token.capital && !token.caps && Some(token.clause) == clause)
    };
    if !(run.0..run.1).all(capital) {
        return false;
    }
    let before = (1..=LONGEST)
        .take_while(|back| run.0.checked_sub(*back).is_some_and(capital))
        .count();
    let after = (0..LONGEST)
        .take_while(|on| capital(run.1.saturating_add(*on)))
        .count();
    let (from, to) = (run.0.saturating_sub(before), run.1.saturating_add(after));
    let outside = (from..run.0).chain(run.1..to);
    let proper = outside
        .filter_map(|at| text.get(at))
        .any(|token| !SELLING.contains(&token.word.as_str()));
    // Where every word has a capital, none of them tells anything.
    let around = text.tokens.get(..from).unwrap_or_default().iter().rev();
    let beyond = text.tokens.get(to..).unwrap_or_default().iter();
    let small = around
        .take(REACH)
        .chain(beyond.take(REACH))
        .any(|token| !token.capital && !token.is_digits() && token.word.len() >= 4);
    proper && small
}

/// Whether somebody is told of it when it comes: "a note before your pass runs out".
fn is_told_of(field: &Field<'_>, run: Run) -> bool {
    let text = &field.text;
    let Some(sentence) = text.get(run.0).map(|token| token.sentence) else {
        return false;
    };
    let from = run.0.saturating_sub(REACH);
    let before = text.tokens.get(from..run.0).unwrap_or_default();
    let within = text.tokens.get(run.0..run.1).unwrap_or_default();
    let tells = before
        .iter()
        .rposition(|token| token.sentence == sentence && TELLS.contains(&token.word.as_str()));
    let Some(tells) = tells else {
        return false;
    };
    let first = within.first().into_iter();
    let of = before
        .get(tells..)
        .unwrap_or_default()
        .iter()
        .chain(first)
        .any(|token| OF.contains(&token.word.as_str()));
    let push = before
        .get(tells..)
        .unwrap_or_default()
        .iter()
        .chain(within)
        .any(|token| PUSHING.contains(&token.word.as_str()));
    of && !push
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::phrase::misspelled;

    #[test]
    fn every_phrase_is_spelled_as_phrases_are() {
        assert_eq!(misspelled(&EITHER), [""; 0]);
    }
}
