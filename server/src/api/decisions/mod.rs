//! What machines decided about customers: recorded one by one or in lists, and read.

mod answer;
mod body;
mod find;
mod record;
mod shape;

use std::sync::Arc;

use mutual::id::DecisionId;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::Api;
use super::call::Call;
use crate::auth::why;

/// The endpoints.
pub(super) fn router() -> OpenApiRouter<Arc<Api>> {
    OpenApiRouter::new()
        .routes(routes!(record::record_decisions))
        .routes(routes!(find::find_decision))
}

/// The address under which the customer reads why.
fn why_url(call: &Call, id: DecisionId) -> String {
    let base = call.api.public_url(call.headers());
    let path = why::sign(&call.api.keys.link, id, call.caller.client.test);
    format!("{base}{path}")
}
