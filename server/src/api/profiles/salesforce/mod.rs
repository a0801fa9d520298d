//! Salesforce's Consent API: may this action proceed, for each id?
//!
//! As its REST API Developer Guide describes "Compile Consent Settings" and "Compile Multiple Types of
//! Consent Settings" (`/services/data/vXX.X/consent/action/…`, `/consent/multiaction`).

mod action;
mod answer;
mod map;
mod multiaction;

use std::sync::Arc;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::api::Api;

/// The endpoints.
pub(super) fn router() -> OpenApiRouter<Arc<Api>> {
    OpenApiRouter::new()
        .routes(routes!(action::salesforce_consent_action))
        .routes(routes!(multiaction::salesforce_consent_multiaction))
}
