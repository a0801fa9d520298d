//! Say that two records are one customer's.

use axum::http::StatusCode;
use axum::response::Response;
use mutual::access::Deed;
use mutual::consent::Which;
use mutual::id::CustomerId;
use mutual::use_cases::{Command, Outcome};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::api::call::{Call, Missed, Named, Write, while_named};
use crate::api::params::{CustomerPath, WriteHeaders};
use crate::api::problem::Problem;
use crate::api::wire::{ConflictBody, Identifiers};
use crate::api::{answer, json, reference};

/// Which other record is hers.
#[derive(Deserialize, ToSchema)]
#[schema(as = Merge)]
pub(super) struct MergeBody {
    /// The record that goes: its `cus_…`, or what it is called. From here on it leads to the customer
    /// in the path.
    #[schema(example = "visitor:5f1c")]
    from: String,
}

/// A customer who had two records.
#[derive(Serialize, ToSchema)]
#[schema(as = Merged)]
struct MergedBody<'a> {
    /// Its ledger index.
    index: u64,
    /// Her id.
    #[schema(value_type = String, example = "cus_01KB3Y6V9Q8T5W2R7N4M1H0J3K")]
    customer: CustomerId,
    /// The id of the record that went into hers: it leads to her.
    #[schema(value_type = String, example = "cus_01KB3Y7A2B3C4D5E6F7G8H9J0K")]
    from: CustomerId,
    /// All that she is called.
    #[schema(value_type = Vec<String>, example = json!(["crm:42", "visitor:5f1c"]))]
    identifiers: Identifiers<'a>,
    /// What was on in one of the two and off in the other. It is off.
    conflicts: Vec<ConflictBody<'a>>,
    /// In which of the two everything was paused, where it was in one alone: everything is paused.
    #[schema(value_type = Option<String>, example = "from")]
    paused: Option<Which>,
}

/// Merge two customers
///
/// Says that the record of `from` is this customer's too, an anonymous visitor's as well as a known
/// one's. This never widens consent: a refusal, a withdrawal, an objection or a pause in either counts
/// for her, of two grants the one that ends first, and a part is on only if each record that answered
/// its exchange has it on. Where one has no answer at all, the other's counts. What differed is listed
/// in `conflicts`, in the entry `customer.merged` of the feed, and on her own timeline. Every reference
/// to either reaches her from here on; `split` undoes it.
#[utoipa::path(
    post, path = "/api/v1/customers/{ref}/merge", tag = "Customers",
    params(CustomerPath, WriteHeaders), request_body = MergeBody,
    responses(
        (status = 201, description = "They are one.", body = MergedBody),
        (status = 404, description = "Nobody is known by one of the references."),
        (status = 409, description = "They are one already."),
        (status = 410, description = "One of them was erased."),
    ),
    security(("oauth" = ["consent:write"]), ("bearer" = ["consent:write"])),
)]
pub(super) async fn merge_customers(mut call: Call) -> Result<Response, Problem> {
    call.may(Deed::WriteCustomers)?;
    let write = call.write().await?;
    let body: MergeBody = json::parse(&write.body)?;
    let outcome = while_named(|| once(&call, &write, &body.from)).await?;
    merged(&outcome)
}

async fn once(call: &Call, write: &Write, from: &str) -> Result<Outcome, Missed> {
    let (stays, goes) = match pair(call, from)? {
        Pair::Two(stays, goes) => (stays, goes),
        // It may be this very request that made them one, or that somebody left since.
        Pair::Not(problem) => return Ok(call.replay(write, problem).await?),
    };
    let command = Named::all([&stays, &goes], Command::Merge(stays.id, goes.id));
    let submission = call.submission(write, command);
    Ok(call.engine().submit(submission).await?)
}

/// The two that a request names.
pub(super) enum Pair {
    /// The customer of the path, and the other one.
    Two(Named, Named),
    /// One of them is nobody.
    Not(Problem),
}

/// Who is named by the path and by `from`.
pub(super) fn pair(call: &Call, from: &str) -> Result<Pair, Problem> {
    let stays = Named::find(call.engine(), &call.reference()?);
    if let Err(problem) = reference::read(from) {
        return Err(Problem::invalid("from", problem.detail().into_owned()));
    }
    let goes = Named::find(call.engine(), from);
    Ok(match (stays, goes) {
        (Some(stays), Some(goes)) => Pair::Two(stays, goes),
        (None, _) => Pair::Not(call.nobody()),
        (_, None) if reference::is_erased(call.engine(), from) => Pair::Not(Problem::erased()),
        (_, None) => {
            let problem = Problem::unknown_customer();
            Pair::Not(problem.field("from", "nobody is known by this reference"))
        }
    })
}

fn merged(outcome: &Outcome) -> Result<Response, Problem> {
    let Outcome::Merged {
        index,
        customer,
        from,
        identifiers,
        conflicts,
        paused,
    } = outcome
    else {
        return Err(Problem::unexpected());
    };
    let body = MergedBody {
        index: *index,
        customer: *customer,
        from: *from,
        identifiers: Identifiers(identifiers),
        conflicts: conflicts.iter().map(ConflictBody::from).collect(),
        paused: *paused,
    };
    Ok(answer::plain(StatusCode::CREATED, *index, &body))
}
