//! L-S2: the words for no are as plain, and as long, as the words for yes.

use std::collections::BTreeSet;

use crate::lint::Surroundings;
use crate::lint::finding::{Level, Rule};
use crate::lint::gather::Findings;
use crate::lint::letters::fold;
use crate::lint::page::{Field, Language, Page, Role};
use crate::lint::says::{Instead, Says};
use crate::lint::text::{Sign, Text};

use super::stems::stem;

/// A label can be longer by this many characters whatever the other one is.
const FREE: usize = 15;

/// Words that a plain no is made of.
const PLAIN: &[&str] = &[
    "no",
    "nope",
    "nah",
    "not",
    "don't",
    "dont",
    "do",
    "thanks",
    "thank",
    "ta",
    "cheers",
    "you",
    "allow",
    "off",
    "decline",
    "refuse",
    "reject",
    "it",
    "this",
    "that",
    "these",
    "them",
    "use",
    "using",
    "share",
    "sharing",
    "keep",
    "leave",
    "turn",
    "turned",
    "stay",
    "switch",
    "my",
    "me",
    "mine",
    "our",
    "us",
    "i",
    "i'd",
    "i'll",
    "we",
    "please",
    "want",
    "like",
    "to",
    "be",
    "for",
    "the",
    "a",
    "an",
    "any",
    "of",
    "and",
    "or",
    "with",
    "on",
    "in",
    "from",
    "at",
    "by",
    "as",
    "is",
    "are",
    "so",
    "all",
    "say",
    "never",
    "stop",
    "without",
    "none",
    "rather",
    "prefer",
    "would",
    "wish",
    "private",
    "myself",
    "out",
    "opt",
    "deny",
    "disagree",
    "agree",
    "send",
    "sending",
    "email",
    "emails",
    "text",
    "texts",
    "call",
    "calls",
    "post",
    "push",
    "phone",
    "message",
    "messages",
    "letters",
    "letter",
    "contact",
    "see",
    "look",
    "read",
    "track",
    "guess",
    "ask",
    "show",
    "get",
    "let",
    "give",
    "tell",
    "collect",
    "check",
    "match",
    "know",
    "watch",
    "count",
    "record",
    "store",
    "data",
    "information",
    "details",
    "app",
    "it's",
    "here",
    "interested",
    "object",
    "consent",
    "accept",
    "withhold",
    "exclude",
    "join",
    "pick",
    "plan",
    "link",
    "connect",
    "save",
    "take",
    "access",
    "change",
    "are",
    "own",
    // What is done instead, and how: a fact, and no feeling.
    "daily",
    "weekly",
    "monthly",
    "yearly",
    "hand",
    "hide",
    "paper",
    "form",
    "forms",
    "fill",
    "print",
    "printed",
    "will",
    "can",
    "choose",
    "counter",
    "desk",
    "shop",
    "branch",
    "office",
    "page",
    "website",
    "site",
    "go",
    "come",
    "bring",
    "visit",
    "wait",
    "door",
    "key",
    "code",
    "cash",
    "card",
    "ticket",
    "name",
    "number",
    "usual",
    "standard",
    "normal",
    "full",
    "list",
    "map",
    "whole",
    "manual",
    "manually",
    "instead",
    "person",
    "order",
    "find",
    "search",
    "type",
    "sign",
    "pay",
    "each",
    "every",
    "time",
    "day",
    "week",
    "month",
    "one",
    "two",
    "same",
    "still",
    "only",
    "other",
    "nothing",
    "nobody",
    "alone",
    "aside",
    "there",
    "if",
    "what",
    "when",
    "where",
    "how",
    "mind",
    "again",
    "just",
    "i'll",
    "top",
    "beginning",
];

/// Verbs of what is done instead of the use of data.
const INSTEAD: &[&str] = &[
    "measure", "start", "draw", "drop", "queue", "forget", "wipe", "clear", "ring", "knock",
    "walk", "write", "carry", "fetch", "buy", "play", "sing", "ride", "drive", "put", "make",
    "cut", "set", "reset", "mix", "shuffle", "sort", "try", "weigh", "scan", "sell", "book",
    "return", "claim", "remove", "delete", "erase", "end", "pause", "begin", "hold", "bill",
    "charge", "mail", "speak", "talk", "hand", "open", "close", "enter", "guide", "seat", "serve",
    "cook", "wash", "clean", "park", "run", "repeat", "continue", "stick", "forego", "load",
    "test", "try", "wear", "wrap", "skip",
];

