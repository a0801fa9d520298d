//! The people of the organisation: who is in it, and what each may do.
//!
//! Nobody changes an account of her own, and the last admin stays: the store holds to that too,
//! because two may take each other's role at once.

use std::collections::BTreeMap;

use super::review::{NoStep, account};
use super::{Mutual, Reading};
use crate::access::{Actor, Deed, Role, authorise};
use crate::catalogue::Fault;
use crate::consent::Identifier;
use crate::id::AccountId;
use crate::port::{Account, AccountKind, StoreError};

/// The longest name that customers read, in characters.
const LONGEST_CALLED: usize = 40;
/// By how many identifiers one of the team is known at the most.
const MOST_KNOWN: usize = 20;

impl Mutual {
    /// Everybody of the team, by address.
    ///
    /// # Errors
    ///
    /// [`Reading`].
    pub async fn team(&self, actor: &Actor) -> Result<Vec<Account>, Reading> {
        authorise(actor, Deed::ManageTeam)?;
        Ok(self.office.staff().await?)
    }

    /// Makes an account without a password for somebody new. The letter that lets her set one is
    /// the door's to send.
    ///
    /// # Errors
    ///
    /// [`NoStep`]; [`NoStep::Moved`] where the address has an account.
    pub async fn invite(
        &self,
        actor: &Actor,
        email: &str,
        role: Role,
    ) -> Result<AccountId, NoStep> {
        authorise(actor, Deed::ManageTeam).map_err(Reading::from)?;
        let email = crate::consent::address(email.trim());
        if !crate::consent::is_address(&email) {
            return Err(NoStep::Typed(Fault {
                field: "email".to_owned(),
                message: "write an e-mail address".to_owned(),
            }));
        }
        let account = Account {
            id: AccountId::new(self.clock.as_ref(), self.entropy.as_ref()),
            email,
            password: None,
            kind: AccountKind::Staff(role),
            created_at: self.engine.now(),
            disabled_at: None,
        };
        let line = self.line(actor, "team.invited", &account.email, role.name());
        self.office.add_account(&account, Some(&line)).await?;
        Ok(account.id)
    }

    /// Says that somebody who has not come in yet is invited once more. The letter is the door's to
    /// send.
    ///
    /// # Errors
    ///
    /// [`NoStep`]; [`NoStep::Moved`] where there is nobody like that: who set a password is in already.
    pub async fn invite_again(&self, actor: &Actor, id: AccountId) -> Result<(), NoStep> {
        let account = self.somebody_else(actor, id).await?;
        if account.password.is_some() {
            return Err(NoStep::Moved);
        }
        let line = self.line(actor, "team.invited_again", &account.email, "");
        Ok(self.office.add_audit(&line).await?)
    }

    /// Gives somebody else another role.
    ///
    /// # Errors
    ///
    /// [`NoStep`]; [`NoStep::OwnAccount`] for one's own, [`NoStep::LastAdmin`].
    pub async fn set_role(&self, actor: &Actor, id: AccountId, role: Role) -> Result<(), NoStep> {
        let account = self.somebody_else(actor, id).await?;
        let line = self.line(actor, "team.role", &account.email, role.name());
        let set = self.office.set_role(id, role, &line).await;
        set.map_err(|error| last_admin(error, &account))
    }

    /// Switches somebody else's account off, or on again. Off ends every session of it at once.
    ///
    /// # Errors
    ///
    /// As [`Mutual::set_role`].
    pub async fn set_disabled(
        &self,
        actor: &Actor,
        id: AccountId,
        disabled: bool,
    ) -> Result<(), NoStep> {
        let account = self.somebody_else(actor, id).await?;
        let at = disabled.then(|| self.engine.now());
        let what = if disabled { "team.off" } else { "team.on" };
        let line = self.line(actor, what, &account.email, "");
        let set = self.office.set_disabled(id, at, Some(&line)).await;
        set.map_err(|error| last_admin(error, &account))
    }

    /// What whoever asks is called to customers, where she says so.
    ///
    /// # Errors
    ///
    /// [`Reading`]; [`Reading::Denied`] for whoever is not one of the organisation's own people.
    pub async fn my_name(&self, actor: &Actor) -> Result<Option<String>, Reading> {
        let me = account(actor)?;
        let mut named = self.office.called(&[me]).await?;
        Ok(named.pop().map(|(_, name)| name))
    }

