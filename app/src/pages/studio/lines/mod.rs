//! Red lines in the studio: what holds, what waits for a second person, and drawing them.

mod form;
mod simulated;

use std::collections::BTreeSet;

use leptos::prelude::*;
use mutual::access::Actor;
use mutual::catalogue::{Registry, Slug};
use mutual::guard::{Clash, Effect, RedLines, Stands, Whole, is_idle, left_out, look, whole_lists};
use mutual::port::LineProposal;
use mutual::use_cases::missing_starter_lines;

pub(crate) use form::{LinePage, NewLinePage};

use crate::ui::writer::Writer;
use crate::{
    context::Ctx,
    pages::{Asked, Page, Stop, desk::teams, draw},
    text::Text,
    ui::{
        Icon,
        exchange::purpose_name,
        facts::Facts,
        line_changes::{line_changes, line_does},
        said::{Said, marked, name, within},
    },
};

/// The teams that a line can give cases to: those in whose name somebody decides, and those of lines
/// that wait for a second person.
pub(crate) async fn line_teams(ctx: &Ctx, actor: &Actor) -> Result<BTreeSet<Slug>, Stop> {
    let mut known = teams(ctx).await?;
    let (_, waiting) = ctx.mutual.line_proposals(actor).await?;
    let effects = waiting.into_iter().filter_map(|waits| waits.line);
    known.extend(effects.filter_map(|line| match line.effect {
        Effect::Escalate { team, .. } => Some(team),
        Effect::Deny => None,
    }));
    Ok(known)
}

/// All red lines.
#[component]
pub(crate) fn LinesPage() -> impl IntoView {
    draw(lines)
}

async fn lines(asked: Asked) -> Result<Page, Stop> {
    let (actor, role) = asked.staff()?;
    let ctx = &asked.ctx;
    let text = ctx.text();
    let words = &text.red_lines.office;
    let (lines, waiting) = ctx.mutual.line_proposals(&actor).await?;
    let mut proposals = Vec::new();
    for proposal in &waiting {
        let catalogue = ctx.mutual.catalogue();
        let known = (&*lines, &**catalogue.registry());
        proposals.push(self::proposal(&asked, &actor, proposal, known).await?);
    }
    let waiting = (!proposals.is_empty()).then(|| {
        view! {
            <section class="part" aria-labelledby="waiting-t">
                <h2 id="waiting-t">{words.waiting}</h2>
                <p>{words.waiting_lead}</p>
                {proposals}
            </section>
        }
    });
    let starter = (!missing_starter_lines(&lines).is_empty()).then(|| {
        view! {
            <section class="part" aria-labelledby="starter-t">
                <h2 id="starter-t">{words.starter}</h2>
                <p>{words.starter_lead}</p>
                <form method="post" action="/actions/starter-lines">
                    <Writer/>
                    <input type="hidden" name="sure" value="yes"/>
                    <button type="submit" class="button">{words.starter}</button>
                </form>
            </section>
        }
    });
    let body = view! {
        <div class="page-head">
            <h1>{words.title}</h1>
            <a class="button" href="/studio/red-lines/new">{Icon::Plus.draw()} {words.draw}</a>
        </div>
        <p class="lead">{words.lead}</p>
        {notice(&asked, text)}
        {waiting}
        {table(&asked, &lines)}
        {starter}
    };
    let title = words.title.to_owned();
    Ok(Page::of_team(title, role, "/studio/red-lines", body))
}

/// What came of the step before.
fn notice(asked: &Asked, text: &'static Text) -> Option<AnyView> {
    let words = &text.red_lines.office;
    asked.notice(
        words.failed,
        words.done,
        &["faults", "look", "reason", "simulate"],
    )
}

/// What there is to say of a line beside the others, in sentences that [`marked`] draws.
fn remarks(clashes: &[Clash], whole: &[Whole], text: &Text) -> Vec<String> {
    let words = &text.red_lines.office;
    let one = |clash: &Clash| match clash {
        Clash::Everything => words.everything.to_owned(),
        Clash::Never => words.never_holds.to_owned(),
        Clash::Hidden { by } => (words.hidden)(&name(by.as_str())),
        Clash::Hides { other } => (words.hides)(&name(other.as_str())),
        Clash::Otherwise { other, counts } => {
            (words.otherwise)(&name(other.as_str()), &name(counts.as_str()))
        }
    };
    let list = |list: &Whole| {
        let list = match list {
            Whole::Purposes => words.purposes,
            Whole::Data => words.data,
            Whole::Sensitivities => words.sensitivities,
            Whole::Origins => words.origins,
            Whole::Channels => words.channels,
            Whole::AiUses => words.ai_uses,
        };
        (words.all_picked)(list)
    };
    let whole = whole.iter().map(list);
    clashes.iter().map(one).chain(whole).collect()
}

/// That it says nothing of these purposes, where there are any.
fn says_nothing_of(purposes: &[Slug], registry: &Registry, text: &Text) -> Option<String> {
    let names = purposes.iter();
    let names = names.map(|id| within(&purpose_name(id, registry, text), text));
    let names: Vec<_> = names.collect();
    (!names.is_empty()).then(|| (text.red_lines.office.left_out)(&names.join(text.comma)))
}

