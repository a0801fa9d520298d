//! Make a signed link to a customer's pages.

use axum::http::StatusCode;
use axum::response::Response;
use mutual::access::Deed;
use mutual::catalogue::{Channel, Slug};
use mutual::clock::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::api::call::Call;
use crate::api::params::CustomerPath;
use crate::api::problem::{Code, Problem};
use crate::api::wire::Moment;
use crate::api::{answer, json};
use crate::auth::link::{self, Purpose};

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
    /// Instead of a page: what the link turns off, and nothing else. For the headers of a mail.
    unsubscribe: Option<UnsubscribeBody>,
    /// For how long it is good, in seconds. A link that turns something off stays good.
    #[schema(minimum = 1, maximum = 7_776_000, default = 604_800, example = 604_800)]
    expires_in_s: Option<u32>,
}

/// What a link turns off.
#[derive(Deserialize, ToSchema)]
#[schema(as = Unsubscribe)]
struct UnsubscribeBody {
    /// The exchange.
    #[schema(example = "recipe-ideas")]
    proposition: String,
    /// The channel; the exchange itself where this is left out, or where it cannot do without the
    /// channel.
    #[schema(example = "email")]
    channel: Option<String>,
}

/// The headers of a mail (RFC 8058). Both have to be covered by its DKIM signature.
#[derive(Serialize, ToSchema)]
#[schema(as = MailHeaders)]
struct HeadersBody {
    #[serde(rename = "List-Unsubscribe")]
    #[schema(example = "<https://consent.example.com/unsubscribe?v=1&…>")]
    list_unsubscribe: String,
    #[serde(rename = "List-Unsubscribe-Post")]
    #[schema(value_type = String, example = "List-Unsubscribe=One-Click")]
    list_unsubscribe_post: &'static str,
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
    /// What to put into a mail, where the link turns something off: a button of the mail program then
    /// sends a POST there, which needs no cookie.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(required = false)]
    headers: Option<HeadersBody>,
}

/// Make a link to a customer's pages
///
/// Whoever has it can see and set her exchanges until it expires; send it to nobody else. Making
/// a link stores nothing, so that it needs no idempotency key. A test client's link opens the pages of
/// a test customer, which say on each of them that this is a test.
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
    let turns_off = body.unsubscribe.as_ref();
    let turns_off = turns_off.map(|what| unsubscribe(what, &call)).transpose()?;
    if turns_off.is_some() && body.page.is_some() {
        let message = "name a page, or what to turn off, and not both";
        return Err(Problem::invalid("unsubscribe", message));
    }
    let (purpose, page) = match &turns_off {
        Some(what) => (Purpose::Unsubscribe, what.as_str()),
        None => (Purpose::Visit, body.page.as_deref().unwrap_or("/")),
    };
    let purpose = if call.caller.client.test {
        purpose.in_test()
    } else {
        purpose
    };
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
    let (key, reference) = (&call.api.keys.link, id.to_string());
    let signed = link::sign_for(purpose, key, &reference, page, expires_at);
    let path =
        signed.map_err(|_| Problem::invalid("page", "use the path of a page, such as `/`"))?;
    let url = format!("{}{path}", call.api.public_url(call.headers()));
    let headers = turns_off.is_some().then(|| HeadersBody {
        list_unsubscribe: format!("<{url}>"),
        list_unsubscribe_post: "List-Unsubscribe=One-Click",
    });
    let body = LinkBody {
        headers,
        url,
        expires_at: Moment(expires_at),
    };
    Ok(answer::plain(
        StatusCode::CREATED,
        call.engine().index(),
        &body,
    ))
}

/// What is turned off, as the link names it: `/recipe-ideas/email`.
fn unsubscribe(body: &UnsubscribeBody, call: &Call) -> Result<String, Problem> {
    let unknown = |field: &str, message: &str| {
        Problem::invalid(format!("unsubscribe.{field}"), message.to_owned())
    };
    let key: Slug = body
        .proposition
        .parse()
        .map_err(|_| unknown("proposition", "use the key of an exchange"))?;
    // A mail that leaves with a button that does nothing leaves its reader without a way out.
    if call
        .engine()
        .catalogue()
        .proposition(key.as_str())
        .is_none()
    {
        let detail = "there is no such exchange";
        let problem = Problem::new(Code::UnknownProposition, detail);
        return Err(problem.field("unsubscribe.proposition", detail));
    }
    let Some(word) = &body.channel else {
        return Ok(format!("/{key}"));
    };
    let channel: Channel = word
        .parse()
        .map_err(|()| unknown("channel", "use a channel such as `email`"))?;
    Ok(format!("/{key}/{}", channel.word()))
}
