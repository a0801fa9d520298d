//! CRMs report what arrived and what was used.
//!
//! None of it changes consent, so it does not go through the one writer of the ledger: it is decided
//! from the state in memory and written by the store, which looks once more whether the customer is
//! there, in the same transaction.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::answer::beside_the_ledger;
use super::{Deed, Refusal};
use crate::access::{Actor, authorise};
use crate::catalogue::{Catalogue, Channel, Proposition, Version};
use crate::clock::{Entropy, Timestamp};
use crate::id::CustomerId;
use crate::port::{AnswerRow, Backlog, ConsentStore, Engine, StoreError, SubmitError, ValueStore};
use crate::value::{
    Amount, Reported, Standing, Unreported, UsageEvent, UsageReport, ValueEvent, ValueReport,
    check_time,
};

/// What a report touches.
#[derive(Clone, Copy)]
pub struct Reporting<'a> {
    /// The state in memory.
    pub engine: &'a dyn Engine,
    /// The answers that were given.
    pub store: &'a dyn ConsentStore,
    /// What arrived and what was used.
    pub value: &'a dyn ValueStore,
    /// What of that is on its way.
    pub backlog: &'a Backlog,
    /// For enclosing an answer.
    pub entropy: &'a dyn Entropy,
}

/// How reports come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Coming {
    /// Digests of the idempotency key and of the request, both keyed: the same pair gives the same
    /// answer again.
    pub idempotency: Option<([u8; 32], [u8; 32])>,
    /// Whether it is one by itself, and not a list: refused, it leaves no answer behind.
    pub alone: bool,
    /// What it costs ([`Backlog::cost`]).
    pub cost: usize,
}

/// Says that a benefit arrived. Texts are references of one line; see
/// [`crate::value::is_reference`].
#[derive(Clone, Debug, PartialEq)]
pub struct ValueClaim {
    /// Whose; or why nobody is meant.
    pub customer: Result<CustomerId, Unreported>,
    /// The key of the proposition.
    pub proposition: String,
    /// The key of the benefit.
    pub benefit: String,
    /// How many; as promised where it does not say.
    pub amount: Option<Amount>,
    /// Of what; as promised where it does not say.
    pub unit: Option<String>,
    /// When.
    pub at: Timestamp,
    /// What shows it.
    pub proof_ref: String,
    /// Whether it replaces what the same proof was reported with before.
    pub corrects: bool,
}

/// Says that data was used.
#[derive(Clone, Debug, PartialEq)]
pub struct UsageClaim {
    /// Whose; or why nobody is meant.
    pub customer: Result<CustomerId, Unreported>,
    /// The data category.
    pub data: String,
    /// The purpose.
    pub purpose: String,
    /// When.
    pub at: Timestamp,
    /// In what.
    pub context: String,
    /// By which channel it reached her, where it did.
    pub channel: Option<Channel>,
}

/// Takes over what arrived; what came of each claim, in their order. One that cannot be taken over
/// never stops the rest.
///
/// # Errors
///
/// [`SubmitError`]: [`SubmitError::Overloaded`] at once where too much waits. After [`SubmitError::Store`] it
/// may be stored; the same report again tells.
pub async fn report_value(
    with: Reporting<'_>,
    actor: &Actor,
    coming: Coming,
    claims: &[ValueClaim],
) -> Result<Vec<Reported>, SubmitError> {
    let now = with.engine.now();
    let catalogue = with.engine.catalogue();
    report(with, actor, coming, claims, |claim| {
        claim.read(&catalogue, now)
    })
    .await
}

/// As [`report_value`], for uses.
///
/// # Errors
///
/// As there.
pub async fn report_usage(
    with: Reporting<'_>,
    actor: &Actor,
    coming: Coming,
    claims: &[UsageClaim],
) -> Result<Vec<Reported>, SubmitError> {
    let now = with.engine.now();
    let catalogue = with.engine.catalogue();
    report(with, actor, coming, claims, |claim| {
        claim.read(&catalogue, now)
    })
    .await
}

