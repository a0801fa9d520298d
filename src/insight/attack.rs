//! Whoever has every page and every file, of every period: what she can work out.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::arrived::in_steps;
use super::hide::in_tens;
use super::*;
use crate::catalogue::tests::recipes;
use crate::catalogue::{Catalogue, ChangeClass, Channel, LegalBasis, Proposition, Slug};
use crate::value::{Amount, Total};

/// A Thursday.
const TODAY: Day = Day(20_783);

/// Two versions, of which the second is live: it has a channel that the first one had not.
fn house(basis: LegalBasis) -> Catalogue {
    let (mut first, mut second) = (recipes(), recipes());
    second.title = "Recipes that you can cook".to_owned();
    second.channels.push(Channel::Push);
    for document in [&mut first, &mut second] {
        document.legal_basis = basis;
    }
    let mut catalogue = Catalogue::default();
    let at = |days: i64| TODAY.plus(-days).begin();
    catalogue.publish(first, ChangeClass::Material, at(400), 1);
    catalogue.publish(second, ChangeClass::Clearer, at(30), 2);
    catalogue
}

fn of(catalogue: &Catalogue) -> &Proposition {
    catalogue.proposition("recipe-ideas").unwrap()
}

/// Any counts: mostly small ones, on any day of the last year and a half.
fn counts() -> impl Strategy<Value = Vec<Seen>> {
    let measures = prop::sample::select(Measure::ALL.to_vec());
    let routes = prop::sample::select(vec!["page", "link", "api", "import", "signal"]);
    let many = prop_oneof![4 => 1_i64..10, 1 => 10_i64..400];
    let count = (measures, 0_i64..560, 1_u32..3, routes, 0_i64..20, many);
    let count = count.prop_map(|(measure, ago, version, route, weeks, many)| {
        let day = TODAY.plus(-ago);
        let (day, part) = match measure {
            Measure::Yes | Measure::No | Measure::Back | Measure::Withdrawn => {
                (day, route.to_owned())
            }
            Measure::Left => (day.monday(), weeks.to_string()),
            Measure::Given | Measure::Regret => (day.monday(), String::new()),
            Measure::Heard | Measure::Unheard => {
                (day, if weeks % 2 == 0 { "yes" } else { "no" }.to_owned())
            }
            Measure::Reached | Measure::Unreached => {
                let channels = ["email", "sms", "push", "post"];
                (day, channels[weeks as usize % channels.len()].to_owned())
            }
            _ => (day, String::new()),
        };
        Seen {
            measure,
            day,
            version: if measure == Measure::Left { 0 } else { version },
            part,
            many,
        }
    });
    prop::collection::vec(count, 1..120)
}

/// Any questions, and what came of them.
fn asked() -> impl Strategy<Value = Vec<AskedOn>> {
    let some = || prop_oneof![4 => 0_i64..10, 1 => 10_i64..200];
    let asked = (1_u32..3, 0_i64..560, some(), some(), some());
    let asked = asked.prop_map(|(version, ago, silent, no, yes)| AskedOn {
        version,
        day: TODAY.plus(-ago),
        asked: silent + no + yes,
        answered: no + yes,
        yes,
    });
    prop::collection::vec(asked, 0..40)
}

/// Any messages, and how many of them were followed.
fn sent() -> impl Strategy<Value = Vec<SentOn>> {
    let sent = (0_i64..560, 0_i64..200, 0_i64..12);
    let sent = sent.prop_map(|(ago, ignored, followed)| SentOn {
        day: TODAY.plus(-ago),
        sent: ignored + followed,
        followed,
    });
    prop::collection::vec(sent, 0..40)
}

/// So many recipes that arrived so many days ago, or so many of something that nobody was promised.
fn arrived_on(ago: i64, millionths: i64, unit: &str) -> (Slug, String, Day, Total) {
    let total = Total::from(Amount::of_millionths(millionths).unwrap());
    let recipes = "recipes".parse().unwrap();
    (recipes, unit.to_owned(), TODAY.plus(-ago), total)
}

/// Anything that arrived: mostly what one or two people are promised, and often a part of it.
fn arrived() -> impl Strategy<Value = Vec<(Slug, String, Day, Total)>> {
    let many = prop_oneof![
        4 => prop::sample::select(vec![1, 2, 3, 6]).prop_map(|many: i64| many * 1_000_000),
        1 => 1_i64..3_000_000,
        1 => 10_000_000_i64..400_000_000,
    ];
    let units = prop::sample::select(vec!["recipes", "plans"]);
    let one = (0_i64..560, many, units);
    let one = one.prop_map(|(ago, many, unit)| arrived_on(ago, many, unit));
    prop::collection::vec(one, 0..60)
}

/// Any last days on which kinds of data were used. A day says that somebody's were, and of how many it says
/// nothing.
fn used() -> impl Strategy<Value = Vec<(Slug, Day)>> {
    let one = |data: &'static str| {
        let ago = prop::option::of(0_i64..560);
        ago.prop_map(move |ago| {
            let slug: Slug = data.parse().unwrap();
            Some((slug, TODAY.plus(-ago?)))
        })
    };
    (one("orders"), one("birthday")).prop_map(|(one, other)| one.into_iter().chain(other).collect())
}

