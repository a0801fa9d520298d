//! What somebody presses in a tab that outlived her session is not done in the name of whoever signed in to
//! the same browser since.
//!
//! A form says whom it was drawn for. Nobody proves it: whoever leaves it out, or makes it up, does in her own
//! name what she could do anyway.

use axum::extract::Request;
use axum::http::StatusCode;
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use mutual_app::{Ctx, brings_back};

use super::form::Writer;

/// Refuses the form of somebody else than whoever is in.
pub(crate) async fn check(request: Request, next: Next) -> Response {
    let extensions = request.extensions();
    if let (Some(ctx), Some(Writer(of))) = (extensions.get::<Ctx>(), extensions.get::<Writer>())
        && ctx.is_of_another(of)
        && !brings_back(request.uri().path())
    {
        return StatusCode::PRECONDITION_FAILED.into_response();
    }
    next.run(request).await
}
