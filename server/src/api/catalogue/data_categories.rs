//! The data categories of the registry.

use axum::response::Response;
use mutual::access::Deed;
use mutual::catalogue::{DataCategory, Labels};
use serde::Serialize;
use utoipa::ToSchema;

use super::{ListQuery, PARAMETERS, Page};
use crate::api::answer;
use crate::api::call::Call;
use crate::api::params::ReadQuery;
use crate::api::problem::Problem;
use crate::api::wire::{OriginWord, SensitivityWord};

/// A kind of data.
#[derive(Serialize, ToSchema)]
#[schema(as = DataCategory)]
struct CategoryBody<'a> {
    /// Its id: what a check gives in `data`.
    #[schema(value_type = String, example = "orders")]
    id: &'a str,
    /// The field's term.
    #[schema(value_type = String)]
    name: &'a str,
    /// What a customer reads, in English.
    #[schema(value_type = String)]
    label: &'a str,
    /// What she reads in other languages, by their tags (BCP 47).
    #[schema(value_type = HashMap<String, String>, example = json!({"de": "Ihre bisherigen Bestellungen"}))]
    labels: &'a Labels,
    origin: OriginWord,
    sensitivity: SensitivityWord,
    /// The term of the W3C Data Privacy Vocabulary.
    #[schema(value_type = String, format = "uri")]
    dpv: &'a str,
}

impl<'a> From<&'a DataCategory> for CategoryBody<'a> {
    fn from(category: &'a DataCategory) -> Self {
        Self {
            id: &category.id,
            name: &category.name,
            label: &category.label,
            labels: &category.labels,
            origin: OriginWord(category.origin),
            sensitivity: SensitivityWord(category.sensitivity),
            dpv: &category.dpv,
        }
    }
}

/// List the data categories
#[utoipa::path(
    get, path = "/api/v1/data-categories", tag = "Catalogue",
    params(ListQuery, ReadQuery),
    responses(
        (status = 200, description = "A page of data categories.", body = Page<CategoryBody>),
        (status = 304, description = "Nothing changed since the tag you sent."),
    ),
    security(("oauth" = ["catalogue"]), ("bearer" = ["catalogue"])),
)]
pub(super) async fn list_data_categories(call: Call) -> Result<Response, Problem> {
    call.may(Deed::ReadCatalogue)?;
    let query = call.query(PARAMETERS)?;
    let index = call.index(&query).await?;
    let catalogue = call.engine().catalogue();
    let categories = catalogue.registry().categories();
    let page = Page::of(
        categories.map(|c| (c.id.as_str(), CategoryBody::from(c))),
        &query,
    )?;
    Ok(answer::read(&call, index, answer::json(&page), None))
}
