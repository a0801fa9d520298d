//! Red lines as the team draws them: at once what is stricter, by a second person what is weaker, or
//! said in a language for the first time.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::{Command, Listing, Mutual, NoStep, Outcome, Reading, RedLineEdit, Refusal, needed};
use crate::access::{Actor, Deed, authorise};
use crate::catalogue::{Fault, Slug};
use crate::clock::Timestamp;
use crate::consent::Route;
use crate::guard::{Clash, Needs, RedLine, RedLines, Whole, left_out, look, whole_lists};
use crate::id::{AccountId, ProposalId};
use crate::ledger::LineChange;
use crate::lint::hard_to_read;
use crate::port::{AccountKind, LineProposal, Readability, SubmitError};

/// What somebody wants of one line.
#[derive(Clone, Debug, PartialEq)]
pub struct LineWish {
    /// Which line.
    pub key: Slug,
    /// How it is to be; none: gone.
    pub line: Option<RedLine>,
    /// Why, in words that customers read.
    pub reason: String,
    /// From when, within a year; none: as soon as may be. What is weaker waits for its 30 days first.
    pub from: Option<Timestamp>,
    /// What was looked at: the ledger index of the newest entry about the line, 0 for none.
    pub seen: u64,
}

impl LineWish {
    fn edit(self, approved_by: Option<AccountId>) -> RedLineEdit {
        let change = match self.line {
            Some(line) => LineChange::Put(Box::new(line)),
            None => LineChange::Remove(self.key.clone()),
        };
        RedLineEdit {
            changes: vec![change],
            reason: self.reason,
            from: self.from,
            over: vec![(self.key, self.seen)],
            approved_by,
        }
    }
}

/// What came of a wish.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Drawn {
    /// It holds now.
    Now,
    /// Nothing had to be changed.
    Already,
    /// It waits for a second person.
    Proposed,
    /// It is decided, and holds from then on.
    From(Timestamp),
}

/// What drawing a line would do, before anybody presses the button.
#[derive(Clone, Debug, PartialEq)]
pub struct Looked {
    /// What it takes.
    pub needs: Needs,
    /// What there is to say of it beside the other lines.
    pub clashes: Vec<Clash>,
    /// The lists of which all is picked.
    pub whole: Vec<Whole>,
    /// Whether it would give nothing of what is offered now to a person.
    pub idle: bool,
    /// The purposes of which it says nothing, though it is about whoever is to be left alone.
    pub left_out: Vec<Slug>,
    /// The languages in which it is hard to read, each with the school grade that it reads like.
    pub hard: Vec<(String, usize)>,
    /// What must be mended first.
    pub faults: Vec<Fault>,
}

impl Mutual {
    /// The proposals that wait, with the lines as they are.
    ///
    /// # Errors
    ///
    /// [`Reading`].
    pub async fn line_proposals(
        &self,
        actor: &Actor,
    ) -> Result<(Arc<RedLines>, Vec<LineProposal>), Reading> {
        authorise(actor, Deed::DrawRedLines)?;
        let waiting = self.office.line_proposals().await?;
        Ok((Arc::clone(self.engine.catalogue().red_lines()), waiting))
    }

    /// What that line would do in the place of what holds under its key.
    ///
    /// # Errors
    ///
    /// [`Reading`].
    pub fn look_at_line(&self, actor: &Actor, line: &RedLine) -> Result<Looked, Reading> {
        authorise(actor, Deed::DrawRedLines)?;
        let (catalogue, now) = (self.engine.catalogue(), self.engine.now());
        let lines = catalogue.red_lines();
        let others = lines.standing(now).map(|stands| &*stands.line);
        let others: Vec<_> = others.collect();
        Ok(Looked {
            needs: needed(lines, line, now),
            clashes: look(line, others.iter().copied(), catalogue.registry()),
            left_out: left_out(line, others, catalogue.registry()),
            whole: whole_lists(&line.when, catalogue.registry()),
            idle: crate::guard::is_idle(line, &catalogue),
            hard: hard(line, self.readability.as_ref()),
            faults: line.faults(),
        })
    }

    /// Draws, changes or takes away a line: at once where that needs nobody else ([`Needs`]), as a
    /// proposal otherwise.
    ///
    /// # Errors
    ///
    /// [`NoStep`]; [`Refusal::LinesMoved`] in it where the line changed since it was looked at.
    pub async fn wish_for_line(&self, actor: &Actor, wish: LineWish) -> Result<Drawn, NoStep> {
        authorise(actor, Deed::DrawRedLines).map_err(Reading::from)?;
        let what = match wish.line {
            Some(_) => "red_line.drawn",
            None => "red_line.removed",
        };
        let listing = Listing::new(actor, what, &wish.key, wish.reason.trim());
        let command = Command::DrawRedLines(Box::new(wish.clone().edit(None)));
        let drawn = self.submit_listed(actor, Route::Page, command, listing, None);
        match drawn.await {
            Ok(Outcome::RedLines { index: None, .. }) => Ok(Drawn::Already),
            Ok(Outcome::RedLines { from, .. }) if self.engine.now() < from => Ok(Drawn::From(from)),
            Ok(_) => Ok(Drawn::Now),
            Err(SubmitError::Refused(Refusal::NotAgreed)) => {
                self.propose(actor, wish).await?;
                Ok(Drawn::Proposed)
            }
            Err(error) => Err(NoStep::Submit(error)),
        }
    }

