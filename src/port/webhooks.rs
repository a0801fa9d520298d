//! Where webhooks are kept.

use async_trait::async_trait;

use super::{AnswerRow, AuditLine, Engine, StoreError};
use crate::clock::Timestamp;
use crate::id::{CustomerId, EndpointId};
use crate::ledger::Entry;
use crate::webhook::{After, Attempt, Course, Delivery, DeliveryId, Endpoint, Health, Outcome};

/// Which deliveries are looked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DeliveryFilter {
    /// Those to this address.
    pub endpoint: Option<EndpointId>,
    /// Those that are so far.
    pub course: Option<Course>,
}

/// Which of the deliveries that wait for an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Waiting<'a> {
    /// All.
    All,
    /// Those that go before everything else.
    Urgent,
    /// Those about one of these customers.
    About(&'a [CustomerId]),
    /// Those about nobody.
    AboutNobody,
}

/// How many deliveries of an address are how far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DeliveryCounts {
    /// Will be sent, or sent again.
    pub pending: u64,
    /// Were taken.
    pub delivered: u64,
    /// Were tried as often as the schedule says.
    pub given_up: u64,
    /// Those of these that take something away: what the address was not told may be done there still.
    pub lost: u64,
    /// When the newest of these was given up.
    pub lost_at: Option<Timestamp>,
}

/// What came of carrying a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Carried {
    /// What came of it.
    pub outcome: Outcome,
    /// How long it took, in milliseconds.
    pub took_ms: u32,
    /// For how many seconds the address asked to be left alone.
    pub rest_s: Option<u32>,
}

/// A message, ready to go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// Its id, the same however often it goes.
    pub id: String,
    /// When it goes.
    pub at: Timestamp,
    /// The signatures over id, moment and body.
    pub signature: String,
    /// JSON.
    pub body: Vec<u8>,
}

/// Who carries messages out of the house, and never to an address inside.
#[async_trait]
pub trait Courier: Send + Sync {
    /// The address that somebody typed, in its one spelling.
    ///
    /// # Errors
    ///
    /// Why nothing may be sent there, in words that tell people what to do.
    fn vet(&self, text: &str) -> Result<String, String>;

    /// An entry as the receiver reads it: JSON.
    fn body(&self, engine: &dyn Engine, entry: &Entry) -> Vec<u8>;

    /// The headers of the message with that id, but for its moment and its signature.
    fn headers(&self, id: &str) -> Vec<(String, String)>;

    /// Carries a message, once.
    async fn carry(&self, url: &str, message: Message) -> Carried;

    /// Says that something waits in the store that did not wait before.
    fn wake(&self);
}

/// Addresses and what was sent to them.
///
/// Where an `answer` comes with a write, it is stored in the same transaction; where one is stored
/// under its key already, nothing is, and the write ends with [`StoreError::Conflict`].
#[async_trait]
pub trait WebhookStore: Send + Sync {
    /// Stores that people were told at `at` that an address fails: where it has that revision still, and
    /// fails still.
    async fn set_warned(
        &self,
        id: EndpointId,
        at: Timestamp,
        revision: u64,
    ) -> Result<(), StoreError>;

    /// All addresses, by id.
    async fn endpoints(&self) -> Result<Vec<Endpoint>, StoreError>;

    /// The address with this id.
    async fn endpoint(&self, id: EndpointId) -> Result<Option<Endpoint>, StoreError>;

    /// Adds an address, with the line of who did it, in one transaction.
    ///
    /// # Errors
    ///
    /// [`StoreError::Conflict`] where one was made by the same write.
    async fn add_endpoint(
        &self,
        endpoint: &Endpoint,
        line: &AuditLine,
        answer: Option<&AnswerRow>,
    ) -> Result<(), StoreError>;

