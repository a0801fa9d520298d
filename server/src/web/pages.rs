//! The pages of `mutual-app`, served with their security headers.

use axum::{
    Router,
    http::{HeaderValue, header},
};
use leptos::{config::LeptosOptions, context::use_context, nonce::use_nonce, view};
use leptos_axum::{LeptosRoutes, ResponseOptions, generate_route_list};
use mutual_app::{routes::App, shell::Shell};

use super::assets;

/// A route for every page and every server function.
pub fn router() -> Router {
    let options = LeptosOptions::builder().output_name("mutual").build();
    let routes = generate_route_list(App);
    Router::new()
        .leptos_routes_with_context(&options, routes, provide_headers, || {
            view! { <Shell assets=assets::linked()/> }
        })
        .with_state(options)
}

/// Gives a page the policy that belongs to its nonce.
///
/// Leptos writes two small scripts with data into every page, so a page's policy must name the
/// nonce which they carry; it is new for each answer, and no answer with one may be cached.
fn provide_headers() {
    let (Some(response), Some(nonce)) = (use_context::<ResponseOptions>(), use_nonce()) else {
        return;
    };
    let policy = format!(
        "default-src 'none'; script-src 'self' 'nonce-{nonce}' 'wasm-unsafe-eval'; \
         style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; \
         form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    );
    if let Ok(policy) = HeaderValue::from_str(&policy) {
        response.insert_header(header::CONTENT_SECURITY_POLICY, policy);
    }
    response.insert_header(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
}
