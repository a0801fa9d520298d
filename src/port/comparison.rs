//! Where comparisons of versions are kept.

use async_trait::async_trait;

use super::{AuditLine, StoreError};
use crate::insight::Comparison;

/// Comparisons, each with the rule that was fixed.
#[async_trait]
pub trait ComparisonStore: Send + Sync {
    /// Those of a proposition, the newest later version first.
    async fn comparisons(&self, proposition: &str) -> Result<Vec<Comparison>, StoreError>;
    /// Stores one, and in the same transaction the line of who did it. It is never changed.
    ///
    /// # Errors
    ///
    /// [`StoreError::Conflict`] where the later version has one; nothing is stored then.
    async fn add_comparison(
        &self,
        comparison: &Comparison,
        line: &AuditLine,
    ) -> Result<(), StoreError>;
}
