//! Whatever was said before, two records together allow nothing that an answer of either denied.

use proptest::prelude::*;

use super::house::House;
use crate::access::Actor;
use crate::consent::{Decision, Phase, Route, Switch, Toggle};
use crate::guard::Outcome;
use crate::id::CustomerId;
use crate::use_cases::{Command, World as _};

/// Everything that a CRM may ask of the recipe exchange.
fn questions() -> Vec<(
    Vec<&'static str>,
    Option<&'static str>,
    Option<&'static str>,
)> {
    let mut all = Vec::new();
    for data in [vec!["orders"], vec!["orders", "birthday"], vec!["birthday"]] {
        for channel in [None, Some("email"), Some("sms")] {
            for ai in [None, Some("personalise"), Some("infer")] {
                all.push((data.clone(), channel, ai));
            }
        }
    }
    all
}

/// Something that happens: who, and what.
#[derive(Clone, Copy, Debug)]
pub(super) enum Step {
    Sets(usize, &'static str, bool),
    Pauses(usize, bool),
    Waits(u32),
    Republishes(bool),
}

pub(super) fn any_step() -> impl Strategy<Value = Step> {
    const TOGGLES: [&str; 6] = [
        "exchange",
        "exchange",
        "data:birthday",
        "channel:sms",
        "ai:infer",
        "ai:personalise",
    ];
    let toggle = proptest::sample::select(&TOGGLES[..]);
    prop_oneof![
        8 => (0..3_usize, toggle, any::<bool>()).prop_map(|(who, toggle, on)| Step::Sets(who, toggle, on)),
        1 => (0..3_usize, any::<bool>()).prop_map(|(who, pauses)| Step::Pauses(who, pauses)),
        1 => (1..13_u32).prop_map(Step::Waits),
        1 => any::<bool>().prop_map(Step::Republishes),
    ]
}

impl House {
    pub(super) fn steps(&mut self, step: Step, people: &[CustomerId]) {
        match step {
            Step::Sets(who, toggle, on) => {
                // What the rules refuse is refused.
                let id = people[who];
                _ = self.choose(id, &[(toggle, Switch::from_on(on))]);
            }
            Step::Pauses(who, pauses) => {
                let id = people[who];
                let command = if pauses {
                    Command::Pause(id)
                } else {
                    Command::Resume(id)
                };
                self.run(&Actor::Customer(id), Route::Page, &command)
                    .unwrap();
            }
            Step::Waits(months) => self.now = self.now.plus_months(months),
            Step::Republishes(material) => self.republish(|document| {
                document.title = format!("Recipes {}", document.title.len());
                if material {
                    document
                        .recipients
                        .push(format!("Dorn {} Ltd", document.recipients.len()));
                }
            }),
        }
    }

    fn allows(&self, id: CustomerId) -> Vec<bool> {
        let asked = questions().into_iter();
        let answered = asked.map(|(data, channel, ai)| self.ask(id, &data, channel, ai));
        answered
            .map(|verdict| verdict.outcome == Outcome::Allow)
            .collect()
    }

    /// For each question, whether the record has an answer of its own: about the exchange, about a
    /// part that is asked for, or a pause.
    fn has_said(&self, id: CustomerId) -> Vec<bool> {
        let state = &self.customer(id).unwrap().state;
        let answered = |toggle: &str| {
            let toggle: Toggle = toggle.parse().unwrap();
            state.standing("recipe-ideas", &toggle).answer().is_some()
        };
        let parts = |kind: &str, names: &[&str]| {
            let mut names = names.iter();
            names.any(|name| answered(&format!("{kind}:{name}")))
        };
        let asked = questions().into_iter();
        let said = asked.map(|(data, channel, ai)| {
            answered("exchange")
                || state.paused_since.is_some()
                || parts("data", &data)
                || parts("channel", channel.as_slice())
                || parts("ai", ai.as_slice())
        });
        said.collect()
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn a_merge_allows_nothing_that_an_answer_of_either_denied(
        before in proptest::collection::vec(any_step(), 0..24),
        after in proptest::collection::vec(any_step(), 0..12),
        order in 0..6_usize,
    ) {
        let (mut house, ana, visitor) = House::with_visitor();
        let bo = house.put("crm:bo").unwrap();
        let people = [ana, visitor, bo];
        for step in before {
            house.steps(step, &people);
        }
        let (first, second, third) = [(0, 1, 2), (0, 2, 1), (1, 0, 2), (1, 2, 0), (2, 0, 1), (2, 1, 0)][order];
        let (first, second, third) = (people[first], people[second], people[third]);
        for goes in [second, third] {
            let were = [first, goes].map(|id| (house.allows(id), house.has_said(id)));
            let asks = house.now;
            let merged = house.merge(first, goes).unwrap();
            prop_assert_eq!(house.now, asks);
            house.is_its_own_fold();
            for (place, is_allowed) in house.allows(first).into_iter().enumerate() {
                if !is_allowed {
                    continue;
                }
                let silent = were.iter().filter(|(_, said)| !said[place]).count();
                prop_assert!(silent < 2, "nobody ever said so");
                for (allowed, said) in &were {
                    prop_assert!(allowed[place] || !said[place], "{:?} {:?}", questions()[place], merged);
                }
            }
            for conflict in &merged.conflicts {
                let view = house.sees(first, &conflict.toggle.to_string());
                prop_assert_ne!(view, (Decision::Granted, Phase::Active));
            }
            prop_assert_eq!(house.allows(goes), house.allows(first));
        }
        for step in after {
            house.steps(step, &people);
        }
        house.is_its_own_fold();
        // Set apart, nobody is allowed what neither the whole nor the record by itself would be.
        house.split(first, second).unwrap();
        house.split(first, third).unwrap();
        house.is_its_own_fold();
    }
}
