//! An installation in memory: what the stories happen in.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::access::{Actor, Role, Scope};
use crate::catalogue::tests::recipes;
use crate::catalogue::{Catalogue, Document, Registry};
use crate::clock::{Clock, Entropy, Timestamp};
use crate::consent::{
    Choice, Customer, Decision, Evidence, Identifier, Phase, Route, Source, Switch, Toggle,
    Toggles, Which, view,
};
use crate::digest::hex;
use crate::guard::{Code, Request, Verdict, check};
use crate::id::{AccountId, ClientId, CustomerId};
use crate::ledger::{Body, CatalogueChange, Entry, Erased};
use crate::port::{Readability, Ungraded};
use crate::use_cases::{Approval, Change, Circumstances, Command, Publish, PutCustomer};
use crate::use_cases::{Refusal, Trace, World, decide};

/// An installation in memory: decides, appends and folds, as the engine does.
pub(super) struct House {
    pub(super) catalogue: Catalogue,
    pub(super) customers: BTreeMap<CustomerId, Arc<Customer>>,
    pub(super) entries: Vec<Body>,
    /// When each of them was appended.
    moments: Vec<Timestamp>,
    pub(super) now: Timestamp,
    pub(super) erased: Vec<Erased>,
    traces: Vec<Trace>,
}

struct Still(Timestamp);

impl Clock for Still {
    fn now(&self) -> Timestamp {
        self.0
    }

    fn steady(&self) -> std::time::Duration {
        std::time::Duration::ZERO
    }
}

/// Not random at all, but never the same twice.
struct Counting(std::sync::atomic::AtomicU64);

impl Entropy for Counting {
    fn fill(&self, bytes: &mut [u8]) {
        let next = self.0.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        for (byte, count) in bytes.iter_mut().zip(next.to_be_bytes().iter().cycle()) {
            *byte = *count;
        }
    }
}

static ENTROPY: Counting = Counting(std::sync::atomic::AtomicU64::new(1));

impl World for House {
    fn catalogue(&self) -> &Catalogue {
        &self.catalogue
    }

    fn customer(&self, id: CustomerId) -> Option<Arc<Customer>> {
        let mut record = self.record(id)?;
        while let Some(into) = record.state.merged_into {
            record = self.record(into)?;
        }
        Some(record)
    }

    fn record(&self, id: CustomerId) -> Option<Arc<Customer>> {
        self.customers.get(&id).cloned()
    }

    fn holder(&self, identifier: &Identifier) -> Option<CustomerId> {
        let mut all = self.customers.values();
        all.find(|customer| customer.identifiers.contains(identifier))
            .map(|customer| customer.id)
    }

    fn readability(&self) -> &dyn Readability {
        &Ungraded
    }

    fn is_erased(&self, id: CustomerId) -> bool {
        self.erased.iter().any(|erased| erased.customer == id)
    }

    fn kept_out(&self, identifier: &Identifier) -> Option<CustomerId> {
        let digest = hex(&self.suppression(identifier));
        let mut all = self.erased.iter();
        let found = all.find(|erased| erased.suppressed.contains(&digest));
        found.map(|erased| erased.customer)
    }

    fn suppression(&self, identifier: &Identifier) -> [u8; 32] {
        crate::digest::sha256(identifier.as_str().as_bytes())
    }

    fn answered(&self, proposition: &str, versions: &BTreeSet<u32>) -> bool {
        let mut all = self.customers.values();
        all.any(|customer| customer.state.rests_on(proposition, versions))
    }

    fn traces(&self, _id: CustomerId) -> &[Trace] {
        &self.traces
    }
}

impl House {
    /// A house with the recipe exchange and Ana, who was never asked.
    pub(super) fn with_ana() -> (Self, CustomerId) {
        let mut house = Self {
            catalogue: Catalogue::new(Arc::new(Registry::starter())),
            customers: BTreeMap::new(),
            entries: Vec::new(),
            moments: Vec::new(),
            now: Timestamp::parse("2026-03-01T09:00:00Z").unwrap(),
            erased: Vec::new(),
            traces: Vec::new(),
        };
        house.publish(recipes()).unwrap();
        let ana = house.put("crm:42").unwrap();
        (house, ana)
    }

