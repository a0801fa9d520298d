//! Words that arrive once their author's session has ended, or somebody else's has taken its place in the
//! same browser.
//!
//! They are stored nowhere: nobody is in whose they would be. The page to sign in on is the answer to the
//! form, and brings them back to the browser that they came from: to be read and copied, and as fields of
//! its own form. Once somebody comes in by it, they go on to the form that they were typed into, if it is
//! whoever that form was drawn for; whoever else comes in gets none of it.

use http::StatusCode;
use leptos::prelude::ServerFnError;
use mutual::port::Principal;
use serde::Serialize;

use super::{answer, local_address, see_other, sign_in_for};
use crate::context::{Ctx, Unsent, writer};

/// The most bytes that come back into a form: a field of a form takes up three times as many.
const LONGEST: usize = 48 * 1024;

/// Whether what arrives at `path` comes back to its author where somebody else is in by now. Whatever else a
/// form of another's holds is nothing but a press of a button, or stands in the tab that it was sent from.
#[must_use]
pub fn brings_back(path: &str) -> bool {
    let action = path.strip_prefix("/actions/");
    matches!(action, Some("ask" | "case-step" | "save-line" | "sign-in"))
}

/// Asks whoever sent a form to sign in, with what she typed. `note` is what the page at `next` takes for
/// a form that was not stored, `None` where nothing was typed into it; `words` are what of it is there to
/// be read, and `of` is whom the form was drawn for, as it says itself.
pub(super) fn sign_in_with(
    ctx: &Ctx,
    next: &str,
    of: &str,
    note: Option<&impl Serialize>,
    words: String,
) -> Result<(), ServerFnError> {
    // Where whoever sent it is in and may not, there is nobody to ask to come in.
    let is_known = ctx.door.principal().is_some() && !ctx.is_of_another(of);
    let Some(note) = note.filter(|_| !is_known) else {
        return see_other(&sign_in_for(next));
    };
    let note = serde_json::to_string(note).unwrap_or_default();
    bring_back(ctx, of, note, words);
    answer(StatusCode::FORBIDDEN, &sign_in_for(next))
}

/// Draws the page to sign in on with the words, into the answer to this request.
pub(super) fn bring_back(ctx: &Ctx, of: &str, note: String, words: String) {
    let unsent = Unsent {
        writer: of.chars().take(100).collect(),
        // What is cut is no note: then the words alone come back, to be copied.
        note: Some(note)
            .filter(|note| note.len() <= LONGEST)
            .unwrap_or_default(),
        words: words.chars().take(LONGEST / 4).collect(),
    };
    // Nobody else sets it in one request.
    let _ = ctx.unsent.set(unsent);
}

/// Where whoever came in goes: to the form with what she typed, if she is who typed it.
pub(super) async fn go_on(
    ctx: &Ctx,
    principal: &Principal,
    (of, note): (&str, String),
    next: &str,
) -> Result<(), ServerFnError> {
    let is_hers = !note.is_empty() && note.len() <= LONGEST && writer(principal) == of;
    if !is_hers {
        return see_other(next);
    }
    let local = local_address(next);
    let and = if local.contains('?') { '&' } else { '?' };
    let page = format!("{local}{and}failed=ended");
    if ctx.keeps_as_it_is(&page, note).await {
        see_other(&page)
    } else {
        see_other(next)
    }
}
