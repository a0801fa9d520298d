//! One client of one server: who calls, for how long it tries, and every single call.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::header::{self, HeaderMap, HeaderValue};
use http::{Method, Request, StatusCode, Uri};
use http_body_util::{BodyExt as _, Full, Limited};
use hyper::body::{Bytes, Incoming};
use hyper_rustls::HttpsConnector;
use hyper_util::client::legacy::Client as Http;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::{TokioExecutor, TokioTimer};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::retry::{self, Patience};
use crate::{Error, Problem};

/// The largest answer that is read, in bytes. A page of the feed has less than a tenth of it.
const LARGEST_ANSWER: usize = 64 * 1024 * 1024;
/// How long before its end a token is renewed.
const RENEW_BEFORE: Duration = Duration::from_secs(60);
/// What stands in a path as it is (RFC 3986, "unreserved").
const PLAIN: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// How a client shows who it is.
#[derive(Clone)]
pub enum Credentials {
    /// Its secret (`mk_live_…`, `mk_test_…`) as a bearer, as it stands.
    Secret(String),
    /// Its id and secret, traded for a token that is renewed before it ends (RFC 6749, 4.4).
    Client {
        /// The client's id.
        id: String,
        /// Its secret.
        secret: String,
    },
}

/// Not the secret.
impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Secret(_) => "Secret",
            Self::Client { .. } => "Client",
        })
    }
}

/// A client in the making.
#[derive(Clone, Debug)]
pub struct Builder {
    url: String,
    credentials: Credentials,
    timeout: Duration,
    patience: Duration,
    plain: bool,
}

impl Builder {
    /// How long one attempt may take until its answer is there; 10 seconds where nothing is said.
    #[must_use]
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// For how long a call is tried again while the server is away or asks for time; 30 seconds
    /// where nothing is said. Zero tries once.
    #[must_use]
    pub fn patience(mut self, patience: Duration) -> Self {
        self.patience = patience;
        self
    }

    /// Lets the secret go to other machines without TLS, as within one network of containers.
    #[must_use]
    pub fn plain_http(mut self) -> Self {
        self.plain = true;
        self
    }

    /// The client.
    ///
    /// # Errors
    ///
    /// [`Error::Settings`] where the address is none, would carry the secret in the open, or where
    /// the machine has no root certificates.
    pub fn build(self) -> Result<Client, Error> {
        let wrong = |why: String| Error::Settings(why);
        let url = self.url.trim_end_matches('/').to_owned();
        let uri: Uri = url
            .parse()
            .map_err(|_| wrong(format!("`{url}` is no address such as https://example.org")))?;
        let host = uri.host().unwrap_or_default();
        let near = matches!(host, "localhost" | "127.0.0.1" | "[::1]");
        let secure = match uri.scheme_str() {
            Some("https") => true,
            Some("http") if near || self.plain => false,
            Some("http") => {
                let why = "would carry the secret in the open: use https, or allow `plain_http`";
                return Err(wrong(format!("`{url}` {why}")));
            }
            _ => return Err(wrong(format!("`{url}` begins with neither http nor https"))),
        };
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let connector = hyper_rustls::HttpsConnectorBuilder::new();
        let connector = if secure {
            let roots = connector.with_provider_and_native_roots(provider);
            let roots = roots.map_err(|error| wrong(format!("no root certificates: {error}")))?;
            roots.https_only().enable_http1().build()
        } else {
            let config = rustls::ClientConfig::builder_with_provider(provider)
                .with_safe_default_protocol_versions()
                .map_err(|error| wrong(error.to_string()))?
                .with_root_certificates(rustls::RootCertStore::empty())
                .with_no_client_auth();
            let connector = connector.with_tls_config(config);
            connector.https_or_http().enable_http1().build()
        };
        let http = Http::builder(TokioExecutor::new())
            .pool_timer(TokioTimer::new())
            // The server lets idle connections go after 75 seconds.
            .pool_idle_timeout(Duration::from_secs(60))
            .build(connector);
        Ok(Client {
            inner: Arc::new(Inner {
                url,
                http,
                credentials: self.credentials,
                timeout: self.timeout,
                patience: self.patience,
                token: Mutex::default(),
            }),
        })
    }
}

