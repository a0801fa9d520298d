//! Adobe's values and fields for the state. Pure.

use std::collections::BTreeMap;

use mutual::catalogue::{AiUse, Channel, LegalBasis};
use mutual::clock::Timestamp;
use mutual::consent::{Decision, Identifier, Phase, Source, Toggle, ToggleView};
use serde::Serialize;
use utoipa::ToSchema;

use crate::api::profiles::stance::{Stance, Told};
use crate::api::wire::Moment;

/// The toggle behind `xdm:personalize`.
const PERSONALISE: Toggle = Toggle::Ai(AiUse::Personalise);
/// The longest reason, in characters.
const LONGEST_REASON: usize = 255;
/// The longest topic, in characters.
const LONGEST_TOPIC: usize = 25;
/// From the least permissive value to the most.
const ORDER: [&str; 8] = ["n", "dn", "u", "p", "y", "LI", "CP", "CT"];

/// The vendor's value for a state. `y`, `LI`, `CT` and `CP` are what is on, and nothing else is; `dy`
/// never comes, for there is no yes by default, and neither do `VI` and `PI`, for there is no such
/// legal basis here.
pub(super) fn value(view: &ToggleView) -> &'static str {
    if view.is_on() {
        return match view.legal_basis {
            LegalBasis::Consent => "y",
            LegalBasis::LegitimateInterest => "LI",
            LegalBasis::Contract => "CT",
            LegalBasis::LegalObligation => "CP",
        };
    }
    match (view.decision, view.source, view.phase) {
        // Nobody said so: no by default.
        (Decision::None, ..) | (Decision::Denied, Source::Default, _) => "dn",
        // A yes to something that has changed: not final until it is said again.
        (Decision::Granted, _, Phase::NeedsAnswer | Phase::Pending) => "p",
        // A yes of once: what she wants now is not known.
        (Decision::Granted, _, Phase::Expired) => "u",
        (Decision::Granted | Decision::Denied, ..) => "n",
    }
}

