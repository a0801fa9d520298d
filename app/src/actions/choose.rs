//! Turn one thing on or off, and take that back.
#![expect(
    clippy::too_many_arguments,
    reason = "a server function has an argument for each field of its form"
)]

use leptos::prelude::*;
use mutual::catalogue::Slug;
use mutual::consent::{Choice, Switch, Toggle, Toggles};
use mutual::port::SubmitError;
use mutual::use_cases::{Command, Mutual, Outcome};

use super::{Failure, current, customer, local_path, refuse, see_other, turn};
use crate::{
    context::{Ctx, Customer},
    ui::{exchange::shows_on, switch::card_id},
};

/// Puts one toggle of one exchange on or off.
///
/// `version` and `index` are what the page knew when it was drawn: turning on needs both to be the
/// newest, turning off needs neither.
#[server(prefix = "/actions", endpoint = "choose")]
pub async fn choose(
    #[server(default)] proposition: String,
    #[server(default)] toggle: String,
    #[server(default)] to: String,
    #[server(default)] version: String,
    #[server(default)] shown_in: String,
    #[server(default)] index: String,
    #[server(default)] from: String,
    #[server(default)] in_spite: String,
) -> Result<(), ServerFnError> {
    let ctx = current()?;
    let back = Back {
        from: local_path(&from).to_owned(),
        key: proposition,
    };
    let to = match to.as_str() {
        "on" => Some(Switch::On),
        "off" => Some(Switch::Off),
        _ => None,
    };
    let (Ok(key), Ok(toggle), Some(to)) = (back.key.parse::<Slug>(), toggle.parse::<Toggle>(), to)
    else {
        return back.failed(Failure::Invalid);
    };
    let wish = Choice {
        proposition: key,
        version: version.parse().unwrap_or(0),
        toggles: Toggles::from([(toggle.clone(), to)]),
        seen_index: Some(index.parse().unwrap_or(0)),
        reads: Some(ctx.text().lang.to_owned()),
        locale: Some(shown_in).filter(|locale| !locale.is_empty()),
        evidence: None,
    };
    // Pressing twice is once: the same page makes the same key.
    let once = format!("{index} {} {toggle} {}", wish.proposition, to.word());
    let in_spite = in_spite == "yes";
    back.answer(submit(&ctx, wish, in_spite, &once).await)
}

/// Restores, as one choice, what stood before the choice with the ledger index `of`.
#[server(prefix = "/actions", endpoint = "undo")]
pub async fn undo(
    #[server(default)] of: String,
    #[server(default)] proposition: String,
    #[server(default)] version: String,
    #[server(default)] shown_in: String,
    #[server(default)] index: String,
    #[server(default)] from: String,
) -> Result<(), ServerFnError> {
    let ctx = current()?;
    let back = Back {
        from: local_path(&from).to_owned(),
        key: proposition,
    };
    let me = match customer(&ctx) {
        Ok(me) => me,
        Err(door) => return see_other(door),
    };
    let (Ok(key), Ok(of)) = (back.key.parse::<Slug>(), of.parse::<u64>()) else {
        return back.failed(Failure::Invalid);
    };
    let said = match ctx.mutual.said(&me.actor, me.id, of).await {
        Ok(said) => said.filter(|said| said.proposition.as_ref() == Some(&key)),
        Err(_) => return back.failed(Failure::Away),
    };
    let Some(toggles) = said
        .map(|said| said.item.undo())
        .filter(|toggles| !toggles.is_empty())
    else {
        return back.failed(Failure::Invalid);
    };
    let wish = Choice {
        proposition: key,
        version: version.parse().unwrap_or(0),
        toggles,
        seen_index: Some(index.parse().unwrap_or(0)),
        reads: Some(ctx.text().lang.to_owned()),
        locale: Some(shown_in).filter(|locale| !locale.is_empty()),
        evidence: None,
    };
    let once = format!("{index} undo {of}");
    back.answer(submit(&ctx, wish, false, &once).await)
}

