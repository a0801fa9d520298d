//! fideslang: a taxonomy of data uses and data categories with dotted keys, in which whatever stands
//! further to the right is a kind of what stands before it.
//!
//! Nobody has published how its keys and the terms of the Data Privacy Vocabulary correspond. So
//! each gets the closest term, mostly a more general one, and the report says so.

use mutual::catalogue::{DataCategory, Labels, Origin, Purpose, Sensitivity, Slug, Term};
use serde::Deserialize;
use serde_json::Value;

use mutual::use_cases::{TermLine, TermRead};

use super::{WORDS, foreign, slug};
use crate::objects::Strict;

/// The closest term of the Data Privacy Vocabulary for a use. The longest key that a use begins
/// with counts.
const USES: &[(&str, &str)] = &[
    ("analytics", "ServiceUsageAnalytics"),
    ("employment", "HumanResourceManagement"),
    ("employment.recruitment", "RecruitmentManagement"),
    ("essential", "ServiceProvision"),
    ("essential.fraud_detection", "FraudPreventionAndDetection"),
    ("essential.legal_obligation", "LegalCompliance"),
    ("essential.service", "RequestedServiceProvision"),
    ("essential.service.authentication", "IdentityAuthentication"),
    ("essential.service.notifications", "CommunicationManagement"),
    ("essential.service.operations", "ServiceManagement"),
    (
        "essential.service.operations.improve",
        "ImproveExistingProductsAndServices",
    ),
    ("essential.service.operations.support", "CustomerCare"),
    ("essential.service.payment_processing", "PaymentManagement"),
    ("essential.service.security", "EnforceSecurity"),
    ("essential.service.upgrades", "CommunicationManagement"),
    ("finance", "OrganisationGovernance"),
    ("functional", "ServiceProvision"),
    (
        "functional.service.improve",
        "ImproveExistingProductsAndServices",
    ),
    ("functional.storage", "TechnicalServiceProvision"),
    ("marketing", "Marketing"),
    ("marketing.advertising", "Advertising"),
    (
        "marketing.advertising.first_party.targeted",
        "TargetedAdvertising",
    ),
    ("marketing.advertising.profiling", "PersonalisedAdvertising"),
    (
        "marketing.advertising.third_party.targeted",
        "TargetedAdvertising",
    ),
    ("marketing.communications", "DirectMarketing"),
    ("operations", "OrganisationGovernance"),
    ("personalize", "Personalisation"),
    ("personalize.content", "ServicePersonalisation"),
    ("personalize.system", "UserInterfacePersonalisation"),
    ("sales", "SellProducts"),
    ("third_party_sharing.legal_obligation", "LegalCompliance"),
    ("train_ai_system", "ResearchAndDevelopment"),
];

/// Categories that come by watching, or by guessing; all others somebody told.
const ORIGINS: &[(&str, Origin)] = &[
    ("user.behavior", Origin::Observed),
    ("user.browsing_history", Origin::Observed),
    ("user.demographic.profile", Origin::Inferred),
    ("user.device", Origin::Observed),
    ("user.location", Origin::Observed),
    ("user.media_consumption", Origin::Observed),
    ("user.observed", Origin::Observed),
    ("user.profiling", Origin::Inferred),
    ("user.search_history", Origin::Observed),
    ("user.sensor", Origin::Observed),
    ("user.social", Origin::Observed),
    ("user.social_activity", Origin::Observed),
    ("user.telemetry", Origin::Observed),
    ("user.unique_id", Origin::Observed),
    ("user.user_sensor", Origin::Observed),
];

/// Special categories (GDPR, article 9).
const SPECIAL: &[&str] = &[
    "user.authorization.biometric",
    "user.authorization.biometrics",
    "user.biometric",
    "user.biometric_health",
    "user.biometrics",
    "user.credentials.biometric_credentials",
    "user.demographic.philosophical_belief",
    "user.demographic.political_opinion",
    "user.demographic.protected_classifications",
    "user.demographic.race_ethnicity",
    "user.demographic.religious_belief",
    "user.demographic.sexual_orientation",
    "user.demographic.union_membership",
    "user.genetic",
    "user.health",
    "user.health_and_medical",
    "user.political_opinion",
    "user.race",
    "user.religious_belief",
    "user.sexual_orientation",
];

