//! What the team says about a draft, field by field.

use leptos::prelude::*;
use mutual::port::Comment;
use mutual::use_cases::{COMMENTED, Talk};

use super::Looking;
use crate::ui::writer::Writer;
use crate::{
    pages::Stop,
    text::Review,
    ui::field::{Area, Field, Pick, SelectBox},
};

/// What was said, about earlier versions as well, and the form for another comment while there is a
/// draft; nothing where there is neither.
pub(super) async fn comments(
    looking: &Looking<'_>,
    is_drafted: bool,
    talk: Talk,
) -> Result<Option<impl IntoView + use<>>, Stop> {
    let words = looking.ctx.text().review;
    let Talk { comments, more, .. } = talk;
    if comments.is_empty() && !is_drafted {
        return Ok(None);
    }
    let oldest = comments.last().map(|(comment, _)| comment.id);
    let older = oldest.filter(|_| more).map(|id| {
        let href = format!(
            "/studio/{}/publish?said-before={id}#comments-t",
            looking.key
        );
        view! { <p><a href=href>{words.older}</a></p> }
    });
    let mut lines = Vec::new();
    // As they were said.
    for (comment, version) in comments.into_iter().rev() {
        let by = looking.name(comment.by).await?;
        let resolved = match comment.resolved {
            Some((by, _)) => Some((words.resolved)(&looking.name(by).await?)),
            None => None,
        };
        let by = match version {
            Some(version) => format!(
                "{by}{}{}",
                looking.ctx.text().comma,
                (words.of_version)(version)
            ),
            None => by,
        };
        lines.push(line(looking, &comment, by, resolved, words));
    }
    let list = if lines.is_empty() {
        view! { <p class="quiet">{words.no_comments}</p> }.into_any()
    } else {
        view! { <ol class="history">{lines}</ol> }.into_any()
    };
    let form = is_drafted.then(|| form(looking, words));
    Ok(Some(view! {
        <section class="part steps" aria-labelledby="comments-t">
            <h2 id="comments-t">{words.comments}</h2>
            {older}
            {list}
            {form}
        </section>
    }))
}

fn form(looking: &Looking<'_>, words: &'static Review) -> impl IntoView + use<> {
    let mut picks = vec![Pick::new("", words.on_all)];
    picks.extend(
        COMMENTED
            .iter()
            .map(|field| Pick::new(*field, name(looking, field))),
    );
    let key = looking.key.to_owned();
    let typed = looking.typed("comment");
    view! {
        <form method="post" action="/actions/comment-on-draft">
            <Writer/>
            <input type="hidden" name="key" value=key/>
            <SelectBox
                field=looking.at_fault(Field::new("field", words.on_field), "field")
                value=""
                picks=picks
            />
            <Area field=looking.at_fault(Field::new("comment", words.comment), "comment") value=typed/>
            <div class="buttons">
                <button type="submit" class="button">{words.say}</button>
            </div>
        </form>
    }
}

/// What the form of the draft calls a field.
fn name(looking: &Looking<'_>, field: &str) -> &'static str {
    let text = looking.ctx.text();
    text.studio.form.name(field).unwrap_or(text.review.on_all)
}

fn line(
    looking: &Looking<'_>,
    comment: &Comment,
    by: String,
    resolved: Option<String>,
    words: &'static Review,
) -> AnyView {
    let field = name(looking, &comment.field);
    let at = comment.at;
    let when = looking.ctx.dates().moment(at);
    let said = comment.text.clone();
    let dealt = match resolved {
        Some(resolved) => view! { <span class="history-note">{resolved}</span> }.into_any(),
        None => {
            let (key, id) = (comment.key.to_string(), comment.id.to_string());
            view! {
                <form method="post" action="/actions/resolve-comment">
                    <Writer/>
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
