//! Publish a draft.

use leptos::prelude::*;
use mutual::use_cases::{NoStep, Publishing, Reading};

use super::{current, review, see_other, staff};

/// Publishes the approved draft as it was looked at: its `revision`, over the live version `over`.
#[server(prefix = "/actions", endpoint = "publish")]
pub async fn publish(
    #[server(default)] key: String,
    #[server(default)] revision: String,
    #[server(default)] over: String,
    #[server(default)] note: String,
) -> Result<(), ServerFnError> {
    let ctx = current()?;
    let author = staff(&ctx);
    let Ok(key) = key.parse::<mutual::catalogue::Slug>() else {
        return see_other("/studio");
    };
    let Some((actor, _)) = author else {
        return see_other(&format!("/sign-in?next=/studio/{key}/publish"));
    };
    let once = format!("publish {key} {revision} {over}");
    let (revision, over) = (revision.parse().unwrap_or(0), over.parse().ok());
    let with = Publishing {
        over,
        once: Some(&once),
        note: &note,
    };
    let published = ctx.mutual.publish(&actor, &key, revision, with);
    match published.await {
        Ok(version) => {
            ctx.forgets(&format!("/studio/{key}/publish")).await;
            see_other(&format!("/studio?published={version}&key={key}"))
        }
        // Pressed twice: the first press published it, and the draft's life has ended.
        Err(NoStep::Reading(Reading::Absent)) => see_other(&format!("/studio?key={key}")),
        Err(error) => {
            let why = match review::why(&error) {
                "note" => "note-published",
                why => why,
            };
            let to = format!("/studio/{key}/publish?failed={why}");
            // For any other reason the page shows it in no field.
            if why == "note-published" {
                ctx.keeps_words(&to, &note).await;
            }
            see_other(&to)
        }
    }
}
