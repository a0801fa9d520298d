//! Every proposition that was ever published.

use axum::response::Response;
use mutual::access::Deed;

use super::{ListQuery, PARAMETERS, Page};
use crate::api::answer;
use crate::api::call::Call;
use crate::api::params::ReadQuery;
use crate::api::problem::Problem;
use crate::api::wire::PropositionBody;

/// List the propositions
///
/// In the order that customers see them; ordinary exchanges come before special ones.
#[utoipa::path(
    get, path = "/api/v1/propositions", tag = "Catalogue",
    params(ListQuery, ReadQuery),
    responses(
        (status = 200, description = "A page of propositions.", body = Page<PropositionBody>),
        (status = 304, description = "Nothing changed since the tag you sent."),
    ),
    security(("oauth" = ["catalogue"]), ("bearer" = ["catalogue"])),
)]
pub(super) async fn list_propositions(call: Call) -> Result<Response, Problem> {
    call.may(Deed::ReadCatalogue)?;
    let query = call.query(PARAMETERS)?;
    let index = call.index(&query).await?;
    let catalogue = call.engine().catalogue();
    let known = catalogue.propositions().filter_map(|proposition| {
        let newest = proposition.versions().last()?;
        Some((proposition, newest))
    });
    let known: Vec<_> = known.collect();
    // What is told of one follows from its newest version and from which one is live.
    let state: Vec<_> = known
        .iter()
        .map(|(proposition, newest)| (newest.hash, proposition.live().map(|live| live.number)))
        .collect();
    let which = (query.get("limit"), query.get("after"));
    let named = known.iter().map(|(known, _)| (known.key.as_str(), *known));
    let page = Page::of(named, &query)?;
    Ok(answer::read_state(&call, index, &(state, which), || {
        let items = page.items.iter().filter_map(|p| PropositionBody::of(p));
        answer::json(&Page {
            items: items.collect(),
            next: page.next.clone(),
        })
    }))
}
