//! What in propositions misleads, presses or leaves people in the dark.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use mutual::access::Deed;
use mutual::use_cases::{House, findings, kept_so_far};
use mutual_app::Language;
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
/// missing, empty or of the wrong kind is a finding and no error. The sentences are in English, or in
/// German or Arabic for whoever asks for it.
#[utoipa::path(
    post, path = "/api/v1/propositions/lint", tag = "Catalogue",
    params(
        ("Accept-Language" = Option<String>, Header,
         description = "The languages of the sentences, the most wanted first (RFC 9110, 12.5.4): `en`, `de` or `ar`; English where none of them is known.",
         example = "de-AT, en;q=0.5"),
    ),
    request_body(content = Value, description = "A proposition, or an array of them."),
    responses(
        (status = 200, description = "What is to be mended, document by document.", body = Value,
         headers(
             ("Content-Language" = String, description = "The language of the sentences: `en`, `de` or `ar`."),
             ("Vary" = String, description = "`Accept-Language`"),
         ),
         example = json!({"documents": [{"key": "recipe-ideas", "blocked": true, "findings": [{
             "rule": "L-V1", "level": "block", "field": "benefits[0].what", "span": [0, 17],
             "message": "Say how many and how often.",
             "reason": "People can check a promise only if they can count it.",
             "suggestion": "Three recipes a week",
             "source": "CPRA regulations, 11 CCR § 7016",
             "link": "https://www.law.cornell.edu/regulations/california/11-CCR-7016"}]}]})),
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
    let accepted = call.headers().get(header::ACCEPT_LANGUAGE);
    let language = Language::wanted(accepted.and_then(|accepted| accepted.to_str().ok()));
    let (index, now) = (call.engine().index(), call.engine().now());
    let catalogue = call.engine().catalogue();
    // The organisation is the installation's, and stands in the live database.
    let organisation = call.api.live.store.organisation().await?;
    let organisation = organisation.unwrap_or_default();
    let store = call.side().store.clone();
    let mut judged = Vec::with_capacity(documents.len());
    for document in documents {
        let kept = kept_so_far(store.as_ref(), call.engine(), &document, now).await?;
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
        Linted::of(judged, language.tongue())
    });
    let linted = judged.await.map_err(|_| Problem::unexpected())?;
    let mut answer = answer::plain(StatusCode::OK, index, &linted);
    let headers = answer.headers_mut();
    let tag = HeaderValue::from_static(language.tag());
    headers.insert(header::CONTENT_LANGUAGE, tag);
    let varies = HeaderValue::from_static("Accept-Language");
    headers.insert(header::VARY, varies);
    Ok(answer)
}
