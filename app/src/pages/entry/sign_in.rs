//! Sign in with e-mail and password.

use leptos::prelude::*;

use crate::{
    actions::{DoorFailure, local_address},
    pages::{Asked, Page, Stop, draw},
    ui::{
        asked::lines,
        error_summary::ErrorSummary,
        field::{Field, Input},
        notice::{Notice, NoticeKind},
    },
};

/// The page to sign in on.
#[component]
pub(crate) fn SignInPage() -> impl IntoView {
    draw(sign_in)
}

async fn sign_in(asked: Asked) -> Result<Page, Stop> {
    let next = local_address(asked.parameter("next").unwrap_or_default()).to_owned();
    let unsent = asked.ctx.unsent.get().cloned();
    // Words that whoever is in did not write are told of all the same.
    let is_in = asked.ctx.door.principal().is_some();
    if is_in && unsent.is_none() {
        return Err(Stop::Elsewhere(next));
    }
    let words = asked.ctx.text().entry;
    let failure = asked.parameter("failed").and_then(DoorFailure::parse);
    // The address that was typed comes back in a note, not in the page's address, and once: whoever sits
    // down next at this browser need not be the same.
    let email: String = asked.note_once().await.unwrap_or_default();
    let faults: Vec<_> = failure
        .map(|failure| ("email".to_owned(), failure.sentence(asked.ctx.text())))
        .into_iter()
        .collect();
    let done = match asked.parameter("done") {
        Some("out") => Some(words.signed_out),
        Some("everywhere") => Some(words.signed_out_everywhere),
        Some("reset") => Some(words.reset_done),
        _ => None,
    };
    let brought = unsent.as_ref().map(|unsent| {
        view! {
            <input type="hidden" name="writer" value=unsent.writer.clone()/>
            <input type="hidden" name="note" value=unsent.note.clone()/>
            <input type="hidden" name="words" value=unsent.words.clone()/>
        }
    });
    let ended = unsent.map(|unsent| {
        let said = if is_in { words.replaced } else { words.ended };
        let comes_back = (!unsent.note.is_empty()).then_some(words.ended_back);
        // What was only ticked is no words: it comes back all the same.
        let copied = (!unsent.words.is_empty()).then(|| {
            view! {
                <details class="details" id="unsent">
                    <summary>{words.ended_words}</summary>
                    <blockquote class="details-body">{lines(&unsent.words)}</blockquote>
                </details>
            }
        });
        view! {
            <Notice kind=NoticeKind::Fault text=said/>
            {comes_back.map(|said| view! { <p>{said}</p> })}
            {copied}
        }
    });
    let body = view! {
        <div class="entry">
            <h1>{words.sign_in}</h1>
            {done.map(|done| view! { <Notice kind=NoticeKind::Done text=done/> })}
            {ended}
            <ErrorSummary title=words.not_signed_in faults=faults.clone()/>
            <form method="post" action="/actions/sign-in">
                <input type="hidden" name="next" value=next/>
                {brought}
                <Input
                    field=Field::new("email", words.email).fault(&faults)
                    kind="email"
                    value=email
                    autocomplete="username"
                    required=true
                    most=254
                />
                <Input
                    field=Field::new("password", words.password)
                    kind="password"
                    autocomplete="current-password"
                    required=true
                    most=200
                />
                <div class="form-end buttons">
                    <button type="submit" class="button button-solid">{words.sign_in}</button>
                    <a href="/forgot">{words.forgot_link}</a>
                </div>
            </form>
            <p class="entry-other">{words.no_password}</p>
        </div>
    };
    Ok(Page::outside(words.sign_in, body))
}
