//! What publishing a draft would do: its class, how many it concerns, and every field that changes.

use std::collections::BTreeSet;

use leptos::prelude::*;
use mutual::catalogue::{Channel, Difference, Document, Registry, Sample, Translation};
use mutual::consent::Toggle;
use mutual::insight::People;
use mutual::use_cases::{Impact, Preview, Sorts};

use crate::{
    text::Text,
    ui::{
        diff::{Diff, DiffLine},
        exchange::how_worked_out,
    },
};

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
    // What asks nobody is on without an answer, whatever it changes.
    let then = preview.on_unasked.map_or_else(
        || then.to_owned(),
        |on| (words.unasked)(new.legal_basis, on),
    );
    let people = |many: People| {
        let told = many.told().map(text.review.people);
        told.unwrap_or_else(|| text.people(many))
    };
    let sum = preview.over.map(|_| {
        // Where a change asks nobody anew, that says nothing of anybody.
        let asked = preview.must_answer();
        let asked = asked.map_or_else(|| (text.review.people)(0), people);
        view! {
            <dl class="sum">
                <div><dt>{words.have_it_on}</dt><dd>{people(preview.on_now)}</dd></div>
                <div><dt>{words.must_answer}</dt><dd>{asked}</dd></div>
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
    view! {
        <section class="part" aria-labelledby="whole-t">
            <h2 id="whole-t">{text.review.whole}</h2>
            {lines(document, registry, text)}
        </section>
    }
}

/// Every field of a version, a line each.
pub(in crate::pages::studio) fn lines(
    document: &Document,
    registry: &Registry,
    text: &'static Text,
) -> impl IntoView + use<> {
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
    view! { <dl class="facts">{lines}</dl> }
}

/// Whom it concerns, by channel and by language, and which systems are told.
pub(super) fn concerns(impact: Impact, text: &'static Text) -> impl IntoView + use<> {
    let words = text.review;
    let channel = |channel: Channel| (text.shared.channel)(channel).to_owned();
    let language = |locale: Option<String>| {
        locale.map_or_else(
            || words.no_locale.to_owned(),
            |locale| text.language(&locale),
        )
    };
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
            {counts(words.by_channel, impact.channels, channel, text)}
            {counts(words.by_locale, impact.locales, language, text)}
            <div><dt>{words.told}</dt><dd>{told}</dd></div>
        </dl>
    }
}

/// How many of each sort in a line: the tens, and last that there are others, where there are.
fn counts<K>(
    name: &'static str,
    counts: Sorts<K>,
    called: impl Fn(K) -> String,
    text: &Text,
) -> Option<AnyView> {
    let lines = counts.tens.into_iter().map(|(sort, tens)| {
        let many = (text.review.people)(tens);
        format!("{}: {many}", called(sort))
    });
    let few = counts.few.then(|| text.review.few.to_owned());
    let lines: Vec<_> = lines.chain(few).collect();
    (!lines.is_empty()).then(|| {
        let line = lines.join(text.comma);
        view! { <div><dt>{name}</dt><dd>{line}</dd></div> }.into_any()
    })
}

fn changes(
    differences: &[Difference],
    lines: Vec<DiffLine>,
    registry: &Registry,
    text: &'static Text,
) -> impl IntoView + use<> {
    let words = text.studio;
    let none = (lines.is_empty() && differences.is_empty()).then(|| {
        view! { <p>{words.no_changes}</p> }
    });
    view! {
        <section class="part" aria-labelledby="changes-t">
            <h2 id="changes-t">{words.changes}</h2>
            {none}
            {said(differences, registry, text)}
        </section>
        {(!lines.is_empty()).then(|| view! { <Diff lines=lines text=text/> })}
    }
}

/// Each difference as a sentence.
pub(in crate::pages::studio) fn said(
    differences: &[Difference],
    registry: &Registry,
    text: &'static Text,
) -> impl IntoView + use<> {
    let part = |toggle: &Toggle| called(toggle, registry, text);
    let said = differences
        .iter()
        .map(|difference| view! { <li>{(text.studio.difference)(difference, &part)}</li> })
        .collect_view();
    view! { <ul>{said}</ul> }
}

/// The fields that read differently, word for word.
pub(in crate::pages::studio) fn differing(
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

/// What customers read for a part of a document, so that whoever approves it reads the same.
fn called(toggle: &Toggle, registry: &Registry, text: &Text) -> String {
    match toggle {
        Toggle::Exchange => toggle.to_string(),
        Toggle::Data(id) => {
            let category = registry.category(id);
            category.map_or_else(
                || id.to_string(),
                |category| category.called_in(text.lang).to_owned(),
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
    let data = data.map(|item| {
        let category = registry.category(&item.category);
        let name = category.map_or("", |category| &category.name);
        with_name(&weighed(&Toggle::Data(item.category.clone())), name)
    });
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
            worth.amount,
            worth.currency,
            how_worked_out(worth, text)
        )
    });
    let purpose = registry.purpose(&document.purpose);
    let purpose = purpose.map_or_else(
        || document.purpose.to_string(),
        |purpose| with_name(purpose.called_in(text.lang), &purpose.name),
    );
    let fields = [
        (form.title, one(&document.title)),
        (form.purpose, one(&purpose)),
        (form.basis, one((words.basis)(document.legal_basis))),
        (form.locale, one(&document.locale)),
        (form.share, data.collect()),
        (form.how, one(&document.usage)),
        (
            form.decided_by,
            one((words.decided_by)(document.decided_by)),
        ),
        (form.get, benefits.collect()),
        (form.sample, told(document.sample.as_ref())),
        (form.worth, one(&worth)),
        (form.if_off, one(&document.if_off)),
        (form.stays, one(&document.stays)),
        (form.recipients, document.recipients.clone()),
        (form.retention, one(&document.retention)),
        (form.term, one(&(text.review.months)(document.term_months))),
        (
            form.records,
            document.retention_months.map_or_else(
                || one(form.records_kept),
                |months| one(&(text.review.months)(months)),
            ),
        ),
        (form.channels, channels.collect()),
        (form.ai, uses.collect()),
        (form.regions, regions.collect()),
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

/// What customers read, and behind it the field's term, which is kept in English.
fn with_name(label: &str, name: &str) -> String {
    if name.is_empty() || label == name {
        return label.to_owned();
    }
    format!("{label} \u{2068}[{name}]\u{2069}")
}

/// A sample: its text with the slots, and how it reads for each invented person.
fn told(sample: Option<&Sample>) -> Vec<String> {
    sample.map_or_else(Vec::new, |sample| {
        let text = std::iter::once(sample.text.clone());
        text.chain(sample.filled()).collect()
    })
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
        (form.how, of(|texts| &texts.usage)),
        (form.get, benefits.collect()),
        (
            form.sample,
            told(texts.and_then(|texts| texts.sample.as_ref())),
        ),
        (
            form.worth,
            of(|texts| texts.method.as_deref().unwrap_or_default()),
        ),
        (form.if_off, of(|texts| &texts.if_off)),
        (form.stays, of(|texts| &texts.stays)),
        (form.recipients, recipients.collect()),
        (form.retention, of(|texts| &texts.retention)),
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
