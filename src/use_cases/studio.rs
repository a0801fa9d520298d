//! What the studio shows, and the drafts that are written in it.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde_json::Value;

use super::{Mutual, Reading};
use crate::access::{Actor, Deed, authorise};
use crate::catalogue::{
    Catalogue, ChangeClass, Difference, Document, Fault, LegalBasis, Proposition, Slug, Version,
    compare,
};
use crate::consent::ActorRef;
use crate::id::{AccountId, AuditId, CommentId};
use crate::insight::People;
use crate::lint::Finding;
use crate::port::{AccountKind, AuditLine, Comment, Draft, Stage, StoreError};

/// How many lines of the list of who did what are read at once.
const LINES: u32 = 100;
/// How many comments a page has.
const COMMENTS: u32 = 50;
/// The longest draft, in bytes: many times what can be published.
const LONGEST_DRAFT: usize = 64 * 1024;

/// Keys that no proposition begins with: other pages of the studio have these addresses.
pub const RESERVED_KEYS: [&str; 6] = [
    "models",
    "new",
    "numbers",
    "red-lines",
    "registry",
    "violations",
];

/// A proposition as the studio lists it.
#[derive(Clone, Debug, PartialEq)]
pub struct StudioItem {
    /// Its key.
    pub key: Slug,
    /// The live version, if it was published.
    pub live: Option<Arc<Version>>,
    /// The version that was published last, live or stopped.
    pub newest: Option<Arc<Version>>,
    /// The draft, if one is being written.
    pub draft: Option<Draft>,
    /// Whether its draft waits for whoever asks: she reviews, and wrote nothing of it.
    pub waits_for_me: bool,
}

/// A page of what was said about the drafts of a proposition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Talk {
    /// The comments, the newest first, each with the version whose draft it was about; none where
    /// it is about the draft that there is now.
    pub comments: Vec<(Comment, Option<u32>)>,
    /// Whether there is more behind them.
    pub more: bool,
    /// How many of all comments nobody has dealt with.
    pub open: u64,
}

/// What publishing a draft would do.
#[derive(Clone, Debug, PartialEq)]
pub struct Preview {
    /// The draft as a document, where it can be read as one.
    pub document: Option<Document>,
    /// What must be mended first, what the linter blocks apart.
    pub faults: Vec<Fault>,
    /// What the linter says.
    pub findings: Vec<Finding>,
    /// The live version that it would replace.
    pub over: Option<u32>,
    /// How it differs from that: as computed, or as a reviewer raised it.
    pub class: ChangeClass,
    /// Each difference.
    pub differences: Vec<Difference>,
    /// How many customers have it on now or must answer again already: a material change asks them
    /// all.
    pub on: People,
    /// How many of them have it on now.
    pub on_now: People,
    /// For how many it is on without a question, where its legal basis asks nobody.
    pub on_unasked: Option<People>,
}

impl Preview {
    /// How many must answer again; `None` where this change asks nobody anew, whoever has it on. Nobody is
    /// asked about what asks nobody, and of what is not live nobody has an answer.
    #[must_use]
    pub fn must_answer(&self) -> Option<People> {
        let asks = self.class == ChangeClass::Material && self.on_unasked.is_none();
        (asks && self.over.is_some()).then_some(self.on)
    }
}

/// What must be mended before this can be published as the next version of `known`.
#[must_use]
pub(super) fn hindrances(
    document: &Document,
    known: Option<&Proposition>,
    catalogue: &Catalogue,
) -> Vec<Fault> {
    let mut faults = document.faults(catalogue.registry());
    let note = document.change_note.as_deref().unwrap_or_default();
    if known.is_some_and(|known| known.newest().is_some()) && note.trim().is_empty() {
        faults.push(Fault {
            field: "change_note".to_owned(),
            message: "say in a sentence what changed".to_owned(),
        });
    }
    faults
}

/// Whether that draft waits for this person: the same that `approve` asks for.
fn waits_for(actor: &Actor, draft: &Draft) -> bool {
    let Actor::Staff { account, .. } = actor else {
        return false;
    };
    matches!(draft.stage, Stage::InReview { .. })
        && authorise(actor, Deed::Review).is_ok()
        && !draft.writers.contains(account)
}

