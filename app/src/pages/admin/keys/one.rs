//! One key: its secret in the moment that it is made, what it may do and does, and how it ends.

use leptos::prelude::*;
use mutual::access::Actor;
use mutual::clock::Timestamp;
use mutual::use_cases::{DAY_S, KnownClient, present_mark};

use super::{PAGE, known, notice, path_part, side, spelled, used};
use crate::{
    actions::KeyNote,
    context::Ctx,
    pages::{Asked, Page, Stop, draw},
    text::{Dates, Keys as Words},
    ui::{
        Icon,
        facts::{Fact, Facts},
        field::{Field, Pick, SelectBox},
        said::api_call,
        writer::Writer,
    },
};

/// How long the secret before a new one can work on, in seconds.
const OVERLAPS: [u32; 3] = [0, DAY_S, 7 * DAY_S];

/// One key.
#[component]
pub(crate) fn KeyPage() -> impl IntoView {
    let id = path_part();
    draw(|asked| key(asked, id))
}

async fn key(asked: Asked, id: String) -> Result<Page, Stop> {
    let (actor, role) = asked.staff()?;
    let known = known(&asked, &actor, &id).await?;
    let ctx = &asked.ctx;
    let (text, dates) = (ctx.text(), ctx.dates());
    let words = text.keys;
    let record = &known.record;
    let secret = left(&asked, &actor, &known).await?;
    let secret = secret.map(|secret| show_secret(&secret, &record.id.to_string(), words));
    let now = ctx.mutual.engine().now();
    let title = record.name.clone();
    let ends = record.revoked_at.is_none().then(|| {
        view! { {roll(&known, ctx.form_key(), words)} {revoke(&known, words)} }
    });
    let body = view! {
        <a class="back" href=PAGE>{Icon::Back.draw()} {words.all}</a>
        <h1><bdi>{title.clone()}</bdi></h1>
        {notice(&asked, text)}
        {secret}
        {facts(&known, ctx, &dates, now)}
        {matrix(&known, ctx)}
        {ends}
    };
    Ok(Page::of_team(title, role, "", body))
}

/// The secret that the action before made, once.
async fn left(asked: &Asked, actor: &Actor, known: &KnownClient) -> Result<Option<String>, Stop> {
    let mutual = &asked.ctx.mutual;
    match asked.note_once().await {
        Some(KeyNote::Secret { made_by }) => {
            let bytes = mutual.client_secret_bytes(&made_by);
            let clients = mutual.clients();
            Ok(clients
                .secret_made_of(actor, known.record.id, bytes)
                .await?)
        }
        _ => Ok(None),
    }
}

fn show_secret(secret: &str, id: &str, words: &'static Words) -> impl IntoView + use<> {
    let (secret, id) = (secret.to_owned(), id.to_owned());
    view! {
        <section class="part" aria-labelledby="secret-t">
            <h2 id="secret-t">{words.secret}</h2>
            <p><strong>{words.secret_once}</strong></p>
            <pre class="code code-breaks" dir="ltr" translate="no"><code>{secret}</code></pre>
            <p>{words.client_id} ": " <code dir="ltr">{id}</code></p>
            <p>{words.secret_how} " " <a href="/docs">{words.docs}</a></p>
        </section>
    }
}

fn facts(known: &KnownClient, ctx: &Ctx, dates: &Dates, now: Timestamp) -> impl IntoView + use<> {
    let words = ctx.text().keys;
    let record = &known.record;
    let state = record.revoked_at.map_or_else(
        || words.active.to_owned(),
        |at| (words.revoked)(&dates.moment(at)),
    );
    let facts = vec![
        Fact::new(words.client_id, record.id.to_string()),
        Fact::new(words.side, side(record.test, words)),
        Fact::new(words.made, dates.moment(record.created_at)),
        used(known, ctx),
        Fact::new(words.state, state),
    ];
    let secrets = record
        .revoked_at
        .is_none()
        .then(|| secrets(known, dates, now, words));
    view! {
        <section class="part" aria-label=words.one>
            <Facts facts=facts/>
            <p>{(words.calls)(known.called())}</p>
        </section>
        {secrets}
    }
}

