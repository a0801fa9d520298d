//! What the endpoints share: their parameters, whom a header names, and errors as the specification
//! has them (400 for whatever is unknown).

use std::sync::Arc;

use mutual::access::Deed;
use mutual::consent::Customer;
use utoipa::IntoParams;

use super::map::GovStackController;
use crate::api::call::Call;
use crate::api::problem::{Code, Problem};
use crate::api::profiles::subject::Subject;
use crate::api::query::{Query, invalid};

/// The header that names the individual. The specification says that there is one, and not its name;
/// this is the one of the reference implementation.
pub(super) const INDIVIDUAL: &str = "x-consentbb-individualid";
/// The most items of a list.
const LARGEST_PAGE: usize = 200;

/// The individual in a header.
#[derive(IntoParams)]
#[into_params(parameter_in = Header)]
#[expect(dead_code, reason = "describes what `individual` reads")]
pub(super) struct IndividualHeader {
    /// `cus_…`, or one of her identifiers.
    #[param(
        rename = "X-ConsentBB-IndividualId",
        min_length = 1,
        example = "crm:42"
    )]
    individual: String,
}

/// The agreement in the path.
#[derive(IntoParams)]
#[into_params(parameter_in = Path)]
#[expect(dead_code, reason = "describes what the endpoints read")]
pub(super) struct AgreementPath {
    /// The key of a proposition.
    #[param(rename = "dataAgreementId", example = "recipe-ideas")]
    agreement: String,
}

/// Which part of a list.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "describes what `part` reads")]
pub(super) struct PartQuery {
    /// How many to leave out.
    #[param(required = false, minimum = 0, maximum = 1_000_000, default = 0)]
    offset: u32,
    /// The most items.
    #[param(required = false, minimum = 1, maximum = 200, default = 200)]
    limit: u32,
}

/// The part of a list that is asked for.
pub(super) fn part<T>(all: impl Iterator<Item = T>, query: &Query<'_>) -> Result<Vec<T>, Problem> {
    let offset = query.number("offset", 0..=1_000_000_usize)?;
    let limit = query.number("limit", 1..=LARGEST_PAGE)?;
    let all = all.skip(offset.unwrap_or(0));
    Ok(all.take(limit.unwrap_or(LARGEST_PAGE)).collect())
}

/// The customer of that reference, where the caller may read her.
pub(super) fn customer(call: &Call, reference: &str) -> Result<Arc<Customer>, Problem> {
    let Subject::Known(customer) = Subject::by(call.engine(), reference) else {
        let detail = "bad input parameter: there is no such individual";
        return Err(Problem::new(Code::InvalidReference, detail));
    };
    call.may(Deed::ReadConsent(customer.id))?;
    Ok(customer)
}

/// The customer that the header names.
pub(super) fn individual(call: &Call) -> Result<Arc<Customer>, Problem> {
    let given = call.headers().get(INDIVIDUAL);
    let given = given
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    if given.is_empty() {
        return Err(invalid(
            "X-ConsentBB-IndividualId",
            "say in this header who",
        ));
    }
    customer(call, given)
}

/// There is no such agreement.
pub(super) fn no_agreement() -> Problem {
    invalid(
        "dataAgreementId",
        "bad input parameter: there is no such agreement",
    )
}

/// Who runs this installation. That stands in the live database, also for a test client.
pub(super) async fn controller(call: &Call) -> Result<GovStackController, Problem> {
    let organisation = call.api.live.store.organisation().await?;
    let url = call.api.public_url(call.headers());
    Ok(GovStackController::of(
        &organisation.unwrap_or_default(),
        &url,
    ))
}
