//! What a page tells of counts, and what it keeps to itself.

use std::collections::BTreeMap;

use super::*;
use crate::catalogue::tests::{catalogue, recipes};
use crate::catalogue::{Catalogue, ChangeClass, Channel, Document, Every, LegalBasis, Proposition};
use crate::consent::Route;
use crate::ledger::{CatalogueChange, Retired};
use crate::value::{Amount, Spell, Total, promised};

/// A Thursday.
const TODAY: Day = Day(20_783);

fn seen(measure: Measure, day: Day, version: u32, part: &str, many: i64) -> Seen {
    Seen {
        measure,
        day,
        version,
        part: part.to_owned(),
        many,
    }
}

/// Recipes that went live in version 1 long ago, and in version 2 twenty days ago.
fn two_versions(first: Document) -> Catalogue {
    let mut second = first.clone();
    second.title = "Recipes that you can cook".to_owned();
    let mut catalogue = Catalogue::default();
    let at = |days: i64| TODAY.plus(-days).begin();
    catalogue.publish(first, ChangeClass::Material, at(400), 1);
    catalogue.publish(second, ChangeClass::Clearer, at(20), 2);
    catalogue
}

fn of(catalogue: &Catalogue) -> &Proposition {
    catalogue.proposition("recipe-ideas").unwrap()
}

fn told(rows: Rows) -> Numbers {
    numbers(
        of(&two_versions(recipes())),
        &rows,
        Period::Month,
        TODAY,
        &RunsFor::default(),
    )
}

fn counts(counts: Vec<Seen>) -> Rows {
    Rows {
        counts,
        ..Rows::default()
    }
}

#[test]
fn who_has_it_on_is_what_came_less_what_went() {
    let rows = counts(vec![
        seen(Measure::On, TODAY.plus(-32), 1, "", 500),
        seen(Measure::Off, TODAY.plus(-32), 1, "", 100),
        seen(Measure::On, TODAY.plus(-3), 2, "", 40),
        seen(Measure::Off, TODAY, 2, "", 15),
    ]);
    let numbers = told(rows);
    let now = &numbers.now;
    assert_eq!(now.from, TODAY.plus(-29).monday());
    assert_eq!(now.on.first(), Some(&(now.from, People::Tens(400))));
    let last: Vec<_> = now.on.iter().rev().take(5).map(|(_, on)| *on).collect();
    // Of the fifteen who went, a ten is told; five wait for the next.
    let tens = [430, 440, 440, 440, 400].map(People::Tens);
    assert_eq!(last, tens);
    assert_eq!(numbers.marks, [(TODAY.plus(-20), 2)]);
    assert_eq!(numbers.on_now(), People::Tens(430));
    // The period before: as many days, on the same days of the week.
    let before = &numbers.before;
    assert_eq!(
        (before.from, before.to),
        (now.from.plus(-35), TODAY.plus(-35))
    );
    assert_eq!(before.on.len(), now.on.len());
    assert_eq!(before.on.last(), Some(&(before.to, People::Few)));
}

#[test]
fn nobody_has_on_what_is_stopped() {
    let mut catalogue = two_versions(recipes());
    let stop = Retired {
        proposition: "recipe-ideas".parse().unwrap(),
        version: 2,
        reason: "It was wrong.".to_owned(),
        actor: crate::consent::ActorRef::from(&crate::access::Actor::System),
    };
    let at = TODAY.plus(-2).begin();
    catalogue.apply(CatalogueChange::Retired(stop), at, 3);
    let rows = counts(vec![seen(Measure::On, TODAY.plus(-10), 2, "", 80)]);
    let numbers = numbers(
        of(&catalogue),
        &rows,
        Period::Month,
        TODAY,
        &RunsFor::default(),
    );
    let last: Vec<_> = numbers
        .now
        .on
        .iter()
        .rev()
        .take(4)
        .map(|(_, on)| *on)
        .collect();
    assert_eq!(last, [0, 0, 0, 80].map(People::of));
    assert_eq!(numbers.unused, []);
}

