//! Nothing goes live that only its writers have seen, and what is live can be stopped at once.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::house::{House, ON, approval, marketer, staff};
use crate::access::{Actor, Role};
use crate::catalogue::tests::recipes;
use crate::catalogue::{ChangeClass, Document};
use crate::consent::{Phase, Route};
use crate::guard::Code;
use crate::ledger::Body;
use crate::lint::{Finding, Level};
use crate::use_cases::{Approval, Command, Publish, Refusal, World as _, findings};

fn publish(approval: Option<Approval>) -> Command {
    let mut document = recipes();
    document.key = "order-news".parse().unwrap();
    in_other_words(&mut document);
    Command::Publish(Box::new(Publish {
        document,
        over: None,
        class: None,
        approval,
    }))
}

/// Something else than what people are asked already.
pub(super) fn in_other_words(document: &mut Document) {
    document.purpose = "research".parse().unwrap();
    document.title = "What we bake next".into();
    document.data.truncate(1);
    document.data[0].category = "reviews".parse().unwrap();
    document.usage = "Our bakers read the reviews that you wrote and count what is praised.".into();
    document.ask.question = "May our bakers read the reviews that you wrote?".into();
    document.benefits[0].what = "Letters with what they found".into();
    document.benefits[0].unit = "letters".into();
    document.ai_uses.clear();
    document.if_off = "No more of these letters.".into();
    document.stays = "Your reviews stay where they are.".into();
}

/// What `change` makes of a plain draft, as somebody who wrote nothing of it approved it.
fn approved(change: impl FnOnce(&mut Document)) -> Command {
    let Command::Publish(mut publish) = publish(Some(approval(8))) else {
        panic!("a publication");
    };
    change(&mut publish.document);
    Command::Publish(publish)
}

#[test]
fn nothing_dishonest_goes_live_whoever_approved_it() {
    let (mut house, _) = House::with_ana();
    type Change = fn(&mut Document);
    let dishonest: [(&str, Change); 3] = [
        ("ask.refuse", |document| {
            document.ask.refuse = "No, I hate good food".to_owned();
        }),
        ("retention", |document| {
            document.retention = "as long as necessary".to_owned();
        }),
        ("benefits[0].what", |document| {
            document.benefits[0].what = "Hurry: only today, a better experience!".to_owned();
        }),
    ];
    for (field, change) in dishonest {
        let command = approved(change);
        for who in [marketer(), Actor::System] {
            let refused = house.run(&who, Route::Page, &command);
            let Err(Refusal::Faults(faults)) = refused else {
                panic!("{field}: {refused:?}");
            };
            assert!(
                faults.iter().any(|fault| fault.field == field),
                "{faults:?}"
            );
        }
    }
    house
        .run(&marketer(), Route::Page, &approved(|_| ()))
        .unwrap();
}

#[test]
fn what_is_not_kept_goes_live_for_nobody_more_whoever_approved_it() {
    let (mut house, _) = House::with_ana();
    let with = |kept: Option<f64>| {
        let by = approval(8);
        publish(Some(Approval { kept, ..by }))
    };
    for who in [marketer(), Actor::System] {
        let refused = house.run(&who, Route::Page, &with(Some(0.89)));
        assert!(matches!(refused, Err(Refusal::Faults(_))), "{refused:?}");
    }
    house
        .run(&marketer(), Route::Page, &with(Some(0.9)))
        .unwrap();
}

/// What the linter warns of now, each by its mark.
fn warned_of(house: &House, document: &Document) -> BTreeSet<String> {
    let content = serde_json::to_value(document).unwrap();
    let here = crate::use_cases::House::default();
    let grades = house.readability();
    let found = findings(&content, &house.catalogue, here, grades, house.now);
    let warnings = found.iter().filter(|found| found.level == Level::Warn);
    warnings.map(Finding::mark).collect()
}

