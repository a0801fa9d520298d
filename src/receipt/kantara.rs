//! Kantara Initiative, Consent Receipt Specification, version 1.1.0.

use serde_json::{Value, json};

use super::{About, data};
use crate::catalogue::{LegalBasis, Sensitivity};
use crate::consent::{Route, Switch};
use crate::ledger::EntryKind;

/// The receipt as Kantara's consent receipt 1.1. `None` where it is not of a yes: that form knows
/// nothing else.
#[must_use]
pub fn kantara(about: About<'_>) -> Option<Value> {
    let (chosen, wording) = about.choice()?;
    let on: Vec<_> = data(chosen, Switch::On).collect();
    let is_yes = chosen.kind == EntryKind::Granted
        || chosen.kind == EntryKind::FacetChanged
            && chosen.toggles.values().any(|to| *to == Switch::On);
    if !is_yes {
        return None;
    }
    let receipt = about.receipt;
    let organisation = about.organisation;
    let categories = on.iter().filter_map(|id| about.registry.category(id));
    let special: Vec<_> = categories
        .clone()
        .filter(|category| category.sensitivity == Sensitivity::Special)
        .map(|category| category.name.clone())
        .collect();
    let purpose = about.registry.purpose(&wording.purpose);
    let mut purposes = json!({
        "purpose": wording.ask.question,
        "purposeCategory": [purpose.map_or(wording.purpose.as_str(), |known| &known.name)],
        "consentType": match wording.legal_basis {
            LegalBasis::Consent => "EXPLICIT",
            _ => "N/A",
        },
        "piiCategory": categories.map(|category| &category.name).collect::<Vec<_>>(),
        "primaryPurpose": true,
        "termination": wording.retention,
        "thirdPartyDisclosure": !wording.recipients.is_empty(),
    });
    if let (Value::Object(purpose), false) = (&mut purposes, wording.recipients.is_empty()) {
        let names = wording.recipients.join(", ");
        purpose.insert("thirdPartyName".to_owned(), names.into());
    }
    Some(json!({
        "version": "KI-CR-v1.1.0",
        "jurisdiction": organisation.region,
        "consentTimestamp": receipt.at.as_millis().div_euclid(1_000).max(0),
        "collectionMethod": collection(chosen.route),
        "consentReceiptID": receipt.receipt.to_string(),
        "language": wording.locale,
        "piiPrincipalId": chosen.customer.to_string(),
        "piiControllers": [{
            "piiController": organisation.name,
            "contact": organisation.data_protection_contact,
            "address": {"streetAddress": organisation.address.join(", "),
                        "addressCountry": organisation.region},
            "email": organisation.contact_email,
            "phone": organisation.contact_phone.clone().unwrap_or_default(),
        }],
        "policyUrl": receipt.issuer.withdraw_at,
        "services": [{"service": wording.title, "purposes": [purposes]}],
        "sensitive": !special.is_empty(),
        "spiCat": special,
    }))
}

/// How the choice reached the organisation, in words.
fn collection(route: Route) -> &'static str {
    match route {
        Route::Page => "a switch on the organisation's page",
        Route::Link => "a switch on the organisation's page, by a signed link",
        Route::Api => "recorded by the organisation on the customer's word",
        Route::Import => "taken over from an older record",
        Route::Signal => "a signal of the customer's program",
        Route::System => "recorded by the installation itself",
    }
}
