//! What an agent may be given of what it would like to have.

use proptest::prelude::*;
use proptest::sample::subsequence;

use super::decided::guess;
use super::house::{House, ON, staff};
use crate::access::Role;
use crate::catalogue::Origin;
use crate::consent::{Route, Switch};
use crate::guard::{
    Effect, Guess, Named, Outcome, RedLine, RedLines, Request, Verdict, Wanted, check_guessing,
    project,
};
use crate::id::CustomerId;
use crate::ledger::LineChange;
use crate::use_cases::{Command, RedLineEdit, World as _};

const DATA: [&str; 4] = ["orders", "birthday", "browsing", "shoes"];
const GUESSES: [&str; 3] = ["likes-fennel", "feels-old", "nobody-told"];
const CHANNELS: [&str; 4] = ["email", "sms", "phone", "pigeon"];
const AI: [&str; 4] = ["personalise", "infer", "decide_auto", "dream"];

/// What was guessed about everybody.
fn told() -> [Guess; 2] {
    [
        guess("likes-fennel", &["orders"]),
        guess("feels-old", &["birthday"]),
    ]
}

impl House {
    fn may(&self, of: CustomerId, request: &Request<'_>, keys: &[&str]) -> Verdict {
        let (customer, told) = (self.customer(of), told());
        let named = keys.iter().map(|key| Named {
            key,
            guess: told.iter().find(|guess| guess.key.as_str() == *key),
        });
        let named: Vec<_> = named.collect();
        check_guessing(
            &self.catalogue,
            customer.as_deref(),
            request,
            &named,
            self.now,
        )
    }

    fn project<'a>(&self, of: CustomerId, wanted: &Wanted<'a>) -> (Wanted<'a>, Verdict) {
        let base = Request {
            purpose: "recommendations",
            ..Request::default()
        };
        project(&base, wanted, |request, keys| self.may(of, request, keys))
    }

    /// Whether all of it is allowed, by any one channel and for any one AI use.
    fn is_sound(&self, of: CustomerId, part: &Wanted<'_>) -> bool {
        let channels = || std::iter::once(None).chain(part.channels.iter().copied().map(Some));
        let ai_uses = || std::iter::once(None).chain(part.ai_uses.iter().copied().map(Some));
        channels().all(|channel| {
            ai_uses().all(|ai| {
                let request = Request {
                    purpose: "recommendations",
                    data: part.data.clone(),
                    channel,
                    ai,
                    ..Request::default()
                };
                self.may(of, &request, &part.inferences).outcome == Outcome::Allow
            })
        })
    }

    fn draw_line(&mut self, line: RedLine) {
        let edit = RedLineEdit {
            over: vec![(line.key.clone(), 0)],
            changes: vec![LineChange::Put(Box::new(line))],
            reason: "Not with us.".to_owned(),
            from: None,
            approved_by: None,
        };
        let command = Command::DrawRedLines(Box::new(edit));
        self.run(&staff(3, Role::Admin), Route::Page, &command)
            .unwrap();
    }
}

fn everything() -> Wanted<'static> {
    Wanted {
        data: DATA.to_vec(),
        inferences: GUESSES.to_vec(),
        channels: CHANNELS.to_vec(),
        ai_uses: AI.to_vec(),
    }
}

#[test]
fn an_agent_gets_what_is_on_and_no_more() {
    let (mut house, ana) = House::with_ana();
    let (may, verdict) = house.project(ana, &everything());
    assert_eq!((may, verdict.outcome), (Wanted::default(), Outcome::Deny));
    house
        .choose(ana, &[("exchange", ON), ("ai:personalise", ON)])
        .unwrap();
    let (may, verdict) = house.project(ana, &everything());
    let allowed = Wanted {
        data: vec!["orders"],
        inferences: vec![],
        channels: vec!["email"],
        ai_uses: vec!["personalise"],
    };
    assert_eq!(may, allowed);
    assert_eq!(verdict.outcome, Outcome::Deny, "something is missing");
    let (all, verdict) = house.project(ana, &allowed);
    assert_eq!((all, verdict.outcome), (allowed, Outcome::Allow));
    // Guessing is off. Once it is on, a guess is given that was made from what is on.
    house.choose(ana, &[("ai:infer", ON)]).unwrap();
    let (may, verdict) = house.project(ana, &everything());
    assert_eq!(
        (may.inferences, verdict.outcome),
        (vec!["likes-fennel"], Outcome::Deny)
    );
    house.choose(ana, &[("data:birthday", ON)]).unwrap();
    let (may, _) = house.project(ana, &everything());
    assert_eq!(may.inferences, ["likes-fennel", "feels-old"]);
}

