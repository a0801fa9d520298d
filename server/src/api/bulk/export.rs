//! The present state of everybody, streamed in constant memory.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::http::{HeaderValue, header};
use axum::response::Response;
use futures_util::{Stream, stream};
use mutual::access::Deed;
use mutual::consent::{Customer, ExchangeView, view};
use mutual::id::CustomerId;
use mutual::port::Engine;
use serde::Serialize;
use tokio::sync::{OwnedSemaphorePermit, mpsc};
use utoipa::{IntoParams, ToSchema};

use crate::api::answer;
use crate::api::call::Call;
use crate::api::customers::ConsentsBody;
use crate::api::import_line::encode;
use crate::api::params::ReadQuery;
use crate::api::problem::{Code, Problem};
use crate::api::query::invalid;

/// How many customers are written at once; a check waits for no more than these.
const CHUNK: usize = 64;

/// How long a reader may take none of it before an export ends.
pub(in crate::api) const PATIENCE: Duration = Duration::from_secs(30);

/// The columns of an export as CSV.
const COLUMNS: [&str; 14] = [
    "customer",
    "identifiers",
    "paused",
    "proposition",
    "version",
    "toggle",
    "decision",
    "source",
    "phase",
    "legal_basis",
    "since",
    "toggle_version",
    "expires_at",
    "index",
];

/// How an export is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExportFormat {
    /// A JSON object a line, for each customer.
    Ndjson,
    /// A row for each customer and toggle.
    Csv,
}

/// An export under way.
pub struct Export {
    engine: Arc<dyn Engine>,
    format: ExportFormat,
    after: Option<CustomerId>,
    is_begun: bool,
}

impl Export {
    /// Begins an export of everybody.
    #[must_use]
    pub fn new(engine: Arc<dyn Engine>, format: ExportFormat) -> Self {
        Self {
            engine,
            format,
            after: None,
            is_begun: false,
        }
    }

    /// The next customers; `None` behind the last one. Customers come in the order of their ids,
    /// each with her state at the moment that she is written.
    ///
    /// # Errors
    ///
    /// As the writers say; writing to memory does not fail.
    pub fn next_chunk(&mut self) -> std::io::Result<Option<Vec<u8>>> {
        let index = self.engine.index();
        let customers = self.engine.customers(self.after, CHUNK);
        let is_first = !std::mem::replace(&mut self.is_begun, true);
        let Some(last) = customers.last() else {
            let names = is_first && self.format == ExportFormat::Csv;
            return if names {
                csv_rows(&[], true, index).map(Some)
            } else {
                Ok(None)
            };
        };
        self.after = Some(last.id);
        let (catalogue, now) = (self.engine.catalogue(), self.engine.now());
        let states: Vec<_> = customers
            .into_iter()
            .map(|customer| {
                let exchanges = view(&catalogue, &customer, now);
                (customer, exchanges)
            })
            .collect();
        match self.format {
            ExportFormat::Ndjson => Ok(Some(json_lines(&states, index))),
            ExportFormat::Csv => csv_rows(&states, is_first, index).map(Some),
        }
    }
}

/// Chunks as fast as a reader takes them. A task makes them, because nobody asks a body for more
/// while its reader takes nothing: the task notices, and gives its permit back.
pub(in crate::api) fn paced(
    mut next: impl FnMut() -> io::Result<Option<Vec<u8>>> + Send + 'static,
    permit: OwnedSemaphorePermit,
    patience: Duration,
) -> impl Stream<Item = io::Result<Bytes>> {
    let (to, from) = mpsc::channel(1);
    tokio::spawn(async move {
        let _permit = permit;
        loop {
            // Others come first, however fast the reader is.
            tokio::task::yield_now().await;
            let part = next();
            let is_last = !matches!(part, Ok(Some(_)));
            if to.send_timeout(part, patience).await.is_err() || is_last {
                return;
            }
        }
    });
    stream::unfold(Some(from), |from| async move {
        let mut from = from?;
        match from.recv().await {
            Some(Ok(Some(chunk))) => Some((Ok(Bytes::from(chunk)), Some(from))),
            Some(Ok(None)) => None,
            Some(Err(error)) => Some((Err(error), None)),
            // What was cut must not look whole.
            None => Some((Err(io::ErrorKind::TimedOut.into()), None)),
        }
    })
}

type State = (Arc<Customer>, Vec<ExchangeView>);

/// A line of an export.
#[derive(Serialize, ToSchema)]
#[schema(as = ExportLine)]
struct LineBody<'a> {
    /// What she is called.
    #[schema(value_type = Vec<String>)]
    identifiers: Vec<&'a str>,
    #[serde(flatten)]
    consents: ConsentsBody<'a>,
}

fn json_lines(states: &[State], index: u64) -> Vec<u8> {
    let mut out = Vec::with_capacity(states.len() * 2_048);
    for (customer, exchanges) in states {
        let line = LineBody {
            identifiers: customer.identifiers.iter().map(|id| id.as_str()).collect(),
            consents: ConsentsBody::of(customer, exchanges, index),
        };
        out.extend_from_slice(&answer::json(&line));
        out.push(b'\n');
    }
    out
}

