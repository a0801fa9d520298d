//! The rules of consent, told as what happens to Ana.

mod apart;
mod asked_again;
mod cases;
mod decided;
mod gone;
mod guard;
mod guard_apart;
mod guard_cases;
mod guard_idle;
mod guard_order;
mod guard_told;
mod house;
mod imports;
mod inferences;
mod languages;
mod merged;
mod merged_any;
mod parts;
mod projected;
mod registry;
mod rejected;
mod signal;
mod signal_merged;
mod stopped;
mod value;

use house::{House, OFF, ON, by_phone, choice, crm, toggles};

use super::{Command, Due, ImportLine, PastChoice, Publish, PutCustomer, Refusal};
use crate::access::{Actor, Role, Scope};
use crate::catalogue::LegalBasis;
use crate::catalogue::tests::recipes;
use crate::clock::Timestamp;
use crate::consent::{Decision, Phase, Route, Source, view};
use crate::guard::{Code, Outcome, Request, check};
use crate::id::{AccountId, CustomerId};
use crate::ledger::{Body, EntryKind};

#[test]
fn rule_1_nothing_is_on_unless_ana_turned_it_on() {
    let (mut house, ana) = House::with_ana();
    let views = view(&house.catalogue, &house.customers[&ana], house.now);
    assert_eq!(views.len(), 1, "what was never answered is listed too");
    for toggle in views[0].toggles.values() {
        let state = (toggle.decision, toggle.source, toggle.phase);
        assert_eq!(state, (Decision::None, Source::Default, Phase::Pending));
    }
    assert_eq!(house.code(ana), Code::NoGrant);
    // Turning the exchange on turns its required toggles on, and no other.
    house.choose(ana, &[("exchange", ON)]).unwrap();
    for (toggle, on) in [
        ("exchange", true),
        ("data:orders", true),
        ("channel:email", true),
        ("data:birthday", false),
        ("channel:sms", false),
        ("ai:personalise", false),
        ("ai:infer", false),
    ] {
        assert_eq!(house.is_on(ana, toggle), on, "{toggle}");
    }
}

#[test]
fn rule_2_off_is_always_accepted_and_on_needs_the_live_version() {
    let (mut house, ana) = House::with_ana();
    house.choose(ana, &[("exchange", ON)]).unwrap();
    house.republish(|document| document.title = "Recipes for your week".into());
    let stale = house.choose_on(ana, 1, &[("data:birthday", ON)]);
    assert_eq!(stale, Err(Refusal::StaleVersion { shown: 1, live: 2 }));
    house.choose_on(ana, 1, &[("exchange", OFF)]).unwrap();
    assert!(!house.is_on(ana, "exchange"));
    // Off reaches an exchange that is no longer open to her; on does not.
    house.choose(ana, &[("exchange", ON)]).unwrap();
    house.republish(|document| document.regions = vec!["DE".into()]);
    let closed = house.choose(ana, &[("exchange", ON)]);
    assert_eq!(
        closed,
        Err(Refusal::UnknownProposition("recipe-ideas".into()))
    );
    house.choose(ana, &[("exchange", OFF)]).unwrap();
}

#[test]
fn rule_2_a_facet_that_is_gone_can_still_be_turned_off() {
    let (mut house, ana) = House::with_ana();
    house
        .choose(ana, &[("exchange", ON), ("data:birthday", ON)])
        .unwrap();
    house.republish(|document| _ = document.data.pop());
    house.choose(ana, &[("data:birthday", OFF)]).unwrap();
    let never = house.choose(ana, &[("data:reviews", OFF)]);
    assert!(matches!(never, Err(Refusal::Invalid { .. })), "{never:?}");
}

#[test]
fn rule_3_a_page_drawn_before_an_off_cannot_turn_on() {
    let (mut house, ana) = House::with_ana();
    house.choose(ana, &[("exchange", ON)]).unwrap();
    let seen = house.index();
    house.choose(ana, &[("exchange", OFF)]).unwrap();
    let mut late = choice(1, &[("exchange", ON)]);
    late.seen_index = Some(seen);
    let command = Command::Choose(ana, late.clone());
    let refused = house.run(&Actor::Customer(ana), Route::Page, &command);
    assert_eq!(refused, Err(Refusal::ChangedMeanwhile));
    late.seen_index = Some(house.index());
    let command = Command::Choose(ana, late);
    house
        .run(&Actor::Customer(ana), Route::Page, &command)
        .unwrap();
    assert!(house.is_on(ana, "exchange"));
}

