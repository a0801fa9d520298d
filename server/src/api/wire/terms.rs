//! What checks need of a live version, for those who answer them on their own.

use std::collections::BTreeMap;

use mutual::catalogue::{Proposition, Version};
use mutual::consent::Toggle;
use serde::Serialize;
use utoipa::ToSchema;

use super::{LegalBasisWord, Moment};

/// What a check needs of a version.
#[derive(Serialize, ToSchema)]
#[schema(as = Terms)]
pub(crate) struct TermsBody {
    /// The key of the proposition.
    #[schema(example = "recipe-ideas")]
    proposition: String,
    /// The number of the version.
    version: u32,
    /// When it went live.
    published_at: Moment,
    /// The ledger index at which the proposition was first published. Of several propositions that
    /// allow something the first one does: ordinary ones before special ones, then by this index.
    first_index: u64,
    /// Whether it uses data of a special category (GDPR, article 9).
    special: bool,
    /// Why the data is used.
    #[schema(example = "recommendations")]
    purpose: String,
    legal_basis: LegalBasisWord,
    /// Where it is offered: region codes, or `*` for everywhere. A code covers its parts: `US` covers
    /// `US-CA`.
    regions: Vec<String>,
    /// A grant of an older version than this needs a new answer.
    material_since: u32,
    /// Each facet, with the version since which it has been offered without a break: a grant of an
    /// older one says nothing about it.
    #[schema(example = json!({"data:orders": 1, "channel:email": 1}))]
    facets: BTreeMap<String, u32>,
    /// What sells or shares, so that a wish not to (Global Privacy Control) keeps it off: each such
    /// toggle, with the versions of which a yes that was given after the wish, and in spite of it,
    /// counts all the same. Where `exchange` is among them, the wish reaches every part; what the
    /// exchange cannot do without goes with it and is not named beside it.
    #[schema(example = json!({"ai:share_model": [2, 3]}))]
    shares: BTreeMap<String, Vec<u32>>,
}

impl TermsBody {
    /// A version of a proposition, as it was when that went live.
    pub(crate) fn of(proposition: &Proposition, version: &Version) -> Self {
        let then = proposition.up_to(version.index);
        let first = proposition.versions().first();
        let facets = version.facets().map(|facet| {
            let since = version.offered_since(facet).unwrap_or(version.number);
            (facet.to_string(), since)
        });
        let toggles = std::iter::once(&Toggle::Exchange).chain(version.facets());
        let sharing = toggles.filter(|t| version.shares(t) && !version.required().contains(t));
        let shares = sharing.map(|toggle| {
            let shown = proposition.versions().iter();
            let shown = shown.filter(|shown| shown.number <= version.number);
            let shown = shown.filter(|shown| shown.shares(toggle));
            let numbers = shown.map(|shown| shown.number);
            (toggle.to_string(), numbers.collect())
        });
        Self {
            proposition: proposition.key.to_string(),
            version: version.number,
            published_at: Moment(version.published_at),
            first_index: first.map_or(version.index, |first| first.index),
            special: proposition.is_special(),
            purpose: version.document.purpose.to_string(),
            legal_basis: LegalBasisWord(version.document.legal_basis),
            regions: version.document.regions.clone(),
            material_since: then.map_or(version.number, |then| then.material_since()),
            facets: facets.collect(),
            shares: shares.collect(),
        }
    }
}
