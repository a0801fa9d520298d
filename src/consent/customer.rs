//! A person whose data is used, as this installation knows her.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization as _;

use super::ConsentState;
use crate::clock::Timestamp;
use crate::digest::{DigestKey, hex};
use crate::id::CustomerId;
use crate::insight::Lately;

/// The text is no identifier.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "use `namespace:value`, as in `crm:42`: the namespace of 1 to 32 small letters, digits, `-` and `_`, the \
     value of 1 to 287 visible characters without spaces at its ends"
)]
pub struct NotAnIdentifier;

/// What the organisation calls a customer: `crm:42`, `email:ana@example.org`.
///
/// The namespace is 1 to 32 of `a-z 0-9 - _` and is not `cus_`-like; the value is 1 to 287
/// characters without spaces at its ends, control characters or invisible ones. E-mail addresses
/// are kept in [one spelling](address), so that one mailbox is one identifier.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Identifier(Arc<str>);

impl Identifier {
    /// One that is stored: what was one once stays one, under its spelling of then.
    ///
    /// # Errors
    ///
    /// [`NotAnIdentifier`] where it has no namespace or no value.
    pub fn stored(text: &str) -> Result<Self, NotAnIdentifier> {
        match text.split_once(':') {
            Some((namespace, value)) if !namespace.is_empty() && !value.is_empty() => {
                Ok(Self(text.into()))
            }
            _ => Err(NotAnIdentifier),
        }
    }

    /// Its text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The part before the first colon.
    #[must_use]
    pub fn namespace(&self) -> &str {
        self.0
            .split_once(':')
            .map_or("", |(namespace, _)| namespace)
    }

    /// The part after the first colon.
    #[must_use]
    pub fn value(&self) -> &str {
        self.0.split_once(':').map_or("", |(_, value)| value)
    }
}

impl FromStr for Identifier {
    type Err = NotAnIdentifier;

    fn from_str(text: &str) -> Result<Self, NotAnIdentifier> {
        let (namespace, value) = text.split_once(':').ok_or(NotAnIdentifier)?;
        let name = |c: u8| c.is_ascii_lowercase() || c.is_ascii_digit() || c == b'-' || c == b'_';
        let good = (1..=32).contains(&namespace.len())
            && namespace.bytes().all(name)
            && !value.is_empty()
            && text.chars().count() <= 320
            && value.trim() == value
            && !value.chars().any(|c| c.is_control() || is_invisible(c));
        if !good {
            return Err(NotAnIdentifier);
        }
        if namespace == "email" {
            if !value.contains('@') {
                return Err(NotAnIdentifier);
            }
            return Ok(Self(format!("email:{}", address(value)).into()));
        }
        Ok(Self(text.into()))
    }
}

/// The one spelling of an e-mail address: in small letters, and composed (NFC), so that an `é`
/// that was typed as one character and as two is the same.
#[must_use]
pub fn address(text: &str) -> String {
    let composed: String = text.nfc().collect();
    composed.to_lowercase().nfc().collect()
}

/// Whether mail could go to an address in its one spelling, as far as one can see.
#[must_use]
pub fn is_address(address: &str) -> bool {
    let parts = address.split_once('@');
    let strange =
        |c: char| c.is_whitespace() || c.is_control() || is_invisible(c) || "<>\"".contains(c);
    parts.is_some_and(|(name, host)| !name.is_empty() && !host.is_empty())
        && address.len() <= 254
        && !address.contains(strange)
}

/// Whether a character has no place in one line of text that others read: it ends the line, or shows
/// nothing and changes how others are shown.
#[must_use]
pub fn breaks_a_line(c: char) -> bool {
    c.is_control() || is_invisible(c) || matches!(c, '\u{2028}' | '\u{2029}')
}

/// Whether a character is of the kind that shows nothing and changes how others are shown
/// (Unicode's general category Cf): zero width, marks of direction, soft hyphen. With one of
/// them two texts look alike and are not.
#[must_use]
pub fn is_invisible(c: char) -> bool {
    matches!(
        u32::from(c),
        0xAD | 0x600..=0x605
            | 0x61C
            | 0x6DD
            | 0x70F
            | 0x890..=0x891
            | 0x8E2
            | 0x180E
            | 0x200B..=0x200F
            | 0x202A..=0x202E
            | 0x2060..=0x2064
            | 0x2066..=0x206F
            | 0xFEFF
            | 0xFFF9..=0xFFFB
            | 0x110BD
            | 0x110CD
            | 0x13430..=0x1343F
            | 0x1BCA0..=0x1BCA3
            | 0x1D173..=0x1D17A
            | 0xE0001
            | 0xE0020..=0xE007F
    )
}

impl std::borrow::Borrow<str> for Identifier {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Identifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Serialize for Identifier {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Identifier {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        crate::text::read(deserializer, str::parse)
    }
}

/// What is known of a person beside her answers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facts {
    /// The language that she reads (BCP 47).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub locale: Option<String>,
    /// Where she lives (ISO 3166).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
    /// The year she was born in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub birth_year: Option<u16>,
}

