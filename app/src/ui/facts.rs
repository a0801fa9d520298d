//! Named facts in two columns.

use leptos::prelude::*;

/// One named fact.
#[derive(Clone, Debug)]
pub(crate) struct Fact {
    pub name: &'static str,
    pub lines: Vec<String>,
}

impl Fact {
    /// A fact of one line.
    pub(crate) fn new(name: &'static str, line: impl Into<String>) -> Self {
        Self {
            name,
            lines: vec![line.into()],
        }
    }
}

/// A list of facts.
#[component]
pub(crate) fn Facts(
    /// In the order of the page.
    facts: Vec<Fact>,
) -> impl IntoView {
    let facts = facts
        .into_iter()
        .map(|fact| {
            let lines = fact
                .lines
                .into_iter()
                .map(|line| view! { <dd><bdi>{line}</bdi></dd> })
                .collect_view();
            view! { <div><dt>{fact.name}</dt>{lines}</div> }
        })
        .collect_view();
    view! { <dl class="facts">{facts}</dl> }
}
