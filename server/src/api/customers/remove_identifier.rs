//! Take an identifier away from a customer.

use axum::http::StatusCode;
use axum::response::Response;
use mutual::access::Deed;
use mutual::consent::Identifier;
use mutual::use_cases::Command;

use crate::api::answer;
use crate::api::call::Call;
use crate::api::params::{CustomerPath, WriteHeaders};
use crate::api::problem::{Code, Problem};
use crate::api::reference;
use crate::api::wire::CustomerBody;

/// Where `{identifier}` stands in `/api/v1/customers/{ref}/identifiers/{identifier}`.
const IDENTIFIER: usize = 6;

/// Remove an identifier
///
/// She stays, under her other identifiers and her id.
#[utoipa::path(
    delete, path = "/api/v1/customers/{ref}/identifiers/{identifier}", tag = "Customers",
    params(
        CustomerPath, WriteHeaders,
        ("identifier" = String, Path, description = "The identifier, percent-encoded.", example = "crm:42"),
    ),
    responses(
        (status = 200, description = "The customer without it.", body = CustomerBody),
        (status = 404, description = "Nobody is known by this reference, or she has no such identifier."),
    ),
    security(("oauth" = ["consent:write"]), ("bearer" = ["consent:write"])),
)]
pub(super) async fn remove_identifier(mut call: Call) -> Result<Response, Problem> {
    call.may(Deed::WriteCustomers)?;
    let write = call.write_without_body().await?;
    let unknown = || {
        Problem::new(
            Code::UnknownIdentifier,
            "the customer has no such identifier",
        )
    };
    let identifier: Option<Identifier> = call.segment(IDENTIFIER)?.parse().ok();
    let id = reference::find(call.engine(), &call.reference()?);
    let outcome = match id.and_then(|id| call.engine().customer(id)) {
        None => call.replay(&write, call.nobody()).await?,
        Some(customer) => match identifier {
            Some(identifier) if customer.identifiers.contains(&identifier) => {
                let command = Command::RemoveIdentifier(customer.id, identifier);
                call.submit(&write, command).await?
            }
            // It may be this very request that took it away.
            _ => call.replay(&write, unknown()).await?,
        },
    };
    let (body, _) = CustomerBody::of(&outcome).ok_or_else(Problem::unexpected)?;
    Ok(answer::plain(StatusCode::OK, call.engine().index(), &body))
}
