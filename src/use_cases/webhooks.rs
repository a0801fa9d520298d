//! Addresses that entries are sent to: who asks for what, and what is sent again.

mod shown;

use serde_json::json;

use super::Reading;
use crate::access::{Actor, Deed, Denied, authorise};
use crate::catalogue::Fault;
use crate::clock::{Clock, Entropy, random};
use crate::consent::ActorRef;
use crate::digest::hex;
use crate::envelope::{disclose, enclose};
use crate::id::{AuditId, EndpointId};
use crate::ledger::Body;
use crate::port::{
    AuditLine, Carried, Courier, DeliveryCounts, DeliveryFilter, Engine, Message, StoreError,
    WebhookStore,
};
use crate::webhook::{
    Attempt, Course, Delivery, DeliveryId, Endpoint, Events, Off, SECRET_OVERLAP_S, Secret, WhyOff,
    sign,
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
    /// Adds an address; its secret is shown this once. `made_by` are the digests of the idempotency
    /// key and of the request: the same pair gives the same address and secret again.
    ///
    /// # Errors
    ///
    /// [`NoWebhook`].
    pub async fn add_endpoint(
        &self,
        actor: &Actor,
        wish: EndpointWish,
        made_by: ([u8; 32], [u8; 32]),
    ) -> Result<(Endpoint, Secret), NoWebhook> {
        authorise(actor, Deed::ManageWebhooks)?;
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
        match self.store.add_endpoint(&endpoint, &line).await {
            Ok(()) => Ok((endpoint, secret)),
            // The same write came twice at once.
            Err(StoreError::Conflict) => {
                let known = self.store.endpoints().await?;
                let before = known.iter().find(|known| known.created.0 == made_by.0);
                self.made_before(before.ok_or(NoWebhook::Moved)?, made_by)
            }
            Err(error) => Err(error.into()),
        }
    }

    fn made_before(
        &self,
        before: &Endpoint,
        made_by: ([u8; 32], [u8; 32]),
    ) -> Result<(Endpoint, Secret), NoWebhook> {
        if before.created.1 != made_by.1 {
            return Err(NoWebhook::KeyReused);
        }
        Ok((before.clone(), self.secret(&before.secret)?))
    }

    /// Changes an address. One that is switched on again goes on where it stopped.
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
    ) -> Result<Endpoint, NoWebhook> {
        let mut endpoint = self.at(actor, id, revision).await?;
        let before = endpoint.revision;
        self.apply(&mut endpoint, wish)?;
        endpoint.revision += 1;
        let line = self.line(actor, "webhook.changed", &endpoint);
        self.store.change_endpoint(&endpoint, before, &line).await?;
        Ok(endpoint)
    }

    /// Removes an address, with all that is known of what was sent to it.
    ///
    /// # Errors
    ///
    /// [`NoWebhook`].
    pub async fn remove_endpoint(&self, actor: &Actor, id: EndpointId) -> Result<(), NoWebhook> {
        let endpoint = self.at(actor, id, None).await?;
        let line = self.line(actor, "webhook.removed", &endpoint);
        if self.store.remove_endpoint(id, &line).await? {
            Ok(())
        } else {
            Err(Reading::Absent.into())
        }
    }

    /// Gives an address a new secret; the one before signs as well for [`SECRET_OVERLAP_S`]. `key` is
    /// the digest of the idempotency key: the same one gives the same secret again.
    ///
    /// # Errors
    ///
    /// [`NoWebhook`].
    pub async fn rotate_secret(
        &self,
        actor: &Actor,
        id: EndpointId,
        key: [u8; 32],
    ) -> Result<(Endpoint, Secret), NoWebhook> {
        let mut endpoint = self.at(actor, id, None).await?;
        if endpoint.rotated == Some(key) {
            let secret = self.secret(&endpoint.secret)?;
            return Ok((endpoint, secret));
        }
        let secret = Secret::new(self.entropy);
        let enclosed = enclose(self.key, secret.as_bytes(), self.entropy);
        let until = self.engine.now().plus_seconds(SECRET_OVERLAP_S);
        let older = std::mem::replace(&mut endpoint.secret, enclosed);
        endpoint.older = Some((older, until));
        endpoint.rotated = Some(key);
        let before = endpoint.revision;
        endpoint.revision += 1;
        let line = self.line(actor, "webhook.secret", &endpoint);
        self.store.change_endpoint(&endpoint, before, &line).await?;
        Ok((endpoint, secret))
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

    /// Sends a message of the type `webhook.test` to an address, once, also where it is switched off;
    /// what came of it.
    ///
    /// # Errors
    ///
    /// [`Reading`].
    pub async fn send_test(&self, actor: &Actor, id: EndpointId) -> Result<Attempt, Reading> {
        authorise(actor, Deed::ManageWebhooks)?;
        let endpoint = self.store.endpoint(id).await?.ok_or(Reading::Absent)?;
        let at = self.clock.now();
        let said = json!({"type": "webhook.test", "timestamp": at,
            "data": {"endpoint": id, "description": endpoint.description}});
        let name: [u8; 16] = random(self.entropy);
        let name = format!("msg_test_{}", hex(&name));
        let carried = self.send(&endpoint, name, said.to_string().into()).await?;
        Ok(Attempt {
            // The log's first entry, which is never sent.
            id: DeliveryId {
                endpoint: id,
                index: 0,
            },
            number: 1,
            at,
            took_ms: carried.took_ms,
            outcome: carried.outcome,
        })
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

    /// Sends one delivery again, at once.
    ///
    /// # Errors
    ///
    /// [`NoWebhook`]; [`NoWebhook::Off`] where nothing is sent to its address.
    pub async fn redeliver(&self, actor: &Actor, id: DeliveryId) -> Result<Delivery, NoWebhook> {
        let endpoint = self.at(actor, id.endpoint, None).await?;
        if endpoint.off.is_some() {
            return Err(NoWebhook::Off);
        }
        let delivery = self.store.delivery(id).await?.ok_or(Reading::Absent)?;
        let again = Delivery {
            course: Course::Pending,
            tries: 0,
            at: self.engine.now(),
            ..delivery
        };
        let resent = std::slice::from_ref(&again);
        self.store.resend(id.endpoint, resent).await?;
        self.courier.wake();
        Ok(again)
    }

    /// Of the entries above `after` and up to `through`: how many the address asked for. They are
    /// sent again, unless `only_count`.
    ///
    /// # Errors
    ///
    /// [`NoWebhook`]; [`NoWebhook::Off`] where nothing is sent to the address.
    pub async fn replay(
        &self,
        actor: &Actor,
        id: EndpointId,
        after: u64,
        through: Option<u64>,
        only_count: bool,
    ) -> Result<u64, NoWebhook> {
        let endpoint = self.at(actor, id, None).await?;
        if endpoint.off.is_some() && !only_count {
            return Err(NoWebhook::Off);
        }
        let through = through.unwrap_or(u64::MAX).min(self.engine.index());
        let (mut after, mut count) = (after, 0);
        while after < through {
            let entries = self.engine.entries(after, PAGE).await?;
            let Some(last) = entries.last().map(|entry| entry.index) else {
                break;
            };
            let asked_for = entries.iter().filter(|entry| {
                entry.index <= through
                    && !matches!(entry.body, Body::Destroyed(_))
                    && endpoint.events.have(entry.body.kind())
            });
            let now = self.engine.now();
            let page: Vec<_> = asked_for
                .map(|entry| Delivery::of(entry, id, now))
                .collect();
            count += page.len() as u64;
            if !only_count && !page.is_empty() {
                self.store.resend(id, &page).await?;
                // Page by page: whoever asked may hang up in the middle.
                self.courier.wake();
            }
            after = last;
        }
        Ok(count)
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
