//! Webhooks: addresses that entries are sent to, and what was sent.

mod add;
mod change;
mod deliveries;
mod delivery;
mod find;
mod list;
mod redeliver;
mod remove;
mod replay;
mod rotate;
mod shape;
mod test;

use std::sync::Arc;

use mutual::catalogue::Fault;
use mutual::id::EndpointId;
use mutual::use_cases::{NoWebhook, Reading, Webhooks};
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::Api;
use super::call::Call;
use super::problem::{Code, FieldError, Problem};

/// Where `{endpoint}` stands in `/api/v1/webhook-endpoints/{endpoint}/…`, and `{delivery}` in
/// `/api/v1/webhook-deliveries/{delivery}/…`.
const ID: usize = 4;

/// The endpoints.
pub(super) fn router() -> OpenApiRouter<Arc<Api>> {
    OpenApiRouter::new()
        .routes(routes!(
            list::list_webhook_endpoints,
            add::add_webhook_endpoint
        ))
        .routes(routes!(
            find::find_webhook_endpoint,
            change::change_webhook_endpoint,
            remove::remove_webhook_endpoint
        ))
        .routes(routes!(rotate::rotate_webhook_secret))
        .routes(routes!(test::test_webhook_endpoint))
        .routes(routes!(replay::replay_webhooks))
        .routes(routes!(deliveries::list_webhook_deliveries))
        .routes(routes!(delivery::find_webhook_delivery))
        .routes(routes!(redeliver::redeliver_webhook))
}

/// The address in the path.
#[derive(IntoParams)]
#[into_params(parameter_in = Path)]
#[expect(dead_code, reason = "describes what `endpoint` reads")]
struct EndpointPath {
    /// `whe_…`
    #[param(example = "whe_01KB3Y6V9Q8T5W2R7N4M1H0J3K")]
    endpoint: String,
}

/// The delivery in the path.
#[derive(IntoParams)]
#[into_params(parameter_in = Path)]
#[expect(dead_code, reason = "describes what `delivery` reads")]
struct DeliveryPath {
    /// `msg_…`, as `webhook-id` names it.
    #[param(example = "msg_01KB3Y6V9Q8T5W2R7N4M1H0J3K_81232")]
    delivery: String,
}

/// The use cases over the caller's side.
fn webhooks(call: &Call) -> Webhooks<'_> {
    call.api.app.webhooks(call.side())
}

/// The address that the path names.
fn endpoint(call: &Call) -> Result<EndpointId, Problem> {
    call.segment(ID)?.parse().map_err(|_| absent())
}

fn absent() -> Problem {
    Problem::new(Code::NotFound, "there is no such webhook")
}

impl From<Reading> for Problem {
    fn from(reading: Reading) -> Self {
        match reading {
            Reading::Denied(denied) => denied.into(),
            Reading::Absent => absent(),
            Reading::Faults(faults) => typed(faults),
            Reading::Store(error) => error.into(),
        }
    }
}

impl From<NoWebhook> for Problem {
    fn from(why: NoWebhook) -> Self {
        let detail = why.to_string();
        match why {
            NoWebhook::Reading(reading) => reading.into(),
            NoWebhook::Typed(faults) => typed(faults),
            NoWebhook::Moved => Self::new(Code::ChangedMeanwhile, detail),
            NoWebhook::TooMany => Self::new(Code::TooManyWebhooks, detail),
            NoWebhook::KeyReused => Self::new(Code::IdempotencyKeyReused, detail)
                .field("Idempotency-Key", "use a new key for a new request"),
            NoWebhook::Off => Self::new(Code::WebhookOff, detail),
        }
    }
}

fn typed(faults: Vec<Fault>) -> Problem {
    let errors = faults.into_iter().map(|fault| FieldError {
        field: fault.field,
        message: fault.message,
    });
    Problem::new(Code::InvalidField, "a field cannot be used").fields(errors)
}
