//! The steps of a draft on its way to the customers, comments on it, and the stop.

use std::future::Future;

use leptos::prelude::*;
use mutual::access::Actor;
use mutual::catalogue::{ChangeClass, Slug};
use mutual::clock::Timestamp;
use mutual::port::SubmitError;
use mutual::use_cases::{Approving, NoStep, Reading, Refusal};

use super::{current, see_other, staff};
use crate::context::Ctx;

/// Asks somebody else to look at the draft.
#[server(prefix = "/actions", endpoint = "ask-for-review")]
pub async fn ask_for_review(
    #[server(default)] key: String,
    #[server(default)] revision: String,
    #[server(default)] note: String,
) -> Result<(), ServerFnError> {
    step(key, "asked", &note, async |ctx, actor, key| {
        let revision = number(&revision);
        let asked = ctx.mutual.ask_for_review(&actor, &key, revision, &note);
        asked.await
    })
    .await
}

/// Approves the draft.
#[server(prefix = "/actions", endpoint = "approve-draft")]
pub async fn approve_draft(
    #[server(default)] key: String,
    #[server(default)] revision: String,
    #[server(default)] class: String,
    #[server(default)] accepted: String,
    #[server(default)] found: String,
    #[server(default)] seen: String,
    #[server(default)] note: String,
) -> Result<(), ServerFnError> {
    step(key, "approved", &note, async |ctx, actor, key| {
        let class: Option<ChangeClass> = class.parse().ok();
        let revision = number(&revision);
        let accepted = accepted == "yes";
        let shown = (!found.is_empty()).then_some(&*found);
        let seen = Timestamp::parse(&seen);
        ctx.mutual
            .approve(
                &actor,
                &key,
                revision,
                Approving {
                    class,
                    accepted,
                    shown,
                    seen,
                    note: &note,
                },
            )
            .await
    })
    .await
}

/// Sends the draft back to those who write it.
#[server(prefix = "/actions", endpoint = "send-back-draft")]
pub async fn send_back_draft(
    #[server(default)] key: String,
    #[server(default)] revision: String,
    #[server(default)] reason: String,
) -> Result<(), ServerFnError> {
    step(key, "back", &reason, async |ctx, actor, key| {
        let revision = number(&revision);
        ctx.mutual.send_back(&actor, &key, revision, &reason).await
    })
    .await
}

/// Lets the approved draft go live by itself at a moment, named as a form names it, in the zone that the
/// pages tell times in.
#[server(prefix = "/actions", endpoint = "schedule-draft")]
pub async fn schedule_draft(
    #[server(default)] key: String,
    #[server(default)] revision: String,
    #[server(default)] due: String,
    #[server(default)] note: String,
) -> Result<(), ServerFnError> {
    step(key, "scheduled", &note, async |ctx, actor, key| {
        // A moment that is none is refused like one that is past.
        let due = ctx.dates().moment_of(&due);
        let due = due.unwrap_or(Timestamp::from_millis(0));
        let revision = number(&revision);
        ctx.mutual
            .schedule(&actor, &key, revision, due, &note)
            .await
    })
    .await
}

/// Takes that moment back.
#[server(prefix = "/actions", endpoint = "unschedule-draft")]
pub async fn unschedule_draft(
    #[server(default)] key: String,
    #[server(default)] revision: String,
    #[server(default)] note: String,
) -> Result<(), ServerFnError> {
    step(key, "unscheduled", &note, async |ctx, actor, key| {
        let revision = number(&revision);
        ctx.mutual.unschedule(&actor, &key, revision, &note).await
    })
    .await
}

/// Says something about a field of a draft.
#[server(prefix = "/actions", endpoint = "comment-on-draft")]
pub async fn comment_on_draft(
    #[server(default)] key: String,
    #[server(default)] field: String,
    #[server(default)] comment: String,
) -> Result<(), ServerFnError> {
    step(key, "said", &comment, async |ctx, actor, key| {
        ctx.mutual.comment(&actor, &key, &field, &comment).await
    })
    .await
}

