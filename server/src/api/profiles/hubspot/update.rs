//! Opt one contact out of one subscription.

use axum::http::StatusCode;
use axum::response::Response;
use mutual::access::Deed;

use super::opt_out::{HubSpotWish, Known};
use super::shapes::{HubSpotDone, HubSpotStatuses, KeyHeader, SUBSCRIBER, SubscriberPath};
use crate::api::call::Call;
use crate::api::problem::Problem;
use crate::api::{answer, json};

/// HubSpot: opt a contact out of a subscription
///
/// A choice like any other: where the exchange cannot do without e-mail, the exchange goes off. Without
/// an `Idempotency-Key`, which the vendor's clients do not send, the key is made of the body and of her
/// newest answer: sent again, nothing is done twice. `SUBSCRIBED` is refused.
#[utoipa::path(
    post,
    path = "/api/v1/profiles/hubspot/communication-preferences/v4/statuses/{subscriberIdString}",
    tag = "Profiles", params(SubscriberPath, KeyHeader), request_body = HubSpotWish,
    responses(
        (status = 200, description = "It is off, and every check sees it.", body = HubSpotStatuses),
        (status = 404, description = "Nobody is known by this id, or there is no such subscription."),
    ),
    security(("oauth" = ["consent:write"]), ("bearer" = ["consent:write"])),
)]
pub(super) async fn hubspot_update_status(mut call: Call) -> Result<Response, Problem> {
    call.may_with_customers(Deed::Choose)?;
    call.query(&[])?;
    let key = Known::of(&call)?;
    let bytes = call.json_body().await?;
    let wish: HubSpotWish = json::parse(&bytes)?;
    let subscriber = call.segment(SUBSCRIBER)?;
    let known = key.map_or(Known::ByBody, |key| Known::ByKey(key, 0));
    let written = wish.write(&call, &subscriber, known).await?;
    let body = HubSpotStatuses {
        results: vec![written.status],
        done: HubSpotDone::at(call.engine().now()),
    };
    Ok(answer::plain(StatusCode::OK, written.index, &body))
}