#[test]
fn an_answer_is_one_to_the_question() {
    let day = TODAY.plus(-8);
    let rows = counts(vec![
        seen(Measure::Yes, day, 2, "page", 60),
        seen(Measure::No, day, 2, "page", 40),
        seen(Measure::Yes, day, 2, "link", 90),
        seen(Measure::No, day, 2, "link", 10),
        // Neither of these was asked there and then.
        seen(Measure::Yes, day, 2, "import", 5_000),
        seen(Measure::No, day, 2, "signal", 700),
        seen(Measure::Back, day, 2, "page", 30),
    ]);
    let numbers = told(rows);
    let now = &numbers.now;
    assert_eq!(now.answers.people, People::Tens(200));
    assert_eq!(now.answers.rate.share(), Some(0.75));
    let routes: Vec<_> = now
        .routes
        .iter()
        .map(|part| (part.of, part.rate.share()))
        .collect();
    // The highest share first.
    assert_eq!(
        routes,
        [
            (Route::Link, Some(0.9)),
            (Route::Page, Some(0.6)),
            (Route::Api, None)
        ]
    );
    let week = now.weeks.iter().find(|week| week.of == day.monday());
    assert_eq!(week.unwrap().rate.share(), Some(0.75));
}

#[test]
fn a_channel_is_told_of_all_who_answered() {
    let day = TODAY.plus(-8);
    let rows = counts(vec![
        seen(Measure::Heard, day, 0, "yes", 160),
        seen(Measure::Heard, day, 0, "no", 40),
        // Two thought again, which a ten is not.
        seen(Measure::Unheard, TODAY.plus(-1), 0, "no", 2),
        seen(Measure::Heard, TODAY.plus(-1), 0, "yes", 2),
        seen(Measure::Reached, day, 1, "email", 140),
        seen(Measure::Reached, day, 2, "email", 20),
        seen(Measure::Unreached, TODAY.plus(-1), 1, "email", 30),
        seen(Measure::Reached, day, 2, "sms", 9),
        // The proposition does not name it any more.
        seen(Measure::Reached, day, 1, "post", 150),
    ]);
    let numbers = told(rows);
    let told = |parts: &[Part<Channel>]| -> Vec<_> {
        let told = parts.iter();
        told.map(|part| (part.of, part.people, part.rate.share()))
            .collect()
    };
    let all = People::Tens(200);
    assert_eq!(
        told(&numbers.now.channels),
        [
            (Channel::Email, all, Some(0.65)),
            (Channel::Sms, all, Some(0.0))
        ]
    );
    // Nobody had answered in the period before.
    assert!(
        told(&numbers.before.channels)
            .iter()
            .all(|(_, people, share)| (*people, *share) == (People::Few, None))
    );
    // Of fewer than fifty no share is told.
    let few = counts(vec![
        seen(Measure::Heard, day, 0, "yes", 49),
        seen(Measure::Reached, day, 2, "email", 49),
    ]);
    let few = self::told(few).now.channels;
    assert!(few.iter().all(|part| part.rate == Rate::Hidden));
}

#[test]
fn a_version_that_fills_no_ten_widens_what_is_said_of_a_channel() {
    let day = TODAY.plus(-8);
    let rate = |others: i64| {
        let rows = counts(vec![
            seen(Measure::Heard, day, 0, "yes", 200),
            seen(Measure::Reached, day, 2, "email", 100),
            seen(Measure::Reached, TODAY.plus(-100), 1, "email", others),
        ]);
        let channels = told(rows).now.channels;
        let email = channels.iter().find(|part| part.of == Channel::Email);
        email.unwrap().rate
    };
    // Up to nine of the older version are among those that are told as none.
    assert_eq!(rate(9), Rate::of(100, 200, 2 * 2 + 2));
    assert_eq!(rate(0), rate(9), "which of it is so nobody is told");
}

