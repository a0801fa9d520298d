//! Write drafts of propositions.

use std::collections::BTreeMap;

use leptos::prelude::*;
use mutual::access::Actor;
use mutual::catalogue::Slug;
use mutual::id::AccountId;
use mutual::port::StoreError;
use mutual::use_cases::{NoStep, RESERVED_KEYS, Reading};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{current, review, see_noted, see_other, staff};
use crate::{context::Ctx, draft::DraftForm, pages::CardLook};

/// The page to begin on.
const NEW: &str = "/studio/new";

/// A draft that was not saved.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct DraftNote {
    /// What was typed, as a draft has it.
    pub content: Value,
    /// The revision that it began from.
    pub revision: u64,
}

/// Begins a draft under a new key.
#[server(prefix = "/actions", endpoint = "begin-draft")]
pub async fn begin_draft(
    #[server(default)] title: String,
    #[server(default)] key: String,
) -> Result<(), ServerFnError> {
    let ctx = current()?;
    let Some(author) = staff(&ctx) else {
        return see_other("/sign-in?next=/studio/new");
    };
    let key = key.trim().to_owned();
    // Other pages have these addresses.
    let Some(slug) = key
        .parse::<Slug>()
        .ok()
        .filter(|slug| !RESERVED_KEYS.contains(&slug.as_str()))
    else {
        return not_begun(&ctx, &title, &key, "key").await;
    };
    let locale = ctx
        .organisation
        .locales
        .first()
        .map_or("en", String::as_str);
    let form = DraftForm::begin(&slug, &title, locale);
    if ctx.mutual.catalogue().proposition(&slug).is_some() {
        return not_begun(&ctx, &title, &key, "taken").await;
    }
    match save(&ctx, author, &slug, &form, 0).await {
        Ok(_) => {
            ctx.forgets(NEW).await;
            see_other(&format!("/studio/{slug}"))
        }
        Err(Unsaved::Meanwhile) => not_begun(&ctx, &title, &key, "taken").await,
        Err(Unsaved::Forbidden) => see_other("/studio?failed=forbidden"),
        Err(Unsaved::TooLong) => not_begun(&ctx, &title, &key, "long").await,
        Err(Unsaved::Away) => not_begun(&ctx, &title, &key, "away").await,
    }
}

async fn not_begun(ctx: &Ctx, title: &str, key: &str, why: &str) -> Result<(), ServerFnError> {
    let note = serde_json::json!({"title": title, "key": key});
    see_noted(ctx, &format!("{NEW}?failed={why}"), &note).await
}

/// Saves the draft that began from `revision`. Where two people wrote at once, `keep` says for each
/// part whose stays. `show` is the button that asks to see the card, as it is looked at.
#[server(prefix = "/actions", endpoint = "save-draft")]
pub async fn save_draft(
    #[server(default)] revision: String,
    #[server(default)] keep: BTreeMap<String, String>,
    #[server(default)] show: String,
    #[server(flatten)] view: CardLook,
    #[server(flatten)] form: DraftForm,
) -> Result<(), ServerFnError> {
    let query = view.query();
    let and = if query.is_empty() { "" } else { "&" };
    let card = if show.is_empty() { "" } else { "#card-t" };
    let then = format!("?saved=yes{and}{query}{card}");
    saved(form, &revision, &keep, &view, &then).await
}

/// Saves the draft and goes on to what publishing it would do.
#[server(prefix = "/actions", endpoint = "look-at-draft")]
pub async fn look_at_draft(
    #[server(default)] revision: String,
    #[server(default)] keep: BTreeMap<String, String>,
    #[server(flatten)] view: CardLook,
    #[server(flatten)] form: DraftForm,
) -> Result<(), ServerFnError> {
    saved(form, &revision, &keep, &view, "/publish").await
}

/// Ends a draft that is not wanted; what is live stays as it is.
#[server(prefix = "/actions", endpoint = "discard-draft")]
pub async fn discard_draft(
    #[server(default)] key: String,
    #[server(default)] revision: String,
    #[server(default)] sure: String,
) -> Result<(), ServerFnError> {
    let ctx = current()?;
    let Ok(key) = key.parse::<Slug>() else {
        return see_other("/studio");
    };
    let Some((actor, _)) = staff(&ctx) else {
        return see_other(&format!("/sign-in?next=/studio/{key}"));
    };
    if sure != "yes" {
        return see_other(&format!("/studio/{key}?failed=sure"));
    }
    let revision = revision.parse().unwrap_or(0);
    match ctx.mutual.discard_draft(&actor, &key, revision).await {
        Ok(()) => {
            ctx.forgets(&format!("/studio/{key}")).await;
            see_other("/studio?discarded=yes")
        }
        // Pressed twice: the first press ended it.
        Err(NoStep::Reading(Reading::Absent)) => see_other("/studio"),
        Err(error) => match review::why(&error) {
            "forbidden" => see_other("/studio?failed=forbidden"),
            why => see_other(&format!("/studio/{key}?failed={why}")),
        },
    }
}

