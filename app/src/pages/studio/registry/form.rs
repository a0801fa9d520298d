//! A purpose or a data category as a form.

use std::collections::BTreeSet;

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use mutual::access::Role;
use mutual::catalogue::{Origin, Sensitivity, Term, TermKey, label_field};
use mutual::use_cases::Listed;

use super::{edits, notice, uses};
use crate::{
    actions::{Refused, TermForm},
    context::Ctx,
    pages::{Asked, Page, Problem, Stop, draw},
    text::Registry as Words,
    ui::{
        Icon,
        error_summary::ErrorSummary,
        facts::{Fact, Facts},
        field::{Field, Input, Pick, SelectBox},
        writer::Writer,
    },
};

type Faults<'a> = &'a [(String, String)];

/// The page to add a term on.
#[component]
pub(crate) fn NewTermPage() -> impl IntoView {
    draw(new)
}

async fn new(asked: Asked) -> Result<Page, Stop> {
    let (_, role) = asked.staff()?;
    if !edits(role) {
        return Err(Problem::Forbidden.into());
    }
    let ctx = &asked.ctx;
    let text = ctx.text();
    let words = text.registry;
    let kind = match asked.parameter("kind") {
        Some("data") => "data",
        _ => "purpose",
    };
    let (form, faults) = match asked.note::<Refused>().await {
        Some(refused) => (refused.form, refused.faults),
        None => (TermForm::default(), vec![]),
    };
    let form = TermForm {
        kind: kind.to_owned(),
        ..form
    };
    let title = if kind == "data" {
        words.new_data
    } else {
        words.new_purpose
    };
    let body = view! {
        <a class="back" href="/studio/registry">{Icon::Back.draw()} {words.all}</a>
        <h1>{title}</h1>
        {notice(&asked, text)}
        <ErrorSummary title=text.shared.form_has_faults faults=faults.clone()/>
        <form class="part" method="post" action="/actions/save-term">
            <Writer/>
            <input type="hidden" name="kind" value=kind/>
            <Input
                field=Field::new("id", words.id).hint(words.id_hint).fault(&faults)
                value=form.id.clone()
                required=true
                most=64
                code=true
            />
            {fields(&form, &faults, ctx, words)}
            <div class="form-end">
                <button type="submit" class="button button-solid">{words.add}</button>
            </div>
        </form>
    };
    Ok(Page::of_team(title.to_owned(), role, "", body))
}

/// One term, to be changed or taken out.
#[component]
pub(crate) fn TermPage() -> impl IntoView {
    let key = use_params_map().with_untracked(|params| {
        let part = |name| params.get(name).unwrap_or_default();
        format!("{}:{}", part("kind"), part("id"))
    });
    draw(|asked| term(asked, key))
}

async fn term(asked: Asked, key: String) -> Result<Page, Stop> {
    let (actor, role) = asked.staff()?;
    if !edits(role) {
        return Err(Problem::Forbidden.into());
    }
    let ctx = &asked.ctx;
    let text = ctx.text();
    let words = text.registry;
    let key: TermKey = key.parse().map_err(|()| Problem::Absent)?;
    let listed = ctx.mutual.registry(&actor).await?;
    let mut listed = listed.into_iter();
    let Some(listed) = listed.find(|listed| listed.term.key() == key) else {
        return match asked.parameter("failed") {
            Some(_) => Err(Stop::Elsewhere("/studio/registry?failed=gone".to_owned())),
            None => Err(Problem::Absent.into()),
        };
    };
    let stored = TermForm::from(&listed.term);
    let (form, faults, over) = match asked.note::<Refused>().await {
        // The id is in the address, whatever the note says.
        Some(refused) => (
            TermForm {
                kind: stored.kind.clone(),
                id: stored.id.clone(),
                ..refused.form
            },
            refused.faults,
            refused.over,
        ),
        None => (stored, vec![], None),
    };
    let is_moved = asked.parameter("failed") == Some("moved");
    let moved = is_moved.then(|| now(&listed.term, words));
    // What somebody else stored since then is saved over by nobody who does not see it beside.
    let revision = over.filter(|_| !is_moved).unwrap_or(listed.revision);
    let title = (words.change)(listed.term.name());
    let in_use = (!listed.used.is_empty()).then(|| view! { <p>{words.fixed}</p> });
    let body = view! {
        <a class="back" href="/studio/registry">{Icon::Back.draw()} {words.all}</a>
        <h1>{title.clone()}</h1>
        <p class="lead mono">{key.id().to_string()}</p>
        {notice(&asked, text)}
        <ErrorSummary title=text.shared.form_has_faults faults=faults.clone()/>
        {in_use}
        {moved}
        <form class="part" method="post" action="/actions/save-term">
            <Writer/>
            <input type="hidden" name="kind" value=form.kind.clone()/>
            <input type="hidden" name="id" value=form.id.clone()/>
            <input type="hidden" name="revision" value=revision.to_string()/>
            {fields(&form, &faults, ctx, words)}
            <div class="form-end">
                <button type="submit" class="button button-solid">{words.save}</button>
            </div>
        </form>
        {remove(&listed, &key, role, words)}
    };
    Ok(Page::of_team(title, role, "", body))
}

