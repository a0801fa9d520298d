//! What came of sending once.

use leptos::prelude::*;

use crate::{
    actions::Tried,
    text::{Dates, Webhooks as Words},
    ui::facts::{Fact, Facts},
};

/// When it was tried, how long it took, and what came back. What a receiver answers is text of a
/// stranger.
pub(super) fn tried(tried: &Tried, dates: &Dates, words: &'static Words) -> impl IntoView + use<> {
    let came = match tried.status {
        Some(status) => (words.answered)(status),
        None => words.unanswered.to_owned(),
    };
    let facts = vec![
        Fact::new(words.when, dates.moment(tried.moment())),
        Fact::new(words.duration, (words.millis)(tried.took_ms)),
        Fact::new(words.outcome, came),
    ];
    let said = tried.said.clone();
    let said = match tried.status {
        // Why is said by the program, in English.
        None => view! { <p lang="en" dir="ltr">{said}</p> }.into_any(),
        Some(_) if said.trim().is_empty() => {
            view! { <p class="quiet">{words.empty_answer}</p> }.into_any()
        }
        Some(_) => view! {
            <p class="code-name">{words.answer}</p>
            {raw(said)}
        }
        .into_any(),
    };
    view! { <Facts facts=facts/> {said} }
}

/// Text of a machine, line by line as it is: long ones are broken, so that nothing has to scroll.
pub(super) fn raw(text: String) -> impl IntoView {
    view! { <pre class="code code-breaks" dir="auto" translate="no"><code>{text}</code></pre> }
}
