//! GovStack's Consent Building Block (1.1.0-rc1): the paths of its service, configuration and audit
//! that map to ours, for reading; every other one answers 501 by the name of its operation.
//!
//! | theirs | ours |
//! |---|---|
//! | data agreement | proposition |
//! | revision of a data agreement | version |
//! | individual | customer |
//! | consent record | how a customer who answered stands to an exchange |

mod absent;
mod agreement;
mod agreements;
mod individual;
mod map;
mod record;
mod records;
mod shapes;

use std::sync::Arc;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::api::Api;

/// The endpoints.
pub(super) fn router() -> OpenApiRouter<Arc<Api>> {
    let answering = OpenApiRouter::new()
        .routes(routes!(agreement::govstack_config_data_agreement))
        .routes(routes!(agreement::govstack_service_data_agreement))
        .routes(routes!(agreement::govstack_audit_data_agreement))
        .routes(routes!(agreements::govstack_config_data_agreements))
        .routes(routes!(agreements::govstack_verification_data_agreements))
        .routes(routes!(agreements::govstack_audit_data_agreements))
        .routes(routes!(individual::govstack_config_individual))
        .routes(routes!(individual::govstack_service_individual))
        .routes(routes!(record::govstack_individual_record))
        .routes(routes!(record::govstack_verification_consent_record))
        .routes(routes!(record::govstack_audit_consent_record))
        .routes(routes!(records::govstack_individual_records))
        .routes(routes!(records::govstack_individual_agreement_records));
    absent::add(answering)
}
