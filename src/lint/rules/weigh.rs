//! How much a phrase weighs where it stands: it blocks where it is said to the reader, of her data or in her
//! mouth, and warns where the same words tell a fact.

use super::haste::{self, PUSHING};
use super::stems::{is_content, is_same, stem_in};
use super::{pressure, vague};
use crate::lint::finding::{Level, Rule};
use crate::lint::page::{Field, Page, Role};
use crate::lint::phrase::Run;
use crate::lint::says::Instead;
use crate::lint::text::says_no;
use crate::lint::words::Group;
use crate::lint::words::marks::marks;

/// The most words of another text that are compared.
const MOST: usize = 200;

/// How many words on each side of a run are asked.
const REACH: usize = 24;

/// The level of a run; none where the run itself says that it is not so.
pub(super) fn level(
    level: Level,
    group: &Group,
    page: &Page<'_>,
    field: &Field<'_>,
    run: Run,
) -> Option<Level> {
    let fact = match (group.rule, field.role) {
        (_, Role::Recipient) => false,
        // Where nobody can say no, the yes only tells that something was read.
        (Rule::PlainNo, Role::Allow)
            if group.suggestion == Instead::AllowAndRefuse
                && page.word("legal_basis") == Some("legal_obligation") =>
        {
            return None;
        }
        // An end without a thing that ends is the offer's: "Recipes - ends tonight".
        (Rule::Pressure, Role::Title | Role::What | Role::Question)
            if haste::is_end_alone(field, run) =>
        {
            return Some(Level::Block);
        }
        // "Places you fly to" says of her that she flies, and nothing of the places.
        (Rule::Pressure, _) if pressure::is_of_a_person(field, run) => return None,
        (Rule::Pressure, Role::IfOff | Role::Stays) if pressure::is_assurance(field, run) => {
            return None;
        }
        (Rule::Pressure, _) if pressure::is_weak(page, field, run) => true,
        // Haste presses where it is said to the reader or of the offer; a fact of the trade presses nobody.
        (Rule::Pressure, Role::Use | Role::IfOff | Role::Method | Role::Note) => {
            is_across(field, run) || !is_addressed(page, field, run)
        }
        // "Ink before it runs out" is of what she has, where the benefit says that it is hers.
        (Rule::Pressure, Role::Title | Role::What) => {
            is_hers_that_ends(page, field, run)
                || is_room(page, field, run)
                || is_kept_for_her(field, run)
                || is_left_over(page, field, run)
        }
        (Rule::Named | Rule::Vague, _) if is_denied_of_others(field, run) => return None,
        // "They aren't shown to any firm" hands nothing to anybody.
        (Rule::Named, _) if is_negated_within(field, run) => return None,
        // Who relies on an interest has to name it as the law does.
        (Rule::Vague, _) if is_the_basis(page, field, run) => return None,
        // "One email asks if that still fits": what is asked is no condition.
        (Rule::Vague, _) if is_asked(field, run) => return None,
        // A word for how often is vague of what is done with data, and no more of the world.
        (Rule::Vague, Role::Use) => {
            !vague::ends_a_list(field, run)
                && (is_of_the_world(page, field, run)
                    || is_counted(page, field, run)
                    || vague::is_weak(field, run))
        }
        // "No, ask me again" is a no, and says how she wants to be asked for what she did not leave.
        (Rule::AskedOnce, Role::Refuse) => is_no_first(field, run),
        // What is kept for a time is asked about again when that is over: "24 months, then we ask again".
        (Rule::AskedOnce, Role::Retention) if is_after_its_time(field, run) => return None,
        // "We ask you again which pillow you like" asks for a thing and not for a yes.
        (Rule::AskedOnce, _) => is_of_a_thing(field, run),
        // A second thing beside what is asked for is none where it is what is asked for.
        (Rule::Straight, Role::Use) if group.suggestion == Instead::AskEach => {
            is_asked_for(page, field, run)
        }
        (Rule::NoDetriment, Role::IfOff | Role::Stays)
            if group.suggestion == Instead::SayPlainly =>
        {
            is_asked_for(page, field, run)
        }
        // In a text of how data is used, two words for "not" are hard to read; they turn an answer around where
        // the sentence speaks of answering.
        (Rule::Straight, Role::Use) => !is_of_answering(field, run),
        // A question asks for the data; what it is good for can be that something does not happen.
        (Rule::Straight, Role::Question) => is_of_purpose(field, run),
        // The no may say what happens then, in the words of the card; only the reader's feelings are put into
        // her mouth.
        (Rule::PlainNo, Role::Refuse) => is_what_happens(page, field, run),
        // Whom the exchange is about may be named in what ends.
        (Rule::PlainNo, Role::IfOff | Role::Stays) if is_spoken_of(page, field, run) => {
            return None;
        }
        _ => false,
    };
    Some(if fact { Level::Warn } else { level })
}

