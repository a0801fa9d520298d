//! `POST /oauth/token`: a client's id and secret for a bearer token (RFC 6749, 4.4).

use std::borrow::Cow;
use std::sync::Arc;

use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode, header};
use axum::response::IntoResponse;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use mutual::access::Scopes;
use mutual::id::ClientId;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::bearer::Token;
use super::call::too_large;
use super::problem::{Code, Problem, clipped};
use super::{Api, usage};
use crate::auth::throttle::{self, Refused};
use crate::web::caller::Caller;

/// How long a token is good, in seconds.
const TERM_S: u32 = 3_600;
/// The largest form, in bytes.
const LARGEST_FORM: usize = 16 * 1024;

/// The most fields of a form.
const MOST_FIELDS: usize = 16;

/// The endpoint.
pub(super) fn router() -> OpenApiRouter<Arc<Api>> {
    OpenApiRouter::new().routes(routes!(issue_token))
}

/// What to send, as a form.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes what `issue_token` reads")]
struct TokenRequest {
    /// `client_credentials`.
    #[schema(example = "client_credentials")]
    grant_type: String,
    /// The scopes that the token is to have, parted by spaces; all of the client's where this is
    /// left out.
    #[schema(required = false, example = "check feed")]
    scope: String,
    /// The client's id, where it does not stand in an `Authorization: Basic` header.
    #[schema(required = false)]
    client_id: String,
    /// The client's secret, likewise.
    #[schema(required = false)]
    client_secret: String,
}

/// A token (RFC 6749, 5.1).
#[derive(Serialize, ToSchema)]
#[schema(as = Token)]
struct TokenBody {
    /// The token.
    access_token: String,
    /// `Bearer`.
    #[schema(value_type = String, example = "Bearer")]
    token_type: &'static str,
    /// For how many seconds it is good.
    #[schema(example = 3_600)]
    expires_in: u32,
    /// What it may do.
    #[schema(example = "check feed")]
    scope: String,
}

/// Why there is no token (RFC 6749, 5.2).
#[derive(Serialize, ToSchema)]
#[schema(as = TokenError)]
struct ErrorBody {
    /// `invalid_request`, `invalid_client`, `unsupported_grant_type` or `invalid_scope`.
    #[schema(value_type = String, example = "invalid_client")]
    error: &'static str,
    /// What to mend, in words.
    error_description: String,
}

/// Trade a client's id and secret for a token
///
/// The client's id and secret go into an `Authorization: Basic` header or into the form. The
/// secret itself works as a bearer too.
#[utoipa::path(
    post, path = "/oauth/token", tag = "Sign in",
    request_body(content = TokenRequest, content_type = "application/x-www-form-urlencoded"),
    responses(
        (status = 200, description = "The token.", body = TokenBody),
        (status = 400, description = "The request cannot be understood, or asks for too much.", body = ErrorBody),
        (status = 401, description = "The id or the secret is wrong.", body = ErrorBody),
    ),
    security(()),
)]
async fn issue_token(State(api): State<Arc<Api>>, request: Request) -> Response<Body> {
    match issue(&api, request).await {
        Ok(token) => sealed(StatusCode::OK, &token),
        Err(Denial::Problem(problem)) => problem.into_response(),
        Err(Denial::OAuth(error)) => error.into_response(),
    }
}

/// Why there is no token.
enum Denial {
    /// As the protocol says it.
    OAuth(OAuthError),
    /// What has nothing to do with the protocol.
    Problem(Problem),
}

struct OAuthError {
    error: &'static str,
    description: String,
    /// The client tried to sign in by header, and has to be told how (RFC 6749, 5.2).
    by_header: bool,
}

impl From<Problem> for Denial {
    fn from(problem: Problem) -> Self {
        Self::Problem(problem)
    }
}

impl Denial {
    fn oauth(error: &'static str, description: impl Into<String>) -> Self {
        Self::OAuth(OAuthError {
            error,
            description: description.into(),
            by_header: false,
        })
    }
}

impl IntoResponse for OAuthError {
    fn into_response(self) -> Response<Body> {
        let status = match self.error {
            "invalid_client" => StatusCode::UNAUTHORIZED,
            _ => StatusCode::BAD_REQUEST,
        };
        let body = ErrorBody {
            error: self.error,
            error_description: self.description,
        };
        let mut response = sealed(status, &body);
        if self.by_header {
            let challenge = HeaderValue::from_static("Basic realm=\"mutual\", charset=\"UTF-8\"");
            response
                .headers_mut()
                .insert(header::WWW_AUTHENTICATE, challenge);
        }
        response
    }
}

/// An answer that nobody may keep (RFC 6749, 5.1).
fn sealed<T: Serialize>(status: StatusCode, body: &T) -> Response<Body> {
    let mut response = Response::new(Body::from(super::answer::json(body)));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("application/json"),
    );
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::PRAGMA, HeaderValue::from_static("no-cache"));
    response
}

