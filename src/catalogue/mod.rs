//! What can be agreed on: purposes, data, channels, AI uses, and value propositions.

mod basis;
mod change;
mod document;
mod history;
mod registry;
mod rewording;
mod sample;
mod sharing;
mod term;
mod wording;
pub(crate) mod words;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

pub(crate) use change::letters;
pub use change::{ChangeClass, Difference, compare};
pub use document::{Ask, Benefit, DataItem, Document, Fault, Worth};
pub(crate) use document::{LONGEST_LIST, is_locale, is_region};
pub use registry::{Registry, TermList};
pub use sample::{LONGEST_SLOT, MOST_PEOPLE, Piece, Sample, slots};
pub use term::{
    DataCategory, Labels, Origin, Purpose, Sensitivity, Term, TermKey, is_dpv, label_field,
};
pub use wording::{BenefitText, Translation};
pub use words::{
    AiUse, BenefitKind, Channel, DecidedBy, Every, LegalBasis, NotASlug, Slug, WorthMethod,
};

use crate::clock::Timestamp;
use crate::consent::Toggle;
use crate::guard::RedLines;
use crate::ledger::{CatalogueChange, RedLinesChanged, RegistryChanged};
use history::History;
use sharing::Sharing;

/// One immutable wording and content of a proposition.
#[derive(Clone, Debug, PartialEq)]
pub struct Version {
    /// 1 for the first.
    pub number: u32,
    /// What was published, word for word.
    pub document: Document,
    /// SHA-256 of the document's canonical JSON: what "the version shown" means.
    pub hash: [u8; 32],
    /// How it differs from the version before.
    pub class: ChangeClass,
    /// When it went live.
    pub published_at: Timestamp,
    /// The ledger index of its publication.
    pub index: u64,
    /// What it reads like in each of its languages, its own first.
    wordings: Vec<Arc<Document>>,
    required: BTreeSet<Toggle>,
    sharing: Sharing,
    /// For each facet, the number of the version since which it has always been there.
    facets: BTreeMap<Toggle, u32>,
}

impl Version {
    /// Every facet, in the order of the page: data, channels, AI uses.
    pub fn facets(&self) -> impl Iterator<Item = &Toggle> {
        self.facets.keys()
    }

    /// What it reads like to who reads `locale` (BCP 47), or is closest to that; `None` where it is
    /// not written in her language.
    #[must_use]
    pub fn wording_for(&self, locale: &str) -> Option<&Arc<Document>> {
        let found = self.document.locale_for(locale)?;
        self.wordings.iter().find(|wording| wording.locale == found)
    }

    /// What it reads like to who reads `locale`, or in its own language where it is not written in
    /// hers: for telling what was, not for asking.
    #[must_use]
    pub fn wording_or_own(&self, locale: &str) -> Arc<Document> {
        let found = self.wording_for(locale).or(self.wordings.first());
        found.map_or_else(|| Arc::new(self.document.clone()), Arc::clone)
    }

    /// Whether this version has that toggle at all.
    #[must_use]
    pub fn has(&self, toggle: &Toggle) -> bool {
        *toggle == Toggle::Exchange || self.facets.contains_key(toggle)
    }

    /// The toggles that turning the exchange on turns on too.
    #[must_use]
    pub fn required(&self) -> &BTreeSet<Toggle> {
        &self.required
    }

    /// Whether turning `toggle` on sells data, or shares them with others for their own ends: what a
    /// wish that says "do not" reaches.
    #[must_use]
    pub fn shares(&self, toggle: &Toggle) -> bool {
        self.sharing.has(toggle)
    }

    /// The toggle whose off ends all selling and sharing, where there is any.
    #[must_use]
    pub fn ends_sharing(&self) -> Option<Toggle> {
        self.sharing.root()
    }

    /// The version since which `toggle` has been offered without a break.
    ///
    /// A facet that was taken out and brought back starts anew: an answer from before the
    /// break says nothing about it.
    #[must_use]
    pub fn offered_since(&self, toggle: &Toggle) -> Option<u32> {
        match toggle {
            Toggle::Exchange => Some(1),
            facet => self.facets.get(facet).copied(),
        }
    }
}

