//! A person decides about her, and no machine alone.

use axum::http::StatusCode;
use axum::response::Response;
use mutual::access::Deed;
use mutual::id::ReceiptId;
use mutual::use_cases::{Command, Outcome};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::EvidenceBody;
use crate::api::call::Call;
use crate::api::params::{CustomerPath, WriteHeaders};
use crate::api::problem::Problem;
use crate::api::{answer, json};

/// Her wish.
#[derive(Deserialize, ToSchema)]
#[schema(as = HumanOnlyWish)]
struct WishBody {
    /// Whether a person has to decide from now on.
    on: bool,
    /// How you know: needed to let a machine decide again, never to ask for a person.
    evidence: Option<EvidenceBody>,
}

/// What holds for her.
#[derive(Serialize, ToSchema)]
#[schema(as = HumanOnly)]
struct HumanOnlyBody {
    /// Its ledger index.
    index: u64,
    /// What the customer keeps of it.
    #[schema(value_type = String, example = "rcp_01KB3Y6V9Q8T5W2R7N4M1H0J3K")]
    receipt: ReceiptId,
    /// Whether a person has to decide now.
    human_only: bool,
}

/// Say that a person decides about a customer
///
/// Her right not to be subject to a decision by a machine alone (GDPR, article 22): as long as it is
/// on, every check that would allow `decide_auto` answers `escalate`. A customer has the same switch on
/// her own page. To turn it off needs evidence of her own wish.
#[utoipa::path(
    post, path = "/api/v1/customers/{ref}/human-only", tag = "Consent",
    params(CustomerPath, WriteHeaders), request_body = WishBody,
    responses(
        (status = 201, description = "It is as she wishes.", body = HumanOnlyBody),
        (status = 404, description = "Nobody is known by this reference."),
    ),
    security(("oauth" = ["consent:write"]), ("bearer" = ["consent:write"])),
)]
pub(super) async fn set_human_only(mut call: Call) -> Result<Response, Problem> {
    call.may_with_customers(Deed::Choose)?;
    let write = call.write().await?;
    let wish: WishBody = json::parse(&write.body)?;
    let evidence = wish.evidence.map(EvidenceBody::read).transpose()?;
    let command = |id| Command::SayHumanOnly(id, wish.on, evidence.clone());
    let outcome = call.submit_to(&write, command).await?;
    let Outcome::HumanOnly { index, receipt, on } = outcome else {
        return Err(Problem::unexpected());
    };
    let body = HumanOnlyBody {
        index,
        receipt,
        human_only: on,
    };
    Ok(answer::plain(StatusCode::CREATED, index, &body))
}
