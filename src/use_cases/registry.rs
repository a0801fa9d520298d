//! The registry as the team sees it: what is in it, what uses it, and changing it.

use std::collections::BTreeSet;

use super::edit_registry::weakened;
use super::{Command, Listing, Mutual, NoStep, Outcome, Reading, Refusal, RegistryEdit};
use crate::access::{Actor, Deed, authorise};
use crate::catalogue::{Slug, Term, TermKey};
use crate::consent::Route;
use crate::port::Draft;

/// How a proposition uses a term.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Usage {
    /// Its live version names it.
    Live,
    /// A draft of it names it.
    Draft,
    /// A version that was live names it; somebody may still have an answer of that.
    Earlier,
}

/// A term with what uses it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// The term.
    pub term: Term,
    /// Its revision.
    pub revision: u64,
    /// The propositions that use it, each with the strongest use of it.
    pub used: Vec<(Slug, Usage)>,
    /// A red line that holds of it, and would not once it was taken out: so it stays.
    pub ruled_by: Option<Slug>,
}

impl Mutual {
    /// Every term, with what uses it: the purposes, then the data categories.
    ///
    /// # Errors
    ///
    /// [`Reading`].
    pub async fn registry(&self, actor: &Actor) -> Result<Vec<Listed>, Reading> {
        authorise(actor, Deed::ReadCatalogue)?;
        let drafts = self.named_in_drafts().await?;
        let catalogue = self.engine.catalogue();
        let registry = catalogue.registry();
        let now = self.engine.now();
        let listed = registry.terms().map(|term| {
            let key = term.key();
            let mut used = Vec::new();
            for proposition in catalogue.propositions() {
                let live = proposition.live();
                let mut versions = proposition.versions().iter();
                if live.is_some_and(|version| version.document.names(&key)) {
                    used.push((proposition.key.clone(), Usage::Live));
                } else if names(&drafts, &proposition.key, &key) {
                    used.push((proposition.key.clone(), Usage::Draft));
                } else if versions.any(|version| version.document.names(&key)) {
                    used.push((proposition.key.clone(), Usage::Earlier));
                }
            }
            let new = drafts.iter().filter(|(draft, named)| {
                catalogue.proposition(draft).is_none() && named.contains(&key)
            });
            used.extend(new.map(|(draft, _)| (draft.clone(), Usage::Draft)));
            Listed {
                revision: registry.revision(&key).unwrap_or(0),
                ruled_by: weakened(&catalogue, &term, None, now),
                term,
                used,
            }
        });
        Ok(listed.collect())
    }

    /// Changes the registry; the ledger index of the entry that says so, where something changed.
    ///
    /// # Errors
    ///
    /// [`NoStep::Submit`]; [`Refusal::TermUsed`] in it also where a draft names what is to go, and
    /// [`Refusal::TermRuled`] where a red line holds of that.
    pub async fn edit_registry(
        &self,
        actor: &Actor,
        route: Route,
        edit: RegistryEdit,
    ) -> Result<Option<u64>, NoStep> {
        authorise(actor, Deed::EditRegistry).map_err(Reading::from)?;
        let (what, about, why) = match &edit {
            RegistryEdit::Add(term) => ("registry.added", term.key().to_string(), String::new()),
            RegistryEdit::Change { term, .. } => {
                ("registry.changed", term.key().to_string(), String::new())
            }
            RegistryEdit::Remove { key, .. } => {
                // The one writer does not see drafts. One that is written at this moment finds
                // when it is published that the term is gone.
                let drafts = self.named_in_drafts().await.map_err(NoStep::from)?;
                let by = drafts.into_iter().filter(|(_, named)| named.contains(key));
                let by: Vec<_> = by.map(|(draft, _)| draft).collect();
                if !by.is_empty() {
                    return Err(NoStep::Submit(Refusal::TermUsed { by }.into()));
                }
                ("registry.removed", key.to_string(), String::new())
            }
            RegistryEdit::Import { terms, .. } => {
                let count = terms.len().to_string();
                ("registry.imported", "registry".to_owned(), count)
            }
            RegistryEdit::Mirror(_) => ("registry.mirrored", "registry".to_owned(), String::new()),
        };
        let command = Command::EditRegistry(Box::new(edit));
        let listing = Listing::new(actor, what, &about, &why);
        let edited = self.submit_listed(actor, route, command, listing, None);
        match edited.await? {
            Outcome::RegistryChanged { index } => Ok(index),
            _ => Ok(None),
        }
    }

    /// What each draft names.
    async fn named_in_drafts(&self) -> Result<Vec<(Slug, BTreeSet<TermKey>)>, Reading> {
        let drafts = self.office.drafts().await?;
        Ok(drafts.into_iter().map(named).collect())
    }
}

fn names(drafts: &[(Slug, BTreeSet<TermKey>)], draft: &Slug, key: &TermKey) -> bool {
    let mut drafts = drafts.iter();
    drafts.any(|(known, named)| known == draft && named.contains(key))
}

/// What a draft names, which need not be a whole document yet.
fn named(draft: Draft) -> (Slug, BTreeSet<TermKey>) {
    let content: serde_json::Value = serde_json::from_str(&draft.content).unwrap_or_default();
    let slug = |value: Option<&serde_json::Value>| value?.as_str()?.parse::<Slug>().ok();
    let data = content.get("data").and_then(serde_json::Value::as_array);
    let data = data.into_iter().flatten();
    let data = data.filter_map(|item| slug(item.get("category")));
    let purpose = slug(content.get("purpose")).map(TermKey::Purpose);
    let named = data.map(TermKey::Data).chain(purpose).collect();
    (draft.key, named)
}
