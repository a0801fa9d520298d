//! Red lines, and what Ana says about machines.

use super::house::{House, ON, by_phone, crm, marketer, staff};
use crate::access::{Actor, Role, Scope};
use crate::clock::Timestamp;
use crate::consent::{Evidence, RejectedGuess, Rejection, Route};
use crate::guard::{Code, Condition, Effect, Outcome, RedLine, Situation, Verdict};
use crate::id::{AccountId, CustomerId};
use crate::ledger::{Body, LineChange};
use crate::use_cases::{
    Command, NOTICE_S, RedLineEdit, Refusal, Remember, SituationWish, World as _,
};

fn line(key: &str, topics: &[&str], effect: Effect) -> RedLine {
    RedLine {
        when: Condition {
            topics: topics.iter().map(|&topic| topic.to_owned()).collect(),
            ..Condition::default()
        },
        effect,
        ..crate::guard::naive::plain(key)
    }
}

fn put(line: &RedLine) -> LineChange {
    LineChange::Put(Box::new(line.clone()))
}

fn remove(key: &str) -> LineChange {
    LineChange::Remove(key.parse().unwrap())
}

fn edit(changes: Vec<LineChange>) -> RedLineEdit {
    RedLineEdit {
        changes,
        reason: "We said so.".to_owned(),
        from: None,
        over: vec![],
        approved_by: None,
    }
}

fn agreed(changes: Vec<LineChange>, by: u8) -> RedLineEdit {
    RedLineEdit {
        approved_by: Some(AccountId::from_bytes([by; 16])),
        ..edit(changes)
    }
}

fn until(at: Timestamp) -> SituationWish {
    SituationWish::Enter(Some(at))
}

impl House {
    fn draw(&mut self, as_whom: &Actor, edit: RedLineEdit) -> Result<Vec<Body>, Refusal> {
        self.run(as_whom, Route::Page, &Command::DrawRedLines(Box::new(edit)))
    }

    fn asks(&self, who: CustomerId, topic: &str, ai: Option<&str>) -> Verdict {
        self.ask_with(who, |request| {
            request.topic = Some(topic);
            request.ai = ai;
        })
    }

    /// When the lines that were drawn last begin to hold.
    fn begins(bodies: &[Body]) -> Timestamp {
        match bodies {
            [Body::RedLines(changed)] => changed.from,
            other => panic!("one entry: {other:?}"),
        }
    }

    fn in_situation(&mut self, who: CustomerId, situation: Situation, wish: SituationWish) {
        let evidence = (wish == SituationWish::Leave).then(|| by_phone(self.now));
        let command = Command::SaySituation(who, situation, wish, evidence);
        self.run(&crm(Scope::ConsentWrite), Route::Api, &command)
            .unwrap();
    }

    fn human_only(&mut self, who: CustomerId, on: bool) {
        let command = Command::SayHumanOnly(who, on, None);
        self.run(&Actor::Customer(who), Route::Page, &command)
            .unwrap();
    }

    fn days(&mut self, days: i64) {
        self.now = self.now.plus_seconds(days * 86_400);
    }
}