impl Facts {
    /// These, and what they do not say as the others say it. Of two years of birth the later one counts:
    /// whoever may not be of age is protected as such (see [`crate::guard::is_minor`]).
    #[must_use]
    pub fn or(self, others: &Self) -> Self {
        Self {
            locale: self.locale.or_else(|| others.locale.clone()),
            region: self.region.or_else(|| others.region.clone()),
            birth_year: self.birth_year.max(others.birth_year),
        }
    }
}

/// A customer with her consent state, up to one ledger index.
#[derive(Clone, Debug, PartialEq)]
pub struct Customer {
    /// Her id.
    pub id: CustomerId,
    /// The key that stands for her in the ledger; destroying it unlinks her entries.
    pub key: [u8; 32],
    /// What the organisation calls her, in the order given.
    pub identifiers: Vec<Identifier>,
    /// The language that she reads (BCP 47).
    pub locale: Option<String>,
    /// Where she lives (ISO 3166).
    pub region: Option<String>,
    /// The year she was born in.
    pub birth_year: Option<u16>,
    /// When she became known here.
    pub created_at: Timestamp,
    /// Her consent state: the fold of her entries.
    pub state: ConsentState,
    /// What the counts remember of her until the week is over; it is stored nowhere.
    pub lately: Lately,
}

impl Customer {
    /// Her id, and those of the records that are merged into hers.
    pub fn ids(&self) -> impl Iterator<Item = CustomerId> + '_ {
        let merged = self.state.merged.iter().map(|part| part.customer);
        std::iter::once(self.id).chain(merged)
    }

    /// What is known of her beside her answers.
    #[must_use]
    pub fn facts(&self) -> Facts {
        Facts {
            locale: self.locale.clone(),
            region: self.region.clone(),
            birth_year: self.birth_year,
        }
    }

    /// From here on that is what is known of her beside her answers.
    pub fn set_facts(&mut self, facts: Facts) {
        let Facts {
            locale,
            region,
            birth_year,
        } = facts;
        (self.locale, self.region, self.birth_year) = (locale, region, birth_year);
    }

    /// What an identifier of this record is recognised by elsewhere, in hexadecimal digits: a digest with
    /// its key. Once that is destroyed nobody can try out what the digest stands for.
    #[must_use]
    pub fn recognises(&self, identifier: &Identifier) -> String {
        let key = DigestKey::new(self.key);
        hex(&key.of(&[b"mutual-called-v1", identifier.as_str().as_bytes()]))
    }

    /// Her e-mail address, where she has one.
    #[must_use]
    pub fn email(&self) -> Option<&str> {
        self.identifiers
            .iter()
            .find(|id| id.namespace() == "email")
            .map(Identifier::value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_mailbox_is_one_identifier() {
        let one: Identifier = "email:Ana@Example.org".parse().unwrap();
        assert_eq!(one.as_str(), "email:ana@example.org");
        assert_eq!((one.namespace(), one.value()), ("email", "ana@example.org"));
    }

    #[test]
    fn one_mailbox_is_one_identifier_however_its_letters_are_composed() {
        let one: Identifier = "email:Ren\u{e9}@example.org".parse().unwrap();
        let two: Identifier = "email:RENE\u{301}@example.org".parse().unwrap();
        assert_eq!(one, two);
        assert_eq!(one.as_str(), "email:ren\u{e9}@example.org");
        assert_eq!(address("\u{130}@x"), address("I\u{307}@x"));
    }

    #[test]
    fn what_shows_nothing_is_in_no_identifier() {
        for c in [
            '\u{ad}',
            '\u{200b}',
            '\u{200d}',
            '\u{202e}',
            '\u{2066}',
            '\u{feff}',
            '\u{e0041}',
        ] {
            for text in [format!("email:an{c}a@example.org"), format!("crm:4{c}2")] {
                assert_eq!(text.parse::<Identifier>(), Err(NotAnIdentifier), "{text:?}");
            }
        }
        assert!("crm:\u{1f350}".parse::<Identifier>().is_ok());
    }

    #[test]
    fn what_was_stored_once_stays_readable() {
        for text in ["email:RENE\u{301}@example.org", "crm:4\u{200b}2"] {
            assert_eq!(Identifier::stored(text).unwrap().as_str(), text);
        }
        assert_eq!(Identifier::stored("crm:"), Err(NotAnIdentifier));
    }

    #[test]
    fn absurd_identifiers_are_refused() {
        let long = format!("crm:{}", "x".repeat(400));
        for text in [
            "",
            "crm",
            "crm:",
            ":42",
            "CRM:42",
            "crm: 42",
            "crm:4\n2",
            "email:ana",
            &long,
        ] {
            assert_eq!(text.parse::<Identifier>(), Err(NotAnIdentifier), "{text}");
        }
        assert!("crm:a:b".parse::<Identifier>().is_ok());
    }
}
