//! A wish that was not stored is answered with its status and the page that says what is true.
//!
//! An action names that page as it names every other: by `Location`. Browsers follow it with a
//! 303 alone, so here the page is drawn into the answer itself. Whoever reads the status knows
//! that nothing was stored, and whoever reads the page sees why.

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, Uri, header};
use axum::middleware::Next;
use axum::response::Response;
use tower::ServiceExt as _;

/// Draws the page that a refused action names.
pub(crate) async fn draw(State(pages): State<Router>, request: Request, next: Next) -> Response {
    if *request.method() != Method::POST {
        return next.run(request).await;
    }
    let (parts, body) = request.into_parts();
    let (headers, extensions) = (parts.headers.clone(), parts.extensions.clone());
    let mut response = next.run(Request::from_parts(parts, body)).await;
    if response.status().as_u16() < 400 {
        return response;
    }
    let Some(page) = page(response.headers_mut()) else {
        return response;
    };
    let mut asked = Request::new(Body::empty());
    *asked.uri_mut() = page;
    *asked.extensions_mut() = extensions;
    // What the browser accepts and who it is; what it said of the form's body is not true here.
    *asked.headers_mut() = headers;
    asked.headers_mut().remove(header::CONTENT_LENGTH);
    asked.headers_mut().remove(header::CONTENT_TYPE);
    let Ok(mut drawn) = pages.oneshot(asked).await;
    if drawn.status().is_success() {
        *drawn.status_mut() = response.status();
        if let Some(wait) = response.headers_mut().remove(header::RETRY_AFTER) {
            drawn.headers_mut().insert(header::RETRY_AFTER, wait);
        }
    }
    drawn
}

/// The page's address. What follows `#` is the browser's affair.
fn page(headers: &mut HeaderMap) -> Option<Uri> {
    let location = headers.remove(header::LOCATION)?;
    let path = location.to_str().ok()?.split('#').next()?;
    path.parse().ok()
}
