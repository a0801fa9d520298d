//! Accepting connections: bounded in number and patience, and drained at the end.

mod unread;

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::io;
use std::net::SocketAddr;
use std::pin::{Pin, pin};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::ConnectInfo;
use axum::http::header::EXPECT;
use axum::http::{Request, Response, Version};
use http_body_util::BodyExt as _;
use hyper::body::{Body as _, Frame, Incoming, SizeHint};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use ipnet::IpNet;
use tokio::io::AsyncReadExt as _;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, mpsc, watch};
use tokio::time::{Instant, Sleep, timeout};
use tower::ServiceExt as _;

use crate::auth::throttle::network;
use unread::{Begun, Pace, Watching, in_pieces};

/// What a client of HTTP/2 says first.
const PREFACE: &[u8] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
/// How often a client of HTTP/2 is asked whether it still lives.
const PING: Duration = Duration::from_secs(20);

/// How many connections there may be, and how long anybody waits for the other side.
#[derive(Clone, Debug)]
pub struct Limits {
    /// The most connections at once; more wait in the kernel's queue.
    pub connections: usize,
    /// The most connections from one network at once; one more is closed.
    pub of_one_network: usize,
    /// Networks to which that does not apply: proxies, which carry everybody, and this machine.
    pub spared: Vec<IpNet>,
    /// How long a client may take to say its first words, which tell HTTP/1 from HTTP/2.
    pub first: Duration,
    /// How long a client may take to send the head of a request, and how long a connection may
    /// lie idle. Load balancers give a connection up after 60 seconds, and must be the first to
    /// do so.
    pub idle: Duration,
    /// How long a client may send next to nothing in the middle of a body, and how long it may take
    /// next to nothing of an answer.
    pub silence: Duration,
    /// How many bytes of a body must come in that time, unless it ends, and how many of an answer
    /// must go: who sends or takes one by one keeps a place for ever otherwise.
    pub least: u64,
    /// For how long a body is read on that was refused: an answer that comes while its client
    /// still sends is lost to it where the connection is closed at once.
    pub linger: Duration,
    /// How long requests under way may take to finish once the server stops.
    pub drain: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connections: 10_000,
            of_one_network: 1_000,
            spared: Vec::new(),
            first: Duration::from_secs(10),
            idle: Duration::from_secs(75),
            silence: Duration::from_secs(30),
            least: 16 * 1024,
            linger: Duration::from_secs(10),
            drain: Duration::from_secs(10),
        }
    }
}

impl Limits {
    /// How fast answers have to be taken.
    fn pace(&self) -> Pace {
        Pace {
            least: self.least,
            patience: self.silence,
        }
    }

    /// Whether this side may have as many connections as there are.
    fn spares(&self, peer: SocketAddr) -> bool {
        let ip = peer.ip().to_canonical();
        self.spared.iter().any(|network| network.contains(&ip))
    }
}

/// This machine, and these proxies.
#[must_use]
pub fn spared(proxies: &[IpNet]) -> Vec<IpNet> {
    let here = ["127.0.0.0/8", "::1/128"];
    let here = here.into_iter().filter_map(|network| network.parse().ok());
    here.chain(proxies.iter().copied()).collect()
}

/// Serves until `stopping` says true, then finishes what is under way, for a bounded time.
pub async fn listen(
    listener: TcpListener,
    router: Router,
    mut stopping: watch::Receiver<bool>,
    limits: Limits,
) {
    let mut builder = Builder::new(Watching(limits.pace()));
    builder
        .http1()
        .timer(TokioTimer::new())
        .header_read_timeout(limits.idle)
        .keep_alive(true);
    builder
        .http2()
        .timer(TokioTimer::new())
        .keep_alive_interval(PING)
        .keep_alive_timeout(PING)
        .max_concurrent_streams(256);
    let slots = Arc::new(Semaphore::new(limits.connections));
    let served = Arc::new(Served {
        builder,
        router,
        limits,
    });
    let crowd = Crowd::default();
    // Nothing is sent: the last connection that ends closes it.
    let (under_way, mut all_ended) = mpsc::channel::<()>(1);
    loop {
        let accepted = tokio::select! {
            accepted = accept(&listener, &slots) => accepted,
            _ = stopping.wait_for(|stop| *stop) => break,
        };
        let Some((stream, peer, slot)) = accepted else {
            continue;
        };
        let place = if served.limits.spares(peer) {
            None
        } else {
            match crowd.take(network(peer.ip()), served.limits.of_one_network) {
                Some(place) => Some(place),
                None => continue,
            }
        };
        let (served, stopping) = (Arc::clone(&served), stopping.clone());
        let under_way = under_way.clone();
        tokio::spawn(async move {
            served.serve(stream, peer, stopping).await;
            drop((place, slot, under_way));
        });
    }
    drop((listener, under_way));
    if timeout(served.limits.drain, all_ended.recv())
        .await
        .is_err()
    {
        tracing::warn!("some requests did not finish in time and were cut off");
    }
}

