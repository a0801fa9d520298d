//! Comparing two versions by a rule that is fixed beforehand.
//!
//! The use cases know two moments: the rule is looked at, with how many people it needs; and it is
//! fixed, once, by whoever writes propositions. What comes of it is worked out whenever somebody
//! looks, and is the same for everybody.

use std::sync::Arc;

use super::{Mutual, Reading};
use crate::access::{Actor, Deed, Denied, authorise};
use crate::catalogue::{LegalBasis, Proposition};
use crate::clock::Timestamp;
use crate::id::AccountId;
use crate::insight::{Comparison, Course, Day, Rule, TooFew};
use crate::port::StoreError;

/// Why two versions are not compared.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum NoComparison {
    /// It cannot be read, or may not be.
    #[error(transparent)]
    Reading(#[from] Reading),
    /// It begins by itself, and so nobody answers it.
    #[error("nobody is asked, so there are no answers to compare")]
    NotAsked,
    /// No version is live.
    #[error("no version is live")]
    NotLive,
    /// The live version is the first.
    #[error("there is no earlier version")]
    NoEarlier,
    /// A rule is fixed for the live version.
    #[error("a rule is fixed for this version, and cannot be changed")]
    Fixed,
    /// The linter blocks that version.
    #[error("version {0} does not pass the linter")]
    Blocked(u32),
    /// Too few people answered the earlier version, and nobody is asked it any more.
    #[error("too few people answered the earlier version")]
    TooFew(TooFew),
    /// That field of the rule cannot be taken.
    #[error("this cannot be taken: {0}")]
    Typed(&'static str),
}

impl From<Denied> for NoComparison {
    fn from(denied: Denied) -> Self {
        Self::Reading(denied.into())
    }
}

impl From<StoreError> for NoComparison {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Conflict => Self::Fixed,
            other => Self::Reading(Reading::Store(other)),
        }
    }
}

/// The comparisons of a proposition, and whether there can be another one.
#[derive(Clone, Debug, PartialEq)]
pub struct Compared {
    /// Its newest title.
    pub title: String,
    /// Those that were fixed, the newest first, each with how far it is.
    pub fixed: Vec<(Comparison, Course)>,
    /// The live version that a rule can be fixed for, and those that it can be compared with, the
    /// newest first; or why there is none.
    pub open: Result<(u32, Vec<u32>), NoComparison>,
    /// As of which day.
    pub today: Day,
}

impl Mutual {
    /// The comparisons of a proposition.
    ///
    /// # Errors
    ///
    /// [`Reading`]; [`Reading::Absent`] where it was never published.
    pub async fn compared(&self, actor: &Actor, key: &str) -> Result<Compared, Reading> {
        authorise(actor, Deed::ReadNumbers)?;
        self.is_current()?;
        let catalogue = self.engine.catalogue();
        let proposition = catalogue.proposition(key).ok_or(Reading::Absent)?;
        let newest = proposition.newest().ok_or(Reading::Absent)?;
        let today = Day::of(self.engine.now());
        let comparisons = self.office.comparisons(key).await?;
        let open = open(proposition, &comparisons);
        let mut fixed = Vec::new();
        for comparison in comparisons {
            let purpose = &newest.document.purpose;
            let rows = self
                .store
                .rows(&proposition.key, purpose, comparison.begins);
            let course = comparison.course(proposition, &rows.await?.counts, today);
            fixed.push((comparison, course));
        }
        Ok(Compared {
            title: newest.document.title.clone(),
            fixed,
            open,
            today,
        })
    }

    /// What would be fixed: the live version compared with `earlier` by `rule`.
    ///
    /// # Errors
    ///
    /// [`NoComparison`].
    pub async fn plan_comparison(
        &self,
        actor: &Actor,
        key: &str,
        earlier: u32,
        rule: Rule,
    ) -> Result<Comparison, NoComparison> {
        authorise(actor, Deed::Compare)?;
        self.is_current()?;
        let Actor::Staff { account, .. } = actor else {
            return Err(Denied::Forbidden.into());
        };
        let now = self.engine.now();
        let comparison = self.planned(key, earlier, rule, (*account, now)).await?;
        Ok(comparison)
    }

