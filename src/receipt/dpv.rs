//! JSON-LD in the terms of the W3C Data Privacy Vocabulary 2, laid out as the vocabulary's guide
//! does it for ISO/IEC TS 27560:2023.

use serde_json::{Value, json};

use super::{About, categories, data};
use crate::catalogue::{DataCategory, DecidedBy, Document, LegalBasis};
use crate::clock::Timestamp;
use crate::consent::{Route, Source, Switch};
use crate::id::CustomerId;
use crate::ledger::{Chosen, EntryKind};

/// The receipt in the terms of the Data Privacy Vocabulary. `None` where it is about no exchange.
///
/// A choice has one process with one status. A pause has a process for each consent that it
/// stopped, and its end one for each that went on, each with a status of its own. The vocabulary
/// has no term for a pause: `ConsentWithdrawn` would say that the answer is gone, so that it is
/// said to be of the kind above it, which must not be used.
#[must_use]
pub fn dpv(about: About<'_>) -> Option<Value> {
    if let Some((whole, paused)) = about.whole() {
        let reached = about.reached.iter().map(|reached| {
            let chosen = &reached.chosen;
            let said = if paused {
                Said {
                    term: "dpv:ConsentStatusInvalidForProcessing",
                    route: whole.route,
                    at: about.receipt.at,
                    until: reached.expires_at,
                }
            } else {
                Said {
                    term: "dpv:ConsentGiven",
                    route: chosen.route,
                    at: reached.since,
                    until: reached.expires_at,
                }
            };
            let data = about.categories(categories(reached.on.iter()));
            let process = process(about, &reached.wording, &data);
            with(process, said.of(chosen, &reached.wording))
        });
        return Some(record(about, whole.customer, reached.collect()));
    }
    let (chosen, wording) = about.choice()?;
    let (term, switch) = match chosen.kind {
        EntryKind::Refused => ("dpv:ConsentRefused", Switch::Off),
        EntryKind::Withdrawn => ("dpv:ConsentWithdrawn", Switch::Off),
        _ => ("dpv:ConsentGiven", Switch::On),
    };
    let said = Said {
        term,
        route: chosen.route,
        at: about.receipt.at,
        until: chosen.expires_at,
    };
    let data = about.categories(data(chosen, switch));
    let process = process(about, &wording, &data);
    let record = record(about, chosen.customer, vec![process]);
    Some(with(record, said.of(chosen, &wording)))
}

/// Where a consent stands, and who made it so.
struct Said {
    term: &'static str,
    route: Route,
    at: Timestamp,
    until: Timestamp,
}

impl Said {
    /// What was shown, where it stands, and until when at the latest.
    fn of(&self, chosen: &Chosen, wording: &Document) -> [(&'static str, Value); 3] {
        let expression = match chosen.source {
            Source::Explicit => "dpv:ExplicitlyExpressedConsent",
            _ => "dpv:ExpressedConsent",
        };
        let notice = json!({
            "@type": "dpv:ConsentNotice",
            "dct:identifier": format!("{} version {}", wording.key, chosen.version),
            "dct:hasVersion": chosen.version,
            "dct:language": wording.locale,
            "dct:description": wording.ask.question,
            "dct:provenance": format!("sha256:{}", chosen.shown),
        });
        let status = json!([{
            "@type": [self.term, expression],
            "dpv:isIndicatedBy": chosen.customer.to_string(),
            "dpv:hasIndicationMethod": self.route.word(),
            "dpv:isIndicatedAtTime": moment(self.at),
        }]);
        let until = json!({"@type": "dpv:UntilTimeDuration", "dct:valid": moment(self.until)});
        [
            ("dpv:hasNotice", notice),
            ("dpv:hasConsentStatus", status),
            ("dpv:hasDuration", until),
        ]
    }
}

/// The object with further fields.
fn with<const N: usize>(mut object: Value, further: [(&str, Value); N]) -> Value {
    if let Value::Object(fields) = &mut object {
        let further = further.into_iter();
        fields.extend(further.map(|(name, value)| (name.to_owned(), value)));
    }
    object
}

/// Who agreed with whom, where it is recorded, and how it is taken back.
fn record(about: About<'_>, customer: CustomerId, processes: Vec<Value>) -> Value {
    let receipt = about.receipt;
    let organisation = about.organisation;
    json!({
        "@context": {
            "dpv": "https://w3id.org/dpv#",
            "dct": "http://purl.org/dc/terms/",
            "xsd": "http://www.w3.org/2001/XMLSchema#",
        },
        "@id": format!("urn:mutual:{}", receipt.receipt),
        "@type": "dpv:Consent",
        "dct:conformsTo": "https://w3id.org/dpv/schema/dpv-27560#record",
        "dct:identifier": receipt.receipt.to_string(),
        "dct:created": moment(receipt.at),
        "dct:source": {
            "dct:identifier": format!("ledger index {}", receipt.index),
            "dct:description": "a signed log; the receipt in its own form carries the proof",
        },
        "dpv:hasDataSubject": {
            "@type": "dpv:Customer",
            "dct:identifier": customer.to_string(),
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
        "dpv:hasProcess": processes,
        "dpv:hasConsentControl": {
            "@type": "dpv:WithdrawConsent",
            "dpv:isExercisedAt": receipt.issuer.withdraw_at,
        },
    })
}

/// What is done with which data, by whom and until when.
fn process(about: About<'_>, wording: &Document, data: &[&DataCategory]) -> Value {
    let locale = &wording.locale;
    let data: Vec<_> = data
        .iter()
        .map(|category| {
            json!({
                "@type": curie(&category.dpv),
                "dct:identifier": category.id.as_str(),
                "dct:title": category.called_in(locale),
            })
        })
        .collect();
    let purpose = about.registry.purpose(&wording.purpose);
    let recipients = wording.recipients.iter();
    let recipients: Vec<_> = recipients
        .map(|name| json!({"@type": "dpv:ThirdParty", "dct:title": name}))
        .collect();
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
    json!({
        "@type": "dpv:PersonalDataProcess",
        "dct:title": wording.title,
        "dct:description": wording.usage,
        "dpv:hasPurpose": {
            "@type": purpose.map_or_else(|| "dpv:Purpose".to_owned(), |known| curie(&known.dpv)),
            "dct:title": purpose.map_or(wording.purpose.as_str(), |known| known.called_in(locale)),
        },
        "dpv:hasLegalBasis": {"@type": basis},
        "dpv:hasPersonalData": data,
        "dpv:hasRecipient": recipients,
        "dpv:hasHumanInvolvement": {"@type": person},
        "dpv:hasStorageCondition": {
            "@type": "dpv:StorageDuration",
            "dct:description": wording.retention,
        },
    })
}

/// A term by its short name.
fn curie(iri: &str) -> String {
    iri.replacen("https://w3id.org/dpv#", "dpv:", 1)
}

fn moment(at: Timestamp) -> Value {
    json!({"@type": "xsd:dateTime", "@value": at.to_string()})
}
