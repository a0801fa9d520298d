//! What changed between two versions.

use leptos::prelude::*;

/// One field, before and now.
#[derive(Clone, Debug)]
pub(crate) struct DiffLine {
    pub name: &'static str,
    pub before: String,
    pub now: String,
}

/// The fields that differ.
#[component]
pub(crate) fn Diff(
    /// Each field.
    lines: Vec<DiffLine>,
    /// The words for before and now.
    words: (&'static str, &'static str),
) -> impl IntoView {
    let (before, now) = words;
    let lines = lines
        .into_iter()
        .map(|line| {
            view! {
                <div>
                    <dt>{line.name}</dt>
                    <dd><span class="diff-label">{before}</span><del>{line.before}</del></dd>
                    <dd><span class="diff-label">{now}</span><ins>{line.now}</ins></dd>
                </div>
            }
        })
        .collect_view();
    view! { <dl class="diff">{lines}</dl> }
}
