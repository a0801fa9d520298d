//! Add, change and remove addresses for webhooks, and send what was sent again.

mod form;

use leptos::prelude::*;
use mutual::id::EndpointId;
use mutual::use_cases::{EndpointWish, NoWebhook, Reading};
use mutual::webhook::DeliveryId;

pub(crate) use form::{Note, Tried, WebhookForm};

use super::asked_by::AskedBy;
use super::see_other;

const PAGE: &str = "/admin/webhooks";

/// Adds an address. `key` is the form's own, so that a form that is sent twice adds one.
#[server(prefix = "/actions", endpoint = "add-webhook")]
pub async fn add_webhook(
    #[server(default)] key: String,
    #[server(flatten)] form: WebhookForm,
) -> Result<(), ServerFnError> {
    let asked = match AskedBy::now(PAGE)? {
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
            shows_secret(&asked, endpoint.id, made_by).await;
            see_other(&format!("{PAGE}/{}?done=added", endpoint.id))
        }
        Err(error) => asked.refused(PAGE, form, error).await,
    }
}

/// Changes an address that stood at `revision`.
#[server(prefix = "/actions", endpoint = "change-webhook")]
pub async fn change_webhook(
    #[server(default)] endpoint: String,
    #[server(default)] revision: String,
    #[server(flatten)] form: WebhookForm,
) -> Result<(), ServerFnError> {
    let asked = match AskedBy::now(PAGE)? {
        Ok(asked) => asked,
        Err(path) => return see_other(&path),
    };
    let (Ok(id), Ok(revision)) = (endpoint.parse::<EndpointId>(), revision.parse()) else {
        return see_other(PAGE);
    };
    let webhooks = asked.ctx.mutual.webhooks();
    let changed = webhooks
        .change_endpoint(&asked.actor, id, Some(revision), form.wish(), None)
        .await;
    match changed {
        Ok(_) => see_other(&format!("{PAGE}/{id}?done=changed")),
        Err(error) => asked.refused(&format!("{PAGE}/{id}"), form, error).await,
    }
}

