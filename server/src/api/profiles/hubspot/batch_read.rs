//! The subscriptions of up to a hundred contacts.

use axum::response::Response;
use mutual::access::Deed;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::map::TOGGLE;
use super::shapes::{
    ChannelQuery, HubSpotDone, HubSpotErrors, HubSpotStatus, MOST_INPUTS, PARAMETERS, email_alone,
    nobody, subject_of,
};
use crate::api::call::Call;
use crate::api::params::ReadQuery;
use crate::api::problem::{Problem, clipped};
use crate::api::profiles::stance::Stance;
use crate::api::profiles::subject::Subject;
use crate::api::profiles::telling::hubspot;
use crate::api::{answer, json};

/// Whom.
#[derive(Deserialize, ToSchema)]
struct HubSpotReads {
    /// Addresses, or references of ours: up to 100.
    #[schema(max_items = 100, example = json!(["ana@example.org"]))]
    inputs: Vec<String>,
}

/// The statuses of several contacts.
#[derive(Serialize, ToSchema)]
struct HubSpotBatch {
    results: Vec<HubSpotContact>,
    #[serde(flatten)]
    errors: HubSpotErrors,
    #[serde(flatten)]
    done: HubSpotDone,
}

/// The statuses of one of them.
#[derive(Serialize, ToSchema)]
struct HubSpotContact {
    #[serde(rename = "subscriberIdString")]
    subscriber: String,
    statuses: Vec<HubSpotStatus>,
}

/// HubSpot: the subscription statuses of several contacts
///
/// Who is unknown stands among the errors, with status 207, and never among the results.
#[utoipa::path(
    post, path = "/api/v1/profiles/hubspot/communication-preferences/v4/statuses/batch/read",
    tag = "Profiles", params(ChannelQuery, ReadQuery), request_body = HubSpotReads,
    responses(
        (status = 200, description = "Their statuses, in the order of the inputs.", body = HubSpotBatch),
        (status = 207, description = "Some are unknown.", body = HubSpotBatch),
    ),
    security(("oauth" = ["consent:read"]), ("bearer" = ["consent:read"])),
)]
pub(super) async fn hubspot_batch_read(mut call: Call) -> Result<Response, Problem> {
    call.may_with_customers(Deed::ReadConsent)?;
    let bytes = call.json_body().await?;
    let query = call.query(PARAMETERS)?;
    email_alone(&query)?;
    let body: HubSpotReads = json::parse(&bytes)?;
    if body.inputs.len() > MOST_INPUTS {
        let message = format!("name at most {MOST_INPUTS} at once");
        return Err(Problem::invalid("inputs", message));
    }
    let index = call.index(&query).await?;
    let engine = call.engine();
    let now = engine.now();
    let (mut results, mut errors) = (Vec::new(), Vec::new());
    for subscriber in body.inputs {
        match subject_of(&call, &subscriber) {
            Subject::Known(customer) => {
                call.may(Deed::ReadConsent(customer.id))?;
                let stances = Stance::judged(&call, &customer, now, &[TOGGLE]);
                let statuses = stances.iter();
                let statuses = statuses.filter_map(|stance| HubSpotStatus::of(stance, &subscriber));
                let statuses = statuses.collect();
                results.push(HubSpotContact {
                    subscriber,
                    statuses,
                });
            }
            unknown => {
                let mut error = hubspot(&nobody(&unknown));
                let subscriber = clipped(subscriber.into());
                error.context = Some(serde_json::json!({"subscriberIdString": [subscriber]}));
                errors.push(error);
            }
        }
    }
    let errors = HubSpotErrors::new(errors);
    let status = errors.status();
    let body = HubSpotBatch {
        results,
        errors,
        done: HubSpotDone::at(now),
    };
    Ok(answer::plain(status, index, &body))
}