fn csv_rows(states: &[State], names: bool, index: u64) -> std::io::Result<Vec<u8>> {
    let mut rows = csv::Writer::from_writer(Vec::with_capacity(states.len() * 2_048));
    if names {
        rows.write_record(COLUMNS)?;
    }
    let index = index.to_string();
    for (customer, exchanges) in states {
        let id = customer.id.to_string();
        let identifiers: Vec<_> = customer
            .identifiers
            .iter()
            .map(|i| encode(i.as_str()))
            .collect();
        let identifiers = identifiers.join(" ");
        let paused = customer.state.paused_since.is_some().to_string();
        for exchange in exchanges {
            let version = exchange.version.to_string();
            for (toggle, state) in &exchange.toggles {
                let text = |time: Option<mutual::clock::Timestamp>| {
                    time.map(|time| time.to_string()).unwrap_or_default()
                };
                let on_version = state.version.map(|version| version.to_string());
                let row: [&str; COLUMNS.len()] = [
                    &id,
                    &identifiers,
                    &paused,
                    &exchange.proposition,
                    &version,
                    &toggle.to_string(),
                    state.decision.word(),
                    state.source.word(),
                    state.phase.word(),
                    state.legal_basis.word(),
                    &text(state.since),
                    &on_version.unwrap_or_default(),
                    &text(state.expires_at),
                    &index,
                ];
                rows.write_record(row)?;
            }
        }
    }
    rows.into_inner().map_err(csv::IntoInnerError::into_error)
}

/// How to export.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "describes what `export_everybody` reads")]
struct How {
    /// `ndjson`: a line for each customer; `csv`: a row for each customer and toggle.
    #[param(required = false, example = "ndjson", default = "ndjson")]
    format: String,
}

/// Export everybody's consent state
///
/// A line for each customer, with her identifiers and her state as `GET …/consents` tells it; or
/// a row for each customer and toggle. Each customer's state is that of the moment when she is
/// written.
#[utoipa::path(
    get, path = "/api/v1/export", tag = "Bulk",
    params(How, ReadQuery),
    responses(
        (status = 200, description = "Everybody.", content(
            (LineBody = "application/x-ndjson"), (String = "text/csv"),
        )),
    ),
    security(("oauth" = ["admin"]), ("bearer" = ["admin"])),
)]
pub(super) async fn export_everybody(call: Call) -> Result<Response, Problem> {
    call.may(Deed::Export)?;
    let query = call.query(&["format", "min_index"])?;
    let (format, media, name) = match query.get("format") {
        None | Some("ndjson") => {
            let name = "attachment; filename=\"mutual.ndjson\"";
            (ExportFormat::Ndjson, "application/x-ndjson", name)
        }
        Some("csv") => {
            let name = "attachment; filename=\"mutual.csv\"";
            (
                ExportFormat::Csv,
                "text/csv; charset=utf-8; header=present",
                name,
            )
        }
        Some(_) => return Err(invalid("format", "use ndjson or csv")),
    };
    let index = call.index(&query).await?;
    let permit = place(&call)?;
    let mut export = Export::new(Arc::clone(&call.side().engine), format);
    let chunks = paced(move || export.next_chunk(), permit, PATIENCE);
    let mut response = Response::new(Body::from_stream(chunks));
    answer::reflect(&mut response, index);
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media));
    headers.insert(header::CONTENT_DISPOSITION, HeaderValue::from_static(name));
    Ok(response)
}

/// A place among those who read everybody.
///
/// # Errors
///
/// 503 where as many as may are reading already.
pub(in crate::api) fn place(call: &Call) -> Result<OwnedSemaphorePermit, Problem> {
    let busy = |_| {
        let detail = "other exports are running; each takes memory and time from the checks";
        Problem::new(Code::Overloaded, detail).retry_after(5)
    };
    let places = if call.caller.client.test {
        &call.api.test_exports
    } else {
        &call.api.exports
    };
    Arc::clone(places).try_acquire_owned().map_err(busy)
}

#[cfg(test)]
mod tests {
    use futures_util::StreamExt as _;
    use tokio::sync::Semaphore;

    use super::*;

    #[tokio::test]
    async fn an_export_that_nobody_reads_gives_its_place_back_and_is_not_whole() {
        let places = Arc::new(Semaphore::new(1));
        let permit = Arc::clone(&places).try_acquire_owned().unwrap();
        let endless = || Ok(Some(b"line".to_vec()));
        let mut chunks = Box::pin(paced(endless, permit, Duration::from_millis(50)));
        for _ in 0..100 {
            assert_eq!(chunks.next().await.unwrap().unwrap(), "line");
        }
        assert_eq!(places.available_permits(), 0);
        // The reader takes no more.
        _ = places.acquire().await.unwrap();
        let mut last = None;
        while let Some(chunk) = chunks.next().await {
            last = Some(chunk);
        }
        let error = last.unwrap().unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::TimedOut);
    }

    #[tokio::test]
    async fn an_export_that_is_read_to_its_end_is_whole() {
        let places = Arc::new(Semaphore::new(1));
        let permit = Arc::clone(&places).try_acquire_owned().unwrap();
        let mut left = 3;
        let next = move || {
            left -= 1;
            Ok((left >= 0).then(|| vec![b'x']))
        };
        let chunks: Vec<_> = paced(next, permit, PATIENCE).collect().await;
        assert_eq!(chunks.len(), 3);
        assert!(chunks.iter().all(Result::is_ok));
    }
}
