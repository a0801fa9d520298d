//! What will have to be announced: grants that run out, and those that a publication or an
//! import leaves without an answer.

use std::collections::{BTreeSet, VecDeque};

use mutual::catalogue::{ChangeClass, Slug};
use mutual::clock::Timestamp;
use mutual::consent::{Customer, Standing, Switch};
use mutual::id::CustomerId;
use mutual::ledger::{Body, Entry};
use mutual::use_cases::Due;

use crate::memory::Memory;

/// How many customers are looked at in one step.
const PAGE: usize = 1_000;

/// What is due now, and what comes due at a known moment.
#[derive(Default)]
pub(crate) struct Dues {
    now: VecDeque<Due>,
    later: BTreeSet<(Timestamp, CustomerId, Slug)>,
}

impl Dues {
    /// What came due while no server ran, and what will come due.
    pub(crate) fn of(memory: &Memory) -> Self {
        let mut dues = Self::default();
        let catalogue = memory.catalogue();
        for proposition in catalogue.propositions() {
            dues.look_for(memory, &proposition.key);
        }
        dues
    }

    /// Whether nothing is due.
    pub(crate) fn is_empty(&self) -> bool {
        self.now.is_empty()
    }

    /// The next ones, at most so many.
    pub(crate) fn take(&mut self, most: usize) -> Vec<Due> {
        let count = self.now.len().min(most);
        self.now.drain(..count).collect()
    }

    /// Takes back what could not be announced yet.
    pub(crate) fn put_back(&mut self, dues: Vec<Due>) {
        self.now.extend(dues);
    }

    /// Moves what has run out at `now`, which is settled, to what is due.
    pub(crate) fn expire(&mut self, now: Timestamp) {
        while let Some((at, ..)) = self.later.first()
            && *at <= now
            && let Some((_, customer, proposition)) = self.later.pop_first()
        {
            self.now.push_back(Due {
                customer,
                proposition,
            });
        }
    }

    /// Keeps in mind what an entry will lead to, once memory holds it.
    pub(crate) fn note(&mut self, memory: &Memory, entry: &Entry) {
        match &entry.body {
            Body::Chosen(chosen) => {
                if !chosen.toggles.values().any(|to| *to == Switch::On) {
                    return;
                }
                let (customer, key) = (chosen.customer, chosen.proposition.clone());
                let catalogue = memory.catalogue();
                let proposition = catalogue.proposition(&key);
                // An import may take over a yes to wording that has changed since.
                if proposition.is_some_and(|known| chosen.version < known.material_since()) {
                    let proposition = key.clone();
                    self.now.push_back(Due {
                        customer,
                        proposition,
                    });
                }
                self.later.insert((chosen.expires_at, customer, key));
            }
            Body::Published(published) => {
                if published.class == ChangeClass::Material && published.version > 1 {
                    self.look_for(memory, &published.document.key);
                }
            }
            // A yes that came from another record counts here from now on, or does again.
            Body::Merged(_) | Body::Split(_) => {
                let customer = entry.body.customer().and_then(|id| memory.customer(id));
                if let Some(customer) = customer {
                    for key in customer.state.exchanges() {
                        self.look_at(&customer, key);
                    }
                }
            }
            Body::Genesis(_)
            | Body::Paused(_)
            | Body::Resumed(_)
            | Body::Signalled(_)
            | Body::Announced(_)
            | Body::Forgotten(_)
            | Body::Retired(_)
            | Body::Registry(_)
            | Body::RedLines(_)
            | Body::DecisionsSealed(_)
            | Body::HumanOnly(_)
            | Body::HumanOnlyEnded(_)
            | Body::Situation(_)
            | Body::InferenceRejected(_)
            | Body::CaseOpened(_)
            | Body::CaseDecided(_)
            | Body::Erased(_)
            | Body::Readmitted(_)
            | Body::Destroyed(_) => {}
        }
    }

    fn look_for(&mut self, memory: &Memory, key: &Slug) {
        let mut after = None;
        loop {
            let customers = memory.customers(after, PAGE);
            let Some(last) = customers.last() else { break };
            after = Some(last.id);
            for customer in customers {
                self.look_at(&customer, key);
            }
        }
    }

    fn look_at(&mut self, customer: &Customer, key: &Slug) {
        let mut unsaid = false;
        for (toggle, standing) in customer.state.answered(key) {
            let Standing::Granted { expires_at, .. } = standing else {
                continue;
            };
            self.later.insert((*expires_at, customer.id, key.clone()));
            unsaid |= !customer.state.is_announced(key, toggle);
        }
        if unsaid {
            self.now.push_back(Due {
                customer: customer.id,
                proposition: key.clone(),
            });
        }
    }
}
