//! How far the organisation's systems have heard of what she chose, as far as that can be told.

use mutual::catalogue::Slug;
use mutual::use_cases::{MyExchanges, Reading};
use mutual::webhook::Heard;

use crate::{context::Customer, pages::Asked, ui::status::Happened};

/// How far they have heard of whichever of these entries they have heard of least, and of the first of them where
/// they have of all.
pub(super) async fn least_heard(
    asked: &Asked,
    customer: &Customer,
    entries: &[u64],
) -> Result<Option<Heard>, Reading> {
    let mut least: Option<Heard> = None;
    for index in entries {
        let heard = heard(asked, customer, *index).await?;
        let is_less = |heard: &Heard| least.is_none_or(|least| least.lacks() < heard.lacks());
        least = heard.filter(is_less).or(least);
    }
    Ok(least)
}

/// How far they have heard of the entry at `index`; nothing where the database is away: a switch is not to
/// wait for what stands beside it.
async fn heard(asked: &Asked, customer: &Customer, index: u64) -> Result<Option<Heard>, Reading> {
    let mutual = &asked.ctx.mutual;
    match mutual.heard(&customer.actor, customer.id, index).await {
        Err(Reading::Store(_)) => Ok(None),
        told => told,
    }
}

/// The same of what she just did, and which exchange that was about. The first page asks for nothing else.
pub(super) async fn heard_of_it(
    asked: &Asked,
    customer: &Customer,
    mine: &MyExchanges,
    happened: Option<&(Slug, Happened)>,
) -> Result<Option<(Slug, Heard)>, Reading> {
    let Some((key, Happened::Done { .. })) = happened else {
        return Ok(None);
    };
    let mut exchanges = mine.exchanges.iter();
    let Some(exchange) = exchanges.find(|exchange| exchange.key == *key) else {
        return Ok(None);
    };
    let heard = heard(asked, customer, exchange.answered_index).await?;
    Ok(heard.map(|heard| (key.clone(), heard)))
}
