//! The organisation's settings.

use leptos::prelude::*;
use mutual::access::Role;

use crate::{
    actions::OrganisationForm,
    pages::{Asked, Page, Problem, Stop, draw},
    text::Settings,
    ui::{
        error_summary::ErrorSummary,
        field::{Area, Field, Input},
        notice::{Notice, NoticeKind},
        writer::Writer,
    },
};

/// The settings that every page shows.
#[component]
pub(crate) fn OrganisationPage() -> impl IntoView {
    draw(organisation)
}

async fn organisation(asked: Asked) -> Result<Page, Stop> {
    let (_, role) = asked.staff()?;
    if role != Role::Admin {
        return Err(Problem::Forbidden.into());
    }
    let ctx = &asked.ctx;
    let text = ctx.text();
    let words = &text.studio.settings;
    let failed = asked.parameter("failed").map(str::to_owned);
    let typed: Option<OrganisationForm> = asked.note().await;
    let refused = typed
        .as_ref()
        .map(|typed| typed.organisation().faults())
        .unwrap_or_default();
    let faults: Vec<_> = refused
        .into_iter()
        .map(|fault| (fault.field, text.fault(&fault.message)))
        .collect();
    let form = typed.unwrap_or_else(|| OrganisationForm::from(&*ctx.organisation));
    let notice = match failed.as_deref() {
        Some("faults") => None,
        Some(_) => Some((NoticeKind::Fault, text.entry.away)),
        None => asked
            .parameter("saved")
            .map(|_| (NoticeKind::Done, words.saved)),
    };
    let notice = notice.map(|(kind, text)| view! { <Notice kind=kind text=text/> });
    let body = view! {
        <h1>{words.title}</h1>
        <p class="lead">{words.lead}</p>
        {notice}
        <ErrorSummary title=text.shared.form_has_faults faults=faults.clone()/>
        <form method="post" action="/actions/organisation">
            <Writer/>
            {contact(&form, &faults, words)}
            {looks(&form, &faults, words)}
            {place(&form, &faults, words)}
            {sites(&form, &faults, words)}
            <div class="form-end">
                <button type="submit" class="button button-solid">{words.save}</button>
            </div>
        </form>
    };
    Ok(Page::of_team(
        words.title.to_owned(),
        Role::Admin,
        "/admin/organisation",
        body,
    ))
}

fn contact(
    form: &OrganisationForm,
    faults: &[(String, String)],
    words: &'static Settings,
) -> impl IntoView + use<> {
    view! {
        <section class="part" aria-labelledby="contact-t">
            <h2 id="contact-t">{words.contact}</h2>
            <Input
                field=Field::new("name", words.name).fault(faults)
                value=form.name.clone()
                required=true
                most=100
            />
            <Input
                field=Field::new("contact_email", words.email).hint(words.email_hint).fault(faults)
                value=form.contact_email.clone()
                kind="email"
                required=true
                most=254
            />
            <Input
                field=Field::new("contact_phone", words.phone).hint(words.optional).fault(faults)
                value=form.contact_phone.clone()
                kind="tel"
                most=40
            />
            <Area
                field=Field::new("address", words.address).hint(words.address_hint).fault(faults)
                value=form.address.clone()
                most=1000
            />
            <Input
                field=Field::new("data_protection_contact", words.protection)
                    .hint(words.protection_hint)
                    .fault(faults)
                value=form.data_protection_contact.clone()
                required=true
                most=254
            />
        </section>
    }
}

fn looks(
    form: &OrganisationForm,
    faults: &[(String, String)],
    words: &'static Settings,
) -> impl IntoView + use<> {
    view! {
        <section class="part" aria-labelledby="looks-t">
            <h2 id="looks-t">{words.looks}</h2>
            <Input
                field=Field::new("hue", words.hue).hint(words.hue_hint).fault(faults).width("field-short")
                value=form.hue.clone()
                required=true
                most=3
            />
        </section>
    }
}

fn place(
    form: &OrganisationForm,
    faults: &[(String, String)],
    words: &'static Settings,
) -> impl IntoView + use<> {
    view! {
        <section class="part" aria-labelledby="place-t">
            <h2 id="place-t">{words.place}</h2>
            <Input
                field=Field::new("locales", words.locales).hint(words.locales_hint).fault(faults)
                value=form.locales.clone()
                required=true
                most=200
                code=true
            />
            <Input
                field=Field::new("region", words.region)
                    .hint(words.region_hint)
                    .fault(faults)
                    .width("field-short")
                value=form.region.clone()
                required=true
                most=6
                code=true
            />
            <Input
                field=Field::new("time_zone", words.zone).hint(words.zone_hint).fault(faults)
                value=form.time_zone.clone()
                required=true
                most=60
                code=true
            />
        </section>
    }
}

fn sites(
    form: &OrganisationForm,
    faults: &[(String, String)],
    words: &'static Settings,
) -> impl IntoView + use<> {
    view! {
        <section class="part" aria-labelledby="sites-t">
            <h2 id="sites-t">{words.sites}</h2>
            <Area
                field=Field::new("embed_origins", words.origins)
                    .hint(words.origins_hint)
                    .fault(faults)
                value=form.embed_origins.clone()
                most=5000
            />
        </section>
    }
}
