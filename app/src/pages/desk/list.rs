//! The queue.

use std::collections::BTreeSet;

use leptos::prelude::*;
use mutual::access::Role;
use mutual::catalogue::Slug;
use mutual::clock::Timestamp;
use mutual::guard::{Effect, FRONT_DESK};
use mutual::id::{AccountId, CaseId};
use mutual::port::{CaseFilter, HeldBy};
use mutual::use_cases::{Reading, Seen};

use super::{PAGE, about, account, notice, outcome, team_name};
use crate::{
    context::Ctx,
    pages::{Asked, Page, Stop, draw},
    text::Desk as Words,
};

/// How many stand on one page.
const LINES: u32 = 25;
/// The lists, by their name in the address.
const SHOWS: [&str; 4] = ["all", "mine", "free", "decided"];

/// What waits, or what was decided.
#[component]
pub(crate) fn DeskPage() -> impl IntoView {
    draw(list)
}

async fn list(asked: Asked) -> Result<Page, Stop> {
    let (actor, role) = asked.staff()?;
    let ctx = &asked.ctx;
    let text = ctx.text();
    let words = text.desk;
    let me = account(&actor);
    let wanted = asked.parameter("show").unwrap_or_default();
    let show = SHOWS.into_iter().find(|show| *show == wanted);
    let show = show.unwrap_or("all");
    let filter = CaseFilter {
        decided: show == "decided",
        held_by: match (show, me) {
            ("mine", Some(me)) => HeldBy::Account(me),
            ("free", _) => HeldBy::Nobody,
            _ => HeldBy::Anybody,
        },
        team: asked.parameter("team").and_then(|team| team.parse().ok()),
        ..CaseFilter::default()
    };
    let after = asked.parameter("after").and_then(cursor);
    let cases = ctx.mutual.cases();
    let (seen, more) = cases.queue(&actor, &filter, after, LINES).await?;
    let now = ctx.mutual.engine().now();
    let teams = teams(ctx).await?;
    let shown = if seen.is_empty() {
        view! { <div class="part"><p>{words.none}</p></div> }.into_any()
    } else {
        table(&seen, show, me, now, ctx).into_any()
    };
    let last = seen.last().filter(|_| more).map(|last| {
        let end = last.row.end.as_ref().filter(|_| filter.decided);
        let at = end.map_or(last.row.opened.due_at, |end| end.at);
        let href = format!(
            "{}&after={}.{}",
            shows(show, filter.team.as_ref()),
            at.as_millis(),
            last.row.id()
        );
        view! { <a href=href rel="next">{words.older}</a> }
    });
    let newest = after.map(|_| {
        let href = shows(show, filter.team.as_ref());
        view! { <a href=href>{words.newest}</a> }
    });
    let pager = (last.is_some() || newest.is_some()).then(|| {
        view! { <nav class="pager" aria-label=words.pages>{newest} {last}</nav> }
    });
    let body = view! {
        <h1>{words.title}</h1>
        <p class="lead">{words.lead}</p>
        {notice(&asked, text)}
        {filters(show, filter.team.as_ref(), words)}
        {of_teams(show, filter.team.as_ref(), &teams, words)}
        {shown}
        {pager}
        {links(role, words)}
    };
    Ok(Page::of_team(words.title.to_owned(), role, PAGE, body))
}

fn links(role: Role, words: &'static Words) -> impl IntoView + use<> {
    let figures = matches!(role, Role::Reviewer | Role::Admin)
        .then(|| view! { <a class="button" href="/desk/figures">{words.figures}</a> });
    let rules = (role == Role::Admin)
        .then(|| view! { <a class="button" href="/desk/rules">{words.rules}</a> });
    (figures.is_some() || rules.is_some())
        .then(|| view! { <p class="part buttons">{figures} {rules}</p> })
}

/// The address of a list.
fn shows(show: &str, team: Option<&Slug>) -> String {
    let team = team.map_or_else(String::new, |team| format!("&team={team}"));
    format!("{PAGE}?show={show}{team}")
}

/// The teams in whose name somebody decides: those with rules, and those that lines give cases to, or
/// will from a day on that is decided.
pub(crate) async fn teams(ctx: &Ctx) -> Result<BTreeSet<Slug>, Stop> {
    let known = ctx.mutual.cases().rules().await.map_err(Reading::from)?;
    let mut teams: BTreeSet<Slug> = known.teams.keys().cloned().collect();
    teams.extend(FRONT_DESK.parse::<Slug>());
    let (catalogue, now) = (ctx.mutual.catalogue(), ctx.mutual.engine().now());
    let lines = catalogue.red_lines();
    let standing = lines.standing(now).map(|stands| &stands.line);
    let coming = lines.coming(now).filter_map(|(.., line)| line);
    for line in standing.chain(coming) {
        if let Effect::Escalate { team, .. } = &line.effect {
            teams.insert(team.clone());
        }
    }
    Ok(teams)
}

