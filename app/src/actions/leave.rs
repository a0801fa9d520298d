//! Delete everything about the customer who is in.

use leptos::prelude::*;
use mutual::port::SubmitError;
use mutual::use_cases::{Outcome, Refusal, Remember};

use super::{Failure, current, customer, refuse, see_other, turn};

/// Erases the customer who is in. `mode` is what is remembered of her, `sure` her tick.
#[server(prefix = "/actions", endpoint = "leave")]
pub async fn leave(
    #[server(default)] mode: String,
    #[server(default)] sure: String,
) -> Result<(), ServerFnError> {
    let ctx = current()?;
    let me = match customer(&ctx) {
        Ok(me) => me,
        Err(door) => return see_other(door),
    };
    let Some(principal) = ctx.door.principal() else {
        return see_other("/sign-in");
    };
    let remember = match mode.as_str() {
        "all" => Remember::Nothing,
        "suppress" => Remember::Suppress,
        _ => return refuse(Failure::Invalid, "/data/leave?failed=sure"),
    };
    if sure != "yes" {
        return refuse(Failure::Invalid, "/data/leave?failed=sure");
    }
    let _turn = match turn(&ctx, false).await {
        Ok(turn) => turn,
        Err(failure) => return refuse(failure, "/data/leave?failed=away"),
    };
    match ctx.mutual.leave(&principal, me.route, remember).await {
        Ok(Outcome::Erased { receipt, .. }) => see_other(&format!("/gone?number={receipt}")),
        // Another tab was faster.
        Err(SubmitError::Refused(Refusal::Erased | Refusal::UnknownCustomer)) => see_other("/gone"),
        Ok(_) => see_other("/gone"),
        Err(SubmitError::Refused(Refusal::Denied(_))) => see_other("/data/leave"),
        Err(error) => refuse(Failure::from(&error), "/data/leave?failed=away"),
    }
}
