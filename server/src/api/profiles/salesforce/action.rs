//! May one action proceed?

use axum::response::Response;
use mutual::access::Deed;
use utoipa::IntoParams;

use super::answer::{Asked, ConsentQuery, PARAMETERS, SalesforceAnswer, VersionPath};
use super::map::Action;
use crate::api::answer;
use crate::api::call::Call;
use crate::api::params::ReadQuery;
use crate::api::problem::{Code, Problem};
use crate::api::query::invalid;

/// Where the action stands in the path.
const ACTION: usize = 10;

/// The action in the path.
#[derive(IntoParams)]
#[into_params(parameter_in = Path)]
#[expect(dead_code, reason = "describes what `salesforce_consent_action` reads")]
struct ActionPath {
    /// The proposed action: `email`, `fax`, `geotrack`, `mail`, `phone`, `portability`, `process`,
    /// `profile`, `shouldforget`, `social`, `solicit`, `storepiielsewhere`, `track` or `web`.
    #[param(example = "email")]
    action: String,
}

/// Salesforce: may this action proceed?
///
/// In the words of their Consent API. `true` is a toggle that is on, and nothing else; who is unknown
/// is a `false`. Without a purpose the least permissive exchange counts; with one it is a check.
#[utoipa::path(
    get, path = "/api/v1/profiles/salesforce/services/data/{version}/consent/action/{action}",
    tag = "Profiles", params(VersionPath, ActionPath, ConsentQuery, ReadQuery),
    responses(
        (status = 200, description = "An answer for each id; with `aggregatedConsent` one for all.",
         body = SalesforceAnswer),
        (status = 304, description = "Nothing changed since the tag you sent."),
        (status = 404, description = "There is no such action or version."),
    ),
    security(("oauth" = ["consent:read"]), ("bearer" = ["consent:read"])),
)]
pub(super) async fn salesforce_consent_action(call: Call) -> Result<Response, Problem> {
    call.may_with_customers(Deed::ReadConsent)?;
    let query = call.query(PARAMETERS)?;
    if query.get("actions").is_some() {
        return Err(invalid("actions", "the path names the action"));
    }
    let none = || Problem::new(Code::NotFound, "there is no such action");
    let action = Action::read(&call.segment(ACTION)?).ok_or_else(none)?;
    let asked = Asked::read(&call, &query)?;
    let index = call.index(&query).await?;
    let body = asked.answer(&call, &[action]).await?;
    Ok(answer::read(&call, index, body, None))
}
