//! Where two places of a document say otherwise: who decides (L-D1), what is free, what it is worth and how often it
//! comes (L-V1), what is kept and what is sold (L-T1), what is new (L-C1).
//!
//! A customer can only rely on one of them (GDPR Article 5(1)(a); CJEU C-203/22 on who decides; 11 CCR §§ 7016
//! and 7081 on the worth of data). Which of them is true a reviewer knows, so that these warn.

use std::cell::LazyCell;
use std::collections::BTreeSet;

use serde_json::Value;

use super::claims::number;
use super::stems::is_one;
use crate::catalogue::Every;
use crate::lint::finding::{Level, Rule};
use crate::lint::gather::Findings;
use crate::lint::letters::fold;
use crate::lint::page::{Field, Language, Page, Role};
use crate::lint::phrase::{Lexicon, Run};
use crate::lint::says::{Instead, Says};
use crate::lint::text::{Token, is_currency_word};
use crate::lint::words::contrary::{Contrary, contrary};
use crate::lint::words::masked::masked;
use crate::lint::words::shaky::shaky;

/// How many times one estimate can be the other, for rounding and for shares.
const APART: f64 = 1.5;

/// How many times a payment can be the worth of what it is paid for: a campaign can cost more than it brings.
const PAID_FOR: f64 = 5.0;

/// Words of a sentence that says how long.
const TIMES: &[&str] = &[
    "day",
    "week",
    "month",
    "year",
    "until",
    "till",
    "season",
    "term",
    "law",
    "tax",
    "tag",
    "woche",
    "monat",
    "jahr",
    "bis",
    "solange",
    "سنه",
    "سنتين",
    "شهر",
    "شهرين",
    "يوم",
    "يومين",
    "اسبوع",
    "حتي",
];

/// A note of as many words tells one thing.
const FEW: usize = 5;

/// What a document calls itself, as it begins.
const VERSION: &[&str] = &[
    "version",
    "edition",
    "wording",
    "fassung",
    "النسخه",
    "الصيغه",
    "الاصدار",
];

/// The most benefits that are looked at.
const MOST: usize = 20;

pub(super) fn judge(page: &Page<'_>, found: &mut Findings) {
    let Some(tables) = contrary(page.language) else {
        return;
    };
    decider(page, tables, found);
    free(page, tables, found);
    worth(page, tables, found);
    paid(page, found);
    kept(page, tables, found);
    sold(page, tables, found);
    told(page, tables, found);
    seldom(page, tables, found);
    unmade(page, tables, found);
    earned(page, tables, found);
}

/// A payment that only those get who spend a sum first, where what is promised says nothing of it.
fn earned(page: &Page<'_>, tables: &Contrary, found: &mut Findings) {
    let paid = page
        .list("benefits")
        .iter()
        .take(MOST)
        .any(|benefit| benefit.get("kind").and_then(Value::as_str) == Some("money"));
    if !paid {
        return;
    }
    let Some((field, run)) = first(page, &[Role::Use], &tables.threshold) else {
        return;
    };
    let sums =
        |token: &Token| token.number && (run.0..run.1).any(|at| field.text.word(at) == token.word);
    let told = texts(page, &[Role::What, Role::Title, Role::Question])
        .flat_map(|field| field.text.tokens.iter())
        .any(sums);
    if !told {
        found.run(
            Rule::Countable,
            Level::Warn,
            field,
            run,
            Says::MoreThanGiven,
            Instead::SameAsGiven,
        );
    }
}

/// The texts of some roles.
fn texts<'a, 'b>(page: &'b Page<'a>, roles: &'b [Role]) -> impl Iterator<Item = &'b Field<'a>> {
    page.fields
        .iter()
        .filter(|field| roles.contains(&field.role))
}

/// The first place in the texts of some roles at which something is said and not denied.
fn first<'a, 'b>(
    page: &'b Page<'a>,
    roles: &'b [Role],
    lexicon: &Lexicon,
) -> Option<(&'b Field<'a>, Run)> {
    texts(page, roles).find_map(|field| {
        let runs = lexicon.find(&field.text);
        let run = runs.into_iter().find(|run| !field.text.is_denied(run.0))?;
        Some((field, run))
    })
}

