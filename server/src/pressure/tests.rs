use axum::routing::{get, post};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tower::ServiceExt as _;

use super::*;
use crate::listen::{Limits, listen, spared};

async fn call(router: &Router, method: Method, path: &str) -> Response<Body> {
    let request = Request::builder().method(method).uri(path);
    let request = request.body(Body::empty()).unwrap();
    router.clone().oneshot(request).await.unwrap()
}

/// The same, by a program with this bearer.
async fn call_by(router: &Router, bearer: &str, method: Method, path: &str) -> Response<Body> {
    let request = Request::builder().method(method).uri(path);
    let request = request.header(header::AUTHORIZATION, format!("Bearer {bearer}"));
    let request = request.body(Body::empty()).unwrap();
    router.clone().oneshot(request).await.unwrap()
}

/// Two sides, whose queues are full where this says so. Who comes with the bearer `test` tests.
struct Queues<F>(F);

impl<F: Fn(Whose, Queue) -> bool + Send + Sync> Watched for Queues<F> {
    fn is_full(&self, whose: Whose, queue: Queue) -> bool {
        (self.0)(whose, queue)
    }

    fn whose(&self, headers: &HeaderMap) -> Whose {
        let bearer = headers.get(header::AUTHORIZATION);
        if bearer.is_some_and(|bearer| bearer == "Bearer test") {
            Whose::Test
        } else {
            Whose::Live
        }
    }
}

fn where_full(full: impl Fn(Whose, Queue) -> bool + Send + Sync + 'static) -> Arc<Pressure> {
    Arc::new(Pressure {
        watched: Some(Box::new(Queues(full))),
        ..Pressure::default()
    })
}

#[tokio::test]
async fn who_only_tests_is_refused_before_anybody_else_and_the_watch_never() {
    let pressure = where_full(|_, _| false);
    let yes = || async { "yes" };
    let paths = [
        "/healthz",
        "/api/v1/export",
        "/api/v1/check",
        "/api/v1/customers/{ref}/choices",
    ];
    let router = paths.iter().fold(Router::new(), |router, path| {
        router.route(path, get(yes).post(yes))
    });
    let router = pressure.around(router);
    let more = TRIED + EVERY;
    for (late, refuses) in [(Duration::ZERO, false), (TRIED, false), (more, true)] {
        pressure.note(late);
        assert_eq!(pressure.puts_tests_off(), refuses, "{late:?}");
        for path in paths {
            let path = path.replace("{ref}", "crm:42");
            for method in [Method::GET, Method::POST] {
                let real = call_by(&router, "live", method.clone(), &path).await;
                assert_eq!(real.status(), 200, "{late:?} {path}");
                let tried = call_by(&router, "test", method, &path).await;
                let is_let_in = !refuses || path == "/healthz";
                let status = if is_let_in { 200 } else { 503 };
                assert_eq!(tried.status(), status, "{late:?} {path}");
            }
        }
    }
    let mut figures = String::new();
    pressure.write(&mut figures);
    for figure in ["mutual_shed_total 6", "mutual_shed_of_test_total 6"] {
        assert!(figures.contains(figure), "{figures}");
    }
}

#[tokio::test]
async fn a_full_queue_of_one_side_refuses_that_side_alone() {
    let yes = || async { "yes" };
    let routes = [
        (Queue::Commands, "/api/v1/customers/{ref}/choices"),
        (Queue::Decisions, "/api/v1/decisions"),
        (Queue::Reports, "/api/v1/value-events"),
    ];
    for full in Whose::ALL {
        for (queue, route) in routes {
            let pressure = where_full(move |whose, which| whose == full && which == queue);
            let router = pressure.around(Router::new().route(route, post(yes)));
            let path = route.replace("{ref}", "crm:42");
            for (bearer, whose) in [("live", Whose::Live), ("test", Whose::Test)] {
                let answer = call_by(&router, bearer, Method::POST, &path).await;
                let status = if whose == full { 503 } else { 200 };
                assert_eq!(answer.status(), status, "{full:?} {queue:?} {bearer}");
            }
            let mut figures = String::new();
            pressure.write(&mut figures);
            for whose in Whose::ALL {
                let is = u8::from(whose == full);
                let (side, name) = (whose.word(), queue.word());
                let figure = format!("{{engine=\"{side}\",queue=\"{name}\"}} {is}\n");
                assert!(figures.contains(&figure), "{figures}");
            }
        }
    }
}

