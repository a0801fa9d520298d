//! Whom a form is drawn for.

use leptos::prelude::*;

use crate::context::Ctx;

/// The field that says whom its form is drawn for; none where nobody is in. A tab outlives a session, and
/// what somebody presses in it is not done in the name of whoever has signed in to that browser since.
///
/// Every form that changes something has one, so it is the one component that asks who is in.
#[component]
pub(crate) fn Writer() -> impl IntoView {
    let writer = Ctx::current().map(|ctx| ctx.writer());
    let writer = writer.filter(|writer| !writer.is_empty());
    writer.map(|writer| view! { <input type="hidden" name="writer" value=writer/> })
}
