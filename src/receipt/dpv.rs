//! JSON-LD in the terms of the W3C Data Privacy Vocabulary 2, laid out as the vocabulary's guide
//! does it for ISO/IEC TS 27560:2023.

use serde_json::{Value, json};

use super::{About, data};
use crate::catalogue::{DecidedBy, LegalBasis};
use crate::consent::{Source, Switch};
use crate::ledger::EntryKind;

/// The receipt in the terms of the Data Privacy Vocabulary. `None` where it is not about one
/// exchange.
#[must_use]
pub fn dpv(about: About<'_>) -> Option<Value> {
    let (chosen, wording) = about.choice()?;
    let receipt = about.receipt;
    let organisation = about.organisation;
    let switch = match chosen.kind {
        EntryKind::Refused | EntryKind::Withdrawn => Switch::Off,
        _ => Switch::On,
    };
    let data = data(chosen, switch).filter_map(|id| about.registry.category(id));
    let data: Vec<_> = data
        .map(|category| {
            json!({
                "@type": curie(&category.dpv),
                "dct:identifier": category.id.as_str(),
                "dct:title": category.name,
            })
        })
        .collect();
    let purpose = about.registry.purpose(&wording.purpose);
    let recipients = wording.recipients.iter();
    let recipients: Vec<_> = recipients
        .map(|name| json!({"@type": "dpv:ThirdParty", "dct:title": name}))
        .collect();
    let status = match chosen.kind {
        EntryKind::Refused => "dpv:ConsentRefused",
        EntryKind::Withdrawn => "dpv:ConsentWithdrawn",
        _ => "dpv:ConsentGiven",
    };
    let expression = match chosen.source {
        Source::Explicit => "dpv:ExplicitlyExpressedConsent",
        _ => "dpv:ExpressedConsent",
    };
    let basis = match wording.legal_basis {
        LegalBasis::Consent => "dpv:Consent",
        LegalBasis::Contract => "dpv:Contract",
        LegalBasis::LegalObligation => "dpv:LegalObligation",
        LegalBasis::LegitimateInterest => "dpv:LegitimateInterest",
    };
    let person = match wording.decided_by {
        DecidedBy::Computer => "dpv:HumanNotInvolved",
        DecidedBy::Person | DecidedBy::Both => "dpv:HumanInvolvementForDecision",
    };
    Some(json!({
        "@context": {
            "dpv": "https://w3id.org/dpv#",
            "dct": "http://purl.org/dc/terms/",
            "xsd": "http://www.w3.org/2001/XMLSchema#",
        },
        "@id": format!("urn:mutual:{}", receipt.receipt),
        "@type": "dpv:Consent",
        "dct:conformsTo": "https://w3id.org/dpv/schema/dpv-27560#record",
        "dct:identifier": receipt.receipt.to_string(),
        "dct:created": moment(&receipt.at.to_string()),
        "dct:source": {
            "dct:identifier": format!("ledger index {}", receipt.index),
            "dct:description": "a signed log; the receipt in its own form carries the proof",
        },
        "dpv:hasDataSubject": {
            "@type": "dpv:Customer",
            "dct:identifier": chosen.customer.to_string(),
        },
        "dpv:hasDataController": {
            "@type": "dpv:DataController",
            "dct:title": organisation.name,
            "dct:description": organisation.address.join(", "),
            "dct:identifier": organisation.contact_email,
            "dpv:hasDataProtectionOfficer": {
                "@type": "dpv:DataProtectionOfficer",
                "dct:identifier": organisation.data_protection_contact,
            },
        },
        "dct:coverage": organisation.region,
        "dpv:hasProcess": [{
            "@type": "dpv:PersonalDataProcess",
            "dct:title": wording.title,
            "dct:description": wording.usage,
            "dpv:hasPurpose": {
                "@type": purpose.map_or_else(|| "dpv:Purpose".to_owned(), |known| curie(&known.dpv)),
                "dct:title": purpose.map_or(wording.purpose.as_str(), |known| &known.name),
            },
            "dpv:hasLegalBasis": {"@type": basis},
            "dpv:hasPersonalData": data,
            "dpv:hasRecipient": recipients,
            "dpv:hasHumanInvolvement": {"@type": person},
            "dpv:hasStorageCondition": {
                "@type": "dpv:StorageDuration",
                "dct:description": wording.retention,
            },
        }],
        "dpv:hasNotice": {
            "@type": "dpv:ConsentNotice",
            "dct:identifier": format!("{} version {}", wording.key, chosen.version),
            "dct:hasVersion": chosen.version,
            "dct:language": wording.locale,
            "dct:description": wording.ask.question,
            "dct:provenance": format!("sha256:{}", chosen.shown),
        },
        "dpv:hasConsentControl": {
            "@type": "dpv:WithdrawConsent",
            "dpv:isExercisedAt": receipt.issuer.withdraw_at,
        },
        "dpv:hasConsentStatus": [{
            "@type": [status, expression],
            "dpv:isIndicatedBy": chosen.customer.to_string(),
            "dpv:hasIndicationMethod": chosen.route.word(),
            "dpv:isIndicatedAtTime": moment(&receipt.at.to_string()),
        }],
        "dpv:hasDuration": {
            "@type": "dpv:UntilTimeDuration",
            "dct:valid": moment(&chosen.expires_at.to_string()),
        },
    }))
}

/// A term by its short name.
fn curie(iri: &str) -> String {
    iri.replacen("https://w3id.org/dpv#", "dpv:", 1)
}

fn moment(at: &str) -> Value {
    json!({"@type": "xsd:dateTime", "@value": at})
}