/// Says that what a comment asks for is dealt with.
#[server(prefix = "/actions", endpoint = "resolve-comment")]
pub async fn resolve_comment(
    #[server(default)] key: String,
    #[server(default)] comment: String,
) -> Result<(), ServerFnError> {
    step(key, "resolved", "", async |ctx, actor, key| {
        let comment = comment.parse().map_err(|_| Reading::Absent)?;
        ctx.mutual.resolve_comment(&actor, &key, comment).await
    })
    .await
}

/// Stops a proposition at once.
#[server(prefix = "/actions", endpoint = "stop-proposition")]
pub async fn stop_proposition(
    #[server(default)] key: String,
    #[server(default)] stop_reason: String,
) -> Result<(), ServerFnError> {
    step(key, "stopped", &stop_reason, async |ctx, actor, key| {
        let stopped = ctx.mutual.retire(&actor, &key, &stop_reason, None).await;
        Ok(stopped.map(|_| ())?)
    })
    .await
}

/// Takes a step and sees the browser off to the page that shows what came of it. What somebody
/// typed for a step that was not taken stands there again.
async fn step<F>(
    key: String,
    done: &str,
    typed: &str,
    take: impl FnOnce(Ctx, Actor, Slug) -> F,
) -> Result<(), ServerFnError>
where
    F: Future<Output = Result<(), NoStep>>,
{
    let ctx = current()?;
    let Ok(key) = key.parse::<Slug>() else {
        return see_other("/studio");
    };
    let page = format!("/studio/{key}/publish");
    let Some((actor, _)) = staff(&ctx) else {
        return see_other(&format!("/sign-in?next={page}"));
    };
    // The field that was typed into. The reason of a stop has a form of its own, and so may each step.
    let field = match done {
        "stopped" => "stop".to_owned(),
        "back" => "reason".to_owned(),
        "said" => "comment".to_owned(),
        step => format!("note-{step}"),
    };
    match take(ctx.clone(), actor, key).await {
        Ok(()) => {
            ctx.keeps_words(&format!("{page}?failed={field}"), "").await;
            see_other(&format!("{page}?done={done}"))
        }
        Err(error) => {
            let why = match (done, why(&error)) {
                ("stopped", "reason") | (_, "note") => field.as_str(),
                (_, why) => why,
            };
            let to = format!("{page}?failed={why}");
            // For any other reason the page shows it in no field.
            if why == field {
                ctx.keeps_words(&to, typed).await;
            }
            see_other(&to)
        }
    }
}

/// Why a step was not taken, as the address names it.
pub(super) fn why(error: &NoStep) -> &str {
    match error {
        NoStep::Moved => "moved",
        NoStep::OwnWork => "own",
        NoStep::Approver => "approver",
        NoStep::Unaccepted => "unaccepted",
        NoStep::OwnAccount | NoStep::LastAdmin => "forbidden",
        NoStep::Typed(fault) => match &*fault.field {
            "due" => "due",
            "comment" => "comment",
            "field" => "field",
            "note" => "note",
            "accepted" => "accepted",
            _ => "reason",
        },
        NoStep::Reading(Reading::Denied(_)) => "forbidden",
        NoStep::Reading(Reading::Absent) => "moved",
        NoStep::Reading(Reading::Faults(_)) => "faults",
        NoStep::Reading(Reading::Store(_)) => "away",
        NoStep::Submit(SubmitError::Refused(refusal)) => match refusal {
            Refusal::Denied(_) => "forbidden",
            Refusal::PublishedMeanwhile { .. } => "meanwhile",
            Refusal::TermsMoved => "terms",
            Refusal::Invalid { .. } => "reason",
            Refusal::NotApproved | Refusal::UnknownProposition(_) => "moved",
            _ => "faults",
        },
        NoStep::Submit(SubmitError::KeyReused) => "meanwhile",
        NoStep::Submit(SubmitError::Store(_) | SubmitError::InDoubt | SubmitError::Overloaded) => {
            "away"
        }
    }
}

fn number(text: &str) -> u64 {
    text.parse().unwrap_or(0)
}
