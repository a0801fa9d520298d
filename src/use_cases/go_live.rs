//! How an approved draft goes live: at once or at a set moment, once whatever is pressed twice, crashes
//! or is thrown away at that moment.

use super::publish::goes_beyond;
use super::review::{NoStep, account, noted};
use super::{Approval, Command, Listing, Mutual, Outcome, Publish, Reading, Refusal};
use crate::access::{Actor, Deed, Role, authorise};
use crate::catalogue::Document;
use crate::clock::Timestamp;
use crate::consent::Route;
use crate::id::AccountId;
use crate::ledger::Body;
use crate::port::{AccountKind, Draft, Stage, StoreError, SubmitError};

/// What somebody says who publishes a draft.
#[derive(Clone, Copy, Debug, Default)]
pub struct Publishing<'a> {
    /// The live version that she looked at beside the draft, where there was one.
    pub over: Option<u32>,
    /// The form's own key: pressing twice is once.
    pub once: Option<&'a str>,
    /// What she has to say to it; may be empty.
    pub note: &'a str,
}

impl Mutual {
    /// Publishes the approved draft, of which `revision` was looked at, and ends it; the new version's
    /// number.
    ///
    /// # Errors
    ///
    /// [`NoStep`]; in [`NoStep::Submit`] with the faults, or where somebody published in between;
    /// [`Reading::Absent`] in it where the draft has ended in between.
    pub async fn publish(
        &self,
        actor: &Actor,
        key: &str,
        revision: u64,
        with: Publishing<'_>,
    ) -> Result<u32, NoStep> {
        let press = move || self.press_publish(actor, key, revision, with);
        match press().await {
            // Where she pressed twice, the other press took the draft in between.
            Err(NoStep::Moved) => press().await,
            pressed => pressed,
        }
    }

    async fn press_publish(
        &self,
        actor: &Actor,
        key: &str,
        revision: u64,
        Publishing { over, once, note }: Publishing<'_>,
    ) -> Result<u32, NoStep> {
        authorise(actor, Deed::Publish).map_err(Reading::from)?;
        let by = account(actor)?;
        let _turn = self.turns.of(key).await;
        let mut draft = self.office.draft(key).await?.ok_or(Reading::Absent)?;
        // Presses of the same page that came to nothing took it since; whoever saved it or took a step
        // since looked at another one.
        let is_hers = draft.updated_by == by && draft.stage.pressed() == Some(revision);
        if draft.revision != revision && !is_hers {
            return Err(NoStep::Moved);
        }
        let note = noted(note)?;
        // What was approved over another version, or before a stop, was not approved for this.
        if draft.stage.approved().is_some() && draft.stage.over() != over {
            let live = self.live(key).unwrap_or(0);
            return Err(NoStep::Submit(Refusal::PublishedMeanwhile { live }.into()));
        }
        let pressed = (by, Some(revision));
        self.put_live(actor, Route::Page, &mut draft, pressed, once, note)
            .await
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
        for mut draft in self.office.scheduled_drafts().await? {
            let Stage::Scheduled {
                due, approved_at, ..
            } = draft.stage
            else {
                continue;
            };
            if due > self.engine.settled() {
                next = Some(next.map_or(due, |next| next.min(due)));
                continue;
            }
            let _turn = self.turns.of(&draft.key).await;
            // The same again after a crash, whatever the revision: an approval publishes once.
            let once = format!("due {} {} {due}", draft.key, approved_at.as_millis());
            let (actor, by) = (Actor::System, draft.updated_by);
            let (route, taken) = (Route::System, (by, None));
            let published = self.put_live(&actor, route, &mut draft, taken, Some(&once), "");
            match published.await {
                Ok(_) => {}
                Err(NoStep::Submit(SubmitError::Store(error))) => return Err(error),
                Err(NoStep::Reading(Reading::Store(error @ StoreError::Unavailable(_)))) => {
                    return Err(error);
                }
                Err(NoStep::Submit(SubmitError::InDoubt | SubmitError::Overloaded)) => {
                    let why = "it is not known yet whether a version went live".to_owned();
                    return Err(StoreError::Unavailable(why));
                }
                Err(why) => {
                    let (why, what) = (why.to_string(), "draft.not_published");
                    let back = self.step(&actor, draft, by, Stage::Writing, what, &why);
                    // Where somebody changed it meanwhile, it is looked at anyway.
                    if let Err(NoStep::Reading(Reading::Store(error))) = back.await {
                        return Err(error);
                    }
                }
            }
        }
        Ok(next)
    }

