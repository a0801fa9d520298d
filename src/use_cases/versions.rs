//! Every version of a proposition: its text, who put it live and when, and what became of it.

use std::sync::Arc;

use super::{Mutual, Reading};
use crate::access::{Actor, Deed, authorise};
use crate::catalogue::{Registry, Version};
use crate::clock::Timestamp;
use crate::consent::ActorRef;
use crate::id::AccountId;
use crate::ledger::Body;

/// How many versions a page of them has.
const PAGE: usize = 25;

/// A version with what the ledger says of it.
#[derive(Clone, Debug, PartialEq)]
pub struct ToldVersion {
    /// What was published.
    pub version: Arc<Version>,
    /// What became of it.
    pub fate: VersionFate,
    /// Who put it live; the installation itself where a moment had been set.
    pub by: ActorRef,
    /// Who approved it, where somebody had to.
    pub approved_by: Option<AccountId>,
}

/// What became of a version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum VersionFate {
    /// It is live.
    Live,
    /// Another one took its place.
    Superseded {
        /// When.
        at: Timestamp,
        /// The number of that one.
        by: u32,
    },
    /// It was stopped, whether or not another one went live later.
    Stopped {
        /// When.
        at: Timestamp,
        /// Who stopped it.
        by: ActorRef,
        /// Why, in words.
        reason: String,
    },
}

/// A page of the versions of a proposition.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Versions {
    /// The versions, the newest first.
    pub told: Vec<ToldVersion>,
    /// Whether there are older ones behind them.
    pub more: bool,
}

impl Mutual {
    /// A page of the versions of a proposition that are older than `before`, the newest first. Who
    /// did it is read from the ledger, so that it holds whatever became of the list of who did what.
    ///
    /// # Errors
    ///
    /// [`Reading`]; [`Reading::Absent`] where nothing was ever published under this key.
    pub async fn versions(
        &self,
        actor: &Actor,
        key: &str,
        before: Option<u32>,
    ) -> Result<Versions, Reading> {
        authorise(actor, Deed::ReadDrafts)?;
        let catalogue = self.engine.catalogue();
        let known = catalogue.proposition(key).ok_or(Reading::Absent)?;
        let stops: Vec<_> = known.stops().collect();
        let mut next: Option<&Arc<Version>> = None;
        let mut versions = Versions::default();
        for version in known.versions().iter().rev() {
            let after = next.replace(version);
            if before.is_some_and(|before| version.number >= before) {
                continue;
            }
            if versions.told.len() == PAGE {
                versions.more = true;
                break;
            }
            let until = after.map_or(u64::MAX, |after| after.index);
            let stopped = stops
                .iter()
                .find(|(index, _)| (version.index..until).contains(index));
            let fate = match (stopped, after) {
                (Some((index, at)), _) => {
                    let (by, reason) = match self.written(*index).await? {
                        Some(Body::Retired(retired)) => (retired.actor, retired.reason),
                        _ => (ActorRef::from(&Actor::System), String::new()),
                    };
                    VersionFate::Stopped {
                        at: *at,
                        by,
                        reason,
                    }
                }
                (None, Some(after)) => VersionFate::Superseded {
                    at: after.published_at,
                    by: after.number,
                },
                (None, None) => VersionFate::Live,
            };
            let (by, approved_by) = match self.written(version.index).await? {
                Some(Body::Published(published)) => (published.actor, published.approved_by),
                _ => (ActorRef::from(&Actor::System), None),
            };
            versions.told.push(ToldVersion {
                version: Arc::clone(version),
                fate,
                by,
                approved_by,
            });
        }
        Ok(versions)
    }

    /// One version of a proposition, with the registry that its words were read by then.
    ///
    /// # Errors
    ///
    /// [`Reading`]; [`Reading::Absent`] where there is no such version.
    pub fn version(
        &self,
        actor: &Actor,
        key: &str,
        number: u32,
    ) -> Result<(Arc<Version>, Arc<Registry>), Reading> {
        authorise(actor, Deed::ReadDrafts)?;
        let catalogue = self.engine.catalogue();
        let known = catalogue.proposition(key).ok_or(Reading::Absent)?;
        let version = known.version(number).ok_or(Reading::Absent)?;
        let registry = catalogue.registry_up_to(version.index);
        Ok((Arc::clone(version), registry))
    }

    /// What the entry at `index` says.
    pub(super) async fn written(&self, index: u64) -> Result<Option<Body>, Reading> {
        let entries = self.engine.entries(index.saturating_sub(1), 1).await?;
        let entry = entries.first().filter(|entry| entry.index == index);
        Ok(entry.map(|entry| entry.body.clone()))
    }
}
