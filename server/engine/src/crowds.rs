//! How many customers stand to each exchange in which way: kept up with each of them, so that nobody has
//! to look at everybody.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, PoisonError};

use mutual::catalogue::Slug;
use mutual::clock::Timestamp;
use mutual::consent::{Crowd, Customer, Stance};

/// Those who stand to one exchange in one way.
#[derive(Default)]
struct Group {
    /// All of them.
    many: u64,
    /// Those among them whose yes was found to have run out.
    over: u64,
    /// How many yeses of the others run out when.
    ends: BTreeMap<Timestamp, u64>,
}

impl Group {
    fn one_more(&mut self, end: Option<Timestamp>) {
        self.many += 1;
        if let Some(end) = end {
            *self.ends.entry(end).or_default() += 1;
        }
    }

    fn one_fewer(&mut self, end: Option<Timestamp>) {
        self.many = self.many.saturating_sub(1);
        let Some(end) = end else { return };
        match self.ends.entry(end) {
            Entry::Occupied(mut yeses) => {
                *yeses.get_mut() -= 1;
                if *yeses.get() == 0 {
                    yeses.remove();
                }
            }
            // It was found to have run out.
            Entry::Vacant(_) => self.over = self.over.saturating_sub(1),
        }
    }

    /// Finds what has run out at `now`: each yes once, however often it is asked.
    fn run_out(&mut self, now: Timestamp) {
        while let Some(first) = self.ends.first_entry()
            && *first.key() <= now
        {
            self.over += first.remove();
        }
    }
}

/// Nothing is kept of a way to stand in which nobody is, so that all of it is never larger than the people
/// whom it counts.
#[derive(Default)]
struct Counts {
    /// All of them, as those stand to an exchange who never said anything of it.
    all: HashMap<Arc<Stance>, u64>,
    /// Those among them who said something of an exchange.
    said: BTreeMap<Slug, HashMap<Arc<Stance>, Group>>,
}

/// How many customers stand to each exchange in which way.
#[derive(Default)]
pub(crate) struct Crowds(Mutex<Counts>);

/// What changes where a customer is counted.
#[derive(Default)]
struct Place<'a> {
    /// As whom she is among all of them; none where that stays.
    whole: Option<Stance>,
    /// How she stands to the exchanges to which she stands otherwise, and when a yes runs out.
    said: Vec<(&'a Slug, Stance, Option<Timestamp>)>,
}

/// Whether two have all in common but what they said of exchanges.
fn are_alike(one: &Customer, other: &Customer) -> bool {
    let is_paused = |customer: &Customer| customer.state.paused_since.is_some();
    one.locale == other.locale
        && one.state.gpc == other.state.gpc
        && is_paused(one) == is_paused(other)
}

impl<'a> Place<'a> {
    /// Where `own` is counted and `other`, the same customer at another time, is not.
    fn of(own: Option<&'a Customer>, other: Option<&Customer>) -> Self {
        let Some(own) = own else {
            return Self::default();
        };
        let alike = other.filter(|other| are_alike(own, other));
        let stays = |key: &Slug| {
            alike.is_some_and(|other| other.state.answered(key).eq(own.state.answered(key)))
        };
        let said = own.state.exchanges().filter(|key| !stays(key));
        let said = said.map(|key| (key, Stance::of(own, key), Stance::end(own, key)));
        Self {
            whole: alike.is_none().then(|| Stance::unasked(own)),
            said: said.collect(),
        }
    }

    fn is_nowhere(&self) -> bool {
        self.whole.is_none() && self.said.is_empty()
    }
}

impl Crowds {
    /// A customer stands to something otherwise than before. A record that is merged into another one is
    /// nobody by itself.
    pub(crate) fn moved(&self, from: Option<&Customer>, to: Option<&Customer>) {
        let is_whole = |record: &&Customer| record.state.merged_into.is_none();
        let (from, to) = (from.filter(is_whole), to.filter(is_whole));
        let (gone, come) = (Place::of(from, to), Place::of(to, from));
        if gone.is_nowhere() && come.is_nowhere() {
            return;
        }
        let mut counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let counts = &mut *counts;
        if let Some(whole) = gone.whole
            && let Some(many) = counts.all.get_mut(&whole)
        {
            *many = many.saturating_sub(1);
            if *many == 0 {
                counts.all.remove(&whole);
            }
        }
        for (key, stance, end) in gone.said {
            let Some(groups) = counts.said.get_mut(key) else {
                continue;
            };
            if let Some(group) = groups.get_mut(&stance) {
                group.one_fewer(end);
                if group.many == 0 {
                    groups.remove(&stance);
                }
            }
            if groups.is_empty() {
                counts.said.remove(key);
            }
        }
        if let Some(whole) = come.whole {
            *counts.all.entry(Arc::new(whole)).or_default() += 1;
        }
        for (key, stance, end) in come.said {
            let groups = counts.said.entry(key.clone()).or_default();
            groups.entry(Arc::new(stance)).or_default().one_more(end);
        }
    }

