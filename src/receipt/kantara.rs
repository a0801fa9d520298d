//! Kantara Initiative, Consent Receipt Specification, version 1.1.0.

use serde_json::{Value, json};

use super::{About, categories, data};
use crate::catalogue::{DataCategory, Document, LegalBasis, Sensitivity};
use crate::consent::{Route, Switch};
use crate::ledger::EntryKind;

/// The receipt as Kantara's consent receipt 1.1. `None` where it is not of a yes: that form knows
/// nothing else.
///
/// The end of a pause is a yes to all that goes on with it, each a service of its own. A pause is
/// none: the form has no field that says that what it lists may not be used, and whoever read it
/// would take it for an agreement.
#[must_use]
pub fn kantara(about: About<'_>) -> Option<Value> {
    if let Some((whole, paused)) = about.whole() {
        if paused {
            return None;
        }
        let reached = about.reached.iter();
        let services = reached.map(|reached| Service {
            wording: &reached.wording,
            data: about.categories(categories(reached.on.iter())),
        });
        let by = collection(whole.route);
        let by = format!("{by}: the end of a pause, after which what was agreed to before goes on");
        return Some(written(
            about,
            &whole.customer.to_string(),
            &by,
            &services.collect::<Vec<_>>(),
        ));
    }
    let (chosen, wording) = about.choice()?;
    let is_yes = chosen.kind == EntryKind::Granted
        || chosen.kind == EntryKind::FacetChanged
            && chosen.toggles.values().any(|to| *to == Switch::On);
    if !is_yes {
        return None;
    }
    let service = Service {
        wording: &wording,
        data: about.categories(data(chosen, Switch::On)),
    };
    Some(written(
        about,
        &chosen.customer.to_string(),
        collection(chosen.route),
        &[service],
    ))
}

/// One exchange, with what it may use.
struct Service<'a> {
    wording: &'a Document,
    data: Vec<&'a DataCategory>,
}

impl<'a> Service<'a> {
    /// What its data are called in the language of its wording.
    fn called(&self) -> impl Iterator<Item = (&'a DataCategory, &'a str)> {
        let locale = &self.wording.locale;
        let data = self.data.iter();
        data.map(move |category| (*category, category.called_in(locale)))
    }
}

fn written(about: About<'_>, customer: &str, collected: &str, services: &[Service<'_>]) -> Value {
    let receipt = about.receipt;
    let organisation = about.organisation;
    let mut special: Vec<&str> = Vec::new();
    for (category, name) in services.iter().flat_map(Service::called) {
        if category.sensitivity == Sensitivity::Special && !special.contains(&name) {
            special.push(name);
        }
    }
    let mut form = json!({
        "version": "KI-CR-v1.1.0",
        "jurisdiction": organisation.region,
        "consentTimestamp": receipt.at.as_millis().div_euclid(1_000).max(0),
        "collectionMethod": collected,
        "consentReceiptID": receipt.receipt.to_string(),
        "piiPrincipalId": customer,
        "piiControllers": [{
            "piiController": organisation.name,
            "contact": organisation.data_protection_contact,
            "address": {"streetAddress": organisation.address.join(", "),
                        "addressCountry": organisation.region},
            "email": organisation.contact_email,
            "phone": organisation.contact_phone.clone().unwrap_or_default(),
        }],
        "policyUrl": receipt.issuer.withdraw_at,
        "services": services.iter().map(|one| service(about, one)).collect::<Vec<_>>(),
        "sensitive": !special.is_empty(),
        "spiCat": special,
    });
    // Where what is listed was shown in several languages, the form has no word for that.
    let mut locales = services.iter().map(|service| &service.wording.locale);
    if let Some(locale) = locales.next()
        && locales.all(|other| other == locale)
        && let Value::Object(fields) = &mut form
    {
        fields.insert("language".to_owned(), locale.clone().into());
    }
    form
}

fn service(about: About<'_>, service: &Service<'_>) -> Value {
    let wording = service.wording;
    let purpose = about.registry.purpose(&wording.purpose);
    let purpose = purpose.map_or(wording.purpose.as_str(), |known| {
        known.called_in(&wording.locale)
    });
    let mut purposes = json!({
        "purpose": wording.ask.question,
        "purposeCategory": [purpose],
        "consentType": match wording.legal_basis {
            LegalBasis::Consent => "EXPLICIT",
            _ => "N/A",
        },
        "piiCategory": service.called().map(|(_, name)| name).collect::<Vec<_>>(),
        "primaryPurpose": true,
        "termination": wording.retention,
        "thirdPartyDisclosure": !wording.recipients.is_empty(),
    });
    if let (Value::Object(purpose), false) = (&mut purposes, wording.recipients.is_empty()) {
        let names = wording.recipients.join(", ");
        purpose.insert("thirdPartyName".to_owned(), names.into());
    }
    json!({"service": wording.title, "purposes": [purposes]})
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
