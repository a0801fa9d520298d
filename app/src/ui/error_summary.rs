//! What stopped a form, at its head.

use leptos::prelude::*;

use super::field::field_id;

/// Each fault, linked to its field.
#[component]
pub(crate) fn ErrorSummary(
    /// What it says above the list.
    title: &'static str,
    /// The field's path and what to do, as in `benefits[0].what`.
    faults: Vec<(String, String)>,
) -> impl IntoView {
    (!faults.is_empty()).then(|| {
        let faults = faults
            .into_iter()
            .map(|(field, message)| {
                let href = format!("#{}", field_id(&field));
                view! { <li><a href=href>{message}</a></li> }
            })
            .collect_view();
        view! {
            <div class="error-summary" role="alert">
                <h2>{title}</h2>
                <ul>{faults}</ul>
            </div>
        }
    })
}