#[tokio::test]
async fn what_can_come_again_is_refused_first_and_the_watch_never() {
    let pressure = Arc::new(Pressure::default());
    let yes = || async { "yes" };
    let router = pressure.around(
        Router::new()
            .route("/", get(yes).post(yes))
            .route("/healthz", get(yes))
            .route("/api/v1/export", get(yes))
            .route("/api/v1/import", post(yes))
            .route("/api/v1/value-events", post(yes))
            .route("/unsubscribe", post(yes))
            .route("/actions/choose", post(yes))
            .route("/api/v1/customers/{ref}/choices", post(yes))
            .route("/api/v1/customers/{ref}/check", get(yes)),
    );
    let paths = [
        (Method::GET, "/healthz"),
        (Method::POST, "/unsubscribe"),
        (Method::POST, "/actions/choose"),
        (Method::POST, "/api/v1/customers/crm:42/choices"),
        (Method::GET, "/api/v1/customers/crm:42/check"),
        (Method::POST, "/"),
        (Method::GET, "/"),
        (Method::GET, "/api/v1/export"),
        (Method::POST, "/api/v1/import"),
        (Method::POST, "/api/v1/value-events"),
    ];
    let refused = [(REST, 10), (REST * 2, 6), (FIRST * 2, 4), (HERS * 2, 1)];
    for (late, refused) in refused {
        pressure.note(late);
        for (place, (method, path)) in paths.iter().enumerate() {
            let answer = call(&router, method.clone(), path).await;
            if place < refused {
                assert_eq!(answer.status(), 200, "{late:?} {path}");
                continue;
            }
            assert_eq!(answer.status(), 503, "{late:?} {path}");
            assert_eq!(answer.headers()["retry-after"], "1", "{path}");
            let is_problem = answer.headers().contains_key("content-type");
            assert_eq!(is_problem, path.starts_with("/api/"), "{path}");
        }
    }
    let mut figures = String::new();
    pressure.write(&mut figures);
    assert!(figures.contains("mutual_shed_total 19"), "{figures}");
}

#[tokio::test]
async fn a_vendors_client_is_refused_in_its_vendors_words() {
    let pressure = Arc::new(Pressure::default());
    pressure.note(FIRST * 2);
    let base = "/api/v1/profiles";
    let mut router = Router::new();
    let routes = [
        ("salesforce/x", "/0/errorCode", "SERVER_UNAVAILABLE"),
        ("hubspot/x", "/category", "INTERNAL_ERROR"),
        ("dynamics/x", "/error/code", "0x80040216"),
        ("xdm/x", "/code", "overloaded"),
    ];
    for (route, ..) in routes {
        router = router.route(&format!("{base}/{route}"), get(|| async { "yes" }));
    }
    let router = pressure.around(router);
    for (route, place, word) in routes {
        let answer = call(&router, Method::GET, &format!("{base}/{route}")).await;
        assert_eq!(answer.status(), 503, "{route}");
        assert_eq!(answer.headers()["retry-after"], "1", "{route}");
        let body = axum::body::to_bytes(answer.into_body(), 10_000).await;
        let body: serde_json::Value = serde_json::from_slice(&body.unwrap()).unwrap();
        assert_eq!(body.pointer(place).unwrap(), word, "{route}: {body}");
    }
}

#[tokio::test]
async fn a_full_queue_refuses_what_would_wait_in_it_and_no_way_out() {
    let pressure = where_full(|_, _| true);
    let yes = || async { "yes" };
    let all = [
        ("/api/v1/customers/{ref}/choices", true),
        ("/actions/choose", true),
        ("/actions/human-only-on", true),
        ("/actions/quiet-on", true),
        ("/api/v1/decisions", true),
        ("/api/v1/value-events", true),
        ("/api/v1/usage-events", true),
        ("/api/v1/customers/{ref}/links", false),
        ("/api/v1/check", false),
        ("/actions/revoke-key", false),
        ("/actions/sign-in", false),
        ("/actions/save-draft", false),
    ];
    let router = all.iter().fold(Router::new(), |router, (route, _)| {
        router.route(route, get(yes).post(yes))
    });
    let router = pressure.around(router);
    for (route, waits) in all {
        let path = route.replace("{ref}", "crm:42");
        let written = call(&router, Method::POST, &path).await;
        let status = if waits { 503 } else { 200 };
        assert_eq!(written.status(), status, "{path}");
        let read = call(&router, Method::GET, &path).await;
        assert_eq!(read.status(), 200, "{path}");
    }
}

#[tokio::test]
async fn a_full_queue_refuses_nothing_that_waits_elsewhere() {
    let yes = || async { "yes" };
    let routes = [
        (Queue::Commands, "/api/v1/customers/{ref}/choices"),
        (Queue::Decisions, "/api/v1/decisions"),
        (Queue::Reports, "/api/v1/usage-events"),
    ];
    for (full, _) in routes {
        let pressure = where_full(move |_, queue| queue == full);
        let router = routes.iter().fold(Router::new(), |router, (_, route)| {
            router.route(route, post(yes))
        });
        let router = pressure.around(router);
        for (queue, route) in routes {
            let path = route.replace("{ref}", "crm:42");
            let status = if queue == full { 503 } else { 200 };
            let answer = call(&router, Method::POST, &path).await;
            assert_eq!(answer.status(), status, "{full:?} {path}");
        }
    }
}

