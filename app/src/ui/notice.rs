//! A word from the system about itself.

use leptos::prelude::*;

use super::Icon;

/// What sort of word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NoticeKind {
    /// It was done.
    Done,
    /// It was not done.
    Fault,
}

/// A notice of a sentence or two.
#[component]
pub(crate) fn Notice(
    /// What sort of word.
    kind: NoticeKind,
    /// The sentence.
    #[prop(into)]
    text: String,
    /// Where it leads: an address, and what the link says.
    #[prop(default = None)]
    link: Option<(String, &'static str)>,
) -> impl IntoView {
    let (class, role, icon) = match kind {
        NoticeKind::Done => ("notice notice-ok", "status", Icon::Done),
        NoticeKind::Fault => ("notice notice-error", "alert", Icon::Fault),
    };
    let link = link.map(|(href, says)| view! { " " <a href=href>{says}</a> });
    view! {
        <div class=class role=role>
            {icon.draw()}
            <p>{text} {link}</p>
        </div>
    }
}
