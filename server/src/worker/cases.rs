//! Ends cases whose moment has come, and writes to the customers who asked.

use std::time::Duration;

use mutual::guard::CaseKind;
use mutual::port::{CaseRow, Mail, StoreError};
use mutual_app::{Language, Reader};

use crate::auth::letters::Letters;
use crate::state::{App, Side};

/// How often it is looked for what is due.
const LOOK: Duration = Duration::from_millis(500);
/// After how many seconds a letter that could not be sent is tried again.
const AGAIN_S: i64 = 60;
/// For how many seconds it is tried: three days.
const GIVE_UP_S: i64 = 3 * 86_400;

/// Ends cases on both sides, until it is dropped. What is due stands in the database, so that a crash
/// loses nothing.
pub async fn end_cases(app: App) {
    let mut every = tokio::time::interval(LOOK);
    every.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        every.tick().await;
        for side in [&app.live, &app.test] {
            if let Err(error) = look(&app, side).await {
                tracing::warn!(%error, "cases could not be ended yet");
            }
        }
    }
}

async fn look(app: &App, side: &Side) -> Result<(), StoreError> {
    let cases = app.cases(side);
    let ended = cases.end_due().await?;
    for (case, error) in &ended.failed {
        tracing::error!(%case, %error, "a case could not be ended");
    }
    for row in ended.to_tell {
        let again_at = match letter(app, side, &row).await? {
            None => None,
            Some(mail) => match app.mailer.send(&mail).await {
                Ok(()) => None,
                Err(error) => {
                    // Whom it was for is not logged.
                    tracing::warn!(%error, "an answer was not mailed");
                    let now = side.engine.now();
                    let end = row.end.as_ref().map_or(row.opened_at, |end| end.at);
                    let goes_on = end.plus_seconds(GIVE_UP_S) > now;
                    goes_on.then(|| now.plus_seconds(AGAIN_S))
                }
            },
        };
        cases.told(row.id(), again_at).await?;
    }
    Ok(())
}

/// The letter with an answer; none where nobody asked, or there is no address. Nobody real stands on
/// the test side.
async fn letter(app: &App, side: &Side, row: &CaseRow) -> Result<Option<Mail>, StoreError> {
    let is_test = std::sync::Arc::ptr_eq(&side.store, &app.test.store);
    let Some(end) = row
        .end
        .as_ref()
        .filter(|_| !is_test && row.kind() != CaseKind::Escalation)
    else {
        return Ok(None);
    };
    let Some(customer) = side.engine.customer(row.customer()) else {
        return Ok(None);
    };
    let account = app.live.store.account_of(customer.id).await?;
    let known = customer
        .identifiers
        .iter()
        .find_map(|identifier| identifier.as_str().strip_prefix("email:"));
    let to = account
        .map(|account| account.email)
        .or(known.map(str::to_owned));
    let Some(to) = to else { return Ok(None) };
    let organisation = app.live.store.organisation().await?.unwrap_or_default();
    let reader = Reader {
        hers: customer.locale.as_deref(),
        ..Reader::default()
    };
    let letters = Letters::in_language(Language::of(&organisation, reader));
    let page = format!("{}/ask", app.base());
    let asked = row.asked.said.as_deref().unwrap_or_default();
    Ok(Some(letters.answer(
        &to,
        &organisation,
        asked,
        &end.decided.reason,
        &page,
    )))
}
