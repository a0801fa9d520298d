//! The numbers of an exchange, for whoever writes, approves or runs it.

use std::sync::Arc;

use serde_json::Value;

use super::{Mutual, Reading};
use crate::access::{Actor, Deed, authorise};
use crate::catalogue::{Document, LegalBasis, Proposition};
use crate::clock::Timestamp;
use crate::insight::{Alike, Day, Numbers, Period, Rows, RunsFor, numbers, runs_unasked};
use crate::port::{Engine, InsightStore, StoreError};

/// Numbers, and how far they can be believed.
#[derive(Clone, Debug, PartialEq)]
pub struct Counted {
    /// The numbers, in the order of the propositions.
    pub numbers: Vec<Numbers>,
    /// Up to which moment everything is counted.
    pub at: Timestamp,
    /// Whether no entry is left out. Where one is, the operator has to count again.
    pub is_complete: bool,
}

impl Mutual {
    /// The numbers of one proposition.
    ///
    /// # Errors
    ///
    /// [`Reading`]; [`Reading::Absent`] where it was never published.
    pub async fn numbers(
        &self,
        actor: &Actor,
        key: &str,
        period: Period,
    ) -> Result<Counted, Reading> {
        authorise(actor, Deed::ReadNumbers)?;
        let catalogue = self.engine.catalogue();
        let proposition = catalogue.proposition(key).ok_or(Reading::Absent)?;
        self.counted(vec![Arc::clone(proposition)], period).await
    }

    /// The numbers of every proposition that is live.
    ///
    /// # Errors
    ///
    /// [`Reading`].
    pub async fn all_numbers(&self, actor: &Actor, period: Period) -> Result<Counted, Reading> {
        authorise(actor, Deed::ReadNumbers)?;
        let catalogue = self.engine.catalogue();
        let live = catalogue.live();
        let live = live.map(|(proposition, _)| Arc::clone(proposition));
        self.counted(live.collect(), period).await
    }

    async fn counted(
        &self,
        propositions: Vec<Arc<Proposition>>,
        period: Period,
    ) -> Result<Counted, Reading> {
        self.is_current()?;
        // What is acknowledged by now is counted by now.
        let (at, index) = (self.engine.now(), self.engine.index());
        let counted = self.store.counted().await?;
        let mut all = Vec::new();
        for proposition in propositions {
            let store = self.store.as_ref();
            let (engine, today) = (self.engine.as_ref(), Day::of(at));
            let numbers = numbers_of(store, engine, &proposition, period, today).await?;
            all.push(numbers.ok_or(Reading::Absent)?);
        }
        Ok(Counted {
            numbers: all,
            at,
            is_complete: counted.is_some_and(|counted| counted >= index),
        })
    }
}

/// For whom each version of a proposition runs that asks nobody, of those that were live since `from`.
fn runs_for(engine: &dyn Engine, proposition: &Proposition, from: Day) -> RunsFor {
    let versions = proposition.versions();
    let before = versions.partition_point(|version| version.published_at < from.begin());
    // The one that was live already as that day began counts too.
    let versions = versions.iter().skip(before.saturating_sub(1));
    let unasked = versions.filter(|version| version.document.legal_basis != LegalBasis::Consent);
    let runs = unasked.map(|version| {
        let takes = |who: Alike<'_>| runs_unasked(proposition, version, who);
        (version.number, engine.known(&proposition.key, &takes))
    });
    runs.collect()
}

/// The numbers of one proposition; `None` where it was never published.
async fn numbers_of<S: InsightStore + ?Sized>(
    store: &S,
    engine: &dyn Engine,
    proposition: &Proposition,
    period: Period,
    today: Day,
) -> Result<Option<Numbers>, StoreError> {
    let Some(newest) = proposition.newest() else {
        return Ok(None);
    };
    let purpose = &newest.document.purpose;
    let from = Rows::since(proposition, period, today);
    let rows = store.rows(&proposition.key, purpose, from).await?;
    let runs = runs_for(engine, proposition, from);
    Ok(Some(numbers(proposition, &rows, period, today, &runs)))
}

