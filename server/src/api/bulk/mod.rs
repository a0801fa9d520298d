//! Everybody at once: imports, their jobs, and exports.

pub mod export;
mod import;
mod job;

use std::sync::Arc;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::Api;

/// The endpoints.
pub(super) fn router() -> OpenApiRouter<Arc<Api>> {
    OpenApiRouter::new()
        .routes(routes!(import::start_import))
        .routes(routes!(job::find_job))
        .routes(routes!(export::export_everybody))
}
