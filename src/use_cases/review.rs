//! The way of a draft to the customers: asked for, approved by somebody who wrote nothing of it,
//! published at once or at a set moment; and the stop.
//!
//! A step names the revision that it began from, and each step makes a new one. So of two who take a
//! step at once one does, and nobody approves what has changed since.

use super::lint::blocking;
use super::studio::hindrances;
use super::{Approval, Command, Mutual, Outcome, Publish, Reading, Refusal};
use crate::access::{Actor, Deed, Role, authorise};
use crate::catalogue::{ChangeClass, Document, Fault, Slug};
use crate::clock::Timestamp;
use crate::consent::Route;
use crate::id::{AccountId, CommentId};
use crate::lint::Finding;
use crate::port::{AccountKind, Comment, Draft, Stage, StoreError, SubmitError};

/// The longest reason and the longest comment, in characters.
const LONGEST: usize = 600;
/// How far ahead a moment may be set, in months.
const FARTHEST_MONTHS: u32 = 12;

/// Why a step was not taken.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum NoStep {
    /// It cannot be read, or may not be.
    #[error(transparent)]
    Reading(#[from] Reading),
    /// Somebody else was faster, or it is not at the stage that the step begins from.
    #[error("somebody else was faster")]
    Moved,
    /// Whoever wrote any of it does not approve it.
    #[error("somebody who wrote nothing of it must approve it")]
    OwnWork,
    /// Whoever approved it is no longer there to approve.
    #[error("whoever approved it may no longer approve")]
    Approver,
    /// Nobody changes an account of her own.
    #[error("somebody else must change your account")]
    OwnAccount,
    /// Without an admin nobody could make one.
    #[error("this is the last admin")]
    LastAdmin,
    /// What was typed cannot be taken.
    #[error("{}", .0.message)]
    Typed(Fault),
    /// It could not be published.
    #[error(transparent)]
    Submit(#[from] SubmitError),
}

impl From<StoreError> for NoStep {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Conflict => Self::Moved,
            other => Self::Reading(Reading::Store(other)),
        }
    }
}

impl Mutual {
    /// Asks somebody else to look at the draft.
    ///
    /// # Errors
    ///
    /// [`NoStep`]; [`Reading::Faults`] in it where something must be mended first.
    pub async fn ask_for_review(
        &self,
        actor: &Actor,
        key: &str,
        revision: u64,
    ) -> Result<(), NoStep> {
        let (draft, by) = self.at(actor, Deed::WriteDrafts, key, revision).await?;
        if draft.stage != Stage::Writing {
            return Err(NoStep::Moved);
        }
        self.publishable(&draft).await?;
        let at = self.engine.now();
        self.step(
            actor,
            draft,
            by,
            Stage::InReview { by, at },
            "draft.in_review",
            "",
        )
        .await
    }

    /// Sends the draft back to those who write it.
    ///
    /// # Errors
    ///
    /// [`NoStep`].
    pub async fn send_back(
        &self,
        actor: &Actor,
        key: &str,
        revision: u64,
        reason: &str,
    ) -> Result<(), NoStep> {
        let (draft, by) = self.at(actor, Deed::Review, key, revision).await?;
        let reason = said("reason", reason)?;
        if draft.stage == Stage::Writing {
            return Err(NoStep::Moved);
        }
        self.step(actor, draft, by, Stage::Writing, "draft.sent_back", reason)
            .await
    }

