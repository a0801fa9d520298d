//! Server functions: the posts of the pages' forms, all under `/actions`.
//!
//! Each one is a public API. Whether a request comes from our own pages is checked by a layer of
//! the server, on every route that changes something.

use leptos::prelude::*;

/// Takes the number of the proving form and goes back to its page.
#[server(prefix = "/actions", endpoint = "prove")]
pub async fn prove(count: u32) -> Result<(), ServerFnError> {
    leptos_axum::redirect(&format!("/?count={count}"));
    Ok(())
}