#[tokio::test]
async fn a_server_that_is_short_of_time_notices_while_it_is() {
    let pressure = Arc::new(Pressure::default());
    pressure.watch(Handle::current()).unwrap();
    // The one thread of this runtime is kept busy: nothing ends meanwhile that could be measured.
    let late = || pressure.late.load(Ordering::Relaxed);
    let began = Instant::now();
    while late() < micros(REST) {
        assert!(began.elapsed() < Duration::from_secs(20), "it is noticed");
        thread::sleep(EVERY);
    }
    let rests = async {
        while late() > micros(REST) {
            tokio::time::sleep(EVERY).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(20), rests)
        .await
        .expect("and that it is over");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn many_who_wait_for_their_turn_are_noticed_though_it_goes_round() {
    const PAGES: u32 = 80;
    let (stop, stopping) = watch::channel(false);
    let turns = Arc::new(AtomicU64::new(0));
    // Each takes its short turn, and all of them together more time than there is.
    let pages = (0..PAGES).map(|_| {
        let (turns, stopping) = (Arc::clone(&turns), stopping.clone());
        tokio::spawn(async move {
            while !*stopping.borrow() {
                let began = Instant::now();
                while began.elapsed() < Duration::from_millis(10) {
                    std::hint::spin_loop();
                }
                turns.fetch_add(1, Ordering::Relaxed);
                yield_now().await;
            }
        })
    });
    let pages: Vec<_> = pages.collect();
    let runtime = Handle::current();
    let noticed = tokio::task::spawn_blocking(move || {
        let began = Instant::now();
        let in_time = || began.elapsed() < Duration::from_secs(20);
        // By then all of them wait where a thread keeps what it has to do.
        while turns.load(Ordering::Relaxed) < u64::from(PAGES) * 3 && in_time() {
            thread::sleep(EVERY);
        }
        let pressure = Arc::new(Pressure::default());
        pressure.watch(runtime).unwrap();
        while pressure.late() < REST && in_time() {
            thread::sleep(EVERY);
        }
        pressure.late() >= REST
    });
    let noticed = noticed.await.unwrap();
    stop.send(true).unwrap();
    for page in pages {
        page.await.unwrap();
    }
    assert!(noticed);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_still_sending_is_told_and_may_ask_again() {
    let pressure = Arc::new(Pressure::default());
    pressure.note(HERS * 2);
    let router = Router::new()
        .route("/api/v1/decisions", post(|| async { "yes" }))
        .route("/healthz", get(|| async { "yes" }));
    let router = pressure.around(router);
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let limits = Limits {
        spared: spared(&[]),
        ..Limits::default()
    };
    let (_stop, stopping) = watch::channel(false);
    tokio::spawn(listen(listener, router, stopping, limits));
    let mut caller = TcpStream::connect(address).await.unwrap();
    let mut told = async |head: &str, body: usize| {
        caller.write_all(head.as_bytes()).await.unwrap();
        for _ in 0..body {
            caller.write_all(&[b' '; 1_000]).await.unwrap();
        }
        let mut answer = String::new();
        while !answer.contains("\r\n\r\n") {
            let mut some = [0; 4_096];
            let read = caller.read(&mut some).await.unwrap();
            assert_ne!(read, 0, "the connection ended after {answer:?}");
            answer.push_str(&String::from_utf8_lossy(&some[..read]));
        }
        answer
    };
    let length = "content-length: 1500000\r\n\r\n";
    let head = format!("POST /api/v1/decisions HTTP/1.1\r\nhost: here\r\n{length}");
    let refused = told(&head, 1_500).await;
    assert!(refused.starts_with("HTTP/1.1 503"), "{refused}");
    assert!(refused.contains("retry-after: 1"), "{refused}");
    let well = told("GET /healthz HTTP/1.1\r\nhost: here\r\n\r\n", 0).await;
    assert!(well.contains("HTTP/1.1 200"), "{well}");
}

#[test]
fn nobody_watches_what_is_gone() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let pressure = Arc::new(Pressure::default());
    pressure.watch(runtime.handle().clone()).unwrap();
    drop(runtime);
    // A runtime that ended takes tasks, and never runs them.
    let began = Instant::now();
    while pressure.late.load(Ordering::Relaxed) < micros(EVERY) {
        assert!(began.elapsed() < Duration::from_secs(20), "it is noticed");
        thread::sleep(EVERY);
    }
    let gone = Arc::downgrade(&pressure);
    drop(pressure);
    while gone.strong_count() > 0 {
        assert!(began.elapsed() < Duration::from_secs(20), "it is let go");
        thread::sleep(EVERY);
    }
}
