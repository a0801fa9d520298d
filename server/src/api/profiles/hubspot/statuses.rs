//! The subscriptions of one contact.

use axum::response::Response;
use mutual::access::Deed;

use super::map::TOGGLE;
use super::shapes::{
    ChannelQuery, HubSpotDone, HubSpotStatus, HubSpotStatuses, PARAMETERS, SUBSCRIBER,
    SubscriberPath, email_alone, nobody, read, subject_of,
};
use crate::api::call::Call;
use crate::api::params::ReadQuery;
use crate::api::problem::Problem;
use crate::api::profiles::stance::Stance;
use crate::api::profiles::subject::Subject;

/// HubSpot: a contact's subscription statuses
///
/// Every live exchange that is open to her and uses e-mail. `SUBSCRIBED` is what a check allows too,
/// red lines and all. Whatever is not `SUBSCRIBED` is a no, also `NOT_SPECIFIED`: nobody is mailed who
/// did not ask for it.
#[utoipa::path(
    get,
    path = "/api/v1/profiles/hubspot/communication-preferences/v4/statuses/{subscriberIdString}",
    tag = "Profiles", params(SubscriberPath, ChannelQuery, ReadQuery),
    responses(
        (status = 200, description = "Her statuses.", body = HubSpotStatuses),
        (status = 304, description = "Nothing changed since the tag you sent."),
        (status = 404, description = "Nobody is known by this id."),
    ),
    security(("oauth" = ["consent:read"]), ("bearer" = ["consent:read"])),
)]
pub(super) async fn hubspot_statuses(call: Call) -> Result<Response, Problem> {
    call.may_with_customers(Deed::ReadConsent)?;
    let query = call.query(PARAMETERS)?;
    email_alone(&query)?;
    let index = call.index(&query).await?;
    let subscriber = call.segment(SUBSCRIBER)?;
    let Subject::Known(customer) = subject_of(&call, &subscriber) else {
        return Err(nobody(&subject_of(&call, &subscriber)));
    };
    call.may(Deed::ReadConsent(customer.id))?;
    let engine = call.engine();
    let now = engine.now();
    let stances = Stance::judged(&call, &customer, now, &[TOGGLE]);
    let body = HubSpotStatuses {
        results: stances
            .iter()
            .filter_map(|stance| HubSpotStatus::of(stance, &subscriber))
            .collect(),
        done: HubSpotDone::at(now),
    };
    Ok(read(&call, index, &body))
}
