//! One address: how it answers, what it gets, and all that can be done with it.

use leptos::prelude::*;
use mutual::access::Actor;
use mutual::clock::Timestamp;
use mutual::use_cases::Watched;
use mutual::webhook::{Course, Endpoint, Secret};

use super::{attempt, deliveries, form, health, name, notice, path_part, shown, side_field};
use crate::{
    actions::{Note, Tried, WebhookForm},
    context::Ctx,
    pages::{Asked, Page, Stop, draw_of_side},
    place::{Place, WEBHOOKS},
    text::{Dates, Webhooks as Words},
    ui::{
        Icon,
        error_summary::ErrorSummary,
        facts::{Fact, Facts},
        field::{Field, Input},
        notice::{Notice, NoticeKind},
        writer::Writer,
    },
};

/// One address.
#[component]
pub(crate) fn WebhookPage() -> impl IntoView {
    let id = path_part("endpoint");
    draw_of_side(|asked| endpoint(asked, id))
}

/// A form that was not stored, what is wrong with it, and the revision that its author saw.
type Typed = (WebhookForm, Vec<(String, String)>, u64);

/// What the action before left, as the page shows it.
#[derive(Default)]
struct Left {
    typed: Option<Typed>,
    secret: Option<Secret>,
    tested: Option<Tried>,
}

async fn endpoint(asked: Asked, id: String) -> Result<Page, Stop> {
    let (actor, role) = asked.staff()?;
    let watched = super::watched(&asked, &actor, &id).await?;
    let ctx = &asked.ctx;
    let (text, dates) = (ctx.text(), ctx.dates());
    let words = text.webhooks;
    let pages = Place::of(WEBHOOKS, ctx);
    let endpoint = &watched.endpoint;
    let left = left(&asked, &actor, endpoint).await?;
    let list = deliveries::list(&asked, &actor, endpoint).await?;
    let is_moved = asked.parameter("failed") == Some("moved") && left.typed.is_some();
    let moved = is_moved.then(|| as_it_is(endpoint, words));
    let (typed, faults, seen) = left
        .typed
        .unwrap_or_else(|| (WebhookForm::from(endpoint), vec![], endpoint.revision));
    // What somebody else stored since then is saved over by nobody who does not see it beside.
    let revision = if is_moved { endpoint.revision } else { seen };
    let secret = left.secret.map(|secret| {
        let older = endpoint.older.as_ref();
        let until = older.map(|(_, until)| (words.older_until)(&dates.moment(*until)));
        show_secret(&secret, until, words)
    });
    let failed = left
        .tested
        .as_ref()
        .is_some_and(|tried| !matches!(tried.status, Some(200..=299)));
    let tested = left.tested.map(|tried| {
        view! {
            <section class="part" aria-labelledby="tested-t">
                <h2 id="tested-t">{words.tested}</h2>
                {attempt::tried(&tried, &dates, words)}
            </section>
        }
    });
    let said = if failed {
        view! { <Notice kind=NoticeKind::Fault text=words.test_failed/> }.into_any()
    } else {
        notice(&asked, text).into_any()
    };
    let title = name(endpoint);
    let address = shown(&endpoint.url);
    // One without a name of its own is called by its address.
    let address = (title != address).then(|| {
        view! { <p class="lead mono"><bdi dir="ltr" class="webhook-url">{address}</bdi></p> }
    });
    let body = view! {
        <a class="back" href=pages.first()>{Icon::Back.draw()} {words.all}</a>
        <h1><bdi>{title.clone()}</bdi></h1>
        {address}
        {said}
        <ErrorSummary title=text.shared.form_has_faults faults=faults.clone()/>
        {secret}
        {tested}
        {state(&watched, pages, &dates, ctx.mutual.engine().now(), words)}
        {moved}
        {list}
        {test(endpoint, pages, words)}
        {replay(endpoint, pages, words)}
        <section class="part steps" aria-labelledby="change-t">
            <h2 id="change-t">{words.change}</h2>
            <form method="post" action="/actions/change-webhook">
                <Writer/>
                {side_field(pages)}
                <input type="hidden" name="endpoint" value=endpoint.id.to_string()/>
                <input type="hidden" name="revision" value=revision.to_string()/>
                {form::fields(&typed, &faults, words)}
                <div class="form-end">
                    <button type="submit" class="button button-solid">{words.save}</button>
                </div>
            </form>
        </section>
        {switch(endpoint, pages, words)}
        {rotate(endpoint, ctx, &dates)}
        {remove(endpoint, pages, words)}
    };
    Ok(Page::of_team(title, role, "", body))
}

