//! What people are told of an address that does not answer, or does not take all that it should.

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
    /// So many messages that take something away were given up.
    Lost(u64),
    /// Something that takes something away has waited for a day.
    Late,
}

/// Writes to every admin who can come in, and where there is none to the organisation's own address, for a
/// customer may read that people are told; whether a mail went out to any of them. `side` is the one that the
/// address hears of.
pub(super) async fn tell(app: App, side: Side, endpoint: Endpoint, what: Told) -> bool {
    let is_test = app.is_test(&side);
    let mails = match write(&app, is_test, &endpoint, what).await {
        Ok(mails) => mails,
        Err(error) => {
            tracing::warn!(%error, "nobody could be told of a webhook");
            return false;
        }
    };
    if mails.is_empty() {
        tracing::warn!("there is nobody who could be told of a webhook");
    }
    let mut sent = false;
    for mail in mails {
        match app.mailer.send(&mail).await {
            Ok(()) => sent = true,
            Err(error) => {
                tracing::warn!(%error, "a mail about a webhook was not sent");
            }
        }
    }
    sent
}

async fn write(
    app: &App,
    is_test: bool,
    endpoint: &Endpoint,
    what: Told,
) -> Result<Vec<Mail>, StoreError> {
    let store = &app.live.store;
    let organisation = store.organisation().await?.unwrap_or_default();
    let letters = Letters::in_language(Language::of(&organisation, Reader::default()));
    // What stands behind a question mark may be a password.
    let address = endpoint.url.split('?').next().unwrap_or_default();
    let staff = store.staff().await?.into_iter();
    let admins = staff.filter(|account| {
        account.kind == AccountKind::Staff(Role::Admin) && account.disabled_at.is_none()
    });
    let mut readers: Vec<_> = admins.map(|admin| admin.email).collect();
    if readers.is_empty() && !organisation.contact_email.is_empty() {
        readers.push(organisation.contact_email.clone());
    }
    // Where the address stands, what was given up, where it can be sent again, or what waits.
    let (pages, id) = (format!("{}/admin/webhooks", app.base()), endpoint.id);
    let page = match (what, is_test) {
        (Told::Failing | Told::Off, false) => pages,
        (Told::Failing | Told::Off, true) => format!("{pages}?side=test"),
        (Told::Lost(_), false) => format!("{pages}/{id}?show=given_up#messages"),
        (Told::Lost(_), true) => format!("{pages}/{id}?side=test&show=given_up#messages"),
        (Told::Late, false) => format!("{pages}/{id}?show=pending#messages"),
        (Told::Late, true) => format!("{pages}/{id}?side=test&show=pending#messages"),
    };
    let hook = Hook {
        address,
        page: &page,
        is_test,
    };
    let mails = readers.iter().map(|to| match what {
        Told::Failing => letters.webhook_failing(to, &organisation, hook),
        Told::Off => letters.webhook_off(to, &organisation, hook),
        Told::Lost(count) => letters.webhook_lost(to, &organisation, hook, count),
        Told::Late => letters.webhook_late(to, &organisation, hook),
    });
    Ok(mails.collect())
}