/// Switches an address off, or on again.
#[server(prefix = "/actions", endpoint = "switch-webhook")]
pub async fn switch_webhook(
    #[server(default)] endpoint: String,
    #[server(default)] to: String,
) -> Result<(), ServerFnError> {
    let (asked, id) = match AskedBy::about::<EndpointId>(PAGE, &endpoint)? {
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
    told(id, switched, if on { "on" } else { "off" })
}

/// Gives an address a new secret. `key` is the form's own, so that a form that is sent twice makes
/// one, and the one before still signs.
#[server(prefix = "/actions", endpoint = "rotate-webhook")]
pub async fn rotate_webhook(
    #[server(default)] endpoint: String,
    #[server(default)] key: String,
) -> Result<(), ServerFnError> {
    let (asked, id) = match AskedBy::about::<EndpointId>(PAGE, &endpoint)? {
        Ok(asked) => asked,
        Err(path) => return see_other(&path),
    };
    let made_by = asked.made_by(&key, &endpoint);
    let webhooks = asked.ctx.mutual.webhooks();
    let rotated = webhooks.rotate_secret(&asked.actor, id, (made_by, made_by));
    let rotated = rotated.await;
    if rotated.is_ok() {
        shows_secret(&asked, id, made_by).await;
    }
    told(id, rotated, "rotated")
}

/// Sends a test message, and waits for what comes back.
#[server(prefix = "/actions", endpoint = "test-webhook")]
pub async fn test_webhook(#[server(default)] endpoint: String) -> Result<(), ServerFnError> {
    let (asked, id) = match AskedBy::about::<EndpointId>(PAGE, &endpoint)? {
        Ok(asked) => asked,
        Err(path) => return see_other(&path),
    };
    let tested = asked
        .ctx
        .mutual
        .webhooks()
        .send_test(&asked.actor, id, None)
        .await;
    let tested = match tested {
        Ok(attempt) => {
            let endpoint = id.to_string();
            let attempt = attempt.into();
            asked.notes(&Note::Tested { endpoint, attempt }).await;
            Ok(())
        }
        Err(error) => Err(error),
    };
    told(id, tested, "tested")
}

/// Sends the entries from `first` to `last` again that the address asked for.
#[server(prefix = "/actions", endpoint = "replay-webhook")]
pub async fn replay_webhook(
    #[server(default)] endpoint: String,
    #[server(default)] first: String,
    #[server(default)] last: String,
) -> Result<(), ServerFnError> {
    let asked = match AskedBy::now(PAGE)? {
        Ok(asked) => asked,
        Err(path) => return see_other(&path),
    };
    let range = (first.parse::<u64>(), last.parse::<u64>());
    let (Ok(id), (Ok(first), Ok(last))) = (endpoint.parse::<EndpointId>(), range) else {
        return see_other(PAGE);
    };
    let webhooks = asked.ctx.mutual.webhooks();
    let after = first.saturating_sub(1);
    let sent = webhooks.replay(&asked.actor, id, (after, Some(last)), false, None);
    match sent.await {
        Ok(count) => see_other(&format!("{PAGE}/{id}?done=replayed&count={count}")),
        Err(error) => told(id, Err::<(), _>(error), ""),
    }
}

/// Sends one delivery again.
#[server(prefix = "/actions", endpoint = "resend-delivery")]
pub async fn resend_delivery(#[server(default)] delivery: String) -> Result<(), ServerFnError> {
    let (asked, id) = match AskedBy::about::<DeliveryId>(PAGE, &delivery)? {
        Ok(asked) => asked,
        Err(path) => return see_other(&path),
    };
    let again = asked
        .ctx
        .mutual
        .webhooks()
        .redeliver(&asked.actor, id, None)
        .await;
    match again {
        Ok(_) => see_other(&format!("{PAGE}/deliveries/{id}?done=again")),
        Err(error) if matches!(error, NoWebhook::Reading(Reading::Absent)) => {
            told(id.endpoint, Err::<(), _>(error), "")
        }
        Err(error) => see_other(&format!("{PAGE}/deliveries/{id}?failed={}", why(&error))),
    }
}

/// Removes an address, with all that is known of what was sent to it.
#[server(prefix = "/actions", endpoint = "remove-webhook")]
pub async fn remove_webhook(#[server(default)] endpoint: String) -> Result<(), ServerFnError> {
    let (asked, id) = match AskedBy::about::<EndpointId>(PAGE, &endpoint)? {
        Ok(asked) => asked,
        Err(path) => return see_other(&path),
    };
    let webhooks = asked.ctx.mutual.webhooks();
    match webhooks.remove_endpoint(&asked.actor, id, None).await {
        Ok(()) => see_other(&format!("{PAGE}?done=removed")),
        Err(error) => told(id, Err::<(), _>(error), ""),
    }
}

async fn shows_secret(asked: &AskedBy, id: EndpointId, made_by: [u8; 32]) {
    let endpoint = id.to_string();
    asked.notes(&Note::Secret { endpoint, made_by }).await;
}

impl AskedBy {
    /// Shows the form again as it was typed.
    async fn refused(
        &self,
        page: &str,
        form: WebhookForm,
        error: NoWebhook,
    ) -> Result<(), ServerFnError> {
        let why = why(&error);
        if why == "forbidden" || why == "gone" {
            return see_other(&format!("{PAGE}?failed={why}"));
        }
        let faults = match error {
            NoWebhook::Typed(faults) => form::faults(faults, self.ctx.text().webhooks),
            _ => Vec::new(),
        };
        self.notes(&Note::Refused { form, faults }).await;
        see_other(&format!("{page}?failed={why}"))
    }
}

fn told<T>(id: EndpointId, done: Result<T, NoWebhook>, what: &str) -> Result<(), ServerFnError> {
    match done.map_err(|error| why(&error)) {
        Ok(_) => see_other(&format!("{PAGE}/{id}?done={what}")),
        // There is no page of it, or none for her.
        Err(why @ ("forbidden" | "gone")) => see_other(&format!("{PAGE}?failed={why}")),
        Err(why) => see_other(&format!("{PAGE}/{id}?failed={why}")),
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
