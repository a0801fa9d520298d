//! What the team reads about purposes and data categories, in English.

use crate::text::registry::Registry;
use mutual::catalogue::{Origin, Sensitivity};
use mutual::use_cases::Usage;

pub(in crate::text) static REGISTRY: Registry = Registry {
    title: "Purposes and data",
    lead: "What propositions can use, and what customers read for it. What is in use keeps its words: customers agreed to them.",
    lead_reading: "What propositions can use, and what customers read for it. A reviewer changes it.",

    purposes: "Purposes",
    data: "Kinds of data",
    none: "There is nothing here.",
    add_purpose: "Add a purpose",
    add_data: "Add a kind of data",
    new_purpose: "A new purpose",
    new_data: "A new kind of data",
    change: |name| format!("Change “{name}”"),
    all: "All purposes and data",

    name: "Name",
    name_hint: "The term of the field, as systems and the team know it.",
    id: "Id",
    id_hint: "Small letters, digits, - and _. Systems use it, and it never changes.",
    label: "What customers read",
    label_hint: "In plain English, as “Your past orders”. At most 80 characters.",
    reads: "Customers read",
    languages: "Other languages",
    label_in: |language| format!("What customers read in {language}"),
    other_tag: "A further language",
    other_tag_hint: "Its tag, such as de or pt-BR. Leave it empty if there is none.",
    other_label: "What customers read in it",
    origin: "Where it comes from",
    origin_name: |origin| match origin {
        Origin::Told => "Customers tell us",
        Origin::Observed => "We see it",
        Origin::Inferred => "We guess it",
        Origin::Obtained => "Somebody else gives it to us",
    },
    sensitivity: "How sensitive it is",
    sensitivity_name: |sensitivity| match sensitivity {
        Sensitivity::Ordinary => "Ordinary",
        Sensitivity::Special => "Special category",
    },
    dpv: "Term of the Data Privacy Vocabulary",
    dpv_hint: "Its full address, such as https://w3id.org/dpv#DirectMarketing.",
    kind: "Kind",
    used_by: "Used by",
    unused: "Nothing",
    usage: |usage| match usage {
        Usage::Live => "live",
        Usage::Draft => "draft",
        Usage::Earlier => "an earlier version",
    },
    fixed: "This is in use. Its spelling can be mended, and words in a further language added. For other words, add something new and publish a version that uses it: then everybody is asked.",
    fill_in: "Fill this in.",
    pick: "Pick one",
    pick_origin: "Say where it comes from.",
    pick_sensitivity: "Say how sensitive it is.",
    bad_id: "Use 1 to 64 small letters, digits, - or _, and begin with a letter or digit.",
    bad_tag: "Name the language that these words are in.",
    save: "Save the change",
    add: "Add it",
    as_it_is: "As it is stored now",

    remove: "Take it out",
    remove_lead: "Nothing uses this. Once it is gone, no proposition can be published with it.",
    cannot_remove: "This is in use and cannot be taken out. A version that was live counts as long as somebody has an answer to it.",
    ruled: "A red line holds of this, and would no longer once it is taken out. Change the line first:",
    remove_button: "Take it out",

    moved_since_approval: "What customers would read for its purpose or its data changed after this was approved. Send it back, so that somebody looks at it again.",
    deed: |what| match what {
        "registry.added" => Some("Added to the registry"),
        "registry.changed" => Some("Changed the registry"),
        "registry.removed" => Some("Took out of the registry"),
        "registry.mirrored" => Some("Copied the registry"),
        "registry.imported" => Some("Imported into the registry"),
        _ => None,
    },
    done: |what| match what {
        "added" => Some("It is added. Propositions can use it from now on."),
        "changed" => Some("The change is stored."),
        "removed" => Some("It is taken out."),
        "imported" => Some("The file is taken over."),
        _ => None,
    },
    failed: |why| match why {
        "moved" => Some(
            "Somebody else changed this in the meantime. What you typed is still here, and nothing of it is stored. Look at both, then save again.",
        ),
        "gone" => Some("Somebody else took this out in the meantime."),
        "used" => Some("This is in use and cannot be taken out. You see below what uses it."),
        "stale" => Some(
            "Somebody else changed this in the meantime, so it was not taken out. Look at it as it is now.",
        ),
        "ruled" => {
            Some("A red line holds of this, so it cannot be taken out. You see below which one.")
        }
        "forbidden" => Some("This is not yours to do."),
        _ => None,
    },
};
