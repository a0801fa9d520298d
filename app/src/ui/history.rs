//! The lines of an exchange's history.

use leptos::prelude::*;
use mutual::catalogue::{Catalogue, Registry, Slug};
use mutual::consent::{ActorKind, Route, Switch, Toggle};
use mutual::guard::{CaseKind, Situation};
use mutual::ledger::EntryKind;
use mutual::use_cases::HistoryItem;

use super::exchange::toggle_name;
use crate::text::{Dates, History, Text};

/// The newest lines, newest first.
#[component]
pub(crate) fn HistoryList(
    /// The lines.
    items: Vec<HistoryItem>,
    /// The words.
    text: &'static Text,
    /// How days are written.
    dates: Dates,
    /// What data was called at each of them.
    catalogue: std::sync::Arc<Catalogue>,
    /// Whether they are about several exchanges, so that each names its own.
    #[prop(optional)]
    named: bool,
) -> impl IntoView {
    let words = &text.customer.history;
    if items.is_empty() {
        return view! { <p class="quiet">{words.empty}</p> }.into_any();
    }
    let lines = items
        .into_iter()
        .map(|item| {
            let registry = catalogue.registry_up_to(item.index);
            let what = sentence(&item, text, &registry, |key| {
                title_of(&catalogue, key, text)
            });
            let notes = notes(&item, words, &dates);
            let of = item.proposition.as_ref().filter(|_| named);
            let of = of.map(|key| {
                let parted = (!notes.is_empty()).then_some(" · ");
                view! { <bdi>{title_of(&catalogue, key, text)}</bdi> {parted} }
            });
            let receipt = item.receipt.map(|receipt| {
                let href = format!("/receipts/{receipt}");
                view! {
                    " · " {words.receipt} " "
                    <a href=href><bdi class="mono">{receipt.to_string()}</bdi></a>
                }
            });
            view! {
                <li>
                    <time datetime=item.at.to_string()>{dates.moment(item.at)}</time>
                    <span>
                        {what}
                        <span class="history-note">{of} {notes} {receipt}</span>
                    </span>
                </li>
            }
        })
        .collect_view();
    view! { <ol class="history">{lines}</ol> }.into_any()
}

/// What an exchange is called in the reader's language; its key where it is in no version.
pub(crate) fn title_of(catalogue: &Catalogue, key: &Slug, text: &Text) -> String {
    let known = catalogue.proposition(key);
    let newest = known.and_then(|known| known.versions().last());
    newest.map_or_else(
        || key.to_string(),
        |version| version.wording_or_own(text.lang).title.clone(),
    )
}

/// What happened, in one sentence.
///
/// `title` is what an exchange is called.
pub(crate) fn sentence(
    item: &HistoryItem,
    text: &Text,
    registry: &Registry,
    title: impl Fn(&Slug) -> String,
) -> String {
    let words = &text.customer.history;
    let who = who(item, words).unwrap_or(words.you);
    match item.kind {
        EntryKind::Granted => (words.turned_on)(who),
        EntryKind::Withdrawn => (words.turned_off)(who),
        EntryKind::Refused => (words.refused)(who),
        EntryKind::FacetChanged => {
            let off = item.toggles.values().any(|switch| *switch == Switch::Off);
            let put = if off { Switch::Off } else { Switch::On };
            let names: Vec<_> = item
                .toggles
                .iter()
                .filter(|(toggle, switch)| **switch == put && **toggle != Toggle::Exchange)
                .map(|(toggle, _)| toggle_name(toggle, text, registry))
                .collect();
            let line = if off { words.part_off } else { words.part_on };
            line(who, &names.join(text.comma))
        }
        EntryKind::Paused => (words.paused)(who),
        EntryKind::Resumed => (words.resumed)(who),
        EntryKind::Merged => {
            let names = item.conflicts.iter().map(|conflict| match conflict.toggle {
                Toggle::Exchange => title(&conflict.proposition),
                _ => toggle_name(&conflict.toggle, text, registry),
            });
            (words.merged)(&names.collect::<Vec<_>>().join(text.comma))
        }
        EntryKind::Split => words.split.to_owned(),
        EntryKind::SignalGpc => words.signalled.to_owned(),
        EntryKind::HumanOnly => words.human_only.to_owned(),
        EntryKind::HumanOnlyEnded => words.human_only_ended.to_owned(),
        EntryKind::Situation => match item.situation {
            Some(said) => situation(said, item.by, words),
            None => words.situation.to_owned(),
        },
        EntryKind::InferenceRejected => words.rejected.to_owned(),
        EntryKind::CaseOpened => (words.case_opened)(sort(item)).to_owned(),
        EntryKind::CaseDecided => (words.case_decided)(sort(item)).to_owned(),
        EntryKind::Expired => words.ran_out.to_owned(),
        EntryKind::NeedsAnswer => words.needs_answer.to_owned(),
        EntryKind::Genesis
        | EntryKind::Published
        | EntryKind::Retired
        | EntryKind::Forgotten
        | EntryKind::Erased
        | EntryKind::Readmitted
        | EntryKind::RedLinesChanged
        | EntryKind::DecisionsSealed
        | EntryKind::RegistryChanged => String::new(),
    }
}

/// Who did it; nobody where time or a publication did.
pub(crate) fn who(item: &HistoryItem, words: &History) -> Option<&'static str> {
    match (item.by, item.route) {
        // An older record holds what the customer said, whoever brought it here.
        (_, Some(Route::Import)) | (Some(ActorKind::Customer), _) => Some(words.you),
        (Some(ActorKind::Agent), _) => Some(words.our_team),
        (Some(ActorKind::Client | ActorKind::System), _) => Some(words.our_systems),
        (None, _) => None,
    }
}

/// Which situation of hers changed; whether it is over. What she said herself is no note of ours.
pub(crate) fn situation(
    (situation, over): (Situation, bool),
    by: Option<ActorKind>,
    words: &History,
) -> String {
    match (situation, by) {
        (Situation::QuietPeriod, Some(ActorKind::Customer)) => (words.left_alone)(over).to_owned(),
        _ => (words.situation_is)(situation, over),
    }
}

/// What sort of work a line about a case tells of.
fn sort(item: &HistoryItem) -> CaseKind {
    item.case.map_or(CaseKind::Escalation, |(_, kind)| kind)
}

/// By which way it was done; none where that says nothing to her.
pub(crate) fn way(item: &HistoryItem, words: &History) -> Option<&'static str> {
    match item.route? {
        // Nobody chose anything there: a program asked for a person, or says that one decided. And where
        // a person decided is no page of hers.
        Route::Api if item.kind == EntryKind::CaseOpened => Some(words.by_program),
        Route::Api if item.kind == EntryKind::CaseDecided => Some(words.told_by_program),
        _ if item.kind == EntryKind::CaseDecided => None,
        Route::Page => Some(words.by_page),
        Route::Link => Some(words.by_link),
        Route::Api => Some(words.by_api),
        Route::Import => Some(words.by_import),
        Route::Signal => Some(words.by_signal),
        Route::System => None,
    }
}

fn notes(item: &HistoryItem, words: &History, dates: &Dates) -> String {
    let route = way(item, words).map(str::to_owned);
    let version = item.version.map(words.version);
    let until = match (item.until, item.situation) {
        (Some(until), _) => Some((words.until)(&dates.end(until))),
        // That something goes on is told where she asked for it: of what else has no end nobody knows it.
        (None, Some((Situation::QuietPeriod, false))) => Some(words.until_said.to_owned()),
        (None, _) => None,
    };
    let notes = [route, version, until];
    notes.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}