/// Any people who became known, where nobody is asked.
fn known() -> impl Strategy<Value = BTreeMap<Day, u64>> {
    let known = (0_i64..560, 1_u64..60).prop_map(|(ago, many)| (TODAY.plus(-ago), many));
    prop::collection::btree_map(0_u8..40, known, 0..40)
        .prop_map(|known| known.into_values().collect())
}

/// What is stored, and who became known.
type Stored = (Rows, BTreeMap<Day, u64>);

fn stored() -> impl Strategy<Value = Stored> {
    let rows = (counts(), asked(), sent(), arrived(), used());
    let rows = rows.prop_map(|(counts, asked, sent, arrived, used)| Rows {
        counts,
        arrived,
        used,
        asked,
        sent,
    });
    (rows, known())
}

/// The same house, were everybody to come in tens.
fn tens_of((rows, known): &Stored) -> Stored {
    let known = known.iter().map(|(day, many)| ((), *day, *many as i64));
    let known = super::hide::full_tens(known).into_iter();
    let rows = Rows {
        counts: in_tens(&rows.counts),
        asked: super::asked::in_tens(&rows.asked),
        sent: super::messages::in_tens(&rows.sent),
        arrived: in_steps(of(&house(LegalBasis::Consent)), &rows.arrived),
        used: rows.used.clone(),
    };
    (
        rows,
        known.map(|(_, day, many)| (day, many as u64)).collect(),
    )
}

/// The counts as a store gives them for that period: what is older stands in one sum.
fn read(rows: &Rows, period: Period) -> Rows {
    let since = Rows::since(of(&house(LegalBasis::Consent)), period, TODAY);
    let told_on = |day: Day| day.max(since.plus(-1));
    let mut rows = rows.clone();
    for seen in &mut rows.counts {
        seen.day = told_on(seen.day);
    }
    for asked in &mut rows.asked {
        asked.day = told_on(asked.day);
    }
    for sent in &mut rows.sent {
        sent.day = told_on(sent.day);
    }
    for (_, _, day, _) in &mut rows.arrived {
        *day = told_on(*day);
    }
    rows
}

fn every_page((rows, known): &Stored, basis: LegalBasis) -> Vec<Numbers> {
    let catalogue = house(basis);
    // What waits for a yes runs for nobody without one.
    let unasked = [1, 2].into_iter().filter(|_| basis != LegalBasis::Consent);
    let runs: RunsFor = unasked.map(|version| (version, known.clone())).collect();
    let pages = Period::ALL.into_iter().map(|period| {
        let rows = read(rows, period);
        numbers(of(&catalogue), &rows, period, TODAY, &runs)
    });
    pages.collect()
}

/// Every number of people that a page tells.
fn people(numbers: &Numbers) -> Vec<People> {
    let span = |span: &Span| {
        let on = span.on.iter().map(|(_, many)| *many);
        let ends = span.ends.iter().map(|(_, many)| *many);
        let weeks = span.weeks.iter().chain(&span.regret_weeks);
        let versions = span.versions.iter().chain(&span.regret_versions);
        on.chain(ends)
            .chain([span.answers.people, span.regret.people])
            .chain(weeks.map(|part| part.people))
            .chain(versions.map(|part| part.people))
            .chain(span.routes.iter().map(|part| part.people))
            .chain(span.channels.iter().map(|part| part.people))
            .chain([span.funnel.all.asked, span.after_messages.all.people])
            .chain(span.funnel.versions.iter().map(|steps| steps.asked))
            .chain(span.after_messages.weeks.iter().map(|week| week.people))
            .collect::<Vec<_>>()
    };
    let mut all = span(&numbers.now);
    all.extend(span(&numbers.before));
    all.extend(numbers.cohorts.iter().map(|cohort| cohort.given));
    all
}

fn sum<T>(parts: &[Part<T>]) -> u64 {
    parts.iter().map(|part| part.people.tens()).sum()
}

/// 100 people have recipes on, of whom most got theirs; and so many more got theirs yesterday.
fn kept_with(more: i64) -> Vec<Keeping> {
    let on = Seen {
        measure: Measure::On,
        day: TODAY.plus(-390),
        version: 1,
        part: String::new(),
        many: 100,
    };
    let mut arrived: Vec<_> = (1..31)
        .map(|ago| arrived_on(ago, 30_000_000, "recipes"))
        .collect();
    arrived.extend((0..more).map(|_| arrived_on(1, 3_000_000, "recipes")));
    let rows = Rows {
        counts: vec![on],
        arrived,
        ..Rows::default()
    };
    let catalogue = house(LegalBasis::Consent);
    let runs = RunsFor::default();
    numbers(of(&catalogue), &rows, Period::Month, TODAY, &runs).kept
}

/// Of two files of two days the second is the same, until ten people got what they are promised at once.
#[test]
fn no_two_files_say_what_one_person_got_in_between() {
    let before = kept_with(0);
    assert_eq!(before[0].delivered.unwrap().to_string(), "900");
    for more in 1..10 {
        assert_eq!(kept_with(more), before, "{more} more");
    }
    let then = kept_with(10);
    assert_eq!(then[0].delivered.unwrap().to_string(), "930");
    assert!(then[0].share > before[0].share);
}

