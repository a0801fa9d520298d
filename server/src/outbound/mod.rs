//! Requests that leave the house: to addresses that others typed, and never to one inside.
//!
//! Whoever may name an address for webhooks must not reach through this server what only this
//! server reaches. So a name is looked up once for each attempt, every address that it has is
//! judged, and the connection is opened to one of these addresses and not to the name: there is
//! no second look-up that could answer otherwise. This is why the connection is made here, and
//! not by a client with a connector and a pool: those skip the look-up where the URL has an
//! address, keep connections over attempts, and send again on another one.
//!
//! No redirect is followed, no proxy is asked, and nothing is remembered between two attempts.

mod answer;
mod hosts;
mod resolve;

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use http::header::{CONNECTION, HOST};
use http::{HeaderName, HeaderValue, Method, Request, Response, Uri};
use http_body_util::Full;
use hyper::body::{Bytes, Incoming};
use hyper::client::conn::http1;
use hyper_util::rt::TokioIo;
use mutual::clock::Clock;
use mutual::webhook::is_public;
use rustls::crypto::ring;
use rustls::pki_types::ServerName;
use rustls::{ClientConfig, RootCertStore};
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite};
use tokio::net::TcpStream;
use tokio::task::JoinSet;
use tokio::time::{Instant, timeout, timeout_at};
use tokio_rustls::TlsConnector;
use url::{Host, Position, Url};

pub use answer::Answered;
pub use hosts::{Fault, Hosts, NotAHost, OpenHost};
pub use resolve::{Resolve, System};

/// How long an attempt may take, from the look-up to the end of the answer.
const LIMIT: Duration = Duration::from_secs(20);
/// The most addresses of one name that are tried: a name with thousands would let its owner have
/// this server knock at thousands of doors.
const MOST_TRIED: usize = 8;
/// One address may take this part of the time to accept a connection, so that there is some left
/// for another one and for the answer.
const PART_TO_CONNECT: u32 = 4;
/// The most that is read of an answer, with its head, in bytes.
const MOST_READ: u64 = 64 << 10;

/// Why there is no answer. Nothing tells in all cases whether the request arrived.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotSent {
    /// The address is not one that may be called; nothing was connected to.
    #[error("the address leads inside, or may not be called in another way")]
    Forbidden,
    /// The name has no address.
    #[error("the host's name is not known")]
    Unresolved,
    /// No address accepted a connection.
    #[error("the host cannot be reached")]
    Unreachable,
    /// The host does not speak TLS, or its certificate is not one to trust for its name.
    #[error("no secure connection could be made: the certificate is not trusted, or is missing")]
    Tls,
    /// There was no answer in time.
    #[error("the host did not answer in time")]
    TimedOut,
    /// The connection ended before the head of an answer, or what came is no HTTP.
    #[error("the connection broke before there was an answer")]
    Broken,
}

/// What an attempt stands on.
#[derive(Clone)]
pub struct Means {
    /// Who looks names up.
    pub resolver: Arc<dyn Resolve>,
    /// Whose certificates are trusted.
    pub roots: RootCertStore,
    /// How long an attempt may take.
    pub limit: Duration,
}

impl Means {
    /// This machine's resolver and certificates, and 20 seconds. Reads the certificates from the
    /// disk, where `SSL_CERT_FILE` and `SSL_CERT_DIR` may name others.
    #[must_use]
    pub fn of_this_machine() -> Self {
        let mut roots = RootCertStore::empty();
        // What cannot be read is missing: hosts that need it fail by TLS, and the doctor says so.
        roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
        Self {
            resolver: Arc::new(System),
            roots,
            limit: LIMIT,
        }
    }
}

/// The way out.
pub struct Outbound {
    hosts: Hosts,
    clock: Arc<dyn Clock>,
    resolver: Arc<dyn Resolve>,
    tls: TlsConnector,
    limit: Duration,
}

impl Outbound {
    /// To public addresses, and to these hosts whatever their addresses are. The clock tells how
    /// far away a date is that an answer names.
    ///
    /// # Errors
    ///
    /// TLS cannot be set up.
    pub fn new(hosts: Hosts, clock: Arc<dyn Clock>, means: Means) -> Result<Self, rustls::Error> {
        let provider = Arc::new(ring::default_provider());
        let mut tls = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()?
            .with_root_certificates(means.roots)
            .with_no_client_auth();
        // A host that would rather speak HTTP/2 is told that it is not understood here.
        tls.alpn_protocols = vec![b"http/1.1".to_vec()];
        Ok(Self {
            hosts,
            clock,
            resolver: means.resolver,
            tls: TlsConnector::from(Arc::new(tls)),
            limit: means.limit,
        })
    }

    /// The address that somebody typed, as [`Hosts::check`] has it.
    ///
    /// # Errors
    ///
    /// What is wrong with it.
    pub fn check(&self, text: &str) -> Result<Url, Fault> {
        self.hosts.check(text)
    }

