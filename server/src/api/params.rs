//! Parameters that many endpoints share, for the documentation.

use utoipa::IntoParams;

/// The customer in the path.
#[derive(IntoParams)]
#[into_params(parameter_in = Path)]
#[expect(dead_code, reason = "describes what `Call::reference` reads")]
pub(crate) struct CustomerPath {
    /// `cus_…`, or one of her identifiers, percent-encoded.
    #[param(rename = "ref", example = "crm:42")]
    reference: String,
}

/// What every read takes.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "describes what `Call::index` reads")]
pub(crate) struct ReadQuery {
    /// Answer from at least this ledger index: waits up to 5 seconds, else 409 `not_yet`.
    #[param(minimum = 0, required = false)]
    min_index: u64,
}

/// What every write takes.
#[derive(IntoParams)]
#[into_params(parameter_in = Header)]
#[expect(dead_code, reason = "describes what `Call::write` reads")]
pub(crate) struct WriteHeaders {
    /// New for every new write, the same when you try again: then nothing is done twice, and the
    /// answer is the same. Kept for at least 72 hours.
    #[param(
        rename = "Idempotency-Key",
        min_length = 1,
        max_length = 255,
        example = "8f14e45f"
    )]
    key: String,
}