/// Who decides, in the text and in the document.
fn decider(page: &Page<'_>, tables: &Contrary, found: &mut Findings) {
    let says = |lexicon: &Lexicon| first(page, &[Role::Use, Role::Question], lexicon);
    let has = |lexicon: &Lexicon| {
        texts(page, &[Role::Use, Role::Question]).any(|field| lexicon.is_in(&field.text))
    };
    // A verb of saying yes or no to somebody is the machine's, whatever else the house does.
    let ruled = || {
        let more = shaky(page.language)?;
        let somebody = texts(page, &[Role::Use])
            .flat_map(|field| &field.text.tokens)
            .any(|token| is_one(&token.word, more.people));
        first(page, &[Role::Use], &more.rules).filter(|_| !somebody)
    };
    let otherwise = match page.word("decided_by") {
        Some("computer") if !has(&tables.machine) => says(&tables.person),
        Some("person") if has(&tables.alone) && (has(&tables.machine) || has(&tables.scores)) => {
            says(&tables.alone).or_else(|| {
                texts(page, &[Role::Use]).find_map(|field| {
                    let runs = tables.alone.find(&field.text);
                    runs.into_iter().next().map(|run| (field, run))
                })
            })
        }
        Some("person") if !has(&tables.person) => texts(page, &[Role::Use])
            .all(|field| !tables.somebody.is_in(&field.text))
            .then(|| says(&tables.machine_decides))
            .flatten()
            .or_else(ruled),
        Some("both") => texts(page, &[Role::Use]).find_map(|field| {
            let runs = tables.alone.find(&field.text);
            runs.into_iter().next().map(|run| (field, run))
        }),
        _ => None,
    };
    // Whoever is said to decide is a program with a name.
    let mask = || {
        let lexicon = masked(page.language)?;
        let person = page.word("decided_by") == Some("person");
        person.then(|| says(lexicon)).flatten()
    };
    if let Some((field, run)) = otherwise.or_else(mask) {
        found.run(
            Rule::Explained,
            Level::Warn,
            field,
            run,
            Says::DecidesOtherwise,
            Instead::OneDecider,
        );
    }
}

/// What is called free, and what is paid for it elsewhere.
fn free(page: &Page<'_>, tables: &Contrary, found: &mut Findings) {
    let claimed = first(
        page,
        &[
            Role::Title,
            Role::What,
            Role::Question,
            Role::Allow,
            Role::Unit,
        ],
        &tables.free,
    );
    let paid = [
        Role::Use,
        Role::IfOff,
        Role::Stays,
        Role::Retention,
        Role::Note,
    ];
    if claimed.is_none() {
        return;
    }
    if let Some((field, run)) = first(page, &paid, &tables.fee) {
        found.run(
            Rule::Countable,
            Level::Warn,
            field,
            run,
            Says::CostsAfterAll,
            Instead::WholePrice,
        );
    }
}

/// What the document says that the data is worth, by the year.
fn yearly(page: &Page<'_>) -> Option<f64> {
    let worth = page.json.get("worth")?;
    let text = |name: &str| worth.get(name).and_then(Value::as_str);
    let times = match text("per")? {
        "year" => 1.0,
        "month" => 12.0,
        _ => return None,
    };
    let amount: f64 = text("amount")?.parse().ok()?;
    (amount > 0.0).then_some(amount * times)
}

/// A worth that a text names, against the worth of the document.
fn worth(page: &Page<'_>, tables: &Contrary, found: &mut Findings) {
    let Some(estimate) = yearly(page) else { return };
    // "We earn nothing from it" stands beside no sum.
    let denied = shaky(page.language).and_then(|more| {
        texts(page, &[Role::Use, Role::Stays, Role::Note]).find_map(|field| {
            let runs = more.worthless.find(&field.text);
            runs.into_iter().next().map(|run| (field, run))
        })
    });
    if let Some((field, run)) = denied {
        let (says, instead) = (Says::WorthDiffers, Instead::OneWorth);
        found.run(Rule::Countable, Level::Warn, field, run, says, instead);
    }
    let roles = [
        Role::Use,
        Role::IfOff,
        Role::Stays,
        Role::Question,
        Role::Note,
        Role::Recipient,
    ];
    for field in texts(page, &roles) {
        let sentence = |at: usize| field.text.get(at).map(|token| token.sentence);
        let sentences = |lexicon: &Lexicon| -> BTreeSet<_> {
            let runs = lexicon.find(&field.text).into_iter();
            runs.map(|run| sentence(run.0)).collect()
        };
        let (monthly, annual) = (sentences(&tables.monthly), sentences(&tables.yearly));
        for run in tables.worth.find(&field.text) {
            let sum = (run.0..run.1)
                .filter_map(|at| field.text.get(at))
                .find(|token| token.money && token.number)
                .and_then(number);
            let here = sentence(run.0);
            let times = match (monthly.contains(&here), annual.contains(&here)) {
                (true, false) => 12.0,
                (false, true) => 1.0,
                _ => continue,
            };
            let Some(told) = sum.map(|sum| sum * times).filter(|told| *told > 0.0) else {
                continue;
            };
            if told > estimate * APART || estimate > told * APART {
                found.run(
                    Rule::Countable,
                    Level::Warn,
                    field,
                    run,
                    Says::WorthDiffers,
                    Instead::OneWorth,
                );
            }
        }
    }
}

