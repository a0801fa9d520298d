//! How memory becomes what a group was written as, while others look at it.

use std::collections::HashMap;
use std::sync::Arc;

use mutual::catalogue::Catalogue;
use mutual::consent::{Customer, Identifier};
use mutual::id::CustomerId;
use mutual::ledger::Entry;
use mutual::port::{Destruction, Head};

use crate::memory::Memory;

/// What memory becomes once the group is written.
pub(crate) struct Effects {
    pub(crate) head: Head,
    pub(crate) catalogue: Option<Arc<Catalogue>>,
    pub(crate) customers: Vec<Arc<Customer>>,
    pub(crate) identifiers: HashMap<Identifier, Option<CustomerId>>,
    pub(crate) entries: Vec<Arc<Entry>>,
    pub(crate) destruction: Option<Destruction>,
}

/// One thing that becomes otherwise. A check holds no lock, so that it may look between any two.
enum Step {
    Customer(Arc<Customer>),
    Holder(Identifier, Option<CustomerId>),
}

impl Step {
    fn take(self, memory: &Memory) {
        match self {
            Self::Customer(customer) => memory.put_customer(customer),
            Self::Holder(identifier, holder) => memory.put_holder(identifier, holder),
        }
    }
}

impl Effects {
    /// Updates memory; entries and index last, so that whoever waits for an index sees it all.
    pub(crate) fn apply(self, memory: &Memory) {
        let _moving = memory.move_on();
        if let Some(catalogue) = self.catalogue {
            memory.put_catalogue(catalogue);
        }
        for step in steps(self.customers, self.identifiers, memory) {
            step.take(memory);
        }
        if let Some(destruction) = self.destruction {
            memory.destroy(&destruction.entries);
            for erasure in &destruction.erasures {
                memory.erase(erasure);
            }
            for customer in destruction.readmitted {
                memory.erasures.readmit(customer);
            }
        }
        memory.append(self.entries);
    }
}

/// Who becomes what, in an order in which whoever looks in between finds no state that says more than
/// what was or what will be: where two become one, both together stand there before names lead to them;
/// where one becomes two, each has its names before either answers for itself alone.
fn steps(
    customers: Vec<Arc<Customer>>,
    identifiers: HashMap<Identifier, Option<CustomerId>>,
    memory: &Memory,
) -> Vec<Step> {
    let is_merged = |customer: &Arc<Customer>| customer.state.merged_into.is_some();
    let (merged, whole): (Vec<_>, Vec<_>) = customers.into_iter().partition(is_merged);
    let lets_go = |customer: &Arc<Customer>| {
        let before = memory.record(customer.id);
        before.is_some_and(|before| before.state.merged.len() > customer.state.merged.len())
    };
    let (less, whole): (Vec<_>, Vec<_>) = whole.into_iter().partition(lets_go);
    let mut steps: Vec<_> = whole.into_iter().map(Step::Customer).collect();
    let names = identifiers.into_iter();
    steps.extend(names.map(|(name, holder)| Step::Holder(name, holder)));
    steps.extend(less.into_iter().chain(merged).map(Step::Customer));
    steps
}

#[cfg(test)]
mod tests {
    use mutual::access::Actor;
    use mutual::catalogue::Registry;
    use mutual::clock::Timestamp;
    use mutual::consent::{ActorRef, ConsentState, Route, Source, Switch, Toggle, Toggles, Which};
    use mutual::digest::DigestKey;
    use mutual::id::ReceiptId;
    use mutual::insight::Lately;
    use mutual::ledger::{Body, Chosen, EntryKind, Merged, Split};

    use super::*;
    use crate::erasures::Erasures;

    const NAMES: [&str; 2] = ["crm:ana", "visitor:7"];

    fn record(id: CustomerId, name: &str, index: u64, says: Switch) -> Customer {
        let at = Timestamp::from_millis(0);
        let mut state = ConsentState::default();
        let chosen = Chosen {
            kind: EntryKind::Granted,
            customer: id,
            proposition: "recipe-ideas".parse().unwrap(),
            version: 1,
            shown: String::new(),
            toggles: Toggles::from([(Toggle::Exchange, says)]),
            previous: Toggles::new(),
            expires_at: Timestamp::from_millis(i64::MAX),
            source: Source::Explicit,
            receipt: ReceiptId::from_bytes([1; 16]),
            actor: ActorRef::from(&Actor::System),
            route: Route::Page,
            locale: None,
            evidence: None,
        };
        state.apply(index, at, &Body::Chosen(chosen));
        Customer {
            id,
            key: [0; 32],
            identifiers: vec![name.parse().unwrap()],
            locale: None,
            region: None,
            birth_year: None,
            created_at: at,
            state,
            lately: Lately::default(),
        }
    }