/// Whether the last word of a run that carries something is one for what the exchange is about.
fn is_asked_for(page: &Page<'_>, field: &Field<'_>, run: Run) -> bool {
    let mut words = (run.0..run.1).rev().map(|at| field.text.word(at));
    let Some(thing) = words.find(|word| is_content(word)) else {
        return false;
    };
    let thing = stem_in(page.language, thing);
    let about = |role: Role| matches!(role, Role::Title | Role::What | Role::Unit | Role::Question);
    page.fields
        .iter()
        .filter(|other| about(other.role))
        .flat_map(|other| other.text.tokens.iter().take(MOST))
        .any(|token| is_same(page.language, stem_in(page.language, &token.word), thing))
}

/// Whether it is the name of the basis that the document has (GDPR, Article 13(1)(d)).
fn is_the_basis(page: &Page<'_>, field: &Field<'_>, run: Run) -> bool {
    let lawful = (run.0..run.1).any(|at| {
        let word = field.text.word(at);
        word == "legitimate" || word.starts_with("berechtigt") || word.starts_with("مشروع")
    });
    lawful && page.word("legal_basis") == Some("legitimate_interest")
}

/// Whether what is called the last of it is what is left over, by the use: "seats left over cost £12".
fn is_left_over(page: &Page<'_>, field: &Field<'_>, run: Run) -> bool {
    const LEFT: &[&str] = &[
        "left",
        "unsold",
        "spare",
        "leftover",
        "remaining",
        "surplus",
        "ubrig",
        "restliche",
    ];
    let words = (run.0..run.1).map(|at| field.text.word(at));
    let things: Vec<_> = words
        .filter(|word| is_content(word) && *word != "last")
        .map(|word| stem_in(page.language, word))
        .collect();
    let told = |other: &Field<'_>| {
        let tokens = || other.text.tokens.iter().take(MOST);
        let thing = |word: &str| things.contains(&stem_in(page.language, word));
        tokens().any(|token| LEFT.contains(&token.word.as_str()))
            && tokens().any(|token| thing(&token.word))
    };
    matches!(field.text.word(run.0), "last" | "letzte" | "restliche")
        && field.role == Role::Title
        && page.with(Role::Use).any(told)
        && !sentence(field, run).any(|(_, word)| PUSHING.contains(&word))
}

/// Whether it says of things that there is room, and nobody is told to be quick: "three classes still have room".
fn is_room(page: &Page<'_>, field: &Field<'_>, run: Run) -> bool {
    let words = || (run.0..run.1).map(|at| field.text.word(at));
    let few = |word: &str| matches!(word, "only" | "just" | "hardly" | "few" | "while" | "nur");
    words().any(|word| word == "still")
        && words().any(|word| matches!(word, "room" | "space"))
        && !sentence(field, run).any(|(_, word)| few(word))
        && !is_addressed(page, field, run)
}

/// Whether what people get is that a thing is kept for them for a time: "one pair, held for 48 hours".
fn is_kept_for_her(field: &Field<'_>, run: Run) -> bool {
    const KEPT: &[&str] = &["held", "kept", "reserved", "saved", "hold"];
    // "Held for 09:54" is no time of day, but what a clock has left.
    let counts = |at: usize| {
        let next = field.text.get(at.saturating_add(1));
        field.text.word(at) == "for" && next.is_some_and(|next| next.colons() > 0)
    };
    field.role == Role::What
        && !(run.0..run.1).any(counts)
        && (run.0.saturating_sub(1)..run.1).any(|at| KEPT.contains(&field.text.word(at)))
        && !sentence(field, run).any(|(_, word)| PUSHING.contains(&word))
}

