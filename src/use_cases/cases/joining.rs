//! A program asks for a person about what waits for one already.

use super::Cases;
use crate::access::{Actor, Deed, authorise};
use crate::guard::Proposal;
use crate::id::CaseId;
use crate::port::{CaseRow, StoreError};
use crate::use_cases::Reading;

impl Cases<'_> {
    /// Notes that a program asked for a person about a case that waits already, so that it is not the one
    /// that decides it; and keeps what a machine would decide where the case has no proposal and nobody
    /// has a view yet. Whether the case has that proposal.
    ///
    /// # Errors
    ///
    /// [`Reading`].
    pub async fn join(
        &self,
        actor: &Actor,
        id: CaseId,
        proposal: Option<&Proposal>,
    ) -> Result<bool, Reading> {
        loop {
            // Her case may have gone with her meanwhile.
            let Some(mut row) = self.store.case(id).await? else {
                return Ok(false);
            };
            authorise(actor, Deed::OpenCase(row.customer()))?;
            let is_open = row.end.is_none() && !row.desk.ending;
            if !(is_open && row.take_in(actor, proposal)) {
                return Ok(row.asked.proposal.as_ref() == proposal);
            }
            match self.store.put_desk(&row, None).await {
                // Somebody took a step in between: what she saw counts.
                Err(StoreError::Conflict) => {}
                put => {
                    put?;
                    return Ok(row.asked.proposal.as_ref() == proposal);
                }
            }
        }
    }
}

impl CaseRow {
    /// Takes in who asks the same, and what a machine proposes; whether anything is otherwise then.
    fn take_in(&mut self, actor: &Actor, proposal: Option<&Proposal>) -> bool {
        let before = self.asked.clone();
        if let Actor::Client { client, .. } = *actor
            && !self.is_asked_by(actor)
        {
            self.asked.joined.push(client);
        }
        let desk = &self.desk;
        let is_unseen = desk.views.is_empty() && desk.first.is_none() && desk.taken.is_none();
        if self.asked.proposal.is_none() && is_unseen {
            self.asked.proposal = proposal.cloned();
        }
        self.asked != before
    }
}
