//! Draw red lines, propose to weaken them, and agree to what somebody else proposed.

mod form;

use leptos::prelude::*;
use mutual::catalogue::Slug;
use mutual::id::ProposalId;
use mutual::port::SubmitError;
use mutual::use_cases::{Drawn, LineWish, NoStep, Reading, Refusal};
use serde::{Deserialize, Serialize};

pub use form::LineForm;

use super::asked_by::AskedBy;
use super::registry::Faults;
use super::unsent::sign_in_with;
use super::{current, see_noted, see_other, staff};
use crate::context::Ctx;
use crate::pages::desk::team_name;
use crate::pages::studio::line_teams;

const PAGE: &str = "/studio/red-lines";
const NEW: &str = "/studio/red-lines/new";
const SIGN_IN: &str = "/sign-in?next=/studio/red-lines";

/// A form that was not stored: to be looked at, or with what is wrong.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct LineNote {
    /// What was typed.
    pub form: LineForm,
    /// What is wrong with it.
    pub faults: Faults,
    /// Whether its author wants to see what it would do.
    pub looked: bool,
    /// Whether its author wants to see what it would have done.
    pub simulated: bool,
    /// Whether that is about taking the line away.
    pub gone: bool,
    /// The revision of the line that its author saw; 0 where she saw none.
    pub seen: u64,
}

/// Looks at a line, asks what it would have done, or draws it: in the place of the one that stood at `revision`.
#[server(prefix = "/actions", endpoint = "save-line")]
pub async fn save_line(
    #[server(default)] revision: String,
    #[server(default)] known: String,
    #[server(default)] step: String,
    #[server(default)] writer: String,
    #[server(flatten)] form: LineForm,
) -> Result<(), ServerFnError> {
    let ctx = current()?;
    let sent = Sent {
        form,
        is_known: known == "yes",
        seen: revision.parse().unwrap_or(0),
    };
    let form = &sent.form;
    // What one wrote is no line of another's.
    let me = staff(&ctx).filter(|_| !ctx.is_of_another(&writer));
    let Some((actor, _)) = me else {
        // Whoever was out for too long comes back to the line, with what she wrote.
        let (is_typed, words) = (form.is_typed(sent.is_known), form.words());
        let next = match sent.place() {
            new if new == NEW && !is_typed => PAGE.to_owned(),
            place => place,
        };
        let note = LineNote {
            form: sent.form,
            seen: sent.seen,
            ..LineNote::default()
        };
        return sign_in_with(&ctx, &next, &writer, is_typed.then_some(&note), words);
    };
    let text = ctx.text();
    let line = match form.line(text) {
        Ok(line) => line,
        Err(faults) => return sent.back(&ctx, faults, "faults").await,
    };
    let looked = match ctx.mutual.look_at_line(&actor, &line) {
        Ok(looked) => looked,
        Err(_) => return see_other(&format!("{PAGE}?failed=forbidden")),
    };
    let Ok(teams) = line_teams(&ctx, &actor).await else {
        return sent.back(&ctx, vec![], "away").await;
    };
    if let Some(team) = form.misspelt(&teams) {
        let fault = (text.red_lines.office.team_alike)(&team_name(team, text.desk));
        let faults = vec![("other_team".to_owned(), fault)];
        return sent.back(&ctx, faults, "faults").await;
    }
    if step == "simulate" {
        // What customers would read may come later: it changes no answer.
        return sent.back(&ctx, vec![], "simulate").await;
    }
    let mut faults = form.placed(looked.faults, text);
    if form.reason.trim().is_empty() {
        faults.push((
            "reason".to_owned(),
            text.red_lines.office.fill_in.to_owned(),
        ));
    }
    let from = match form.from.trim() {
        "" => None,
        day => {
            let day = ctx.dates().day_of(day);
            if day.is_none() {
                let said = text.red_lines.office.bad_day;
                faults.push(("from".to_owned(), said.to_owned()));
            }
            day.map(|(begin, _)| begin)
        }
    };
    if !faults.is_empty() {
        return sent.back(&ctx, faults, "faults").await;
    }
    if step != "draw" {
        return sent.back(&ctx, vec![], "look").await;
    }
    let wish = LineWish {
        key: line.key.clone(),
        line: Some(line),
        reason: form.reason.clone(),
        from,
        seen: sent.seen,
    };
    match ctx.mutual.wish_for_line(&actor, wish).await {
        Ok(drawn) => {
            ctx.forgets(&sent.place()).await;
            see_other(&format!("{PAGE}?done={}", word(drawn)))
        }
        Err(NoStep::Submit(SubmitError::Refused(Refusal::Faults(faults)))) => {
            let faults = form.placed(faults, text);
            sent.back(&ctx, faults, "faults").await
        }
        Err(error) => sent.back(&ctx, vec![], why(&error)).await,
    }
}