/// What is stored, for somebody who typed something else.
fn now(term: &Term, words: &'static Words) -> impl IntoView + use<> {
    let mut facts = vec![
        Fact::new(words.name, term.name().to_owned()),
        Fact::new(words.label, term.label().to_owned()),
    ];
    if !term.labels().is_empty() {
        let labels = term.labels().iter();
        let lines = labels.map(|(tag, label)| format!("{tag}: {label}"));
        facts.push(Fact::of(words.languages, lines));
    }
    if let Term::Data(data) = term {
        facts.push(Fact::new(words.origin, (words.origin_name)(data.origin)));
        let sensitivity = (words.sensitivity_name)(data.sensitivity);
        facts.push(Fact::new(words.sensitivity, sensitivity));
    }
    facts.push(Fact::new(words.dpv, term.dpv().to_owned()));
    view! {
        <section class="part" aria-labelledby="now-t">
            <h2 id="now-t">{words.as_it_is}</h2>
            <Facts facts=facts/>
        </section>
    }
}

fn fields(
    form: &TermForm,
    faults: Faults<'_>,
    ctx: &Ctx,
    words: &'static Words,
) -> impl IntoView + use<> {
    view! {
        <Input
            field=Field::new("name", words.name).hint(words.name_hint).fault(faults)
            value=form.name.clone()
            required=true
            most=80
        />
        <Input
            field=Field::new("label", words.label).hint(words.label_hint).fault(faults)
            value=form.label.clone()
            required=true
            most=80
        />
        {languages(form, faults, ctx, words)}
        {(form.kind == "data").then(|| kind(form, faults, words))}
        <Input
            field=Field::new("dpv", words.dpv).hint(words.dpv_hint).fault(faults)
            value=form.dpv.clone()
            required=true
            most=200
            code=true
        />
    }
}

/// A field for each language that the organisation speaks or that there are words in, and for one
/// more.
fn languages(
    form: &TermForm,
    faults: Faults<'_>,
    ctx: &Ctx,
    words: &'static Words,
) -> impl IntoView + use<> {
    let spoken = ctx.organisation.locales.iter();
    let spoken = spoken.filter(|tag| tag.split('-').next() != Some("en"));
    let tags: BTreeSet<_> = spoken.chain(form.labels.keys()).cloned().collect();
    let fields = tags.into_iter().map(|tag| {
        let name = label_field(&tag);
        let value = form.labels.get(&tag).cloned().unwrap_or_default();
        let label = (words.label_in)(&ctx.text().language(&tag));
        view! {
            <Input field=Field::new(name, label).fault(faults) value=value most=80 lang=tag/>
        }
    });
    view! {
        <fieldset class="fields">
            <legend>{words.languages}</legend>
            {fields.collect_view()}
            <Input
                field=Field::new("other_tag", words.other_tag)
                    .hint(words.other_tag_hint)
                    .fault(faults)
                    .width("field-short")
                value=form.other_tag.clone()
                most=35
                code=true
            />
            <Input
                field=Field::new("other_label", words.other_label).fault(faults)
                value=form.other_label.clone()
                most=80
                lang=form.other_tag.clone()
            />
        </fieldset>
    }
}

fn kind(form: &TermForm, faults: Faults<'_>, words: &'static Words) -> impl IntoView + use<> {
    let first = Pick::new("", words.pick);
    let origins = Origin::ALL.iter();
    let origins = origins.map(|&origin| Pick::new(origin.word(), (words.origin_name)(origin)));
    let sensitivities = Sensitivity::ALL.iter();
    let sensitivities =
        sensitivities.map(|&one| Pick::new(one.word(), (words.sensitivity_name)(one)));
    view! {
        <SelectBox
            field=Field::new("origin", words.origin).fault(faults)
            value=form.origin.clone()
            picks=std::iter::once(first.clone()).chain(origins).collect()
        />
        <SelectBox
            field=Field::new("sensitivity", words.sensitivity).fault(faults)
            value=form.sensitivity.clone()
            picks=std::iter::once(first).chain(sensitivities).collect()
        />
    }
}

fn remove(
    listed: &Listed,
    key: &TermKey,
    role: Role,
    words: &'static Words,
) -> impl IntoView + use<> {
    // Whether somebody still has an answer to an earlier version is told when it is tried.
    let earlier = |used: &Listed| {
        let mut used = used.used.iter();
        used.all(|(_, usage)| *usage == mutual::use_cases::Usage::Earlier)
    };
    let used = (!listed.used.is_empty()).then(|| {
        view! { <p>{words.cannot_remove}</p> {uses(&listed.used, role, words)} }
    });
    let ruled = listed.ruled_by.as_ref().map(|line| {
        let href = format!("/studio/red-lines/{line}");
        view! {
            <p>{words.ruled}</p>
            <ul class="uses">
                <li class="use"><a href=href>{line.to_string()}</a></li>
            </ul>
        }
    });
    let button = (earlier(listed) && listed.ruled_by.is_none()).then(|| {
        let lead = listed
            .used
            .is_empty()
            .then(|| view! { <p>{words.remove_lead}</p> });
        view! {
            {lead}
            <form method="post" action="/actions/remove-term">
                <Writer/>
                <input type="hidden" name="kind" value=key.kind()/>
                <input type="hidden" name="id" value=key.id().to_string()/>
                <input type="hidden" name="revision" value=listed.revision.to_string()/>
                <div class="buttons">
                    <button type="submit" class="button">{words.remove_button}</button>
                </div>
            </form>
        }
    });
    view! {
        <section class="part steps" aria-labelledby="remove-t">
            <h2 id="remove-t">{words.remove}</h2>
            {used}
            {ruled}
            {button}
        </section>
    }
}
