//! What to answer to a command, once its entries have indices.

use std::collections::BTreeMap;

use mutual::consent::{Customer, Identifier, view_exchange};
use mutual::id::CustomerId;
use mutual::use_cases::{Answering, Outcome, World as _};

use crate::pending::Pending;

impl Pending<'_> {
    /// What came of it.
    pub(crate) fn outcome(&self, answer: Answering, indices: Vec<u64>) -> Outcome {
        let index = indices.first().copied();
        match answer {
            Answering::Chosen {
                customer,
                proposition,
                receipt,
            } => {
                let customer = self.customer(customer);
                let known = self.catalogue.proposition(&proposition);
                let exchange = customer.zip(known).and_then(|(customer, proposition)| {
                    let live = proposition.live()?;
                    Some(view_exchange(proposition, live, &customer.state, self.at))
                });
                let exchange = exchange.unwrap_or_else(|| mutual::consent::ExchangeView {
                    proposition,
                    version: 0,
                    toggles: BTreeMap::new(),
                });
                Outcome::Chosen {
                    index: index.unwrap_or(self.head.index),
                    receipt,
                    exchange,
                }
            }
            Answering::EverythingOff => Outcome::EverythingOff { indices },
            Answering::Signalled => Outcome::Signalled { indices },
            Answering::Paused { receipt, paused } => Outcome::Paused {
                index: index.unwrap_or(self.head.index),
                receipt,
                paused,
            },
            Answering::Customer {
                customer: id,
                created,
            } => {
                let customer = self.customer(id);
                let of = |get: fn(&Customer) -> Option<String>| customer.as_deref().and_then(get);
                Outcome::Customer {
                    customer: id,
                    created,
                    identifiers: customer
                        .as_ref()
                        .map_or_else(Vec::new, |c| c.identifiers.clone()),
                    locale: of(|customer| customer.locale.clone()),
                    region: of(|customer| customer.region.clone()),
                    birth_year: customer.as_ref().and_then(|customer| customer.birth_year),
                }
            }
            Answering::Merged {
                customer,
                from,
                conflicts,
                paused,
            } => Outcome::Merged {
                index: index.unwrap_or(self.head.index),
                customer,
                from,
                identifiers: self.called(customer),
                conflicts,
                paused,
            },
            Answering::Split { customer, from } => Outcome::Split {
                index: index.unwrap_or(self.head.index),
                customer,
                identifiers: self.called(customer),
                from,
                given: self.called(from),
            },
            Answering::Published { version, class } => Outcome::Published {
                index: index.unwrap_or(self.head.index),
                version,
                class,
            },
            Answering::Imported {
                customer,
                created,
                remarks,
            } => Outcome::Imported {
                customer,
                created,
                indices,
                remarks,
            },
            Answering::HumanOnly { receipt, on } => Outcome::HumanOnly {
                index: index.unwrap_or(self.head.index),
                receipt,
                on,
            },
            Answering::Situation => Outcome::Situation {
                index: index.unwrap_or(self.head.index),
            },
            Answering::Rejected { receipt } => Outcome::Rejected {
                index: index.unwrap_or(self.head.index),
                receipt,
            },
            Answering::RejectedAlike => Outcome::RejectedAlike { indices },
            Answering::CaseOpened { case } => Outcome::CaseOpened { index, case },
            Answering::CaseDecided => Outcome::CaseDecided { index },
            Answering::RedLines { from } => Outcome::RedLines { index, from },
            Answering::Announced => Outcome::Announced { index },
            Answering::DecisionsSealed => Outcome::DecisionsSealed { index },
            Answering::Erased { receipt } => Outcome::Erased {
                index: index.unwrap_or(self.head.index),
                receipt,
            },
            Answering::Readmitted { customer } => Outcome::Readmitted {
                index: index.unwrap_or(self.head.index),
                customer,
            },
            Answering::Forgotten => Outcome::Forgotten { index },
            Answering::RegistryChanged => Outcome::RegistryChanged { index },
            Answering::Retired => Outcome::Retired {
                index: index.unwrap_or(self.head.index),
            },
        }
    }

    /// What a customer is called after the commands so far.
    fn called(&self, id: CustomerId) -> Vec<Identifier> {
        let customer = self.customer(id);
        customer.map_or_else(Vec::new, |customer| customer.identifiers.clone())
    }
}