#[test]
fn a_channel_that_comes_back_begins_anew() {
    let (first, mut second, third) = (recipes(), recipes(), recipes());
    second.channels.retain(|channel| *channel != Channel::Sms);
    let mut catalogue = Catalogue::default();
    let at = |days: i64| TODAY.plus(-days).begin();
    catalogue.publish(first, ChangeClass::Material, at(400), 1);
    catalogue.publish(second, ChangeClass::Narrower, at(200), 2);
    catalogue.publish(third, ChangeClass::Material, at(100), 3);
    let rows = counts(vec![
        seen(Measure::Heard, TODAY.plus(-300), 0, "yes", 100),
        seen(Measure::Reached, TODAY.plus(-300), 1, "sms", 80),
        seen(Measure::Reached, TODAY.plus(-50), 3, "sms", 30),
        seen(Measure::Reached, TODAY.plus(-300), 1, "email", 100),
    ]);
    let numbers = numbers(
        of(&catalogue),
        &rows,
        Period::Month,
        TODAY,
        &RunsFor::default(),
    );
    let shares = numbers.now.channels.iter();
    let shares: Vec<_> = shares
        .map(|part| (part.of, part.rate.share().unwrap()))
        .collect();
    assert_eq!(shares, [(Channel::Email, 1.0), (Channel::Sms, 0.3)]);
}

#[test]
fn regret_waits_until_it_could_have_come() {
    let old = TODAY.monday().plus(-14);
    let rows = counts(vec![
        seen(Measure::Given, old, 2, "", 200),
        seen(Measure::Regret, old, 2, "", 20),
        // Too young to say: who said yes on the Sunday of that week may take it back today.
        seen(Measure::Given, old.plus(7), 2, "", 900),
        seen(Measure::Regret, old.plus(7), 2, "", 11),
    ]);
    let now = told(rows).now;
    assert_eq!(now.regret.people, People::Tens(200));
    assert_eq!(now.regret.rate.share(), Some(0.1));
    assert_eq!(now.regret_versions[0].rate.share(), Some(0.1));
}

#[test]
fn a_cohort_is_followed_for_whole_weeks() {
    let monday = TODAY.monday().plus(-7 * 5);
    let rows = counts(vec![
        seen(Measure::Given, monday, 2, "", 80),
        seen(Measure::Given, monday.plus(6), 2, "", 20),
        seen(Measure::Left, monday, 0, "0", 10),
        seen(Measure::Left, monday, 0, "3", 20),
        seen(Measure::Left, monday, 0, "4", 30),
    ]);
    let numbers = told(rows);
    let cohort = numbers
        .cohorts
        .iter()
        .find(|cohort| cohort.monday == monday)
        .unwrap();
    assert_eq!(cohort.given, People::Tens(100));
    let shares: Vec<_> = cohort
        .on
        .iter()
        .map(|rate| rate.map(|rate| rate.share()))
        .collect();
    let after_a_week = Some(Some(0.9));
    assert_eq!(
        shares,
        [after_a_week, after_a_week, Some(Some(0.7)), None, None]
    );
    assert_eq!(numbers.cohorts.last().unwrap().monday, monday);
}

#[test]
fn few_people_are_never_a_number() {
    let day = TODAY.plus(-8);
    let rows = counts(vec![
        seen(Measure::Yes, day, 2, "page", 4),
        seen(Measure::No, day, 2, "page", 3),
        seen(Measure::On, day, 2, "", 4),
        seen(Measure::Given, day, 2, "", 4),
        seen(Measure::Erased, day, 2, "", 1),
    ]);
    let numbers = told(rows);
    assert_eq!(numbers.on_now(), People::Few);
    assert_eq!(numbers.now.answers.people, People::Few);
    assert_eq!(numbers.now.answers.rate, Rate::Hidden);
    let ended: Vec<_> = numbers.now.ends.iter().map(|(_, many)| *many).collect();
    assert_eq!(ended, [People::Few; 4]);
    assert!(
        numbers
            .kept
            .iter()
            .all(|keeping| keeping.delivered.is_none())
    );
    // What is left when the rest is known is none either.
    let rows = counts(vec![
        seen(Measure::Withdrawn, day, 2, "page", 107),
        seen(Measure::Expired, day, 2, "", 60),
        seen(Measure::Erased, day, 2, "", 1),
    ]);
    let ended = told(rows).now.ends;
    let ended: Vec<_> = ended.iter().map(|(_, many)| *many).collect();
    assert_eq!(ended, [100, 60, 0, 1].map(People::of));
}

