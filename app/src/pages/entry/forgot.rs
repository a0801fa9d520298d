//! Ask for a link to set a new password.

use leptos::prelude::*;

use crate::{
    actions::DoorFailure,
    pages::{Asked, Page, Stop, draw},
    ui::{
        error_summary::ErrorSummary,
        field::{Field, Input},
    },
};

/// The page to ask on; after asking, it says to look in the mail, whoever asked.
#[component]
pub(crate) fn ForgotPage() -> impl IntoView {
    draw(forgot)
}

async fn forgot(asked: Asked) -> Result<Page, Stop> {
    let words = asked.ctx.text().entry;
    if asked.parameter("done").is_some() {
        let body = view! {
            <div class="entry">
                <h1>{words.check_mail}</h1>
                <p>{words.forgot_sent}</p>
                <p class="entry-other"><a href="/sign-in">{words.sign_in}</a></p>
            </div>
        };
        return Ok(Page::outside(words.check_mail, body));
    }
    let failure = asked.parameter("failed").and_then(DoorFailure::parse);
    let faults: Vec<_> = failure
        .map(|failure| ("email".to_owned(), failure.sentence(asked.ctx.text())))
        .into_iter()
        .collect();
    let body = view! {
        <div class="entry">
            <h1>{words.forgot}</h1>
            <p class="quiet">{words.forgot_lead}</p>
            <ErrorSummary title=asked.ctx.text().shared.form_has_faults faults=faults.clone()/>
            <form method="post" action="/actions/forgot">
                <Input
                    field=Field::new("email", words.email).fault(&faults)
                    kind="email"
                    autocomplete="username"
                    required=true
                    most=254
                />
                <div class="form-end buttons">
                    <button type="submit" class="button button-solid">{words.forgot_send}</button>
                    <a href="/sign-in">{words.sign_in}</a>
                </div>
            </form>
        </div>
    };
    Ok(Page::outside(words.forgot, body))
}
