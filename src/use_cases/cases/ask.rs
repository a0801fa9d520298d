//! A customer asks a person, and sees how far that is.

use std::collections::BTreeSet;

use super::Cases;
use crate::access::{Actor, Deed, Denied, authorise};
use crate::catalogue::Slug;
use crate::consent::Route;
use crate::guard::{CaseAsked, CaseKind, FRONT_DESK, Matter, Outcome as Ruling, topic};
use crate::id::{AccountId, CaseId, CustomerId, DecisionId};
use crate::port::{CaseFilter, CaseRow, StoreError, SubmitError};
use crate::use_cases::decided::read;
use crate::use_cases::{
    CaseWish, Command, Decided, DecidedWhat, MayStop, Mutual, Outcome, Reading, Refusal, may_stop,
};

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
    /// What that person is called to customers, where she says so.
    pub with: Option<String>,
}

/// What people did about a decision of a machine.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct OfPeople {
    /// What a person decided before it was made, where one had to.
    pub ruled: Option<Ruled>,
    /// What its customer asked or said of it, the newest first.
    pub asked: Vec<Mine>,
}

impl OfPeople {
    /// What a person decided of a contest of it, the newest.
    #[must_use]
    pub fn again(&self) -> Option<Again> {
        Again::newest(self.asked.iter().map(|one| &one.row))
    }
}

/// What came of a decision at which somebody looked again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Again {
    /// Whether it counts no more.
    pub fell: bool,
    /// Whether a program says that a person looked.
    pub is_reported: bool,
}

impl Again {
    /// What a person decided of the newest of these that is an answered contest; they come the newest first.
    fn newest<'a>(rows: impl Iterator<Item = &'a CaseRow>) -> Option<Self> {
        let mut contests = rows.filter(|row| row.kind() == CaseKind::Contest);
        let ended = contests.find_map(|row| row.end.as_ref());
        ended.map(|end| Self {
            fell: end.decided.outcome == Ruling::Allow,
            is_reported: end.decided.is_reported(),
        })
    }
}

/// How it stands with what a customer contests of a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Contested {
    /// What came of it last.
    pub again: Option<Again>,
    /// Whether she can say that it is wrong: while one contest waits, she adds to it, and nobody contests
    /// what does not count any more.
    pub is_open: bool,
}

impl Contested {
    /// That of `case`, among all that people decide or answer about its customer, the newest first.
    #[must_use]
    pub fn of(case: &CaseRow, mine: &[Mine]) -> Self {
        let rows = mine.iter().map(|one| &one.row);
        let is_about =
            |matter: &Matter| matter.decision.is_none() && matter.case == Some(case.id());
        let contests = rows.filter(|row| is_about(&row.opened.matter));
        let contests: Vec<_> = contests.collect();
        let waits = contests.iter().any(|row| row.end.is_none());
        let again = Again::newest(contests.into_iter());
        Self {
            again,
            is_open: case.is_contestable() && !waits && !again.is_some_and(|again| again.fell),
        }
    }
}

/// What a machine proposed, and what a person decided then.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ruled {
    /// What the machine would have decided, where it said so.
    pub proposed: Option<Ruling>,
    /// What the person decided.
    pub decided: Ruling,
    /// Whether a program says that a person decided.
    pub is_reported: bool,
}

impl Cases<'_> {
    /// What people decide or answer about a customer, the newest first.
    ///
    /// # Errors
    ///
    /// [`Reading`].
    pub async fn mine(&self, actor: &Actor, id: CustomerId) -> Result<Vec<Mine>, Reading> {
        authorise(actor, Deed::ReadConsent(id))?;
        self.all_of(id).await
    }

    /// What people did about a decision, for whoever may read it: how the case was decided in which a
    /// person allowed it, and what its customer asked or said of it, the newest first.
    ///
    /// # Errors
    ///
    /// [`Reading`].
    pub async fn about(&self, decided: &Decided) -> Result<OfPeople, Reading> {
        let case = match &decided.what {
            DecidedWhat::Kept(decision) => decision.case,
            DecidedWhat::Refused(_) => None,
        };
        let whose = self.whose(decided.customer);
        let ruled = match case {
            Some(case) => self.store.case(case).await?,
            None => None,
        };
        let ruled = ruled.filter(|row| whose.is_some() && self.whose(row.customer()) == whose);
        let ruled = ruled.and_then(|row| {
            let end = row.end?.decided;
            (!end.timed_out && !end.denied_meanwhile).then_some(Ruled {
                proposed: row.asked.proposal.map(|proposal| proposal.outcome),
                decided: end.outcome,
                is_reported: end.is_reported(),
            })
        });
        let mut asked = self.all_of(decided.customer).await?;
        asked.retain(|one| one.row.opened.matter.decision == Some(decided.id));
        Ok(OfPeople { ruled, asked })
    }

    async fn all_of(&self, id: CustomerId) -> Result<Vec<Mine>, Reading> {
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
        let mut mine: Vec<_> = all.into_iter().map(Mine::of).collect();
        let who: BTreeSet<AccountId> = mine.iter().filter_map(Mine::who).collect();
        if !who.is_empty() {
            let who: Vec<_> = who.into_iter().collect();
            let named = self.office.called(&who).await?;
            for one in &mut mine {
                let has_it = one.who();
                let name = named.iter().find(|(id, _)| Some(*id) == has_it);
                one.with = name.map(|(_, name)| name.clone());
            }
        }
        Ok(mine)
    }
}

