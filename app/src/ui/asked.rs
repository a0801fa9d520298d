//! How far something is that a customer asked a person, and what came of it.

use leptos::prelude::*;
use mutual::clock::Timestamp;
use mutual::guard::CaseKind;
use mutual::port::CaseRow;
use mutual::use_cases::Mine;

use super::said::within;
use crate::{
    context::Ctx,
    text::{Ask as Words, Text},
};

/// Sent, with a person, answered: which of them it is at.
pub(crate) fn steps(one: &Mine, text: &'static Text) -> impl IntoView + use<> {
    let words = text.ask;
    let at = match (&one.row.end, one.is_with_a_person) {
        (Some(_), _) => 2,
        (None, true) => 1,
        (None, false) => 0,
    };
    let with = match &one.with {
        Some(name) => (words.step_with_named)(&within(name, text)),
        None => words.step_with.to_owned(),
    };
    let steps = [
        words.step_sent.to_owned(),
        with,
        words.step_answered.to_owned(),
    ];
    let steps = steps.into_iter().enumerate().map(|(place, name)| {
        let current = (place == at).then_some("step");
        let name = if place == at {
            view! { <strong>{name}</strong> }.into_any()
        } else {
            view! { <span class="quiet">{name}</span> }.into_any()
        };
        view! { <li aria-current=current>{name}</li> }
    });
    view! { <ol class="case-steps" aria-label=words.steps>{steps.collect_view()}</ol> }
}

/// Until when it is answered, where it is not.
pub(crate) fn waits(row: &CaseRow, now: Timestamp, ctx: &Ctx) -> Option<impl IntoView + use<>> {
    let words = ctx.text().ask;
    row.end.is_none().then(|| {
        let waits = if row.opened.due_at <= now {
            words.late.to_owned()
        } else {
            (words.until)(&ctx.dates().moment(row.opened.due_at))
        };
        view! { <p class="quiet">{waits}</p> }
    })
}

/// What a person decided, in a sentence; none of a question, which has an answer and no outcome.
pub(crate) fn outcome(row: &CaseRow, words: &Words) -> Option<&'static str> {
    let decided = &row.end.as_ref()?.decided;
    match row.kind() {
        _ if decided.timed_out => Some(words.silence),
        _ if decided.denied_meanwhile => Some(words.meanwhile),
        CaseKind::Escalation => Some((words.outcome)(decided.outcome)),
        CaseKind::Contest => Some((words.upheld)(decided.outcome)),
        CaseKind::Question => None,
    }
}

/// That a program says so, and nobody here saw it, where one says that a person decided.
pub(crate) fn reported(row: &CaseRow, words: &Words) -> Option<impl IntoView + use<>> {
    let end = row.end.as_ref();
    let is_reported = end.is_some_and(|end| end.decided.is_reported());
    let said = is_reported.then_some(words.reported);
    said.map(|said| view! { <p class="quiet">{said}</p> })
}

/// What somebody typed, line by line.
pub(crate) fn lines(text: &str) -> impl IntoView + use<> {
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    let lines: Vec<_> = lines.map(str::to_owned).collect();
    lines
        .into_iter()
        .map(|line| view! { <p dir="auto">{line}</p> })
        .collect_view()
}
