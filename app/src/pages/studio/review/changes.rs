//! What publishing a draft would do: its class, how many it concerns, and every field that changes.

use std::collections::BTreeSet;

use leptos::prelude::*;
use mutual::catalogue::{ChangeClass, Difference, Document, Registry, Translation};
use mutual::consent::Toggle;
use mutual::use_cases::{Impact, Preview};

use super::super::term_name;
use crate::{
    text::Text,
    ui::diff::{Diff, DiffLine},
};

/// How many must answer again.
pub(super) fn again(preview: &Preview) -> u64 {
    match preview.class {
        ChangeClass::Material => preview.on,
        ChangeClass::Cosmetic | ChangeClass::Clearer | ChangeClass::Narrower => 0,
    }
}

/// The class of the change, the people that it concerns, and the changes.
pub(super) fn what_it_does(
    preview: &Preview,
    old: Option<&Document>,
    new: &Document,
    registry: &Registry,
    text: &'static Text,
) -> impl IntoView + use<> {
    let words = text.studio;
    let (first, then) = if old.is_none() {
        words.first
    } else {
        (words.class)(preview.class)
    };
    let sum = old.is_some().then(|| {
        view! {
            <dl class="sum">
                <div><dt>{words.have_it_on}</dt><dd>{text.rules.number(preview.on_now)}</dd></div>
                <div><dt>{words.must_answer}</dt><dd>{text.rules.number(again(preview))}</dd></div>
            </dl>
        }
    });
    let changes = match old {
        Some(old) => changes(
            &preview.differences,
            differing(old, new, registry, text),
            registry,
            text,
        )
        .into_any(),
        // Of a first version everything is new: whoever approves it reads all of it.
        None => whole(new, registry, text).into_any(),
    };
    view! {
        <p><strong>{first}</strong> " " {then}</p>
        {sum}
        {changes}
    }
}

/// Every field of a version.
fn whole(document: &Document, registry: &Registry, text: &'static Text) -> impl IntoView + use<> {
    let words = text.studio;
    let others = document.translations.iter();
    let others = others.flat_map(|(locale, other)| texts(locale, Some(other), text));
    let lines = fields(document, registry, text)
        .into_iter()
        .chain(others)
        .map(|(name, value)| {
            let value = if value.is_empty() {
                words.nothing.to_owned()
            } else {
                value.join(text.semicolon)
            };
            view! { <div><dt>{name}</dt><dd><bdi>{value}</bdi></dd></div> }
        })
        .collect_view();
    view! {
        <section class="part" aria-labelledby="whole-t">
            <h2 id="whole-t">{text.review.whole}</h2>
            <dl class="facts">{lines}</dl>
        </section>
    }
}

/// Whom it concerns, by channel and by language, and which systems are told.
pub(super) fn concerns(impact: Impact, text: &'static Text) -> impl IntoView + use<> {
    let words = text.review;
    let channels = impact.channels.into_iter();
    let channels = channels.map(|(channel, count)| {
        let name = (text.shared.channel)(channel).to_owned();
        (name, count)
    });
    let locales = impact.locales.into_iter();
    let locales = locales.map(|(locale, count)| {
        let name = locale.map_or_else(
            || words.no_locale.to_owned(),
            |locale| text.language(&locale),
        );
        (name, count)
    });
    let told = if impact.systems.is_empty() {
        words.nobody_told.into_any()
    } else {
        // Names that somebody gave, and that may read like anything.
        let names = impact.systems.into_iter().enumerate();
        let names = names.map(|(n, name)| {
            let comma = (n > 0).then_some(text.comma);
            view! { {comma} <q><bdi>{name}</bdi></q> }
        });
        names.collect_view().into_any()
    };
    view! {
        <dl class="facts facts-concerns">
            {counts(words.by_channel, channels.collect(), text)}
            {counts(words.by_locale, locales.collect(), text)}
            <div><dt>{words.told}</dt><dd>{told}</dd></div>
        </dl>
    }
}

fn counts(
    name: &'static str,
    counts: Vec<(String, u64)>,
    text: &Text,
) -> Option<impl IntoView + use<>> {
    (!counts.is_empty()).then(|| {
        let lines = counts.into_iter();
        let lines = lines.map(|(what, count)| format!("{what}: {}", text.rules.number(count)));
        let line = lines.collect::<Vec<_>>().join(text.comma);
        view! { <div><dt>{name}</dt><dd>{line}</dd></div> }
    })
}

fn changes(
    differences: &[Difference],
    lines: Vec<DiffLine>,
    registry: &Registry,
    text: &'static Text,
) -> impl IntoView + use<> {
    let words = text.studio;
    let part = |toggle: &Toggle| called(toggle, registry, text);
    let said = differences
        .iter()
        .map(|difference| view! { <li>{(words.difference)(difference, &part)}</li> })
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
        {(!lines.is_empty()).then(|| view! { <Diff lines=lines text=text/> })}
    }
}

/// The fields that read differently, word for word.
fn differing(
    old: &Document,
    new: &Document,
    registry: &Registry,
    text: &'static Text,
) -> Vec<DiffLine> {
    let locales = old.translations.keys().chain(new.translations.keys());
    let locales: BTreeSet<_> = locales.collect();
    let others = locales.into_iter().flat_map(|locale| {
        let texts = |document: &Document| texts(locale, document.translations.get(locale), text);
        texts(old).into_iter().zip(texts(new))
    });
    fields(old, registry, text)
        .into_iter()
        .zip(fields(new, registry, text))
        .chain(others)
        .filter(|(before, now)| before.1 != now.1)
        .map(|(before, now)| DiffLine {
            name: before.0,
            before: before.1,
            now: now.1,
        })
        .collect()
}

