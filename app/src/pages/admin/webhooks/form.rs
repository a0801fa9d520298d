//! The fields of an address.

use leptos::prelude::*;
use mutual::ledger::EntryKind;

use crate::{
    actions::WebhookForm,
    text::Webhooks as Words,
    ui::field::{Field, Input, field_id},
};

/// The types of entries as people tell them apart, in the order of the words for them.
const GROUPS: [&[EntryKind]; 5] = [
    &[
        EntryKind::Granted,
        EntryKind::Refused,
        EntryKind::Withdrawn,
        EntryKind::FacetChanged,
        EntryKind::Paused,
        EntryKind::Resumed,
        EntryKind::SignalGpc,
    ],
    &[
        EntryKind::Expired,
        EntryKind::NeedsAnswer,
        EntryKind::Forgotten,
    ],
    &[
        EntryKind::Merged,
        EntryKind::Split,
        EntryKind::Erased,
        EntryKind::Readmitted,
    ],
    &[
        EntryKind::Published,
        EntryKind::Retired,
        EntryKind::RegistryChanged,
    ],
    &[
        EntryKind::RedLinesChanged,
        EntryKind::HumanOnly,
        EntryKind::HumanOnlyEnded,
        EntryKind::Situation,
        EntryKind::InferenceRejected,
        EntryKind::CaseOpened,
        EntryKind::CaseDecided,
        EntryKind::DecisionsSealed,
    ],
];

/// Address, name and types.
pub(super) fn fields(
    form: &WebhookForm,
    faults: &[(String, String)],
    words: &'static Words,
) -> impl IntoView + use<> {
    view! {
        <Input
            field=Field::new("url", words.url).hint(words.url_hint).fault(faults)
            value=form.url.clone()
            required=true
            most=2000
            code=true
        />
        <Input
            field=Field::new("description", words.description)
                .hint(words.description_hint)
                .fault(faults)
            value=form.description.clone()
            most=200
        />
        {events(form, faults, words)}
    }
}

fn events(
    form: &WebhookForm,
    faults: &[(String, String)],
    words: &'static Words,
) -> impl IntoView + use<> {
    let fault = faults.iter().find(|(field, _)| field == "events");
    let fault_id = format!("{}-fault", field_id("events"));
    let described = fault.is_some().then(|| fault_id.clone());
    let fault =
        fault.map(|(_, said)| view! { <p class="field-error" id=fault_id>{said.clone()}</p> });
    let all = form.asks_for_all();
    let groups = GROUPS.iter().zip(words.groups);
    let groups = groups.map(|(kinds, title)| group(kinds, title, form, words));
    // Where a fault leads to: the first of the two answers.
    view! {
        <fieldset class="fields" aria-describedby=described>
            <legend>{words.events}</legend>
            {fault}
            <label class="check">
                <input type="radio" id=field_id("events") name="which" value="all" checked=all/>
                {words.all_events}
            </label>
            <label class="check">
                <input type="radio" name="which" value="chosen" checked=!all/>
                {words.chosen_events}
            </label>
            <div class="webhook-events">{groups.collect_view()}</div>
        </fieldset>
    }
}

fn group(
    kinds: &[EntryKind],
    title: &'static str,
    form: &WebhookForm,
    words: &'static Words,
) -> impl IntoView + use<> {
    let boxes = kinds.iter().map(|kind| {
        let word = kind.word();
        let ticked = form.kinds.contains_key(word);
        view! {
            <label class="check">
                <input type="checkbox" name=format!("kinds[{word}]") value="on" checked=ticked/>
                <span>
                    {(words.kind)(*kind)} " "
                    <code class="webhook-kind" dir="ltr">{word}</code>
                </span>
            </label>
        }
    });
    view! { <fieldset class="picker"><legend>{title}</legend>{boxes.collect_view()}</fieldset> }
}

#[cfg(test)]
mod tests {
    use super::*;
    use mutual::webhook::SUBSCRIBABLE;

    #[test]
    fn every_type_that_can_be_asked_for_can_be_ticked_once() {
        let mut shown: Vec<_> = GROUPS.concat();
        let mut all = SUBSCRIBABLE.to_vec();
        shown.sort_unstable();
        all.sort_unstable();
        assert_eq!(shown, all);
    }
}
