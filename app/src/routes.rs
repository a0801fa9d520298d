//! The table of pages.

use leptos::prelude::*;
use leptos_router::{
    SsrMode,
    components::{Route, Router, Routes},
    path,
};

use crate::pages::Home;

/// Every page with its path.
///
/// All of them render in [`SsrMode::Async`]: the other modes need JavaScript to put the parts of a
/// page in place.
#[component]
pub fn App() -> impl IntoView {
    view! {
        <Router>
            <Routes fallback=|| view! { <main><h1>"This page does not exist"</h1></main> }>
                <Route path=path!("/") view=Home ssr=SsrMode::Async/>
            </Routes>
        </Router>
    }
}
