//! The pages: each reads and lays out, and decides nothing.

use leptos::prelude::*;

use crate::{actions::Prove, islands::Counter};

/// The first page.
#[component]
pub(crate) fn Home() -> impl IntoView {
    let prove = ServerAction::<Prove>::new();
    view! {
        <main>
            <h1>"Your exchanges"</h1>
            <Counter start=1/>
            <ActionForm action=prove>
                <input type="hidden" name="count" value="2"/>
                <button type="submit">"Save"</button>
            </ActionForm>
        </main>
    }
}
