//! The pages of Mutual.
//!
//! Every page is drawn on the server and works without JavaScript. What reacts in the browser is
//! an island; the islands and the client's half of the server functions are all that the
//! WebAssembly module holds, so everything else is built for the server alone.
//!
//! * [`shell`]: the document around every page.
//! * [`routes`]: the table of pages.
//! * `pages`: a file per page, which reads and lays out.
//! * `actions`: server functions, which parse, authorise, call one use case and redirect.
//! * `islands`: the only code that reaches the browser.

mod actions;
mod islands;

#[cfg(feature = "ssr")]
mod pages;
#[cfg(feature = "ssr")]
pub mod routes;
#[cfg(feature = "ssr")]
pub mod shell;
