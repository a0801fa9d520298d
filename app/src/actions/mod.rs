//! Server functions: the posts of the pages' forms, all under `/actions`.
//!
//! Each one parses, authorises by calling one use case, and sees the browser off to a page with what
//! came of it in the address. They answer plain forms; the island sends the same forms and reads the
//! page that comes back, so there is one way to do each thing.
//!
//! Each one is a public API. Whether a request comes from our own pages is checked by a layer of
//! the server, on every route that changes something.

mod ask;
mod asked_by;
mod choose;
mod compare;
mod desk;
mod door;
mod draft;
mod everything;
mod failure;
mod guesses;
mod keys;
mod language;
mod leave;
mod models;
mod organisation;
mod publish;
mod red_lines;
mod registry;
mod review;
mod team;
mod unsent;
mod webhooks;

use http::{HeaderValue, StatusCode, header};
use leptos::prelude::*;
use leptos_axum::ResponseOptions;
use mutual::access::Actor;
use mutual::id::AccountId;
use mutual::port::{DoorError, Turn};
use serde::Serialize;

pub(crate) use choose::press;
pub(crate) use desk::TO_THE_BOX;
pub(crate) use draft::DraftNote;
pub(crate) use failure::{DoorFailure, Failure};
pub(crate) use keys::{KeyForm, KeyNote};
pub(crate) use models::{ModelForm, ModelNote};
pub(crate) use organisation::OrganisationForm;
pub(crate) use red_lines::{LineForm, LineNote};
pub(crate) use registry::{Refused, TermForm};
pub use unsent::brings_back;
pub(crate) use webhooks::{Note, Tried, WebhookForm};

use crate::context::{Ctx, Customer};

/// The context of this request.
///
/// # Errors
///
/// Where the server gave none, which is a fault of its set-up.
fn current() -> Result<Ctx, ServerFnError> {
    Ctx::current().ok_or_else(|| ServerFnError::new("no context was provided"))
}

/// Sees the browser off to another page: a reload then repeats nothing.
fn see_other(path: &str) -> Result<(), ServerFnError> {
    answer(StatusCode::SEE_OTHER, path)
}

/// Sees the browser off to the page at `path`, for which `note` is kept.
async fn see_noted(ctx: &Ctx, path: &str, note: &impl Serialize) -> Result<(), ServerFnError> {
    ctx.keeps(path, note).await;
    see_other(path)
}

/// Says with its status that a wish was not stored. What is true instead is the page at `path`: the
/// server draws it into this answer.
fn refuse(failure: Failure, path: &str) -> Result<(), ServerFnError> {
    if let Failure::TooMany(seconds) = failure {
        retry_after(seconds);
    }
    answer(failure.status(), path)
}

/// As [`refuse`], of who did not come in.
fn refuse_entry(failure: DoorFailure, path: &str) -> Result<(), ServerFnError> {
    if let DoorFailure::TooMany(seconds) = failure {
        retry_after(seconds);
    }
    answer(failure.status(), path)
}

fn retry_after(seconds: u32) {
    if let Some(response) = use_context::<ResponseOptions>() {
        response.insert_header(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
}

/// Waits for the turn of the customer who is in; `widens` says whether her command turns anything
/// on.
async fn turn(ctx: &Ctx, widens: bool) -> Result<Turn, Failure> {
    let turn = ctx.door.turn(widens).await;
    turn.map_err(|error| match error {
        DoorError::TooMany(seconds) => Failure::TooMany(seconds),
        _ => Failure::Away,
    })
}

fn answer(status: StatusCode, path: &str) -> Result<(), ServerFnError> {
    let response = use_context::<ResponseOptions>();
    if let (Some(response), Ok(path)) = (response, HeaderValue::from_str(path)) {
        response.insert_header(header::LOCATION, path);
        response.set_status(status);
    }
    Ok(())
}

/// The customer who is in, or the way to come in.
fn customer(ctx: &Ctx) -> Result<Customer, &'static str> {
    let principal = ctx.door.principal().ok_or("/sign-in")?;
    Customer::of(&principal).ok_or("/studio")
}

/// Somebody of the team who is in. Actions of the studio ask this first: what strangers and
/// customers send there is not looked at, and nothing of it is kept.
fn staff(ctx: &Ctx) -> Option<(Actor, AccountId)> {
    let principal = ctx.door.principal()?;
    match principal.actor {
        Actor::Staff { account, .. } => Some((principal.actor, account)),
        _ => None,
    }
}

/// A page of this site to come back to; the first page where `path` is anything else.
pub(crate) fn local_path(path: &str) -> &str {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '-' | '_');
    if path.starts_with('/') && !path.starts_with("//") && path.chars().all(plain) {
        path
    } else {
        "/"
    }
}

/// As [`local_path`], with the query that may follow; its values are plain.
pub(crate) fn local_address(address: &str) -> &str {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '=' | '&');
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    if local_path(path) == path && query.chars().all(plain) {
        address
    } else {
        "/"
    }
}

/// The page to sign in on, from which one comes back to `next`.
pub(crate) fn sign_in_for(next: &str) -> String {
    let next = local_address(next);
    let next = next.replace('?', "%3F").replace('=', "%3D");
    format!("/sign-in?next={}", next.replace('&', "%26"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_never_leads_away_from_the_site() {
        for good in ["/", "/x/recipe-ideas", "/studio/recipe_ideas/publish"] {
            assert_eq!(local_path(good), good);
        }
        let bad = [
            "",
            "//evil.example",
            "/\\evil.example",
            "https://evil.example",
            "/x\r\nSet-Cookie: a",
        ];
        for bad in bad {
            assert_eq!(local_path(bad), "/", "{bad}");
            assert_eq!(local_address(bad), "/", "{bad}");
            let query = format!("/ask?about={bad}");
            assert!(bad.is_empty() || local_address(&query) == "/", "{bad}");
        }
    }

    #[test]
    fn whoever_comes_in_comes_back_with_what_she_asked_for() {
        let ask = "/ask?about=dec_01KB3Y&wrong=1";
        assert_eq!(local_address(ask), ask);
        let to = "/sign-in?next=%2Fask%3Fabout%3Ddec_01KB3Y%26wrong%3D1";
        assert_eq!(sign_in_for(ask), to.replace("%2F", "/"));
        assert_eq!(sign_in_for("/x?a=b?c"), "/sign-in?next=/");
    }
}
