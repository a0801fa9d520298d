//! What waits for a person: what she may no longer allow, for how many there is room, and whose they
//! are.

use super::house::{House, OFF, ON, staff};
use super::inferences::reworded;
use crate::access::{Actor, Role};
use crate::consent::{ActorKind, Route};
use crate::guard::naive::plain;
use crate::guard::{
    ANSWER_S, CaseAsked, Condition, ESCALATION_H, Effect, Matter, Money, Named, OPEN_CASES,
    Outcome, RedLine, Request,
};
use crate::id::{CaseId, CustomerId, DecisionId};
use crate::ledger::{Body, CaseDecided, LineChange};
use crate::use_cases::{CaseWish, Command, RedLineEdit, Refusal, Ruling, World as _};
use crate::value::Amount;

const WHY: &str = "She pays in time.";

/// What a machine asks about credit of so many pounds.
fn credit(pounds: i64) -> Matter {
    let request = Request {
        purpose: "recommendations",
        data: vec!["orders"],
        topic: Some("credit"),
        amount: Some(Money {
            amount: Amount::of_number(f64::from(i32::try_from(pounds).unwrap())).unwrap(),
            currency: "GBP".to_owned(),
        }),
        ..Request::default()
    };
    Matter::escalated(&request, ["by-people".parse().unwrap()].into())
}

/// That the front desk decides, within that time where the line says so.
fn within(hours: Option<u16>) -> Effect {
    Effect::Escalate {
        team: "front_desk".parse().unwrap(),
        four_eyes: false,
        within_hours: hours,
    }
}

fn line(key: &str, effect: Effect) -> RedLine {
    RedLine {
        when: Condition {
            topics: ["credit".to_owned()].into(),
            ..Condition::default()
        },
        effect,
        ..plain(key)
    }
}

impl House {
    /// Opens a case, or joins one; its id where it is new.
    fn opens_case(&mut self, who: CustomerId, matter: Matter) -> Result<Option<CaseId>, Refusal> {
        let wish = CaseWish {
            matter,
            team: "front_desk".parse().unwrap(),
            asked: CaseAsked {
                said: Some("Please look at it.".to_owned()),
                ..CaseAsked::default()
            },
        };
        let command = Command::OpenCase(who, Box::new(wish));
        let bodies = self.run(&Actor::System, Route::Api, &command)?;
        Ok(bodies.into_iter().find_map(|body| match body {
            Body::CaseOpened(opened) => Some(opened.case),
            _ => None,
        }))
    }

    fn decides(
        &mut self,
        who: CustomerId,
        case: CaseId,
        outcome: Outcome,
    ) -> Result<CaseDecided, Refusal> {
        let ruling = Ruling {
            case,
            outcome,
            reason: WHY.to_owned(),
            overrides: Some(true),
            agreed_by: None,
            person: None,
            taken_at: self.now,
        };
        let command = Command::DecideCase(who, Box::new(ruling));
        let bodies = self.run(&staff(3, Role::Agent), Route::Page, &command)?;
        match bodies.into_iter().next() {
            Some(Body::CaseDecided(decided)) => Ok(*decided),
            other => panic!("no decision: {other:?}"),
        }
    }

    fn draws_line(&mut self, effect: Effect) {
        self.draws_one(line("by-people", effect)).unwrap();
    }

    fn draws_one(&mut self, line: RedLine) -> Result<(), Refusal> {
        let edit = RedLineEdit {
            changes: vec![LineChange::Put(Box::new(line))],
            reason: "We said so.".to_owned(),
            from: None,
            over: vec![],
            approved_by: None,
        };
        let command = Command::DrawRedLines(Box::new(edit));
        self.run(&staff(1, Role::Reviewer), Route::Page, &command)
            .map(drop)
    }

    /// Ana has all of it on, and about credit a person decides.
    fn with_desk() -> (Self, CustomerId) {
        let (mut house, ana) = Self::with_ana();
        house.choose(ana, &[("exchange", ON)]).unwrap();
        house.draws_line(within(None));
        (house, ana)
    }
}

