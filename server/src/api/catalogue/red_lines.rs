//! The red lines: what no machine does, or none without a person, whatever anybody consented to.

use axum::response::Response;
use mutual::access::Deed;
use serde::Serialize;
use utoipa::ToSchema;

use crate::api::answer;
use crate::api::call::Call;
use crate::api::params::ReadQuery;
use crate::api::problem::Problem;
use crate::api::wire::{Moment, RedLineBody};

/// The red lines.
#[derive(Serialize, ToSchema)]
#[schema(as = RedLines)]
struct RedLinesBody {
    /// Those that hold, by their keys.
    items: Vec<RedLineBody>,
    /// The topics that lines ask for, now or from a moment to come: name these words in your questions.
    #[schema(example = json!(["credit", "emotion"]))]
    topics: Vec<String>,
    /// What is decided and does not hold yet, by its moment.
    coming: Vec<ComingBody>,
    /// The ledger index that this reflects.
    index: u64,
}

/// Something that is decided and does not hold yet.
#[derive(Serialize, ToSchema)]
#[schema(as = ComingRedLine)]
struct ComingBody {
    /// Which line.
    #[schema(example = "no-emotion-recognition")]
    key: String,
    /// From when.
    from: Moment,
    /// Whether it takes anything away from what holds now.
    weaker: bool,
    /// What then stands there; null where nothing does.
    line: Option<RedLineBody>,
}

/// List the red lines
///
/// What a check answers before it looks at consent: lines that deny, and lines for which a person has
/// to decide. Something weaker is listed under `coming` for at least 30 days before it holds.
#[utoipa::path(
    get, path = "/api/v1/red-lines", tag = "Catalogue",
    params(ReadQuery),
    responses(
        (status = 200, description = "All of them.", body = RedLinesBody),
        (status = 304, description = "Nothing changed since the tag you sent."),
    ),
    security(("oauth" = ["catalogue"]), ("bearer" = ["catalogue"])),
)]
pub(super) async fn list_red_lines(call: Call) -> Result<Response, Problem> {
    call.may(Deed::ReadCatalogue)?;
    let query = call.query(&["min_index"])?;
    let index = call.index(&query).await?;
    let catalogue = call.engine().catalogue();
    let (lines, now) = (catalogue.red_lines(), call.engine().now());
    let mut coming: Vec<_> = lines.changes_to_come(now).collect();
    coming.sort_by_key(|coming| coming.from);
    let coming = coming.into_iter().map(|coming| ComingBody {
        key: coming.key.to_string(),
        from: Moment(coming.from),
        weaker: coming.is_weaker(),
        line: coming.then.map(RedLineBody::from),
    });
    let body = RedLinesBody {
        items: lines.at(now).map(RedLineBody::from).collect(),
        topics: lines.topics(now).into_iter().map(str::to_owned).collect(),
        coming: coming.collect(),
        index,
    };
    Ok(answer::read(&call, index, answer::json(&body), None))
}
