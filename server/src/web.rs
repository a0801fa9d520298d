//! Pages over HTTP: the router, its headers, and the files that pages link to.

mod assets;
mod pages;

use axum::Router;

/// Every route that a browser meets.
pub fn router() -> Router {
    pages::router().merge(assets::router())
}