#[test]
fn a_draft_is_judged_as_what_it_goes_live_as_however_it_is_written() {
    type Change = fn(&mut Value);
    let ways: [Change; 6] = [
        |draft| draft["benefits"][0]["amount"] = json!(3.0),
        |draft| draft["benefits"][0]["amount"] = json!(3),
        |draft| draft["retention_months"] = Value::Null,
        |draft| _ = draft.as_object_mut().unwrap().remove("term_months"),
        |draft| _ = draft.as_object_mut().unwrap().remove("worth"),
        |draft| _ = draft.as_object_mut().unwrap().remove("change_note"),
    ];
    let (house, _) = House::with_ana();
    let judged = |draft: &Value| {
        let here = crate::use_cases::House::default();
        let grades = house.readability();
        findings(draft, &house.catalogue, here, grades, house.now)
    };
    // Nothing changes what is live, so that no way to write it is a change that wants a note.
    let published = serde_json::to_value(recipes()).unwrap();
    let mut all = published.clone();
    for way in ways {
        let mut one = published.clone();
        way(&mut one);
        way(&mut all);
        for draft in [&one, &all] {
            let document: Document = serde_json::from_value(draft.clone()).unwrap();
            assert_eq!(document, recipes());
            assert_eq!(judged(draft), judged(&published), "{draft}");
        }
    }
    // What has a field that no document has goes live as nothing. Of the rest the same is said.
    let Command::Publish(new) = publish(None) else {
        panic!("a publication");
    };
    let new = serde_json::to_value(new.document).unwrap();
    for way in ways {
        let mut odd = new.clone();
        odd["colour"] = json!("red");
        way(&mut odd);
        assert!(serde_json::from_value::<Document>(odd.clone()).is_err());
        assert_eq!(judged(&odd), judged(&new), "{odd}");
    }
}

#[test]
fn what_is_warned_of_since_it_was_approved_is_taken_by_nobody() {
    let (mut house, _) = House::with_ana();
    let Command::Publish(draft) = publish(None) else {
        panic!("a publication");
    };
    let taking = |accepted: &BTreeSet<String>| {
        publish(Some(Approval {
            accepted: Some(accepted.clone()),
            ..approval(8)
        }))
    };
    let before = warned_of(&house, &draft.document);
    // Before it is its turn, something else goes live beside it that asks for the same reviews.
    let mut other = draft.document.clone();
    other.key = "tastings".parse().unwrap();
    other.title = "Tastings in town".into();
    other.usage = "A cook picks guests by star ratings for each tasting.".into();
    other.ask.question = "Shall stars decide whom a cook invites?".into();
    other.benefits.truncate(1);
    other.benefits[0].what = "Seats at a table".into();
    other.benefits[0].unit = "seats".into();
    house.publish(other).unwrap();
    let now = warned_of(&house, &draft.document);
    assert!(!now.is_subset(&before), "{now:?}");
    for who in [marketer(), Actor::System] {
        let refused = house.run(&who, Route::Page, &taking(&before));
        assert_eq!(refused, Err(Refusal::Unaccepted));
    }
    house.run(&marketer(), Route::Page, &taking(&now)).unwrap();
}

fn stop(reason: &str) -> Command {
    Command::Retire("recipe-ideas".parse().unwrap(), reason.to_owned())
}

#[test]
fn nobody_publishes_what_nobody_else_approved() {
    let (mut house, _) = House::with_ana();
    for role in [Role::Marketer, Role::Reviewer, Role::Admin] {
        let alone = house.run(&staff(9, role), Route::Page, &publish(None));
        assert_eq!(alone, Err(Refusal::NotApproved), "{role:?}");
        let own = publish(Some(approval(9)));
        let own = house.run(&staff(9, role), Route::Page, &own);
        assert_eq!(own, Err(Refusal::NotApproved), "{role:?}");
    }
    // A set moment comes by itself, and changes nothing about it.
    let by_itself = house.run(&Actor::System, Route::System, &publish(Some(approval(9))));
    assert_eq!(by_itself, Err(Refusal::NotApproved));
    let good = house.run(&marketer(), Route::Page, &publish(Some(approval(8))));
    let [Body::Published(published)] = &good.unwrap()[..] else {
        panic!("a publication");
    };
    assert_eq!(published.approved_by, Some(approval(8).by));
}

