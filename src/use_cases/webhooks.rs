//! Addresses that entries are sent to: who asks for what, and what is sent again.

mod again;
mod answered;
mod shown;

use answered::{Done, another, told};

use super::Reading;
use super::answer::Idempotency;
use crate::access::{Actor, Deed, Denied, authorise};
use crate::catalogue::Fault;
use crate::clock::{Clock, Entropy};
use crate::consent::ActorRef;
use crate::envelope::{disclose, enclose};
use crate::id::{AuditId, EndpointId};
use crate::port::{
    AuditLine, Carried, ConsentStore, Courier, DeliveryCounts, DeliveryFilter, Engine, Message,
    StoreError, WebhookStore,
};
use crate::webhook::{
    Attempt, Delivery, DeliveryId, Endpoint, Events, Off, SECRET_OVERLAP_S, Secret, WhyOff, sign,
};

pub use shown::Request;

/// The most addresses of one ledger.
pub const ENDPOINTS: usize = 50;
/// The longest description, in characters.
const LONGEST_DESCRIPTION: usize = 200;
/// How many entries are looked at, or sent again, at once.
const PAGE: u32 = 1_000;
/// The most deliveries of a page.
pub const DELIVERIES: u32 = 100;

/// What the use cases of webhooks touch.
pub struct Webhooks<'a> {
    /// The ledger that is followed.
    pub engine: &'a dyn Engine,
    /// Where they are kept.
    pub store: &'a dyn WebhookStore,
    /// What was answered under an idempotency key.
    pub answers: &'a dyn ConsentStore,
    /// Who carries messages.
    pub courier: &'a dyn Courier,
    /// Encloses secrets, which have to be read again to sign.
    pub key: &'a [u8; 32],
    /// For new ids.
    pub clock: &'a dyn Clock,
    /// For new ids and secrets.
    pub entropy: &'a dyn Entropy,
}

/// What somebody wants of an address. What is not given stays as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EndpointWish {
    /// The address.
    pub url: Option<String>,
    /// What people call it.
    pub description: Option<String>,
    /// Which entries it gets, by name.
    pub events: Option<Vec<String>>,
    /// Whether anything is sent.
    pub on: Option<bool>,
}

/// Why nothing was done.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum NoWebhook {
    /// It cannot be read, or may not be.
    #[error(transparent)]
    Reading(#[from] Reading),
    /// What was typed cannot be taken.
    #[error("what was typed has faults")]
    Typed(Vec<Fault>),
    /// Somebody else was faster.
    #[error("somebody else changed it meanwhile")]
    Moved,
    /// There are so many that no more are taken.
    #[error("there are {ENDPOINTS} addresses, and no more are taken")]
    TooMany,
    /// The idempotency key was used for another request.
    #[error("this idempotency key was used for another request")]
    KeyReused,
    /// It is off, so that nothing is sent.
    #[error("this address is switched off")]
    Off,
}

impl From<StoreError> for NoWebhook {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Conflict => Self::Moved,
            other => Self::Reading(Reading::Store(other)),
        }
    }
}

impl From<Denied> for NoWebhook {
    fn from(denied: Denied) -> Self {
        Self::Reading(denied.into())
    }
}

/// An address, and how much waits for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Watched {
    /// The address.
    pub endpoint: Endpoint,
    /// How many deliveries are how far.
    pub counts: DeliveryCounts,
}

