//! A guess about one customer: what it may say, and whether it still counts.
//!
//! A guess changes no consent, so it is a row and no entry. Whether it counts follows from the state
//! at the moment when somebody asks, never from what became of the row: so nothing that is written
//! late, twice or in another order shows one again that she took away.

use serde::{Deserialize, Serialize};

use crate::catalogue::{AiUse, Catalogue, Fault, Registry, Slug};
use crate::clock::Timestamp;
use crate::consent::{ConsentState, Customer, Decision, Phase, Toggle, breaks_a_line, view_toggle};
use crate::id::CustomerId;

/// The most guesses about one record.
pub const GUESSES: usize = 200;
/// The most kinds of data that one guess is made from, and the most purposes.
pub const DERIVED_FROM: usize = 64;
/// The longest label, and the longest name of a model or a version, in characters.
pub const LONGEST_LABEL: usize = 80;
/// The longest value, in characters.
pub const LONGEST_VALUE: usize = 200;
/// The most things that one guess names as seen.
pub const EVIDENCE: usize = 20;
/// The longest text of what was seen, in characters.
pub const LONGEST_SEEN: usize = 200;
/// From here on a guess is told as *fairly sure*, in ten-thousandths.
const FAIRLY_SURE: u16 = 7_500;
/// All of it, in ten-thousandths.
const CERTAIN: u16 = 10_000;

/// How sure a model is, from 0 to 1, in ten-thousandths.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Confidence(u16);

impl Confidence {
    /// That share; none where it is not within 0 and 1. What is finer than a ten-thousandth is
    /// rounded.
    #[must_use]
    pub fn of_share(share: f64) -> Option<Self> {
        if !(0.0..=1.0).contains(&share) {
            return None;
        }
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "it is within 0 and 10000"
        )]
        let parts = (share * f64::from(CERTAIN)).round() as u16;
        Self::of_parts(parts)
    }

    /// So many ten-thousandths; none where they are more than all.
    #[must_use]
    pub fn of_parts(parts: u16) -> Option<Self> {
        (parts <= CERTAIN).then_some(Self(parts))
    }

    /// In ten-thousandths.
    #[must_use]
    pub fn parts(self) -> u16 {
        self.0
    }

    /// As a share of 1.
    #[must_use]
    pub fn share(self) -> f64 {
        f64::from(self.0) / f64::from(CERTAIN)
    }

    /// Whether people are told that it is fairly sure, and not a mere guess.
    #[must_use]
    pub fn is_fairly_sure(self) -> bool {
        self.0 >= FAIRLY_SURE
    }
}

/// What made a guess.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Model {
    /// What it is called.
    pub name: String,
    /// Which version of it.
    pub version: String,
}

/// What was seen of her that a guess rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seen {
    /// In which kind of data: one of those that the guess was made from.
    pub data: Slug,
    /// What it was, in words for her.
    pub seen: String,
    /// When it was, where it was at one time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<Timestamp>,
}

/// A guess about one customer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Guess {
    /// Names it among those about her: what she forbids is a key.
    pub key: Slug,
    /// What is guessed, in words for her.
    pub label: String,
    /// The guess, in words for her.
    pub value: String,
    /// The kinds of data that it was made from, each once.
    pub derived_from: Vec<Slug>,
    /// What made it.
    pub model: Model,
    /// How sure that is.
    pub confidence: Confidence,
    /// What it is for, each once.
    pub purposes: Vec<Slug>,
    /// What was seen that it rests on, as far as that was told.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<Seen>,
}

/// What a program tells as seen.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SeenClaim {
    /// See [`Seen::data`].
    pub data: String,
    /// See [`Seen::seen`].
    pub seen: String,
    /// See [`Seen::at`].
    pub at: Option<Timestamp>,
}