/// A value proposition and all its versions.
#[derive(Clone, Debug, PartialEq)]
pub struct Proposition {
    /// Its stable key, part of the page's address.
    pub key: Slug,
    versions: Vec<Arc<Version>>,
    material_since: u32,
    /// When it was stopped, by the index of the entry that says so.
    stops: BTreeMap<u64, Timestamp>,
    is_retired: bool,
    special: bool,
}

impl Proposition {
    /// The version that customers are shown, unless the proposition is retired.
    #[must_use]
    pub fn live(&self) -> Option<&Arc<Version>> {
        self.newest().filter(|_| !self.is_retired)
    }

    /// The version that was published last, live or not.
    #[must_use]
    pub fn newest(&self) -> Option<&Arc<Version>> {
        self.versions.last()
    }

    /// When it was stopped, where it is.
    #[must_use]
    pub fn retired_at(&self) -> Option<Timestamp> {
        let last = self.stops.last_key_value().map(|(_, at)| *at);
        last.filter(|_| self.is_retired)
    }

    /// The version with this number.
    #[must_use]
    pub fn version(&self, number: u32) -> Option<&Arc<Version>> {
        self.versions
            .iter()
            .find(|version| version.number == number)
    }

    /// All versions, oldest first.
    #[must_use]
    pub fn versions(&self) -> &[Arc<Version>] {
        &self.versions
    }

    /// It as it was when the ledger had come to `index`; none before its first version.
    #[must_use]
    pub fn up_to(&self, index: u64) -> Option<Self> {
        let versions = self.versions.iter();
        let versions: Vec<_> = versions.filter(|v| v.index <= index).cloned().collect();
        let first = versions.first()?.number;
        let published = versions.last().map(|version| version.index);
        let stops = self.stops.range(..=index).map(|(index, at)| (*index, *at));
        let stops: BTreeMap<_, _> = stops.collect();
        let stopped = stops.last_key_value().map(|(index, _)| *index);
        let mut newest = versions.iter().rev();
        let material = newest.find(|version| version.class == ChangeClass::Material);
        Some(Self {
            key: self.key.clone(),
            material_since: material.map_or(first, |version| version.number),
            versions,
            is_retired: stopped > published,
            stops,
            special: self.special,
        })
    }

    /// When it was stopped, with the index of the entry that says so; oldest first.
    pub fn stops(&self) -> impl Iterator<Item = (u64, Timestamp)> {
        self.stops.iter().map(|(index, at)| (*index, *at))
    }

    /// The newest version that changed materially; a grant of an older one needs a new answer.
    #[must_use]
    pub fn material_since(&self) -> u32 {
        self.material_since
    }

    /// When it was published what everybody has to have read who agrees to the version with this number:
    /// the newest one up to it that changed materially. None where that is the first: who agreed on
    /// paper, before anything was published here, agreed to that.
    #[must_use]
    pub fn asked_anew_at(&self, number: u32) -> Option<Timestamp> {
        let later = self.versions.iter().skip(1);
        let mut up_to = later.rev().filter(|version| version.number <= number);
        let material = up_to.find(|version| version.class == ChangeClass::Material);
        material.map(|version| version.published_at)
    }

    /// The version that brought `toggle`, which has been offered without a break since. None where the
    /// first one did, as with [`Self::asked_anew_at`], and for what is not offered.
    #[must_use]
    pub fn came_with(&self, toggle: &Toggle) -> Option<&Arc<Version>> {
        let since = self.newest()?.offered_since(toggle)?;
        let mut later = self.versions.iter().skip(1);
        later.find(|version| version.number == since)
    }

    /// Whether it uses data of a special category (GDPR, article 9).
    #[must_use]
    pub fn is_special(&self) -> bool {
        self.special
    }
}

/// Everything that can be agreed on at one moment.
#[derive(Clone, Debug, Default)]
pub struct Catalogue {
    registry: History,
    propositions: BTreeMap<Slug, Arc<Proposition>>,
    /// Keys in the order that never changes: ordinary first, then by first publication.
    order: Vec<Slug>,
    red_lines: Arc<RedLines>,
}

