//! Whatever was said before, records together allow nothing that an answer of one of them denied; and
//! whatever was said meanwhile, set apart none is allowed more than it said by itself.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use proptest::prelude::*;

use super::house::{House, choice, crm};
use super::signal::with_a_model;
use crate::access::{Actor, Scope};
use crate::catalogue::LegalBasis;
use crate::consent::{Customer, Decision, Phase, Route, Switch, Toggle};
use crate::guard::{Outcome, Request, check};
use crate::id::CustomerId;
use crate::use_cases::{Command, PutCustomer, Refusal, World as _};

/// What is on for everybody in one country who did not object.
const TIPS: &str = "partner-tips";

/// Everything that a CRM may ask of the recipe exchange, and whether it may use what rests on where
/// somebody lives.
fn questions() -> Vec<Request<'static>> {
    let mut all = Vec::new();
    for data in [vec!["orders"], vec!["orders", "birthday"], vec!["birthday"]] {
        for channel in [None, Some("email"), Some("sms")] {
            for ai in [
                None,
                Some("personalise"),
                Some("infer"),
                Some("share_model"),
            ] {
                all.push(Request {
                    purpose: "recommendations",
                    data: data.clone(),
                    channel,
                    ai,
                    ..Request::default()
                });
            }
        }
    }
    all.push(of_tips());
    all
}

fn of_tips() -> Request<'static> {
    Request {
        purpose: "research",
        data: vec!["orders"],
        ..Request::default()
    }
}

