//! More than can be done: who comes then is told so at once and when to come again, instead of
//! everybody waiting ever longer.
//!
//! What waits is bounded where it waits: connections, commands for the writer, decisions, reports, writes of
//! the office, passwords, exports. Of what writers wait for it is looked here once more, before a request is
//! read and its caller asked for: refusing is then so cheap that what is done does not suffer from what is not.
//! What is left is the time of the processors. How short of it the server is
//! shows in how late a task runs that wants to run now: as late as the next request would. It is sent from
//! outside and then queues where requests queue when there are too many, and its age counts while it still
//! waits.
//!
//! Each side has queues of its own, and both have the same processors. So what is too much for the test side
//! is refused to those who test, as cheaply, and they are the first who are refused where time is short: no
//! test costs anything that is real.

mod sides;

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::Body;
use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, Response, StatusCode, header};
use axum::middleware::{Next, from_fn_with_state};
use tokio::runtime::Handle;
use tokio::task::yield_now;

use crate::api::clients::Clients;
use crate::state::Side;
use sides::{Queue, Sides, Watched, Whose};

/// How often it is looked how late a task runs.
const EVERY: Duration = Duration::from_millis(50);
/// How late it may be for what is only tried out, whatever it is: sooner than for anything that is real.
const TRIED: Duration = Duration::from_millis(400);
/// How late it may be for what can come again: pages, feeds, exports, imports.
const REST: Duration = Duration::from_millis(500);
/// How late it may be for what cannot wait: checks, and writes of programs, which come again.
const FIRST: Duration = Duration::from_secs(2);
/// How late it may be for what a person does, who may not do it twice: a program of mail that takes her
/// out presses once.
const HERS: Duration = Duration::from_secs(8);
/// When to come again, in seconds.
const AGAIN_S: u16 = 1;

/// How short of time the server is.
#[derive(Default)]
pub struct Pressure {
    /// How late a task last ran, in microseconds.
    late: AtomicU64,
    /// How many requests were refused.
    shed: AtomicU64,
    /// How many of them were test clients'.
    shed_of_test: AtomicU64,
    /// What writes wait in, and whose a request is.
    watched: Option<Box<dyn Watched>>,
}

/// A task that was sent to a runtime to see when it runs.
struct Sent {
    at: Instant,
    /// After how many microseconds it ran; [`WAITS`] until then.
    after: Arc<AtomicU64>,
}

/// Stands for a task that did not run yet.
const WAITS: u64 = u64::MAX;

impl Sent {
    /// It gives its turn back once before it tells: what comes from outside is taken out of turn where turns are
    /// long, while what a connection wakes waits behind all that a thread has to do already.
    fn to(runtime: &Handle) -> Self {
        let (at, after) = (Instant::now(), Arc::new(AtomicU64::new(WAITS)));
        let tell = Arc::clone(&after);
        drop(runtime.spawn(async move {
            yield_now().await;
            tell.store(micros(at.elapsed()), Ordering::Relaxed);
        }));
        Self { at, after }
    }

    /// After what time it ran, if it did.
    fn ran_after(&self) -> Option<Duration> {
        let after = self.after.load(Ordering::Relaxed);
        (after != WAITS).then(|| Duration::from_micros(after))
    }
}

fn micros(time: Duration) -> u64 {
    u64::try_from(time.as_micros()).unwrap_or(WAITS - 1)
}

/// Marks an answer to what was too much: there may be thousands a second, each like the other.
#[derive(Clone, Copy)]
pub(crate) struct Shed;

/// What is let through for longer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Urgency {
    /// Whoever watches over the server must see it.
    Always,
    /// What a customer turns on or off, by herself or by a program that heard her.
    Hers,
    /// A check, or a write.
    First,
    /// All other.
    Rest,
}

impl Urgency {
    fn of(method: &Method, route: &str) -> Self {
        match route {
            "/healthz" | "/readyz" | "/metrics" => Self::Always,
            "/api/v1/import" | "/api/v1/value-events" | "/api/v1/usage-events" => Self::Rest,
            _ if route.ends_with("/batch/read") => Self::Rest,
            _ if route.ends_with("/check") || route.contains("/consent/") => Self::First,
            "/unsubscribe" | "/embed" if *method == Method::POST => Self::Hers,
            _ if *method == Method::POST && is_hers(route) => Self::Hers,
            _ if *method == Method::GET || *method == Method::HEAD => Self::Rest,
            _ => Self::First,
        }
    }

    fn most(self) -> Option<Duration> {
        match self {
            Self::Always => None,
            Self::Hers => Some(HERS),
            Self::First => Some(FIRST),
            Self::Rest => Some(REST),
        }
    }
}

/// Whether a post there says what a customer wants.
fn is_hers(route: &str) -> bool {
    let ends = ["/choices", "/pause", "/statuses/batch/write"];
    route.starts_with("/actions/") || ends.iter().any(|end| route.ends_with(end))
}

impl Pressure {
    /// The pressure on a server whose writes wait for the writers of both sides; `clients` knows whose a
    /// request is.
    pub(crate) fn on(live: Side, test: Side, clients: Arc<Clients>) -> Self {
        let sides = Sides {
            live,
            test,
            clients,
        };
        Self {
            watched: Some(Box::new(sides)),
            ..Self::default()
        }
    }

