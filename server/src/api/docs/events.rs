//! The events: when each is told, and what it looks like, written by the same code that sends them.

use std::collections::BTreeSet;

use mutual::catalogue::{Catalogue, ChangeClass, Document, Registry, Term};
use mutual::clock::Timestamp;
use mutual::consent::{
    ActorKind, ActorRef, Changed, Conflict, Guarded, Rejection, Route, Source, Switch, Toggle,
    Toggles, Which,
};
use mutual::decision::leaf;
use mutual::digest::hex;
use mutual::guard::{FRONT_DESK, Matter, Outcome, RedLines, Request, Situation};
use mutual::id::{AccountId, CaseId, ClientId, CustomerId, DecisionId, ReceiptId};
use mutual::ledger::{
    Announced, Body, CaseDecided, CaseOpened, Chosen, DecisionsSealed, Entry, EntryKind, Erased,
    Forgotten, InferenceRejected, LineChange, Merged, Published, Readmitted, RedLinesChanged,
    RegistryChanged, Retired, SituationSaid, Split, TermChange, Whole,
};

use crate::worker::webhooks::pretty_message;

/// The propositions that the demo has: the examples are about the first one.
const DEMO: &str = include_str!("../../demo/propositions.json");
/// The moment of the examples: 2026-11-23T10:00:00Z.
const AT_MILLIS: i64 = 1_795_428_000_000;
/// Where the examples stand in the ledger.
const INDEX: u64 = 81_232;

/// When an event is told.
pub(super) fn when(kind: EntryKind) -> &'static str {
    match kind {
        EntryKind::Genesis => "The log begins. It is never sent.",
        EntryKind::Granted => {
            "A customer turned an exchange on, or answered it anew. `toggles` may turn parts of it off \
             with the same choice: such a one is a `consent.granted` alone, and goes as fast as a \
             withdrawal. Whoever keeps parts needs this type too."
        }
        EntryKind::Refused => "A customer said no to an exchange that was not on.",
        EntryKind::Withdrawn => {
            "A customer turned off an exchange that was on, or objected. Stop at once."
        }
        EntryKind::FacetChanged => {
            "A customer turned a part of an exchange on or off; the exchange stays as it is. Parts also \
             go off with the whole (`consent.withdrawn`), and within a yes (`consent.granted`)."
        }
        EntryKind::Paused => "A customer paused everything: nothing is allowed until she resumes.",
        EntryKind::Resumed => {
            "A customer ended the pause: what was on is on again. A program needs evidence of it."
        }
        EntryKind::Expired => {
            "A grant ran out. It stopped counting at its second; this tells you within a minute."
        }
        EntryKind::NeedsAnswer => {
            "A new wording asks anew: what was on stops counting until she answers."
        }
        EntryKind::Forgotten => {
            "The records of an answer that no longer counts were destroyed, because their time was \
             over. Delete what you keep of them."
        }
        EntryKind::SignalGpc => {
            "A customer's browser asks not to sell or share (Global Privacy Control). What was on and \
             sells or shares goes off by entries of its own behind this one."
        }
        EntryKind::Merged => {
            "Two records are one customer's. The answers of `from` count under `customer` from now \
             on, and of two the more restrictive one: `changes` says what is otherwise."
        }
        EntryKind::Split => {
            "Two records that were merged are two people's: read the consents of both again. It \
             comes once for each."
        }
        EntryKind::Published => {
            "A version went live. It concerns everybody. Where `material_since` is its own number, every \
             yes of before waits for a new answer. Such a one, and one that uses less than before, goes \
             as fast as a withdrawal."
        }
        EntryKind::Retired => {
            "A proposition was stopped for everybody. Nothing rests on it any more."
        }
        EntryKind::Erased => {
            "A customer was erased. Erase her too; `identifiers` is empty, so keep her id beside \
             your record."
        }
        EntryKind::Readmitted => {
            "Somebody who was erased and kept out may come back, by her own wish. Nothing of before \
             comes back with her."
        }
        EntryKind::RegistryChanged => {
            "Purposes or data categories changed: read again those that `terms` names."
        }
        EntryKind::RedLinesChanged => {
            "Red lines were drawn, changed or taken away: from `from_time` on other checks are denied \
             or given to a person. What you remember of verdicts ends."
        }
        EntryKind::HumanOnly => {
            "A customer asked that a person decides about her: `decide_auto` escalates from now on."
        }
        EntryKind::HumanOnlyEnded => {
            "A customer lets machines decide alone again, where she turned that on."
        }
        EntryKind::Situation => {
            "A customer came into a situation that calls for care, or out of it: red lines may ask. Of a \
             `minor` it says alone that she is none by another year of birth."
        }
        EntryKind::InferenceRejected => {
            "A customer said that a guess is wrong or not to be made. Forget it; it is refused from \
             now on. Where the same stands under several keys, there is one of each."
        }
        EntryKind::CaseOpened => {
            "Something waits for a person. Until one decides, the answer is no."
        }
        EntryKind::CaseDecided => {
            "A person decided a case, or time was over for it, which is a no."
        }
        EntryKind::DecisionsSealed => {
            "What machines decided was sealed: `root` is over `count` decisions, and each of them is \
             read with its proof."
        }
    }
}

