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
    let published = catalogue
        .propositions()
        .filter_map(|p| Some((p.key.as_str(), PropositionBody::of(p)?)));
    let page = Page::of(published, &query)?;
    Ok(answer::read(&call, index, answer::json(&page), None))
}
