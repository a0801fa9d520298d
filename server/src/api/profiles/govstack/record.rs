//! One consent record: of an individual about an agreement, or by its id.

use std::sync::Arc;

use axum::response::Response;
use mutual::access::Deed;
use mutual::clock::Timestamp;
use mutual::consent::Customer;
use serde::Serialize;
use utoipa::{IntoParams, ToSchema};

use super::map::{self, GovStackRecord, GovStackRevision};
use super::shapes::{
    AgreementPath, IndividualHeader, controller, customer, individual, no_agreement,
};
use crate::api::answer;
use crate::api::call::Call;
use crate::api::params::ReadQuery;
use crate::api::problem::Problem;
use crate::api::profiles::stance::Stance;
use crate::api::query::invalid;

/// Where `{dataAgreementId}` stands in the path.
const AGREEMENT: usize = 9;
/// Where `{consentRecordId}` stands in the path of the service, and in that of the audit.
const RECORD: [usize; 2] = [8, 7];

/// The record in the path.
#[derive(IntoParams)]
#[into_params(parameter_in = Path)]
#[expect(dead_code, reason = "describes what `by_id` reads")]
struct RecordPath {
    /// The id of a record.
    #[param(
        rename = "consentRecordId",
        example = "cus_01KB3Y6V9Q8T5W2R7N4M1H0J3K~recipe-ideas"
    )]
    record: String,
}

/// A record, where there is one.
#[derive(Serialize, ToSchema)]
struct GovStackRecordAnswer {
    /// Not there where she never answered.
    #[serde(rename = "consentRecord", skip_serializing_if = "Option::is_none")]
    record: Option<GovStackRecord>,
    #[serde(skip_serializing_if = "Option::is_none")]
    revision: Option<GovStackRevision>,
}

/// GovStack: read an individual's record about an agreement
///
/// Where she never answered there is none. `optIn` is her answer and nothing else: whether something
/// may be done, with red lines and all, `POST /api/v1/check` says.
#[utoipa::path(
    get,
    path = "/api/v1/profiles/govstack/service/individual/record/data-agreement/{dataAgreementId}/",
    operation_id = "serviceIndividualConsentRecordRead", tag = "Profiles",
    params(AgreementPath, IndividualHeader, ReadQuery),
    responses(
        (status = 200, description = "The record.", body = GovStackRecordAnswer),
        (status = 304, description = "Nothing changed since the tag you sent."),
    ),
    security(("oauth" = ["consent:read"]), ("bearer" = ["consent:read"])),
)]
pub(super) async fn govstack_individual_record(call: Call) -> Result<Response, Problem> {
    call.may_with_customers(Deed::ReadConsent)?;
    let query = call.query(&["min_index"])?;
    let index = call.index(&query).await?;
    let customer = individual(&call)?;
    let found = record(&call, &customer, &call.segment(AGREEMENT)?).await?;
    let body = GovStackRecordAnswer {
        record: found.map(|(record, _)| record),
        revision: None,
    };
    Ok(answer::read(&call, index, answer::json(&body), None))
}

/// GovStack: read a consent record
///
/// By its id, with its revision.
#[utoipa::path(
    get, path = "/api/v1/profiles/govstack/service/verification/consent-record/{consentRecordId}/",
    operation_id = "serviceVerificationConsentRecordRead", tag = "Profiles",
    params(RecordPath, ReadQuery),
    responses(
        (status = 200, description = "The record.", body = GovStackRecordAnswer),
        (status = 304, description = "Nothing changed since the tag you sent."),
    ),
    security(("oauth" = ["consent:read"]), ("bearer" = ["consent:read"])),
)]
pub(super) async fn govstack_verification_consent_record(call: Call) -> Result<Response, Problem> {
    let [service, _] = RECORD;
    by_id(&call, service, true).await
}

/// GovStack: read a consent record (audit)
///
/// By its id.
#[utoipa::path(
    get, path = "/api/v1/profiles/govstack/audit/consent-record/{consentRecordId}/",
    operation_id = "auditConsentRecordRead", tag = "Profiles", params(RecordPath, ReadQuery),
    responses(
        (status = 200, description = "The record.", body = GovStackRecordAnswer),
        (status = 304, description = "Nothing changed since the tag you sent."),
    ),
    security(("oauth" = ["consent:read"]), ("bearer" = ["consent:read"])),
)]
pub(super) async fn govstack_audit_consent_record(call: Call) -> Result<Response, Problem> {
    let [_, audit] = RECORD;
    by_id(&call, audit, false).await
}

async fn by_id(call: &Call, place: usize, with_revision: bool) -> Result<Response, Problem> {
    call.may_with_customers(Deed::ReadConsent)?;
    let query = call.query(&["min_index"])?;
    let index = call.index(&query).await?;
    let none = || {
        invalid(
            "consentRecordId",
            "bad input parameter: there is no such record",
        )
    };
    let id = call.segment(place)?;
    let (who, about) = map::parts(&id).ok_or_else(none)?;
    let customer = customer(call, &who.to_string()).map_err(|problem| {
        // Whether the person or the record is not there is the same to who names the record.
        if problem.code().status().as_u16() == 400 {
            none()
        } else {
            problem
        }
    })?;
    let found = record(call, &customer, about).await.map_err(|problem| {
        if problem.code().status().as_u16() == 400 {
            none()
        } else {
            problem
        }
    })?;
    let (record, at) = found.ok_or_else(none)?;
    let body = GovStackRecordAnswer {
        revision: with_revision.then(|| GovStackRevision::of_record(&record, at)),
        record: Some(record),
    };
    Ok(answer::read(call, index, answer::json(&body), None))
}

/// A customer's record about a live exchange, also one that is no longer open to her.
async fn record(
    call: &Call,
    customer: &Arc<Customer>,
    key: &str,
) -> Result<Option<(GovStackRecord, Timestamp)>, Problem> {
    let controller = controller(call).await?;
    let engine = call.engine();
    let catalogue = engine.catalogue();
    let proposition = catalogue.proposition(key).ok_or_else(no_agreement)?;
    let Some(live) = proposition.live() else {
        return Ok(None);
    };
    let view = mutual::consent::view_exchange(proposition, live, &customer.state, engine.now());
    let stance = Stance::of(&catalogue, vec![view]).pop();
    Ok(stance.and_then(|stance| map::record(customer, proposition, &stance, &controller)))
}
