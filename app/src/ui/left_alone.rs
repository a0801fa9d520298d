//! That she is left alone for a while: a red line may ask for it.

use leptos::prelude::*;
use mutual::clock::{Days, Timestamp};
use mutual::consent::Guarded;
use mutual::guard::{Quiet, Situation};

use super::field::{Pick, options};
use super::writer::Writer;
use crate::context::Ctx;

/// What the form sends that leaves the end as it is.
pub(crate) const AS_IT_IS: &str = "as-it-is";

/// When the quiet that she asked for ends by itself, where she is in one at `now`.
pub(crate) fn quiet(guarded: &Guarded, now: Timestamp) -> Option<Option<Timestamp>> {
    let mut all = guarded.going_through(now);
    all.remove(&Situation::QuietPeriod)
}

/// Whether that end comes before the one that stands, where one stands.
fn is_sooner(end: Option<Timestamp>, stands: Option<Option<Timestamp>>) -> bool {
    match (end, stands) {
        (Some(end), Some(Some(stands))) => end < stands,
        (Some(_), Some(None)) => true,
        (None, _) | (_, None) => false,
    }
}

/// The form by which a customer is left alone, with its end, and the button that ends it.
///
/// `guarded` says what she is going through at `now`.
pub(crate) fn left_alone(guarded: &Guarded, now: Timestamp, ctx: &Ctx) -> impl IntoView + use<> {
    let words = &ctx.text().red_lines.left_alone;
    let dates = ctx.dates();
    let stands = quiet(guarded, now);
    let state = match stands {
        None => words.is_off.to_owned(),
        Some(None) => words.is_on.to_owned(),
        Some(Some(until)) => (words.is_on_until)(&dates.end(until)),
    };
    let days = Days::of(&ctx.organisation.time_zone);
    let ends: Vec<_> = Quiet::ALL
        .iter()
        .map(|quiet| (*quiet, quiet.until(now, &days)))
        .collect();
    // Whoever presses without picking changes nothing.
    let same = ends.iter().find(|(_, end)| Some(*end) == stands);
    let picked = match (stands, same) {
        (None, _) => Quiet::Week.word(),
        (Some(_), Some((quiet, _))) => quiet.word(),
        (Some(_), None) => AS_IT_IS,
    };
    let as_it_is = stands.flatten().filter(|_| picked == AS_IT_IS);
    let as_it_is = as_it_is.map(|until| Pick::new(AS_IT_IS, (words.as_it_is)(&dates.end(until))));
    let picks = ends.iter().map(|(quiet, end)| {
        let label = match end {
            Some(until) => (words.for_a_time)(*quiet, &dates.end(*until)),
            None => words.open.to_owned(),
        };
        let label = if is_sooner(*end, stands) {
            (words.sooner)(&label)
        } else {
            label
        };
        Pick::new(quiet.word(), label)
    });
    let (button, end) = match stands {
        None => (words.turn_on, None),
        Some(_) => (
            words.other_end,
            Some(view! {
                <form method="post" action="/actions/quiet-off">
                    <Writer/>
                    <input type="hidden" name="sure" value="yes"/>
                    <button type="submit" class="button">{words.end_now}</button>
                </form>
            }),
        ),
    };
    let picks = options(picked, as_it_is.into_iter().chain(picks).collect());
    view! {
        <section class="part" id="left-alone" aria-labelledby="left-alone-t">
            <h2 id="left-alone-t">{words.title}</h2>
            <p id="left-alone-does">{words.does}</p>
            <p id="left-alone-state"><strong>{state}</strong></p>
            {end}
            <form method="post" action="/actions/quiet-on">
                <Writer/>
                <input type="hidden" name="sure" value="yes"/>
                <div class="field">
                    <label for="f-quiet">{words.until}</label>
                    <select class="select" id="f-quiet" name="quiet">{picks}</select>
                </div>
                <div class="form-end">
                    <button type="submit" class="button">{button}</button>
                </div>
            </form>
        </section>
    }
}