/// A message of that type as it is sent; empty where there is none.
pub(super) fn example(kind: EntryKind) -> String {
    let Some(body) = body(kind) else {
        return String::new();
    };
    // Of somebody who is gone nobody knows a name.
    let named = match &body {
        Body::Erased(_) | Body::Readmitted(_) => false,
        body => body.customer().is_some(),
    };
    let entry = Entry {
        index: INDEX,
        at: at(),
        body,
    };
    let identifiers = named.then(|| "crm:42".to_owned()).into_iter().collect();
    pretty_message(&catalogue(), &entry, identifiers)
}

/// What is live in the examples: the third version.
fn catalogue() -> Catalogue {
    let mut catalogue = Catalogue::default();
    for document in std::iter::repeat_n(document(), 3).flatten() {
        catalogue.publish(document, ChangeClass::Clearer, at(), INDEX);
    }
    catalogue
}

fn at() -> Timestamp {
    Timestamp::from_millis(AT_MILLIS)
}

fn customer() -> CustomerId {
    CustomerId::from_bytes(*b"\x01\x9a\xb0\x9f\x36\xe9\xb9\x34\x5e\x2c\x47\xa9\xa2\x10\x24\x73")
}

/// The record that turned out to be hers as well.
fn other() -> CustomerId {
    CustomerId::from_bytes(*b"\x01\x9a\xb0\x9f\x36\xe9\xb9\x34\x5e\x2c\x47\xa9\xa2\x10\x24\x75")
}

fn case() -> CaseId {
    CaseId::from_bytes(receipt().to_bytes())
}

fn matter() -> Matter {
    let request = Request {
        purpose: "recommendations",
        ai: Some("decide_auto"),
        topic: Some("credit"),
        ..Request::default()
    };
    Matter::escalated(&request, BTreeSet::new())
}

fn receipt() -> ReceiptId {
    ReceiptId::from_bytes(*b"\x01\x9a\xb0\x9f\x36\xe9\xb9\x34\x5e\x2c\x47\xa9\xa2\x10\x24\x74")
}

fn herself() -> ActorRef {
    ActorRef {
        kind: ActorKind::Customer,
        id: Some(customer().to_string()),
    }
}

fn staff() -> ActorRef {
    let account = AccountId::from_bytes(customer().to_bytes());
    ActorRef {
        kind: ActorKind::Agent,
        id: Some(account.to_string()),
    }
}

fn program() -> ActorRef {
    let client = ClientId::from_bytes(customer().to_bytes());
    ActorRef {
        kind: ActorKind::Client,
        id: Some(client.to_string()),
    }
}

fn set(toggles: &[(&str, Switch)]) -> Toggles {
    let read = toggles
        .iter()
        .filter_map(|(toggle, to)| Some((toggle.parse().ok()?, *to)));
    read.collect()
}

