//! A choice, read back fast.
//!
//! Nearly every entry of a log is a choice, and checking a log reads every one of them. What this
//! program wrote itself has one order of fields and no spaces, so it can be read in one pass, with
//! each name parsed once. Whatever is written in another way is left to serde: this reads less than
//! serde does, and never anything else.

use std::str::FromStr;

use super::{Chosen, EntryKind};
use crate::catalogue::Slug;
use crate::clock::Timestamp;
use crate::consent::{ActorKind, ActorRef, Route, Source, Switch, Toggle};
use crate::id::{CustomerId, ReceiptId};

/// How many names of each sort are remembered: a log has a few, and one that is made to have many
/// must not be looked through at every entry.
const REMEMBERED: usize = 64;

/// Names that were read before. The same one is then parsed once, and kept once.
#[derive(Debug, Default)]
pub struct Words {
    slugs: Vec<Slug>,
    toggles: Vec<(Box<str>, Toggle)>,
}

impl Words {
    fn slug(&mut self, text: &str) -> Option<Slug> {
        if let Some(slug) = self.slugs.iter().find(|slug| slug.as_str() == text) {
            return Some(slug.clone());
        }
        let slug: Slug = text.parse().ok()?;
        if self.slugs.len() < REMEMBERED {
            self.slugs.push(slug.clone());
        }
        Some(slug)
    }

    fn toggle(&mut self, text: &str) -> Option<Toggle> {
        if let Some((_, toggle)) = self.toggles.iter().find(|(name, _)| **name == *text) {
            return Some(toggle.clone());
        }
        let toggle: Toggle = text.parse().ok()?;
        if self.toggles.len() < REMEMBERED {
            self.toggles.push((text.into(), toggle.clone()));
        }
        Some(toggle)
    }
}

/// A choice as it is read: without evidence, which is rare and holds what people typed, and without
/// where its toggles stood before, of which the reader is told.
pub(super) struct Choice<'a> {
    pub(super) kind: EntryKind,
    pub(super) customer: CustomerId,
    pub(super) proposition: Slug,
    pub(super) version: u32,
    shown: &'a str,
    /// In order, each once.
    pub(super) toggles: Vec<(Toggle, Switch)>,
    pub(super) expires_at: Timestamp,
    pub(super) source: Source,
    pub(super) receipt: ReceiptId,
    actor: ActorKind,
    actor_id: Option<&'a str>,
    route: Route,
    locale: Option<&'a str>,
}

/// The choice in `payload`; `None` where it is none, or is not written as this program writes it.
pub(super) fn chosen(payload: &[u8]) -> Option<Chosen> {
    let mut before = Vec::new();
    let read = choice(payload, &mut Words::default(), |toggle, switch| {
        before.push((toggle, switch));
    })?;
    Some(Chosen {
        kind: read.kind,
        customer: read.customer,
        proposition: read.proposition,
        version: read.version,
        shown: read.shown.to_owned(),
        toggles: read.toggles.into_iter().collect(),
        previous: before.into_iter().collect(),
        expires_at: read.expires_at,
        source: read.source,
        receipt: read.receipt,
        actor: ActorRef {
            kind: read.actor,
            id: read.actor_id.map(str::to_owned),
        },
        route: read.route,
        locale: read.locale.map(str::to_owned),
        evidence: None,
    })
}