    pub(super) fn run(
        &mut self,
        actor: &Actor,
        route: Route,
        command: &Command,
    ) -> Result<Vec<Body>, Refusal> {
        let clock = Still(self.now);
        let with = Circumstances {
            actor,
            route,
            now: self.now,
            clock: &clock,
            entropy: &ENTROPY,
        };
        self.traces = command.destroys().map_or_else(Vec::new, |id| {
            let customer = self.customer(id);
            let ids: Vec<_> = customer
                .iter()
                .flat_map(|customer| customer.ids())
                .collect();
            let traces = (1..).zip(&self.entries).filter_map(|(index, body)| {
                let customer = body.customer().filter(|id| ids.contains(id))?;
                Some(Trace {
                    index,
                    customer,
                    proposition: body.proposition().cloned(),
                })
            });
            traces.collect()
        });
        let decision = decide(self, command, with)?;
        let mut appended = Vec::new();
        for change in decision.changes {
            match change {
                // Nothing of it is folded.
                Change::Case(..) | Change::List(_) => {}
                Change::Customer(customer) => {
                    self.customers.insert(customer.id, Arc::new(*customer));
                }
                Change::Destroy { bodies, entries } => {
                    for index in entries {
                        let place = usize::try_from(index).unwrap() - 1;
                        let kind = self.entries[place].kind();
                        self.entries[place] = Body::Destroyed(kind);
                    }
                    for body in bodies {
                        self.entries.push(body.clone());
                        self.moments.push(self.now);
                        match &body {
                            Body::Erased(erased) => {
                                self.customers.remove(&erased.customer);
                                self.erased.push(erased.clone());
                            }
                            forgotten => self.fold(forgotten),
                        }
                        appended.push(body);
                    }
                }
                Change::Append(body) => {
                    let body = *body;
                    self.entries.push(body.clone());
                    self.moments.push(self.now);
                    let index = self.entries.len() as u64;
                    if let Some(change) = CatalogueChange::of(&body) {
                        self.catalogue.apply(change, self.now, index);
                    }
                    if let Body::Readmitted(readmitted) = &body {
                        let mut all = self.erased.iter_mut();
                        let hers = all.find(|erased| erased.customer == readmitted.customer);
                        hers.unwrap().suppressed.clear();
                    }
                    self.fold(&body);
                    appended.push(body);
                }
            }
        }
        Ok(appended)
    }

    /// Applies the newest entry to the records that it is about.
    fn fold(&mut self, body: &Body) {
        let Some(id) = body.customer() else { return };
        let index = self.index();
        let mut record = Customer::clone(&self.customers[&id]);
        match body {
            Body::Merged(merged) => {
                let goes = self.customers.get_mut(&merged.from).unwrap();
                record.state.merge(index, merged, &goes.state);
                Arc::make_mut(goes).state.merged_into = Some(id);
            }
            Body::Split(split) if split.which == Which::Stays => {
                let of = |id| Some(self.customers[&id].state.clone());
                record.state.split(index, split, of);
            }
            other => record.state.apply(index, self.now, other),
        }
        if let Body::CaseDecided(decided) = body {
            let mut into = record.state.merged_into;
            while let Some(whole) = into.and_then(|id| self.customers.get_mut(&id)) {
                let state = &mut Arc::make_mut(whole).state;
                state.case_ended_elsewhere(decided.case);
                into = state.merged_into;
            }
        }
        if let Body::Forgotten(forgotten) = body {
            for part in &record.state.merged {
                let part = self.customers.get_mut(&part.customer).unwrap();
                Arc::make_mut(part).state.forget(&forgotten.proposition);
            }
        }
        self.customers.insert(id, Arc::new(record));
    }

    /// All entries, the oldest first.
    pub(super) fn all(&self) -> Vec<Entry> {
        let all = (1..).zip(&self.entries).zip(&self.moments);
        all.map(|((index, body), at)| Entry {
            index,
            at: *at,
            body: body.clone(),
        })
        .collect()
    }

    pub(super) fn index(&self) -> u64 {
        self.entries.len() as u64
    }

    /// A customer's entries, the oldest first.
    pub(super) fn trail(&self, of: CustomerId) -> Vec<Entry> {
        let all = (1..).zip(&self.entries).zip(&self.moments);
        let hers = all.filter(|((_, body), _)| body.customer() == Some(of));
        hers.map(|((index, body), at)| Entry {
            index,
            at: *at,
            body: body.clone(),
        })
        .collect()
    }

    /// As the installation publishes what it ships with.
    pub(super) fn publish(&mut self, document: Document) -> Result<Vec<Body>, Refusal> {
        let before = self.catalogue.proposition(&document.key);
        let over = before.and_then(|p| p.live()).map(|version| version.number);
        let publish = Publish {
            document,
            over,
            class: None,
            approval: None,
        };
        let command = Command::Publish(Box::new(publish));
        self.run(&Actor::System, Route::System, &command)
    }

    pub(super) fn republish(&mut self, change: impl FnOnce(&mut Document)) {
        let live = self
            .catalogue
            .proposition("recipe-ideas")
            .unwrap()
            .live()
            .unwrap();
        let mut document = live.document.clone();
        document.change_note = Some("We changed this.".into());
        change(&mut document);
        self.publish(document).unwrap();
    }

