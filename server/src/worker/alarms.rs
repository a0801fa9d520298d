//! Tells reviewers that nobody ever decides against a model: who does not look would not know.

use std::time::Duration;

use mutual::access::Role;
use mutual::port::{Account, AccountKind, StoreError};
use mutual_app::{Language, Reader};
use tokio::time::MissedTickBehavior;

use crate::auth::letters::Letters;
use crate::state::App;

/// How often the figures are looked at.
const LOOK: Duration = Duration::from_secs(600);

/// Looks at how people decide about what machines propose to real customers, until it is dropped.
pub async fn watch_overrides(app: App) {
    let mut every = tokio::time::interval(LOOK);
    every.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        every.tick().await;
        // Whoever took over tells.
        if !app.live.engine.is_current() {
            continue;
        }
        if let Err(error) = tell_alarms(&app).await {
            tracing::warn!(%error, "it could not be looked whether people still decide");
        }
    }
}

/// Tells of each model against which nobody ever decides, once for as long as it is so. A word that reached
/// nobody goes again at the next look.
///
/// # Errors
///
/// [`StoreError`].
pub async fn tell_alarms(app: &App) -> Result<(), StoreError> {
    let cases = app.cases(&app.live);
    for model in cases.alarms_to_tell().await? {
        if tell(app, &model).await? {
            cases.alarm_told(model).await?;
        }
    }
    Ok(())
}

/// Writes to those who look after it; whether a mail went out to any of them.
async fn tell(app: &App, model: &str) -> Result<bool, StoreError> {
    let store = &app.live.store;
    let organisation = store.organisation().await?.unwrap_or_default();
    let letters = Letters::in_language(Language::of(&organisation, Reader::default()));
    let page = format!("{}/desk/figures", app.base());
    let staff = store.staff().await?;
    let told = who_looks(&staff);
    if told.is_empty() {
        tracing::warn!("there is nobody who could be told that nobody decides against a model");
    }
    let mut sent = false;
    for account in told {
        let mail = letters.never_against(&account.email, &organisation, model, &page);
        match app.mailer.send(&mail).await {
            Ok(()) => sent = true,
            Err(error) => {
                tracing::warn!(%error, "a mail that nobody decides against a model was not sent");
            }
        }
    }
    Ok(sent)
}

/// The reviewers who can come in; where there is none, the admins, who see the figures too.
fn who_looks(staff: &[Account]) -> Vec<&Account> {
    let of = |role: Role| {
        let can_come_in = |account: &&Account| {
            account.kind == AccountKind::Staff(role) && account.disabled_at.is_none()
        };
        staff.iter().filter(can_come_in).collect::<Vec<_>>()
    };
    let reviewers = of(Role::Reviewer);
    if reviewers.is_empty() {
        of(Role::Admin)
    } else {
        reviewers
    }
}
