//! Callers who ask on time, whatever the server does, each on a connection of its own.
//!
//! A load generator that waits for an answer before it asks again asks less of a server that is slow, and
//! then never more than that can do. Of these, somebody who is free asks when it is time, and what an answer
//! took counts from then.

use std::sync::Arc;
use std::time::Duration;

use http_body_util::{BodyExt as _, Full};
use hyper::body::Bytes;
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper::{Request, StatusCode};
use hyper_util::rt::TokioIo;
use tokio::sync::mpsc;
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep_until};

/// Who asks, and how often.
#[derive(Clone, Copy, Debug)]
pub struct Callers {
    /// How many there are: so much can be under way at once.
    pub count: u32,
    /// How often all of them together ask in a second; without, each asks as soon as it is answered.
    pub rate: Option<f64>,
    /// For how many seconds.
    pub seconds: u32,
}

/// What became of what they asked of one kind.
#[derive(Clone, Copy, Debug)]
pub struct Became {
    /// How much was asked in a second.
    pub asked: f64,
    /// How much of it was done.
    pub done: f64,
    /// How much of it was told to come again.
    pub refused: f64,
    /// What 99 % of what was done took at most since it was time to ask, in milliseconds.
    pub p99_ms: f64,
    /// What 99 % of the refusals took at most, likewise.
    pub refusal_p99_ms: f64,
}

/// What became of one request.
struct Seen {
    /// Its running number.
    number: u64,
    /// What it took since it was time to ask, in milliseconds.
    took_ms: f64,
    /// Whether it was told to come again.
    refused: bool,
}

/// Lets the callers ask, with the requests that `request` makes of a running number. They are of `KINDS`
/// kinds, which take turns; what became of each is told by itself.
pub fn ask<const KINDS: usize>(
    url: &str,
    callers: Callers,
    request: impl Fn(u64) -> Request<Full<Bytes>>,
) -> [Became; KINDS] {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    let host = url.strip_prefix("http://").expect("an address");
    let (all, seconds) = runtime.block_on(all(Arc::from(host), callers, request));
    let count = u64::try_from(KINDS).expect("few");
    let mut kinds: [Vec<Seen>; KINDS] = std::array::from_fn(|_| Vec::new());
    for seen in all {
        let kind = usize::try_from(seen.number % count).expect("few");
        kinds[kind].push(seen);
    }
    kinds.map(|seen| became(seen, callers, seconds))
}

/// What became of all of a kind, of which the last was answered after so many seconds.
fn became(seen: Vec<Seen>, callers: Callers, seconds: f64) -> Became {
    let asked = seen.len() as f64 / f64::from(callers.seconds);
    let (refused, done): (Vec<_>, Vec<_>) = seen.into_iter().partition(|seen| seen.refused);
    Became {
        asked,
        done: done.len() as f64 / seconds,
        refused: refused.len() as f64 / seconds,
        p99_ms: p99(&done),
        refusal_p99_ms: p99(&refused),
    }
}

/// What became of each request, and after how many seconds the last one was answered.
async fn all(
    host: Arc<str>,
    callers: Callers,
    request: impl Fn(u64) -> Request<Full<Bytes>>,
) -> (Vec<Seen>, f64) {
    // Whoever is free waits here; she connects when she first asks.
    let (free, mut waiting) = mpsc::unbounded_channel();
    for _ in 0..callers.count {
        free.send(None).expect("somebody listens");
    }
    let began = Instant::now();
    let ends = began + Duration::from_secs(u64::from(callers.seconds));
    let (mut asking, mut number, mut due) = (JoinSet::new(), 0_u64, began);
    while due < ends {
        let caller = match callers.rate {
            None => waiting.recv().await,
            Some(_) => {
                sleep_until(due).await;
                waiting.try_recv().ok()
            }
        };
        // Where all wait for an answer, nobody asks.
        if let Some(caller) = caller {
            let (host, free, next) = (Arc::clone(&host), free.clone(), request(number));
            asking.spawn(async move {
                let (caller, refused) = one(&host, caller, next).await;
                let took_ms = due.elapsed().as_secs_f64() * 1_000.0;
                _ = free.send(Some(caller));
                Seen {
                    number,
                    took_ms,
                    refused,
                }
            });
            number += 1;
        }
        due = match callers.rate {
            None => Instant::now(),
            Some(rate) => due + Duration::from_secs_f64(1.0 / rate),
        };
    }
    let seen = asking.join_all().await;
    // What was asked at the end was answered later: that time counts as well.
    (seen, began.elapsed().as_secs_f64())
}

/// Asks once; whether it was refused.
async fn one(
    host: &str,
    caller: Option<SendRequest<Full<Bytes>>>,
    request: Request<Full<Bytes>>,
) -> (SendRequest<Full<Bytes>>, bool) {
    let mut sender = match caller {
        Some(sender) => sender,
        None => connect(host).await,
    };
    // What is told to come again may be told so before it is read, on its last connection.
    if sender.ready().await.is_err() {
        sender = connect(host).await;
    }
    let response = sender.send_request(request).await.expect("an answer");
    let status = response.status();
    let again = response.headers().contains_key("retry-after");
    response.into_body().collect().await.expect("a body");
    let refused = status == StatusCode::SERVICE_UNAVAILABLE;
    assert!(status.is_success() || (refused && again), "{status}");
    (sender, refused)
}

async fn connect(host: &str) -> SendRequest<Full<Bytes>> {
    let stream = tokio::net::TcpStream::connect(host)
        .await
        .expect("a server");
    stream.set_nodelay(true).expect("a socket");
    let (sender, connection) = handshake(TokioIo::new(stream)).await.expect("HTTP");
    tokio::spawn(connection);
    sender
}

fn p99(seen: &[Seen]) -> f64 {
    let mut took: Vec<_> = seen.iter().map(|seen| seen.took_ms).collect();
    took.sort_by(f64::total_cmp);
    took.get(took.len() * 99 / 100).copied().unwrap_or(0.0)
}