/// A client of one server. Cloning it is cheap, and clones share connections and token.
#[derive(Clone)]
pub struct Client {
    inner: Arc<Inner>,
}

struct Inner {
    url: String,
    http: Http<HttpsConnector<HttpConnector>, Full<Bytes>>,
    credentials: Credentials,
    timeout: Duration,
    patience: Duration,
    token: Mutex<Option<Token>>,
}

struct Token {
    header: HeaderValue,
    until: Instant,
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("url", &self.inner.url)
            .finish_non_exhaustive()
    }
}

/// What is asked for, whatever attempts it takes.
pub(crate) struct Call {
    pub(crate) method: Method,
    /// Below the server's address, with its query.
    pub(crate) path: String,
    pub(crate) body: Option<Bytes>,
    /// The idempotency key, which stays the same over all attempts.
    pub(crate) key: Option<String>,
    /// How long the server was asked to wait before it answers.
    pub(crate) wait: Duration,
}

impl Call {
    /// A read of this path below `/api/v1`.
    pub(crate) fn get(path: impl fmt::Display) -> Self {
        Self {
            method: Method::GET,
            path: format!("/api/v1{path}"),
            body: None,
            key: None,
            wait: Duration::ZERO,
        }
    }

    /// A body for this path below `/api/v1`.
    pub(crate) fn send<T: serde::Serialize>(
        method: Method,
        path: impl fmt::Display,
        body: &T,
    ) -> Result<Self, Error> {
        let body = serde_json::to_vec(body);
        let body = body.map_err(|error| Error::Settings(error.to_string()))?;
        Ok(Self {
            method,
            body: Some(body.into()),
            ..Self::get(path)
        })
    }
}

/// What came back.
pub(crate) struct Answer {
    pub(crate) body: Bytes,
}

impl Answer {
    /// The body in that shape.
    pub(crate) fn json<T: DeserializeOwned>(&self) -> Result<T, Error> {
        serde_json::from_slice(&self.body).map_err(|error| Error::Unreadable(error.to_string()))
    }
}

/// What one attempt ended with.
enum Failed {
    /// Asking again would not help.
    Final(Error),
    /// It may help; with what the server asks for.
    Again {
        why: String,
        problem: Option<Box<Problem>>,
        after: Option<Duration>,
    },
}

impl Client {
    /// A client of the server at `url` (`https://consent.example.org`).
    pub fn builder(url: impl Into<String>, credentials: Credentials) -> Builder {
        Builder {
            url: url.into(),
            credentials,
            timeout: Duration::from_secs(10),
            patience: Duration::from_secs(30),
            plain: false,
        }
    }

    /// Sends JSON to an operation of the API that has no name in this library, and gives back what it
    /// answers. `path` is below `/api/v1`; `key` is the idempotency key of a write.
    ///
    /// # Errors
    ///
    /// [`Error::Refused`] where nothing came of it. Every other one means that it is not known: send a
    /// write again with the same key. None of them is a yes.
    pub async fn post_json(
        &self,
        path: &str,
        body: &serde_json::Value,
        key: Option<&str>,
    ) -> Result<serde_json::Value, Error> {
        let call = Call {
            key: key.map(str::to_owned),
            ..Call::send(Method::POST, path, body)?
        };
        self.call(&call).await?.json()
    }

