//! All keys, and the form to make one.

use leptos::prelude::*;
use mutual::access::Scope;
use mutual::use_cases::KnownClient;

use super::{PAGE, form, last_called, last_used, notice, side};
use crate::ui::writer::Writer;
use crate::{
    actions::{KeyForm, KeyNote},
    context::Ctx,
    pages::{Asked, Page, Stop, draw},
    ui::{error_summary::ErrorSummary, said::api_call},
};

/// The keys.
#[component]
pub(crate) fn KeysPage() -> impl IntoView {
    draw(list)
}

async fn list(asked: Asked) -> Result<Page, Stop> {
    let (actor, role) = asked.staff()?;
    let ctx = &asked.ctx;
    let text = ctx.text();
    let words = text.keys;
    let mut all = ctx.mutual.clients().list(&actor).await?;
    // What still works stands first.
    all.sort_by_key(|known| known.record.revoked_at.is_some());
    let (typed, faults) = match asked.note().await {
        Some(KeyNote::Refused { form, faults }) => (form, faults),
        _ => (KeyForm::default(), vec![]),
    };
    let faults: Vec<_> = faults
        .into_iter()
        .map(|field| {
            let said = (words.fault)(&field).to_owned();
            (field, said)
        })
        .collect();
    let known = if all.is_empty() {
        view! {
            <section class="part" aria-label=words.title>
                <p>{words.empty}</p>
            </section>
        }
        .into_any()
    } else {
        view! { {table(&all, ctx)} {matrix(&all, ctx)} }.into_any()
    };
    let body = view! {
        <h1>{words.title}</h1>
        <p class="lead">{words.lead}</p>
        {notice(&asked, text)}
        <ErrorSummary title=text.shared.form_has_faults faults=faults.clone()/>
        {known}
        <p class="webhook-docs"><a href="/docs">{words.docs}</a></p>
        <section class="part steps" aria-labelledby="make-t">
            <h2 id="make-t">{words.make}</h2>
            <p>{words.make_lead}</p>
            <form method="post" action="/actions/make-key">
                <Writer/>
                <input type="hidden" name="key" value=ctx.form_key()/>
                {form::fields(&typed, &faults, ctx.operations, words)}
                <div class="form-end">
                    <button type="submit" class="button button-solid">{words.make_button}</button>
                </div>
            </form>
        </section>
    };
    Ok(Page::of_team(words.title.to_owned(), role, PAGE, body))
}

fn table(all: &[KnownClient], ctx: &Ctx) -> impl IntoView + use<> {
    let words = ctx.text().keys;
    let rows = all.iter().map(|known| row(known, ctx));
    view! {
        <div class="table-scroll" tabindex="0" role="region" aria-label=words.state>
            <table class="table table-folds">
                <thead>
                    <tr>
                        <th scope="col">{words.name}</th>
                        <th scope="col">{words.side}</th>
                        <th scope="col">{words.ends_in}</th>
                        <th scope="col">{words.made}</th>
                        <th scope="col">{words.last}</th>
                        <th scope="col">{words.state}</th>
                    </tr>
                </thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </div>
    }
}

/// What each key that works may do: a column for each right.
fn matrix(all: &[KnownClient], ctx: &Ctx) -> impl IntoView + use<> {
    let words = ctx.text().keys;
    let heads = Scope::ALL.into_iter().map(|scope| {
        view! {
            <th scope="col" title=(words.scope)(scope)><code dir="ltr">{scope.name()}</code></th>
        }
    });
    let working = all.iter().filter(|known| known.record.revoked_at.is_none());
    let rows = working.map(|known| {
        let (id, name) = (known.record.id, known.record.name.clone());
        let scopes = known.record.scopes;
        let cells = Scope::ALL.into_iter().map(|scope| {
            let may = if scopes.has(scope) {
                words.yes
            } else {
                words.no
            };
            view! { <td data-label=scope.name()>{may}</td> }
        });
        view! {
            <tr>
                <th scope="row"><a href=format!("{PAGE}/{id}")><bdi>{name}</bdi></a></th>
                {cells.collect_view()}
            </tr>
        }
    });
    view! {
        <section class="part" aria-labelledby="each-t">
            <h2 id="each-t">{words.what_each}</h2>
            <div class="table-scroll" tabindex="0" role="region" aria-label=words.title>
                <table class="table table-folds">
                    <thead>
                        <tr>
                            <th scope="col">{words.name}</th>
                            {heads.collect_view()}
                        </tr>
                    </thead>
                    <tbody>{rows.collect_view()}</tbody>
                </table>
            </div>
        </section>
    }
}

fn row(known: &KnownClient, ctx: &Ctx) -> impl IntoView + use<> {
    let (words, dates) = (ctx.text().keys, ctx.dates());
    let record = &known.record;
    let href = format!("{PAGE}/{}", record.id);
    let called = last_called(known, ctx).map(|called| view! { " " {api_call(&called)} });
    let last4 = record.secrets.first().map(|secret| secret.last4.clone());
    let state = record.revoked_at.map_or_else(
        || words.active.to_owned(),
        |at| (words.revoked)(&dates.moment(at)),
    );
    view! {
        <tr>
            <th scope="row"><a href=href><bdi>{record.name.clone()}</bdi></a></th>
            <td data-label=words.side>{side(record.test, words)}</td>
            <td data-label=words.ends_in><code dir="ltr">{last4}</code></td>
            <td data-label=words.made>{dates.day(record.created_at)}</td>
            <td data-label=words.last>
                <p>{last_used(known, ctx)} {called}</p>
            </td>
            <td data-label=words.state>{state}</td>
        </tr>
    }
}
