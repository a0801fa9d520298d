//! The entry point of the browser's bundle.
//!
//! It holds nothing but the call that wakes the islands. `extern crate` is needed: without it the
//! linker sees no use of the pages' crate and drops the functions that the islands export.
#![cfg(target_arch = "wasm32")]

extern crate mutual_app;

/// Wakes every island of the page.
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    leptos::mount::hydrate_islands();
}
