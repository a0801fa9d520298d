//! A guess is right, or wrong, or not to be made.

use leptos::prelude::*;
use mutual::catalogue::Slug;
use mutual::consent::Rejection;
use mutual::use_cases::{Outcome, Reading};

use super::{Failure, current, customer, refuse, see_other, turn};

/// Rejects the guess with the key `guess` about the customer who is in, as she read it: with this label
/// and this value. `how` is `wrong` or `dont_guess`.
#[server(prefix = "/actions", endpoint = "reject-guess")]
pub async fn reject_guess(
    #[server(default)] guess: String,
    #[server(default)] how: String,
    #[server(default)] label: String,
    #[server(default)] value: String,
) -> Result<(), ServerFnError> {
    let ctx = current()?;
    let me = match customer(&ctx) {
        Ok(me) => me,
        Err(door) => return see_other(door),
    };
    let (Ok(guess), Ok(rejection)) = (guess.parse::<Slug>(), how.parse::<Rejection>()) else {
        return failed(Failure::Invalid);
    };
    let _turn = match turn(&ctx, false).await {
        Ok(turn) => turn,
        Err(failure) => return failed(failure),
    };
    let read = (&*label, &*value);
    let outcome = ctx
        .mutual
        .reject_guess(&me.actor, me.route, me.id, &guess, rejection, read)
        .await;
    match outcome {
        Ok(Outcome::Rejected { receipt, .. }) => {
            see_other(&format!("/guesses?done={rejection}&receipt={receipt}"))
        }
        Ok(_) => see_other("/guesses"),
        Err(error) => failed(Failure::from(&error)),
    }
}

/// Says of the guess with the key `guess` that it is right, as the customer who is in read it: with this
/// label and this value. Where another one stands there by now, the page shows that one and nothing is
/// said of it.
#[server(prefix = "/actions", endpoint = "confirm-guess")]
pub async fn confirm_guess(
    #[server(default)] guess: String,
    #[server(default)] label: String,
    #[server(default)] value: String,
) -> Result<(), ServerFnError> {
    let ctx = current()?;
    let me = match customer(&ctx) {
        Ok(me) => me,
        Err(door) => return see_other(door),
    };
    let Ok(guess) = guess.parse::<Slug>() else {
        return failed(Failure::Invalid);
    };
    let _turn = match turn(&ctx, false).await {
        Ok(turn) => turn,
        Err(failure) => return failed(failure),
    };
    let words = (&*label, &*value);
    let said = ctx
        .mutual
        .confirm_guess(&me.actor, me.id, &guess, words)
        .await;
    match said {
        Ok(true) => see_other("/guesses?done=right"),
        Ok(false) => see_other("/guesses?done=other"),
        Err(Reading::Denied(_)) => failed(Failure::Invalid),
        Err(_) => failed(Failure::Away),
    }
}

fn failed(failure: Failure) -> Result<(), ServerFnError> {
    refuse(failure, &format!("/guesses?failed={}", failure.word()))
}