/// What arrived is spread over ten days.
fn keeping(every: Every, amount: f64, people: u64, arrived: f64) -> Vec<Keeping> {
    keeping_on(10, every, amount, people, arrived)
}

fn keeping_on(days: i64, every: Every, amount: f64, people: u64, arrived: f64) -> Vec<Keeping> {
    let mut document = recipes();
    document.benefits[0].every = every;
    document.benefits[0].amount = amount;
    let rows = Rows {
        counts: vec![seen(Measure::On, TODAY.plus(-500), 1, "", people as i64)],
        arrived: (1..=days)
            .filter(|_| arrived > 0.0)
            .map(|day| {
                (
                    "recipes".parse().unwrap(),
                    "recipes".to_owned(),
                    TODAY.plus(-day),
                    Total::from(Amount::of_number(arrived / days as f64).unwrap()),
                )
            })
            .collect(),
        ..Rows::default()
    };
    numbers(
        of(&two_versions(document)),
        &rows,
        Period::Month,
        TODAY,
        &RunsFor::default(),
    )
    .kept
}

#[test]
fn kept_is_what_arrived_of_what_was_promised() {
    // 100 people, 3 a week, 30 days.
    let kept = keeping(Every::Week, 3.0, 100, 1_000.0);
    assert_eq!(kept.len(), 1);
    assert_eq!(kept[0].promised, Some(1_285.71));
    // In steps of 30, which ten people are promised at once: the last ten recipes wait for the next step.
    assert_eq!(kept[0].delivered.unwrap().to_string(), "990");
    assert!((kept[0].share.unwrap() - 0.77).abs() < 1e-4);
    assert!((kept[0].at_most.unwrap() - 1_020.0 / 1_285.71).abs() < 1e-4);
    assert_eq!(kept[0].days, 30);
    // A year's is judged over a year, so that what comes in December is not missed in May.
    let yearly = keeping(Every::Year, 1.0, 100, 100.0);
    assert_eq!(yearly[0].days, 366);
    assert!((yearly[0].share.unwrap() - 1.0).abs() < 0.01);
    // What comes with an order is not promised by the calendar.
    let by_order = keeping(Every::Order, 1.0, 100, 40.0);
    assert_eq!((by_order[0].promised, by_order[0].share), (None, None));
    assert_eq!(by_order[0].delivered.unwrap().to_string(), "40");
    // Nobody can say how many orders there were; that nothing came of them, in 90 days, can be said.
    let nothing = keeping(Every::Visit, 1.0, 500, 0.0);
    assert_eq!((nothing[0].days, nothing[0].share), (90, Some(0.0)));
    assert_eq!(nothing[0].at_most, Some(0.02));
    // Nine can have come and got theirs, whom no step tells: of fewer people that can be all who came.
    let nine = keeping(Every::Visit, 1.0, 490, 9.0);
    assert_eq!((nine[0].share, nine[0].at_most), (None, None));
    // What comes once came before.
    assert_eq!(keeping(Every::Once, 1.0, 100, 0.0)[0].share, None);
    // Too little was promised to judge: 10 people, four weeks each.
    assert_eq!(keeping(Every::Week, 3.0, 11, 9.0)[0].share, None);
    assert_eq!(keeping(Every::Week, 3.0, 9, 9.0)[0].delivered, None);
}

