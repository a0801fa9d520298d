//! What in propositions misleads, presses or leaves people in the dark.

use axum::http::StatusCode;
use axum::response::Response;
use mutual::access::Deed;
use mutual::use_cases::{House, findings, kept_so_far};
use serde_json::Value;
use tokio::sync::Semaphore;

use crate::api::call::Call;
use crate::api::problem::Problem;
use crate::api::{answer, json};
use crate::lint::{Linted, documents};
use crate::readability::Library;

/// So many are looked at once: the rest wait, and no check does.
static PLACES: Semaphore = Semaphore::const_new(1);

/// The most documents in one call.
const MOST: usize = 100;

/// Lint propositions
///
/// The same rules as in the studio and at publication. One document or an array of up to 100; what is
/// missing, empty or of the wrong kind is a finding and no error.
#[utoipa::path(
    post, path = "/api/v1/propositions/lint", tag = "Catalogue",
    request_body(content = Value, description = "A proposition, or an array of them."),
    responses(
        (status = 200, description = "What is to be mended, document by document.", body = Value,
         example = json!({"documents": [{"key": "recipe-ideas", "blocked": true, "findings": [{
             "rule": "L-V1", "level": "block", "field": "benefits[0].what", "span": [0, 17],
             "message": "Say how many and how often.", "suggestion": "Three recipes a week",
             "source": "CPRA regulations, 11 CCR § 7016"}]}]})),
    ),
    security(("oauth" = ["catalogue"]), ("bearer" = ["catalogue"])),
)]
pub(super) async fn lint_propositions(mut call: Call) -> Result<Response, Problem> {
    call.may(Deed::ReadCatalogue)?;
    let bytes = call.json_body().await?;
    let content: Value = json::parse(&bytes)?;
    let documents = documents(content);
    if documents.len() > MOST {
        let message = format!("lint at most {MOST} at once");
        return Err(Problem::invalid("documents", message));
    }
    let (index, now) = (call.engine().index(), call.engine().now());
    let catalogue = call.engine().catalogue();
    // The organisation is the installation's, and stands in the live database.
    let organisation = call.api.live.store.organisation().await?;
    let organisation = organisation.unwrap_or_default();
    let store = call.side().store.clone();
    let mut judged = Vec::with_capacity(documents.len());
    for document in documents {
        let kept = kept_so_far(store.as_ref(), &catalogue, &document, now).await?;
        judged.push((document, kept));
    }
    let _place = PLACES.acquire().await.map_err(|_| Problem::unexpected())?;
    // It reads every word of every document.
    let judged = tokio::task::spawn_blocking(move || {
        let judged = judged.into_iter().map(|(document, kept)| {
            let house = House {
                locales: &organisation.locales,
                kept,
            };
            let findings = findings(&document, &catalogue, house, &Library, now);
            (document, findings)
        });
        Linted::of(judged)
    });
    let linted = judged.await.map_err(|_| Problem::unexpected())?;
    Ok(answer::plain(StatusCode::OK, index, &linted))
}
