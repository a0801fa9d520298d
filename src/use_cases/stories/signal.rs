//! Ana's browser asks not to sell or share, and what she says herself still counts.

use super::house::{House, OFF, ON, by_phone, choice, staff, toggles};
use crate::access::{Actor, Role};
use crate::catalogue::tests::recipes;
use crate::catalogue::{AiUse, Document, LegalBasis, Purpose, Registry, Term};
use crate::consent::{ConsentState, Decision, Phase, Route, Source, Toggle};
use crate::guard::Code;
use crate::id::CustomerId;
use crate::ledger::{Body, CatalogueChange, EntryKind, RegistryChanged, TermChange};
use crate::use_cases::{Command, ImportLine, PastChoice, PutCustomer, Refusal, RegistryEdit};

pub(super) const MODEL: &str = "ai:share_model";

/// A house whose recipes may also train somebody else's model, if Ana wants that.
pub(super) fn with_a_model() -> (House, CustomerId) {
    let (mut house, ana) = House::with_ana();
    house.republish(|document| document.ai_uses.push(AiUse::ShareModel));
    (house, ana)
}

/// The recipes, which cannot do without somebody else's model any more.
pub(super) fn needs_the_model(document: &mut Document) {
    if !document.ai_uses.contains(&AiUse::ShareModel) {
        document.ai_uses.push(AiUse::ShareModel);
    }
    document.required.push(Toggle::Ai(AiUse::ShareModel));
}

impl House {
    /// Her browser sends its wish.
    pub(super) fn signal(&mut self, ana: CustomerId) -> Vec<Body> {
        let command = Command::HeedSignal(ana);
        let me = Actor::Customer(ana);
        self.run(&me, Route::Signal, &command).unwrap()
    }

    /// She turns something on, and knows of the wish.
    pub(super) fn in_spite(&mut self, ana: CustomerId, what: &str) -> Result<Vec<Body>, Refusal> {
        let live = self.catalogue.proposition("recipe-ideas").unwrap();
        let version = live.live().unwrap().number;
        let command = Command::ChooseInSpite(ana, choice(version, &[(what, ON)]));
        self.run(&Actor::Customer(ana), Route::Page, &command)
    }

    pub(super) fn code_of_model(&self, ana: CustomerId) -> Code {
        let verdict = self.ask(ana, &["orders"], None, Some("share_model"));
        verdict.reasons[0].code
    }
}

fn kinds(bodies: &[Body]) -> Vec<EntryKind> {
    bodies.iter().map(Body::kind).collect()
}

#[test]
fn the_wish_turns_off_what_shares_and_nothing_else() {
    let (mut house, ana) = with_a_model();
    house
        .choose(ana, &[("exchange", ON), (MODEL, ON), ("ai:infer", ON)])
        .unwrap();
    assert_eq!(house.code_of_model(ana), Code::Granted);
    let said = house.signal(ana);
    assert_eq!(
        kinds(&said),
        [EntryKind::SignalGpc, EntryKind::FacetChanged]
    );
    let Body::Chosen(off) = &said[1] else {
        panic!("{said:?}")
    };
    assert_eq!(off.toggles, toggles(&[(MODEL, OFF)]));
    assert_eq!(off.previous, toggles(&[(MODEL, ON)]));
    assert_eq!((off.source, off.route), (Source::Signal, Route::Signal));
    assert!(house.is_on(ana, "exchange") && house.is_on(ana, "ai:infer"));
    assert_eq!(house.code_of_model(ana), Code::SignalGpc);
    assert_eq!(house.code(ana), Code::Granted);
    // It comes with every request, and is stored once.
    let before = house.index();
    assert_eq!(house.signal(ana), []);
    assert_eq!(house.index(), before);
    // What was folded is what the ledger says.
    let mut again = ConsentState::default();
    for entry in house.trail(ana) {
        again.apply(entry.index, entry.at, &entry.body);
    }
    assert_eq!(again, house.customers[&ana].state);
}

