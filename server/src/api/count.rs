//! What the API has answered, in a few atomics: cheap enough for every check.

use std::fmt::Write as _;
use std::sync::atomic::{AtomicU64, Ordering};

use mutual::guard::Outcome;

/// Answers by the first digit of their status.
static ANSWERS: [AtomicU64; 5] = [const { AtomicU64::new(0) }; 5];
/// Verdicts in the order of [`Outcome::ALL`].
static VERDICTS: [AtomicU64; 3] = [const { AtomicU64::new(0) }; 3];

/// Counts one answer.
pub(crate) fn answer(status: axum::http::StatusCode) {
    let class = usize::from(status.as_u16() / 100).saturating_sub(1);
    if let Some(count) = ANSWERS.get(class) {
        count.fetch_add(1, Ordering::Relaxed);
    }
}

/// Counts one verdict.
pub(crate) fn verdict(outcome: Outcome) {
    let place = Outcome::ALL.iter().position(|known| *known == outcome);
    if let Some(count) = place.and_then(|place| VERDICTS.get(place)) {
        count.fetch_add(1, Ordering::Relaxed);
    }
}

/// What was answered since this process started, in the text format of Prometheus.
pub fn write_metrics(out: &mut String) {
    let read = |count: &AtomicU64| count.load(Ordering::Relaxed);
    out.push_str("# HELP mutual_api_answers_total Answers of the API by status.\n");
    out.push_str("# TYPE mutual_api_answers_total counter\n");
    for (class, count) in ["1xx", "2xx", "3xx", "4xx", "5xx"].iter().zip(&ANSWERS) {
        // Writing to a string does not fail.
        _ = writeln!(
            out,
            "mutual_api_answers_total{{status=\"{class}\"}} {}",
            read(count)
        );
    }
    out.push_str("# HELP mutual_checks_total Verdicts by their word.\n");
    out.push_str("# TYPE mutual_checks_total counter\n");
    for (outcome, count) in Outcome::ALL.iter().zip(&VERDICTS) {
        let word = outcome.word();
        _ = writeln!(
            out,
            "mutual_checks_total{{verdict=\"{word}\"}} {}",
            read(count)
        );
    }
}
