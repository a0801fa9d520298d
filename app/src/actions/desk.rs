//! The steps of people who decide cases.

use leptos::prelude::*;
use mutual::catalogue::Slug;
use mutual::guard::{Outcome, TeamRule};
use mutual::id::{AccountId, CaseId};
use mutual::port::SubmitError;
use mutual::use_cases::{NoCase, Reading, Refusal};
use serde::{Deserialize, Serialize};

use super::unsent::sign_in_with;
use super::{current, see_noted, see_other, staff};
use crate::pages::desk::{RuleNote, Typed};

const PAGE: &str = "/desk";
const RULES: &str = "/desk/rules";

/// What the button sends that puts ready words into the box.
pub(crate) const TO_THE_BOX: &str = "box";
/// How many characters of ready words come back that were not stored.
const LONGEST_CANNED: usize = 7_000;

/// What the form of a decision sends beside the step: every field as it was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct DecisionForm {
    /// The decision that is picked.
    pub outcome: String,
    /// The words.
    pub reason: String,
    /// Which ready words.
    pub ready: String,
    /// Whom the form was drawn for.
    pub writer: String,
}

/// Takes a step about a case. `seen` is the number that the case had when the page was drawn: where it
/// has another one by now, nothing is done.
#[server(prefix = "/actions", endpoint = "case-step")]
pub async fn case_step(
    #[server(default)] step: String,
    #[server(default)] case: String,
    #[server(default)] seen: String,
    #[server(default)] to: String,
    #[server(flatten)] form: DecisionForm,
) -> Result<(), ServerFnError> {
    let ctx = current()?;
    let DecisionForm {
        outcome,
        reason,
        ready,
        writer,
    } = form;
    let id = case.parse::<CaseId>();
    // What one wrote is no decision of another's.
    let me = staff(&ctx).filter(|_| !ctx.is_of_another(&writer));
    let Some((actor, _)) = me else {
        // Whoever was out for too long comes back to the case, with what she wrote.
        return match id {
            Ok(id) => {
                let words = reason.clone();
                let typed = Typed { outcome, reason };
                let typed = (!words.trim().is_empty()).then_some(&typed);
                sign_in_with(&ctx, &format!("{PAGE}/{id}"), &writer, typed, words)
            }
            Err(_) => see_other("/sign-in?next=/desk"),
        };
    };
    let (Ok(id), Ok(seen)) = (id, seen.parse::<u64>()) else {
        return see_other(PAGE);
    };
    let cases = ctx.mutual.cases();
    // Of a decision nobody asks to whom: that is how the button beside the ready words is told apart.
    if step == "decide" && to == TO_THE_BOX {
        return match cases.file(&actor, id, ctx.text().lang).await {
            Ok(file) => {
                let typed = Typed { outcome, reason };
                let typed = typed.with_ready(&file, &ready);
                see_noted(&ctx, &format!("{PAGE}/{id}?done=ready#decide"), &typed).await
            }
            Err(error) => see_other(&format!("{PAGE}?failed={}", why(&error.into()))),
        };
    }
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
        Ok(()) => {
            if step == "decide" {
                ctx.forgets(&page).await;
            }
            see_other(&format!("{page}?done={step}"))
        }
        // There is no page of it, or none for her.
        Err(why @ ("forbidden" | "gone")) => see_other(&format!("{PAGE}?failed={why}")),
        Err(why) => {
            let page = format!("{page}?failed={why}");
            if step == "decide" {
                let reason = reason.chars().take(4_000).collect();
                return see_noted(&ctx, &page, &Typed { outcome, reason }).await;
            }
            see_other(&page)
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
        return see_other(RULES);
    };
    let note = RuleNote {
        team: team.to_string(),
        four_eyes: four_eyes == "on",
        shows_proposal: shows_proposal == "on",
        canned: canned.chars().take(LONGEST_CANNED).collect(),
        seen: seen.chars().take(100).collect(),
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
        Ok(()) => {
            ctx.forgets(RULES).await;
            return see_other(&format!("{RULES}?done=rules"));
        }
        Err(NoCase::Reading(Reading::Faults(_))) => "failed=rules",
        Err(NoCase::Reading(Reading::Denied(_))) => return see_other("/desk?failed=forbidden"),
        Err(NoCase::Moved) => "failed=rules_moved",
        Err(_) => "failed=away",
    };
    see_noted(&ctx, &format!("{RULES}?{came}"), &note).await
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
        NoCase::SamePerson | NoCase::FourEyes | NoCase::OwnQuestion => "same",
        NoCase::OwnDecision => "own",
        NoCase::DeniedMeanwhile => "denied",
        NoCase::Submit(SubmitError::Refused(Refusal::CaseOver)) => "over",
        NoCase::Submit(SubmitError::Refused(Refusal::Invalid { field, .. })) => match &**field {
            "outcome" => "outcome",
            _ => "reason",
        },
        NoCase::Reading(_) | NoCase::Submit(_) => "away",
    }
}
