//! Customers, choices, and what arrived or was used. Every write has an idempotency key, which
//! stays the same over all attempts, so that none of it is done twice.

use std::collections::BTreeMap;

use http::Method;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::client::{Call, segment};
use crate::retry::new_key;
use crate::{Client, Error, Moment};

/// Where a toggle is put.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Switch {
    /// Used.
    On,
    /// Not used.
    Off,
}

/// What is to be known of a customer. What is left out stays as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Facts {
    /// Identifiers to add, as `namespace:value`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub identifiers: Vec<String>,
    /// The language that she reads (BCP 47).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub locale: Option<String>,
    /// Where she lives (ISO 3166).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
    /// The year she was born in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub birth_year: Option<u16>,
    /// How you know that year: needed where she is a minor by the known year, and of age sooner by this.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub evidence: Option<Evidence>,
}

/// A customer, as far as she is known.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Customer {
    /// Her id; it never changes.
    #[serde(rename = "customer")]
    pub id: String,
    /// What you call her, in the order given.
    pub identifiers: Vec<String>,
    /// The language that she reads (BCP 47).
    pub locale: Option<String>,
    /// Where she lives (ISO 3166).
    pub region: Option<String>,
    /// The year she was born in.
    pub birth_year: Option<u16>,
}

/// How a wish is known that did not come from the customer's own page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Evidence {
    /// By which means, for example `phone`.
    pub how: String,
    /// Where, for example `call centre`.
    #[serde(rename = "where")]
    pub place: String,
    /// When she said so.
    pub at: Moment,
    /// The wording that she agreed to or refused.
    pub wording: String,
}

/// A choice on a customer's behalf.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Choice {
    /// The key of the proposition.
    pub proposition: String,
    /// The version that she was shown. To turn something on, it must be the live one.
    pub version: u32,
    /// What to set: `exchange`, `data:orders`, `channel:email`, `ai:infer`.
    pub toggles: BTreeMap<String, Switch>,
    /// The language that it was shown in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub locale: Option<String>,
    /// That she was told that her browser asks not to sell or share and that this would, and wants it
    /// all the same; needed where it is so. The wording in the evidence says what she was told.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub in_spite_of_signal: bool,
    /// How you know: needed to turn something on, never to turn something off. What she turned off later
    /// than that stays off.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub evidence: Option<Evidence>,
}

impl Choice {
    /// Turns one toggle off, which needs nothing else.
    pub fn off(proposition: impl Into<String>, version: u32, toggle: impl Into<String>) -> Self {
        Self {
            proposition: proposition.into(),
            version,
            toggles: BTreeMap::from([(toggle.into(), Switch::Off)]),
            locale: None,
            in_spite_of_signal: false,
            evidence: None,
        }
    }

    /// Turns one toggle on.
    pub fn on(
        proposition: impl Into<String>,
        version: u32,
        toggle: impl Into<String>,
        evidence: Evidence,
    ) -> Self {
        Self {
            toggles: BTreeMap::from([(toggle.into(), Switch::On)]),
            evidence: Some(evidence),
            ..Self::off(proposition, version, String::new())
        }
    }

    /// And puts one more toggle there.
    #[must_use]
    pub fn and(mut self, toggle: impl Into<String>, switch: Switch) -> Self {
        self.toggles.insert(toggle.into(), switch);
        self
    }
}

/// A choice that is stored, and that every check sees.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Chosen {
    /// Its ledger index: give it as `min_index` to read what you wrote.
    pub index: u64,
    /// What the customer keeps of it.
    pub receipt: String,
}

/// The state of one toggle.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct ToggleState {
    /// `granted`, `denied` or `none`.
    pub decision: String,
    /// What it rests on.
    pub source: String,
    /// Whether it counts now: `active`, `paused`, `needs_answer`, `expired`, …
    pub phase: String,
    /// Why the processing is lawful.
    pub legal_basis: String,
    /// Since when; none where nothing was decided.
    pub since: Option<Moment>,
    /// The version that was decided on.
    pub version: Option<u32>,
    /// When a grant runs out.
    pub expires_at: Option<Moment>,
}

/// One exchange as one customer stands to it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Exchange {
    /// The key of the proposition.
    pub proposition: String,
    /// Its live version.
    pub version: u32,
    /// Every toggle of the live version.
    pub toggles: BTreeMap<String, ToggleState>,
}

/// A customer's consent state.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Consents {
    /// Her id.
    pub customer: String,
    /// Whether she paused everything.
    pub paused: bool,
    /// Every live exchange that is open to her.
    pub exchanges: Vec<Exchange>,
    /// The ledger index that this reflects.
    pub index: u64,
}

/// A benefit that arrived.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ValueEvent {
    /// `cus_…`, or one of her identifiers.
    pub customer: String,
    /// The key of the proposition.
    pub proposition: String,
    /// The key of the benefit.
    pub benefit: String,
    /// How many; as promised where it is left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount: Option<f64>,
    /// Of what; as promised where it is left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// When it arrived.
    pub at: Moment,
    /// What shows it, in your own words: reported again under the same proof, it counts once.
    pub proof_ref: String,
    /// Whether it replaces what was reported under the same proof before.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub corrects: bool,
}