const CLOSEST: &str = "its term is the closest of the Data Privacy Vocabulary, not the same";
const ORIGIN: &str = "look at where it comes from and how sensitive it is";

/// A use or a category, as far as it says something here.
#[derive(Deserialize)]
struct Key {
    #[serde(alias = "privacy_key")]
    fides_key: String,
    name: Option<String>,
    version_deprecated: Option<Value>,
    replaced_by: Option<String>,
}

#[derive(Deserialize)]
struct Taxonomy {
    #[serde(default)]
    data_use: Vec<Key>,
    #[serde(default)]
    data_category: Vec<Key>,
}

pub(super) fn read(content: Value) -> Result<Vec<TermLine>, String> {
    let taxonomy: Taxonomy = serde_path_to_error::deserialize(Strict(content))
        .map_err(|error| format!("{}: {}", error.path(), error.inner()))?;
    let uses = taxonomy.data_use.into_iter();
    let uses = uses.map(|key| line(key, purpose));
    let categories = taxonomy.data_category.into_iter();
    let categories = categories.map(|key| line(key, category));
    Ok(uses.chain(categories).collect())
}

/// What the term of a key is made with: its key, its id and its name.
type Make = fn(&str, Slug, String) -> TermRead;

fn line(key: Key, make: Make) -> TermLine {
    let from = key.fides_key;
    let read = match (&key.version_deprecated, slug(&from).parse::<Slug>()) {
        (Some(Value::Null) | None, Ok(id)) => {
            let name = key.name.unwrap_or_else(|| from.clone());
            make(&from, id, name)
        }
        (Some(Value::Null) | None, Err(why)) => TermRead::Bad(why.to_string()),
        _ => {
            let by = key.replaced_by.unwrap_or_else(|| "nothing".to_owned());
            TermRead::Skipped(format!("it is out of use, replaced by {by}"))
        }
    };
    TermLine { from, read }
}

fn purpose(key: &str, id: Slug, name: String) -> TermRead {
    // What has no closer one is a purpose at least.
    let term = closest(USES, key).unwrap_or("Purpose");
    let purpose = Purpose {
        id,
        label: name.clone(),
        name,
        labels: Labels::new(),
        dpv: format!("https://w3id.org/dpv#{term}"),
    };
    foreign(Term::Purpose(purpose), vec![CLOSEST, WORDS])
}

fn category(key: &str, id: Slug, name: String) -> TermRead {
    if !is_below(key, "user") {
        return TermRead::Skipped("it is no data about a customer".to_owned());
    }
    let origin = closest(ORIGINS, key).unwrap_or(Origin::Told);
    let special = SPECIAL.iter().any(|special| is_below(key, special));
    let (sensitivity, term) = match origin {
        _ if special => (Sensitivity::Special, "SpecialCategoryPersonalData"),
        Origin::Observed => (Sensitivity::Ordinary, "ObservedPersonalData"),
        Origin::Inferred => (Sensitivity::Ordinary, "InferredPersonalData"),
        Origin::Told | Origin::Obtained => (Sensitivity::Ordinary, "ProvidedPersonalData"),
    };
    let category = DataCategory {
        id,
        label: name.clone(),
        name,
        labels: Labels::new(),
        origin,
        sensitivity,
        dpv: format!("https://w3id.org/dpv#{term}"),
    };
    let notes = vec![CLOSEST, ORIGIN, WORDS];
    foreign(Term::Data(category), notes)
}

/// What is said of the longest key that `key` is or is a kind of.
fn closest<T: Copy>(table: &[(&str, T)], key: &str) -> Option<T> {
    let fitting = table.iter().filter(|(above, _)| is_below(key, above));
    fitting
        .max_by_key(|(above, _)| above.len())
        .map(|(_, said)| *said)
}