async fn accept(
    listener: &TcpListener,
    slots: &Arc<Semaphore>,
) -> Option<(TcpStream, SocketAddr, OwnedSemaphorePermit)> {
    let slot = Arc::clone(slots).acquire_owned().await.ok()?;
    match listener.accept().await {
        Ok((stream, peer)) => {
            // Answers are small and whole: waiting to fill a packet only adds delay.
            _ = stream.set_nodelay(true);
            Some((stream, peer, slot))
        }
        Err(error) => {
            // Out of file handles, mostly. Trying again at once would spin.
            tracing::warn!(%error, "a connection could not be accepted");
            tokio::time::sleep(Duration::from_millis(100)).await;
            None
        }
    }
}

/// How many connections each network has.
#[derive(Clone, Default)]
struct Crowd(Arc<Mutex<HashMap<String, usize>>>);

/// A place in the crowd, given back when its connection ends.
struct Place {
    crowd: Crowd,
    network: String,
}

impl Crowd {
    fn take(&self, network: String, most: usize) -> Option<Place> {
        let mut counts = self.counts();
        let count = counts.entry(network.clone()).or_default();
        if *count >= most {
            return None;
        }
        *count += 1;
        drop(counts);
        let crowd = self.clone();
        Some(Place { crowd, network })
    }

    fn counts(&self) -> MutexGuard<'_, HashMap<String, usize>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let network = std::mem::take(&mut self.network);
        if let Entry::Occupied(mut count) = self.crowd.counts().entry(network) {
            *count.get_mut() -= 1;
            if *count.get() == 0 {
                count.remove();
            }
        }
    }
}

/// What every connection is served with.
struct Served {
    builder: Builder<Watching>,
    router: Router,
    limits: Limits,
}

impl Served {
    /// Serves one connection to its end.
    async fn serve(
        &self,
        mut stream: TcpStream,
        peer: SocketAddr,
        mut stopping: watch::Receiver<bool>,
    ) {
        // The protocol is told by the first bytes, for which hyper waits as long as it takes.
        let said = tokio::select! {
            said = timeout(self.limits.first, first_words(&mut stream)) => said,
            _ = stopping.wait_for(|stop| *stop) => return,
        };
        let Ok(Ok(said)) = said else {
            return;
        };
        let streams = (said == PREFACE).then(Streams::new);
        let stream = Begun::new(said, stream, self.limits.pace());
        let (router, limits) = (self.router.clone(), self.limits.clone());
        let counted = streams.clone();
        let service = hyper::service::service_fn(move |request: Request<Incoming>| {
            let open = counted.as_ref().map(Streams::open);
            // Who asks before sending is told no and does not send. In HTTP/2 each stream ends
            // by itself.
            let asks_first = request.headers().contains_key(EXPECT);
            let lingers = request.version() <= Version::HTTP_11 && !asks_first;
            let mut request = request.map(|body| {
                Body::new(Patient {
                    body: Some(body),
                    window: None,
                    came: 0,
                    least: limits.least,
                    patience: limits.silence,
                    linger: lingers.then_some(limits.linger),
                })
            });
            request.extensions_mut().insert(ConnectInfo(peer));
            let answering = router.clone().oneshot(request);
            let pace = limits.pace();
            async move {
                let response = answering.await;
                response.map(|response| in_pieces(keep_open(response, open), pace))
            }
        });
        let connection = self
            .builder
            .serve_connection_with_upgrades(TokioIo::new(stream), service);
        let mut connection = pin!(connection);
        let ended = tokio::select! {
            ended = connection.as_mut() => Some(ended),
            _ = stopping.wait_for(|stop| *stop) => None,
            () = idle(streams.as_ref(), self.limits.idle) => None,
        };
        let ended = match ended {
            Some(ended) => Ok(ended),
            None => {
                connection.as_mut().graceful_shutdown();
                timeout(self.limits.drain, connection).await
            }
        };
        match ended {
            // Clients that break off or send nonsense are everyday.
            Ok(Err(error)) => tracing::debug!(%error, "a connection ended early"),
            Err(_) => tracing::debug!("a connection did not end by itself"),
            Ok(Ok(())) => {}
        }
    }
}

