//! L-D2: nobody is asked for what a red line denies whatever happens.
//!
//! A line that asks for a topic, an amount or a situation holds of some questions and not of others, so
//! that a yes can take effect: of these nothing is said.

use serde_json::Value;

use crate::catalogue::{AiUse, Channel, DataCategory};
use crate::guard::Condition;
use crate::lint::Surroundings;
use crate::lint::finding::{Level, Rule};
use crate::lint::gather::Findings;
use crate::lint::page::Page;
use crate::lint::says::{Called, Instead, Says};

pub(super) fn judge(page: &Page<'_>, with: &Surroundings<'_>, found: &mut Findings) {
    let lines = with.red_lines.iter();
    for line in lines.filter(|line| line.always_denies()) {
        for field in denied(page, with, &line.when) {
            let says = Says::LineDenies {
                key: line.key.to_string(),
                line: Called::line(line),
            };
            let instead = Instead::WithoutTheLine;
            found.whole(Rule::Sensitive, Level::Block, &field, says, instead);
        }
    }
}

/// Where the document offers something of which the condition holds: at what a computer does there, else
/// at the data, else at the channel, else at the purpose. Of what it offers any part can be asked about
/// with any other: so much one yes covers.
fn denied(page: &Page<'_>, with: &Surroundings<'_>, when: &Condition) -> Vec<String> {
    let purpose = page.word("purpose");
    let purpose = when.purposes.is_empty()
        || purpose.is_some_and(|id| when.purposes.iter().any(|one| one.as_str() == id));
    let channels = places(page, "channels", |word| {
        let channel = word.parse::<Channel>();
        channel.is_ok_and(|channel| when.channels.contains(&channel))
    });
    let ai_uses = places(page, "ai_uses", |word| {
        let ai = word.parse::<AiUse>();
        ai.is_ok_and(|ai| when.ai_uses.contains(&ai))
    });
    let offers = |asks: bool, places: &[String]| !asks || !places.is_empty();
    if !purpose
        || !offers(!when.channels.is_empty(), &channels)
        || !offers(!when.ai_uses.is_empty(), &ai_uses)
    {
        return vec![];
    }
    let (data, guesses) = data(page, with, when);
    if when.asks_for_data() && data.is_empty() && guesses.is_empty() {
        return vec![];
    }
    let all = [ai_uses, data, guesses, channels];
    let mut all = all.into_iter().filter(|places| !places.is_empty());
    all.next().unwrap_or_else(|| vec!["purpose".to_owned()])
}

/// The data of which the condition holds; and where guesses are offered that it holds of.
fn data(page: &Page<'_>, with: &Surroundings<'_>, when: &Condition) -> (Vec<String>, Vec<String>) {
    if !when.asks_for_data() {
        return (vec![], vec![]);
    }
    let items = page.list("data").iter().enumerate();
    let known: Vec<(usize, &DataCategory)> = items
        .filter_map(|(n, item)| {
            let id = item.get("category").and_then(Value::as_str)?;
            Some((n, with.registry.category(id)?))
        })
        .collect();
    let held = known.iter().filter(|(_, one)| when.holds_of(one));
    let held = held.map(|(n, _)| format!("data[{n}].category")).collect();
    let mut sources = known.iter();
    let guesses = if sources.any(|(_, one)| when.holds_of_guess_from(one.sensitivity)) {
        places(page, "ai_uses", |word| word == AiUse::Infer.word())
    } else {
        vec![]
    };
    (held, guesses)
}

/// The places in a list at which such a word stands.
fn places(page: &Page<'_>, list: &str, is: impl Fn(&str) -> bool) -> Vec<String> {
    let items = page.list(list).iter().enumerate();
    let items = items.filter(|(_, item)| item.as_str().is_some_and(&is));
    items.map(|(n, _)| format!("{list}[{n}]")).collect()
}