    /// Asks until there is an answer, or for as long as the patience lasts.
    pub(crate) async fn call(&self, call: &Call) -> Result<Answer, Error> {
        let mut patience = Patience::new(self.inner.patience + call.wait);
        let mut renewed = false;
        loop {
            let failed = match self.attempt(call, &mut renewed).await {
                Ok(answer) => return Ok(answer),
                Err(failed) => failed,
            };
            let (why, problem, after) = match failed {
                Failed::Final(error) => return Err(error),
                Failed::Again {
                    why,
                    problem,
                    after,
                } => (why, problem, after),
            };
            match patience.pause(after) {
                Some(pause) => tokio::time::sleep(pause).await,
                None => return Err(Error::Away { why, problem }),
            }
        }
    }

    async fn attempt(&self, call: &Call, renewed: &mut bool) -> Result<Answer, Failed> {
        let limit = self.inner.timeout + call.wait;
        let attempt = async {
            loop {
                let bearer = self.bearer().await?;
                let response = self.request(call, &bearer, &[]).await?;
                let status = response.status();
                let headers = response.headers().clone();
                if status == StatusCode::UNAUTHORIZED && self.forget_token() && !*renewed {
                    // It ended sooner than was said: a client's secret was changed.
                    *renewed = true;
                    continue;
                }
                let body = whole(response.into_body()).await?;
                return if status.is_success() {
                    Ok(Answer { body })
                } else {
                    Err(refused(status, &headers, &body))
                };
            }
        };
        tokio::time::timeout(limit, attempt)
            .await
            .unwrap_or_else(|_| Err(again(format!("nothing came within {limit:?}"))))
    }

