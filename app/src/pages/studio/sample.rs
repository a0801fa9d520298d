//! The part of the editor's form for the sample: its text, and up to three invented people.

use std::collections::BTreeMap;

use leptos::prelude::*;
use mutual::catalogue::{LONGEST_SLOT, Registry};

use super::{sections::part, term_name};
use crate::{
    draft::DraftForm,
    text::Text,
    ui::{
        field::{Area, Field, Input, field_id},
        said::name,
    },
};

type Faults<'a> = &'a [(String, String)];

/// The part. Each person has a box for all data that the text can name, so that nobody has to save
/// between the text and the people.
pub(super) fn sample(
    form: &DraftForm,
    faults: Faults<'_>,
    registry: &Registry,
    text: &'static Text,
) -> impl IntoView + use<> {
    let names = &text.studio.form;
    let data = form.data_for_samples(registry);
    let slots = data.iter().map(|id| {
        let called = (text.inside)(&data_called(id, registry, text));
        format!("{} ({called})", name(&format!("{{{id}}}")))
    });
    let slots = slots.collect::<Vec<_>>().join(text.comma);
    let hint = (names.sample_hint)((!slots.is_empty()).then_some(&*slots));
    let people = form.people_with_room().into_iter().enumerate();
    let people = people
        .filter(|_| !data.is_empty())
        .map(|(n, values)| person(n, &values, &data, faults, registry, text))
        .collect_view();
    // What is wrong with all of them, or with one who has a word too many, has no box.
    let whole = faults.iter().filter(|(field, _)| {
        field == "people" || (field.starts_with("people[") && !field.contains("]."))
    });
    let whole = whole.map(|(field, message)| {
        view! { <p class="field-error" id=field_id(field)>{message.clone()}</p> }
    });
    let whole = whole.collect_view();
    part(
        "p-sample",
        names.sample,
        view! {
            <Area
                field=Field::new("sample", names.sample_text).hint(hint).fault(faults)
                value=form.sample.clone()
            />
            {whole}
            {people}
            <p class="field-hint">{names.people_hint}</p>
        },
    )
}

fn person(
    n: usize,
    values: &BTreeMap<String, String>,
    data: &[&str],
    faults: Faults<'_>,
    registry: &Registry,
    text: &'static Text,
) -> impl IntoView + use<> {
    // A word for data that is no longer picked has its box until it is taken out.
    let typed = registry.categories().map(|category| category.id.as_str());
    let typed = typed.filter(|id| !data.contains(id) && values.contains_key(*id));
    let boxes = data.iter().copied().chain(typed).map(|id| {
        let label = data_called(id, registry, text);
        let field = Field::new(format!("people[{n}][{id}]"), label).fault(faults);
        let value = values.get(id).cloned().unwrap_or_default();
        view! { <Input field=field value=value most=LONGEST_SLOT/> }
    });
    let boxes = boxes.collect_view();
    view! {
        <fieldset class="benefit">
            <legend>{(text.studio.form.person)(n + 1)}</legend>
            <div class="fields">{boxes}</div>
        </fieldset>
    }
}

/// What the team calls a kind of data.
pub(super) fn data_called(id: &str, registry: &Registry, text: &'static Text) -> String {
    let known = registry.category(id);
    known.map_or_else(
        || id.to_owned(),
        |known| term_name(&known.name, known.label_in(text.lang), text),
    )
}
