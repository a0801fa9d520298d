//! L-V1, how much: a multitude of money, a thing for nothing all year long, a whole job done, and a worth of the data
//! that is many times what people get. All of them are set against the benefits' own numbers.
//!
//! From the Unfair Commercial Practices Directive, Article 6(1)(b) and (d), and 11 CCR § 7016(d)(5) (the worth of
//! the data is an estimate in good faith). A reviewer can know better, so this warns.

use serde_json::Value;

use super::claims::{Given, ROUND, number};
use super::stems::{is_content, is_same, stem_in};
use crate::lint::finding::{Level, Rule};
use crate::lint::gather::Findings;
use crate::lint::page::{Field, Page, Role};
use crate::lint::phrase::Run;
use crate::lint::says::{Instead, Says};
use crate::lint::text::{Text, Token, is_currency_word};
use crate::lint::words::outcomes::Outcomes;

/// What comes so often a year can be called "all year": every week.
const ALL_YEAR: f64 = 52.0;

/// A worth of the data that is so many times what people get is no estimate of the same thing.
const MANY_TIMES: f64 = 10.0;

/// Below that, a worth is a small sum whatever it is a multiple of.
const SMALL: f64 = 20.0;

/// How many words behind a multitude can name its money: "hundreds of pounds".
const NEAR: usize = 2;

pub(super) fn judge(
    page: &Page<'_>,
    field: &Field<'_>,
    given: &[Given],
    tables: &Outcomes,
    found: &mut Findings,
) {
    multitudes(page, field, given, tables, found);
    if field.role == Role::Question {
        return;
    }
    let rates: Option<Vec<f64>> = given.iter().map(Given::per_year).collect();
    let most = rates.and_then(|rates| rates.into_iter().reduce(f64::max));
    if most.is_some_and(|most| most < ALL_YEAR) && tables.for_nothing.is_in(&field.text) {
        for run in tables.all_year.find(&field.text) {
            warn(field, run, found);
        }
    }
    for run in tables.whole.find(&field.text) {
        // Where the whole of it is what is counted, it is what people get.
        let counted = given.iter().flat_map(|given| &given.unit).any(|unit| {
            (run.0..run.1).any(|at| {
                let stem = stem_in(page.language, field.text.word(at));
                is_same(page.language, unit, stem)
            })
        });
        if !counted {
            warn(field, run, found);
        }
    }
}

fn warn(field: &Field<'_>, run: Run, found: &mut Findings) {
    found.run(
        Rule::Countable,
        Level::Warn,
        field,
        run,
        Says::MoreThanGiven,
        Instead::SameAsGiven,
    );
}

/// "Hundreds of pounds" where the benefits come to three.
fn multitudes(
    page: &Page<'_>,
    field: &Field<'_>,
    given: &[Given],
    tables: &Outcomes,
    found: &mut Findings,
) {
    for (at, token) in field.text.tokens.iter().enumerate() {
        let Some((_, claim)) = tables.many.iter().find(|(word, _)| *word == token.word) else {
            continue;
        };
        let money = (at.saturating_add(1)..=at.saturating_add(NEAR)).find(|at| {
            field.text.get(*at).is_some_and(|next| {
                next.clause == token.clause && (next.money || is_money(&next.word))
            })
        });
        let Some(money) = money else { continue };
        let yearly = paid(page, given).unwrap_or_default();
        if *claim > yearly * ROUND {
            warn(field, (at, money.saturating_add(1)), found);
        }
    }
}

/// What the benefits come to in a year, in money, as far as the document says so itself.
fn paid(page: &Page<'_>, given: &[Given]) -> Option<f64> {
    let [given] = given else {
        return page
            .list("benefits")
            .iter()
            .zip(given)
            .try_fold(0.0, |sum, (benefit, given)| {
                let price = unit_price(benefit)?;
                Some(sum + price * given.per_year()?)
            });
    };
    let price = page.list("benefits").iter().find_map(unit_price);
    let price = price.or_else(|| said_price(page, given));
    Some(price? * given.per_year()?)
}

