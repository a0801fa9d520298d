//! Bad networks and bad servers: what a client has to bear.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::response::Response;
use http_body_util::BodyExt as _;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

/// An answer that is written beforehand.
#[derive(Clone)]
pub struct Says {
    /// The status.
    pub status: u16,
    /// Headers.
    pub headers: Vec<(&'static str, String)>,
    /// The body; what it is a stream of does not end.
    pub body: String,
    /// Whether the answer is left open behind its body.
    pub stays_open: bool,
}

/// An answer as JSON.
pub fn says(status: u16, body: impl ToString) -> Says {
    Says {
        status,
        headers: vec![("content-type", "application/json".to_owned())],
        body: body.to_string(),
        stays_open: false,
    }
}

/// A request that came.
#[derive(Clone, Debug)]
pub struct Asked {
    /// Path and query.
    pub path: String,
    /// The idempotency key.
    pub key: Option<String>,
    /// The authorization.
    pub bearer: String,
    /// The body.
    pub body: Bytes,
}

/// A server that answers what it was told to, one after the other, and the last one again and again.
#[derive(Clone)]
pub struct Fake {
    /// Its address.
    pub url: String,
    answers: Arc<Mutex<VecDeque<Says>>>,
    asked: Arc<Mutex<Vec<Asked>>>,
}

impl Fake {
    /// One that answers this.
    pub async fn start(answers: impl IntoIterator<Item = Says>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let fake = Self {
            url: format!("http://{}", listener.local_addr().unwrap()),
            answers: Arc::new(Mutex::new(answers.into_iter().collect())),
            asked: Arc::default(),
        };
        let router = Router::new().fallback(answer).with_state(fake.clone());
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        fake
    }

    /// Goes on with these; what it repeats at present comes once more at most.
    pub fn goes_on_with(&self, answers: impl IntoIterator<Item = Says>) {
        self.answers.lock().unwrap().extend(answers);
    }

    /// What came so far.
    pub fn asked(&self) -> Vec<Asked> {
        self.asked.lock().unwrap().clone()
    }
}

async fn answer(State(fake): State<Fake>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let header = |name: &str| {
        let value = parts.headers.get(name);
        value.map(|value| value.to_str().unwrap().to_owned())
    };
    let asked = Asked {
        path: parts.uri.path_and_query().unwrap().to_string(),
        key: header("idempotency-key"),
        bearer: header("authorization").unwrap_or_default(),
        body: body.collect().await.unwrap().to_bytes(),
    };
    fake.asked.lock().unwrap().push(asked);
    let says = {
        let mut answers = fake.answers.lock().unwrap();
        let says = answers.front().cloned().unwrap();
        if answers.len() > 1 {
            answers.pop_front();
        }
        says
    };
    let mut response = Response::builder().status(says.status);
    for (name, value) in says.headers {
        response = response.header(name, value);
    }
    let body = if says.stays_open {
        use futures_util::StreamExt as _;
        let first = futures_util::stream::iter([Ok::<_, std::io::Error>(Bytes::from(says.body))]);
        Body::from_stream(first.chain(futures_util::stream::pending()))
    } else {
        Body::from(says.body)
    };
    response.body(body).unwrap()
}

/// A way to a server that breaks when a story says so, and leads elsewhere when that moves.
pub struct Way {
    /// Where it begins.
    pub url: String,
    to: Arc<Mutex<String>>,
    cuts: watch::Sender<u32>,
}

impl Way {
    /// To the server at this address.
    pub async fn to(url: &str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let begins = format!("http://{}", listener.local_addr().unwrap());
        let to = Arc::new(Mutex::new(url.to_owned()));
        let cuts = watch::Sender::new(0);
        let (target, cutting) = (Arc::clone(&to), cuts.clone());
        tokio::spawn(async move {
            while let Ok((near, _)) = listener.accept().await {
                let target = target.lock().unwrap().clone();
                let mut cut = cutting.subscribe();
                cut.borrow_and_update();
                tokio::spawn(async move {
                    tokio::select! {
                        () = carry(near, target) => {}
                        _ = cut.changed() => {}
                    }
                });
            }
        });
        Self {
            url: begins,
            to,
            cuts,
        }
    }

    /// Every connection breaks.
    pub fn breaks(&self) {
        self.cuts.send_modify(|cuts| *cuts += 1);
    }

    /// From now on it leads there.
    pub fn leads_to(&self, url: &str) {
        *self.to.lock().unwrap() = url.to_owned();
        self.breaks();
    }
}

async fn carry(mut near: TcpStream, target: String) {
    let host = target.strip_prefix("http://").unwrap();
    if let Ok(mut far) = TcpStream::connect(host).await {
        _ = tokio::io::copy_bidirectional(&mut near, &mut far).await;
    }
}
