//! L-V1, what is claimed: a title or a benefit promises no more than the benefits' own numbers carry.
//!
//! Whoever gets two tips a month gets tips, and no halved bill; whoever gets a voucher of €10 does not fly
//! free; what comes once a month does not come with every shop. A sample shows no more than that either. A
//! reviewer can know better, so this warns.

use serde_json::Value;

use super::complete;
use super::much;
use super::shown::Shown;
use super::stems::{is_content, is_same, is_word, stem_in};
use crate::catalogue::Every;
use crate::lint::finding::{Level, Rule};
use crate::lint::gather::Findings;
use crate::lint::page::{Field, Page, Role};
use crate::lint::phrase::Run;
use crate::lint::says::{Instead, Says};
use crate::lint::text::{Token, number_word};
use crate::lint::words::outcomes::{Outcomes, outcomes};

/// How much more than what is given a claim can be, for rounding.
pub(super) const ROUND: f64 = 1.05;

/// The most benefits that are looked at.
const MOST: usize = 20;

/// One benefit, as far as it is counted.
pub(super) struct Given {
    amount: f64,
    /// How often a year; none where it comes with what people do.
    often: Option<f64>,
    /// Whether it comes once.
    once: bool,
    /// Stems of its unit.
    pub(super) unit: Vec<String>,
}

impl Given {
    fn read(page: &Page<'_>, benefit: &Value) -> Self {
        let text = |name: &str| benefit.get(name).and_then(Value::as_str);
        let every = text("every").and_then(|every| every.parse::<Every>().ok());
        let unit = text("unit").unwrap_or_default();
        let unit = crate::lint::text::Text::read(unit);
        Self {
            amount: benefit
                .get("amount")
                .and_then(Value::as_f64)
                .unwrap_or_default(),
            often: every.and_then(Every::per_year),
            once: every == Some(Every::Once),
            unit: unit
                .tokens
                .iter()
                .filter(|token| is_content(&token.word))
                .map(|token| stem_in(page.language, &token.word).to_owned())
                .take(MOST)
                .collect(),
        }
    }

    /// How many come in a year; none where nobody can tell.
    pub(super) fn per_year(&self) -> Option<f64> {
        if self.once {
            return Some(self.amount);
        }
        self.often.map(|often| often * self.amount)
    }
}

pub(super) fn judge(page: &Page<'_>, found: &mut Findings) {
    let Some(tables) = outcomes(page.language) else {
        return;
    };
    let benefits = page.list("benefits").iter().take(MOST);
    let given: Vec<Given> = benefits.map(|benefit| Given::read(page, benefit)).collect();
    if given.is_empty() {
        return;
    }
    let whole = Whole::read(page, tables);
    for field in page
        .fields
        .iter()
        .filter(|field| matches!(field.role, Role::Title | Role::What))
    {
        outcome(page, field, &whole, tables, found);
        free(field, &whole, tables, found);
        often(field, &given, tables, found);
        // What comes with what people do comes as often as they do it.
        let rates: Option<Vec<f64>> = given.iter().map(Given::per_year).collect();
        if let Some(most) = rates.and_then(|rates| rates.into_iter().reduce(f64::max)) {
            complete::judge(field, most, tables, found);
        }
        // One whose unit is a thing of its own says at least what it comes as.
        if field.role == Role::What && !whole.has_sum && is_only_nice(field, tables) {
            let all = (0, field.text.words());
            warn(field, all, Says::Hollow, Instead::HowMany, found);
        }
    }
    for field in page
        .fields
        .iter()
        .filter(|field| matches!(field.role, Role::Title | Role::What | Role::Question))
    {
        // What a benefit says is one of the sums that the others are set against.
        if field.role != Role::What {
            sums(page, field, &given, None, found);
        }
        counts(page, field, &given, tables, None, found);
        much::judge(page, field, &given, tables, found);
    }
    much::worth(page, &given, found);
    let shown = Shown::read(page);
    // How often an invented person does something is hers, and says nothing of how often something comes.
    for field in &page.samples {
        outcome(page, field, &whole, tables, found);
        free(field, &whole, tables, found);
        sums(page, field, &given, Some(&shown), found);
        counts(page, field, &given, tables, Some(&shown), found);
        much::judge(page, field, &given, tables, found);
    }
}

fn warn(
    field: &Field<'_>,
    run: Run,
    says: fn(String) -> Says,
    instead: Instead,
    found: &mut Findings,
) {
    found.run(Rule::Countable, Level::Warn, field, run, says, instead);
}

/// What each claim is set beside, of the whole document.
struct Whole<'a> {
    /// Stems of the units.
    units: Vec<&'a str>,
    /// Whether a unit is a sum or a share.
    has_sum: bool,
    /// Whether a text says that something costs less, and not nothing.
    has_part: bool,
}

