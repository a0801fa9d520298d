//! Read the guesses about a customer.

use axum::response::Response;
use mutual::access::Deed;
use mutual::id::CustomerId;
use mutual::use_cases::{Reading, guesses};
use serde::Serialize;
use utoipa::ToSchema;

use super::InferenceBody;
use crate::api::answer;
use crate::api::call::Call;
use crate::api::params::{CustomerPath, ReadQuery};
use crate::api::problem::Problem;

/// The guesses about a customer that count.
#[derive(Serialize, ToSchema)]
#[schema(as = Inferences)]
struct InferencesBody {
    /// Her id.
    #[schema(value_type = String)]
    customer: CustomerId,
    /// By key. While she pauses everything there is none.
    inferences: Vec<InferenceBody>,
    /// The ledger index that this reflects.
    index: u64,
}

/// Read the guesses about a customer
///
/// Those that count now, each with the purposes for which it does. Use no copy of yours: what she
/// turned off or rejected is not here any more.
#[utoipa::path(
    get, path = "/api/v1/customers/{ref}/inferences", tag = "Inferences",
    params(CustomerPath, ReadQuery),
    responses(
        (status = 200, description = "The guesses that count.", body = InferencesBody),
        (status = 304, description = "Nothing changed since the tag you sent."),
        (status = 404, description = "Nobody is known by this reference."),
    ),
    security(("oauth" = ["consent:read"]), ("bearer" = ["consent:read"])),
)]
pub(super) async fn read_inferences(call: Call) -> Result<Response, Problem> {
    call.may_with_customers(Deed::ReadConsent)?;
    let query = call.query(&["min_index"])?;
    call.index(&query).await?;
    let id = call.customer()?;
    let side = call.side();
    let (engine, store) = (side.engine.as_ref(), side.store.as_ref());
    let known = guesses(engine, store, &call.caller.actor, id)
        .await
        .map_err(|error| match error {
            Reading::Denied(denied) => denied.into(),
            Reading::Absent => call.nobody(),
            Reading::Store(error) => error.into(),
            Reading::Faults(_) => Problem::unexpected(),
        })?;
    let counting = known.counting.into_iter();
    let body = InferencesBody {
        customer: known.customer,
        inferences: counting.map(InferenceBody::from).collect(),
        index: known.index,
    };
    let bytes = answer::json(&body);
    Ok(answer::read(&call, known.index, bytes, Some("index")))
}
