//! One data agreement, by each of its three paths.

use axum::response::Response;
use mutual::access::Deed;
use serde::Serialize;
use utoipa::ToSchema;

use super::map::{GovStackAgreement, GovStackRevision};
use super::shapes::{AgreementPath, controller, no_agreement};
use crate::api::answer;
use crate::api::call::Call;
use crate::api::params::ReadQuery;
use crate::api::problem::Problem;

/// Where `{dataAgreementId}` stands in each of the paths.
const AGREEMENT: usize = 7;

/// An agreement with its revision.
#[derive(Serialize, ToSchema)]
struct GovStackAgreementAnswer {
    #[serde(rename = "dataAgreement")]
    agreement: GovStackAgreement,
    /// Not there in the answer of an audit.
    #[serde(skip_serializing_if = "Option::is_none")]
    revision: Option<GovStackRevision>,
}

/// GovStack: read a data agreement (configuration)
///
/// The newest version of a proposition.
#[utoipa::path(
    get, path = "/api/v1/profiles/govstack/config/data-agreement/{dataAgreementId}/",
    operation_id = "configDataAgreementRead", tag = "Profiles", params(AgreementPath, ReadQuery),
    responses(
        (status = 200, description = "The agreement.", body = GovStackAgreementAnswer),
        (status = 304, description = "Nothing changed since the tag you sent."),
    ),
    security(("oauth" = ["catalogue"]), ("bearer" = ["catalogue"])),
)]
pub(super) async fn govstack_config_data_agreement(call: Call) -> Result<Response, Problem> {
    agreement(&call, true).await
}

/// GovStack: read a data agreement
///
/// The newest version of a proposition.
#[utoipa::path(
    get, path = "/api/v1/profiles/govstack/service/data-agreement/{dataAgreementId}/",
    operation_id = "serviceDataAgreementRead", tag = "Profiles", params(AgreementPath, ReadQuery),
    responses(
        (status = 200, description = "The agreement.", body = GovStackAgreementAnswer),
        (status = 304, description = "Nothing changed since the tag you sent."),
    ),
    security(("oauth" = ["catalogue"]), ("bearer" = ["catalogue"])),
)]
pub(super) async fn govstack_service_data_agreement(call: Call) -> Result<Response, Problem> {
    agreement(&call, true).await
}

/// GovStack: read a data agreement (audit)
///
/// The newest version of a proposition.
#[utoipa::path(
    get, path = "/api/v1/profiles/govstack/audit/data-agreement/{dataAgreementId}/",
    operation_id = "auditDataAgreementRead", tag = "Profiles", params(AgreementPath, ReadQuery),
    responses(
        (status = 200, description = "The agreement.", body = GovStackAgreementAnswer),
        (status = 304, description = "Nothing changed since the tag you sent."),
    ),
    security(("oauth" = ["catalogue"]), ("bearer" = ["catalogue"])),
)]
pub(super) async fn govstack_audit_data_agreement(call: Call) -> Result<Response, Problem> {
    agreement(&call, false).await
}

async fn agreement(call: &Call, with_revision: bool) -> Result<Response, Problem> {
    call.may(Deed::ReadCatalogue)?;
    let query = call.query(&["min_index"])?;
    let index = call.index(&query).await?;
    let controller = controller(call).await?;
    let catalogue = call.engine().catalogue();
    let proposition = catalogue.proposition(&call.segment(AGREEMENT)?);
    let proposition = proposition.ok_or_else(no_agreement)?;
    let newest = proposition.newest().ok_or_else(no_agreement)?;
    let body = GovStackAgreementAnswer {
        agreement: GovStackAgreement::of(proposition, newest, &controller),
        revision: with_revision.then(|| GovStackRevision::of_version(proposition, newest)),
    };
    Ok(answer::read(call, index, answer::json(&body), None))
}