async fn saved(
    form: DraftForm,
    revision: &str,
    keep: &BTreeMap<String, String>,
    view: &CardLook,
    then: &str,
) -> Result<(), ServerFnError> {
    let ctx = current()?;
    let author = staff(&ctx);
    let Ok(key) = form.key.parse::<Slug>() else {
        return see_other("/studio");
    };
    let Some(author) = author else {
        return see_other(&format!("/sign-in?next=/studio/{key}"));
    };
    let revision = revision.parse().unwrap_or(0);
    let form = match chosen(&ctx, &author.0, form, revision, keep).await {
        Ok(form) => form,
        Err((form, unsaved)) => {
            return not_saved(&ctx, (&key, revision), &form, &unsaved, view).await;
        }
    };
    match save(&ctx, author, &key, &form, revision).await {
        Ok(_) => {
            ctx.forgets(&format!("/studio/{key}")).await;
            see_other(&format!("/studio/{key}{then}"))
        }
        Err(unsaved) => not_saved(&ctx, (&key, revision), &form, &unsaved, view).await,
    }
}

/// The form with those parts that somebody chose to take from what is stored. Where that was changed
/// once more since it was shown, nothing is chosen yet: saving judges what was typed, its length first.
async fn chosen(
    ctx: &Ctx,
    actor: &Actor,
    form: DraftForm,
    revision: u64,
    keep: &BTreeMap<String, String>,
) -> Result<DraftForm, (DraftForm, Unsaved)> {
    let theirs = keep.iter().filter(|(_, whose)| *whose == "theirs");
    let theirs: Vec<_> = theirs.map(|(part, _)| part.as_str()).collect();
    if theirs.is_empty() {
        return Ok(form);
    }
    match ctx.mutual.draft(actor, &form.key).await {
        Ok(Some(draft)) if draft.revision == revision => {
            let content = serde_json::from_str(&draft.content).unwrap_or_default();
            Ok(form.with_parts(&DraftForm::read(&content), theirs))
        }
        Ok(_) => Ok(form),
        Err(error) => Err((form, error.into())),
    }
}

/// Sees the browser off to the editor, which shows what was typed and why it is not saved.
async fn not_saved(
    ctx: &Ctx,
    (key, revision): (&Slug, u64),
    form: &DraftForm,
    unsaved: &Unsaved,
    view: &CardLook,
) -> Result<(), ServerFnError> {
    let why = match unsaved {
        Unsaved::Forbidden => return see_other("/studio?failed=forbidden"),
        Unsaved::Meanwhile => "meanwhile",
        Unsaved::TooLong => "long",
        Unsaved::Away => "away",
    };
    let content = form.content(ctx.mutual.catalogue().registry());
    let query = view.query();
    let and = if query.is_empty() { "" } else { "&" };
    // A note takes more than the longest draft, so that what is too long comes back too.
    let page = format!("/studio/{key}?failed={why}{and}{query}");
    see_noted(ctx, &page, &DraftNote { content, revision }).await
}

enum Unsaved {
    /// This is not hers to do.
    Forbidden,
    /// It is longer than any draft.
    TooLong,
    /// Somebody else saved in between.
    Meanwhile,
    /// It could not be stored.
    Away,
}

async fn save(
    ctx: &Ctx,
    (actor, account): (Actor, AccountId),
    key: &Slug,
    form: &DraftForm,
    revision: u64,
) -> Result<u64, Unsaved> {
    let content = form.content(ctx.mutual.catalogue().registry()).to_string();
    let saved = ctx
        .mutual
        .save_draft(&actor, account, key, content, revision)
        .await;
    saved.map_err(Unsaved::from)
}

impl From<Reading> for Unsaved {
    fn from(reading: Reading) -> Self {
        match reading {
            Reading::Store(StoreError::Conflict) => Self::Meanwhile,
            Reading::Faults(_) => Self::TooLong,
            Reading::Denied(_) | Reading::Absent => Self::Forbidden,
            Reading::Store(_) => Self::Away,
        }
    }
}
