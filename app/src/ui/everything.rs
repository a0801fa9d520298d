//! Pause everything, turn everything off: same size, same look.

use leptos::prelude::*;

use crate::text::Customer;

use super::writer::Writer;

/// The two buttons about all exchanges; while everything is paused, only the second.
#[component]
pub(crate) fn Everything(
    /// The words.
    words: &'static Customer,
    /// Whether everything is paused.
    paused: bool,
) -> impl IntoView {
    let pause = (!paused).then(|| deed("/actions/pause", words.pause, words.pause_does));
    view! {
        <section class="part" id="everything" aria-labelledby="everything-t">
            <h2 id="everything-t">{words.everything}</h2>
            <div class="everything">
                {pause}
                {deed("/actions/everything-off", words.everything_off, words.everything_off_does)}
            </div>
        </section>
    }
}

fn deed(action: &'static str, word: &'static str, does: &'static str) -> impl IntoView {
    view! {
        <div>
            <form method="post" action=action data-live="everything">
                <Writer/>
                <input type="hidden" name="sure" value="yes"/>
                <button type="submit" class="button">{word}</button>
            </form>
            <p>{does}</p>
        </div>
    }
}
