//! The parts of the pages that react in the browser.

use leptos::prelude::*;

/// Counts presses; proves that the bundle wakes.
#[island]
pub fn Counter(
    /// Where to start.
    start: u32,
) -> impl IntoView {
    let (count, set_count) = signal(start);
    view! { <button type="button" on:click=move |_| set_count.update(|n| *n += 1)>{count}</button> }
}
