//! The lines of an exchange's history.

use leptos::prelude::*;
use mutual::catalogue::{Catalogue, Registry, Slug};
use mutual::consent::{ActorKind, Route, Switch, Toggle};
use mutual::guard::CaseKind;
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
            let notes = notes(&item, words);
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
    let who = match (item.by, item.route) {
        // An older record holds what the customer said, whoever brought it here.
        (_, Some(Route::Import)) | (Some(ActorKind::Customer) | None, _) => words.you,
        (Some(ActorKind::Agent), _) => words.our_team,
        (Some(ActorKind::Client | ActorKind::System), _) => words.our_systems,
    };
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
        EntryKind::Situation => words.situation.to_owned(),
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

/// What sort of work a line about a case tells of.
fn sort(item: &HistoryItem) -> CaseKind {
    item.case.map_or(CaseKind::Escalation, |(_, kind)| kind)
}

fn notes(item: &HistoryItem, words: &History) -> String {
    let route = match item.route {
        // Nobody chose anything there: a program asked for a person. And where a person decided is no
        // page of hers.
        Some(Route::Api) if item.kind == EntryKind::CaseOpened => words.by_program,
        Some(_) if item.kind == EntryKind::CaseDecided => "",
        Some(Route::Page) => words.by_page,
        Some(Route::Link) => words.by_link,
        Some(Route::Api) => words.by_api,
        Some(Route::Import) => words.by_import,
        Some(Route::Signal) => words.by_signal,
        Some(Route::System) | None => "",
    };
    let version = item.version.map(words.version);
    let notes = [(!route.is_empty()).then(|| route.to_owned()), version];
    notes.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}
