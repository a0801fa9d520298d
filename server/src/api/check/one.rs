//! One question about one customer: the hot path.

use axum::response::Response;
use mutual::access::Deed;
use mutual::guard::{Money, Request};
use utoipa::IntoParams;

use super::MOST_DATA;
use super::verdict::{Guessing, VerdictBody, escalated, judge_whom, waiting};
use super::{look_up, money};
use crate::api::answer;
use crate::api::call::Call;
use crate::api::params::{CustomerPath, ReadQuery};
use crate::api::problem::Problem;
use crate::api::query::{Query, invalid};

/// The question.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "describes what `check_customer` reads")]
struct Question {
    /// Why the data would be used.
    #[param(example = "recommendations")]
    purpose: String,
    /// Which data categories would be used, parted by commas: up to 64.
    #[param(required = false, example = "orders,birthday")]
    data: String,
    /// Which guesses about her it would rest on, by their keys, parted by commas: up to 64. Each must
    /// count for that purpose.
    #[param(required = false, example = "has-dog")]
    inferences: String,
    /// By which channel she would be reached.
    #[param(required = false, example = "email")]
    channel: String,
    /// Which AI use it would be.
    #[param(required = false, example = "personalise")]
    ai: String,
    /// What it would be about, in the words that red lines ask for (`topics` of `/red-lines`). One that
    /// cannot be read, of signs alone or longer than 60 characters, may be any of them: it crosses every
    /// line about topics.
    #[param(required = false, example = "credit")]
    topic: String,
    /// About how much money, in the main unit of `currency`.
    #[param(required = false, example = 250.0)]
    amount: f64,
    /// The currency of `amount` (ISO 4217).
    #[param(required = false, example = "GBP")]
    currency: String,
}

/// May I use this customer's data like this?
///
/// Allowed only if one live, active grant covers **all** of it for that purpose. Unknown
/// customers, purposes and data are a `deny` with a reason, never an error. Whatever is not
/// `allow` is a no.
#[utoipa::path(
    get, path = "/api/v1/customers/{ref}/check", tag = "Check",
    params(CustomerPath, Question, ReadQuery),
    responses(
        (status = 200, description = "The verdict.", body = VerdictBody),
        (status = 304, description = "The verdict is the one whose tag you sent."),
    ),
    security(("oauth" = ["check"]), ("bearer" = ["check"])),
)]
pub(super) async fn check_customer(call: Call) -> Result<Response, Problem> {
    call.may(Deed::Check)?;
    let query = call.query(&[
        "purpose",
        "data",
        "inferences",
        "channel",
        "ai",
        "topic",
        "amount",
        "currency",
        "min_index",
    ])?;
    let request = read(&query)?;
    let keys = named(&query, "inferences", "guesses")?;
    let index = call.index(&query).await?;
    // What is not even UTF-8 names nobody.
    let reference = call.reference().unwrap_or_default();
    let cited = if keys.is_empty() {
        None
    } else {
        Some(look_up(&call, std::iter::once(&*reference)).await?)
    };
    let keys = &keys;
    let guessing = cited.as_ref().map(|cited| Guessing { cited, keys });
    let (side, engine, now) = (call.side(), call.engine(), call.engine().now());
    let catalogue = engine.catalogue();
    let judged = judge_whom(side, &catalogue, now, &reference, &request, guessing);
    let verdict = judged.verdict;
    // Asking changes nothing: a case is opened by a POST alone.
    let case = judged
        .whom
        .zip(escalated(&request, &judged.named, None, &verdict))
        .and_then(|(customer, wish)| waiting(engine, now, customer, &wish));
    // The tag covers for how long the answer holds: in the last minute before a grant runs out, who
    // asks again gets a new figure, not the one of before.
    Ok(answer::read_state(&call, index, &(&verdict, case), || {
        answer::json(&VerdictBody::of(&verdict, case, index))
    }))
}

fn read<'a>(query: &'a Query<'_>) -> Result<Request<'a>, Problem> {
    let purpose = query
        .get("purpose")
        .ok_or_else(|| invalid("purpose", "say why the data would be used"))?;
    Ok(Request {
        purpose,
        data: named(query, "data", "data categories")?,
        channel: query.get("channel"),
        ai: query.get("ai"),
        topic: query.get("topic"),
        amount: amount(query)?,
        ..Request::default()
    })
}

/// What a list names, parted by commas.
fn named<'a>(query: &'a Query<'_>, list: &str, what: &str) -> Result<Vec<&'a str>, Problem> {
    let named: Option<Vec<_>> = query.get(list).map(|named| named.split(',').collect());
    let named = named.unwrap_or_default();
    if named.len() > MOST_DATA {
        let message = format!("ask about at most {MOST_DATA} {what} in one question");
        return Err(Problem::invalid(list, message));
    }
    Ok(named)
}

fn amount(query: &Query<'_>) -> Result<Option<Money>, Problem> {
    let number = match query.get("amount").map(str::parse::<f64>) {
        None => None,
        Some(Ok(number)) => Some(number),
        Some(Err(_)) => return Err(invalid("amount", "use a number")),
    };
    money(number, query.get("currency")).map_err(|(field, message)| invalid(field, message))
}
