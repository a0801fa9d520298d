//! Deletes what ran out.

use mutual::decision::EARLIEST_S;

use super::import;
use super::retention::destroy_old_records;
use crate::api::forget_shapes;
use crate::auth::Auth;
use crate::state::App;

/// How long answers under an idempotency key are kept, in seconds: four days.
const KEEP_ANSWERS_S: i64 = 4 * 86_400;

/// How long what is left of a guess that is gone is kept, in seconds: as long as a decision that rested on it
/// may be reported, and an hour more for what is judged just then.
const KEEP_GONE_GUESSES_S: i64 = EARLIEST_S + 3_600;

/// How long what became of a message is kept after its end, in seconds: 30 days.
const KEEP_DELIVERIES_S: i64 = 30 * 86_400;

/// How long a job and its report are kept after its end, in seconds: 30 days.
const KEEP_JOBS_S: i64 = 30 * 86_400;

/// Deletes sessions, tickets, counted tries, answers and what is left of guesses whose time is over, and where
/// an hour has passed what is left of uploads, old jobs, what was asked long ago and records of choices that are
/// not to be kept any longer. What cannot be deleted now is deleted the next time.
pub async fn forget_what_ran_out(app: &App, auth: &Auth, hourly: bool) {
    // What is deleted does not come back with the clock.
    let now = app.live.engine.settled();
    auth.forget(now).await;
    if hourly {
        if let Err(error) = import::sweep(app).await {
            tracing::warn!(%error, "old uploads could not be removed yet");
        }
        let old = now.plus_seconds(-KEEP_JOBS_S);
        if let Err(error) = app.live.store.forget_jobs(old).await {
            tracing::warn!(%error, "old jobs could not be deleted yet");
        }
        let old = now.plus_seconds(-KEEP_DELIVERIES_S);
        for side in [&app.live, &app.test] {
            if let Err(error) = side.store.forget_deliveries(old).await {
                tracing::warn!(%error, "old deliveries could not be deleted yet");
            }
            forget_shapes(side, now).await;
            match destroy_old_records(side).await {
                Ok(0) => {}
                Ok(exchanges) => {
                    tracing::info!(exchanges, "records whose time was over are destroyed");
                }
                Err(error) => tracing::warn!(%error, "old records are not destroyed yet"),
            }
        }
    }
    let old = now.plus_seconds(-KEEP_ANSWERS_S);
    let gone = now.plus_seconds(-KEEP_GONE_GUESSES_S);
    for side in [&app.live, &app.test] {
        if let Err(error) = side.store.forget_answers(old).await {
            tracing::warn!(%error, "old answers could not be deleted yet");
        }
        if let Err(error) = side.store.forget_gone(gone).await {
            tracing::warn!(%error, "what is left of old guesses could not be deleted yet");
        }
    }
}
