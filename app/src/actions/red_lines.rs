//! Draw red lines, propose to weaken them, and agree to what somebody else proposed.

use std::collections::{BTreeMap, BTreeSet};
use std::str::FromStr;

use leptos::prelude::*;
use mutual::catalogue::{Fault, Labels, Slug};
use mutual::guard::{Condition, Effect, Money, RedLine, topic};
use mutual::id::ProposalId;
use mutual::port::SubmitError;
use mutual::use_cases::{Drawn, LineWish, NoStep, Reading, Refusal};
use mutual::value::Amount;
use serde::{Deserialize, Serialize};

use super::asked_by::AskedBy;
use super::registry::Faults;
use super::unsent::sign_in_with;
use super::{current, see_noted, see_other, staff};
use crate::context::Ctx;
use crate::pages::desk::team_name;
use crate::pages::studio::line_teams;
use crate::text::Text;

const PAGE: &str = "/studio/red-lines";
const NEW: &str = "/studio/red-lines/new";
const SIGN_IN: &str = "/sign-in?next=/studio/red-lines";

/// The form of a line: every field as it was typed. Of the lists what is ticked is there.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct LineForm {
    /// Its key.
    pub key: String,
    /// What customers read, in English.
    pub says: String,
    /// What they read in other languages.
    pub labels: BTreeMap<String, String>,
    /// Why, in English.
    pub why: String,
    /// Why, in other languages.
    pub whys: BTreeMap<String, String>,
    /// Topics with commas between them.
    pub topics: String,
    /// Purposes.
    pub purposes: BTreeMap<String, String>,
    /// Kinds of data.
    pub data: BTreeMap<String, String>,
    /// How sensitive it is.
    pub sensitivities: BTreeMap<String, String>,
    /// Where it comes from.
    pub origins: BTreeMap<String, String>,
    /// Channels.
    pub channels: BTreeMap<String, String>,
    /// What a computer does.
    pub ai_uses: BTreeMap<String, String>,
    /// What the customer is going through.
    pub situations: BTreeMap<String, String>,
    /// Above which amount.
    pub amount: String,
    /// In which currency.
    pub currency: String,
    /// `deny`, or anything else for a person.
    pub effect: String,
    /// Which team's; empty where it is none of those that are known.
    pub team: String,
    /// The name of a team that nobody named before.
    pub other_team: String,
    /// `on`: two people of it must agree.
    pub four_eyes: String,
    /// Within how many hours; empty: as where no line says so.
    pub within_hours: String,
    /// From which day it is to hold, as `2027-03-01`; empty: as soon as may be.
    pub from: String,
    /// Why it changes.
    pub reason: String,
}

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

fn ticked<T: FromStr + Ord>(list: &BTreeMap<String, String>) -> BTreeSet<T> {
    list.keys().filter_map(|name| name.parse().ok()).collect()
}

fn all<T: ToString>(list: &BTreeSet<T>) -> BTreeMap<String, String> {
    let names = list.iter().map(ToString::to_string);
    names.map(|name| (name, "on".to_owned())).collect()
}

/// A sentence on one line, whatever lines it was typed in.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn written(labels: &BTreeMap<String, String>) -> Labels {
    let labels = labels
        .iter()
        .map(|(tag, words)| (tag.clone(), one_line(words)));
    labels.filter(|(_, words)| !words.is_empty()).collect()
}

