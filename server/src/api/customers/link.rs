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
use crate::web::embed::{self, integrity, script_path};

/// How long a link is good where the caller does not say: a week, in seconds.
const USUAL_TERM_S: u32 = 604_800;
/// The longest term of a link: 90 days, in seconds.
const LONGEST_TERM_S: u32 = 7_776_000;
/// How long an address for a page of the brand's own is good where the caller does not say: an hour, in
/// seconds.
const USUAL_EMBED_S: u32 = 3_600;
/// The longest term of one: a day, in seconds.
const LONGEST_EMBED_S: u32 = 86_400;

/// Which link.
#[derive(Deserialize, ToSchema)]
#[schema(as = NewLink)]
struct NewLink {
    /// The page that it leads to, as a path; her first page where this is left out.
    #[schema(example = "/")]
    page: Option<String>,
    /// Instead of a page: what the link turns off, and nothing else. For the headers of a mail.
    unsubscribe: Option<UnsubscribeBody>,
    /// Instead of a page: the exchange that a page of your own site shows with `<mutual-exchange>`. The
    /// address is good for that site alone.
    embed: Option<EmbedBody>,
    /// For how long it is good, in seconds. A link that turns something off stays good. One for a page
    /// of your own site is good for an hour where this is left out, and for a day at most.
    #[schema(minimum = 1, maximum = 7_776_000, default = 604_800, example = 3_600)]
    expires_in_s: Option<u32>,
}

/// What a page of your own site shows.
#[derive(Deserialize, ToSchema)]
#[schema(as = Embed)]
struct EmbedBody {
    /// The exchange.
    #[schema(example = "recipe-ideas")]
    proposition: String,
    /// The site, as browsers name it. It has to stand among those that the organisation's settings
    /// list.
    #[schema(example = "https://www.example.com")]
    origin: String,
}

/// What the page needs beside the address.
#[derive(Serialize, ToSchema)]
#[schema(as = EmbedScript)]
struct ScriptBody {
    /// The element's script.
    #[schema(format = "uri")]
    script: String,
    /// What the page may say to take this very script and no other (Subresource Integrity).
    #[schema(example = "sha384-…")]
    integrity: String,
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
    /// When it stops being good. One that turns something off does so afterwards as well.
    expires_at: Moment,
    /// What to put into a mail, where the link turns something off: a button of the mail program then
    /// sends a POST there, which needs no cookie.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(required = false)]
    headers: Option<HeadersBody>,
    /// What a page of your own site needs beside `url`, which is the element's `src`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(required = false)]
    embed: Option<ScriptBody>,
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
    let (purpose, page) = match (&body.page, &body.unsubscribe, &body.embed) {
        (page, None, None) => (
            Purpose::Visit,
            page.clone().unwrap_or_else(|| "/".to_owned()),
        ),
        (None, Some(what), None) => (Purpose::Unsubscribe, unsubscribe(what, &call)?),
        (None, None, Some(what)) => (Purpose::Embed, embed(what, &call).await?),
        (_, unsubscribe, _) => {
            let field = unsubscribe.as_ref().map_or("embed", |_| "unsubscribe");
            let message = "name a page, what to turn off, or what to show, and only one of them";
            return Err(Problem::invalid(field, message));
        }
    };
    let (usual_s, longest_s) = match purpose {
        Purpose::Embed => (USUAL_EMBED_S, LONGEST_EMBED_S),
        _ => (USUAL_TERM_S, LONGEST_TERM_S),
    };
    let (shown, turns_off) = (purpose == Purpose::Embed, purpose == Purpose::Unsubscribe);
    let purpose = if call.caller.client.test {
        purpose.in_test()
    } else {
        purpose
    };
    let term_s = body.expires_in_s.unwrap_or(usual_s);
    if !(1..=longest_s).contains(&term_s) {
        let message = format!("use 1 to {longest_s} seconds");
        return Err(Problem::invalid("expires_in_s", message));
    }
    let id = call.customer()?;
    call.may(Deed::MakeLink(id))?;
    // A link knows whole seconds.
    let now = call.engine().now().as_millis();
    let expires_at = Timestamp::from_millis(now - now % 1_000).plus_seconds(i64::from(term_s));
    let (key, reference) = (&call.api.keys.link, id.to_string());
    let signed = link::sign_for(purpose, key, &reference, &page, expires_at);
    let path = signed.map_err(|error| Problem::invalid("page", error.to_string()))?;
    let base = call.api.public_url(call.headers());
    let url = format!("{base}{path}");
    let embed = shown.then(|| ScriptBody {
        script: format!("{base}{}", script_path()),
        integrity: integrity(),
    });
    let headers = turns_off.then(|| HeadersBody {
        list_unsubscribe: format!("<{url}>"),
        list_unsubscribe_post: "List-Unsubscribe=One-Click",
    });
    let body = LinkBody {
        headers,
        embed,
        url,
        expires_at: Moment(expires_at),
    };
    Ok(answer::plain(
        StatusCode::CREATED,
        call.engine().index(),
        &body,
    ))
}

/// What is shown and where, as the address names it.
async fn embed(body: &EmbedBody, call: &Call) -> Result<String, Problem> {
    let key: Slug = body
        .proposition
        .parse()
        .map_err(|_| Problem::invalid("embed.proposition", "use the key of an exchange"))?;
    if call.engine().catalogue().proposition(&key).is_none() {
        let detail = "there is no such exchange";
        let problem = Problem::new(Code::UnknownProposition, detail);
        return Err(problem.field("embed.proposition", detail));
    }
    let organisation = call.api.app.mutual.organisation().await?;
    if !organisation.embed_origins.contains(&body.origin) {
        let message = "this is none of the sites that the organisation's settings list";
        return Err(Problem::invalid("embed.origin", message));
    }
    Ok(embed::page(&key, &body.origin))
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
