//! The allowed part of what somebody would like to use.

use super::{Outcome, Request, Verdict};

/// What somebody would like to use, in their own words, for the purpose, the topic and the amount of a
/// [`Request`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted<'a> {
    /// Which data categories.
    pub data: Vec<&'a str>,
    /// By which channels.
    pub channels: Vec<&'a str>,
    /// For which AI uses.
    pub ai_uses: Vec<&'a str>,
}

/// Finds the part of `wanted` that may be used together, and says whether that is all of it: the
/// verdict allows only then.
///
/// `check` answers one question about the customer. The part is sound: whatever it names together,
/// `check` allows, for any one of its channels and any one of its AI uses. And nothing of what was
/// wanted is missing that could be added: what is named first counts first, data before channels and
/// channels before AI uses.
pub fn project<'a>(
    base: &Request<'a>,
    wanted: &Wanted<'a>,
    check: impl Fn(&Request<'a>) -> Verdict,
) -> (Wanted<'a>, Verdict) {
    let ask = |data: &[&'a str], channel: Option<&'a str>, ai: Option<&'a str>| {
        check(&Request {
            data: data.to_vec(),
            channel,
            ai,
            ..base.clone()
        })
    };
    let is_allowed = |verdict: &Verdict| verdict.outcome == Outcome::Allow;
    let bare = ask(&[], None, None);
    if !is_allowed(&bare) {
        // Whatever is added asks for more.
        return (Wanted::default(), bare);
    }
    let mut may = Wanted::default();
    for &item in &wanted.data {
        let mut data = may.data.clone();
        data.push(item);
        if !may.data.contains(&item) && is_allowed(&ask(&data, None, None)) {
            may.data = data;
        }
    }
    for &channel in &wanted.channels {
        if !may.channels.contains(&channel) && is_allowed(&ask(&may.data, Some(channel), None)) {
            may.channels.push(channel);
        }
    }
    for &ai in &wanted.ai_uses {
        let mut channels = each(&may.channels);
        let is_sound = channels.all(|channel| is_allowed(&ask(&may.data, channel, Some(ai))));
        if !may.ai_uses.contains(&ai) && is_sound {
            may.ai_uses.push(ai);
        }
    }
    // A no is told before the word that a person decides.
    let mut verdict: Option<Verdict> = None;
    for channel in named(&wanted.channels) {
        for ai in named(&wanted.ai_uses) {
            let one = ask(&wanted.data, channel, ai);
            let told = verdict.as_ref().map(|told| severity(told.outcome));
            if told.is_none_or(|told| severity(one.outcome) > told) {
                verdict = Some(one);
            }
        }
    }
    (may, verdict.unwrap_or(bare))
}

/// None of them, and each of them.
fn each<'a>(names: &[&'a str]) -> impl Iterator<Item = Option<&'a str>> {
    std::iter::once(None).chain(names.iter().copied().map(Some))
}

/// Each of them; none where there is none.
fn named<'a>(names: &[&'a str]) -> Vec<Option<&'a str>> {
    if names.is_empty() {
        vec![None]
    } else {
        names.iter().copied().map(Some).collect()
    }
}

fn severity(outcome: Outcome) -> u8 {
    match outcome {
        Outcome::Allow => 0,
        Outcome::Escalate => 1,
        Outcome::Deny => 2,
    }
}