/// Whether `key` is `above` or a kind of it.
fn is_below(key: &str, above: &str) -> bool {
    let rest = key.strip_prefix(above);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vocabulary;

    fn terms(name: &str, text: &str) -> Vec<Term> {
        let lines = vocabulary::read(name, text.as_bytes()).unwrap();
        let terms = lines.into_iter().map(|line| match line.read {
            TermRead::Term { term, notes, .. } => {
                assert!(notes.contains(&CLOSEST) && notes.contains(&WORDS));
                *term
            }
            other => panic!("{other:?}"),
        });
        terms.collect()
    }

    #[test]
    fn a_use_is_a_purpose_and_takes_the_term_of_the_closest_key_above_it() {
        let yaml = "data_use:\n\
                    - fides_key: marketing.communications.email\n  name: Marketing Email\n  \
                    parent_key: marketing.communications\n\
                    - fides_key: marketing.advertising.serving\n  name: Serving Ads\n\
                    - fides_key: marketings\n  name: Something else\n";
        let purposes: Vec<_> = terms("uses.yml", yaml)
            .into_iter()
            .map(|term| (term.key().to_string(), term.dpv().to_owned()))
            .collect();
        let dpv = |term: &str| format!("https://w3id.org/dpv#{term}");
        assert_eq!(
            purposes,
            [
                (
                    "purpose:marketing_communications_email".to_owned(),
                    dpv("DirectMarketing")
                ),
                (
                    "purpose:marketing_advertising_serving".to_owned(),
                    dpv("Advertising")
                ),
                ("purpose:marketings".to_owned(), dpv("Purpose")),
            ]
        );
    }

    #[test]
    fn a_category_says_where_it_comes_from_and_whether_it_is_special() {
        let json = r#"{"data_category": [
            {"fides_key": "user.contact.email", "name": "User Contact Email", "version_deprecated": null},
            {"fides_key": "user.behavior.purchase_history", "name": "Purchase History"},
            {"fides_key": "user.health.condition", "name": "Health Condition"}]}"#;
        let all: Vec<_> = terms("categories.json", json)
            .into_iter()
            .map(|term| match term {
                Term::Data(data) => (data.id.to_string(), data.origin, data.sensitivity),
                Term::Purpose(purpose) => panic!("{purpose:?}"),
            })
            .collect();
        let (told, ordinary) = (Origin::Told, Sensitivity::Ordinary);
        assert_eq!(
            all,
            [
                ("user_contact_email".to_owned(), told, ordinary),
                (
                    "user_behavior_purchase_history".to_owned(),
                    Origin::Observed,
                    ordinary
                ),
                (
                    "user_health_condition".to_owned(),
                    told,
                    Sensitivity::Special
                ),
            ]
        );
    }

    #[test]
    fn what_is_out_of_use_or_no_customers_is_left_out() {
        let json = r#"{"data_category": [
            {"fides_key": "system.operations", "name": "Operations Data"},
            {"fides_key": "user.biometric", "name": "Biometric Data",
             "version_deprecated": "3.2.0", "replaced_by": "user.biometrics"},
            {"fides_key": "ünknown", "name": "Unknown"}]}"#;
        let lines = vocabulary::read("a.json", json.as_bytes()).unwrap();
        let skipped = |read: &TermRead| matches!(read, TermRead::Skipped(_));
        assert!(
            skipped(&lines[0].read) && skipped(&lines[1].read),
            "{lines:?}"
        );
        assert!(matches!(
            lines[2].read,
            TermRead::Skipped(_) | TermRead::Bad(_)
        ));
    }

    /// Each term that the tables lead to, for a comparison with the vocabulary itself.
    #[test]
    fn every_term_of_the_tables_is_one_of_the_vocabulary() {
        let Some(known) = vocabulary::dpv::tests::shipped_terms() else {
            return;
        };
        let data = ["SpecialCategory", "Observed", "Inferred", "Provided"];
        let data = data.map(|kind| format!("{kind}PersonalData"));
        let uses = USES.iter().map(|(_, term)| (*term).to_owned());
        for term in uses.chain(data).chain(["Purpose".to_owned()]) {
            let iri = format!("https://w3id.org/dpv#{term}");
            assert!(known.contains(&iri), "{iri}");
        }
        let starter = mutual::catalogue::Registry::starter();
        for term in starter.terms() {
            assert!(known.contains(term.dpv()), "{}", term.dpv());
        }
    }
}