impl From<&RedLine> for LineForm {
    fn from(line: &RedLine) -> Self {
        let when = &line.when;
        let topics: Vec<_> = when.topics.iter().map(String::as_str).collect();
        let (amount, currency) = match &when.amount_over {
            Some(over) => (over.amount.to_string(), over.currency.clone()),
            None => Default::default(),
        };
        let (team, hours) = match &line.effect {
            Effect::Deny => (String::new(), None),
            Effect::Escalate {
                team, within_hours, ..
            } => (team.to_string(), *within_hours),
        };
        Self {
            key: line.key.to_string(),
            says: line.says.clone(),
            labels: line.labels.clone(),
            why: line.why.clone(),
            whys: line.whys.clone(),
            topics: topics.join(", "),
            purposes: all(&when.purposes),
            data: all(&when.data),
            sensitivities: all(&when.sensitivities),
            origins: all(&when.origins),
            channels: all(&when.channels),
            ai_uses: all(&when.ai_uses),
            situations: all(&when.situations),
            amount,
            currency,
            effect: line.effect.word().to_owned(),
            team,
            other_team: String::new(),
            four_eyes: if line.effect.asks_two() { "on" } else { "" }.to_owned(),
            within_hours: hours.map_or_else(String::new, |hours| hours.to_string()),
            from: String::new(),
            reason: String::new(),
        }
    }
}

impl LineForm {
    /// The line that was typed, or what must be filled in first.
    pub(crate) fn line(&self, text: &Text) -> Result<RedLine, Faults> {
        let words = &text.red_lines.office;
        let mut faults = Vec::new();
        let key = self.key.trim().parse::<Slug>();
        if key.is_err() {
            faults.push(("key".to_owned(), text.registry.bad_id.to_owned()));
        }
        let amount_over = match self.amount.trim() {
            "" => None,
            typed => match typed
                .parse()
                .ok()
                .and_then(|number| Amount::of_number(number).ok())
            {
                Some(amount) => Some(Money {
                    amount,
                    currency: self.currency.trim().to_owned(),
                }),
                None => {
                    faults.push(("amount".to_owned(), words.bad_amount.to_owned()));
                    None
                }
            },
        };
        let (field, team) = match self.team.trim() {
            "" => ("other_team", self.other_team.trim()),
            team => ("team", team),
        };
        let team = team.parse::<Slug>();
        if self.effect != "deny" && field == "team" && !self.other_team.trim().is_empty() {
            faults.push(("other_team".to_owned(), words.other_team_unused.to_owned()));
        }
        let within_hours = match self.within_hours.trim() {
            "" => None,
            // What is no number is none of those that there can be.
            typed => Some(typed.parse().unwrap_or(0)),
        };
        let effect = match (&*self.effect, team) {
            ("deny", _) => Some(Effect::Deny),
            (_, Ok(team)) => Some(Effect::Escalate {
                team,
                four_eyes: self.four_eyes == "on",
                within_hours,
            }),
            (_, Err(_)) => {
                faults.push((field.to_owned(), text.registry.bad_id.to_owned()));
                None
            }
        };
        let typed = self.topics.split([',', '،', ';', '\n']);
        let topics = typed.filter_map(topic).collect();
        let (Ok(key), Some(effect)) = (key, effect) else {
            return Err(faults);
        };
        if !faults.is_empty() {
            return Err(faults);
        }
        Ok(RedLine {
            key,
            says: one_line(&self.says),
            labels: written(&self.labels),
            why: one_line(&self.why),
            whys: written(&self.whys),
            when: Condition {
                topics,
                purposes: ticked(&self.purposes),
                data: ticked(&self.data),
                sensitivities: ticked(&self.sensitivities),
                origins: ticked(&self.origins),
                channels: ticked(&self.channels),
                ai_uses: ticked(&self.ai_uses),
                situations: ticked(&self.situations),
                amount_over,
            },
            effect,
        })
    }

    /// Whether anything was typed or ticked: a form that is empty has a team and an effect too, and that
    /// of a line that is `known` its key.
    fn is_typed(&self, known: bool) -> bool {
        let key = if known { "" } else { &self.key };
        let texts = [
            &self.says,
            &self.why,
            &self.topics,
            &self.amount,
            &self.currency,
            &self.other_team,
            &self.four_eyes,
            &self.within_hours,
            &self.from,
            &self.reason,
        ];
        let lists = [
            &self.labels,
            &self.whys,
            &self.purposes,
            &self.data,
            &self.sensitivities,
            &self.origins,
            &self.channels,
            &self.ai_uses,
            &self.situations,
        ];
        let listed = lists.into_iter().flat_map(BTreeMap::values);
        let mut all = texts.into_iter().chain(listed).map(String::as_str);
        !key.trim().is_empty() || all.any(|one| !one.trim().is_empty())
    }

