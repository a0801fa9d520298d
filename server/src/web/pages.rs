//! The pages and server functions of `mutual-app`.

use axum::Router;
use axum::http::request::Parts;
use axum::http::{HeaderValue, header};
use leptos::config::LeptosOptions;
use leptos::context::{provide_context, use_context};
use leptos::nonce::use_nonce;
use leptos::view;
use leptos_axum::{LeptosRoutes as _, ResponseOptions, generate_route_list};
use mutual_app::Ctx;
use mutual_app::{routes::App, shell::Shell};

use super::{assets, headers};

/// A route for every page and every server function.
pub(crate) fn router() -> Router {
    let options = LeptosOptions::builder().output_name("mutual").build();
    let routes = generate_route_list(App);
    Router::new()
        .leptos_routes_with_context(&options, routes, provide, || {
            view! { <Shell assets=assets::linked()/> }
        })
        .with_state(options)
}

/// Gives a page its context, and the policy that belongs to its nonce.
///
/// Leptos writes two small scripts with data into every page, so a page's policy must name the
/// nonce which they carry; it is new for each answer, and no answer with one may be cached.
fn provide() {
    let ctx = use_context::<Parts>().and_then(|parts| parts.extensions.get::<Ctx>().cloned());
    if let Some(ctx) = ctx {
        provide_context(ctx);
    }
    let (Some(response), Some(nonce)) = (use_context::<ResponseOptions>(), use_nonce()) else {
        return;
    };
    if let Ok(policy) = HeaderValue::from_str(&headers::policy(&nonce)) {
        response.insert_header(header::CONTENT_SECURITY_POLICY, policy);
    }
    response.insert_header(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
}