/// A payment that is many times what the data is said to be worth.
fn paid(page: &Page<'_>, found: &mut Findings) {
    let Some(estimate) = yearly(page) else { return };
    for (n, benefit) in page.list("benefits").iter().take(MOST).enumerate() {
        let text = |name: &str| benefit.get(name).and_then(Value::as_str);
        let every = text("every").and_then(|every| every.parse::<Every>().ok());
        let Some(often) = every.and_then(Every::per_year) else {
            continue;
        };
        if text("kind") != Some("money") {
            continue;
        }
        let name = format!("benefits[{n}].what");
        let Some(field) = page.fields.iter().find(|field| field.name == name) else {
            continue;
        };
        let tokens = field.text.tokens.iter().enumerate();
        let told = tokens
            .filter(|(_, token)| token.money && token.number && !token.percent)
            .find_map(|(at, token)| number(token).map(|sum| (at, sum)));
        // "10 dollars each month": the amount itself is of money.
        let unit = text("unit").map(fold).unwrap_or_default();
        let amount = benefit
            .get("amount")
            .and_then(Value::as_f64)
            .filter(|_| is_currency_word(unit.trim()));
        let Some((at, sum)) = told.or(amount.map(|amount| (0, amount))) else {
            continue;
        };
        let coin = match told {
            Some(_) => field.text.word(at.saturating_add(1)),
            None => unit.trim(),
        };
        let small = matches!(coin, "p" | "pence" | "cent" | "cents" | "ct");
        let sum = if small { sum / 100.0 } else { sum };
        if sum * often > estimate * PAID_FOR {
            let run = (at, at.saturating_add(1));
            found.run(
                Rule::Countable,
                Level::Warn,
                field,
                run,
                Says::WorthDiffers,
                Instead::OneWorth,
            );
        }
    }
}

/// A copy that is kept without an end.
fn kept(page: &Page<'_>, tables: &Contrary, found: &mut Findings) {
    for field in texts(page, &[Role::Use, Role::IfOff, Role::Stays]) {
        let timed = LazyCell::new(|| -> BTreeSet<_> {
            let tokens = field.text.tokens.iter();
            let timed = tokens.filter(|token| token.number || TIMES.contains(&token.word.as_str()));
            timed.map(|token| token.sentence).collect()
        });
        for run in tables.copy.find(&field.text) {
            let sentence = field.text.get(run.0).map(|token| token.sentence);
            let timed = sentence.is_some_and(|sentence| timed.contains(&sentence));
            let denied =
                field.text.is_denied(run.0) || field.text.is_denied(run.1.saturating_sub(1));
            if !timed && !denied {
                found.run(
                    Rule::Named,
                    Level::Warn,
                    field,
                    run,
                    Says::KeptAfterAll,
                    Instead::OneTime,
                );
            }
        }
    }
}

/// "We never sell it", beside somebody who pays for it.
fn sold(page: &Page<'_>, tables: &Contrary, found: &mut Findings) {
    let roles = [
        Role::Use,
        Role::IfOff,
        Role::Stays,
        Role::Question,
        Role::Note,
    ];
    let denied = texts(page, &roles).find_map(|field| {
        let runs = tables.unsold.find(&field.text);
        runs.into_iter().next().map(|run| (field, run))
    });
    let Some((field, run)) = denied else { return };
    let pays = |role: Role| {
        texts(page, &[role]).any(|field| {
            let runs = tables.pays.find(&field.text);
            runs.iter().any(|run| !field.text.is_denied(run.0))
        })
    };
    if pays(Role::Recipient) || roles.into_iter().any(pays) {
        found.run(
            Rule::Named,
            Level::Warn,
            field,
            run,
            Says::SoldAfterAll,
            Instead::NobodyOrName,
        );
    }
}

