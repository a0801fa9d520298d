//! The shape of a question: all that a red line could ask of it, and nothing of whom it was about.
//!
//! How often each shape is asked is counted, so that a line can be held against what was asked before it
//! was drawn. Two customers who are asked about in the same way leave the same shape.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::red_line::{Money, Topic};
use super::red_lines::RedLines;
use super::situation::{Situation, bits, of_bits};
use super::{Code, Outcome, Request, Verdict};
use crate::catalogue::{AiUse, Channel, Sensitivity, Slug, words::vocabulary};
use crate::clock::Timestamp;
use crate::consent::Customer;
use crate::value::Amount;

/// A topic with so many digits in a row names a thing or a person, and not what something is about.
const DIGITS_OF_A_NUMBER: usize = 4;

vocabulary! {
    /// What a question was answered, as far as red lines can make it otherwise.
    Answered {
        /// Allowed.
        Allow = "allow",
        /// Consent allows it, and a line asks for a person.
        LineEscalates = "line_escalates",
        /// Consent allows it, and the customer asked for a person.
        HumanOnly = "human_only",
        /// A line denies it. What consent says of it, nobody asked.
        LineDenies = "line_denies",
        /// Consent does not allow it: no line changes that.
        Deny = "deny",
    }
}

impl Answered {
    fn of(verdict: &Verdict) -> Self {
        let has = |code| verdict.reasons.iter().any(|reason| reason.code == code);
        match verdict.outcome {
            Outcome::Allow => Self::Allow,
            Outcome::Escalate if has(Code::HumanOnly) => Self::HumanOnly,
            Outcome::Escalate => Self::LineEscalates,
            Outcome::Deny if has(Code::RedLine) => Self::LineDenies,
            Outcome::Deny => Self::Deny,
        }
    }
}

/// The shape of a question. Its amount is rounded up to 1, 2 or 5 times a power of ten.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Shape {
    /// Why the data would be used.
    pub purpose: Slug,
    /// Which data.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub data: BTreeSet<Slug>,
    /// How much harm can do what its guesses were made from, where it rests on some.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub guessed: BTreeSet<Sensitivity>,
    /// By which channel.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub channel: Option<Channel>,
    /// For which AI use.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ai: Option<AiUse>,
    /// What it is about, as [`super::topic`] spells it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub topic: Option<String>,
    /// About at most so much.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<Money>,
    /// What the customer was going through.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub situations: BTreeSet<Situation>,
    /// What was answered.
    pub answered: Answered,
}

/// A question on its way to be counted. Equal ones have one shape; it is hashed at every check, so that
/// it borrows all that it has.
#[derive(Debug, Hash)]
pub struct Asking<'a> {
    purpose: &'a str,
    data: &'a [&'a str],
    guessed: &'a [Sensitivity],
    channel: Option<Channel>,
    ai: Option<AiUse>,
    topic: Option<&'a str>,
    amount: Option<(i64, &'a str)>,
    situations: u8,
    answered: Answered,
}

impl<'a> Asking<'a> {
    /// What is counted of a question about `customer` that was answered by `verdict` at `now`. Nothing
    /// where it is about nobody or about what nobody knows: the answer is no, whatever the lines say,
    /// and what a caller makes up is not kept.
    #[must_use]
    pub fn of(
        request: &'a Request<'_>,
        customer: Option<&Customer>,
        verdict: &Verdict,
        now: Timestamp,
    ) -> Option<Self> {
        let customer = customer?;
        let first = verdict.reasons.first().map(|reason| reason.code);
        if let Some(Code::UnknownPurpose | Code::UnknownData | Code::Erased) = first {
            return None;
        }
        let channel = request.channel.map(str::parse).transpose().ok()?;
        let ai = request.ai.map(str::parse).transpose().ok()?;
        let guarded = &customer.state.guarded;
        Some(Self {
            purpose: request.purpose,
            data: &request.data,
            guessed: &request.guessed,
            channel,
            ai,
            topic: request.topic,
            amount: request.amount.as_ref().map(|money| {
                let step = step_above(money.amount);
                (step.millionths(), money.currency.as_str())
            }),
            situations: guarded.situations_at(customer.birth_year, now),
            answered: Answered::of(verdict),
        })
    }

