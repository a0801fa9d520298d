//! How far the organisation's systems have heard of what she chose: stored, and confirmed by how many of them.

use leptos::prelude::*;
use mutual::catalogue::Slug;
use mutual::webhook::Heard;

use super::exchange::Drawing;

/// The line of it, within the card of that exchange.
pub(crate) fn heard(heard: &Heard, key: &Slug, drawing: &Drawing) -> impl IntoView + use<> {
    let (words, dates) = (&drawing.text.customer.heard, &drawing.dates);
    let mut told = vec![(words.stored)(&dates.moment(heard.stored_at))];
    if heard.systems > 0 {
        let when = heard.confirmed_at.map(|at| {
            if dates.days_between(heard.stored_at, at) == 0 {
                dates.since(at, heard.stored_at)
            } else {
                dates.moment(at)
            }
        });
        let confirmed = (words.confirmed)(heard.confirmed, heard.systems, when.as_deref());
        told.push(confirmed);
    }
    if heard.missed > 0 {
        told.push((words.missed)(heard.missed));
    }
    let is_late = heard.is_late(drawing.now);
    let class = if is_late {
        told.push(words.late.to_owned());
        "heard heard-late"
    } else {
        "heard"
    };
    let ask = is_late.then(|| {
        let href = format!("/ask?about={key}");
        view! { " " <a href=href>{drawing.text.shared.ask_a_person}</a> }
    });
    view! { <p class=class>{told.join(" ")} {ask}</p> }
}
