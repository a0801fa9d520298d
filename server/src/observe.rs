//! What passes through: counted, timed and logged by the route that answered, never by the path,
//! which may name a customer.

use std::fmt::Write as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use axum::Router;
use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderName, HeaderValue, Method, Response, StatusCode};
use axum::middleware::{Next, from_fn_with_state};
use mutual::clock::{Entropy, random};
use mutual::digest::hex;

use crate::pressure::Shed;

/// What requests are counted under that no route took.
const NOWHERE: &str = "none";
/// The methods that have a count of their own; the last one stands for all others.
const METHODS: [&str; 7] = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "other"];
/// The classes of status codes.
const CLASSES: [&str; 5] = ["1xx", "2xx", "3xx", "4xx", "5xx"];
/// The upper bounds of the histogram's buckets, in microseconds.
const BOUNDS: [u64; 11] = [
    500, 1_000, 2_500, 5_000, 10_000, 25_000, 50_000, 100_000, 500_000, 1_000_000, 5_000_000,
];
/// The name that a request has in the log, in the answer too.
static REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Counts what passes through a router.
pub struct Observer {
    routes: papaya::HashMap<Box<str>, Arc<Counts>>,
    /// What the names of this process' requests begin with.
    prefix: String,
    next: AtomicU64,
}

/// The counts of one route.
#[derive(Default)]
struct Counts {
    answers: [[AtomicU64; CLASSES.len()]; METHODS.len()],
    buckets: [AtomicU64; BOUNDS.len()],
    micros: AtomicU64,
}

impl Observer {
    /// One that has seen nothing yet.
    #[must_use]
    pub fn new(entropy: &dyn Entropy) -> Arc<Self> {
        let start: [u8; 5] = random(entropy);
        let prefix = format!("req_{}", hex(&start));
        Arc::new(Self {
            routes: papaya::HashMap::new(),
            prefix,
            next: AtomicU64::new(0),
        })
    }

    /// The router, with everything that passes counted and named.
    pub fn around(self: &Arc<Self>, router: Router) -> Router {
        router.layer(from_fn_with_state(Arc::clone(self), observe))
    }

    fn name(&self) -> String {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        format!("{}{number:08x}", self.prefix)
    }

    fn count(&self, route: &str, method: &Method, status: StatusCode, micros: u64) {
        let routes = self.routes.pin();
        let counts = match routes.get(route) {
            Some(counts) => counts,
            None => routes.get_or_insert_with(route.into(), Arc::default),
        };
        let method = METHODS.iter().position(|known| *known == method.as_str());
        let by_method = counts.answers.get(method.unwrap_or(METHODS.len() - 1));
        let class = usize::from(status.as_u16() / 100).saturating_sub(1);
        let bucket = BOUNDS.iter().position(|bound| micros <= *bound);
        for counter in [
            by_method.and_then(|classes| classes.get(class)),
            bucket.and_then(|bucket| counts.buckets.get(bucket)),
        ]
        .into_iter()
        .flatten()
        {
            counter.fetch_add(1, Ordering::Relaxed);
        }
        counts.micros.fetch_add(micros, Ordering::Relaxed);
    }

    /// Writes the counts in the text format of Prometheus, version 0.0.4.
    pub fn write(&self, out: &mut String) {
        let pinned = self.routes.pin();
        let mut routes: Vec<_> = pinned.iter().collect();
        routes.sort_by_key(|(route, _)| *route);
        out.push_str("# HELP mutual_requests_total Answers, by route.\n# TYPE mutual_requests_total counter\n");
        for (route, counts) in &routes {
            for (method, classes) in METHODS.iter().zip(&counts.answers) {
                for (class, count) in CLASSES.iter().zip(classes) {
                    let count = count.load(Ordering::Relaxed);
                    if count > 0 {
                        _ = writeln!(
                            out,
                            "mutual_requests_total{{method=\"{method}\",route=\"{route}\",status=\"{class}\"}} {count}"
                        );
                    }
                }
            }
        }
        out.push_str(
            "# HELP mutual_request_seconds Time to answer, by route.\n# TYPE mutual_request_seconds histogram\n",
        );
        for (route, counts) in &routes {
            // The total first: what is counted meanwhile may stand in a bucket, but never the
            // other way round.
            let all: u64 = counts
                .answers
                .iter()
                .flatten()
                .map(|n| n.load(Ordering::Relaxed))
                .sum();
            let mut below = 0;
            for (bound, bucket) in BOUNDS.iter().zip(&counts.buckets) {
                below += bucket.load(Ordering::Relaxed);
                let (bound, below) = (seconds(*bound), below.min(all));
                _ = writeln!(
                    out,
                    "mutual_request_seconds_bucket{{route=\"{route}\",le=\"{bound}\"}} {below}"
                );
            }
            let sum = seconds(counts.micros.load(Ordering::Relaxed));
            _ = writeln!(
                out,
                "mutual_request_seconds_bucket{{route=\"{route}\",le=\"+Inf\"}} {all}"
            );
            _ = writeln!(out, "mutual_request_seconds_sum{{route=\"{route}\"}} {sum}");
            _ = writeln!(
                out,
                "mutual_request_seconds_count{{route=\"{route}\"}} {all}"
            );
        }
    }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "Prometheus counts in floating point"
)]
fn seconds(micros: u64) -> f64 {
    micros as f64 / 1e6
}

