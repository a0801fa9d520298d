//! The components, each named like its file in `style/components`.
//!
//! They draw what they are given; none of them decides anything, and none reads but the writer of a form.

pub(crate) mod asked;
pub(crate) mod badge;
pub(crate) mod chart;
pub(crate) mod diff;
pub(crate) mod error_summary;
pub(crate) mod everything;
pub(crate) mod example;
pub(crate) mod exchange;
pub(crate) mod facets;
pub(crate) mod facts;
pub(crate) mod field;
pub(crate) mod findings;
pub(crate) mod footer;
pub(crate) mod header;
pub(crate) mod heard;
pub(crate) mod history;
pub(crate) mod human_only;
mod icon;
pub(crate) mod left_alone;
pub(crate) mod line_changes;
pub(crate) mod live;
pub(crate) mod notice;
pub(crate) mod pair;
pub(crate) mod question;
pub(crate) mod said;
pub(crate) mod sides;
pub(crate) mod so_far;
pub(crate) mod status;
#[cfg(test)]
mod stories;
pub(crate) mod switch;
pub(crate) mod writer;

pub(crate) use icon::Icon;
