//! What publishing a draft would do, and the button that does it.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use mutual::catalogue::{ChangeClass, Difference, Document, Registry};
use mutual::consent::Toggle;
use mutual::use_cases::Preview;
use serde_json::Value;

use super::{named, page, writes};
use crate::{
    draft::DraftForm,
    pages::{Asked, Page, Problem, Stop, draw},
    text::{Studio, Text, amount, lower_first, number, sentence},
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
            ready(
                &preview,
                old,
                document,
                revision,
                catalogue.registry(),
                text,
            )
            .into_any()
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
        .map(|(field, message)| view! { <li>{named(&field, &message, words)}</li> })
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
    registry: &Registry,
    text: &'static Text,
) -> impl IntoView + use<> {
    let words = text.studio;
    let version = preview.over.map_or(1, |over| over + 1);
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
    let changes = old.map(|old| {
        changes(
            &preview.differences,
            differing(old, new, registry, text),
            words,
        )
    });
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
    lines: Vec<DiffLine>,
    words: &'static Studio,
) -> impl IntoView + use<> {
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
fn differing(
    old: &Document,
    new: &Document,
    registry: &Registry,
    text: &'static Text,
) -> Vec<DiffLine> {
    let words = text.studio;
    let told = |told: String| {
        if told.is_empty() {
            words.nothing.to_owned()
        } else {
            told
        }
    };
    fields(old, registry, text)
        .into_iter()
        .zip(fields(new, registry, text))
        .filter(|(before, now)| before.1 != now.1)
        .map(|(before, now)| DiffLine {
            name: before.0,
            before: told(before.1),
            now: told(now.1),
        })
        .collect()
}

/// Every field of a document by name, as a person reads it, in the card's order.
fn fields(
    document: &Document,
    registry: &Registry,
    text: &'static Text,
) -> Vec<(&'static str, String)> {
    let (words, shared) = (text.studio, text.shared);
    let form = &words.form;
    let required = document.required_toggles();
    let weighed = |name: String, toggle: &Toggle| {
        let needed = required.contains(toggle);
        let state = if needed {
            words.required
        } else {
            words.optional
        };
        format!("{name} ({})", lower_first(state))
    };
    let data = document.data.iter().map(|item| {
        let category = registry.category(&item.category);
        let name = category.map_or(item.category.as_str(), |category| &category.name);
        weighed(name.to_owned(), &Toggle::Data(item.category.clone()))
    });
    let benefits = document.benefits.iter().map(|benefit| {
        let (count, every) = (amount(benefit.amount), (shared.every)(benefit.every));
        format!("{}: {count} {} {every}", benefit.what, benefit.unit)
    });
    let uses = document.ai_uses.iter();
    let uses = uses.map(|ai| weighed((shared.ai_use)(*ai).to_owned(), &Toggle::Ai(*ai)));
    let channels = document.channels.iter();
    let channels =
        channels.map(|on| weighed((shared.channel)(*on).to_owned(), &Toggle::Channel(*on)));
    let worth = document.worth.as_ref().map_or_else(String::new, |worth| {
        let every = (shared.every)(worth.per);
        format!(
            "{} {} {every}: {}",
            worth.amount, worth.currency, worth.method
        )
    });
    let purpose = registry.purpose(&document.purpose);
    let purpose = purpose.map_or(document.purpose.as_str(), |purpose| &purpose.name);
    vec![
        (form.title, document.title.clone()),
        (form.purpose, purpose.to_owned()),
        (form.basis, (words.basis)(document.legal_basis).to_owned()),
        (form.locale, document.locale.clone()),
        (form.share, joined(data)),
        (form.get, joined(benefits)),
        (form.how, document.usage.clone()),
        (
            form.decided_by,
            (words.decided_by)(document.decided_by).to_owned(),
        ),
        (form.ai, joined(uses)),
        (form.channels, joined(channels)),
        (form.if_off, document.if_off.clone()),
        (form.stays, document.stays.clone()),
        (form.recipients, joined(document.recipients.iter().cloned())),
        (form.retention, document.retention.clone()),
        (form.term, document.term_months.to_string()),
        (
            form.records,
            document
                .retention_months
                .map_or_else(|| form.records_kept.to_owned(), |months| months.to_string()),
        ),
        (form.regions, joined(document.regions.iter().cloned())),
        (form.worth, worth),
        (form.question, document.ask.question.clone()),
        (form.refuse, document.ask.refuse.clone()),
        (form.allow, document.ask.allow.clone()),
    ]
}

fn joined(items: impl Iterator<Item = String>) -> String {
    items.collect::<Vec<_>>().join("; ")
}
