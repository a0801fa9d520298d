//! Everybody at once: imports, their jobs, and exports.

mod everybody;
pub mod export;
mod import;
mod job;
mod report;

use std::sync::Arc;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::Api;

/// The endpoints.
pub(super) fn router() -> OpenApiRouter<Arc<Api>> {
    OpenApiRouter::new()
        .routes(routes!(import::start_import, import::find_upload))
        .routes(routes!(job::find_job))
        .routes(routes!(report::read_report))
        .routes(routes!(export::export_everybody))
}
