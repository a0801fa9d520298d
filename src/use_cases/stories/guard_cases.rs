//! The answers of the case files, and proof that they would notice a rule turned around.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use super::decided::guess;
use super::guard_order::Order;
use super::house::{House, OFF, ON, staff, toggles};
use crate::access::{Actor, Role};
use crate::catalogue::{AiUse, Catalogue, ChangeClass, Channel, DataItem, Slug};
use crate::clock::Timestamp;
use crate::consent::{Choice, Customer, Route, Switch};
use crate::guard::naive::{Asked, Rules};
use crate::guard::{
    Code, Effect, FRONT_DESK, Guess, Money, Named, Outcome, RedLine, RedLines, Request, Situation,
    Verdict, check_guessing,
};
use crate::id::{AccountId, CustomerId};
use crate::ledger::LineChange;
use crate::use_cases::{Command, PutCustomer, RedLineEdit, SituationWish};
use crate::value::Amount;

const FILES: [(&str, &str); 7] = [
    ("about", include_str!("../../guard/cases/about.json")),
    ("people", include_str!("../../guard/cases/people.json")),
    (
        "precedence",
        include_str!("../../guard/cases/precedence.json"),
    ),
    ("human", include_str!("../../guard/cases/human.json")),
    ("time", include_str!("../../guard/cases/time.json")),
    ("guesses", include_str!("../../guard/cases/guesses.json")),
    ("starter", include_str!("../../guard/cases/starter.json")),
];

/// A file: lines, what becomes of them later, and cases.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    /// Whether the starter set is drawn.
    #[serde(default)]
    starter: bool,
    #[serde(default)]
    lines: Vec<RedLine>,
    /// What is decided at once after the lines were drawn.
    #[serde(default)]
    later: Vec<Later>,
    cases: Vec<Case>,
}

/// A line that is changed: in that many days.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Later {
    in_days: Option<i64>,
    put: Option<RedLine>,
    remove: Option<Slug>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Case {
    says: String,
    facts: Facts,
    asks: Asks,
    /// After how many days it is asked.
    after_days: i64,
    verdict: String,
    /// In order; of a red line with its key.
    codes: Vec<String>,
    team: Option<String>,
}

/// What is known of the customer.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Facts {
    birth_year: Option<u16>,
    /// Each with the number of days after which it ends.
    situations: BTreeMap<Situation, Option<i64>>,
    human_only: bool,
    /// `none`: she never answered; `withdrawn`, `paused`; all of it is on otherwise.
    consent: Option<String>,
    /// What she turned off.
    off: Vec<String>,
    /// Whether nobody knows her.
    unknown: bool,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Asks {
    purpose: String,
    data: Vec<String>,
    /// The guesses that it would rest on: each by what it was made from; nothing of one that nobody told.
    guesses: Vec<Vec<String>>,
    channel: Option<String>,
    ai: Option<String>,
    topic: Option<String>,
    amount: Option<f64>,
    currency: Option<String>,
}

impl Default for Asks {
    fn default() -> Self {
        Self {
            purpose: "recommendations".to_owned(),
            data: vec!["orders".to_owned()],
            guesses: Vec::new(),
            channel: None,
            ai: None,
            topic: None,
            amount: None,
            currency: None,
        }
    }
}

/// What guesses are called.
const KEYS: [&str; 2] = ["first", "second"];

impl Asks {
    /// The data, and what the guesses were made from.
    fn rests_on(&self) -> Vec<String> {
        self.data
            .iter()
            .chain(self.guesses.iter().flatten())
            .cloned()
            .collect()
    }

    fn amount(&self) -> Option<Money> {
        let amount = Amount::of_number(self.amount?).unwrap();
        let currency = self.currency.clone().unwrap_or_else(|| "GBP".to_owned());
        Some(Money { amount, currency })
    }

    /// The guesses that were told.
    fn told(&self) -> Vec<Guess> {
        let told = self.guesses.iter().enumerate();
        let told = told.filter(|(_, sources)| !sources.is_empty());
        told.map(|(place, sources)| {
            let sources: Vec<_> = sources.iter().map(String::as_str).collect();
            guess(KEYS[place], &sources)
        })
        .collect()
    }