#[test]
fn what_a_red_line_forbids_together_is_not_given_together() {
    let (mut house, ana) = House::with_ana();
    house
        .choose(
            ana,
            &[("exchange", ON), ("ai:infer", ON), ("channel:sms", ON)],
        )
        .unwrap();
    let mut line = RedLines::starter().swap_remove(0);
    line.when.sensitivities.clear();
    line.when.channels = ["sms".parse().unwrap()].into();
    house.draw_line(line);
    // Guessing goes by e-mail, and not by text message: what was named first counts first.
    let wanted = Wanted {
        data: vec!["orders"],
        inferences: vec![],
        channels: vec!["sms", "email"],
        ai_uses: vec!["infer"],
    };
    let (may, verdict) = house.project(ana, &wanted);
    assert_eq!((may.channels, may.ai_uses), (vec!["sms", "email"], vec![]));
    assert_eq!(verdict.outcome, Outcome::Deny);
}

type Names = Vec<&'static str>;

/// A red line: its data, channels and AI uses; whether it denies, and whether it is about guesses.
type Line = (Names, Names, Names, (bool, bool));

/// The switches that she turns on, a red line, and what is asked.
fn any_case() -> impl Strategy<Value = (Names, Line, Wanted<'static>)> {
    let on = subsequence(
        vec![
            "exchange",
            "data:birthday",
            "channel:sms",
            "ai:personalise",
            "ai:infer",
        ],
        0..=5,
    );
    let line = (
        subsequence(vec!["orders", "birthday"], 0..=2),
        subsequence(vec!["email", "sms"], 0..=2),
        subsequence(vec!["personalise", "infer"], 0..=2),
        (any::<bool>(), any::<bool>()),
    );
    let wanted = (
        subsequence(DATA.to_vec(), 0..=4).prop_shuffle(),
        subsequence(GUESSES.to_vec(), 0..=3).prop_shuffle(),
        subsequence(CHANNELS.to_vec(), 0..=4).prop_shuffle(),
        subsequence(AI.to_vec(), 0..=4).prop_shuffle(),
    );
    let wanted = wanted.prop_map(|(data, inferences, channels, ai_uses)| Wanted {
        data,
        inferences,
        channels,
        ai_uses,
    });
    (on, line, wanted)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, ..ProptestConfig::default() })]

    /// Whatever it names together is allowed together, nothing that could be added is missing, and
    /// the verdict allows only where nothing is.
    #[test]
    fn the_part_is_sound_and_nothing_can_be_added(
        (on, (data, channels, ai_uses, (denies, of_guesses)), wanted) in any_case()
    ) {
        let (mut house, ana) = House::with_ana();
        for toggle in on {
            // A part needs its exchange.
            _ = house.choose(ana, &[(toggle, Switch::On)]);
        }
        let mut line = RedLines::starter().swap_remove(0);
        line.when = crate::guard::Condition {
            data: data.iter().map(|id| id.parse().unwrap()).collect(),
            channels: channels.iter().map(|id| id.parse().unwrap()).collect(),
            ai_uses: ai_uses.iter().map(|id| id.parse().unwrap()).collect(),
            ..Default::default()
        };
        if of_guesses {
            line.when.origins = [Origin::Inferred].into();
        }
        if !denies {
            line.effect = Effect::Escalate {
                team: "front_desk".parse().unwrap(),
                four_eyes: false,
                within_hours: None,
            };
        }
        if !line.when.is_empty() {
            house.draw_line(line);
        }
        let (may, verdict) = house.project(ana, &wanted);
        let is_nothing = may == Wanted::default();
        prop_assert!(is_nothing || house.is_sound(ana, &may), "{may:?}");
        for item in &wanted.data {
            let mut more = may.clone();
            more.data.push(item);
            prop_assert!(may.data.contains(item) || !house.is_sound(ana, &more), "{item}");
        }
        for item in &wanted.inferences {
            let mut more = may.clone();
            more.inferences.push(item);
            prop_assert!(may.inferences.contains(item) || !house.is_sound(ana, &more), "{item}");
        }
        for item in &wanted.channels {
            let mut more = may.clone();
            more.channels.push(item);
            prop_assert!(may.channels.contains(item) || !house.is_sound(ana, &more), "{item}");
        }
        for item in &wanted.ai_uses {
            let mut more = may.clone();
            more.ai_uses.push(item);
            prop_assert!(may.ai_uses.contains(item) || !house.is_sound(ana, &more), "{item}");
        }
        if verdict.outcome == Outcome::Allow {
            prop_assert_eq!(may, wanted);
        } else {
            prop_assert!(may != wanted || is_nothing);
        }
    }
}
