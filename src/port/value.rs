//! How what arrived and what was used is kept, beside the ledger.

use async_trait::async_trait;

use super::{AnswerRow, StoreError};
use crate::catalogue::Slug;
use crate::clock::Timestamp;
use crate::id::CustomerId;
use crate::value::{
    Delivered, LastUse, Standing, UsageEvent, UsageReport, ValueEvent, ValueReport,
};

/// Makes the answer that is stored with what was written, from how each report stands; `None` where
/// no answer is to be kept.
pub type Sealing<'a> =
    dyn Fn(&[Standing]) -> Result<Option<AnswerRow>, StoreError> + Send + Sync + 'a;

/// The uses of one kind of data for one purpose within one stretch of time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UsedOn {
    /// Which of the stretches that were asked for, from 0.
    pub stretch: usize,
    /// Which kind of data.
    pub data: Slug,
    /// Why.
    pub purpose: Slug,
    /// How often.
    pub times: u64,
    /// When last.
    pub last_at: Timestamp,
}

/// What arrived and what was used. Any number of processes write it: nothing rests on the order.
#[async_trait]
pub trait ValueStore: Send + Sync {
    /// Writes what is new or corrected of these reports and the answer that `seal` makes of it, in
    /// one durable transaction; how each stands, in their order. They stand to one another as if
    /// they had come one by one.
    ///
    /// Nothing is written about a customer who is not there, not even where she is erased at the
    /// same moment.
    ///
    /// # Errors
    ///
    /// [`StoreError::Conflict`] where the answer's key has an answer already: nothing is written.
    async fn report_value(
        &self,
        reports: &[ValueReport],
        now: Timestamp,
        seal: &Sealing<'_>,
    ) -> Result<Vec<Standing>, StoreError>;

    /// As [`Self::report_value`], for uses. One that is known, in a message that is not, stands as a
    /// correction.
    ///
    /// # Errors
    ///
    /// As there.
    async fn report_usage(
        &self,
        reports: &[UsageReport],
        now: Timestamp,
        seal: &Sealing<'_>,
    ) -> Result<Vec<Standing>, StoreError>;

    /// Which of these events are there under the same customer, exchange, benefit and proof, as they
    /// stand.
    async fn value_known(&self, events: &[ValueEvent]) -> Result<Vec<ValueEvent>, StoreError>;

    /// Which of these uses are there.
    async fn usage_known(&self, events: &[UsageEvent]) -> Result<Vec<UsageEvent>, StoreError>;

    /// What arrived for a customer, by exchange, benefit and unit; what did not arrive after all
    /// is left out.
    async fn delivered(&self, customer: CustomerId) -> Result<Vec<Delivered>, StoreError>;

    /// When the customer's data was last used, for each of these pairs of data and purpose; one
    /// that was never used is left out.
    async fn last_uses(
        &self,
        customer: CustomerId,
        pairs: &[(Slug, Slug)],
    ) -> Result<Vec<LastUse>, StoreError>;

    /// Up to `limit` events of a customer that arrived no later than `until`, newest first, and at
    /// one moment by exchange, benefit and proof; what did not arrive after all is left out.
    async fn value_events(
        &self,
        customer: CustomerId,
        until: Timestamp,
        limit: u32,
    ) -> Result<Vec<ValueEvent>, StoreError>;

    /// When any of the customer's data was last used, no later than `until`.
    async fn newest_use(
        &self,
        customer: CustomerId,
        until: Timestamp,
    ) -> Result<Option<Timestamp>, StoreError>;

    /// The uses within these stretches of time (each from its first moment to before its second),
    /// by stretch, data and purpose.
    async fn used_on(
        &self,
        customer: CustomerId,
        stretches: &[(Timestamp, Timestamp)],
    ) -> Result<Vec<UsedOn>, StoreError>;
}