/// Data that was used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct UsageEvent {
    /// `cus_…`, or one of her identifiers.
    pub customer: String,
    /// The data category.
    pub data: String,
    /// The purpose.
    pub purpose: String,
    /// When.
    pub at: Moment,
    /// In what, in your own words.
    pub context: String,
    /// By which channel it reached her, where it was a message.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub channel: Option<String>,
}

/// What came of one event of a report.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Reported {
    /// `accepted`, `duplicate`, `corrected` or `refused`.
    pub status: String,
    /// The kind of problem, where it was refused.
    #[serde(default)]
    pub code: Option<String>,
    /// What is wrong with it, in words.
    #[serde(default)]
    pub detail: Option<String>,
}

#[derive(Serialize)]
struct GoOn<'a> {
    evidence: &'a Evidence,
}

#[derive(Serialize)]
struct Events<'a, T> {
    events: &'a [T],
}

#[derive(Deserialize)]
struct Results {
    results: Vec<Reported>,
}

/// The most events that one request takes; more of them are several requests.
const MOST: usize = 1_000;

impl Client {
    /// Creates a customer, or adds to what is known of her; `reference` is `crm:42`, for example.
    ///
    /// # Errors
    ///
    /// [`Error`]; with the code `identifier_taken` where somebody else has an identifier, and
    /// `evidence_missing` where a minor would be of age sooner by the year.
    pub async fn put_customer(&self, reference: &str, facts: &Facts) -> Result<Customer, Error> {
        let path = format!("/customers/{}", segment(reference));
        self.write(Method::PUT, &path, Some(facts)).await
    }

    /// Reads every exchange of a customer with the state of its toggles.
    ///
    /// # Errors
    ///
    /// [`Error`]; with the code `unknown_customer` where nobody is known by this reference.
    pub async fn consents(&self, reference: &str) -> Result<Consents, Error> {
        let path = format!("/customers/{}/consents", segment(reference));
        self.call(&Call::get(path)).await?.json()
    }

    /// Chooses on a customer's behalf.
    ///
    /// # Errors
    ///
    /// [`Error`]; with the code `stale_version` where another version is live than she was shown, and
    /// `invalid_field` where she turned it off later than the evidence.
    pub async fn choose(&self, reference: &str, choice: &Choice) -> Result<Chosen, Error> {
        let path = format!("/customers/{}/choices", segment(reference));
        self.write(Method::POST, &path, Some(choice)).await
    }

    /// Pauses everything for a customer: her answers are kept, and nothing is used.
    ///
    /// # Errors
    ///
    /// [`Error`].
    pub async fn pause(&self, reference: &str) -> Result<Chosen, Error> {
        let path = format!("/customers/{}/pause", segment(reference));
        self.write(Method::POST, &path, None::<&()>).await
    }

    /// Ends a customer's pause, which needs evidence that she said so since.
    ///
    /// # Errors
    ///
    /// [`Error`]; with the code `invalid_field` where everything was paused later than the evidence.
    pub async fn resume(&self, reference: &str, evidence: &Evidence) -> Result<Chosen, Error> {
        let path = format!("/customers/{}/resume", segment(reference));
        let body = GoOn { evidence };
        self.write(Method::POST, &path, Some(&body)).await
    }

    /// Reports benefits that arrived, however many; with what came of each, in their order.
    ///
    /// # Errors
    ///
    /// [`Error`]. Those that were told before it counts once when they are told again.
    pub async fn report_value(&self, events: &[ValueEvent]) -> Result<Vec<Reported>, Error> {
        self.report("/value-events", events).await
    }

    /// Reports uses of data, however many; with what came of each, in their order.
    ///
    /// # Errors
    ///
    /// [`Error`]. Those that were told before it counts once when they are told again.
    pub async fn report_usage(&self, events: &[UsageEvent]) -> Result<Vec<Reported>, Error> {
        self.report("/usage-events", events).await
    }

    async fn report<T: Serialize>(&self, path: &str, all: &[T]) -> Result<Vec<Reported>, Error> {
        let mut reported = Vec::with_capacity(all.len());
        for events in all.chunks(MOST) {
            let told: Results = self
                .write(Method::POST, path, Some(&Events { events }))
                .await?;
            if told.results.len() != events.len() {
                let why = "as many results as events were awaited";
                return Err(Error::Unreadable(why.to_owned()));
            }
            reported.extend(told.results);
        }
        Ok(reported)
    }

    async fn write<T: Serialize, A: DeserializeOwned>(
        &self,
        method: Method,
        path: &str,
        body: Option<&T>,
    ) -> Result<A, Error> {
        let mut call = match body {
            Some(body) => Call::send(method, path, body)?,
            None => Call {
                method,
                ..Call::get(path)
            },
        };
        call.key = Some(new_key()?);
        self.call(&call).await?.json()
    }
}
