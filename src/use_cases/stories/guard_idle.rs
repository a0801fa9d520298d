//! Rex draws a line that gives to a person what nobody offers: he is told that nobody would be asked.

use std::sync::LazyLock;

use proptest::prelude::*;

use super::house::{House, ON, choice};
use crate::access::Actor;
use crate::catalogue::tests::recipes;
use crate::catalogue::{AiUse, Catalogue, Channel, DataItem, Document};
use crate::consent::{Choice, Route};
use crate::guard::naive::{Asked, Rules, any_line, plain, universe};
use crate::guard::{
    Condition, Effect, Outcome, RedLine, Request, both_questions, check, is_idle, joined,
    with_sources,
};
use crate::id::CustomerId;
use crate::use_cases::{Command, World as _};

fn to_a_person(when: Condition) -> RedLine {
    RedLine {
        when,
        effect: Effect::Escalate {
            team: "front_desk".parse().unwrap(),
            four_eyes: false,
            within_hours: None,
        },
        ..plain("by-people")
    }
}

/// An exchange of one kind of data, with one AI use.
fn exchange(
    (key, purpose): (&str, &str),
    data: &str,
    channel: Option<Channel>,
    ai: AiUse,
) -> Document {
    Document {
        key: key.parse().unwrap(),
        purpose: purpose.parse().unwrap(),
        data: vec![DataItem {
            category: data.parse().unwrap(),
            required: true,
        }],
        channels: channel.into_iter().collect(),
        ai_uses: vec![ai],
        required: vec![],
        ..recipes()
    }
}

/// A house with three exchanges, and Ana, who turned on all of each.
fn all_on() -> (House, CustomerId) {
    let (mut house, ana) = House::with_ana();
    let (income, phone) = ("household_income", Some(Channel::Phone));
    let calls = exchange(("calls", "offers"), income, phone, AiUse::DecideAuto);
    let health = "health_conditions";
    let care = exchange(("care", "research"), health, None, AiUse::Infer);
    for document in [calls, care] {
        house.publish(document).unwrap();
    }
    let facets = [
        "exchange",
        "data:birthday",
        "channel:sms",
        "ai:personalise",
        "ai:infer",
    ];
    house.choose(ana, &facets.map(|facet| (facet, ON))).unwrap();
    for key in ["calls", "care"] {
        let wish = Choice {
            proposition: key.parse().unwrap(),
            ..choice(1, &[("exchange", ON)])
        };
        let choose = Command::Choose(ana, wish);
        house
            .run(&Actor::Customer(ana), Route::Page, &choose)
            .unwrap();
    }
    (house, ana)
}

/// Whether what Ana turned on allows that.
fn is_allowed(house: &House, ana: CustomerId, asked: &Asked) -> bool {
    let request = Request {
        purpose: &asked.purpose,
        data: asked.data.iter().map(String::as_str).collect(),
        channel: asked.channel.as_deref(),
        ai: asked.ai.as_deref(),
        topic: asked.topic.as_deref(),
        amount: asked.amount.clone(),
        ..Request::default()
    };
    let (catalogue, ana) = (&house.catalogue, house.customer(ana));
    let verdict = if asked.guessed_from.is_empty() {
        check(catalogue, ana.as_deref(), &request, house.now)
    } else {
        let sources = asked.guessed_from.iter().map(String::as_str);
        let whole = with_sources(&request, sources, catalogue.registry());
        joined(both_questions(catalogue, ana.as_deref(), &whole, house.now))
    };
    verdict.outcome == Outcome::Allow
}

/// What is offered there, and every question that is answered with a yes where no line is drawn.
static OFFERED: LazyLock<(Catalogue, Vec<Asked>)> = LazyLock::new(|| {
    let (house, ana) = all_on();
    let mut all = universe();
    all.retain(|asked| is_allowed(&house, ana, asked));
    (house.catalogue, all)
});

#[test]
fn rex_is_told_of_a_line_that_nothing_on_offer_is_about() {
    let (mut house, _) = House::with_ana();
    let by_machine = Condition {
        ai_uses: [AiUse::DecideAuto].into(),
        ..Condition::default()
    };
    let line = to_a_person(by_machine.clone());
    assert!(is_idle(&line, &house.catalogue));
    // What is never done at all is what a line that denies promises.
    let never = RedLine {
        effect: Effect::Deny,
        ..line.clone()
    };
    assert!(!is_idle(&never, &house.catalogue));
    // Of what a question says beside that, anything may come.
    let of_loans = to_a_person(Condition {
        topics: ["loan".to_owned()].into(),
        ..Condition::default()
    });
    assert!(!is_idle(&of_loans, &house.catalogue));
    // A machine decides there by now, of other data and by other ways than these.
    house.republish(|document| document.ai_uses.push(AiUse::DecideAuto));
    assert!(!is_idle(&line, &house.catalogue));
    for elsewhere in [
        Condition {
            purposes: ["offers".parse().unwrap()].into(),
            ..by_machine.clone()
        },
        Condition {
            data: ["browsing".parse().unwrap()].into(),
            ..by_machine.clone()
        },
        Condition {
            channels: [Channel::Phone].into(),
            ..by_machine
        },
    ] {
        assert!(is_idle(&to_a_person(elsewhere), &house.catalogue));
    }
    // What was stopped is offered no more.
    let stop = Command::Retire("recipe-ideas".parse().unwrap(), "It is over.".to_owned());
    house.run(&Actor::System, Route::System, &stop).unwrap();
    for line in [line, of_loans] {
        assert!(is_idle(&line, &house.catalogue));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn a_line_is_idle_where_of_all_that_is_allowed_nothing_goes_to_a_person(line in any_line("x")) {
        let (catalogue, allowed) = &*OFFERED;
        let registry = catalogue.registry();
        let holds = |asked: &Asked| line.is_crossed(asked, registry, &Rules::RIGHT);
        // Where something rests on a guess, whether it may be guessed is asked too.
        let gives = |asked: &Asked| {
            let guessing = Asked {
                ai: Some(AiUse::Infer.word().to_owned()),
                ..asked.clone()
            };
            holds(asked) || (!asked.guessed_from.is_empty() && holds(&guessing))
        };
        let is_for_nobody = !allowed.iter().any(gives);
        let is_told = line.effect != Effect::Deny && line.can_hold(registry);
        prop_assert_eq!(is_idle(&line, catalogue), is_told && is_for_nobody);
    }
}