/// A guess that a program tells.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct GuessClaim {
    /// See [`Guess::key`].
    pub key: String,
    /// See [`Guess::label`].
    pub label: String,
    /// See [`Guess::value`].
    pub value: String,
    /// See [`Guess::derived_from`].
    pub derived_from: Vec<String>,
    /// See [`Model::name`].
    pub model: String,
    /// See [`Model::version`].
    pub model_version: String,
    /// How sure that is, from 0 to 1.
    pub confidence: f64,
    /// See [`Guess::purposes`].
    pub purposes: Vec<String>,
    /// See [`Guess::evidence`].
    pub evidence: Vec<SeenClaim>,
}

impl GuessClaim {
    /// The guess, where it can be one at `now`.
    ///
    /// # Errors
    ///
    /// Everything that is wrong with it, by the fields of the API.
    pub fn read(&self, registry: &Registry, now: Timestamp) -> Result<Guess, Vec<Fault>> {
        let mut faults = Vec::new();
        let key = self.key.parse::<Slug>();
        if key.is_err() {
            let message = "use small letters, digits, `-` and `_`: up to 64".to_owned();
            fault(&mut faults, "key", message);
        }
        let label = text(&mut faults, "label", &self.label, LONGEST_LABEL);
        let value = text(&mut faults, "value", &self.value, LONGEST_VALUE);
        let name = text(&mut faults, "model.name", &self.model, LONGEST_LABEL);
        let version = text(
            &mut faults,
            "model.version",
            &self.model_version,
            LONGEST_LABEL,
        );
        let derived_from = terms(&mut faults, "derived_from", &self.derived_from, |id| {
            registry.category(id).map(|category| category.id.clone())
        });
        let purposes = terms(&mut faults, "purposes", &self.purposes, |id| {
            registry.purpose(id).map(|purpose| purpose.id.clone())
        });
        let evidence = evidence(&mut faults, &self.evidence, &self.derived_from, now);
        let confidence = Confidence::of_share(self.confidence);
        if confidence.is_none() {
            fault(&mut faults, "confidence", "use 0 to 1".to_owned());
        }
        match (key, confidence) {
            (Ok(key), Some(confidence)) if faults.is_empty() => Ok(Guess {
                key,
                label,
                value,
                derived_from,
                model: Model { name, version },
                confidence,
                purposes,
                evidence,
            }),
            _ => Err(faults),
        }
    }
}

fn fault(faults: &mut Vec<Fault>, field: impl Into<String>, message: String) {
    faults.push(Fault {
        field: field.into(),
        message,
    });
}

/// One line that says something, and nothing that changes how others read.
fn text(faults: &mut Vec<Fault>, field: &str, text: &str, longest: usize) -> String {
    let text = text.trim();
    if text.is_empty() || text.chars().count() > longest || text.contains(breaks_a_line) {
        let message = format!("use one line of 1 to {longest} visible characters");
        fault(faults, field, message);
    }
    text.to_owned()
}

/// Terms of the registry, each once.
fn terms(
    faults: &mut Vec<Fault>,
    field: &str,
    ids: &[String],
    known: impl Fn(&str) -> Option<Slug>,
) -> Vec<Slug> {
    if ids.is_empty() || ids.len() > DERIVED_FROM {
        fault(faults, field, format!("name 1 to {DERIVED_FROM}"));
        return Vec::new();
    }
    let mut terms = Vec::new();
    for (place, id) in ids.iter().enumerate() {
        match known(id) {
            None => {
                let message = "this is not in the registry".to_owned();
                fault(faults, format!("{field}[{place}]"), message);
            }
            Some(term) if terms.contains(&term) => {}
            Some(term) => terms.push(term),
        }
    }
    terms
}

