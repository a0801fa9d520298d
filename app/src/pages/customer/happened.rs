//! What the last form did, as its answer's address says it, told in words.

use mutual::catalogue::Slug;
use mutual::consent::{Switch, Toggle};
use mutual::ledger::EntryKind;
use mutual::use_cases::{MyExchange, MyExchanges, Reading, Said};

use crate::{
    actions::Failure,
    context::Customer,
    pages::Asked,
    ui::{
        exchange::{Drawing, toggle_name},
        status::{Happened, Undo},
    },
};

/// What happened to one exchange, and to which.
///
/// `done` names a ledger entry, so that what is said is what was stored; it is said only as long as
/// nothing newer was. `failed` says why something was not done.
pub(super) async fn happened(
    asked: &Asked,
    customer: &Customer,
    mine: &MyExchanges,
    drawing: &Drawing,
) -> Result<Option<(Slug, Happened)>, Reading> {
    if let Some(failure) = asked.parameter("failed").and_then(Failure::parse) {
        let key = asked
            .parameter("x")
            .and_then(|key| key.parse::<Slug>().ok());
        let text = failure.sentence(drawing.text).to_owned();
        return Ok(key.map(|key| (key, Happened::Failed(text))));
    }
    let Some(index) = asked.parameter("done").and_then(|index| index.parse().ok()) else {
        return Ok(None);
    };
    let said = asked
        .ctx
        .mutual
        .said(&customer.actor, customer.id, index)
        .await?;
    Ok(said.and_then(|said| {
        let key = said.proposition.clone()?;
        let exchange = mine.exchanges.iter().find(|exchange| exchange.key == key)?;
        let newest = exchange.answered_index == index;
        newest.then(|| (key, tell(&said, exchange, drawing)))
    }))
}

fn tell(said: &Said, exchange: &MyExchange, drawing: &Drawing) -> Happened {
    let words = drawing.text.customer;
    let item = &said.item;
    let title = &exchange.wording.title;
    let when = drawing.dates.since(item.at, drawing.now);
    let facets: Vec<_> = item
        .toggles
        .iter()
        .filter(|(toggle, _)| **toggle != Toggle::Exchange)
        .collect();
    let (text, mut aloud) = match (item.kind, &facets[..]) {
        (EntryKind::Granted, _) => ((words.said.on_since)(&when), (words.said.aloud_on)(title)),
        (EntryKind::Refused, _) => (words.said.refused.to_owned(), (words.said.aloud_off)(title)),
        (EntryKind::FacetChanged, [(toggle, switch)]) => {
            let name = toggle_name(toggle, drawing.text, &drawing.registry);
            match switch {
                Switch::On => (
                    (words.said.part_on_since)(&name, &when),
                    (words.said.aloud_on)(&name),
                ),
                Switch::Off => (
                    (words.said.part_off_since)(&name, &when),
                    (words.said.aloud_off)(&name),
                ),
            }
        }
        (EntryKind::FacetChanged, _) => {
            let text = (words.said.parts_changed)(&when);
            (text.clone(), text)
        }
        _ => ((words.said.off_since)(&when), (words.said.aloud_off)(title)),
    };
    // What is not written in her language has no way back on, by no button.
    let undo = item.undo();
    let undoes = exchange.speaks || !undo.values().any(|to| *to == Switch::On);
    let undo = (undoes && !undo.is_empty()).then(|| Undo {
        word: words.undo,
        of: item.index,
        proposition: exchange.key.to_string(),
        version: exchange.version.number,
        locale: exchange.wording.locale.clone(),
        index: drawing.index,
        from: drawing.from.clone(),
    });
    if undo.is_some() {
        aloud.push(' ');
        aloud.push_str(words.said.undo_is_there);
    }
    Happened::Done { text, aloud, undo }
}