    fn named<'a>(&self, told: &'a [Guess]) -> Vec<Named<'a>> {
        let keys = KEYS.iter().take(self.guesses.len());
        keys.map(|key| Named {
            key,
            guess: told.iter().find(|guess| guess.key.as_str() == *key),
        })
        .collect()
    }

    fn request(&self) -> Request<'_> {
        Request {
            purpose: &self.purpose,
            data: self.data.iter().map(String::as_str).collect(),
            channel: self.channel.as_deref(),
            ai: self.ai.as_deref(),
            topic: self.topic.as_deref(),
            amount: self.amount(),
            ..Request::default()
        }
    }
}

/// Every kind of data that there is may be asked about, by every channel and for every AI use.
fn house() -> (House, CustomerId) {
    let (mut house, ana) = House::with_ana();
    let mut document = crate::catalogue::tests::recipes();
    document.data = house_data();
    document.channels = Channel::ALL.to_vec();
    document.ai_uses = AiUse::ALL.to_vec();
    document.required.clear();
    // More than one document may have: what stands in the way of a check here are lines alone.
    let (at, index) = (house.now, house.index());
    house
        .catalogue
        .publish(document, ChangeClass::Material, at, index);
    (house, ana)
}

fn house_data() -> Vec<DataItem> {
    let of = |(name, required): (&str, bool)| {
        serde_json::from_value(serde_json::json!({"category": name, "required": required})).unwrap()
    };
    [
        ("orders", true),
        ("birthday", false),
        ("health_conditions", false),
        ("religion", false),
        ("household_income", false),
        ("favourite_genres", false),
    ]
    .map(of)
    .into()
}

fn draw(house: &mut House, changes: Vec<LineChange>, from: Option<Timestamp>) {
    let edit = RedLineEdit {
        changes,
        reason: "We said so.".to_owned(),
        from,
        over: vec![],
        approved_by: Some(AccountId::from_bytes([2; 16])),
    };
    let command = Command::DrawRedLines(Box::new(edit));
    house
        .run(&staff(1, Role::Reviewer), Route::Page, &command)
        .unwrap();
}

/// What came of a case, and all that a model needs to say it anew.
struct Ran {
    verdict: Verdict,
    /// What it were without lines and without her wish.
    consent: Verdict,
    lines: Vec<(RedLine, Timestamp, Option<Timestamp>)>,
    customer: Option<Customer>,
    catalogue: Catalogue,
    now: Timestamp,
}

fn run(file: &File, case: &Case) -> Ran {
    let (mut house, ana) = house();
    let bare = house.catalogue.clone();
    let mut lines = file.lines.clone();
    if file.starter {
        lines.extend(RedLines::starter());
    }
    let put = |line: &RedLine| LineChange::Put(Box::new(line.clone()));
    let drawn = house.now;
    draw(&mut house, lines.iter().map(put).collect(), None);
    let mut spans: Vec<_> = lines.into_iter().map(|line| (line, drawn, None)).collect();
    for later in &file.later {
        let from = later.in_days.map(|days| drawn.plus_seconds(days * 86_400));
        let change = match (&later.put, &later.remove) {
            (Some(line), None) => put(line),
            (None, Some(key)) => LineChange::Remove(key.clone()),
            other => panic!("one of the two: {other:?}"),
        };
        let begins = from.unwrap_or(drawn);
        let mut same = spans
            .iter_mut()
            .filter(|(line, ..)| line.key == *change.key());
        if let Some((.., until)) = same.next() {
            *until = Some(begins);
        }
        if let LineChange::Put(line) = &change {
            spans.push((RedLine::clone(line), begins, None));
        }
        draw(&mut house, vec![change], from);
    }
    tell(&mut house, ana, &case.facts);
    house.now = house.now.plus_seconds(case.after_days * 86_400);
    let customer = (!case.facts.unknown).then(|| Customer::clone(&house.customers[&ana]));
    let (request, guesses) = (case.asks.request(), case.asks.told());
    let named = case.asks.named(&guesses);
    let asks = |catalogue: &Catalogue, customer: Option<&Customer>| {
        check_guessing(catalogue, customer, &request, &named, house.now)
    };
    let verdict = asks(&house.catalogue, customer.as_ref());
    let plain = customer.clone().map(|mut plain| {
        plain.state.guarded.human_only = None;
        plain
    });
    Ran {
        verdict,
        consent: asks(&bare, plain.as_ref()),
        lines: spans,
        customer,
        catalogue: bare,
        now: house.now,
    }
}

