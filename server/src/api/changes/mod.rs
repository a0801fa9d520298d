//! The change feed: the ledger's entries, dense and in order.

mod directory;
mod mirror;
mod read;
mod stream;

use std::sync::Arc;
use std::sync::atomic::Ordering;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::Api;
use super::clients::Use;
use super::problem::{Code, Problem};

/// The most requests of one client that wait for changes.
const PLACES: u32 = 64;

/// The endpoints.
pub(super) fn router() -> OpenApiRouter<Arc<Api>> {
    OpenApiRouter::new()
        .routes(routes!(read::read_changes))
        .routes(routes!(stream::stream_changes))
        .routes(routes!(mirror::read_mirror))
}

/// A client's place among those who wait for changes, for as long as it waits.
struct Place(Arc<Use>);

impl Place {
    fn take(of: &Arc<Use>) -> Result<Self, Problem> {
        if of.polls.fetch_add(1, Ordering::Relaxed) >= PLACES {
            of.polls.fetch_sub(1, Ordering::Relaxed);
            let detail = format!("at most {PLACES} requests of one client wait at once");
            return Err(Problem::new(Code::TooManyRequests, detail).retry_after(1));
        }
        Ok(Self(Arc::clone(of)))
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.0.polls.fetch_sub(1, Ordering::Relaxed);
    }
}