pub(super) fn judge(page: &Page<'_>, with: &Surroundings<'_>, found: &mut Findings) {
    let (allow, refuse) = (page.one(Role::Allow), page.one(Role::Refuse));
    if let (Some(allow), Some(refuse)) = (allow, refuse) {
        weigh(allow, refuse, found);
    }
    // A duty is told and not asked.
    let told = page.word("legal_basis") == Some("legal_obligation");
    if let (Some(refuse), Language::English, false) = (refuse, page.language, told) {
        strange(page, with, refuse, found);
    }
    turned(page, found);
    for field in [allow, refuse].into_iter().flatten() {
        let sign = field
            .text
            .signs
            .iter()
            .find(|(sign, _)| !matches!(sign, Sign::Question));
        if let Some((_, at)) = sign {
            found.sign(
                Rule::PlainNo,
                Level::Block,
                field,
                *at,
                Says::SignOnAnswer,
                Instead::PlainAnswers,
            );
        }
    }
}

/// Words that make an answer a no, and words that make it a yes where no such word stands with them;
/// as they begin. English has its own phrases.
const SAYS_NO: &[&str] = &[
    "nicht",
    "nein",
    "kein",
    "ablehn",
    "verweiger",
    "verbiet",
    "widersprech",
    "niemals",
    "عدم",
    "لا",
    "لن",
    "رفض",
    "ارفض",
    "ليس",
    "بدون",
    "دون",
    "منع",
];
const SAYS_YES: &[&str] = &[
    "erlaub",
    "ja",
    "zulass",
    "zustimm",
    "akzeptier",
    "einverstanden",
    "gern",
    "einschalt",
    "السماح",
    "سماح",
    "اسمح",
    "نعم",
    "موافق",
    "اوافق",
    "قبول",
    "اقبل",
];

/// In German and Arabic: the yes must not read as a no, nor the no as a yes.
fn turned(page: &Page<'_>, found: &mut Findings) {
    if !matches!(page.language, Language::German | Language::Arabic) {
        return;
    }
    let says = |field: &Field<'_>, words: &[&str]| {
        let mut tokens = field.text.tokens.iter();
        tokens.any(|token| {
            // "Ja" and "لا" are words of their own, and the beginnings of others.
            let short = |word: &&&str| word.chars().count() <= 3;
            let mut words = words.iter();
            words.any(|word| {
                if short(&word) {
                    token.word == *word
                } else {
                    token.word.starts_with(word)
                }
            })
        })
    };
    if let Some(allow) = page.one(Role::Allow).filter(|allow| says(allow, SAYS_NO)) {
        found.whole(
            Rule::Straight,
            Level::Block,
            &allow.name,
            Says::YesReadsAsNo,
            Instead::WhatYesDoes,
        );
    }
    let refuse = page.one(Role::Refuse);
    let yes = |refuse: &&Field<'_>| says(refuse, SAYS_YES) && !says(refuse, SAYS_NO);
    if let Some(refuse) = refuse.filter(yes) {
        found.whole(
            Rule::Straight,
            Level::Block,
            &refuse.name,
            Says::NoReadsAsYes,
            Instead::WhatNoDoes,
        );
    }
}