    /// Makes a revision of the draft that nobody has looked at, in the name of `by`, who looked at
    /// revision `looked_at` where she pressed: from here on nobody is told that it is discarded, or
    /// sent back, while it goes live. Where it does not, the draft is as it was otherwise.
    async fn take(
        &self,
        draft: &mut Draft,
        (by, looked_at): (AccountId, Option<u64>),
    ) -> Result<(), NoStep> {
        let over = draft.revision;
        let taken = Draft {
            revision: over.saturating_add(1),
            updated_at: self.engine.now(),
            updated_by: by,
            stage: draft.stage.clone().pressed_at(looked_at),
            ..draft.clone()
        };
        let put = self.office.put_draft(&taken, Some(over), None).await;
        if put == Err(StoreError::Conflict) && self.office.draft(&draft.key).await?.is_none() {
            return Err(Reading::Absent.into());
        }
        put?;
        *draft = taken;
        Ok(())
    }

    /// Publishes an approved draft, whose turn the caller has, in the name of whom [`Self::take`] says,
    /// and ends it; the new version's number. `draft` is what is stored, also where it is not published.
    async fn put_live(
        &self,
        actor: &Actor,
        route: Route,
        draft: &mut Draft,
        pressed: (AccountId, Option<u64>),
        once: Option<&str>,
        note: &str,
    ) -> Result<u32, NoStep> {
        let (approved_by, approved_at) = draft.stage.approved().ok_or(NoStep::Moved)?;
        if let Some(version) = self.ended(draft).await? {
            return Ok(version);
        }
        let (document, warnings, kept) = self.publishable(draft).await?;
        // What is live, drawn or registered beside it may have changed since: whoever approved it took what
        // was warned of then, and nothing else.
        if goes_beyond(&warnings, draft.stage.accepted()) {
            return Err(NoStep::Unaccepted);
        }
        // An approval is worth as much as whoever gave it.
        let approver = self.office.account(approved_by).await?;
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
        self.take(draft, pressed).await?;
        let publish = Publish {
            document,
            over: draft.stage.over(),
            class: draft.class,
            approval: Some(Approval {
                writers: draft.writers.clone(),
                by: approved_by,
                at: approved_at,
                kept,
                accepted: draft.stage.accepted().cloned(),
            }),
        };
        let command = Command::Publish(Box::new(publish));
        let listing = Listing::new(actor, "proposition.published", &draft.key, note);
        let submitted = self.submit_listed(actor, route, command, listing, once);
        let outcome = match submitted.await {
            // Something went live in between.
            Err(SubmitError::Refused(Refusal::Unaccepted)) => return Err(NoStep::Unaccepted),
            submitted => submitted?,
        };
        let Outcome::Published { version, .. } = outcome else {
            return Err(NoStep::Submit(Refusal::NotApproved.into()));
        };
        self.end(draft).await;
        Ok(version)
    }

    /// Whether the draft is live already, and so no more to be thrown away, sent back or given another
    /// moment: it ends then.
    ///
    /// # Errors
    ///
    /// [`NoStep::Submit`] where the one writer does not tell whether what it was given went live.
    pub(super) async fn went_live(&self, draft: &Draft) -> Result<bool, NoStep> {
        if draft.stage.approved().is_none() {
            return Ok(false);
        }
        // A stop without a reason changes nothing: it is refused, and only once all that came before it
        // is stored or lost. Until then what became of a publication is not known.
        let nothing = Command::Retire(draft.key.clone(), String::new());
        let settled = self.submit(&Actor::System, Route::System, nothing, None);
        match settled.await {
            Ok(_) | Err(SubmitError::Refused(_)) => {}
            Err(error) => return Err(error.into()),
        }
        Ok(self.ended(draft).await?.is_some())
    }

    /// Ends a draft that is live already; its version.
    async fn ended(&self, draft: &Draft) -> Result<Option<u32>, NoStep> {
        let version = self.became(draft).await?;
        if version.is_some() {
            self.end(draft).await;
        }
        Ok(version)
    }

    /// The version that the draft is already: of another press, or of before a crash that came between
    /// its publication and its end. What went live by another way was not approved by whoever approved
    /// the draft.
    async fn became(&self, draft: &Draft) -> Result<Option<u32>, NoStep> {
        let Some((approved_by, approved_at)) = draft.stage.approved() else {
            return Ok(None);
        };
        let catalogue = self.engine.catalogue();
        let known = catalogue.proposition(&draft.key);
        let Some(live) = known.and_then(|known| known.live()) else {
            return Ok(None);
        };
        let is_since = live.published_at >= approved_at && Some(live.number) != draft.stage.over();
        let document: Option<Document> = serde_json::from_str(&draft.content).ok();
        if !is_since || document.as_ref() != Some(&live.document) {
            return Ok(None);
        }
        Ok(match self.written(live.index).await? {
            Some(Body::Published(published)) if published.approved_by == Some(approved_by) => {
                Some(live.number)
            }
            _ => None,
        })
    }

    /// The draft's life ends with its publication. One that is left behind does no harm: the version is
    /// live, and told in the list of who did what, whether or not it could be deleted.
    async fn end(&self, draft: &Draft) {
        _ = self.office.delete_draft(&draft.key, draft.revision).await;
    }
}
