//! Opt up to a hundred contacts out.

use axum::response::Response;
use futures_util::future::join_all;
use mutual::access::Deed;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::opt_out::{HubSpotWish, Known};
use super::shapes::{HubSpotDone, HubSpotErrors, HubSpotStatus, KeyHeader, MOST_INPUTS};
use crate::api::call::Call;
use crate::api::problem::{Problem, clipped};
use crate::api::profiles::telling::hubspot;
use crate::api::{answer, json};

/// What to set.
#[derive(Deserialize, ToSchema)]
struct HubSpotWrites {
    /// Up to 100.
    #[schema(max_items = 100)]
    inputs: Vec<HubSpotWrite>,
}

/// What to set for one of them.
#[derive(Deserialize, ToSchema)]
struct HubSpotWrite {
    /// The contact's address, or a reference of ours.
    #[serde(rename = "subscriberIdString")]
    #[schema(example = "ana@example.org")]
    subscriber: String,
    /// The exchange, by the number of its definition.
    #[serde(rename = "subscriptionId")]
    #[schema(example = 12)]
    subscription: i64,
    /// `UNSUBSCRIBED`; `SUBSCRIBED` is refused.
    #[serde(rename = "statusState")]
    #[schema(pattern = "^UNSUBSCRIBED$", example = "UNSUBSCRIBED")]
    state: String,
    /// `EMAIL`.
    #[schema(pattern = "^EMAIL$", example = "EMAIL")]
    channel: String,
    /// Taken and not kept: off needs no basis.
    #[serde(rename = "legalBasis")]
    legal_basis: Option<String>,
    /// Taken and not kept: off needs no basis.
    #[serde(rename = "legalBasisExplanation")]
    explanation: Option<String>,
}

impl HubSpotWrite {
    fn split(self) -> (String, HubSpotWish) {
        let wish = HubSpotWish {
            subscription: self.subscription,
            state: self.state,
            channel: self.channel,
            legal_basis: self.legal_basis,
            explanation: self.explanation,
        };
        (self.subscriber, wish)
    }
}

/// What became of it.
#[derive(Serialize, ToSchema)]
struct HubSpotWritten {
    results: Vec<HubSpotStatus>,
    #[serde(flatten)]
    errors: HubSpotErrors,
    #[serde(flatten)]
    done: HubSpotDone,
}

/// HubSpot: opt several contacts out
///
/// Each input is a choice of its own. Those that could not be done stand among the errors, with status
/// 207; the others are done. The same body again does nothing twice.
#[utoipa::path(
    post, path = "/api/v1/profiles/hubspot/communication-preferences/v4/statuses/batch/write",
    tag = "Profiles", params(KeyHeader), request_body = HubSpotWrites,
    responses(
        (status = 200, description = "All are off, and every check sees it.", body = HubSpotWritten),
        (status = 207, description = "Some could not be done.", body = HubSpotWritten),
    ),
    security(("oauth" = ["consent:write"]), ("bearer" = ["consent:write"])),
)]
pub(super) async fn hubspot_batch_write(mut call: Call) -> Result<Response, Problem> {
    call.may_with_customers(Deed::Choose)?;
    call.query(&[])?;
    let key = Known::of(&call)?;
    let bytes = call.json_body().await?;
    let body: HubSpotWrites = json::parse(&bytes)?;
    if body.inputs.len() > MOST_INPUTS {
        let message = format!("write at most {MOST_INPUTS} at once");
        return Err(Problem::invalid("inputs", message));
    }
    // Together, so that they share one sync to disk.
    let inputs: Vec<_> = body.inputs.into_iter().map(HubSpotWrite::split).collect();
    let writes = inputs
        .iter()
        .enumerate()
        .map(|(place, (subscriber, wish))| {
            let known = key.map_or(Known::ByBody, |key| Known::ByKey(key, place));
            wish.write(&call, subscriber, known)
        });
    let mut index = call.engine().index();
    let (mut results, mut errors) = (Vec::new(), Vec::new());
    for ((subscriber, wish), written) in inputs.iter().zip(join_all(writes).await) {
        match written {
            Ok(written) => {
                index = index.max(written.index);
                results.push(written.status);
            }
            // Not known, or not now: the whole body can be sent again.
            Err(problem) if problem.code().status().is_server_error() => return Err(problem),
            Err(problem) => {
                let mut error = hubspot(&problem);
                error.context = Some(serde_json::json!({
                    "subscriberIdString": [clipped(subscriber.clone().into())],
                    "subscriptionId": [wish.subscription.to_string()],
                }));
                errors.push(error);
            }
        }
    }
    let errors = HubSpotErrors::new(errors);
    let status = errors.status();
    let body = HubSpotWritten {
        results,
        errors,
        done: HubSpotDone::at(call.engine().now()),
    };
    Ok(answer::plain(status, index, &body))
}
