//! Requests that leave the house, to CRMs on this machine: what arrives there, what comes back,
//! and what never reaches a listener inside.

use std::io;
use std::net::IpAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use async_trait::async_trait;
use http::{HeaderName, HeaderValue};
use hyper::body::Bytes;
use mutual::clock::{Clock, Timestamp};
use mutual_server::outbound::{Answered, Hosts, Means, NotSent, Outbound, Resolve};
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{RootCertStore, ServerConfig};
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _};
use tokio::net::TcpListener;
use tokio::sync::mpsc;
use tokio::time::Instant;
use tokio_rustls::TlsAcceptor;
use url::Url;

/// A certificate for `crm.example`, signed by itself, until 2120. Tests alone trust it.
const CERTIFICATE: &[u8] = include_bytes!("certificates/crm.pem");
/// Its key, which is secret to nobody.
const KEY: &[u8] = include_bytes!("certificates/crm.key.pem");
/// A public address in a part of IPv6 that IANA has given to nobody: nobody answers there.
const NOBODY: &str = "2d00::1";
/// Long enough for whatever happens at all.
const AMPLE: Duration = Duration::from_secs(20);
/// Short enough to be waited for.
const SHORT: Duration = Duration::from_millis(400);

/// A clock that stands.
struct Still;

impl Clock for Still {
    fn now(&self) -> Timestamp {
        Timestamp::parse("2026-11-26T10:00:00Z").unwrap()
    }

    fn steady(&self) -> Duration {
        Duration::ZERO
    }
}

/// A resolver that gives these answers to one question after the other, the last one for ever,
/// and remembers what it was asked.
#[derive(Default)]
struct Played {
    answers: Mutex<Vec<Vec<IpAddr>>>,
    asked: Mutex<Vec<String>>,
}

impl Played {
    fn new(answers: &[&[&str]]) -> Arc<Self> {
        let read = |answer: &&[&str]| answer.iter().map(|ip| ip.parse().unwrap()).collect();
        Arc::new(Self {
            answers: Mutex::new(answers.iter().map(read).collect()),
            asked: Mutex::default(),
        })
    }

    fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap().clone()
    }
}

#[async_trait]
impl Resolve for Played {
    async fn resolve(&self, name: &str) -> io::Result<Vec<IpAddr>> {
        self.asked.lock().unwrap().push(name.to_owned());
        let mut answers = self.answers.lock().unwrap();
        match answers.len() {
            0 => Err(io::ErrorKind::NotFound.into()),
            1 => Ok(answers[0].clone()),
            _ => Ok(answers.remove(0)),
        }
    }
}

/// A resolver that never answers.
struct Silent;

#[async_trait]
impl Resolve for Silent {
    async fn resolve(&self, _: &str) -> io::Result<Vec<IpAddr>> {
        std::future::pending().await
    }
}

fn certificate() -> CertificateDer<'static> {
    CertificateDer::from_pem_slice(CERTIFICATE).unwrap()
}

/// The way out that opens these hosts.
fn outbound(open: &[&str], resolver: Arc<dyn Resolve>, limit: Duration) -> Outbound {
    let hosts = Hosts::new(open.iter().map(|host| host.parse().unwrap()).collect());
    let mut roots = RootCertStore::empty();
    roots.add(certificate()).unwrap();
    let means = Means {
        resolver,
        roots,
        limit,
    };
    Outbound::new(hosts, Arc::new(Still), means).unwrap()
}

async fn post(outbound: &Outbound, url: &str) -> Result<Answered, NotSent> {
    let url = Url::parse(url).unwrap();
    let body = Bytes::from_static(b"{\"index\":7}");
    outbound.post(&url, Vec::new(), body).await
}

/// What a host says to a request, bytes as they go over the wire.
#[derive(Clone)]
enum Says {
    /// This, and closes.
    This(String),
    /// This, and then nothing.
    ThisAndWaits(String),
    /// This, and then the same byte for ever.
    ThisWithoutEnd(String),
}

fn says(answer: &str) -> Says {
    Says::This(answer.to_owned())
}

