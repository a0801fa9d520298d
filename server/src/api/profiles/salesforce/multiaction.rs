//! May each of several actions proceed?

use axum::response::Response;
use mutual::access::Deed;
use utoipa::IntoParams;

use super::answer::{Asked, ConsentQuery, PARAMETERS, SalesforceAnswer, VersionPath};
use super::map::Action;
use crate::api::answer;
use crate::api::call::Call;
use crate::api::params::ReadQuery;
use crate::api::problem::Problem;
use crate::api::query::invalid;

/// The actions.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(
    dead_code,
    reason = "describes what `salesforce_consent_multiaction` reads"
)]
struct ActionsQuery {
    /// The proposed actions, parted by commas.
    #[param(
        pattern = "^(email|fax|geotrack|mail|phone|portability|process|profile|shouldforget|social|solicit|storepiielsewhere|track|web)(,(email|fax|geotrack|mail|phone|portability|process|profile|shouldforget|social|solicit|storepiielsewhere|track|web))*$",
        example = "email,track"
    )]
    actions: String,
}

/// Salesforce: may these actions proceed?
///
/// As the read of one action, for several at once.
#[utoipa::path(
    get, path = "/api/v1/profiles/salesforce/services/data/{version}/consent/multiaction",
    tag = "Profiles", params(VersionPath, ActionsQuery, ConsentQuery, ReadQuery),
    responses(
        (status = 200, description = "An answer for each id; with `aggregatedConsent` one for all.",
         body = SalesforceAnswer),
        (status = 304, description = "Nothing changed since the tag you sent."),
        (status = 404, description = "There is no such version."),
    ),
    security(("oauth" = ["consent:read"]), ("bearer" = ["consent:read"])),
)]
pub(super) async fn salesforce_consent_multiaction(call: Call) -> Result<Response, Problem> {
    call.may_with_customers(Deed::ReadConsent)?;
    let query = call.query(PARAMETERS)?;
    let asked = Asked::read(&call, &query)?;
    let named = query.get("actions").unwrap_or_default();
    let mut actions = Vec::new();
    for word in named
        .split(',')
        .map(str::trim)
        .filter(|word| !word.is_empty())
    {
        let action = Action::read(word)
            .ok_or_else(|| invalid("actions", &format!("there is no action `{word}`")))?;
        if !actions.contains(&action) {
            actions.push(action);
        }
    }
    if actions.is_empty() {
        return Err(invalid("actions", "say what you propose to do"));
    }
    let index = call.index(&query).await?;
    let body = asked.answer(&call, &actions).await?;
    Ok(answer::read(&call, index, body, None))
}
