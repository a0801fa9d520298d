//! The account: password, and signing out everywhere.

use leptos::prelude::*;
use mutual::access::Actor;
use mutual::port::StrongEnough;

use super::{Asked, Page, Stop, draw, side_of};
use crate::{
    actions::DoorFailure,
    ui::{
        error_summary::ErrorSummary,
        field::{Field, Input},
        notice::{Notice, NoticeKind},
        writer::Writer,
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
    let done = asked.parameter("done").map(|done| {
        let said = match done {
            "called" => words.called_saved,
            _ => words.password_changed,
        };
        view! { <Notice kind=NoticeKind::Done text=said/> }
    });
    let called = match &principal.actor {
        Actor::Staff { .. } => {
            let name = asked.ctx.mutual.my_name(&principal.actor).await?;
            Some(called(name.unwrap_or_default(), &asked))
        }
        _ => None,
    };
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
                    <Writer/>
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
        {called}
        {password}
        <section class="part" aria-labelledby="devices-t">
            <h2 id="devices-t">{words.devices}</h2>
            <p>{words.devices_lead}</p>
            <form class="form-end" method="post" action="/actions/sign-out-everywhere">
                <Writer/>
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

/// What a colleague is called to customers.
fn called(name: String, asked: &Asked) -> impl IntoView + use<> {
    let words = asked.ctx.text().entry;
    let mut faults = Vec::new();
    if asked.parameter("failed") == Some("called") {
        faults.push(("called".to_owned(), words.called_bad.to_owned()));
    }
    view! {
        <section class="part" aria-labelledby="called-t">
            <h2 id="called-t">{words.called}</h2>
            <form method="post" action="/actions/call-me">
                <Writer/>
                <Input
                    field=Field::new("called", words.called).hint(words.called_hint).fault(&faults)
                    value=name
                    autocomplete="nickname"
                    most=40
                />
                <div class="form-end">
                    <button type="submit" class="button">{words.called_save}</button>
                </div>
            </form>
        </section>
    }
}