/// A host on this machine: its port, and what it was sent. It speaks TLS where it is told to.
async fn host(says: Says, tls: bool) -> (u16, mpsc::UnboundedReceiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let (sent, received) = mpsc::unbounded_channel();
    let key = PrivateKeyDer::from_pem_slice(KEY).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let mut config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate()], key)
        .unwrap();
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    let acceptor = TlsAcceptor::from(Arc::new(config));
    tokio::spawn(async move {
        loop {
            let (stream, _) = listener.accept().await.unwrap();
            if tls {
                // Whoever does not trust it goes away.
                let Ok(stream) = acceptor.accept(stream).await else {
                    continue;
                };
                let (_, session) = stream.get_ref();
                let named = session.server_name().unwrap_or_default().to_owned();
                assert_eq!(session.alpn_protocol(), Some(&b"http/1.1"[..]));
                sent.send(named).unwrap();
                tokio::spawn(serve(stream, says.clone(), sent.clone()));
            } else {
                tokio::spawn(serve(stream, says.clone(), sent.clone()));
            }
        }
    });
    (port, received)
}

async fn serve(
    mut stream: impl AsyncRead + AsyncWrite + Unpin,
    says: Says,
    sent: mpsc::UnboundedSender<String>,
) {
    let mut request = Vec::new();
    // Up to the end of the body, or to a handshake of TLS that was not expected here.
    while !request.ends_with(b"}") && request.first() != Some(&22) {
        let n = stream.read_buf(&mut request).await.unwrap_or_default();
        if n == 0 {
            break;
        }
    }
    sent.send(String::from_utf8_lossy(&request).into_owned())
        .unwrap();
    match says {
        Says::This(answer) => {
            _ = stream.write_all(answer.as_bytes()).await;
            _ = stream.shutdown().await;
        }
        Says::ThisAndWaits(answer) => {
            _ = stream.write_all(answer.as_bytes()).await;
            _ = stream.read_buf(&mut request).await;
            sent.send("gone".to_owned()).unwrap();
        }
        Says::ThisWithoutEnd(answer) => {
            _ = stream.write_all(answer.as_bytes()).await;
            while stream.write_all(&[b'x'; 4096]).await.is_ok() {}
            sent.send("gone".to_owned()).unwrap();
        }
    }
}

/// A host that nobody may reach, on this machine.
async fn silent() -> (u16, TcpListener) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    (listener.local_addr().unwrap().port(), listener)
}

/// Whether nobody connected. A connection to this machine is there as soon as it was made.
async fn is_untouched(listener: &TcpListener) -> bool {
    tokio::time::timeout(Duration::from_millis(50), listener.accept())
        .await
        .is_err()
}

#[tokio::test]
async fn a_crm_gets_the_request_as_it_was_given_and_its_answer_comes_back() {
    let answer = "HTTP/1.1 103 Early Hints\r\n\r\n\
        HTTP/1.1 202 Accepted\r\ncontent-length: 5\r\n\r\ntaken";
    let (port, mut received) = host(says(answer), false).await;
    let resolver = Played::new(&[&["127.0.0.1"]]);
    let outbound = outbound(&["crm.example"], resolver.clone(), AMPLE);
    let url = outbound.check(&format!("http://crm.example:{port}/hooks/ä?for=mutual"));
    let header = |name: &'static str, value| {
        (
            HeaderName::from_static(name),
            HeaderValue::from_static(value),
        )
    };
    let headers = vec![
        header("content-type", "application/json"),
        header("webhook-id", "evt_1"),
        header("host", "elsewhere.example"),
        header("connection", "keep-alive"),
    ];
    let body = Bytes::from_static(b"{\"index\":7}");
    let answered = outbound.post(&url.unwrap(), headers, body).await.unwrap();
    assert_eq!(answered.status, 202);
    assert_eq!(answered.body, "taken");
    assert_eq!(answered.retry_after, None);
    assert!(answered.took < AMPLE);

    let request = received.recv().await.unwrap();
    let (head, body) = request.split_once("\r\n\r\n").unwrap();
    let mut lines: Vec<_> = head.lines().collect();
    lines[1..].sort_unstable();
    let host = format!("host: crm.example:{port}");
    assert_eq!(
        lines,
        [
            "POST /hooks/%C3%A4?for=mutual HTTP/1.1",
            "connection: close",
            "content-length: 11",
            "content-type: application/json",
            &host,
            "webhook-id: evt_1",
        ]
    );
    assert_eq!(body, "{\"index\":7}");
    assert_eq!(resolver.asked(), ["crm.example"]);
}

#[tokio::test]
async fn this_machines_own_resolver_finds_what_the_operator_opened() {
    let (port, mut received) = host(says("HTTP/1.1 204 No Content\r\n\r\n"), false).await;
    let hosts = Hosts::new(vec![format!("localhost:{port}").parse().unwrap()]);
    let outbound = Outbound::new(hosts, Arc::new(Still), Means::of_this_machine()).unwrap();
    let answered = post(&outbound, &format!("http://localhost:{port}/")).await;
    assert_eq!(answered.unwrap().status, 204);
    assert!(received.recv().await.is_some());
    let unknown = post(&outbound, "https://crm.invalid/").await;
    assert_eq!(unknown, Err(NotSent::Unresolved));
}