    /// Approves the draft, and where `class` is given raises its class of change to that. Whatever
    /// the linter only warns of is either mended or `accepted`. `seen` is the moment at which it was
    /// looked at, where a page knows it: what its data and purpose are called may have changed since.
    ///
    /// # Errors
    ///
    /// [`NoStep`]; [`NoStep::OwnWork`] for whoever wrote any of it.
    pub async fn approve(
        &self,
        actor: &Actor,
        key: &str,
        revision: u64,
        class: Option<ChangeClass>,
        accepted: bool,
        seen: Option<Timestamp>,
    ) -> Result<(), NoStep> {
        let (mut draft, by) = self.at(actor, Deed::Review, key, revision).await?;
        if !matches!(draft.stage, Stage::InReview { .. }) {
            return Err(NoStep::Moved);
        }
        if draft.writers.contains(&by) {
            return Err(NoStep::OwnWork);
        }
        let (document, warnings, _) = self.publishable(&draft).await?;
        let seen = seen.unwrap_or(draft.updated_at);
        if self.engine.catalogue().terms_moved(&document, seen) {
            return Err(NoStep::Moved);
        }
        if !warnings.is_empty() && !accepted {
            let message = "mend what the linter says, or accept it".to_owned();
            return Err(typed("accepted", message));
        }
        let warnings = warnings.iter().map(|finding| {
            let Finding { rule, field, .. } = finding;
            format!("{rule} {field}")
        });
        let accepted = warnings.collect::<Vec<_>>().join(", ");
        draft.class = class;
        let (at, over) = (self.engine.now(), self.live(key));
        self.step(
            actor,
            draft,
            by,
            Stage::Approved { by, at, over },
            "draft.approved",
            &accepted,
        )
        .await
    }

    /// Lets the approved draft go live by itself at `due`.
    ///
    /// # Errors
    ///
    /// [`NoStep`].
    pub async fn schedule(
        &self,
        actor: &Actor,
        key: &str,
        revision: u64,
        due: Timestamp,
    ) -> Result<(), NoStep> {
        let (draft, by) = self.at(actor, Deed::Publish, key, revision).await?;
        let now = self.engine.now();
        if due <= now || due > now.plus_months(FARTHEST_MONTHS) {
            let message = format!("name a moment within the next {FARTHEST_MONTHS} months");
            return Err(typed("due", message));
        }
        let (approved_by, approved_at, over) = match draft.stage {
            Stage::Approved { by, at, over } => (by, at, over),
            Stage::Scheduled {
                approved_by,
                approved_at,
                over,
                ..
            } => (approved_by, approved_at, over),
            Stage::Writing | Stage::InReview { .. } => return Err(NoStep::Moved),
        };
        let stage = Stage::Scheduled {
            approved_by,
            approved_at,
            over,
            by,
            due,
        };
        self.step(actor, draft, by, stage, "draft.scheduled", &due.to_string())
            .await
    }

    /// Takes the moment back; the draft stays approved.
    ///
    /// # Errors
    ///
    /// [`NoStep`].
    pub async fn unschedule(&self, actor: &Actor, key: &str, revision: u64) -> Result<(), NoStep> {
        let (draft, by) = self.at(actor, Deed::Publish, key, revision).await?;
        let Stage::Scheduled {
            approved_by,
            approved_at,
            over,
            ..
        } = draft.stage
        else {
            return Err(NoStep::Moved);
        };
        let stage = Stage::Approved {
            by: approved_by,
            at: approved_at,
            over,
        };
        self.step(actor, draft, by, stage, "draft.unscheduled", "")
            .await
    }

    /// Publishes the approved draft over the live version `over` that was looked at, and ends the
    /// draft. `once` is the form's own key: pressing twice is once.
    ///
    /// # Errors
    ///
    /// [`NoStep`]; in [`NoStep::Submit`] with the faults, or where somebody published in between.
    pub async fn publish(
        &self,
        actor: &Actor,
        key: &str,
        revision: u64,
        over: Option<u32>,
        once: Option<&str>,
    ) -> Result<u32, NoStep> {
        let (draft, _) = self.at(actor, Deed::Publish, key, revision).await?;
        // What was approved over another version, or before a stop, was not approved for this.
        if draft.stage.approved().is_some() && draft.stage.over() != over {
            let live = self.live(key).unwrap_or(0);
            return Err(NoStep::Submit(Refusal::PublishedMeanwhile { live }.into()));
        }
        self.put_live(actor, Route::Page, &draft, once).await
    }