    /// What was typed in sentences, line by line.
    fn words(&self) -> String {
        let told = self.labels.values().chain(self.whys.values());
        let all = [&self.says, &self.why].into_iter().chain(told);
        let all = all.chain([&self.topics, &self.reason]);
        let all: Vec<_> = all.map(|words| words.trim()).collect();
        let written: Vec<_> = all.into_iter().filter(|words| !words.is_empty()).collect();
        written.join("\n")
    }

    /// The known team whose name was typed in another spelling as that of a new one, where there is one:
    /// nobody would work the cases of the other spelling.
    pub(crate) fn misspelt<'a>(&self, known: &'a BTreeSet<Slug>) -> Option<&'a Slug> {
        let plain = |name: &str| name.replace(['-', '_'], "");
        let typed = self.other_team.trim();
        let names_one = self.effect != "deny" && self.team.trim().is_empty();
        let is_known = known.iter().any(|team| team.as_str() == typed);
        let mut alike = known.iter().filter(|team| plain(team) == plain(typed));
        alike.find(|_| names_one && !is_known)
    }

    /// The faults of a line, each where it stands in the form.
    pub(crate) fn placed(&self, faults: Vec<Fault>, text: &Text) -> Faults {
        let prefix = format!("{}.", self.key.trim());
        let place = |field: &str| {
            let field = field.strip_prefix(&prefix).unwrap_or(field);
            let field = field.strip_prefix("when.").unwrap_or(field);
            match field.split_once('.') {
                Some((list @ ("labels" | "whys"), tag)) => format!("{list}[{tag}]"),
                Some(("amount_over", _)) => "currency".to_owned(),
                _ if field == "amount_over" => "amount".to_owned(),
                _ => field.to_owned(),
            }
        };
        let faults = faults.into_iter();
        faults
            .map(|fault| (place(&fault.field), text.fault(&fault.message)))
            .collect()
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_ticked_is_typed_too_and_what_stands_there_by_itself_is_not() {
        let untouched = LineForm {
            effect: "deny".to_owned(),
            team: "front_desk".to_owned(),
            labels: BTreeMap::from([("de".to_owned(), " ".to_owned())]),
            ..LineForm::default()
        };
        assert!(!untouched.is_typed(false));
        let ticked = LineForm {
            data: BTreeMap::from([("orders".to_owned(), "on".to_owned())]),
            ..untouched.clone()
        };
        assert!(ticked.is_typed(false) && ticked.words().is_empty());
        let amount = LineForm {
            amount: "15".to_owned(),
            ..untouched
        };
        assert!(amount.is_typed(false));
    }

    #[test]
    fn a_team_is_misspelt_only_where_none_is_called_just_that() {
        let slip = |known: &[&str], typed: &str| {
            let known = known.iter().map(|team| team.parse().unwrap());
            let known: BTreeSet<Slug> = known.collect();
            let form = LineForm {
                effect: "escalate".to_owned(),
                other_team: typed.to_owned(),
                ..LineForm::default()
            };
            form.misspelt(&known).map(ToString::to_string)
        };
        let both = ["front-desk", "front_desk"];
        for typed in both {
            assert_eq!(slip(&both, typed), None, "{typed}");
        }
        assert_eq!(slip(&both, "frontdesk"), Some("front-desk".to_owned()));
        assert_eq!(
            slip(&["front_desk"], "front-desk"),
            Some("front_desk".to_owned())
        );
        assert_eq!(slip(&["front_desk"], "back_desk"), None);
    }
}