#[tokio::test]
async fn no_redirect_is_followed() {
    for status in [301, 302, 303, 307, 308] {
        let (inside, listener) = silent().await;
        let answer = format!(
            "HTTP/1.1 {status} Elsewhere\r\nlocation: http://127.0.0.1:{inside}/\r\n\
             content-length: 0\r\n\r\n"
        );
        let (port, mut received) = host(says(&answer), false).await;
        // Not even to where it might have gone at once.
        let outbound = outbound(&["127.0.0.1"], Played::new(&[]), AMPLE);
        let answered = post(&outbound, &format!("http://127.0.0.1:{port}/")).await;
        assert_eq!(answered.unwrap().status, status);
        assert!(received.recv().await.is_some());
        assert!(is_untouched(&listener).await);
    }
}

#[tokio::test]
async fn an_address_inside_is_not_connected_to_however_it_is_written() {
    let (port, listener) = silent().await;
    let resolver = Played::new(&[&["127.0.0.1"]]);
    // Something else on this machine is open, and even the same name at another port.
    let outbound = outbound(&["127.0.0.2", "crm.example:1"], resolver.clone(), AMPLE);
    for host in [
        "127.0.0.1",
        "127.1",
        "0x7f.1",
        "2130706433",
        "１２７.0.0.1",
        "127.0.0.1.",
        "[::ffff:127.0.0.1]",
        "[::1]",
        "0.0.0.0",
        "localhost",
        "localhost.",
        "crm.localhost",
    ] {
        let url = format!("https://{host}:{port}/");
        assert_eq!(
            post(&outbound, &url).await,
            Err(NotSent::Forbidden),
            "{url}"
        );
    }
    assert!(resolver.asked().is_empty());
    for url in [
        format!("https://crm.example:{port}/"),
        format!("https://other.example:{port}/"),
    ] {
        assert_eq!(
            post(&outbound, &url).await,
            Err(NotSent::Forbidden),
            "{url}"
        );
    }
    assert_eq!(resolver.asked(), ["crm.example", "other.example"]);
    // What was open when it was typed is not, once the operator closes it.
    let plain = post(&outbound, &format!("http://crm.example:{port}/")).await;
    assert_eq!(plain, Err(NotSent::Forbidden));
    assert!(is_untouched(&listener).await);
}

#[tokio::test]
async fn one_address_inside_spoils_a_name() {
    let (port, listener) = silent().await;
    for answer in [
        [NOBODY, "127.0.0.1"],
        ["127.0.0.1", NOBODY],
        [NOBODY, "::ffff:127.0.0.1"],
    ] {
        let outbound = outbound(&[], Played::new(&[&answer]), AMPLE);
        let sent = post(&outbound, &format!("https://crm.example:{port}/")).await;
        assert_eq!(sent, Err(NotSent::Forbidden), "{answer:?}");
    }
    assert!(is_untouched(&listener).await);
}

#[tokio::test]
async fn a_name_that_leads_outside_first_and_inside_then_reaches_nobody() {
    let (port, listener) = silent().await;
    let resolver = Played::new(&[&[NOBODY], &["127.0.0.1"]]);
    let outbound = outbound(&[], resolver.clone(), SHORT);
    let url = format!("https://crm.example:{port}/");
    // The address that was judged is the one that is called: nobody asks again.
    assert_eq!(post(&outbound, &url).await, Err(NotSent::Unreachable));
    assert_eq!(resolver.asked().len(), 1);
    assert_eq!(post(&outbound, &url).await, Err(NotSent::Forbidden));
    assert_eq!(resolver.asked().len(), 2);
    assert!(is_untouched(&listener).await);
}

