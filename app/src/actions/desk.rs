//! The steps of people who decide cases.

use leptos::prelude::*;
use mutual::catalogue::Slug;
use mutual::guard::{Outcome, TeamRule};
use mutual::id::{AccountId, CaseId};
use mutual::port::SubmitError;
use mutual::use_cases::{NoCase, Reading, Refusal};

use super::{current, see_other, staff};
use crate::pages::desk::Typed;

const PAGE: &str = "/desk";

/// Takes a step about a case. `seen` is the number that the case had when the page was drawn: where it
/// has another one by now, nothing is done.
#[server(prefix = "/actions", endpoint = "case-step")]
pub async fn case_step(
    #[server(default)] step: String,
    #[server(default)] case: String,
    #[server(default)] seen: String,
    #[server(default)] outcome: String,
    #[server(default)] reason: String,
    #[server(default)] to: String,
) -> Result<(), ServerFnError> {
    let ctx = current()?;
    let Some((actor, _)) = staff(&ctx) else {
        return see_other("/sign-in?next=/desk");
    };
    let (Ok(id), Ok(seen)) = (case.parse::<CaseId>(), seen.parse::<u64>()) else {
        return see_other(PAGE);
    };
    let cases = ctx.mutual.cases();
    let picked: Option<Outcome> = outcome.parse().ok();
    let done = match step.as_str() {
        "claim" => cases.claim(&actor, id, seen).await,
        "release" => cases.release(&actor, id, seen).await,
        "hand" if to.is_empty() => return see_other(&format!("{PAGE}/{id}?failed=who")),
        "hand" => match to.parse::<AccountId>() {
            Ok(to) => cases.hand_over(&actor, id, seen, to).await,
            Err(_) => Err(Reading::Absent.into()),
        },
        "view" => match picked {
            Some(outcome) => cases.take_view(&actor, id, seen, outcome).await,
            None => Err(Refusal::invalid("outcome", "").into()),
        },
        "decide" => cases.take(&actor, id, seen, picked, &reason).await,
        "agree" => cases.agree(&actor, id, seen).await,
        "back" => cases.send_back(&actor, id, seen).await,
        "undo" => cases.undo(&actor, id, seen).await,
        _ => return see_other(PAGE),
    };
    let page = format!("{PAGE}/{id}");
    match done.map_err(|error| why(&error)) {
        Ok(()) => see_other(&format!("{page}?done={step}")),
        // There is no page of it, or none for her.
        Err(why @ ("forbidden" | "gone")) => see_other(&format!("{PAGE}?failed={why}")),
        Err(why) => {
            if step == "decide" {
                let reason = reason.chars().take(4_000).collect();
                let note = serde_json::to_string(&Typed { outcome, reason });
                let _ = ctx.door.put_flash(note.unwrap_or_default()).await;
            }
            see_other(&format!("{page}?failed={why}"))
        }
    }
}

/// Says how a team decides. An empty line parts its ready words. `seen` is the mark of how it decided
/// when the page was drawn.
#[server(prefix = "/actions", endpoint = "desk-rule")]
pub async fn desk_rule(
    #[server(default)] team: String,
    #[server(default)] seen: String,
    #[server(default)] four_eyes: String,
    #[server(default)] shows_proposal: String,
    #[server(default)] canned: String,
) -> Result<(), ServerFnError> {
    let ctx = current()?;
    let Some((actor, _)) = staff(&ctx) else {
        return see_other("/sign-in?next=/desk/rules");
    };
    let Ok(team) = team.parse::<Slug>() else {
        return see_other("/desk/rules");
    };
    let canned = canned.replace("\r\n", "\n");
    let canned = canned.split("\n\n").map(str::trim);
    let rule = TeamRule {
        four_eyes: four_eyes == "on",
        shows_proposal: shows_proposal == "on",
        canned: canned
            .filter(|words| !words.is_empty())
            .map(str::to_owned)
            .collect(),
    };
    let cases = ctx.mutual.cases();
    let set = cases.set_rule(&actor, team, rule, &seen).await;
    let came = match set {
        Ok(()) => "done=rules",
        Err(NoCase::Reading(Reading::Faults(_))) => "failed=rules",
        Err(NoCase::Reading(Reading::Denied(_))) => return see_other("/desk?failed=forbidden"),
        Err(NoCase::Moved) => "failed=rules_moved",
        Err(_) => "failed=away",
    };
    see_other(&format!("/desk/rules?{came}"))
}

fn why(error: &NoCase) -> &'static str {
    match error {
        NoCase::Reading(Reading::Denied(_)) => "forbidden",
        NoCase::Reading(Reading::Absent) => "gone",
        NoCase::Moved | NoCase::Held(_) => "moved",
        NoCase::NotYours => "mine",
        NoCase::Taken => "taken",
        NoCase::TooLate => "late",
        NoCase::Unseen => "unseen",
        NoCase::Unedited => "unedited",
        NoCase::SamePerson | NoCase::FourEyes => "same",
        NoCase::DeniedMeanwhile => "denied",
        NoCase::Submit(SubmitError::Refused(Refusal::CaseOver)) => "over",
        NoCase::Submit(SubmitError::Refused(Refusal::Invalid { field, .. })) => match &**field {
            "outcome" => "outcome",
            _ => "reason",
        },
        NoCase::Reading(_) | NoCase::Submit(_) => "away",
    }
}
