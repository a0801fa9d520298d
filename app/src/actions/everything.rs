//! Pause, go on, turn everything off.

use leptos::prelude::*;
use mutual::use_cases::{Command, Outcome};

use super::{Failure, current, customer, refuse, see_other, turn};
use crate::context::Customer;

/// Stops all use and keeps the answers.
#[server(prefix = "/actions", endpoint = "pause")]
pub async fn pause(#[server(default)] sure: String) -> Result<(), ServerFnError> {
    submit(&sure, false, |me| Command::Pause(me.id)).await
}

/// Ends the pause.
#[server(prefix = "/actions", endpoint = "resume")]
pub async fn resume(#[server(default)] sure: String) -> Result<(), ServerFnError> {
    submit(&sure, true, |me| Command::Resume(me.id)).await
}

/// Turns off everything that is on.
#[server(prefix = "/actions", endpoint = "everything-off")]
pub async fn everything_off(#[server(default)] sure: String) -> Result<(), ServerFnError> {
    submit(&sure, false, |me| Command::TurnEverythingOff(me.id)).await
}

async fn submit(
    sure: &str,
    widens: bool,
    command: impl FnOnce(&Customer) -> Command,
) -> Result<(), ServerFnError> {
    let ctx = current()?;
    let me = match customer(&ctx) {
        Ok(me) => me,
        Err(door) => return see_other(door),
    };
    if sure != "yes" {
        return failed(Failure::Invalid);
    }
    let _turn = match turn(&ctx, widens).await {
        Ok(turn) => turn,
        Err(failure) => return failed(failure),
    };
    // No key: each of these is true however often it is pressed.
    let outcome = ctx
        .mutual
        .submit(&me.actor, me.route, command(&me), None)
        .await;
    let word = match outcome {
        Ok(Outcome::EverythingOff { indices }) if indices.is_empty() => "none",
        Ok(Outcome::EverythingOff { .. }) => "off",
        Ok(Outcome::Paused { paused: true, .. }) => "paused",
        Ok(Outcome::Paused { paused: false, .. }) => "resumed",
        Ok(_) => return see_other("/"),
        Err(error) => return failed(Failure::from(&error)),
    };
    see_other(&format!("/?all={word}"))
}

fn failed(failure: Failure) -> Result<(), ServerFnError> {
    refuse(failure, &format!("/?all={}", failure.word()))
}
