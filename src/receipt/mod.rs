//! A receipt in the forms that others read.
//!
//! The receipt itself ([`crate::ledger::Receipt`]) is what proves something. These are other ways
//! to write down what it says.

mod dpv;
mod jws;
mod kantara;

pub use dpv::dpv;
pub use jws::{BadJws, ReceiptKey, payload};
pub use kantara::kantara;

use std::borrow::Cow;

use crate::catalogue::{DataCategory, Document, Registry};
use crate::clock::Timestamp;
use crate::consent::{Switch, Toggle};
use crate::ledger::{Body, Chosen, Receipt, Whole};
use crate::port::Organisation;

/// What the other forms need beside the receipt.
#[derive(Clone, Copy)]
pub struct About<'a> {
    /// The receipt.
    pub receipt: &'a Receipt,
    /// Who asked.
    pub organisation: &'a Organisation,
    /// What data and purposes are called.
    pub registry: &'a Registry,
    /// What a pause or its end reached; empty for everything else.
    pub reached: &'a [Reached],
}

/// A consent that a pause stopped, or that went on when the pause ended.
#[derive(Clone, Debug, PartialEq)]
pub struct Reached {
    /// The yes that it rests on.
    pub chosen: Chosen,
    /// When that yes was given.
    pub since: Timestamp,
    /// When it runs out.
    pub expires_at: Timestamp,
    /// What was shown with it, in the language in which it was shown.
    pub wording: Document,
    /// What of it is on, apart from the pause.
    pub on: Vec<Toggle>,
}

impl<'a> About<'a> {
    /// The choice that the receipt is of, with the wording that was shown; `None` where it is of
    /// something else.
    fn choice(&self) -> Option<(&'a Chosen, Cow<'a, Document>)> {
        match (&self.receipt.entry, self.receipt.shown()) {
            (Body::Chosen(chosen), Some(wording)) => Some((chosen, wording)),
            _ => None,
        }
    }

    /// The data categories with these ids, as far as they are known.
    fn categories<'i>(&self, ids: impl Iterator<Item = &'i str>) -> Vec<&'a DataCategory> {
        ids.filter_map(|id| self.registry.category(id)).collect()
    }

    /// The pause that the receipt is of, or its end, with whether it is the pause; `None` where it
    /// is of something else, or reached nothing.
    fn whole(&self) -> Option<(&'a Whole, bool)> {
        match &self.receipt.entry {
            Body::Paused(whole) if !self.reached.is_empty() => Some((whole, true)),
            Body::Resumed(whole) if !self.reached.is_empty() => Some((whole, false)),
            _ => None,
        }
    }
}

/// The data categories that a choice put to `switch`.
fn data(chosen: &Chosen, switch: Switch) -> impl Iterator<Item = &str> {
    let set = chosen.toggles.iter().filter(move |(_, to)| **to == switch);
    categories(set.map(|(toggle, _)| toggle))
}

/// The data categories among toggles.
fn categories<'a>(toggles: impl Iterator<Item = &'a Toggle>) -> impl Iterator<Item = &'a str> {
    toggles.filter_map(|toggle| match toggle {
        Toggle::Data(category) => Some(category.as_str()),
        _ => None,
    })
}
