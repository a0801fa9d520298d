//! Add, change and remove addresses for webhooks, and send what was sent again.
//!
//! A form names the side that it is about, and each side has a store of its own: what stands in one is not
//! there for a form of the other.

mod form;

use std::str::FromStr;

use leptos::prelude::*;
use mutual::id::EndpointId;
use mutual::use_cases::{EndpointWish, NoWebhook, Reading};
use mutual::webhook::DeliveryId;

pub(crate) use form::{Note, Tried, WebhookForm};

use super::asked_by::AskedBy;
use super::{see_noted, see_other};
use crate::place::{Place, WEBHOOKS};

/// Adds an address. `key` is the form's own, so that a form that is sent twice adds one.
#[server(prefix = "/actions", endpoint = "add-webhook")]
pub async fn add_webhook(
    #[server(default)] side: String,
    #[server(default)] key: String,
    #[server(flatten)] form: WebhookForm,
) -> Result<(), ServerFnError> {
    let asked = match asked(&side)? {
        Ok(asked) => asked,
        Err(path) => return see_other(&path),
    };
    let typed = serde_json::to_string(&form).unwrap_or_default();
    let made_by = asked.made_by(&key, &typed);
    let webhooks = asked.ctx.mutual.webhooks();
    let added = webhooks
        .add_endpoint(&asked.actor, form.wish(), (made_by, made_by))
        .await;
    match added {
        Ok((endpoint, _)) => {
            asked.forgets("").await;
            let page = format!("/{}", endpoint.id);
            asked.shows(&page, "added", &Note::Secret { made_by }).await
        }
        Err(error) => asked.refused("", (form, 0), error).await,
    }
}

/// Changes an address that stood at `revision`.
#[server(prefix = "/actions", endpoint = "change-webhook")]
pub async fn change_webhook(
    #[server(default)] side: String,
    #[server(default)] endpoint: String,
    #[server(default)] revision: String,
    #[server(flatten)] form: WebhookForm,
) -> Result<(), ServerFnError> {
    let asked = match asked(&side)? {
        Ok(asked) => asked,
        Err(path) => return see_other(&path),
    };
    let (Ok(id), Ok(revision)) = (endpoint.parse::<EndpointId>(), revision.parse::<u64>()) else {
        return asked.leads("", "");
    };
    let webhooks = asked.ctx.mutual.webhooks();
    let changed = webhooks
        .change_endpoint(&asked.actor, id, Some(revision), form.wish(), None)
        .await;
    match changed {
        Ok(_) => {
            asked.forgets(&format!("/{id}")).await;
            asked.leads(&format!("/{id}"), "done=changed")
        }
        Err(error) => {
            asked
                .refused(&format!("/{id}"), (form, revision), error)
                .await
        }
    }
}

/// Switches an address off, or on again.
#[server(prefix = "/actions", endpoint = "switch-webhook")]
pub async fn switch_webhook(
    #[server(default)] side: String,
    #[server(default)] endpoint: String,
    #[server(default)] to: String,
) -> Result<(), ServerFnError> {
    let (asked, id) = match about::<EndpointId>(&side, &endpoint)? {
        Ok(asked) => asked,
        Err(path) => return see_other(&path),
    };
    let on = to == "on";
    // It says how things shall be, so that nobody has to have seen how they are.
    let wish = EndpointWish {
        on: Some(on),
        ..EndpointWish::default()
    };
    let webhooks = asked.ctx.mutual.webhooks();
    let switched = webhooks.change_endpoint(&asked.actor, id, None, wish, None);
    let switched = switched.await;
    asked.told(id, switched, if on { "on" } else { "off" })
}