impl Catalogue {
    /// An empty catalogue over this registry.
    #[must_use]
    pub fn new(registry: Arc<Registry>) -> Self {
        Self {
            registry: History::new(registry),
            ..Self::default()
        }
    }

    /// The registry of purposes and data categories.
    #[must_use]
    pub fn registry(&self) -> &Arc<Registry> {
        self.registry.now()
    }

    /// The registry as it was when the ledger had come to `index`.
    #[must_use]
    pub fn registry_up_to(&self, index: u64) -> Arc<Registry> {
        self.registry.until(|changed| changed.index <= index)
    }

    /// The registry as it was at a moment.
    #[must_use]
    pub fn registry_as_of(&self, at: Timestamp) -> Arc<Registry> {
        self.registry.until(|changed| changed.at <= at)
    }

    /// When it changed last, at `at` or before; none where nothing was published by then. Between two
    /// changes it is the same, so that of all moments with one answer [`Self::as_of`] makes the same.
    #[must_use]
    pub fn moment_of(&self, at: Timestamp) -> Option<Timestamp> {
        let propositions = self.propositions().flat_map(|known| {
            let published = known.versions().iter().map(|version| version.published_at);
            published.chain(known.stops().map(|(_, then)| then))
        });
        let registry = self.registry.changes().iter().map(|changed| changed.at);
        let lines = self.red_lines.changes().iter().map(|changed| changed.at);
        let changes = propositions.chain(registry).chain(lines);
        changes.filter(|then| *then <= at).max()
    }

    /// Whether a term that `document` names was changed at `since` or later: then whoever looked at
    /// it before has not seen what customers would read.
    #[must_use]
    pub fn terms_moved(&self, document: &Document, since: Timestamp) -> bool {
        self.registry.moved(document, since)
    }

    /// The red lines.
    #[must_use]
    pub fn red_lines(&self) -> &Arc<RedLines> {
        &self.red_lines
    }

    /// The same catalogue, with [`RedLines::as_settled`].
    #[must_use]
    pub fn as_settled(&self, settled: Timestamp) -> Self {
        Self {
            red_lines: Arc::new(self.red_lines.as_settled(settled)),
            ..self.clone()
        }
    }

    /// The proposition with this key.
    #[must_use]
    pub fn proposition(&self, key: &str) -> Option<&Arc<Proposition>> {
        self.propositions.get(key)
    }

    /// All propositions in their fixed order, retired ones too.
    pub fn propositions(&self) -> impl Iterator<Item = &Arc<Proposition>> {
        self.order
            .iter()
            .filter_map(|key| self.propositions.get(key))
    }

    /// All live propositions in their fixed order.
    pub fn live(&self) -> impl Iterator<Item = (&Arc<Proposition>, &Arc<Version>)> {
        self.propositions()
            .filter_map(|proposition| Some((proposition, proposition.live()?)))
    }

