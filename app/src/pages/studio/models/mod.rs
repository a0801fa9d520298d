//! The systems that decide and guess, and how well each says why.

mod differing;
mod form;
mod one;
mod violations;

use leptos::prelude::*;
use mutual::access::{Actor, Role};
use mutual::catalogue::Slug;
use mutual::decision::{Counts, Scorecard, VendorCard, drift, percent, vendors};

pub(crate) use differing::DifferingPage;
pub(crate) use form::NewModelPage;
pub(crate) use one::ModelPage;
pub(crate) use violations::ViolationsPage;

use crate::{
    context::Ctx,
    pages::{Asked, Page, Problem, Stop, draw},
    text::{Models as Words, Text},
    ui::{
        Icon,
        notice::{Notice, NoticeKind},
        said::within,
    },
};

const PAGE: &str = "/studio/models";

/// How all of them do.
#[component]
pub(crate) fn ModelsPage() -> impl IntoView {
    draw(models)
}

/// Whoever may see them; the use cases have the last word.
fn reviewer(asked: &Asked) -> Result<(Actor, Role), Stop> {
    let (actor, role) = asked.staff()?;
    match role {
        Role::Reviewer | Role::Admin => Ok((actor, role)),
        Role::Marketer | Role::Agent => Err(Problem::Forbidden.into()),
    }
}

/// How one of them does.
async fn card(ctx: &Ctx, actor: &Actor, key: &str) -> Result<Scorecard, Stop> {
    let key: Slug = key.parse().map_err(|_| Problem::Absent)?;
    let cards = ctx.mutual.model_scores(actor, Some(&key)).await?;
    Ok(cards.into_iter().next().ok_or(Problem::Absent)?)
}

/// What came of the step before.
fn notice(asked: &Asked, text: &'static Text) -> Option<AnyView> {
    let words = text.models;
    asked.notice(words.failed, |_| Some(words.done), &["faults"])
}

/// The word that nobody ever decides against one.
fn alarm(model: &str, text: &'static Text) -> impl IntoView + use<> {
    let said = (text.desk.alarm)(&within(model, text));
    let link = Some(("/desk/figures".to_owned(), text.desk.figures));
    view! { <Notice kind=NoticeKind::Fault text=said link=link/> }
}

async fn models(asked: Asked) -> Result<Page, Stop> {
    let (actor, role) = reviewer(&asked)?;
    let text = asked.ctx.text();
    let words = text.models;
    let cards = asked.ctx.mutual.model_scores(&actor, None).await?;
    let never = asked.ctx.mutual.cases().never_against(&actor).await?;
    let alarms = never.iter().map(|model| alarm(model, text)).collect_view();
    let table = if cards.is_empty() {
        view! { <p class="quiet">{words.empty}</p> }.into_any()
    } else {
        let rows = cards.iter().map(|card| {
            let never = never.contains(card.model.key.as_str());
            row(card, never, text)
        });
        view! {
            <div class="table-scroll" tabindex="0" role="region" aria-label=words.title>
                <table class="table table-folds models">
                    <thead>
                        <tr>
                            <th scope="col">{words.name}</th>
                            <th scope="col">{words.vendor}</th>
                            {share_heads(words)}
                            <th scope="col">{words.bar}</th>
                        </tr>
                    </thead>
                    <tbody>{rows.collect_view()}</tbody>
                </table>
            </div>
        }
        .into_any()
    };
    let body = view! {
        <div class="page-head">
            <h1>{words.title}</h1>
            <a class="button" href="/studio/models/new">{Icon::Plus.draw()} {words.register}</a>
        </div>
        <p class="lead">{words.lead}</p>
        {notice(&asked, text)}
        {alarms}
        {table}
        {makers(&vendors(&cards), text)}
        <p><a href="/studio/violations">{words.see_violations}</a></p>
    };
    Ok(Page::of_team(words.title.to_owned(), role, PAGE, body))
}

fn row(card: &Scorecard, never: bool, text: &'static Text) -> impl IntoView + use<> {
    let words = text.models;
    let model = &card.model;
    let href = format!("{PAGE}/{}", model.key);
    view! {
        <tr>
            <th scope="row">
                <a href=href><bdi>{model.name.clone()}</bdi></a>
                <span class="proposition-key"><bdi class="mono">{model.key.to_string()}</bdi></span>
            </th>
            <td data-label=words.vendor><bdi>{model.vendor.clone()}</bdi></td>
            {shares(&card.now, &card.before, never, text)}
            <td data-label=words.bar><span>{bar(card, text)}</span></td>
        </tr>
    }
}

/// How many decisions there were, and the shares of them, each with how it moved.
fn shares(
    now: &Counts,
    before: &Counts,
    never: bool,
    text: &'static Text,
) -> impl IntoView + use<> {
    let words = text.models;
    let drifting = |part: fn(&Counts) -> u64, whole: fn(&Counts) -> u64| {
        let share = percent(part(now), whole(now));
        view! { {shown(share, text)} {moved(drift(now, before, part, whole), text)} }
    };
    let never = never.then(|| view! { " " <strong>{words.never_against}</strong> });
    view! {
        <td data-label=words.decisions>{text.rules.number(now.decisions())}</td>
        <td data-label=words.explained>
            <span>{drifting(Counts::explained, Counts::decisions)}</span>
        </td>
        <td data-label=words.violations>
            <span>{drifting(violations, Counts::tried)}</span>
        </td>
        <td data-label=words.contested>
            <span>{drifting(contested, Counts::decisions)}</span>
        </td>
        <td data-label=words.overridden>
            <span>{drifting(Counts::against, Counts::judged)} {never}</span>
        </td>
    }
}