impl Mine {
    fn of(row: CaseRow) -> Self {
        let desk = &row.desk;
        Self {
            is_with_a_person: desk.holder.is_some() || desk.first.is_some() || desk.taken.is_some(),
            with: None,
            row,
        }
    }

    /// Who has it; whoever decided it first where two must agree and nobody else has it yet.
    fn who(&self) -> Option<AccountId> {
        let desk = &self.row.desk;
        let said = desk.taken.as_ref().or(desk.first.as_ref());
        let said = said.and_then(|taken| taken.by.account());
        desk.holder.or(said).filter(|_| self.row.end.is_none())
    }
}

/// What a customer asks a person.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Question<'a> {
    /// Where she came from: an exchange, a decision, another case; empty where from nothing.
    pub about: &'a str,
    /// Whether she says that what she came from is wrong, a decision or what a person decided in a case: then
    /// she contests it.
    pub is_wrong: bool,
    /// The exchange that she has just turned off, where she did: the person who reads this need not.
    pub turned_off: Option<&'a Slug>,
    /// Her words.
    pub said: &'a str,
    /// The form's own key: pressing twice is once.
    pub key: Option<&'a str>,
}

/// What a customer came from who asks a person.
enum CameFrom {
    /// A decision about her, and the case in which a person allowed it.
    Decision(DecisionId, Option<CaseId>),
    /// A case in which it was decided about her.
    Ruled(CaseId),
    /// A decision about somebody else, or a case of somebody else's or of nobody's.
    Foreign,
    /// An exchange, a question of hers, a decision that nobody recorded, or nothing.
    Elsewhere,
}

impl CameFrom {
    /// What she contests where she says that it is wrong; nothing of what is no decision about her.
    fn contest(&self) -> Option<Matter> {
        match self {
            Self::Decision(id, case) => Some(Matter::contested(*id, *case)),
            Self::Ruled(case) => Some(Matter::contested_case(*case)),
            Self::Foreign | Self::Elsewhere => None,
        }
    }
}

impl CaseRow {
    /// Whether its customer can contest what came of it: it was decided about her, be it by silence. What is
    /// answered to what she asked herself she asks about again.
    #[must_use]
    pub fn is_contestable(&self) -> bool {
        self.kind() == CaseKind::Escalation && self.end.is_some()
    }
}

impl Mutual {
    /// Opens a case with what a customer asks a person. About a decision that was made about her she
    /// asks, or contests it, and so she does with what a person decided in a case; somebody else's is not
    /// hers to contest: then she asks, and nothing leads to it. While one contest waits, what she adds to it
    /// in other words is a question beside it, so that no word of hers is lost; and so it is once one fell, for
    /// nobody says of what does not count any more that it stays.
    ///
    /// # Errors
    ///
    /// [`SubmitError`].
    pub async fn ask(
        &self,
        actor: &Actor,
        route: Route,
        customer: CustomerId,
        question: Question<'_>,
    ) -> Result<CaseId, SubmitError> {
        authorise(actor, Deed::OpenCase(customer)).map_err(Refusal::Denied)?;
        let came_from = self.came_from(customer, question.about).await?;
        let about = match came_from {
            CameFrom::Foreign => "",
            _ => question.about,
        };
        let said = question.said.trim();
        let mut key = question.key.map(str::to_owned);
        let contest = came_from.contest().filter(|_| question.is_wrong);
        let mut matter = match came_from {
            CameFrom::Decision(id, _) => Matter::asked_about(id),
            _ => Matter {
                topic: topic(about).filter(|_| about.parse::<CaseId>().is_err()),
                ..Matter::asked(None)
            },
        };
        if let Some(contest) = contest {
            let before = match self.open_about(customer, &contest).await? {
                None => self.fell_by(customer, &contest).await?,
                open => open,
            };
            match before {
                None => matter = contest,
                Some(row) if row.asked.said.as_deref() == Some(said) => return Ok(row.id()),
                // Under the form's key the contest may have been opened.
                Some(_) => key = key.map(|key| format!("{key} again")),
            }
        }
        // The name is one of ours: it always parses.
        let team: Slug = FRONT_DESK
            .parse()
            .map_err(|_| Refusal::invalid("team", "there is no such team"))?;
        let wish = CaseWish {
            matter,
            team,
            asked: CaseAsked {
                said: Some(said.to_owned()),
                about: Some(about.to_owned()).filter(|about| !about.is_empty()),
                turned_off: question.turned_off.cloned(),
                ..CaseAsked::default()
            },
        };
        let command = Command::OpenCase(customer, Box::new(wish));
        match self.submit(actor, route, command, key.as_deref()).await? {
            Outcome::CaseOpened { case, .. } => Ok(case),
            _ => Err(Refusal::NoCase.into()),
        }
    }

