//! One receipt, on one sheet of paper.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use mutual::catalogue::Document;
use mutual::consent::{Route, Switch, Toggles};
use mutual::id::ReceiptId;
use mutual::ledger::{Body, EntryKind, Receipt};
use mutual::receipt::{About, dpv, kantara};

use crate::{
    context::Ctx,
    pages::{Asked, Page, Problem, Stop, draw},
    text::{Customer as Words, Text},
    ui::{
        exchange::{data_name, toggle_name},
        facts::{Fact, Facts},
        history::situation,
        said::{Said, within},
    },
};

/// One receipt of the customer who is in.
#[component]
pub(crate) fn ReceiptPage() -> impl IntoView {
    let id = use_params_map()
        .with_untracked(|params| params.get("receipt"))
        .unwrap_or_default();
    draw(|asked| receipt(asked, id))
}

async fn receipt(asked: Asked, id: String) -> Result<Page, Stop> {
    let customer = asked.customer()?;
    let ctx = &asked.ctx;
    let id: ReceiptId = id.parse().map_err(|_| Problem::Absent)?;
    let read = ctx.mutual.receipt(&customer.actor, id, &ctx.site).await;
    // Whose another one is nobody learns.
    let receipt = read.map_err(|error| match Stop::from(error) {
        Stop::Problem(Problem::Forbidden) => Stop::Problem(Problem::Absent),
        stop => stop,
    })?;
    let reached = ctx.mutual.reached(&customer.actor, &receipt).await?;
    let words = &ctx.text().own.receipt;
    // What the other forms can say of it.
    let about = About {
        receipt: &receipt,
        organisation: &ctx.organisation,
        registry: &ctx.mutual.catalogue().registry_up_to(receipt.index),
        reached: &reached,
    };
    let (has_kantara, has_dpv) = (kantara(about).is_some(), dpv(about).is_some());
    let copy = |extension: &str, name: &'static str| {
        let href = format!("/receipts/{id}/{extension}");
        view! { <li><a href=href download="">{name}</a></li> }
    };
    let body = view! {
        <article class="own receipt">
            <h1>{words.title}</h1>
            <p class="lead">{words.lead}</p>
            <Facts facts=facts(&receipt, ctx)/>
            {receipt.shown().map(|wording| shown(&wording, &receipt, ctx))}
        </article>
        <section class="part receipt-copies" aria-labelledby="copies-t">
            <h2 id="copies-t">{words.copies}</h2>
            <p class="quiet">{words.print}</p>
            <ul>
                {copy("json", words.own)}
                {copy("jws", words.signed)}
                {has_kantara.then(|| copy("kantara.json", words.kantara))}
                {has_dpv.then(|| copy("jsonld", words.dpv))}
            </ul>
            <p><a href="/check">{words.check}</a></p>
        </section>
    };
    Ok(Page::of_customer(words.title, body))
}

/// What happened, in a few words.
pub(super) fn happening(receipt: &Receipt, text: &Text) -> String {
    let wording = receipt.shown();
    let title = wording.as_ref().map(|wording| &*wording.title);
    told(&receipt.entry, title, text)
}

/// What an entry says, in a few words, as far as it is read by its customer; `title` is that of its
/// exchange.
pub(super) fn told(entry: &Body, title: Option<&str>, text: &Text) -> String {
    match entry {
        // That something is known of her life tells her nothing; what it is does.
        Body::Situation(said) => situation(
            (said.situation, said.is_over),
            Some(said.actor.kind),
            &text.customer.history,
        ),
        entry => said(entry.kind(), title, text),
    }
}

/// What entries of a type say, in a few words; `title` is that of its exchange.
fn said(kind: EntryKind, title: Option<&str>, text: &Text) -> String {
    let said = happened(kind, text);
    match kind {
        EntryKind::Paused
        | EntryKind::Resumed
        | EntryKind::SignalGpc
        | EntryKind::HumanOnly
        | EntryKind::HumanOnlyEnded
        | EntryKind::InferenceRejected
        | EntryKind::Situation
        | EntryKind::CaseOpened
        | EntryKind::CaseDecided
        | EntryKind::Merged
        | EntryKind::Split
        | EntryKind::Erased => said,
        _ => format!(
            "{said}: {}",
            within(title.unwrap_or(text.own.receipt.ended), text)
        ),
    }
}

/// What entries of a type say, in a few words, whatever exchange they are about.
pub(super) fn happened(kind: EntryKind, text: &Text) -> String {
    let words = &text.customer.history;
    match kind {
        EntryKind::Granted => (words.turned_on)(words.you),
        EntryKind::Withdrawn => (words.turned_off)(words.you),
        EntryKind::Refused => (words.refused)(words.you),
        EntryKind::Paused => (words.paused)(words.you),
        EntryKind::Resumed => (words.resumed)(words.you),
        EntryKind::FacetChanged => text.own.receipt.parts.to_owned(),
        EntryKind::SignalGpc => words.signalled.to_owned(),
        EntryKind::HumanOnly => words.human_only.to_owned(),
        EntryKind::HumanOnlyEnded => words.human_only_ended.to_owned(),
        EntryKind::InferenceRejected => words.rejected.to_owned(),
        EntryKind::Situation => words.situation.to_owned(),
        EntryKind::CaseOpened => words.a_case_opened.to_owned(),
        EntryKind::CaseDecided => words.a_case_decided.to_owned(),
        EntryKind::Merged => (words.merged)(""),
        EntryKind::Split => words.split.to_owned(),
        EntryKind::Expired => words.ran_out.to_owned(),
        EntryKind::NeedsAnswer => words.needs_answer.to_owned(),
        EntryKind::Forgotten => text.own.receipt.forgotten.to_owned(),
        EntryKind::Erased => text.own.leave.gone.to_owned(),
        other => other.word().to_owned(),
    }
}

