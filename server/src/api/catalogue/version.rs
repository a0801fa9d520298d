//! One version of a proposition, word for word.

use axum::response::Response;
use mutual::access::Deed;

use crate::api::answer;
use crate::api::call::Call;
use crate::api::params::ReadQuery;
use crate::api::problem::{Code, Problem};
use crate::api::wire::VersionBody;

/// Where `{key}` stands in `/api/v1/propositions/{key}/versions/{n}`.
const KEY: usize = 4;
/// Where `{n}` stands in it.
const NUMBER: usize = 6;

/// Read a version of a proposition
///
/// What customers were shown and agreed to, word for word. A version never changes.
#[utoipa::path(
    get, path = "/api/v1/propositions/{key}/versions/{n}", tag = "Catalogue",
    params(
        ("key" = String, Path, description = "The key of the proposition.", example = "recipe-ideas"),
        ("n" = u32, Path, description = "The number of the version.", example = 1),
        ReadQuery,
    ),
    responses(
        (status = 200, description = "The version.", body = VersionBody),
        (status = 304, description = "Nothing changed since the tag you sent."),
        (status = 404, description = "There is no such proposition or version."),
    ),
    security(("oauth" = ["catalogue"]), ("bearer" = ["catalogue"])),
)]
pub(super) async fn find_version(call: Call) -> Result<Response, Problem> {
    call.may(Deed::ReadCatalogue)?;
    let query = call.query(&["min_index"])?;
    let index = call.index(&query).await?;
    let catalogue = call.engine().catalogue();
    let absent = || Problem::new(Code::NotFound, "there is no such version");
    let proposition = catalogue
        .proposition(&call.segment(KEY)?)
        .ok_or_else(absent)?;
    let number = call.segment(NUMBER)?.parse().map_err(|_| absent())?;
    let version = proposition.version(number).ok_or_else(absent)?;
    let body = VersionBody::of(proposition, version);
    Ok(answer::read(&call, index, answer::json(&body), None))
}
