//! A signed link that does not open its page: no dead end.

use leptos::prelude::*;

use crate::{
    actions::DoorFailure,
    context::LinkProblem,
    pages::{Asked, Page, Stop, draw},
    ui::notice::{Notice, NoticeKind},
};

/// What is wrong with the link, and the way on.
#[component]
pub(crate) fn LinkPage() -> impl IntoView {
    draw(link)
}

async fn link(asked: Asked) -> Result<Page, Stop> {
    let words = asked.ctx.text().entry;
    if asked.ctx.link_problem == Some(LinkProblem::SomebodyElse) {
        return Ok(somebody_else(&asked));
    }
    let sent = asked.parameter("sent").is_some();
    let expired = asked.ctx.link_problem == Some(LinkProblem::Expired);
    let (title, lead) = if sent {
        (words.link_sent, words.link_sent_lead)
    } else if expired {
        (words.link_expired, words.link_expired_lead)
    } else {
        (words.link_bad, words.link_bad_lead)
    };
    let failure = asked.parameter("failed").and_then(DoorFailure::parse);
    let failure = failure.map(|failure| {
        view! { <Notice kind=NoticeKind::Fault text=failure.sentence(asked.ctx.text())/> }
    });
    let again = (expired && !sent).then(|| {
        let link = asked.parts.uri.query().unwrap_or_default().to_owned();
        view! {
            <form method="post" action="/actions/send-link">
                <input type="hidden" name="link" value=link/>
                <button type="submit" class="button">{words.link_send}</button>
            </form>
            <p class="quiet small">{words.link_send_note}</p>
        }
    });
    let body = view! {
        <div class="entry">
            <h1>{title}</h1>
            {failure}
            <p>{lead}</p>
            {again}
            <p class="entry-other"><a href="/sign-in">{words.sign_in_instead}</a></p>
        </div>
    };
    Ok(Page::outside(title, body))
}

/// A good link in a browser in which somebody else is in: who that is, and both ways on.
fn somebody_else(asked: &Asked) -> Page {
    let words = asked.ctx.text().entry;
    let failure = asked.parameter("failed").and_then(DoorFailure::parse);
    let failure = failure.map(|failure| {
        view! { <Notice kind=NoticeKind::Fault text=failure.sentence(asked.ctx.text())/> }
    });
    let principal = asked.ctx.door.principal();
    let home = match &principal {
        Some(principal) if principal.customer().is_none() => "/studio",
        _ => "/",
    };
    let who = match principal.and_then(|principal| principal.email) {
        Some(email) => (words.signed_in_as)(&email),
        None => words.link_other_by_link.to_owned(),
    };
    let link = asked.parts.uri.query().unwrap_or_default().to_owned();
    let body = view! {
        <div class="entry">
            <h1>{words.link_other}</h1>
            {failure}
            <p>{who}" "{words.link_other_lead}</p>
            <form method="post" action="/actions/open-link">
                <input type="hidden" name="link" value=link/>
                <div class="form-end buttons">
                    <button type="submit" class="button button-solid">{words.link_open}</button>
                    <a href=home>{words.link_stay}</a>
                </div>
            </form>
        </div>
    };
    Page::outside(words.link_other, body)
}