#[test]
fn one_large_number_keeps_no_promise() {
    // 100 people, 3 a week: 300 can have come on one day, and 1 285 were promised.
    for arrived in [300.0, 1_286.0, 600_000.0] {
        let kept = keeping_on(1, Every::Week, 3.0, 100, arrived);
        assert!(
            (kept[0].share.unwrap() - 300.0 / 1_285.714).abs() < 1e-3,
            "{kept:?}"
        );
    }
    // A week of days can be reported together.
    let daily = keeping_on(1, Every::Day, 1.0, 100, 700.0);
    assert!((daily[0].share.unwrap() - 700.0 / 3_000.0).abs() < 1e-6);
}

#[test]
fn another_rhythm_takes_no_promise_back() {
    let weekly = recipes();
    let mut by_visit = weekly.clone();
    by_visit.benefits[0].every = Every::Visit;
    let mut both = Catalogue::default();
    let at = |days: i64| TODAY.plus(-days).begin();
    both.publish(weekly, ChangeClass::Material, at(400), 1);
    both.publish(by_visit, ChangeClass::Material, at(20), 2);
    let rows = Rows {
        counts: vec![seen(Measure::On, TODAY.plus(-500), 1, "", 100)],
        ..Rows::default()
    };
    let kept = numbers(of(&both), &rows, Period::Month, TODAY, &RunsFor::default()).kept;
    assert_eq!(kept[0].every, Every::Visit);
    // 70 days of weeks.
    assert_eq!(kept[0].promised, Some(3_000.0));
    assert_eq!(kept[0].share, Some(0.0));
}

#[test]
fn over_whole_periods_the_estimate_is_what_each_was_promised() {
    let mut document = recipes();
    document.benefits[0].every = Every::Day;
    let one = catalogue(&[document]);
    let (from, to) = (TODAY.plus(-30).begin(), TODAY.begin());
    let spell = Spell {
        from,
        to,
        version: 1,
    };
    let exact = promised(of(&one), &[spell]).into_values().next().unwrap();
    let each: f64 = exact.total.unwrap().to_string().parse().unwrap();
    let kept = keeping(Every::Day, 3.0, 100, 1.0);
    assert_eq!(kept[0].promised, Some(100.0 * each));
}

#[test]
fn what_arrived_in_another_unit_keeps_no_promise() {
    let mut rows = Rows {
        counts: vec![seen(Measure::On, TODAY.plus(-500), 1, "", 100)],
        ..Rows::default()
    };
    rows.arrived.push((
        "recipes".parse().unwrap(),
        "plans".to_owned(),
        TODAY.plus(-1),
        Total::from(Amount::of_number(1_000.0).unwrap()),
    ));
    let kept = told(rows).kept;
    assert_eq!(kept[0].share, Some(0.0));
}

#[test]
fn data_is_unused_once_it_was_offered_and_not_used_for_ninety_days() {
    let used = |days: i64| ("orders".parse().unwrap(), TODAY.plus(-days));
    let unused = |used: Vec<(crate::catalogue::Slug, Day)>| {
        let rows = Rows {
            used,
            ..Rows::default()
        };
        let all = told(rows).unused;
        all.into_iter()
            .map(|item| (item.category.to_string(), item.last))
            .collect::<Vec<_>>()
    };
    let birthday = ("birthday".to_owned(), None);
    assert_eq!(unused(vec![used(90)]), std::slice::from_ref(&birthday));
    let orders = ("orders".to_owned(), Some(TODAY.plus(-91)));
    assert_eq!(unused(vec![used(91)]), [orders, birthday]);
    // What was asked for yesterday cannot have been used much.
    let young = numbers(
        of(&two_versions(recipes())),
        &Rows::default(),
        Period::Month,
        TODAY.plus(-390),
        &RunsFor::default(),
    );
    assert_eq!(young.unused, []);
}

