//! The registry: what propositions can use, and what uses it.

mod form;
mod import;

use leptos::prelude::*;
use mutual::access::Role;
use mutual::catalogue::{Sensitivity, Slug, Term};
use mutual::use_cases::{Listed, Usage};

pub(crate) use form::{NewTermPage, TermPage};
pub(crate) use import::ImportTermsPage;

use super::term_name;
use crate::{
    pages::{Asked, Page, Stop, draw},
    text::{Registry as Words, Text},
    ui::Icon,
};

/// All purposes and data categories.
#[component]
pub(crate) fn RegistryPage() -> impl IntoView {
    draw(registry)
}

/// Whether that role changes the registry; the use case has the last word.
fn edits(role: Role) -> bool {
    matches!(role, Role::Reviewer | Role::Admin)
}

async fn registry(asked: Asked) -> Result<Page, Stop> {
    let (actor, role) = asked.staff()?;
    let text = asked.ctx.text();
    let words = text.registry;
    let listed = asked.ctx.mutual.registry(&actor).await?;
    let (data, purposes): (Vec<_>, Vec<_>) = listed
        .into_iter()
        .partition(|listed| matches!(listed.term, Term::Data(_)));
    let lead = if edits(role) {
        words.lead
    } else {
        words.lead_reading
    };
    let import = edits(role).then(|| {
        view! { <a class="button" href="/studio/registry/import">{text.terms.link}</a> }
    });
    let body = view! {
        <div class="page-head"><h1>{words.title}</h1> {import}</div>
        <p class="lead">{lead}</p>
        {notice(&asked, text)}
        {part("purposes", words.purposes, (words.add_purpose, "purpose"), &purposes, role, text)}
        {part("data", words.data, (words.add_data, "data"), &data, role, text)}
    };
    Ok(Page::of_team(
        words.title.to_owned(),
        role,
        "/studio/registry",
        body,
    ))
}

/// What came of the step before.
fn notice(asked: &Asked, text: &'static Text) -> Option<AnyView> {
    let words = text.registry;
    asked.notice(words.failed, words.done, &["faults"])
}

fn part(
    id: &'static str,
    title: &'static str,
    (add, kind): (&'static str, &'static str),
    listed: &[Listed],
    role: Role,
    text: &'static Text,
) -> impl IntoView + use<> {
    let words = text.registry;
    let add = edits(role).then(|| {
        let href = format!("/studio/registry/new?kind={kind}");
        view! { <a class="button" href=href>{Icon::Plus.draw()} {add}</a> }
    });
    let is_data = kind == "data";
    let sort = is_data.then(|| view! { <th scope="col">{words.kind}</th> });
    let rows = listed.iter().map(|listed| row(listed, role, text));
    let rows = rows.collect_view();
    let table = if listed.is_empty() {
        view! { <p class="quiet">{words.none}</p> }.into_any()
    } else {
        view! {
            <div class="table-scroll" tabindex="0" role="region" aria-label=title>
                <table class="table table-folds">
                    <thead>
                        <tr>
                            <th scope="col">{words.name}</th>
                            <th scope="col">{words.reads}</th>
                            {sort}
                            <th scope="col">{words.languages}</th>
                            <th scope="col">"DPV"</th>
                            <th scope="col">{words.used_by}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        }
        .into_any()
    };
    view! {
        // The region within has the name.
        <section class="part" id=id>
            <div class="page-head"><h2>{title}</h2> {add}</div>
            {table}
        </section>
    }
}

fn row(listed: &Listed, role: Role, text: &'static Text) -> impl IntoView + use<> {
    let words = text.registry;
    let term = &listed.term;
    let key = term.key();
    let words_of = term.label_in(text.lang);
    let (name, own) = (
        term_name(term.name(), words_of, text),
        term.name().to_owned(),
    );
    // The term of the field stays in view: systems and those who read English call it by that.
    let own = (name != own).then(|| view! { <bdi lang="en">{own}</bdi> " · " });
    let name = if edits(role) {
        let href = format!("/studio/registry/{}/{}", key.kind(), key.id());
        view! { <a href=href>{name}</a> }.into_any()
    } else {
        view! { {name} }.into_any()
    };
    let sort = match term {
        Term::Purpose(_) => None,
        Term::Data(data) => {
            let origin = (words.origin_name)(data.origin);
            // What is ordinary needs no word.
            let special = (data.sensitivity == Sensitivity::Special).then(|| {
                let special = (words.sensitivity_name)(data.sensitivity);
                view! { " · " <strong>{special}</strong> }
            });
            Some(view! { <td data-label=words.kind><span>{origin} {special}</span></td> })
        }
    };
    let tags: Vec<_> = term.labels().keys().map(String::as_str).collect();
    let tags = tags.join(", ");
    // In the reader's language; where there are no words in it, customers read English.
    let (label, lang) = match term.label_in(text.lang) {
        Some(label) => (label, None),
        None => (term.label(), Some("en")),
    };
    // Each begins with the same address, which says nothing here.
    let dpv = term.dpv().replacen("https://w3id.org/", "", 1);
    view! {
        <tr>
            <th scope="row">
                {name}
                <span class="proposition-key">
                    {own} <bdi class="mono">{key.id().to_string()}</bdi>
                </span>
            </th>
            <td data-label=words.reads><bdi lang=lang>{label.to_owned()}</bdi></td>
            {sort}
            <td data-label=words.languages><span class="mono">{tags}</span></td>
            <td data-label="DPV"><span class="mono hash">{broken(&dpv)}</span></td>
            <td data-label=words.used_by>{uses(&listed.used, role, words)}</td>
        </tr>
    }
}

/// A name that can break where a word begins: `ServicePersonalisation`.
fn broken(name: &str) -> impl IntoView + use<> {
    let mut words = vec![String::new()];
    for letter in name.chars() {
        let begins = letter.is_ascii_uppercase();
        match words.last_mut() {
            Some(word) if !begins => word.push(letter),
            _ => words.push(letter.to_string()),
        }
    }
    let words = words.into_iter();
    let words = words.filter(|word| !word.is_empty());
    words.map(|word| view! { <wbr/> {word} }).collect_view()
}

/// The propositions that use a term; links for those who may read more of them than customers do.
fn uses(used: &[(Slug, Usage)], role: Role, words: &'static Words) -> AnyView {
    if used.is_empty() {
        return view! { <span class="quiet">{words.unused}</span> }.into_any();
    }
    let lines = used.iter().map(|(proposition, usage)| {
        let usage = (words.usage)(*usage);
        let name = proposition.to_string();
        let name = if role == Role::Agent {
            name.into_any()
        } else {
            let href = format!("/studio/{proposition}/publish");
            view! { <a href=href>{name}</a> }.into_any()
        };
        view! { <li class="use">{name} " · " {usage}</li> }
    });
    view! { <ul class="uses">{lines.collect_view()}</ul> }.into_any()
}
