//! A red line gives cases to a team: it is picked, so that no slip of the hand makes another one.

use crate::common::Database;
use crate::forms::hidden;
use crate::line_pages::{Office, PAGE, form, with};
use crate::on_both;

on_both!(
    a_team_that_is_known_is_picked_and_a_new_one_is_named_once,
    a_known_team_in_another_spelling_makes_no_new_one,
    a_team_of_a_line_that_waits_for_a_second_person_is_known,
);

/// A line that gives what it is about to a person.
fn to_a_person<'a>(
    key: &'a str,
    topics: &'a str,
    more: &[(&'a str, &'a str)],
) -> Vec<(&'a str, &'a str)> {
    let typed = form(key, topics, "0");
    let typed: Vec<_> = typed
        .into_iter()
        .filter(|(name, _)| *name != "effect")
        .collect();
    with(&with(&typed, &[("effect", "escalate")]), more)
}

/// What can be picked, in the order in which it stands there; what is picked is marked.
fn picks(page: &str) -> Vec<String> {
    let (_, rest) = page.split_once("name=\"team\"").unwrap();
    let list = rest.split("</select>").next().unwrap();
    let options = list.split("<option").skip(1).map(|option| {
        let (tag, _) = option.split_once('>').unwrap();
        let (_, value) = tag.split_once("value=\"").unwrap();
        let value = value.split('"').next().unwrap();
        let mark = if tag.contains("selected") { "*" } else { "" };
        format!("{value}{mark}")
    });
    options.collect()
}

async fn a_team_that_is_known_is_picked_and_a_new_one_is_named_once(database: Database) {
    let mut office = Office::open(database).await;
    let new = format!("{PAGE}/new");
    let page = office.rex.get(&new).await.expect(200).text();
    assert_eq!(picks(&page), ["front_desk*", ""], "and another one");
    let named = to_a_person(
        "by-night",
        "night",
        &[
            ("team", ""),
            ("other_team", "night_shift"),
            ("step", "draw"),
        ],
    );
    let (location, _) = office.rex("save-line", &named).await;
    assert_eq!(location, format!("{PAGE}?done=drawn"));
    // From then on it is picked like the other one: on the form of any line, and of that one.
    let page = office.rex.get(&new).await.expect(200).text();
    assert_eq!(picks(&page), ["front_desk*", "night_shift", ""]);
    let kept = office.rex.get(&format!("{PAGE}/by-night")).await;
    assert_eq!(
        picks(&kept.expect(200).text()),
        ["front_desk", "night_shift*", ""]
    );
    // Whoever picks one and names another says two things.
    let both = to_a_person(
        "by-day",
        "day",
        &[
            ("team", "front_desk"),
            ("other_team", "day_shift"),
            ("step", "draw"),
        ],
    );
    let before = office.index();
    let (location, page) = office.rex("save-line", &both).await;
    assert_eq!(location, format!("{PAGE}/new?failed=faults"));
    assert!(page.contains("Pick “Another team” for this"), "{page}");
    assert!(
        page.contains("value=\"day_shift\""),
        "it stands there still"
    );
    // And whoever does neither has nobody who decides.
    let neither = to_a_person("by-day", "day", &[("team", ""), ("step", "draw")]);
    let (location, page) = office.rex("save-line", &neither).await;
    assert_eq!(location, format!("{PAGE}/new?failed=faults"));
    assert!(page.contains("href=\"#f-other_team\""), "{page}");
    assert_eq!(office.index(), before);
    office.server.stop().await;
}

async fn a_known_team_in_another_spelling_makes_no_new_one(database: Database) {
    let mut office = Office::open(database).await;
    let before = office.index();
    for typed in ["front-desk", "frontdesk", "front__desk"] {
        for step in ["look", "draw", "simulate"] {
            let slip = to_a_person(
                "by-people",
                "loan",
                &[("team", ""), ("other_team", typed), ("step", step)],
            );
            let (location, page) = office.rex("save-line", &slip).await;
            assert_eq!(location, format!("{PAGE}/new?failed=faults"), "{typed}");
            assert!(page.contains("in another spelling: Front desk"), "{page}");
        }
    }
    assert_eq!(office.index(), before);
    // Its own spelling is that team, and what denies asks for none.
    let same = to_a_person(
        "by-people",
        "loan",
        &[("team", ""), ("other_team", "front_desk"), ("step", "draw")],
    );
    let (location, _) = office.rex("save-line", &same).await;
    assert_eq!(location, format!("{PAGE}?done=drawn"));
    let denies = with(
        &form("no-loans", "credit", "0"),
        &[("other_team", "front-desk"), ("step", "draw")],
    );
    let (location, _) = office.rex("save-line", &denies).await;
    assert_eq!(location, format!("{PAGE}?done=drawn"));
    let page = office.rex.get(&format!("{PAGE}/new")).await;
    assert_eq!(picks(&page.expect(200).text()), ["front_desk*", ""]);
    office.server.stop().await;
}

async fn a_team_of_a_line_that_waits_for_a_second_person_is_known(database: Database) {
    let mut office = Office::open(database).await;
    let drawn = with(&form("no-loans", "loan", "0"), &[("step", "draw")]);
    let (location, _) = office.rex("save-line", &drawn).await;
    assert_eq!(location, format!("{PAGE}?done=drawn"));
    let page = office.rex.get(&format!("{PAGE}/no-loans")).await;
    let page = page.expect(200).text();
    let revision = hidden(&page, "revision").to_owned();
    let denies = form("no-loans", "loan", &revision).into_iter();
    let typed: Vec<_> = denies.filter(|(name, _)| *name != "effect").collect();
    let weaker = with(
        &typed,
        &[
            ("effect", "escalate"),
            ("team", ""),
            ("other_team", "night_shift"),
            ("known", "yes"),
            ("step", "draw"),
        ],
    );
    let (location, _) = office.rex("save-line", &weaker).await;
    assert_eq!(location, format!("{PAGE}?done=proposed"));
    // It is picked on every other form, and its other spellings make no second one.
    let page = office.rex.get(&format!("{PAGE}/new")).await;
    let page = page.expect(200).text();
    assert_eq!(picks(&page), ["front_desk*", "night_shift", ""]);
    let slip = to_a_person(
        "by-people",
        "credit",
        &[
            ("team", ""),
            ("other_team", "night-shift"),
            ("step", "draw"),
        ],
    );
    let (location, page) = office.rex("save-line", &slip).await;
    assert_eq!(location, format!("{PAGE}/new?failed=faults"));
    assert!(page.contains("in another spelling: night_shift"), "{page}");
    office.server.stop().await;
}