    /// Says what whoever asks is called to customers while she has what they asked. With an empty name
    /// they read that a person has it. It has a line in the list of who did what, where it is another
    /// one than before.
    ///
    /// # Errors
    ///
    /// [`NoStep`]; [`NoStep::Typed`] where it is no name.
    pub async fn call_me(&self, actor: &Actor, name: &str) -> Result<(), NoStep> {
        let me = account(actor)?;
        let name = name.trim();
        let bad = |c: char| c.is_control() || crate::consent::is_invisible(c);
        if name.chars().count() > LONGEST_CALLED || name.chars().any(bad) {
            return Err(NoStep::Typed(Fault {
                field: "called".to_owned(),
                message: format!("use one line of at most {LONGEST_CALLED} characters"),
            }));
        }
        let called = (!name.is_empty()).then_some(name);
        let mine = self.office.account(me).await?;
        let email = mine.map(|account| account.email).unwrap_or_default();
        let line = self.line(actor, "team.called", &email, name);
        Ok(self.office.set_called(me, called, &line).await?)
    }

    /// By what our records know whoever asks, beside her address, as far as she said so.
    ///
    /// # Errors
    ///
    /// As [`Mutual::my_name`].
    pub async fn my_identifiers(&self, actor: &Actor) -> Result<Vec<Identifier>, Reading> {
        let me = account(actor)?;
        Ok(self.known_as(me).await?)
    }

    /// Says one thing more by which our records know whoever asks: she neither sees nor decides what is
    /// about her. Whether anybody is known by it she does not learn here. Only an admin takes it away
    /// again, so that nobody does who would like to decide. The line of it does not say what it is.
    ///
    /// # Errors
    ///
    /// [`NoStep`]; [`NoStep::Typed`] where it is no identifier, or one too many.
    pub async fn know_me_as(&self, actor: &Actor, typed: &str) -> Result<(), NoStep> {
        let me = account(actor)?;
        let fault = |message: &str| {
            NoStep::Typed(Fault {
                field: "identifier".to_owned(),
                message: message.to_owned(),
            })
        };
        let name = typed.trim().parse::<Identifier>();
        let name = name.map_err(|_| fault("write a kind and a value, such as `crm:42`"))?;
        let before = self.known_as(me).await?;
        if before.contains(&name) {
            return Ok(());
        }
        if before.len() >= MOST_KNOWN {
            return Err(fault("this is one too many"));
        }
        let mut now = before.clone();
        now.push(name);
        let mine = self.office.account(me).await?;
        let email = mine.map(|account| account.email).unwrap_or_default();
        let line = self.line(actor, "team.known_as", &email, "");
        Ok(self.office.set_known_as(me, &before, &now, &line).await?)
    }

    /// By what our records know those of the team who said so, by account.
    ///
    /// # Errors
    ///
    /// As [`Mutual::team`].
    pub async fn team_identifiers(
        &self,
        actor: &Actor,
    ) -> Result<BTreeMap<AccountId, Vec<Identifier>>, Reading> {
        let team = self.team(actor).await?;
        let ids: Vec<_> = team.iter().map(|account| account.id).collect();
        Ok(self.office.known_as(&ids).await?.into_iter().collect())
    }

    /// Takes away something by which our records know somebody else.
    ///
    /// # Errors
    ///
    /// As [`Mutual::set_role`]; [`NoStep::Moved`] where she is not known by it (any more).
    pub async fn not_known_as(
        &self,
        actor: &Actor,
        id: AccountId,
        name: &str,
    ) -> Result<(), NoStep> {
        let account = self.somebody_else(actor, id).await?;
        let before = self.known_as(id).await?;
        let mut now = before.clone();
        now.retain(|known| known.as_str() != name);
        if now == before {
            return Err(NoStep::Moved);
        }
        let line = self.line(actor, "team.not_known_as", &account.email, "");
        Ok(self.office.set_known_as(id, &before, &now, &line).await?)
    }

    async fn known_as(&self, id: AccountId) -> Result<Vec<Identifier>, StoreError> {
        let mut known = self.office.known_as(&[id]).await?;
        Ok(known.pop().map(|(_, names)| names).unwrap_or_default())
    }

    async fn somebody_else(&self, actor: &Actor, id: AccountId) -> Result<Account, NoStep> {
        authorise(actor, Deed::ManageTeam).map_err(Reading::from)?;
        if matches!(actor, Actor::Staff { account, .. } if *account == id) {
            return Err(NoStep::OwnAccount);
        }
        let account = self.office.account(id).await?;
        let account = account.filter(|account| matches!(account.kind, AccountKind::Staff(_)));
        Ok(account.ok_or(Reading::Absent)?)
    }
}

fn last_admin(error: StoreError, account: &Account) -> NoStep {
    match (error, account.kind) {
        (StoreError::Conflict, AccountKind::Staff(Role::Admin)) => NoStep::LastAdmin,
        (error, _) => error.into(),
    }
}