#[test]
fn what_is_weaker_needs_somebody_else_and_thirty_days_and_the_older_line_holds_until_then() {
    let (mut house, ana) = House::with_ana();
    house.choose(ana, &[("exchange", ON)]).unwrap();
    let rex = staff(1, Role::Reviewer);
    let wide = line("no-loans", &["loan", "credit"], Effect::Deny);
    let drawn = house.draw(&rex, edit(vec![put(&wide)])).unwrap();
    assert_eq!(
        House::begins(&drawn),
        house.now,
        "what is stricter holds at once"
    );
    assert_eq!(house.asks(ana, "credit", None).outcome, Outcome::Deny);
    let team = Effect::Escalate {
        team: "bank".parse().unwrap(),
        four_eyes: false,
        within_hours: None,
    };
    let other_words = RedLine {
        says: "We seldom do this.".to_owned(),
        ..wide.clone()
    };
    for weaker in [
        put(&line("no-loans", &["loan"], Effect::Deny)),
        put(&line("no-loans", &["loan", "credit"], team)),
        put(&other_words),
        remove("no-loans"),
    ] {
        let alone = house.draw(&rex, edit(vec![weaker.clone()]));
        assert_eq!(alone, Err(Refusal::NotAgreed));
        let with_herself = house.draw(&rex, agreed(vec![weaker], 1));
        assert_eq!(with_herself, Err(Refusal::NotAgreed));
    }
    let sooner = RedLineEdit {
        from: Some(house.now),
        ..agreed(vec![put(&line("no-loans", &["loan"], Effect::Deny))], 2)
    };
    let drawn = house.draw(&rex, sooner).unwrap();
    assert_eq!(House::begins(&drawn), house.now.plus_seconds(NOTICE_S));
    house.days(29);
    let verdict = house.asks(ana, "credit", None);
    assert_eq!(
        (verdict.outcome, verdict.reasons[0].code),
        (Outcome::Deny, Code::RedLine)
    );
    house.days(1);
    assert_eq!(house.asks(ana, "credit", None).outcome, Outcome::Allow);
    assert_eq!(house.asks(ana, "loan", None).outcome, Outcome::Deny);
    // It is still the line of then: what it was since, customers can read.
    let lines = house.catalogue.red_lines();
    let stands = lines.line("no-loans", house.now).unwrap();
    assert_eq!(
        stands.since,
        Timestamp::parse("2026-03-01T09:00:00Z").unwrap()
    );
}

#[test]
fn what_is_stricter_in_the_meantime_holds_at_once_and_ends_what_was_to_come() {
    let (mut house, ana) = House::with_ana();
    house.choose(ana, &[("exchange", ON)]).unwrap();
    let rex = staff(1, Role::Reviewer);
    house
        .draw(
            &rex,
            edit(vec![put(&line("no-loans", &["loan"], Effect::Deny))]),
        )
        .unwrap();
    house
        .draw(&rex, agreed(vec![remove("no-loans")], 2))
        .unwrap();
    let lines = house.catalogue.red_lines();
    assert_eq!(lines.coming(house.now).count(), 1, "customers can read it");
    house.days(3);
    house
        .draw(
            &rex,
            edit(vec![put(&line(
                "no-loans",
                &["loan", "rent"],
                Effect::Deny,
            ))]),
        )
        .unwrap();
    assert_eq!(house.asks(ana, "rent", None).outcome, Outcome::Deny);
    house.days(60);
    assert_eq!(house.asks(ana, "loan", None).outcome, Outcome::Deny);
}

#[test]
fn what_does_not_hold_yet_can_be_taken_back_by_one_person() {
    let (mut house, ana) = House::with_ana();
    house.choose(ana, &[("exchange", ON)]).unwrap();
    let rex = staff(1, Role::Reviewer);
    let later = RedLineEdit {
        from: Some(house.now.plus_seconds(10 * 86_400)),
        ..edit(vec![put(&line("no-loans", &["loan"], Effect::Deny))])
    };
    house.draw(&rex, later).unwrap();
    assert_eq!(house.asks(ana, "loan", None).outcome, Outcome::Allow);
    house.draw(&rex, edit(vec![remove("no-loans")])).unwrap();
    house.days(11);
    assert_eq!(house.asks(ana, "loan", None).outcome, Outcome::Allow);
    assert_eq!(
        house.draw(&rex, edit(vec![remove("no-loans")])),
        Ok(vec![]),
        "there is none"
    );
}

