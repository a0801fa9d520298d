//! Parts of what a decision rests on, for whoever reads why: herself, whoever answers her, and the
//! reviewer.

use leptos::prelude::*;
use mutual::catalogue::{Registry, Slug};
use mutual::decision::{AiDecision, Difference};
use mutual::guard::Guess;

use super::guesses::place_of;
use crate::{
    context::Ctx,
    ui::{exchange::data_name, said::within},
};

/// The guesses that were used, as she reads them where they are told to whoever reads this, each with the
/// way to its place among all of them; and what they were made from. `name` is what the reader calls a
/// kind of data.
pub(crate) fn guessed(
    decision: &AiDecision,
    name: &dyn Fn(&Slug) -> String,
    told: &[Guess],
    ctx: &Ctx,
) -> Option<AnyView> {
    let text = ctx.text();
    let words = text.why;
    if decision.inferences.is_empty() {
        return None;
    }
    let keys =
        decision
            .inferences
            .iter()
            .map(|key| match told.iter().find(|guess| guess.key == *key) {
                Some(guess) => {
                    let said = (text.desk.guess)(&guess.label, &guess.value);
                    let href = format!("/guesses#{}", place_of(key));
                    view! { <li><a href=href><bdi>{said}</bdi></a></li> }.into_any()
                }
                None => view! { <li><bdi>{spelled(key)}</bdi></li> }.into_any(),
            });
    let from: Vec<_> = decision.guessed_from.iter().map(name).collect();
    let from = (!from.is_empty()).then(|| {
        let from = (words.guessed_from)(&within(&from.join(text.comma), text));
        view! { <p class="quiet">{from}</p> }
    });
    Some(view! { <h3>{words.guesses}</h3> <ul>{keys.collect_view()}</ul> {from} }.into_any())
}

/// Where the list of reasons and the numbers in the computer do not agree.
pub(crate) fn differences(
    all: &[Difference],
    name: &dyn Fn(&Slug) -> String,
    ctx: &Ctx,
) -> impl IntoView + use<> {
    let text = ctx.text();
    let words = text.why;
    let what = |item: &str, category: &Slug| within(&format!("{item} ({})", name(category)), text);
    let lines = all.iter().map(|one| match one {
        Difference::NotListed { category, item } => (words.not_listed)(&what(item, category)),
        Difference::NotAmongInputs { category, item } => {
            (words.not_among_inputs)(&what(item, category))
        }
        Difference::OtherWay { category, item } => (words.other_way)(&what(item, category)),
        Difference::OtherOrder { category, item } => (words.other_order)(&what(item, category)),
        Difference::OtherShare { category, item } => (words.other_share)(&what(item, category)),
        Difference::UsedAllTheSame { category } => {
            (words.used_all_the_same)(&within(&name(category), text))
        }
    });
    let lines = lines.map(|said| view! { <li>{said}</li> });
    view! { <ul>{lines.collect_view()}</ul> }
}

/// What was left out, as a list; or that nobody said so.
pub(crate) fn left_out(
    decision: &AiDecision,
    registry: &Registry,
    ctx: &Ctx,
) -> impl IntoView + use<> {
    let text = ctx.text();
    let words = text.why;
    if decision.not_used.is_empty() {
        view! { <p>{words.not_used_unknown}</p> }.into_any()
    } else {
        let names = decision.not_used.iter().map(|key| {
            let known = registry.category(key).is_some();
            let name = if known {
                data_name(key, registry, text)
            } else {
                spelled(key)
            };
            view! { <li><bdi>{name}</bdi></li> }
        });
        view! { <ul>{names.collect_view()}</ul> }.into_any()
    }
}

/// The key of a guess, as words.
fn spelled(key: &Slug) -> String {
    key.replace(['-', '_'], " ")
}