/// She says all that.
fn tell(house: &mut House, ana: CustomerId, facts: &Facts) {
    let me = Actor::Customer(ana);
    let live = house
        .catalogue
        .proposition("recipe-ideas")
        .unwrap()
        .live()
        .unwrap()
        .clone();
    let set = |house: &mut House, all: Vec<(String, Switch)>| {
        let all: Vec<_> = all
            .iter()
            .map(|(toggle, to)| (toggle.as_str(), *to))
            .collect();
        let choice = Choice {
            toggles: toggles(&all),
            ..super::house::choice(live.number, &[])
        };
        house
            .run(&me, Route::Page, &Command::Choose(ana, choice))
            .unwrap();
    };
    if facts.consent.as_deref() != Some("none") {
        let facets = live.facets().map(|facet| (facet.to_string(), ON));
        set(house, facets.chain([("exchange".to_owned(), ON)]).collect());
    }
    if !facts.off.is_empty() {
        set(
            house,
            facts
                .off
                .iter()
                .map(|toggle| (toggle.clone(), OFF))
                .collect(),
        );
    }
    match facts.consent.as_deref() {
        Some("withdrawn") => set(house, vec![("exchange".to_owned(), OFF)]),
        Some("paused") => _ = house.run(&me, Route::Page, &Command::Pause(ana)).unwrap(),
        None | Some("none") => {}
        Some(other) => panic!("{other}"),
    }
    if facts.human_only {
        house
            .run(&me, Route::Page, &Command::SayHumanOnly(ana, true, None))
            .unwrap();
    }
    if let Some(year) = facts.birth_year {
        let put = PutCustomer {
            identifiers: vec!["crm:42".parse().unwrap()],
            birth_year: Some(year),
            ..PutCustomer::default()
        };
        house
            .run(&Actor::System, Route::Api, &Command::PutCustomer(put))
            .unwrap();
    }
    for (situation, days) in &facts.situations {
        let until = days.map(|days| house.now.plus_seconds(days * 86_400));
        let wish = Command::SaySituation(ana, *situation, SituationWish::Enter(until), None);
        house.run(&Actor::System, Route::Api, &wish).unwrap();
    }
}

/// An answer as the files write it.
#[derive(Debug, PartialEq)]
struct Answer {
    verdict: String,
    codes: Vec<String>,
    team: Option<String>,
}

fn told(verdict: &Verdict) -> Answer {
    let codes = verdict.reasons.iter().map(|reason| match &reason.red_line {
        Some(key) => format!("{}:{key}", reason.code),
        None => reason.code.to_string(),
    });
    let team = verdict.escalation.as_ref().map(|to| to.team.to_string());
    Answer {
        verdict: verdict.outcome.to_string(),
        codes: codes.collect(),
        team,
    }
}

fn awaited(case: &Case) -> Answer {
    Answer {
        verdict: case.verdict.clone(),
        codes: case.codes.clone(),
        team: case.team.clone(),
    }
}

/// What the rules say, worked out from what is known and from what consent alone says. Of guesses it is
/// asked too whether they may be made.
fn model(ran: &Ran, case: &Case, rules: &Rules, order: &Order) -> Answer {
    let one = model_of(ran, case, case.asks.ai.as_deref(), rules, order);
    if case.asks.guesses.is_empty() || !order.guessing_is_asked {
        return one;
    }
    let mut other = model_of(ran, case, Some("infer"), rules, order);
    match (&*one.verdict, &*other.verdict) {
        ("deny", _) | (_, "allow") => one,
        ("allow", _) | (_, "deny") => other,
        _ => {
            other.codes.retain(|code| !one.codes.contains(code));
            Answer {
                codes: [one.codes, other.codes].concat(),
                ..one
            }
        }
    }
}