/// The same list of one team; nothing where there is but one.
fn of_teams(
    show: &'static str,
    picked: Option<&Slug>,
    teams: &BTreeSet<Slug>,
    words: &'static Words,
) -> Option<impl IntoView + use<>> {
    if teams.len() < 2 && picked.is_none() {
        return None;
    }
    let link = |team: Option<&Slug>| {
        let current = (team == picked).then_some("true");
        let name = team.map_or_else(|| words.all_teams.to_owned(), |team| team_name(team, words));
        view! { <li><a href=shows(show, team) aria-current=current><bdi>{name}</bdi></a></li> }
    };
    let all = std::iter::once(None).chain(teams.iter().map(Some));
    let links: Vec<_> = all.map(link).collect();
    Some(view! { <nav class="filters" aria-label=words.team><ul>{links}</ul></nav> })
}

fn filters(
    show: &'static str,
    team: Option<&Slug>,
    words: &'static Words,
) -> impl IntoView + use<> {
    let links = SHOWS.map(|one| {
        let current = (one == show).then_some("true");
        let href = shows(one, team);
        view! { <li><a href=href aria-current=current>{(words.show)(one)}</a></li> }
    });
    view! {
        <nav class="filters" aria-label=words.filters>
            <ul>{links.collect_view()}</ul>
        </nav>
    }
}

fn table(
    seen: &[Seen],
    show: &'static str,
    me: Option<AccountId>,
    now: Timestamp,
    ctx: &Ctx,
) -> impl IntoView + use<> {
    let words = ctx.text().desk;
    let rows = seen.iter().map(|seen| row(seen, me, now, ctx));
    view! {
        <div class="table-scroll" tabindex="0" role="region" aria-label=(words.show)(show)>
            <table class="table table-folds">
                <thead>
                    <tr>
                        <th scope="col">{words.case}</th>
                        <th scope="col">{words.due}</th>
                        <th scope="col">{words.customer}</th>
                        <th scope="col">{words.team}</th>
                        <th scope="col">{words.with}</th>
                        <th scope="col">{words.state}</th>
                    </tr>
                </thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </div>
    }
}

fn row(seen: &Seen, me: Option<AccountId>, now: Timestamp, ctx: &Ctx) -> impl IntoView + use<> {
    let (words, dates) = (ctx.text().desk, ctx.dates());
    let row = &seen.row;
    let href = format!("{PAGE}/{}", row.id());
    let about = about(row, ctx);
    let due = dates.moment(row.opened.due_at);
    let due = if row.end.is_none() && row.opened.due_at <= now {
        (words.overdue)(&due)
    } else {
        due
    };
    let with = match row.desk.holder {
        Some(holder) if Some(holder) == me => words.you.to_owned(),
        _ => seen
            .holder
            .clone()
            .unwrap_or_else(|| words.nobody.to_owned()),
    };
    view! {
        <tr>
            <th scope="row">
                <a href=href>{(words.kind)(row.kind())}</a>
                <span class="case-about"><bdi>{about}</bdi></span>
            </th>
            <td data-label=words.due>{due}</td>
            <td data-label=words.customer><bdi>{name(seen)}</bdi></td>
            <td data-label=words.team><bdi>{team_name(&row.opened.team, words)}</bdi></td>
            <td data-label=words.with><bdi>{with}</bdi></td>
            <td data-label=words.state>{state(seen, words)}</td>
        </tr>
    }
}

/// What the organisation calls a customer.
pub(super) fn name(seen: &Seen) -> String {
    let customer = seen.customer.as_ref();
    let name = customer.and_then(|customer| customer.identifiers.first());
    name.map_or_else(|| seen.row.customer().to_string(), ToString::to_string)
}

fn state(seen: &Seen, words: &'static Words) -> Option<&'static str> {
    let row = &seen.row;
    match &row.end {
        Some(end) if end.decided.timed_out => Some(words.timed_out),
        Some(end) => Some(outcome(row.kind(), end.decided.outcome, words)),
        None if row.desk.taken.is_some() => Some(words.going),
        None if row.desk.first.is_some() => Some(words.second),
        None => None,
    }
}

/// Where a page of the list ended.
fn cursor(text: &str) -> Option<(Timestamp, CaseId)> {
    let (millis, id) = text.split_once('.')?;
    let at = Timestamp::from_millis(millis.parse().ok()?);
    Some((at, id.parse().ok()?))
}