    /// Stores what people change of an address (everything but `through`, `created_at` and
    /// `created`), with the line of who did it, in one transaction. `before` is the revision that it
    /// had; that of `endpoint` is the new one. Where nothing is off any more, its health begins anew
    /// as `endpoint` says; where it is off, its health stays as the last attempt left it.
    ///
    /// # Errors
    ///
    /// [`StoreError::Conflict`] where it has another revision by now, or is gone.
    async fn change_endpoint(
        &self,
        endpoint: &Endpoint,
        before: u64,
        line: &AuditLine,
        answer: Option<&AnswerRow>,
    ) -> Result<(), StoreError>;

    /// Removes an address with all its deliveries and attempts, with the line of who did it, in one
    /// transaction; false where it is not there.
    async fn remove_endpoint(
        &self,
        id: EndpointId,
        line: &AuditLine,
        answer: Option<&AnswerRow>,
    ) -> Result<bool, StoreError>;

    /// Adds deliveries of one address, in one transaction with the index up to which entries became
    /// deliveries, which only grows. A delivery that is there stays as it is. One whose entry was
    /// destroyed meanwhile is left out, so that nobody comes back who was erased. Nothing where the
    /// address is gone.
    async fn add_deliveries(
        &self,
        endpoint: EndpointId,
        through: u64,
        deliveries: &[Delivery],
    ) -> Result<(), StoreError>;

    /// Makes deliveries of one address wait as these say, those that are over too; those that are
    /// not there are added. One whose entry was destroyed is left out. Nothing where the address is
    /// gone.
    async fn resend(
        &self,
        endpoint: EndpointId,
        deliveries: &[Delivery],
        answer: Option<&AnswerRow>,
    ) -> Result<(), StoreError>;

    /// Up to `limit` of the deliveries of an address that wait, behind the index `after`, by index.
    async fn pending(
        &self,
        endpoint: EndpointId,
        which: Waiting<'_>,
        after: u64,
        limit: u32,
    ) -> Result<Vec<Delivery>, StoreError>;

    /// Stores an attempt (as the next one where there are so many already), how far its delivery is
    /// after it, and how the address answers, in one transaction; the delivery has been tried once
    /// more then. Where it was asked for once more while the attempt was under way (it was tried less
    /// often than the attempt's number says, or is to begin after the attempt did), it stays as it was
    /// asked for, so that it goes again. What it says of the address counts while that has the `revision`
    /// that the attempt was made at; that it is off by somebody's hand stays. Nothing where the delivery
    /// is gone: whoever was erased meanwhile leaves no attempt behind.
    async fn record_attempt(
        &self,
        attempt: &Attempt,
        after: After,
        health: &Health,
        revision: u64,
    ) -> Result<(), StoreError>;

    /// Removes a delivery whose entry cannot be read any more, with its attempts.
    async fn drop_delivery(&self, id: DeliveryId) -> Result<(), StoreError>;

    /// Up to `limit` deliveries, those of the newest entries first, behind `before`.
    async fn deliveries(
        &self,
        filter: DeliveryFilter,
        before: Option<DeliveryId>,
        limit: u32,
    ) -> Result<Vec<Delivery>, StoreError>;

    /// The delivery with this id.
    async fn delivery(&self, id: DeliveryId) -> Result<Option<Delivery>, StoreError>;

    /// The attempts of a delivery, the oldest first.
    async fn attempts(&self, id: DeliveryId) -> Result<Vec<Attempt>, StoreError>;

    /// Which addresses took the entry at that index, by id, and when each first did. However it was sent again
    /// since, that stays.
    async fn taken(&self, index: u64) -> Result<Vec<(EndpointId, Timestamp)>, StoreError>;

    /// How many deliveries of an address are how far.
    async fn delivery_counts(&self, endpoint: EndpointId) -> Result<DeliveryCounts, StoreError>;

    /// Deletes deliveries that were over before `before`, with their attempts; how many.
    async fn forget_deliveries(&self, before: Timestamp) -> Result<u64, StoreError>;
}