/// As [`chosen`], and nothing is copied that the caller does not keep.
pub(super) fn choice<'a>(
    payload: &'a [u8],
    words: &mut Words,
    previous: impl FnMut(Toggle, Switch),
) -> Option<Choice<'a>> {
    let mut rest = Rest(std::str::from_utf8(payload).ok()?);
    rest.skip(r#"{"body":"chosen","kind":""#)?;
    let kind = rest.name()?;
    rest.skip(r#","customer":""#)?;
    let customer = rest.name()?;
    rest.skip(r#","proposition":""#)?;
    let proposition = words.slug(rest.text()?)?;
    rest.skip(r#","version":"#)?;
    let version = rest.number()?;
    rest.skip(r#","shown":""#)?;
    let shown = rest.text()?;
    rest.skip(r#","toggles":{"#)?;
    let mut toggles = Vec::new();
    rest.toggles(words, |toggle, switch| toggles.push((toggle, switch)))?;
    rest.skip(r#","previous":{"#)?;
    rest.toggles(words, previous)?;
    rest.skip(r#","expires_at":""#)?;
    let expires_at = Timestamp::parse(rest.text()?)?;
    rest.skip(r#","source":""#)?;
    let source = rest.name()?;
    rest.skip(r#","receipt":""#)?;
    let receipt = rest.name()?;
    rest.skip(r#","actor":{"kind":""#)?;
    let actor = rest.name()?;
    let actor_id = if rest.skip(r#","id":""#).is_some() {
        Some(rest.text()?)
    } else {
        rest.skip(r#","id":null"#)?;
        None
    };
    rest.skip(r#"},"route":""#)?;
    let route = rest.name()?;
    let locale = match rest.skip(r#","locale":""#) {
        Some(()) => Some(rest.text()?),
        None => None,
    };
    (rest.0 == "}").then_some(Choice {
        kind,
        customer,
        proposition,
        version,
        shown,
        toggles,
        expires_at,
        source,
        receipt,
        actor,
        actor_id,
        route,
        locale,
    })
}

/// What is still to be read.
struct Rest<'a>(&'a str);

impl<'a> Rest<'a> {
    /// Steps over exactly this. What is expected is known to the compiler where this stands.
    #[inline(always)]
    fn skip(&mut self, expected: &str) -> Option<()> {
        self.0 = self.0.strip_prefix(expected)?;
        Some(())
    }

    /// A text up to its quotation mark, which is stepped over; none with anything in it that JSON
    /// writes in another way than it reads.
    fn text(&mut self) -> Option<&'a str> {
        let special = |byte: &u8| *byte < b' ' || *byte == b'"' || *byte == b'\\';
        let bytes = self.0.as_bytes();
        let end = bytes.iter().position(special)?;
        if bytes.get(end) != Some(&b'"') {
            return None;
        }
        let text = self.0.get(..end)?;
        self.0 = self.0.get(end + 1..)?;
        Some(text)
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

    /// Toggles up to the end of their object, in order and each once, as a map is written.
    fn toggles(&mut self, words: &mut Words, mut each: impl FnMut(Toggle, Switch)) -> Option<()> {
        if self.skip("}").is_some() {
            return Some(());
        }
        let mut before = None;
        loop {
            self.skip("\"")?;
            let toggle = words.toggle(self.text()?)?;
            if before.is_some_and(|before| before >= toggle) {
                return None;
            }
            self.skip(":\"")?;
            let switch = match self.text()? {
                "on" => Switch::On,
                "off" => Switch::Off,
                _ => return None,
            };
            each(toggle.clone(), switch);
            before = Some(toggle);
            if self.skip(",").is_none() {
                return self.skip("}");
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::consent::{Evidence, Toggles};
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

    #[test]
    fn toggles_that_no_map_would_write_are_left_to_serde() {
        let written = |toggles: &str| {
            let customer = CustomerId::from_bytes([1; 16]);
            let receipt = ReceiptId::from_bytes([2; 16]);
            format!(
                "{{\"body\":\"chosen\",\"kind\":\"consent.granted\",\"customer\":\"{customer}\",\
                 \"proposition\":\"recipe-ideas\",\"version\":1,\"shown\":\"ab\",\
                 \"toggles\":{{{toggles}}},\"previous\":{{}},\
                 \"expires_at\":\"2027-01-01T00:00:00.000Z\",\"source\":\"explicit\",\
                 \"receipt\":\"{receipt}\",\"actor\":{{\"kind\":\"system\",\"id\":null}},\
                 \"route\":\"page\"}}"
            )
        };
        let read = |toggles: &str| chosen(written(toggles).as_bytes());
        let plain = read(r#""exchange":"on","data:orders":"off""#);
        assert!(plain.is_some_and(|plain| plain.toggles.len() == 2));
        // Read one after the other, the first of two answers would leave its trace in the fold.
        assert_eq!(read(r#""exchange":"on","exchange":"off""#), None);
        assert_eq!(read(r#""data:orders":"off","exchange":"on""#), None);
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
