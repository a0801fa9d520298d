//! Cases as people work them: the queue, one case with all that is needed to decide, and every step.
//!
//! A step is a change of the row beside the case ([`Desk`]), stored only where nobody changed it since
//! it was seen. The decision itself becomes an entry of the ledger afterwards ([`ending`]): a minute
//! after a page took it, at once where a program did.

mod alarms;
mod ask;
mod deciding;
mod ending;
mod figures;
mod joining;
mod judging;
mod own;
mod working;

use std::sync::Arc;

use super::as_it_was::whole_trail;
use super::case::is_denied;
use super::infer::{Told, counting, standing};
use super::read::my_exchange;
use super::{HistoryItem, MyExchange, Reading, Refusal};
use crate::access::{Actor, Deed, Denied, Role, authorise};
use crate::catalogue::Slug;
use crate::clock::{Clock, Entropy, Timestamp};
use crate::consent::{ActorRef, Customer};
use crate::guard::{
    CaseKind, DeskRules, Guess, Inference, Outcome, Proposal, TeamRule, two_must_agree,
};
use crate::id::{AccountId, AuditId, CaseId};
use crate::port::{
    Account, AccountKind, AuditLine, CaseFilter, CaseRow, CaseStore, Engine, HeldBy,
    InferenceStore, Office, StoreError, SubmitError,
};

pub use ask::{Again, Contested, Mine, OfPeople, Question, Ruled};
pub use deciding::{CaseRuled, Reported};
pub use figures::{Figures, MOST_CASES, ModelFigures};

/// The most cases of a page of the queue.
pub const QUEUE: u32 = 100;
/// How many lines of a customer's history stand beside a case.
const HISTORY: usize = 20;

/// What the use cases of cases touch.
pub struct Cases<'a> {
    /// The ledger.
    pub engine: &'a dyn Engine,
    /// Where they are found.
    pub store: &'a dyn CaseStore,
    /// What is guessed about those whom they are about.
    pub inferences: &'a dyn InferenceStore,
    /// Who works here, and how.
    pub office: &'a dyn Office,
    /// For new ids.
    pub clock: &'a dyn Clock,
    /// For new ids.
    pub entropy: &'a dyn Entropy,
}

/// Why nothing was done about a case.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum NoCase {
    /// It cannot be read, or may not be.
    #[error(transparent)]
    Reading(#[from] Reading),
    /// It could not be written down.
    #[error(transparent)]
    Submit(#[from] SubmitError),
    /// Somebody did something about it after it was seen.
    #[error("somebody did something about this case in the meantime")]
    Moved,
    /// Somebody else has it.
    #[error("somebody else has this case")]
    Held(AccountId),
    /// Nobody has it who asks: it is to be claimed first.
    #[error("claim this case first")]
    NotYours,
    /// Somebody decided it already.
    #[error("somebody decided this case already")]
    Taken,
    /// The time in which a decision can be taken back is over.
    #[error("this can no longer be taken back")]
    TooLate,
    /// A view is to be taken before the machine's proposal is seen, and before anything is decided.
    #[error("say first what you think yourself")]
    Unseen,
    /// Ready words are edited before they are sent.
    #[error("these are ready words: say what is true of this case")]
    Unedited,
    /// The second of two people is somebody else.
    #[error("somebody else must agree")]
    SamePerson,
    /// Whoever asked for a person is none.
    #[error(
        "the program that gave this to a person cannot decide it: use a key of its own, where people decide"
    )]
    OwnQuestion,
    /// Whoever decided what is contested does not judge it again.
    #[error("whoever decided this first does not judge it again: somebody else has to")]
    OwnDecision,
    /// Two people must agree, so that no program can decide alone.
    #[error("two people must agree on this: it is decided at the desk")]
    FourEyes,
    /// What is asked is denied by now, whatever a person says.
    #[error("what is asked is denied by now, and no person can allow it")]
    DeniedMeanwhile,
}

impl From<StoreError> for NoCase {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Conflict => Self::Moved,
            other => Self::Reading(Reading::Store(other)),
        }
    }
}