#[test]
fn rule_3_off_comes_last_within_a_group() {
    let ana = CustomerId::from_bytes([1; 16]);
    let mut group = [
        Command::Choose(ana, choice(1, &[("exchange", OFF)])),
        Command::Choose(ana, choice(1, &[("exchange", ON)])),
        Command::PutCustomer(PutCustomer::default()),
    ];
    group.sort_by_key(Command::rank);
    assert!(matches!(group[0], Command::PutCustomer(_)));
    assert!(
        matches!(&group[2], Command::Choose(_, c) if c.toggles == toggles(&[("exchange", OFF)]))
    );
}

#[test]
fn rule_4_a_required_item_takes_the_exchange_with_it_and_an_optional_one_does_not() {
    let (mut house, ana) = House::with_ana();
    house
        .choose(
            ana,
            &[("exchange", ON), ("data:birthday", ON), ("channel:sms", ON)],
        )
        .unwrap();
    let Body::Chosen(chosen) = house.choose(ana, &[("data:birthday", OFF)]).unwrap() else {
        panic!("a choice")
    };
    assert_eq!(chosen.kind, EntryKind::FacetChanged);
    assert!(house.is_on(ana, "exchange") && !house.is_on(ana, "data:birthday"));
    let Body::Chosen(chosen) = house.choose(ana, &[("data:orders", OFF)]).unwrap() else {
        panic!("a choice")
    };
    assert_eq!(chosen.kind, EntryKind::Withdrawn);
    assert_eq!(
        chosen.toggles,
        toggles(&[
            ("exchange", OFF),
            ("data:orders", OFF),
            ("channel:email", OFF),
            ("channel:sms", OFF)
        ])
    );
    assert_eq!(house.code(ana), Code::Withdrawn);
    // Off and on again starts with the required ones.
    house.choose(ana, &[("exchange", ON)]).unwrap();
    assert!(!house.is_on(ana, "channel:sms"));
}

#[test]
fn a_choice_that_contradicts_itself_is_refused() {
    let (mut house, ana) = House::with_ana();
    for set in [
        &[("exchange", ON), ("data:orders", OFF)][..],
        &[("exchange", OFF), ("channel:sms", ON)],
        &[("data:birthday", ON)],
        &[("channel:fax_is_no_channel", ON)][..0],
        &[("exchange", ON), ("ai:train", ON)],
    ] {
        let refused = house.choose(ana, set);
        assert!(
            matches!(refused, Err(Refusal::Invalid { .. })),
            "{set:?}: {refused:?}"
        );
    }
    assert_eq!(house.index(), 1, "nothing was stored");
}

#[test]
fn rule_5_other_words_for_the_use_ask_again_unless_they_show_that_they_mean_no_more() {
    let (mut house, ana) = House::with_ana();
    house.choose(ana, &[("exchange", ON)]).unwrap();
    let says = |months: &str, cake: &str| {
        format!(
            "We look for patterns in your last {months} of orders{cake} A cake on your birthday."
        )
    };
    house.republish(|document| document.usage = says("12 months", "!"));
    assert!(house.is_on(ana, "exchange"), "spelling asks nobody");
    house.republish(|document| document.usage = says("6 months", "."));
    assert!(house.is_on(ana, "exchange"), "a shorter time asks nobody");
    house.republish(|document| {
        document.usage = says("20 years", ", and what it says about your income.");
    });
    assert_eq!(house.phase(ana, "exchange").2, Phase::NeedsAnswer);
    assert_eq!(house.code(ana), Code::NeedsAnswer);
}

#[test]
fn rule_5_a_material_change_asks_again_and_others_do_not() {
    let (mut house, ana) = House::with_ana();
    house
        .choose(ana, &[("exchange", ON), ("data:birthday", ON)])
        .unwrap();
    house.republish(|document| document.title = "Ideas for recipes".into());
    assert!(house.is_on(ana, "exchange"), "clearer asks nobody");
    house.republish(|document| document.retention = "6 months after your last order".into());
    assert!(house.is_on(ana, "exchange"), "narrower asks nobody");
    house.republish(|document| document.recipients.push("Post Ltd".into()));
    assert_eq!(house.phase(ana, "exchange").2, Phase::NeedsAnswer);
    assert_eq!(house.code(ana), Code::NeedsAnswer);
    let due = Due {
        customer: ana,
        proposition: "recipe-ideas".parse().unwrap(),
    };
    let announced = house
        .run(
            &Actor::System,
            Route::System,
            &Command::Announce(due.clone()),
        )
        .unwrap();
    assert_eq!(announced[0].kind(), EntryKind::NeedsAnswer);
    let again = house
        .run(&Actor::System, Route::System, &Command::Announce(due))
        .unwrap();
    assert_eq!(again, [], "said once");
    // A yes to the exchange is a yes to what it requires; the extra is asked on its own.
    house.choose(ana, &[("exchange", ON)]).unwrap();
    assert_eq!(house.code(ana), Code::Granted);
    assert!(!house.is_on(ana, "data:birthday"));
}

