//! Everything that is held about one customer.

use std::collections::BTreeMap;

use axum::http::StatusCode;
use axum::response::Response;
use mutual::access::Deed;
use mutual::consent::view;
use mutual::use_cases::held;
use serde::Serialize;
use utoipa::ToSchema;

use super::ConsentsBody;
use crate::api::answer;
use crate::api::call::Call;
use crate::api::params::CustomerPath;
use crate::api::problem::Problem;
use crate::api::wire::CustomerBody;

/// Everything that is held about a customer.
#[derive(Serialize, ToSchema)]
#[schema(as = CustomerExport)]
struct ExportBody<'a> {
    /// What is known of her.
    customer: CustomerBody<'a>,
    /// What she turned on and off, as it stands now.
    consents: ConsentsBody<'a>,
    /// All that is stored about her, by table; secrets are left out. The same tables are emptied
    /// of her by an erasure.
    #[schema(value_type = BTreeMap<String, Vec<Object>>)]
    tables: BTreeMap<String, Vec<serde_json::Map<String, serde_json::Value>>>,
}

/// Read everything that is held about a customer
///
/// For her right of access (GDPR, article 15) and to take it with her (article 20).
#[utoipa::path(
    get, path = "/api/v1/customers/{ref}/export", tag = "Customers",
    params(CustomerPath),
    responses(
        (status = 200, description = "Everything.", body = ExportBody),
        (status = 404, description = "Nobody is known by this reference."),
        (status = 410, description = "She was erased."),
    ),
    security(("oauth" = ["consent:read"]), ("bearer" = ["consent:read"])),
)]
pub(super) async fn export_customer(call: Call) -> Result<Response, Problem> {
    call.may_with_customers(Deed::ReadConsent)?;
    let index = call.index(&call.query(&[])?).await?;
    let id = call.customer()?;
    let engine = call.engine();
    let store = call.side().store.as_ref();
    let held = held(engine, store, &call.caller.actor, id).await?;
    let customer = engine.customer(id).ok_or_else(|| call.nobody())?;
    let now = engine.now();
    let exchanges = view(&engine.catalogue(), &customer, now);
    let body = ExportBody {
        customer: CustomerBody::from(customer.as_ref()),
        consents: ConsentsBody::of(&customer, &exchanges, index, now),
        tables: held
            .into_iter()
            .map(|held| (held.table, held.rows))
            .collect(),
    };
    Ok(answer::plain(StatusCode::OK, index, &body))
}
