//! The desk: what waits for a person, one case, how teams decide, and how they did.

mod case;
mod contested;
mod figures;
mod forms;
mod list;
mod rules;

use leptos::prelude::*;
use mutual::access::Actor;
use mutual::catalogue::Slug;
use mutual::guard::{CaseKind, Outcome};
use mutual::id::AccountId;
use mutual::port::CaseRow;

pub(crate) use case::CasePage;
pub(crate) use figures::FiguresPage;
pub(crate) use forms::Typed;
pub(crate) use list::{DeskPage, teams};
pub(crate) use rules::{DeskRulesPage, RuleNote};

use crate::{
    context::Ctx,
    pages::Asked,
    text::{Desk as Words, Text},
    ui::said::within,
};

const PAGE: &str = "/desk";

/// The account of whoever is in.
fn account(actor: &Actor) -> Option<AccountId> {
    match actor {
        Actor::Staff { account, .. } => Some(*account),
        _ => None,
    }
}

/// What came of the step before.
fn notice(asked: &Asked, text: &'static Text) -> Option<AnyView> {
    let words = text.desk;
    asked.notice(words.failed, words.done, &[])
}

/// What a case is about, in a few words.
fn about(row: &CaseRow, ctx: &Ctx) -> String {
    let matter = &row.opened.matter;
    let catalogue = ctx.mutual.catalogue();
    let text = ctx.text();
    let purpose = matter.purpose.as_ref().map(|id| purpose_name(id, ctx));
    let from: Option<Slug> = row
        .asked
        .about
        .as_deref()
        .and_then(|about| about.parse().ok());
    let from = from.filter(|key| catalogue.proposition(key).is_some());
    let from = from.map(|key| crate::ui::history::title_of(&catalogue, &key, text));
    let topic = matter.topic.as_ref().map(|topic| topic.replace('_', " "));
    let all: Vec<_> = [purpose, from.or(topic)].into_iter().flatten().collect();
    all.join(text.comma)
}

/// What the organisation calls a purpose: what customers read speaks to them.
fn purpose_name(id: &Slug, ctx: &Ctx) -> String {
    let catalogue = ctx.mutual.catalogue();
    let purpose = catalogue.registry().purpose(id);
    purpose.map_or_else(|| id.to_string(), |known| known.name.clone())
}

/// What the organisation calls a kind of data.
fn data_name(id: &Slug, ctx: &Ctx) -> String {
    let catalogue = ctx.mutual.catalogue();
    let data = catalogue.registry().category(id);
    data.map_or_else(|| id.to_string(), |known| known.name.clone())
}

/// What sort of work a case is, and about what.
fn titled(row: &CaseRow, ctx: &Ctx) -> String {
    let words = ctx.text().desk;
    match about(row, ctx).as_str() {
        "" => (words.kind)(row.kind()).to_owned(),
        what => (words.titled)(row.kind(), &within(what, ctx.text())),
    }
}

/// What a team is called.
pub(crate) fn team_name(team: &str, words: &'static Words) -> String {
    (words.team_name)(team).unwrap_or(team).to_owned()
}

/// What an outcome is called for this sort of case.
fn outcome(kind: CaseKind, outcome: Outcome, words: &'static Words) -> &'static str {
    match kind {
        CaseKind::Escalation => (words.outcome)(outcome),
        CaseKind::Contest => (words.contest_outcome)(outcome),
        CaseKind::Question => words.answered,
    }
}