async fn observe(
    State(observer): State<Arc<Observer>>,
    request: Request,
    next: Next,
) -> Response<axum::body::Body> {
    let began = Instant::now();
    let method = request.method().clone();
    let route = request.extensions().get::<MatchedPath>().cloned();
    let mut response = next.run(request).await;
    let route = route.as_ref().map_or(NOWHERE, MatchedPath::as_str);
    let status = response.status();
    let micros = u64::try_from(began.elapsed().as_micros()).unwrap_or(u64::MAX);
    observer.count(route, &method, status, micros);
    // A handler that told its caller a name has used that name in the log.
    if !response.headers().contains_key(&REQUEST_ID)
        && let Ok(name) = HeaderValue::try_from(observer.name())
    {
        response.headers_mut().insert(REQUEST_ID.clone(), name);
    }
    let request_id = response
        .headers()
        .get(&REQUEST_ID)
        .and_then(|name| name.to_str().ok());
    let (method, status) = (method.as_str(), status.as_u16());
    if response.extensions().get::<Shed>().is_some() {
        // They are counted; a line for each would take the time that is missing.
        tracing::debug!(request_id, method, route, status, micros, "shed");
    } else if status >= 500 {
        tracing::warn!(request_id, method, route, status, micros, "answered");
    } else if route.ends_with("/check") || route.starts_with("/assets") {
        // By far the most of all, and each like the other.
        tracing::debug!(request_id, method, route, status, micros, "answered");
    } else {
        tracing::info!(request_id, method, route, status, micros, "answered");
    }
    response
}

#[cfg(test)]
mod tests {
    use axum::body::Body;
    use axum::routing::get;
    use mutual_engine::SystemEntropy;
    use tower::ServiceExt as _;

    use super::*;

    async fn call(router: &Router, method: &str, path: &str) -> Response<Body> {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .body(Body::empty())
            .unwrap();
        router.clone().oneshot(request).await.unwrap()
    }

    #[tokio::test]
    async fn answers_are_counted_by_route_and_carry_a_name() {
        let observer = Observer::new(&SystemEntropy);
        let router = Router::new().route("/customers/{ref}", get(|| async { "yes" }));
        let router = observer.around(router);
        let first = call(&router, "GET", "/customers/crm:42").await;
        let second = call(&router, "GET", "/customers/email:ana@example.org").await;
        assert_ne!(
            first.headers()["x-request-id"],
            second.headers()["x-request-id"]
        );
        call(&router, "BREW", "/customers/crm:42").await;
        call(&router, "GET", "/secret-path").await;
        let mut text = String::new();
        observer.write(&mut text);
        for line in [
            r#"mutual_requests_total{method="GET",route="/customers/{ref}",status="2xx"} 2"#,
            r#"mutual_requests_total{method="other",route="/customers/{ref}",status="4xx"} 1"#,
            r#"mutual_requests_total{method="GET",route="none",status="4xx"} 1"#,
            r#"mutual_request_seconds_bucket{route="/customers/{ref}",le="+Inf"} 3"#,
        ] {
            assert!(text.contains(line), "{line} in\n{text}");
        }
        assert!(!text.contains("crm:42") && !text.contains("ana@") && !text.contains("secret"));
    }
}