    /// Publishes every draft whose moment has come; the next moment, where there is one. What
    /// cannot go live any more (something changed in between) goes back to be looked at, with the
    /// reason in the list of who did what.
    ///
    /// # Errors
    ///
    /// [`StoreError`] where the database is away; the next time goes on.
    pub async fn publish_due(&self) -> Result<Option<Timestamp>, StoreError> {
        let mut next: Option<Timestamp> = None;
        for draft in self.office.scheduled_drafts().await? {
            let Stage::Scheduled { due, .. } = draft.stage else {
                continue;
            };
            if due > self.engine.now() {
                next = Some(next.map_or(due, |next| next.min(due)));
                continue;
            }
            let once = format!("due {} {}", draft.key, draft.revision);
            let published = self.put_live(&Actor::System, Route::System, &draft, Some(&once));
            match published.await {
                Ok(_) => {}
                Err(NoStep::Submit(SubmitError::Store(error))) => return Err(error),
                Err(NoStep::Submit(SubmitError::InDoubt | SubmitError::Overloaded)) => {
                    let why = "it is not known yet whether a version went live".to_owned();
                    return Err(StoreError::Unavailable(why));
                }
                Err(why) => {
                    let by = draft.updated_by;
                    let why = why.to_string();
                    let back = self.step(
                        &Actor::System,
                        draft,
                        by,
                        Stage::Writing,
                        "draft.not_published",
                        &why,
                    );
                    // Where somebody changed it meanwhile, it is looked at anyway.
                    if let Err(NoStep::Reading(Reading::Store(error))) = back.await {
                        return Err(error);
                    }
                }
            }
        }
        Ok(next)
    }

    /// Stops a proposition at once, for a reason: from then on checks deny, and nobody is asked.
    ///
    /// # Errors
    ///
    /// [`SubmitError`].
    pub async fn retire(
        &self,
        actor: &Actor,
        key: &Slug,
        reason: &str,
        once: Option<&str>,
    ) -> Result<u64, SubmitError> {
        let command = Command::Retire(key.clone(), reason.to_owned());
        let outcome = self.submit(actor, Route::Page, command, once).await?;
        // The ledger has it in any case; the list is for reading.
        let line = self.line(actor, "proposition.retired", key, reason.trim());
        _ = self.office.add_audit(&line).await;
        match outcome {
            Outcome::Retired { index } => Ok(index),
            _ => Ok(self.engine.index()),
        }
    }

