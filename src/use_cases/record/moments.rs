//! Who and what stood at the moment of each decision of a request.
//!
//! All that the request is judged by is looked at once, while memory stands still: so the decisions of a
//! list are judged by one state, whatever happens meanwhile. What stood before follows from that and from
//! the entries, which never change.

mod guesses;

use std::collections::BTreeMap;
use std::sync::Arc;

use super::NotRecorded;
use crate::catalogue::Catalogue;
use crate::clock::Timestamp;
use crate::consent::{Customer, People};
use crate::guard::Inference;
use crate::id::CustomerId;
use crate::ledger::{Body, Entry};
use crate::port::{Engine, InferenceStore, StoreError};
use crate::use_cases::as_it_was::whole_trail;

/// A customer at one moment.
pub(super) struct She {
    /// What counts for her.
    pub(super) customer: Arc<Customer>,
    /// Each of her records by itself.
    records: Vec<Arc<Customer>>,
}

impl She {
    /// Her id.
    pub(super) fn id(&self) -> CustomerId {
        self.customer.id
    }

    /// Whether an entry is about one of the records that are hers.
    pub(super) fn is_about(&self, entry: &Entry) -> bool {
        let about = entry.body.customer();
        about.is_some_and(|id| self.customer.ids().any(|hers| hers == id))
    }
}

/// A customer and the catalogue, as they stood at one moment.
pub(super) struct Then {
    pub(super) she: Arc<She>,
    pub(super) catalogue: Arc<Catalogue>,
}

/// The catalogue now, and as it was before: one for each stretch in which nothing changed.
struct Catalogues {
    now: Arc<Catalogue>,
    /// When that one changed last.
    newest: Option<Timestamp>,
    /// By when each changed last.
    before: BTreeMap<Option<Timestamp>, Arc<Catalogue>>,
}

impl Catalogues {
    fn new(now: Arc<Catalogue>, at: Timestamp) -> Self {
        Self {
            newest: now.moment_of(at),
            now,
            before: BTreeMap::new(),
        }
    }

    fn at(&mut self, at: Timestamp) -> Arc<Catalogue> {
        let moment = self.now.moment_of(at);
        if moment == self.newest {
            return Arc::clone(&self.now);
        }
        let made = || Arc::new(self.now.as_of(at));
        Arc::clone(self.before.entry(moment).or_insert_with(made))
    }
}

/// Her entries, newest first.
type Trail = Arc<[Entry]>;

/// What the decisions of one request are judged by.
pub(super) struct Moments<'a> {
    engine: &'a dyn Engine,
    inferences: &'a dyn InferenceStore,
    /// The moment at which all of it was looked at.
    pub(super) now: Timestamp,
    /// The ledger index of that.
    index: u64,
    catalogues: Catalogues,
    /// By the ids that the request names.
    people: BTreeMap<CustomerId, Arc<She>>,
    /// When her newest entry was written.
    newest: BTreeMap<CustomerId, Option<Timestamp>>,
    trails: BTreeMap<CustomerId, Trail>,
    /// By how many of her entries there were.
    past: BTreeMap<(CustomerId, usize), Arc<She>>,
    guesses: BTreeMap<CustomerId, Arc<[Inference]>>,
    /// What stood there at a moment and is gone.
    gone: BTreeMap<(CustomerId, Timestamp), Arc<[Inference]>>,
    /// Since when whatever goes is known of.
    gone_known: Option<Timestamp>,
}

impl<'a> Moments<'a> {
    /// Looks at the customers that a request names.
    pub(super) fn open(
        engine: &'a dyn Engine,
        inferences: &'a dyn InferenceStore,
        named: impl Iterator<Item = CustomerId>,
    ) -> Self {
        let mut people: BTreeMap<CustomerId, Option<Arc<She>>> =
            named.map(|id| (id, None)).collect();
        let mut still = (0, engine.now());
        let mut catalogue = None;
        engine.still(&mut |index, now| {
            still = (index, now);
            catalogue = Some(engine.catalogue());
            for (id, she) in &mut people {
                *she = engine.customer(*id).map(|customer| {
                    let records = customer.ids().filter_map(|id| engine.record(id)).collect();
                    Arc::new(She { customer, records })
                });
            }
        });
        let (index, now) = still;
        let catalogue = catalogue.unwrap_or_else(|| engine.catalogue());
        let people = people.into_iter();
        Self {
            engine,
            inferences,
            now,
            index,
            catalogues: Catalogues::new(catalogue, now),
            people: people.filter_map(|(id, she)| Some((id, she?))).collect(),
            newest: BTreeMap::new(),
            trails: BTreeMap::new(),
            past: BTreeMap::new(),
            guesses: BTreeMap::new(),
            gone: BTreeMap::new(),
            gone_known: None,
        }
    }

    /// The customer that the request calls so.
    pub(super) fn she(&self, id: CustomerId) -> Result<Arc<She>, NotRecorded> {
        match self.people.get(&id) {
            Some(she) => Ok(Arc::clone(she)),
            None if self.engine.is_erased(id) => Err(NotRecorded::Erased),
            None => Err(NotRecorded::UnknownCustomer),
        }
    }

