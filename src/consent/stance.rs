//! What people have in common who stand to an exchange in the same way.
//!
//! How many have an exchange on, by which channels and in which languages, is asked of everybody at
//! once, and very many say the same of it. So people are counted by what they say, and a page looks
//! once at each way to stand to an exchange, and at no customer. What is true of one of a [`Crowd`] is
//! true of all of it, since the one rule looks at all that is kept here and at nothing else:
//! [`super::view_toggle`], of the exchange and of its channels.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{
    Answer, ConsentState, Customer, Decision, Signal, Source, Standing, Toggle, view_toggle,
};
use crate::catalogue::{Channel, Proposition, Slug, Version};
use crate::clock::Timestamp;
use crate::id::ReceiptId;

/// What somebody said of a switch, as far as it counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Word {
    /// No.
    No,
    /// Yes.
    Yes {
        /// To which version.
        version: u32,
        /// Whether it was said after the wish not to sell or share.
        in_spite: bool,
    },
}

impl Word {
    /// What stands there, of somebody with that wish; none where nothing was ever said.
    fn of(standing: &Standing, wish: Option<Signal>) -> Option<Self> {
        match standing {
            Standing::Unasked => None,
            Standing::Refused(_) | Standing::Withdrawn(_) => Some(Self::No),
            Standing::Granted { answer, .. } => Some(Self::Yes {
                version: answer.version,
                in_spite: wish.is_some_and(|wish| answer.index > wish.index),
            }),
        }
    }
}

/// How somebody stands to an exchange and to its channels, and the language that she reads.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Stance {
    locale: Option<String>,
    is_paused: bool,
    is_signalled: bool,
    /// Nothing is left out, in the order of the page.
    words: Vec<(Toggle, Word)>,
}

impl Stance {
    /// How the customer stands to the exchange `key`.
    #[must_use]
    pub fn of(customer: &Customer, key: &str) -> Self {
        let state = &customer.state;
        let said = state.answered(key).filter_map(|(toggle, standing)| {
            let is_kept = matches!(toggle, Toggle::Exchange | Toggle::Channel(_));
            let word = Word::of(standing, state.gpc).filter(|_| is_kept)?;
            Some((toggle.clone(), word))
        });
        Self {
            words: said.collect(),
            ..Self::unasked(customer)
        }
    }

    /// How the customer stands to an exchange of which she never said anything.
    #[must_use]
    pub fn unasked(customer: &Customer) -> Self {
        Self {
            locale: customer.locale.clone(),
            is_paused: customer.state.paused_since.is_some(),
            is_signalled: customer.state.gpc.is_some(),
            words: Vec::new(),
        }
    }

    /// How they stand to an exchange of which they never said anything.
    #[must_use]
    pub fn elsewhere(&self) -> Self {
        Self {
            words: Vec::new(),
            ..self.clone()
        }
    }

    /// When her yes to the exchange `key` runs out; none where there is none.
    #[must_use]
    pub fn end(customer: &Customer, key: &str) -> Option<Timestamp> {
        match customer.state.standing(key, &Toggle::Exchange) {
            Standing::Granted { expires_at, .. } => Some(*expires_at),
            Standing::Unasked | Standing::Refused(_) | Standing::Withdrawn(_) => None,
        }
    }

    /// The language that they read (BCP 47); none where nothing is known of it.
    #[must_use]
    pub fn locale(&self) -> Option<&str> {
        self.locale.as_deref()
    }

    /// A state at `now` of which the rule says what it says of theirs. What came before what is kept in
    /// it, and when each of it was is not.
    fn state(&self, key: &Slug, is_over: bool, now: Timestamp) -> ConsentState {
        const WISH: u64 = 2;
        let answer = |version, index| Answer {
            at: now,
            version,
            source: Source::Explicit,
            index,
            receipt: ReceiptId::from_bytes([0; 16]),
        };
        let standing = |word: Word| match word {
            Word::No => Standing::Withdrawn(answer(1, WISH - 1)),
            Word::Yes { version, in_spite } => Standing::Granted {
                answer: answer(version, if in_spite { WISH + 1 } else { WISH - 1 }),
                expires_at: if is_over { now } else { now.plus_seconds(1) },
            },
        };
        let words = self.words.iter();
        let toggles = words.map(|(toggle, word)| (toggle.clone(), standing(*word)));
        ConsentState {
            paused_since: self.is_paused.then_some(now),
            gpc: self.is_signalled.then_some(Signal {
                at: now,
                index: WISH,
            }),
            exchanges: BTreeMap::from([(key.clone(), toggles.collect())]),
            ..ConsentState::NONE
        }
    }
}

/// So many people who stand to an exchange in the same way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Crowd {
    /// How.
    pub stance: Arc<Stance>,
    /// Whether their yes has run out.
    pub is_over: bool,
    /// How many.
    pub many: u64,
}

/// How people have an exchange whose yes counts, or did until it changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Has {
    /// Whether they must answer anew: it is off until they do.
    pub waits: bool,
    /// The channels that they have on with it.
    pub channels: Vec<Channel>,
}

