//! One customer's consents as Adobe keeps them.

use axum::response::Response;
use mutual::access::Deed;

use super::map::{XdmProfile, profile, toggles};
use crate::api::answer;
use crate::api::call::Call;
use crate::api::params::{CustomerPath, ReadQuery};
use crate::api::problem::Problem;
use crate::api::profiles::stance::Stance;
use crate::api::profiles::subject::Subject;

/// Where `{ref}` stands in the path.
const CUSTOMER: usize = 6;

/// Adobe XDM: a customer's consents
///
/// As "Consent and Preference Details" (`https://ns.adobe.com/xdm/mixins/profile-consents`). Act on
/// `xdm:subscriptions`, which tell each exchange; a channel's own value is the least permissive of
/// them. `y`, `LI`, `CT` and `CP` are a yes, and nothing else is: what a red line or another rule of a
/// check denies is `n`.
#[utoipa::path(
    get, path = "/api/v1/profiles/xdm/customers/{ref}", tag = "Profiles",
    params(CustomerPath, ReadQuery),
    responses(
        (status = 200, description = "Her consents.", body = XdmProfile),
        (status = 304, description = "Nothing changed since the tag you sent."),
        (status = 404, description = "Nobody is known by this reference."),
        (status = 410, description = "She was erased."),
    ),
    security(("oauth" = ["consent:read"]), ("bearer" = ["consent:read"])),
)]
pub(super) async fn xdm_consents(call: Call) -> Result<Response, Problem> {
    call.may_with_customers(Deed::ReadConsent)?;
    let query = call.query(&["min_index"])?;
    let index = call.index(&query).await?;
    let engine = call.engine();
    let customer = match Subject::by(engine, &call.segment(CUSTOMER)?) {
        Subject::Known(customer) => customer,
        Subject::Erased => return Err(Problem::erased()),
        Subject::Unknown => return Err(Problem::unknown_customer()),
    };
    call.may(Deed::ReadConsent(customer.id))?;
    let stances = Stance::judged(&call, &customer, engine.now(), &toggles());
    let body = profile(&customer.identifiers, &stances);
    Ok(answer::read(&call, index, answer::json(&body), None))
}