fn weigh(allow: &Field<'_>, refuse: &Field<'_>, found: &mut Findings) {
    let length = |field: &Field<'_>| field.raw.trim().chars().count();
    let (yes, no) = (length(allow), length(refuse));
    let (short, long) = (yes.min(no), yes.max(no));
    if long > short.saturating_mul(2) && long.saturating_sub(short) > FREE {
        let message = Says::Lengths { yes, no };
        found.whole(
            Rule::PlainNo,
            Level::Block,
            "ask.refuse",
            message,
            Instead::AsLong,
        );
    }
    if fold(allow.raw.trim()) == fold(refuse.raw.trim()) {
        found.whole(
            Rule::PlainNo,
            Level::Block,
            "ask.refuse",
            Says::SameAnswers,
            Instead::AllowAndRefuse,
        );
    }
    let caps = |field: &Field<'_>| {
        field
            .text
            .tokens
            .iter()
            .any(|token| token.caps && token.word.len() > 3)
    };
    if caps(allow) != caps(refuse) {
        found.whole(
            Rule::PlainNo,
            Level::Block,
            "ask.allow",
            Says::OneInCapitals,
            Instead::Alike,
        );
    }
}

/// A refusal that says more than no, and neither what the data is nor how people are reached, puts words in
/// somebody's mouth.
fn strange(page: &Page<'_>, with: &Surroundings<'_>, refuse: &Field<'_>, found: &mut Findings) {
    let mut known: BTreeSet<String> = BTreeSet::new();
    let ids = page
        .list("data")
        .iter()
        .filter_map(|item| item.get("category")?.as_str());
    for id in ids.take(100) {
        let label = with
            .registry
            .category(id)
            .map_or(id, |category| category.label.as_str());
        known.extend(stems_of(&Text::read(&format!("{id} {label}"))));
    }
    let allow = page.one(Role::Allow).map(|field| &field.text);
    known.extend(allow.into_iter().flat_map(stems_of));
    // What a no leads to may be named in it: "Use my door".
    for role in [
        Role::Question,
        Role::Use,
        Role::Title,
        Role::What,
        Role::IfOff,
    ] {
        known.extend(
            page.with(role)
                .flat_map(|field| stems_of(&field.text))
                .take(200),
        );
    }
    let is_strange = |word: &str| {
        let stem = stem(word);
        !PLAIN.contains(&word) && !known.contains(stem)
    };
    let tokens = &refuse.text.tokens;
    let first = tokens.iter().position(|token| is_strange(&token.word));
    let Some(at) = first else {
        return;
    };
    let odd = |at: usize| is_strange(refuse.text.word(at));
    let level = if is_spoken(refuse, at, odd) {
        Level::Block
    } else {
        Level::Warn
    };
    found.run(
        Rule::PlainNo,
        level,
        refuse,
        (at, at.saturating_add(1)),
        Says::MoreThanNo,
        Instead::PlainNo,
    );
}

/// Whether the words around a strange one are put into the reader's mouth: "I enjoy queues", "my garden can
/// wither", "let her worry". What is done instead is not: "measure again", "I'll bring a list".
fn is_spoken(refuse: &Field<'_>, strange: usize, odd: impl Fn(usize) -> bool) -> bool {
    let tokens = &refuse.text.tokens;
    let word = |at: usize| refuse.text.word(at);
    let clause = |at: usize| refuse.text.get(at).map(|token| token.clause);
    let here = (0..tokens.len()).filter(|at| clause(*at) == clause(strange));
    let first = here.clone().next().unwrap_or_default();
    let speaks = here.clone().any(|at| match word(at) {
        "i" => word(at.saturating_add(1)) != "will",
        "i'm" | "i'd" | "i've" | "let" | "who" => true,
        // "My garden can wither": what is the reader's does something.
        "my" | "our" => clause(at.saturating_add(3)) == clause(at) && at == first,
        _ => false,
    });
    // "Fine, send me junk": what is put before the rest says how one feels.
    let first = first.min(tokens.len());
    let sighs = matches!(
        word(0),
        "fine" | "whatever" | "well" | "ok" | "okay" | "sure" | "yes"
    ) && clause(0) != clause(strange);
    // "No, weigh it": what is done instead begins with its verb, whatever the trade calls that.
    let verb = strange == first
        && here.clone().count() > 1
        && here.clone().all(|at| at == first || !odd(at));
    speaks
        || sighs
        || (clause(0) != clause(strange)
            && !verb
            && !INSTEAD.contains(&word(first))
            && !PLAIN.contains(&word(first)))
}

fn stems_of(text: &Text) -> Vec<String> {
    text.tokens
        .iter()
        .map(|token| stem(&token.word).to_owned())
        .collect()
}
