//! What the store in memory keeps beside the entries: who was asked, what was withdrawn, and who did
//! what.

use std::collections::BTreeMap;

use mutual::catalogue::Slug;
use mutual::id::CustomerId;
use mutual::insight::{AskedRow, Day, Recounted, Reply, Withdrawal};
use mutual::port::{AuditLine, Destruction, Group};

/// Which count of those who were asked: exchange, day and version.
pub type On = (Slug, Day, u32);

/// How many were asked, answered and said yes.
pub type Many = [i64; 3];

/// The rows, and what is counted of them.
#[derive(Clone, Default, Debug, PartialEq, Eq)]
pub struct Beside {
    /// Who was asked.
    pub asked: BTreeMap<(CustomerId, Slug, u32), AskedRow>,
    /// What is counted of rows that are there, and of those that are gone.
    pub on: BTreeMap<On, (Many, Many)>,
    /// What was withdrawn.
    pub withdrawals: BTreeMap<(CustomerId, Slug, u64), Withdrawal>,
    /// Who did what.
    pub lines: Vec<AuditLine>,
}

fn steps(yes: Option<bool>) -> Many {
    [1, i64::from(yes.is_some()), i64::from(yes == Some(true))]
}

fn add(to: &mut Many, many: Many, sign: i64) {
    for (to, many) in to.iter_mut().zip(many) {
        *to += sign * many;
    }
}

fn on(row: &AskedRow) -> On {
    let AskedRow {
        proposition,
        day,
        version,
        ..
    } = row;
    (proposition.clone(), *day, *version)
}

impl Beside {
    /// All that is counted, whoever is gone.
    pub fn sums(&self) -> Many {
        let mut sums = [0; 3];
        for (told, gone) in self.on.values() {
            add(&mut sums, *told, 1);
            add(&mut sums, *gone, 1);
        }
        sums
    }

    /// What is counted of rows that are there, without empty counts.
    pub fn told(&self) -> BTreeMap<On, Many> {
        let told = self.on.iter().map(|(on, (told, _))| (on.clone(), *told));
        told.filter(|(_, told)| *told != [0; 3]).collect()
    }

    /// What the rows say is to be counted.
    pub fn rows(&self) -> BTreeMap<On, Many> {
        let mut all = BTreeMap::new();
        for row in self.asked.values() {
            add(all.entry(on(row)).or_insert([0; 3]), steps(row.yes), 1);
        }
        all
    }

    pub(crate) fn write(&mut self, group: &Group) {
        for reply in &group.replies {
            self.answer(reply);
        }
        for row in &group.asked {
            let key = (row.customer, row.proposition.clone(), row.version);
            if let std::collections::btree_map::Entry::Vacant(place) = self.asked.entry(key) {
                place.insert(row.clone());
                add(
                    &mut self.on.entry(on(row)).or_default().0,
                    steps(row.yes),
                    1,
                );
            }
        }
        self.withdraw(&group.withdrawals);
        self.lines.extend(group.lines.iter().cloned());
    }

    fn answer(&mut self, reply: &Reply) {
        let key = (reply.customer, reply.proposition.clone(), reply.version);
        if let Some(row) = self.asked.get_mut(&key)
            && row.yes.is_none()
            && reply.answers(row)
        {
            let told = &mut self.on.entry(on(row)).or_default().0;
            add(told, steps(row.yes), -1);
            row.yes = Some(reply.yes);
            add(told, steps(row.yes), 1);
        }
    }

    fn withdraw(&mut self, withdrawals: &[Withdrawal]) {
        for row in withdrawals {
            let key = (row.customer, row.proposition.clone(), row.index);
            self.withdrawals.insert(key, row.clone());
        }
    }

    pub(crate) fn destroy(&mut self, destruction: &Destruction) {
        let goes = |customer: CustomerId, proposition: &Slug| {
            let mut forgotten = destruction.arrived.iter();
            let mut erased = destruction.erasures.iter();
            forgotten.any(|(id, key)| *id == customer && key == proposition)
                || erased.any(|erasure| erasure.customer == customer)
        };
        for row in self.asked.values() {
            if goes(row.customer, &row.proposition) {
                let (told, gone) = self.on.entry(on(row)).or_default();
                add(told, steps(row.yes), -1);
                add(gone, steps(row.yes), 1);
            }
        }
        self.asked.retain(|(id, key, _), _| !goes(*id, key));
        self.withdrawals.retain(|(id, key, _), _| !goes(*id, key));
    }

    /// As a program that knew nothing of it would have left it.
    pub(crate) fn lose(&mut self) {
        for row in self.asked.values_mut() {
            row.yes = None;
        }
        self.withdrawals.clear();
    }

    pub(crate) fn recount(&mut self, counted: &Recounted) {
        for reply in &counted.replies {
            self.answer(reply);
        }
        self.withdraw(&counted.withdrawals);
        for (told, _) in self.on.values_mut() {
            *told = [0; 3];
        }
        for (on, many) in self.rows() {
            self.on.entry(on).or_default().0 = many;
        }
    }
}
