//! A customer asks a person.

use leptos::prelude::*;
use mutual::port::SubmitError;
use mutual::use_cases::{Question, Refusal};

use super::{Failure, current, customer, see_other, turn};

const PAGE: &str = "/ask";

/// Gives a person what the customer who is in asks. `key` is the form's own, so that a form that is
/// sent twice asks once. `wrong` says that the decision `about` is wrong.
#[server(prefix = "/actions", endpoint = "ask")]
pub async fn ask(
    #[server(default)] said: String,
    #[server(default)] about: String,
    #[server(default)] wrong: String,
    #[server(default)] key: String,
) -> Result<(), ServerFnError> {
    let ctx = current()?;
    let me = match customer(&ctx) {
        Ok(me) => me,
        Err(door) => return see_other(door),
    };
    // As one who turns something on: whoever asks without end waits.
    let turn = turn(&ctx, true).await;
    let asked = match &turn {
        Ok(_) => {
            let question = Question {
                about: &about,
                is_wrong: wrong == "1",
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
        Ok(_) => see_other(&format!("{PAGE}?done=sent")),
        Err(why) => {
            let kept: String = said.chars().take(4_000).collect();
            let note = serde_json::to_string(&kept).unwrap_or_default();
            let _ = ctx.door.put_flash(note).await;
            let about: String = about
                .chars()
                .filter(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
                .take(100)
                .collect();
            let wrong = if wrong == "1" { "&wrong=1" } else { "" };
            see_other(&format!("{PAGE}?failed={why}&about={about}{wrong}"))
        }
    }
}
