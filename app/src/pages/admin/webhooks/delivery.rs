//! One message to one address: every attempt, what is sent, and sending it again.

use leptos::prelude::*;
use mutual::use_cases::Request;
use mutual::webhook::{Delivery, DeliveryId, Endpoint};

use super::{attempt, deliveries, name, named, notice, path_part, shown, side_field};
use crate::{
    pages::{Asked, Page, Stop, draw_of_side},
    place::{Place, WEBHOOKS},
    text::Webhooks as Words,
    ui::{
        Icon,
        facts::{Fact, Facts},
        writer::Writer,
    },
};

/// One message.
#[component]
pub(crate) fn DeliveryPage() -> impl IntoView {
    let id = path_part("delivery");
    draw_of_side(|asked| delivery(asked, id))
}

async fn delivery(asked: Asked, id: String) -> Result<Page, Stop> {
    let (actor, role) = asked.staff()?;
    let ctx = &asked.ctx;
    let (text, dates) = (ctx.text(), ctx.dates());
    let words = text.webhooks;
    let pages = Place::of(WEBHOOKS, ctx);
    let webhooks = ctx.mutual.webhooks();
    let id: DeliveryId = named(&asked, &actor, &id).await?;
    let (delivery, attempts) = webhooks.delivery(&actor, id).await?;
    let endpoint = webhooks.endpoint(&actor, id.endpoint).await?.endpoint;
    let request = webhooks.request(&actor, id).await?;
    let gone = request.is_none();
    let request = match request {
        Some(request) => sent(&endpoint, &request, words).into_any(),
        None => view! { <p>{words.erased}</p> }.into_any(),
    };
    let empty = attempts.is_empty();
    let attempts = attempts.into_iter().rev().map(|one| {
        let title = (words.attempt)(one.number);
        view! { <li><h3>{title}</h3> {attempt::tried(&one.into(), &dates, words)}</li> }
    });
    let attempts = if empty {
        view! { <p class="quiet">{words.no_attempt}</p> }.into_any()
    } else {
        view! { <ol class="attempts" reversed>{attempts.collect_view()}</ol> }.into_any()
    };
    let title = (words.kind)(delivery.kind);
    let facts = vec![
        Fact::new(words.address, name(&endpoint)),
        Fact::new(words.entry, (words.number)(id.index)),
        Fact::new(words.state, deliveries::stand(&delivery, &dates, words)),
    ];
    let back = pages.at(&format!("/{}", endpoint.id), "");
    let body = view! {
        <a class="back" href=back>{Icon::Back.draw()} {words.one}</a>
        <h1>{title}</h1>
        <p class="lead mono"><bdi dir="ltr" class="webhook-url">{id.to_string()}</bdi></p>
        {notice(&asked, text)}
        <div class="facts-concerns"><Facts facts=facts/></div>
        {(!gone).then(|| again(&delivery, &endpoint, pages, words))}
        <section class="part" aria-labelledby="attempts-t">
            <h2 id="attempts-t">{words.attempts}</h2>
            {attempts}
        </section>
        <section class="part" aria-labelledby="request-t">
            <h2 id="request-t">{words.request}</h2>
            {request}
        </section>
    };
    Ok(Page::of_team(title.to_owned(), role, "", body))
}

fn again(
    delivery: &Delivery,
    endpoint: &Endpoint,
    pages: Place,
    words: &'static Words,
) -> impl IntoView + use<> {
    let form = match endpoint.off {
        Some(_) => view! { <p>{words.is_off}</p> }.into_any(),
        None => view! {
            <p>{words.again_does}</p>
            <form method="post" action="/actions/resend-delivery">
                <Writer/>
                {side_field(pages)}
                <input type="hidden" name="delivery" value=delivery.id.to_string()/>
                <div class="buttons">
                    <button type="submit" class="button">{words.again}</button>
                </div>
            </form>
        }
        .into_any(),
    };
    view! {
        <section class="part steps" aria-labelledby="again-t">
            <h2 id="again-t">{words.again}</h2>
            {form}
        </section>
    }
}

fn sent(endpoint: &Endpoint, request: &Request, words: &'static Words) -> impl IntoView + use<> {
    let headers = request.headers.iter();
    let headers = headers.map(|(name, value)| format!("{name}: {value}"));
    let head = std::iter::once(format!("POST {}", shown(&endpoint.url)));
    let head: Vec<_> = head.chain(headers).collect();
    // Broken into lines for people. What does not read back is shown as it is.
    let body = serde_json::from_str::<serde_json::Value>(&request.body)
        .and_then(|body| serde_json::to_string_pretty(&body))
        .unwrap_or_else(|_| request.body.clone());
    view! {
        <p>{words.request_lead}</p>
        <p class="code-name">{words.headers}</p>
        <pre class="code code-breaks" dir="ltr" translate="no"><code>{head.join("\n")}</code></pre>
        <p class="code-name">{words.body}</p>
        <pre class="code code-breaks" dir="ltr" translate="no"><code>{body}</code></pre>
    }
}