impl From<Denied> for NoCase {
    fn from(denied: Denied) -> Self {
        Self::Reading(denied.into())
    }
}

impl From<Refusal> for NoCase {
    fn from(refusal: Refusal) -> Self {
        Self::Submit(refusal.into())
    }
}

/// A case of a list.
#[derive(Clone, Debug, PartialEq)]
pub struct Seen {
    /// The case.
    pub row: CaseRow,
    /// Whose it is.
    pub customer: Option<Arc<Customer>>,
    /// The address of whoever has it.
    pub holder: Option<String>,
    /// Whether two people must agree on it.
    pub four_eyes: bool,
}

/// A case with all that is needed to decide it.
#[derive(Clone, Debug, PartialEq)]
pub struct CaseFile {
    /// The case.
    pub seen: Seen,
    /// How its team works.
    pub rule: TeamRule,
    /// Whether two people must agree on it.
    pub four_eyes: bool,
    /// What the machine proposes, where whoever asks may see it.
    pub proposal: Option<Proposal>,
    /// Whether a proposal is hidden from her until she has taken a view.
    pub hides: bool,
    /// What the customer allows now.
    pub exchanges: Vec<MyExchange>,
    /// What happened lately.
    pub history: Vec<HistoryItem>,
    /// The guesses that it is about, by key: what they say, of those that count.
    pub guesses: Vec<(Slug, Option<Guess>)>,
    /// The case in which a person decided what this one contests, where it contests such a thing.
    pub contested: Option<Box<CaseRow>>,
    /// Whether whoever asks decided that, so that somebody else judges it.
    pub is_own_decision: bool,
    /// Who else could take it.
    pub others: Vec<Account>,
    /// The people of the organisation by their account, for every name on the page.
    pub people: Vec<Account>,
    /// The moment that this reflects.
    pub now: Timestamp,
}

