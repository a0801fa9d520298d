//! The way of a message out of the house.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use async_trait::async_trait;
use axum::body::Bytes;
use axum::http::{HeaderName, HeaderValue, header};
use mutual::ledger::Entry;
use mutual::port::{Carried, Courier, Engine, Message};
use mutual::webhook::Outcome;
use tokio::sync::watch;

use super::message;
use crate::outbound::Outbound;

/// Who asks.
const AGENT: HeaderValue =
    HeaderValue::from_static(concat!("Mutual-Webhooks/", env!("CARGO_PKG_VERSION")));
const JSON: HeaderValue = HeaderValue::from_static("application/json");

/// Carries messages over HTTP.
pub struct Carriage {
    outbound: Outbound,
    news: watch::Sender<u64>,
    /// How many deliveries wait in memory, of all addresses of the live side.
    held: Arc<AtomicU64>,
    /// The same of the test side.
    held_of_test: Arc<AtomicU64>,
}

/// How many deliveries one address holds in memory, as a part of all of its side.
pub(super) struct Held {
    all: Arc<AtomicU64>,
    mine: u64,
}

impl Held {
    /// So many are held from now on.
    pub(super) fn are(&mut self, count: usize) {
        let count = u64::try_from(count).unwrap_or(u64::MAX);
        self.all.fetch_add(count, Ordering::Relaxed);
        self.all.fetch_sub(self.mine, Ordering::Relaxed);
        self.mine = count;
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        self.are(0);
    }
}

impl Carriage {
    /// By this way out.
    #[must_use]
    pub fn new(outbound: Outbound) -> Self {
        Self {
            outbound,
            news: watch::Sender::new(0),
            held: Arc::default(),
            held_of_test: Arc::default(),
        }
    }

    /// For one more address that holds deliveries, of the test side where `is_test`.
    pub(super) fn holding(&self, is_test: bool) -> Held {
        let all = if is_test {
            &self.held_of_test
        } else {
            &self.held
        };
        Held {
            all: Arc::clone(all),
            mine: 0,
        }
    }

    /// Writes the figures in the text format of Prometheus, version 0.0.4.
    pub fn write(&self, out: &mut String) {
        use std::fmt::Write as _;
        let of_test = self.held_of_test.load(Ordering::Relaxed);
        let held = self.held.load(Ordering::Relaxed).saturating_add(of_test);
        // Writing to a string does not fail.
        _ = writeln!(
            out,
            "# HELP mutual_webhooks_held Messages for webhooks that wait in memory.\n\
             # TYPE mutual_webhooks_held gauge\nmutual_webhooks_held {held}\n\
             # HELP mutual_webhooks_held_of_test Those of them that are about test customers.\n\
             # TYPE mutual_webhooks_held_of_test gauge\nmutual_webhooks_held_of_test {of_test}"
        );
    }

    /// Changes with each [`Courier::wake`], so that none is missed by whoever is busy.
    pub(super) fn news(&self) -> watch::Receiver<u64> {
        self.news.subscribe()
    }
}

#[async_trait]
impl Courier for Carriage {
    fn vet(&self, text: &str) -> Result<String, String> {
        let url = self.outbound.check(text);
        url.map(String::from).map_err(|fault| fault.to_string())
    }

    fn body(&self, engine: &dyn Engine, entry: &Entry) -> Vec<u8> {
        message::body(engine, entry)
    }

    fn headers(&self, id: &str) -> Vec<(String, String)> {
        let headers = lasting(id);
        let texts = headers.iter().map(|(name, value)| {
            let value = value.to_str().unwrap_or_default();
            (name.to_string(), value.to_owned())
        });
        texts.collect()
    }

    async fn carry(&self, url: &str, message: Message) -> Carried {
        let headers = headers(&message);
        let began = tokio::time::Instant::now();
        let answered = match self.outbound.check(url) {
            Ok(url) => {
                let body = Bytes::from(message.body);
                let answered = self.outbound.post(&url, headers, body).await;
                answered.map_err(|error| error.to_string())
            }
            // The list of single hosts got shorter since.
            Err(fault) => Err(fault.to_string()),
        };
        let took_ms = u32::try_from(began.elapsed().as_millis()).unwrap_or(u32::MAX);
        match answered {
            Ok(answer) => Carried {
                rest_s: answer
                    .retry_after
                    .map(|rest| u32::try_from(rest.as_secs()).unwrap_or(u32::MAX)),
                outcome: Outcome::Answered(answer.status, answer.body),
                took_ms,
            },
            Err(why) => Carried {
                outcome: Outcome::NotSent(why),
                took_ms,
                rest_s: None,
            },
        }
    }

    fn wake(&self) {
        self.news
            .send_modify(|times| *times = times.wrapping_add(1));
    }
}

/// The headers of a message (Standard Webhooks).
fn headers(message: &Message) -> Vec<(HeaderName, HeaderValue)> {
    let seconds = message.at.as_millis().div_euclid(1_000).to_string();
    let mut headers = lasting(&message.id);
    headers.extend(header("webhook-timestamp", &seconds));
    headers.extend(header("webhook-signature", &message.signature));
    headers
}

/// Those of them that stay as they are however often it goes.
fn lasting(id: &str) -> Vec<(HeaderName, HeaderValue)> {
    let mut headers = vec![(header::USER_AGENT, AGENT), (header::CONTENT_TYPE, JSON)];
    headers.extend(header("webhook-id", id));
    headers
}

/// A header. What stands in ours are letters of ASCII, so that none is left out.
fn header(name: &'static str, text: &str) -> Option<(HeaderName, HeaderValue)> {
    let value = HeaderValue::from_str(text).ok()?;
    Some((HeaderName::from_static(name), value))
}