    /// Sends a request, once, and takes the answer. `Host`, `Connection` and `Content-Length` are
    /// set here.
    ///
    /// An answer is one as soon as its head is there: a body that comes too late or breaks off
    /// takes nothing away from the status.
    ///
    /// # Errors
    ///
    /// Why there is no answer. After [`NotSent::TimedOut`] and [`NotSent::Broken`] the request may
    /// have arrived all the same.
    pub async fn post(
        &self,
        url: &Url,
        headers: Vec<(HeaderName, HeaderValue)>,
        body: Bytes,
    ) -> Result<Answered, NotSent> {
        let began = Instant::now();
        let deadline = began + self.limit;
        // The connection ends with the attempt, also where nobody waits for it any longer.
        let mut connection = JoinSet::new();
        let sending = self.send(url, headers, body, &mut connection);
        let answer = timeout_at(deadline, sending).await;
        let (head, body) = answer.map_err(|_| NotSent::TimedOut)??.into_parts();
        Ok(Answered {
            status: head.status.as_u16(),
            retry_after: answer::retry_after(&head.headers, self.clock.now()),
            body: answer::beginning(body, deadline).await,
            took: began.elapsed(),
        })
    }

    async fn send(
        &self,
        url: &Url,
        headers: Vec<(HeaderName, HeaderValue)>,
        body: Bytes,
        connection: &mut JoinSet<()>,
    ) -> Result<Response<Incoming>, NotSent> {
        // It was checked when it was typed; what the operator opens may have changed since.
        self.hosts.judge(url).map_err(|_| NotSent::Forbidden)?;
        let request = request(url, headers, body).ok_or(NotSent::Forbidden)?;
        let addresses = self.vetted(url).await?;
        let stream = self.connect(&addresses).await?;
        if url.scheme() != "https" {
            return converse(stream, request, connection).await;
        }
        let name = server_name(url).ok_or(NotSent::Tls)?;
        let secured = self.tls.connect(name, stream).await;
        converse(secured.map_err(|_| NotSent::Tls)?, request, connection).await
    }

    /// All addresses of the host, each of them one that may be called. One that may not spoils
    /// the others: whoever lets a name lead inside and outside at once means the inside.
    async fn vetted(&self, url: &Url) -> Result<Vec<SocketAddr>, NotSent> {
        let addresses = match url.host() {
            None => return Err(NotSent::Forbidden),
            Some(Host::Ipv4(address)) => vec![IpAddr::V4(address)],
            Some(Host::Ipv6(address)) => vec![IpAddr::V6(address)],
            Some(Host::Domain(name)) => {
                let found = self.resolver.resolve(name).await;
                found.map_err(|_| NotSent::Unresolved)?
            }
        };
        if addresses.is_empty() {
            return Err(NotSent::Unresolved);
        }
        let allowed = |address: &IpAddr| is_public(*address);
        if !self.hosts.opens(url) && !addresses.iter().all(allowed) {
            return Err(NotSent::Forbidden);
        }
        let port = url.port_or_known_default().ok_or(NotSent::Forbidden)?;
        let with_port = |address| SocketAddr::new(address, port);
        Ok(addresses.into_iter().map(with_port).collect())
    }

    /// A connection to the first of these addresses that accepts one.
    async fn connect(&self, addresses: &[SocketAddr]) -> Result<TcpStream, NotSent> {
        let patience = self.limit / PART_TO_CONNECT;
        for address in addresses.iter().take(MOST_TRIED) {
            if let Ok(Ok(stream)) = timeout(patience, TcpStream::connect(address)).await {
                return Ok(stream);
            }
        }
        Err(NotSent::Unreachable)
    }
}

/// Whom the certificate must name.
fn server_name(url: &Url) -> Option<ServerName<'static>> {
    match url.host()? {
        Host::Ipv4(address) => Some(IpAddr::V4(address).into()),
        Host::Ipv6(address) => Some(IpAddr::V6(address).into()),
        Host::Domain(name) => name.to_owned().try_into().ok(),
    }
}

/// The request as it goes over the wire; none where the address cannot be written in one.
fn request(
    url: &Url,
    headers: Vec<(HeaderName, HeaderValue)>,
    body: Bytes,
) -> Option<Request<Full<Bytes>>> {
    let host = &url[Position::BeforeHost..Position::AfterPort];
    let host = HeaderValue::from_str(host).ok()?;
    let mut request = Request::new(Full::new(body));
    *request.method_mut() = Method::POST;
    *request.uri_mut() = Uri::from(hosts::target(url)?);
    for (name, value) in headers {
        request.headers_mut().append(name, value);
    }
    request.headers_mut().insert(HOST, host);
    let close = HeaderValue::from_static("close");
    request.headers_mut().insert(CONNECTION, close);
    Some(request)
}

/// Sends the request and waits for the head of the answer. The connection goes on for the body.
async fn converse(
    stream: impl AsyncRead + AsyncWrite + Send + 'static,
    request: Request<Full<Bytes>>,
    connection: &mut JoinSet<()>,
) -> Result<Response<Incoming>, NotSent> {
    let (from_host, to_host) = tokio::io::split(stream);
    // Bounded here, nothing above can be made to take more.
    let stream = TokioIo::new(tokio::io::join(from_host.take(MOST_READ), to_host));
    let made = http1::handshake(stream).await;
    let (mut sender, driven) = made.map_err(|_| NotSent::Broken)?;
    connection.spawn(async move {
        // How it ends is told to whoever waits for the answer or its body.
        _ = driven.await;
    });
    let answer = sender.send_request(request).await;
    answer.map_err(|_| NotSent::Broken)
}