/// An event that can be written.
trait Event: Sized + Clone + Send + Sync {
    fn customer(&self) -> CustomerId;

    /// The same about another record.
    fn about(&self, record: CustomerId) -> Self;

    /// The records under which any of these is there, each with its place in the list.
    async fn known(
        with: Reporting<'_>,
        events: &[(usize, Self)],
    ) -> Result<Vec<(usize, CustomerId)>, StoreError>;

    /// Writes the events; see [`ValueStore`].
    async fn write(
        with: Reporting<'_>,
        events: &[Self],
        seal: &crate::port::Sealing<'_>,
    ) -> Result<Vec<Standing>, StoreError>;
}

impl Event for ValueReport {
    fn customer(&self) -> CustomerId {
        self.event.customer
    }

    fn about(&self, record: CustomerId) -> Self {
        let mut report = self.clone();
        report.event.customer = record;
        report
    }

    async fn known(
        with: Reporting<'_>,
        events: &[(usize, Self)],
    ) -> Result<Vec<(usize, CustomerId)>, StoreError> {
        let asked: Vec<_> = events
            .iter()
            .map(|(_, report)| report.event.clone())
            .collect();
        let known = with.value.value_known(&asked).await?;
        let is_known = |event: &ValueEvent| known.iter().any(|known| known.key() == event.key());
        let known = events.iter().filter(|(_, report)| is_known(&report.event));
        Ok(known
            .map(|(place, report)| (*place, report.event.customer))
            .collect())
    }

    async fn write(
        with: Reporting<'_>,
        events: &[Self],
        seal: &crate::port::Sealing<'_>,
    ) -> Result<Vec<Standing>, StoreError> {
        with.value
            .report_value(events, with.engine.now(), seal)
            .await
    }
}

impl Event for UsageReport {
    fn customer(&self) -> CustomerId {
        self.event.customer
    }

    fn about(&self, record: CustomerId) -> Self {
        let mut report = self.clone();
        report.event.customer = record;
        report
    }

    async fn known(
        with: Reporting<'_>,
        events: &[(usize, Self)],
    ) -> Result<Vec<(usize, CustomerId)>, StoreError> {
        let asked: Vec<_> = events
            .iter()
            .map(|(_, report)| report.event.clone())
            .collect();
        let known = with.value.usage_known(&asked).await?;
        let known = events
            .iter()
            .filter(|(_, report)| known.contains(&report.event));
        Ok(known
            .map(|(place, report)| (*place, report.event.customer))
            .collect())
    }

    async fn write(
        with: Reporting<'_>,
        events: &[Self],
        seal: &crate::port::Sealing<'_>,
    ) -> Result<Vec<Standing>, StoreError> {
        with.value
            .report_usage(events, with.engine.now(), seal)
            .await
    }
}

async fn report<C, E: Event>(
    with: Reporting<'_>,
    actor: &Actor,
    coming: Coming,
    claims: &[C],
    read: impl Fn(&C) -> Result<E, Unreported>,
) -> Result<Vec<Reported>, SubmitError> {
    authorise(actor, Deed::ReportValue).map_err(Refusal::Denied)?;
    if !with.engine.is_current() {
        // Another server may have erased somebody, or given her name to somebody else.
        let why = "this server may not be the writer any more".to_owned();
        return Err(StoreError::Unavailable(why).into());
    }
    let _place = with.backlog.place(coming.cost)?;
    if let Some(before) = answered(with, coming).await? {
        return Ok(before);
    }
    let read: Vec<_> = claims.iter().map(read).collect();
    let (mut events, mut places) = (Vec::new(), Vec::new());
    let mut reported = Vec::new();
    for (place, event) in read.into_iter().enumerate() {
        reported.push(match event {
            Ok(event) => {
                events.push(event);
                places.push(place);
                // Until the store has told.
                Reported::Duplicate
            }
            Err(why) => Reported::Refused(why),
        });
    }
    at_home(with, &mut events).await?;
    let filled = |standings: &[Standing]| {
        let mut filled = reported.clone();
        for (place, standing) in places.iter().zip(standings) {
            if let Some(reported) = filled.get_mut(*place) {
                *reported = (*standing).into();
            }
        }
        filled
    };
    let alone = if coming.alone {
        events.first().map(Event::customer)
    } else {
        None
    };
    let seal = |standings: &[Standing]| seal(with, coming, alone, &filled(standings));
    match E::write(with, &events, &seal).await {
        Ok(standings) => Ok(filled(&standings)),
        // Somebody else used the key in between: what came of that is the answer.
        Err(StoreError::Conflict) => match answered(with, coming).await? {
            Some(before) => Ok(before),
            None => Err(StoreError::Conflict.into()),
        },
        Err(error) => Err(error.into()),
    }
}