async fn issue(api: &Api, request: Request) -> Result<TokenBody, Denial> {
    let (parts, body) = request.into_parts();
    let media = parts
        .headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok());
    let media = media
        .and_then(|media| media.split(';').next())
        .unwrap_or_default()
        .trim();
    if !media.eq_ignore_ascii_case("application/x-www-form-urlencoded") {
        let detail = "send a form, and say so: `application/x-www-form-urlencoded`";
        return Err(Problem::new(Code::MediaTypeUnsupported, detail).into());
    }
    let bytes = to_bytes(body, LARGEST_FORM)
        .await
        .map_err(|_| too_large(LARGEST_FORM as u64))?;
    let form = Form::read(&bytes)?;
    let (id, secret, by_header) = credentials(&parts.headers, &form)?;
    let wrong = || {
        let description = "the client's id or secret is wrong".to_owned();
        Denial::OAuth(OAuthError {
            error: "invalid_client",
            description,
            by_header,
        })
    };
    let now = api.clock.now();
    let known = match id.parse::<ClientId>() {
        Ok(id) => api.clients.sign_in(id, &secret, now).await,
        Err(_) => Ok(None),
    };
    let Some((client, mark)) = known.map_err(Problem::from)? else {
        // A secret has 256 random bits: looking at it first gives nothing away, and so who has a
        // good one is never locked out by others on the same network.
        let peer = throttle::network(Caller::of(&parts, &api.config.trusted_proxy).ip);
        let admitted = api.throttle.admit(throttle::TOKEN, &peer).await;
        admitted.map_err(|refused| match refused {
            Refused::TooMany(seconds) => {
                Problem::new(Code::TooManyRequests, "too many tries from this address")
                    .retry_after(seconds)
            }
            Refused::Away => Problem::unavailable(),
        })?;
        return Err(wrong());
    };
    if form.get("grant_type") != Some("client_credentials") {
        let description = "use grant_type=client_credentials";
        return Err(match form.get("grant_type") {
            None => Denial::oauth("invalid_request", description),
            Some(_) => Denial::oauth("unsupported_grant_type", description),
        });
    }
    let scopes = match form.get("scope") {
        None => client.scopes,
        Some(asked) => {
            let unknown = |word: String| {
                let word = clipped(word.into());
                Denial::oauth("invalid_scope", format!("there is no scope `{word}`"))
            };
            let asked = Scopes::parse(asked).map_err(unknown)?;
            if !client.scopes.covers(asked) {
                let description = format!("this client has the scopes: {}", client.scopes);
                return Err(Denial::oauth("invalid_scope", description));
            }
            asked
        }
    };
    if let Some(place) = usage::token_place() {
        client.use_now.tally.count(place, now);
    }
    let until = now.plus_seconds(i64::from(TERM_S));
    let token = Token {
        client: client.id,
        scopes,
        until,
        secret: mark,
    };
    Ok(TokenBody {
        access_token: api.clients.seal(&token),
        token_type: "Bearer",
        expires_in: TERM_S,
        scope: scopes.to_string(),
    })
}

/// The fields of a form, each once (RFC 6749, 3.2).
struct Form<'a>(Vec<(Cow<'a, str>, Cow<'a, str>)>);

impl<'a> Form<'a> {
    fn read(bytes: &'a [u8]) -> Result<Self, Denial> {
        // Each field is compared with every other one: their number comes first.
        let fields: Vec<_> = form_urlencoded::parse(bytes)
            .take(MOST_FIELDS + 1)
            .collect();
        if fields.len() > MOST_FIELDS {
            return Err(Denial::oauth(
                "invalid_request",
                format!("send at most {MOST_FIELDS} fields"),
            ));
        }
        for (n, (name, _)) in fields.iter().enumerate() {
            if fields.iter().skip(n + 1).any(|(other, _)| other == name) {
                let name = clipped(name.clone().into_owned().into());
                return Err(Denial::oauth(
                    "invalid_request",
                    format!("give `{name}` once"),
                ));
            }
        }
        Ok(Self(fields))
    }

    /// A field; an empty one is as good as absent.
    fn get(&self, name: &str) -> Option<&str> {
        let field = self.0.iter().find(|(given, _)| given == name)?;
        Some(field.1.as_ref()).filter(|value| !value.is_empty())
    }
}

/// The client's id and secret, and whether they came in the header.
fn credentials(headers: &HeaderMap, form: &Form<'_>) -> Result<(String, String, bool), Denial> {
    let in_form = form.get("client_id").zip(form.get("client_secret"));
    let Some(value) = headers.get(header::AUTHORIZATION) else {
        let (id, secret) = in_form.ok_or_else(|| {
            let description = "send the client's id and secret, by Basic or in the form";
            Denial::oauth("invalid_client", description)
        })?;
        return Ok((id.to_owned(), secret.to_owned(), false));
    };
    if form.get("client_secret").is_some() {
        return Err(Denial::oauth(
            "invalid_request",
            "sign in by Basic or in the form, not by both",
        ));
    }
    let unreadable = || {
        let description =
            "the Authorization header is not Basic with an id and a secret".to_owned();
        Denial::OAuth(OAuthError {
            error: "invalid_client",
            description,
            by_header: true,
        })
    };
    let (scheme, encoded) = value
        .to_str()
        .ok()
        .and_then(|value| value.split_once(' '))
        .ok_or_else(unreadable)?;
    if !scheme.eq_ignore_ascii_case("basic") {
        return Err(unreadable());
    }
    let decoded = STANDARD.decode(encoded.trim()).map_err(|_| unreadable())?;
    let text = String::from_utf8(decoded).map_err(|_| unreadable())?;
    let (id, secret) = text.split_once(':').ok_or_else(unreadable)?;
    // Both are encoded as form fields are (RFC 6749, 2.3.1).
    let decode = |text: &str| {
        let spaced = text.replace('+', " ");
        let decoded = percent_encoding::percent_decode_str(&spaced).decode_utf8();
        decoded.map(Cow::into_owned).map_err(|_| unreadable())
    };
    Ok((decode(id)?, decode(secret)?, true))
}
