//! What a commit group has decided so far: memory, seen through what is about to be written.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use mutual::catalogue::{Catalogue, Slug};
use mutual::clock::{Clock, Entropy, Timestamp, random};
use mutual::consent::{Customer, Identifier, Toggle, Which};
use mutual::digest::from_hex;
use mutual::id::{AuditId, CaseId, CustomerId};
use mutual::insight::{self, Ask, AskedRow, Day, Reply, Withdrawal};
use mutual::ledger::{Body, CaseDecided, CaseOpened, CatalogueChange, Entry, seal};
use mutual::port::{
    CaseEnd, CaseRow, CustomerRow, Destruction, EntryRow, ErasureRow, Group, Head, IdentifierRow,
    Readability, Side, StoreError, Submission, VersionRow,
};
use mutual::use_cases::{
    Change, Circumstances, Command, Decision, Outcome, Refusal, Trace, World, decide,
};

use crate::effects::Effects;
use crate::handle::Shared;
use crate::memory::Memory;
use crate::trail::Trail;

/// The state after the commands of a group so far.
pub(crate) struct Pending<'a> {
    memory: &'a Memory,
    readability: &'a dyn Readability,
    pub(crate) head: Head,
    /// The index of the head before the group.
    before: u64,
    pub(crate) at: Timestamp,
    /// What is settled of that moment.
    settled: Timestamp,
    pub(crate) catalogue: Arc<Catalogue>,
    republished: bool,
    customers: BTreeMap<CustomerId, Arc<Customer>>,
    identifiers: HashMap<Identifier, Option<CustomerId>>,
    places: BTreeMap<Identifier, IdentifierRow>,
    entries: Vec<Arc<Entry>>,
    trail: &'a Trail,
    /// The first answer of each customer to each version.
    replies: BTreeMap<(CustomerId, Slug, u32), Reply>,
    group: Group,
}

impl World for Pending<'_> {
    fn catalogue(&self) -> &Catalogue {
        &self.catalogue
    }

    fn customer(&self, id: CustomerId) -> Option<Arc<Customer>> {
        let mut record = self.record(id)?;
        // A record is merged into one that is not merged itself by then, so that this ends.
        while let Some(into) = record.state.merged_into {
            record = self.record(into)?;
        }
        Some(record)
    }

    fn record(&self, id: CustomerId) -> Option<Arc<Customer>> {
        let destruction = self.group.destruction.as_ref();
        let mut erasures = destruction.into_iter().flat_map(|all| &all.erasures);
        if erasures.any(|erasure| erasure.customer == id) {
            return None;
        }
        self.customers
            .get(&id)
            .cloned()
            .or_else(|| self.memory.record(id))
    }

    fn holder(&self, identifier: &Identifier) -> Option<CustomerId> {
        match self.identifiers.get(identifier) {
            Some(holder) => *holder,
            None => self.memory.holder(identifier.as_str()),
        }
    }

    fn readability(&self) -> &dyn Readability {
        self.readability
    }

    fn is_erased(&self, id: CustomerId) -> bool {
        self.memory.erasures.has(id)
    }

    fn kept_out(&self, identifier: &Identifier) -> Option<CustomerId> {
        let readmitted = |id: &CustomerId| {
            let destruction = self.group.destruction.as_ref();
            destruction.is_some_and(|destruction| destruction.readmitted.contains(id))
        };
        let kept_out = self.memory.erasures.kept_out(identifier.as_str());
        kept_out.filter(|id| !readmitted(id))
    }

    fn suppression(&self, identifier: &Identifier) -> [u8; 32] {
        self.memory.erasures.suppression(identifier)
    }

    fn answered(&self, proposition: &str, versions: &BTreeSet<u32>) -> bool {
        let mut pending = self.customers.values();
        // What the group destroys counts until it is stored: then the same question is asked anew.
        pending.any(|customer| customer.state.rests_on(proposition, versions))
            || self.memory.answered(proposition, versions)
    }

    fn traces(&self, _id: CustomerId) -> &[Trace] {
        &self.trail.traces
    }
}

