//! One individual, by both paths.

use axum::response::Response;
use mutual::access::Deed;
use serde::Serialize;
use utoipa::{IntoParams, ToSchema};

use super::map::GovStackIndividual;
use super::shapes::customer;
use crate::api::answer;
use crate::api::call::Call;
use crate::api::params::ReadQuery;
use crate::api::problem::Problem;

/// Where `{individualId}` stands in both paths.
const INDIVIDUAL: usize = 7;

/// The individual in the path.
#[derive(IntoParams)]
#[into_params(parameter_in = Path)]
#[expect(dead_code, reason = "describes what `individual` reads")]
struct IndividualPath {
    /// `cus_…`, or one of her identifiers.
    #[param(rename = "individualId", example = "crm:42")]
    individual: String,
}

/// An individual.
#[derive(Serialize, ToSchema)]
struct GovStackIndividualAnswer {
    individual: GovStackIndividual,
}

/// GovStack: read an individual (configuration)
///
/// A customer, with the first of her identifiers.
#[utoipa::path(
    get, path = "/api/v1/profiles/govstack/config/individual/{individualId}/",
    operation_id = "configIndividualRead", tag = "Profiles", params(IndividualPath, ReadQuery),
    responses(
        (status = 200, description = "The individual.", body = GovStackIndividualAnswer),
        (status = 304, description = "Nothing changed since the tag you sent."),
    ),
    security(("oauth" = ["consent:read"]), ("bearer" = ["consent:read"])),
)]
pub(super) async fn govstack_config_individual(call: Call) -> Result<Response, Problem> {
    individual(&call).await
}

/// GovStack: read an individual
///
/// A customer, with the first of her identifiers.
#[utoipa::path(
    get, path = "/api/v1/profiles/govstack/service/individual/{individualId}/",
    operation_id = "serviceIndividualRead", tag = "Profiles", params(IndividualPath, ReadQuery),
    responses(
        (status = 200, description = "The individual.", body = GovStackIndividualAnswer),
        (status = 304, description = "Nothing changed since the tag you sent."),
    ),
    security(("oauth" = ["consent:read"]), ("bearer" = ["consent:read"])),
)]
pub(super) async fn govstack_service_individual(call: Call) -> Result<Response, Problem> {
    individual(&call).await
}

async fn individual(call: &Call) -> Result<Response, Problem> {
    call.may_with_customers(Deed::ReadConsent)?;
    let query = call.query(&["min_index"])?;
    let index = call.index(&query).await?;
    let customer = customer(call, &call.segment(INDIVIDUAL)?)?;
    let body = GovStackIndividualAnswer {
        individual: customer.as_ref().into(),
    };
    Ok(answer::read(call, index, answer::json(&body), None))
}
