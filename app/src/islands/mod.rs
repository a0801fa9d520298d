//! The parts of the pages that react in the browser.

pub(crate) mod draft;
pub(crate) mod live;
mod morph;
mod page;
