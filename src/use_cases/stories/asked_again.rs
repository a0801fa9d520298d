//! What somebody may have said no to is put to nobody under another name, for half a year.

use super::house::House;
use super::stopped::in_other_words;
use crate::access::Actor;
use crate::catalogue::Document;
use crate::catalogue::tests::recipes;
use crate::clock::Timestamp;
use crate::consent::Route;
use crate::lint::{Level, Rule};
use crate::port::Ungraded;
use crate::use_cases::{Command, House as Installation, findings};

const DAY_S: i64 = 86_400;
const HOUR_S: i64 = 3_600;

/// Whether that document may not be put to people at that moment, since they are asked for it already.
fn asks_again(house: &House, document: &Document, now: Timestamp) -> bool {
    let content = serde_json::to_value(document).unwrap();
    let installation = Installation::default();
    let found = findings(&content, &house.catalogue, installation, &Ungraded, now);
    let mut found = found.iter();
    found.any(|finding| finding.rule == Rule::AskedOnce && finding.level == Level::Block)
}

/// Whether the recipes may not be put to people as dinners at that moment.
fn is_blocked(house: &House, now: Timestamp) -> bool {
    let mut document = recipes();
    document.key = "dinner-ideas".parse().unwrap();
    asks_again(house, &document, now)
}

/// It is blocked for 180 days from `end` on, and no longer.
fn ends_180_days_after(house: &House, end: Timestamp) {
    for (since, blocked) in [
        (0, true),
        (DAY_S, true),
        (180 * DAY_S - HOUR_S, true),
        (180 * DAY_S - 1, true),
        (180 * DAY_S + 1, false),
        (180 * DAY_S + HOUR_S, false),
    ] {
        assert_eq!(
            is_blocked(house, end.plus_seconds(since)),
            blocked,
            "{since} s later"
        );
    }
}

#[test]
fn what_was_stopped_is_asked_under_no_other_name_for_180_days() {
    let (mut house, _) = House::with_ana();
    // As long as it is live there is no end to it.
    assert!(is_blocked(&house, house.now.plus_seconds(1_000 * DAY_S)));
    house.now = house.now.plus_months(3);
    let stop = Command::Retire("recipe-ideas".parse().unwrap(), "It ends.".to_owned());
    house.run(&Actor::System, Route::System, &stop).unwrap();
    ends_180_days_after(&house, house.now);
}

#[test]
fn what_a_version_asked_before_is_asked_under_no_other_name_for_180_days_either() {
    let (mut house, _) = House::with_ana();
    house.now = house.now.plus_months(3);
    house.republish(in_other_words);
    ends_180_days_after(&house, house.now);
}

#[test]
fn two_that_are_live_leave_each_other_a_next_version_until_one_is_stopped() {
    let (mut house, _) = House::with_ana();
    let mut dinners = recipes();
    dinners.key = "dinner-ideas".parse().unwrap();
    dinners.title = "Dinner, planned".into();
    dinners.usage = "Our chef reads what you bought this winter and writes to you.".into();
    dinners.ask.question = "Shall our chef read what you bought?".into();
    dinners.benefits[0].what = "Dishes for your table".into();
    assert!(asks_again(&house, &dinners, house.now));
    // Both were live before anybody looked for that.
    house.publish(dinners.clone()).unwrap();
    let mut clearer = dinners.clone();
    clearer.title = "Your dinner, planned".into();
    let mut narrower = recipes();
    narrower.data.truncate(1);
    for later in [&clearer, &narrower] {
        assert!(!asks_again(&house, later, house.now), "{}", later.key);
    }
    let stop = Command::Retire(dinners.key.clone(), "It ends.".to_owned());
    house.run(&Actor::System, Route::System, &stop).unwrap();
    // What comes back asks everybody anew; what runs on asks nobody.
    assert!(asks_again(&house, &clearer, house.now));
    assert!(!asks_again(&house, &narrower, house.now));
}
