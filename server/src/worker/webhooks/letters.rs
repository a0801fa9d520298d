//! What people are told of an address that does not answer.

use std::sync::Arc;

use mutual::access::Role;
use mutual::port::{AccountKind, Mail, StoreError};
use mutual::webhook::Endpoint;
use mutual_app::{Language, Reader};

use crate::auth::letters::{Hook, Letters};
use crate::state::{App, Side};

/// What there is to tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Told {
    /// It has failed for a day, and is switched off after five.
    Failing,
    /// Nothing more is sent to it.
    Off,
}

/// Writes to every admin who can come in; whether a mail went out to any of them. `side` is the one that
/// the address hears of.
pub(super) async fn tell(app: App, side: Side, endpoint: Endpoint, what: Told) -> bool {
    let is_test = Arc::ptr_eq(&side.store, &app.test.store);
    let mails = match write(&app, is_test, &endpoint.url, what).await {
        Ok(mails) => mails,
        Err(error) => {
            tracing::warn!(%error, "nobody could be told of a webhook that fails");
            return false;
        }
    };
    if mails.is_empty() {
        tracing::warn!("there is no admin who could be told of a webhook that fails");
    }
    let mut sent = false;
    for mail in mails {
        match app.mailer.send(&mail).await {
            Ok(()) => sent = true,
            Err(error) => {
                tracing::warn!(%error, "a mail about a webhook that fails was not sent");
            }
        }
    }
    sent
}

async fn write(app: &App, is_test: bool, url: &str, what: Told) -> Result<Vec<Mail>, StoreError> {
    let store = &app.live.store;
    let organisation = store.organisation().await?.unwrap_or_default();
    let letters = Letters::in_language(Language::of(&organisation, Reader::default()));
    // What stands behind a question mark may be a password.
    let address = url.split('?').next().unwrap_or_default();
    let staff = store.staff().await?.into_iter();
    let admins = staff.filter(|account| {
        account.kind == AccountKind::Staff(Role::Admin) && account.disabled_at.is_none()
    });
    // Where the address stands.
    let query = if is_test { "?side=test" } else { "" };
    let page = format!("{}/admin/webhooks{query}", app.base());
    let hook = Hook {
        address,
        page: &page,
        is_test,
    };
    let mails = admins.map(|admin| match what {
        Told::Failing => letters.webhook_failing(&admin.email, &organisation, hook),
        Told::Off => letters.webhook_off(&admin.email, &organisation, hook),
    });
    Ok(mails.collect())
}
