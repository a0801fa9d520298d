//! The allowed part of what somebody would like to use.

use super::{Outcome, Request, Verdict};

/// What somebody would like to use, in their own words, for the purpose, the topic and the amount of a
/// [`Request`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted<'a> {
    /// Which data categories.
    pub data: Vec<&'a str>,
    /// Which guesses, by their keys.
    pub inferences: Vec<&'a str>,
    /// By which channels.
    pub channels: Vec<&'a str>,
    /// For which AI uses.
    pub ai_uses: Vec<&'a str>,
}

/// Finds the part of `wanted` that may be used together, and says whether that is all of it: the
/// verdict allows only then.
///
/// `check` answers one question about the customer, which would rest on the guesses with these keys too.
/// The part is sound: whatever it names together, `check` allows, for any one of its channels and any
/// one of its AI uses. And nothing of what was wanted is missing that could be added: what is named
/// first counts first, data before guesses, these before channels and channels before AI uses.
pub fn project<'a>(
    base: &Request<'a>,
    wanted: &Wanted<'a>,
    check: impl Fn(&Request<'a>, &[&'a str]) -> Verdict,
) -> (Wanted<'a>, Verdict) {
    let ask = |of: &Wanted<'a>, channel: Option<&'a str>, ai: Option<&'a str>| {
        let request = Request {
            data: of.data.clone(),
            channel,
            ai,
            ..base.clone()
        };
        check(&request, &of.inferences)
    };
    let is_allowed = |verdict: &Verdict| verdict.outcome == Outcome::Allow;
    let mut may = Wanted::default();
    let bare = ask(&may, None, None);
    if !is_allowed(&bare) {
        // Whatever is added asks for more.
        return (may, bare);
    }
    for &item in &wanted.data {
        if may.data.contains(&item) {
            continue;
        }
        may.data.push(item);
        if !is_allowed(&ask(&may, None, None)) {
            may.data.pop();
        }
    }
    for &key in &wanted.inferences {
        if may.inferences.contains(&key) {
            continue;
        }
        may.inferences.push(key);
        if !is_allowed(&ask(&may, None, None)) {
            may.inferences.pop();
        }
    }
    for &channel in &wanted.channels {
        if !may.channels.contains(&channel) && is_allowed(&ask(&may, Some(channel), None)) {
            may.channels.push(channel);
        }
    }
    for &ai in &wanted.ai_uses {
        let mut channels = each(&may.channels);
        let is_sound = channels.all(|channel| is_allowed(&ask(&may, channel, Some(ai))));
        if !may.ai_uses.contains(&ai) && is_sound {
            may.ai_uses.push(ai);
        }
    }
    // A no is told before the word that a person decides.
    let mut verdict: Option<Verdict> = None;
    for channel in named(&wanted.channels) {
        for ai in named(&wanted.ai_uses) {
            let one = ask(wanted, channel, ai);
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
