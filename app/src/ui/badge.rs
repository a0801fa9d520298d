//! A state in one word.

use leptos::prelude::*;

/// Which mark stands before the word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tone {
    Live,
    Draft,
    Past,
}

/// A state in one word, with a mark that differs in shape.
#[component]
pub(crate) fn Badge(
    /// The mark.
    tone: Tone,
    /// The word.
    word: String,
) -> impl IntoView {
    let class = match tone {
        Tone::Live => "badge badge-live",
        Tone::Draft => "badge badge-draft",
        Tone::Past => "badge badge-past",
    };
    view! { <span class=class>{word}</span> }
}