/// What the team calls a part of a document.
fn called(toggle: &Toggle, registry: &Registry, text: &Text) -> String {
    match toggle {
        Toggle::Exchange => toggle.to_string(),
        Toggle::Data(id) => {
            let category = registry.category(id);
            category.map_or_else(
                || id.to_string(),
                |category| term_name(&category.name, category.label_in(text.lang), text),
            )
        }
        Toggle::Channel(channel) => (text.shared.channel)(*channel).to_owned(),
        Toggle::Ai(ai) => (text.shared.ai_use)(*ai).to_owned(),
    }
}

/// A field by name, and its items; a text is one.
type Named = (String, Vec<String>);

/// Every field of a document by name, as a person reads it, in the card's order.
fn fields(document: &Document, registry: &Registry, text: &'static Text) -> Vec<Named> {
    let (words, shared) = (text.studio, text.shared);
    let form = &words.form;
    let required = document.required_toggles();
    let weighed = |toggle: &Toggle| {
        let name = called(toggle, registry, text);
        let needed = required.contains(toggle);
        let state = if needed {
            words.required
        } else {
            words.optional
        };
        format!("{name} ({})", (text.inside)(state))
    };
    let data = document.data.iter();
    let data = data.map(|item| weighed(&Toggle::Data(item.category.clone())));
    let benefits = document.benefits.iter().map(|benefit| {
        let (count, every) = (
            text.rules.amount(benefit.amount),
            (shared.every)(benefit.every),
        );
        let kind = (words.kind)(benefit.kind);
        format!(
            "{}: {count} {} {every} ({kind}; {})",
            benefit.what, benefit.unit, benefit.proof_event
        )
    });
    // The form hands these two over in its own order; the order says nothing, so it is no change.
    let mut uses = document.ai_uses.clone();
    uses.sort_unstable_by_key(|ai| (shared.ai_use)(*ai));
    let uses = uses.into_iter().map(|ai| weighed(&Toggle::Ai(ai)));
    let mut channels = document.channels.clone();
    channels.sort_unstable_by_key(|on| (shared.channel)(*on));
    let channels = channels.into_iter();
    let channels = channels.map(|on| weighed(&Toggle::Channel(on)));
    let regions = document.regions.iter().map(|region| match &**region {
        "*" => format!("* ({})", form.everywhere),
        region => region.to_owned(),
    });
    let worth = document.worth.as_ref().map_or_else(String::new, |worth| {
        let every = (shared.every)(worth.per);
        format!(
            "{} {} {every}: {}",
            worth.amount, worth.currency, worth.method
        )
    });
    let purpose = registry.purpose(&document.purpose);
    let purpose = purpose.map_or_else(
        || document.purpose.to_string(),
        |purpose| term_name(&purpose.name, purpose.label_in(text.lang), text),
    );
    let fields = [
        (form.title, one(&document.title)),
        (form.purpose, one(&purpose)),
        (form.basis, one((words.basis)(document.legal_basis))),
        (form.locale, one(&document.locale)),
        (form.share, data.collect()),
        (form.get, benefits.collect()),
        (form.how, one(&document.usage)),
        (
            form.decided_by,
            one((words.decided_by)(document.decided_by)),
        ),
        (form.ai, uses.collect()),
        (form.channels, channels.collect()),
        (form.if_off, one(&document.if_off)),
        (form.stays, one(&document.stays)),
        (form.recipients, document.recipients.clone()),
        (form.retention, one(&document.retention)),
        (form.term, one(&text.rules.number(document.term_months))),
        (
            form.records,
            document.retention_months.map_or_else(
                || one(form.records_kept),
                |months| one(&text.rules.number(months)),
            ),
        ),
        (form.regions, regions.collect()),
        (form.worth, one(&worth)),
        (form.question, one(&document.ask.question)),
        (form.refuse, one(&document.ask.refuse)),
        (form.allow, one(&document.ask.allow)),
        (
            form.note,
            one(document.change_note.as_deref().unwrap_or_default()),
        ),
    ];
    let named = fields.into_iter();
    named.map(|(name, told)| (name.to_owned(), told)).collect()
}

/// The texts of one more language by name, in the card's order; empty ones where it is not there.
fn texts(locale: &str, texts: Option<&Translation>, text: &'static Text) -> Vec<Named> {
    let form = &text.studio.form;
    let of = |told: fn(&Translation) -> &str| one(texts.map(told).unwrap_or_default());
    let benefits = texts.into_iter().flat_map(|texts| &texts.benefits);
    let benefits = benefits.map(|text| format!("{} ({})", text.what, text.unit));
    let recipients = texts.into_iter().flat_map(|texts| texts.recipients.clone());
    let fields = [
        (form.title, of(|texts| &texts.title)),
        (form.get, benefits.collect()),
        (form.how, of(|texts| &texts.usage)),
        (form.if_off, of(|texts| &texts.if_off)),
        (form.stays, of(|texts| &texts.stays)),
        (form.recipients, recipients.collect()),
        (form.retention, of(|texts| &texts.retention)),
        (
            form.worth,
            of(|texts| texts.method.as_deref().unwrap_or_default()),
        ),
        (form.question, of(|texts| &texts.ask.question)),
        (form.refuse, of(|texts| &texts.ask.refuse)),
        (form.allow, of(|texts| &texts.ask.allow)),
        (
            form.note,
            of(|texts| texts.change_note.as_deref().unwrap_or_default()),
        ),
    ];
    let named = fields.into_iter();
    named
        .map(|(name, told)| (format!("{name} ({locale})"), told))
        .collect()
}

/// A text as the list of itself; none where it is empty.
fn one(text: &str) -> Vec<String> {
    let text = (!text.is_empty()).then(|| text.to_owned());
    text.into_iter().collect()
}