/// The facts of a receipt.
fn facts(receipt: &Receipt, ctx: &Ctx) -> Vec<Fact> {
    let text = ctx.text();
    let words = &text.own.receipt;
    let zone = &ctx.organisation.time_zone;
    let mut facts = vec![
        Fact::new(words.number, Said::number(receipt.receipt.to_string())),
        Fact::new(words.what, happening(receipt, text)),
        Fact::new(
            words.when,
            format!("{} ({zone})", ctx.dates().moment(receipt.at)),
        ),
    ];
    let route = match &receipt.entry {
        Body::Chosen(chosen) => Some(chosen.route),
        Body::Paused(whole)
        | Body::Resumed(whole)
        | Body::Signalled(whole)
        | Body::HumanOnly(whole)
        | Body::HumanOnlyEnded(whole) => Some(whole.route),
        Body::InferenceRejected(rejected) => Some(rejected.route),
        Body::Situation(said) => Some(said.route),
        _ => None,
    };
    if let Some(route) = route.and_then(|route| way(route, text.customer)) {
        facts.push(Fact::new(words.how, route));
    }
    if let Body::Situation(said) = &receipt.entry
        && !said.is_over
    {
        let words = &text.red_lines.left_alone;
        let until = said.until.map(|until| ctx.dates().end(until));
        let until = until.unwrap_or_else(|| words.open.to_owned());
        facts.push(Fact::new(words.until, until));
    }
    if let Body::Chosen(chosen) = &receipt.entry {
        // What data was called when she chose.
        let registry = ctx.mutual.catalogue().registry_up_to(receipt.index);
        for (switch, name) in [
            (Switch::On, words.turned_on),
            (Switch::Off, words.turned_off),
        ] {
            let lines = names(&chosen.toggles, switch, text, &registry);
            if !lines.is_empty() {
                facts.push(Fact::of(name, lines));
            }
        }
    }
    facts.push(Fact::new(
        words.take_back,
        Said::address(receipt.issuer.withdraw_at.clone()),
    ));
    let issuer = &receipt.issuer;
    let whom = [
        &issuer.name,
        &issuer.contact,
        &issuer.data_protection_contact,
    ];
    let whom: Vec<_> = whom.into_iter().filter(|line| !line.is_empty()).collect();
    facts.push(Fact::of(words.whom, whom.into_iter().cloned()));
    let size = receipt.proof.as_ref().and_then(|proof| {
        let line = proof.checkpoint.lines().nth(1)?;
        line.parse::<u64>().ok()
    });
    let proof = size.map_or_else(
        || words.no_proof.to_owned(),
        |size| (words.place)(receipt.index, size),
    );
    facts.push(Fact::new(words.proof, proof));
    facts
}

fn names(
    toggles: &Toggles,
    switch: Switch,
    text: &Text,
    registry: &mutual::catalogue::Registry,
) -> Vec<String> {
    let set = toggles.iter().filter(|(_, to)| **to == switch);
    set.map(|(toggle, _)| toggle_name(toggle, text, registry))
        .filter(|name| !name.is_empty())
        .collect()
}

fn way(route: Route, words: &Words) -> Option<&'static str> {
    let words = &words.history;
    match route {
        Route::Page => Some(words.by_page),
        Route::Link => Some(words.by_link),
        Route::Api => Some(words.by_api),
        Route::Import => Some(words.by_import),
        Route::Signal => Some(words.by_signal),
        Route::System => None,
    }
}

/// The wording, as it was shown.
fn shown(wording: &Document, receipt: &Receipt, ctx: &Ctx) -> impl IntoView + use<> {
    let text = ctx.text();
    let words = text.customer;
    let (version, hash) = match &receipt.entry {
        Body::Chosen(chosen) => (chosen.version, chosen.shown.clone()),
        _ => (0, String::new()),
    };
    let said = |words: &str| Said::written(words, &wording.locale, text);
    // What data was called when she chose.
    let registry = ctx.mutual.catalogue().registry_up_to(receipt.index);
    let data = wording.data.iter();
    let data = data.map(|item| data_name(&item.category, &registry, text));
    let benefits = wording.benefits.iter().map(|benefit| {
        let count = text.rules.amount(benefit.amount);
        let every = (text.shared.every)(benefit.every);
        // How often is said in the page's language, what and of what in that of the wording.
        let many = format!("{count} {}", benefit.unit);
        let many = within(many.trim_end(), text);
        let what = within(&benefit.what, text);
        Said::from(format!("{what} ({many} {every})"))
    });
    let recipients: Vec<Said> = if wording.recipients.is_empty() {
        vec![words.no_recipients.into()]
    } else {
        wording.recipients.iter().map(|name| said(name)).collect()
    };
    // The document in the receipt has the sample, for the hash that was shown is of all of it. It is not
    // told here among what was agreed on: it was of an invented person, and promised nothing.
    let facts = vec![
        Fact::of(words.you_share, data),
        Fact::of(words.you_get, benefits),
        Fact::new(words.how, said(&wording.usage)),
        Fact::new(words.if_off, said(&wording.if_off)),
        Fact::of(words.recipients, recipients),
        Fact::new(words.retention, said(&wording.retention)),
    ];
    view! {
        <section
            class="receipt-shown"
            aria-labelledby="shown-t"
        >
            <h2 id="shown-t">{text.own.receipt.shown}</h2>
            <p class="receipt-title">{said(&wording.title).draw()}</p>
            <p>{said(&wording.ask.question).draw()}</p>
            <Facts facts=facts/>
            <p class="quiet small">
                {(text.own.receipt.version)(version)} " "
                <bdi class="mono receipt-hash">"sha256:" {hash}</bdi>
            </p>
        </section>
    }
}
