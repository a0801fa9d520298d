//! The studio: propositions, their drafts, and publishing them.

mod clash;
mod compare;
mod editor;
mod languages;
mod lines;
mod list;
mod models;
mod new;
mod numbers;
mod registry;
mod review;
mod sample;
mod sections;
mod versions;

pub(crate) use compare::ComparePage;
pub(crate) use editor::EditorPage;
pub(crate) use lines::{LinePage, LinesPage, NewLinePage, line_teams};
pub(crate) use list::StudioPage;
pub(crate) use models::{DifferingPage, ModelPage, ModelsPage, NewModelPage, ViolationsPage};
pub(crate) use new::NewPage;
pub use numbers::numbers_file;
pub(crate) use numbers::{AllNumbersPage, NumbersPage};
pub(crate) use registry::{ImportTermsPage, NewTermPage, RegistryPage, TermPage};
pub use review::CardLook;
pub(crate) use review::{AuditPage, ReviewPage};
pub(crate) use versions::VersionsPage;

use crate::text::{Studio, Text, field_name, lower_first, sentence};
use mutual::access::Role;

/// A fault with the name of its field before it, for where the field itself is not in view.
fn named(field: &str, message: &str, words: &Studio) -> String {
    let name = sentence(&field_name(field, words));
    format!("{}: {}", name.trim_end_matches('.'), lower_first(message))
}

/// What the team calls a term of the registry. The terms of the field are kept in English; whoever
/// reads another language finds the words that customers read in it, where there are any.
pub(crate) fn term_name(name: &str, label: Option<&str>, text: &Text) -> String {
    let label = label.filter(|_| text.lang != "en");
    label.unwrap_or(name).to_owned()
}

/// Whether that role writes drafts and publishes them; the use cases have the last word.
fn writes(role: Role) -> bool {
    matches!(role, Role::Marketer | Role::Admin)
}