    /// Says something about a field of a draft; about all of it where `field` is empty.
    ///
    /// # Errors
    ///
    /// [`NoStep`].
    pub async fn comment(
        &self,
        actor: &Actor,
        key: &str,
        field: &str,
        text: &str,
    ) -> Result<(), NoStep> {
        let draft = self.draft(actor, key).await?.ok_or(Reading::Absent)?;
        let comment = Comment {
            id: CommentId::new(self.clock.as_ref(), self.entropy.as_ref()),
            key: draft.key,
            field: field.chars().take(64).collect(),
            text: said("comment", text)?.to_owned(),
            by: account(actor)?,
            at: self.engine.now(),
            resolved: None,
        };
        Ok(self.office.put_comment(&comment).await?)
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
            self.office.put_comment(&comment).await?;
        }
        Ok(())
    }

    /// The draft as it was looked at, and who takes the step.
    async fn at(
        &self,
        actor: &Actor,
        deed: Deed,
        key: &str,
        revision: u64,
    ) -> Result<(Draft, AccountId), NoStep> {
        authorise(actor, deed).map_err(Reading::from)?;
        let by = account(actor)?;
        let draft = self.office.draft(key).await?.ok_or(Reading::Absent)?;
        if draft.revision == revision {
            Ok((draft, by))
        } else {
            Err(NoStep::Moved)
        }
    }

    /// The number of the live version.
    fn live(&self, key: &str) -> Option<u32> {
        let catalogue = self.engine.catalogue();
        let live = catalogue.proposition(key)?.live()?;
        Some(live.number)
    }

    /// Stores a step and its line in the list of who did what, together.
    async fn step(
        &self,
        actor: &Actor,
        mut draft: Draft,
        by: AccountId,
        stage: Stage,
        what: &str,
        reason: &str,
    ) -> Result<(), NoStep> {
        let line = self.line(actor, what, &draft.key, reason);
        if stage == Stage::Writing {
            draft.class = None;
        }
        draft.stage = stage;
        let over = draft.revision;
        draft.revision = draft.revision.saturating_add(1);
        draft.updated_at = self.engine.now();
        draft.updated_by = by;
        Ok(self
            .office
            .put_draft(&draft, Some(over), Some(&line))
            .await?)
    }

    /// The draft as a document that can be published.
    async fn publishable(
        &self,
        draft: &Draft,
    ) -> Result<(Document, Vec<Finding>, Option<f64>), NoStep> {
        let parsed: Result<Document, _> = serde_json::from_str(&draft.content);
        let document = parsed.map_err(|error| {
            let message = error.to_string();
            let field = "draft".to_owned();
            Reading::Faults(vec![Fault { field, message }])
        })?;
        let catalogue = self.engine.catalogue();
        let known = catalogue.proposition(&draft.key);
        let mut faults = hindrances(
            &document,
            known.map(std::convert::AsRef::as_ref),
            &catalogue,
        );
        let content = serde_json::from_str(&draft.content).unwrap_or_default();
        let (findings, kept) = self.linted(&content).await?;
        faults.extend(blocking(&findings));
        if document.key != draft.key || !faults.is_empty() {
            return Err(NoStep::Reading(Reading::Faults(faults)));
        }
        Ok((document, findings, kept))
    }

    /// Publishes an approved draft and ends it; the new version's number.
    async fn put_live(
        &self,
        actor: &Actor,
        route: Route,
        draft: &Draft,
        once: Option<&str>,
    ) -> Result<u32, NoStep> {
        let (by, approved_at) = draft.stage.approved().ok_or(NoStep::Moved)?;
        let (document, _, kept) = self.publishable(draft).await?;
        // An approval is worth as much as whoever gave it.
        let approver = self.office.account(by).await?;
        let still = approver.is_some_and(|account| {
            let reviews = matches!(
                account.kind,
                AccountKind::Staff(Role::Reviewer | Role::Admin)
            );
            reviews && account.disabled_at.is_none()
        });
        if !still {
            return Err(NoStep::Approver);
        }
        let publish = Publish {
            document,
            over: draft.stage.over(),
            class: draft.class,
            approval: Some(Approval {
                writers: draft.writers.clone(),
                by,
                at: approved_at,
                kept,
            }),
        };
        let command = Command::Publish(Box::new(publish));
        let outcome = self.submit(actor, route, command, once).await?;
        let Outcome::Published { version, .. } = outcome else {
            return Err(NoStep::Submit(Refusal::NotApproved.into()));
        };
        // The draft's life ends with its publication. One that is left behind does no harm: the
        // version is live whether or not it could be deleted.
        let line = self.line(
            actor,
            "proposition.published",
            &draft.key,
            &version.to_string(),
        );
        _ = self
            .office
            .delete_draft(&draft.key, draft.revision, &line)
            .await;
        Ok(version)
    }
}

/// Whose step it is: only people of the team take one.
fn account(actor: &Actor) -> Result<AccountId, NoStep> {
    match actor {
        Actor::Staff { account, .. } => Ok(*account),
        _ => Err(NoStep::Reading(Reading::Denied(
            crate::access::Denied::Forbidden,
        ))),
    }
}

/// What somebody said, without the space around it.
fn said<'a>(field: &str, text: &'a str) -> Result<&'a str, NoStep> {
    let text = text.trim();
    if text.is_empty() || text.chars().count() > LONGEST {
        return Err(typed(field, format!("write 1 to {LONGEST} characters")));
    }
    Ok(text)
}

fn typed(field: &str, message: String) -> NoStep {
    let field = field.to_owned();
    NoStep::Typed(Fault { field, message })
}