async fn left(asked: &Asked, actor: &Actor, endpoint: &Endpoint) -> Result<Left, Stop> {
    Ok(match super::left(asked).await {
        Some(Note::Refused {
            form,
            faults,
            revision,
        }) => Left {
            typed: Some((form, faults, revision)),
            ..Left::default()
        },
        Some(Note::Secret { made_by }) => Left {
            secret: asked
                .ctx
                .mutual
                .webhooks()
                .secret_made_by(actor, endpoint.id, made_by)
                .await?,
            ..Left::default()
        },
        Some(Note::Tested(tried)) => Left {
            tested: Some(tried),
            ..Left::default()
        },
        None => Left::default(),
    })
}

fn show_secret(
    secret: &Secret,
    older: Option<String>,
    words: &'static Words,
) -> impl IntoView + use<> {
    let older = older.map(|until| view! { <p>{until}</p> });
    view! {
        <section class="part" aria-labelledby="secret-t">
            <h2 id="secret-t">{words.secret}</h2>
            <p><strong>{words.secret_once}</strong></p>
            <pre class="code code-breaks" dir="ltr" translate="no"><code>{secret.reveal()}</code></pre>
            <p>{words.secret_how} " " <a href="/docs">{words.docs}</a></p>
            {older}
        </section>
    }
}

fn state(
    watched: &Watched,
    pages: Place,
    dates: &Dates,
    now: Timestamp,
    words: &'static Words,
) -> impl IntoView + use<> {
    let counts = watched.counts;
    let health = health(watched, dates, now, words).into_iter();
    let sentences = health.enumerate().map(|(at, sentence)| {
        if at == 0 {
            view! { <p><strong>{sentence}</strong></p> }.into_any()
        } else {
            view! { <p>{sentence}</p> }.into_any()
        }
    });
    let mut sums = vec![
        (words.waits)(counts.pending),
        (words.gave_up)(counts.given_up),
    ];
    if counts.delivered > 0 {
        sums.push((words.took)(counts.delivered));
    }
    let lost = (counts.lost > 0).then(|| {
        let href = deliveries::address(&watched.endpoint, pages, Some(Course::GivenUp), None);
        view! { <p><strong>{(words.lost)(counts.lost)}</strong> " " <a href=href>{words.see_lost}</a></p> }
    });
    view! {
        <section class="part" aria-labelledby="health-t">
            <h2 id="health-t">{words.health}</h2>
            {sentences.collect_view()}
            <p>{sums.join(" ")}</p>
            {lost}
        </section>
    }
}

/// What is stored, for somebody who typed something else.
fn as_it_is(endpoint: &Endpoint, words: &'static Words) -> impl IntoView + use<> {
    let stored = WebhookForm::from(endpoint);
    let events = if stored.asks_for_all() {
        vec![words.all_events.to_owned()]
    } else {
        let kinds = mutual::webhook::SUBSCRIBABLE.iter();
        let kinds = kinds.filter(|kind| endpoint.events.have(**kind));
        kinds.map(|kind| (words.kind)(*kind).to_owned()).collect()
    };
    let facts = vec![
        Fact::new(words.url, stored.url),
        Fact::new(words.description, stored.description),
        Fact::of(words.events, events),
    ];
    view! {
        <section class="part" aria-labelledby="now-t">
            <h2 id="now-t">{words.as_it_is}</h2>
            <Facts facts=facts/>
        </section>
    }
}

