//! Take a guess back.

use axum::response::Response;
use mutual::access::Deed;
use mutual::catalogue::Slug;
use mutual::use_cases::take_back_guess;

use super::key;
use crate::api::answer;
use crate::api::call::Call;
use crate::api::params::{CustomerPath, WriteHeaders};
use crate::api::problem::{Code, Problem};

/// Take a guess back
///
/// It is deleted. You may tell it again: only the customer forbids a guess for good. A decision that rested
/// on it before can still be recorded.
#[utoipa::path(
    delete, path = "/api/v1/customers/{ref}/inferences/{key}", tag = "Inferences",
    params(
        CustomerPath, WriteHeaders,
        ("key" = String, Path, description = "Your name for this guess.", example = "has-dog"),
    ),
    responses(
        (status = 204, description = "It is gone."),
        (status = 404, description = "Nobody is known by this reference, or there is no such guess about her."),
    ),
    security(("oauth" = ["decisions:write"]), ("bearer" = ["decisions:write"])),
)]
pub(super) async fn remove_inference(mut call: Call) -> Result<Response, Problem> {
    call.may(Deed::Infer)?;
    let write = call.write_without_body().await?;
    let absent = || Problem::new(Code::UnknownInference, "there is no such guess about her");
    let whom = call.whom()?;
    let key = key(&call)?.parse::<Slug>().map_err(|_| absent())?;
    let actor = &call.caller.actor;
    let with = call.inferring();
    let removed = take_back_guess(with, actor, write.idempotency(), &whom, &key).await?;
    if removed {
        Ok(answer::done(call.engine().index()))
    } else {
        Err(absent())
    }
}
