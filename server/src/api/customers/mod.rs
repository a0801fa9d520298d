//! One customer: her record, her state, and choices on her behalf.

mod choose;
mod consents;
mod erase;
mod export;
mod find;
mod human_only;
mod link;
mod merge;
mod pause;
mod put;
mod remove_identifier;
mod resume;
mod situations;
mod split;

use std::sync::Arc;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::Api;

pub(crate) use choose::{EvidenceBody, each_once, read_toggles};
pub(crate) use consents::{ConsentsBody, SituationBody};

/// The endpoints.
pub(super) fn router() -> OpenApiRouter<Arc<Api>> {
    OpenApiRouter::new()
        .routes(routes!(
            put::put_customer,
            find::find_customer,
            erase::erase_customer
        ))
        .routes(routes!(export::export_customer))
        .routes(routes!(remove_identifier::remove_identifier))
        .routes(routes!(consents::read_consents))
        .routes(routes!(choose::choose))
        .routes(routes!(pause::pause_customer))
        .routes(routes!(resume::resume_customer))
        .routes(routes!(human_only::set_human_only))
        .routes(routes!(
            situations::enter_situation,
            situations::leave_situation
        ))
        .routes(routes!(merge::merge_customers))
        .routes(routes!(split::split_customer))
        .routes(routes!(link::make_link))
}