    /// Looks how late tasks run there, from a thread of its own and for as long as somebody has this. A single
    /// late one is no pressure: the lesser of two looks counts.
    ///
    /// # Errors
    /// Where the system gives no further thread.
    pub fn watch(self: &Arc<Self>, runtime: Handle) -> io::Result<()> {
        let watched = Arc::downgrade(self);
        let look = move || {
            let mut sent = Sent::to(&runtime);
            let mut before = Duration::ZERO;
            loop {
                thread::sleep(EVERY);
                let Some(pressure) = watched.upgrade() else {
                    return;
                };
                let ran = sent.ran_after();
                let late = ran.unwrap_or_else(|| sent.at.elapsed());
                pressure.note(late.min(before));
                before = late;
                if ran.is_some() {
                    sent = Sent::to(&runtime);
                }
            }
        };
        thread::Builder::new()
            .name("pressure".to_owned())
            .spawn(look)
            .map(drop)
    }

    fn note(&self, late: Duration) {
        self.late.store(micros(late), Ordering::Relaxed);
    }

    /// How late a task last ran.
    fn late(&self) -> Duration {
        Duration::from_micros(self.late.load(Ordering::Relaxed))
    }

    /// Whether there is no time for what is only tried out: it waits, where nobody is there to be refused.
    #[must_use]
    pub fn puts_tests_off(&self) -> bool {
        self.late() > TRIED
    }

    fn is_full(&self, whose: Whose, queue: Queue) -> bool {
        let watched = self.watched.as_ref();
        watched.is_some_and(|watched| watched.is_full(whose, queue))
    }

    fn whose(&self, headers: &HeaderMap) -> Whose {
        let watched = self.watched.as_ref();
        watched.map_or(Whose::Live, |watched| watched.whose(headers))
    }

    /// Whose a request is that is more than can be done now; nothing where it can be done.
    fn too_much(&self, request: &Request, route: &str) -> Option<Whose> {
        let (method, late) = (request.method(), self.late());
        let is_full = |whose: Whose| {
            let mut queues = Queue::ALL.into_iter();
            queues.any(|queue| self.is_full(whose, queue) && queue.takes(method, route))
        };
        // The usual case has nothing to look at, and asks nobody whose it is.
        if late <= TRIED && !Whose::ALL.into_iter().any(is_full) {
            return None;
        }
        let whose = self.whose(request.headers());
        let most = Urgency::of(method, route).most();
        let most = most.map(|most| match whose {
            Whose::Live => most,
            Whose::Test => TRIED,
        });
        let is_late = most.is_some_and(|most| late > most);
        (is_late || is_full(whose)).then_some(whose)
    }

    /// The router, with what is too much told so.
    pub fn around(self: &Arc<Self>, router: Router) -> Router {
        router.layer(from_fn_with_state(Arc::clone(self), admit))
    }

    /// Writes the figures in the text format of Prometheus, version 0.0.4.
    pub fn write(&self, out: &mut String) {
        use std::fmt::Write as _;
        _ = writeln!(
            out,
            "# HELP mutual_late_seconds How late a task runs that wants to run now.\n\
             # TYPE mutual_late_seconds gauge\nmutual_late_seconds {}\n\
             # HELP mutual_shed_total Requests that were refused because too much was waiting.\n\
             # TYPE mutual_shed_total counter\nmutual_shed_total {}\n\
             # HELP mutual_shed_of_test_total Those of them that test clients sent.\n\
             # TYPE mutual_shed_of_test_total counter\nmutual_shed_of_test_total {}\n\
             # HELP mutual_queue_full Whether nothing more is taken into a queue.\n\
             # TYPE mutual_queue_full gauge",
            self.late().as_secs_f64(),
            self.shed.load(Ordering::Relaxed),
            self.shed_of_test.load(Ordering::Relaxed)
        );
        for whose in Whose::ALL {
            for queue in Queue::ALL {
                let (side, name) = (whose.word(), queue.word());
                let full = u8::from(self.is_full(whose, queue));
                _ = writeln!(
                    out,
                    "mutual_queue_full{{engine=\"{side}\",queue=\"{name}\"}} {full}"
                );
            }
        }
    }
}

async fn admit(
    State(pressure): State<Arc<Pressure>>,
    request: Request,
    next: Next,
) -> Response<Body> {
    let route = request.extensions().get::<MatchedPath>();
    let route = route.map_or("", MatchedPath::as_str);
    let Some(whose) = pressure.too_much(&request, route) else {
        return next.run(request).await;
    };
    if whose == Whose::Test {
        pressure.shed_of_test.fetch_add(1, Ordering::Relaxed);
    }
    let before = pressure.shed.fetch_add(1, Ordering::Relaxed);
    let mut refused = if route.starts_with("/api/") || route.starts_with("/oauth/") {
        crate::api::overloaded(route, &format!("req_shed_{before:08x}"))
    } else {
        // A browser says so in its reader's own words.
        Response::new(Body::empty())
    };
    *refused.status_mut() = StatusCode::SERVICE_UNAVAILABLE;
    refused.extensions_mut().insert(Shed);
    let headers = refused.headers_mut();
    headers.insert(header::RETRY_AFTER, HeaderValue::from(AGAIN_S));
    for (name, value) in [
        (header::CACHE_CONTROL, "no-store"),
        (
            header::CONTENT_SECURITY_POLICY,
            "default-src 'none'; frame-ancestors 'none'",
        ),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    // Whoever is still sending is read for a while where connections are kept, as after every refusal.
    refused
}

#[cfg(test)]
mod tests;
