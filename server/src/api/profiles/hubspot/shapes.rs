//! The vendor's shapes, and what all endpoints ask of their queries.

use axum::http::StatusCode;
use axum::response::Response;
use mutual::clock::Timestamp;
use serde::Serialize;
use utoipa::{IntoParams, ToSchema};

use super::map;
use crate::api::answer;
use crate::api::call::Call;
use crate::api::problem::Problem;
use crate::api::profiles::stance::Stance;
use crate::api::profiles::subject::{self, Subject};
use crate::api::profiles::telling::HubSpotError;
use crate::api::query::{Query, invalid};
use crate::api::wire::Moment;

/// The most inputs of one batch: the vendor's own number for batches.
pub(super) const MOST_INPUTS: usize = 100;
/// What reads of statuses take.
pub(super) const PARAMETERS: &[&str] = &["channel", "businessUnitId", "min_index"];
/// Where `{subscriberIdString}` stands in the path.
pub(super) const SUBSCRIBER: usize = 8;

/// What reads of statuses take.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "describes what `email_alone` reads")]
pub(super) struct ChannelQuery {
    /// `EMAIL`; their API knows no other.
    #[param(pattern = "^EMAIL$", example = "EMAIL")]
    channel: String,
    /// `0`: there is one account here.
    #[param(rename = "businessUnitId", required = false, minimum = 0, maximum = 0)]
    business_unit: u64,
}

/// Refuses what the vendor's API could ask for and there is not: other channels, other brands.
pub(super) fn email_alone(query: &Query<'_>) -> Result<(), Problem> {
    if query.get("channel") != Some(map::CHANNEL) {
        return Err(invalid("channel", "use `EMAIL`"));
    }
    one_account(query)
}

/// Refuses other brands.
pub(super) fn one_account(query: &Query<'_>) -> Result<(), Problem> {
    query.number("businessUnitId", 0..=0_u64).map(|_| ())
}

/// The subscriber in the path.
#[derive(IntoParams)]
#[into_params(parameter_in = Path)]
#[expect(dead_code, reason = "describes what `subject_of` reads")]
pub(super) struct SubscriberPath {
    /// The contact's address, or a reference of ours.
    #[param(rename = "subscriberIdString", example = "ana@example.org")]
    subscriber: String,
}

/// What a write may carry.
#[derive(IntoParams)]
#[into_params(parameter_in = Header)]
#[expect(dead_code, reason = "describes what `Known::of` reads")]
pub(super) struct KeyHeader {
    /// As for every other write. The vendor's clients send none: then one is made of the input and of
    /// her newest answer.
    #[param(
        rename = "Idempotency-Key",
        required = false,
        min_length = 1,
        max_length = 255,
        example = "8f14e45f"
    )]
    key: String,
}

/// Whom the vendor's id means.
pub(super) fn subject_of(call: &Call, subscriber: &str) -> Subject {
    Subject::by(call.engine(), &subject::reference(subscriber, "hubspot"))
}

/// Why an id means nobody.
pub(super) fn nobody(subject: &Subject) -> Problem {
    match subject {
        Subject::Erased => Problem::erased(),
        _ => Problem::unknown_customer(),
    }
}

/// One subscription of one contact.
#[derive(Serialize, ToSchema)]
pub(super) struct HubSpotStatus {
    #[serde(rename = "subscriberIdString")]
    #[schema(example = "ana@example.org")]
    subscriber: String,
    /// The exchange, by the number of its definition.
    #[serde(rename = "subscriptionId")]
    subscription: u64,
    /// What the exchange is called.
    #[serde(rename = "subscriptionName")]
    name: String,
    /// `EMAIL`.
    channel: &'static str,
    /// `SUBSCRIBED`, `UNSUBSCRIBED` or `NOT_SPECIFIED`. Whatever is not `SUBSCRIBED` is a no.
    status: &'static str,
    /// What the decision rests on.
    #[schema(example = "explicit")]
    source: &'static str,
    #[serde(rename = "legalBasis", skip_serializing_if = "Option::is_none")]
    legal_basis: Option<&'static str>,
    /// The state in our own words: decision, source, phase, legal basis; and why it is no
    /// `SUBSCRIBED` where it is on and a check says no.
    #[serde(rename = "legalBasisExplanation")]
    #[schema(example = "granted, explicit, active, consent, version 1")]
    explanation: String,
    /// Why a write succeeded.
    #[serde(
        rename = "setStatusSuccessReason",
        skip_serializing_if = "Option::is_none"
    )]
    pub(super) reason: Option<&'static str>,
    /// 0: there is one account here.
    #[serde(rename = "businessUnitId")]
    business_unit: u64,
    /// Since when; where nothing was decided, since when it could have been.
    timestamp: Moment,
}

impl HubSpotStatus {
    /// The status of an exchange, where it uses the channel at all.
    pub(super) fn of(stance: &Stance, subscriber: &str) -> Option<Self> {
        stance.told(&map::TOGGLE).map(|told| Self {
            subscriber: subscriber.to_owned(),
            subscription: stance.number,
            name: stance.version.document.title.clone(),
            channel: map::CHANNEL,
            status: map::status(told),
            source: told.view.source.word(),
            legal_basis: map::legal_basis(told.view),
            explanation: map::explanation(told),
            reason: None,
            business_unit: 0,
            timestamp: Moment(told.view.since.unwrap_or(stance.version.published_at)),
        })
    }
}

/// The statuses of one contact.
#[derive(Serialize, ToSchema)]
pub(super) struct HubSpotStatuses {
    pub(super) results: Vec<HubSpotStatus>,
    #[serde(flatten)]
    pub(super) done: HubSpotDone,
}

/// That it is done, and when.
#[derive(Serialize, ToSchema)]
pub(super) struct HubSpotDone {
    /// `COMPLETE`.
    #[schema(example = "COMPLETE")]
    status: &'static str,
    #[serde(rename = "startedAt")]
    started_at: Moment,
    #[serde(rename = "completedAt")]
    completed_at: Moment,
}

impl HubSpotDone {
    /// Done at that moment.
    pub(super) fn at(now: Timestamp) -> Self {
        Self {
            status: "COMPLETE",
            started_at: Moment(now),
            completed_at: Moment(now),
        }
    }
}

/// What went wrong with some inputs of a batch.
#[derive(Serialize, ToSchema)]
pub(super) struct HubSpotErrors {
    /// An error for each input that could not be answered; not there where all could.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    errors: Vec<HubSpotError>,
    /// How many.
    #[serde(rename = "numErrors", skip_serializing_if = "is_none")]
    #[schema(required = false)]
    count: usize,
}

impl HubSpotErrors {
    pub(super) fn new(errors: Vec<HubSpotError>) -> Self {
        let count = errors.len();
        Self { errors, count }
    }

    /// 200, or 207 where some inputs could not be answered.
    pub(super) fn status(&self) -> StatusCode {
        if self.errors.is_empty() {
            StatusCode::OK
        } else {
            StatusCode::MULTI_STATUS
        }
    }
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde passes what it asks about by reference"
)]
fn is_none(count: &usize) -> bool {
    *count == 0
}

/// Answers a read. When it was done is no part of its tag.
pub(super) fn read<T: Serialize>(call: &Call, index: u64, body: &T) -> Response {
    answer::read(call, index, answer::json(body), Some("status"))
}