#[test]
fn a_persons_yes_to_what_became_a_no_is_a_no_and_says_so() {
    type Story = fn(&mut House, CustomerId);
    let off: Story = |house, ana| _ = house.choose(ana, &[("exchange", OFF)]).unwrap();
    let paused: Story = |house, ana| {
        house
            .run(&Actor::Customer(ana), Route::Page, &Command::Pause(ana))
            .unwrap();
    };
    let denied: Story = |house, _| house.draws_line(Effect::Deny);
    for meanwhile in [off, paused, denied] {
        let (mut house, ana) = House::with_desk();
        let case = house.opens_case(ana, credit(1)).unwrap().unwrap();
        meanwhile(&mut house, ana);
        let decided = house.decides(ana, case, Outcome::Allow).unwrap();
        assert!(decided.denied_meanwhile && !decided.timed_out);
        assert_eq!((decided.outcome, &*decided.reason), (Outcome::Deny, ""));
        // What counts no person said.
        assert_eq!(decided.actor.kind, ActorKind::System);
        assert_eq!((decided.overrides, decided.route), (None, Route::System));
        // It is decided: nothing of it waits, and nobody decides it again.
        assert_eq!(house.record(ana).unwrap().state.guarded.cases().count(), 0);
        let again = house.decides(ana, case, Outcome::Deny);
        assert_eq!(again, Err(Refusal::NoCase));
    }
}

#[test]
fn nobody_allows_what_rests_on_a_guess_that_a_line_forbids_by_its_name() {
    for (topic, is_denied) in [("mood", true), ("weather", false)] {
        let (mut house, ana) = House::with_desk();
        house.choose(ana, &[("ai:infer", ON)]).unwrap();
        let told = reworded(&house, ana, "mood", "How you are", "sad");
        let named = [Named {
            key: "mood",
            guess: Some(&told.guess),
        }];
        let matter = credit(1).resting_on(&named);
        let case = house.opens_case(ana, matter).unwrap().unwrap();
        // It is drawn while the case waits.
        let mood = RedLine {
            when: Condition {
                topics: [topic.to_owned()].into(),
                ..Condition::default()
            },
            ..plain("never-about-that")
        };
        house.draws_one(mood).unwrap();
        let decided = house.decides(ana, case, Outcome::Allow).unwrap();
        assert_eq!(decided.denied_meanwhile, is_denied, "{topic}");
    }
}

#[test]
fn what_is_still_a_question_is_a_persons_to_decide_and_so_is_a_no() {
    let (mut house, ana) = House::with_desk();
    let case = house.opens_case(ana, credit(1)).unwrap().unwrap();
    let decided = house.decides(ana, case, Outcome::Allow).unwrap();
    assert!(!decided.denied_meanwhile);
    assert_eq!((decided.outcome, &*decided.reason), (Outcome::Allow, WHY));
    let case = house.opens_case(ana, credit(2)).unwrap().unwrap();
    let contest = Matter::asked(Some(DecisionId::from_bytes([5; 16])));
    let contest = house.opens_case(ana, contest).unwrap().unwrap();
    house.choose(ana, &[("exchange", OFF)]).unwrap();
    let decided = house.decides(ana, case, Outcome::Deny).unwrap();
    assert!(!decided.denied_meanwhile);
    assert_eq!((&*decided.reason, decided.overrides), (WHY, Some(true)));
    // That a decision about her was wrong has nothing to do with what she allows now.
    let decided = house.decides(ana, contest, Outcome::Allow).unwrap();
    assert!(!decided.denied_meanwhile);
    assert_eq!(decided.outcome, Outcome::Allow);
}

#[test]
fn a_line_says_how_long_a_person_has_and_of_several_the_least_time_counts() {
    let (mut house, ana) = House::with_desk();
    let hours = |house: &House, case: CaseId| {
        let open = house.record(ana).unwrap().state.guarded.case(case).cloned();
        let open = open.unwrap();
        let left = open.due_at.seconds_since(house.now);
        let last = open.due_at.plus_seconds(-1);
        assert!(!open.is_over(last) && open.is_over(open.due_at));
        left / 3_600
    };
    let usual = house.opens_case(ana, credit(1)).unwrap().unwrap();
    assert_eq!(hours(&house, usual), u64::from(ESCALATION_H));
    // Less time is stricter, and holds at once.
    house.draws_line(within(Some(24)));
    let day = house.opens_case(ana, credit(2)).unwrap().unwrap();
    assert_eq!(hours(&house, day), 24);
    // What was promised before stays so.
    assert_eq!(house.opens_case(ana, credit(1)), Ok(None));
    assert_eq!(hours(&house, usual), u64::from(ESCALATION_H));
    // A line that says nothing of it takes no time away, and one that leaves more adds none.
    let both = |pounds, key: &str| {
        let mut matter = credit(pounds);
        matter.red_lines.insert(key.parse().unwrap());
        matter
    };
    house.draws_one(line("another", within(None))).unwrap();
    let case = house.opens_case(ana, both(3, "another")).unwrap().unwrap();
    assert_eq!(hours(&house, case), 24);
    house.draws_one(line("quick", within(Some(1)))).unwrap();
    let case = house.opens_case(ana, both(4, "quick")).unwrap().unwrap();
    assert_eq!(hours(&house, case), 1);
    // More time lets a yes come later than was promised: nobody says so alone.
    for longer in [None, Some(25)] {
        let refused = house.draws_one(line("by-people", within(longer)));
        assert_eq!(refused, Err(Refusal::NotAgreed));
    }
    let long = house.draws_one(line("new", within(Some(721))));
    assert!(matches!(long, Err(Refusal::Faults(_))), "{long:?}");
    // What she asks herself is answered in its own time, whatever the lines say.
    let asked = house.opens_case(ana, Matter::asked(None)).unwrap().unwrap();
    let record = house.record(ana).unwrap();
    let due = record.state.guarded.case(asked).unwrap().due_at;
    assert_eq!(due, house.now.plus_seconds(ANSWER_S));
}

