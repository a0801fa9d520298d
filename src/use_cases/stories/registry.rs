//! Purposes and data categories change, and what Ana agreed to stays what it was.

use super::house::{House, ON, approval, crm, marketer, staff};
use crate::access::{Actor, Denied, Role, Scope};
use crate::catalogue::tests::recipes;
use crate::catalogue::{Catalogue, DataCategory, Purpose, Registry, Sensitivity, Term, TermKey};
use crate::clock::Timestamp;
use crate::consent::Route;
use crate::id::CustomerId;
use crate::ledger::{Body, CatalogueChange, Entry, EntryKind, TermChange, seal, unseal};
use crate::use_cases::{
    Command, Fate, Publish, Refusal, RegistryEdit, Remember, TermDifference, TermLine, TermPlan,
    TermRead,
};

fn reviewer() -> Actor {
    staff(8, Role::Reviewer)
}

fn key(text: &str) -> TermKey {
    text.parse().unwrap()
}

fn pets() -> DataCategory {
    let orders = Registry::starter().category("orders").unwrap().clone();
    DataCategory {
        id: "pets".parse().unwrap(),
        name: "Pets".into(),
        label: "The pets you live with".into(),
        labels: [("de".to_owned(), "Ihre Haustiere".to_owned())].into(),
        ..orders
    }
}

impl House {
    fn edit(&mut self, edit: RegistryEdit) -> Result<Vec<Body>, Refusal> {
        let command = Command::EditRegistry(Box::new(edit));
        self.now = self.now.plus_seconds(1);
        self.run(&reviewer(), Route::Page, &command)
    }

    fn add(&mut self, category: DataCategory) -> Result<Vec<Body>, Refusal> {
        self.edit(RegistryEdit::Add(Term::Data(category)))
    }

    /// Changes a data category as it is now.
    fn change(
        &mut self,
        id: &str,
        change: impl FnOnce(&mut DataCategory),
    ) -> Result<Vec<Body>, Refusal> {
        let registry = self.catalogue.registry();
        let mut category = registry.category(id).unwrap().clone();
        let over = registry.revision(&key(&format!("data:{id}"))).unwrap();
        change(&mut category);
        let term = Term::Data(category);
        self.edit(RegistryEdit::Change { term, over })
    }

    /// Takes a term out as it is now.
    fn remove(&mut self, term: &str) -> Result<Vec<Body>, Refusal> {
        let key = key(term);
        let over = self.catalogue.registry().revision(&key).unwrap();
        self.edit(RegistryEdit::Remove { key, over })
    }

    fn has(&self, id: &str) -> bool {
        self.catalogue.registry().category(id).is_some()
    }
}