/// Puts each event under the customer's own record, unless it is there already under one that was
/// merged into hers: what was reported before the merge counts once after it too.
async fn at_home<E: Event>(with: Reporting<'_>, events: &mut [E]) -> Result<(), StoreError> {
    let mut asked = Vec::new();
    for (place, event) in events.iter_mut().enumerate() {
        let Some(customer) = with.engine.customer(event.customer()) else {
            continue;
        };
        if event.customer() != customer.id {
            *event = event.about(customer.id);
        }
        let others = customer.ids().skip(1);
        asked.extend(others.map(|record| (place, event.about(record))));
    }
    if asked.is_empty() {
        return Ok(());
    }
    for (place, record) in E::known(with, &asked).await? {
        if let Some(event) = events.get_mut(place) {
            *event = event.about(record);
        }
    }
    Ok(())
}

/// The answer that this request was given before.
async fn answered(
    with: Reporting<'_>,
    coming: Coming,
) -> Result<Option<Vec<Reported>>, SubmitError> {
    let Some((key, request)) = coming.idempotency.map(beside_the_ledger) else {
        return Ok(None);
    };
    let ledgers = coming.idempotency.map(|(key, _)| key).unwrap_or_default();
    let rows = with.store.answers(&[key, ledgers]).await?;
    let row = match rows.iter().find(|row| row.key == key) {
        Some(row) if row.request == request => row,
        None if rows.is_empty() => return Ok(None),
        Some(_) | None => return Err(SubmitError::KeyReused),
    };
    let key = |id| with.engine.record(id).map(|record| record.key);
    row.read(key).map(Some)
}

/// The answer to keep. That to one report is enclosed with the customer's key and goes with her;
/// that to a list says nothing about anybody, only which places of the request were taken over.
fn seal(
    with: Reporting<'_>,
    coming: Coming,
    alone: Option<CustomerId>,
    reported: &[Reported],
) -> Result<Option<AnswerRow>, StoreError> {
    let refused = matches!(reported, [Reported::Refused(_)]);
    let pair = coming.idempotency.map(beside_the_ledger);
    let Some(pair) = pair.filter(|_| !(coming.alone && refused)) else {
        return Ok(None);
    };
    let customer = match alone {
        None => None,
        Some(id) => Some(with.engine.customer(id).ok_or(StoreError::Conflict)?),
    };
    let now = with.engine.now();
    let customer = customer.as_deref();
    // What is said of a report calls nobody anything.
    let others = BTreeMap::new();
    AnswerRow::of(reported, pair, customer, &others, now, with.entropy).map(Some)
}