/// Gives an address a new secret. `key` is the form's own, so that a form that is sent twice makes
/// one, and the one before still signs.
#[server(prefix = "/actions", endpoint = "rotate-webhook")]
pub async fn rotate_webhook(
    #[server(default)] side: String,
    #[server(default)] endpoint: String,
    #[server(default)] key: String,
) -> Result<(), ServerFnError> {
    let (asked, id) = match about::<EndpointId>(&side, &endpoint)? {
        Ok(asked) => asked,
        Err(path) => return see_other(&path),
    };
    let made_by = asked.made_by(&key, &endpoint);
    let webhooks = asked.ctx.mutual.webhooks();
    let rotated = webhooks.rotate_secret(&asked.actor, id, (made_by, made_by));
    match rotated.await {
        Ok(_) => {
            let page = format!("/{id}");
            asked
                .shows(&page, "rotated", &Note::Secret { made_by })
                .await
        }
        Err(error) => asked.told(id, Err::<(), _>(error), ""),
    }
}

/// Sends a test message, and waits for what comes back.
#[server(prefix = "/actions", endpoint = "test-webhook")]
pub async fn test_webhook(
    #[server(default)] side: String,
    #[server(default)] endpoint: String,
) -> Result<(), ServerFnError> {
    let (asked, id) = match about::<EndpointId>(&side, &endpoint)? {
        Ok(asked) => asked,
        Err(path) => return see_other(&path),
    };
    let tested = asked
        .ctx
        .mutual
        .webhooks()
        .send_test(&asked.actor, id, None)
        .await;
    match tested {
        Ok(attempt) => {
            let note = Note::Tested(attempt.into());
            asked.shows(&format!("/{id}"), "tested", &note).await
        }
        Err(error) => asked.told(id, Err::<(), _>(error), ""),
    }
}

/// Sends the entries from `first` to `last` again that the address asked for.
#[server(prefix = "/actions", endpoint = "replay-webhook")]
pub async fn replay_webhook(
    #[server(default)] side: String,
    #[server(default)] endpoint: String,
    #[server(default)] first: String,
    #[server(default)] last: String,
) -> Result<(), ServerFnError> {
    let asked = match asked(&side)? {
        Ok(asked) => asked,
        Err(path) => return see_other(&path),
    };
    let range = (first.parse::<u64>(), last.parse::<u64>());
    let (Ok(id), (Ok(first), Ok(last))) = (endpoint.parse::<EndpointId>(), range) else {
        return asked.leads("", "");
    };
    let webhooks = asked.ctx.mutual.webhooks();
    let after = first.saturating_sub(1);
    let sent = webhooks.replay(&asked.actor, id, (after, Some(last)), false, None);
    match sent.await {
        Ok(count) => asked.leads(&format!("/{id}"), &format!("done=replayed&count={count}")),
        Err(error) => asked.told(id, Err::<(), _>(error), ""),
    }
}

/// Sends one delivery again.
#[server(prefix = "/actions", endpoint = "resend-delivery")]
pub async fn resend_delivery(
    #[server(default)] side: String,
    #[server(default)] delivery: String,
) -> Result<(), ServerFnError> {
    let (asked, id) = match about::<DeliveryId>(&side, &delivery)? {
        Ok(asked) => asked,
        Err(path) => return see_other(&path),
    };
    let again = asked
        .ctx
        .mutual
        .webhooks()
        .redeliver(&asked.actor, id, None)
        .await;
    let page = format!("/deliveries/{id}");
    match again {
        Ok(_) => asked.leads(&page, "done=again"),
        Err(error) if matches!(error, NoWebhook::Reading(Reading::Absent)) => {
            asked.told(id.endpoint, Err::<(), _>(error), "")
        }
        Err(error) => asked.leads(&page, &format!("failed={}", why(&error))),
    }
}

