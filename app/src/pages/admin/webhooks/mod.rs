//! The addresses that changes are sent to, and what was sent.
//!
//! Each page there is twice: over real customers, and with `side=test` in its address over the test side, under
//! a band. It is the same page over the use cases of that side, so whatever belongs to the other one is absent.

mod attempt;
mod deliveries;
mod delivery;
mod endpoint;
mod form;
mod list;
mod remove;
mod replay;

use std::str::FromStr;

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use mutual::access::Actor;
use mutual::clock::Timestamp;
use mutual::id::EndpointId;
use mutual::use_cases::Watched;
use mutual::webhook::{Endpoint, OFF_AFTER_S};

pub(crate) use delivery::DeliveryPage;
pub(crate) use endpoint::WebhookPage;
pub(crate) use list::WebhooksPage;
pub(crate) use remove::RemoveWebhookPage;
pub(crate) use replay::ReplayWebhookPage;

use crate::{
    actions::Note,
    pages::{Asked, Problem, Stop},
    place::Place,
    text::{Dates, Text, Webhooks as Words},
    ui::notice::{Notice, NoticeKind},
};

/// The field by which a form stays on its side.
fn side_field(pages: Place) -> Option<impl IntoView + use<>> {
    let side = pages.side()?;
    Some(view! { <input type="hidden" name="side" value=side/> })
}

/// A part of the path.
fn path_part(name: &str) -> String {
    use_params_map().with_untracked(|params| params.get(name).unwrap_or_default())
}

/// The address that the path names, for whoever may see it.
async fn watched(asked: &Asked, actor: &Actor, id: &str) -> Result<Watched, Stop> {
    let id: EndpointId = named(asked, actor, id).await?;
    Ok(asked.ctx.mutual.webhooks().endpoint(actor, id).await?)
}

/// What the path names. That nothing has such a name is told to those alone who may see what has.
async fn named<T: FromStr>(asked: &Asked, actor: &Actor, text: &str) -> Result<T, Stop> {
    if let Ok(name) = text.parse() {
        return Ok(name);
    }
    asked.ctx.mutual.webhooks().endpoints(actor).await?;
    Err(Problem::Absent.into())
}

/// What the step before left for this page. What was typed and refused stays; anything else is shown once.
async fn left(asked: &Asked) -> Option<Note> {
    match asked.parameter("failed") {
        Some(_) => asked.note().await,
        None => asked.note_once().await,
    }
}

/// What came of the step before.
fn notice(asked: &Asked, text: &'static Text) -> Option<AnyView> {
    let words = text.webhooks;
    if let (None, Some("replayed")) = (asked.parameter("failed"), asked.parameter("done")) {
        let said = (words.replayed)(asked.parameter("count")?.parse().ok()?);
        return Some(view! { <Notice kind=NoticeKind::Done text=said/> }.into_any());
    }
    asked.notice(words.failed, words.done, &["faults"])
}

/// An address without what stands behind the question mark: that may be a password.
fn shown(url: &str) -> String {
    match url.split_once('?') {
        Some((address, _)) => format!("{address}?…"),
        None => url.to_owned(),
    }
}

/// What people call it, or the address.
fn name(endpoint: &Endpoint) -> String {
    if endpoint.description.is_empty() {
        shown(&endpoint.url)
    } else {
        endpoint.description.clone()
    }
}

/// How it answers, in words; the first sentence says the most.
fn health(watched: &Watched, dates: &Dates, now: Timestamp, words: &Words) -> Vec<String> {
    let endpoint = &watched.endpoint;
    if let Some(off) = endpoint.off {
        return vec![(words.off)(off.why, &dates.moment(off.at))];
    }
    if let Some(since) = endpoint.failing_since {
        let health = endpoint.health();
        let comes = if health.is_to_be_told(now) {
            words.not_told.to_owned()
        } else {
            let off_at = health.off_from();
            let off_at = off_at.unwrap_or_else(|| since.plus_seconds(OFF_AFTER_S));
            (words.off_on)(&dates.moment(off_at))
        };
        return vec![(words.failing_since)(&dates.moment(since)), comes];
    }
    if watched.counts.delivered > 0 {
        vec![words.works.to_owned()]
    } else {
        vec![words.quiet.to_owned()]
    }
}