impl Crowd {
    /// How they have the live version of the exchange; none where they neither have it on nor must
    /// answer it anew.
    #[must_use]
    pub fn has(&self, proposition: &Proposition, live: &Version) -> Option<Has> {
        let now = Timestamp::default();
        let state = self.stance.state(&proposition.key, self.is_over, now);
        let view = |toggle: Toggle| view_toggle(proposition, live, &state, &toggle, now);
        let whole = view(Toggle::Exchange);
        let waits = whole.waits();
        if !whole.is_on() && !waits {
            return None;
        }
        let channels = live.document.channels.iter().copied();
        let on = channels
            .filter(|channel| view(Toggle::Channel(*channel)).decision == Decision::Granted);
        Some(Has {
            waits,
            channels: on.collect(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::tests::recipes;
    use crate::catalogue::{AiUse, Catalogue, ChangeClass, LegalBasis};
    use crate::id::CustomerId;
    use crate::insight::Lately;

    const NOW: i64 = 1_000_000;

    /// Recipes by email and text message on that basis: three versions, of which the second asks anew
    /// and shares, and the third brings the text message back that the second had not.
    fn house(basis: LegalBasis) -> Catalogue {
        let mut first = recipes();
        first.legal_basis = basis;
        let mut second = first.clone();
        second.channels = vec![Channel::Email];
        second.ai_uses.push(AiUse::ShareModel);
        second.required.push(Toggle::Ai(AiUse::ShareModel));
        let mut third = second.clone();
        third.channels.push(Channel::Sms);
        let mut catalogue = Catalogue::default();
        let at = Timestamp::default();
        catalogue.publish(first, ChangeClass::Material, at, 1);
        catalogue.publish(second, ChangeClass::Material, at, 2);
        catalogue.publish(third, ChangeClass::Clearer, at, 3);
        catalogue
    }

    /// Every way to stand to a switch.
    fn standings() -> Vec<Standing> {
        let mut all = vec![Standing::Unasked];
        for version in 1..=3 {
            for index in [10, 30] {
                let answer = Answer {
                    at: Timestamp::from_millis(5),
                    version,
                    source: Source::Explicit,
                    index,
                    receipt: ReceiptId::from_bytes([7; 16]),
                };
                for end in [NOW, NOW + 1] {
                    all.push(Standing::Granted {
                        answer: answer.clone(),
                        expires_at: Timestamp::from_millis(end),
                    });
                }
                all.push(Standing::Refused(answer.clone()));
                all.push(Standing::Withdrawn(answer));
            }
        }
        all
    }

    fn customer(whole: &Standing, sms: &Standing, paused: bool, wishes: bool) -> Customer {
        let at = Timestamp::from_millis(7);
        let toggles = BTreeMap::from([
            (Toggle::Exchange, whole.clone()),
            (Toggle::Channel(Channel::Sms), sms.clone()),
        ]);
        let state = ConsentState {
            paused_since: paused.then_some(at),
            gpc: wishes.then_some(Signal { at, index: 20 }),
            exchanges: BTreeMap::from([("recipe-ideas".parse().unwrap(), toggles)]),
            ..ConsentState::NONE
        };
        Customer {
            id: CustomerId::from_bytes([1; 16]),
            key: [2; 32],
            identifiers: vec![],
            locale: Some("de".to_owned()),
            region: None,
            birth_year: None,
            created_at: at,
            state,
            lately: Lately::default(),
        }
    }

    #[test]
    fn what_is_said_of_a_crowd_is_what_is_said_of_each_of_it() {
        let now = Timestamp::from_millis(NOW);
        for basis in LegalBasis::ALL {
            let catalogue = house(*basis);
            let proposition = catalogue.proposition("recipe-ideas").unwrap();
            let live = proposition.live().unwrap();
            for (whole, sms) in standings()
                .iter()
                .flat_map(|whole| standings().into_iter().map(move |sms| (whole.clone(), sms)))
            {
                for (paused, wishes) in [(false, false), (true, false), (false, true)] {
                    let ana = customer(&whole, &sms, paused, wishes);
                    let end = Stance::end(&ana, "recipe-ideas");
                    let crowd = Crowd {
                        stance: Arc::new(Stance::of(&ana, "recipe-ideas")),
                        is_over: end.is_some_and(|end| end <= now),
                        many: 1,
                    };
                    let view = |toggle| view_toggle(proposition, live, &ana.state, &toggle, now);
                    let own = view(Toggle::Exchange);
                    let waits = own.waits();
                    let has = crowd.has(proposition, live);
                    assert_eq!(has.is_some(), own.is_on() || waits, "{ana:?}");
                    let Some(has) = has else { continue };
                    assert_eq!(has.waits, waits, "{ana:?}");
                    for channel in [Channel::Email, Channel::Sms] {
                        let on = view(Toggle::Channel(channel)).decision == Decision::Granted;
                        assert_eq!(has.channels.contains(&channel), on, "{ana:?}");
                    }
                }
            }
        }
    }

    #[test]
    fn who_differs_in_what_does_not_count_is_in_one_crowd() {
        let yes = |index, end| Standing::Granted {
            answer: Answer {
                at: Timestamp::from_millis(5),
                version: 2,
                source: Source::Explicit,
                index,
                receipt: ReceiptId::from_bytes([7; 16]),
            },
            expires_at: Timestamp::from_millis(end),
        };
        let of = |index, end| {
            let somebody = customer(&yes(index, end), &Standing::Unasked, false, true);
            Stance::of(&somebody, "recipe-ideas")
        };
        assert_eq!(of(3, 1), of(19, 2));
        assert_ne!(
            of(19, 2),
            of(21, 2),
            "what she says in spite of her wish counts"
        );
        assert_eq!(of(3, 1).elsewhere(), of(21, 1).elsewhere());
    }
}
