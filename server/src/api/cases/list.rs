//! List what waits for a person, or what people decided.

use axum::response::Response;
use mutual::access::Deed;
use mutual::clock::Timestamp;
use mutual::id::CaseId;
use mutual::port::CaseFilter;
use mutual::use_cases::QUEUE;
use serde::Serialize;
use utoipa::{IntoParams, ToSchema};

use super::cases;
use super::shape::CaseBody;
use crate::api::call::Call;
use crate::api::params::ReadQuery;
use crate::api::problem::Problem;
use crate::api::query::invalid;
use crate::api::{answer, reference};

/// Which cases.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "describes what `list_cases` reads")]
struct Which {
    /// `open` by their deadline, or `decided` with the newest first.
    #[param(
        required = false,
        default = "open",
        pattern = "^(open|decided)$",
        example = "open"
    )]
    state: String,
    /// Those of this team.
    #[param(
        required = false,
        max_length = 64,
        pattern = "^[a-z0-9][a-z0-9_-]*$",
        example = "front_desk"
    )]
    team: String,
    /// Those of this customer: `cus_…`, or one of her identifiers.
    #[param(required = false, example = "crm:42")]
    customer: String,
    /// The most on the page.
    #[param(required = false, minimum = 1, maximum = 100, default = 100)]
    limit: u32,
    /// The `next` of the page before.
    #[param(required = false)]
    after: String,
}

/// A page of cases.
#[derive(Serialize, ToSchema)]
#[schema(as = Cases)]
struct CasesBody<'a> {
    items: Vec<CaseBody<'a>>,
    /// What to give as `after` for the next page; null on the last one.
    next: Option<String>,
}

/// List cases
///
/// What waits comes by its deadline.
#[utoipa::path(
    get, path = "/api/v1/cases", tag = "Cases",
    params(Which, ReadQuery),
    responses(
        (status = 200, description = "A page.", body = CasesBody),
        (status = 304, description = "Nothing changed since the tag you sent."),
        (status = 404, description = "Nobody is known by this reference."),
    ),
    security(("oauth" = ["cases"]), ("bearer" = ["cases"])),
)]
pub(super) async fn list_cases(call: Call) -> Result<Response, Problem> {
    call.may(Deed::ReadCases)?;
    let query = call.query(&["state", "team", "customer", "limit", "after", "min_index"])?;
    let mut filter = CaseFilter {
        decided: match query.get("state") {
            None | Some("open") => false,
            Some("decided") => true,
            Some(_) => return Err(invalid("state", "use `open` or `decided`")),
        },
        ..CaseFilter::default()
    };
    if let Some(team) = query.get("team") {
        let team = team.parse();
        filter.team = Some(team.map_err(|_| invalid("team", "give the name of a team"))?);
    }
    if let Some(customer) = query.get("customer") {
        reference::read(customer)?;
        let engine = call.engine();
        let known = reference::find(engine, customer).and_then(|id| engine.customer(id));
        let Some(known) = known else {
            return Err(if reference::is_erased(engine, customer) {
                Problem::erased()
            } else {
                Problem::unknown_customer()
            });
        };
        filter.of = Some(known.ids().collect());
    }
    let limit = query.number("limit", 1..=QUEUE)?.unwrap_or(QUEUE);
    let after = match query.get("after") {
        Some(after) => {
            let after = cursor(after);
            Some(after.ok_or_else(|| invalid("after", "give the `next` of the page before"))?)
        }
        None => None,
    };
    let index = call.index(&query).await?;
    let decided = filter.decided;
    let (page, more) = cases(&call)
        .queue(&call.caller.actor, &filter, after, limit)
        .await?;
    let last = page.last().map(|seen| {
        let end = seen.row.end.as_ref().filter(|_| decided);
        let at = end.map_or(seen.row.opened.due_at, |end| end.at);
        format!("{}.{}", at.as_millis(), seen.row.id())
    });
    let body = CasesBody {
        items: page.iter().map(CaseBody::from).collect(),
        next: last.filter(|_| more),
    };
    Ok(answer::read(&call, index, answer::json(&body), None))
}

/// Where a page ended.
fn cursor(text: &str) -> Option<(Timestamp, CaseId)> {
    let (millis, id) = text.split_once('.')?;
    let at = Timestamp::from_millis(millis.parse().ok()?);
    Some((at, id.parse().ok()?))
}
