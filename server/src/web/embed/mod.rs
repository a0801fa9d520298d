//! One exchange on a page of the brand's own site: what `<mutual-exchange>` asks for.
//!
//! There is no cookie in it, and so nothing that a third party could set or that a browser would
//! withhold. The page carries a signed address ([`Purpose::Embed`]) that the brand's server asked for:
//! good for one customer, one exchange, one site and a short while, and for nothing but to see and
//! set that exchange. It works for a page of that site alone, and only as long as the site stands in
//! the organisation's list: a browser says whose page asks (Fetch, `Origin`), and whoever is not a
//! browser has no page that could be misled.
//!
//! These routes lie outside of the check that forms come from our own pages ([`super::origin`]) and of
//! sessions: none of them looks at a cookie.

mod script;

use std::sync::Arc;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use mutual::access::Actor;
use mutual::catalogue::Slug;
use mutual::consent::{Customer, Switch};
use mutual::digest::{hex, sha256};
use mutual::port::Organisation;
use mutual_app::Language;
use mutual_app::embed::{Embedded, Embedding, Press};
use serde::Serialize;
use tower_http::compression::CompressionLayer;

use super::caller::Caller;
use super::visit::{language, public_url};
use super::{Site, signal};
use crate::auth::link::{Followed, Purpose, follow_for};
use crate::auth::throttle::{BAD_LINK, Refused, network};

pub(crate) use script::{integrity, path as script_path};

/// Where the element asks.
const PATH: &str = "/embed";
/// The most bytes of a press.
const LARGEST: usize = 4 * 1024;

/// What such an address names: the exchange, and the site by a digest, as a path.
pub(crate) fn page(proposition: &Slug, origin: &str) -> String {
    format!("/{proposition}/{}", site_tag(origin))
}

/// A site by the first 16 bytes of the SHA-256 of its origin.
fn site_tag(origin: &str) -> String {
    let digest = sha256(origin.as_bytes());
    hex(digest.first_chunk::<16>().unwrap_or(&[0; 16]))
}

/// The element's script, and what it asks for.
pub(crate) fn router(site: Site) -> Router {
    Router::new()
        .route(PATH, get(show).post(press))
        .route(script::PATH, get(script::serve))
        .layer(DefaultBodyLimit::max(LARGEST))
        .layer(CompressionLayer::new())
        .layer(from_fn(across))
        .with_state(site)
}

/// Lets pages of other sites read what they may ask for, and keeps it from caches.
async fn across(request: Request, next: Next) -> Response {
    let readers = HeaderName::from_static("cross-origin-resource-policy");
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    headers.insert(readers, HeaderValue::from_static("cross-origin"));
    headers
        .entry(header::CACHE_CONTROL)
        .or_insert(HeaderValue::from_static("no-store"));
    response
}

/// What the element gets: how the exchange stands, and what came of a press.
#[derive(Default, Serialize)]
struct Body {
    #[serde(skip_serializing_if = "Option::is_none")]
    card: Option<Embedded>,
    #[serde(skip_serializing_if = "Option::is_none")]
    said: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    failed: Option<String>,
    /// Why there is nothing to see, for programs.
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<&'static str>,
}

/// A page of a registered site that came with an address that is good for it.
struct Guest {
    origin: HeaderValue,
    organisation: Arc<Organisation>,
    customer: Arc<Customer>,
    proposition: Slug,
    language: Language,
    site: String,
}

async fn show(State(site): State<Site>, request: Request) -> Response {
    let (parts, _) = request.into_parts();
    match guest(&site, &parts).await {
        Ok(guest) => guest.answer(&site, StatusCode::OK, Body::default()),
        Err(refused) => *refused,
    }
}

