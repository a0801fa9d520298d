//! Ends cases whose moment has come, and writes to the customers who asked.

use std::time::Duration;

use mutual::access::Actor;
use mutual::guard::{CaseKind, Outcome};
use mutual::id::{CustomerId, DecisionId};
use mutual::port::{CaseEnd, CaseRow, Mail, StoreError};
use mutual::use_cases::{DecidedWhat, Reading};
use mutual_app::{Language, Reader};
use tokio::time::{Interval, MissedTickBehavior};

use crate::auth::letters::{AboutDecision, Answer, Letters};
use crate::auth::why::sign;
use crate::state::{App, Side};

/// How often it is looked for what is due.
const LOOK: Duration = Duration::from_millis(500);
/// After how many seconds a letter that could not be sent is tried again.
const AGAIN_S: i64 = 60;
/// For how many seconds it is tried: three days.
const GIVE_UP_S: i64 = 3 * 86_400;

/// Ends the cases of a side, until it is dropped. What is due stands in the database, so that a crash
/// loses nothing.
pub async fn end_cases(app: App, test: bool) {
    let mut every = often();
    loop {
        every.tick().await;
        match app.cases(side(&app, test)).end_due().await {
            Ok(failed) => {
                for (case, error) in failed {
                    tracing::error!(%case, %error, "a case could not be ended");
                }
            }
            Err(error) => tracing::warn!(%error, "cases could not be ended yet"),
        }
    }
}

/// Tells the customers of a side who asked, until it is dropped. No case waits for a mail server.
pub async fn tell_answers(app: App, test: bool) {
    let mut every = often();
    loop {
        every.tick().await;
        if let Err(error) = tell(&app, side(&app, test)).await {
            tracing::warn!(%error, "answers could not be told yet");
        }
    }
}

fn often() -> Interval {
    let mut every = tokio::time::interval(LOOK);
    every.set_missed_tick_behavior(MissedTickBehavior::Delay);
    every
}

fn side(app: &App, test: bool) -> &Side {
    if test { &app.test } else { &app.live }
}

async fn tell(app: &App, side: &Side) -> Result<(), StoreError> {
    let cases = app.cases(side);
    for row in cases.to_tell().await? {
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
    let is_test = app.is_test(side);
    let tells = |end: &&CaseEnd| !is_test && end.tells_at().is_some();
    let Some(end) = row.end.as_ref().filter(tells) else {
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
    // Of what a program had asked, only that nobody decided it is told.
    if row.kind() == CaseKind::Escalation {
        return Ok(Some(letters.silence(&to, &organisation, &page)));
    }
    let asked = row.asked.said.as_deref().unwrap_or_default();
    let about = match row.opened.matter.decision {
        Some(id) => decision(app, customer.id, id).await?,
        None => None,
    };
    let fell = (row.kind() == CaseKind::Contest).then(|| end.decided.outcome == Outcome::Allow);
    let decision = about
        .as_ref()
        .map(|(what, why)| AboutDecision { what, why });
    let with = Answer {
        asked,
        answer: &end.decided.reason,
        page: &page,
        decision,
        fell,
    };
    Ok(Some(letters.answer(&to, &organisation, &with)))
}

/// What was decided, and the link that leads to it: whoever asked about it need not come in to read it.
async fn decision(
    app: &App,
    customer: CustomerId,
    id: DecisionId,
) -> Result<Option<(String, String)>, StoreError> {
    let actor = Actor::Customer(customer);
    let decided = match app.mutual.decided(&actor, id).await {
        Ok(decided) => decided,
        Err(Reading::Store(error)) => return Err(error),
        Err(_) => return Ok(None),
    };
    let DecidedWhat::Kept(decision) = decided.what else {
        return Ok(None);
    };
    let link = format!("{}{}", app.base(), sign(&app.keys.link, id, false));
    Ok(Some((decision.outcome, link)))
}
