//! Write drafts of propositions.

use leptos::prelude::*;
use mutual::access::Actor;
use mutual::catalogue::Slug;
use mutual::id::AccountId;
use mutual::port::StoreError;
use mutual::use_cases::{RESERVED_KEYS, Reading};

use super::{current, see_other, staff};
use crate::{context::Ctx, draft::DraftForm};

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
        Ok(_) => see_other(&format!("/studio/{slug}")),
        Err(Unsaved::Meanwhile) => not_begun(&ctx, &title, &key, "taken").await,
        Err(Unsaved::Forbidden) => see_other("/studio?failed=forbidden"),
        Err(Unsaved::Away | Unsaved::TooLong) => not_begun(&ctx, &title, &key, "away").await,
    }
}

async fn not_begun(ctx: &Ctx, title: &str, key: &str, why: &str) -> Result<(), ServerFnError> {
    let note = serde_json::json!({"title": title, "key": key}).to_string();
    // Where the note cannot be kept, the form comes back empty, which the browser can mend.
    let _ = ctx.door.put_flash(note).await;
    see_other(&format!("/studio/new?failed={why}"))
}

/// Saves the draft that began from `revision`.
#[server(prefix = "/actions", endpoint = "save-draft")]
pub async fn save_draft(
    #[server(default)] revision: String,
    #[server(flatten)] form: DraftForm,
) -> Result<(), ServerFnError> {
    saved(&form, &revision, "?saved=yes").await
}

/// Saves the draft and goes on to what publishing it would do.
#[server(prefix = "/actions", endpoint = "look-at-draft")]
pub async fn look_at_draft(
    #[server(default)] revision: String,
    #[server(flatten)] form: DraftForm,
) -> Result<(), ServerFnError> {
    saved(&form, &revision, "/publish").await
}

async fn saved(form: &DraftForm, revision: &str, then: &str) -> Result<(), ServerFnError> {
    let ctx = current()?;
    let author = staff(&ctx);
    let Ok(key) = form.key.parse::<Slug>() else {
        return see_other("/studio");
    };
    let Some(author) = author else {
        return see_other(&format!("/sign-in?next=/studio/{key}"));
    };
    match save(&ctx, author, &key, form, revision.parse().unwrap_or(0)).await {
        Ok(_) => see_other(&format!("/studio/{key}{then}")),
        Err(Unsaved::Forbidden) => see_other("/studio?failed=forbidden"),
        Err(unsaved) => {
            let why = match unsaved {
                Unsaved::Meanwhile => "meanwhile",
                Unsaved::TooLong => "long",
                Unsaved::Forbidden | Unsaved::Away => "away",
            };
            let content = form.content(ctx.mutual.catalogue().registry());
            // The note takes more than the longest draft, so that what is too long comes back too.
            let _ = ctx.door.put_flash(content.to_string()).await;
            see_other(&format!("/studio/{key}?failed={why}"))
        }
    }
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
    saved.map_err(|error| match error {
        Reading::Store(StoreError::Conflict) => Unsaved::Meanwhile,
        Reading::Faults(_) => Unsaved::TooLong,
        Reading::Denied(_) | Reading::Absent => Unsaved::Forbidden,
        Reading::Store(_) => Unsaved::Away,
    })
}
