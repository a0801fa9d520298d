//! Who judges what a person decided: whoever decided it does not judge it again (GDPR, article 22(3)).

use std::collections::BTreeSet;

use super::{Cases, NoCase};
use crate::consent::ActorKind;
use crate::guard::CaseKind;
use crate::id::AccountId;
use crate::port::{Account, CaseRow, StoreError};

/// Who decided what a case contests, by all that they are known by. Nobody where it contests nothing that a
/// person decided.
#[derive(Debug, Default)]
pub(super) struct FirstJudges {
    accounts: BTreeSet<AccountId>,
    /// The addresses of these accounts, and how a CRM calls whoever decided there; in small letters.
    names: BTreeSet<String>,
}

impl FirstJudges {
    /// Whether somebody who works here is one of them.
    pub(super) fn has(&self, account: &Account) -> bool {
        self.accounts.contains(&account.id) || self.is_called(&account.email)
    }

    /// Whether one of them is called so. A CRM may call somebody by the address that she has here.
    pub(super) fn is_called(&self, name: &str) -> bool {
        self.names.contains(&name.to_lowercase())
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
        let mut names = BTreeSet::new();
        names.extend(decided.person.as_deref().map(str::to_lowercase));
        for id in &accounts {
            let account = self.office.account(*id).await?;
            names.extend(account.map(|account| account.email.to_lowercase()));
        }
        Ok(FirstJudges { accounts, names })
    }

    /// Refuses whoever works here and decided what this case contests.
    pub(super) async fn is_another(&self, row: &CaseRow, me: AccountId) -> Result<(), NoCase> {
        let first = self.first_judges(row).await?;
        let account = self.office.account(me).await?;
        if account.is_some_and(|account| first.has(&account)) {
            return Err(NoCase::OwnDecision);
        }
        Ok(())
    }
}