/// A note of commas, where the document itself tells of something new.
fn told(page: &Page<'_>, tables: &Contrary, found: &mut Findings) {
    let version = |field: &Field<'_>, run: &Run| {
        (run.0..run.1).any(|at| {
            let word = field.text.word(at);
            VERSION.iter().any(|begin| word.starts_with(begin))
        })
    };
    let Some(note) = page.one(Role::Note) else {
        // Whoever writes of a new version writes to those who had the one before.
        let new = first(
            page,
            &[Role::Use, Role::Retention, Role::Recipient],
            &tables.new,
        );
        if new.is_some_and(|(field, run)| version(field, &run)) {
            let (says, instead) = (Says::NoNote, Instead::SayWhatChanged);
            found.whole(Rule::ChangeTold, Level::Warn, "change_note", says, instead);
        }
        return;
    };
    cheered(page, note, tables, found);
    let trifles = tables.trifle.find(&note.text);
    let roles = [
        Role::Use,
        Role::Retention,
        Role::IfOff,
        Role::Stays,
        Role::Recipient,
    ];
    let elsewhere = first(page, &roles, &tables.new).filter(|(field, run)| {
        // A note that tells of something else tells less of it than one of commas; but what the text itself calls
        // new in this version has to be in it, and a few words tell nothing else.
        let few = note.text.words() <= FEW;
        if trifles.is_empty() && !few && !version(field, run) {
            return false;
        }
        // What the note names besides is told there.
        !(run.0..run.1.saturating_add(8)).any(|at| {
            let word = field.text.word(at);
            word.chars().count() > 4 && note.text.tokens.iter().any(|token| token.word == word)
        })
    });
    if let Some((field, run)) = elsewhere {
        found.run(
            Rule::ChangeTold,
            Level::Warn,
            field,
            run,
            Says::ChangedMore,
            Instead::SayWhatChanged,
        );
    }
}

/// A note that is glad of the change, and names nothing of what the document has.
fn cheered(page: &Page<'_>, note: &Field<'_>, tables: &Contrary, found: &mut Findings) {
    /// Shorter words are of no thing, and longer notes tell something.
    const LEAST: usize = 5;
    const MOST: usize = 40;
    let runs = tables.cheer.find(&note.text);
    let Some(run) = runs.first().filter(|_| note.text.words() <= MOST) else {
        return;
    };
    let cheers = |at: usize| runs.iter().any(|run| run.0 <= at && at < run.1);
    let roles = [
        Role::Use,
        Role::What,
        Role::Unit,
        Role::Retention,
        Role::Recipient,
        Role::IfOff,
        Role::Stays,
        Role::Question,
    ];
    let tells = note.text.tokens.iter().enumerate().any(|(at, token)| {
        let word = token.word.as_str();
        token.number
            || (!cheers(at)
                && word.chars().count() >= LEAST
                && texts(page, &roles)
                    .flat_map(|field| &field.text.tokens)
                    .any(|other| other.word == word))
    });
    if !tells {
        found.run(
            Rule::ChangeTold,
            Level::Warn,
            note,
            *run,
            Says::NothingChanged,
            Instead::SayWhatChanged,
        );
    }
}

/// A faster or cheaper thing of which the use says nothing: no data goes into it.
fn unmade(page: &Page<'_>, tables: &Contrary, found: &mut Findings) {
    /// As many letters of a word are its own, whatever its ending.
    const STEM: usize = 4;
    let Some(usage) = page.one(Role::Use) else {
        return;
    };
    // All that a stem can be a part of.
    let parts = LazyCell::new(|| -> BTreeSet<String> {
        let words = usage.text.tokens.iter();
        let words = words.map(|token| token.word.chars().collect::<Vec<_>>());
        words
            .flat_map(|word| {
                let parts = word.windows(STEM).map(|part| part.iter().collect());
                parts.collect::<Vec<_>>()
            })
            .collect()
    });
    for field in texts(page, &[Role::What]) {
        for run in tables.comparative.find(&field.text) {
            // An Arabic noun stands before what is said of it.
            let before = usize::from(page.language == Language::Arabic);
            let run = (run.0.saturating_sub(before), run.1);
            let made = (run.0..run.1)
                .map(|at| field.text.word(at))
                .filter(|word| word.chars().count() >= STEM)
                .any(|word| parts.contains(&word.chars().take(STEM).collect::<String>()));
            if !made {
                found.run(
                    Rule::Countable,
                    Level::Warn,
                    field,
                    run,
                    Says::Overpromised,
                    Instead::Provable,
                );
            }
        }
    }
}

/// What is worked out less often than it is promised.
fn seldom(page: &Page<'_>, tables: &Contrary, found: &mut Findings) {
    let promised = page
        .list("benefits")
        .iter()
        .take(MOST)
        .filter_map(|benefit| benefit.get("every").and_then(Value::as_str))
        .filter_map(|every| every.parse::<Every>().ok())
        .filter_map(Every::per_year)
        .fold(0.0_f64, f64::max);
    let Some(field) = page.one(Role::Use) else {
        return;
    };
    let mut most: Option<(f64, Run)> = None;
    for (lexicon, rate) in &tables.rates {
        if let Some(run) = lexicon.find(&field.text).first()
            && most.is_none_or(|(known, _)| *rate > known)
        {
            most = Some((*rate, *run));
        }
    }
    if let Some((rate, run)) = most
        && promised >= rate * 3.0
    {
        found.run(
            Rule::Countable,
            Level::Warn,
            field,
            run,
            Says::MoreThanGiven,
            Instead::SameAsGiven,
        );
    }
}
