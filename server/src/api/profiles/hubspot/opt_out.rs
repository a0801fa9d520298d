//! An opt-out, as the vendor's clients write it: a choice like any other.

use mutual::access::Deed;
use mutual::catalogue::Catalogue;
use mutual::consent::{Choice, Customer, Decision, Source, Switch, Toggles};
use mutual::use_cases::{Command, Outcome};
use serde::Deserialize;
use utoipa::ToSchema;

use super::map;
use super::shapes::{HubSpotStatus, nobody};
use crate::api::call::{Call, Missed, Named, while_named};
use crate::api::problem::{Code, Problem};
use crate::api::profiles::stance::Stance;
use crate::api::profiles::subject::{self, Subject};

/// What to set for one contact.
#[derive(Clone, Deserialize, ToSchema)]
pub(super) struct HubSpotWish {
    /// The exchange, by the number of its definition.
    #[serde(rename = "subscriptionId")]
    #[schema(example = 12)]
    pub(super) subscription: i64,
    /// `UNSUBSCRIBED`. Turning on needs evidence of her own wish, for which there is no room here.
    #[serde(rename = "statusState")]
    #[schema(pattern = "^UNSUBSCRIBED$", example = "UNSUBSCRIBED")]
    pub(super) state: String,
    /// `EMAIL`.
    #[schema(pattern = "^EMAIL$", example = "EMAIL")]
    pub(super) channel: String,
    /// Taken and not kept: off needs no basis.
    #[serde(rename = "legalBasis")]
    pub(super) legal_basis: Option<String>,
    /// Taken and not kept: off needs no basis.
    #[serde(rename = "legalBasisExplanation")]
    pub(super) explanation: Option<String>,
}

/// By which key a write is known again.
#[derive(Clone, Copy)]
pub(super) enum Known {
    /// The caller's, and the place among its inputs.
    ByKey([u8; 32], usize),
    /// None came: by what is asked, and by the answers that it is asked of.
    ByBody,
}

impl Known {
    /// The key that the caller sent, for the input at `place`, where it sent one: the vendor's
    /// clients do not.
    pub(super) fn of(call: &Call) -> Result<Option<[u8; 32]>, Problem> {
        if call.headers().contains_key("idempotency-key") {
            call.idempotency_key().map(Some)
        } else {
            Ok(None)
        }
    }
}

/// What became of it.
pub(super) struct Written {
    pub(super) status: HubSpotStatus,
    /// The ledger index that shows it.
    pub(super) index: u64,
}

impl HubSpotWish {
    /// Turns the subscription off for `subscriber`.
    pub(super) async fn write(
        &self,
        call: &Call,
        subscriber: &str,
        known: Known,
    ) -> Result<Written, Problem> {
        self.is_opt_out()?;
        while_named(|| self.write_once(call, subscriber, known)).await
    }

    async fn write_once(
        &self,
        call: &Call,
        subscriber: &str,
        known: Known,
    ) -> Result<Written, Missed> {
        let reference = subject::reference(subscriber, "hubspot");
        let subject = Subject::by(call.engine(), &reference);
        let Subject::Known(customer) = &subject else {
            return Err(nobody(&subject).into());
        };
        call.may(Deed::Choose(customer.id))?;
        let engine = call.engine();
        if !engine.is_current() {
            return Err(Problem::unavailable().into());
        }
        let catalogue = engine.catalogue();
        let none = || {
            let detail = "there is no such subscription";
            Problem::new(Code::NotFound, detail).field("subscriptionId", detail)
        };
        let stance = self.stance(call, &catalogue, customer).ok_or_else(none)?;
        // What a browser's wish keeps off is off as long as that reaches it, and no longer.
        let is_off = stance
            .deciding(&map::TOGGLE)
            .is_some_and(|view| view.decision == Decision::Denied && view.source != Source::Signal);
        if is_off && matches!(known, Known::ByBody) {
            // The same opt-out again is most likely a retry: nothing is left to be done.
            let index = engine.index();
            return Ok(told(&stance, subscriber, index, "NO_STATUS_CHANGE")?);
        }
        let choice = Choice {
            proposition: stance.version.document.key.clone(),
            version: stance.version.number,
            toggles: Toggles::from([(map::TOGGLE, Switch::Off)]),
            seen_index: None,
            reads: None,
            locale: None,
            evidence: None,
        };
        let key = self.key(call, subscriber, customer, stance.key(), known);
        let command = Command::Choose(customer.id, choice);
        let command = Named::by(&reference, customer.id).to(command);
        let outcome = engine.submit(call.submission_under(key, command)).await?;
        let Outcome::Chosen {
            index, exchange, ..
        } = outcome
        else {
            return Err(Problem::unexpected().into());
        };
        let after = Stance::of(&engine.catalogue(), vec![exchange]).pop();
        let after = after.ok_or_else(Problem::unexpected)?;
        Ok(told(
            &after,
            subscriber,
            index,
            "REQUESTED_CHANGE_OCCURRED",
        )?)
    }