#[test]
fn what_cannot_do_without_sharing_goes_off_whole_and_comes_back_by_her_word_alone() {
    let (mut house, ana) = House::with_ana();
    house.republish(needs_the_model);
    house.choose(ana, &[("exchange", ON)]).unwrap();
    let said = house.signal(ana);
    assert_eq!(kinds(&said), [EntryKind::SignalGpc, EntryKind::Withdrawn]);
    assert_eq!(house.code(ana), Code::SignalGpc);
    // Another tab, that was drawn before the wish came.
    let unaware = house.choose(ana, &[("exchange", ON)]);
    assert_eq!(unaware, Err(Refusal::AgainstSignal));
    assert_eq!(house.code(ana), Code::SignalGpc);
    // Told of it, she wants this one all the same; the wish still comes, and does not undo that.
    house.in_spite(ana, "exchange").unwrap();
    assert_eq!(house.code(ana), Code::Granted);
    assert_eq!(house.signal(ana), []);
    assert_eq!(house.code(ana), Code::Granted);
    // An ordinary part of it needs no such word.
    house.choose(ana, &[("data:birthday", ON)]).unwrap();
    // Off is off, and on again needs her word again.
    house.choose(ana, &[("exchange", OFF)]).unwrap();
    assert_eq!(house.code(ana), Code::Withdrawn);
    let again = house.choose(ana, &[("exchange", ON)]);
    assert_eq!(again, Err(Refusal::AgainstSignal));
}

#[test]
fn what_comes_later_is_off_by_the_wish_before_it_is_sent_again() {
    let (mut house, ana) = House::with_ana();
    house.choose(ana, &[("exchange", ON)]).unwrap();
    assert_eq!(kinds(&house.signal(ana)), [EntryKind::SignalGpc]);
    assert_eq!(house.code(ana), Code::Granted, "nothing of it was shared");
    // What she said yes to becomes something that shares.
    house.republish(needs_the_model);
    let held = (Decision::Denied, Source::Signal, Phase::Withdrawn);
    assert_eq!(house.phase(ana, "exchange"), held);
    assert_eq!(house.code(ana), Code::SignalGpc);
    assert_eq!(kinds(&house.signal(ana)), [EntryKind::Withdrawn]);
    assert_eq!(house.signal(ana), []);
    assert_eq!(house.code(ana), Code::SignalGpc);

    // Of what she was never asked, the wish is the answer: no question is put to her.
    let (mut house, ana) = House::with_ana();
    house.signal(ana);
    house.republish(needs_the_model);
    let never = (Decision::Denied, Source::Signal, Phase::Active);
    assert_eq!(house.phase(ana, "exchange"), never);
    assert_eq!(house.phase(ana, "data:birthday").0, Decision::None);
    assert_eq!(house.code(ana), Code::SignalGpc);
    assert_eq!(house.signal(ana), []);
}

#[test]
fn what_nobody_asks_for_is_objected_to_by_the_wish() {
    let (mut house, ana) = House::with_ana();
    house.republish(|document| {
        document.legal_basis = LegalBasis::LegitimateInterest;
        needs_the_model(document);
    });
    assert_eq!(house.code(ana), Code::LegalBasis);
    let said = house.signal(ana);
    assert_eq!(kinds(&said), [EntryKind::SignalGpc, EntryKind::Withdrawn]);
    assert_eq!(house.code(ana), Code::SignalGpc);
    let unaware = house.choose(ana, &[("exchange", ON)]);
    assert_eq!(unaware, Err(Refusal::AgainstSignal));
    house.in_spite(ana, "exchange").unwrap();
    assert_eq!(house.code(ana), Code::LegalBasis);
    assert_eq!(house.signal(ana), []);
}

#[test]
fn a_contract_is_no_sale_that_a_wish_can_end() {
    let (mut house, ana) = House::with_ana();
    house.republish(|document| {
        document.legal_basis = LegalBasis::Contract;
        needs_the_model(document);
    });
    assert_eq!(kinds(&house.signal(ana)), [EntryKind::SignalGpc]);
    assert_eq!(house.code(ana), Code::LegalBasis);
}

