//! All data agreements, by each of their three paths. The specification calls the list by two names.

use axum::response::Response;
use mutual::access::Deed;
use serde::Serialize;
use utoipa::ToSchema;

use super::map::GovStackAgreement;
use super::shapes::{PartQuery, controller, part};
use crate::api::answer;
use crate::api::call::Call;
use crate::api::params::ReadQuery;
use crate::api::problem::Problem;

/// Agreements, as the configuration calls them.
#[derive(Serialize, ToSchema)]
struct GovStackConfigAgreements {
    #[serde(rename = "dataAgreement")]
    agreements: Vec<GovStackAgreement>,
}

/// Agreements.
#[derive(Serialize, ToSchema)]
struct GovStackAgreements {
    #[serde(rename = "dataAgreements")]
    agreements: Vec<GovStackAgreement>,
}

/// GovStack: list the data agreements (configuration)
///
/// The newest version of each proposition, in the order that customers see them.
#[utoipa::path(
    get, path = "/api/v1/profiles/govstack/config/data-agreements/",
    operation_id = "configDataAgreementList", tag = "Profiles", params(PartQuery, ReadQuery),
    responses(
        (status = 200, description = "The agreements.", body = GovStackConfigAgreements),
        (status = 304, description = "Nothing changed since the tag you sent."),
    ),
    security(("oauth" = ["catalogue"]), ("bearer" = ["catalogue"])),
)]
pub(super) async fn govstack_config_data_agreements(call: Call) -> Result<Response, Problem> {
    let (index, agreements) = agreements(&call).await?;
    let body = answer::json(&GovStackConfigAgreements { agreements });
    Ok(answer::read(&call, index, body, None))
}

/// GovStack: list the data agreements
///
/// The newest version of each proposition, in the order that customers see them.
#[utoipa::path(
    get, path = "/api/v1/profiles/govstack/service/verification/data-agreements/",
    operation_id = "serviceVerificationDataAgreementList", tag = "Profiles",
    params(PartQuery, ReadQuery),
    responses(
        (status = 200, description = "The agreements.", body = GovStackAgreements),
        (status = 304, description = "Nothing changed since the tag you sent."),
    ),
    security(("oauth" = ["catalogue"]), ("bearer" = ["catalogue"])),
)]
pub(super) async fn govstack_verification_data_agreements(call: Call) -> Result<Response, Problem> {
    let (index, agreements) = agreements(&call).await?;
    let body = answer::json(&GovStackAgreements { agreements });
    Ok(answer::read(&call, index, body, None))
}

/// GovStack: list the data agreements (audit)
///
/// The newest version of each proposition, in the order that customers see them.
#[utoipa::path(
    get, path = "/api/v1/profiles/govstack/audit/data-agreements/",
    operation_id = "auditDataAgreementList", tag = "Profiles", params(PartQuery, ReadQuery),
    responses(
        (status = 200, description = "The agreements.", body = GovStackAgreements),
        (status = 304, description = "Nothing changed since the tag you sent."),
    ),
    security(("oauth" = ["catalogue"]), ("bearer" = ["catalogue"])),
)]
pub(super) async fn govstack_audit_data_agreements(call: Call) -> Result<Response, Problem> {
    let (index, agreements) = agreements(&call).await?;
    let body = answer::json(&GovStackAgreements { agreements });
    Ok(answer::read(&call, index, body, None))
}

async fn agreements(call: &Call) -> Result<(u64, Vec<GovStackAgreement>), Problem> {
    call.may(Deed::ReadCatalogue)?;
    let query = call.query(&["offset", "limit", "min_index"])?;
    let index = call.index(&query).await?;
    let controller = controller(call).await?;
    let catalogue = call.engine().catalogue();
    let all = catalogue.propositions().filter_map(|proposition| {
        let newest = proposition.newest()?;
        Some(GovStackAgreement::of(proposition, newest, &controller))
    });
    Ok((index, part(all, &query)?))
}