/// Whether a word is one for money, with or without the article that Arabic writes onto it.
fn is_money(word: &str) -> bool {
    is_currency_word(word) || word.strip_prefix("ال").is_some_and(is_currency_word)
}

/// What one unit is, where it is money itself.
fn unit_price(benefit: &Value) -> Option<f64> {
    let unit = Text::read(benefit.get("unit")?.as_str()?);
    let word = unit.tokens.iter().find(|token| is_money(&token.word))?;
    Some(scale(&word.word))
}

/// A hundredth for the small coins.
fn scale(word: &str) -> f64 {
    if matches!(word, "pence" | "p" | "cent" | "cents" | "ct") {
        0.01
    } else {
        1.0
    }
}

/// What a text says that a unit is worth: "100 points buy 50p", "swims worth £6 each".
fn said_price(page: &Page<'_>, given: &Given) -> Option<f64> {
    /// How far behind a number its unit can stand, and the money behind that.
    const UNIT: usize = 2;
    const MONEY: usize = 6;
    const WORTH: &[&str] = &["worth", "value", "wert", "بقيمه", "قيمتها", "قيمته"];
    let sum = |field: &Field<'_>, at: usize| {
        let token = field.text.get(at).filter(|token| token.money)?;
        let coin = field.text.word(at.saturating_add(1));
        // "50p" is one word with its coin.
        let digits = token.word.trim_end_matches(|c: char| !c.is_ascii_digit());
        let coin = if digits.len() < token.word.len() {
            &token.word[digits.len()..]
        } else {
            coin
        };
        let plain = Token {
            word: digits.to_owned(),
            ..token.clone()
        };
        number(&plain).map(|sum| sum * scale(coin))
    };
    let texts = page
        .fields
        .iter()
        .filter(|field| matches!(field.role, Role::Use | Role::What | Role::Question));
    for field in texts {
        for (at, token) in field.text.tokens.iter().enumerate().take(200) {
            let same = |at: &usize| {
                field
                    .text
                    .get(*at)
                    .is_some_and(|next| next.sentence == token.sentence)
            };
            if WORTH.contains(&token.word.as_str()) {
                let sum = (at.saturating_add(1)..=at.saturating_add(UNIT))
                    .filter(same)
                    .find_map(|at| sum(field, at));
                if sum.is_some() {
                    return sum;
                }
            }
            let Some(count) =
                number(token).filter(|count| token.number && !token.money && *count > 0.0)
            else {
                continue;
            };
            let unit = (at.saturating_add(1)..=at.saturating_add(UNIT))
                .filter(same)
                .find(|at| {
                    let word = field.text.word(*at);
                    let stem = stem_in(page.language, word);
                    is_content(word)
                        && given
                            .unit
                            .iter()
                            .any(|unit| is_same(page.language, unit, stem))
                });
            let sum = unit.and_then(|unit| {
                (unit.saturating_add(1)..=unit.saturating_add(MONEY))
                    .filter(same)
                    .find_map(|at| sum(field, at))
            });
            if let Some(sum) = sum {
                return Some(sum / count);
            }
        }
    }
    None
}

/// A worth of the data that is many times what people get.
pub(super) fn worth(page: &Page<'_>, given: &[Given], found: &mut Findings) {
    let text = |name: &str| page.json.get("worth")?.get(name)?.as_str();
    let Some(amount) = text("amount") else { return };
    let times = match text("per") {
        Some("year") => 1.0,
        Some("month") => 12.0,
        _ => return,
    };
    let (Ok(worth), Some(paid)) = (amount.parse::<f64>(), paid(page, given)) else {
        return;
    };
    let yearly = worth * times;
    if paid > 0.0 && yearly > SMALL && yearly > paid * MANY_TIMES {
        let amount = amount.to_owned();
        found.whole(
            Rule::Countable,
            Level::Warn,
            "worth.amount",
            Says::MoreThanGiven(amount),
            Instead::SameAsGiven,
        );
    }
}
