//! A choice, read back fast.
//!
//! Nearly every entry of a log is a choice, and checking a log reads every one of them. What this
//! program wrote itself has one order of fields and no spaces, so it can be read in one pass, with
//! each name parsed once. Whatever is written in another way is left to serde: this reads less than
//! serde does, and never anything else.

use std::str::FromStr;

use super::{Chosen, EntryKind};
use crate::consent::{ActorRef, Switch, Toggle, Toggles};

/// The choice in `payload`; `None` where it is none, or is not written as this program writes it.
pub(super) fn chosen(payload: &[u8]) -> Option<Chosen> {
    let mut rest = Rest(std::str::from_utf8(payload).ok()?);
    rest.skip(r#"{"body":"chosen","kind":""#)?;
    let kind: EntryKind = rest.name()?;
    rest.skip(r#","customer":""#)?;
    let customer = rest.name()?;
    rest.skip(r#","proposition":""#)?;
    let proposition = rest.name()?;
    rest.skip(r#","version":"#)?;
    let version = rest.number()?;
    rest.skip(r#","shown":""#)?;
    let shown = rest.text()?.to_owned();
    rest.skip(r#","toggles":{"#)?;
    let mut known = Vec::with_capacity(8);
    let toggles = rest.toggles(&mut known)?;
    rest.skip(r#","previous":{"#)?;
    let previous = rest.toggles(&mut known)?;
    rest.skip(r#","expires_at":""#)?;
    let expires_at = crate::clock::Timestamp::parse(rest.text()?)?;
    rest.skip(r#","source":""#)?;
    let source = rest.name()?;
    rest.skip(r#","receipt":""#)?;
    let receipt = rest.name()?;
    rest.skip(r#","actor":{"kind":""#)?;
    let actor = ActorRef {
        kind: rest.name()?,
        id: if rest.skip(r#","id":""#).is_some() {
            Some(rest.text()?.to_owned())
        } else {
            rest.skip(r#","id":null"#)?;
            None
        },
    };
    rest.skip(r#"},"route":""#)?;
    let route = rest.name()?;
    let locale = match rest.skip(r#","locale":""#) {
        Some(()) => Some(rest.text()?.to_owned()),
        None => None,
    };
    // Evidence is rare, and holds what people typed.
    (rest.0 == "}").then_some(Chosen {
        kind,
        customer,
        proposition,
        version,
        shown,
        toggles,
        previous,
        expires_at,
        source,
        receipt,
        actor,
        route,
        locale,
        evidence: None,
    })
}

/// What is still to be read.
struct Rest<'a>(&'a str);

impl<'a> Rest<'a> {
    /// Steps over exactly this.
    fn skip(&mut self, expected: &str) -> Option<()> {
        self.0 = self.0.strip_prefix(expected)?;
        Some(())
    }

    /// A text up to its quotation mark, which is stepped over; none with anything in it that JSON
    /// writes in another way than it reads.
    fn text(&mut self) -> Option<&'a str> {
        let (text, rest) = self.0.split_once('"')?;
        let plain = |byte: u8| byte >= b' ' && byte != b'\\';
        self.0 = rest;
        text.bytes().all(plain).then_some(text)
    }

    fn name<T: FromStr>(&mut self) -> Option<T> {
        self.text()?.parse().ok()
    }

    /// A whole number as JSON writes it.
    fn number(&mut self) -> Option<u32> {
        let digits = self.0.bytes().take_while(u8::is_ascii_digit).count();
        let (number, rest) = self.0.split_at_checked(digits)?;
        self.0 = rest;
        let canonical = number == "0" || !number.starts_with('0');
        number.parse().ok().filter(|_| canonical)
    }

    /// Toggles up to the end of their object. `known` are those that were read before: the same
    /// toggle is parsed once.
    fn toggles(&mut self, known: &mut Vec<(&'a str, Toggle)>) -> Option<Toggles> {
        let mut toggles = Toggles::new();
        if self.skip("}").is_some() {
            return Some(toggles);
        }
        loop {
            self.skip("\"")?;
            let name = self.text()?;
            let before = known.iter().find(|(known, _)| *known == name);
            let toggle = match before {
                Some((_, toggle)) => toggle.clone(),
                None => {
                    let toggle: Toggle = name.parse().ok()?;
                    known.push((name, toggle.clone()));
                    toggle
                }
            };
            self.skip(":\"")?;
            let switch = match self.text()? {
                "on" => Switch::On,
                "off" => Switch::Off,
                _ => return None,
            };
            toggles.insert(toggle, switch);
            if self.skip(",").is_none() {
                self.skip("}")?;
                return Some(toggles);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::clock::Timestamp;
    use crate::consent::{ActorKind, Evidence, Route, Source};
    use crate::id::{CustomerId, ReceiptId};
    use crate::ledger::Body;

    const NAMES: &[&str] = &[
        "exchange",
        "data:orders",
        "data:birthday",
        "channel:email",
        "ai:infer",
    ];

    fn any_toggles() -> impl Strategy<Value = Toggles> {
        let name = proptest::sample::select(NAMES);
        let names = proptest::collection::btree_map(name, any::<bool>(), 0..5);
        names.prop_map(|names| {
            let toggles = names.into_iter();
            toggles
                .map(|(name, on)| (name.parse().unwrap(), Switch::from_on(on)))
                .collect()
        })
    }

    prop_compose! {
        fn any_choice()(
            kind in proptest::sample::select(EntryKind::ALL),
            customer in any::<[u8; 16]>(),
            receipt in any::<[u8; 16]>(),
            version in any::<u32>(),
            shown in "[0-9a-f]{64}|.{0,8}",
            toggles in any_toggles(),
            previous in any_toggles(),
            expires_at in 0_i64..9_000_000_000_000,
            source in proptest::sample::select(Source::ALL),
            by in proptest::sample::select(ActorKind::ALL),
            id in proptest::option::of("cus_[0-9A-Z]{26}|.{0,8}"),
            route in proptest::sample::select(Route::ALL),
            locale in proptest::option::of("[a-z]{2}|.{0,4}"),
            wording in proptest::option::weighted(0.1, ".{0,8}"),
        ) -> Chosen {
            Chosen {
                kind,
                customer: CustomerId::from_bytes(customer),
                proposition: "recipe-ideas".parse().unwrap(),
                version,
                shown,
                toggles,
                previous,
                expires_at: Timestamp::from_millis(expires_at),
                source,
                receipt: ReceiptId::from_bytes(receipt),
                actor: ActorRef { kind: by, id },
                route,
                locale,
                evidence: wording.map(|wording| Evidence {
                    how: "phone".into(),
                    place: "shop".into(),
                    at: Timestamp::from_millis(1),
                    wording,
                }),
            }
        }
    }

    fn by_serde(payload: &[u8]) -> Option<Chosen> {
        match serde_json::from_slice(payload) {
            Ok(Body::Chosen(chosen)) => Some(chosen),
            _ => None,
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]

        #[test]
        fn what_is_read_fast_is_what_serde_reads(choice in any_choice()) {
            let payload = serde_json::to_vec(&Body::Chosen(choice.clone())).unwrap();
            let plain = !payload.contains(&b'\\') && choice.evidence.is_none();
            let read = chosen(&payload);
            prop_assert_eq!(read.is_some(), plain);
            prop_assert!(read.is_none_or(|read| read == choice));
        }

        #[test]
        fn what_was_tampered_with_is_read_as_serde_reads_it_or_left_to_it(
            choice in any_choice(), at in any::<prop::sample::Index>(), byte in any::<u8>(), insert in 0..3,
        ) {
            let mut payload = serde_json::to_vec(&Body::Chosen(choice)).unwrap();
            let at = at.index(payload.len());
            match insert {
                0 => payload.insert(at, byte),
                1 => payload[at] = byte,
                _ => _ = payload.remove(at),
            }
            if let Some(read) = chosen(&payload) {
                prop_assert_eq!(Some(read), by_serde(&payload));
            }
        }
    }
}
