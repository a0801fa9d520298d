//! Since when how many customers are known, by what decides for whom a version runs that asks nobody:
//! kept up with each of them, so that nobody has to look at everybody.

use std::collections::{BTreeMap, HashMap};
use std::hash::Hash;
use std::sync::{Arc, Mutex, PoisonError};

use mutual::catalogue::Slug;
use mutual::consent::Customer;
use mutual::insight::{Alike, Day, Said};

/// A region, whether everything is paused, and whether nothing is to be sold or shared.
type Group = (Option<String>, bool, bool);

/// How many became known on each day.
type Days = BTreeMap<Day, u64>;

/// How many became known when, by what they have in common. Whoever sums them does so beside the writer:
/// under the lock the days are only taken hold of. Nothing is kept of a group that nobody is in, so that
/// all of it is never larger than the people whom it counts.
#[derive(Default)]
struct Counts {
    /// All of them.
    all: HashMap<Group, Arc<Days>>,
    /// Those among them who said something of an exchange that counts where nobody is asked.
    said: BTreeMap<Slug, HashMap<(Group, Said), Arc<Days>>>,
}

/// How many of which customers became known on each day.
#[derive(Default)]
pub(crate) struct Known(Mutex<Counts>);

/// Where one customer is counted.
#[derive(PartialEq, Eq)]
pub(crate) struct Place<'a> {
    region: Option<&'a str>,
    is_paused: bool,
    is_signalled: bool,
    since: Day,
    /// Nothing is left out.
    said: Vec<(&'a Slug, Said)>,
}

impl<'a> Place<'a> {
    /// Of a record; none of one that is merged into another.
    pub(crate) fn of(record: &'a Customer) -> Option<Self> {
        let state = &record.state;
        let said = state.exchanges().map(|key| (key, Said::of(state, key)));
        state.merged_into.is_none().then(|| Self {
            region: record.region.as_deref(),
            is_paused: state.paused_since.is_some(),
            is_signalled: state.gpc.is_some(),
            since: Day::of(record.created_at),
            said: said.filter(|(_, said)| *said != Said::Nothing).collect(),
        })
    }

    fn group(&self) -> Group {
        let region = self.region.map(str::to_owned);
        (region, self.is_paused, self.is_signalled)
    }
}

/// One more of that group became known on that day.
fn one_more<G: Eq + Hash>(groups: &mut HashMap<G, Arc<Days>>, group: G, day: Day) {
    let days = Arc::make_mut(groups.entry(group).or_default());
    *days.entry(day).or_default() += 1;
}

/// One fewer of that group became known on that day.
fn one_fewer<G: Eq + Hash>(groups: &mut HashMap<G, Arc<Days>>, group: &G, day: Day) {
    let Some(days) = groups.get_mut(group).map(Arc::make_mut) else {
        return;
    };
    if let Some(many) = days.get_mut(&day) {
        *many = many.saturating_sub(1);
        if *many == 0 {
            days.remove(&day);
        }
    }
    // Whoever sums them has hold of the days by itself.
    if days.is_empty() {
        groups.remove(group);
    }
}

impl Known {
    /// A customer is counted in another place than before.
    pub(crate) fn moved(&self, from: Option<Place<'_>>, to: Option<Place<'_>>) {
        if from == to {
            return;
        }
        let mut counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(from) = from {
            let group = from.group();
            one_fewer(&mut counts.all, &group, from.since);
            for (key, said) in from.said {
                let Some(by) = counts.said.get_mut(key) else {
                    continue;
                };
                one_fewer(by, &(group.clone(), said), from.since);
                if by.is_empty() {
                    counts.said.remove(key);
                }
            }
        }
        if let Some(to) = to {
            let group = to.group();
            for (key, said) in to.said {
                let by = counts.said.entry(key.clone()).or_default();
                one_more(by, (group.clone(), said), to.since);
            }
            one_more(&mut counts.all, group, to.since);
        }
    }

    /// How many became known on each day, of those whom `takes` takes by what they have in common,
    /// and by what they said of the exchange `key`.
    pub(crate) fn days(&self, key: &str, takes: &dyn Fn(Alike<'_>) -> bool) -> Days {
        let takes = |(region, is_paused, is_signalled): &Group, said: Said| {
            takes(Alike {
                region: region.as_deref(),
                is_paused: *is_paused,
                is_signalled: *is_signalled,
                said,
            })
        };
        let (mut more, mut fewer) = (Vec::new(), Vec::new());
        {
            let counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            for (group, days) in &counts.all {
                if takes(group, Said::Nothing) {
                    more.push(Arc::clone(days));
                }
            }
            // Who said something is among all of them already, as if it were nothing.
            for ((group, said), days) in counts.said.get(key).into_iter().flatten() {
                match (takes(group, *said), takes(group, Said::Nothing)) {
                    (true, false) => more.push(Arc::clone(days)),
                    (false, true) => fewer.push(Arc::clone(days)),
                    _ => {}
                }
            }
        }
        let mut sum = Days::new();
        for (day, many) in more.iter().flat_map(|days| days.iter()) {
            *sum.entry(*day).or_default() += many;
        }
        for (day, many) in fewer.iter().flat_map(|days| days.iter()) {
            if let Some(all) = sum.get_mut(day) {
                *all = all.saturating_sub(*many);
            }
        }
        sum.retain(|_, many| *many > 0);
        sum
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_kept_of_a_group_that_nobody_is_in() {
        let key: Slug = "recipe-ideas".parse().unwrap();
        let since = Day::default();
        let lives = |region, said: &[Said]| {
            let said = said.iter().map(|said| (&key, *said)).collect();
            Some(Place {
                region: Some(region),
                is_paused: false,
                is_signalled: false,
                since,
                said,
            })
        };
        let known = Known::default();
        known.moved(None, lives("DE", &[Said::No]));
        known.moved(None, lives("DE", &[]));
        let everybody = || known.days(&key, &|_| true);
        let held = everybody();
        known.moved(lives("DE", &[Said::No]), lives("FR", &[Said::No]));
        known.moved(lives("DE", &[]), lives("FR", &[]));
        assert_eq!(everybody(), held, "both moved, and both are known still");
        let groups = || {
            let counts = known.0.lock().unwrap();
            let said = counts.said.values().map(HashMap::len);
            (counts.all.len(), said.collect::<Vec<_>>())
        };
        assert_eq!(groups(), (1, vec![1]));
        known.moved(lives("FR", &[Said::No]), lives("FR", &[]));
        assert_eq!(groups(), (1, vec![]));
        for _ in 0..2 {
            known.moved(lives("FR", &[]), None);
        }
        assert_eq!(groups(), (0, vec![]));
        assert_eq!(everybody(), Days::new());
    }
}
