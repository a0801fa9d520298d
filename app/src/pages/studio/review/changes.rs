//! What publishing a draft would do: its class, how many it concerns, and every field that changes.

use std::collections::BTreeSet;

use leptos::prelude::*;
use mutual::catalogue::{ChangeClass, Difference, Document, Registry, Translation};
use mutual::consent::Toggle;
use mutual::use_cases::{Impact, Preview};

use crate::{
    text::{Studio, Text},
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
            words,
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
                value
            };
            view! { <div><dt>{name}</dt><dd dir="auto">{value}</dd></div> }
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
        let name = locale.unwrap_or_else(|| words.no_locale.to_owned());
        (name, count)
    });
    let told = if impact.systems.is_empty() {
        words.nobody_told.to_owned()
    } else {
        impact.systems.join(text.comma)
    };
    view! {
        <dl class="facts">
            {counts(words.by_channel, channels.collect(), text)}
            {counts(words.by_locale, locales.collect(), text)}
            <div><dt>{words.told}</dt><dd dir="auto">{told}</dd></div>
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
            before: told(before.1),
            now: told(now.1),
        })
        .collect()
}

/// Every field of a document by name, as a person reads it, in the card's order.
fn fields(document: &Document, registry: &Registry, text: &'static Text) -> Vec<(String, String)> {
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
        format!("{name} ({})", (text.inside)(state))
    };
    let data = document.data.iter().map(|item| {
        let category = registry.category(&item.category);
        let name = category.map_or(item.category.as_str(), |category| &category.name);
        weighed(name.to_owned(), &Toggle::Data(item.category.clone()))
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
    let uses = uses
        .into_iter()
        .map(|ai| weighed((shared.ai_use)(ai).to_owned(), &Toggle::Ai(ai)));
    let mut channels = document.channels.clone();
    channels.sort_unstable_by_key(|on| (shared.channel)(*on));
    let channels = channels
        .into_iter()
        .map(|on| weighed((shared.channel)(on).to_owned(), &Toggle::Channel(on)));
    let worth = document.worth.as_ref().map_or_else(String::new, |worth| {
        let every = (shared.every)(worth.per);
        format!(
            "{} {} {every}: {}",
            worth.amount, worth.currency, worth.method
        )
    });
    let purpose = registry.purpose(&document.purpose);
    let purpose = purpose.map_or(document.purpose.as_str(), |purpose| &purpose.name);
    let fields = [
        (form.title, document.title.clone()),
        (form.purpose, purpose.to_owned()),
        (form.basis, (words.basis)(document.legal_basis).to_owned()),
        (form.locale, document.locale.clone()),
        (form.share, joined(data, text)),
        (form.get, joined(benefits, text)),
        (form.how, document.usage.clone()),
        (
            form.decided_by,
            (words.decided_by)(document.decided_by).to_owned(),
        ),
        (form.ai, joined(uses, text)),
        (form.channels, joined(channels, text)),
        (form.if_off, document.if_off.clone()),
        (form.stays, document.stays.clone()),
        (
            form.recipients,
            joined(document.recipients.iter().cloned(), text),
        ),
        (form.retention, document.retention.clone()),
        (form.term, text.rules.number(document.term_months)),
        (
            form.records,
            document.retention_months.map_or_else(
                || form.records_kept.to_owned(),
                |months| text.rules.number(months),
            ),
        ),
        (form.regions, joined(document.regions.iter().cloned(), text)),
        (form.worth, worth),
        (form.question, document.ask.question.clone()),
        (form.refuse, document.ask.refuse.clone()),
        (form.allow, document.ask.allow.clone()),
        (form.note, document.change_note.clone().unwrap_or_default()),
    ];
    let named = fields.into_iter();
    named.map(|(name, told)| (name.to_owned(), told)).collect()
}

/// The texts of one more language by name, in the card's order; empty ones where it is not there.
fn texts(locale: &str, texts: Option<&Translation>, text: &'static Text) -> Vec<(String, String)> {
    let form = &text.studio.form;
    let of = |told: fn(&Translation) -> &str| texts.map(told).unwrap_or_default().to_owned();
    let benefits = texts.into_iter().flat_map(|texts| &texts.benefits);
    let benefits = benefits.map(|text| format!("{} ({})", text.what, text.unit));
    let recipients = texts.into_iter().flat_map(|texts| texts.recipients.clone());
    let fields = [
        (form.title, of(|texts| &texts.title)),
        (form.get, joined(benefits, text)),
        (form.how, of(|texts| &texts.usage)),
        (form.if_off, of(|texts| &texts.if_off)),
        (form.stays, of(|texts| &texts.stays)),
        (form.recipients, joined(recipients, text)),
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

fn joined(items: impl Iterator<Item = String>, text: &Text) -> String {
    items.collect::<Vec<_>>().join(text.semicolon)
}