/// Takes a line away that stood at `revision`.
#[server(prefix = "/actions", endpoint = "remove-line")]
pub async fn remove_line(
    #[server(default)] key: String,
    #[server(default)] revision: String,
    #[server(default)] reason: String,
    #[server(default)] step: String,
) -> Result<(), ServerFnError> {
    let ctx = current()?;
    let Some((actor, _)) = staff(&ctx) else {
        return see_other(SIGN_IN);
    };
    let (Ok(key), Ok(seen)) = (key.parse::<Slug>(), revision.parse()) else {
        return see_other(PAGE);
    };
    let place = format!("{PAGE}/{key}");
    if step == "simulate" {
        let form = LineForm {
            key: key.to_string(),
            reason,
            ..LineForm::default()
        };
        let note = LineNote {
            form,
            simulated: true,
            gone: true,
            seen,
            ..LineNote::default()
        };
        return see_noted(&ctx, &format!("{place}?failed=simulate"), &note).await;
    }
    let wish = LineWish {
        key,
        line: None,
        reason,
        from: None,
        seen,
    };
    match ctx.mutual.wish_for_line(&actor, wish).await {
        Err(NoStep::Submit(SubmitError::Refused(Refusal::Faults(_)))) => {
            see_other(&format!("{place}?failed=reason"))
        }
        drawn => {
            if drawn.is_ok() {
                ctx.forgets(&place).await;
            }
            told(drawn.map(word))
        }
    }
}

/// Agrees to what somebody else proposed.
#[server(prefix = "/actions", endpoint = "agree-line")]
pub async fn agree_line(#[server(default)] proposal: String) -> Result<(), ServerFnError> {
    let (asked, id) = match AskedBy::about::<ProposalId>(PAGE, &proposal)? {
        Ok(asked) => asked,
        Err(path) => return see_other(&path),
    };
    let agreed = asked.ctx.mutual.agree_to_line(&asked.actor, id).await;
    told(agreed.map(|_| "agreed"))
}

/// Drops a proposal.
#[server(prefix = "/actions", endpoint = "drop-line")]
pub async fn drop_line(#[server(default)] proposal: String) -> Result<(), ServerFnError> {
    let (asked, id) = match AskedBy::about::<ProposalId>(PAGE, &proposal)? {
        Ok(asked) => asked,
        Err(path) => return see_other(&path),
    };
    let dropped = asked.ctx.mutual.drop_line_proposal(&asked.actor, id);
    told(dropped.await.map(|()| "dropped"))
}

/// Draws what is missing of the starter set.
#[server(prefix = "/actions", endpoint = "starter-lines")]
pub async fn starter_lines(#[server(default)] sure: String) -> Result<(), ServerFnError> {
    let ctx = current()?;
    let Some((actor, _)) = staff(&ctx) else {
        return see_other(SIGN_IN);
    };
    if sure != "yes" {
        return see_other(PAGE);
    }
    let reason = ctx.text().red_lines.office.starter_reason;
    let drawn = ctx.mutual.draw_starter_lines(&actor, reason).await;
    told(drawn.map(|drawn| if drawn == 0 { "already" } else { "starter" }))
}

/// Sees the browser off to the list, which says what came of it.
fn told(done: Result<&str, NoStep>) -> Result<(), ServerFnError> {
    match done {
        Ok(done) => see_other(&format!("{PAGE}?done={done}")),
        Err(error) => see_other(&format!("{PAGE}?failed={}", why(&error))),
    }
}

/// The form of a line as it arrived.
struct Sent {
    form: LineForm,
    /// Whether it was drawn for a line that there is.
    is_known: bool,
    /// The revision of that line which its author saw.
    seen: u64,
}

impl Sent {
    /// Its page.
    fn place(&self) -> String {
        match self.form.key.trim().parse::<Slug>() {
            Ok(key) if self.is_known => format!("{PAGE}/{key}"),
            _ => NEW.to_owned(),
        }
    }

    /// Shows it again as it was typed.
    async fn back(self, ctx: &Ctx, faults: Faults, why: &str) -> Result<(), ServerFnError> {
        if why == "forbidden" {
            return see_other(&format!("{PAGE}?failed=forbidden"));
        }
        let page = format!("{}?failed={why}", self.place());
        let note = LineNote {
            form: self.form,
            faults,
            looked: why == "look",
            simulated: why == "simulate",
            gone: false,
            seen: self.seen,
        };
        see_noted(ctx, &page, &note).await
    }
}

fn word(drawn: Drawn) -> &'static str {
    match drawn {
        Drawn::Now => "drawn",
        Drawn::Already => "already",
        Drawn::Proposed => "proposed",
        Drawn::From(_) => "agreed",
    }
}

fn why(error: &NoStep) -> &'static str {
    match error {
        NoStep::Reading(Reading::Denied(_))
        | NoStep::Submit(SubmitError::Refused(Refusal::Denied(_))) => "forbidden",
        NoStep::Reading(Reading::Absent) => "gone",
        NoStep::Submit(SubmitError::Refused(Refusal::LinesMoved)) => "moved",
        NoStep::Submit(SubmitError::Refused(Refusal::NotAgreed)) => "own",
        _ => "away",
    }
}
