//! What the team reads about purposes and data categories.

use mutual::catalogue::{Origin, Sensitivity};
use mutual::use_cases::Usage;

/// The pages of the registry.
#[derive(Debug)]
pub(crate) struct Registry {
    pub title: &'static str,
    pub lead: &'static str,
    pub lead_reading: &'static str,

    pub purposes: &'static str,
    pub data: &'static str,
    pub none: &'static str,
    pub add_purpose: &'static str,
    pub add_data: &'static str,
    pub new_purpose: &'static str,
    pub new_data: &'static str,
    pub change: fn(&str) -> String,
    pub all: &'static str,

    pub name: &'static str,
    pub name_hint: &'static str,
    pub id: &'static str,
    pub id_hint: &'static str,
    pub label: &'static str,
    pub label_hint: &'static str,
    pub reads: &'static str,
    pub languages: &'static str,
    pub label_in: fn(&str) -> String,
    pub other_tag: &'static str,
    pub other_tag_hint: &'static str,
    pub other_label: &'static str,
    pub origin: &'static str,
    pub origin_name: fn(Origin) -> &'static str,
    pub sensitivity: &'static str,
    pub sensitivity_name: fn(Sensitivity) -> &'static str,
    pub dpv: &'static str,
    pub dpv_hint: &'static str,
    pub kind: &'static str,
    pub used_by: &'static str,
    pub unused: &'static str,
    pub usage: fn(Usage) -> &'static str,
    pub fixed: &'static str,
    pub fill_in: &'static str,
    pub pick: &'static str,
    pub pick_origin: &'static str,
    pub pick_sensitivity: &'static str,
    pub bad_id: &'static str,
    pub bad_tag: &'static str,
    pub save: &'static str,
    pub add: &'static str,
    pub as_it_is: &'static str,

    pub remove: &'static str,
    pub remove_lead: &'static str,
    pub cannot_remove: &'static str,
    /// That a red line holds of it; which one stands behind it.
    pub ruled: &'static str,
    pub remove_button: &'static str,

    pub moved_since_approval: &'static str,
    pub deed: fn(&str) -> Option<&'static str>,
    pub done: fn(&str) -> Option<&'static str>,
    pub failed: fn(&str) -> Option<&'static str>,
}
