//! Named facts in two columns.

use leptos::prelude::*;

use super::said::Said;

/// One named fact.
#[derive(Clone, Debug)]
pub(crate) struct Fact {
    pub name: &'static str,
    pub lines: Vec<Said>,
}

impl Fact {
    /// A fact of one line.
    pub(crate) fn new(name: &'static str, line: impl Into<Said>) -> Self {
        Self::of(name, [line])
    }

    /// A fact of several lines.
    pub(crate) fn of(name: &'static str, lines: impl IntoIterator<Item = impl Into<Said>>) -> Self {
        Self {
            name,
            lines: lines.into_iter().map(Into::into).collect(),
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
                .map(|line| view! { <dd>{line.draw()}</dd> })
                .collect_view();
            view! { <div><dt>{fact.name}</dt>{lines}</div> }
        })
        .collect_view();
    view! { <dl class="facts">{facts}</dl> }
}
