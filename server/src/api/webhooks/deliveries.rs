//! List what was sent.

use axum::response::Response;
use mutual::access::Deed;
use mutual::port::DeliveryFilter;
use mutual::use_cases::DELIVERIES;
use mutual::webhook::Course;
use serde::Serialize;
use utoipa::{IntoParams, ToSchema};

use super::shape::DeliveryBody;
use super::webhooks;
use crate::api::answer;
use crate::api::call::Call;
use crate::api::problem::Problem;
use crate::api::query::invalid;

/// Which deliveries.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "describes what `list_webhook_deliveries` reads")]
struct Which {
    /// Those to this address.
    #[param(required = false, example = "whe_01KB3Y6V9Q8T5W2R7N4M1H0J3K")]
    endpoint: String,
    /// Those that are so far: `pending`, `delivered` or `given_up`.
    #[param(
        required = false,
        pattern = "^(pending|delivered|given_up)$",
        example = "given_up"
    )]
    status: String,
    /// The most on the page.
    #[param(required = false, minimum = 1, maximum = 100, default = 100)]
    limit: u32,
    /// The `next` of the page before.
    #[param(required = false)]
    after: String,
}

/// A page of deliveries.
#[derive(Serialize, ToSchema)]
#[schema(as = WebhookDeliveries)]
struct DeliveriesBody {
    /// Those of the newest entries first.
    items: Vec<DeliveryBody>,
    /// What to give as `after` for the next page; null on the last one.
    next: Option<String>,
}

/// List what was sent
///
/// What is over is kept for 30 days.
#[utoipa::path(
    get, path = "/api/v1/webhook-deliveries", tag = "Webhooks",
    params(Which),
    responses(
        (status = 200, description = "A page.", body = DeliveriesBody),
        (status = 304, description = "Nothing changed since the tag you sent."),
    ),
    security(("oauth" = ["webhooks"]), ("bearer" = ["webhooks"])),
)]
pub(super) async fn list_webhook_deliveries(call: Call) -> Result<Response, Problem> {
    call.may(Deed::ManageWebhooks)?;
    let query = call.query(&["endpoint", "status", "limit", "after"])?;
    let mut filter = DeliveryFilter::default();
    if let Some(id) = query.get("endpoint") {
        let id = id
            .parse()
            .map_err(|_| invalid("endpoint", "give the id of an address"))?;
        filter.endpoint = Some(id);
    }
    if let Some(word) = query.get("status") {
        let course: Course = word
            .parse()
            .map_err(|()| invalid("status", "use `pending`, `delivered` or `given_up`"))?;
        filter.course = Some(course);
    }
    let limit = query.number("limit", 1..=DELIVERIES)?.unwrap_or(DELIVERIES);
    let before = match query.get("after") {
        Some(after) => Some(
            after
                .parse()
                .map_err(|_| invalid("after", "give the `next` of the page before"))?,
        ),
        None => None,
    };
    let (actor, webhooks) = (&call.caller.actor, webhooks(&call));
    let (page, more) = webhooks.deliveries(actor, filter, before, limit).await?;
    let last = page.last().map(|delivery| delivery.id.to_string());
    let body = DeliveriesBody {
        items: page.iter().map(DeliveryBody::from).collect(),
        next: last.filter(|_| more),
    };
    let index = call.engine().index();
    Ok(answer::read(&call, index, answer::json(&body), None))
}
