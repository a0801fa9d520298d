//! Begin a proposition: a title and a key.

use leptos::prelude::*;
use serde_json::Value;

use super::writes;
use crate::{
    pages::{Asked, Page, Problem, Stop, draw},
    ui::{
        Icon,
        error_summary::ErrorSummary,
        field::{Field, Input},
        writer::Writer,
    },
};

/// The page to begin on.
#[component]
pub(crate) fn NewPage() -> impl IntoView {
    draw(new)
}

async fn new(asked: Asked) -> Result<Page, Stop> {
    let (_, role) = asked.staff()?;
    if !writes(role) {
        return Err(Problem::Forbidden.into());
    }
    let text = asked.ctx.text();
    let words = text.studio;
    let faults: Vec<_> = match asked.parameter("failed") {
        Some("key") => vec![("key".to_owned(), words.key_bad.to_owned())],
        Some("taken") => vec![("key".to_owned(), words.key_taken.to_owned())],
        Some("long") => vec![("title".to_owned(), text.review.too_long.to_owned())],
        Some(_) => vec![("title".to_owned(), text.entry.away.to_owned())],
        None => vec![],
    };
    let typed: Value = asked.note().await.unwrap_or_default();
    let typed = |name: &str| {
        typed
            .get(name)
            .and_then(Value::as_str)
            .unwrap_or_default()
            .to_owned()
    };
    let body = view! {
        <a class="back" href="/studio">{Icon::Back.draw()} {words.all}</a>
        <h1>{words.new_title}</h1>
        <p class="lead">{words.new_lead}</p>
        <ErrorSummary title=text.shared.form_has_faults faults=faults.clone()/>
        <form class="part" method="post" action="/actions/begin-draft">
            <Writer/>
            <Input
                field=Field::new("title", words.form.title).hint(words.form.title_hint).fault(&faults)
                value=typed("title")
                required=true
                most=120
            />
            <Input
                field=Field::new("key", words.key).hint(words.key_hint).fault(&faults)
                value=typed("key")
                required=true
                most=64
                code=true
            />
            <div class="form-end">
                <button type="submit" class="button button-solid">{words.begin}</button>
            </div>
        </form>
    };
    Ok(Page::of_team(words.new_title.to_owned(), role, "", body))
}
