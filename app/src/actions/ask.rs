//! A customer asks a person.

use leptos::prelude::*;
use mutual::port::SubmitError;
use mutual::use_cases::{Question, Refusal};

use super::unsent::sign_in_with;
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
    #[server(default)] writer: String,
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
            let kept: String = said.chars().take(4_000).collect();
            return sign_in_with(&ctx, &page, &writer, Some(&kept), said);
        }
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
            see_other(&page(&about, &wrong, &[("failed", why)]))
        }
    }
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