    /// What was read of her, unless she was erased since: then what was read may be a part of it.
    fn unless_erased<T>(
        &self,
        she: &She,
        read: Result<T, StoreError>,
    ) -> Result<Result<T, NotRecorded>, StoreError> {
        if self.engine.record(she.id()).is_none() {
            return Ok(Err(NotRecorded::Erased));
        }
        read.map(Ok)
    }

    /// All entries of her records, and of those that were hers once, newest first.
    pub(super) async fn trail(
        &mut self,
        she: &She,
    ) -> Result<Result<Trail, NotRecorded>, StoreError> {
        if let Some(trail) = self.trails.get(&she.id()) {
            return Ok(Ok(Arc::clone(trail)));
        }
        let read = whole_trail(self.engine, she.customer.state.last_index).await;
        let trail = match self.unless_erased(she, read)? {
            Ok(trail) => trail,
            Err(why) => return Ok(Err(why)),
        };
        // Those that were hers once go on.
        let trail: Trail = trail
            .into_iter()
            .filter(|entry| entry.index <= self.index)
            .collect();
        self.trails.insert(she.id(), Arc::clone(&trail));
        Ok(Ok(trail))
    }

    /// When her newest entry was written.
    async fn newest(
        &mut self,
        she: &She,
    ) -> Result<Result<Option<Timestamp>, NotRecorded>, StoreError> {
        if let Some(at) = self.newest.get(&she.id()) {
            return Ok(Ok(*at));
        }
        let read = self.engine.trail(she.customer.state.last_index, 1).await;
        let newest = match self.unless_erased(she, read)? {
            Ok(entries) => entries.first().map(|entry| entry.at),
            Err(why) => return Ok(Err(why)),
        };
        self.newest.insert(she.id(), newest);
        Ok(Ok(newest))
    }

    /// The customer and the catalogue as they stood at `at`.
    pub(super) async fn then(
        &mut self,
        she: &Arc<She>,
        at: Timestamp,
    ) -> Result<Result<Then, NotRecorded>, StoreError> {
        let was = if at >= self.now {
            Ok(Arc::clone(she))
        } else {
            match self.newest(she).await? {
                Ok(newest) if newest.is_none_or(|newest| newest <= at) => Ok(Arc::clone(she)),
                Ok(_) => self.before(she, at).await?,
                Err(why) => Err(why),
            }
        };
        Ok(was.map(|she| Then {
            she,
            catalogue: self.catalogues.at(at),
        }))
    }

    /// The customer as she stood at `at`, where something was said of her since.
    async fn before(
        &mut self,
        she: &She,
        at: Timestamp,
    ) -> Result<Result<Arc<She>, NotRecorded>, StoreError> {
        let trail = match self.trail(she).await? {
            Ok(trail) => trail,
            Err(why) => return Ok(Err(why)),
        };
        let joins = |entry: &Entry| matches!(entry.body, Body::Merged(_) | Body::Split(_));
        let since = |entry: &&Entry| entry.at > at && she.is_about(entry);
        if trail.iter().filter(since).any(joins) {
            let message = "her records were joined or set apart since: nobody can tell any more what \
                           counted then";
            return Ok(Err(NotRecorded::fault("at", message)));
        }
        let by_then = |entry: &&Entry| entry.at <= at;
        let known = (she.id(), trail.iter().filter(by_then).count());
        if let Some(was) = self.past.get(&known) {
            return Ok(Ok(Arc::clone(was)));
        }
        let mut people = People::default();
        for entry in trail.iter().rev().filter(by_then) {
            people.apply(entry);
        }
        // Facts are no entries: what is known of her beside her answers is what is known now.
        let then = |record: &Arc<Customer>| {
            Arc::new(Customer {
                state: people.state(record.id).clone(),
                ..Customer::clone(record)
            })
        };
        let was = Arc::new(She {
            customer: then(&she.customer),
            records: she.records.iter().map(then).collect(),
        });
        self.past.insert(known, Arc::clone(&was));
        Ok(Ok(was))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::tests::recipes;
    use crate::catalogue::{ChangeClass, Registry};

    #[test]
    fn of_a_stretch_in_which_nothing_changed_one_catalogue_is_made() {
        let begin = Timestamp::parse("2026-03-01T09:00:00Z").unwrap();
        let mut now = Catalogue::new(Arc::new(Registry::starter()));
        for (index, second) in [(1, 100), (2, 200), (3, 300)] {
            let at = begin.plus_seconds(second);
            now.publish(recipes(), ChangeClass::Clearer, at, index);
        }
        let mut catalogues = Catalogues::new(Arc::new(now), begin.plus_seconds(1_000));
        for second in 0..1_000 {
            let at = begin.plus_seconds(second);
            let made = catalogues.at(at);
            let known = made.proposition("recipe-ideas");
            let versions = known.map_or(0, |known| known.versions().len());
            assert_eq!(versions, usize::try_from((second / 100).min(3)).unwrap());
        }
        assert_eq!(catalogues.before.len(), 3, "nothing, one version, and two");
    }
}