impl<'a> Pending<'a> {
    /// Nothing decided yet. The group's moment is never before the head's. `trail` is that of
    /// the customer of a command that destroys; such a command is the only one of its group.
    pub(crate) fn new(shared: &'a Shared, head: Head, trail: &'a Trail) -> Self {
        let memory = &shared.memory;
        Self {
            memory,
            readability: shared.readability,
            head,
            before: head.index,
            at: shared.now().max(head.at),
            settled: shared.settled(),
            catalogue: memory.catalogue(),
            republished: false,
            customers: BTreeMap::new(),
            identifiers: HashMap::new(),
            places: BTreeMap::new(),
            entries: Vec::new(),
            trail,
            replies: BTreeMap::new(),
            group: Group::default(),
        }
    }

    /// The moment of the group's entries.
    pub(crate) fn at(&self) -> Timestamp {
        self.at
    }

    /// Decides one command and takes its changes in.
    pub(crate) fn decide(
        &mut self,
        submission: &Submission,
        clock: &dyn Clock,
        entropy: &dyn Entropy,
    ) -> Result<Outcome, Refusal> {
        // What ran out is told where that is settled, and not because a clock jumped.
        let now = match submission.command {
            Command::Announce(_) => self.at.min(self.settled),
            _ => self.at,
        };
        let with = Circumstances {
            actor: &submission.actor,
            route: submission.route,
            now,
            clock,
            entropy,
        };
        let Decision { changes, answer } = decide(self, &submission.command, with)?;
        let mut indices = Vec::new();
        for change in changes {
            match change {
                Change::Append(body) => indices.push(self.append(*body, entropy)),
                Change::List(listing) => {
                    let line = listing.line(AuditId::new(clock, entropy), self.at);
                    self.group.lines.push(line);
                }
                Change::Case(case, asked) => {
                    let mut new = self.group.cases.iter_mut();
                    if let Some(row) = new.find(|row| row.id() == case) {
                        row.asked = *asked;
                    }
                }
                Change::Customer(customer) => self.put(*customer),
                Change::Destroy { bodies, entries } => {
                    indices.extend(self.destroy(bodies, entries, entropy));
                }
            }
        }
        Ok(self.outcome(answer, indices))
    }

    /// Appends the entries that tell of it, and takes out what they destroy.
    fn destroy(&mut self, bodies: Vec<Body>, entries: Vec<u64>, entropy: &dyn Entropy) -> Vec<u64> {
        let body = bodies.first();
        let about = body.and_then(|body| body.customer().zip(body.proposition().cloned()));
        let mut destruction = Destruction {
            previous: Vec::new(),
            entries,
            // What arrived of an exchange goes with the records of it.
            arrived: Vec::new(),
            ..Destruction::default()
        };
        if let Some((customer, proposition)) = about
            && let Some(customer) = self.customer(customer)
        {
            for id in customer.ids() {
                destruction.arrived.push((id, proposition.clone()));
                let Some(mut record) = self.record(id) else {
                    continue;
                };
                let (newest, moved) = self.trail.without(id, &destruction.entries);
                destruction.previous.extend(moved);
                let state = &mut Arc::make_mut(&mut record).state;
                // The next entry leads to the newest that stays.
                state.last_index = newest;
                if id != customer.id {
                    state.forget(&proposition);
                }
                self.customers.insert(id, record);
            }
        }
        let first = self.entries.len();
        let mut indices = Vec::new();
        for body in bodies {
            let erased = match &body {
                Body::Erased(erased) => Some(erased.clone()),
                _ => None,
            };
            let index = self.append(body, entropy);
            indices.push(index);
            if let Some(erased) = erased {
                self.customers.remove(&erased.customer);
                let digests = erased.suppressed.iter();
                destruction.erasures.push(ErasureRow {
                    index,
                    customer: erased.customer,
                    suppressed: digests.filter_map(|digits| from_hex(digits)).collect(),
                });
            }
        }
        self.group.counts = self.moved(first, &destruction.entries);
        self.group.destruction = Some(destruction);
        indices
    }

    /// What changes in the counts with the entry of the group at `place`, which destroys `entries`. It
    /// is the only one of its group that counts.
    fn moved(&self, place: usize, entries: &[u64]) -> insight::Tally {
        let Some(newest) = self.entries.get(place) else {
            return insight::Tally::default();
        };
        let mut trail = self.trail.entries.clone();
        trail.sort_by_key(|entry| entry.index);
        insight::destroyed(&trail, newest, |entry| !entries.contains(&entry.index))
    }