#[test]
fn rule_5_a_facet_that_came_back_starts_off() {
    let (mut house, ana) = House::with_ana();
    house
        .choose(ana, &[("exchange", ON), ("data:birthday", ON)])
        .unwrap();
    let birthday = recipes().data[1].clone();
    house.republish(|document| _ = document.data.pop());
    house.republish(|document| document.data.push(birthday));
    assert!(house.is_on(ana, "exchange") && !house.is_on(ana, "data:birthday"));
    assert_eq!(
        house.ask(ana, &["birthday"], None, None).reasons[0].code,
        Code::FacetOff
    );
}

#[test]
fn rule_6_a_grant_runs_out_at_its_second_without_any_job() {
    let (mut house, ana) = House::with_ana();
    house.choose(ana, &[("exchange", ON)]).unwrap();
    let end = house.now.plus_months(24);
    house.now = end.plus_seconds(-1);
    assert_eq!(house.code(ana), Code::Granted);
    assert_eq!(
        house.ask(ana, &[], None, None).max_age_s,
        1,
        "nobody may keep it longer"
    );
    // A facet added late ends with the exchange.
    house.choose(ana, &[("data:birthday", ON)]).unwrap();
    house.now = end;
    assert_eq!(house.code(ana), Code::Expired);
    assert_eq!(house.phase(ana, "data:birthday").2, Phase::Expired);
    assert_eq!(
        house.phase(ana, "exchange"),
        (Decision::Granted, Source::Explicit, Phase::Expired)
    );
}

#[test]
fn an_answer_holds_for_as_long_as_it_says() {
    let (mut house, ana) = House::with_ana();
    house.choose(ana, &[("exchange", ON)]).unwrap();
    let end = house.now.plus_months(24);
    for before_ms in (1..130_000).step_by(311) {
        let asked = Timestamp::from_millis(end.as_millis() - before_ms);
        house.now = asked;
        let said = house.ask(ana, &["orders"], Some("email"), None);
        // At the last moment at which its age is less than that.
        let kept_ms = i64::from(said.max_age_s) * 1_000 - 1;
        house.now = Timestamp::from_millis(asked.as_millis() + kept_ms.max(0));
        let then = house.ask(ana, &["orders"], Some("email"), None);
        assert_eq!(then.outcome, said.outcome, "{before_ms} ms before the end");
        assert!(said.max_age_s <= 60);
    }
}

#[test]
fn rule_8_an_import_widens_only_with_evidence_and_never_brings_back_who_left() {
    let (mut house, ana) = House::with_ana();
    let import = |house: &mut House, switch, evidence| {
        let past = PastChoice {
            proposition: "recipe-ideas".parse().unwrap(),
            version: None,
            toggles: toggles(&[("exchange", switch)]),
            evidence,
        };
        let identifiers = vec!["crm:42".parse().unwrap()];
        let customer = PutCustomer {
            identifiers,
            ..PutCustomer::default()
        };
        let line = ImportLine {
            customer,
            choices: vec![past],
        };
        house
            .run(
                &crm(Scope::Admin),
                Route::Import,
                &Command::Import(Box::new(line)),
            )
            .unwrap()
    };
    assert_eq!(import(&mut house, ON, None), []);
    assert_eq!(house.code(ana), Code::NoGrant);
    let last_year = house.now.plus_seconds(-365 * 86_400);
    import(&mut house, ON, Some(by_phone(last_year)));
    assert_eq!(
        house.phase(ana, "exchange"),
        (Decision::Granted, Source::Import, Phase::Active)
    );
    let expires = house.ask(ana, &[], None, None).grant.unwrap().expires_at;
    assert_eq!(
        expires,
        last_year.plus_months(24),
        "the term runs from what was said"
    );
    // Without evidence an import narrows all the same.
    import(&mut house, OFF, None);
    assert_eq!(house.code(ana), Code::Withdrawn);
    assert_eq!(import(&mut house, ON, Some(by_phone(last_year))), []);
    assert_eq!(house.code(ana), Code::Withdrawn);
}

