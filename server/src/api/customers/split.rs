//! Say that two records that were merged are two people's.

use axum::http::StatusCode;
use axum::response::Response;
use mutual::access::Deed;
use mutual::id::CustomerId;
use mutual::use_cases::{Command, Outcome};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::api::call::Call;
use crate::api::params::{CustomerPath, WriteHeaders};
use crate::api::problem::Problem;
use crate::api::wire::Identifiers;
use crate::api::{answer, json};

/// Which record is somebody else's.
#[derive(Deserialize, ToSchema)]
#[schema(as = Split)]
pub(super) struct SplitBody {
    /// The id of the record, as the merge named it in `from`. What it is called leads to the customer
    /// in the path, and does not name it.
    #[schema(
        pattern = "^cus_[0-7][0-9A-HJKMNP-TV-Z]{25}$",
        example = "cus_01KB3Y7A2B3C4D5E6F7G8H9J0K"
    )]
    from: String,
}

/// Two customers who had been taken for one.
#[derive(Serialize, ToSchema)]
#[schema(as = SetApart)]
struct SetApartBody<'a> {
    /// The ledger index of the entry about the first; the one about the other follows it.
    index: u64,
    /// Whom the record was set apart from.
    #[schema(value_type = String, example = "cus_01KB3Y6V9Q8T5W2R7N4M1H0J3K")]
    customer: CustomerId,
    /// What that one is called.
    #[schema(value_type = Vec<String>, example = json!(["crm:42"]))]
    identifiers: Identifiers<'a>,
    /// Whose record it is that was set apart.
    #[schema(value_type = String, example = "cus_01KB3Y7A2B3C4D5E6F7G8H9J0K")]
    from: CustomerId,
    /// What that one is called: what came with it and was still there.
    #[schema(value_type = Vec<String>, example = json!(["visitor:5f1c"]))]
    from_identifiers: Identifiers<'a>,
}

/// Split a customer
///
/// Undoes a merge that was wrong: the record of `from` is somebody else's after all. Each has the
/// answers that it gave before. What was turned off or paused since counts for both, also where it was
/// turned on again; what was turned on since counts for neither, for nobody can say by whom it was meant.
/// Each has the language, the region and the year of birth that it had; what was told since, and is
/// otherwise than what the two had, is known of neither until you tell it of one of them. What came with
/// the record goes back to it; what was reported since stays with the customer. The feed says
/// `customer.split` of each of the two. Once either is erased, what was answered about both together is
/// 410 where it is asked for again.
#[utoipa::path(
    post, path = "/api/v1/customers/{ref}/split", tag = "Customers",
    params(CustomerPath, WriteHeaders), request_body = SplitBody,
    responses(
        (status = 201, description = "They are two.", body = SetApartBody),
        (status = 404, description = "Nobody is known by one of the references."),
        (status = 409, description = "This record was not merged into the customer, or not by itself."),
        (status = 410, description = "One of them was erased."),
    ),
    security(("oauth" = ["consent:write"]), ("bearer" = ["consent:write"])),
)]
pub(super) async fn split_customer(mut call: Call) -> Result<Response, Problem> {
    call.may(Deed::WriteCustomers)?;
    let write = call.write().await?;
    let body: SplitBody = json::parse(&write.body)?;
    let from: Option<CustomerId> = body.from.parse().ok();
    let from = from.ok_or_else(|| Problem::invalid("from", "name the record by its id"))?;
    let outcome = call
        .submit_to(&write, |id| Command::Split(id, from))
        .await?;
    let Outcome::Split {
        index,
        customer,
        identifiers,
        from,
        given,
    } = &outcome
    else {
        return Err(Problem::unexpected());
    };
    let body = SetApartBody {
        index: *index,
        customer: *customer,
        identifiers: Identifiers(identifiers),
        from: *from,
        from_identifiers: Identifiers(given),
    };
    Ok(answer::plain(StatusCode::CREATED, index + 1, &body))
}