    pub(super) fn put(&mut self, identifier: &str) -> Result<CustomerId, Refusal> {
        let identifiers = vec![identifier.parse().unwrap()];
        let put = PutCustomer {
            identifiers,
            ..PutCustomer::default()
        };
        self.run(&Actor::System, Route::Api, &Command::PutCustomer(put))?;
        Ok(self.holder(&identifier.parse().unwrap()).unwrap())
    }

    pub(super) fn choose(
        &mut self,
        ana: CustomerId,
        toggles: &[(&str, Switch)],
    ) -> Result<Body, Refusal> {
        let live = self
            .catalogue
            .proposition("recipe-ideas")
            .unwrap()
            .live()
            .unwrap()
            .number;
        self.choose_on(ana, live, toggles)
    }

    pub(super) fn choose_on(
        &mut self,
        ana: CustomerId,
        version: u32,
        toggles: &[(&str, Switch)],
    ) -> Result<Body, Refusal> {
        let command = Command::Choose(ana, choice(version, toggles));
        let mut bodies = self.run(&Actor::Customer(ana), Route::Page, &command)?;
        assert_eq!(bodies.len(), 1, "one choice is one entry");
        Ok(bodies.remove(0))
    }

    pub(super) fn phase(&self, ana: CustomerId, toggle: &str) -> (Decision, Source, Phase) {
        let views = view(&self.catalogue, &self.customers[&ana], self.now);
        let toggle = &views[0].toggles[&toggle.parse::<Toggle>().unwrap()];
        (toggle.decision, toggle.source, toggle.phase)
    }

    pub(super) fn is_on(&self, ana: CustomerId, toggle: &str) -> bool {
        let views = view(&self.catalogue, &self.customers[&ana], self.now);
        views[0].is_on(&toggle.parse().unwrap())
    }

    pub(super) fn ask<'a>(
        &self,
        ana: CustomerId,
        data: &[&'a str],
        channel: Option<&'a str>,
        ai: Option<&'a str>,
    ) -> Verdict {
        self.ask_with(ana, |request| {
            request.data = data.to_vec();
            request.channel = channel;
            request.ai = ai;
        })
    }

    /// The answer to a question about her orders, with what that adds.
    pub(super) fn ask_with<'a>(
        &self,
        ana: CustomerId,
        adds: impl FnOnce(&mut Request<'a>),
    ) -> Verdict {
        let mut request = Request {
            purpose: "recommendations",
            data: vec!["orders"],
            ..Request::default()
        };
        adds(&mut request);
        check(
            &self.catalogue,
            self.customer(ana).as_deref(),
            &request,
            self.now,
        )
    }

    /// The deciding code of a check about orders by e-mail.
    pub(super) fn code(&self, ana: CustomerId) -> Code {
        self.ask(ana, &["orders"], Some("email"), None).reasons[0].code
    }
}

pub(super) const ON: Switch = Switch::On;
pub(super) const OFF: Switch = Switch::Off;

pub(super) fn toggles(toggles: &[(&str, Switch)]) -> Toggles {
    toggles
        .iter()
        .map(|(toggle, switch)| (toggle.parse().unwrap(), *switch))
        .collect()
}

pub(super) fn choice(version: u32, set: &[(&str, Switch)]) -> Choice {
    Choice {
        proposition: "recipe-ideas".parse().unwrap(),
        version,
        toggles: toggles(set),
        seen_index: None,
        reads: None,
        locale: None,
        evidence: None,
    }
}

pub(super) fn by_phone(at: Timestamp) -> Evidence {
    Evidence {
        how: "phone".into(),
        place: "call centre".into(),
        at,
        wording: "May we?".into(),
    }
}

pub(super) fn crm(scope: Scope) -> Actor {
    let client = ClientId::from_bytes([8; 16]);
    Actor::Client {
        client,
        scopes: [scope].into_iter().collect(),
    }
}

/// Somebody who writes propositions.
pub(super) fn marketer() -> Actor {
    staff(9, Role::Marketer)
}

pub(super) fn staff(account: u8, role: Role) -> Actor {
    let account = AccountId::from_bytes([account; 16]);
    Actor::Staff { account, role }
}

/// What account 9 wrote, approved by account `by`.
pub(super) fn approval(by: u8) -> Approval {
    Approval {
        writers: [AccountId::from_bytes([9; 16])].into(),
        by: AccountId::from_bytes([by; 16]),
        // After whatever the stories of the registry do.
        at: Timestamp::from_millis(i64::MAX),
        kept: None,
        accepted: None,
    }
}