async fn press(State(site): State<Site>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let guest = match guest(&site, &parts).await {
        Ok(guest) => guest,
        Err(refused) => return *refused,
    };
    let Ok(form) = axum::body::to_bytes(body, LARGEST).await else {
        return guest.code(StatusCode::PAYLOAD_TOO_LARGE, "too_large");
    };
    let Some(press) = read(&form) else {
        return guest.code(StatusCode::UNPROCESSABLE_ENTITY, "invalid");
    };
    let widens = press.to == Switch::On;
    let turn = site.auth.pace.turn(guest.customer.id, widens).await;
    let pressed = guest.embedding(&site).press(press, turn).await;
    let told = Body {
        said: pressed.said,
        failed: pressed.failed,
        ..Body::default()
    };
    guest.answer(&site, pressed.status, told)
}

impl Guest {
    fn embedding<'a>(&'a self, site: &'a Site) -> Embedding<'a> {
        Embedding {
            mutual: &site.app.mutual,
            organisation: &self.organisation,
            language: self.language,
            site: &self.site,
            customer: self.customer.id,
            proposition: &self.proposition,
        }
    }

    /// How the exchange stands now, with what came of a press.
    fn answer(&self, site: &Site, status: StatusCode, told: Body) -> Response {
        match self.embedding(site).card() {
            Ok(Some(card)) => {
                let card = Some(card);
                allowed(&self.origin, status, &Body { card, ..told })
            }
            // It was stopped, or is not offered to her.
            Ok(None) => self.code(StatusCode::GONE, "gone"),
            Err(_) => self.code(StatusCode::SERVICE_UNAVAILABLE, "away"),
        }
    }

    fn code(&self, status: StatusCode, code: &'static str) -> Response {
        allowed(&self.origin, status, &coded(code))
    }
}

/// Looks at whose page it is, then at its address, then at who is meant.
async fn guest(site: &Site, parts: &Parts) -> Result<Guest, Box<Response>> {
    let organisation = site.errors.organisation().await;
    let Some(origin) = registered(&parts.headers, &organisation) else {
        // A page of another site reads nothing of this answer, not even why.
        return Err(Box::new(answer(
            StatusCode::FORBIDDEN,
            &coded("unknown_site"),
        )));
    };
    let refused = |status, code| allowed(&origin, status, &coded(code));
    let query = parts.uri.query().unwrap_or_default();
    let (keys, now) = (&site.auth.link_keys, site.app.clock.now());
    let bad = match follow_for(Purpose::Embed, keys, query, now) {
        Followed::Good(link) => {
            let named = link
                .page
                .strip_prefix('/')
                .and_then(|page| page.split_once('/'));
            let ours = origin.to_str().map(site_tag).unwrap_or_default();
            let proposition = named
                .filter(|(_, tag)| *tag == ours)
                .and_then(|(key, _)| key.parse::<Slug>().ok());
            let customer = site.auth.customer(&link.reference);
            match proposition.zip(customer) {
                Some((proposition, customer)) => {
                    let hers = customer.locale.as_deref();
                    let language = language(&parts.headers, hers, &organisation);
                    let caller = Caller::of(parts, &site.app.config.trusted_proxy);
                    let guest = Guest {
                        site: public_url(site, &caller),
                        origin: origin.clone(),
                        organisation,
                        customer,
                        proposition,
                        language,
                    };
                    return heeded(site, parts, guest).await;
                }
                None => "wrong_site",
            }
        }
        Followed::Expired(_) => return Err(Box::new(refused(StatusCode::GONE, "expired"))),
        Followed::Bad => "bad_address",
    };
    let peer = network(Caller::of(parts, &site.app.config.trusted_proxy).ip);
    Err(Box::new(
        match site.auth.throttle.admit(BAD_LINK, &peer).await {
            Ok(()) => refused(StatusCode::FORBIDDEN, bad),
            Err(Refused::TooMany(seconds)) => {
                let mut response = refused(StatusCode::TOO_MANY_REQUESTS, "too_many");
                let seconds = HeaderValue::from(seconds);
                response.headers_mut().insert(header::RETRY_AFTER, seconds);
                response
            }
            Err(Refused::Away) => refused(StatusCode::SERVICE_UNAVAILABLE, "away"),
        },
    ))
}