#[test]
fn an_older_record_does_not_outweigh_the_wish() {
    let (mut house, ana) = with_a_model();
    house.choose(ana, &[("exchange", ON)]).unwrap();
    house.signal(ana);
    let line = ImportLine {
        customer: PutCustomer {
            identifiers: vec!["crm:42".parse().unwrap()],
            ..PutCustomer::default()
        },
        choices: vec![PastChoice {
            proposition: "recipe-ideas".parse().unwrap(),
            version: None,
            toggles: toggles(&[(MODEL, ON)]),
            evidence: Some(by_phone(house.now)),
        }],
    };
    let command = Command::Import(Box::new(line));
    let stored = house.run(&Actor::System, Route::Import, &command).unwrap();
    assert_eq!(stored, []);
    assert_eq!(house.code_of_model(ana), Code::SignalGpc);
}

/// A purpose that sells what is known of people.
fn selling() -> Purpose {
    let offers = Registry::starter().purpose("offers").unwrap().clone();
    Purpose {
        id: "address_trade".parse().unwrap(),
        dpv: "https://w3id.org/dpv#SellDataToThirdParties".into(),
        ..offers
    }
}

#[test]
fn a_purpose_that_sells_is_reached_and_stays_what_it_is() {
    let (mut house, ana) = House::with_ana();
    let added = RegistryChanged {
        changes: vec![TermChange::Put(Term::Purpose(selling()))],
        actor: (&Actor::System).into(),
    };
    let index = house.index() + 1;
    let change = CatalogueChange::Registry(Box::new(added));
    house.catalogue.apply(change, house.now, index);
    let trade = Document {
        key: "trade".parse().unwrap(),
        purpose: "address_trade".parse().unwrap(),
        ..recipes()
    };
    house.publish(trade).unwrap();
    let live = house.catalogue.proposition("trade").unwrap();
    assert_eq!(live.live().unwrap().ends_sharing(), Some(Toggle::Exchange));
    house.signal(ana);
    let views = crate::consent::view(&house.catalogue, &house.customers[&ana], house.now);
    let trade = views
        .iter()
        .find(|view| view.proposition.as_str() == "trade");
    let whole = &trade.unwrap().toggles[&Toggle::Exchange];
    assert_eq!(
        (whole.decision, whole.source),
        (Decision::Denied, Source::Signal)
    );
    assert_eq!(house.code(ana), Code::NoGrant, "recipes sell nothing");
    // Whoever renames the trade to something harmless is told to add something new instead.
    let harmless = Purpose {
        dpv: "https://w3id.org/dpv#DirectMarketing".into(),
        ..selling()
    };
    let key = Term::Purpose(selling()).key();
    let over = house.catalogue.registry().revision(&key).unwrap();
    let edit = RegistryEdit::Change {
        term: Term::Purpose(harmless),
        over,
    };
    let command = Command::EditRegistry(Box::new(edit));
    let refused = house.run(&staff(8, Role::Reviewer), Route::Page, &command);
    let Err(Refusal::Faults(faults)) = refused else {
        panic!("{refused:?}")
    };
    assert_eq!(faults[0].field, "dpv");
}

#[test]
fn nobody_else_sends_her_wish_and_off_comes_after_on() {
    let (mut house, ana) = with_a_model();
    let bo = house.put("crm:43").unwrap();
    let command = Command::HeedSignal(ana);
    let stranger = house.run(&Actor::Customer(bo), Route::Signal, &command);
    assert!(matches!(stranger, Err(Refusal::Denied(_))), "{stranger:?}");
    let on = Command::ChooseInSpite(ana, choice(2, &[("exchange", ON)]));
    assert!(on.rank() < command.rank());
    assert_eq!((on.customer(), command.customer()), (Some(ana), Some(ana)));
}