/// Whether what begins with an "if" is a question that somebody is asked.
fn is_asked(field: &Field<'_>, run: Run) -> bool {
    const ASKS: &[&str] = &[
        "ask",
        "asks",
        "asked",
        "asking",
        "you",
        "fragt",
        "fragen",
        "نسالك",
    ];
    let before = |back: usize| run.0.checked_sub(back).map_or("", |at| field.text.word(at));
    let asks = |word: &str| word != "you" && ASKS.contains(&word);
    matches!(field.text.word(run.0), "if" | "whether" | "ob" | "هل")
        && (asks(before(1)) || (ASKS.contains(&before(1)) && asks(before(2))))
}

/// Whether a run begins in one clause and ends in another: two statements, which only meet.
fn is_across(field: &Field<'_>, run: Run) -> bool {
    let clause = |at: usize| field.text.get(at).map(|token| token.clause);
    clause(run.0) != clause(run.1.saturating_sub(1))
}

/// The words of the sentence of a run.
fn sentence<'a>(field: &'a Field<'_>, run: Run) -> impl Iterator<Item = (usize, &'a str)> {
    let sentence = field.text.get(run.0).map(|token| token.sentence);
    (run.0.saturating_sub(REACH)..run.1.saturating_add(REACH))
        .filter(move |at| field.text.get(*at).map(|token| token.sentence) == sentence)
        .map(|at| (at, field.text.word(at)))
}

/// Whether the sentence speaks to the reader or of the offer, or orders something.
fn is_addressed(page: &Page<'_>, field: &Field<'_>, run: Run) -> bool {
    /// What there can be too few of, and who is taken on.
    const OFFERED: &[&str] = &[
        "seat",
        "seats",
        "place",
        "places",
        "spot",
        "spots",
        "space",
        "spaces",
        "slot",
        "slots",
        "membership",
        "memberships",
        "invitation",
        "invitations",
        "platze",
        "wise",
        "better",
        "late",
    ];
    let marks = marks(page.language);
    let first = sentence(field, run).next().map(|(at, _)| at);
    let mut words = sentence(field, run);
    first == Some(run.0)
        || words.any(|(_, word)| {
            marks.whom.contains(&word)
                || PUSHING.contains(&word)
                || OFFERED.contains(&word)
                || marks.hers.iter().any(|end| word.ends_with(end))
        })
}

/// Whether a "not" stands within a run, and "not only" is none.
fn is_negated_within(field: &Field<'_>, run: Run) -> bool {
    (run.0..run.1.saturating_sub(1)).any(|at| {
        let word = field.text.word(at);
        says_no(word)
            && !matches!(word, "without" | "ohne" | "بدون" | "دون")
            && !matches!(
                field.text.word(at.saturating_add(1)),
                "only" | "just" | "nur" | "longer" | "more" | "mehr"
            )
    })
}

/// Whether it is a single word, in a sentence that has nothing that is done with data and nobody who does it.
fn is_of_the_world(page: &Page<'_>, field: &Field<'_>, run: Run) -> bool {
    /// Fewer words are no sentence, and what they are about is left out.
    const FEWEST: usize = 5;
    const DOING: &[&str] = &[
        "we",
        "us",
        "our",
        "data",
        "information",
        "details",
        "it",
        "this",
        "they",
        "them",
        "computer",
        "app",
        "system",
        "team",
        "wir",
        "uns",
        "unsere",
        "unser",
        "daten",
        "angaben",
    ];
    let marks = marks(page.language);
    let about = |word: &str| {
        DOING.contains(&word)
            || word.starts_with("we'")
            || marks.whom.contains(&word)
            || marks.hers.iter().any(|end| word.ends_with(end))
    };
    run.1 == run.0.saturating_add(1)
        && sentence(field, run).count() >= FEWEST
        && !sentence(field, run).any(|(_, word)| about(word))
}

/// Whether it is a single word for what people get, by the piece: a rope partner is no vague partner.
fn is_counted(page: &Page<'_>, field: &Field<'_>, run: Run) -> bool {
    let stem = stem_in(page.language, field.text.word(run.0));
    run.1 == run.0.saturating_add(1)
        && is_content(field.text.word(run.0))
        && page
            .with(Role::Unit)
            .flat_map(|field| field.text.tokens.iter().take(MOST))
            .any(|token| is_same(page.language, stem_in(page.language, &token.word), stem))
}

