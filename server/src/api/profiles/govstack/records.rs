//! All consent records of an individual.

use axum::response::Response;
use mutual::access::Deed;
use serde::Serialize;
use utoipa::ToSchema;

use super::map::{self, GovStackRecord};
use super::shapes::{
    AgreementPath, IndividualHeader, PartQuery, controller, individual, no_agreement, part,
};
use crate::api::answer;
use crate::api::call::Call;
use crate::api::params::ReadQuery;
use crate::api::problem::Problem;
use crate::api::profiles::stance::Stance;

/// Where `{dataAgreementId}` stands in the path.
const AGREEMENT: usize = 9;

/// Records.
#[derive(Serialize, ToSchema)]
struct GovStackRecords {
    #[serde(rename = "consentRecords")]
    records: Vec<GovStackRecord>,
}

/// GovStack: list an individual's records
///
/// One for each live exchange that she answered.
#[utoipa::path(
    get, path = "/api/v1/profiles/govstack/service/individual/record/consent-record/",
    operation_id = "serviceIndividualConsentRecordList", tag = "Profiles",
    params(IndividualHeader, PartQuery, ReadQuery),
    responses(
        (status = 200, description = "Her records.", body = GovStackRecords),
        (status = 304, description = "Nothing changed since the tag you sent."),
    ),
    security(("oauth" = ["consent:read"]), ("bearer" = ["consent:read"])),
)]
pub(super) async fn govstack_individual_records(call: Call) -> Result<Response, Problem> {
    records(&call, None).await
}

/// GovStack: list an individual's records about an agreement
///
/// There is one at most: how she stands to it now.
#[utoipa::path(
    get,
    path = "/api/v1/profiles/govstack/service/individual/record/data-agreement/{dataAgreementId}/all/",
    operation_id = "serviceIndividualDataAgreementConsentRecordList", tag = "Profiles",
    params(AgreementPath, IndividualHeader, PartQuery, ReadQuery),
    responses(
        (status = 200, description = "Her records.", body = GovStackRecords),
        (status = 304, description = "Nothing changed since the tag you sent."),
    ),
    security(("oauth" = ["consent:read"]), ("bearer" = ["consent:read"])),
)]
pub(super) async fn govstack_individual_agreement_records(call: Call) -> Result<Response, Problem> {
    let agreement = call.segment(AGREEMENT)?.into_owned();
    records(&call, Some(&agreement)).await
}

async fn records(call: &Call, agreement: Option<&str>) -> Result<Response, Problem> {
    call.may_with_customers(Deed::ReadConsent)?;
    let query = call.query(&["offset", "limit", "min_index"])?;
    let index = call.index(&query).await?;
    let customer = individual(call)?;
    let controller = controller(call).await?;
    let engine = call.engine();
    let catalogue = engine.catalogue();
    if agreement.is_some_and(|key| catalogue.proposition(key).is_none()) {
        return Err(no_agreement());
    }
    let stances = Stance::all(&catalogue, &customer, engine.now());
    let meant = stances
        .iter()
        .filter(|stance| agreement.is_none_or(|key| stance.key() == key));
    let all = meant.filter_map(|stance| {
        let proposition = catalogue.proposition(stance.key())?;
        let record = map::record(&customer, proposition, stance, &controller);
        record.map(|(record, _)| record)
    });
    let body = GovStackRecords {
        records: part(all, &query)?,
    };
    Ok(answer::read(call, index, answer::json(&body), None))
}
