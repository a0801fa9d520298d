//! L-B1: on which legal basis data may be used.
//!
//! What needs a yes runs by a yes alone ([`crate::catalogue::Purpose::needs_consent`] says why). And a
//! basis is never changed to one that asks for less: whoever asked for a yes has told people that
//! their no counts (EDPB Guidelines 05/2020, 122 and 123: no swapping of consent for another basis).
//! The check knows no toggle for a contract or a law, so that an earlier no would be gone, and of an
//! interest whoever never answered would be on. So neither counts as a new version: what truly rests
//! on another basis is another proposition, whose use a yes was never asked for. A contract or a law
//! may become an interest or consent, which gives people a no that they did not have.

use serde_json::Value;

use super::again;
use super::incentive::{in_california, is_paid};
use crate::catalogue::{AiUse, LegalBasis, Origin, Purpose, Sensitivity};
use crate::lint::Surroundings;
use crate::lint::finding::{Level, Rule};
use crate::lint::gather::Findings;
use crate::lint::page::Page;
use crate::lint::rules::sensitive::is_special_id;
use crate::lint::says::{Called, Instead, Says};

/// Parts of ids that name what needs a yes, where the registry does not know the purpose.
const MARKETING: &[&str] = &[
    "market",
    "advert",
    "promot",
    "offer",
    "newsletter",
    "recommend",
    "upsell",
    "retarget",
    "campaign",
];
const SELLING: &[&str] = &["sell", "resale", "data_sharing", "broker"];
const RESEARCH: &[&str] = &["training", "research", "machine_learning"];

pub(super) fn judge(page: &Page<'_>, with: &Surroundings<'_>, found: &mut Findings) {
    let Some(basis) = page.word("legal_basis").and_then(|word| word.parse().ok()) else {
        return;
    };
    if basis == LegalBasis::Consent {
        return;
    }
    let mut tell = |level: Level, says: Says, instead: Instead| {
        found.whole(Rule::Basis, level, "legal_basis", says, instead);
    };
    for says in needs_a_yes(page, with, basis) {
        tell(Level::Block, says, Instead::PickConsent);
    }
    let live = with.live.map(|live| live.legal_basis);
    match (live, basis) {
        (Some(LegalBasis::Consent), _) => {
            tell(Level::Block, Says::YesDropped, Instead::OtherProposition);
        }
        (
            Some(LegalBasis::LegitimateInterest),
            LegalBasis::Contract | LegalBasis::LegalObligation,
        ) => tell(
            Level::Block,
            Says::ObjectionDropped,
            Instead::OtherProposition,
        ),
        _ => {}
    }
    // The same under another name would be on for whoever said no to it; or is already, and no more so by this.
    if let Some((level, key)) = again::refusable(page, with) {
        let says = Says::RefusedElsewhere(key);
        tell(level, says, Instead::OtherProposition);
    }
}

/// What of it no other basis than a yes carries.
fn needs_a_yes(page: &Page<'_>, with: &Surroundings<'_>, basis: LegalBasis) -> Vec<Says> {
    let registry = with.registry;
    let ids = || {
        let items = page.list("data").iter();
        items.filter_map(|item| item.get("category").and_then(Value::as_str))
    };
    let mut found = Vec::new();
    // Article 9(2) has no contract and no interest, and which law would allow it no document says.
    let special = ids().filter(|id| match registry.category(id) {
        Some(category) => category.sensitivity == Sensitivity::Special,
        None => is_special_id(id),
    });
    let special: Vec<_> = special
        .take(10)
        .map(|id| Called::of(registry, id))
        .collect();
    if !special.is_empty() {
        found.push(Says::SpecialNeedsYes(special));
    }
    let word = page.word("purpose").unwrap_or_default();
    let purpose = registry.purpose(word);
    let is = |known: fn(&Purpose) -> bool, parts: &[&str]| match purpose {
        Some(purpose) => known(purpose),
        None => parts.iter().any(|part| word.contains(part)),
    };
    if is(Purpose::is_selling, SELLING) {
        found.push(Says::SellingNeedsYes);
    }
    if is(Purpose::is_marketing, MARKETING) {
        found.push(Says::MarketingNeedsYes);
    }
    let uses: Vec<AiUse> = page
        .list("ai_uses")
        .iter()
        .filter_map(|ai| ai.as_str()?.parse().ok())
        .collect();
    if is(Purpose::is_research, RESEARCH) || uses.iter().any(|ai| ai.is_teaching()) {
        found.push(Says::TeachingNeedsYes);
    }
    let guessed = ids().any(|id| {
        let category = registry.category(id);
        category.is_some_and(|category| category.origin == Origin::Inferred)
    });
    if (guessed || uses.contains(&AiUse::Infer)) && !is(Purpose::is_security, &["fraud"]) {
        found.push(Says::GuessNeedsYes);
    }
    // Article 22(2) allows what a contract needs, what a law says, and what somebody agreed to.
    if basis == LegalBasis::LegitimateInterest && uses.contains(&AiUse::DecideAuto) {
        found.push(Says::DecidingNeedsYes);
    }
    // Civil Code, 1798.125(b)(3): an incentive by opt-in consent alone.
    if is_paid(page) && in_california(page) {
        found.push(Says::RewardNeedsYes);
    }
    found
}
