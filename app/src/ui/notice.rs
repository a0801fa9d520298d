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

/// A notice of one sentence.
#[component]
pub(crate) fn Notice(
    /// What sort of word.
    kind: NoticeKind,
    /// The sentence.
    #[prop(into)]
    text: String,
) -> impl IntoView {
    let (class, role, icon) = match kind {
        NoticeKind::Done => ("notice notice-ok", "status", Icon::Done),
        NoticeKind::Fault => ("notice notice-error", "alert", Icon::Fault),
    };
    view! {
        <div class=class role=role>
            {icon.draw()}
            <p>{text}</p>
        </div>
    }
}
