//! Invite people, and change what they may do.

use leptos::prelude::*;
use mutual::access::Role;
use mutual::id::AccountId;
use mutual::use_cases::{NoStep, Reading};

use super::asked_by::AskedBy;
use super::{see_noted, see_other};
use crate::context::Ctx;

const PAGE: &str = "/admin/team";

/// Invites somebody by e-mail.
#[server(prefix = "/actions", endpoint = "invite")]
pub async fn invite(
    #[server(default)] email: String,
    #[server(default)] role: String,
) -> Result<(), ServerFnError> {
    let asked = match AskedBy::now(PAGE)? {
        Ok(asked) => asked,
        Err(path) => return see_other(&path),
    };
    let Ok(role) = role.parse::<Role>() else {
        return see_other(PAGE);
    };
    match asked.ctx.mutual.invite(&asked.actor, &email, role).await {
        Ok(account) => {
            asked.ctx.forgets(PAGE).await;
            mailed(&asked.ctx, account).await
        }
        Err(error) => {
            let why = match &error {
                NoStep::Moved => "taken",
                NoStep::Typed(_) => "email",
                other => why(other),
            };
            let typed: String = email.chars().take(254).collect();
            see_noted(&asked.ctx, &format!("{PAGE}?failed={why}"), &typed).await
        }
    }
}

/// Sends an invitation again.
#[server(prefix = "/actions", endpoint = "invite-again")]
pub async fn invite_again(#[server(default)] account: String) -> Result<(), ServerFnError> {
    let asked = match AskedBy::now(PAGE)? {
        Ok(asked) => asked,
        Err(path) => return see_other(&path),
    };
    let Ok(id) = account.parse::<AccountId>() else {
        return see_other(&format!("{PAGE}?failed=moved"));
    };
    match asked.ctx.mutual.invite_again(&asked.actor, id).await {
        Ok(()) => mailed(&asked.ctx, id).await,
        Err(error) => see_other(&format!("{PAGE}?failed={}", why(&error))),
    }
}

/// Gives somebody else another role.
#[server(prefix = "/actions", endpoint = "set-role")]
pub async fn set_role(
    #[server(default)] account: String,
    #[server(default)] role: String,
) -> Result<(), ServerFnError> {
    let (asked, id) = match AskedBy::about::<AccountId>(PAGE, &account)? {
        Ok(asked) => asked,
        Err(path) => return see_other(&path),
    };
    let Ok(role) = role.parse::<Role>() else {
        return see_other(PAGE);
    };
    let set = asked.ctx.mutual.set_role(&asked.actor, id, role);
    told(set.await, "role")
}

/// Switches somebody else's account off, or on again.
#[server(prefix = "/actions", endpoint = "switch-account")]
pub async fn switch_account(
    #[server(default)] account: String,
    #[server(default)] to: String,
) -> Result<(), ServerFnError> {
    let (asked, id) = match AskedBy::about::<AccountId>(PAGE, &account)? {
        Ok(asked) => asked,
        Err(path) => return see_other(&path),
    };
    let off = to != "on";
    let switched = asked.ctx.mutual.set_disabled(&asked.actor, id, off);
    told(switched.await, if off { "off" } else { "on" })
}

/// Takes away something by which our records know somebody else of the team.
#[server(prefix = "/actions", endpoint = "not-known-as")]
pub async fn not_known_as(
    #[server(default)] account: String,
    #[server(default)] identifier: String,
) -> Result<(), ServerFnError> {
    let (asked, id) = match AskedBy::about::<AccountId>(PAGE, &account)? {
        Ok(asked) => asked,
        Err(path) => return see_other(&path),
    };
    let gone = asked.ctx.mutual.not_known_as(&asked.actor, id, &identifier);
    told(gone.await, "known")
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
