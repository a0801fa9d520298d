//! Make, roll and revoke the keys of programs.

use std::collections::BTreeMap;

use leptos::prelude::*;
use mutual::access::Scope;
use mutual::id::ClientId;
use mutual::use_cases::{ClientWish, NoClient, Reading};
use serde::{Deserialize, Serialize};

use super::asked_by::AskedBy;
use super::{see_noted, see_other};

const PAGE: &str = "/admin/keys";

/// The form of a key: every field as it was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct KeyForm {
    /// What people call it.
    pub name: String,
    /// `test`, or anything else for real customers.
    pub side: String,
    /// The scopes that are ticked, by name.
    pub scopes: BTreeMap<String, String>,
}

impl KeyForm {
    /// Whether it is for test customers.
    pub(crate) fn is_test(&self) -> bool {
        self.side == "test"
    }

    fn wish(&self) -> ClientWish {
        let ticked = |scope: &Scope| self.scopes.contains_key(scope.name());
        ClientWish {
            name: self.name.clone(),
            test: self.is_test(),
            scopes: Scope::ALL.into_iter().filter(ticked).collect(),
        }
    }
}

/// What a step leaves for the page that it leads to.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) enum KeyNote {
    /// A form that was not stored.
    Refused {
        /// What was typed.
        form: KeyForm,
        /// The fields that have a fault.
        faults: Vec<String>,
    },
    /// A secret was made. It is not in here: this is the digest of what made it, from which the
    /// page makes it again.
    Secret {
        /// The digest.
        made_by: [u8; 32],
    },
}

/// Makes a key. `key` is the form's own, so that a form that is sent twice makes one.
#[server(prefix = "/actions", endpoint = "make-key")]
pub async fn make_key(
    #[server(default)] key: String,
    #[server(flatten)] form: KeyForm,
) -> Result<(), ServerFnError> {
    let asked = match AskedBy::now(PAGE)? {
        Ok(asked) => asked,
        Err(path) => return see_other(&path),
    };
    let typed = serde_json::to_string(&form).unwrap_or_default();
    let made_by = asked.made_by(&key, &typed);
    let bytes = asked.ctx.mutual.client_secret_bytes(&made_by);
    let clients = asked.ctx.mutual.clients();
    match clients.make(&asked.actor, form.wish(), bytes).await {
        Ok((client, _)) => {
            asked.ctx.forgets(PAGE).await;
            shows_secret(&asked, client.id, made_by, "made").await
        }
        Err(error) => {
            let faults = match &error {
                NoClient::Typed(faults) => faults.iter().map(|fault| fault.field.clone()).collect(),
                _ => Vec::new(),
            };
            let page = format!("{PAGE}?failed={}", why(&error));
            if why(&error) == "forbidden" {
                return see_other(&page);
            }
            see_noted(&asked.ctx, &page, &KeyNote::Refused { form, faults }).await
        }
    }
}

/// Gives a key a new secret; the one before works on for `overlap` seconds. `key` is the form's
/// own, so that a form that is sent twice makes one. `present` is the mark of the secret that the
/// page showed as the present one: a form that comes when another took its place does nothing.
#[server(prefix = "/actions", endpoint = "roll-key")]
pub async fn roll_key(
    #[server(default)] client: String,
    #[server(default)] key: String,
    #[server(default)] present: String,
    #[server(default)] overlap: String,
) -> Result<(), ServerFnError> {
    let asked = match AskedBy::now(PAGE)? {
        Ok(asked) => asked,
        Err(path) => return see_other(&path),
    };
    let (Ok(id), Ok(overlap_s)) = (client.parse::<ClientId>(), overlap.parse::<u32>()) else {
        return see_other(PAGE);
    };
    // All that the form says makes the secret: one that says otherwise makes another.
    let typed = format!("{id} {present} {overlap_s}");
    let made_by = asked.made_by(&key, &typed);
    let bytes = asked.ctx.mutual.client_secret_bytes(&made_by);
    let clients = asked.ctx.mutual.clients();
    let rolled = clients.roll(&asked.actor, id, Some(&present), overlap_s, bytes);
    match rolled.await {
        Ok(_) => shows_secret(&asked, id, made_by, "rolled").await,
        Err(error) => told(id, Err::<(), _>(error), ""),
    }
}

/// Revokes a key.
#[server(prefix = "/actions", endpoint = "revoke-key")]
pub async fn revoke_key(#[server(default)] client: String) -> Result<(), ServerFnError> {
    let (asked, id) = match AskedBy::about::<ClientId>(PAGE, &client)? {
        Ok(asked) => asked,
        Err(path) => return see_other(&path),
    };
    let revoked = asked.ctx.mutual.clients().revoke(&asked.actor, id).await;
    told(id, revoked, "revoked")
}

async fn shows_secret(
    asked: &AskedBy,
    id: ClientId,
    made_by: [u8; 32],
    done: &str,
) -> Result<(), ServerFnError> {
    let page = format!("{PAGE}/{id}?done={done}");
    see_noted(&asked.ctx, &page, &KeyNote::Secret { made_by }).await
}

fn told<T>(id: ClientId, done: Result<T, NoClient>, what: &str) -> Result<(), ServerFnError> {
    match done.map_err(|error| why(&error)) {
        Ok(_) => see_other(&format!("{PAGE}/{id}?done={what}")),
        // There is no page of it, or none for her.
        Err(why @ ("forbidden" | "gone")) => see_other(&format!("{PAGE}?failed={why}")),
        Err(why) => see_other(&format!("{PAGE}/{id}?failed={why}")),
    }
}

fn why(error: &NoClient) -> &'static str {
    match error {
        NoClient::Reading(Reading::Denied(_)) => "forbidden",
        NoClient::Reading(Reading::Absent) => "gone",
        NoClient::Reading(Reading::Store(mutual::port::StoreError::Conflict)) | NoClient::Moved => {
            "moved"
        }
        NoClient::Reading(Reading::Store(_)) => "away",
        NoClient::Reading(Reading::Faults(_)) | NoClient::Typed(_) => "faults",
        NoClient::Revoked => "revoked",
        NoClient::TooMany => "many",
        NoClient::TooManySecrets => "secrets",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_wishes_what_is_ticked_and_nothing_that_is_not_there() {
        let ticked = ["feed", "check", "everything", "<b>"];
        let scopes = ticked.map(|word| (word.to_owned(), "on".to_owned()));
        let form = KeyForm {
            scopes: scopes.into(),
            ..KeyForm::default()
        };
        assert_eq!(form.wish().scopes.to_string(), "check feed");
        assert!(!form.wish().test, "nothing said means real customers");
    }
}
