//! A model as a form.

use leptos::prelude::*;
use mutual::decision::BelowBar;

use super::{PAGE, notice, reviewer};
use crate::{
    actions::{ModelForm, ModelNote},
    pages::{Asked, Page, Stop, draw},
    text::Models as Words,
    ui::{
        Icon,
        error_summary::ErrorSummary,
        field::{Area, Field, Input, Pick, SelectBox},
        writer::Writer,
    },
};

/// The page to register a model on.
#[component]
pub(crate) fn NewModelPage() -> impl IntoView {
    draw(new)
}

async fn new(asked: Asked) -> Result<Page, Stop> {
    let (_, role) = reviewer(&asked)?;
    let text = asked.ctx.text();
    let words = text.models;
    let (typed, faults) = match asked.note().await {
        Some(ModelNote { form, faults, .. }) => (form, said(faults, words)),
        None => (ModelForm::default(), vec![]),
    };
    let body = view! {
        <a class="back" href=PAGE>{Icon::Back.draw()} {words.all}</a>
        <h1>{words.register}</h1>
        {notice(&asked, text)}
        <ErrorSummary title=text.shared.form_has_faults faults=faults.clone()/>
        <form class="part" method="post" action="/actions/save-model">
            <Writer/>
            <input type="hidden" name="revision" value="0"/>
            <Input
                field=Field::new("key", words.key).hint(words.key_hint).fault(&faults)
                value=typed.key.clone()
                required=true
                most=64
                code=true
            />
            {fields(&typed, &faults, words)}
            <div class="form-end">
                <button type="submit" class="button button-solid">{words.save}</button>
            </div>
        </form>
    };
    Ok(Page::of_team(words.register.to_owned(), role, "", body))
}

/// The faults of these fields, in words.
pub(super) fn said(faults: Vec<String>, words: &'static Words) -> Vec<(String, String)> {
    let faults = faults.into_iter();
    let said = faults.map(|field| {
        let said = (words.fault)(&field).to_owned();
        (field, said)
    });
    said.collect()
}

/// Everything but the key.
pub(super) fn fields(
    form: &ModelForm,
    faults: &[(String, String)],
    words: &'static Words,
) -> impl IntoView + use<> {
    let field = |name: &str, label: &'static str| Field::new(name, label).fault(faults);
    let picks = BelowBar::ALL.iter();
    let picks = picks.map(|below| Pick::new(below.word(), (words.below_of)(*below)));
    view! {
        <Input field=field("name", words.name) value=form.name.clone() required=true most=100/>
        <Input field=field("vendor", words.vendor) value=form.vendor.clone() required=true most=100/>
        <Input
            field=field("task", words.task).hint(words.task_hint).width("field-wide")
            value=form.task.clone()
            required=true
            most=500
        />
        <Area
            field=field("versions", words.versions).hint(words.versions_hint)
            value=form.versions.clone()
            most=6000
        />
        <Input
            field=field("explained", words.bar).hint(words.bar_hint).width("field-short")
            value=form.explained.clone()
            most=3
        />
        <SelectBox field=field("below", words.below) value=form.below.clone() picks=picks.collect()/>
        <label class="check">
            <input type="checkbox" name="retired" value="on" checked=form.retired == "on"/>
            <span>{words.retired}</span>
        </label>
    }
}