/// Removes an address, with all that is known of what was sent to it.
#[server(prefix = "/actions", endpoint = "remove-webhook")]
pub async fn remove_webhook(
    #[server(default)] side: String,
    #[server(default)] endpoint: String,
) -> Result<(), ServerFnError> {
    let (asked, id) = match about::<EndpointId>(&side, &endpoint)? {
        Ok(asked) => asked,
        Err(path) => return see_other(&path),
    };
    let webhooks = asked.ctx.mutual.webhooks();
    match webhooks.remove_endpoint(&asked.actor, id, None).await {
        Ok(()) => {
            asked.forgets(&format!("/{id}")).await;
            asked.leads("", "done=removed")
        }
        Err(error) => asked.told(id, Err::<(), _>(error), ""),
    }
}

/// Who asks over that side, or where to go instead.
fn asked(side: &str) -> Result<Result<AskedBy, String>, ServerFnError> {
    let asked = AskedBy::now(&Place::of_side(WEBHOOKS, side).first())?;
    Ok(asked.map(|asked| asked.of_side(side)))
}

/// As [`asked`], with the id of what the form is about.
fn about<I: FromStr>(side: &str, id: &str) -> Result<Result<(AskedBy, I), String>, ServerFnError> {
    let about = AskedBy::about(&Place::of_side(WEBHOOKS, side).first(), id)?;
    Ok(about.map(|(asked, id)| (asked.of_side(side), id)))
}

impl AskedBy {
    /// Sees the browser off to one of the pages of the side that was asked about.
    fn leads(&self, path: &str, query: &str) -> Result<(), ServerFnError> {
        see_other(&Place::of(WEBHOOKS, &self.ctx).at(path, query))
    }

    /// Shows the form again as it was typed over that revision, on the page at `path`.
    async fn refused(
        &self,
        path: &str,
        (form, revision): (WebhookForm, u64),
        error: NoWebhook,
    ) -> Result<(), ServerFnError> {
        let why = why(&error);
        if why == "forbidden" || why == "gone" {
            return self.leads("", &format!("failed={why}"));
        }
        let faults = match error {
            NoWebhook::Typed(faults) => form::faults(faults, self.ctx.text().webhooks),
            _ => Vec::new(),
        };
        let page = Place::of(WEBHOOKS, &self.ctx).at(path, &format!("failed={why}"));
        let note = Note::Refused {
            form,
            faults,
            revision,
        };
        see_noted(&self.ctx, &page, &note).await
    }

    /// Shows the page at `path` with what came of a step.
    async fn shows(&self, path: &str, done: &str, note: &Note) -> Result<(), ServerFnError> {
        let page = Place::of(WEBHOOKS, &self.ctx).at(path, &format!("done={done}"));
        see_noted(&self.ctx, &page, note).await
    }

    /// Forgets what was typed on the page at `path` and refused.
    async fn forgets(&self, path: &str) {
        let page = Place::of(WEBHOOKS, &self.ctx).at(path, "");
        self.ctx.forgets(&page).await;
    }

    /// Shows the page of that address with what came of it.
    fn told<T>(
        &self,
        id: EndpointId,
        done: Result<T, NoWebhook>,
        what: &str,
    ) -> Result<(), ServerFnError> {
        match done.map_err(|error| why(&error)) {
            Ok(_) => self.leads(&format!("/{id}"), &format!("done={what}")),
            // There is no page of it, or none for her.
            Err(why @ ("forbidden" | "gone")) => self.leads("", &format!("failed={why}")),
            Err(why) => self.leads(&format!("/{id}"), &format!("failed={why}")),
        }
    }
}

fn why(error: &NoWebhook) -> &'static str {
    match error {
        NoWebhook::Reading(Reading::Denied(_)) => "forbidden",
        NoWebhook::Reading(Reading::Absent) => "gone",
        NoWebhook::Reading(Reading::Faults(_)) | NoWebhook::Typed(_) => "faults",
        NoWebhook::Reading(Reading::Store(_)) => "away",
        NoWebhook::Moved | NoWebhook::KeyReused => "moved",
        NoWebhook::TooMany => "many",
        NoWebhook::Off => "switched-off",
    }
}
