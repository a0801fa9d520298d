//! A draft as a customer would meet it: an invented one, who stands to it as is asked.

use super::MyExchange;
use super::read::my_exchange;
use crate::catalogue::{Catalogue, ChangeClass, Document, words::vocabulary};
use crate::clock::Timestamp;
use crate::consent::{
    ActorKind, ActorRef, ConsentState, Customer, Route, Source, Switch, Toggle, Toggles,
};
use crate::id::{CustomerId, ReceiptId};
use crate::insight::Lately;
use crate::ledger::{Body, Chosen, EntryKind};

vocabulary! {
    /// How the invented customer stands to it.
    Stand {
        /// She was never asked.
        Unasked = "unasked",
        /// She turned it on.
        On = "on",
        /// She said no.
        Refused = "refused",
        /// She turned it on, and off again.
        Off = "off",
        /// It changed since she turned it on.
        NeedsAnswer = "needs_answer",
    }
}

/// The exchange that publishing `document` would make, and where it stands for her, who reads `locale`.
#[must_use]
pub fn sample(
    document: &Document,
    catalogue: &Catalogue,
    stand: Stand,
    locale: &str,
    now: Timestamp,
) -> Option<MyExchange> {
    let mut catalogue = catalogue.clone();
    let publish = |catalogue: &mut Catalogue| {
        let (document, index) = (document.clone(), u64::MAX);
        catalogue.publish(document, ChangeClass::Material, now, index);
    };
    let mut state = ConsentState::default();
    // Her yes is to the version before. Where there is none, there has to be one first.
    let before = catalogue.proposition(&document.key);
    let before = before.and_then(|known| known.newest()).cloned();
    let (agreed, asked) = match before.filter(|_| stand == Stand::NeedsAnswer) {
        Some(before) => (before.document.clone(), before.number),
        None => {
            publish(&mut catalogue);
            let live = catalogue.proposition(&document.key)?.live()?;
            (document.clone(), live.number)
        }
    };
    let steps: &[Switch] = match stand {
        Stand::Unasked => &[],
        Stand::On | Stand::NeedsAnswer => &[Switch::On],
        Stand::Refused => &[Switch::Off],
        Stand::Off => &[Switch::On, Switch::Off],
    };
    for (n, step) in (1..).zip(steps) {
        state.apply(n, now, &chosen(&agreed, asked, *step, now));
    }
    if stand == Stand::NeedsAnswer {
        publish(&mut catalogue);
    }
    let customer = Customer {
        id: CustomerId::from_bytes([0; 16]),
        key: [0; 32],
        identifiers: Vec::new(),
        locale: None,
        region: None,
        birth_year: None,
        created_at: now,
        state,
        lately: Lately::default(),
    };
    let proposition = catalogue.proposition(&document.key)?;
    Some(my_exchange(
        proposition,
        proposition.live()?,
        &customer,
        locale,
        now,
    ))
}

fn chosen(document: &Document, version: u32, to: Switch, now: Timestamp) -> Body {
    let mut toggles = Toggles::from([(Toggle::Exchange, to)]);
    let parts = document.required_toggles().into_iter();
    toggles.extend(parts.map(|part| (part, to)));
    Body::Chosen(Chosen {
        kind: EntryKind::Granted,
        customer: CustomerId::from_bytes([0; 16]),
        proposition: document.key.clone(),
        version,
        shown: String::new(),
        previous: Toggles::new(),
        toggles,
        expires_at: now.plus_months(document.term_months),
        source: Source::Explicit,
        receipt: ReceiptId::from_bytes([0; 16]),
        actor: ActorRef {
            kind: ActorKind::Customer,
            id: None,
        },
        route: Route::Page,
        locale: None,
        evidence: None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::tests::{catalogue, recipes};
    use crate::consent::{Decision, Phase};

    #[test]
    fn the_invented_customer_stands_as_is_asked_and_nothing_is_changed() {
        let real = catalogue(&[recipes()]);
        let now = Timestamp::parse("2026-05-04T10:00:00Z").unwrap();
        let mut draft = recipes();
        draft.title = "Another title".to_owned();
        let expected = [
            (Stand::Unasked, Decision::None, Phase::Pending),
            (Stand::On, Decision::Granted, Phase::Active),
            (Stand::Refused, Decision::Denied, Phase::Active),
            (Stand::Off, Decision::Denied, Phase::Withdrawn),
            (Stand::NeedsAnswer, Decision::Granted, Phase::NeedsAnswer),
        ];
        for (stand, decision, phase) in expected {
            let met = sample(&draft, &real, stand, "en", now).unwrap();
            assert_eq!(met.version.document.title, "Another title");
            let view = &met.view.toggles[&Toggle::Exchange];
            assert_eq!((view.decision, view.phase), (decision, phase), "{stand}");
            // The draft is of one version, however she stands to it.
            assert_eq!(met.version.number, 2, "{stand}");
        }
        let live = real.proposition("recipe-ideas").unwrap().live().unwrap();
        assert_eq!(live.document, recipes());
    }
}