/// A part with one button.
fn act(
    (id, title, does): (&'static str, &'static str, &'static str),
    action: &'static str,
    pages: Place,
    hidden: Vec<(&'static str, String)>,
    button: &'static str,
) -> impl IntoView {
    let title_id = format!("{id}-t");
    let labelled_by = title_id.clone();
    let hidden = hidden.into_iter();
    let hidden = hidden.map(|(name, value)| view! { <input type="hidden" name=name value=value/> });
    view! {
        <section class="part steps" aria-labelledby=labelled_by>
            <h2 id=title_id>{title}</h2>
            <p>{does}</p>
            <form method="post" action=action>
                <Writer/>
                {side_field(pages)}
                {hidden.collect_view()}
                <div class="buttons">
                    <button type="submit" class="button">{button}</button>
                </div>
            </form>
        </section>
    }
}

fn test(endpoint: &Endpoint, pages: Place, words: &'static Words) -> impl IntoView + use<> {
    let hidden = vec![("endpoint", endpoint.id.to_string())];
    let part = ("test", words.test, words.test_does);
    let action = "/actions/test-webhook";
    act(part, action, pages, hidden, words.test_button)
}

fn switch(endpoint: &Endpoint, pages: Place, words: &'static Words) -> impl IntoView + use<> {
    let (to, does, button) = match endpoint.off {
        None => ("off", words.switch_off_does, words.switch_off),
        Some(_) => ("on", words.switch_on_does, words.switch_on),
    };
    let hidden = vec![("endpoint", endpoint.id.to_string()), ("to", to.to_owned())];
    let part = ("switch", words.switch, does);
    act(part, "/actions/switch-webhook", pages, hidden, button)
}

fn rotate(endpoint: &Endpoint, ctx: &Ctx, dates: &Dates) -> impl IntoView + use<> {
    let words = ctx.text().webhooks;
    let pages = Place::of(WEBHOOKS, ctx);
    let now = ctx.mutual.engine().now();
    let older = endpoint.older.as_ref().filter(|(_, until)| now < *until);
    let older =
        older.map(|(_, until)| view! { <p>{(words.older_until)(&dates.moment(*until))}</p> });
    view! {
        <section class="part steps" aria-labelledby="rotate-t">
            <h2 id="rotate-t">{words.rotate}</h2>
            <p>{words.rotate_does}</p>
            {older}
            <form method="post" action="/actions/rotate-webhook">
                <Writer/>
                {side_field(pages)}
                <input type="hidden" name="endpoint" value=endpoint.id.to_string()/>
                <input type="hidden" name="key" value=ctx.form_key()/>
                <div class="buttons">
                    <button type="submit" class="button">{words.rotate_button}</button>
                </div>
            </form>
        </section>
    }
}

fn replay(endpoint: &Endpoint, pages: Place, words: &'static Words) -> impl IntoView + use<> {
    let form = match endpoint.off {
        Some(_) => view! { <p>{words.is_off}</p> }.into_any(),
        None => range(endpoint, pages, ("1", ""), None, words).into_any(),
    };
    view! {
        <section class="part steps" aria-labelledby="replay-t">
            <h2 id="replay-t">{words.replay}</h2>
            <p>{words.replay_does}</p>
            {form}
        </section>
    }
}

/// The two ends of a range of what goes to an address, and the button that counts what is in it.
pub(super) fn range(
    endpoint: &Endpoint,
    pages: Place,
    (first, last): (&str, &str),
    fault: Option<&'static str>,
    words: &'static Words,
) -> impl IntoView + use<> {
    let faults: Vec<_> = fault
        .map(|fault| ("first".to_owned(), fault.to_owned()))
        .into_iter()
        .collect();
    // A browser makes the whole query of the fields, the side among them.
    let action = format!("{WEBHOOKS}/{}/replay", endpoint.id);
    view! {
        <form method="get" action=action>
            {side_field(pages)}
            <Input
                field=Field::new("first", words.first).fault(&faults).width("field-short")
                value=first.to_owned()
                required=true
                most=20
                code=true
            />
            <Input
                field=Field::new("last", words.last).hint(words.last_hint).width("field-short")
                value=last.to_owned()
                most=20
                code=true
            />
            <div class="buttons">
                <button type="submit" class="button">{words.count}</button>
            </div>
        </form>
    }
}

fn remove(endpoint: &Endpoint, pages: Place, words: &'static Words) -> impl IntoView + use<> {
    let href = pages.at(&format!("/{}/remove", endpoint.id), "");
    view! {
        <section class="part" aria-labelledby="remove-t">
            <h2 id="remove-t">{words.remove}</h2>
            <p>{words.remove_does}</p>
            <p><a class="button" href=href>{words.remove}</a></p>
        </section>
    }
}