    /// Fixes that rule for the versions that were looked at. Nobody changes it afterwards.
    ///
    /// # Errors
    ///
    /// [`NoComparison`]; its `later` where another version is live by now.
    pub async fn fix_comparison(
        &self,
        actor: &Actor,
        key: &str,
        (earlier, later): (u32, u32),
        rule: Rule,
    ) -> Result<Comparison, NoComparison> {
        let comparison = self.plan_comparison(actor, key, earlier, rule).await?;
        if comparison.later != later {
            return Err(NoComparison::Typed("later"));
        }
        let said = format!("{earlier}, {later}");
        let line = self.line(actor, "comparison.fixed", key, &said);
        self.office.add_comparison(&comparison, &line).await?;
        Ok(comparison)
    }

    async fn planned(
        &self,
        key: &str,
        earlier: u32,
        rule: Rule,
        set: (AccountId, Timestamp),
    ) -> Result<Comparison, NoComparison> {
        let catalogue = self.engine.catalogue();
        let proposition = catalogue.proposition(key).ok_or(Reading::Absent)?;
        let fixed = self.office.comparisons(key).await?;
        let (later, others) = open(proposition, &fixed)?;
        if !others.contains(&earlier) {
            return Err(NoComparison::Typed("earlier"));
        }
        let today = Day::of(set.1);
        if let Some(field) = rule.fault(today) {
            return Err(NoComparison::Typed(field));
        }
        for number in [earlier, later] {
            let version = proposition.version(number).ok_or(Reading::Absent)?;
            // Beside all that publishing looks at: what a red line denies by now nobody should answer.
            if !self.passes(&version.document).await? {
                return Err(NoComparison::Blocked(number));
            }
        }
        let purpose = proposition.newest().ok_or(Reading::Absent)?;
        let purpose = &purpose.document.purpose;
        let since = Comparison::since(set.1);
        let rows = self.store.rows(&proposition.key, purpose, since).await?;
        let versions = (earlier, later);
        Comparison::fix(&proposition.key, versions, rule, &rows.counts, set)
            .map_err(NoComparison::TooFew)
    }
}

/// The live version, where a rule can be fixed for it, and the versions before it.
fn open(
    proposition: &Arc<Proposition>,
    fixed: &[Comparison],
) -> Result<(u32, Vec<u32>), NoComparison> {
    let live = proposition.live().ok_or(NoComparison::NotLive)?;
    if live.document.legal_basis != LegalBasis::Consent {
        return Err(NoComparison::NotAsked);
    }
    let versions = proposition.versions().iter().rev();
    let others = versions.map(|version| version.number);
    let others: Vec<_> = others.filter(|number| *number < live.number).collect();
    if others.is_empty() {
        return Err(NoComparison::NoEarlier);
    }
    if fixed.iter().any(|one| one.later == live.number) {
        return Err(NoComparison::Fixed);
    }
    Ok((live.number, others))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::tests::{catalogue, recipes};

    #[test]
    fn only_a_live_version_that_asks_has_one_before_it_and_no_rule_is_open() {
        let mut first = catalogue(&[recipes()]);
        let key = "recipe-ideas";
        let one = |all: &crate::catalogue::Catalogue| open(all.proposition(key).unwrap(), &[]);
        assert_eq!(one(&first), Err(NoComparison::NoEarlier));
        let mut second = recipes();
        second.title = "Recipes that you can cook".to_owned();
        let at = Timestamp::parse("2026-05-04T09:00:00Z").unwrap();
        let class = crate::catalogue::ChangeClass::Clearer;
        first.publish(second.clone(), class, at, 20);
        assert_eq!(one(&first), Ok((2, vec![1])));
        second.legal_basis = LegalBasis::LegitimateInterest;
        first.publish(second, class, at, 30);
        assert_eq!(one(&first), Err(NoComparison::NotAsked));
    }
}
