//! What is sent because somebody asks: a test, a message once more, a range once more.

use serde_json::json;

use super::answered::{Done, another};
use super::{NoWebhook, PAGE, Webhooks};
use crate::access::{Actor, Deed, authorise};
use crate::clock::{Timestamp, random};
use crate::digest::{hex, sha256};
use crate::id::EndpointId;
use crate::ledger::Body;
use crate::port::{Carried, StoreError};
use crate::use_cases::Reading;
use crate::use_cases::answer::Idempotency;
use crate::webhook::{Attempt, Course, Delivery, DeliveryId, Endpoint};

impl Webhooks<'_> {
    /// Sends a message of the type `webhook.test` to an address, once, also where it is switched off;
    /// what came of it. `under` an idempotency key it is sent once for ever: where a crash comes
    /// between the message and its answer, the same write sends the same `webhook-id` again. Whoever
    /// calls lets no two of the same key run at once.
    ///
    /// # Errors
    ///
    /// [`NoWebhook`].
    pub async fn send_test(
        &self,
        actor: &Actor,
        id: EndpointId,
        under: Option<Idempotency>,
    ) -> Result<Attempt, NoWebhook> {
        authorise(actor, Deed::ManageWebhooks)?;
        match self.answered(under).await? {
            Some(Done::Tried(attempt)) => return Ok(attempt),
            Some(_) => return Err(another()),
            None => {}
        }
        let endpoint = self.store.endpoint(id).await?.ok_or(Reading::Absent)?;
        let at = self.clock.now();
        let name: [u8; 16] = match under {
            Some((key, _)) => {
                let made = sha256(&[b"test message ".as_slice(), &key].concat());
                let [name @ .., _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _] = made;
                name
            }
            None => random(self.entropy),
        };
        let carried = self.carry_test(&endpoint, name, at).await?;
        let attempt = Attempt {
            // The log's first entry, which is never sent.
            id: DeliveryId {
                endpoint: id,
                index: 0,
            },
            number: 1,
            at,
            took_ms: carried.took_ms,
            outcome: carried.outcome,
        };
        let done = Done::Tried(attempt.clone());
        if let Some(answer) = self.remembers(under, &done)?
            && let Err(error) = self.store.resend(id, &[], Some(&answer)).await
        {
            return match self.beaten(under, error).await? {
                Done::Tried(attempt) => Ok(attempt),
                _ => Err(another()),
            };
        }
        Ok(attempt)
    }

    /// Asks an address by a message of the type `webhook.test` whether it takes anything; what came of it.
    /// Nobody wished for it, and nothing of it is kept.
    ///
    /// # Errors
    ///
    /// [`StoreError::Corrupt`] where the secrets were enclosed with another key: nothing is sent.
    pub async fn ask(&self, endpoint: &Endpoint) -> Result<Carried, StoreError> {
        let name = random(self.entropy);
        self.carry_test(endpoint, name, self.clock.now()).await
    }

    /// Sends a message of the type `webhook.test` under that name, once.
    async fn carry_test(
        &self,
        endpoint: &Endpoint,
        name: [u8; 16],
        at: Timestamp,
    ) -> Result<Carried, StoreError> {
        let said = json!({"type": "webhook.test", "timestamp": at,
            "data": {"endpoint": endpoint.id, "description": endpoint.description}});
        let name = format!("msg_test_{}", hex(&name));
        self.send(endpoint, name, said.to_string().into()).await
    }

    /// Sends one delivery again, at once.
    ///
    /// # Errors
    ///
    /// [`NoWebhook`]; [`NoWebhook::Off`] where nothing is sent to its address.
    pub async fn redeliver(
        &self,
        actor: &Actor,
        id: DeliveryId,
        under: Option<Idempotency>,
    ) -> Result<Delivery, NoWebhook> {
        authorise(actor, Deed::ManageWebhooks)?;
        match self.answered(under).await? {
            Some(Done::Again(delivery)) => return Ok(delivery),
            Some(_) => return Err(another()),
            None => {}
        }
        let endpoint = self.at(actor, id.endpoint, None).await?;
        if endpoint.off.is_some() {
            return Err(NoWebhook::Off);
        }
        let delivery = self.store.delivery(id).await?.ok_or(Reading::Absent)?;
        let again = Delivery {
            course: Course::Pending,
            tries: 0,
            at: self.engine.settled(),
            ..delivery
        };
        // Whose entry it is is not answered, so it is not kept either: nothing outlives an erasure.
        let told = Delivery {
            customer: None,
            ..again.clone()
        };
        let answer = self.remembers(under, &Done::Again(told.clone()))?;
        let resent = std::slice::from_ref(&again);
        let stored = self.store.resend(id.endpoint, resent, answer.as_ref());
        if let Err(error) = stored.await {
            return match self.beaten(under, error).await? {
                Done::Again(delivery) => Ok(delivery),
                _ => Err(another()),
            };
        }
        self.courier.wake();
        Ok(told)
    }

    /// Of the entries above `after` and up to `through`: how many the address asked for. They are
    /// sent again, unless `only_count`. Of a range that broke off in the middle nothing is
    /// remembered: the same write begins it anew, and what went already has the id that it had.
    /// Whoever calls lets no two of the same key run at once.
    ///
    /// # Errors
    ///
    /// [`NoWebhook`]; [`NoWebhook::Off`] where nothing is sent to the address.
    pub async fn replay(
        &self,
        actor: &Actor,
        id: EndpointId,
        (after, through): (u64, Option<u64>),
        only_count: bool,
        under: Option<Idempotency>,
    ) -> Result<u64, NoWebhook> {
        authorise(actor, Deed::ManageWebhooks)?;
        match self.answered(under).await? {
            Some(Done::Replayed(count)) => return Ok(count),
            Some(_) => return Err(another()),
            None => {}
        }
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
            let now = self.engine.settled();
            let page: Vec<_> = asked_for
                .map(|entry| Delivery::of(entry, id, now))
                .collect();
            count += page.len() as u64;
            if !only_count && !page.is_empty() {
                self.store.resend(id, &page, None).await?;
                // Page by page: whoever asked may hang up in the middle.
                self.courier.wake();
            }
            after = last;
        }
        let done = Done::Replayed(count);
        if let Some(answer) = self.remembers(under, &done)?
            && let Err(error) = self.store.resend(id, &[], Some(&answer)).await
        {
            return match self.beaten(under, error).await? {
                Done::Replayed(count) => Ok(count),
                _ => Err(another()),
            };
        }
        Ok(count)
    }
}
