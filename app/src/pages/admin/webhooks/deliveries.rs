//! What was sent to one address: a page of it, by how far it is.

use leptos::prelude::*;
use mutual::access::Actor;
use mutual::port::DeliveryFilter;
use mutual::webhook::{Course, Delivery, DeliveryId, Endpoint};

use crate::{
    pages::{Asked, Stop},
    place::{Place, WEBHOOKS},
    text::{Dates, Text, Webhooks as Words},
};

/// How many stand on one page.
const LINES: u32 = 25;
/// Where the list begins on the page.
const HERE: &str = "messages";

/// The list, with the links that narrow it and turn its pages.
pub(super) async fn list(
    asked: &Asked,
    actor: &Actor,
    endpoint: &Endpoint,
) -> Result<AnyView, Stop> {
    let ctx = &asked.ctx;
    let (text, dates) = (ctx.text(), ctx.dates());
    let words = text.webhooks;
    let pages = Place::of(WEBHOOKS, ctx);
    let course: Option<Course> = asked.parameter("show").and_then(|show| show.parse().ok());
    let before = asked.parameter("before").and_then(|id| id.parse().ok());
    let before: Option<DeliveryId> = before.filter(|id: &DeliveryId| id.endpoint == endpoint.id);
    let filter = DeliveryFilter {
        endpoint: Some(endpoint.id),
        course,
    };
    let webhooks = ctx.mutual.webhooks();
    let (deliveries, more) = webhooks.deliveries(actor, filter, before, LINES).await?;
    let shown = if deliveries.is_empty() {
        let said = if course.is_some() || before.is_some() {
            words.none_so
        } else {
            words.none
        };
        view! { <p class="quiet">{said}</p> }.into_any()
    } else {
        table(&deliveries, course, pages, &dates, text).into_any()
    };
    let last = deliveries.last().filter(|_| more);
    let older = last.map(|last| {
        let href = address(endpoint, pages, course, Some(last.id));
        view! { <a href=href rel="next">{words.older}</a> }
    });
    let newest = before.map(|_| {
        let href = address(endpoint, pages, course, None);
        view! { <a href=href>{words.newest}</a> }
    });
    let pager = (older.is_some() || newest.is_some()).then(|| {
        view! { <nav class="pager" aria-label=words.pages>{newest} {older}</nav> }
    });
    Ok(view! {
        <section class="part" id=HERE aria-labelledby="messages-t">
            <h2 id="messages-t">{words.deliveries}</h2>
            <p>{words.deliveries_lead}</p>
            {filters(endpoint, pages, course, words)}
            {shown}
            {pager}
        </section>
    }
    .into_any())
}

/// A page of the list: those that are so far, behind `before`.
pub(super) fn address(
    endpoint: &Endpoint,
    pages: Place,
    course: Option<Course>,
    before: Option<DeliveryId>,
) -> String {
    let show = course.map(|course| format!("show={}", course.word()));
    let before = before.map(|before| format!("before={before}"));
    let query: Vec<_> = [show, before].into_iter().flatten().collect();
    let page = pages.at(&format!("/{}", endpoint.id), &query.join("&"));
    format!("{page}#{HERE}")
}

fn filters(
    endpoint: &Endpoint,
    pages: Place,
    course: Option<Course>,
    words: &'static Words,
) -> impl IntoView + use<> {
    let all = [
        None,
        Some(Course::Pending),
        Some(Course::GivenUp),
        Some(Course::Delivered),
    ];
    let links = all.map(|filter| {
        let name = filter.map_or(words.every, words.course);
        let current = (filter == course).then_some("true");
        let href = address(endpoint, pages, filter, None);
        view! { <li><a href=href aria-current=current>{name}</a></li> }
    });
    view! {
        <nav class="filters" aria-label=words.filters>
            <ul>{links.collect_view()}</ul>
        </nav>
    }
}

fn table(
    deliveries: &[Delivery],
    course: Option<Course>,
    pages: Place,
    dates: &Dates,
    text: &'static Text,
) -> impl IntoView + use<> {
    let words = text.webhooks;
    let which = course.map_or(words.every, words.course);
    let rows = deliveries
        .iter()
        .map(|delivery| row(delivery, pages, dates, text))
        .collect_view();
    view! {
        <div class="table-scroll" tabindex="0" role="region" aria-label=which>
            <table class="table table-folds">
                <thead>
                    <tr>
                        <th scope="col">{words.entry}</th>
                        <th scope="col">{words.about}</th>
                        <th scope="col">{words.state}</th>
                        <th scope="col" class="number">{words.tries}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

fn row(
    delivery: &Delivery,
    pages: Place,
    dates: &Dates,
    text: &'static Text,
) -> impl IntoView + use<> {
    let words = text.webhooks;
    let href = pages.at(&format!("/deliveries/{}", delivery.id), "");
    view! {
        <tr>
            <th scope="row"><a href=href>{(words.number)(delivery.id.index)}</a></th>
            <td data-label=words.about>{(words.kind)(delivery.kind)}</td>
            <td data-label=words.state>{stand(delivery, dates, words)}</td>
            <td class="number" data-label=words.tries>{text.rules.number(delivery.tries)}</td>
        </tr>
    }
}

/// How far it is, and when it was over or is tried next.
pub(super) fn stand(delivery: &Delivery, dates: &Dates, words: &Words) -> String {
    let (course, at) = ((words.course)(delivery.course), dates.moment(delivery.at));
    match delivery.course {
        Course::Pending => format!("{course}; {}", (words.next_at)(&at)),
        Course::Delivered | Course::GivenUp => format!("{course}: {at}"),
    }
}