#[test]
fn nobody_below_a_reviewer_draws_a_line_and_nobody_changes_one_that_moved() {
    let (mut house, ana) = House::with_ana();
    let one = line("no-loans", &["loan"], Effect::Deny);
    let agent = staff(7, Role::Agent);
    for who in [
        marketer(),
        agent,
        Actor::Customer(ana),
        crm(Scope::Admin),
        crm(Scope::Catalogue),
    ] {
        let refused = house.draw(&who, agreed(vec![put(&one)], 2));
        assert!(
            matches!(refused, Err(Refusal::Denied(_))),
            "{who:?}: {refused:?}"
        );
        let mirrored = Command::MirrorRedLines(house.catalogue.red_lines().clone());
        let refused = house.run(&who, Route::Page, &mirrored);
        assert!(
            matches!(refused, Err(Refusal::Denied(_))),
            "{who:?}: {refused:?}"
        );
    }
    let seen = |index| RedLineEdit {
        over: vec![("no-loans".parse().unwrap(), index)],
        ..edit(vec![put(&one)])
    };
    house.draw(&staff(1, Role::Admin), seen(0)).unwrap();
    let stale = house.draw(&staff(2, Role::Reviewer), seen(0));
    assert_eq!(stale, Err(Refusal::LinesMoved));
}

#[test]
fn a_line_about_everything_is_refused_and_nothing_of_the_edit_is_stored() {
    let (mut house, ana) = House::with_ana();
    house.choose(ana, &[("exchange", ON)]).unwrap();
    let rex = staff(1, Role::Reviewer);
    let mut purposes = line("all-purposes", &[], Effect::Deny);
    let registry = house.catalogue.registry().clone();
    purposes.when.purposes = registry.purposes().map(|one| one.id.clone()).collect();
    for bad in [line("nothing", &[], Effect::Deny), purposes] {
        let good = put(&line("no-loans", &["loan"], Effect::Deny));
        let refused = house.draw(&rex, edit(vec![good, put(&bad)]));
        let Err(Refusal::Faults(faults)) = refused else {
            panic!("{refused:?}");
        };
        assert!(faults[0].field.starts_with(bad.key.as_str()), "{faults:?}");
        assert_eq!(house.asks(ana, "loan", None).outcome, Outcome::Allow);
    }
    let silent = RedLineEdit {
        reason: " ".to_owned(),
        ..edit(vec![remove("x")])
    };
    assert!(matches!(house.draw(&rex, silent), Err(Refusal::Faults(_))));
}

#[test]
fn the_test_side_has_the_lines_of_the_live_one_and_what_is_decided_of_them() {
    let (mut live, _) = House::with_ana();
    let (mut test, bo) = House::with_ana();
    test.choose(bo, &[("exchange", ON)]).unwrap();
    let rex = staff(1, Role::Reviewer);
    let lines = ["stays", "goes", "comes"].map(|key| line(key, &[key], Effect::Deny));
    live.draw(&rex, edit(lines[..2].iter().map(put).collect()))
        .unwrap();
    test.draw(&rex, edit(vec![put(&line("own", &["own"], Effect::Deny))]))
        .unwrap();
    live.draw(&rex, agreed(vec![remove("goes")], 2)).unwrap();
    let later = RedLineEdit {
        from: Some(live.now.plus_seconds(5 * 86_400)),
        ..edit(vec![put(&lines[2])])
    };
    live.draw(&rex, later).unwrap();
    let mirror = Command::MirrorRedLines(live.catalogue.red_lines().clone());
    let told = test.run(&Actor::System, Route::System, &mirror).unwrap();
    assert_eq!(told.len(), 3, "at once, in 5 days, in 30");
    assert_eq!(
        test.run(&Actor::System, Route::System, &mirror),
        Ok(vec![]),
        "it is so"
    );
    let stopped = |test: &House| {
        ["stays", "goes", "comes", "own"]
            .map(|topic| test.asks(bo, topic, None).outcome == Outcome::Deny)
    };
    assert_eq!(stopped(&test), [true, true, false, false]);
    test.days(5);
    assert_eq!(stopped(&test), [true, true, true, false]);
    // The live side thinks better of it.
    live.days(5);
    live.draw(&rex, edit(vec![put(&lines[1])])).unwrap();
    let mirror = Command::MirrorRedLines(live.catalogue.red_lines().clone());
    test.run(&Actor::System, Route::System, &mirror).unwrap();
    test.days(60);
    assert_eq!(stopped(&test), [true, true, true, false]);
}