/// Of the days before today: 100 people have long been known, and 60 came 15 days ago.
fn kept_without_a_question(basis: LegalBasis, counts: Vec<Seen>, arrived: f64) -> Vec<Keeping> {
    let known: BTreeMap<_, _> = [(TODAY.plus(-700), 100), (TODAY.plus(-15), 60)].into();
    kept_by_those(
        [(1, known.clone()), (2, known)].into(),
        basis,
        counts,
        arrived,
    )
}

/// The same, where those became known for whom each version runs.
fn kept_by_those(
    known: RunsFor,
    basis: LegalBasis,
    counts: Vec<Seen>,
    arrived: f64,
) -> Vec<Keeping> {
    let mut document = recipes();
    document.legal_basis = basis;
    let rows = Rows {
        counts,
        arrived: (1..=30)
            .filter(|_| arrived > 0.0)
            .map(|day| {
                (
                    "recipes".parse().unwrap(),
                    "recipes".to_owned(),
                    TODAY.plus(-day),
                    Total::from(Amount::of_number(arrived / 30.0).unwrap()),
                )
            })
            .collect(),
        ..Rows::default()
    };
    let catalogue = two_versions(document);
    numbers(of(&catalogue), &rows, Period::Month, TODAY, &known).kept
}

#[test]
fn where_nobody_is_asked_it_is_promised_to_all_for_whom_it_runs() {
    // 100 people for 15 days and 160 for 15, each 3 a week.
    let kept = kept_without_a_question(LegalBasis::Contract, Vec::new(), 900.0);
    assert_eq!(kept[0].promised, Some(1_671.43));
    assert!((kept[0].share.unwrap() - 900.0 / 1_671.43).abs() < 1e-4);
    // Who objected is not among them already, and is taken off no second time.
    let objected = vec![
        seen(Measure::Heard, TODAY.plus(-10), 0, "no", 125),
        seen(Measure::Heard, TODAY.plus(-10), 0, "yes", 40),
    ];
    let interest = kept_without_a_question(LegalBasis::LegitimateInterest, objected, 900.0);
    assert_eq!(interest[0].promised, kept[0].promised);
    // Each day is promised to those for whom its own version runs: 100 for 10 days, and 40 for 20.
    let of = |many: u64| BTreeMap::from([(TODAY.plus(-700), many)]);
    let runs = RunsFor::from([(1, of(100)), (2, of(40))]);
    let narrower = kept_by_those(runs, LegalBasis::Contract, Vec::new(), 900.0);
    assert_eq!(narrower[0].promised, Some(771.43));
    // A version that waits for a yes is promised to those who have it on.
    let runs = RunsFor::from([(1, of(100))]);
    let on = vec![seen(Measure::On, TODAY.plus(-400), 1, "", 70)];
    let asks = kept_by_those(runs, LegalBasis::Contract, on, 900.0);
    assert_eq!(asks[0].promised, Some(1_028.57));
    // Nothing at all was reported: that is no promise kept.
    let silent = kept_without_a_question(LegalBasis::Contract, Vec::new(), 0.0);
    assert_eq!(silent[0].share, Some(0.0));
}

#[test]
fn what_asks_nobody_has_no_share_of_yeses() {
    let mut document = recipes();
    document.legal_basis = LegalBasis::LegitimateInterest;
    let catalogue = two_versions(document);
    let mut rows = Rows::default();
    rows.arrived.push((
        "recipes".parse().unwrap(),
        "recipes".to_owned(),
        TODAY.plus(-1),
        Total::from(Amount::of_number(1_000.0).unwrap()),
    ));
    let told = |known: &RunsFor| numbers(of(&catalogue), &rows, Period::Year, TODAY, known);
    let known = |many| {
        let days: BTreeMap<_, _> = [(TODAY.plus(-400), many)].into();
        RunsFor::from([(1, days.clone()), (2, days)])
    };
    let (few, many) = (known(9), known(1_000));
    assert!(!told(&many).asks);
    // Nobody is counted as having it on: what arrived is told where it runs for enough people.
    assert_eq!(told(&few).kept[0].delivered, None);
    assert!(told(&many).kept[0].delivered.is_some());
}
