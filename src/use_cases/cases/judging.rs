//! Who judges what a person decided: whoever decided it does not judge it again (GDPR, article 22(3)).

use std::collections::BTreeSet;

use super::own::Own;
use super::{Cases, NoCase};
use crate::consent::{ActorKind, address};
use crate::guard::CaseKind;
use crate::id::{AccountId, CustomerId};
use crate::port::{Account, CaseRow, StoreError};

/// Who decided what a case contests, by all that they are known by. Nobody where it contests nothing that a
/// person decided.
#[derive(Debug, Default)]
pub(super) struct FirstJudges {
    accounts: BTreeSet<AccountId>,
    /// The addresses of these accounts, and how a CRM calls whoever decided there; as [`spelt`] has them.
    names: BTreeSet<String>,
    /// The customers that they are themselves: whoever is one of these is one of them, by another account too.
    customers: BTreeSet<CustomerId>,
}

/// A name as it is compared: in small letters, composed, however it is spaced, and an address without the word
/// that it is one.
fn spelt(name: &str) -> String {
    let name = address(name.trim());
    let bare = name.strip_prefix("email:").unwrap_or(&name);
    let words: Vec<_> = bare.split_whitespace().collect();
    words.join(" ")
}

impl FirstJudges {
    /// Whether somebody who works here is one of them, where these are the customers that people are.
    pub(super) fn has(&self, account: &Account, own: &Own) -> bool {
        let own = own.get(&account.id);
        self.accounts.contains(&account.id)
            || self.names.contains(&spelt(&account.email))
            || own.is_some_and(|own| !own.is_disjoint(&self.customers))
    }
}

impl Cases<'_> {
    /// The case in which a person decided what this one contests, where it contests such a thing.
    pub(super) async fn contested(&self, row: &CaseRow) -> Result<Option<CaseRow>, StoreError> {
        match row.opened.matter.case {
            Some(case) if row.kind() == CaseKind::Contest => self.store.case(case).await,
            _ => Ok(None),
        }
    }

    /// Who decided what this case contests.
    pub(super) async fn first_judges(&self, row: &CaseRow) -> Result<FirstJudges, StoreError> {
        let contested = self.contested(row).await?;
        self.judges_of(contested.as_ref()).await
    }

    /// Who decided in that case.
    pub(super) async fn judges_of(
        &self,
        case: Option<&CaseRow>,
    ) -> Result<FirstJudges, StoreError> {
        let Some(end) = case.and_then(|case| case.end.as_ref()) else {
            return Ok(FirstJudges::default());
        };
        let decided = &end.decided;
        let is_here = decided.actor.kind == ActorKind::Agent;
        let here = decided.actor.id.as_deref().filter(|_| is_here);
        let here: Option<AccountId> = here.and_then(|id| id.parse().ok());
        let accounts: BTreeSet<AccountId> = here.into_iter().chain(decided.agreed_by).collect();
        let mut people = Vec::new();
        for id in &accounts {
            people.extend(self.office.account(*id).await?);
        }
        let own = self.own_of(&people).await?;
        let person = decided.person.as_deref();
        let names = people.iter().map(|account| account.email.as_str());
        let called = person.and_then(|person| self.customer_called(person));
        Ok(FirstJudges {
            accounts,
            names: names.chain(person).map(spelt).collect(),
            customers: own.into_values().flatten().chain(called).collect(),
        })
    }

    /// Whether a CRM calls one of them so. It may call somebody by the address that she has here, or as the
    /// customer that she is.
    pub(super) fn is_first(&self, first: &FirstJudges, person: &str) -> bool {
        let called = self.customer_called(person);
        first.names.contains(&spelt(person))
            || called.is_some_and(|customer| first.customers.contains(&customer))
    }

    /// The customer who is called so: by what her record is called, or by her address alone.
    fn customer_called(&self, person: &str) -> Option<CustomerId> {
        let holder = self.engine.holder(person.trim());
        let by_address = || self.engine.holder(&format!("email:{}", spelt(person)));
        self.whose(holder.or_else(by_address)?)
    }

    /// Refuses whoever works here and decided what this case contests.
    pub(super) async fn is_another(&self, row: &CaseRow, me: AccountId) -> Result<(), NoCase> {
        let first = self.first_judges(row).await?;
        let people: Vec<_> = self.office.account(me).await?.into_iter().collect();
        let own = self.own_of(&people).await?;
        if people.iter().any(|account| first.has(account, &own)) {
            return Err(NoCase::OwnDecision);
        }
        Ok(())
    }
}
