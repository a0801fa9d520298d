//! The Consent Building Block's objects for the state. Pure.

use std::sync::Arc;

use mutual::catalogue::{Proposition, Version};
use mutual::clock::Timestamp;
use mutual::consent::{Customer, Source, Toggle, ToggleView};
use mutual::digest::hex;
use mutual::id::CustomerId;
use mutual::port::Organisation;
use serde::Serialize;
use serde_json::{Value, json};
use sha1::{Digest as _, Sha1};
use utoipa::ToSchema;

use crate::api::profiles::stance::Stance;
use crate::api::wire::Moment;

/// What parts the customer from the exchange in the id of a record.
const BETWEEN: char = '~';

/// Who runs this installation.
#[derive(Clone, Serialize, ToSchema)]
pub(super) struct GovStackController {
    id: String,
    name: String,
    url: String,
}

impl GovStackController {
    pub(super) fn of(organisation: &Organisation, url: &str) -> Self {
        Self {
            id: "organisation".to_owned(),
            name: organisation.name.clone(),
            url: url.to_owned(),
        }
    }
}

/// A proposition as an agreement.
#[derive(Clone, Serialize, ToSchema)]
pub(super) struct GovStackAgreement {
    /// The key of the proposition.
    #[schema(example = "recipe-ideas")]
    id: String,
    /// The number of the version.
    #[schema(example = "1")]
    version: String,
    controller: GovStackController,
    /// What it is called.
    purpose: String,
    /// `consent`, `contract`, `legal_obligation` or `legitimate_interest`.
    #[serde(rename = "lawfulBasis")]
    #[schema(example = "consent")]
    lawful_basis: &'static str,
    #[serde(rename = "dataUse")]
    #[schema(example = "data_using_service")]
    data_use: &'static str,
    /// Empty: assessments are kept elsewhere.
    dpia: &'static str,
    /// Whether it is live.
    active: bool,
    /// Whether records of an answer that no longer counts are destroyed.
    forgettable: bool,
}

impl GovStackAgreement {
    pub(super) fn of(
        proposition: &Proposition,
        version: &Version,
        controller: &GovStackController,
    ) -> Self {
        let live = proposition.live();
        Self {
            id: proposition.key.to_string(),
            version: version.number.to_string(),
            controller: controller.clone(),
            purpose: version.document.title.clone(),
            lawful_basis: version.document.legal_basis.word(),
            data_use: "data_using_service",
            dpia: "",
            active: live.is_some_and(|live| live.number == version.number),
            forgettable: version.document.retention_months.is_some(),
        }
    }
}

/// What something said at a moment, with its digest.
#[derive(Clone, Serialize, ToSchema)]
pub(super) struct GovStackRevision {
    id: String,
    /// `DataAgreement` or `ConsentRecord`.
    #[serde(rename = "schemaName")]
    #[schema(example = "DataAgreement")]
    schema: &'static str,
    #[serde(rename = "objectId")]
    object: String,
    #[serde(rename = "signedWithoutObjectId")]
    signed_without: bool,
    /// JSON, as text.
    #[serde(rename = "serializedSnapshot")]
    snapshot: String,
    /// SHA-1 of it, as the specification has it: 40 hexadecimal digits. It proves nothing; a receipt
    /// does.
    #[serde(rename = "serializedHash")]
    pub(super) hash: String,
    timestamp: Moment,
    /// The digest of the revision before.
    #[serde(rename = "predecessorHash", skip_serializing_if = "Option::is_none")]
    predecessor: Option<String>,
}

impl GovStackRevision {
    fn new(schema: &'static str, object: &str, id: String, data: Value, at: Timestamp) -> Self {
        let snapshot = json!({
            "objectData": data,
            "schemaName": schema,
            "objectId": object,
            "signedWithoutObjectId": false,
            "timestamp": at,
        });
        let snapshot = snapshot.to_string();
        Self {
            id,
            schema,
            object: object.to_owned(),
            signed_without: false,
            hash: hex(&Sha1::digest(snapshot.as_bytes())),
            snapshot,
            timestamp: Moment(at),
            predecessor: None,
        }
    }

    /// A version: all of its document, as the specification asks for.
    pub(super) fn of_version(proposition: &Proposition, version: &Version) -> Self {
        let alone = |version: &Version| {
            let id = format!("{}.{}", proposition.key, version.number);
            // Strings, numbers and maps with string keys always serialise.
            let data = serde_json::to_value(&version.document).unwrap_or_default();
            Self::new(
                "DataAgreement",
                &proposition.key,
                id,
                data,
                version.published_at,
            )
        };
        let before = version.number.checked_sub(1);
        let before = before.and_then(|number| proposition.version(number));
        Self {
            predecessor: before.map(|before| alone(before).hash),
            ..alone(version)
        }
    }

    /// A record of a customer's answer.
    pub(super) fn of_record(record: &GovStackRecord, at: Timestamp) -> Self {
        let data = serde_json::to_value(record).unwrap_or_default();
        let id = format!("{}.{}", record.id, at.as_millis());
        Self::new("ConsentRecord", &record.id, id, data, at)
    }
}