/// Something that happens: who, and what.
#[derive(Clone, Copy, Debug)]
pub(super) enum Step {
    Sets(usize, &'static str, bool),
    InSpite(usize, &'static str),
    Objects(usize, bool),
    Pauses(usize, bool),
    Signals(usize),
    Moves(usize, &'static str),
    Waits(u32),
    Republishes(bool),
}

pub(super) const PEOPLE: usize = 4;

pub(super) fn any_step() -> impl Strategy<Value = Step> {
    const TOGGLES: [&str; 7] = [
        "exchange",
        "exchange",
        "data:birthday",
        "channel:sms",
        "ai:infer",
        "ai:personalise",
        "ai:share_model",
    ];
    let toggle = || proptest::sample::select(&TOGGLES[..]);
    let who = || 0..PEOPLE;
    let region = proptest::sample::select(&["GB", "DE"][..]);
    prop_oneof![
        10 => (who(), toggle(), any::<bool>()).prop_map(|(who, toggle, on)| Step::Sets(who, toggle, on)),
        3 => (who(), toggle()).prop_map(|(who, toggle)| Step::InSpite(who, toggle)),
        1 => (who(), any::<bool>()).prop_map(|(who, on)| Step::Objects(who, on)),
        2 => (who(), any::<bool>()).prop_map(|(who, pauses)| Step::Pauses(who, pauses)),
        2 => who().prop_map(Step::Signals),
        1 => (who(), region).prop_map(|(who, region)| Step::Moves(who, region)),
        1 => (1..13_u32).prop_map(Step::Waits),
        1 => any::<bool>().prop_map(Step::Republishes),
    ]
}

impl House {
    /// The recipes, which may train somebody else's model; something that rests on an interest, in one
    /// country alone; and some people.
    pub(super) fn with_people() -> (Self, [CustomerId; PEOPLE]) {
        let (mut house, ana) = with_a_model();
        let live = house.catalogue.proposition("recipe-ideas").unwrap();
        let mut tips = live.live().unwrap().document.clone();
        tips.key = TIPS.parse().unwrap();
        tips.purpose = "research".parse().unwrap();
        tips.legal_basis = LegalBasis::LegitimateInterest;
        tips.regions = vec!["GB".to_owned()];
        tips.ai_uses.clear();
        tips.change_note = None;
        house.publish(tips).unwrap();
        let people = ["visitor:7", "crm:bo", "crm:cy"].map(|name| house.put(name).unwrap());
        let [visitor, bo, cy] = people;
        (house, [ana, visitor, bo, cy])
    }

    /// Whether it was done: what the rules refuse is refused.
    pub(super) fn steps(&mut self, step: Step, people: &[CustomerId]) -> bool {
        let by_herself = |house: &mut Self, id, route, command| {
            let done: Result<_, Refusal> = house.run(&Actor::Customer(id), route, &command);
            done.is_ok()
        };
        match step {
            Step::Sets(who, toggle, on) => {
                let switch = Switch::from_on(on);
                self.choose(people[who], &[(toggle, switch)]).is_ok()
            }
            Step::InSpite(who, toggle) => self.in_spite(people[who], toggle).is_ok(),
            Step::Objects(who, on) => {
                let mut choice = choice(1, &[("exchange", Switch::from_on(on))]);
                choice.proposition = TIPS.parse().unwrap();
                let command = Command::Choose(people[who], choice);
                by_herself(self, people[who], Route::Page, command)
            }
            Step::Pauses(who, pauses) => {
                let id = people[who];
                let command = if pauses {
                    Command::Pause(id)
                } else {
                    Command::Resume(id, None)
                };
                by_herself(self, id, Route::Page, command)
            }
            Step::Signals(who) => {
                let id = people[who];
                by_herself(self, id, Route::Signal, Command::HeedSignal(id))
            }
            Step::Moves(who, region) => {
                let put = PutCustomer {
                    id: Some(people[who]),
                    region: Some(region.to_owned()),
                    ..PutCustomer::default()
                };
                let by = crm(Scope::ConsentWrite);
                let done = self.run(&by, Route::Api, &Command::PutCustomer(put));
                done.is_ok()
            }
            Step::Waits(months) => {
                self.now = self.now.plus_months(months);
                true
            }
            Step::Republishes(material) => {
                self.republish(|document| {
                    document.title = format!("Recipes {}", document.title.len());
                    if material {
                        document
                            .recipients
                            .push(format!("Dorn {} Ltd", document.recipients.len()));
                    }
                });
                true
            }
        }
    }

    fn allows(&self, customer: &Customer) -> Vec<bool> {
        let asked = questions().into_iter();
        let answered = asked.map(|asked| check(&self.catalogue, Some(customer), &asked, self.now));
        answered
            .map(|verdict| verdict.outcome == Outcome::Allow)
            .collect()
    }

    fn allows_now(&self, id: CustomerId) -> Vec<bool> {
        self.allows(&self.customer(id).unwrap())
    }

    /// For each question, whether the record has an answer of its own: about the exchange, about a
    /// part that is asked for, a pause, or a wish that reaches it.
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
        let said = asked.map(|asked| {
            answered("exchange")
                || state.paused_since.is_some()
                || parts("data", &asked.data)
                || parts("channel", asked.channel.as_slice())
                || parts("ai", asked.ai.as_slice())
                || (asked.ai == Some("share_model") && state.gpc.is_some())
        });
        said.collect()
    }

    /// The records that are this one's.
    fn together(&self, id: CustomerId) -> Vec<CustomerId> {
        self.customer(id).unwrap().ids().collect()
    }
}

/// What is remembered of people while their records are merged and set apart.
#[derive(Default)]
struct Course {
    /// Each as she was before she was one with anybody.
    by_herself: BTreeMap<CustomerId, Arc<Customer>>,
    /// What was said of each while she was one with somebody.
    offs: BTreeSet<(CustomerId, Toggle)>,
    paused: BTreeSet<CustomerId>,
    signalled: BTreeSet<CustomerId>,
    /// Who said something by herself again.
    free: BTreeSet<CustomerId>,
}

impl Course {
    fn steps(&mut self, house: &mut House, step: Step, people: &[CustomerId]) {
        let who = match step {
            Step::Sets(who, ..)
            | Step::InSpite(who, _)
            | Step::Objects(who, _)
            | Step::Pauses(who, _)
            | Step::Signals(who)
            | Step::Moves(who, _) => Some(people[who]),
            Step::Waits(_) | Step::Republishes(_) => None,
        };
        let is_done = house.steps(step, people);
        let Some(who) = who.filter(|_| is_done) else {
            return;
        };
        let all = house.together(who);
        if all.len() == 1 {
            if self.by_herself.contains_key(&who) {
                self.free.insert(who);
            }
            return;
        }
        match step {
            Step::Sets(_, toggle, false) => {
                let toggle: Toggle = toggle.parse().unwrap();
                self.offs
                    .extend(all.into_iter().map(|id| (id, toggle.clone())));
            }
            Step::Pauses(_, true) => self.paused.extend(all),
            Step::Signals(_) => self.signalled.extend(all),
            _ => {}
        }
    }

    /// Nobody who is by herself again, and said nothing since, is allowed more than what she had said,
    /// and what was said meanwhile against something counts for her.
    fn nobody_is_allowed_more(&self, house: &House) -> Result<(), TestCaseError> {
        for (id, before) in &self.by_herself {
            if house.together(*id).len() > 1 || self.free.contains(id) {
                continue;
            }
            let state = &house.customer(*id).unwrap().state;
            let both = house.allows_now(*id).into_iter().zip(house.allows(before));
            for (place, (is, was)) in both.enumerate() {
                prop_assert!(was || !is, "{:?}", questions()[place]);
            }
            for (_, toggle) in self.offs.iter().filter(|(of, _)| of == id) {
                let standing = state.standing("recipe-ideas", toggle);
                prop_assert!(!standing.is_granted(), "{toggle}");
            }
            prop_assert!(state.paused_since.is_some() || !self.paused.contains(id));
            prop_assert!(state.gpc.is_some() || !self.signalled.contains(id));
        }
        Ok(())
    }
}

/// Who goes into whom, after some steps.
type Merging = (usize, usize, Vec<Step>);

fn any_merging() -> impl Strategy<Value = Merging> {
    let steps = proptest::collection::vec(any_step(), 0..6);
    (0..PEOPLE, 0..PEOPLE, steps)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn records_together_and_apart_allow_nothing_that_was_denied(
        before in proptest::collection::vec(any_step(), 0..24),
        mergings in proptest::collection::vec(any_merging(), 1..6),
        splits in proptest::collection::vec((any::<proptest::sample::Index>(), proptest::collection::vec(any_step(), 0..4)), 8),
    ) {
        let (mut house, people) = House::with_people();
        let mut course = Course::default();
        for step in before {
            house.steps(step, &people);
        }
        for (stays, goes, steps) in mergings {
            let (stays, goes) = (house.customer(people[stays]).unwrap().id, house.customer(people[goes]).unwrap().id);
            if stays == goes {
                continue;
            }
            for id in [stays, goes] {
                let before = house.customer(id).unwrap();
                course.by_herself.entry(id).or_insert(before);
            }
            let were = [stays, goes].map(|id| (house.allows_now(id), house.has_said(id)));
            let merged = house.merge(stays, goes).unwrap();
            house.is_its_own_fold();
            let asked = questions();
            for (place, is_allowed) in house.allows_now(stays).into_iter().enumerate() {
                // Where she lives is no answer.
                if !is_allowed || asked[place] == of_tips() {
                    continue;
                }
                let silent = were.iter().filter(|(_, said)| !said[place]).count();
                prop_assert!(silent < 2, "nobody ever said so");
                for (allowed, said) in &were {
                    prop_assert!(allowed[place] || !said[place], "{:?} {:?}", asked[place], merged);
                }
            }
            for conflict in merged.conflicts.iter().filter(|conflict| *conflict.proposition != *TIPS) {
                let view = house.sees(stays, &conflict.toggle.to_string());
                prop_assert_ne!(view, (Decision::Granted, Phase::Active));
            }
            prop_assert_eq!(house.allows_now(goes), house.allows_now(stays));
            for step in steps {
                course.steps(&mut house, step, &people);
            }
            house.is_its_own_fold();
        }
        for (which, steps) in splits {
            let mut pairs = Vec::new();
            for customer in house.customers.values().filter(|customer| customer.state.merged_into.is_none()) {
                let parts = customer.state.merged.iter().filter(|part| !part.within);
                pairs.extend(parts.map(|part| (customer.id, part.customer)));
            }
            if pairs.is_empty() {
                break;
            }
            let (from, part) = pairs[which.index(pairs.len())];
            house.split(from, part).unwrap();
            course.nobody_is_allowed_more(&house)?;
            for step in steps {
                course.steps(&mut house, step, &people);
            }
            house.is_its_own_fold();
            course.nobody_is_allowed_more(&house)?;
        }
        let mut records = house.customers.values();
        prop_assert!(records.all(|record| record.state.merged_into.is_none()), "all are apart");
    }
}