    /// Both as they are once they are one, and once they are two again.
    fn one_and_two(ana: &Customer, visitor: &Customer) -> [[Customer; 2]; 2] {
        let (actor, route) = (ActorRef::from(&Actor::System), Route::Api);
        let (mut whole, mut gone) = (ana.clone(), visitor.clone());
        let merged = Merged {
            customer: ana.id,
            from: visitor.id,
            called: Vec::new(),
            facts: None,
            changes: Vec::new(),
            conflicts: Vec::new(),
            paused: None,
            actor: actor.clone(),
            route,
        };
        whole.state.merge(3, &merged, &visitor.state);
        whole.identifiers.append(&mut gone.identifiers);
        gone.state.merged_into = Some(ana.id);
        let (mut alone, mut apart) = (whole.clone(), gone.clone());
        let split = Split {
            customer: visitor.id,
            other: ana.id,
            which: Which::Goes,
            gone: Vec::new(),
            answers: Vec::new(),
            paused_since: None,
            pause_said: None,
            paused_meanwhile: false,
            guarded: mutual::consent::Guarded::NONE,
            gpc: None,
            signalled_meanwhile: false,
            actor,
            route,
        };
        let of_her = Split {
            customer: ana.id,
            other: visitor.id,
            which: Which::Stays,
            gone: vec![visitor.id],
            ..split.clone()
        };
        alone.state.split(4, &of_her, |_| None);
        apart.identifiers.extend(alone.identifiers.pop());
        apart
            .state
            .apply(5, alone.created_at, &Body::Split(Box::new(split)));
        [[whole, gone], [alone, apart]]
    }

    fn says_yes(customer: Option<&Arc<Customer>>) -> bool {
        customer.is_some_and(|customer| {
            let standing = customer.state.standing("recipe-ideas", &Toggle::Exchange);
            standing.is_granted()
        })
    }

    /// What the first of two looks found.
    type Found = (Vec<Option<CustomerId>>, Vec<Option<Arc<Customer>>>);

    fn look(memory: &Memory, ids: [CustomerId; 2]) -> Found {
        let holders = NAMES.map(|name| memory.holder(name));
        let records = ids.map(|id| memory.record(id));
        (holders.to_vec(), records.to_vec())
    }

    /// Whether each is allowed, by each name and each id, whose first look found that.
    fn allowed(memory: &Memory, ids: [CustomerId; 2], found: &Found) -> Vec<bool> {
        let (holders, records) = found.clone();
        let named = NAMES.iter().zip(holders);
        let named = named.map(|(name, holder)| memory.who_was_named(name, holder?));
        let by_id = ids.into_iter().zip(records);
        let by_id = by_id.map(|(id, record)| memory.whose(id, record?));
        named
            .chain(by_id)
            .map(|customer| says_yes(customer.as_ref()))
            .collect()
    }

    #[test]
    fn whoever_looks_between_two_halves_is_allowed_nothing_that_neither_state_allows() {
        let catalogue = || mutual::catalogue::Catalogue::new(Arc::new(Registry::starter()));
        let says = [
            [Switch::On, Switch::Off],
            [Switch::Off, Switch::On],
            [Switch::On, Switch::On],
        ];
        // The writer goes through records in the order of their ids.
        for ids in [[1, 2], [2, 1]].map(|ids| ids.map(|id| CustomerId::from_bytes([id; 16]))) {
            for [one, other] in says {
                let first = record(ids[0], NAMES[0], 1, one);
                let second = record(ids[1], NAMES[1], 2, other);
                let [together, apart] = one_and_two(&first, &second);
                let erasures = Erasures::new(DigestKey::new([0; 32]));
                let memory = Memory::new(catalogue(), None, erasures, 1);
                for customer in [&first, &second] {
                    let name = customer.identifiers[0].clone();
                    memory.put_holder(name, Some(customer.id));
                    memory.put_customer(Arc::new(customer.clone()));
                }
                for after in [together, apart] {
                    let names = after.iter().flat_map(|customer| {
                        let names = customer.identifiers.iter();
                        names.map(|name| (name.clone(), Some(customer.id)))
                    });
                    let names = names.collect();
                    let mut customers: Vec<_> = after.iter().cloned().map(Arc::new).collect();
                    customers.sort_by_key(|customer| customer.id);
                    let mut looks = vec![look(&memory, ids)];
                    let was = allowed(&memory, ids, &looks[0]);
                    let mut between = Vec::new();
                    for step in steps(customers, names, &memory) {
                        step.take(&memory);
                        looks.push(look(&memory, ids));
                        between.extend(looks.iter().map(|found| allowed(&memory, ids, found)));
                    }
                    let will_be = allowed(&memory, ids, &look(&memory, ids));
                    for told in between {
                        for (place, is_allowed) in told.into_iter().enumerate() {
                            let may = was[place] || will_be[place];
                            assert!(!is_allowed || may, "{ids:?} {one:?} {other:?} {place}");
                        }
                    }
                }
            }
        }
    }
}