/// The same for what a check may deny all the same: then it is a no.
fn told_as(told: Told<'_>) -> &'static str {
    match told.denied {
        Some(_) => "n",
        None => value(told.view),
    }
}

/// The toggles that a record tells of.
pub(super) fn toggles() -> Vec<Toggle> {
    let channels = Channel::ALL.iter().copied().map(Toggle::Channel);
    channels.chain([PERSONALISE]).collect()
}

/// A customer's record.
#[derive(Serialize, ToSchema)]
pub(super) struct XdmProfile {
    #[serde(rename = "xdm:consents")]
    consents: XdmConsents,
}

/// Her consents and preferences.
#[derive(Serialize, ToSchema)]
struct XdmConsents {
    #[serde(rename = "xdm:personalize", skip_serializing_if = "Option::is_none")]
    personalize: Option<XdmPersonalize>,
    #[serde(rename = "xdm:marketing")]
    marketing: XdmMarketing,
    #[serde(rename = "xdm:metadata", skip_serializing_if = "Option::is_none")]
    metadata: Option<XdmMetadata>,
}

/// Whether content is made for her.
#[derive(Serialize, ToSchema)]
struct XdmPersonalize {
    #[serde(rename = "xdm:content")]
    content: XdmField,
}

/// One value.
#[derive(Serialize, ToSchema)]
struct XdmField {
    /// `y`, `n`, `p`, `u`, `dn`, `LI`, `CT` or `CP`.
    #[serde(rename = "xdm:val")]
    #[schema(example = "y")]
    value: &'static str,
}

/// By which channels she is reached: of several exchanges the least permissive value counts.
#[derive(Serialize, ToSchema)]
struct XdmMarketing {
    /// Any of the channels.
    #[serde(rename = "xdm:any", skip_serializing_if = "Option::is_none")]
    any: Option<XdmChannel>,
    #[serde(rename = "xdm:email", skip_serializing_if = "Option::is_none")]
    email: Option<XdmChannel>,
    #[serde(rename = "xdm:push", skip_serializing_if = "Option::is_none")]
    push: Option<XdmChannel>,
    #[serde(rename = "xdm:sms", skip_serializing_if = "Option::is_none")]
    sms: Option<XdmChannel>,
    /// By phone.
    #[serde(rename = "xdm:call", skip_serializing_if = "Option::is_none")]
    call: Option<XdmChannel>,
    /// By post.
    #[serde(rename = "xdm:postalMail", skip_serializing_if = "Option::is_none")]
    postal_mail: Option<XdmChannel>,
}

/// One channel.
#[derive(Serialize, ToSchema)]
struct XdmChannel {
    #[serde(rename = "xdm:val")]
    #[schema(example = "n")]
    value: &'static str,
    #[serde(rename = "xdm:time", skip_serializing_if = "Option::is_none")]
    time: Option<Moment>,
    /// Of a no: the state in our own words, and what denies it where it is on.
    #[serde(rename = "xdm:reason", skip_serializing_if = "Option::is_none")]
    #[schema(example = "granted, explicit, paused, consent")]
    reason: Option<String>,
    /// Each exchange that uses the channel, where the vendor has room for that.
    #[serde(rename = "xdm:subscriptions", skip_serializing_if = "Option::is_none")]
    subscriptions: Option<BTreeMap<String, XdmSubscription>>,
}

/// One exchange on one channel: the value to act on.
#[derive(Serialize, ToSchema)]
struct XdmSubscription {
    #[serde(rename = "xdm:val")]
    #[schema(example = "y")]
    value: &'static str,
    /// The purpose, where its id has at most 25 characters.
    #[serde(rename = "xdm:topics", skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    topics: Vec<String>,
    /// Her addresses, where it is on and goes by e-mail.
    #[serde(rename = "xdm:subscribers", skip_serializing_if = "BTreeMap::is_empty")]
    #[schema(required = false)]
    subscribers: BTreeMap<String, XdmSubscriber>,
}

/// Since when and why.
#[derive(Serialize, ToSchema)]
struct XdmSubscriber {
    #[serde(rename = "xdm:time", skip_serializing_if = "Option::is_none")]
    time: Option<Moment>,
    /// What the decision rests on.
    #[serde(rename = "xdm:source")]
    #[schema(example = "explicit")]
    source: &'static str,
}

/// Of everything.
#[derive(Serialize, ToSchema)]
struct XdmMetadata {
    /// When she last decided something.
    #[serde(rename = "xdm:time")]
    time: Moment,
}

/// The record of a customer with these identifiers, who stands so.
pub(super) fn profile(identifiers: &[Identifier], stances: &[Stance]) -> XdmProfile {
    let channel = |channel, has_room| field(&[channel], has_room, identifiers, stances);
    let personalise = deciding(&[PERSONALISE], stances);
    let newest = stances.iter().flat_map(Stance::decided_at).max();
    XdmProfile {
        consents: XdmConsents {
            personalize: least(personalise).map(|told| XdmPersonalize {
                content: XdmField {
                    value: told_as(told),
                },
            }),
            marketing: XdmMarketing {
                any: field(Channel::ALL, false, identifiers, stances),
                email: channel(Channel::Email, true),
                push: channel(Channel::Push, true),
                sms: channel(Channel::Sms, true),
                call: channel(Channel::Phone, false),
                postal_mail: channel(Channel::Post, false),
            },
            metadata: newest.map(|at| XdmMetadata { time: Moment(at) }),
        },
    }
}

/// What decides about any of these toggles, in every exchange that has one.
fn deciding<'a>(toggles: &'a [Toggle], stances: &'a [Stance]) -> impl Iterator<Item = Told<'a>> {
    let of = move |stance: &'a Stance| toggles.iter().filter_map(move |toggle| stance.told(toggle));
    stances.iter().flat_map(of)
}

/// The least permissive of them.
fn least<'a>(all: impl Iterator<Item = Told<'a>>) -> Option<Told<'a>> {
    all.min_by_key(|told| ORDER.iter().position(|known| *known == told_as(*told)))
}

