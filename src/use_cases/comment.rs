//! What the team says about a draft, pinned to its fields.

use super::review::{account, said, typed};
use super::{Mutual, NoStep, Reading};
use crate::access::{Actor, Deed, authorise};
use crate::id::CommentId;
use crate::port::Comment;

/// The fields of a draft that a comment can be pinned to, in the order of the editor's form.
pub const COMMENTED: [&str; 24] = [
    "title",
    "purpose",
    "legal_basis",
    "locale",
    "data",
    "use",
    "decided_by",
    "benefits",
    "sample",
    "worth",
    "if_off",
    "stays",
    "recipients",
    "retention",
    "term_months",
    "retention_months",
    "channels",
    "ai_uses",
    "regions",
    "ask.question",
    "ask.allow",
    "ask.refuse",
    "translations",
    "change_note",
];

impl Mutual {
    /// Says something about a field of a draft, one of [`COMMENTED`]; about all of it where `field`
    /// is empty.
    ///
    /// # Errors
    ///
    /// [`NoStep`]; [`NoStep::Typed`] with the field `field` where a draft has no such field.
    pub async fn comment(
        &self,
        actor: &Actor,
        key: &str,
        field: &str,
        text: &str,
    ) -> Result<(), NoStep> {
        let draft = self.draft(actor, key).await?.ok_or(Reading::Absent)?;
        if !field.is_empty() && !COMMENTED.contains(&field) {
            return Err(typed("field", "pin it to a field of the draft".to_owned()));
        }
        let comment = Comment {
            id: CommentId::new(self.clock.as_ref(), self.entropy.as_ref()),
            key: draft.key,
            field: field.to_owned(),
            text: said("comment", text)?.to_owned(),
            by: account(actor)?,
            at: self.engine.now(),
            resolved: None,
        };
        let line = self.line(actor, "comment.made", key, field);
        Ok(self.office.put_comment(&comment, Some(&line)).await?)
    }

    /// Says that what a comment asks for is dealt with.
    ///
    /// # Errors
    ///
    /// [`NoStep`].
    pub async fn resolve_comment(
        &self,
        actor: &Actor,
        key: &str,
        id: CommentId,
    ) -> Result<(), NoStep> {
        let by = account(actor)?;
        authorise(actor, Deed::ReadDrafts).map_err(Reading::from)?;
        let comment = self.office.comment(key, id).await?;
        let mut comment = comment.ok_or(Reading::Absent)?;
        if comment.resolved.is_none() {
            comment.resolved = Some((by, self.engine.now()));
            let line = self.line(actor, "comment.resolved", key, &comment.field);
            self.office.put_comment(&comment, Some(&line)).await?;
        }
        Ok(())
    }
}
