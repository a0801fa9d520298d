//! What publishing a draft would do, and the button that does it.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use mutual::catalogue::{ChangeClass, Difference, Document, Registry};
use mutual::use_cases::Preview;
use serde_json::Value;

use super::{page, writes};
use crate::{
    draft::DraftForm,
    pages::{Asked, Page, Problem, Stop, draw},
    text::{Studio, Text, number, sentence},
    ui::{
        Icon,
        diff::{Diff, DiffLine},
        notice::{Notice, NoticeKind},
    },
};

/// The last look before a version goes live.
#[component]
pub(crate) fn PublishPage() -> impl IntoView {
    let key = use_params_map()
        .with_untracked(|params| params.get("key"))
        .unwrap_or_default();
    draw(|asked| publish(asked, key))
}

async fn publish(asked: Asked, key: String) -> Result<Page, Stop> {
    let (actor, role) = asked.staff()?;
    if !writes(role) {
        return Err(Problem::Forbidden.into());
    }
    let ctx = &asked.ctx;
    let text = ctx.text();
    let words = text.studio;
    let draft = ctx
        .mutual
        .draft(&actor, &key)
        .await?
        .ok_or(Problem::Absent)?;
    let preview = ctx.mutual.preview(&actor, &key).await?;
    let catalogue = ctx.mutual.catalogue();
    let live = catalogue
        .proposition(&key)
        .and_then(|proposition| proposition.live());
    let content: Value = serde_json::from_str(&draft.content).unwrap_or_default();
    let form = DraftForm::read(&content);
    let faults = faults(&form, &preview, catalogue.registry(), words);
    let version = preview.over.map_or(1, |over| over + 1);
    let title = (words.publish_title)(version, &form.title);
    let failed = match asked.parameter("failed") {
        Some("meanwhile") => Some(words.published_meanwhile),
        Some("faults") => Some(words.cannot),
        Some(_) => Some(text.entry.away),
        None => None,
    };
    let failed = failed.map(|text| view! { <Notice kind=NoticeKind::Fault text=text/> });
    let back = format!("/studio/{key}");
    let inside = match (&preview.document, faults.is_empty()) {
        (Some(document), true) => {
            let old = live.map(|live| &live.document);
            let revision = draft.revision;
            ready(&preview, old, document, revision, version, text).into_any()
        }
        _ => mend(faults, &key, words).into_any(),
    };
    let body = view! {
        <a class="back" href=back>{Icon::Back.draw()} {words.back_to_draft}</a>
        <h1>{title.clone()}</h1>
        {failed}
        {inside}
    };
    Ok(page(title, role, "", body.into_any()))
}

/// What must be mended, each as its field and a sentence.
fn faults(
    form: &DraftForm,
    preview: &Preview,
    registry: &Registry,
    words: &Studio,
) -> Vec<(String, String)> {
    if preview.document.is_none() {
        return form.all_faults(registry, words.fill_in, words.form.not_a_number);
    }
    let faults = preview.faults.iter();
    faults
        .map(|fault| (fault.field.clone(), sentence(&fault.message)))
        .collect()
}

fn mend(faults: Vec<(String, String)>, key: &str, words: &'static Studio) -> impl IntoView + use<> {
    // The fields are on the other page.
    let faults = faults
        .into_iter()
        .map(|(field, message)| {
            let plain = field.split('[').next().unwrap_or_default();
            let name = (words.field)(if plain.starts_with("ask") {
                &field
            } else {
                plain
            });
            view! { <li>{format!("{name}: {message}")}</li> }
        })
        .collect_view();
    view! {
        <div class="error-summary" role="alert">
            <h2>{words.cannot}</h2>
            <ul>{faults}</ul>
        </div>
        <p class="buttons">
            <a class="button" href=format!("/studio/{key}?saved=yes")>{words.back_to_draft}</a>
        </p>
    }
}

