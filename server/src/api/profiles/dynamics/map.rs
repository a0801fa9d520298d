//! The vendor's references and channels in our words. Pure.
//!
//! A row of theirs is named by a GUID. Ours is made from the id by a public rule (RFC 9562, version 5,
//! in the namespace of URLs, of `mutual:purpose:recommendations` or `mutual:topic:recipe-ideas`), so
//! that a row can be created with it, and nothing has to be kept about which is which.

use mutual::catalogue::Channel;
use mutual::digest::hex;
use serde_json::Value;
use sha1::{Digest as _, Sha1};

use crate::api::profiles::stance::Stance;
use mutual::consent::Toggle;

/// The namespace of names that are URLs (RFC 9562, 6.6).
const URLS: [u8; 16] = [
    0x6b, 0xa7, 0xb8, 0x11, 0x9d, 0xad, 0x11, 0xd1, 0x80, 0xb4, 0x00, 0xc0, 0x4f, 0xd4, 0x30, 0xc8,
];

/// What a reference is to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A purpose.
    Purpose,
    /// A topic: an exchange of ours.
    Topic,
}

/// The channel that a type of theirs is, and the namespace of its contact points.
pub(super) fn channel(word: &str) -> Option<(Option<Channel>, &'static str)> {
    match word {
        "email" => Some((Some(Channel::Email), "email")),
        "sms" => Some((Some(Channel::Sms), "phone")),
        "push" => Some((Some(Channel::Push), "push")),
        // Which channel that is they do not say.
        "custom" => Some((None, "custom")),
        _ => None,
    }
}

/// The GUID of an id of ours.
pub(super) fn guid(kind: Kind, id: &str) -> String {
    let kind = match kind {
        Kind::Purpose => "purpose",
        Kind::Topic => "topic",
    };
    let mut hash = Sha1::new();
    hash.update(URLS);
    hash.update(format!("mutual:{kind}:{id}"));
    let digits = hex(&hash.finalize());
    // The version in the thirteenth digit, the variant in the two bits before the seventeenth's.
    let digit = |at: usize| {
        digits
            .get(at..=at)
            .and_then(|digit| u8::from_str_radix(digit, 16).ok())
    };
    let variant = digit(16).map_or(0x8, |digit| digit & 0x3 | 0x8);
    let part = |from: usize, to: usize| digits.get(from..to).unwrap_or_default();
    format!(
        "{}-{}-5{}-{variant:x}{}-{}",
        part(0, 8),
        part(8, 12),
        part(13, 16),
        part(17, 20),
        part(20, 32),
    )
}

/// What a reference of theirs names: itself where it is a text; of an object its id (`Id` of an
/// `EntityReference`, or the primary key, `msdynmkt_purposeid`).
pub(super) fn named(reference: &Value) -> Option<&str> {
    if let Value::Object(fields) = reference {
        let is_id = |name: &str| name.to_ascii_lowercase().ends_with("id");
        let mut ids = fields.iter().filter(|(name, _)| is_id(name));
        return ids.next().and_then(|(_, id)| id.as_str());
    }
    reference.as_str()
}

/// Whether a reference of theirs names that id of ours.
pub(super) fn names(reference: &str, kind: Kind, id: &str) -> bool {
    let bare = reference.trim_matches(['{', '}']);
    reference == id || bare.eq_ignore_ascii_case(&guid(kind, id))
}

/// The exchange that lets a message out: it is on with its channel, it is the topic where one is
/// named, and it is for the purpose where one is named. Without either nothing is allowed: a message
/// is about something.
pub(super) fn allowing<'a>(
    stances: &'a [Stance],
    purpose: Option<&str>,
    topic: Option<&str>,
    channel: Option<Channel>,
) -> Option<&'a Stance> {
    if purpose.is_none() && topic.is_none() {
        return None;
    }
    let toggle = Toggle::Channel(channel?);
    let mut fitting = stances.iter().filter(|stance| fits(stance, purpose, topic));
    fitting.find(|stance| stance.deciding(&toggle).is_some_and(|view| view.is_on()))
}

/// The exchange that a message is about, whether it may go or not: the first that is the topic and for
/// the purpose, as far as they are named, and uses the channel.
pub(super) fn meant<'a>(
    stances: &'a [Stance],
    purpose: Option<&str>,
    topic: Option<&str>,
    channel: Option<Channel>,
) -> Option<&'a Stance> {
    let toggle = Toggle::Channel(channel?);
    let is_named = purpose.is_some() || topic.is_some();
    let mut fitting = stances
        .iter()
        .filter(|stance| is_named && fits(stance, purpose, topic));
    fitting.find(|stance| stance.has(&toggle))
}

/// Whether an exchange is the topic, where one is named, and for the purpose, where one is.
fn fits(stance: &Stance, purpose: Option<&str>, topic: Option<&str>) -> bool {
    purpose.is_none_or(|named| names(named, Kind::Purpose, stance.purpose()))
        && topic.is_none_or(|named| names(named, Kind::Topic, stance.key()))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_guid_follows_from_the_id_as_the_standard_has_it() {
        // As `uuid.uuid5(uuid.NAMESPACE_URL, …)` of Python says.
        for (kind, id, known) in VECTORS {
            assert_eq!(guid(kind, id), known);
        }
        let told = include_str!("../../../../README.md");
        let (id, known) = (VECTORS[0].1, VECTORS[0].2);
        assert!(told.contains(&format!("`mutual:purpose:{id}` is `{known}`")));
    }

    const VECTORS: [(Kind, &str, &str); 3] = [
        (
            Kind::Purpose,
            "recommendations",
            "109af767-3b0f-5c62-9423-397c3f6f5b52",
        ),
        (
            Kind::Purpose,
            "offers",
            "c1cb183e-62cf-5467-afaa-ab27d5fa434d",
        ),
        (
            Kind::Topic,
            "recipe-ideas",
            "5a31fa53-6f2a-593d-93f2-041a76644a3c",
        ),
    ];

    #[test]
    fn a_reference_is_read_in_each_of_their_spellings() {
        let id = guid(Kind::Purpose, "offers");
        for reference in [
            json!("offers"),
            json!(id),
            json!(format!("{{{}}}", id.to_uppercase())),
            json!({"Id": id, "LogicalName": "msdynmkt_purpose"}),
            json!({"@odata.type": "Microsoft.Dynamics.CRM.msdynmkt_purpose",
                   "msdynmkt_purposeid": id}),
        ] {
            let named = named(&reference).unwrap();
            assert!(names(named, Kind::Purpose, "offers"), "{reference}");
            assert!(!names(named, Kind::Topic, "offers") || reference == "offers");
            assert!(!names(named, Kind::Purpose, "recommendations"));
        }
        for nothing in [
            json!(null),
            json!(7),
            json!({}),
            json!({"Id": 7}),
            json!([]),
        ] {
            assert_eq!(named(&nothing), None, "{nothing}");
        }
    }

    #[test]
    fn without_a_purpose_and_a_topic_nothing_is_allowed() {
        assert_eq!(allowing(&[], None, None, Some(Channel::Email)), None);
    }
}