#[test]
fn a_person_decides_about_ana_from_when_she_says_so_until_she_says_otherwise() {
    let (mut house, ana) = House::with_ana();
    house.republish(|document| document.ai_uses.push(crate::catalogue::AiUse::DecideAuto));
    let me = [("exchange", ON), ("ai:decide_auto", ON)];
    house.choose(ana, &me).unwrap();
    let asks = |house: &House| house.asks(ana, "recipes", Some("decide_auto")).outcome;
    assert_eq!(asks(&house), Outcome::Allow);
    house.human_only(ana, true);
    let since = house.now;
    house.days(1);
    // Once more: it is so since the first time.
    house.human_only(ana, true);
    let verdict = house.asks(ana, "recipes", Some("decide_auto"));
    assert_eq!(verdict.outcome, Outcome::Escalate);
    assert_eq!(
        (verdict.reasons[0].code, verdict.reasons[0].since),
        (Code::HumanOnly, Some(since))
    );
    house.human_only(ana, false);
    assert_eq!(asks(&house), Outcome::Allow);
    let bo = house.put("crm:43").unwrap();
    for (who, actor) in [
        (ana, Actor::Customer(bo)),
        (ana, marketer()),
        (ana, crm(Scope::Check)),
    ] {
        let command = Command::SayHumanOnly(who, true, None);
        let refused = house.run(&actor, Route::Page, &command);
        assert!(matches!(refused, Err(Refusal::Denied(_))), "{actor:?}");
    }
    house.is_its_own_fold();
}

#[test]
fn no_program_lets_a_machine_decide_again_or_ends_what_she_is_going_through_by_its_word_alone() {
    let (mut house, ana) = House::with_ana();
    house.human_only(ana, true);
    let soon = house.now.plus_seconds(60);
    house.in_situation(
        ana,
        Situation::Bereavement,
        until(house.now.plus_seconds(9_000)),
    );
    house.in_situation(ana, Situation::Hardship, SituationWish::Enter(None));
    let over = |evidence: Option<Evidence>| {
        let grief =
            |wish| Command::SaySituation(ana, Situation::Bereavement, wish, evidence.clone());
        let broke = SituationWish::Enter(Some(soon));
        [
            Command::SayHumanOnly(ana, false, evidence.clone()),
            grief(SituationWish::Leave),
            // What ends sooner than was said before is over as well.
            grief(SituationWish::Enter(Some(soon))),
            Command::SaySituation(ana, Situation::Hardship, broke, evidence.clone()),
        ]
    };
    let blank = Evidence {
        wording: " ".to_owned(),
        ..by_phone(house.now)
    };
    let ahead = by_phone(house.now.plus_seconds(3_600));
    for (evidence, named) in [
        (None, "evidence"),
        (Some(blank), "evidence.wording"),
        (Some(ahead), "evidence.at"),
    ] {
        for command in over(evidence) {
            let refused = house.run(&crm(Scope::ConsentWrite), Route::Api, &command);
            let is_named =
                matches!(&refused, Err(Refusal::Invalid { field, .. }) if field == named);
            assert!(is_named, "{command:?}: {refused:?}");
        }
    }
    // What she said before she asked for a person was not said against that.
    let older = by_phone(house.now.plus_seconds(-1));
    let command = Command::SayHumanOnly(ana, false, Some(older));
    let refused = house.run(&crm(Scope::ConsentWrite), Route::Api, &command);
    assert!(matches!(&refused, Err(Refusal::Invalid { field, .. }) if field == "evidence.at"));
    // Nor was it against her asking once more.
    let between = by_phone(house.now);
    house.now = house.now.plus_seconds(10);
    house.human_only(ana, true);
    let command = Command::SayHumanOnly(ana, false, Some(between));
    let refused = house.run(&crm(Scope::ConsentWrite), Route::Api, &command);
    assert!(matches!(&refused, Err(Refusal::Invalid { field, .. }) if field == "evidence.at"));
    let guarded = house.customers[&ana].state.guarded.clone();
    assert!(guarded.human_only.is_some() && guarded.situations.iter().count() == 2);
    // Longer is no end, and takes nothing away.
    let longer = until(house.now.plus_seconds(10_000));
    house.in_situation(ana, Situation::Bereavement, longer);
    let said = by_phone(house.now);
    for command in over(Some(said.clone())) {
        let bodies = house
            .run(&crm(Scope::ConsentWrite), Route::Api, &command)
            .unwrap();
        let kept = match &bodies[..] {
            [Body::HumanOnlyEnded(whole)] => whole.evidence.clone(),
            [Body::Situation(of)] => of.evidence.clone(),
            other => panic!("{other:?}"),
        };
        assert_eq!(kept.as_ref(), Some(&said), "{command:?}");
    }
    assert_eq!(house.customers[&ana].state.guarded.human_only, None);
    // She herself needs none.
    house.human_only(ana, true);
    house.human_only(ana, false);
    house.is_its_own_fold();
}

