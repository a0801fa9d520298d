//! Set a new password by a mailed link.

use leptos::prelude::*;

use crate::{
    actions::DoorFailure,
    pages::{Asked, Page, Stop, draw},
    ui::{
        error_summary::ErrorSummary,
        field::{Field, Input},
    },
};

/// The page that a mailed link opens. Opening it uses nothing up: scanners of mail open links too.
#[component]
pub(crate) fn ResetPage() -> impl IntoView {
    draw(reset)
}

async fn reset(asked: Asked) -> Result<Page, Stop> {
    let words = asked.ctx.text().entry;
    let failure = asked.parameter("failed").and_then(DoorFailure::parse);
    let ticket = asked.parameter("ticket").unwrap_or_default().to_owned();
    if ticket.is_empty() || failure == Some(DoorFailure::BadLink) {
        let body = view! {
            <div class="entry">
                <h1>{words.reset_bad}</h1>
                <p>{words.reset_bad_lead}</p>
                <p><a class="button" href="/forgot">{words.reset_again}</a></p>
            </div>
        };
        return Ok(Page::outside(words.reset_bad, body));
    }
    let faults: Vec<_> = failure
        .map(|failure| ("password".to_owned(), failure.sentence(asked.ctx.text())))
        .into_iter()
        .collect();
    let body = view! {
        <div class="entry">
            <h1>{words.reset}</h1>
            <ErrorSummary title=asked.ctx.text().shared.form_has_faults faults=faults.clone()/>
            <form method="post" action="/actions/reset">
                <input type="hidden" name="ticket" value=ticket/>
                <Input
                    field=Field::new("password", words.new_password)
                        .hint(words.password_hint)
                        .fault(&faults)
                    kind="password"
                    autocomplete="new-password"
                    required=true
                    most=200
                />
                <div class="form-end buttons">
                    <button type="submit" class="button button-solid">{words.reset_save}</button>
                </div>
            </form>
        </div>
    };
    Ok(Page::outside(words.reset, body))
}