    /// All customers, by how they stand to the exchange `key` at `now`.
    pub(crate) fn of(&self, key: &str, now: Timestamp) -> Vec<Crowd> {
        let (mut unasked, mut crowds) = {
            let mut counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            let mut crowds = Vec::new();
            for (stance, group) in counts.said.get_mut(key).into_iter().flatten() {
                group.run_out(now);
                let counting = group.many.saturating_sub(group.over);
                for (is_over, many) in [(false, counting), (true, group.over)] {
                    let stance = Arc::clone(stance);
                    crowds.push(Crowd {
                        stance,
                        is_over,
                        many,
                    });
                }
            }
            (counts.all.clone(), crowds)
        };
        // Who said something is among all of them already, as if it were nothing.
        for crowd in &crowds {
            if let Some(many) = unasked.get_mut(&crowd.stance.elsewhere()) {
                *many = many.saturating_sub(crowd.many);
            }
        }
        crowds.extend(unasked.into_iter().map(|(stance, many)| Crowd {
            stance,
            is_over: false,
            many,
        }));
        crowds.retain(|crowd| crowd.many > 0);
        crowds
    }
}

#[cfg(test)]
mod tests {
    use mutual::consent::ConsentState;
    use mutual::id::CustomerId;
    use mutual::insight::Lately;

    use super::*;

    fn reads(locale: &str) -> Customer {
        Customer {
            id: CustomerId::from_bytes([1; 16]),
            key: [2; 32],
            identifiers: vec![],
            locale: Some(locale.to_owned()),
            region: None,
            birth_year: None,
            created_at: Timestamp::default(),
            state: ConsentState::NONE,
            lately: Lately::default(),
        }
    }

    #[test]
    fn nothing_is_kept_of_a_crowd_that_nobody_is_in() {
        let crowds = Crowds::default();
        let (german, french) = (reads("de"), reads("fr"));
        let told = || {
            let all = crowds.of("recipe-ideas", Timestamp::default());
            let told = all.iter().map(|crowd| {
                let locale = crowd.stance.locale().unwrap_or_default();
                (locale.to_owned(), crowd.many)
            });
            told.collect::<Vec<_>>()
        };
        crowds.moved(None, Some(&german));
        crowds.moved(None, Some(&german));
        assert_eq!(told(), [("de".to_owned(), 2)]);
        for _ in 0..2 {
            crowds.moved(Some(&german), Some(&french));
        }
        assert_eq!(told(), [("fr".to_owned(), 2)]);
        // A record that is merged into another one is nobody by itself.
        let mut merged = french.clone();
        merged.state.merged_into = Some(CustomerId::from_bytes([9; 16]));
        crowds.moved(Some(&french), Some(&merged));
        assert_eq!(told(), [("fr".to_owned(), 1)]);
        crowds.moved(Some(&french), None);
        assert_eq!(crowds.0.lock().unwrap().all.len(), 0);
    }

    #[test]
    fn a_yes_runs_out_once_and_whose_it_was_may_go() {
        let at = Timestamp::from_millis;
        let mut group = Group::default();
        for end in [10, 20, 20] {
            group.one_more(Some(at(end)));
        }
        group.one_more(None);
        group.run_out(at(9));
        assert_eq!((group.many, group.over), (4, 0));
        for _ in 0..2 {
            group.run_out(at(20));
            assert_eq!((group.many, group.over), (4, 3));
        }
        // One of before is brought here late.
        group.one_more(Some(at(15)));
        group.one_fewer(Some(at(20)));
        group.one_fewer(None);
        group.run_out(at(21));
        assert_eq!((group.many, group.over), (3, 3));
        for end in [10, 15, 20] {
            group.one_fewer(Some(at(end)));
        }
        assert_eq!((group.many, group.over, group.ends.len()), (0, 0, 0));
    }
}