    /// One attempt at something whose body is read as it comes: a stream, an export.
    pub(crate) async fn open(
        &self,
        path: &str,
        headers: &[(&'static str, String)],
    ) -> Result<http::Response<Incoming>, Opened> {
        let call = Call::get(path);
        let opening = async {
            let mut renewed = false;
            loop {
                let bearer = self.bearer().await?;
                let response = self.request(&call, &bearer, headers).await?;
                let status = response.status();
                if status == StatusCode::UNAUTHORIZED && self.forget_token() && !renewed {
                    renewed = true;
                    continue;
                }
                if status.is_success() {
                    return Ok(response);
                }
                let headers = response.headers().clone();
                let body = whole(response.into_body()).await?;
                return Err(refused(status, &headers, &body));
            }
        };
        let limit = self.inner.timeout;
        let opened = tokio::time::timeout(limit, opening)
            .await
            .unwrap_or_else(|_| Err(again(format!("nothing came within {limit:?}"))));
        opened.map_err(|failed| match failed {
            Failed::Final(error) => Opened::Refused(error),
            Failed::Again {
                why,
                problem,
                after,
            } => Opened::Later(Error::Away { why, problem }, after),
        })
    }

    /// For how long the caller wants a call to be tried.
    pub(crate) fn patience(&self) -> Duration {
        self.inner.patience
    }

    async fn request(
        &self,
        call: &Call,
        bearer: &HeaderValue,
        headers: &[(&'static str, String)],
    ) -> Result<http::Response<Incoming>, Failed> {
        let mut request = Request::builder()
            .method(call.method.clone())
            .uri(format!("{}{}", self.inner.url, call.path))
            .header(header::AUTHORIZATION, bearer)
            .header(
                header::USER_AGENT,
                concat!("mutual-client/", env!("CARGO_PKG_VERSION")),
            );
        if call.body.is_some() {
            request = request.header(header::CONTENT_TYPE, "application/json");
        }
        if let Some(key) = &call.key {
            request = request.header("idempotency-key", key);
        }
        for (name, value) in headers {
            request = request.header(*name, value);
        }
        let body = Full::new(call.body.clone().unwrap_or_default());
        let request = request
            .body(body)
            .map_err(|error| Failed::Final(Error::Settings(error.to_string())))?;
        let sent = self.inner.http.request(request).await;
        sent.map_err(|error| again(whole_story(&error)))
    }

    /// The header that shows who calls; a token is fetched where none is good.
    async fn bearer(&self) -> Result<HeaderValue, Failed> {
        let (id, secret) = match &self.inner.credentials {
            Credentials::Secret(secret) => return bearer(secret).map_err(Failed::Final),
            Credentials::Client { id, secret } => (id, secret),
        };
        if let Some(token) = self.tokens().as_ref()
            && Instant::now() < token.until
        {
            return Ok(token.header.clone());
        }
        let (header, lasts) = self.sign_in(id, secret).await?;
        let lasts = Duration::from_secs(lasts);
        // One that lasts a minute is used for half of it.
        let until = Instant::now() + lasts.saturating_sub(RENEW_BEFORE).max(lasts / 2);
        *self.tokens() = Some(Token {
            header: header.clone(),
            until,
        });
        Ok(header)
    }

    async fn sign_in(&self, id: &str, secret: &str) -> Result<(HeaderValue, u64), Failed> {
        #[derive(Deserialize)]
        struct Told {
            access_token: String,
            expires_in: u64,
        }
        let pair = STANDARD.encode(format!("{}:{}", segment(id), segment(secret)));
        let request = Request::post(format!("{}/oauth/token", self.inner.url))
            .header(header::AUTHORIZATION, format!("Basic {pair}"))
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Full::from("grant_type=client_credentials"))
            .map_err(|error| Failed::Final(Error::Settings(error.to_string())))?;
        let sent = self.inner.http.request(request).await;
        let response = sent.map_err(|error| again(whole_story(&error)))?;
        let (status, headers) = (response.status(), response.headers().clone());
        let body = whole(response.into_body()).await?;
        if !status.is_success() {
            return Err(refused(status, &headers, &body));
        }
        let told: Result<Told, _> = Answer { body }.json();
        let told = told.map_err(Failed::Final)?;
        let header = bearer(&told.access_token).map_err(Failed::Final)?;
        Ok((header, told.expires_in))
    }

    /// Forgets the token that was refused; false where there is none to be renewed.
    fn forget_token(&self) -> bool {
        self.tokens().take().is_some()
    }

    fn tokens(&self) -> std::sync::MutexGuard<'_, Option<Token>> {
        self.inner
            .token
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

/// Why something could not be opened.
pub(crate) enum Opened {
    /// Asking again would not help.
    Refused(Error),
    /// It may; with what the server asks for.
    Later(Error, Option<Duration>),
}

fn bearer(secret: &str) -> Result<HeaderValue, Error> {
    let mut header = HeaderValue::from_str(&format!("Bearer {secret}"))
        .map_err(|_| Error::Settings("the secret has characters that no header may have".into()))?;
    header.set_sensitive(true);
    Ok(header)
}

fn again(why: String) -> Failed {
    Failed::Again {
        why,
        problem: None,
        after: None,
    }
}

/// What an error says, with what it comes from.
pub(crate) fn whole_story(error: &dyn std::error::Error) -> String {
    let mut story = error.to_string();
    let mut source = error.source();
    while let Some(inner) = source {
        story = format!("{story}: {inner}");
        source = inner.source();
    }
    story
}

async fn whole(body: Incoming) -> Result<Bytes, Failed> {
    let read = Limited::new(body, LARGEST_ANSWER).collect().await;
    let read = read.map_err(|error| again(format!("the answer broke off: {error}")))?;
    Ok(read.to_bytes())
}

/// What a status that is no success means for those who would try again.
fn refused(status: StatusCode, headers: &HeaderMap, body: &[u8]) -> Failed {
    let problem = Box::new(Problem::read(status.as_u16(), body));
    let late = status == StatusCode::CONFLICT && problem.code == "not_yet";
    let away = matches!(status.as_u16(), 429 | 502 | 503 | 504);
    if !late && !away {
        return Failed::Final(Error::Refused(problem));
    }
    Failed::Again {
        why: problem.to_string(),
        problem: Some(problem),
        after: retry::after(headers, crate::Moment::now()),
    }
}

/// A text as one part of a path, or as one value of a query.
pub(crate) fn segment(text: &str) -> impl fmt::Display {
    utf8_percent_encode(text, PLAIN)
}