    /// Asks about a decision, or contests it, in its customer's name: for `reader`, who reads it by its
    /// id, or for whoever has its genuine link, where that is none. The link leads to this one decision,
    /// and is good for asking about it and for nothing else. Where records were set apart since, nobody
    /// can tell who has the link.
    ///
    /// # Errors
    ///
    /// [`SubmitError`]; [`Refusal::Denied`] where it is not about whoever asks.
    pub async fn ask_about(
        &self,
        reader: Option<(&Actor, Route)>,
        decided: &Decided,
        question: Question<'_>,
    ) -> Result<CaseId, SubmitError> {
        let may = may_stop(
            self.engine.as_ref(),
            reader.map(|(actor, _)| actor),
            decided,
        )
        .await?;
        match (may, reader) {
            (MayStop::Yes, _) | (MayStop::Apart, Some(_)) => {}
            (MayStop::NotHers, _) | (MayStop::Apart, None) => {
                return Err(Refusal::Denied(Denied::Forbidden).into());
            }
        }
        let hers = Actor::Customer(decided.customer);
        let (actor, route) = reader.unwrap_or((&hers, Route::Link));
        let about = decided.id.to_string();
        let question = Question {
            about: &about,
            ..question
        };
        self.ask(actor, route, decided.customer, question).await
    }

    /// What she came from, as far as it is hers.
    async fn came_from(&self, customer: CustomerId, about: &str) -> Result<CameFrom, StoreError> {
        if let Ok(id) = about.parse::<DecisionId>() {
            let Some(row) = self.decisions.decision(id).await? else {
                return Ok(CameFrom::Elsewhere);
            };
            if !self.is_of(row.customer, customer) {
                return Ok(CameFrom::Foreign);
            }
            let decided = read(self.decisions.as_ref(), customer, row).await?;
            let case = match decided.what {
                DecidedWhat::Kept(decision) => decision.case,
                DecidedWhat::Refused(_) => None,
            };
            return Ok(CameFrom::Decision(id, case));
        }
        if let Ok(id) = about.parse::<CaseId>() {
            let row = self.cases().store.case(id).await?;
            let row = row.filter(|row| self.is_of(Some(row.customer()), customer));
            return Ok(match row {
                Some(row) if row.is_contestable() => CameFrom::Ruled(id),
                Some(_) => CameFrom::Elsewhere,
                None => CameFrom::Foreign,
            });
        }
        Ok(CameFrom::Elsewhere)
    }

    /// The open case of that customer about the same.
    async fn open_about(
        &self,
        customer: CustomerId,
        matter: &Matter,
    ) -> Result<Option<CaseRow>, SubmitError> {
        let Some(customer) = self.engine.customer(customer) else {
            return Ok(None);
        };
        let now = self.engine.now();
        let mut records = customer.ids().filter_map(|id| self.engine.record(id));
        let case = records.find_map(|record| record.state.guarded.case_about(matter, now));
        match case {
            Some(case) => Ok(self.cases().store.case(case).await?),
            None => Ok(None),
        }
    }

    /// The contest by which the same fell: a page that was drawn before may still lead here.
    async fn fell_by(
        &self,
        customer: CustomerId,
        contest: &Matter,
    ) -> Result<Option<CaseRow>, SubmitError> {
        let mine = match self.cases().all_of(customer).await {
            Ok(mine) => mine,
            Err(Reading::Store(error)) => return Err(error.into()),
            // There is nobody whose it could be, which the one writer says.
            Err(_) => return Ok(None),
        };
        let mut rows = mine.into_iter().map(|one| one.row);
        let newest = rows.find(|row| row.end.is_some() && row.opened.matter.is_same(contest));
        let fell = |row: &CaseRow| {
            let end = row.end.as_ref();
            end.is_some_and(|end| end.decided.outcome == Ruling::Allow)
        };
        Ok(newest.filter(fell))
    }

    /// Whether a record is that customer's.
    fn is_of(&self, record: Option<CustomerId>, customer: CustomerId) -> bool {
        let who = |id| self.engine.customer(id).map(|known| known.id);
        let whose = record.and_then(who);
        whose.is_some() && whose == who(customer)
    }
}
