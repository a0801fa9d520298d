//! The models that questions and proposals name.

use mutual::use_cases::{Reading, Standings, model_standings};

use crate::api::call::Call;
use crate::api::problem::Problem;

/// How these models stand now, by their keys: one look at the store for all of them, and none where
/// nobody names one.
pub(super) async fn stand<'a>(
    call: &Call,
    named: impl Iterator<Item = &'a str>,
) -> Result<Standings, Problem> {
    let (store, now) = (&call.side().store, call.engine().now());
    let found = model_standings(store.as_ref(), named, now).await;
    found.map_err(|error| Problem::from(Reading::Store(error)))
}