    /// Its shape; none where its topic looks like the number of something, or cannot be read.
    #[must_use]
    pub fn shape(&self) -> Option<Shape> {
        let topic = match self.topic.map_or(Topic::None, Topic::of) {
            Topic::None => None,
            // What may be any topic is no shape of its own.
            Topic::Unreadable => return None,
            Topic::Read(topic) if is_number(&topic) => return None,
            Topic::Read(topic) => Some(topic),
        };
        let data: Result<_, _> = self.data.iter().map(|id| id.parse()).collect();
        Some(Shape {
            purpose: self.purpose.parse().ok()?,
            data: data.ok()?,
            guessed: self.guessed.iter().copied().collect(),
            channel: self.channel,
            ai: self.ai,
            topic,
            amount: self.amount.and_then(|(millionths, currency)| {
                Some(Money {
                    amount: Amount::of_millionths(millionths)?,
                    currency: currency.to_owned(),
                })
            }),
            situations: of_bits(self.situations),
            answered: self.answered,
        })
    }
}

fn is_number(topic: &str) -> bool {
    let parts = topic.split(|c: char| !c.is_numeric());
    parts
        .map(|digits| digits.chars().count())
        .any(|count| count >= DIGITS_OF_A_NUMBER)
}

/// The amounts that amounts are rounded up to, in millionths, in their order, without end.
fn steps() -> impl Iterator<Item = i64> {
    let powers = std::iter::successors(Some(1_i64), |power| power.checked_mul(10));
    powers.flat_map(|power| [1, 2, 5].map(|times: i64| times.saturating_mul(power)))
}

/// The least amount of 1, 2 or 5 times a power of ten that is at least so much; 0 is 0.
fn step_above(amount: Amount) -> Amount {
    let at_least = amount.millionths();
    if at_least == 0 {
        return amount;
    }
    let step = steps().find(|step| *step >= at_least);
    step.and_then(Amount::of_millionths).unwrap_or(amount)
}

/// The least amount that is rounded up to `step`.
fn least_of(step: Amount) -> Amount {
    let below = steps().take_while(|one| *one < step.millionths()).last();
    let least = below.map_or(step.millionths().min(1), |below| below + 1);
    Amount::of_millionths(least).unwrap_or(step)
}

/// What would be answered with other lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Would {
    /// Allowed.
    Allow,
    /// A person decides.
    Escalate,
    /// Denied.
    Deny,
    /// No line denies it any more, so that consent decides, which nobody asked.
    Open,
}