/// A script in her browser asks with her address, so that her browser's wish is hers.
async fn heeded(site: &Site, parts: &Parts, guest: Guest) -> Result<Guest, Box<Response>> {
    let id = guest.customer.id;
    if signal::is_asked(&parts.headers)
        && let Err(error) = site.app.mutual.heed_signal(&Actor::Customer(id), id).await
    {
        tracing::warn!(%error, "a browser's wish not to sell or share could not be stored");
        return Err(Box::new(
            guest.code(StatusCode::SERVICE_UNAVAILABLE, "away"),
        ));
    }
    Ok(guest)
}

/// The one site that asks, where it is registered.
fn registered(headers: &HeaderMap, organisation: &Organisation) -> Option<HeaderValue> {
    let mut origins = headers.get_all(header::ORIGIN).iter();
    let origin = origins.next().filter(|_| origins.next().is_none())?;
    let known = |site: &String| site.as_bytes() == origin.as_bytes();
    organisation
        .embed_origins
        .iter()
        .any(known)
        .then(|| origin.clone())
}

/// Reads a press: each field once, and nothing that is not ours.
fn read(form: &Bytes) -> Option<Press> {
    let mut fields: [Option<String>; 5] = Default::default();
    for (name, value) in form_urlencoded::parse(form) {
        let names = ["to", "version", "index", "shown_in", "in_spite"];
        let place = names.iter().position(|ours| *ours == name)?;
        if fields.get_mut(place)?.replace(value.into_owned()).is_some() {
            return None;
        }
    }
    let [to, version, index, shown_in, in_spite] = fields;
    let to = match to?.as_str() {
        "on" => Switch::On,
        "off" => Switch::Off,
        _ => return None,
    };
    Some(Press {
        to,
        // Turning off needs neither; turning on is refused where they are not the newest.
        version: version.and_then(|n| n.parse().ok()).unwrap_or(0),
        index: index.and_then(|n| n.parse().ok()).unwrap_or(0),
        shown_in: shown_in.filter(|locale| !locale.is_empty()),
        in_spite: in_spite.as_deref() == Some("yes"),
    })
}

fn coded(code: &'static str) -> Body {
    Body {
        code: Some(code),
        ..Body::default()
    }
}

/// An answer that a page of that site may read.
fn allowed(origin: &HeaderValue, status: StatusCode, body: &Body) -> Response {
    let mut response = answer(status, body);
    let headers = response.headers_mut();
    headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin.clone());
    response
}

fn answer(status: StatusCode, body: &Body) -> Response {
    let Ok(body) = serde_json::to_vec(body) else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let mut response = (status, body).into_response();
    let headers = response.headers_mut();
    let json = HeaderValue::from_static("application/json");
    headers.insert(header::CONTENT_TYPE, json);
    headers.insert(header::VARY, HeaderValue::from_static("Origin"));
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_press_says_each_thing_once_and_nothing_else() {
        let read = |form: &'static str| read(&Bytes::from_static(form.as_bytes()));
        let press = read("to=on&version=3&index=7&shown_in=de&in_spite=yes").unwrap();
        assert_eq!((press.to, press.version, press.index), (Switch::On, 3, 7));
        assert_eq!(press.shown_in.as_deref(), Some("de"));
        assert!(press.in_spite);
        let press = read("to=off").unwrap();
        assert_eq!(
            (press.to, press.version, press.in_spite),
            (Switch::Off, 0, false)
        );
        for bad in [
            "",
            "to=",
            "to=maybe",
            "to=on&to=off",
            "to=on&toggle=data%3Aorders",
            "version=1",
        ] {
            assert!(read(bad).is_none(), "{bad}");
        }
    }
}
