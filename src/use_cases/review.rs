//! The way of a draft to the customers: asked for, approved by somebody who wrote nothing of it,
//! set for a moment, or thrown away; and the stop. How it goes live is in `go_live`.
//!
//! A step names the revision that it began from, and each step makes a new one. So of two who take a
//! step at once one does, and nobody approves what has changed since. Each has the draft to itself from
//! its look on: to go live is more than one write, and nobody moves a draft between them.

use super::lint::blocking;
use super::studio::hindrances;
use super::{Command, Listing, Mutual, Outcome, Reading};
use crate::access::{Actor, Deed, Denied, authorise};
use crate::catalogue::{ChangeClass, Document, Fault, Slug};
use crate::clock::Timestamp;
use crate::consent::Route;
use crate::id::AccountId;
use crate::lint::{Finding, mark_of_warnings};
use crate::port::{Draft, Stage, StoreError, SubmitError, Turn};

/// The longest reason and the longest comment, in characters.
const LONGEST: usize = 600;
/// How far ahead a moment may be set, in months.
const FARTHEST_MONTHS: u32 = 12;

/// What a reviewer says of a draft that she approves.
#[derive(Clone, Copy, Debug, Default)]
pub struct Approving<'a> {
    /// The class of change, where she raises it.
    pub class: Option<ChangeClass>,
    /// Whether she accepts what the linter only warns of; else it is to be mended.
    pub accepted: bool,
    /// What her page knew these warnings by ([`mark_of_warnings`]), where it showed any.
    pub shown: Option<&'a str>,
    /// When she looked at it, where a page knows that: what its data and purpose are called may have
    /// changed since.
    pub seen: Option<Timestamp>,
    /// What she has to say to it; may be empty.
    pub note: &'a str,
}

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
    /// The linter warns of something that nobody accepted when it was approved.
    #[error("the linter warns of something that nobody has accepted")]
    Unaccepted,
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
    /// Asks somebody else to look at the draft; `note` may say why. So may that of every step, as
    /// it stands in the list of who did what: behind what the step itself notes there, on a line of
    /// its own.
    ///
    /// # Errors
    ///
    /// [`NoStep`]; [`Reading::Faults`] in it where something must be mended first.
    pub async fn ask_for_review(
        &self,
        actor: &Actor,
        key: &str,
        revision: u64,
        note: &str,
    ) -> Result<(), NoStep> {
        let (draft, by, _turn) = self.at(actor, Deed::WriteDrafts, key, revision).await?;
        let note = noted(note)?;
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
            note,
        )
        .await
    }

    /// Sends the draft back to those who write it.
    ///
    /// # Errors
    ///
    /// [`NoStep`]; [`NoStep::Moved`] where it is live already, and [`NoStep::Submit`] where nobody
    /// can tell yet whether it is.
    pub async fn send_back(
        &self,
        actor: &Actor,
        key: &str,
        revision: u64,
        reason: &str,
    ) -> Result<(), NoStep> {
        let (draft, by, _turn) = self.at(actor, Deed::Review, key, revision).await?;
        let reason = said("reason", reason)?;
        if draft.stage == Stage::Writing || self.went_live(&draft).await? {
            return Err(NoStep::Moved);
        }
        self.step(actor, draft, by, Stage::Writing, "draft.sent_back", reason)
            .await
    }

    /// Approves the draft.
    ///
    /// # Errors
    ///
    /// [`NoStep`]; [`NoStep::OwnWork`] for whoever wrote any of it, and [`NoStep::Moved`] where the linter
    /// warns of something else than her page showed.
    pub async fn approve(
        &self,
        actor: &Actor,
        key: &str,
        revision: u64,
        approval: Approving<'_>,
    ) -> Result<(), NoStep> {
        let Approving {
            class,
            accepted,
            shown,
            seen,
            note,
        } = approval;
        let (mut draft, by, _turn) = self.at(actor, Deed::Review, key, revision).await?;
        let note = noted(note)?;
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
        if shown.is_some_and(|shown| shown != mark_of_warnings(&warnings)) {
            return Err(NoStep::Moved);
        }
        if !warnings.is_empty() && !accepted {
            let message = "mend what the linter says, or accept it".to_owned();
            return Err(typed("accepted", message));
        }
        let marks = warnings.iter().map(Finding::mark).collect();
        let warnings = warnings.iter().map(|finding| {
            let Finding { rule, field, .. } = finding;
            format!("{rule} {field}")
        });
        let accepted = with_note(&warnings.collect::<Vec<_>>().join(", "), note);
        draft.class = class;
        let (at, over) = (self.engine.now(), self.live(key));
        self.step(
            actor,
            draft,
            by,
            Stage::Approved {
                by,
                at,
                over,
                pressed: None,
                accepted: Some(marks),
            },
            "draft.approved",
            &accepted,
        )
        .await
    }

    /// Lets the approved draft go live by itself at `due`.
    ///
    /// # Errors
    ///
    /// [`NoStep`]; [`NoStep::Moved`] where it is live already, and [`NoStep::Submit`] where nobody
    /// can tell yet whether it is.
    pub async fn schedule(
        &self,
        actor: &Actor,
        key: &str,
        revision: u64,
        due: Timestamp,
        note: &str,
    ) -> Result<(), NoStep> {
        let (draft, by, _turn) = self.at(actor, Deed::Publish, key, revision).await?;
        let note = noted(note)?;
        let now = self.engine.now();
        if due <= now || due > now.plus_months(FARTHEST_MONTHS) {
            let message = format!("name a moment within the next {FARTHEST_MONTHS} months");
            return Err(typed("due", message));
        }
        let (approved_by, approved_at) = draft.stage.approved().ok_or(NoStep::Moved)?;
        if self.went_live(&draft).await? {
            return Err(NoStep::Moved);
        }
        let stage = Stage::Scheduled {
            approved_by,
            approved_at,
            over: draft.stage.over(),
            by,
            due,
            pressed: None,
            accepted: draft.stage.accepted().cloned(),
        };
        let told = with_note(&due.to_string(), note);
        self.step(actor, draft, by, stage, "draft.scheduled", &told)
            .await
    }

    /// Takes the moment back; the draft stays approved.
    ///
    /// # Errors
    ///
    /// As [`Mutual::schedule`].
    pub async fn unschedule(
        &self,
        actor: &Actor,
        key: &str,
        revision: u64,
        note: &str,
    ) -> Result<(), NoStep> {
        let (draft, by, _turn) = self.at(actor, Deed::Publish, key, revision).await?;
        let note = noted(note)?;
        let Stage::Scheduled {
            approved_by,
            approved_at,
            over,
            accepted: marks,
            ..
        } = &draft.stage
        else {
            return Err(NoStep::Moved);
        };
        if self.went_live(&draft).await? {
            return Err(NoStep::Moved);
        }
        let stage = Stage::Approved {
            by: *approved_by,
            at: *approved_at,
            over: *over,
            pressed: None,
            accepted: marks.clone(),
        };
        self.step(actor, draft, by, stage, "draft.unscheduled", note)
            .await
    }

    /// Ends a draft that is not wanted, whatever its stage: what is live stays as it is, and a key
    /// that was never published is free again. What was said about it counts as dealt with.
    ///
    /// # Errors
    ///
    /// [`NoStep`]; [`NoStep::Moved`] where somebody saved or took a step in between, or it is live
    /// already, and [`NoStep::Submit`] where nobody can tell yet whether it is.
    pub async fn discard_draft(
        &self,
        actor: &Actor,
        key: &str,
        revision: u64,
    ) -> Result<(), NoStep> {
        let (draft, by, _turn) = self.at(actor, Deed::WriteDrafts, key, revision).await?;
        if self.went_live(&draft).await? {
            return Err(NoStep::Moved);
        }
        let line = self.line(actor, "draft.discarded", &draft.key, "");
        let ended = self.office.discard_draft(key, revision, by, &line).await;
        Ok(ended?)
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
        let listing = Listing::new(actor, "proposition.retired", key, reason.trim());
        let stopped = self.submit_listed(actor, Route::Page, command, listing, once);
        match stopped.await? {
            Outcome::Retired { index } => Ok(index),
            _ => Ok(self.engine.index()),
        }
    }

    /// The draft as it was looked at, who takes the step, and the turn that it is taken in.
    pub(super) async fn at(
        &self,
        actor: &Actor,
        deed: Deed,
        key: &str,
        revision: u64,
    ) -> Result<(Draft, AccountId, Turn), NoStep> {
        authorise(actor, deed).map_err(Reading::from)?;
        let by = account(actor)?;
        let turn = self.turns.of(key).await;
        let draft = self.office.draft(key).await?.ok_or(Reading::Absent)?;
        if draft.revision == revision {
            Ok((draft, by, turn))
        } else {
            Err(NoStep::Moved)
        }
    }

    /// The number of the live version.
    pub(super) fn live(&self, key: &str) -> Option<u32> {
        let catalogue = self.engine.catalogue();
        let live = catalogue.proposition(key)?.live()?;
        Some(live.number)
    }

    /// Stores a step and its line in the list of who did what, together.
    pub(super) async fn step(
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
    pub(super) async fn publishable(
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
}

/// The account of whoever asks, where that is one of the organisation's own people: nobody else takes
/// a step.
pub(super) fn account(actor: &Actor) -> Result<AccountId, Reading> {
    match actor {
        Actor::Staff { account, .. } => Ok(*account),
        _ => Err(Denied::Forbidden.into()),
    }
}

/// What somebody said, without the space around it.
pub(super) fn said<'a>(field: &str, text: &'a str) -> Result<&'a str, NoStep> {
    let text = text.trim();
    if text.is_empty() || !is_plain(text) {
        let message = format!("write 1 to {LONGEST} characters that can all be seen");
        return Err(typed(field, message));
    }
    Ok(text)
}

/// What somebody said of a step, which may be nothing.
pub(super) fn noted(text: &str) -> Result<&str, NoStep> {
    let text = text.trim();
    if !is_plain(text) {
        let message = format!("write at most {LONGEST} characters that can all be seen");
        return Err(typed("note", message));
    }
    Ok(text)
}

/// Whether it is short enough, and others read it in the order in which it was typed: none of the
/// characters is in it that show nothing and turn those behind them (UAX #9, section 2).
fn is_plain(text: &str) -> bool {
    let turns = |c| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    text.chars().count() <= LONGEST && !text.chars().any(turns)
}

/// What a step notes for itself, and behind it on a line of its own what somebody said of it.
pub(super) fn with_note(told: &str, note: &str) -> String {
    if note.is_empty() {
        told.to_owned()
    } else {
        format!("{told}\n{note}")
    }
}

pub(super) fn typed(field: &str, message: String) -> NoStep {
    let field = field.to_owned();
    NoStep::Typed(Fault { field, message })
}
