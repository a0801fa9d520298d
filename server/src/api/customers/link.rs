//! Make a signed link to a customer's pages.

use axum::http::StatusCode;
use axum::response::Response;
use mutual::access::Deed;
use mutual::clock::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::api::call::Call;
use crate::api::params::CustomerPath;
use crate::api::problem::Problem;
use crate::api::wire::Moment;
use crate::api::{answer, json};
use crate::auth::link;

/// How long a link is good where the caller does not say: a week, in seconds.
const USUAL_TERM_S: u32 = 604_800;
/// The longest term of a link: 90 days, in seconds.
const LONGEST_TERM_S: u32 = 7_776_000;

/// Which link.
#[derive(Deserialize, ToSchema)]
#[schema(as = NewLink)]
struct NewLink {
    /// The page that it leads to, as a path; her first page where this is left out.
    #[schema(example = "/")]
    page: Option<String>,
    /// For how long it is good, in seconds.
    #[schema(minimum = 1, maximum = 7_776_000, default = 604_800, example = 604_800)]
    expires_in_s: Option<u32>,
}

/// A signed link.
#[derive(Serialize, ToSchema)]
#[schema(as = Link)]
struct LinkBody {
    /// The address.
    #[schema(format = "uri")]
    url: String,
    /// When it stops being good.
    expires_at: Moment,
}

/// Make a link to a customer's pages
///
/// Whoever has it can see and set her exchanges until it expires; send it to nobody else. Making
/// a link stores nothing, so that it needs no idempotency key.
#[utoipa::path(
    post, path = "/api/v1/customers/{ref}/links", tag = "Customers",
    params(CustomerPath), request_body = NewLink,
    responses(
        (status = 201, description = "The link.", body = LinkBody),
        (status = 404, description = "Nobody is known by this reference."),
    ),
    security(("oauth" = ["consent:write"]), ("bearer" = ["consent:write"])),
)]
pub(super) async fn make_link(mut call: Call) -> Result<Response, Problem> {
    call.may_with_customers(Deed::MakeLink)?;
    let bytes = call.json_body().await?;
    let body: NewLink = json::parse(&bytes)?;
    let page = body.page.as_deref().unwrap_or("/");
    let term_s = body.expires_in_s.unwrap_or(USUAL_TERM_S);
    if !(1..=LONGEST_TERM_S).contains(&term_s) {
        let message = format!("use 1 to {LONGEST_TERM_S} seconds");
        return Err(Problem::invalid("expires_in_s", message));
    }
    let id = call.customer()?;
    call.may(Deed::MakeLink(id))?;
    // A link knows whole seconds.
    let now = call.engine().now().as_millis();
    let expires_at = Timestamp::from_millis(now - now % 1_000).plus_seconds(i64::from(term_s));
    let signed = link::sign(&call.api.keys.link, &id.to_string(), page, expires_at);
    let path =
        signed.map_err(|_| Problem::invalid("page", "use the path of a page, such as `/`"))?;
    let url = format!("{}{path}", call.api.public_url(call.headers()));
    let body = LinkBody {
        url,
        expires_at: Moment(expires_at),
    };
    Ok(answer::plain(
        StatusCode::CREATED,
        call.engine().index(),
        &body,
    ))
}