impl ValueClaim {
    fn read(&self, catalogue: &Catalogue, now: Timestamp) -> Result<ValueReport, Unreported> {
        let customer = self.customer.clone()?;
        let proposition = catalogue.proposition(&self.proposition);
        let proposition = proposition.ok_or(Unreported::UnknownProposition)?;
        check_time(self.at, now)?;
        let promises = promises(proposition, &self.benefit, self.at);
        let Some((version, first)) = promises.first() else {
            return Err(Unreported::UnknownBenefit);
        };
        let promised = match &self.unit {
            None => first,
            Some(unit) => {
                let mut known = promises.iter().map(|(_, benefit)| benefit);
                known.find(|benefit| benefit.unit == *unit).ok_or_else(|| {
                    let mut promised = Vec::new();
                    for (_, benefit) in &promises {
                        if !promised.contains(&benefit.unit) {
                            promised.push(benefit.unit.clone());
                        }
                    }
                    Unreported::UnitMismatch { promised }
                })?
            }
        };
        let amount = self.amount;
        Ok(ValueReport {
            event: ValueEvent {
                customer,
                proposition: version.document.key.clone(),
                benefit: promised.key.clone(),
                proof_ref: self.proof_ref.clone(),
                amount: amount.unwrap_or_else(|| Amount::of_promise(promised.amount)),
                unit: promised.unit.clone(),
                at: self.at,
            },
            corrects: self.corrects,
        })
    }
}

/// What was promised of a benefit by `at`: the newest version that did first. What is older than
/// every version was promised by the first that has the benefit.
fn promises<'a>(
    proposition: &'a Proposition,
    benefit: &str,
    at: Timestamp,
) -> Vec<(&'a Arc<Version>, &'a crate::catalogue::Benefit)> {
    let having = |version: &'a Arc<Version>| {
        let mut benefits = version.document.benefits.iter();
        let found = benefits.find(|known| *known.key == *benefit)?;
        Some((version, found))
    };
    let all: Vec<_> = proposition.versions().iter().filter_map(having).collect();
    let by_then = all.iter().rev().copied();
    let by_then = by_then.filter(|(version, _)| version.published_at <= at);
    let by_then: Vec<_> = by_then.collect();
    if by_then.is_empty() {
        all.into_iter().take(1).collect()
    } else {
        by_then
    }
}

