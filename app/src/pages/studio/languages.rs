//! The part of the editor's form for the other languages: each text beside the one that it says again.

use leptos::prelude::*;
use mutual::catalogue::{LONGEST_SLOT, Registry, WorthMethod, slots};

use super::sample::data_called;
use crate::{
    draft::{DraftForm, TranslationForm},
    text::{Studio, Text},
    ui::field::{Area, Field, Input},
};

type Faults<'a> = &'a [(String, String)];

/// The languages that the form has room for: those of the pages and those that are begun, without the
/// draft's own.
fn offered(form: &DraftForm, pages: &[String]) -> Vec<String> {
    let begun = form.translations.keys();
    let mut all: Vec<_> = pages.iter().chain(begun).cloned().collect();
    let mut seen = std::collections::BTreeSet::from([form.locale.clone()]);
    all.retain(|locale| seen.insert(locale.clone()));
    all
}

/// The part; none where there is only one language.
pub(super) fn languages(
    form: &DraftForm,
    faults: Faults<'_>,
    pages: &[String],
    registry: &Registry,
    text: &'static Text,
    over_live: bool,
) -> Option<impl IntoView + use<>> {
    let words = text.studio;
    let offered = offered(form, pages);
    if offered.is_empty() {
        return None;
    }
    let all = offered.into_iter().map(|locale| {
        let texts = form.translations.get(&locale).cloned();
        let texts = texts.unwrap_or_default();
        let prefix = format!("translations.{locale}.");
        let open = faults.iter().any(|(field, _)| field.starts_with(&prefix));
        let inside = language(form, &texts, &locale, faults, words, over_live);
        let example = example(form, &texts, &locale, faults, registry, text);
        let name = text.language(&locale);
        view! {
            <details class="details" open=open>
                <summary>{name}</summary>
                <div class="details-body fields">{inside} {example}</div>
            </details>
        }
    });
    let all = all.collect_view();
    Some(view! {
        <section class="part" id="p-languages" aria-labelledby="p-languages-t">
            <h2 id="p-languages-t">{words.form.languages}</h2>
            <p class="field-hint">{words.form.languages_hint}</p>
            {all}
        </section>
    })
}

/// The text that is to be said again, as a line above the field.
fn original(of: &str) -> Option<impl IntoView + use<>> {
    (!of.trim().is_empty()).then(|| {
        view! { <p class="field-hint" dir="auto">{of.to_owned()}</p> }
    })
}

fn language(
    form: &DraftForm,
    texts: &TranslationForm,
    locale: &str,
    faults: Faults<'_>,
    words: &'static Studio,
    over_live: bool,
) -> impl IntoView + use<> {
    let names = &words.form;
    let field = |name: &str, label: &str| {
        Field::new(format!("translations[{locale}]{name}"), label).fault(faults)
    };
    let area = |name: &str, label: &str, value: &str, of: &str| {
        let (field, value) = (field(name, label), value.to_owned());
        view! { {original(of)} <Area field=field value=value rows=2/> }.into_any()
    };
    let line = |name: &str, label: &str, value: &str, of: &str, most: u16| {
        let (field, value) = (field(name, label), value.to_owned());
        view! { {original(of)} <Input field=field value=value most=most/> }.into_any()
    };
    let benefits = form.benefits.iter().enumerate();
    let benefits = benefits.map(|(row, benefit)| {
        let theirs = texts.benefits.get(row).cloned().unwrap_or_default();
        let name = |of: &str| format!("[benefits][{row}][{of}]");
        view! {
            {line(&name("what"), names.what, &theirs.what, &benefit.what, 600)}
            {line(&name("unit"), names.unit, &theirs.unit, &benefit.unit, 120)}
        }
    });
    let benefits = benefits.collect_view();
    // What has a name has it in each language.
    let told = form.worth.told();
    let method = (!told.is_empty() && !WorthMethod::is_name(&told))
        .then(|| line("[method]", names.method, &texts.method, &told, 600));
    let recipients = (!form.recipients.trim().is_empty()).then(|| {
        let (label, of) = (names.recipients, form.recipients.lines());
        let of = of.collect::<Vec<_>>().join("; ");
        let (field, value) = (field("[recipients]", label), texts.recipients.clone());
        view! { {original(&of)} <Area field=field value=value rows=2 most=4000/> }.into_any()
    });
    let note = over_live.then(|| {
        let of = &form.change_note;
        area("[change_note]", names.note_label, &texts.change_note, of)
    });
    let (ask, theirs) = (&form.ask, &texts.ask);
    view! {
        {line("[title]", names.title, &texts.title, &form.title, 120)}
        {benefits}
        {area("[use]", names.usage, &texts.usage, &form.usage)}
        {area("[if_off]", names.if_off, &texts.if_off, &form.if_off)}
        {area("[stays]", names.stays, &texts.stays, &form.stays)}
        {recipients}
        {line("[retention]", names.retention, &texts.retention, &form.retention, 600)}
        {method}
        {area("[ask][question]", names.question, &theirs.question, &ask.question)}
        {line("[ask][refuse]", names.refuse, &theirs.refuse, &ask.refuse, 40)}
        {line("[ask][allow]", names.allow, &theirs.allow, &ask.allow, 40)}
        {note}
    }
}

/// The sample once more, and what each of the invented people is called by in it; none where the draft
/// has no sample.
fn example(
    form: &DraftForm,
    texts: &TranslationForm,
    locale: &str,
    faults: Faults<'_>,
    registry: &Registry,
    text: &'static Text,
) -> Option<impl IntoView + use<>> {
    let names = &text.studio.form;
    let begun = !texts.sample.trim().is_empty();
    (begun || form.people_kept().is_some()).then(|| {
        let field = |name: &str, label: &str| {
            Field::new(format!("translations[{locale}]{name}"), label).fault(faults)
        };
        let named = slots(&form.sample);
        let people = form.people.iter().enumerate().map(|(row, person)| {
            let theirs = texts.people.get(row).cloned().unwrap_or_default();
            // What is no data of the registry has no box: it is told of at the text.
            let known = registry.categories().map(|category| category.id.as_str());
            let known = known.filter(|id| named.contains(id) || theirs.contains_key(*id));
            let boxes = known.map(|id| {
                let own = person.get(id).cloned().unwrap_or_default();
                let value = theirs.get(id).cloned().unwrap_or_default();
                let field = field(
                    &format!("[people][{row}][{id}]"),
                    &data_called(id, registry, text),
                );
                view! { {original(&own)} <Input field=field value=value most=LONGEST_SLOT/> }
            });
            let boxes = boxes.collect_view();
            view! {
                <fieldset class="benefit">
                    <legend>{(names.person)(row + 1)}</legend>
                    <div class="fields">{boxes}</div>
                </fieldset>
            }
        });
        let people = people.collect_view();
        let (of, value) = (form.sample.clone(), texts.sample.clone());
        let field = field("[sample]", names.sample);
        view! { {original(&of)} <Area field=field value=value rows=3/> {people} }
    })
}
