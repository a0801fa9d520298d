//! A customer asks a person.

use leptos::prelude::*;
use mutual::catalogue::Slug;
use mutual::consent::{Choice, Switch, Toggle, Toggles};
use mutual::port::SubmitError;
use mutual::use_cases::{Outcome, Question, Refusal};

use super::unsent::sign_in_with;
use super::{Failure, current, customer, press, see_noted, see_other, turn};
use crate::context::{Ctx, Customer};

const PAGE: &str = "/ask";

/// Gives a person what the customer who is in asks. `key` is the form's own, so that a form that is
/// sent twice asks once. `wrong` says that the decision `about` is wrong. `off` names an exchange that is
/// turned off first, and at once: what she wrote goes along, and she need not have written anything.
#[server(prefix = "/actions", endpoint = "ask")]
pub async fn ask(
    #[server(default)] said: String,
    #[server(default)] about: String,
    #[server(default)] wrong: String,
    #[server(default)] key: String,
    #[server(default)] writer: String,
    #[server(default)] off: String,
) -> Result<(), ServerFnError> {
    let ctx = current()?;
    // What one wrote is not sent as another's words.
    let of_another = ctx.is_of_another(&writer);
    let me = match customer(&ctx) {
        Ok(me) if !of_another => me,
        Err(door) if said.trim().is_empty() || (door != "/sign-in" && !of_another) => {
            return see_other(door);
        }
        Ok(_) | Err(_) => {
            let page = page(&about, &wrong, &[]);
            return sign_in_with(&ctx, &page, &writer, Some(&kept(&said)), said);
        }
    };
    let mut turned_off = None;
    if let Ok(exchange) = off.parse::<Slug>() {
        match turn_off(&ctx, &me, &exchange, &key).await {
            Ok(index) => turned_off = Some((exchange, index.to_string())),
            Err(failure) => {
                let still = page(&about, &wrong, &[("still", failure.word())]);
                return see_noted(&ctx, &still, &kept(&said)).await;
            }
        }
    }
    let is_off = turned_off
        .as_ref()
        .map(|(_, index)| ("off", index.as_str()));
    if is_off.is_some() && said.trim().is_empty() {
        return see_other(&page(&about, &wrong, is_off.as_slice()));
    }
    // As one who turns something on: whoever asks without end waits.
    let turn = turn(&ctx, true).await;
    let asked = match &turn {
        Ok(_) => {
            let question = Question {
                about: &about,
                is_wrong: wrong == "1",
                turned_off: turned_off.as_ref().map(|(exchange, _)| exchange),
                said: &said,
                key: Some(&key),
            };
            ctx.mutual
                .ask(&me.actor, me.route, me.id, question)
                .await
                .map_err(|error| match &error {
                    SubmitError::Refused(Refusal::TooManyCases) => "many",
                    SubmitError::Refused(Refusal::Invalid { .. }) => "words",
                    _ => "away",
                })
        }
        Err(Failure::TooMany(_)) => Err("many"),
        Err(_) => Err("away"),
    };
    match asked {
        Ok(_) => {
            ctx.forgets(&page(&about, &wrong, &[])).await;
            let off = is_off.map(|(name, index)| format!("&{name}={index}"));
            see_other(&format!("{PAGE}?done=sent{}", off.unwrap_or_default()))
        }
        Err(why) => {
            let told: Vec<_> = [("failed", why)].into_iter().chain(is_off).collect();
            see_noted(&ctx, &page(&about, &wrong, &told), &kept(&said)).await
        }
    }
}

/// Turns off an exchange as its own switch does; the ledger index of that. `once` is the form's own key.
async fn turn_off(ctx: &Ctx, me: &Customer, exchange: &Slug, once: &str) -> Result<u64, Failure> {
    let _turn = turn(ctx, false).await?;
    let lang = ctx.text().lang;
    let mine = ctx.mutual.my_exchanges(&me.actor, me.id, lang).ok();
    let mut all = mine.into_iter().flat_map(|mine| mine.exchanges);
    let shown = all.find(|one| one.key == *exchange);
    let wish = Choice {
        proposition: exchange.clone(),
        version: shown.map_or(0, |shown| shown.version.number),
        toggles: Toggles::from([(Toggle::Exchange, Switch::Off)]),
        seen_index: None,
        reads: Some(lang.to_owned()),
        locale: None,
        evidence: None,
    };
    let once = format!("ask {once} off {exchange}");
    match press(&ctx.mutual, me, lang, wish, false, &once).await {
        Ok(Outcome::Chosen { index, .. }) => Ok(index),
        Ok(_) => Err(Failure::Invalid),
        Err(error) => Err(Failure::from(&error)),
    }
}

/// What of her words is kept for the page that comes next.
fn kept(said: &str) -> String {
    said.chars().take(4_000).collect()
}

/// The page again, with what she asks about.
fn page(about: &str, wrong: &str, first: &[(&str, &str)]) -> String {
    let about: String = about
        .chars()
        .filter(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
        .take(100)
        .collect();
    let mut query: Vec<_> = first
        .iter()
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    query.push(format!("about={about}"));
    if wrong == "1" {
        query.push("wrong=1".to_owned());
    }
    format!("{PAGE}?{}", query.join("&"))
}
