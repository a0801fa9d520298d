//! What the team says about a draft, field by field.

use leptos::prelude::*;
use mutual::id::CommentId;
use mutual::port::{Comment, Draft};

use super::Looking;
use crate::{
    pages::Stop,
    text::{Review, capital},
    ui::field::{Area, Field, Pick, SelectBox},
};

/// The fields that somebody may pin a comment to, in the card's order.
const FIELDS: [&str; 15] = [
    "title",
    "data",
    "benefits",
    "use",
    "decided_by",
    "ai_uses",
    "channels",
    "if_off",
    "stays",
    "recipients",
    "retention",
    "regions",
    "worth",
    "ask.question",
    "translations",
];

/// The newest comments before `before`, and the form for another one.
pub(super) async fn comments(
    looking: &Looking<'_>,
    draft: &Draft,
    before: Option<CommentId>,
) -> Result<impl IntoView + use<>, Stop> {
    let text = looking.ctx.text();
    let words = text.review;
    let mutual = &looking.ctx.mutual;
    let (comments, more) = mutual.comments(looking.actor, looking.key, before).await?;
    let oldest = comments.last().map(|comment| comment.id);
    let older = oldest.filter(|_| more).map(|id| {
        let href = format!("/studio/{}/publish?said-before={id}#comments-t", draft.key);
        view! { <p><a href=href>{words.older}</a></p> }
    });
    let mut lines = Vec::new();
    // As they were said.
    for comment in comments.into_iter().rev() {
        let by = looking.name(comment.by).await?;
        let resolved = match comment.resolved {
            Some((by, _)) => Some((words.resolved)(&looking.name(by).await?)),
            None => None,
        };
        lines.push(line(looking, &comment, by, resolved, words));
    }
    let list = if lines.is_empty() {
        view! { <p class="quiet">{words.no_comments}</p> }.into_any()
    } else {
        view! { <ol class="history">{lines}</ol> }.into_any()
    };
    let mut picks = vec![Pick::new("", words.on_all)];
    let named = |field: &&str| Pick::new(*field, capital((text.studio.field)(field)));
    picks.extend(FIELDS.iter().map(named));
    let key = draft.key.to_string();
    let typed = looking.typed("comment");
    Ok(view! {
        <section class="part steps" aria-labelledby="comments-t">
            <h2 id="comments-t">{words.comments}</h2>
            {older}
            {list}
            <form method="post" action="/actions/comment-on-draft">
                <input type="hidden" name="key" value=key/>
                <SelectBox field=Field::new("field", words.on_field) value="" picks=picks/>
                <Area field=Field::new("comment", words.comment) value=typed/>
                <div class="buttons">
                    <button type="submit" class="button">{words.say}</button>
                </div>
            </form>
        </section>
    })
}

fn line(
    looking: &Looking<'_>,
    comment: &Comment,
    by: String,
    resolved: Option<String>,
    words: &'static Review,
) -> AnyView {
    let text = looking.ctx.text();
    let field = match &*comment.field {
        "" => words.on_all.to_owned(),
        field => capital((text.studio.field)(field)),
    };
    let at = comment.at;
    let when = looking.ctx.dates().moment(at);
    let said = comment.text.clone();
    let dealt = match resolved {
        Some(resolved) => view! { <span class="history-note">{resolved}</span> }.into_any(),
        None => {
            let (key, id) = (comment.key.to_string(), comment.id.to_string());
            view! {
                <form method="post" action="/actions/resolve-comment">
                    <input type="hidden" name="key" value=key/>
                    <input type="hidden" name="comment" value=id/>
                    <button type="submit" class="button">{words.resolve}</button>
                </form>
            }
            .into_any()
        }
    };
    view! {
        <li>
            <time datetime=at.to_string()>{when}</time>
            <div>
                <strong>{field}</strong> ": " <span dir="auto">{said}</span>
                <span class="history-note">{by}</span>
                {dealt}
            </div>
        </li>
    }
    .into_any()
}