    fn is_opt_out(&self) -> Result<(), Problem> {
        if self.channel != map::CHANNEL {
            return Err(Problem::invalid("channel", "use `EMAIL`"));
        }
        match self.state.as_str() {
            "UNSUBSCRIBED" => Ok(()),
            "SUBSCRIBED" => {
                let detail = "nobody is subscribed by a flag: turning on needs evidence of her own \
                              wish, see `POST /api/v1/customers/{ref}/choices`";
                Err(Problem::new(Code::EvidenceMissing, detail).field("statusState", detail))
            }
            "NOT_SPECIFIED" => {
                let message = "an answer is not taken back: use `UNSUBSCRIBED`";
                Err(Problem::invalid("statusState", message))
            }
            _ => Err(Problem::invalid("statusState", "use `UNSUBSCRIBED`")),
        }
    }

    /// The exchange of that number, also where it is no longer open to her: off reaches everything.
    fn stance(&self, call: &Call, catalogue: &Catalogue, customer: &Customer) -> Option<Stance> {
        let is_meant = |first: Option<&std::sync::Arc<mutual::catalogue::Version>>| {
            first.is_some_and(|first| Ok(first.index) == u64::try_from(self.subscription))
        };
        let (proposition, live) = catalogue
            .live()
            .find(|(proposition, _)| is_meant(proposition.versions().first()))?;
        let now = call.engine().now();
        let view = mutual::consent::view_exchange(proposition, live, &customer.state, now);
        let stance = Stance::of(catalogue, vec![view]).pop()?;
        stance.has(&map::TOGGLE).then_some(stance)
    }

    /// Digests of the key and of what is asked. Without a key of the caller's, the newest answer about
    /// the exchange is part of it: whoever sends the same again gets the same answer while nothing
    /// changed, and an opt-out after a new yes is a new one.
    fn key(
        &self,
        call: &Call,
        subscriber: &str,
        customer: &Customer,
        proposition: &str,
        known: Known,
    ) -> ([u8; 32], [u8; 32]) {
        let digest = &call.api.keys.digest;
        let number = self.subscription.to_be_bytes();
        let said = |text: &Option<String>| text.clone().unwrap_or_default();
        let (basis, explanation) = (said(&self.legal_basis), said(&self.explanation));
        let request = digest.of(&[
            b"hubspot opt-out",
            subscriber.as_bytes(),
            &number,
            basis.as_bytes(),
            explanation.as_bytes(),
        ]);
        let key = match known {
            Known::ByKey(key, place) => {
                digest.of(&[b"hubspot key", &key, &(place as u64).to_be_bytes()])
            }
            Known::ByBody => {
                let answers = customer.state.answered(proposition);
                let newest = answers.filter_map(|(_, standing)| standing.answer());
                let newest = newest.map(|answer| answer.index).max().unwrap_or(0);
                let client = call.caller.client.id.to_bytes();
                digest.of(&[b"hubspot body", &client, &request, &newest.to_be_bytes()])
            }
        };
        (key, request)
    }
}

fn told(
    stance: &Stance,
    subscriber: &str,
    index: u64,
    reason: &'static str,
) -> Result<Written, Problem> {
    let mut status = HubSpotStatus::of(stance, subscriber).ok_or_else(Problem::unexpected)?;
    status.reason = Some(reason);
    Ok(Written { status, index })
}
