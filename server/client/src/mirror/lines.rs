//! The red lines that a mirror holds, and which of them a question crosses.

use std::collections::{BTreeMap, HashMap};

use serde::{Deserialize, Serialize};

use super::state::Known;
use crate::red_line::{is_unreadable, topic};
use crate::{Change, DataTerms, LineTerms, Moment, Question};

/// What holds under one key, and what is decided of later.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Kept {
    key: String,
    now: Option<Stands>,
    then: Option<Then>,
}

/// A line, and from when it holds as it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Stands {
    pub(super) line: LineTerms,
    pub(super) from: Moment,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Then {
    from: Moment,
    /// None: nothing holds then.
    line: Option<LineTerms>,
}

impl Kept {
    /// What holds at a moment.
    fn at(&self, now: Moment) -> Option<Stands> {
        match &self.then {
            Some(then) if then.from <= now => {
                let line = then.line.clone()?;
                Some(Stands {
                    line,
                    from: then.from,
                })
            }
            _ => self.now.clone(),
        }
    }
}

/// All red lines, by key.
#[derive(Clone, Debug, Default)]
pub(super) struct Lines(BTreeMap<String, Kept>);

impl Lines {
    pub(super) fn of(all: Vec<Kept>) -> Self {
        Self(
            all.into_iter()
                .map(|kept| (kept.key.clone(), kept))
                .collect(),
        )
    }

    pub(super) fn all(&self) -> Vec<Kept> {
        self.0.values().cloned().collect()
    }

    /// Applies an entry; false where it does not say from when.
    pub(super) fn apply(&mut self, change: &Change) -> bool {
        let Some(from) = change.from_time.map(|from| from.max(change.at)) else {
            return false;
        };
        for key in &change.red_lines {
            let line = change.drawn.iter().find(|line| line.key == *key).cloned();
            let holds = self.0.get(key).and_then(|kept| kept.at(change.at));
            let kept = if from > change.at {
                let then = Some(Then { from, line });
                Kept {
                    key: key.clone(),
                    now: holds,
                    then,
                }
            } else {
                let now = line.map(|line| Stands { line, from });
                Kept {
                    key: key.clone(),
                    now,
                    then: None,
                }
            };
            if kept.now.is_none() && kept.then.is_none() {
                self.0.remove(key);
            } else {
                self.0.insert(key.clone(), kept);
            }
        }
        true
    }

    /// The next moment at which another set of lines holds.
    pub(super) fn next_change(&self, now: Moment) -> Option<Moment> {
        let coming = self.0.values().filter_map(|kept| kept.then.as_ref());
        coming
            .map(|then| then.from)
            .filter(|from| *from > now)
            .min()
    }

    /// What a question about somebody crosses: those that deny first, then by key.
    pub(super) fn crossed(
        &self,
        question: &Question,
        customer: &Known,
        kinds: &HashMap<String, DataTerms>,
        now: Moment,
    ) -> Vec<Stands> {
        if self.0.is_empty() {
            return Vec::new();
        }
        let topic = question.topic.as_deref().and_then(topic);
        let standing = self.0.values().filter_map(|kept| kept.at(now));
        let mut crossed: Vec<_> = standing
            .filter(|stands| {
                holds(
                    &stands.line,
                    question,
                    topic.as_deref(),
                    customer,
                    kinds,
                    now,
                )
            })
            .collect();
        crossed.sort_by_key(|stands| !stands.line.denies());
        crossed
    }
}

fn holds(
    line: &LineTerms,
    question: &Question,
    topic: Option<&str>,
    customer: &Known,
    kinds: &HashMap<String, DataTerms>,
    now: Moment,
) -> bool {
    let when = &line.when;
    let named = |list: &[String], word: Option<&str>| {
        list.is_empty() || word.is_some_and(|word| list.iter().any(|one| one == word))
    };
    let is_such = |id: &String| {
        kinds.get(id).is_some_and(|kind| {
            named(&when.data, Some(id))
                && named(&when.sensitivities, Some(&kind.sensitivity))
                && named(&when.origins, Some(&kind.origin))
        })
    };
    let asks_for_data =
        !(when.data.is_empty() && when.sensitivities.is_empty() && when.origins.is_empty());
    // Where a question names no amount, or one in another currency, it may be about more.
    let is_over = when.amount_over.as_ref().is_none_or(|over| {
        let same = question.currency.as_ref() == Some(&over.currency);
        let amount = question.amount.filter(|_| same);
        amount.is_none_or(|amount| amount > over.amount)
    });
    let is_any = question.topic.as_deref().is_some_and(is_unreadable);
    let in_one = when.situations.iter().any(|one| customer.is_in(one, now));
    (is_any || named(&when.topics, topic))
        && named(&when.purposes, Some(&question.purpose))
        && named(&when.channels, question.channel.as_deref())
        && named(&when.ai_uses, question.ai.as_deref())
        && (when.situations.is_empty() || in_one)
        && (!asks_for_data || question.data.iter().any(is_such))
        && is_over
}
