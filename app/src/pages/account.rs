//! The account: password, and signing out everywhere.

use leptos::prelude::*;
use mutual::port::StrongEnough;

use super::{Asked, Page, Stop, draw, side_of};
use crate::{
    actions::DoorFailure,
    ui::{
        error_summary::ErrorSummary,
        field::{Field, Input},
        notice::{Notice, NoticeKind},
    },
};

/// The account of whoever is in.
#[component]
pub(crate) fn AccountPage() -> impl IntoView {
    draw(account)
}

async fn account(asked: Asked) -> Result<Page, Stop> {
    let principal = asked.principal()?;
    let text = asked.ctx.text();
    let words = text.entry;
    let failure = asked.parameter("failed").and_then(DoorFailure::parse);
    let faults: Vec<_> = failure
        .map(|failure| match failure {
            DoorFailure::Wrong => ("old".to_owned(), words.old_wrong.to_owned()),
            DoorFailure::Weak => ("new".to_owned(), failure.sentence(text)),
            _ => ("old".to_owned(), failure.sentence(text)),
        })
        .into_iter()
        .collect();
    let done = asked.parameter("done").map(|_| {
        view! { <Notice kind=NoticeKind::Done text=words.password_changed/> }
    });
    let lead = match principal.email {
        Some(email) => (words.signed_in_as)(&email),
        None => words.by_link.to_owned(),
    };
    let password = (principal.by == StrongEnough::Password).then(|| {
        view! {
            <section class="part" aria-labelledby="password-t">
                <h2 id="password-t">{words.change_password}</h2>
                <ErrorSummary title=text.shared.form_has_faults faults=faults.clone()/>
                <form method="post" action="/actions/change-password">
                    <Input
                        field=Field::new("old", words.old_password).fault(&faults)
                        kind="password"
                        autocomplete="current-password"
                        required=true
                        most=200
                    />
                    <Input
                        field=Field::new("new", words.new_password)
                            .hint(words.password_hint)
                            .fault(&faults)
                        kind="password"
                        autocomplete="new-password"
                        required=true
                        most=200
                    />
                    <div class="form-end">
                        <button type="submit" class="button">{words.change_password}</button>
                    </div>
                </form>
            </section>
        }
    });
    let body = view! {
        <h1>{words.account}</h1>
        <p class="lead">{lead}</p>
        {done}
        {password}
        <section class="part" aria-labelledby="devices-t">
            <h2 id="devices-t">{words.devices}</h2>
            <p>{words.devices_lead}</p>
            <form class="form-end" method="post" action="/actions/sign-out-everywhere">
                <input type="hidden" name="sure" value="yes"/>
                <button type="submit" class="button">{words.everywhere}</button>
            </form>
        </section>
    };
    Ok(Page {
        title: words.account.to_owned(),
        side: side_of(&asked.ctx),
        here: "/account",
        live: false,
        body: body.into_any(),
    })
}
