//! The verdicts that were given, in a few atomics: cheap enough for every check.

use std::fmt::Write as _;
use std::sync::atomic::{AtomicU64, Ordering};

use mutual::guard::Outcome;

/// Verdicts in the order of [`Outcome::ALL`].
static VERDICTS: [AtomicU64; Outcome::ALL.len()] =
    [const { AtomicU64::new(0) }; Outcome::ALL.len()];

/// Counts one verdict.
pub(crate) fn verdict(outcome: Outcome) {
    let place = Outcome::ALL.iter().position(|known| *known == outcome);
    if let Some(count) = place.and_then(|place| VERDICTS.get(place)) {
        count.fetch_add(1, Ordering::Relaxed);
    }
}

/// What was counted since this process started, in the text format of Prometheus.
pub fn write_metrics(out: &mut String) {
    out.push_str("# HELP mutual_checks_total Verdicts by their word.\n");
    out.push_str("# TYPE mutual_checks_total counter\n");
    for (outcome, count) in Outcome::ALL.iter().zip(&VERDICTS) {
        let (word, count) = (outcome.word(), count.load(Ordering::Relaxed));
        // Writing to a string does not fail.
        _ = writeln!(out, "mutual_checks_total{{verdict=\"{word}\"}} {count}");
    }
}