#[tokio::test]
async fn another_address_of_the_name_is_tried_where_one_refuses() {
    let (port, mut received) = host(says("HTTP/1.1 200 OK\r\n\r\n"), false).await;
    let resolver = Played::new(&[&["127.0.0.2", "127.0.0.1"]]);
    let open = outbound(&["crm.example"], resolver, AMPLE);
    let answered = post(&open, &format!("http://crm.example:{port}/")).await;
    assert_eq!(answered.unwrap().status, 200);
    assert!(received.recv().await.is_some());

    // Not all of them where there are very many.
    let many: Vec<_> = (2..=9).map(|n| format!("127.0.0.{n}")).collect();
    let many: Vec<_> = many
        .iter()
        .map(String::as_str)
        .chain(["127.0.0.1"])
        .collect();
    let open = outbound(&["crm.example"], Played::new(&[&many]), AMPLE);
    let answered = post(&open, &format!("http://crm.example:{port}/")).await;
    assert_eq!(answered, Err(NotSent::Unreachable));
    let nowhere = outbound(&["crm.example"], Played::new(&[&[]]), AMPLE);
    let answered = post(&nowhere, "http://crm.example/").await;
    assert_eq!(answered, Err(NotSent::Unresolved));
}

#[tokio::test]
async fn a_host_has_to_show_a_certificate_for_its_name() {
    let ok = "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok";
    let (port, mut received) = host(says(ok), true).await;
    let open = ["crm.example", "other.example", "127.0.0.1"];
    let trusting = outbound(&open, Played::new(&[&["127.0.0.1"]]), AMPLE);
    for name in ["crm.example", "crm.example."] {
        let answered = post(&trusting, &format!("https://{name}:{port}/"))
            .await
            .unwrap();
        assert_eq!((answered.status, answered.body.as_str()), (200, "ok"));
        assert_eq!(received.recv().await.as_deref(), Some("crm.example"));
        let request = received.recv().await.unwrap();
        assert!(request.starts_with("POST / HTTP/1.1\r\n"), "{request}");
    }
    // That the operator opened it lets nobody show what is another's.
    for name in ["other.example", "127.0.0.1"] {
        let answered = post(&trusting, &format!("https://{name}:{port}/")).await;
        assert_eq!(answered, Err(NotSent::Tls), "{name}");
    }
    let hosts = Hosts::new(vec!["crm.example".parse().unwrap()]);
    let means = Means {
        resolver: Played::new(&[&["127.0.0.1"]]),
        ..Means::of_this_machine()
    };
    let strange = Outbound::new(hosts, Arc::new(Still), means).unwrap();
    let answered = post(&strange, &format!("https://crm.example:{port}/")).await;
    assert_eq!(answered, Err(NotSent::Tls));
    assert!(received.try_recv().is_err());

    let (plain, _) = host(says("HTTP/1.1 400 Bad Request\r\n\r\n}"), false).await;
    let answered = post(&trusting, &format!("https://crm.example:{plain}/")).await;
    assert_eq!(answered, Err(NotSent::Tls));
}

#[test]
fn an_attempt_may_take_twenty_seconds() {
    let limit = Means::of_this_machine().limit;
    assert_eq!(limit, Duration::from_secs(20));
}

#[tokio::test]
async fn a_slow_host_is_waited_for_as_long_as_an_attempt_may_take() {
    let (port, mut received) = host(Says::ThisAndWaits(String::new()), false).await;
    let (mute, _listener) = silent().await;
    let answers = Played::new(&[&["127.0.0.1"]]);
    let late = |resolver: Arc<dyn Resolve>| outbound(&["crm.example"], resolver, SHORT);
    let began = Instant::now();
    for (outbound, url) in [
        // It looks the name up, shakes hands, or thinks about its answer.
        (
            late(Arc::new(Silent)),
            format!("http://crm.example:{port}/"),
        ),
        (
            late(answers.clone()),
            format!("https://crm.example:{mute}/"),
        ),
        (late(answers.clone()), format!("http://crm.example:{port}/")),
    ] {
        assert_eq!(post(&outbound, &url).await, Err(NotSent::TimedOut), "{url}");
    }
    assert!(began.elapsed() >= 3 * SHORT);
    // The connection ends with the attempt.
    assert!(received.recv().await.unwrap().starts_with("POST"));
    assert_eq!(received.recv().await.as_deref(), Some("gone"));

    // And with whoever waits for it.
    let patient = outbound(&["crm.example"], answers, AMPLE);
    let url = format!("http://crm.example:{port}/");
    let attempt = tokio::spawn(async move { post(&patient, &url).await });
    assert!(received.recv().await.unwrap().starts_with("POST"));
    attempt.abort();
    assert_eq!(received.recv().await.as_deref(), Some("gone"));
}