#[test]
fn a_stop_denies_every_check_from_then_on() {
    let (mut house, ana) = House::with_ana();
    house.choose(ana, &[("exchange", ON)]).unwrap();
    assert_eq!(house.code(ana), Code::Granted);
    let stopped = house.run(&marketer(), Route::Page, &stop(" The mail service leaks. "));
    let [Body::Retired(retired)] = &stopped.unwrap()[..] else {
        panic!("one entry");
    };
    assert_eq!(
        (retired.version, &*retired.reason),
        (1, "The mail service leaks.")
    );
    assert_eq!(house.code(ana), Code::DataNotCovered);
    // There is nothing to turn on, and nothing to stop, any more.
    assert!(matches!(
        house.choose_on(ana, 1, &[("exchange", ON)]),
        Err(Refusal::UnknownProposition(_))
    ));
    let again = house.run(&marketer(), Route::Page, &stop("Again."));
    assert!(matches!(again, Err(Refusal::UnknownProposition(_))));
}

#[test]
fn a_stop_needs_a_reason_and_somebody_who_may() {
    let (mut house, ana) = House::with_ana();
    for reason in ["", "  ", &"x".repeat(601)] {
        let stopped = house.run(&marketer(), Route::Page, &stop(reason));
        assert!(matches!(stopped, Err(Refusal::Invalid { .. })), "{reason}");
    }
    // Nor does the house itself stop anything without one: it asks the writer by that.
    let asked = house.run(&Actor::System, Route::System, &stop(""));
    assert!(matches!(asked, Err(Refusal::Invalid { .. })));
    assert!(
        house
            .run(&Actor::System, Route::System, &stop("Why."))
            .is_ok()
    );
    for who in [staff(7, Role::Agent), Actor::Customer(ana)] {
        let denied = house.run(&who, Route::Page, &stop("Because."));
        assert!(matches!(denied, Err(Refusal::Denied(_))));
    }
}

#[test]
fn what_comes_back_after_a_stop_asks_everybody_anew() {
    let (mut house, ana) = House::with_ana();
    house.choose(ana, &[("exchange", ON)]).unwrap();
    house
        .run(&marketer(), Route::Page, &stop("A wrong word."))
        .unwrap();
    let mut document = recipes();
    let unsaid = house.publish(document.clone());
    assert!(matches!(unsaid, Err(Refusal::Faults(_))), "what changed?");
    document.change_note = Some("We put a word right.".to_owned());
    let back = house.publish(document).unwrap();
    let [Body::Published(published)] = &back[..] else {
        panic!("a publication");
    };
    assert_eq!(
        (published.version, published.class),
        (2, ChangeClass::Material)
    );
    assert_eq!(house.phase(ana, "exchange").2, Phase::NeedsAnswer);
    assert_eq!(house.code(ana), Code::NeedsAnswer);
}

/// In which class a change of the recipes goes live that was raised so by hand, and what a check says then
/// of Ana, who had them on.
fn published_as(change: fn(&mut Document), raised: Option<ChangeClass>) -> (ChangeClass, Code) {
    let (mut house, ana) = House::with_ana();
    house.choose(ana, &[("exchange", ON)]).unwrap();
    let mut document = recipes();
    document.change_note = Some("We changed this.".to_owned());
    change(&mut document);
    let publish = Command::Publish(Box::new(Publish {
        document,
        over: Some(1),
        class: raised,
        approval: None,
    }));
    let published = house.run(&Actor::System, Route::System, &publish);
    let [Body::Published(published)] = &published.unwrap()[..] else {
        panic!("a publication");
    };
    (published.class, house.code(ana))
}

#[test]
fn a_class_is_raised_by_hand_and_lowered_by_nobody() {
    use ChangeClass::{Clearer, Cosmetic, Material};
    let respelled = |document: &mut Document| document.stays = "your orders stay".to_owned();
    let on = Code::Granted;
    assert_eq!(published_as(respelled, None), (Cosmetic, on));
    assert_eq!(published_as(respelled, Some(Clearer)), (Clearer, on));
    let anew = (Material, Code::NeedsAnswer);
    assert_eq!(published_as(respelled, Some(Material)), anew);
    let handed_on = |document: &mut Document| document.recipients.push("Others Ltd".to_owned());
    for raised in [None, Some(Cosmetic), Some(Clearer), Some(Material)] {
        assert_eq!(published_as(handed_on, raised), anew, "{raised:?}");
    }
}