impl Cases<'_> {
    /// Up to `limit` cases, and whether there are more. A case about whoever asks is not among them.
    ///
    /// # Errors
    ///
    /// [`Reading`].
    pub async fn queue(
        &self,
        actor: &Actor,
        filter: &CaseFilter,
        after: Option<(Timestamp, CaseId)>,
        limit: u32,
    ) -> Result<(Vec<Seen>, bool), Reading> {
        authorise(actor, Deed::ReadCases)?;
        let limit = limit.clamp(1, QUEUE);
        let mut rows = self.store.cases(filter, after, limit + 1).await?;
        let (people, rules) = (self.office.staff().await?, self.rules().await?);
        let own = self.own_of(&people).await?;
        if filter.held_by == HeldBy::Nobody && !filter.decided {
            rows.extend(self.freed(filter, after, &own).await?);
            rows.sort_by_key(|row| (row.opened.due_at, row.id()));
        }
        let more = rows.len() > usize::try_from(limit).unwrap_or(usize::MAX);
        rows.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
        let mine = account_of(actor).and_then(|me| own.get(&me));
        rows.retain(|row| mine.is_none_or(|mine| !self.is_about(row, mine)));
        let rows = rows.into_iter().map(|row| self.without_hers(row, &own));
        let seen = rows.map(|row| self.seen(row, &people, &rules));
        Ok((seen.collect(), more))
    }

    /// One case.
    ///
    /// # Errors
    ///
    /// [`Reading`]; [`Reading::Denied`] where it is about whoever asks.
    pub async fn one(&self, actor: &Actor, id: CaseId) -> Result<Seen, Reading> {
        authorise(actor, Deed::ReadCases)?;
        let row = self.row(actor, id).await?;
        let (people, rules) = (self.office.staff().await?, self.rules().await?);
        Ok(self.seen(row, &people, &rules))
    }

    /// One case with all that is needed to decide it, in the language `locale` (BCP 47).
    ///
    /// # Errors
    ///
    /// As [`Cases::one`].
    pub async fn file(&self, actor: &Actor, id: CaseId, locale: &str) -> Result<CaseFile, Reading> {
        authorise(actor, Deed::ReadCases)?;
        let row = self.row(actor, id).await?;
        let (people, rules) = (self.office.staff().await?, self.rules().await?);
        let seen = self.seen(row, &people, &rules);
        let rule = rules.of(&seen.row.opened.team);
        let proposal = seen.row.asked.proposal.clone();
        let me = account_of(actor);
        let has_view = me.is_some_and(|me| seen.row.desk.view_of(me).is_some());
        let hides =
            proposal.is_some() && seen.row.end.is_none() && !rule.shows_proposal && !has_view;
        let now = self.engine.now();
        let (mut exchanges, mut history, mut guesses) = (Vec::new(), Vec::new(), Vec::new());
        if let Some(customer) = &seen.customer {
            let catalogue = self.engine.catalogue();
            let open = catalogue
                .live()
                .filter(|(_, version)| version.document.is_open_to(customer.region.as_deref()));
            let all = open.map(|(known, live)| my_exchange(known, live, customer, locale, now));
            exchanges = all.collect();
            history = self.history(customer).await?;
            guesses = self.guesses(&seen.row, customer).await?;
        }
        let contested = self.contested(&seen.row).await?;
        let first = self.judges_of(contested.as_ref()).await?;
        let own = self.own_of(&people).await?;
        let mine = people.iter().find(|account| Some(account.id) == me);
        let is_own_decision = mine.is_some_and(|account| first.has(account, &own));
        let mut others = Vec::new();
        for account in &people {
            let may = may_work(account) && !first.has(account, &own);
            let is_free = seen.row.desk.holder != Some(account.id) && may;
            let own = own.get(&account.id);
            if is_free && own.is_none_or(|own| !self.is_about(&seen.row, own)) {
                others.push(account.clone());
            }
        }
        Ok(CaseFile {
            four_eyes: seen.four_eyes,
            rule,
            proposal: proposal.filter(|_| !hides),
            hides,
            exchanges,
            history,
            guesses,
            contested: contested.map(Box::new),
            is_own_decision,
            others,
            people,
            now,
            seen,
        })
    }

    /// The guesses that a matter names, by key, each as it is told now: nothing of one that does not count
    /// (any more) for what is asked.
    async fn guesses(
        &self,
        row: &CaseRow,
        customer: &Customer,
    ) -> Result<Vec<(Slug, Option<Guess>)>, Reading> {
        let named = &row.opened.matter.inferences;
        if named.is_empty() {
            return Ok(Vec::new());
        }
        let ids: Vec<_> = customer.ids().collect();
        let rows = self.inferences.inferences(&ids).await?;
        // The state after the rows: what was taken away before now is not told.
        let (mut known, catalogue, now) = (None, self.engine.catalogue(), self.engine.now());
        if let Some(customer) = self.engine.customer(customer.id) {
            let counting = |row: &Inference| counting(self.engine, &catalogue, &customer, row, now);
            known = Some(standing(&customer, rows.iter(), counting).0);
        }
        let purpose = row.opened.matter.purpose.as_ref();
        let fits = |told: &Told| purpose.is_some_and(|purpose| told.purposes.contains(purpose));
        let told = |key: &Slug| {
            let mut known = known.iter().flatten();
            let told = known.find(|told| told.guess.key == *key && fits(told));
            (key.clone(), told.map(|told| told.guess.clone()))
        };
        Ok(named.keys().map(told).collect())
    }

    async fn history(&self, customer: &Customer) -> Result<Vec<HistoryItem>, Reading> {
        let last = customer.state.last_index;
        let entries = if customer.state.merged.is_empty() {
            self.engine.trail(last, 100).await?
        } else {
            whole_trail(self.engine, last).await?
        };
        let items = entries
            .iter()
            .filter_map(|entry| HistoryItem::of(entry, None));
        Ok(items.take(HISTORY).collect())
    }

    /// How the teams work.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub async fn rules(&self) -> Result<DeskRules, StoreError> {
        self.office.desk_rules().await
    }

    /// Says how one team works. `seen` is the [`TeamRule::mark`] of what whoever says so looked at.
    ///
    /// # Errors
    ///
    /// [`Reading::Denied`] for all but an admin; [`Reading::Faults`] where it is too much;
    /// [`NoCase::Moved`] where somebody changed it meanwhile, so that of two admins neither takes back
    /// unseen what the other one asked for.
    pub async fn set_rule(
        &self,
        actor: &Actor,
        team: Slug,
        rule: TeamRule,
        seen: &str,
    ) -> Result<(), NoCase> {
        authorise(actor, Deed::SetOrganisation)?;
        let before = self.rules().await?;
        if before.of(&team).mark() != seen {
            return Err(NoCase::Moved);
        }
        let about = team.to_string();
        let mut rules = before.clone();
        rules.teams.insert(team, rule);
        if !rules.is_sound() {
            return Err(Reading::Faults(Vec::new()).into());
        }
        let line = self.line(actor, "desk.rules", &about, String::new());
        Ok(self.office.set_desk_rules(&rules, &before, &line).await?)
    }

    /// Refuses a yes to what is denied by now: what the customer turned off, or what a red line denies.
    fn still_asked(&self, row: &CaseRow, outcome: Outcome, now: Timestamp) -> Result<(), NoCase> {
        let customer = self.engine.customer(row.customer());
        let said = (&row.opened.matter, outcome);
        if is_denied(&self.engine.catalogue(), customer.as_deref(), said, now) {
            return Err(NoCase::DeniedMeanwhile);
        }
        Ok(())
    }

    /// Whether two people must agree on this: its team works so, or a red line because of which a person
    /// decides says so, be it one that was drawn while the case waited.
    fn asks_two(&self, row: &CaseRow, rule: &TeamRule, now: Timestamp) -> bool {
        let customer = self.engine.customer(row.customer());
        let matter = &row.opened.matter;
        rule.four_eyes || two_must_agree(&self.engine.catalogue(), customer.as_deref(), matter, now)
    }

    /// The case, for somebody who it is not about.
    async fn row(&self, actor: &Actor, id: CaseId) -> Result<CaseRow, Reading> {
        let row = self.store.case(id).await?.ok_or(Reading::Absent)?;
        let me = account_of(actor);
        let own = self.own_at(&row.desk, me).await?;
        let mine = me.and_then(|me| own.get(&me));
        if mine.is_some_and(|mine| self.is_about(&row, mine)) {
            return Err(Denied::Forbidden.into());
        }
        Ok(self.without_hers(row, &own))
    }

    fn seen(&self, row: CaseRow, people: &[Account], rules: &DeskRules) -> Seen {
        let rule = rules.of(&row.opened.team);
        let holder = row.desk.holder;
        let holder = holder.and_then(|id| people.iter().find(|account| account.id == id));
        Seen {
            customer: self.engine.customer(row.customer()),
            holder: holder.map(|account| account.email.clone()),
            four_eyes: self.asks_two(&row, &rule, self.engine.now()),
            row,
        }
    }

    fn line(&self, actor: &Actor, what: &str, about: &str, reason: String) -> AuditLine {
        AuditLine {
            id: AuditId::new(self.clock, self.entropy),
            at: self.clock.now(),
            actor: ActorRef::from(actor),
            what: what.to_owned(),
            about: about.to_owned(),
            reason,
        }
    }
}

/// The account of somebody of the organisation.
fn account_of(actor: &Actor) -> Option<AccountId> {
    match actor {
        Actor::Staff { account, .. } => Some(*account),
        _ => None,
    }
}

/// Whether somebody with this account can come in and decide cases.
fn may_work(account: &Account) -> bool {
    let AccountKind::Staff(role) = account.kind else {
        return false;
    };
    let actor = Actor::Staff {
        account: account.id,
        role,
    };
    account.disabled_at.is_none() && authorise(&actor, Deed::DecideCase).is_ok()
}

/// Whether that person may take a case away from whoever has it.
fn oversees(role: Role) -> bool {
    matches!(role, Role::Reviewer | Role::Admin)
}

/// Whether time is over for a case at that moment. A customer who asked is answered however late it
/// is.
fn is_over(row: &CaseRow, now: Timestamp) -> bool {
    row.kind() == CaseKind::Escalation && row.opened.due_at <= now
}