impl Webhooks<'_> {
    /// Adds an address; its secret is shown this once. `made_by` is the idempotency pair: the same one
    /// gives the same address and secret again, and the address as it is now where the answer is not
    /// remembered any more.
    ///
    /// # Errors
    ///
    /// [`NoWebhook`].
    pub async fn add_endpoint(
        &self,
        actor: &Actor,
        wish: EndpointWish,
        made_by: Idempotency,
    ) -> Result<(Endpoint, Secret), NoWebhook> {
        authorise(actor, Deed::ManageWebhooks)?;
        if let Some(done) = self.answered(Some(made_by)).await? {
            return self.with_secret(done);
        }
        let known = self.store.endpoints().await?;
        if let Some(before) = known.iter().find(|known| known.created.0 == made_by.0) {
            return self.made_before(before, made_by);
        }
        if known.len() >= ENDPOINTS {
            return Err(NoWebhook::TooMany);
        }
        let secret = Secret::new(self.entropy);
        let mut endpoint = Endpoint {
            id: EndpointId::new(self.clock, self.entropy),
            url: String::new(),
            description: String::new(),
            events: Events::All,
            secret: enclose(self.key, secret.as_bytes(), self.entropy),
            older: None,
            off: None,
            failing_since: None,
            warned_at: None,
            // What was before is there to be replayed.
            through: self.engine.index(),
            created_at: self.engine.now(),
            revision: 1,
            created: made_by,
            rotated: None,
        };
        let wish = EndpointWish {
            url: Some(wish.url.unwrap_or_default()),
            ..wish
        };
        self.apply(&mut endpoint, wish)?;
        let line = self.line(actor, "webhook.added", &endpoint);
        let done = Done::Address(Box::new(told(&endpoint, true)));
        let answer = self.remembers(Some(made_by), &done)?;
        let stored = self.store.add_endpoint(&endpoint, &line, answer.as_ref());
        match stored.await {
            Ok(()) => Ok((endpoint, secret)),
            // The same write came twice at once.
            Err(error) => self.with_secret(self.beaten(Some(made_by), error).await?),
        }
    }

    /// An address that was made by this write so long ago that its answer is forgotten.
    fn made_before(
        &self,
        before: &Endpoint,
        made_by: Idempotency,
    ) -> Result<(Endpoint, Secret), NoWebhook> {
        if before.created.1 != made_by.1 {
            return Err(NoWebhook::KeyReused);
        }
        Ok((before.clone(), self.secret(&before.secret)?))
    }

    /// An address and the secret that was made with it, from what was answered before.
    fn with_secret(&self, done: Done) -> Result<(Endpoint, Secret), NoWebhook> {
        let Done::Address(endpoint) = done else {
            return Err(another());
        };
        let secret = self.secret(&endpoint.secret)?;
        Ok((*endpoint, secret))
    }

    /// Changes an address; what whoever asks is told of it, without its secrets. One that is switched
    /// on again goes on where it stopped. `under` an idempotency key it is done once.
    ///
    /// # Errors
    ///
    /// [`NoWebhook`]; [`NoWebhook::Moved`] where `revision` is given and is not its present one.
    pub async fn change_endpoint(
        &self,
        actor: &Actor,
        id: EndpointId,
        revision: Option<u64>,
        wish: EndpointWish,
        under: Option<Idempotency>,
    ) -> Result<Endpoint, NoWebhook> {
        authorise(actor, Deed::ManageWebhooks)?;
        let changed = |done| match done {
            Done::Address(endpoint) => Ok(*endpoint),
            _ => Err(another()),
        };
        if let Some(done) = self.answered(under).await? {
            return changed(done);
        }
        let mut endpoint = self.at(actor, id, revision).await?;
        let before = endpoint.revision;
        self.apply(&mut endpoint, wish)?;
        endpoint.revision += 1;
        let line = self.line(actor, "webhook.changed", &endpoint);
        let done = Done::Address(Box::new(told(&endpoint, false)));
        let answer = self.remembers(under, &done)?;
        let stored = self
            .store
            .change_endpoint(&endpoint, before, &line, answer.as_ref());
        match stored.await {
            Ok(()) => changed(done),
            Err(error) => changed(self.beaten(under, error).await?),
        }
    }

    /// Removes an address, with all that is known of what was sent to it. `under` an idempotency key
    /// it is done once.
    ///
    /// # Errors
    ///
    /// [`NoWebhook`].
    pub async fn remove_endpoint(
        &self,
        actor: &Actor,
        id: EndpointId,
        under: Option<Idempotency>,
    ) -> Result<(), NoWebhook> {
        authorise(actor, Deed::ManageWebhooks)?;
        let removed = |done| match done {
            Done::Removed => Ok(()),
            _ => Err(another()),
        };
        if let Some(done) = self.answered(under).await? {
            return removed(done);
        }
        let endpoint = self.at(actor, id, None).await?;
        let line = self.line(actor, "webhook.removed", &endpoint);
        let answer = self.remembers(under, &Done::Removed)?;
        match self.store.remove_endpoint(id, &line, answer.as_ref()).await {
            Ok(true) => Ok(()),
            // The same write may have come twice at once.
            Ok(false) => match self.answered(under).await? {
                Some(done) => removed(done),
                None => Err(Reading::Absent.into()),
            },
            Err(error) => removed(self.beaten(under, error).await?),
        }
    }

    /// Gives an address a new secret; the one before signs as well for [`SECRET_OVERLAP_S`]. `under`
    /// is the idempotency pair: the same one gives the same secret again, also where a later one took
    /// its place.
    ///
    /// # Errors
    ///
    /// [`NoWebhook`].
    pub async fn rotate_secret(
        &self,
        actor: &Actor,
        id: EndpointId,
        under: Idempotency,
    ) -> Result<(Endpoint, Secret), NoWebhook> {
        authorise(actor, Deed::ManageWebhooks)?;
        if let Some(done) = self.answered(Some(under)).await? {
            return self.with_secret(done);
        }
        let mut endpoint = self.at(actor, id, None).await?;
        // So long ago that its answer is forgotten.
        if endpoint.rotated == Some(under.0) {
            let secret = self.secret(&endpoint.secret)?;
            return Ok((endpoint, secret));
        }
        let secret = Secret::new(self.entropy);
        let enclosed = enclose(self.key, secret.as_bytes(), self.entropy);
        let until = self.engine.now().plus_seconds(SECRET_OVERLAP_S);
        let older = std::mem::replace(&mut endpoint.secret, enclosed);
        endpoint.older = Some((older, until));
        endpoint.rotated = Some(under.0);
        let before = endpoint.revision;
        endpoint.revision += 1;
        let line = self.line(actor, "webhook.secret", &endpoint);
        let done = Done::Address(Box::new(told(&endpoint, true)));
        let answer = self.remembers(Some(under), &done)?;
        let stored = self
            .store
            .change_endpoint(&endpoint, before, &line, answer.as_ref());
        match stored.await {
            Ok(()) => Ok((endpoint, secret)),
            Err(error) => self.with_secret(self.beaten(Some(under), error).await?),
        }
    }

    /// All addresses, the oldest first.
    ///
    /// # Errors
    ///
    /// [`Reading`].
    pub async fn endpoints(&self, actor: &Actor) -> Result<Vec<Watched>, Reading> {
        authorise(actor, Deed::ManageWebhooks)?;
        let mut watched = Vec::new();
        for endpoint in self.store.endpoints().await? {
            let counts = self.store.delivery_counts(endpoint.id).await?;
            watched.push(Watched { endpoint, counts });
        }
        Ok(watched)
    }

    /// One address.
    ///
    /// # Errors
    ///
    /// [`Reading`].
    pub async fn endpoint(&self, actor: &Actor, id: EndpointId) -> Result<Watched, Reading> {
        authorise(actor, Deed::ManageWebhooks)?;
        let endpoint = self.store.endpoint(id).await?.ok_or(Reading::Absent)?;
        let counts = self.store.delivery_counts(id).await?;
        Ok(Watched { endpoint, counts })
    }

    /// Signs a message and sends it once.
    ///
    /// # Errors
    ///
    /// [`StoreError::Corrupt`] where the secrets were enclosed with another key: nothing is sent.
    pub async fn send(
        &self,
        endpoint: &Endpoint,
        id: String,
        body: Vec<u8>,
    ) -> Result<Carried, StoreError> {
        let at = self.clock.now();
        let secrets = endpoint.secrets(at).into_iter();
        let secrets = secrets.map(|enclosed| self.secret(enclosed));
        let secrets = secrets.collect::<Result<Vec<_>, _>>()?;
        let message = Message {
            signature: sign(&secrets, &id, at, &body),
            id,
            at,
            body,
        };
        Ok(self.courier.carry(&endpoint.url, message).await)
    }

    /// A page of deliveries, those of the newest entries first, behind `before`: at most
    /// [`DELIVERIES`], and whether there are more.
    ///
    /// # Errors
    ///
    /// [`Reading`].
    pub async fn deliveries(
        &self,
        actor: &Actor,
        filter: DeliveryFilter,
        before: Option<DeliveryId>,
        limit: u32,
    ) -> Result<(Vec<Delivery>, bool), Reading> {
        authorise(actor, Deed::ManageWebhooks)?;
        let limit = limit.clamp(1, DELIVERIES);
        let mut page = self.store.deliveries(filter, before, limit + 1).await?;
        let more = page.len() > limit as usize;
        page.truncate(limit as usize);
        Ok((page, more))
    }

    /// One delivery and its attempts, the oldest first.
    ///
    /// # Errors
    ///
    /// [`Reading`].
    pub async fn delivery(
        &self,
        actor: &Actor,
        id: DeliveryId,
    ) -> Result<(Delivery, Vec<Attempt>), Reading> {
        authorise(actor, Deed::ManageWebhooks)?;
        let delivery = self.store.delivery(id).await?.ok_or(Reading::Absent)?;
        Ok((delivery, self.store.attempts(id).await?))
    }

    /// The address that somebody wants to change.
    async fn at(
        &self,
        actor: &Actor,
        id: EndpointId,
        revision: Option<u64>,
    ) -> Result<Endpoint, NoWebhook> {
        authorise(actor, Deed::ManageWebhooks)?;
        let endpoint = self.store.endpoint(id).await?.ok_or(Reading::Absent)?;
        if revision.is_some_and(|revision| revision != endpoint.revision) {
            return Err(NoWebhook::Moved);
        }
        Ok(endpoint)
    }

    /// Sets what is wished, or says all that is wrong with it.
    fn apply(&self, endpoint: &mut Endpoint, wish: EndpointWish) -> Result<(), NoWebhook> {
        let mut faults = Vec::new();
        let mut fault = |field: &str, message: String| {
            faults.push(Fault {
                field: field.to_owned(),
                message,
            });
        };
        if let Some(url) = wish.url {
            match self.courier.vet(url.trim()) {
                Ok(url) => endpoint.url = url,
                Err(why) => fault("url", why),
            }
        }
        if let Some(description) = wish.description {
            let description = description.trim().to_owned();
            if description.chars().count() > LONGEST_DESCRIPTION {
                fault(
                    "description",
                    format!("use at most {LONGEST_DESCRIPTION} characters"),
                );
            }
            endpoint.description = description;
        }
        if let Some(events) = wish.events {
            match Events::read(events.iter().map(|word| word.trim())) {
                Ok(events) => endpoint.events = events,
                Err(word) if word.is_empty() => fault("events", "name at least one".to_owned()),
                Err(word) => fault("events", format!("there is no event `{word}`")),
            }
        }
        match wish.on {
            Some(true) => {
                endpoint.off = None;
                endpoint.failing_since = None;
                endpoint.warned_at = None;
            }
            Some(false) if endpoint.off.is_none() => {
                endpoint.off = Some(Off {
                    why: WhyOff::ByHand,
                    at: self.engine.now(),
                });
            }
            Some(false) | None => {}
        }
        if faults.is_empty() {
            Ok(())
        } else {
            Err(NoWebhook::Typed(faults))
        }
    }

    fn secret(&self, enclosed: &[u8]) -> Result<Secret, StoreError> {
        let bytes = disclose(self.key, enclosed);
        let unreadable = |_| StoreError::Corrupt("the secret of a webhook".to_owned());
        bytes.map(Secret::from_bytes).map_err(unreadable)
    }

    fn line(&self, actor: &Actor, what: &str, endpoint: &Endpoint) -> AuditLine {
        // What stands behind a question mark may be a password.
        let about = endpoint.url.split('?').next().unwrap_or_default();
        AuditLine {
            id: AuditId::new(self.clock, self.entropy),
            at: self.engine.now(),
            actor: ActorRef::from(actor),
            what: what.to_owned(),
            about: about.to_owned(),
            reason: String::new(),
        }
    }
}
