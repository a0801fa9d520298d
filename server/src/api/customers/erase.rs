//! Erase a customer.

use axum::response::Response;
use mutual::access::Deed;
use mutual::use_cases::{Command, Outcome, Remember, erase};
use utoipa::IntoParams;

use crate::api::answer;
use crate::api::call::{Call, Missed, Named, Write, while_named};
use crate::api::params::{CustomerPath, WriteHeaders};
use crate::api::problem::Problem;
use crate::api::query::invalid;

/// How.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "describes what `erase_customer` reads")]
struct Mode {
    /// `all` remembers nothing but her random id: whatever still names her, as an import with evidence
    /// of before, makes somebody new of her, with the yes on. `suppress` also keeps keyed digests of her
    /// identifiers, so that nothing brings her back but her own wish.
    #[param(
        required = false,
        default = "all",
        pattern = "^(all|suppress)$",
        example = "suppress"
    )]
    mode: String,
}

/// Erase a customer
///
/// Everything about her is destroyed: facts, identifiers, entries, receipts, sessions, stored
/// answers. The ledger keeps its public leaves and still verifies; one entry says that somebody was
/// erased. Afterwards her `cus_…` answers `erased`; her identifiers answer as unknown, or after
/// `suppress` as `erased`. Where `mode` is left out it is `all`, and nobody knows her any more: a list of
/// yours that still names her brings her back with your next import, as somebody new, and what its
/// evidence turns on is on. Take her out of such lists first, or use `suppress`. Her own page proposes
/// `suppress`.
#[utoipa::path(
    delete, path = "/api/v1/customers/{ref}", tag = "Customers",
    params(CustomerPath, Mode, WriteHeaders),
    responses(
        (status = 204, description = "The data is gone."),
        (status = 404, description = "Nobody is known by this reference."),
        (status = 410, description = "She was erased before."),
    ),
    security(("oauth" = ["consent:write"]), ("bearer" = ["consent:write"])),
)]
pub(super) async fn erase_customer(mut call: Call) -> Result<Response, Problem> {
    call.may_with_customers(Deed::Erase)?;
    let remember = match call.query(&["mode"])?.get("mode") {
        None | Some("all") => Remember::Nothing,
        Some("suppress") => Remember::Suppress,
        Some(_) => return Err(invalid("mode", "use `all` or `suppress`")),
    };
    let write = call.write_without_body().await?;
    let outcome = while_named(|| once(&call, &write, remember)).await?;
    let Outcome::Erased { index, .. } = outcome else {
        return Err(Problem::unexpected());
    };
    // Also for a request that comes again because this failed.
    call.side().store.scrub().await?;
    Ok(answer::done(index))
}

async fn once(call: &Call, write: &Write, remember: Remember) -> Result<Outcome, Missed> {
    let Some(named) = Named::find(call.engine(), &call.reference()?) else {
        return Ok(call.replay(write, call.nobody()).await?);
    };
    let command = named.to(Command::Erase(named.id, remember));
    Ok(erase(call.side().holding(), call.submission(write, command)).await?)
}