/// The same of one question.
fn model_of(ran: &Ran, case: &Case, ai: Option<&str>, rules: &Rules, order: &Order) -> Answer {
    let plain = told(&ran.consent);
    let unknown = [
        Code::UnknownCustomer,
        Code::UnknownPurpose,
        Code::UnknownData,
    ];
    if order.unknown_before_lines && unknown.contains(&ran.consent.reasons[0].code) {
        return plain;
    }
    let mut situations: BTreeSet<_> = case
        .facts
        .situations
        .iter()
        .filter(|(_, days)| !order.situations_end || days.is_none_or(|days| case.after_days < days))
        .map(|(situation, _)| *situation)
        .collect();
    if let Some(year) = case.facts.birth_year.filter(|_| order.minors) {
        let age = i32::from(ran.now.zoned().year()) - i32::from(year);
        if age < 18 || (age == 18 && order.year_of_age_is_young) {
            situations.insert(Situation::Minor);
        }
    }
    let asked = Asked {
        purpose: case.asks.purpose.clone(),
        data: case.asks.rests_on(),
        guessed_from: case.asks.guesses.concat(),
        channel: case.asks.channel.clone(),
        ai: ai.map(str::to_owned),
        topic: case.asks.topic.clone(),
        amount: case.asks.amount(),
        situations,
    };
    let registry = ran.catalogue.registry();
    let mut crossed: Vec<_> = ran
        .lines
        .iter()
        .filter(|(_, from, until)| {
            (!order.lines_begin || *from <= ran.now)
                && (!order.lines_end || until.is_none_or(|until| ran.now < until))
        })
        .map(|(line, ..)| line)
        .filter(|line| line.is_crossed(&asked, registry, rules))
        .collect();
    let is_strict = |line: &&RedLine| line.effect == Effect::Deny;
    crossed.sort_by_key(|line| (order.strict_first && !is_strict(line), line.key.clone()));
    let mut codes: Vec<_> = crossed
        .iter()
        .map(|line| format!("red_line:{}", line.key))
        .collect();
    let denies = crossed.iter().any(is_strict)
        && (rules.deny_beats_escalate || crossed.iter().all(is_strict));
    let allows = ran.consent.outcome == Outcome::Allow;
    if denies && (order.deny_before_consent || allows) {
        let missing = case
            .asks
            .guesses
            .iter()
            .filter(|sources| sources.is_empty());
        codes.extend(missing.map(|_| "inference_not_covered".to_owned()));
        return Answer {
            verdict: "deny".to_owned(),
            codes,
            team: None,
        };
    }
    let decides_alone = ai == Some("decide_auto");
    let human_only = order.human_only
        && ran
            .customer
            .as_ref()
            .is_some_and(|of| of.state.guarded.human_only.is_some())
        && (decides_alone || !order.human_only_of_deciding_alone);
    let a_person = !crossed.is_empty() || human_only;
    if !a_person || (!allows && order.consent_before_escalate) {
        return plain;
    }
    if human_only && (order.both_reasons || codes.is_empty()) {
        codes.push("human_only".to_owned());
    }
    if human_only && !order.human_only_escalates {
        return Answer {
            verdict: "deny".to_owned(),
            codes,
            team: None,
        };
    }
    let mut teams: Vec<_> = crossed
        .iter()
        .filter_map(|line| match &line.effect {
            Effect::Escalate { team, .. } => Some(team.to_string()),
            Effect::Deny => None,
        })
        .collect();
    if !rules.first_team {
        teams.reverse();
    }
    let team = teams
        .into_iter()
        .next()
        .unwrap_or_else(|| FRONT_DESK.to_owned());
    Answer {
        verdict: "escalate".to_owned(),
        codes,
        team: Some(team),
    }
}

#[test]
fn every_case_of_the_files_is_answered_so_and_each_rule_turned_around_would_show() {
    let (mut count, mut names) = (0, BTreeSet::new());
    let (rules, orders) = (Rules::wrong(), Order::wrong());
    let mut shown = BTreeSet::new();
    for (name, text) in FILES {
        let file: File =
            serde_json::from_str(text).unwrap_or_else(|error| panic!("{name}: {error}"));
        for case in &file.cases {
            assert!(
                names.insert((name, case.says.clone())),
                "{name}: {} stands twice",
                case.says
            );
            count += 1;
            let ran = run(&file, case);
            assert_eq!(told(&ran.verdict), awaited(case), "{name}: {}", case.says);
            let right = model(&ran, case, &Rules::RIGHT, &Order::RIGHT);
            assert_eq!(right, awaited(case), "the model of {name}: {}", case.says);
            for (rule, wrong) in &rules {
                if model(&ran, case, wrong, &Order::RIGHT) != awaited(case) {
                    shown.insert(*rule);
                }
            }
            for (rule, wrong) in &orders {
                if model(&ran, case, &Rules::RIGHT, wrong) != awaited(case) {
                    shown.insert(*rule);
                }
            }
        }
    }
    assert!(count >= 150, "{count} cases");
    let all = rules
        .iter()
        .map(|(rule, _)| *rule)
        .chain(orders.iter().map(|(rule, _)| *rule));
    let quiet: Vec<_> = all.filter(|rule| !shown.contains(rule)).collect();
    assert!(quiet.is_empty(), "no case notices these: {quiet:?}");
}