impl Shape {
    /// What would be answered if these lines held at `now`: about the most that it may have been about,
    /// and about the least.
    #[must_use]
    pub fn would(&self, lines: &RedLines, now: Timestamp) -> (Would, Would) {
        let of = |amount: Option<Money>| {
            let request = Request {
                purpose: &self.purpose,
                data: self.data.iter().map(Slug::as_str).collect(),
                channel: self.channel.map(Channel::word),
                ai: self.ai.map(AiUse::word),
                topic: self.topic.as_deref(),
                amount,
                guessed: self.guessed.iter().copied().collect(),
            };
            let crossed = lines.crossed_with_guesses(&request, bits(&self.situations), now);
            let denies = crossed.as_ref().is_some_and(|crossed| crossed.denies());
            match self.answered {
                _ if denies => Would::Deny,
                Answered::Deny => Would::Deny,
                Answered::LineDenies => Would::Open,
                Answered::HumanOnly => Would::Escalate,
                Answered::Allow | Answered::LineEscalates if crossed.is_some() => Would::Escalate,
                Answered::Allow | Answered::LineEscalates => Would::Allow,
            }
        };
        let most = of(self.amount.clone());
        let least = self.amount.as_ref().map_or(most, |money| {
            of(Some(Money {
                amount: least_of(money.amount),
                ..money.clone()
            }))
        });
        (most, least)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::Origin;
    use crate::guard::{Condition, Effect, RedLine};

    fn amount(number: f64) -> Amount {
        Amount::of_number(number).unwrap()
    }

    #[test]
    fn amounts_are_rounded_up_to_1_2_and_5_and_never_down() {
        for (told, step) in [
            (0.0, 0.0),
            (0.000_001, 0.000_001),
            (0.03, 0.05),
            (1.0, 1.0),
            (1.01, 2.0),
            (201.0, 500.0),
            (500.0, 500.0),
            (999_999_999.0, 1_000_000_000.0),
        ] {
            let rounded = step_above(amount(told));
            assert_eq!(rounded, amount(step), "{told}");
            assert!(least_of(rounded) <= amount(told), "{told}");
            assert_eq!(step_above(least_of(rounded)), rounded, "{told}");
        }
    }

    fn shape(answered: Answered) -> Shape {
        Shape {
            purpose: "offers".parse().unwrap(),
            data: BTreeSet::new(),
            guessed: BTreeSet::new(),
            channel: Some(Channel::Push),
            ai: None,
            topic: None,
            amount: Some(Money {
                amount: amount(500.0),
                currency: "GBP".to_owned(),
            }),
            situations: BTreeSet::from([Situation::QuietPeriod]),
            answered,
        }
    }

    fn lines(when: Condition, effect: Effect) -> RedLines {
        let line = RedLine {
            when,
            effect,
            ..crate::guard::naive::plain("new")
        };
        let put = crate::ledger::LineChange::Put(Box::new(line));
        let registry = crate::catalogue::Registry::starter();
        RedLines::default().with(&put, Timestamp::from_millis(1_000), &registry)
    }

    #[test]
    fn only_what_lines_decide_would_be_otherwise() {
        let now = Timestamp::from_millis(2_000);
        let quiet = Condition {
            channels: BTreeSet::from([Channel::Push]),
            situations: BTreeSet::from([Situation::QuietPeriod]),
            ..Condition::default()
        };
        let team = Effect::Escalate {
            team: "front_desk".parse().unwrap(),
            four_eyes: false,
            within_hours: None,
        };
        let (denies, asks) = (lines(quiet.clone(), Effect::Deny), lines(quiet, team));
        let none = RedLines::default();
        for (answered, without, with_deny, with_ask) in [
            (Answered::Allow, Would::Allow, Would::Deny, Would::Escalate),
            (
                Answered::LineEscalates,
                Would::Allow,
                Would::Deny,
                Would::Escalate,
            ),
            (
                Answered::HumanOnly,
                Would::Escalate,
                Would::Deny,
                Would::Escalate,
            ),
            (Answered::LineDenies, Would::Open, Would::Deny, Would::Open),
            (Answered::Deny, Would::Deny, Would::Deny, Would::Deny),
        ] {
            let of = |lines: &RedLines| shape(answered).would(lines, now);
            assert_eq!(of(&none), (without, without), "{answered}");
            assert_eq!(of(&denies), (with_deny, with_deny), "{answered}");
            assert_eq!(of(&asks), (with_ask, with_ask), "{answered}");
        }
    }

    #[test]
    fn a_line_about_guesses_would_hold_of_a_question_that_rests_on_one() {
        let now = Timestamp::from_millis(2_000);
        let guesses = Condition {
            origins: BTreeSet::from([Origin::Inferred]),
            ..Condition::default()
        };
        let guessing = Condition {
            ai_uses: BTreeSet::from([AiUse::Infer]),
            ..Condition::default()
        };
        for when in [guesses, guessing] {
            let lines = lines(when, Effect::Deny);
            let plain = shape(Answered::Allow);
            assert_eq!(plain.would(&lines, now), (Would::Allow, Would::Allow));
            let rests = Shape {
                data: BTreeSet::from(["orders".parse().unwrap()]),
                guessed: BTreeSet::from([Sensitivity::Ordinary]),
                ..plain
            };
            assert_eq!(rests.would(&lines, now), (Would::Deny, Would::Deny));
        }
    }

    #[test]
    fn what_an_amount_leaves_open_is_said() {
        let now = Timestamp::from_millis(2_000);
        let over = |number| {
            let when = Condition {
                channels: BTreeSet::from([Channel::Push]),
                amount_over: Some(Money {
                    amount: amount(number),
                    currency: "GBP".to_owned(),
                }),
                ..Condition::default()
            };
            shape(Answered::Allow).would(&lines(when, Effect::Deny), now)
        };
        // It was about more than 200 and at most 500.
        assert_eq!(over(200.0), (Would::Deny, Would::Deny));
        assert_eq!(over(300.0), (Would::Deny, Would::Allow));
        assert_eq!(over(500.0), (Would::Allow, Would::Allow));
    }

    #[test]
    fn a_topic_that_is_a_number_is_not_kept() {
        assert!(is_number("order_20417") && is_number("0044"));
        assert!(!is_number("credit") && !is_number("form_104"));
    }
}
