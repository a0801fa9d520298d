//! What a customer reads about what is hers: receipts, her data, the past, leaving.

use crate::context::Unfit;

/// Receipts, her data, the past, leaving.
#[derive(Debug)]
pub(crate) struct Own {
    pub receipt: Receipt,
    pub check: Check,
    pub data: Data,
    pub leave: Leave,
    pub then: Then,
}

/// One receipt.
#[derive(Debug)]
pub(crate) struct Receipt {
    pub title: &'static str,
    pub lead: &'static str,
    pub number: &'static str,
    pub what: &'static str,
    pub when: &'static str,
    pub how: &'static str,
    pub turned_on: &'static str,
    pub turned_off: &'static str,
    pub shown: &'static str,
    pub version: fn(u32) -> String,
    pub take_back: &'static str,
    pub whom: &'static str,
    pub proof: &'static str,
    pub place: fn(u64, u64) -> String,
    pub no_proof: &'static str,
    pub copies: &'static str,
    pub own: &'static str,
    pub signed: &'static str,
    pub kantara: &'static str,
    pub dpv: &'static str,
    pub check: &'static str,
    pub print: &'static str,
    pub ended: &'static str,
    pub parts: &'static str,
    pub forgotten: &'static str,
}

/// Checking one.
#[derive(Debug)]
pub(crate) struct Check {
    pub title: &'static str,
    pub lead: &'static str,
    pub file: &'static str,
    pub text: &'static str,
    pub send: &'static str,
    pub nothing: &'static str,
    pub good: &'static str,
    pub bad: &'static str,
    /// What is wrong with it, without a final stop.
    pub why: fn(&Unfit) -> String,
    pub proven: &'static str,
    pub not_proven: &'static str,
    pub is_proven: fn(&str, &str) -> Vec<String>,
    pub wording: &'static str,
    pub no_wording: &'static str,
    pub signature: &'static str,
    pub continued: &'static str,
    pub broken: &'static str,
    pub unknown: &'static str,
    pub who: &'static str,
    pub issuer: &'static str,
    pub still: &'static str,
    /// What stands before the name of the program, and what after it.
    pub yourself: [&'static str; 2],
}

/// Everything that is held.
#[derive(Debug)]
pub(crate) struct Data {
    pub title: &'static str,
    pub lead: &'static str,
    pub take: &'static str,
    pub take_does: &'static str,
    pub download: &'static str,
    pub nothing: &'static str,
    pub rows: fn(usize) -> String,
    /// That only so many stand on the page.
    pub newest: fn(usize) -> String,
    /// What a table is called, and what is in it.
    pub table: fn(&str) -> (&'static str, &'static str),
    /// What a column is called.
    pub column: fn(&str) -> &'static str,
    pub yes: &'static str,
    pub no: &'static str,
    pub leave: &'static str,
    pub leave_does: &'static str,
}

/// Leaving.
#[derive(Debug)]
pub(crate) struct Leave {
    pub title: &'static str,
    pub goes: &'static str,
    pub goes_list: &'static [&'static str],
    pub stays: &'static str,
    pub stays_list: &'static [&'static str],
    pub all: &'static str,
    pub all_does: &'static str,
    pub suppress: &'static str,
    pub suppress_does: &'static str,
    pub sure: &'static str,
    pub delete: &'static str,
    pub keep: &'static str,
    pub not_sure: &'static str,
    pub password_first: &'static str,
    pub failed: &'static str,
    pub gone: &'static str,
    pub gone_lead: &'static str,
    pub gone_number: &'static str,
}

/// What was on, on a day.
#[derive(Debug)]
pub(crate) struct Then {
    pub title: &'static str,
    pub lead: &'static str,
    pub day: &'static str,
    pub show: &'static str,
    pub stood: fn(&str) -> String,
    pub until_now: fn(&str) -> String,
    pub nothing: &'static str,
    pub future: &'static str,
    pub on: &'static str,
    pub off: &'static str,
    pub paused: &'static str,
}

impl Check {
    /// What checks a receipt without these pages; it is called the same in every language.
    pub(crate) const COMMAND: &'static str = "mutual receipt verify";
}
