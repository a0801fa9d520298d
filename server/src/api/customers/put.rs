//! Create a customer, or add to what is known of her.

use axum::http::StatusCode;
use axum::response::Response;
use mutual::access::Deed;
use mutual::consent::Identifier;
use mutual::use_cases::{Command, PutCustomer};
use serde::Deserialize;
use utoipa::ToSchema;

use super::EvidenceBody;
use crate::api::call::Call;
use crate::api::params::{CustomerPath, WriteHeaders};
use crate::api::problem::Problem;
use crate::api::reference::{self, Reference};
use crate::api::wire::CustomerBody;
use crate::api::{answer, json};

/// What is to be known of a customer. What is left out stays as it is.
#[derive(Deserialize, ToSchema)]
#[schema(as = PutCustomer)]
pub(crate) struct PutBody {
    /// Identifiers to add, as `namespace:value`.
    #[schema(example = json!(["crm:42", "email:ana@example.org"]))]
    pub(crate) identifiers: Option<Vec<String>>,
    /// The language that she reads (BCP 47).
    #[schema(example = "en")]
    pub(crate) locale: Option<String>,
    /// Where she lives (ISO 3166).
    #[schema(example = "DE")]
    pub(crate) region: Option<String>,
    /// The year she was born in.
    #[schema(minimum = 1880, maximum = 9999, example = 1990)]
    pub(crate) birth_year: Option<u16>,
    /// How you know the year: needed where she is a minor by the known year, and of age sooner by this.
    pub(crate) evidence: Option<EvidenceBody>,
}

/// Create or update a customer
///
/// Adds identifiers and sets language, region and birth year. By an identifier that nobody has,
/// a new customer is made; by `cus_…` only a known one is changed. Where she is a `minor` by the
/// known year, one by which she is of age sooner takes from what protects her: it needs `evidence`
/// (else 422 `evidence_missing`). Where she is of age by it now, the feed says `customer.situation`.
#[utoipa::path(
    put, path = "/api/v1/customers/{ref}", tag = "Customers",
    params(CustomerPath, WriteHeaders), request_body = PutBody,
    responses(
        (status = 200, description = "She was known.", body = CustomerBody),
        (status = 201, description = "She is new.", body = CustomerBody),
        (status = 404, description = "Nobody has this id."),
        (status = 409, description = "Another customer has one of the identifiers."),
    ),
    security(("oauth" = ["consent:write"]), ("bearer" = ["consent:write"])),
)]
pub(super) async fn put_customer(mut call: Call) -> Result<Response, Problem> {
    call.may(Deed::WriteCustomers)?;
    let write = call.write().await?;
    let body: PutBody = json::parse(&write.body)?;
    let mut identifiers = read_identifiers(body.identifiers.unwrap_or_default())?;
    let id = match reference::read(&call.reference()?)? {
        Reference::Id(id) => Some(id),
        Reference::Identifier(named) => {
            // The first identifier names her.
            identifiers.retain(|identifier| *identifier != named);
            identifiers.insert(0, named);
            None
        }
    };
    let evidence = body.evidence.map(EvidenceBody::read).transpose()?;
    let put = PutCustomer {
        id,
        identifiers,
        locale: body.locale,
        region: body.region,
        birth_year: body.birth_year,
        evidence,
    };
    let outcome = call.submit(&write, Command::PutCustomer(put)).await?;
    let (body, created) = CustomerBody::of(&outcome).ok_or_else(Problem::unexpected)?;
    let status = if created {
        StatusCode::CREATED
    } else {
        StatusCode::OK
    };
    Ok(answer::plain(status, call.engine().index(), &body))
}

fn read_identifiers(texts: Vec<String>) -> Result<Vec<Identifier>, Problem> {
    let read = texts.iter().enumerate().map(|(n, text)| {
        let identifier: Result<Identifier, _> = text.parse();
        identifier.map_err(|error| Problem::invalid(format!("identifiers[{n}]"), error.to_string()))
    });
    read.collect()
}
