//! May I? Answered from memory.

mod many;
mod one;
mod verdict;

use std::sync::Arc;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::Api;

pub(crate) use verdict::judge;

/// The most data categories of one question: more than any exchange uses.
const MOST_DATA: usize = 64;

/// The endpoints.
pub(super) fn router() -> OpenApiRouter<Arc<Api>> {
    OpenApiRouter::new()
        .routes(routes!(one::check_customer))
        .routes(routes!(many::check_customers))
}
