//! The account: what a colleague is called and known as, the password, and signing out everywhere.

use leptos::prelude::*;
use mutual::access::Actor;
use mutual::consent::Identifier;
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
            "known" => words.known_saved,
            _ => words.password_changed,
        };
        view! { <Notice kind=NoticeKind::Done text=said/> }
    });
    let of_staff = match &principal.actor {
        Actor::Staff { .. } => {
            let mutual = &asked.ctx.mutual;
            let name = mutual.my_name(&principal.actor).await?;
            let names = mutual.my_identifiers(&principal.actor).await?;
            let typed: String = asked.note().await.unwrap_or_default();
            let called = called(name.unwrap_or_default(), &asked);
            let known = known(&names, typed, &asked);
            Some(view! { {called} {known} }.into_any())
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
        .into_any()
    });
    let body = view! {
        <h1>{words.account}</h1>
        <p class="lead">{lead}</p>
        {done}
        {of_staff}
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

/// By what our records know a colleague who is a customer too.
fn known(names: &[Identifier], typed: String, asked: &Asked) -> impl IntoView + use<> {
    let words = asked.ctx.text().entry;
    let mut faults = Vec::new();
    if asked.parameter("failed") == Some("identifier") {
        faults.push(("identifier".to_owned(), words.known_bad.to_owned()));
    }
    let names = (!names.is_empty()).then(|| {
        let names = names.iter();
        let names = names.map(|name| view! { <li><bdi>{name.to_string()}</bdi></li> });
        view! { <ul>{names.collect_view()}</ul> }
    });
    view! {
        <section class="part" aria-labelledby="known-t">
            <h2 id="known-t">{words.known}</h2>
            <p>{words.known_lead}</p>
            {names}
            <form method="post" action="/actions/know-me">
                <Writer/>
                <Input
                    field=Field::new("identifier", words.known_add)
                        .hint(words.known_hint)
                        .fault(&faults)
                    value=typed
                    required=true
                    most=320
                    code=true
                />
                <div class="form-end">
                    <button type="submit" class="button">{words.known_save}</button>
                </div>
            </form>
        </section>
    }
}
