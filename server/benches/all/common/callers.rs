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
use hyper::header::RETRY_AFTER;
use hyper::{Request, StatusCode};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;
use tokio::sync::mpsc;
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep_until, timeout_at};

use super::hearing::Hearing;

/// After so long a caller gives up, so that every run ends.
const GIVES_UP: Duration = Duration::from_secs(20);

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
    /// How much of it was broken off: its connection ended before an answer, or none came at all.
    pub broken_off: f64,
    /// How much of it was asked a second time, on a new connection.
    pub anew: f64,
    /// What 99 % of what was done took at most since it was time to ask, in milliseconds.
    pub p99_ms: f64,
    /// What 99 % of the refusals took at most, likewise.
    pub refusal_p99_ms: f64,
}

/// How a request ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    Done,
    /// It was told to come again.
    Refused,
    /// It got no answer.
    BrokenOff,
    /// It got one that nobody may get.
    Wrong(StatusCode),
}

/// What became of one request.
struct Seen {
    /// Its running number.
    number: u64,
    /// What it took since it was time to ask, in milliseconds.
    took_ms: f64,
    end: End,
    /// Whether it was asked a second time.
    anew: bool,
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
    // It is told once all have ended: a caller that panics is missed by those who wait for her.
    let wrong = all.iter().find_map(|seen| match seen.end {
        End::Wrong(status) => Some(status),
        _ => None,
    });
    assert_eq!(wrong, None, "done, or 503 with Retry-After");
    let count = u64::try_from(KINDS).expect("few");
    let mut kinds: [Vec<Seen>; KINDS] = std::array::from_fn(|_| Vec::new());
    for seen in all {
        let kind = usize::try_from(seen.number % count).expect("few");
        kinds[kind].push(seen);
    }
    kinds.map(|seen| became(&seen, callers, seconds))
}

/// What became of all of a kind, of which the last ended after so many seconds.
fn became(seen: &[Seen], callers: Callers, seconds: f64) -> Became {
    let took = |end: End| -> Vec<f64> {
        let such = seen.iter().filter(|seen| seen.end == end);
        such.map(|seen| seen.took_ms).collect()
    };
    let (done, refused) = (took(End::Done), took(End::Refused));
    let anew = seen.iter().filter(|seen| seen.anew).count();
    Became {
        asked: seen.len() as f64 / f64::from(callers.seconds),
        done: done.len() as f64 / seconds,
        refused: refused.len() as f64 / seconds,
        broken_off: took(End::BrokenOff).len() as f64 / seconds,
        anew: anew as f64 / seconds,
        p99_ms: p99(done),
        refusal_p99_ms: p99(refused),
    }
}

/// What became of each request, and after how many seconds the last one ended.
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
        if let Some(kept) = caller {
            let (host, free, next) = (Arc::clone(&host), free.clone(), request(number));
            asking.spawn(async move {
                let mut anew = false;
                let asked = timeout_at(due + GIVES_UP, one(&host, kept, next, &mut anew)).await;
                let (end, kept) = asked.unwrap_or((End::BrokenOff, None));
                let took_ms = due.elapsed().as_secs_f64() * 1_000.0;
                _ = free.send(kept);
                Seen {
                    number,
                    took_ms,
                    end,
                    anew,
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

/// A connection of one caller.
type Line = SendRequest<Full<Bytes>>;

/// Asks; how it ended, and the connection, which may go on.
async fn one(
    host: &str,
    kept: Option<Line>,
    request: Request<Full<Bytes>>,
    anew: &mut bool,
) -> (End, Option<Line>) {
    // What is told to come again may be told so before it is read, and its connection ends where the rest is
    // not read in time, also under the next request. Every client asks again then, on a new one.
    if let Some(mut line) = kept
        && line.ready().await.is_ok()
    {
        if let Some(end) = answer(&mut line, request.clone()).await {
            return (end, Some(line));
        }
        *anew = true;
    }
    let Some(mut line) = connect(host).await else {
        return (End::BrokenOff, None);
    };
    let end = answer(&mut line, request).await;
    (end.unwrap_or(End::BrokenOff), Some(line))
}

/// How a request ends on this connection, where it is answered.
async fn answer(line: &mut Line, request: Request<Full<Bytes>>) -> Option<End> {
    let (head, body) = line.send_request(request).await.ok()?.into_parts();
    let is_whole = body.collect().await.is_ok();
    if head.status == StatusCode::SERVICE_UNAVAILABLE && head.headers.contains_key(RETRY_AFTER) {
        // The head says it all.
        return Some(End::Refused);
    }
    if !head.status.is_success() {
        return Some(End::Wrong(head.status));
    }
    is_whole.then_some(End::Done)
}

async fn connect(host: &str) -> Option<Line> {
    let stream = TcpStream::connect(host).await.ok()?;
    stream.set_nodelay(true).ok()?;
    let (line, connection) = handshake(TokioIo::new(Hearing(stream))).await.ok()?;
    tokio::spawn(connection);
    Some(line)
}

fn p99(mut took: Vec<f64>) -> f64 {
    took.sort_by(f64::total_cmp);
    took.get(took.len() * 99 / 100).copied().unwrap_or(0.0)
}
