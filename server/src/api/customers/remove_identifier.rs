//! Take an identifier away from a customer.

use axum::http::StatusCode;
use axum::response::Response;
use mutual::access::Deed;
use mutual::consent::Identifier;
use mutual::use_cases::{Command, Outcome};

use crate::api::call::{Call, Missed, Named, Write, while_named};
use crate::api::params::{CustomerPath, WriteHeaders};
use crate::api::problem::{Code, Problem};
use crate::api::wire::CustomerBody;
use crate::api::{answer, reference};

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
    let identifier: Option<Identifier> = call.segment(IDENTIFIER)?.parse().ok();
    let outcome = while_named(|| once(&call, &write, identifier.as_ref())).await?;
    let (body, _) = CustomerBody::of(&outcome).ok_or_else(Problem::unexpected)?;
    Ok(answer::plain(StatusCode::OK, call.engine().index(), &body))
}

async fn once(
    call: &Call,
    write: &Write,
    identifier: Option<&Identifier>,
) -> Result<Outcome, Missed> {
    let reference = call.reference()?;
    // Herself and not her id: what she is called is of the same moment as the name that she has.
    let Some(customer) = reference::known(call.engine(), &reference) else {
        return Ok(call.replay(write, call.nobody()).await?);
    };
    let Some(identifier) = identifier.filter(|one| customer.identifiers.contains(one)) else {
        let detail = "the customer has no such identifier";
        let unknown = Problem::new(Code::UnknownIdentifier, detail);
        // It may be this very request that took it away.
        return Ok(call.replay(write, unknown).await?);
    };
    let command = Command::RemoveIdentifier(customer.id, identifier.clone());
    let command = Named::by(&reference, customer.id).to(command);
    let submission = call.submission(write, command);
    Ok(call.engine().submit(submission).await?)
}