/// Reads as much as tells the protocol: the preface of HTTP/2, or something that is none.
async fn first_words(stream: &mut TcpStream) -> io::Result<Vec<u8>> {
    let mut said = Vec::with_capacity(PREFACE.len());
    while said.len() < PREFACE.len() && PREFACE.starts_with(&said) {
        let left = PREFACE.len() - said.len();
        if (&mut *stream).take(left as u64).read_buf(&mut said).await? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
    }
    Ok(said)
}

/// The open streams of one connection of HTTP/2, which has no end of its own while it is idle.
#[derive(Clone)]
struct Streams(Arc<Mutex<(usize, Instant)>>);

/// One of them, from its request to the end of its answer.
struct Open(Streams);

impl Streams {
    fn new() -> Self {
        Self(Arc::new(Mutex::new((0, Instant::now()))))
    }

    fn open(&self) -> Open {
        self.state().0 += 1;
        Open(self.clone())
    }

    /// Since when none is open.
    fn idle_since(&self) -> Option<Instant> {
        let (open, since) = *self.state();
        (open == 0).then_some(since)
    }

    fn state(&self) -> MutexGuard<'_, (usize, Instant)> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Open {
    fn drop(&mut self) {
        let mut state = self.0.state();
        *state = (state.0 - 1, Instant::now());
    }
}

/// Returns once a connection of HTTP/2 has had no stream for `patience`; for HTTP/1 never, as
/// hyper sees to that.
async fn idle(streams: Option<&Streams>, patience: Duration) {
    let Some(streams) = streams else {
        return std::future::pending().await;
    };
    loop {
        let since = streams.idle_since();
        if since.is_some_and(|since| since.elapsed() >= patience) {
            return;
        }
        tokio::time::sleep_until(since.unwrap_or_else(Instant::now) + patience).await;
    }
}

/// The answer, whose stream is open until its body is at its end.
fn keep_open(response: Response<Body>, open: Option<Open>) -> Response<Body> {
    match open {
        Some(open) if !response.body().is_end_stream() => {
            response.map(|body| Body::new(Answer { body, _open: open }))
        }
        _ => response,
    }
}

/// A body that keeps its stream open.
struct Answer {
    body: Body,
    _open: Open,
}

impl hyper::body::Body for Answer {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        Pin::new(&mut self.body).poll_frame(context)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

/// A body whose sender must not fall silent, or as good as.
struct Patient {
    /// There until it is dropped.
    body: Option<Incoming>,
    /// Within which so much has to come.
    window: Option<Pin<Box<Sleep>>>,
    /// How many bytes came in it.
    came: u64,
    least: u64,
    patience: Duration,
    /// For how long the rest is read when nobody wants it any more.
    linger: Option<Duration>,
}

impl hyper::body::Body for Patient {
    type Data = Bytes;
    type Error = axum::BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::BoxError>>> {
        let Some(body) = &mut self.body else {
            return Poll::Ready(None);
        };
        if let Poll::Ready(frame) = Pin::new(body).poll_frame(context) {
            if let Some(Ok(frame)) = &frame {
                let bytes = frame.data_ref().map_or(0, |data| data.len() as u64);
                self.came = self.came.saturating_add(bytes);
            }
            return Poll::Ready(frame.map(|frame| frame.map_err(Into::into)));
        }
        let patience = self.patience;
        loop {
            let window = self
                .window
                .get_or_insert_with(|| Box::pin(tokio::time::sleep(patience)));
            if window.as_mut().poll(context).is_pending() {
                return Poll::Pending;
            }
            if self.came < self.least {
                return Poll::Ready(Some(Err("the rest of the body did not come".into())));
            }
            (self.window, self.came) = (None, 0);
        }
    }

    fn is_end_stream(&self) -> bool {
        self.body.as_ref().is_none_or(Incoming::is_end_stream)
    }

    fn size_hint(&self) -> SizeHint {
        self.body
            .as_ref()
            .map_or_else(|| SizeHint::with_exact(0), Incoming::size_hint)
    }
}

impl Drop for Patient {
    fn drop(&mut self) {
        let rest = self.body.take().filter(|body| !body.is_end_stream());
        if let (Some(mut rest), Some(linger)) = (rest, self.linger) {
            let read_on = async move { while let Some(Ok(_)) = rest.frame().await {} };
            tokio::spawn(timeout(linger, read_on));
        }
    }
}

/// Lets this process have as many connections as the system allows it, where that is more than
/// what it starts with (mostly 1024).
pub fn allow_connections() {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    let limit = getrlimit(Resource::Nofile);
    // Refused, it goes on with what it has: too many are then told apart at accepting.
    _ = setrlimit(
        Resource::Nofile,
        Rlimit {
            current: limit.maximum,
            ..limit
        },
    );
}
