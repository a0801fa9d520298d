//! Let somebody come back who was erased and is kept out: by her own wish alone.
//!
//! Nothing of what was destroyed comes back, and nothing is on. What ends is the refusal: whoever
//! brings her by one of her names from then on makes somebody new of her.

use super::choose::check_evidence;
use super::{Answering, Change, Circumstances, Command, Decision, Mutual, Refusal, World, allowed};
use crate::access::{Actor, Deed, authorise};
use crate::consent::{ActorRef, Evidence, Identifier, Route};
use crate::id::CustomerId;
use crate::ledger::{Body, Readmitted};
use crate::port::SubmitError;

pub(super) fn decide(
    world: &dyn World,
    identifier: &Identifier,
    evidence: &Evidence,
    with: Circumstances<'_>,
) -> Result<Decision, Refusal> {
    allowed(with, Deed::Readmit)?;
    check_evidence(evidence, with.now)?;
    let customer = world.kept_out(identifier).ok_or_else(not_kept_out)?;
    let body = Body::Readmitted(Readmitted {
        customer,
        actor: ActorRef::from(with.actor),
        route: with.route,
    });
    Ok(Decision {
        changes: vec![Change::Append(Box::new(body))],
        answer: Answering::Readmitted { customer },
    })
}

fn not_kept_out() -> Refusal {
    Refusal::invalid("identifier", "nobody is kept out by this identifier")
}

impl Mutual {
    /// Lets somebody come back who was erased and is kept out, by every name by which she was known
    /// then; her id of then. How her wish is known stands in the list of who did what.
    ///
    /// # Errors
    ///
    /// [`SubmitError`].
    pub async fn readmit(
        &self,
        actor: &Actor,
        route: Route,
        identifier: Identifier,
        evidence: Evidence,
    ) -> Result<CustomerId, SubmitError> {
        authorise(actor, Deed::Readmit).map_err(Refusal::from)?;
        check_evidence(&evidence, self.engine.now())?;
        let kept_out = self.engine.kept_out(identifier.as_str());
        let customer = kept_out.ok_or_else(not_kept_out)?;
        // Before it counts: nobody is let in of whom it does not stand why. The ledger cannot keep
        // it, for what is nobody's there is never erased.
        let Evidence {
            how,
            place,
            at,
            wording,
        } = &evidence;
        let why = format!("{how}, {place}, {at}: {wording}");
        let line = self.line(actor, "customer.readmitted", &customer.to_string(), &why);
        self.office.add_audit(&line).await?;
        let command = Command::Readmit(identifier, evidence);
        self.submit(actor, route, command, None).await?;
        Ok(customer)
    }
}
