//! Publish a draft.

use leptos::prelude::*;
use mutual::port::SubmitError;
use mutual::use_cases::{Outcome, Reading, Refusal};

use super::{current, see_other, staff};

/// Publishes the draft as it was looked at: its `revision`, over the live version `over`.
#[server(prefix = "/actions", endpoint = "publish")]
pub async fn publish(
    #[server(default)] key: String,
    #[server(default)] revision: String,
    #[server(default)] over: String,
) -> Result<(), ServerFnError> {
    let ctx = current()?;
    let author = staff(&ctx);
    let Ok(key) = key.parse::<mutual::catalogue::Slug>() else {
        return see_other("/studio");
    };
    let Some((actor, _)) = author else {
        return see_other(&format!("/sign-in?next=/studio/{key}/publish"));
    };
    let again = |why: &str| see_other(&format!("/studio/{key}/publish?failed={why}"));
    let draft = match ctx.mutual.draft(&actor, &key).await {
        Ok(Some(draft)) => draft,
        // Pressed twice: the first press published it, and the draft's life has ended.
        Ok(None) => return see_other(&format!("/studio?key={key}")),
        Err(Reading::Store(_)) => return again("away"),
        Err(_) => return see_other("/studio?failed=forbidden"),
    };
    if draft.revision.to_string() != revision {
        return again("meanwhile");
    }
    let Ok(document) = serde_json::from_str(&draft.content) else {
        return again("faults");
    };
    let once = format!("publish {key} {revision} {over}");
    let published = ctx
        .mutual
        .publish(
            &actor,
            document,
            draft.revision,
            over.parse().ok(),
            Some(&once),
        )
        .await;
    match published {
        Ok(Outcome::Published { version, .. }) => {
            see_other(&format!("/studio?published={version}&key={key}"))
        }
        Ok(_) => see_other("/studio"),
        Err(SubmitError::Refused(Refusal::Denied(_))) => see_other("/studio?failed=forbidden"),
        Err(SubmitError::Refused(Refusal::PublishedMeanwhile { .. })) => again("meanwhile"),
        Err(SubmitError::Refused(_)) => again("faults"),
        Err(SubmitError::KeyReused) => again("meanwhile"),
        Err(SubmitError::Store(_) | SubmitError::InDoubt | SubmitError::Overloaded) => {
            again("away")
        }
    }
}
