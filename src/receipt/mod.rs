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

use crate::catalogue::Registry;
use crate::consent::{Switch, Toggle};
use crate::ledger::{Body, Chosen, Receipt};
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
}

impl<'a> About<'a> {
    /// The choice that the receipt is of, with the wording that was shown; `None` where it is of
    /// something else.
    fn choice(&self) -> Option<(&'a Chosen, Cow<'a, crate::catalogue::Document>)> {
        match (&self.receipt.entry, self.receipt.shown()) {
            (Body::Chosen(chosen), Some(wording)) => Some((chosen, wording)),
            _ => None,
        }
    }
}

/// The data categories that a choice put to `switch`.
fn data(chosen: &Chosen, switch: Switch) -> impl Iterator<Item = &str> {
    let set = chosen.toggles.iter().filter(move |(_, to)| **to == switch);
    set.filter_map(|(toggle, _)| match toggle {
        Toggle::Data(category) => Some(category.as_str()),
        _ => None,
    })
}