fn field(
    channels: &[Channel],
    has_room: bool,
    identifiers: &[Identifier],
    stances: &[Stance],
) -> Option<XdmChannel> {
    let toggles: Vec<_> = channels.iter().copied().map(Toggle::Channel).collect();
    let least = least(deciding(&toggles, stances))?;
    let subscription = |stance: &Stance| {
        let told = stance.told(toggles.first()?)?;
        let view = told.view;
        let by_email = channels == [Channel::Email];
        let addresses = identifiers.iter();
        let addresses = addresses.filter(|one| one.namespace() == "email");
        let addresses = addresses.filter(|_| by_email && told.is_yes());
        let subscriber = |address: &Identifier| {
            let since = XdmSubscriber {
                time: view.since.map(Moment),
                source: view.source.word(),
            };
            (address.value().to_owned(), since)
        };
        let purpose = stance.purpose().to_owned();
        let topics = Some(purpose).filter(|purpose| purpose.chars().count() <= LONGEST_TOPIC);
        let subscription = XdmSubscription {
            value: told_as(told),
            topics: topics.into_iter().collect(),
            subscribers: addresses.map(subscriber).collect(),
        };
        Some((stance.key().to_owned(), subscription))
    };
    Some(XdmChannel {
        value: told_as(least),
        time: least.view.since.map(Moment),
        reason: (!least.is_yes()).then(|| reason(least)),
        subscriptions: has_room.then(|| stances.iter().filter_map(subscription).collect()),
    })
}

/// The state in our own words, and what denies it where it is on; never longer than the 255 characters
/// that the vendor has room for.
fn reason(told: Told<'_>) -> String {
    let (view, denied) = (told.view, told.denied);
    let denied = denied.map_or_else(String::new, |why| format!(", denied by {why}"));
    let words = format!(
        "{}, {}, {}, {}{denied}",
        view.decision.word(),
        view.source.word(),
        view.phase.word(),
        view.legal_basis.word(),
    );
    words.chars().take(LONGEST_REASON).collect()
}

impl Stance {
    fn decided_at(&self) -> Option<Timestamp> {
        self.deciding(&Toggle::Exchange)?.since
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::profiles::stance::every;

    /// What the vendor's documentation calls a yes, whatever it rests on.
    const YES: [&str; 7] = ["y", "dy", "LI", "CT", "CP", "VI", "PI"];

    #[test]
    fn a_yes_of_theirs_is_what_is_on_whatever_the_state() {
        for view in every::state() {
            assert_eq!(YES.contains(&value(&view)), view.is_on(), "{view:?}");
            assert!(ORDER.contains(&value(&view)), "{view:?}");
            assert!(view.source.word().len() <= 15);
            // Not even the longest key of a line takes more room than there is; and it is a no.
            let line = format!("red_line {}", "x".repeat(300));
            for denied in [None, Some(line.as_str())] {
                let view = &view;
                let told = Told { view, denied };
                assert!(reason(told).chars().count() <= 255);
                assert_eq!(YES.contains(&told_as(told)), told.is_yes(), "{told:?}");
            }
        }
    }

    #[test]
    fn each_state_has_its_value() {
        use Decision::{Denied, Granted, None};
        use Phase::{Active, Expired, NeedsAnswer, Paused, Pending, Withdrawn};
        for (decision, source, phase, told) in [
            (None, Source::Default, Pending, "dn"),
            (Denied, Source::Explicit, Active, "n"),
            (Granted, Source::Explicit, Active, "y"),
            (Granted, Source::Import, Active, "y"),
            (Denied, Source::Explicit, Withdrawn, "n"),
            (Denied, Source::Signal, Active, "n"),
            (Denied, Source::Default, Active, "dn"),
            (Granted, Source::Explicit, Paused, "n"),
            (Granted, Source::Explicit, NeedsAnswer, "p"),
            (Granted, Source::Explicit, Expired, "u"),
        ] {
            assert_eq!(value(&every::of(decision, source, phase)), told);
        }
        for (legal_basis, told) in [
            (LegalBasis::LegitimateInterest, "LI"),
            (LegalBasis::Contract, "CT"),
            (LegalBasis::LegalObligation, "CP"),
        ] {
            let view = ToggleView {
                legal_basis,
                ..every::of(Granted, Source::Law, Active)
            };
            assert_eq!(value(&view), told);
        }
    }

    #[test]
    fn of_several_the_least_permissive_counts() {
        let yes = every::of(Decision::Granted, Source::Explicit, Phase::Active);
        let no = every::of(Decision::Denied, Source::Explicit, Phase::Withdrawn);
        let never = every::of(Decision::None, Source::Default, Phase::Pending);
        let of = |views: &[&ToggleView]| {
            let all = views.iter().map(|view| every::told(view));
            least(all).map(told_as)
        };
        assert_eq!(of(&[&yes, &no, &never]), Some("n"));
        assert_eq!(of(&[&yes, &never]), Some("dn"));
        assert_eq!(of(&[&yes]), Some("y"));
        assert_eq!(of(&[]), None);
    }
}