    async fn propose(&self, actor: &Actor, wish: LineWish) -> Result<(), NoStep> {
        let Actor::Staff { account, .. } = actor else {
            return Err(NoStep::Submit(Refusal::NotAgreed.into()));
        };
        let proposal = LineProposal {
            id: ProposalId::new(self.clock.as_ref(), self.entropy.as_ref()),
            key: wish.key,
            line: wish.line,
            reason: wish.reason.trim().to_owned(),
            from: wish.from,
            seen: wish.seen,
            by: *account,
            at: self.engine.now(),
        };
        let line = self.line(actor, "red_line.proposed", &proposal.key, &proposal.reason);
        Ok(self.office.put_line_proposal(&proposal, &line).await?)
    }

    /// Agrees to what somebody else proposed: it is drawn in the name of who proposed it, who must
    /// still be allowed to, and holds once customers have had their time to read of it.
    ///
    /// # Errors
    ///
    /// [`NoStep`]; [`Refusal::NotAgreed`] in it where it is one's own, and [`Reading::Absent`] where it
    /// is not there any more.
    pub async fn agree_to_line(&self, actor: &Actor, id: ProposalId) -> Result<Drawn, NoStep> {
        authorise(actor, Deed::DrawRedLines).map_err(Reading::from)?;
        let proposal = self.waiting(id).await?;
        let Actor::Staff { account, .. } = actor else {
            return Err(NoStep::Submit(Refusal::NotAgreed.into()));
        };
        if proposal.by == *account {
            return Err(NoStep::Submit(Refusal::NotAgreed.into()));
        }
        let known = self.office.account(proposal.by).await?;
        let known = known.filter(|known| known.disabled_at.is_none());
        let proposer = match known.map(|known| known.kind) {
            Some(AccountKind::Staff(role)) => Actor::Staff {
                account: proposal.by,
                role,
            },
            _ => return Err(NoStep::Submit(Refusal::NotAgreed.into())),
        };
        let wish = LineWish {
            key: proposal.key.clone(),
            line: proposal.line,
            reason: proposal.reason.clone(),
            from: proposal.from,
            seen: proposal.seen,
        };
        let command = Command::DrawRedLines(Box::new(wish.edit(Some(*account))));
        let what = "red_line.agreed";
        let listing = Listing::new(actor, what, &proposal.key, &proposal.reason);
        let agreed = self.submit_listed(&proposer, Route::Page, command, listing, None);
        let drawn = match agreed.await? {
            Outcome::RedLines {
                from,
                index: Some(_),
            } => Drawn::From(from),
            _ => Drawn::Already,
        };
        // What there was nothing to draw for has its line with the row, and what is drawn with its entry.
        let line = (drawn == Drawn::Already)
            .then(|| self.line(actor, what, &proposal.key, &proposal.reason));
        // Whoever is faster took the row away.
        _ = self.office.remove_line_proposal(id, line.as_ref()).await;
        Ok(drawn)
    }

    /// Drops a proposal, one's own or somebody else's.
    ///
    /// # Errors
    ///
    /// [`NoStep`].
    pub async fn drop_line_proposal(&self, actor: &Actor, id: ProposalId) -> Result<(), NoStep> {
        authorise(actor, Deed::DrawRedLines).map_err(Reading::from)?;
        let proposal = self.waiting(id).await?;
        let line = self.line(actor, "red_line.dropped", &proposal.key, &proposal.reason);
        Ok(self.office.remove_line_proposal(id, Some(&line)).await?)
    }

    async fn waiting(&self, id: ProposalId) -> Result<LineProposal, NoStep> {
        let mut waiting = self.office.line_proposals().await?.into_iter();
        let found = waiting.find(|proposal| proposal.id == id);
        Ok(found.ok_or(Reading::Absent)?)
    }

    /// Draws those lines of the starter set under whose keys nothing stands; how many.
    ///
    /// # Errors
    ///
    /// [`NoStep`].
    pub async fn draw_starter_lines(&self, actor: &Actor, reason: &str) -> Result<usize, NoStep> {
        authorise(actor, Deed::DrawRedLines).map_err(Reading::from)?;
        let catalogue = self.engine.catalogue();
        let lines = catalogue.red_lines();
        let missing = missing(lines);
        let count = missing.len();
        if count == 0 {
            return Ok(0);
        }
        let edit = RedLineEdit {
            over: missing
                .iter()
                .map(|line| (line.key.clone(), lines.revision(&line.key)))
                .collect(),
            changes: missing
                .into_iter()
                .map(|line| LineChange::Put(Box::new(line)))
                .collect(),
            reason: reason.to_owned(),
            from: None,
            approved_by: None,
        };
        let command = Command::DrawRedLines(Box::new(edit));
        let listing = Listing::new(actor, "red_line.starter", "red_lines", &count.to_string());
        let drawn = self.submit_listed(actor, Route::Page, command, listing, None);
        drawn.await?;
        Ok(count)
    }
}

/// The languages in which the words of a line are hard to read, as those of a proposition are graded.
fn hard(line: &RedLine, readability: &dyn Readability) -> Vec<(String, usize)> {
    let tags: BTreeSet<_> = line.labels.keys().chain(line.whys.keys()).collect();
    let others = tags.into_iter().map(|tag| {
        let written = [line.labels.get(tag), line.whys.get(tag)];
        let written = written.into_iter().flatten().map(String::as_str);
        (tag.as_str(), written.collect::<Vec<_>>())
    });
    let english = ("en", vec![line.says.as_str(), line.why.as_str()]);
    let all = std::iter::once(english).chain(others);
    let graded = all.filter_map(|(tag, sentences)| {
        let grade = hard_to_read(&sentences, tag, readability)?;
        Some((tag.to_owned(), grade))
    });
    graded.collect()
}

/// The lines of the starter set under whose keys nothing stands and nothing will.
#[must_use]
pub fn missing(lines: &RedLines) -> Vec<RedLine> {
    let all = RedLines::starter().into_iter();
    all.filter(|line| lines.keys().all(|key| *key != line.key))
        .collect()
}