impl<'a> Whole<'a> {
    fn read(page: &'a Page<'_>, tables: &Outcomes) -> Self {
        let units = || page.with(Role::Unit).flat_map(|unit| &unit.text.tokens);
        let content = units().filter(|token| is_content(&token.word));
        let mut told = page.fields.iter().filter(|field| {
            matches!(
                field.role,
                Role::What | Role::Use | Role::Question | Role::Title | Role::Unit
            )
        });
        Self {
            units: content
                .map(|token| stem_in(page.language, &token.word))
                .take(MOST)
                .collect(),
            has_sum: units().any(|token| token.money || token.percent),
            has_part: told.any(|field| tables.part.is_in(&field.text)),
        }
    }
}

/// An outcome that is no thing which is sent.
fn outcome(
    page: &Page<'_>,
    field: &Field<'_>,
    whole: &Whole<'_>,
    tables: &Outcomes,
    found: &mut Findings,
) {
    for run in tables.outcome.find(&field.text) {
        // "Double points" is what people get where the unit is a point.
        let mut units = whole.units.iter();
        if !units.any(|unit| has_stem(page, field, run, unit)) {
            warn(field, run, Says::Overpromised, Instead::Provable, found);
        }
    }
}

fn has_stem(page: &Page<'_>, field: &Field<'_>, run: Run, stem: &str) -> bool {
    (run.0..run.1).any(|at| {
        let own = stem_in(page.language, field.text.word(at));
        is_same(page.language, own, stem)
    })
}

/// What costs nothing in one text, and less in another.
fn free(field: &Field<'_>, whole: &Whole<'_>, tables: &Outcomes, found: &mut Findings) {
    if whole.has_part {
        for run in tables.free.find(&field.text) {
            warn(field, run, Says::Overpromised, Instead::Provable, found);
        }
    }
}

/// "Every shop" for what comes once a month.
fn often(field: &Field<'_>, given: &[Given], tables: &Outcomes, found: &mut Findings) {
    /// How many words can stand between: "every weekly shop".
    const BETWEEN: usize = 2;
    let rates: Option<Vec<f64>> = given.iter().map(Given::per_year).collect();
    // What comes with what people do comes as often as they do it.
    let Some(most) = rates.and_then(|rates| rates.into_iter().reduce(f64::max)) else {
        return;
    };
    for at in 0..field.text.words() {
        let word = field.text.word(at);
        let before = at.checked_sub(1).map_or("", |at| field.text.word(at));
        let aside = tables.aside.contains(&before);
        let alone = tables.often.iter().find(|(often, _)| *often == word);
        let (end, rate) = if let Some((_, rate)) = alone.filter(|_| at == 0) {
            (at.saturating_add(1), *rate)
        } else if tables.each.contains(&word) {
            let clause = field.text.get(at).map(|token| token.clause);
            let behind = (at.saturating_add(1)..=at.saturating_add(BETWEEN))
                .take_while(|at| field.text.get(*at).map(|token| token.clause) == clause);
            let named = behind.into_iter().find_map(|at| {
                let word = field.text.word(at);
                let time = tables.times.iter().find(|(time, _)| *time == word);
                // What people do may be often or not; once a month it is more than that.
                let deed = || tables.deeds.iter().any(|deed| word.starts_with(deed));
                let rate = time.map(|(_, rate)| *rate);
                let rate = rate.filter(|_| !aside).or_else(|| deed().then_some(52.0));
                rate.map(|rate| (at.saturating_add(1), rate))
            });
            match named {
                Some(named) => named,
                None => continue,
            }
        } else {
            continue;
        };
        if rate > most * ROUND {
            warn(
                field,
                (at, end),
                Says::MoreThanGiven,
                Instead::SameAsGiven,
                found,
            );
        }
    }
}

/// The number that a token is written as.
pub(super) fn number(token: &Token) -> Option<f64> {
    if let Some(number) = number_word(&token.word) {
        return Some(f64::from(number));
    }
    let plain = token.word.replace(',', ".");
    // "1.000" has a thousand, and so has "1,000": whatever has three digits behind its mark.
    let plain = match plain.rsplit_once('.') {
        Some((whole, rest)) if rest.len() == 3 => format!("{}{rest}", whole.replace('.', "")),
        _ => plain,
    };
    plain.parse().ok()
}