/// What was seen. It names no data that the guess was not made from: that is what she allowed, and what a
/// guess goes with.
fn evidence(
    faults: &mut Vec<Fault>,
    told: &[SeenClaim],
    derived_from: &[String],
    now: Timestamp,
) -> Vec<Seen> {
    if told.len() > EVIDENCE {
        fault(faults, "evidence", format!("name at most {EVIDENCE}"));
        return Vec::new();
    }
    let mut all = Vec::new();
    for (place, one) in told.iter().enumerate() {
        let field = |name: &str| format!("evidence[{place}].{name}");
        let seen = text(faults, &field("seen"), &one.seen, LONGEST_SEEN);
        if one.at.is_some_and(|at| now < at) {
            fault(faults, field("at"), "this is yet to come".to_owned());
        }
        match one.data.parse() {
            Ok(data) if derived_from.contains(&one.data) => all.push(Seen {
                data,
                seen,
                at: one.at,
            }),
            _ => {
                let message = "name one of `derived_from`".to_owned();
                fault(faults, field("data"), message);
            }
        }
    }
    all
}

/// A guess as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inference {
    /// About which record.
    pub customer: CustomerId,
    /// The guess.
    pub guess: Guess,
    /// The ledger index of the state that allowed it.
    pub index: u64,
    /// When that was.
    pub at: Timestamp,
    /// Since when it stands there.
    pub since: GuessSince,
    /// When she said first that it is right, where she did: of its words as they stand here.
    pub confirmed_at: Option<Timestamp>,
}

/// Since when a guess stands there. Told again word for word, by the same version of its model, from the same
/// data and for the same purposes, it is the one of before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GuessSince {
    /// The ledger index of the state that allowed it first as it is.
    pub index: u64,
    /// When that was.
    pub at: Timestamp,
    /// Since when there is one under its key, whatever it says; none: nobody knows any more.
    pub key_at: Option<Timestamp>,
}

impl GuessSince {
    /// Of one that is told for the first time, with nothing under its key before.
    #[must_use]
    pub fn first(index: u64, at: Timestamp) -> Self {
        Self {
            index,
            at,
            key_at: Some(at),
        }
    }
}

/// Whether a guess still counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Counting {
    /// For these purposes, in its own order: at least one.
    Counts(Vec<Slug>),
    /// Not now, but it does again for these purposes when a pause or a red line ends.
    Held(Vec<Slug>),
    /// Never again: its row can go.
    Over,
}

/// How one purpose stands to a guess; the later the better.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Cover {
    No,
    Held,
    Yes,
}

impl Inference {
    /// Whether it still counts for `customer`, who has the record that it is about: `records` are the own
    /// states of that one, and of each that it was merged into on the way to hers.
    ///
    /// It does for a purpose as long as one live exchange has `infer` and all of its data on, by
    /// answers that are no newer than the guess: whatever was turned off, ran out or had to be
    /// answered anew and is on again, has a newer one.
    #[must_use]
    pub fn counting(
        &self,
        catalogue: &Catalogue,
        customer: &Customer,
        records: &[&ConsentState],
        now: Timestamp,
    ) -> Counting {
        if customer.state.guarded.rejects(&self.guess) {
            return Counting::Over;
        }
        let standing = |purpose: &Slug| self.cover(catalogue, customer, records, purpose, now);
        let all: Vec<_> = self
            .guess
            .purposes
            .iter()
            .map(|purpose| (purpose, standing(purpose)))
            .collect();
        let those = |wanted: Cover| -> Vec<Slug> {
            let those = all.iter().filter(|(_, cover)| *cover == wanted);
            those.map(|(purpose, _)| (*purpose).clone()).collect()
        };
        let (counts, held) = (those(Cover::Yes), those(Cover::Held));
        if !counts.is_empty() {
            Counting::Counts(counts)
        } else if !held.is_empty() {
            Counting::Held(held)
        } else {
            Counting::Over
        }
    }