/// Whether a no says, in words of what ends, what then happens; nobody speaks in it.
fn is_what_happens(page: &Page<'_>, field: &Field<'_>, run: Run) -> bool {
    static SPEAKER: &[&str] = &[
        "i", "i'm", "i'll", "i'd", "i've", "my", "me", "mine", "let", "ich", "mein", "meine",
        "mir", "mich", "انا",
    ];
    // The "no" of "No, next free" is the answer itself, and denies nothing behind it.
    let clause = |at: usize| field.text.get(at).map(|token| token.clause);
    let answer =
        usize::from(matches!(field.text.word(0), "no" | "nein" | "لا") && clause(0) != clause(1));
    let speaks = |word: &str| SPEAKER.contains(&word) || says_no(word);
    let spoken = field.text.words_that(&SPEAKER, speaks);
    if spoken.last().is_some_and(|word| word.0 >= answer) {
        return false;
    }
    let said: Vec<_> = page
        .with(Role::IfOff)
        .flat_map(|field| field.text.tokens.iter())
        .map(|token| stem_in(page.language, &token.word))
        .take(MOST)
        .collect();
    (run.0..run.1).all(|at| {
        let word = field.text.word(at);
        let stem = stem_in(page.language, word);
        said.iter().any(|said| is_same(page.language, said, stem))
    })
}

/// Whether a run is no more than a name for somebody of whom another text speaks as well.
fn is_spoken_of(page: &Page<'_>, field: &Field<'_>, run: Run) -> bool {
    /// "Your children": whose, and who.
    const LONGEST: usize = 2;
    let who = field.text.word(run.1.saturating_sub(1));
    let content = is_content(who);
    let who = stem_in(page.language, who);
    content
        && run.1.saturating_sub(run.0) <= LONGEST
        && page
            .fields
            .iter()
            .filter(|other| {
                matches!(
                    other.role,
                    Role::Title | Role::Use | Role::What | Role::Question
                )
            })
            .flat_map(|other| other.text.tokens.iter().take(MOST))
            .any(|token| is_same(page.language, stem_in(page.language, &token.word), who))
}

/// Whether a "not" stands in a clause of what the use is good for.
fn is_of_purpose(field: &Field<'_>, run: Run) -> bool {
    run.1 == run.0.saturating_add(1)
        && says_no(field.text.word(run.0))
        && sentence(field, run)
            .take_while(|(at, _)| *at < run.0)
            .any(|(_, word)| matches!(word, "damit" | "حتي" | "لكي" | "كي" | "لكيلا"))
}

/// Whether a sentence begins with those who see nothing: "Dritte sehen nichts davon".
fn is_denied_of_others(field: &Field<'_>, run: Run) -> bool {
    /// How far behind its subject the "not" can stand.
    const BEHIND: usize = 5;
    /// Behind a "not", they take it back.
    const BACK: &[&str] = &[
        "only", "just", "nur", "without", "ohne", "mehr", "until", "bis", "longer",
    ];
    let first = sentence(field, run).next().map(|(at, _)| at) == Some(run.0);
    let clause = field.text.get(run.0).map(|token| token.clause);
    let no = (run.1..run.1.saturating_add(BEHIND))
        .filter(|at| field.text.get(*at).map(|token| token.clause) == clause)
        .find(|at| says_no(field.text.word(*at)));
    first
        && no.is_some_and(|no| {
            !matches!(field.text.word(no), "without" | "ohne")
                && !BACK.contains(&field.text.word(no.saturating_add(1)))
        })
}

/// Whether a label begins with a no that is a clause of its own, before a run.
fn is_no_first(field: &Field<'_>, run: Run) -> bool {
    let clause = |at: usize| field.text.get(at).map(|token| token.clause);
    matches!(field.text.word(0), "no" | "nein" | "لا") && clause(0) != clause(run.0)
}