/// Where a form's answer leads, and to which card.
struct Back {
    from: String,
    key: String,
}

impl Back {
    fn answer(&self, outcome: Result<Outcome, Unsaved>) -> Result<(), ServerFnError> {
        match outcome {
            Ok(Outcome::Chosen {
                index, exchange, ..
            }) => {
                let card = card_id(&exchange.proposition);
                see_other(&format!("{}?done={index}#{card}", self.from))
            }
            Ok(_) => see_other(&self.from),
            Err(Unsaved::Outside(door)) => see_other(door),
            Err(Unsaved::Failed(failure)) => self.failed(failure),
        }
    }

    fn failed(&self, failure: Failure) -> Result<(), ServerFnError> {
        // Only a key that can be one goes into the address.
        match self.key.parse::<Slug>() {
            // What is gone has no card to say so in.
            Ok(key) if failure != Failure::Gone => {
                let card = card_id(&key);
                let word = failure.word();
                refuse(
                    failure,
                    &format!("{}?failed={word}&x={key}#{card}", self.from),
                )
            }
            _ => refuse(failure, &format!("/?all={}", failure.word())),
        }
    }
}

/// Why a wish was not stored.
enum Unsaved {
    /// Nobody, or somebody else, is in: the way to the door.
    Outside(&'static str),
    /// It was refused, or could not be.
    Failed(Failure),
}

async fn submit(ctx: &Ctx, wish: Choice, in_spite: bool, once: &str) -> Result<Outcome, Unsaved> {
    let me = customer(ctx).map_err(Unsaved::Outside)?;
    let widens = wish.toggles.values().any(|to| *to == Switch::On);
    let _turn = turn(ctx, widens).await.map_err(Unsaved::Failed)?;
    press(&ctx.mutual, &me, ctx.text().lang, wish, in_spite, once)
        .await
        .map_err(|error| Unsaved::Failed(Failure::from(&error)))
}

/// Stores a press of a customer who reads `lang` (BCP 47). `once` names what she had before her when
/// she pressed: pressed twice there, it is stored once. `in_spite` says that she was told of her
/// browser's wish not to sell or share.
pub(crate) async fn press(
    mutual: &Mutual,
    me: &Customer,
    lang: &str,
    wish: Choice,
    in_spite: bool,
    once: &str,
) -> Result<Outcome, SubmitError> {
    let choose = |key| {
        let command = if in_spite {
            Command::ChooseInSpite(me.id, wish.clone())
        } else {
            Command::Choose(me.id, wish.clone())
        };
        mutual.submit(&me.actor, me.route, command, key)
    };
    // A press of its own, where the page's key belongs to another one.
    let anew = format!("{once} at {}", mutual.engine().index());
    let outcome = match choose(Some(once)).await {
        Err(SubmitError::KeyReused) => choose(Some(&anew)).await,
        outcome => outcome,
    }?;
    if still_stands(mutual, me, lang, &wish) {
        return Ok(outcome);
    }
    // A page from before, brought back and pressed again: its key belongs to the first press, whose
    // answer is no longer true. This press is a wish of its own.
    choose(Some(&anew)).await
}

/// Whether everything that was wished for is so now. An exchange that cannot be seen says nothing else.
fn still_stands(mutual: &Mutual, me: &Customer, lang: &str, wish: &Choice) -> bool {
    let Ok(mine) = mutual.my_exchanges(&me.actor, me.id, lang) else {
        return true;
    };
    let Some(exchange) = mine
        .exchanges
        .into_iter()
        .find(|x| x.key == wish.proposition)
    else {
        return true;
    };
    wish.toggles.iter().all(|(toggle, to)| {
        let on = exchange.view.toggles.get(toggle).is_some_and(shows_on);
        on == (*to == Switch::On)
    })
}