    fn cover(
        &self,
        catalogue: &Catalogue,
        customer: &Customer,
        records: &[&ConsentState],
        purpose: &Slug,
        now: Timestamp,
    ) -> Cover {
        let live = catalogue.live().filter(|(_, version)| {
            version.document.purpose == *purpose
                && version.document.is_open_to(customer.region.as_deref())
        });
        let needed: Vec<_> = [Toggle::Exchange, Toggle::Ai(AiUse::Infer)]
            .into_iter()
            .chain(self.guess.derived_from.iter().cloned().map(Toggle::Data))
            .collect();
        let one = |toggle: &Toggle, key: &Slug, seen: &crate::consent::ToggleView| {
            let mut states = records.iter().copied().chain([&customer.state]);
            let is_newer = |state: &ConsentState| state.answered_at(key, toggle) > self.index;
            match (seen.decision, seen.phase) {
                _ if states.any(is_newer) => Cover::No,
                (Decision::Granted, Phase::Active) => Cover::Yes,
                (Decision::Granted, Phase::Paused) => Cover::Held,
                _ => Cover::No,
            }
        };
        let by_exchange = live.map(|(proposition, version)| {
            let each = needed.iter().map(|toggle| {
                if !version.has(toggle) {
                    return Cover::No;
                }
                let seen = view_toggle(proposition, version, &customer.state, toggle, now);
                one(toggle, &proposition.key, &seen)
            });
            each.min().unwrap_or(Cover::No)
        });
        let best = by_exchange.max().unwrap_or(Cover::No);
        if self.is_stopped(catalogue, customer, purpose, now) {
            best.min(Cover::Held)
        } else {
            best
        }
    }

