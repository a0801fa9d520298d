//! What the team reads where it takes purposes and data over from a file.

use mutual::use_cases::Fate;

/// The page.
#[derive(Debug)]
pub(crate) struct Terms {
    /// The link to it.
    pub link: &'static str,
    pub title: &'static str,
    pub lead: &'static str,
    pub file: &'static str,
    pub text: &'static str,
    pub send: &'static str,

    /// The heading over the form below what was uploaded.
    pub another: &'static str,
    pub nothing: &'static str,
    pub unreadable: &'static str,
    /// The heading over what becomes of each line.
    pub plan: &'static str,
    pub line: &'static str,
    pub becomes: &'static str,
    pub details: &'static str,
    pub fate: fn(&Fate) -> &'static str,
    pub none: &'static str,
    pub refused: fn(usize) -> String,
    pub full: &'static str,
    pub button: fn(usize) -> String,
    pub moved: &'static str,
    pub not_stored: &'static str,
}