impl UsageClaim {
    fn read(&self, catalogue: &Catalogue, now: Timestamp) -> Result<UsageReport, Unreported> {
        let customer = self.customer.clone()?;
        let registry = catalogue.registry();
        let data = registry
            .category(&self.data)
            .ok_or(Unreported::UnknownData)?;
        let purpose = registry.purpose(&self.purpose);
        let purpose = purpose.ok_or(Unreported::UnknownPurpose)?;
        check_time(self.at, now)?;
        Ok(UsageReport {
            event: UsageEvent {
                customer,
                data: data.id.clone(),
                purpose: purpose.id.clone(),
                at: self.at,
                context: self.context.clone(),
            },
            channel: self.channel,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::compare;
    use crate::catalogue::tests::recipes;
    use crate::catalogue::{ChangeClass, Registry};

    fn day(day: &str) -> Timestamp {
        Timestamp::parse(&format!("{day}T12:00:00Z")).unwrap()
    }

    /// Three recipes a week from January on, half a plan from March on, no recipes from May on.
    fn catalogue() -> Catalogue {
        let mut catalogue = Catalogue::new(Arc::new(Registry::starter()));
        let mut document = recipes();
        let mut publish = |document: &crate::catalogue::Document, at, index| {
            let class = compare(None, document).0;
            assert_eq!(class, ChangeClass::Material);
            catalogue.publish(document.clone(), class, at, index);
        };
        publish(&document, day("2026-01-01"), 1);
        document.benefits[0].unit = "plans".to_owned();
        document.benefits[0].amount = 0.5;
        publish(&document, day("2026-03-01"), 2);
        document.benefits[0].key = "cake".parse().unwrap();
        publish(&document, day("2026-05-01"), 3);
        catalogue
    }

    fn claim(unit: Option<&str>, at: &str) -> ValueClaim {
        ValueClaim {
            customer: Ok(CustomerId::from_bytes([1; 16])),
            proposition: "recipe-ideas".to_owned(),
            benefit: "recipes".to_owned(),
            amount: None,
            unit: unit.map(str::to_owned),
            at: day(at),
            proof_ref: "mail-1".to_owned(),
            corrects: false,
        }
    }

    fn read(claim: &ValueClaim) -> Result<(String, String), Unreported> {
        let report = claim.read(&catalogue(), day("2026-06-01"))?;
        Ok((report.event.amount.to_string(), report.event.unit))
    }

    #[test]
    fn amount_and_unit_are_those_promised_when_it_arrived() {
        let told = |unit, at| read(&claim(unit, at)).unwrap();
        let pair = |amount: &str, unit: &str| (amount.to_owned(), unit.to_owned());
        assert_eq!(told(None, "2026-02-01"), pair("3", "recipes"));
        assert_eq!(told(None, "2026-04-01"), pair("0.5", "plans"));
        // A version that promised it before still tells its unit, and how many.
        assert_eq!(told(Some("recipes"), "2026-04-01"), pair("3", "recipes"));
        assert_eq!(told(None, "2026-05-20"), pair("0.5", "plans"));
        // What is older than the first wording was promised by the first.
        assert_eq!(told(None, "2025-05-20"), pair("3", "recipes"));
        let given = ValueClaim {
            amount: Some(Amount::of_number(2.0).unwrap()),
            ..claim(None, "2026-02-01")
        };
        assert_eq!(read(&given).unwrap(), pair("2", "recipes"));
    }

    #[test]
    fn a_unit_that_was_not_promised_by_then_is_refused_and_those_that_were_are_named() {
        let mismatch = |promised: &[&str]| {
            let promised = promised.iter().map(|unit| (*unit).to_owned()).collect();
            Err(Unreported::UnitMismatch { promised })
        };
        let early = read(&claim(Some("plans"), "2026-02-01"));
        assert_eq!(early, mismatch(&["recipes"]));
        let late = read(&claim(Some("GBP"), "2026-05-20"));
        assert_eq!(late, mismatch(&["plans", "recipes"]));
        assert_eq!(
            read(&claim(Some("Recipes"), "2026-02-01")),
            mismatch(&["recipes"])
        );
    }

    #[test]
    fn only_what_is_known_and_can_have_happened_is_taken_over() {
        let base = claim(None, "2026-02-01");
        let with = |change: fn(&mut ValueClaim)| {
            let mut claim = base.clone();
            change(&mut claim);
            read(&claim).unwrap_err()
        };
        assert_eq!(
            with(|claim| claim.proposition = "none".to_owned()),
            Unreported::UnknownProposition
        );
        assert_eq!(
            with(|claim| claim.benefit = "money".to_owned()),
            Unreported::UnknownBenefit
        );
        // It is promised only later.
        let mut cake = claim(None, "2026-02-01");
        cake.benefit = "cake".to_owned();
        assert_eq!(read(&cake).unwrap().1, "plans");
        assert_eq!(
            with(|claim| claim.at = day("2026-06-02")),
            Unreported::Future
        );
        assert_eq!(
            with(|claim| claim.at = day("1999-06-02")),
            Unreported::TooOld
        );
        assert_eq!(
            with(|claim| claim.customer = Err(Unreported::Erased)),
            Unreported::Erased
        );
        let usage = |data: &str, purpose: &str, at: &str| {
            let claim = UsageClaim {
                customer: base.customer.clone(),
                data: data.to_owned(),
                purpose: purpose.to_owned(),
                at: day(at),
                context: "mail".to_owned(),
                channel: None,
            };
            claim.read(&catalogue(), day("2026-06-01")).map(|_| ())
        };
        assert_eq!(usage("orders", "offers", "2026-02-01"), Ok(()));
        assert_eq!(
            usage("shoes", "offers", "2026-02-01"),
            Err(Unreported::UnknownData)
        );
        assert_eq!(
            usage("orders", "x", "2026-02-01"),
            Err(Unreported::UnknownPurpose)
        );
        assert_eq!(
            usage("orders", "offers", "2026-06-02"),
            Err(Unreported::Future)
        );
    }
}
