//! The links to both sides of a page that there is twice.

use leptos::prelude::*;

use crate::{place::Place, text::Text};

/// The links, of which `here` is where they stand; `label` says what they choose between.
pub(crate) fn sides(
    here: Place,
    label: &'static str,
    text: &'static Text,
) -> impl IntoView + use<> {
    let links = here.both().map(|pages| {
        let name = if pages.is_test() {
            text.keys.test
        } else {
            text.keys.live
        };
        let current = (pages == here).then_some("page");
        view! { <li><a href=pages.first() aria-current=current>{name}</a></li> }
    });
    view! {
        <nav class="filters" aria-label=label>
            <ul>{links.collect_view()}</ul>
        </nav>
    }
}