#[test]
fn a_situation_ends_at_its_moment_or_when_somebody_says_so_and_age_is_none_to_be_said() {
    let (mut house, ana) = House::with_ana();
    house.choose(ana, &[("exchange", ON)]).unwrap();
    let mut quiet = line("quiet", &[], Effect::Deny);
    quiet.when.situations = [Situation::QuietPeriod, Situation::Hardship].into();
    house
        .draw(&staff(1, Role::Reviewer), edit(vec![put(&quiet)]))
        .unwrap();
    let asks = |house: &House| house.asks(ana, "recipes", None).outcome;
    assert_eq!(asks(&house), Outcome::Allow);
    house.in_situation(
        ana,
        Situation::QuietPeriod,
        until(house.now.plus_seconds(86_400)),
    );
    let verdict = house.asks(ana, "recipes", None);
    assert_eq!(verdict.outcome, Outcome::Deny);
    house.now = house.now.plus_seconds(86_400 - 7);
    assert_eq!(
        house.asks(ana, "recipes", None).max_age_s,
        7,
        "never past its end"
    );
    house.now = house.now.plus_seconds(7);
    assert_eq!(asks(&house), Outcome::Allow);
    house.in_situation(ana, Situation::Hardship, SituationWish::Enter(None));
    assert_eq!(asks(&house), Outcome::Deny);
    house.in_situation(ana, Situation::Hardship, SituationWish::Leave);
    assert_eq!(asks(&house), Outcome::Allow);
    for (situation, wish) in [
        (Situation::Minor, SituationWish::Enter(None)),
        (Situation::Hardship, until(house.now)),
        (
            Situation::Hardship,
            until(house.now.plus_seconds(10 * 366 * 86_400)),
        ),
    ] {
        let command = Command::SaySituation(ana, situation, wish, None);
        let refused = house.run(&crm(Scope::ConsentWrite), Route::Api, &command);
        assert!(
            matches!(refused, Err(Refusal::Invalid { .. })),
            "{situation}: {refused:?}"
        );
    }
    house.is_its_own_fold();
}