impl Mutual {
    /// What the studio lists: what waits for this person, then published propositions in their
    /// order, then new drafts.
    ///
    /// # Errors
    ///
    /// [`Reading`].
    pub async fn studio(&self, actor: &Actor) -> Result<Vec<StudioItem>, Reading> {
        authorise(actor, Deed::ReadCatalogue)?;
        let mut drafts = self.office.drafts().await?;
        let catalogue = self.engine.catalogue();
        let mut items = Vec::new();
        for proposition in catalogue.propositions() {
            let at = drafts.iter().position(|draft| draft.key == proposition.key);
            items.push(StudioItem {
                key: proposition.key.clone(),
                live: proposition.live().cloned(),
                newest: proposition.newest().cloned(),
                draft: at.map(|at| drafts.remove(at)),
                waits_for_me: false,
            });
        }
        items.extend(drafts.into_iter().map(|draft| StudioItem {
            key: draft.key.clone(),
            live: None,
            newest: None,
            draft: Some(draft),
            waits_for_me: false,
        }));
        for item in &mut items {
            let draft = item.draft.as_ref();
            item.waits_for_me = draft.is_some_and(|draft| waits_for(actor, draft));
        }
        items.sort_by_key(|item| !item.waits_for_me);
        Ok(items)
    }

    /// The draft with this key.
    ///
    /// # Errors
    ///
    /// [`Reading`].
    pub async fn draft(&self, actor: &Actor, key: &str) -> Result<Option<Draft>, Reading> {
        authorise(actor, Deed::ReadDrafts)?;
        Ok(self.office.draft(key).await?)
    }

    /// Saves what `account` wrote, which began from `revision` (0 for a new draft); the new
    /// revision. Whatever was approved before is no longer: somebody must look at it again.
    ///
    /// # Errors
    ///
    /// [`Reading::Store`] with [`StoreError::Conflict`] where somebody saved in between,
    /// [`Reading::Faults`] where it is too long.
    pub async fn save_draft(
        &self,
        actor: &Actor,
        account: AccountId,
        key: &Slug,
        content: String,
        revision: u64,
    ) -> Result<u64, Reading> {
        authorise(actor, Deed::WriteDrafts)?;
        if content.len() > LONGEST_DRAFT {
            let message = format!("a draft has at most {LONGEST_DRAFT} bytes");
            let field = "draft".to_owned();
            return Err(Reading::Faults(vec![Fault { field, message }]));
        }
        // What goes live at this moment is gone behind it: whoever saves it then is told of a conflict.
        let _turn = self.turns.of(key).await;
        let before = self.office.draft(key).await?;
        if before.is_none() && RESERVED_KEYS.contains(&key.as_str()) {
            return Err(Reading::Absent);
        }
        // What she saved already, the answer to which was lost on its way, is saved.
        let is_saved = |before: &&Draft| {
            before.content == content
                && (before.revision == revision || before.updated_by == account)
        };
        if let Some(before) = before.as_ref().filter(is_saved) {
            return Ok(before.revision);
        }
        if before.as_ref().map_or(0, |before| before.revision) != revision {
            return Err(Reading::Store(StoreError::Conflict));
        }
        let now = self.engine.now();
        let first = u64::try_from(now.as_millis()).unwrap_or(1);
        let mut writers = BTreeSet::from([account]);
        writers.extend(before.iter().flat_map(|before| &before.writers));
        let handed_on = before
            .as_ref()
            .is_some_and(|before| before.stage != Stage::Writing);
        let draft = Draft {
            key: key.clone(),
            content,
            revision: before.as_ref().map_or(first, |before| before.revision + 1),
            updated_at: now,
            updated_by: account,
            writers,
            stage: Stage::Writing,
            class: None,
        };
        let line = match (handed_on, &before) {
            (true, _) => Some(self.line(actor, "draft.reopened", key, "")),
            (false, None) => Some(self.line(actor, "draft.begun", key, "")),
            (false, Some(_)) => None,
        };
        let over = before.map(|before| before.revision);
        self.office.put_draft(&draft, over, line.as_ref()).await?;
        Ok(draft.revision)
    }

