//! The question before a key is revoked: what would break.

use leptos::prelude::*;

use super::{PAGE, called, known, path_part, used};
use crate::{
    pages::{Asked, Page, Stop, draw},
    ui::{Icon, facts::Facts, said::api_call, writer::Writer},
};

/// What stops with a key, and the button.
#[component]
pub(crate) fn RevokeKeyPage() -> impl IntoView {
    let id = path_part();
    draw(|asked| revoke(asked, id))
}

async fn revoke(asked: Asked, id: String) -> Result<Page, Stop> {
    let (actor, role) = asked.staff()?;
    let known = known(&asked, &actor, &id).await?;
    let ctx = &asked.ctx;
    let text = ctx.text();
    let words = text.keys;
    let record = &known.record;
    let back = format!("{PAGE}/{}", record.id);
    if record.revoked_at.is_some() {
        return Err(Stop::Elsewhere(back));
    }
    let title = (words.revoke_ask)(&record.name);
    let breaks = match known.called() {
        0 => words.breaks_nothing.to_owned(),
        count => (words.breaks)(count),
    };
    let calls = known.calls.iter().map(|(operation, count)| {
        view! {
            <tr>
                <th scope="row">{api_call(&called(ctx.operations, operation))}</th>
                <td class="number" data-label=words.in_a_day>{text.rules.number(*count)}</td>
            </tr>
        }
    });
    let calls = (!known.calls.is_empty()).then(|| {
        view! {
            <div class="table-scroll" tabindex="0" role="region" aria-label=words.in_a_day>
                <table class="table table-folds">
                    <thead>
                        <tr>
                            <th scope="col">{words.operation}</th>
                            <th scope="col" class="number">{words.in_a_day}</th>
                        </tr>
                    </thead>
                    <tbody>{calls.collect_view()}</tbody>
                </table>
            </div>
        }
    });
    let lost = words.revoke_loses.map(|lost| view! { <li>{lost}</li> });
    let body = view! {
        <a class="back" href=back.clone()>{Icon::Back.draw()} {words.one}</a>
        <h1><bdi>{title.clone()}</bdi></h1>
        <p class="lead"><strong>{breaks}</strong></p>
        {calls}
        <Facts facts=vec![used(&known, ctx)]/>
        <ul class="webhook-lost">{lost.collect_view()}</ul>
        <form method="post" action="/actions/revoke-key">
            <Writer/>
            <input type="hidden" name="client" value=record.id.to_string()/>
            <div class="form-end buttons">
                <button type="submit" class="button">{words.revoke_button}</button>
                <a class="button" href=back>{words.keep}</a>
            </div>
        </form>
    };
    Ok(Page::of_team(title, role, "", body))
}