#[test]
fn of_two_records_that_are_one_the_more_careful_counts_and_for_both_afterwards() {
    for is_visitor_the_one_who_stays in [false, true] {
        let (mut house, ana, visitor) = House::with_visitor();
        house.republish(|document| document.ai_uses.push(crate::catalogue::AiUse::DecideAuto));
        let (soon, late) = (
            house.now.plus_seconds(86_400),
            house.now.plus_seconds(9 * 86_400),
        );
        let (stays, goes) = if is_visitor_the_one_who_stays {
            (visitor, ana)
        } else {
            (ana, visitor)
        };
        house.in_situation(stays, Situation::QuietPeriod, until(soon));
        house.in_situation(goes, Situation::QuietPeriod, until(late));
        house.in_situation(goes, Situation::OpenComplaint, SituationWish::Enter(None));
        house.human_only(goes, true);
        let reject = Command::RejectInference(
            goes,
            "has-a-dog".parse().unwrap(),
            Rejection::DontGuess,
            RejectedGuess::default(),
        );
        house
            .run(&Actor::Customer(goes), Route::Page, &reject)
            .unwrap();
        house.merge(stays, goes).unwrap();
        let is_careful = |house: &House, who: CustomerId| {
            let guarded = house.customer(who).unwrap().state.guarded.clone();
            assert_eq!(
                guarded.human_only,
                Some(Timestamp::parse("2026-03-01T09:00:00Z").unwrap())
            );
            let said: Vec<_> = guarded.situations.iter().collect();
            let awaited = [
                (Situation::QuietPeriod, Some(late)),
                (Situation::OpenComplaint, None),
            ];
            assert_eq!(said, awaited, "{who}");
            assert!(guarded.is_rejected("has-a-dog"));
        };
        is_careful(&house, stays);
        // What is said of the one is said of both.
        house.in_situation(stays, Situation::Bereavement, SituationWish::Enter(None));
        house.in_situation(stays, Situation::Bereavement, SituationWish::Leave);
        house.is_its_own_fold();
        house.split(stays, goes).unwrap();
        is_careful(&house, stays);
        is_careful(&house, goes);
        // From here on each says its own again.
        house.human_only(goes, false);
        let on = |who| {
            house
                .customer(who)
                .unwrap()
                .state
                .guarded
                .human_only
                .is_some()
        };
        assert_eq!((on(stays), on(goes)), (true, false));
        house.is_its_own_fold();
    }
}

#[test]
fn what_was_said_while_two_were_one_stays_with_both_when_they_are_set_apart() {
    let (mut house, ana, visitor) = House::with_visitor();
    house.merge(ana, visitor).unwrap();
    house.human_only(ana, true);
    house.in_situation(ana, Situation::Hardship, SituationWish::Enter(None));
    house.split(ana, visitor).unwrap();
    for who in [ana, visitor] {
        let guarded = &house.customers[&who].state.guarded;
        assert!(
            guarded.human_only.is_some() && !guarded.situations.is_empty(),
            "{who}"
        );
    }
    // Merged and set apart once more, by the other way round.
    house.merge(visitor, ana).unwrap();
    house.split(visitor, ana).unwrap();
    house.is_its_own_fold();
    for who in [ana, visitor] {
        assert!(
            house.customers[&who].state.guarded.human_only.is_some(),
            "{who}"
        );
    }
}

#[test]
fn nothing_of_it_is_left_of_somebody_who_was_erased() {
    let (mut house, ana) = House::with_ana();
    house.human_only(ana, true);
    house.in_situation(ana, Situation::Bereavement, SituationWish::Enter(None));
    house
        .draw(
            &staff(1, Role::Reviewer),
            edit(vec![put(&line("no-loans", &["loan"], Effect::Deny))]),
        )
        .unwrap();
    let erase = Command::Erase(ana, Remember::Nothing);
    house
        .run(&Actor::Customer(ana), Route::Page, &erase)
        .unwrap();
    let is_hers = |body: &&Body| matches!(body, Body::HumanOnly(_) | Body::Situation(_));
    assert_eq!(
        house.entries.iter().find(is_hers),
        None,
        "the entries say nothing any more"
    );
    for command in [
        Command::SayHumanOnly(ana, true, None),
        Command::SaySituation(ana, Situation::Hardship, SituationWish::Enter(None), None),
    ] {
        let refused = house.run(&crm(Scope::ConsentWrite), Route::Api, &command);
        assert_eq!(refused, Err(Refusal::Erased));
    }
    assert_eq!(
        house.asks(ana, "loan", None).reasons[0].code,
        Code::UnknownCustomer
    );
    // The lines are nobody's: they stay.
    assert!(
        house
            .catalogue
            .red_lines()
            .line("no-loans", house.now)
            .is_some()
    );
}