#[tokio::test]
async fn nothing_more_is_sent_once_an_attempt_has_ended() {
    let (port, listener) = silent().await;
    let open = outbound(&["127.0.0.1"], Played::new(&[]), SHORT);
    let url = Url::parse(&format!("http://127.0.0.1:{port}/")).unwrap();
    // More than lies in the buffers between the two, so that it is still being sent then.
    let body = Bytes::from(vec![b'x'; 64 << 20]);
    let sent = open.post(&url, Vec::new(), body.clone()).await;
    assert_eq!(sent, Err(NotSent::TimedOut));
    let (mut stream, _) = listener.accept().await.unwrap();
    let mut received = Vec::new();
    // It ends or breaks, whichever this machine makes of it.
    _ = stream.read_to_end(&mut received).await;
    assert!(received.len() < body.len());
}

#[tokio::test]
async fn a_body_that_breaks_or_does_not_end_takes_nothing_from_the_status() {
    let head = "HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nhalf";
    let chunked = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n4\r\nhalf\r\nwhat?";
    let open = outbound(&["127.0.0.1"], Played::new(&[]), SHORT);
    for says in [
        says(head),
        says(chunked),
        Says::ThisAndWaits(head.to_owned()),
    ] {
        let waits = matches!(says, Says::ThisAndWaits(_));
        let (port, _received) = host(says, false).await;
        let answered = post(&open, &format!("http://127.0.0.1:{port}/"))
            .await
            .unwrap();
        assert_eq!((answered.status, answered.body.as_str()), (200, "half"));
        assert_eq!(answered.took >= SHORT, waits);
    }
}

#[tokio::test]
async fn little_is_read_of_an_endless_answer_and_less_is_kept() {
    let open = outbound(&["127.0.0.1"], Played::new(&[]), AMPLE);
    for head in [
        "HTTP/1.1 500 Oh\r\ncontent-length: 99999999999\r\n\r\n",
        "HTTP/1.1 500 Oh\r\n\r\n",
    ] {
        let (port, mut received) = host(Says::ThisWithoutEnd(head.to_owned()), false).await;
        let answered = post(&open, &format!("http://127.0.0.1:{port}/"))
            .await
            .unwrap();
        assert_eq!((answered.status, answered.body), (500, "x".repeat(2_048)));
        assert!(answered.took < AMPLE);
        assert!(received.recv().await.unwrap().starts_with("POST"));
        assert_eq!(received.recv().await.as_deref(), Some("gone"));
    }
    // A head without end is no answer.
    let (port, mut received) = host(Says::ThisWithoutEnd("HTTP/1.1 200 ".to_owned()), false).await;
    let answered = post(&open, &format!("http://127.0.0.1:{port}/")).await;
    assert_eq!(answered, Err(NotSent::Broken));
    assert!(received.recv().await.unwrap().starts_with("POST"));
    assert_eq!(received.recv().await.as_deref(), Some("gone"));
}

#[tokio::test]
async fn what_ends_early_or_is_no_http_is_broken() {
    let open = outbound(&["127.0.0.1"], Played::new(&[]), AMPLE);
    for answer in [
        "",
        "HTTP/1.1 200",
        "HTTP/1.1 200 OK\r\ncontent-",
        "SSH-2.0-OpenSSH_9.2\r\n",
        "-ERR unknown command\r\n",
    ] {
        let (port, _received) = host(says(answer), false).await;
        let answered = post(&open, &format!("http://127.0.0.1:{port}/")).await;
        assert_eq!(answered, Err(NotSent::Broken), "{answer}");
    }
    let (port, listener) = silent().await;
    drop(listener);
    let answered = post(&open, &format!("http://127.0.0.1:{port}/")).await;
    assert_eq!(answered, Err(NotSent::Unreachable));
}

#[tokio::test]
async fn a_host_that_asks_for_time_is_heard() {
    let open = outbound(&["127.0.0.1"], Played::new(&[]), AMPLE);
    for (asked, expected) in [
        ("120", Some(Duration::from_secs(120))),
        (
            "Thu, 26 Nov 2026 10:05:00 GMT",
            Some(Duration::from_secs(300)),
        ),
        ("Thu, 26 Nov 2026 09:00:00 GMT", Some(Duration::ZERO)),
        ("later", None),
    ] {
        let answer =
            format!("HTTP/1.1 429 Slow\r\nretry-after: {asked}\r\ncontent-length: 0\r\n\r\n");
        let (port, _received) = host(says(&answer), false).await;
        let answered = post(&open, &format!("http://127.0.0.1:{port}/"))
            .await
            .unwrap();
        assert_eq!(
            (answered.status, answered.retry_after),
            (429, expected),
            "{asked}"
        );
    }
}