fn ready(
    preview: &Preview,
    old: Option<&Document>,
    new: &Document,
    revision: u32,
    version: u32,
    text: &'static Text,
) -> impl IntoView + use<> {
    let words = text.studio;
    let again = match preview.class {
        ChangeClass::Material => preview.on,
        ChangeClass::Cosmetic | ChangeClass::Clearer | ChangeClass::Narrower => 0,
    };
    let (first, then) = if old.is_none() {
        words.first
    } else {
        (words.class)(preview.class)
    };
    let sum = old.is_some().then(|| {
        view! {
            <dl class="sum">
                <div><dt>{words.have_it_on}</dt><dd>{number(preview.on)}</dd></div>
                <div><dt>{words.must_answer}</dt><dd>{number(again)}</dd></div>
            </dl>
        }
    });
    let changes = old.map(|old| changes(&preview.differences, old, new, words));
    view! {
        <p class="lead"><strong>{first}</strong> " " {then}</p>
        {sum}
        {changes}
        <form class="part buttons" method="post" action="/actions/publish">
            <input type="hidden" name="key" value=new.key.to_string()/>
            <input type="hidden" name="revision" value=revision.to_string()/>
            <input type="hidden" name="over" value=preview.over.map(|over| over.to_string())/>
            <button type="submit" class="button button-solid">{(words.publish)(version, again)}</button>
            <a href=format!("/studio/{}", new.key)>{words.back_to_draft}</a>
        </form>
    }
}

fn changes(
    differences: &[Difference],
    old: &Document,
    new: &Document,
    words: &'static Studio,
) -> impl IntoView + use<> {
    let lines = differing(old, new, words);
    let said = differences
        .iter()
        .map(|difference| view! { <li>{(words.difference)(difference)}</li> })
        .collect_view();
    let none = (lines.is_empty() && differences.is_empty()).then(|| {
        view! { <p>{words.no_changes}</p> }
    });
    view! {
        <section class="part" aria-labelledby="changes-t">
            <h2 id="changes-t">{words.changes}</h2>
            {none}
            <ul>{said}</ul>
        </section>
        {(!lines.is_empty()).then(|| view! { <Diff lines=lines words=(words.before, words.now)/> })}
    }
}

/// The fields that read differently, word for word.
fn differing(old: &Document, new: &Document, words: &'static Studio) -> Vec<DiffLine> {
    let as_value = |document: &Document| serde_json::to_value(document).unwrap_or_default();
    let (old, new) = (as_value(old), as_value(new));
    let fields = [
        "title",
        "purpose",
        "legal_basis",
        "data",
        "benefits",
        "use",
        "decided_by",
        "ai_uses",
        "channels",
        "required",
        "if_off",
        "stays",
        "recipients",
        "retention",
        "term_months",
        "regions",
        "worth",
        "ask",
        "locale",
    ];
    let told = |document: &Value, field: &str| match told(document.get(field)) {
        told if told.is_empty() => words.nothing.to_owned(),
        told => told,
    };
    fields
        .into_iter()
        .filter(|field| old.get(field) != new.get(field))
        .map(|field| DiffLine {
            name: (words.field)(field),
            before: told(&old, field),
            now: told(&new, field),
        })
        .collect()
}

/// A field's value as a line of text.
fn told(value: Option<&Value>) -> String {
    match value {
        None | Some(Value::Null) => String::new(),
        Some(Value::Array(items)) => {
            let items: Vec<_> = items.iter().map(|item| told(Some(item))).collect();
            items.join("; ")
        }
        Some(Value::Object(fields)) => {
            let fields: Vec<_> = fields
                .iter()
                .filter(|(name, _)| *name != "key")
                .map(|(name, value)| match value {
                    Value::Bool(true) => name.clone(),
                    Value::Bool(false) => String::new(),
                    value => told(Some(value)),
                })
                .filter(|text| !text.is_empty())
                .collect();
            fields.join(", ")
        }
        Some(Value::String(text)) => text.clone(),
        Some(other) => other.to_string(),
    }
}