    /// The catalogue as it was at a moment.
    #[must_use]
    pub fn as_of(&self, at: Timestamp) -> Self {
        enum Was<'a> {
            Published(&'a Version),
            Stopped(&'a Slug),
            Registry(&'a Arc<RegistryChanged>),
            RedLines(&'a Arc<RedLinesChanged>),
        }
        let mut then = Self {
            registry: self.registry.afresh(),
            ..Self::default()
        };
        let mut changes = BTreeMap::new();
        for known in self.propositions() {
            let stops = known.stops.iter();
            let stops = stops.map(|(index, at)| (*index, (*at, Was::Stopped(&known.key))));
            let versions = known.versions().iter();
            let versions = versions.map(|v| (v.index, (v.published_at, Was::Published(v))));
            changes.extend(stops.chain(versions));
        }
        let registry = self.registry.changes().iter();
        changes.extend(registry.map(|c| (c.index, (c.at, Was::Registry(&c.what)))));
        let red_lines = self.red_lines.changes().iter();
        changes.extend(red_lines.map(|c| (c.index, (c.at, Was::RedLines(&c.what)))));
        for (index, (when, what)) in changes {
            match what {
                _ if when > at => {}
                Was::Published(version) => {
                    then.publish(version.document.clone(), version.class, when, index);
                }
                Was::Stopped(key) => then.retire(key, when, index),
                Was::Registry(changed) => then.registry.apply(Arc::clone(changed), when, index),
                Was::RedLines(changed) => {
                    let lines = Arc::make_mut(&mut then.red_lines);
                    lines.apply(Arc::clone(changed), when, index, then.registry.now());
                }
            }
        }
        Arc::make_mut(&mut then.red_lines).compile(then.registry.now());
        then
    }

    /// Applies an entry that changes the catalogue.
    pub fn apply(&mut self, change: CatalogueChange, at: Timestamp, index: u64) {
        match change {
            CatalogueChange::Published(published) => {
                self.publish(published.document, published.class, at, index);
            }
            CatalogueChange::Retired(retired) => self.retire(&retired.proposition, at, index),
            CatalogueChange::Registry(changed) => {
                self.registry.apply(changed.into(), at, index);
                // What a line says of data follows from what the registry says of them.
                Arc::make_mut(&mut self.red_lines).compile(self.registry.now());
            }
            CatalogueChange::RedLines(changed) => {
                let lines = Arc::make_mut(&mut self.red_lines);
                lines.apply((*changed).into(), at, index, self.registry.now());
            }
        }
    }

    /// Applies a stop: the fold of `proposition.retired`.
    fn retire(&mut self, key: &str, at: Timestamp, index: u64) {
        if let Some(proposition) = self.propositions.get_mut(key) {
            let proposition = Arc::make_mut(proposition);
            proposition.stops.insert(index, at);
            proposition.is_retired = true;
        }
    }

    /// Applies a publication: the fold of `proposition.published`.
    pub fn publish(
        &mut self,
        document: Document,
        class: ChangeClass,
        published_at: Timestamp,
        index: u64,
    ) {
        let before = self.propositions.get(&document.key);
        let last = before.and_then(|proposition| proposition.versions.last());
        let number = last.map_or(1, |version| version.number + 1);
        let facets: BTreeMap<_, _> = document
            .facets()
            .map(|facet| {
                let since = last.and_then(|version| version.facets.get(&facet).copied());
                (facet, since.unwrap_or(number))
            })
            .collect();
        let required = document.required_toggles();
        let has_model = facets.contains_key(&Toggle::Ai(AiUse::ShareModel));
        let registry = self.registry.now();
        let sharing = Sharing::of(&document.purpose, registry, has_model, &required);
        let special = document.data.iter().any(|item| {
            let category = self.registry.now().category(&item.category);
            category.is_some_and(|category| category.sensitivity == Sensitivity::Special)
        });
        let version = Arc::new(Version {
            number,
            hash: document.hash(),
            wordings: document
                .locales()
                .filter_map(|locale| document.in_locale(locale))
                .map(|wording| Arc::new(wording.into_owned()))
                .collect(),
            required,
            sharing,
            facets,
            class,
            published_at,
            index,
            document,
        });
        let key = version.document.key.clone();
        let material_since = match (class, before) {
            (ChangeClass::Material, _) | (_, None) => number,
            (_, Some(proposition)) => proposition.material_since,
        };
        let mut versions = before
            .map(|before| before.versions.clone())
            .unwrap_or_default();
        versions.push(version);
        let proposition = Proposition {
            key: key.clone(),
            versions,
            material_since,
            // A version that is published after a stop goes live: it was made for that.
            stops: before
                .map(|before| before.stops.clone())
                .unwrap_or_default(),
            is_retired: false,
            special,
        };
        self.propositions.insert(key, Arc::new(proposition));
        self.set_order();
    }

    /// The catalogue as it would be with `document` published on top of it, as a change that asks
    /// everybody anew, at `at` by the entry at `index`. It is looked at, and never becomes the state.
    #[must_use]
    pub fn with(&self, document: &Document, at: Timestamp, index: u64) -> Self {
        let mut then = self.clone();
        then.publish(document.clone(), ChangeClass::Material, at, index);
        then
    }

    fn set_order(&mut self) {
        let mut all: Vec<_> = self.propositions.values().collect();
        all.sort_by_key(|p| (p.special, p.versions.first().map_or(0, |first| first.index)));
        self.order = all.into_iter().map(|p| p.key.clone()).collect();
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// A small valid document; tests change what they are about.
    pub(crate) fn recipes() -> Document {
        serde_json::from_value(serde_json::json!({
            "key": "recipe-ideas", "locale": "en", "title": "Recipe ideas by email",
            "purpose": "recommendations", "legal_basis": "consent",
            "data": [{"category": "orders", "required": true},
                     {"category": "birthday", "required": false}],
            "use": "We look for patterns in your last 12 months of orders. A cake on your birthday.",
            "decided_by": "computer",
            "benefits": [{"key": "recipes", "what": "Recipes you can cook from what you buy",
                "kind": "service", "amount": 3, "unit": "recipes", "every": "week",
                "proof_event": "email.sent"}],
            "worth": null, "if_off": "No more recipe emails.", "stays": "Your orders stay.",
            "recipients": ["Halden Mail Ltd"], "retention": "12 months after your last order",
            "term_months": 24, "channels": ["email", "sms"], "required": ["channel:email"],
            "ai_uses": ["personalise", "infer"], "regions": ["*"],
            "ask": {"question": "May we use your orders to pick recipes?",
                    "allow": "Allow", "refuse": "Don't allow"},
            "change_note": null
        }))
        .unwrap()
    }

    /// A catalogue with the starter registry and these documents, published at index 1, 2, ….
    pub(crate) fn catalogue(documents: &[Document]) -> Catalogue {
        let mut catalogue = Catalogue::new(Arc::new(Registry::starter()));
        for (n, document) in documents.iter().enumerate() {
            let before = catalogue
                .proposition(&document.key)
                .and_then(|p| p.live().cloned());
            let class = compare(before.as_ref().map(|v| &v.document), document).0;
            let at = Timestamp::from_millis(1_000);
            catalogue.publish(document.clone(), class, at, n as u64 + 1);
        }
        catalogue
    }

    #[test]
    fn a_facet_that_was_taken_out_and_brought_back_starts_anew() {
        let mut without = recipes();
        without
            .data
            .retain(|item| item.category.as_str() != "birthday");
        let catalogue = catalogue(&[recipes(), without, recipes()]);
        let live = catalogue
            .proposition("recipe-ideas")
            .unwrap()
            .live()
            .unwrap();
        let birthday: Toggle = "data:birthday".parse().unwrap();
        let orders: Toggle = "data:orders".parse().unwrap();
        assert_eq!(live.offered_since(&birthday), Some(3));
        assert_eq!(live.offered_since(&orders), Some(1));
        let proposition = catalogue.proposition("recipe-ideas").unwrap();
        let brought = |toggle| proposition.came_with(toggle).map(|version| version.number);
        assert_eq!((brought(&birthday), brought(&orders)), (Some(3), None));
    }

    #[test]
    fn a_stop_ends_what_is_live_and_is_known_for_each_moment() {
        let at = Timestamp::from_millis;
        let mut catalogue = catalogue(&[recipes()]);
        catalogue.retire("recipe-ideas", at(2_000), 2);
        let known = catalogue.proposition("recipe-ideas").unwrap();
        assert_eq!((known.live(), known.retired_at()), (None, Some(at(2_000))));
        assert_eq!(known.newest().unwrap().number, 1);
        catalogue.publish(recipes(), ChangeClass::Material, at(3_000), 3);
        let live_at = |moment| {
            let then = catalogue.as_of(at(moment));
            let live = then.proposition("recipe-ideas")?.live()?.number;
            Some(live)
        };
        assert_eq!(live_at(1_500), Some(1));
        assert_eq!(live_at(2_000), None);
        assert_eq!(live_at(2_999), None);
        assert_eq!(live_at(3_000), Some(2));
    }

    #[test]
    fn ordinary_exchanges_come_before_special_ones_and_the_order_stays() {
        let mut special = recipes();
        special.key = "diet".parse().unwrap();
        special.data[0].category = "health_conditions".parse().unwrap();
        let mut later = recipes();
        later.key = "offers".parse().unwrap();
        let catalogue = catalogue(&[special.clone(), later, recipes(), special]);
        let keys: Vec<_> = catalogue.propositions().map(|p| p.key.as_str()).collect();
        assert_eq!(keys, ["offers", "recipe-ideas", "diet"]);
    }
}
