//! A draft as a customer would meet it: an invented one, who stands to it as is asked, and has got of it
//! so far what is asked.

use super::MyExchange;
use super::read::my_exchange;
use crate::catalogue::{Catalogue, Document, Every, words::vocabulary};
use crate::clock::Timestamp;
use crate::consent::{
    ActorKind, ActorRef, ConsentState, Customer, Route, Source, Switch, Toggle, Toggles,
};
use crate::id::{CustomerId, ReceiptId};
use crate::insight::Lately;
use crate::ledger::{Body, Chosen, EntryKind};
use crate::value::{Amount, Delivered, LastUse, SoFar, Spell, Spells, promised, so_far};

/// For how many days an invented person has had it on who did not just begin: long enough that what is
/// never used is suggested to be turned off.
const DAYS: i64 = 90;
/// How often an invented person visits, orders or travels in that time.
const TIMES: u64 = 12;
/// How many seconds ago her data was last used, and something last arrived.
const LATELY_S: i64 = 3 * 86_400;

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

vocabulary! {
    /// What an invented person who has it on has of it so far.
    Invented {
        /// She has just begun.
        Begins = "begins",
        /// She got all that was promised, for three months.
        Kept = "kept",
        /// She got half of it.
        Half = "half",
        /// She got nothing, and nothing of hers was used.
        Nothing = "nothing",
    }
}

/// When she turned it on.
fn began(person: Invented, now: Timestamp) -> Timestamp {
    match person {
        Invented::Begins => now,
        Invented::Kept | Invented::Half | Invented::Nothing => now.plus_seconds(-DAYS * 86_400),
    }
}

/// What an invented person has of it so far: worked out as for everybody, from what `document` would
/// have promised her and from what would have arrived and been used.
#[must_use]
pub fn met_so_far(
    document: &Document,
    catalogue: &Catalogue,
    person: Invented,
    now: Timestamp,
) -> SoFar {
    let nothing = SoFar::nothing(document);
    if person == Invented::Begins {
        return nothing;
    }
    let since = began(person, now);
    let catalogue = catalogue.with(document, since, u64::MAX);
    let live = catalogue.proposition(&document.key);
    let Some((proposition, live)) = live.and_then(|known| Some((known, known.live()?))) else {
        return nothing;
    };
    let spells = Spells {
        parts: vec![Spell {
            from: since,
            to: now,
            version: live.number,
        }],
        on_since: Some(since),
    };
    let lately = now.plus_seconds(-LATELY_S);
    let promises = promised(proposition, &spells.parts);
    let delivered = document.benefits.iter().filter_map(|benefit| {
        let promise = promises.get(&(benefit.key.clone(), benefit.unit.clone()))?;
        let all = match (promise.total, benefit.every) {
            (Some(total), _) if benefit.amount > 0.0 => {
                (total.as_f64() / benefit.amount).round() as u64
            }
            (_, Every::Once) => 1,
            _ => TIMES,
        };
        let times = match person {
            Invented::Kept => all,
            Invented::Half => all / 2,
            Invented::Begins | Invented::Nothing => 0,
        };
        (times > 0).then(|| Delivered {
            proposition: document.key.clone(),
            benefit: benefit.key.clone(),
            unit: benefit.unit.clone(),
            total: Amount::of_promise(benefit.amount).times(times),
            times,
            last_at: lately,
        })
    });
    let delivered: Vec<_> = delivered.collect();
    let data = document.data.iter().filter(|_| person != Invented::Nothing);
    let used = data.map(|item| LastUse {
        data: item.category.clone(),
        purpose: document.purpose.clone(),
        at: lately,
    });
    let used: Vec<_> = used.collect();
    so_far(proposition, &spells, &delivered, &used, now).unwrap_or(nothing)
}

/// The exchange that publishing `document` would make, and where it stands for her, who reads `locale`:
/// since today, or where she has it on since `person` began.
#[must_use]
pub fn met(
    document: &Document,
    catalogue: &Catalogue,
    (stand, person): (Stand, Invented),
    locale: &str,
    now: Timestamp,
) -> Option<MyExchange> {
    let then = match stand {
        Stand::On => began(person, now),
        Stand::Unasked | Stand::Refused | Stand::Off | Stand::NeedsAnswer => now,
    };
    let published = |over: &Catalogue| over.with(document, then, u64::MAX);
    let newest = |of: &Catalogue| {
        let known = of.proposition(&document.key);
        known.and_then(|known| known.newest()).cloned()
    };
    // Her yes is to the version before. Where there is none, there has to be one first.
    let (catalogue, agreed) = match (stand, newest(catalogue)) {
        (Stand::NeedsAnswer, Some(before)) => (published(catalogue), before),
        (Stand::NeedsAnswer, None) => {
            let first = published(catalogue);
            let agreed = newest(&first)?;
            (published(&first), agreed)
        }
        _ => {
            let only = published(catalogue);
            let agreed = newest(&only)?;
            (only, agreed)
        }
    };
    let mut state = ConsentState::default();
    let steps: &[Switch] = match stand {
        Stand::Unasked => &[],
        Stand::On | Stand::NeedsAnswer => &[Switch::On],
        Stand::Refused => &[Switch::Off],
        Stand::Off => &[Switch::On, Switch::Off],
    };
    for (n, step) in (1..).zip(steps) {
        let chosen = chosen(&agreed.document, agreed.number, *step, then);
        state.apply(n, then, &chosen);
    }
    let customer = Customer {
        id: CustomerId::from_bytes([0; 16]),
        key: [0; 32],
        identifiers: Vec::new(),
        locale: None,
        region: None,
        birth_year: None,
        created_at: then,
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
            let met = met(&draft, &real, (stand, Invented::Begins), "en", now).unwrap();
            assert_eq!(met.version.document.title, "Another title");
            let view = &met.view.toggles[&Toggle::Exchange];
            assert_eq!((view.decision, view.phase), (decision, phase), "{stand}");
            // The draft is of one version, however she stands to it.
            assert_eq!(met.version.number, 2, "{stand}");
        }
        let live = real.proposition("recipe-ideas").unwrap().live().unwrap();
        assert_eq!(live.document, recipes());
    }

    #[test]
    fn an_invented_person_has_what_the_promises_come_to() {
        let real = catalogue(&[recipes()]);
        let now = Timestamp::parse("2026-05-04T10:00:00Z").unwrap();
        let told = |person| {
            let so_far = met_so_far(&recipes(), &real, person, now);
            let line = so_far.lines.first().cloned();
            let counts = line.map(|line| {
                let promised = line.promised.unwrap().as_f64();
                (promised, line.delivered.as_f64(), line.times)
            });
            (counts, so_far.is_idle, so_far.last_use().is_some())
        };
        // 3 recipes in each week that has begun: 13 of them in 90 days.
        assert_eq!(told(Invented::Begins), (None, false, false));
        assert_eq!(told(Invented::Kept), (Some((39.0, 39.0, 13)), false, true));
        assert_eq!(told(Invented::Half), (Some((39.0, 18.0, 6)), false, true));
        assert_eq!(told(Invented::Nothing), (Some((39.0, 0.0, 0)), true, false));
        // She has had it on for as long; nobody who said no has.
        let since = |stand| {
            let met = met(&recipes(), &real, (stand, Invented::Kept), "en", now).unwrap();
            met.view.toggles[&Toggle::Exchange].phase
        };
        assert_eq!(since(Stand::On), Phase::Active);
        assert_eq!(since(Stand::Off), Phase::Withdrawn);
        assert_eq!(real.propositions().count(), 1, "nothing is published");
    }
}
