//! The switch "a person decides about me", with what it does.

use leptos::prelude::*;
use mutual::clock::Timestamp;

use crate::text::{Dates, RedLines};

use super::writer::Writer;

/// The switch.
#[component]
pub(crate) fn HumanOnly(
    /// The words.
    words: &'static RedLines,
    /// Since when a person decides; none: it is off.
    since: Option<Timestamp>,
    /// For the day.
    dates: Dates,
) -> impl IntoView {
    let words = &words.human_only;
    let (action, button, state) = match since {
        Some(at) => (
            "/actions/human-only-off",
            words.turn_off,
            (words.is_on)(&dates.day(at)),
        ),
        None => (
            "/actions/human-only-on",
            words.turn_on,
            words.is_off.to_owned(),
        ),
    };
    view! {
        <section class="part" id="human-only" aria-labelledby="human-only-t">
            <h2 id="human-only-t">{words.title}</h2>
            <p>{words.does}</p>
            <p id="human-only-state"><strong>{state}</strong></p>
            <form method="post" action=action data-live="everything">
                <Writer/>
                <input type="hidden" name="sure" value="yes"/>
                <button type="submit" class="button">{button}</button>
            </form>
        </section>
    }
}