    fn append(&mut self, body: Body, entropy: &dyn Entropy) -> u64 {
        self.head.index += 1;
        let index = self.head.index;
        let entry = Entry {
            index,
            at: self.at,
            body,
        };
        let customer = entry.body.customer().and_then(|id| self.record(id));
        let sealed = seal(
            &self.head.log,
            &entry,
            customer.as_ref().map(|customer| &customer.key),
            random(entropy),
        );
        let side = Side {
            customer: customer.as_ref().map(|customer| customer.id),
            previous: customer
                .as_ref()
                .map_or(0, |customer| customer.state.last_index),
            receipt: entry.body.receipt(),
            nonce: sealed.nonce,
            payload: sealed.payload,
        };
        if let Body::Readmitted(readmitted) = &entry.body {
            let destruction = self.group.destruction.get_or_insert_default();
            destruction.readmitted.push(readmitted.customer);
        }
        if let Some(change) = CatalogueChange::of(&entry.body) {
            self.republished = true;
            // The same bytes that the ledger holds, without the tag of the enum around them.
            self.group.versions.push(VersionRow {
                index,
                at: self.at,
                change: serde_json::to_vec(&change).unwrap_or_default(),
            });
            Arc::make_mut(&mut self.catalogue).apply(change, self.at, index);
        }
        if let Some(mut customer) = customer {
            let before = Arc::clone(&customer);
            let counts = self.fold(Arc::make_mut(&mut customer), &before, &entry);
            self.group.counts.absorb(counts);
            let withdrawal = Withdrawal::of(&before.state, &entry, &self.catalogue);
            self.group.withdrawals.extend(withdrawal);
            if let Some(reply) = Reply::of(&entry) {
                let key = (reply.customer, reply.proposition.clone(), reply.version);
                self.replies.entry(key).or_insert(reply);
            }
            let into = customer.state.merged_into;
            self.customers.insert(customer.id, customer);
            if let Body::CaseDecided(decided) = &entry.body {
                self.ended(into, decided.case);
            }
        }
        self.case(&entry);
        self.group.entries.push(EntryRow {
            index,
            at: self.at,
            leaf: sealed.leaf,
            side: Some(side),
            destroyed: false,
        });
        self.entries.push(Arc::new(entry));
        index
    }

    /// A case of a record is over that is merged into that one: it may have been a complaint.
    fn ended(&mut self, mut into: Option<CustomerId>, case: CaseId) {
        while let Some(mut whole) = into.and_then(|id| self.record(id)) {
            into = whole.state.merged_into;
            if Arc::make_mut(&mut whole).state.case_ended_elsewhere(case) {
                self.customers.insert(whole.id, whole);
            }
        }
    }

    /// Keeps where a case is found, and how it ended.
    fn case(&mut self, entry: &Entry) {
        match &entry.body {
            Body::CaseOpened(opened) => {
                let row = CaseRow::new(entry.index, entry.at, CaseOpened::clone(opened));
                self.group.cases.push(row);
            }
            Body::CaseDecided(decided) => {
                let end = CaseEnd {
                    index: entry.index,
                    at: entry.at,
                    decided: CaseDecided::clone(decided),
                };
                let mut new = self.group.cases.iter_mut();
                match new.find(|row| row.id() == decided.case) {
                    Some(row) => *row = row.clone().ended(end),
                    None => self.group.case_ends.push(end),
                }
            }
            _ => {}
        }
    }

    /// Applies an entry to the state of its record, which was as `before`; what that adds to the counts.
    fn fold(&mut self, record: &mut Customer, before: &Customer, entry: &Entry) -> insight::Tally {
        let Customer { state, lately, .. } = record;
        match &entry.body {
            Body::Merged(merged) => {
                let Some(goes) = self.record(merged.from) else {
                    return insight::Tally::default();
                };
                let mut goes = Arc::unwrap_or_clone(goes);
                state.merge(entry.index, merged, &goes.state);
                lately.merge(std::mem::take(&mut goes.lately));
                let counts = insight::merged([&before.state, &goes.state], state, entry.at);
                goes.state.merged_into = Some(merged.customer);
                self.customers.insert(goes.id, Arc::new(goes));
                return counts;
            }
            Body::Split(split) if split.which == Which::Stays => {
                let record = |id| self.record(id).map(|record| record.state.clone());
                state.split(entry.index, split, record);
            }
            body => state.apply(entry.index, entry.at, body),
        }
        insight::entered(&before.state, state, lately, entry)
    }

