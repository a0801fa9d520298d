//! Which cases are about people who work here: nobody decides about herself.

use std::collections::{BTreeMap, BTreeSet};

use super::{Cases, QUEUE};
use crate::clock::Timestamp;
use crate::consent::{Identifier, address};
use crate::guard::{Desk, Taken};
use crate::id::{AccountId, CaseId, CustomerId};
use crate::port::{Account, CaseFilter, CaseRow, HeldBy, StoreError};

/// A telephone number without what people write between its digits; none where it is something else.
fn number(text: &str) -> Option<String> {
    let digits = text.replace(|c: char| c.is_whitespace() || "()-./".contains(c), "");
    let plain = digits.strip_prefix('+').unwrap_or(&digits);
    let is_number = !plain.is_empty() && plain.bytes().all(|c| c.is_ascii_digit());
    is_number.then_some(digits)
}

/// The customers that each of some people is herself.
pub(super) type Own = BTreeMap<AccountId, BTreeSet<CustomerId>>;

impl Cases<'_> {
    /// The customer that a record is one of.
    pub(super) fn whose(&self, record: CustomerId) -> Option<CustomerId> {
        self.engine.customer(record).map(|customer| customer.id)
    }

    /// Whether it is about one of these customers.
    pub(super) fn is_about(&self, row: &CaseRow, own: &BTreeSet<CustomerId>) -> bool {
        let whose = self.whose(row.customer());
        whose.is_some_and(|customer| own.contains(&customer))
    }

    /// The customers that these people are themselves, as far as their addresses tell and what they said
    /// beside them.
    pub(super) async fn own_of(&self, people: &[Account]) -> Result<Own, StoreError> {
        let mut own = Own::new();
        if people.is_empty() {
            return Ok(own);
        }
        let ids: Vec<_> = people.iter().map(|account| account.id).collect();
        let mut known = self.office.known_as(&ids).await?;
        for account in people {
            let address: Result<Identifier, _> = format!("email:{}", account.email).parse();
            known.extend(address.map(|address| (account.id, vec![address])));
        }
        for (id, names) in known {
            let records = names
                .iter()
                .filter_map(|name| self.engine.holder(name.as_str()));
            let customers = records.filter_map(|record| self.whose(record));
            own.entry(id).or_default().extend(customers);
        }
        Ok(own)
    }

    /// Whether a CRM names as the one who decided whoever the case is about: by what her records are called,
    /// by her address or telephone number alone, or as somebody who comes in here and is her. Another number
    /// alone tells nothing, for a CRM counts its people and its customers apart.
    pub(super) async fn names_her(&self, row: &CaseRow, person: &str) -> Result<bool, StoreError> {
        let Some(customer) = self.engine.customer(row.customer()) else {
            return Ok(false);
        };
        let person = address(person);
        let is_it = |name: &str| address(name) == person;
        let dialled = number(person.strip_prefix("phone:").unwrap_or(&person));
        let is_called = |known: &Identifier| match known.namespace() {
            "phone" if dialled.is_some() => number(known.value()) == dialled,
            "email" | "phone" => is_it(known.as_str()) || is_it(known.value()),
            _ => is_it(known.as_str()),
        };
        if customer.identifiers.iter().any(is_called) {
            return Ok(true);
        }
        let records: Vec<_> = customer.ids().collect();
        for id in records {
            let account = self.office.account_of(id).await?;
            if is_it(&id.to_string()) || account.is_some_and(|account| is_it(&account.email)) {
                return Ok(true);
            }
        }
        let mut people = self.office.staff().await?;
        people.retain(|account| is_it(&account.email));
        let own = self.own_of(&people).await?;
        Ok(own.values().any(|own| self.is_about(row, own)))
    }

    /// The same of those who did something at this desk, and of whoever asks.
    pub(super) async fn own_at(
        &self,
        desk: &Desk,
        asking: Option<AccountId>,
    ) -> Result<Own, StoreError> {
        let decided = desk.first.iter().chain(&desk.taken);
        let decided = decided.flat_map(|taken| [taken.by.account(), taken.agreed_by]);
        let ids: BTreeSet<_> = decided.chain([desk.holder, asking]).flatten().collect();
        let mut people = Vec::new();
        for id in ids {
            people.extend(self.office.account(id).await?);
        }
        self.own_of(&people).await
    }

    /// The case without what whoever it is about did at its desk. That it is hers may be known only since
    /// then: she said so, or two records were joined. So nobody finds it taken by her, who can let it go no
    /// more, and no decision stands on her word.
    pub(super) fn without_hers(&self, mut row: CaseRow, own: &Own) -> CaseRow {
        if row.end.is_some() || row.desk.ending {
            return row;
        }
        let hers = own.iter().filter(|(_, own)| self.is_about(&row, own));
        let hers: BTreeSet<_> = hers.map(|(id, _)| *id).collect();
        let is_hers = |who: Option<AccountId>| who.is_some_and(|id| hers.contains(&id));
        let desk = &mut row.desk;
        desk.holder = desk.holder.filter(|holder| !hers.contains(holder));
        let taken = desk.taken.take();
        let taken = taken.filter(|taken| !is_hers(taken.by.account()));
        if taken.as_ref().is_some_and(|taken| is_hers(taken.agreed_by)) {
            // What somebody else decided waits for another second one.
            desk.first = taken.map(|taken| Taken {
                agreed_by: None,
                ..taken
            });
        } else {
            desk.taken = taken;
        }
        let first = desk.first.take();
        desk.first = first.filter(|first| !is_hers(first.by.account()));
        row
    }

    /// The open cases behind `after` that nobody has any more because they are about whoever took them
    /// ([`Self::without_hers`]): the store knows her as the one who has them. They are few, as all cases
    /// are that are about people who work here.
    pub(super) async fn freed(
        &self,
        filter: &CaseFilter,
        mut after: Option<(Timestamp, CaseId)>,
        own: &Own,
    ) -> Result<Vec<CaseRow>, StoreError> {
        let customers: BTreeSet<_> = own.values().flatten().copied().collect();
        let customers = customers.into_iter();
        let customers = customers.filter_map(|id| self.engine.customer(id));
        let records = customers.flat_map(|customer| customer.ids().collect::<Vec<_>>());
        let is_asked = |id: &CustomerId| filter.of.as_ref().is_none_or(|of| of.contains(id));
        let records: Vec<_> = records.filter(is_asked).collect();
        let mut freed = Vec::new();
        if records.is_empty() {
            return Ok(freed);
        }
        let about_them = CaseFilter {
            of: Some(records),
            held_by: HeldBy::Anybody,
            ..filter.clone()
        };
        loop {
            let rows = self.store.cases(&about_them, after, QUEUE).await?;
            after = rows.last().map(|row| (row.opened.due_at, row.id()));
            let is_freed = |row: &CaseRow| {
                let desk = self.without_hers(row.clone(), own).desk;
                row.desk.holder.is_some() && desk.holder.is_none()
            };
            freed.extend(rows.into_iter().filter(is_freed));
            if after.is_none() {
                return Ok(freed);
            }
        }
    }
}