#[test]
fn what_machines_ask_takes_no_room_of_what_she_asks() {
    let (mut house, ana) = House::with_desk();
    let most = i64::try_from(OPEN_CASES).unwrap();
    let first = house.opens_case(ana, credit(1)).unwrap().unwrap();
    for pounds in 2..=most {
        house.opens_case(ana, credit(pounds)).unwrap().unwrap();
    }
    let full = Err(Refusal::TooManyCases);
    assert_eq!(house.opens_case(ana, credit(most + 1)), full);
    for n in 0..OPEN_CASES {
        // She contests, and she asks: both are hers.
        let decision = (n % 2 == 0).then(|| {
            let n = u8::try_from(n).unwrap();
            DecisionId::from_bytes([n; 16])
        });
        house.opens_case(ana, Matter::asked(decision)).unwrap();
    }
    assert_eq!(house.opens_case(ana, Matter::asked(None)), full);
    // Hers take none of the machines' room either.
    house.decides(ana, first, Outcome::Deny).unwrap();
    assert_eq!(house.opens_case(ana, Matter::asked(None)), full);
    assert!(house.opens_case(ana, credit(most + 1)).unwrap().is_some());
    assert_eq!(house.opens_case(ana, credit(most + 2)), full);
}

#[test]
fn whoever_is_set_apart_keeps_her_own_cases() {
    let (mut house, ana, visitor) = House::with_visitor();
    for who in [ana, visitor] {
        house.choose(who, &[("exchange", ON)]).unwrap();
    }
    house.draws_line(within(None));
    let anas = house.opens_case(ana, credit(1)).unwrap().unwrap();
    let hers = house.opens_case(visitor, credit(2)).unwrap().unwrap();
    house.merge(ana, visitor).unwrap();
    // As long as they are one, what waits for the one waits for the other.
    assert_eq!(house.opens_case(visitor, credit(1)), Ok(None));
    assert_eq!(house.opens_case(ana, credit(2)), Ok(None));
    let both = house.opens_case(visitor, credit(3)).unwrap().unwrap();
    house.split(ana, visitor).unwrap();
    for (who, case) in [(ana, hers), (visitor, anas), (visitor, both)] {
        assert_eq!(
            house.decides(who, case, Outcome::Allow),
            Err(Refusal::NoCase)
        );
    }
    // What the other one turned off is no no of hers.
    house.choose(ana, &[("exchange", OFF)]).unwrap();
    let decided = house.decides(visitor, hers, Outcome::Allow).unwrap();
    assert_eq!(
        (decided.customer, decided.outcome),
        (visitor, Outcome::Allow)
    );
    let decided = house.decides(ana, anas, Outcome::Allow).unwrap();
    assert_eq!((decided.customer, decided.outcome), (ana, Outcome::Deny));
    let decided = house.decides(ana, both, Outcome::Deny).unwrap();
    assert_eq!(decided.customer, ana);
    // The same is asked about each again.
    assert!(house.opens_case(visitor, credit(1)).unwrap().is_some());
    assert!(house.opens_case(ana, credit(2)).unwrap().is_some());
}

#[test]
fn what_a_person_decided_is_contested_once_and_is_a_complaint() {
    let (mut house, ana) = House::with_desk();
    let case = house.opens_case(ana, credit(5)).unwrap().unwrap();
    house.decides(ana, case, Outcome::Deny).unwrap();
    let contest = Matter::contested_case(case);
    assert!(contest.is_complaint());
    let opened = house.opens_case(ana, contest.clone()).unwrap().unwrap();
    let again = house.opens_case(ana, contest).unwrap();
    assert_eq!(again, None, "one contest of it waits");
    let other = house.opens_case(ana, Matter::contested_case(opened));
    assert!(
        other.unwrap().is_some(),
        "that of another case is another one"
    );
    // Of a decision it follows in which case it was allowed, which a contest of before does not say.
    let decision = DecisionId::from_bytes([1; 16]);
    let with_case = Matter::contested(decision, Some(case));
    assert!(with_case.is_same(&Matter::asked(Some(decision))));
}
