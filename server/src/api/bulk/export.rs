//! The present state of everybody, streamed in constant memory.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::http::{HeaderValue, header};
use axum::response::Response;
use futures_util::{Stream, stream};
use mutual::access::Deed;
use mutual::id::CustomerId;
use serde::Serialize;
use tokio::runtime::Handle;
use tokio::sync::{OwnedSemaphorePermit, mpsc};
use utoipa::{IntoParams, ToSchema};

use crate::api::answer;
use crate::api::call::Call;
use crate::api::customers::ConsentsBody;
use crate::api::params::ReadQuery;
use crate::api::problem::{Code, Problem};
use crate::api::query::invalid;
use crate::beside::beside;

pub use super::everybody::{Export, ExportFormat};

/// How long a reader may take none of it before an export ends.
pub(in crate::api) const PATIENCE: Duration = Duration::from_secs(30);

/// What is written portion by portion.
pub(in crate::api) trait Portions: Send + 'static {
    /// What a portion is written from.
    type Read: Send + 'static;

    /// How it is read.
    fn reader(&self) -> impl FnOnce() -> Self::Read + Send + 'static;

    /// The next portion, from what was read; `None` behind the last one.
    ///
    /// # Errors
    ///
    /// As the writers say.
    fn write(&mut self, read: Self::Read) -> io::Result<Option<Vec<u8>>>;
}

/// Chunks as fast as a reader takes them, made beside what answers. A task makes them, because nobody
/// asks a body for more while its reader takes nothing: the task notices, and gives its permit back.
///
/// What is written is read among the answers, for that takes a lock which they need: whoever stands back
/// must not hold it.
pub(in crate::api) fn paced(
    mut portions: impl Portions,
    permit: OwnedSemaphorePermit,
    patience: Duration,
) -> impl Stream<Item = io::Result<Bytes>> {
    let (to, from) = mpsc::channel(1);
    let answering = Handle::current();
    beside().spawn(async move {
        let _permit = permit;
        loop {
            // Of several, each has its turn, however fast its reader is.
            tokio::task::yield_now().await;
            let read = portions.reader();
            let part = match answering.spawn(async move { read() }).await {
                Ok(read) => portions.write(read),
                Err(error) => Err(io::Error::other(error)),
            };
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

/// A line of an export, as `Export` writes it.
#[derive(Serialize, ToSchema)]
#[schema(as = ExportLine)]
struct LineBody<'a> {
    /// What she is called.
    #[schema(value_type = Vec<String>)]
    identifiers: Vec<&'a str>,
    #[serde(flatten)]
    consents: ConsentsBody<'a>,
}

/// How to export.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "describes what `export_everybody` reads")]
struct How {
    /// `ndjson`: a line for each customer; `csv`: a row for each customer and toggle.
    #[param(required = false, example = "ndjson", default = "ndjson")]
    format: String,
    /// Only customers behind this one (`cus_…`), in the order of their ids, to go on where an export
    /// broke off: the last one whose line you have whole; of CSV the last but one that you have, for
    /// the rows of the last may not all be there. CSV then comes without the row of column names.
    #[param(required = false, example = "cus_01KB3Y6V9Q8T5W2R7N4M1H0J3K")]
    after: String,
}

/// Export everybody's consent state
///
/// A line for each customer, with her identifiers and her state as `GET …/consents` tells it; or
/// a row for each customer and toggle, whose cells no spreadsheet takes for a formula. Each
/// customer's state is that of the moment when she is written. An export that breaks off goes on
/// with `after`.
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
    let query = call.query(&["format", "after", "min_index"])?;
    let (format, media, name) = match query.get("format") {
        None | Some("ndjson") => {
            let name = "attachment; filename=\"mutual.ndjson\"";
            (ExportFormat::Ndjson, "application/x-ndjson", name)
        }
        Some("csv") => {
            let name = "attachment; filename=\"mutual.csv\"";
            (
                ExportFormat::Csv,
                match query.get("after") {
                    None => "text/csv; charset=utf-8; header=present",
                    Some(_) => "text/csv; charset=utf-8; header=absent",
                },
                name,
            )
        }
        Some(_) => return Err(invalid("format", "use ndjson or csv")),
    };
    let after = query.get("after").map(|text| {
        let wrong = |_| invalid("after", "use the `customer` of a line that you have");
        text.parse::<CustomerId>().map_err(wrong)
    });
    let after = after.transpose()?;
    let index = call.index(&query).await?;
    let permit = place(&call)?;
    let export = Export::new(Arc::clone(&call.side().engine), format, after);
    let chunks = paced(export, permit, PATIENCE);
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

    /// So many lines.
    struct Lines(u64);

    impl Portions for Lines {
        type Read = ();

        fn reader(&self) -> impl FnOnce() + Send + 'static {
            || ()
        }

        fn write(&mut self, (): ()) -> io::Result<Option<Vec<u8>>> {
            let is_there = self.0 > 0;
            self.0 = self.0.saturating_sub(1);
            Ok(is_there.then(|| b"line".to_vec()))
        }
    }

    #[tokio::test]
    async fn an_export_that_nobody_reads_gives_its_place_back_and_is_not_whole() {
        let places = Arc::new(Semaphore::new(1));
        let permit = Arc::clone(&places).try_acquire_owned().unwrap();
        let mut chunks = Box::pin(paced(Lines(u64::MAX), permit, Duration::from_millis(50)));
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
        let chunks: Vec<_> = paced(Lines(3), permit, PATIENCE).collect().await;
        assert_eq!(chunks.len(), 3);
        assert!(chunks.iter().all(Result::is_ok));
    }
}
