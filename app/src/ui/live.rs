//! What the page says by itself while it saves: the island reads it from the page.

use leptos::prelude::*;

use crate::text::Live;

/// The island's words, as `data-` attributes of an empty element, so that no text is in the bundle.
#[component]
pub(crate) fn LiveWords(
    /// The words.
    words: &'static Live,
) -> impl IntoView {
    view! {
        <div
            id="live-words"
            hidden
            data-turning-on=words.turning_on
            data-turning-off=words.turning_off
            data-failed-on=words.failed_on
            data-failed-off=words.failed_off
            data-failed=words.failed
            data-unknown=words.unknown
            data-another=words.another
        ></div>
    }
}