/// The secrets that work, and when each was last used: so it is seen whether one that ends is missed.
fn secrets(
    known: &KnownClient,
    dates: &Dates,
    now: Timestamp,
    words: &'static Words,
) -> impl IntoView + use<> {
    let all = known.record.secrets.iter().zip(&known.secrets_used);
    let working = all.filter(|(secret, _)| secret.until.is_none_or(|until| now < until));
    let rows = working.map(|(secret, used)| {
        let until = secret.until.map(|until| dates.moment(until));
        let used = used.map(|at| dates.moment(at));
        view! {
            <tr>
                <th scope="row"><code dir="ltr">{secret.last4.clone()}</code></th>
                <td data-label=words.works_until>
                    {until.unwrap_or_else(|| words.no_end.to_owned())}
                </td>
                <td data-label=words.last>{used.unwrap_or_else(|| words.never.to_owned())}</td>
            </tr>
        }
    });
    view! {
        <section class="part" aria-labelledby="secrets-t">
            <h2 id="secrets-t">{words.secrets}</h2>
            <p>{words.secrets_lead}</p>
            <div class="table-scroll" tabindex="0" role="region" aria-label=words.ends_in>
                <table class="table table-folds">
                    <thead>
                        <tr>
                            <th scope="col">{words.ends_in}</th>
                            <th scope="col">{words.works_until}</th>
                            <th scope="col">{words.last}</th>
                        </tr>
                    </thead>
                    <tbody>{rows.collect_view()}</tbody>
                </table>
            </div>
        </section>
    }
}

/// Every operation: which right it needs, whether this key has it, and how often it was called.
fn matrix(known: &KnownClient, ctx: &Ctx) -> impl IntoView + use<> {
    let text = ctx.text();
    let words = text.keys;
    let scopes = known.record.scopes;
    let mut operations: Vec<_> = ctx.operations.iter().collect();
    // By right, so that those that belong together stand together.
    operations.sort_by_key(|operation| operation.scope);
    let rows = operations.into_iter().map(|operation| {
        let may = operation.scope.is_none_or(|scope| scopes.has(scope));
        let count = known.calls.iter().find(|(id, _)| *id == operation.id);
        let count = text.rules.number(count.map_or(0, |(_, count)| *count));
        let needs = operation.scope.map(|scope| {
            view! { <code dir="ltr">{scope.name()}</code> }
        });
        let needs = match needs {
            Some(needs) => needs.into_any(),
            None => words.no_scope.into_any(),
        };
        view! {
            <tr>
                <th scope="row" dir="ltr" lang="en">
                    {api_call(&spelled(operation))}
                    <span class="key-summary">{operation.summary.as_str()}</span>
                </th>
                <td data-label=words.needs>{needs}</td>
                <td data-label=words.allowed>{if may { words.yes } else { words.no }}</td>
                <td class="number" data-label=words.in_a_day>{count}</td>
            </tr>
        }
    });
    view! {
        <section class="part" aria-labelledby="may-t">
            <h2 id="may-t">{words.may}</h2>
            <p>{words.may_lead}</p>
            <div class="table-scroll" tabindex="0" role="region" aria-label=words.operation>
                <table class="table table-folds">
                    <thead>
                        <tr>
                            <th scope="col">{words.operation}</th>
                            <th scope="col">{words.needs}</th>
                            <th scope="col">{words.allowed}</th>
                            <th scope="col" class="number">{words.in_a_day}</th>
                        </tr>
                    </thead>
                    <tbody>{rows.collect_view()}</tbody>
                </table>
            </div>
        </section>
    }
}

fn roll(known: &KnownClient, key: String, words: &'static Words) -> impl IntoView + use<> {
    let picks = OVERLAPS.map(|seconds| Pick::new(seconds.to_string(), (words.overlap_of)(seconds)));
    view! {
        <section class="part steps" aria-labelledby="roll-t">
            <h2 id="roll-t">{words.roll}</h2>
            <p>{words.roll_does}</p>
            <p>{(words.calls)(known.called())}</p>
            <form method="post" action="/actions/roll-key">
                <Writer/>
                <input type="hidden" name="client" value=known.record.id.to_string()/>
                <input type="hidden" name="key" value=key/>
                <input type="hidden" name="present" value=present_mark(&known.record)/>
                <SelectBox
                    field=Field::new("overlap", words.overlap)
                    value=DAY_S.to_string()
                    picks=picks.into()
                />
                <div class="buttons">
                    <button type="submit" class="button">{words.roll_button}</button>
                </div>
            </form>
        </section>
    }
}

fn revoke(known: &KnownClient, words: &'static Words) -> impl IntoView + use<> {
    let href = format!("{PAGE}/{}/revoke", known.record.id);
    view! {
        <section class="part" aria-labelledby="revoke-t">
            <h2 id="revoke-t">{words.revoke}</h2>
            <p>{words.revoke_does}</p>
            <p><a class="button" href=href>{words.revoke}</a></p>
        </section>
    }
}
