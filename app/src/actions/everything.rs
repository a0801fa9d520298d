//! Pause, go on, turn everything off; a person decides.

use leptos::prelude::*;
use mutual::use_cases::{Command, Outcome};

use super::{Failure, current, customer, refuse, see_other, turn};
use crate::context::Customer;

/// Stops all use and keeps the answers.
#[server(prefix = "/actions", endpoint = "pause")]
pub async fn pause(#[server(default)] sure: String) -> Result<(), ServerFnError> {
    submit("pause", &sure, |me| Command::Pause(me.id)).await
}

/// Ends the pause.
#[server(prefix = "/actions", endpoint = "resume")]
pub async fn resume(#[server(default)] sure: String) -> Result<(), ServerFnError> {
    submit("resume", &sure, |me| Command::Resume(me.id)).await
}

/// Turns off everything that is on.
#[server(prefix = "/actions", endpoint = "everything-off")]
pub async fn everything_off(#[server(default)] sure: String) -> Result<(), ServerFnError> {
    submit("off", &sure, |me| Command::TurnEverythingOff(me.id)).await
}

/// A person decides about her from now on.
#[server(prefix = "/actions", endpoint = "human-only-on")]
pub async fn human_only_on(#[server(default)] sure: String) -> Result<(), ServerFnError> {
    submit("human", &sure, |me| Command::SayHumanOnly(me.id, true)).await
}

/// A computer may decide about her again, where she turned that on.
#[server(prefix = "/actions", endpoint = "human-only-off")]
pub async fn human_only_off(#[server(default)] sure: String) -> Result<(), ServerFnError> {
    submit("machine", &sure, |me| Command::SayHumanOnly(me.id, false)).await
}

async fn submit(
    what: &str,
    sure: &str,
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
    let _turn = match turn(&ctx, matches!(what, "resume" | "machine")).await {
        Ok(turn) => turn,
        Err(failure) => return failed(failure),
    };
    // Two presses between which nothing happened are one.
    let once = format!("{what} at {}", ctx.mutual.engine().index());
    let outcome = ctx
        .mutual
        .submit(&me.actor, me.route, command(&me), Some(&once))
        .await;
    let word = match outcome {
        Ok(Outcome::EverythingOff { indices }) if indices.is_empty() => "none",
        Ok(Outcome::EverythingOff { .. }) => "off",
        Ok(Outcome::Paused { paused: true, .. }) => "paused",
        Ok(Outcome::Paused { paused: false, .. }) => "resumed",
        Ok(Outcome::HumanOnly { on: true, .. }) => "human",
        Ok(Outcome::HumanOnly { on: false, .. }) => "machine",
        Ok(_) => return see_other("/"),
        Err(error) => return failed(Failure::from(&error)),
    };
    see_other(&format!("/?all={word}"))
}

fn failed(failure: Failure) -> Result<(), ServerFnError> {
    refuse(failure, &format!("/?all={}", failure.word()))
}
