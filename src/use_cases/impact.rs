//! Whom a publication concerns, before anybody presses the button.

use std::collections::BTreeMap;

use super::{Mutual, Reading};
use crate::access::{Actor, Deed, Scope, authorise};
use crate::catalogue::{Channel, Document};
use crate::insight::{Alike, People, runs_unasked};
use crate::ledger::EntryKind;

/// Who has an exchange on now or must answer anew already: all whom a material change asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Impact {
    /// By the channels that they have on; who has several on counts for each.
    pub channels: Sorts<Channel>,
    /// By the language that they read; `None` where nothing is known of it.
    pub locales: Sorts<Option<String>>,
    /// The names of the programs that are told by the change feed, and of the addresses that are sent
    /// what happens to a version or to an answer: what people call them, or the address itself.
    pub systems: Vec<String>,
}

/// How many people of each sort, as charts tell it: in full tens, and no sort of whom there is no ten.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sorts<K> {
    /// The tens of each sort.
    pub tens: BTreeMap<K, u64>,
    /// Whether there is a sort with too few people to be told.
    pub few: bool,
}

impl<K: Ord> Sorts<K> {
    /// These counts as they are told.
    fn of(counts: BTreeMap<K, u64>) -> Self {
        let (mut tens, mut few) = (BTreeMap::new(), false);
        for (sort, many) in counts {
            match People::of(many) {
                People::Tens(many) => _ = tens.insert(sort, many),
                People::Few => few = true,
            }
        }
        Self { tens, few }
    }
}

impl Mutual {
    /// Whom a change of the live proposition `key` concerns. It looks at no customer.
    ///
    /// # Errors
    ///
    /// [`Reading`].
    pub async fn impact(&self, actor: &Actor, key: &str) -> Result<Impact, Reading> {
        authorise(actor, Deed::ReadDrafts)?;
        let catalogue = self.engine.catalogue();
        let mut channels: BTreeMap<Channel, u64> = BTreeMap::new();
        let mut locales: BTreeMap<Option<String>, u64> = BTreeMap::new();
        let known = catalogue.proposition(key);
        // What is not live is on for nobody, and asks nobody anew.
        if let Some((known, live)) = known.and_then(|known| Some((known, known.live()?))) {
            for crowd in self.engine.crowds(key) {
                let Some(has) = crowd.has(known, live) else {
                    continue;
                };
                let locale = crowd.stance.locale().map(str::to_owned);
                *locales.entry(locale).or_default() += crowd.many;
                for channel in has.channels {
                    *channels.entry(channel).or_default() += crowd.many;
                }
            }
        }
        let clients = self.office.clients().await?.into_iter();
        let follows = clients.filter(|client| {
            client.revoked_at.is_none() && !client.test && client.scopes.has(Scope::Feed)
        });
        let endpoints = self.webhooks.endpoints().await?.into_iter();
        let sent = endpoints.filter(|endpoint| {
            let told = [
                EntryKind::Published,
                EntryKind::Retired,
                EntryKind::NeedsAnswer,
            ];
            endpoint.off.is_none() && told.iter().any(|kind| endpoint.events.have(*kind))
        });
        let sent = sent.map(|endpoint| match endpoint.description.trim() {
            "" => endpoint.url,
            name => name.to_owned(),
        });
        let systems = follows.map(|client| client.name).chain(sent);
        let mut systems: Vec<_> = systems.collect();
        systems.sort();
        Ok(Impact {
            channels: Sorts::of(channels),
            locales: Sorts::of(locales),
            systems,
        })
    }

    /// How many have the live proposition `key` on now: whom a stop takes it from. Like all that is told of
    /// people it is in full tens, or two looks would say what one of them chose in between.
    ///
    /// # Errors
    ///
    /// [`Reading`].
    pub fn on_now(&self, actor: &Actor, key: &str) -> Result<People, Reading> {
        authorise(actor, Deed::ReadNumbers)?;
        Ok(People::of(self.engine.count_on(key).0))
    }

    /// How many customers a version that asks nobody is on for as soon as it is live: all for whom it
    /// runs then, by the one rule that the numbers go by, too.
    pub(super) fn on_unasked(&self, document: &Document) -> People {
        let (at, index) = (self.engine.now(), self.engine.index().saturating_add(1));
        let then = self.engine.catalogue().with(document, at, index);
        let published = then.proposition(&document.key);
        let Some((proposition, version)) = published.and_then(|it| Some((it, it.live()?))) else {
            return People::Few;
        };
        let takes = |who: Alike<'_>| runs_unasked(proposition, version, who);
        People::of(self.engine.known(&document.key, &takes).values().sum())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_number_below_ten_is_told_and_none_beside_a_ten() {
        let counts = [("de", 9), ("en", 10), ("fr", 129)];
        let told = Sorts::of(BTreeMap::from(counts));
        assert_eq!(told.tens, BTreeMap::from([("en", 10), ("fr", 120)]));
        assert!(told.few);
        assert!(!Sorts::of(BTreeMap::from([("en", 10)])).few);
        let nobody = Sorts::<&str>::of(BTreeMap::new());
        assert!(nobody.tens.is_empty() && !nobody.few);
    }
}
