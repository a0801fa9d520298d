//! L-D1, whose word it is: one kind of data is not explained by the words of another. "Your email address" says
//! nothing of where somebody lives, and what "your past trips" show needs no place of hers.

use std::collections::BTreeMap;

use super::data::{Item, KINDS, Kind, WEAK, is_named, names};
use super::stems::stem;
use crate::lint::page::{Field, Page, Role};
use crate::lint::phrase::Run;

/// How a text tells of a kind of data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Told {
    /// Not at all, or in words that belong to another kind.
    No,
    /// In a loose word alone, where another kind is named as the source of it.
    Borrowed,
    /// In words of its own.
    Plainly,
}

/// How many words before a source can stand in its clause: "and from your ...".
const BEGIN: usize = 3;

/// How an English text tells of an item, beside the others of the list.
pub(super) fn told(items: &[Item<'_>], item: &Item<'_>, field: &Field<'_>) -> Told {
    let own = |kind: &'static Kind| {
        [&kind.told, &kind.strict, &kind.hint]
            .into_iter()
            .any(|lexicon| {
                let runs = lexicon.known(&field.text);
                runs.iter()
                    .any(|run| !(run.0..run.1).any(|at| is_of_another(items, item, field, at)))
            })
    };
    if item.kinds.iter().copied().any(own) {
        return Told::Plainly;
    }
    let others = || {
        items
            .iter()
            .filter(|other| other.n != item.n && !item.kinds.iter().any(|kind| other.is(kind)))
    };
    // Where the first of the others begins, in each clause that has one.
    let mut sources = BTreeMap::new();
    let clause = |at: usize| field.text.get(at).map(|token| token.clause);
    for kind in KINDS
        .iter()
        .filter(|kind| others().any(|other| other.is(kind)))
    {
        let runs = kind.strict.known(&field.text);
        for run in runs.iter().filter(|run| begins(field, **run)) {
            let first = sources.entry(clause(run.0)).or_insert(run.0);
            *first = run.0.min(*first);
        }
    }
    let mut told = Told::No;
    for at in 0..field.text.words() {
        if told == Told::Plainly {
            break;
        }
        if !is_named(item, field, at) || is_of_another(items, item, field, at) {
            continue;
        }
        let named = is_word_of(item, field.text.word(at));
        let shown = sources.get(&clause(at)).is_some_and(|source| *source <= at);
        told = if shown && !named {
            told.max(Told::Borrowed)
        } else {
            Told::Plainly
        };
    }
    told
}

/// Ways to reach somebody: ids, the channels that use them, and words that name them or what they are used for.
const REACHED: &[(&[&str], &[&str], &[&str])] = &[
    (
        &["phone", "mobile"],
        &["sms", "phone"],
        &[
            "phone",
            "call",
            "ring",
            "sms",
            "mobile",
            "text",
            "number",
            "whatsapp",
            "telefon",
            "handy",
            "nummer",
            "anruf",
            "ruf",
            "klingel",
            "هاتف",
            "رقم",
            "اتصال",
            "تصل",
            "مكالم",
            "جوال",
        ],
    ),
    (
        &["email"],
        &["email"],
        &[
            "mail",
            "inbox",
            "newsletter",
            "address",
            "adresse",
            "postfach",
            "بريد",
            "ايميل",
        ],
    ),
];

/// How much of it is told that people are reached so: to send or to tell needs no phone number where nothing
/// goes to a phone.
pub(super) fn by_channel(page: &Page<'_>, item: &Item<'_>, field: &Field<'_>) -> Told {
    let Some((_, channels, words)) = REACHED.iter().find(|(ids, ..)| names(item.id, ids)) else {
        return Told::Plainly;
    };
    let listed = page.list("channels");
    let reached = |channel: &serde_json::Value| {
        channel
            .as_str()
            .is_some_and(|channel| channels.contains(&channel))
    };
    let named = field
        .text
        .tokens
        .iter()
        .any(|token| words.iter().any(|word| token.word.contains(word)));
    if listed.is_empty() || listed.iter().any(reached) || named {
        Told::Plainly
    } else {
        Told::Borrowed
    }
}