/// The heads of these cells.
fn share_heads(words: &'static Words) -> impl IntoView + use<> {
    view! {
        <th scope="col">{words.decisions}</th>
        <th scope="col">{words.explained}</th>
        <th scope="col">{words.violations}</th>
        <th scope="col">{words.contested}</th>
        <th scope="col">{words.overridden}</th>
    }
}

/// How all models of each maker do together.
fn makers(all: &[VendorCard], text: &'static Text) -> Option<impl IntoView + use<>> {
    let words = text.models;
    if all.is_empty() {
        return None;
    }
    let rows = all.iter().map(|maker| {
        let keys = maker.models.iter().enumerate().map(|(n, key)| {
            let comma = (n > 0).then_some(text.comma);
            view! { {comma} <bdi class="mono">{key.to_string()}</bdi> }
        });
        view! {
            <tr>
                <th scope="row"><bdi>{maker.vendor.clone()}</bdi></th>
                <td data-label=words.title><span>{keys.collect_view()}</span></td>
                {shares(&maker.now, &maker.before, false, text)}
            </tr>
        }
    });
    Some(view! {
        <section class="part">
            <h2 id="makers-t">{words.by_vendor}</h2>
            <p class="quiet">{words.by_vendor_lead}</p>
            <div class="table-scroll" tabindex="0" role="region" aria-labelledby="makers-t">
                <table class="table table-folds models">
                    <thead>
                        <tr>
                            <th scope="col">{words.vendor}</th>
                            <th scope="col">{words.title}</th>
                            {share_heads(words)}
                        </tr>
                    </thead>
                    <tbody>{rows.collect_view()}</tbody>
                </table>
            </div>
        </section>
    })
}

fn violations(counts: &Counts) -> u64 {
    counts.violations
}

fn contested(counts: &Counts) -> u64 {
    counts.contested
}

/// A share with one digit behind the point.
fn shown(share: Option<f64>, text: &'static Text) -> String {
    let words = text.models;
    share.map_or_else(
        || words.few.to_owned(),
        |share| (words.percent)(&text.rules.amount((share * 10.0).round() / 10.0)),
    )
}

/// By how much a share moved, where that is known.
fn moved(drift: Option<f64>, text: &'static Text) -> Option<impl IntoView + use<>> {
    let words = text.models;
    let tenths = (drift? * 10.0).round() / 10.0;
    let points = text.rules.amount(tenths.abs());
    let said = if tenths > 0.0 {
        (words.up)(&points)
    } else if tenths < 0.0 {
        (words.down)(&points)
    } else {
        words.same.to_owned()
    };
    Some(view! { " " <span class="quiet">{said}</span> })
}

/// The bar, and whether it is missed.
fn bar(card: &Scorecard, text: &'static Text) -> impl IntoView + use<> {
    let words = text.models;
    let least = card.model.bar.as_ref().map_or_else(
        || words.no_bar.to_owned(),
        |bar| (words.at_least)(&text.rules.number(bar.explained)),
    );
    let below = (!card.below.is_empty()).then(|| {
        let named = card.below.iter().map(|version| {
            let name = within(version, text);
            format!("{} {name}", words.version)
        });
        let named: Vec<_> = named.collect();
        let versions = (words.is_below)(&named.join(text.comma));
        view! { " · " <strong><bdi>{versions}</bdi></strong> }
    });
    view! { {least} {below} }
}

/// The cells of one set of counts: how many decisions, and the shares of them.
fn cells(counts: &Counts, text: &'static Text) -> impl IntoView + use<> {
    let words: &'static Words = text.models;
    let all = counts.decisions();
    let number = |count: u64| text.rules.number(count);
    view! {
        <td data-label=words.decisions>{number(all)}</td>
        <td data-label=words.explained>{shown(percent(counts.explained(), all), text)}</td>
        <td data-label=words.differing>{number(counts.differs)}</td>
        <td data-label=words.violations>{number(counts.violations)}</td>
        <td data-label=words.contested>{number(counts.contested)}</td>
        <td data-label=words.overridden>{number(counts.against())}</td>
        <td data-label=words.stopped>{number(counts.below_bar)}</td>
    }
}

/// The heads of these cells.
fn heads(words: &'static Words) -> impl IntoView + use<> {
    view! {
        <th scope="col">{words.decisions}</th>
        <th scope="col">{words.explained}</th>
        <th scope="col">{words.differing}</th>
        <th scope="col">{words.violations}</th>
        <th scope="col">{words.contested}</th>
        <th scope="col">{words.overridden}</th>
        <th scope="col">{words.stopped}</th>
    }
}
