//! Pages over HTTP: the router, its headers, and the files that pages link to.
//!
//! What a request passes, from the outside in: [`headers`] (on every answer), [`errors`] (a panic and a
//! bare error become a page), [`origin`] (nothing changes on another site's behalf), [`form`] (a bound on
//! bodies, and forms that can be read), the session, [`visit`] (who is in, and the one context value of
//! the pages), [`whose`] (nothing changes in the name of who only came after), for a signed link
//! [`link`], for a file that somebody uploads [`check`] or [`terms`], and [`refused`] (a wish that was
//! not stored is answered with the page that says so).

pub(crate) mod assets;
mod brand;
pub mod caller;
mod check;
mod downloads;
pub(crate) mod embed;
mod errors;
mod form;
pub(crate) mod headers;
mod link;
mod numbers;
mod origin;
mod pages;
mod refused;
mod signal;
mod terms;
mod timeline;
mod unsubscribe;
mod upload;
mod visit;
mod whose;
mod why;

use std::sync::Arc;

use axum::Router;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::get;
use tower_http::compression::CompressionLayer;
use tower_sessions::SessionManagerLayer;
use tower_sessions::cookie::SameSite;

use self::errors::Errors;
use crate::auth::Auth;
use crate::state::App;

/// What the layers share.
#[derive(Clone)]
pub(crate) struct Site {
    /// Shared, as each layer takes a copy for each request.
    pub(crate) app: Arc<App>,
    pub(crate) auth: Arc<Auth>,
    pub(crate) errors: Arc<Errors>,
}

/// Every route that a browser meets.
pub fn router(app: App, auth: Arc<Auth>) -> Router {
    let https = app.config.is_https();
    let sessions = SessionManagerLayer::new(auth.sessions())
        // The prefix makes the browser hold the cookie to this host and to TLS.
        .with_name(if https { "__Host-mutual" } else { "mutual" })
        .with_secure(https)
        .with_http_only(true)
        .with_same_site(SameSite::Lax)
        .with_path("/");
    let errors = Arc::new(Errors::new(app.mutual.clone()));
    let config = Arc::clone(&app.config);
    let site = Site {
        app: Arc::new(app),
        auth,
        errors,
    };
    let pages = pages::router();
    pages
        .clone()
        .merge(downloads::router(site.clone()))
        .merge(timeline::router())
        .merge(numbers::router())
        .merge(check::router(site.clone(), pages.clone()))
        .merge(terms::router(pages.clone()))
        .merge(unsubscribe::router(site.clone(), pages.clone()))
        .merge(why::router(site.clone(), pages.clone()))
        .layer(from_fn_with_state(pages, refused::draw))
        .layer(from_fn_with_state(site.clone(), unsubscribe::look))
        .layer(from_fn_with_state(site.clone(), why::look))
        .layer(from_fn_with_state(site.clone(), link::follow))
        .layer(from_fn(whose::check))
        .layer(from_fn_with_state(site.clone(), visit::recognise))
        .layer(sessions)
        .layer(from_fn_with_state(site.clone(), form::read))
        .layer(from_fn_with_state(site.clone(), origin::check))
        // The files are compressed when the binary is built, so this is for the pages alone.
        .layer(CompressionLayer::new())
        .merge(assets::router())
        .merge(signal::router())
        .route("/brand.css", get(brand::serve).with_state(site.clone()))
        .fallback(errors::absent)
        .layer(from_fn_with_state(site.clone(), errors::explain))
        // What a script asks for is no page, and comes from other sites.
        .merge(embed::router(site))
        .layer(from_fn_with_state(config, headers::add))
}