fn fields(refused: Result<Vec<Body>, Refusal>) -> Vec<String> {
    match refused {
        Err(Refusal::Faults(faults)) => faults.into_iter().map(|fault| fault.field).collect(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn what_a_reviewer_adds_can_be_used_and_is_not_taken_out_while_it_is() {
    let (mut house, _) = House::with_ana();
    let added = house.add(pets()).unwrap();
    let [Body::Registry(changed)] = &added[..] else {
        panic!("{added:?}");
    };
    assert_eq!(changed.changes, [TermChange::Put(Term::Data(pets()))]);
    assert_eq!(added[0].kind(), EntryKind::RegistryChanged);
    // Pressed twice is once; another thing under the same id is refused.
    assert_eq!(house.add(pets()).unwrap(), []);
    let other = DataCategory {
        label: "Your children".into(),
        ..pets()
    };
    assert_eq!(fields(house.add(other)), ["id"]);
    house.republish(|document| document.data[1].category = "pets".parse().unwrap());
    let refused = house.remove("data:pets");
    let by = vec!["recipe-ideas".parse().unwrap()];
    assert_eq!(refused, Err(Refusal::TermUsed { by }));
    assert!(house.has("pets"));
    // Nobody answered the version that named the birthday, and none that is live names it.
    house.remove("data:birthday").unwrap();
    assert!(!house.has("birthday"));
    // Pressed twice, again.
    let key = key("data:birthday");
    let again = house.edit(RegistryEdit::Remove { key, over: 0 });
    assert_eq!(again, Ok(vec![]));
}

#[test]
fn a_term_stays_as_long_as_somebody_has_an_answer_that_rests_on_it() {
    let (mut house, ana) = House::with_ana();
    house.choose(ana, &[("exchange", ON)]).unwrap();
    let stop = Command::Retire("recipe-ideas".parse().unwrap(), "A mistake.".to_owned());
    house.run(&reviewer(), Route::Page, &stop).unwrap();
    for used in ["data:orders", "purpose:recommendations"] {
        let refused = house.remove(used);
        assert!(matches!(refused, Err(Refusal::TermUsed { .. })), "{used}");
    }
    let reworded = house.change("orders", |orders| orders.label = "All you do".into());
    assert_eq!(fields(reworded), ["label"]);
    // With her goes the last answer.
    let erase = Command::Erase(ana, Remember::Nothing);
    house.run(&Actor::System, Route::System, &erase).unwrap();
    house.remove("data:orders").unwrap();
    house.remove("purpose:recommendations").unwrap();
}

#[test]
fn what_ana_agreed_to_is_not_put_in_other_words() {
    let (mut house, ana) = House::with_ana();
    house.choose(ana, &[("exchange", ON)]).unwrap();
    type Change = fn(&mut DataCategory);
    let refused: [(&str, Change); 5] = [
        ("label", |orders| {
            orders.label = "Everything about you".into()
        }),
        ("labels[de]", |orders| {
            orders.labels.insert("de".into(), "Alles über Sie".into());
        }),
        ("labels[ar]", |orders| _ = orders.labels.remove("ar")),
        ("origin", |orders| {
            orders.origin = crate::catalogue::Origin::Told
        }),
        ("sensitivity", |orders| {
            orders.sensitivity = Sensitivity::Special
        }),
    ];
    for (field, change) in refused {
        assert_eq!(fields(house.change("orders", change)), [field]);
    }
    let allowed: [Change; 4] = [
        |orders| orders.label = "Your past orders.".into(),
        |orders| _ = orders.labels.insert("fr".into(), "Vos achats".into()),
        |orders| orders.name = "Purchase history".into(),
        |orders| orders.dpv = "https://w3id.org/dpv#CollectedPersonalData".into(),
    ];
    for change in allowed {
        assert_eq!(house.change("orders", change).unwrap().len(), 1);
    }
    // She has it on all the while.
    assert!(house.is_on(ana, "exchange") && house.is_on(ana, "data:orders"));
    // What nothing uses is anybody's to reword.
    let reworded = house.change("device", |device| {
        device.label = "Your phone".into();
        device.sensitivity = Sensitivity::Special;
    });
    assert_eq!(reworded.unwrap().len(), 1);
}

#[test]
fn what_was_read_then_is_told_as_it_was_read() {
    let (mut house, _) = House::with_ana();
    let (before, index) = (house.now, house.index());
    house
        .change("orders", |orders| orders.name = "Purchases".into())
        .unwrap();
    let name = |registry: &Registry| registry.category("orders").unwrap().name.clone();
    let catalogue = &house.catalogue;
    assert_eq!(name(catalogue.registry()), "Purchases");
    assert_eq!(name(&catalogue.registry_up_to(index)), "Order history");
    assert_eq!(name(&catalogue.registry_up_to(index + 1)), "Purchases");
    assert_eq!(name(&catalogue.registry_as_of(before)), "Order history");
    assert_eq!(name(&catalogue.registry_as_of(house.now)), "Purchases");
    assert_eq!(name(catalogue.as_of(before).registry()), "Order history");
    assert_eq!(name(catalogue.as_of(house.now).registry()), "Purchases");
}

#[test]
fn an_exchange_that_was_special_is_special_when_one_looks_back() {
    let (mut house, _) = House::with_ana();
    let mut pets = pets();
    pets.sensitivity = Sensitivity::Special;
    house.add(pets).unwrap();
    let mut document = recipes();
    document.key = "pet-news".parse().unwrap();
    document.data.truncate(1);
    document.data[0].category = "pets".parse().unwrap();
    house.publish(document).unwrap();
    let then = house.now;
    let stop = Command::Retire("pet-news".parse().unwrap(), "A mistake.".to_owned());
    house.run(&reviewer(), Route::Page, &stop).unwrap();
    house
        .change("pets", |pets| pets.sensitivity = Sensitivity::Ordinary)
        .unwrap();
    let past = house.catalogue.as_of(then);
    assert!(past.proposition("pet-news").unwrap().is_special());
}

#[test]
fn of_two_who_change_the_same_term_the_second_is_told() {
    let (mut house, _) = House::with_ana();
    house.add(pets()).unwrap();
    let over = house.catalogue.registry().revision(&key("data:pets"));
    let over = over.unwrap();
    assert_eq!(over, house.index());
    let edit = |label: &str| RegistryEdit::Change {
        term: Term::Data(DataCategory {
            label: label.into(),
            ..pets()
        }),
        over,
    };
    house.edit(edit("Your animals")).unwrap();
    assert_eq!(house.edit(edit("Your dogs")), Err(Refusal::TermMoved));
    let remove = RegistryEdit::Remove {
        key: key("data:pets"),
        over,
    };
    assert_eq!(house.edit(remove), Err(Refusal::TermMoved));
    // The same wish again, whose answer was lost on its way, is stored already.
    assert_eq!(house.edit(edit("Your animals")), Ok(vec![]));
    house.remove("data:pets").unwrap();
    assert_eq!(house.edit(edit("Your dogs")), Err(Refusal::TermMoved));
}

#[test]
fn a_publication_and_the_end_of_a_term_have_an_order() {
    let (mut house, _) = House::with_ana();
    house.add(pets()).unwrap();
    let publish = |house: &mut House, approval| {
        let mut document = recipes();
        document.key = "pet-news".parse().unwrap();
        document.purpose = "offers".parse().unwrap();
        document.data[1].category = "pets".parse().unwrap();
        document.usage = "We look for patterns in your last 12 months of orders. \
                          We pick what fits the pets you live with."
            .into();
        let publish = Publish {
            document,
            over: None,
            class: None,
            approval: Some(approval),
        };
        house.run(
            &marketer(),
            Route::Page,
            &Command::Publish(Box::new(publish)),
        )
    };
    // The term went first: the publication is refused where it names it.
    house.remove("data:pets").unwrap();
    let refused = fields(publish(&mut house, approval(8)));
    assert!(
        refused.contains(&"data[1].category".to_owned()),
        "{refused:?}"
    );
    assert!(house.catalogue.proposition("pet-news").is_none());
    // It is there again, and was changed after somebody approved what names it.
    let approved = crate::use_cases::Approval {
        at: house.now,
        ..approval(8)
    };
    house.add(pets()).unwrap();
    assert_eq!(
        publish(&mut house, approved.clone()),
        Err(Refusal::TermsMoved)
    );
    // A change of something else is none of its business.
    let approved = crate::use_cases::Approval {
        at: house.now.plus_seconds(1),
        ..approved
    };
    house.now = house.now.plus_seconds(2);
    house
        .change("device", |device| device.label = "Your phone".into())
        .unwrap();
    // The publication went first: the term stays.
    publish(&mut house, approved).unwrap();
    let refused = house.remove("data:pets");
    assert!(
        matches!(refused, Err(Refusal::TermUsed { .. })),
        "{refused:?}"
    );
}

#[test]
fn nobody_but_a_reviewer_changes_the_registry() {
    let (mut house, ana) = House::with_ana();
    let edits = [
        RegistryEdit::Add(Term::Data(pets())),
        RegistryEdit::Change {
            term: Term::Data(DataCategory {
                id: "device".parse().unwrap(),
                ..pets()
            }),
            over: 0,
        },
        RegistryEdit::Remove {
            key: key("data:device"),
            over: 0,
        },
        RegistryEdit::Import {
            terms: vec![Term::Data(pets())],
            seen: 0,
        },
        RegistryEdit::Mirror(vec![]),
    ];
    let stranger = CustomerId::from_bytes([7; 16]);
    let others = [
        marketer(),
        staff(8, Role::Agent),
        Actor::Customer(ana),
        Actor::Customer(stranger),
        crm(Scope::Admin),
    ];
    for edit in &edits {
        let command = Command::EditRegistry(Box::new(edit.clone()));
        for actor in &others {
            let refused = house.run(actor, Route::Api, &command);
            assert_eq!(refused, Err(Denied::Forbidden.into()), "{actor:?}");
        }
    }
    // To replace all of it is nobody's at all.
    for actor in [reviewer(), staff(8, Role::Admin)] {
        let all = Command::EditRegistry(Box::new(RegistryEdit::Mirror(vec![])));
        let refused = house.run(&actor, Route::Page, &all);
        assert_eq!(refused, Err(Denied::Forbidden.into()), "{actor:?}");
    }
    assert!(house.has("device") && !house.has("pets"));
}

#[test]
fn an_import_adds_and_changes_all_of_it_or_nothing() {
    let (mut house, _) = House::with_ana();
    let offers = Registry::starter().purpose("offers").unwrap().clone();
    let club = Purpose {
        id: "club".parse().unwrap(),
        label: "Your club".into(),
        ..offers.clone()
    };
    let mine = Purpose {
        label: "Another label".into(),
        ..offers
    };
    let bad = DataCategory {
        dpv: "javascript:alert(1)".into(),
        ..pets()
    };
    // Orders are in use: customers agreed to those words.
    let mut orders = Registry::starter().category("orders").unwrap().clone();
    orders.label = "All that you do".into();
    let seen = house.index();
    let import = |terms: Vec<Term>| RegistryEdit::Import { terms, seen };
    let refused = house.edit(import(vec![
        Term::Purpose(club.clone()),
        Term::Data(bad),
        Term::Data(orders),
    ]));
    assert_eq!(fields(refused), ["data:pets.dpv", "data:orders.label"]);
    assert!(house.catalogue.registry().purpose("club").is_none());
    let twice = Term::Data(DataCategory {
        label: "The second one".into(),
        ..pets()
    });
    let all = vec![
        Term::Purpose(mine.clone()),
        Term::Purpose(club),
        Term::Data(pets()),
        twice,
        Term::Data(Registry::starter().category("device").unwrap().clone()),
    ];
    let imported = house.edit(import(all.clone()));
    let [Body::Registry(changed)] = &imported.unwrap()[..] else {
        panic!("one entry");
    };
    let keys = changed
        .changes
        .iter()
        .map(|change| change.key().to_string());
    let keys: Vec<_> = keys.collect();
    assert_eq!(keys, ["purpose:offers", "purpose:club", "data:pets"]);
    let registry = house.catalogue.registry();
    assert_eq!(registry.purpose("offers").unwrap(), &mine);
    assert_eq!(registry.category("pets").unwrap(), &pets());
    // Pressed twice is once.
    let again = all.iter().filter(|term| term.label() != "The second one");
    assert_eq!(house.edit(import(again.cloned().collect())), Ok(vec![]));
    // What somebody changed, or took out, since it was looked at is looked at anew.
    let other = |label: &str| DataCategory {
        label: label.into(),
        ..pets()
    };
    house
        .change("pets", |pets| *pets = other("Your dogs"))
        .unwrap();
    let late = house.edit(import(vec![Term::Data(other("Your cats"))]));
    assert_eq!(late, Err(Refusal::TermMoved));
    house.remove("data:pets").unwrap();
    let late = house.edit(import(vec![Term::Data(pets())]));
    assert_eq!(late, Err(Refusal::TermMoved));
    // There is an end to it.
    let many = (0..600).map(|n| {
        Term::Data(DataCategory {
            id: format!("pets-{n}").parse().unwrap(),
            ..pets()
        })
    });
    assert_eq!(fields(house.edit(import(many.collect()))), ["id"]);
}

#[test]
fn what_becomes_of_each_line_of_a_file_is_told_before_it_is_stored() {
    let (house, _) = House::with_ana();
    let starter = Registry::starter();
    let term = |id: &str| starter.category(id).unwrap().clone();
    let line = |category: DataCategory, exact: bool| TermLine {
        from: category.id.to_string(),
        read: TermRead::Term {
            term: Box::new(Term::Data(category)),
            exact,
            notes: vec![],
        },
    };
    let reworded = |id: &str| DataCategory {
        label: "In other words".into(),
        ..term(id)
    };
    let mut french = term("orders");
    french.labels.insert("fr".into(), "Vos commandes".into());
    let plan = TermPlan::of(
        &house.catalogue,
        house.index(),
        house.now,
        vec![
            line(pets(), true),
            line(reworded("device"), true),
            line(reworded("device"), true),
            line(reworded("browsing"), false),
            line(term("home_town"), true),
            line(french, true),
            line(reworded("birthday"), true),
            TermLine {
                from: "x".into(),
                read: TermRead::Skipped("no term".into()),
            },
            TermLine {
                from: "y".into(),
                read: TermRead::Bad("no id".into()),
            },
        ],
    );
    let fates: Vec<_> = plan.lines.iter().map(|line| &line.fate).collect();
    let refused = |fate: &Fate| match fate {
        Fate::Refused(faults) => faults[0].field.clone(),
        other => panic!("{other:?}"),
    };
    let changed = |field: &str, before: &str, now: &str| {
        Fate::Changed(vec![TermDifference {
            field: field.into(),
            before: before.into(),
            now: now.into(),
        }])
    };
    let device = term("device").label;
    assert_eq!(
        fates[..6],
        [
            &Fate::New,
            &changed("label", &device, "In other words"),
            &Fate::Twice,
            &Fate::Stays,
            &Fate::Same,
            // Words in a further language are no other words.
            &changed("labels[fr]", "", "Vos commandes"),
        ]
    );
    assert_eq!(refused(fates[6]), "label", "it is in use");
    assert_eq!(fates[7], &Fate::LeftOut("no term".into()));
    assert_eq!(refused(fates[8]), "");
    assert_eq!(
        (plan.terms().len(), plan.refused(), plan.fits),
        (3, 2, true)
    );
    let many = (0..480).map(|n| {
        let id = format!("pets-{n}").parse().unwrap();
        line(DataCategory { id, ..pets() }, true)
    });
    let plan = TermPlan::of(&house.catalogue, house.index(), house.now, many.collect());
    assert!(!plan.fits && plan.terms().len() == 480);
}

#[test]
fn the_registry_is_the_fold_of_its_entries() {
    let (mut house, _) = House::with_ana();
    house.add(pets()).unwrap();
    house
        .change("pets", |pets| pets.label = "Your animals".into())
        .unwrap();
    house.remove("data:device").unwrap();
    // Written down and read back, as a start does it.
    let mut again = Catalogue::new(Registry::starter().into());
    let at = Timestamp::from_millis(1);
    for (index, body) in (1..).zip(&house.entries) {
        let body = body.clone();
        let entry = Entry { index, at, body };
        let sealed = seal(&[9; 16], &entry, None, [4; 32]);
        let read = unseal(index, at, &sealed.payload).unwrap();
        assert_eq!(read, entry);
        if let Some(change) = CatalogueChange::of(&read.body) {
            let row = serde_json::to_vec(&change).unwrap();
            let stored: CatalogueChange = serde_json::from_slice(&row).unwrap();
            assert_eq!(stored, change, "a row is told apart from the others");
            again.apply(stored, at, index);
        }
    }
    let terms = |catalogue: &Catalogue| -> Vec<_> {
        let registry = catalogue.registry();
        let terms = registry.terms();
        terms
            .map(|term| (registry.revision(&term.key()), term))
            .collect()
    };
    assert_eq!(terms(&again), terms(&house.catalogue));
    assert_eq!(
        again.registry().category("pets").unwrap().label,
        "Your animals"
    );
}

/// The bytes of such an entry never change: stored ones would not be what was committed to.
#[test]
fn an_entry_of_the_registry_is_written_the_same_way_for_ever() {
    let (mut house, _) = House::with_ana();
    let mut bodies = house.add(pets()).unwrap();
    bodies.extend(house.remove("data:device").unwrap());
    let written: Vec<_> = bodies
        .iter()
        .map(|body| serde_json::to_string(body).unwrap())
        .collect();
    assert_eq!(
        written,
        [
            "{\"body\":\"registry\",\"changes\":[{\"put\":{\"data\":{\"id\":\"pets\",\
             \"name\":\"Pets\",\"label\":\"The pets you live with\",\
             \"labels\":{\"de\":\"Ihre Haustiere\"},\"origin\":\"observed\",\
             \"sensitivity\":\"ordinary\",\"dpv\":\"https://w3id.org/dpv#ObservedPersonalData\"}}}],\
             \"actor\":{\"kind\":\"agent\",\"id\":\"acc_081040G2081040G2081040G208\"}}",
            "{\"body\":\"registry\",\"changes\":[{\"remove\":{\"data\":\"device\"}}],\
             \"actor\":{\"kind\":\"agent\",\"id\":\"acc_081040G2081040G2081040G208\"}}",
        ]
    );
    assert_eq!(EntryKind::RegistryChanged.code(), 19);
    assert_eq!(EntryKind::of_code(19), Some(EntryKind::RegistryChanged));
}

#[test]
fn a_mirror_is_like_the_other_side_whatever_is_used_there() {
    let (mut house, ana) = House::with_ana();
    house.choose(ana, &[("exchange", ON)]).unwrap();
    let terms: Vec<_> = Registry::starter()
        .terms()
        .filter(|term| term.key() != key("data:device"))
        .map(|term| match term {
            Term::Data(orders) if orders.id.as_str() == "orders" => Term::Data(DataCategory {
                label: "As on the other side".into(),
                ..orders
            }),
            other => other,
        })
        .chain([Term::Data(pets())])
        .collect();
    let command = Command::EditRegistry(Box::new(RegistryEdit::Mirror(terms)));
    let mirrored = house.run(&Actor::System, Route::System, &command).unwrap();
    let [Body::Registry(changed)] = &mirrored[..] else {
        panic!("one entry");
    };
    let keys: Vec<_> = changed
        .changes
        .iter()
        .map(|c| c.key().to_string())
        .collect();
    assert_eq!(keys, ["data:device", "data:orders", "data:pets"]);
    let again = house.run(&Actor::System, Route::System, &command);
    assert_eq!(again, Ok(vec![]));
}