fn chosen(kind: EntryKind, toggles: Toggles, previous: Toggles) -> Option<Body> {
    let document = document()?;
    let shown = hex(&document.hash());
    Some(Body::Chosen(Chosen {
        kind,
        customer: customer(),
        proposition: document.key,
        version: 3,
        shown,
        toggles,
        previous,
        expires_at: at().plus_months(document.term_months),
        source: Source::Explicit,
        receipt: receipt(),
        actor: herself(),
        route: Route::Page,
        locale: None,
        evidence: None,
    }))
}

fn announced(kind: EntryKind) -> Option<Body> {
    Some(Body::Announced(Announced {
        kind,
        customer: customer(),
        proposition: document()?.key,
        version: 2,
        toggles: set(&WHOLE.map(|(toggle, _)| (toggle, Switch::Off))),
        previous: set(&WHOLE),
    }))
}

/// An exchange that is on with what it needs.
const WHOLE: [(&str, Switch); 3] = [
    ("exchange", Switch::On),
    ("data:orders", Switch::On),
    ("channel:email", Switch::On),
];

fn document() -> Option<Document> {
    let all: Vec<Document> = serde_json::from_str(DEMO).ok()?;
    all.into_iter().next()
}

/// An entry of that type.
fn body(kind: EntryKind) -> Option<Body> {
    let off = set(&WHOLE.map(|(toggle, _)| (toggle, Switch::Off)));
    let whole = Whole {
        customer: customer(),
        receipt: receipt(),
        actor: herself(),
        route: Route::Page,
        evidence: None,
    };
    match kind {
        EntryKind::Genesis => None,
        EntryKind::Granted => chosen(kind, set(&WHOLE), off),
        EntryKind::Refused => chosen(
            kind,
            set(&[("exchange", Switch::Off)]),
            set(&[("exchange", Switch::Off)]),
        ),
        EntryKind::Withdrawn => chosen(kind, off, set(&WHOLE)),
        EntryKind::FacetChanged => chosen(
            kind,
            set(&[("ai:personalise", Switch::Off)]),
            set(&[("ai:personalise", Switch::On)]),
        ),
        EntryKind::Paused => Some(Body::Paused(whole)),
        EntryKind::Resumed => Some(Body::Resumed(whole)),
        EntryKind::Expired | EntryKind::NeedsAnswer => announced(kind),
        EntryKind::Forgotten => Some(Body::Forgotten(Forgotten {
            customer: customer(),
            proposition: document()?.key,
            entries: 2,
        })),
        EntryKind::SignalGpc => Some(Body::Signalled(whole)),
        EntryKind::Merged => {
            let proposition = document()?.key;
            let email: Toggle = "channel:email".parse().ok()?;
            Some(Body::Merged(Box::new(Merged {
                customer: customer(),
                from: other(),
                called: Vec::new(),
                facts: None,
                changes: vec![Changed {
                    proposition: proposition.clone(),
                    version: Some(3),
                    toggles: Toggles::from([(email.clone(), Switch::Off)]),
                    previous: Toggles::from([(email.clone(), Switch::On)]),
                }],
                conflicts: vec![Conflict {
                    proposition,
                    toggle: email,
                    on: Which::Stays,
                }],
                paused: None,
                actor: program(),
                route: Route::Api,
            })))
        }
        EntryKind::Split => Some(Body::Split(Box::new(Split {
            customer: customer(),
            other: other(),
            which: Which::Stays,
            gone: vec![other()],
            answers: Vec::new(),
            paused_since: None,
            pause_said: None,
            paused_meanwhile: false,
            gpc: None,
            guarded: Guarded::NONE,
            signalled_meanwhile: false,
            actor: program(),
            route: Route::Api,
        }))),
        EntryKind::Published => Some(Body::Published(Box::new(Published {
            version: 3,
            class: ChangeClass::Clearer,
            document: document()?,
            actor: staff(),
            approved_by: Some(AccountId::from_bytes(receipt().to_bytes())),
        }))),
        EntryKind::Retired => Some(Body::Retired(Retired {
            proposition: document()?.key,
            version: 3,
            reason: "We no longer send recipes.".to_owned(),
            actor: staff(),
        })),
        EntryKind::Erased => Some(Body::Erased(Erased {
            customer: customer(),
            entries: 4,
            suppressed: Vec::new(),
            receipt: receipt(),
            actor: program(),
            route: Route::Api,
        })),
        EntryKind::Readmitted => Some(Body::Readmitted(Readmitted {
            customer: customer(),
            actor: staff(),
            route: Route::Page,
        })),
        EntryKind::HumanOnly => Some(Body::HumanOnly(whole)),
        EntryKind::HumanOnlyEnded => Some(Body::HumanOnlyEnded(whole)),
        EntryKind::Situation => Some(Body::Situation(SituationSaid {
            customer: customer(),
            situation: Situation::Bereavement,
            is_over: false,
            until: Some(at().plus_months(3)),
            actor: program(),
            route: Route::Api,
            evidence: None,
            receipt: None,
        })),
        EntryKind::InferenceRejected => Some(Body::InferenceRejected(InferenceRejected {
            customer: customer(),
            key: "has-a-dog".parse().ok()?,
            rejection: Rejection::Wrong,
            alike: None,
            models: Vec::new(),
            receipt: receipt(),
            actor: herself(),
            route: Route::Page,
        })),
        EntryKind::CaseOpened => Some(Body::CaseOpened(Box::new(CaseOpened {
            customer: customer(),
            case: case(),
            matter: matter(),
            team: FRONT_DESK.parse().ok()?,
            due_at: matter().due(&RedLines::default(), at()),
            actor: program(),
            route: Route::Api,
        }))),
        EntryKind::CaseDecided => Some(Body::CaseDecided(Box::new(CaseDecided {
            customer: customer(),
            case: case(),
            matter: matter(),
            outcome: Outcome::Allow,
            reason: "She paid each bill of the last two years.".to_owned(),
            overrides: Some(true),
            timed_out: false,
            denied_meanwhile: false,
            agreed_by: None,
            person: None,
            actor: staff(),
            route: Route::Page,
        }))),
        EntryKind::DecisionsSealed => Some(Body::DecisionsSealed(DecisionsSealed {
            count: 1,
            root: hex(&leaf(
                &[7; 16],
                DecisionId::from_bytes(receipt().to_bytes()),
                b"{}",
            )),
        })),
        EntryKind::RedLinesChanged => {
            let line = RedLines::starter().into_iter().next()?;
            Some(Body::RedLines(Box::new(RedLinesChanged {
                lines: vec![LineChange::Put(Box::new(line))],
                from: at(),
                reason: "We promised it.".to_owned(),
                actor: staff(),
                approved_by: None,
            })))
        }
        EntryKind::RegistryChanged => {
            let term: Term = Registry::starter().terms().next()?;
            Some(Body::Registry(Box::new(RegistryChanged {
                changes: vec![TermChange::Put(term)],
                actor: staff(),
            })))
        }
    }
}

#[cfg(test)]
mod tests {
    use mutual::webhook::SUBSCRIBABLE;
    use serde_json::Value;

    use super::*;

    #[test]
    fn every_event_has_an_example_of_its_own_type() {
        for kind in SUBSCRIBABLE {
            let message: Value = serde_json::from_str(&example(*kind)).unwrap();
            assert_eq!(message["type"], kind.word());
            assert_eq!(message["data"]["type"], kind.word());
            assert_eq!(message["timestamp"], "2026-11-23T10:00:00.000Z");
            assert!(!when(*kind).is_empty());
        }
        let granted: Value = serde_json::from_str(&example(EntryKind::Granted)).unwrap();
        assert_eq!(granted["data"]["identifiers"][0], "crm:42");
        assert_eq!(granted["data"]["toggles"]["exchange"], "on");
        assert!(document().is_some(), "the examples are about something");
    }
}
