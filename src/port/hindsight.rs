//! Where what was asked is counted, so that a rule can be held against it before it is drawn.

use async_trait::async_trait;

use super::StoreError;
use crate::clock::Timestamp;
use crate::guard::Shape;
use crate::id::{CustomerId, DecisionId};
use crate::insight::Day;

/// The most shapes of one day. What is asked beyond them is counted, and not told apart.
pub const SHAPES_A_DAY: u32 = 2_000;

/// How often something was asked on one day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShapeCount {
    /// The day, of UTC.
    pub day: Day,
    /// What; none: one of those that are not told apart.
    pub shape: Option<Shape>,
    /// How often.
    pub times: u64,
}

impl ShapeCount {
    /// The shape as it is stored: JSON, and nothing where there is none. One shape is one text.
    #[must_use]
    pub fn text(&self) -> String {
        let text = self.shape.as_ref().map(serde_json::to_string);
        text.and_then(Result::ok).unwrap_or_default()
    }

    /// The shape that was stored so; an error where it is none.
    ///
    /// # Errors
    ///
    /// [`StoreError::Corrupt`].
    pub fn read(text: &str) -> Result<Option<Shape>, StoreError> {
        if text.is_empty() {
            return Ok(None);
        }
        let shape = serde_json::from_str(text);
        shape
            .map(Some)
            .map_err(|_| StoreError::Corrupt("the shape of a question".to_owned()))
    }
}

/// A decision, as it is looked back at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PastDecision {
    /// Its id.
    pub id: DecisionId,
    /// About whom.
    pub customer: CustomerId,
    /// [`crate::decision::AiDecision`] as JSON.
    pub body: Vec<u8>,
}

/// What was asked and decided. Any number of processes add to it: nothing rests on the order.
#[async_trait]
pub trait HindsightStore: Send + Sync {
    /// Adds to the counts, all of it or nothing. A shape that would be one more than `most` of its day
    /// counts as none.
    async fn add_shapes(&self, told: &[ShapeCount], most: u32) -> Result<(), StoreError>;

    /// The counts from that day on, by day.
    async fn shapes_since(&self, day: Day) -> Result<Vec<ShapeCount>, StoreError>;

    /// Deletes the counts of the days before that one; how many there were.
    async fn forget_shapes(&self, before: Day) -> Result<u64, StoreError>;

    /// Up to `limit` decisions that were made at `from` or later and counted, newest first, behind
    /// `before`. Those about customers who are gone are not there.
    async fn decisions_since(
        &self,
        from: Timestamp,
        before: Option<DecisionId>,
        limit: u32,
    ) -> Result<Vec<PastDecision>, StoreError>;
}
