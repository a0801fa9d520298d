//! A program of somebody else's that webhooks are sent to.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};
use serde_json::Value;
use tokio::sync::Notify;

/// What it answers to one message.
#[derive(Clone, Copy, Debug)]
pub enum Answers {
    /// With this status.
    Status(u16),
    /// With this status and these words.
    Says(u16, &'static str),
    /// With this status, and that it wants rest for so many seconds.
    Rest(u16, u32),
    /// With this status, after so many milliseconds.
    Late(u16, u64),
    /// Never.
    Silence,
}

/// One message that came.
#[derive(Clone, Debug)]
pub struct Came {
    /// Its headers.
    pub headers: HeaderMap,
    /// Its bytes.
    pub body: Bytes,
}

impl Came {
    /// What it says.
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }

    /// Its id.
    pub fn id(&self) -> &str {
        self.headers["webhook-id"].to_str().unwrap()
    }

    /// What sort of entry it is about.
    pub fn kind(&self) -> String {
        self.json()["type"].as_str().unwrap().to_owned()
    }

    /// The entry's index.
    pub fn index(&self) -> u64 {
        self.json()["data"]["index"].as_u64().unwrap()
    }
}

#[derive(Default)]
struct Inside {
    came: Mutex<Vec<Came>>,
    answers: Mutex<VecDeque<Answers>>,
    always: Mutex<Option<Answers>>,
    /// The entry at which it fails, whatever it answers to others, and how.
    poison: Mutex<Option<(u64, Answers)>>,
    news: Notify,
}

/// The program.
pub struct Receiver {
    /// Its address.
    pub url: String,
    inside: Arc<Inside>,
    serving: tokio::task::JoinHandle<()>,
}

impl Drop for Receiver {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

impl Receiver {
    /// It listens, and says yes to everything.
    pub async fn start() -> Self {
        let inside = Arc::new(Inside::default());
        let router = Router::new().fallback(take).with_state(inside.clone());
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/hooks", listener.local_addr().unwrap());
        let serving = tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        Self {
            url,
            inside,
            serving,
        }
    }

    /// Where it listens, as a server is told of whom it may reach.
    pub fn host(&self) -> &str {
        let host = self.url.strip_prefix("http://").unwrap();
        host.strip_suffix("/hooks").unwrap()
    }

    /// What it answers to the next messages, one each.
    pub fn next(&self, answers: &[Answers]) {
        self.inside.answers.lock().unwrap().extend(answers);
    }

    /// What it answers to all others from now on.
    pub fn always(&self, answers: Answers) {
        *self.inside.always.lock().unwrap() = Some(answers);
    }

    /// It answers 500 to what is told of that entry, and to nothing else, from now on.
    pub fn never_takes(&self, index: u64) {
        self.always_at(index, Answers::Status(500));
    }

    /// What it answers to what is told of that entry, and to nothing else, from now on.
    pub fn always_at(&self, index: u64, answers: Answers) {
        *self.inside.poison.lock().unwrap() = Some((index, answers));
    }

    /// There is no entry any more at which it fails.
    pub fn takes_all(&self) {
        *self.inside.poison.lock().unwrap() = None;
    }

    /// What came so far.
    pub fn came(&self) -> Vec<Came> {
        self.inside.came.lock().unwrap().clone()
    }

    /// Waits until so many messages came that `wanted` says yes to; those.
    pub async fn until(&self, many: usize, wanted: impl Fn(&Came) -> bool) -> Vec<Came> {
        let enough = async {
            loop {
                let news = self.inside.news.notified();
                let came: Vec<_> = self
                    .came()
                    .into_iter()
                    .filter(|came| wanted(came))
                    .collect();
                if came.len() >= many {
                    return came;
                }
                news.await;
            }
        };
        let waited = tokio::time::timeout(Duration::from_secs(30), enough).await;
        waited.unwrap_or_else(|_| panic!("{many} were wanted of {:#?}", self.came()))
    }
}

async fn take(State(inside): State<Arc<Inside>>, headers: HeaderMap, body: Bytes) -> Response {
    let came = Came { headers, body };
    // It says whom it was about, as programs do.
    let said = came.json()["data"]["customer"].to_string();
    let index = came.json()["data"]["index"].as_u64();
    inside.came.lock().unwrap().push(came);
    inside.news.notify_waiters();
    let poison = *inside.poison.lock().unwrap();
    let poison = poison.filter(|(at, _)| Some(*at) == index);
    let answer = match poison {
        Some((_, answer)) => answer,
        None => {
            let next = inside.answers.lock().unwrap().pop_front();
            let always = *inside.always.lock().unwrap();
            next.or(always).unwrap_or(Answers::Status(200))
        }
    };
    match answer {
        Answers::Status(status) => (StatusCode::from_u16(status).unwrap(), said).into_response(),
        Answers::Rest(status, seconds) => {
            let rest = [("retry-after", seconds.to_string())];
            (StatusCode::from_u16(status).unwrap(), rest).into_response()
        }
        Answers::Late(status, millis) => {
            tokio::time::sleep(Duration::from_millis(millis)).await;
            StatusCode::from_u16(status).unwrap().into_response()
        }
        Answers::Says(status, words) => {
            (StatusCode::from_u16(status).unwrap(), words).into_response()
        }
        Answers::Silence => std::future::pending().await,
    }
}