    /// Whether a red line says no to such a guess: it may be taken away again.
    fn is_stopped(
        &self,
        catalogue: &Catalogue,
        customer: &Customer,
        purpose: &Slug,
        now: Timestamp,
    ) -> bool {
        let lines = catalogue.red_lines();
        let guarded = &customer.state.guarded;
        let mut questions = self.guess.requests(purpose);
        questions.any(|request| {
            let crossed = lines.crossed(&request, guarded, customer.birth_year, now);
            crossed.is_some_and(|crossed| crossed.denies())
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn claim() -> GuessClaim {
        GuessClaim {
            key: "has-dog".to_owned(),
            label: "Pets".to_owned(),
            value: "a dog".to_owned(),
            derived_from: vec!["orders".to_owned(), "orders".to_owned()],
            model: "tastes".to_owned(),
            model_version: "4.1".to_owned(),
            confidence: 0.812_345,
            purposes: vec!["recommendations".to_owned()],
            evidence: Vec::new(),
        }
    }

    fn now() -> Timestamp {
        Timestamp::parse("2026-11-27T09:00:00Z").unwrap()
    }

    fn seen(data: &str, seen: &str, at: Option<Timestamp>) -> SeenClaim {
        SeenClaim {
            data: data.to_owned(),
            seen: seen.to_owned(),
            at,
        }
    }

    #[test]
    fn what_was_seen_is_of_the_data_that_the_guess_was_made_from() {
        let claim = GuessClaim {
            evidence: vec![
                seen("orders", " oat milk on 3 of 4 orders ", Some(now())),
                seen("orders", "dog food", None),
            ],
            ..claim()
        };
        let guess = claim.read(&Registry::starter(), now()).unwrap();
        let told = guess
            .evidence
            .iter()
            .map(|one| (&*one.seen, one.at.is_some()));
        let told: Vec<_> = told.collect();
        assert_eq!(
            told,
            [("oat milk on 3 of 4 orders", true), ("dog food", false)]
        );
        let of = |one: SeenClaim| refused(|c| c.evidence = vec![seen("orders", "x", None), one]);
        assert_eq!(of(seen("birthday", "x", None)), ["evidence[1].data"]);
        assert_eq!(of(seen("Or ders", "x", None)), ["evidence[1].data"]);
        assert_eq!(of(seen("orders", " ", None)), ["evidence[1].seen"]);
        let long = "é".repeat(LONGEST_SEEN + 1);
        assert_eq!(of(seen("orders", &long, None)), ["evidence[1].seen"]);
        for bad in ["a\nb", "a\u{202e}b", "a\u{200b}b"] {
            assert_eq!(of(seen("orders", bad, None)), ["evidence[1].seen"]);
        }
        let tomorrow = Some(now().plus_seconds(1));
        assert_eq!(of(seen("orders", "x", tomorrow)), ["evidence[1].at"]);
        let many = vec![seen("orders", "x", None); EVIDENCE + 1];
        assert_eq!(refused(|c| c.evidence = many), ["evidence"]);
    }

    #[test]
    fn a_guess_names_each_kind_of_data_once_and_how_sure_it_is() {
        let guess = claim().read(&Registry::starter(), now()).unwrap();
        assert_eq!(guess.derived_from, ["orders".parse().unwrap()]);
        assert_eq!(guess.confidence.parts(), 8_123);
        assert!(guess.confidence.is_fairly_sure());
        assert!(!Confidence::of_share(0.7499).unwrap().is_fairly_sure());
        assert!(Confidence::of_share(0.75).unwrap().is_fairly_sure());
    }

    /// The fields that are refused of a claim that was changed like this.
    fn refused(change: impl FnOnce(&mut GuessClaim)) -> Vec<String> {
        let mut claim = claim();
        change(&mut claim);
        match claim.read(&Registry::starter(), now()) {
            Ok(guess) => panic!("{guess:?}"),
            Err(faults) => faults.into_iter().map(|fault| fault.field).collect(),
        }
    }

    #[test]
    fn what_says_too_much_or_nothing_is_refused_by_its_field() {
        assert_eq!(refused(|c| c.key = "Has Dog".into()), ["key"]);
        assert_eq!(refused(|c| c.key = String::new()), ["key"]);
        assert_eq!(refused(|c| c.label = "é".repeat(81)), ["label"]);
        assert_eq!(refused(|c| c.value = "é".repeat(201)), ["value"]);
        assert_eq!(refused(|c| c.model = " ".into()), ["model.name"]);
        assert_eq!(
            refused(|c| c.model_version = String::new()),
            ["model.version"]
        );
        assert_eq!(refused(|c| c.derived_from.clear()), ["derived_from"]);
        assert_eq!(refused(|c| c.purposes.clear()), ["purposes"]);
        let shoes = |c: &mut GuessClaim| c.derived_from = vec!["orders".into(), "shoes".into()];
        assert_eq!(refused(shoes), ["derived_from[1]"]);
        assert_eq!(
            refused(|c| c.purposes = vec!["fun".into()]),
            ["purposes[0]"]
        );
        let many = |c: &mut GuessClaim| c.derived_from = vec!["orders".into(); 65];
        assert_eq!(refused(many), ["derived_from"]);
        let all = |c: &mut GuessClaim| {
            *c = GuessClaim {
                confidence: 2.0,
                ..GuessClaim::default()
            }
        };
        assert_eq!(refused(all).len(), 8);
    }

    #[test]
    fn nothing_is_surer_than_sure() {
        for bad in [-0.0001, 1.0001, f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
            assert_eq!(refused(|c| c.confidence = bad), ["confidence"], "{bad}");
        }
        for good in [0.0, -0.0, 1.0] {
            assert!(Confidence::of_share(good).is_some());
        }
        assert_eq!(Confidence::of_parts(10_001), None);
    }

    #[test]
    fn no_text_changes_how_the_rest_of_a_page_reads() {
        for bad in [
            "a\nb",
            "a\0b",
            "a\u{202e}b",
            "a\u{2066}b",
            "a\u{200b}b",
            "a\u{2028}b",
            "a\u{85}b",
        ] {
            assert_eq!(refused(|c| c.label = bad.into()), ["label"], "{bad:?}");
            assert_eq!(refused(|c| c.value = bad.into()), ["value"], "{bad:?}");
            assert_eq!(refused(|c| c.model = bad.into()), ["model.name"], "{bad:?}");
        }
    }
}