fn table(asked: &Asked, lines: &RedLines) -> AnyView {
    let ctx = &asked.ctx;
    let text = ctx.text();
    let words = &text.red_lines.office;
    let (now, catalogue) = (ctx.mutual.engine().now(), ctx.mutual.catalogue());
    let standing: Vec<_> = lines.standing(now).collect();
    if standing.is_empty() {
        return view! { <p class="quiet">{text.red_lines.none}</p> }.into_any();
    }
    let row = |stands: &&Stands| {
        let line = &stands.line;
        let others = standing.iter().map(|other| &*other.line);
        let registry = catalogue.registry();
        let clashes = look(line, others.clone(), registry);
        let whole = whole_lists(&line.when, registry);
        let unsaid = says_nothing_of(&left_out(line, others, registry), registry, text);
        let idle = is_idle(line, &catalogue).then(|| words.idle.to_owned());
        let said = remarks(&clashes, &whole, text)
            .into_iter()
            .chain(idle)
            .chain(unsaid)
            .map(|one| view! { <p>{marked(&one)}</p> });
        let said: Vec<_> = said.collect();
        let said = (!said.is_empty()).then(|| view! { <div>{said}</div> });
        let href = format!("/studio/red-lines/{}", line.key);
        let foreign = (!line.is_written_in(text.lang)).then_some("en");
        let days = if now < stands.from {
            (text.red_lines.coming_new)(&ctx.dates().day(stands.from))
        } else {
            ctx.dates().day(stands.from)
        };
        let until = stands.until.map(|until| {
            let until = (words.holds_until)(&ctx.dates().day(until));
            view! { <p>{until}</p> }
        });
        view! {
            <tr>
                <th scope="row">
                    <a href=href>{Said::new(line.says_in(text.lang), foreign).draw()}</a>
                    <p class="mono small">{line.key.to_string()}</p>
                </th>
                <td data-label=words.does><span>{line_does(&line.effect, text)}</span></td>
                <td data-label=text.red_lines.since>
                    <div>
                        <p><time datetime=stands.from.to_string()>{days}</time></p>
                        {until}
                    </div>
                </td>
                <td data-label=words.remarks class="long">{said}</td>
            </tr>
        }
    };
    let rows = standing.iter().map(row).collect_view();
    view! {
        <div class="table-scroll" tabindex="0" role="region" aria-label=words.title>
            <table class="table table-folds">
                <thead>
                    <tr>
                        <th scope="col">{words.line}</th>
                        <th scope="col">{words.does}</th>
                        <th scope="col">{text.red_lines.since}</th>
                        <th scope="col">{words.remarks}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

/// A proposal: what it would do, and who can agree.
async fn proposal(
    asked: &Asked,
    actor: &Actor,
    proposal: &LineProposal,
    (lines, registry): (&RedLines, &Registry),
) -> Result<AnyView, Stop> {
    let ctx = &asked.ctx;
    let text = ctx.text();
    let (words, now) = (&text.red_lines.office, ctx.mutual.engine().now());
    let name = ctx.mutual.colleague(actor, proposal.by).await?;
    let name = name.unwrap_or_else(|| text.review.nobody.to_owned());
    let by = (words.proposed_by)(&name, &ctx.dates().moment(proposal.at));
    let is = lines.line(&proposal.key, now);
    let was = is.map(|stands| {
        let line = &stands.line;
        let does = line_does(&line.effect, text);
        view! { <p>{text.red_lines.was} ": " <bdi>{line.says.clone()}</bdi> " " {does} "."</p> }
    });
    let would = match &proposal.line {
        Some(line) => {
            let does = line_does(&line.effect, text);
            let says = line.says.clone();
            view! { <p>{text.red_lines.will_be} ": " <bdi>{says}</bdi> " " {does} "."</p> }
                .into_any()
        }
        None => view! { <p>{words.taken_out}</p> }.into_any(),
    };
    let changes = match (is, &proposal.line) {
        (Some(stands), Some(line)) => line_changes(&stands.line, line, registry, text),
        _ => Vec::new(),
    };
    let changes = (!changes.is_empty()).then(|| {
        view! { <h4>{text.red_lines.changes}</h4> <Facts facts=changes/> }
    });
    let from = proposal.from.map(|from| {
        let day = ctx.dates().day(from);
        view! { <p>{words.from} ": " {day}</p> }
    });
    let is_own = matches!(actor, Actor::Staff { account, .. } if *account == proposal.by);
    let moved = lines.revision(&proposal.key) != proposal.seen;
    let says = match (moved, is_own) {
        (true, _) => Some(words.changed_since),
        (false, true) => Some(words.own),
        (false, false) => None,
    };
    let id = proposal.id.to_string();
    let agree = says.is_none().then(|| {
        let id = id.clone();
        view! {
            <form method="post" action="/actions/agree-line">
                <Writer/>
                <input type="hidden" name="proposal" value=id/>
                <button type="submit" class="button button-solid">{words.agree}</button>
            </form>
        }
    });
    let (key, reason) = (proposal.key.to_string(), proposal.reason.clone());
    Ok(view! {
        <section class="red-line">
            <h3 class="mono">{key}</h3>
            <p class="quiet">{by}</p>
            {was}
            {would}
            {changes}
            {from}
            <p>{words.change_reason} ": " <bdi>{reason}</bdi></p>
            {says.map(|says| view! { <p><strong>{says}</strong></p> })}
            <div class="buttons">
                {agree}
                <form method="post" action="/actions/drop-line">
                    <Writer/>
                    <input type="hidden" name="proposal" value=id/>
                    <button type="submit" class="button">{words.drop}</button>
                </form>
            </div>
        </section>
    }
    .into_any())
}