/// How much of it is told that something is near: where nothing says whose town or home it is, a street is that of
/// whoever comes.
pub(super) fn by_place(page: &Page<'_>, item: &Item<'_>, other: bool) -> Told {
    /// As words begin that can only be of where somebody lives.
    const HOME: &[&str] = &[
        "town",
        "city",
        "citi",
        "live",
        "living",
        "area",
        "postcode",
        "zip",
        "region",
        "district",
        "village",
        "local",
        "address",
        "home",
        "neighbour",
        "neighbor",
        "county",
        "weather",
        "forecast",
        "rain",
        "council",
        "borough",
    ];
    let town = names(item.id, &["town", "city", "postcode", "home"])
        && !names(item.id, &["email", "mail"]);
    if other || !town {
        return Told::Plainly;
    }
    let named = page
        .fields
        .iter()
        .filter(|field| matches!(field.role, Role::Use | Role::Question | Role::What))
        .flat_map(|field| field.text.tokens.iter().take(400))
        .any(|token| HOME.iter().any(|begin| token.word.starts_with(begin)));
    if named { Told::Plainly } else { Told::Borrowed }
}

/// Whether a run begins its clause, and so is what the rest of it comes from.
fn begins(field: &Field<'_>, run: Run) -> bool {
    let clause = |at: usize| field.text.get(at).map(|token| token.clause);
    let before = (run.0.saturating_sub(BEGIN)..run.0).filter(|at| clause(*at) == clause(run.0));
    run.0
        .checked_sub(BEGIN)
        .is_none_or(|at| clause(at) != clause(run.0))
        && before
            .map(|at| field.text.word(at))
            .all(|word| matches!(word, "from" | "with" | "by" | "and" | "then" | "out" | "of"))
}

/// Whether a word is one of an item's own name.
fn is_word_of(item: &Item<'_>, word: &str) -> bool {
    let stem = stem(word);
    !WEAK.contains(&stem) && item.words.iter().any(|own| own == stem)
}

/// Whether a word is part of the name of another kind: the "address" of "email address".
fn is_of_another(items: &[Item<'_>], item: &Item<'_>, field: &Field<'_>, at: usize) -> bool {
    let word = field.text.word(at);
    let before = at.checked_sub(1).map_or("", |at| field.text.word(at));
    let has = |item: &Item<'_>, stem: &str| item.words.iter().any(|own| own == stem);
    let mail = word == "address"
        && matches!(before, "email" | "mail" | "web" | "ip")
        && !names(item.id, &["email", "mail", "ip", "web"]);
    let stems = (stem(before), stem(word));
    mail || (!before.is_empty()
        && !has(item, stems.0)
        && items
            .iter()
            .any(|other| other.n != item.n && has(other, stems.0) && has(other, stems.1)))
}

/// Where the clauses of a text say that something is seen in what is listed: "from your past trips we know where you
/// go". For each of them, the place behind the first of what is listed.
pub(super) struct Shown(BTreeMap<Option<u32>, usize>);

pub(super) fn shown(items: &[Item<'_>], field: &Field<'_>) -> Shown {
    /// How far a "from" can stand before the data, or a "shows" behind it.
    const NEAR: usize = 3;
    let clause = |at: usize| field.text.get(at).map(|token| token.clause);
    let from = |at: usize| matches!(field.text.word(at), "from" | "by" | "with" | "in");
    // "From your orders and from where your phone has been": it is read beside them, and not out of them.
    let beside = |known: usize| matches!(field.text.word(known), "and" | "or" | "plus");
    let tells = |at: usize| {
        matches!(
            field.text.word(at),
            "tell" | "tells" | "show" | "shows" | "say" | "says" | "know"
        )
    };
    let mut ends = BTreeMap::new();
    for kind in KINDS
        .iter()
        .filter(|kind| items.iter().any(|item| item.is(kind)))
    {
        for known in kind.strict.known(&field.text).iter() {
            if beside(known.1) {
                continue;
            }
            let same = |at: &usize| clause(*at) == clause(known.0);
            let before = known.0.saturating_sub(NEAR)..known.0;
            let behind = known.1..known.1.saturating_add(NEAR);
            if before.filter(same).any(from) || behind.filter(same).any(tells) {
                let end = ends.entry(clause(known.0)).or_insert(known.1);
                *end = known.1.min(*end);
            }
        }
    }
    Shown(ends)
}

impl Shown {
    /// Whether a run is seen in it: it stands behind, in the same clause.
    pub(super) fn is_in(&self, field: &Field<'_>, run: Run) -> bool {
        let clause = field.text.get(run.0).map(|token| token.clause);
        self.0.get(&clause).is_some_and(|end| *end <= run.0)
    }
}

/// Whether a word is of an address to which mail goes that nobody carries: "Ihre E-Mail-Adresse", عنوان بريدك.
pub(super) fn is_of_mail(field: &Field<'_>, at: usize) -> bool {
    let mail = |at: usize| {
        let word = field.text.word(at);
        word.contains("mail") || word.contains("بريد") || word.contains("ايميل")
    };
    mail(at) || at.checked_sub(1).is_some_and(mail) || mail(at.saturating_add(1))
}
