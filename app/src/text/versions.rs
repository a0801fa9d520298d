//! What the team reads of the versions of a proposition.

/// The page of the versions.
#[derive(Debug)]
pub(crate) struct Versions {
    pub title: fn(&str) -> String,
    pub lead: &'static str,
    /// What leads here.
    pub link: &'static str,
    pub version: fn(u32) -> String,
    pub column: &'static str,
    pub state: &'static str,
    pub from: &'static str,
    pub who: &'static str,
    pub why: &'static str,
    pub live: &'static str,
    pub superseded: &'static str,
    pub stopped: &'static str,
    /// Which one took its place, and when.
    pub superseded_by: fn(u32, &str) -> String,
    /// Who stopped it, and when.
    pub stopped_by: fn(&str, &str) -> String,
    pub put_live_by: fn(&str) -> String,
    pub by_itself: &'static str,
    pub approved_by: fn(&str) -> String,
    pub first: &'static str,
    pub older: &'static str,
    pub newest: &'static str,
    pub compare: &'static str,
    pub earlier: &'static str,
    pub later: &'static str,
    pub show: &'static str,
    pub differ: fn(u32, u32) -> String,
    pub alike: &'static str,
}