#[test]
fn rule_10_pause_keeps_the_answers_and_stops_the_use() {
    let (mut house, ana) = House::with_ana();
    house
        .choose(ana, &[("exchange", ON), ("data:birthday", ON)])
        .unwrap();
    let me = Actor::Customer(ana);
    house.run(&me, Route::Page, &Command::Pause(ana)).unwrap();
    assert_eq!(
        house.phase(ana, "data:birthday"),
        (Decision::Granted, Source::Explicit, Phase::Paused)
    );
    assert_eq!(house.code(ana), Code::Paused);
    // What changed materially meanwhile stays off when the pause ends.
    house.republish(|document| document.recipients.push("Post Ltd".into()));
    house
        .run(&me, Route::Page, &Command::Resume(ana, None))
        .unwrap();
    assert_eq!(house.code(ana), Code::NeedsAnswer);
}

#[test]
fn turning_everything_off_takes_back_every_yes_and_is_no_error_twice() {
    let (mut house, ana) = House::with_ana();
    let mut offers = recipes();
    offers.key = "offers".parse().unwrap();
    house.publish(offers).unwrap();
    house.choose(ana, &[("exchange", ON)]).unwrap();
    let me = Actor::Customer(ana);
    let appended = house
        .run(&me, Route::Link, &Command::TurnEverythingOff(ana))
        .unwrap();
    assert_eq!(appended.len(), 1, "only what was on");
    assert_eq!(house.code(ana), Code::Withdrawn);
    let again = house
        .run(&me, Route::Link, &Command::TurnEverythingOff(ana))
        .unwrap();
    assert_eq!(again, []);
}

#[test]
fn rule_11_every_entry_says_who_and_by_which_way() {
    let (mut house, ana) = House::with_ana();
    let mut wish = choice(1, &[("exchange", ON)]);
    let command = Command::Choose(ana, wish.clone());
    let bare = house.run(&crm(Scope::ConsentWrite), Route::Api, &command);
    assert!(matches!(bare, Err(Refusal::Invalid { field, .. }) if field == "evidence"));
    wish.evidence = Some(by_phone(house.now.plus_seconds(-60)));
    let command = Command::Choose(ana, wish.clone());
    let bodies = house
        .run(&crm(Scope::ConsentWrite), Route::Api, &command)
        .unwrap();
    let Body::Chosen(chosen) = &bodies[0] else {
        panic!("a choice")
    };
    assert_eq!(
        (chosen.route, chosen.evidence.clone()),
        (Route::Api, wish.evidence.clone())
    );
    // Off needs no evidence, and a date in the future is none.
    let off = Command::Choose(ana, choice(1, &[("exchange", OFF)]));
    house
        .run(&crm(Scope::ConsentWrite), Route::Api, &off)
        .unwrap();
    wish.evidence = Some(by_phone(house.now.plus_seconds(3_600)));
    let tomorrow = house.run(
        &crm(Scope::ConsentWrite),
        Route::Api,
        &Command::Choose(ana, wish),
    );
    assert!(matches!(tomorrow, Err(Refusal::Invalid { field, .. }) if field == "evidence.at"));
}

#[test]
fn nobody_else_chooses_for_ana() {
    let (mut house, ana) = House::with_ana();
    let bo = house.put("crm:43").unwrap();
    let before = house.index();
    let commands = [
        Command::Choose(ana, choice(1, &[("exchange", OFF)])),
        Command::Pause(ana),
        Command::Resume(ana, None),
        Command::TurnEverythingOff(ana),
    ];
    let account = AccountId::from_bytes([9; 16]);
    let actors = [
        Actor::Customer(bo),
        crm(Scope::ConsentRead),
        Actor::Staff {
            account,
            role: Role::Admin,
        },
    ];
    for actor in &actors {
        for command in &commands {
            let refused = house.run(actor, Route::Page, command);
            assert!(
                matches!(refused, Err(Refusal::Denied(_))),
                "{actor:?} {command:?}"
            );
        }
    }
    assert_eq!(house.index(), before);
}

