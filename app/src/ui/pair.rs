//! You share | You get.

use leptos::prelude::*;

use super::said::Said;

/// One line of a column: what it is, and in small where it comes from or how often it comes.
pub(crate) type Line = (Said, String);

/// The two equal columns.
#[component]
pub(crate) fn Pair(
    /// The head of the first column and its lines.
    share: (&'static str, Vec<Line>),
    /// The head of the second column and its lines.
    get: (&'static str, Vec<Line>),
    /// The ids of the lines of the first column, by which other pages lead there.
    ids: Vec<String>,
    /// Whether the heads are of the second level, on a page of one exchange.
    #[prop(optional)]
    alone: bool,
) -> impl IntoView {
    view! {
        <div class="pair">
            <div class="pair-share">{head(share.0, alone)} {lines(share.1, ids)}</div>
            <div class="pair-get">{head(get.0, alone)} {lines(get.1, vec![])}</div>
        </div>
    }
}

fn head(title: &'static str, alone: bool) -> AnyView {
    if alone {
        view! { <h2 class="pair-title">{title}</h2> }.into_any()
    } else {
        view! { <h3 class="pair-title">{title}</h3> }.into_any()
    }
}

fn lines(lines: Vec<Line>, ids: Vec<String>) -> impl IntoView {
    let ids = ids.into_iter().map(Some).chain(std::iter::repeat(None));
    let lines = lines
        .into_iter()
        .zip(ids)
        .map(|((what, note), id)| {
            view! { <li id=id>{what.draw()}<span class="pair-note">{note}</span></li> }
        })
        .collect_view();
    view! { <ul class="pair-list">{lines}</ul> }
}