    /// Takes a customer's facts and identifiers in; her consent state stays the fold.
    fn put(&mut self, mut customer: Customer) {
        let before = self.record(customer.id);
        if let Some(before) = &before {
            customer.state = before.state.clone();
            customer.lately = before.lately.clone();
        }
        let had = before
            .as_ref()
            .map_or(&[][..], |before| &before.identifiers);
        for gone in had.iter().filter(|id| !customer.identifiers.contains(id)) {
            self.place(gone.clone(), customer.id, None);
        }
        for (place, identifier) in customer.identifiers.iter().enumerate() {
            if had.get(place) != Some(identifier) {
                self.place(identifier.clone(), customer.id, u32::try_from(place).ok());
            }
        }
        self.customers.insert(customer.id, Arc::new(customer));
    }

    fn place(&mut self, identifier: Identifier, customer: CustomerId, place: Option<u32>) {
        self.identifiers
            .insert(identifier.clone(), place.map(|_| customer));
        self.places.insert(
            identifier.clone(),
            IdentifierRow {
                identifier,
                customer,
                place,
            },
        );
    }

    /// Takes in who was asked, before the group's first entry: whoever answers in it was asked before.
    pub(crate) fn ask(&mut self, asks: &[Ask]) {
        let mut rows = BTreeMap::new();
        for ask in asks {
            // Whoever is erased in this group was never asked.
            let (Some(customer), Some(_)) = (
                self.memory.customer(ask.customer),
                self.customer(ask.customer),
            ) else {
                continue;
            };
            let standing = customer.state.standing(&ask.proposition, &Toggle::Exchange);
            // She answered in another way while the page was being drawn.
            if standing
                .answer()
                .is_some_and(|answer| answer.index > ask.seen)
            {
                continue;
            }
            let key = (customer.id, ask.proposition.clone(), ask.version);
            let yes = self.replies.get(&key).map(|reply| reply.yes);
            rows.entry(key).or_insert_with(|| AskedRow {
                customer: customer.id,
                proposition: ask.proposition.clone(),
                version: ask.version,
                day: Day::of(ask.at),
                locale: ask.locale.clone(),
                behind: self.before,
                yes,
            });
        }
        self.group.asked = rows.into_values().collect();
    }

    /// What to write, and what memory becomes once it is written.
    pub(crate) fn finish(mut self) -> Result<(Group, Effects), StoreError> {
        for customer in self.customers.values() {
            self.group.customers.push(row(customer)?);
        }
        self.group.replies = std::mem::take(&mut self.replies).into_values().collect();
        let places = std::mem::take(&mut self.places).into_values();
        // Within the group it may have gone through several hands: what is stored is taken from
        // whoever has it there.
        let stored = places.filter_map(|row| match row.place {
            Some(_) => Some(row),
            None => {
                let customer = self.memory.holder(row.identifier.as_str())?;
                Some(IdentifierRow { customer, ..row })
            }
        });
        self.group.identifiers = stored.collect();
        let effects = Effects {
            head: self.head_after(),
            catalogue: self.republished.then_some(self.catalogue),
            customers: self.customers.into_values().collect(),
            identifiers: self.identifiers,
            entries: self.entries,
            destruction: self.group.destruction.clone(),
        };
        Ok((self.group, effects))
    }

    fn head_after(&self) -> Head {
        let at = if self.entries.is_empty() {
            self.head.at
        } else {
            self.at
        };
        Head { at, ..self.head }
    }
}

/// A customer as she is stored.
pub(crate) fn row(customer: &Customer) -> Result<CustomerRow, StoreError> {
    let state = serde_json::to_vec(&customer.state)
        .map_err(|error| StoreError::Corrupt(error.to_string()))?;
    Ok(CustomerRow {
        id: customer.id,
        key: customer.key,
        locale: customer.locale.clone(),
        region: customer.region.clone(),
        birth_year: customer.birth_year,
        created_at: customer.created_at,
        state,
        identifiers: customer.identifiers.clone(),
    })
}