/// A customer.
#[derive(Clone, Serialize, ToSchema)]
pub(super) struct GovStackIndividual {
    #[schema(example = "cus_01KB3Y6V9Q8T5W2R7N4M1H0J3K")]
    id: String,
    /// The first of her identifiers.
    #[serde(rename = "externalId", skip_serializing_if = "Option::is_none")]
    external: Option<String>,
    /// Its namespace.
    #[serde(rename = "externalIdType", skip_serializing_if = "Option::is_none")]
    kind: Option<String>,
}

impl From<&Customer> for GovStackIndividual {
    fn from(customer: &Customer) -> Self {
        let first = customer.identifiers.first();
        Self {
            id: customer.id.to_string(),
            external: first.map(|first| first.value().to_owned()),
            kind: first.map(|first| first.namespace().to_owned()),
        }
    }
}

/// A customer's answer about an agreement.
#[derive(Clone, Serialize, ToSchema)]
pub(super) struct GovStackRecord {
    /// Who and about what.
    #[schema(example = "cus_01KB3Y6V9Q8T5W2R7N4M1H0J3K~recipe-ideas")]
    id: String,
    #[serde(rename = "dataAgreement")]
    agreement: GovStackAgreement,
    /// Of the version that she answered.
    #[serde(rename = "dataAgreementRevision")]
    revision: GovStackRevision,
    #[serde(rename = "dataAgreementRevisionHash")]
    revision_hash: String,
    individual: GovStackIndividual,
    /// Whether her answer is a yes that counts now: one that is paused, ran out or needs to be said again
    /// is `false`. It is the answer alone, and no "may I?": what red lines and her other wishes hold
    /// back, a check says.
    #[serde(rename = "optIn")]
    opt_in: bool,
    /// `unsigned`: what she has are receipts, signed by the installation and not by her.
    #[schema(example = "unsigned")]
    state: &'static str,
}

/// Whether somebody answered: what rests on a law or on nothing is no consent.
pub(super) fn is_answer(view: &ToggleView) -> bool {
    let said = matches!(
        view.source,
        Source::Explicit | Source::Signal | Source::Import
    );
    said && view.version.is_some()
}

/// A customer's record about one exchange, and when it became what it is; none where she never
/// answered.
pub(super) fn record(
    customer: &Customer,
    proposition: &Proposition,
    stance: &Stance,
    controller: &GovStackController,
) -> Option<(GovStackRecord, Timestamp)> {
    let view = stance.deciding(&Toggle::Exchange)?;
    if !is_answer(view) {
        return None;
    }
    let answered: &Arc<Version> = proposition.version(view.version?)?;
    let revision = GovStackRevision::of_version(proposition, answered);
    let record = GovStackRecord {
        id: format!("{}{BETWEEN}{}", customer.id, proposition.key),
        agreement: GovStackAgreement::of(proposition, answered, controller),
        revision_hash: revision.hash.clone(),
        revision,
        individual: customer.into(),
        // Where it is not offered to her any more, no check allows it.
        opt_in: view.is_on()
            && stance
                .version
                .document
                .is_open_to(customer.region.as_deref()),
        state: "unsigned",
    };
    Some((record, view.since?))
}

/// Who and about what a record of that id is.
pub(super) fn parts(record: &str) -> Option<(CustomerId, &str)> {
    let (customer, proposition) = record.split_once(BETWEEN)?;
    Some((customer.parse().ok()?, proposition))
}

#[cfg(test)]
mod tests {
    use mutual::consent::{Decision, Phase};

    use super::*;
    use crate::api::profiles::stance::every;

    #[test]
    fn a_record_is_of_what_somebody_answered() {
        for view in every::state() {
            let said = !matches!(view.source, Source::Default | Source::Law);
            assert_eq!(is_answer(&view), said, "{view:?}");
        }
        let never = ToggleView {
            version: None,
            ..every::of(Decision::None, Source::Explicit, Phase::Pending)
        };
        assert!(!is_answer(&never));
    }

    #[test]
    fn the_id_of_a_record_reads_back() {
        let id = CustomerId::from_bytes([5; 16]);
        let named = format!("{id}~recipe-ideas");
        assert_eq!(parts(&named), Some((id, "recipe-ideas")));
        for other in ["", "recipe-ideas", "cus_42~recipe-ideas", &id.to_string()] {
            assert_eq!(parts(other), None, "{other}");
        }
    }

    #[test]
    fn a_digest_is_of_the_snapshot_that_stands_beside_it() {
        let at = Timestamp::from_millis(1_000);
        let one = GovStackRevision::new("DataAgreement", "a", "a.1".to_owned(), json!({}), at);
        assert_eq!(one.hash, hex(&Sha1::digest(one.snapshot.as_bytes())));
        assert_eq!(one.hash.len(), 40);
        let other = GovStackRevision::new("DataAgreement", "b", "b.1".to_owned(), json!({}), at);
        assert_ne!(one.hash, other.hash);
    }
}