/// Recipes of which each version promises as many as it says.
fn promising(amounts: &[f64]) -> Catalogue {
    let mut catalogue = Catalogue::default();
    for (at, amount) in (1_i64..).zip(amounts) {
        let mut document = recipes();
        document.benefits[0].amount = *amount;
        let day = TODAY.plus(at - 100);
        catalogue.publish(
            document,
            ChangeClass::Clearer,
            day.begin(),
            at.unsigned_abs(),
        );
    }
    catalogue
}

/// Whoever has a file of before a publication learns nothing of the past from one of after it.
#[test]
fn a_version_that_promises_more_lays_no_second_ruler_beside_the_first() {
    let before = promising(&[3.0]);
    for more in [0.5, 3.0, 3.1, 4.0, 7.0] {
        let after = promising(&[3.0, more]);
        let mut told = BTreeMap::new();
        for tenths in 0..2_000 {
            let rows = [arrived_on(1, tenths * 100_000, "recipes")];
            let then = in_steps(of(&after), &rows);
            let same = told.entry(in_steps(of(&before), &rows));
            let same = same.or_insert_with(|| then.clone());
            assert_eq!(*same, then, "{more} a week, {tenths} tenths");
        }
    }
    // Nor is what nine people are promised now told of anybody.
    let nine = [arrived_on(1, 36_000_000, "recipes")];
    assert_eq!(in_steps(of(&promising(&[3.0, 4.0])), &nine), []);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    /// What is told of any house is told in the same way of one in which nobody came but in tens: there,
    /// each number from 1 to 9 is another one. So none of them follows from all that is told, whatever
    /// is subtracted from what.
    #[test]
    fn every_page_could_be_that_of_a_house_where_people_come_in_tens(stored in stored()) {
        let tens = tens_of(&stored);
        let (rows, known) = &tens;
        let counts = rows.counts.iter().map(|seen| seen.many);
        let asked = rows.asked.iter();
        let asked = asked.flat_map(|on| [on.asked - on.answered, on.answered - on.yes, on.yes]);
        let sent = rows.sent.iter().flat_map(|on| [on.sent - on.followed, on.followed]);
        prop_assert!(counts.chain(asked).chain(sent).all(|many| many % 10 == 0));
        prop_assert!(known.values().all(|many| many % 10 == 0));
        // Ten people are promised 30 recipes a week.
        let (_, _, _, step) = arrived_on(0, 30_000_000, "recipes");
        let full = |total: &Total| total.in_steps(step) == *total;
        prop_assert!(rows.arrived.iter().all(|(.., total)| full(total)));
        for basis in [LegalBasis::Consent, LegalBasis::LegitimateInterest, LegalBasis::Contract] {
            prop_assert_eq!(every_page(&stored, basis), every_page(&tens, basis));
        }
    }

    /// Lists that split the same people agree, and a longer period is the sum of what is in it.
    #[test]
    fn lists_and_periods_agree_to_the_last_person(stored in stored()) {
        let pages = every_page(&stored, LegalBasis::Consent);
        for page in &pages {
            for many in people(page).into_iter().filter_map(People::told) {
                prop_assert!(many >= FEWEST_PEOPLE && many % FEWEST_PEOPLE == 0);
            }
            for span in [&page.now, &page.before] {
                let all = span.answers.people.tens();
                prop_assert_eq!(sum(&span.weeks), all);
                prop_assert_eq!(sum(&span.versions), all);
                prop_assert_eq!(sum(&span.routes), all);
                prop_assert_eq!(sum(&span.regret_weeks), span.regret.people.tens());
                prop_assert_eq!(sum(&span.regret_versions), span.regret.people.tens());
                let after = &span.after_messages;
                prop_assert_eq!(sum(&after.weeks), after.all.people.tens());
                let asked = span.funnel.versions.iter().map(|steps| steps.asked.tens());
                prop_assert_eq!(asked.sum::<u64>(), span.funnel.all.asked.tens());
                // Who has a channel on and who has not: of the same people, and in tens both.
                for channel in &span.channels {
                    let of = channel.people.tens();
                    prop_assert_eq!(of, span.channels[0].people.tens());
                    if let Some(share) = channel.rate.share() {
                        let on = (share * of as f64).round() as u64;
                        let is_told = on.is_multiple_of(10) && (of - on).is_multiple_of(10);
                        prop_assert!(is_told, "{} of {}", on, of);
                    }
                }
            }
        }
        let year = &pages[2].now;
        for page in &pages[..2] {
            for span in [&page.now, &page.before] {
                for week in span.weeks.iter().filter(|week| week.of.plus(6) <= span.to) {
                    let same = year.weeks.iter().find(|other| other.of == week.of);
                    prop_assert_eq!(same, Some(week));
                }
                for (day, many) in &span.on {
                    prop_assert!(year.on.contains(&(*day, *many)));
                }
            }
        }
    }
}
