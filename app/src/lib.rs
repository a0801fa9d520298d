//! The pages of Mutual.
//!
//! Every page is drawn on the server and works without JavaScript. What reacts in the browser is
//! an island; the islands are all that the WebAssembly module holds, so everything else is built
//! for the server alone.
//!
//! * [`shell`]: the document around every page.
//! * [`routes`]: the table of pages.
//! * `pages`: a file per page, which reads and lays out.
//! * `ui`: the components, a file each, named like their style sheets.
//! * `actions`: server functions, which parse, authorise, call one use case and redirect.
//! * [`embed`]: one exchange on a page of the brand's own site.
//! * `draft`: a draft of a proposition as a form.
//! * `rule`: the rule of a comparison as a form.
//! * `place`: where the pages stand that there are twice.
//! * `notes`: what a step leaves for the page that it leads to.
//! * `text`: what the pages say, a table per language.
//! * `language`: which of them a page has.
//! * `islands`: the only code that reaches the browser.
//! * [`brand`]: the organisation's colour.
//!
//! The server gives every request one [`Ctx`], and serves [`brand::stylesheet`] as `/brand.css`.

// A page is one type as deep as what it draws, up to each `into_any`, and the compiler lays such a type out
// level by level: an optimised build, which also looks into what it inlines, goes deeper than a plain one. No
// test builds a release. So a release may go twice as deep: what is too deep is too deep for the tests' build
// first. (The browser's bundle needs no such thing: what tests it is what is shipped.)
#![cfg_attr(not(debug_assertions), recursion_limit = "256")]

mod islands;

#[cfg(feature = "ssr")]
mod actions;
#[cfg(feature = "ssr")]
pub mod brand;
#[cfg(feature = "ssr")]
mod context;
#[cfg(feature = "ssr")]
mod draft;
#[cfg(feature = "ssr")]
pub mod embed;
#[cfg(feature = "ssr")]
mod language;
#[cfg(feature = "ssr")]
mod notes;
#[cfg(feature = "ssr")]
mod pages;
#[cfg(feature = "ssr")]
mod place;
#[cfg(feature = "ssr")]
pub mod routes;
#[cfg(feature = "ssr")]
mod rule;
#[cfg(feature = "ssr")]
pub mod shell;
#[cfg(feature = "ssr")]
mod text;
#[cfg(feature = "ssr")]
mod ui;

#[cfg(feature = "ssr")]
pub use actions::brings_back;
#[cfg(feature = "ssr")]
pub use context::{
    ApiOperation, AskHere, Ctx, Dropped, LinkProblem, NotAsked, NotStored, StopKind, TermFile,
    Unfit, Unsubscribe, Uploaded, WhyPage, WhyReader,
};
#[cfg(feature = "ssr")]
pub use language::{Language, Reader};
#[cfg(feature = "ssr")]
pub use pages::{InWords, error_page, framed_page, in_words, numbers_file};
