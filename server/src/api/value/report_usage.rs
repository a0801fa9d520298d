//! What was used.

use axum::response::Response;
use mutual::access::Deed;
use mutual::use_cases::{UsageClaim, report_usage};
use mutual::value::Unreported;
use serde::Deserialize;
use utoipa::ToSchema;

use super::told::{self, AnswerBody, EventBody, ReportedBody, Told};
use crate::api::call::Call;
use crate::api::params::WriteHeaders;
use crate::api::problem::Problem;
use crate::api::wire::ChannelWord;

/// Data that was used. All of it but the channel together names the event.
#[derive(Deserialize, ToSchema)]
#[schema(as = UsageEvent)]
struct UsageEventBody {
    /// `cus_…`, or one of her identifiers.
    #[schema(example = "crm:42")]
    customer: String,
    /// The data category.
    #[schema(example = "orders")]
    data: String,
    /// The purpose.
    #[schema(example = "recommendations")]
    purpose: String,
    /// When.
    #[schema(format = DateTime, example = "2026-11-23T10:00:00Z")]
    at: String,
    /// In what, in your own words.
    #[schema(min_length = 1, max_length = 200, example = "weekly recipe email")]
    context: String,
    /// By which channel it reached her, where it was a message. Withdrawals within 48 hours of a
    /// message are counted. What used several kinds of data is one message, if purpose, time, channel
    /// and context are the same. Reported again with a channel, a use is `corrected`.
    #[schema(nullable = false, value_type = Option<ChannelWord>, example = "email")]
    #[serde(default)]
    channel: Option<String>,
}

/// Uses of data.
#[derive(ToSchema)]
#[schema(as = UsageEvents)]
#[expect(dead_code, reason = "describes what `Told::read` reads")]
struct UsageEventListBody {
    /// Up to 1,000 of them.
    #[schema(max_items = 1_000)]
    events: Vec<UsageEventBody>,
}

/// Data that was used, or a list of uses.
#[derive(ToSchema)]
#[schema(as = UsageReport)]
#[serde(untagged)]
#[expect(dead_code, reason = "describes what `Told::read` reads")]
enum UsageReportBody {
    /// One.
    One(UsageEventBody),
    /// A list.
    Many(UsageEventListBody),
}

impl EventBody for UsageEventBody {
    type Claim = UsageClaim;

    fn claim(self, call: &Call) -> Result<UsageClaim, Problem> {
        Ok(UsageClaim {
            customer: told::customer(call, &self.customer)?,
            data: self.data,
            purpose: self.purpose,
            at: told::moment(&self.at)?,
            context: told::line("context", self.context)?,
            channel: self.channel.as_deref().map(told::channel).transpose()?,
        })
    }

    fn problem(_: &UsageClaim, why: &Unreported) -> Problem {
        told::problem(why)
    }
}

/// Report uses of data
///
/// One, or a list of up to 1,000: then each has a result of its own, and one that is refused never
/// stops the rest. The customer reads on her pages when her data was last used. The same use
/// reported again counts once.
#[utoipa::path(
    post, path = "/api/v1/usage-events", tag = "Value",
    params(WriteHeaders), request_body = UsageReportBody,
    responses(
        (status = 201, description = "It is new, and counts.", body = ReportedBody),
        (status = 200, description = "It was known; or what came of each of a list.", body = AnswerBody),
        (status = 404, description = "Nobody is known by this reference."),
        (status = 410, description = "The customer was erased."),
    ),
    security(("oauth" = ["value:write"]), ("bearer" = ["value:write"])),
)]
pub(super) async fn report_usage_events(mut call: Call) -> Result<Response, Problem> {
    call.may(Deed::ReportValue)?;
    let write = call.write().await?;
    let told = Told::<UsageEventBody>::read(&call, &write)?;
    let coming = told.claims.coming(&write);
    let actor = &call.caller.actor;
    let reported = report_usage(call.reporting(), actor, coming, &told.claims.read).await?;
    told.answer(&call, reported)
}
