//! A customer asks a person, and sees how far that is.

use super::Cases;
use crate::access::{Actor, Deed, authorise};
use crate::catalogue::Slug;
use crate::consent::Route;
use crate::guard::{CaseAsked, FRONT_DESK, Matter, topic};
use crate::id::{CaseId, CustomerId, DecisionId};
use crate::port::{CaseFilter, CaseRow, SubmitError};
use crate::use_cases::{CaseWish, Command, Mutual, Outcome, Reading, Refusal};

/// How many of her cases a customer sees: so many that wait, and so many that are answered. What
/// machines gave to a person hides none that she asked for.
const SHOWN: u32 = 100;

/// A case as its customer sees it.
#[derive(Clone, Debug, PartialEq)]
pub struct Mine {
    /// The case.
    pub row: CaseRow,
    /// Whether a person has it.
    pub is_with_a_person: bool,
}

impl Cases<'_> {
    /// What people decide or answer about a customer, the newest first.
    ///
    /// # Errors
    ///
    /// [`Reading`].
    pub async fn mine(&self, actor: &Actor, id: CustomerId) -> Result<Vec<Mine>, Reading> {
        authorise(actor, Deed::ReadConsent(id))?;
        let customer = self.engine.customer(id).ok_or(Reading::Absent)?;
        let mut all = Vec::new();
        for decided in [false, true] {
            let filter = CaseFilter {
                decided,
                of: Some(customer.ids().collect()),
                ..CaseFilter::default()
            };
            all.extend(self.store.cases(&filter, None, SHOWN).await?);
        }
        all.sort_by_key(|row| std::cmp::Reverse((row.opened_at, row.id())));
        let mine = all.into_iter().map(|row| {
            let desk = &row.desk;
            Mine {
                is_with_a_person: desk.holder.is_some()
                    || desk.first.is_some()
                    || desk.taken.is_some(),
                row,
            }
        });
        Ok(mine.collect())
    }
}

impl Mutual {
    /// Opens a case with what a customer asks a person. `about` names where she came from; where that
    /// is a decision about her, she contests it. Somebody else's is not hers to contest: then she asks, and
    /// nothing leads to it. `key` is the form's own: pressing twice is once.
    ///
    /// # Errors
    ///
    /// [`SubmitError`].
    pub async fn ask(
        &self,
        actor: &Actor,
        route: Route,
        customer: CustomerId,
        about: &str,
        said: &str,
        key: Option<&str>,
    ) -> Result<CaseId, SubmitError> {
        authorise(actor, Deed::OpenCase(customer)).map_err(Refusal::Denied)?;
        let (decision, about) = match about.parse::<DecisionId>() {
            Ok(id) => match self.decisions.decision(id).await? {
                Some(row) if self.is_of(row.customer, customer) => (Some(id), about),
                Some(_) => (None, ""),
                None => (None, about),
            },
            Err(_) => (None, about),
        };
        let mut matter = Matter::asked(decision);
        if decision.is_none() {
            matter.topic = topic(about);
        }
        // The name is one of ours: it always parses.
        let team: Slug = FRONT_DESK
            .parse()
            .map_err(|_| Refusal::invalid("team", "there is no such team"))?;
        let wish = CaseWish {
            matter,
            team,
            asked: CaseAsked {
                said: Some(said.trim().to_owned()),
                about: Some(about.to_owned()).filter(|about| !about.is_empty()),
                proposal: None,
            },
        };
        let command = Command::OpenCase(customer, Box::new(wish));
        match self.submit(actor, route, command, key).await? {
            Outcome::CaseOpened { case, .. } => Ok(case),
            _ => Err(Refusal::NoCase.into()),
        }
    }

    /// Whether a record is that customer's.
    fn is_of(&self, record: Option<CustomerId>, customer: CustomerId) -> bool {
        let who = |id| self.engine.customer(id).map(|known| known.id);
        let whose = record.and_then(who);
        whose.is_some() && whose == who(customer)
    }
}
