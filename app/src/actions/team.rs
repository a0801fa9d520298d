//! Invite people, and change what they may do.

use leptos::prelude::*;
use mutual::access::{Actor, Role};
use mutual::id::AccountId;
use mutual::use_cases::{NoStep, Reading};

use super::{current, see_other, staff};
use crate::context::Ctx;

const PAGE: &str = "/admin/team";

/// Invites somebody by e-mail.
#[server(prefix = "/actions", endpoint = "invite")]
pub async fn invite(
    #[server(default)] email: String,
    #[server(default)] role: String,
) -> Result<(), ServerFnError> {
    let (ctx, actor) = match asked()? {
        Ok(asked) => asked,
        Err(path) => return see_other(path),
    };
    let Ok(role) = role.parse::<Role>() else {
        return see_other(PAGE);
    };
    match ctx.mutual.invite(&actor, &email, role).await {
        Ok(account) => mailed(&ctx, account).await,
        Err(error) => {
            let why = match &error {
                NoStep::Moved => "taken",
                NoStep::Typed(_) => "email",
                other => why(other),
            };
            let _ = ctx.door.put_flash(email.chars().take(254).collect()).await;
            see_other(&format!("{PAGE}?failed={why}"))
        }
    }
}

/// Sends an invitation again.
#[server(prefix = "/actions", endpoint = "invite-again")]
pub async fn invite_again(#[server(default)] account: String) -> Result<(), ServerFnError> {
    let (ctx, actor) = match asked()? {
        Ok(asked) => asked,
        Err(path) => return see_other(path),
    };
    let Ok(id) = account.parse::<AccountId>() else {
        return see_other(&format!("{PAGE}?failed=moved"));
    };
    match ctx.mutual.invite_again(&actor, id).await {
        Ok(()) => mailed(&ctx, id).await,
        Err(error) => see_other(&format!("{PAGE}?failed={}", why(&error))),
    }
}

/// Gives somebody else another role.
#[server(prefix = "/actions", endpoint = "set-role")]
pub async fn set_role(
    #[server(default)] account: String,
    #[server(default)] role: String,
) -> Result<(), ServerFnError> {
    let (ctx, actor) = match asked()? {
        Ok(asked) => asked,
        Err(path) => return see_other(path),
    };
    let (Ok(id), Ok(role)) = (account.parse::<AccountId>(), role.parse::<Role>()) else {
        return see_other(PAGE);
    };
    told(ctx.mutual.set_role(&actor, id, role).await, "role")
}

/// Switches somebody else's account off, or on again.
#[server(prefix = "/actions", endpoint = "switch-account")]
pub async fn switch_account(
    #[server(default)] account: String,
    #[server(default)] to: String,
) -> Result<(), ServerFnError> {
    let (ctx, actor) = match asked()? {
        Ok(asked) => asked,
        Err(path) => return see_other(path),
    };
    let Ok(id) = account.parse::<AccountId>() else {
        return see_other(PAGE);
    };
    let off = to != "on";
    let switched = ctx.mutual.set_disabled(&actor, id, off).await;
    told(switched, if off { "off" } else { "on" })
}

/// Takes away something by which our records know somebody else of the team.
#[server(prefix = "/actions", endpoint = "not-known-as")]
pub async fn not_known_as(
    #[server(default)] account: String,
    #[server(default)] identifier: String,
) -> Result<(), ServerFnError> {
    let (ctx, actor) = match asked()? {
        Ok(asked) => asked,
        Err(path) => return see_other(path),
    };
    let Ok(id) = account.parse::<AccountId>() else {
        return see_other(PAGE);
    };
    told(
        ctx.mutual.not_known_as(&actor, id, &identifier).await,
        "known",
    )
}

/// Somebody of the team who is in, or where to go instead.
fn asked() -> Result<Result<(Ctx, Actor), &'static str>, ServerFnError> {
    let ctx = current()?;
    Ok(match staff(&ctx) {
        Some((actor, _)) => Ok((ctx, actor)),
        None => Err("/sign-in?next=/admin/team"),
    })
}

async fn mailed(ctx: &Ctx, account: AccountId) -> Result<(), ServerFnError> {
    match ctx.door.invite(account).await {
        Ok(()) => see_other(&format!("{PAGE}?done=invited")),
        Err(_) => see_other(&format!("{PAGE}?failed=mail")),
    }
}

fn told(done: Result<(), NoStep>, what: &str) -> Result<(), ServerFnError> {
    match done {
        Ok(()) => see_other(&format!("{PAGE}?done={what}")),
        Err(error) => see_other(&format!("{PAGE}?failed={}", why(&error))),
    }
}

fn why(error: &NoStep) -> &'static str {
    match error {
        NoStep::OwnAccount => "own",
        NoStep::LastAdmin => "last",
        NoStep::Reading(Reading::Denied(_)) => "forbidden",
        NoStep::Moved | NoStep::Reading(Reading::Absent) => "moved",
        _ => "away",
    }
}