/// Which share of the promises of a proposition was kept lately at most, by the one kept worst, where
/// `document` would offer it to people who are not asked yet; `None` where it would not, or too
/// little was promised to judge. For whom it runs that asks nobody, `engine` knows: where nothing
/// was reported of them, nothing was kept.
///
/// # Errors
///
/// [`StoreError`] where the database does not answer.
pub async fn kept_so_far<S: InsightStore + ?Sized>(
    store: &S,
    engine: &dyn Engine,
    document: &Value,
    now: Timestamp,
) -> Result<Option<f64>, StoreError> {
    let catalogue = engine.catalogue();
    let key = document.get("key").and_then(Value::as_str);
    let known = key.and_then(|key| catalogue.proposition(key));
    // What is promised under a new name was promised before.
    let promised: Vec<_> = match known {
        Some(known) => {
            // After a stop everybody is asked anew, in whatever words.
            let live = known.live();
            let wider = live.is_none_or(|live| widens(&live.document, document));
            wider.then_some(known).into_iter().collect()
        }
        None => catalogue
            .propositions()
            .filter(|other| {
                let newest = other.newest();
                newest.is_some_and(|newest| promises_the_same(&newest.document, document))
            })
            .collect(),
    };
    let mut worst: Option<f64> = None;
    for proposition in promised {
        let today = Day::of(now);
        let numbers = numbers_of(store, engine, proposition, Period::Month, today).await?;
        let kept = numbers.iter().flat_map(|numbers| &numbers.kept);
        let shares = kept.filter_map(|keeping| keeping.at_most);
        worst = shares.chain(worst).min_by(f64::total_cmp);
    }
    Ok(worst)
}

/// Whether a new document promises for the same purpose what a known one does: a benefit of the same key, or
/// counted in the same unit.
fn promises_the_same(before: &Document, document: &Value) -> bool {
    let text = |value: &Value, field: &str| -> Option<String> {
        let text = value.get(field)?.as_str()?;
        Some(text.trim().to_lowercase())
    };
    let benefits = document.get("benefits").and_then(Value::as_array);
    let same = |benefit: &Value| {
        before.benefits.iter().any(|had| {
            text(benefit, "key").is_some_and(|key| key == *had.key)
                || text(benefit, "unit").is_some_and(|unit| unit == had.unit.trim().to_lowercase())
        })
    };
    document.get("purpose").and_then(Value::as_str) == Some(before.purpose.as_str())
        && benefits.into_iter().flatten().any(same)
}

/// Whether people are asked who were not before: in another language, where they live, or by a
/// channel.
fn widens(before: &Document, document: &Value) -> bool {
    let texts = |field: &str| -> Vec<String> {
        let list = document.get(field).and_then(Value::as_array);
        let list = list.into_iter().flatten().filter_map(Value::as_str);
        list.map(str::to_owned).collect()
    };
    let everywhere = before.regions.iter().any(|region| region == "*");
    let mut regions = texts("regions").into_iter();
    let mut channels = texts("channels").into_iter();
    let own = document.get("locale").and_then(Value::as_str);
    let others = document.get("translations").and_then(Value::as_object);
    let others = others
        .into_iter()
        .flatten()
        .map(|(locale, _)| locale.as_str());
    let mut locales = own.into_iter().chain(others);
    (!everywhere && regions.any(|region| !before.regions.contains(&region)))
        || channels.any(|channel| !before.channels.iter().any(|had| had.word() == channel))
        || locales.any(|locale| !before.locales().any(|had| had == locale))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::catalogue::tests::recipes;

    #[test]
    fn a_new_name_makes_no_new_promise() {
        let before = recipes();
        let same_with = |change: &dyn Fn(&mut Value)| {
            let mut document = serde_json::to_value(&before).unwrap();
            document["key"] = json!("cooking");
            change(&mut document);
            promises_the_same(&before, &document)
        };
        assert!(same_with(&|_| ()));
        assert!(same_with(&|d| d["benefits"][0]["key"] = json!("ideas")));
        assert!(same_with(&|d| d["benefits"][0]["unit"] = json!("plans")));
        assert!(!same_with(&|d| {
            d["benefits"][0]["key"] = json!("ideas");
            d["benefits"][0]["unit"] = json!("plans");
        }));
        assert!(!same_with(&|d| d["purpose"] = json!("research")));
        assert!(!same_with(&|d| d["benefits"] = json!(null)));
    }

    #[test]
    fn a_new_audience_is_another_language_place_or_channel() {
        let mut before = recipes();
        before.regions = vec!["DE".to_owned(), "AT".to_owned()];
        let widens_with = |field: &str, value: Value| {
            let mut document = serde_json::to_value(&before).unwrap();
            document[field] = value;
            widens(&before, &document)
        };
        assert!(!widens_with("title", json!("Recipes")));
        assert!(widens_with("translations", json!({"de": {}})));
        assert!(!widens_with("translations", json!({"en": {}})));
        assert!(!widens_with("regions", json!(["DE"])));
        assert!(widens_with("regions", json!(["DE", "FR"])));
        assert!(widens_with("regions", json!(["*"])));
        assert!(!widens_with("channels", json!(["email"])));
        assert!(widens_with("channels", json!(["email", "phone"])));
        assert!(widens_with("locale", json!("de")));
        before.regions = vec!["*".to_owned()];
        let mut document = serde_json::to_value(&before).unwrap();
        document["regions"] = json!(["FR"]);
        assert!(!widens(&before, &document));
        assert!(!widens(
            &before,
            &json!({"regions": 3, "channels": "x", "locale": null})
        ));
    }
}