/// A sum or a share of a title that none of the benefits comes to. Of a sample, what is known of its people
/// is left out.
fn sums(
    page: &Page<'_>,
    field: &Field<'_>,
    given: &[Given],
    shown: Option<&Shown>,
    found: &mut Findings,
) {
    let texts = page.fields.iter().filter(|other| {
        matches!(other.role, Role::What | Role::Use | Role::Unit) || other.role == Role::Question
    });
    let texts = texts.filter(|other| other.name != field.name);
    let tokens: Vec<&Token> = texts
        .flat_map(|other| &other.text.tokens)
        .take(400)
        .collect();
    let most = |of: fn(&Token) -> bool| {
        let written = tokens
            .iter()
            .filter(|token| of(token))
            .filter_map(|token| number(token));
        written.fold(0.0_f64, f64::max)
    };
    let (sum, share) = (most(|token| token.money), most(|token| token.percent));
    let yearly = given
        .iter()
        .map(|given| {
            given
                .per_year()
                .unwrap_or(given.amount * 52.0)
                .max(given.amount)
        })
        .fold(1.0_f64, f64::max);
    let paid = page
        .list("benefits")
        .iter()
        .any(|benefit| benefit.get("kind").and_then(Value::as_str) == Some("money"));
    for (at, token) in field.text.tokens.iter().enumerate() {
        let limit = if token.money {
            // An amount of money is its own sum.
            sum.max(if paid { 1.0 } else { 0.0 }) * yearly
        } else if token.percent {
            share
        } else {
            continue;
        };
        let run = (at, at.saturating_add(1));
        let more = number(token).is_some_and(|claim| claim > limit * ROUND);
        if more && !shown.is_some_and(|shown| shown.is_known(field, run)) {
            warn(field, run, Says::MoreThanGiven, Instead::SameAsGiven, found);
        }
    }
}

/// "Ten recipes a week" where the benefit says three. A sample shows what comes at one time, so that ten are
/// more than three there also where no week is named.
fn counts(
    page: &Page<'_>,
    field: &Field<'_>,
    given: &[Given],
    tables: &Outcomes,
    shown: Option<&Shown>,
    found: &mut Findings,
) {
    /// How far behind its number a unit can stand, and a time behind the unit.
    const NEAR: usize = 2;
    let of_one = match given {
        [one] => one.often,
        _ => None,
    };
    for (at, token) in field.text.tokens.iter().enumerate() {
        if !token.number || token.money || token.percent {
            continue;
        }
        let clause = token.clause;
        let behind = |from: usize| {
            (from.saturating_add(1)..=from.saturating_add(NEAR)).filter(move |at| {
                field
                    .text
                    .get(*at)
                    .is_some_and(|token| token.clause == clause)
            })
        };
        let of = behind(at).find_map(|at| {
            let stem = stem_in(page.language, field.text.word(at));
            let mut known = given.iter().filter(|given| {
                given
                    .unit
                    .iter()
                    .any(|unit| is_same(page.language, unit, stem))
            });
            // Which of two benefits with one unit a sample shows, nobody can tell.
            let known = match shown {
                Some(_) => known.max_by(|a, b| a.amount.total_cmp(&b.amount)),
                None => known.next(),
            };
            known
                .filter(|_| is_content(field.text.word(at)))
                .map(|given| (at, given))
        });
        let (Some((unit, given)), Some(claim)) = (of, number(token)) else {
            continue;
        };
        let time = behind(unit).find_map(|at| {
            let word = field.text.word(at);
            let times = tables
                .times
                .iter()
                .chain(&[("year", 1.0), ("jahr", 1.0), ("سنه", 1.0)]);
            times
                .clone()
                .find(|(time, _)| *time == word)
                .map(|(_, rate)| *rate)
        });
        let more = match (time, given.per_year()) {
            (Some(rate), Some(most)) => claim * rate > most * ROUND,
            _ => {
                claim > given.amount * ROUND
                    && (shown.is_some() || claim > given.per_year().unwrap_or_default())
            }
        };
        let run = (at, unit.saturating_add(1));
        if !more || shown.is_some_and(|shown| shown.is_known(field, run)) {
            continue;
        }
        // In the same unit and time as the only benefit, no reading makes the two numbers one.
        let promised = matches!(field.role, Role::Title | Role::What) && shown.is_none();
        let alike = time.zip(of_one);
        let alike = alike.is_some_and(|(rate, often)| (rate - often).abs() < 1.0);
        let level = match promised && alike {
            true => Level::Block,
            false => Level::Warn,
        };
        let (says, instead) = (Says::MoreThanGiven, Instead::SameAsGiven);
        found.run(Rule::Countable, level, field, run, says, instead);
    }
}

/// Whether a benefit is made of nice things, whatever they are, and of places and times.
fn is_only_nice(field: &Field<'_>, tables: &Outcomes) -> bool {
    let is = |word: &str, list: &[&str]| list.iter().any(|known| is_word(word, known));
    let nice = |word: &str| {
        is(word, tables.nice)
            || word
                .strip_prefix('و')
                .is_some_and(|word| is(word, tables.nice))
    };
    let counted = field
        .text
        .tokens
        .iter()
        .any(|token| token.is_digits() || token.money);
    let words = || field.text.tokens.iter().map(|token| token.word.as_str());
    !counted
        && words().any(nice)
        && words().all(|word| nice(word) || !is_content(word) || is(word, tables.small))
}
