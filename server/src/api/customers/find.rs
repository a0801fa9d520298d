//! Read what is known of a customer.

use axum::response::Response;
use mutual::access::Deed;

use crate::api::answer;
use crate::api::call::Call;
use crate::api::params::{CustomerPath, ReadQuery};
use crate::api::problem::Problem;
use crate::api::wire::CustomerBody;

/// Read a customer
#[utoipa::path(
    get, path = "/api/v1/customers/{ref}", tag = "Customers",
    params(CustomerPath, ReadQuery),
    responses(
        (status = 200, description = "What is known of her.", body = CustomerBody),
        (status = 304, description = "Nothing changed since the tag you sent."),
        (status = 404, description = "Nobody is known by this reference."),
    ),
    security(("oauth" = ["consent:read"]), ("bearer" = ["consent:read"])),
)]
pub(super) async fn find_customer(call: Call) -> Result<Response, Problem> {
    call.may_with_customers(Deed::ReadConsent)?;
    let query = call.query(&["min_index"])?;
    let index = call.index(&query).await?;
    let id = call.customer()?;
    call.may(Deed::ReadConsent(id))?;
    let customer = call.engine().customer(id).ok_or_else(|| call.nobody())?;
    // Whatever `CustomerBody` tells has to be part of this.
    let names = (customer.id, &customer.identifiers);
    let facts = (&customer.locale, &customer.region, customer.birth_year);
    Ok(answer::read_state(&call, index, &(names, facts), || {
        answer::json(&CustomerBody::from(customer.as_ref()))
    }))
}