/// Whether a title's thing that runs out is the reader's own, by the words of another text.
fn is_hers_that_ends(page: &Page<'_>, field: &Field<'_>, run: Run) -> bool {
    /// How many words before the end can say whose it is: "your last tin runs out".
    const WHOSE: usize = 4;
    static ENDS: &[&str] = &["run", "runs", "running"];
    let ends = |word: &str| ENDS.contains(&word);
    let hers = |field: &Field<'_>| {
        let ends = field.text.words_that(&ENDS, ends);
        ends.iter().any(|end| {
            field.text.word(end.1) == "out"
                && (end.0.saturating_sub(WHOSE)..end.0).any(|at| field.text.word(at) == "your")
        })
    };
    (run.0..run.1).any(|at| ends(field.text.word(at)))
        && page
            .fields
            .iter()
            .filter(|other| matches!(other.role, Role::What | Role::Question | Role::Use))
            .any(hers)
}

/// Whether a number stands before it: the time after which it is so.
fn is_after_its_time(field: &Field<'_>, run: Run) -> bool {
    (run.0.saturating_sub(REACH)..run.0)
        .any(|at| field.text.get(at).is_some_and(|token| token.number))
}

/// Whether what is asked again is which of several things, and not whether.
fn is_of_a_thing(field: &Field<'_>, run: Run) -> bool {
    /// How far behind a run the thing can stand.
    const BEHIND: usize = 3;
    const WHICH: &[&str] = &[
        "which", "what", "where", "how", "welche", "welches", "welchen", "was", "wo",
    ];
    const ANSWERS: &[&str] = &[
        "yes",
        "consent",
        "permission",
        "agreement",
        "answer",
        "ok",
        "okay",
        "data",
    ];
    let clause = field.text.get(run.0).map(|token| token.clause);
    let same = |at: &usize| field.text.get(*at).map(|token| token.clause) == clause;
    // "We ask you for your size": what is asked for is handed over, and no answer.
    let handed = |at: usize| {
        let behind = at.saturating_add(1)..at.saturating_add(1).saturating_add(BEHIND);
        matches!(field.text.word(at.saturating_add(1)), "your" | "the")
            && !behind
                .into_iter()
                .any(|at| ANSWERS.contains(&field.text.word(at)))
    };
    (run.0..run.1.saturating_add(BEHIND))
        .take_while(same)
        .any(|at| {
            WHICH.contains(&field.text.word(at)) || (field.text.word(at) == "for" && handed(at))
        })
}

/// Whether the sentence of a run speaks of choosing or answering.
fn is_of_answering(field: &Field<'_>, run: Run) -> bool {
    /// As they begin: verbs of answering, and where an answer is set down.
    static ANSWERING: &[&str] = &[
        "unless",
        "until",
        "agree",
        "disagree",
        "object",
        "refus",
        "declin",
        "reject",
        "consent",
        "opt",
        "tick",
        "untick",
        "uncheck",
        "box",
        "default",
        "assum",
        "presum",
        "deem",
        "treat",
        "silen",
        "quiet",
        "allow",
        "disallow",
        "permi",
        "accept",
        "yes",
        "answer",
        "reply",
        "respond",
        "already",
        "automatic",
        "switch",
        "turn",
        "say",
        "said",
        "tell",
        "told",
        "cancel",
        "withdraw",
        "disable",
        "exclud",
        "unsubscrib",
        "off",
        "opting",
        "opted",
        "widersprech",
        "ablehn",
        "zustimm",
        "einwillig",
        "erlaub",
        "ausser",
        "sofern",
        "abmeld",
        "haken",
        "ankreuz",
        "abwahl",
        "automatisch",
        "voreingestellt",
        "schweig",
        "standard",
        "ترفض",
        "توافق",
        "تعترض",
        "موافق",
        "تلقائي",
        "افتراضي",
        "صمت",
        "ما",
        "الا",
    ];
    let answers = |word: &str| {
        ANSWERING.iter().any(|begin| {
            // Short ones begin too many others.
            if begin.chars().count() <= 3 {
                word == *begin
            } else {
                word.starts_with(begin)
            }
        })
    };
    let answering = field.text.words_that(&ANSWERING, answers);
    let (from, to) = (run.0.saturating_sub(REACH), run.1.saturating_add(REACH));
    let sentence = |at: usize| field.text.get(at).map(|token| token.sentence);
    answering
        .iter()
        .skip(answering.partition_point(|word| word.0 < from))
        .take_while(|word| word.0 < to)
        .any(|word| sentence(word.0) == sentence(run.0))
}
