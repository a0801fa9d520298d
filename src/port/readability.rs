//! How hard a text is to read. The pinned engine for it is a library of the server.

/// Grades texts.
pub trait Readability: Send + Sync {
    /// The school grade (as counted in the United States) that `text` can be read in.
    ///
    /// `locale` is a language tag (BCP 47). `None` where the language is not supported or there is
    /// nothing to grade. The text is one or more sentences of plain prose.
    fn grade(&self, text: &str, locale: &str) -> Option<f64>;
}

/// Grades nothing: for those who have no engine at hand.
#[derive(Clone, Copy, Debug, Default)]
pub struct Ungraded;

impl Readability for Ungraded {
    fn grade(&self, _: &str, _: &str) -> Option<f64> {
        None
    }
}