#[test]
fn rule_13_one_grant_must_cover_all_of_it() {
    let (mut house, ana) = House::with_ana();
    house
        .choose(ana, &[("exchange", ON), ("ai:infer", ON)])
        .unwrap();
    let code = |data: &[&str], channel, ai| house.ask(ana, data, channel, ai).reasons[0].code;
    assert_eq!(
        code(&["orders"], Some("email"), Some("infer")),
        Code::Granted
    );
    assert_eq!(
        code(&["orders", "birthday"], Some("email"), None),
        Code::FacetOff
    );
    assert_eq!(code(&["orders"], Some("sms"), None), Code::FacetOff);
    assert_eq!(code(&["orders"], None, Some("personalise")), Code::FacetOff);
    assert_eq!(code(&["browsing"], None, None), Code::DataNotCovered);
    assert_eq!(
        code(&["orders"], Some("post"), None),
        Code::ChannelNotCovered
    );
    assert_eq!(
        code(&["orders"], Some("carrier pigeon"), None),
        Code::ChannelNotCovered
    );
    assert_eq!(code(&["orders"], None, Some("train")), Code::AiNotCovered);
    assert_eq!(code(&["mood"], None, None), Code::UnknownData);
}

#[test]
fn rule_13_two_halves_of_two_exchanges_make_no_whole() {
    let (mut house, ana) = House::with_ana();
    let mut browsing = recipes();
    browsing.key = "browsing-ideas".parse().unwrap();
    browsing.data[0].category = "browsing".parse().unwrap();
    browsing.data.truncate(1);
    house.publish(browsing).unwrap();
    house.choose(ana, &[("exchange", ON)]).unwrap();
    let both = house.ask(ana, &["orders", "browsing"], None, None);
    assert_eq!(both.outcome, Outcome::Deny);
}

#[test]
fn rule_13_what_is_unknown_is_denied() {
    let (house, ana) = House::with_ana();
    let stranger = house.ask(CustomerId::from_bytes([0; 16]), &[], None, None);
    assert_eq!(
        (stranger.outcome, stranger.reasons[0].code),
        (Outcome::Deny, Code::UnknownCustomer)
    );
    let request = Request {
        purpose: "world_domination",
        ..Request::default()
    };
    let verdict = check(
        &house.catalogue,
        Some(&house.customers[&ana]),
        &request,
        house.now,
    );
    assert_eq!(
        (verdict.outcome, verdict.reasons[0].code),
        (Outcome::Deny, Code::UnknownPurpose)
    );
}

#[test]
fn other_legal_bases_are_allowed_for_their_own_reason_and_an_objection_counts() {
    let (mut house, ana) = House::with_ana();
    house.republish(|document| document.legal_basis = LegalBasis::LegitimateInterest);
    assert_eq!(house.code(ana), Code::LegalBasis);
    house.choose(ana, &[("exchange", OFF)]).unwrap();
    assert_eq!(house.code(ana), Code::Objected);
    house.republish(|document| document.legal_basis = LegalBasis::Contract);
    assert_eq!(house.code(ana), Code::LegalBasis);
    let refused = house.choose(ana, &[("exchange", OFF)]);
    assert!(
        matches!(refused, Err(Refusal::Invalid { .. })),
        "a contract is no switch"
    );
}

#[test]
fn saying_no_twice_is_evidence_twice() {
    let (mut house, ana) = House::with_ana();
    for _ in 0..2 {
        let body = house.choose(ana, &[("exchange", OFF)]).unwrap();
        assert_eq!(body.kind(), EntryKind::Refused);
    }
    assert_eq!(
        house.phase(ana, "exchange"),
        (Decision::Denied, Source::Explicit, Phase::Active)
    );
    assert_eq!(house.index(), 3);
}

#[test]
fn an_identifier_belongs_to_one_customer() {
    let (mut house, _) = House::with_ana();
    house.put("crm:43").unwrap();
    let identifiers = vec!["crm:43".parse().unwrap(), "crm:42".parse().unwrap()];
    let put = PutCustomer {
        identifiers,
        ..PutCustomer::default()
    };
    let taken = house.run(&Actor::System, Route::Api, &Command::PutCustomer(put));
    assert_eq!(
        taken,
        Err(Refusal::IdentifierTaken("crm:42".parse().unwrap()))
    );
}

#[test]
fn publishing_needs_the_version_that_the_author_saw_and_a_word_about_the_change() {
    let (mut house, _) = House::with_ana();
    let bare = house.publish(recipes());
    assert!(matches!(&bare, Err(Refusal::Faults(faults)) if faults[0].field == "change_note"));
    let publish = Publish {
        document: recipes(),
        over: None,
        class: None,
        approval: Some(house::approval(8)),
    };
    let command = Command::Publish(Box::new(publish));
    let late = house.run(&house::marketer(), Route::Page, &command);
    assert_eq!(late, Err(Refusal::PublishedMeanwhile { live: 1 }));
    let agent = house::staff(7, Role::Agent);
    let denied = house.run(&agent, Route::Page, &command);
    assert!(matches!(denied, Err(Refusal::Denied(_))));
}