    /// What publishing the draft would do.
    ///
    /// # Errors
    ///
    /// [`Reading`]; [`Reading::Absent`] where there is no draft.
    pub async fn preview(&self, actor: &Actor, key: &str) -> Result<Preview, Reading> {
        let draft = self.draft(actor, key).await?.ok_or(Reading::Absent)?;
        let catalogue = self.engine.catalogue();
        let known = catalogue.proposition(key);
        let live = known.and_then(|proposition| proposition.live());
        let over = live.map(|version| version.number);
        let (on_now, needs_answer) = self.engine.count_on(key);
        let on = People::of(on_now.saturating_add(needs_answer));
        let on_now = People::of(on_now);
        let content: Value = serde_json::from_str(&draft.content).unwrap_or_default();
        let (findings, _) = self.linted(&content).await?;
        let parsed: Result<Document, _> = serde_json::from_str(&draft.content);
        Ok(match parsed {
            Ok(document) => {
                let old = live.map(|version| &version.document);
                let (class, differences) = compare(old, &document);
                let faults = hindrances(&document, known.map(Arc::as_ref), &catalogue);
                let on_unasked = match document.legal_basis {
                    LegalBasis::Consent => None,
                    _ => Some(self.on_unasked(&document)),
                };
                Preview {
                    document: Some(document),
                    faults,
                    findings,
                    over,
                    class: draft.class.map_or(class, |raised| raised.max(class)),
                    differences,
                    on,
                    on_now,
                    on_unasked,
                }
            }
            Err(error) => {
                let fault = Fault {
                    field: "draft".to_owned(),
                    message: error.to_string(),
                };
                let class = ChangeClass::Material;
                Preview {
                    document: None,
                    faults: vec![fault],
                    findings,
                    over,
                    class,
                    differences: vec![],
                    on,
                    on_now,
                    on_unasked: None,
                }
            }
        })
    }

    /// What the linter says of what somebody writes.
    ///
    /// # Errors
    ///
    /// [`Reading`].
    pub async fn lint(&self, actor: &Actor, content: &Value) -> Result<Vec<Finding>, Reading> {
        authorise(actor, Deed::ReadDrafts)?;
        Ok(self.linted(content).await?.0)
    }

    /// A page of what was said about the drafts of a proposition before `before`: at most
    /// [`COMMENTS`].
    ///
    /// # Errors
    ///
    /// [`Reading`].
    pub async fn comments(
        &self,
        actor: &Actor,
        key: &str,
        before: Option<CommentId>,
    ) -> Result<Talk, Reading> {
        authorise(actor, Deed::ReadDrafts)?;
        let mut comments = self.office.comments(key, before, COMMENTS + 1).await?;
        let more = comments.len() > COMMENTS as usize;
        comments.truncate(COMMENTS as usize);
        let open = self.office.open_comments(key).await?;
        let catalogue = self.engine.catalogue();
        let known = catalogue.proposition(key);
        // What was said before a version went live was said about its draft.
        let about = |comment: Comment| {
            let versions = known.into_iter().flat_map(|known| known.versions());
            let mut later = versions.filter(|version| version.published_at >= comment.at);
            let version = later.next().map(|version| version.number);
            (comment, version)
        };
        Ok(Talk {
            comments: comments.into_iter().map(about).collect(),
            more,
            open,
        })
    }

    /// The address of somebody of the team; `None` where there is no such account.
    ///
    /// # Errors
    ///
    /// [`Reading`].
    pub async fn colleague(&self, actor: &Actor, id: AccountId) -> Result<Option<String>, Reading> {
        authorise(actor, Deed::ReadDrafts)?;
        let account = self.office.account(id).await?;
        let staff = account.filter(|account| matches!(account.kind, AccountKind::Staff(_)));
        Ok(staff.map(|account| account.email))
    }

    /// Who did what, the newest first: all of this side's list, or what is about one proposition. Those
    /// are of both sides, and are worked on in the office.
    ///
    /// # Errors
    ///
    /// [`Reading`].
    pub async fn audit(
        &self,
        actor: &Actor,
        about: Option<&str>,
        before: Option<AuditId>,
    ) -> Result<Vec<AuditLine>, Reading> {
        let lines = if about.is_some() {
            authorise(actor, Deed::ReadDrafts)?;
            self.office.audit(about, before, LINES)
        } else {
            authorise(actor, Deed::ReadAudit)?;
            self.audit.audit(None, before, LINES)
        };
        Ok(lines.await?)
    }

    /// A new line of the list of who did what.
    pub(super) fn line(&self, actor: &Actor, what: &str, about: &str, reason: &str) -> AuditLine {
        AuditLine {
            id: AuditId::new(self.clock.as_ref(), self.entropy.as_ref()),
            at: self.engine.now(),
            actor: ActorRef::from(actor),
            what: what.to_owned(),
            about: about.to_owned(),
            reason: reason.to_owned(),
        }
    }
}
