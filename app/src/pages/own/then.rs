//! What a customer had on, on a day in the past.

use leptos::prelude::*;
use mutual::clock::Timestamp;
use mutual::consent::Toggle;
use mutual::use_cases::{AsItWas, Reading};

use crate::{
    context::Ctx,
    pages::{Asked, Page, Stop, draw},
    text::Then as Words,
    ui::exchange::toggle_name,
};

/// How everything stood at the end of a day.
#[component]
pub(crate) fn ThenPage() -> impl IntoView {
    draw(then)
}

async fn then(asked: Asked) -> Result<Page, Stop> {
    let customer = asked.customer()?;
    let ctx = &asked.ctx;
    let words = &ctx.text().own.then;
    let day = asked.parameter("day").unwrap_or_default();
    let dates = ctx.dates();
    let now = ctx.mutual.engine().now();
    // Of today, as much as there is.
    let asked_for = dates.day_of(day).map(|(begin, end)| (begin, end.min(now)));
    let answer = match asked_for {
        None => ().into_any(),
        Some((begin, _)) if begin > now => view! { <p>{words.future}</p> }.into_any(),
        Some((_, end)) => {
            match ctx
                .mutual
                .as_it_was(&customer.actor, customer.id, end)
                .await
            {
                Ok(then) => {
                    let day = dates.day(end);
                    // A day that is not over has no end yet.
                    let head = if end == now {
                        (words.until_now)(&day)
                    } else {
                        (words.stood)(&day)
                    };
                    stood(&then, end, head, ctx, words).into_any()
                }
                Err(Reading::Absent) => view! { <p>{words.future}</p> }.into_any(),
                Err(error) => return Err(error.into()),
            }
        }
    };
    let shown = asked_for.map_or_else(String::new, |_| day.to_owned());
    let body = view! {
        <div class="own">
        <h1>{words.title}</h1>
        <p class="lead">{words.lead}</p>
        <form class="then" method="get" action="/then">
            <div class="field">
                <label for="f-day">{words.day}</label>
                <input class="input field-short" id="f-day" type="date" name="day" required value=shown/>
            </div>
            <div class="form-end">
                <button type="submit" class="button">{words.show}</button>
            </div>
        </form>
        {answer}
        </div>
    };
    Ok(Page::of_customer(words.title, body))
}

fn stood(
    then: &AsItWas,
    at: Timestamp,
    head: String,
    ctx: &Ctx,
    words: &'static Words,
) -> impl IntoView + use<> {
    let text = ctx.text();
    let catalogue = ctx.mutual.catalogue();
    let registry = catalogue.registry_as_of(at);
    let exchanges = then.exchanges.iter().map(|exchange| {
        let version = catalogue
            .proposition(&exchange.proposition)
            .and_then(|known| known.version(exchange.version));
        let title = version.map_or_else(
            || exchange.proposition.to_string(),
            |version| version.wording_or_own(text.lang).title.clone(),
        );
        let is_on = exchange.is_on(&Toggle::Exchange);
        let parts = exchange
            .toggles
            .keys()
            .filter(|toggle| **toggle != Toggle::Exchange && exchange.is_on(toggle))
            .map(|toggle| view! { <li>{toggle_name(toggle, text, &registry)}</li> })
            .collect_view();
        let word = if is_on { words.on } else { words.off };
        view! {
            <li>
                <p><strong><bdi>{title}</bdi></strong> " · " {word}</p>
                {is_on.then(|| view! { <ul>{parts}</ul> })}
            </li>
        }
    });
    let list = if then.exchanges.is_empty() {
        view! { <p>{words.nothing}</p> }.into_any()
    } else {
        view! { <ul class="stood">{exchanges.collect_view()}</ul> }.into_any()
    };
    let paused = then.customer.state.paused_since.is_some();
    view! {
        <section class="part" aria-labelledby="stood-t">
            <h2 id="stood-t">{head}</h2>
            {paused.then(|| view! { <p>{words.paused}</p> })}
            {list}
        </section>
    }
}
