//! The purposes of the registry.

use axum::response::Response;
use mutual::access::Deed;
use mutual::catalogue::{Labels, Purpose};
use serde::Serialize;
use utoipa::ToSchema;

use super::{ListQuery, PARAMETERS, Page};
use crate::api::answer;
use crate::api::call::Call;
use crate::api::params::ReadQuery;
use crate::api::problem::Problem;

/// Why data is processed.
#[derive(Serialize, ToSchema)]
#[schema(as = Purpose)]
struct PurposeBody<'a> {
    /// Its id: what a check gives as `purpose`.
    #[schema(value_type = String, example = "recommendations")]
    id: &'a str,
    /// The field's term.
    #[schema(value_type = String)]
    name: &'a str,
    /// What a customer reads, in English.
    #[schema(value_type = String)]
    label: &'a str,
    /// What she reads in other languages, by their tags (BCP 47).
    #[schema(value_type = HashMap<String, String>, example = json!({"de": "Angebote und Rabatte"}))]
    labels: &'a Labels,
    /// The term of the W3C Data Privacy Vocabulary.
    #[schema(value_type = String, format = "uri")]
    dpv: &'a str,
}

impl<'a> From<&'a Purpose> for PurposeBody<'a> {
    fn from(purpose: &'a Purpose) -> Self {
        Self {
            id: &purpose.id,
            name: &purpose.name,
            label: &purpose.label,
            labels: &purpose.labels,
            dpv: &purpose.dpv,
        }
    }
}

/// List the purposes
#[utoipa::path(
    get, path = "/api/v1/purposes", tag = "Catalogue",
    params(ListQuery, ReadQuery),
    responses(
        (status = 200, description = "A page of purposes.", body = Page<PurposeBody>),
        (status = 304, description = "Nothing changed since the tag you sent."),
    ),
    security(("oauth" = ["catalogue"]), ("bearer" = ["catalogue"])),
)]
pub(super) async fn list_purposes(call: Call) -> Result<Response, Problem> {
    call.may(Deed::ReadCatalogue)?;
    let query = call.query(PARAMETERS)?;
    let index = call.index(&query).await?;
    let catalogue = call.engine().catalogue();
    let purposes = catalogue.registry().purposes();
    let page = Page::of(
        purposes.map(|p| (p.id.as_str(), PurposeBody::from(p))),
        &query,
    )?;
    Ok(answer::read(&call, index, answer::json(&page), None))
}
