//! Come in, leave, and change how one comes in.

use leptos::prelude::*;
use mutual::access::Actor;
use mutual::use_cases::NoStep;

use super::unsent::{bring_back, go_on};
use super::{
    DoorFailure, current, local_address, local_path, refuse_entry, see_noted, see_other,
    sign_in_for,
};

/// Signs in with e-mail and password. `writer`, `note` and `words` are what somebody typed whose session had
/// ended; see [`super::unsent`].
#[server(prefix = "/actions", endpoint = "sign-in")]
pub async fn sign_in(
    #[server(default)] email: String,
    #[server(default)] password: String,
    #[server(default)] next: String,
    #[server(default)] writer: String,
    #[server(default)] note: String,
    #[server(default)] words: String,
) -> Result<(), ServerFnError> {
    let ctx = current()?;
    match ctx.door.sign_in(email.trim(), &password).await {
        Ok(principal) => {
            let home = if matches!(principal.actor, Actor::Customer(_)) {
                "/"
            } else {
                "/studio"
            };
            let next = local_address(&next);
            let next = if next == "/" { home } else { next };
            go_on(&ctx, &principal, (&*writer, note), next).await
        }
        Err(error) => {
            let failure = DoorFailure::from(&error);
            let page = format!("{}&failed={}", sign_in_for(&next), failure.word());
            // What was typed comes back, the password apart.
            let typed: String = email.chars().take(254).collect();
            ctx.keeps(&page, &typed).await;
            if note.is_empty() && words.is_empty() {
                return see_other(&page);
            }
            // What a form brought along is there for the next try.
            bring_back(&ctx, &writer, note, words);
            refuse_entry(failure, &page)
        }
    }
}

/// Leaves.
#[server(prefix = "/actions", endpoint = "sign-out")]
pub async fn sign_out(#[server(default)] sure: String) -> Result<(), ServerFnError> {
    let _ = sure;
    let ctx = current()?;
    match ctx.door.sign_out().await {
        Ok(()) => see_other("/sign-in?done=out"),
        Err(error) => see_other(&format!(
            "/account?failed={}",
            DoorFailure::from(&error).word()
        )),
    }
}

/// Ends every session of whoever is in.
#[server(prefix = "/actions", endpoint = "sign-out-everywhere")]
pub async fn sign_out_everywhere(#[server(default)] sure: String) -> Result<(), ServerFnError> {
    let _ = sure;
    let ctx = current()?;
    match ctx.door.sign_out_everywhere().await {
        Ok(()) => see_other("/sign-in?done=everywhere"),
        Err(error) => see_other(&format!(
            "/account?failed={}",
            DoorFailure::from(&error).word()
        )),
    }
}

/// Asks for a link to set a new password. The answer is the same whoever asks.
#[server(prefix = "/actions", endpoint = "forgot")]
pub async fn forgot(#[server(default)] email: String) -> Result<(), ServerFnError> {
    let ctx = current()?;
    match ctx.door.forgot(email.trim()).await {
        Ok(()) => see_other("/forgot?done=yes"),
        Err(error) => see_other(&format!(
            "/forgot?failed={}",
            DoorFailure::from(&error).word()
        )),
    }
}

/// Sets a new password by a mailed ticket.
#[server(prefix = "/actions", endpoint = "reset")]
pub async fn reset(
    #[server(default)] ticket: String,
    #[server(default)] password: String,
) -> Result<(), ServerFnError> {
    let ctx = current()?;
    match ctx.door.reset(&ticket, &password).await {
        Ok(()) => see_other("/sign-in?done=reset"),
        Err(error) => {
            let failure = DoorFailure::from(&error).word();
            see_other(&format!(
                "/reset?ticket={}&failed={failure}",
                plain(&ticket)
            ))
        }
    }
}

/// Changes the password of whoever is in.
#[server(prefix = "/actions", endpoint = "change-password")]
pub async fn change_password(
    #[server(default)] old: String,
    #[server(default)] new: String,
) -> Result<(), ServerFnError> {
    let ctx = current()?;
    if ctx.door.principal().is_none() {
        return see_other("/sign-in?next=/account");
    }
    match ctx.door.change_password(&old, &new).await {
        Ok(()) => see_other("/account?done=password"),
        Err(error) => see_other(&format!(
            "/account?failed={}",
            DoorFailure::from(&error).word()
        )),
    }
}

/// Says what whoever is in is called to customers.
#[server(prefix = "/actions", endpoint = "call-me")]
pub async fn call_me(#[server(default)] called: String) -> Result<(), ServerFnError> {
    let ctx = current()?;
    let Some(principal) = ctx.door.principal() else {
        return see_other("/sign-in?next=/account");
    };
    match ctx.mutual.call_me(&principal.actor, &called).await {
        Ok(()) => see_other("/account?done=called"),
        Err(NoStep::Typed(_)) => see_other("/account?failed=called"),
        Err(_) => see_other("/account?failed=away"),
    }
}

/// Says by what else our records know whoever is in.
#[server(prefix = "/actions", endpoint = "know-me")]
pub async fn know_me(#[server(default)] identifier: String) -> Result<(), ServerFnError> {
    let ctx = current()?;
    let Some(principal) = ctx.door.principal() else {
        return see_other("/sign-in?next=/account");
    };
    match ctx.mutual.know_me_as(&principal.actor, &identifier).await {
        Ok(()) => {
            ctx.forgets("/account").await;
            see_other("/account?done=known")
        }
        Err(NoStep::Typed(_)) => {
            let typed: String = identifier.chars().take(320).collect();
            see_noted(&ctx, "/account?failed=identifier", &typed).await
        }
        Err(_) => see_other("/account?failed=away"),
    }
}

/// Asks for a new link in place of one that has run out: `link` is its whole query.
#[server(prefix = "/actions", endpoint = "send-link")]
pub async fn send_link(#[server(default)] link: String) -> Result<(), ServerFnError> {
    let ctx = current()?;
    match ctx.door.send_new_link(&link).await {
        Ok(()) => see_other("/in?sent=yes"),
        Err(error) => {
            let failure = DoorFailure::from(&error).word();
            see_other(&format!("/in?{}&failed={failure}", plain(&link)))
        }
    }
}

/// Opens a signed link in place of whoever is in: `link` is its whole query.
#[server(prefix = "/actions", endpoint = "open-link")]
pub async fn open_link(#[server(default)] link: String) -> Result<(), ServerFnError> {
    let ctx = current()?;
    match ctx.door.open_link(&link).await {
        Ok(page) => see_other(local_path(&page)),
        Err(error) => {
            let failure = DoorFailure::from(&error).word();
            see_other(&format!("/in?{}&failed={failure}", plain(&link)))
        }
    }
}

/// Only what an address of ours is made of.
fn plain(text: &str) -> String {
    let kept = |c: &char| c.is_ascii_alphanumeric() || "-_.~%=&:/+".contains(*c);
    text.chars().filter(kept).take(2_000).collect()
}
