//! Pause, go on, turn everything off; a person decides; she is left alone.

use leptos::prelude::*;
use mutual::clock::Days;
use mutual::guard::{Quiet, Situation};
use mutual::use_cases::{Command, Outcome, SituationWish};

use super::{Failure, current, customer, refuse, see_other, turn};
use crate::context::Customer;
use crate::ui::left_alone::AS_IT_IS;

/// Stops all use and keeps the answers.
#[server(prefix = "/actions", endpoint = "pause")]
pub async fn pause(#[server(default)] sure: String) -> Result<(), ServerFnError> {
    submit("pause", &sure, |me| Command::Pause(me.id)).await
}

/// Ends the pause.
#[server(prefix = "/actions", endpoint = "resume")]
pub async fn resume(#[server(default)] sure: String) -> Result<(), ServerFnError> {
    submit("resume", &sure, |me| Command::Resume(me.id, None)).await
}

/// Turns off everything that is on.
#[server(prefix = "/actions", endpoint = "everything-off")]
pub async fn everything_off(#[server(default)] sure: String) -> Result<(), ServerFnError> {
    submit("off", &sure, |me| Command::TurnEverythingOff(me.id)).await
}

/// A person decides about her from now on.
#[server(prefix = "/actions", endpoint = "human-only-on")]
pub async fn human_only_on(#[server(default)] sure: String) -> Result<(), ServerFnError> {
    submit("human", &sure, |me| {
        Command::SayHumanOnly(me.id, true, None)
    })
    .await
}

/// A computer may decide about her again, where she turned that on.
#[server(prefix = "/actions", endpoint = "human-only-off")]
pub async fn human_only_off(#[server(default)] sure: String) -> Result<(), ServerFnError> {
    submit("machine", &sure, |me| {
        Command::SayHumanOnly(me.id, false, None)
    })
    .await
}

/// She is left alone from now on, for as long as `quiet` says.
#[server(prefix = "/actions", endpoint = "quiet-on")]
pub async fn quiet_on(
    #[server(default)] sure: String,
    #[server(default)] quiet: String,
) -> Result<(), ServerFnError> {
    let ctx = current()?;
    if quiet == AS_IT_IS {
        return see_other(customer(&ctx).err().unwrap_or("/?all=quiet"));
    }
    let Ok(quiet) = quiet.parse::<Quiet>() else {
        return match customer(&ctx) {
            Ok(_) => failed(Failure::Invalid),
            Err(door) => see_other(door),
        };
    };
    let days = Days::of(&ctx.organisation.time_zone);
    let until = quiet.until(ctx.mutual.engine().now(), &days);
    submit("quiet", &sure, |me| {
        let wish = SituationWish::Enter(until);
        Command::SaySituation(me.id, Situation::QuietPeriod, wish, None)
    })
    .await
}

/// She no longer asks to be left alone.
#[server(prefix = "/actions", endpoint = "quiet-off")]
pub async fn quiet_off(#[server(default)] sure: String) -> Result<(), ServerFnError> {
    submit("quiet-over", &sure, |me| {
        Command::SaySituation(me.id, Situation::QuietPeriod, SituationWish::Leave, None)
    })
    .await
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
    let _turn = match turn(&ctx, matches!(what, "resume" | "machine" | "quiet-over")).await {
        Ok(turn) => turn,
        Err(failure) => return failed(failure),
    };
    let command = command(&me);
    // Two presses between which nothing happened are one, where both say the same.
    let once = format!("{command:?} at {}", ctx.mutual.engine().index());
    let outcome = ctx
        .mutual
        .submit(&me.actor, me.route, command, Some(&once))
        .await;
    let word = match outcome {
        Ok(Outcome::EverythingOff { indices }) if indices.is_empty() => "none",
        Ok(Outcome::EverythingOff { .. }) => "off",
        Ok(Outcome::Paused { paused: true, .. }) => "paused",
        Ok(Outcome::Paused { paused: false, .. }) => "resumed",
        Ok(Outcome::HumanOnly { on: true, .. }) => "human",
        Ok(Outcome::HumanOnly { on: false, .. }) => "machine",
        Ok(Outcome::Situation { .. }) => what,
        Ok(_) => return see_other("/"),
        Err(error) => return failed(Failure::from(&error)),
    };
    see_other(&format!("/?all={word}"))
}

fn failed(failure: Failure) -> Result<(), ServerFnError> {
    refuse(failure, &format!("/?all={}", failure.word()))
}
