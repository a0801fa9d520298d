//! The question before an address is removed.

use leptos::prelude::*;

use super::{name, path_part, side_field};
use crate::ui::writer::Writer;
use crate::{
    pages::{Asked, Page, Stop, draw_of_side},
    place::{Place, WEBHOOKS},
    ui::Icon,
};

/// What is lost with an address, and the button.
#[component]
pub(crate) fn RemoveWebhookPage() -> impl IntoView {
    let id = path_part("endpoint");
    draw_of_side(|asked| remove(asked, id))
}

async fn remove(asked: Asked, id: String) -> Result<Page, Stop> {
    let (actor, role) = asked.staff()?;
    let watched = super::watched(&asked, &actor, &id).await?;
    let words = asked.ctx.text().webhooks;
    let pages = Place::of(WEBHOOKS, &asked.ctx);
    let endpoint = &watched.endpoint;
    let title = (words.remove_ask)(&name(endpoint));
    let back = pages.at(&format!("/{}", endpoint.id), "");
    let lost = words.remove_loses.map(|lost| view! { <li>{lost}</li> });
    let waits = (words.waits)(watched.counts.pending);
    let body = view! {
        <a class="back" href=back.clone()>{Icon::Back.draw()} {words.one}</a>
        <h1><bdi>{title.clone()}</bdi></h1>
        <ul class="webhook-lost">{lost.collect_view()}</ul>
        <p><strong>{waits}</strong></p>
        <form method="post" action="/actions/remove-webhook">
            <Writer/>
            {side_field(pages)}
            <input type="hidden" name="endpoint" value=endpoint.id.to_string()/>
            <div class="form-end buttons">
                <button type="submit" class="button">{words.remove_button}</button>
                <a class="button" href=back>{words.keep}</a>
            </div>
        </form>
    };
    Ok(Page::of_team(title, role, "", body))
}
