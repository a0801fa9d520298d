//! Who did what.

use leptos::prelude::*;
use mutual::clock::Timestamp;
use mutual::consent::ActorKind;
use mutual::id::AuditId;
use mutual::port::AuditLine;

use super::Looking;
use crate::{
    pages::{Asked, Page, Stop, draw, studio::page},
    text::{Review, Text, field_name},
};

/// Every step of the team.
#[component]
pub(crate) fn AuditPage() -> impl IntoView {
    draw(audit)
}

async fn audit(asked: Asked) -> Result<Page, Stop> {
    let (actor, role) = asked.staff()?;
    let ctx = &asked.ctx;
    let words = ctx.text().review;
    let before: Option<AuditId> = asked.parameter("before").and_then(|id| id.parse().ok());
    let looking = Looking {
        ctx,
        actor: &actor,
        role,
        key: "",
        seen: asked.ctx.mutual.engine().now(),
        typed: None,
    };
    let lines = ctx.mutual.audit(&actor, None, before).await?;
    let older = (lines.len() >= 100)
        .then(|| lines.last().map(|line| line.id))
        .flatten();
    let older = older.map(|id| {
        let href = format!("/admin/audit?before={id}");
        view! { <p><a href=href>{words.older}</a></p> }
    });
    let table = table(&looking, lines, true).await?;
    let body = view! {
        <h1>{words.audit}</h1>
        <p class="lead">{words.audit_lead}</p>
        {table}
        {older}
    };
    Ok(page(
        words.audit.to_owned(),
        role,
        "/admin/audit",
        body.into_any(),
    ))
}

/// What was done about one proposition.
pub(super) async fn about(looking: &Looking<'_>) -> Result<impl IntoView + use<>, Stop> {
    let words = looking.ctx.text().review;
    let lines = looking
        .ctx
        .mutual
        .audit(looking.actor, Some(looking.key), None)
        .await?;
    let table = table(looking, lines, false).await?;
    Ok(view! {
        <section class="part" aria-labelledby="trail-t">
            <h2 id="trail-t">{words.history}</h2>
            {table}
        </section>
    })
}

async fn table(looking: &Looking<'_>, lines: Vec<AuditLine>, all: bool) -> Result<AnyView, Stop> {
    let words = looking.ctx.text().review;
    if lines.is_empty() {
        return Ok(view! { <p class="quiet">{words.no_lines}</p> }.into_any());
    }
    let mut rows = Vec::new();
    for line in lines {
        let who = line.actor.id.as_deref().and_then(|id| id.parse().ok());
        let who = match (who, line.actor.kind) {
            (Some(account), _) => looking.name(account).await?,
            // A program is named by its id.
            (None, ActorKind::Client) => line.actor.id.clone().unwrap_or_default(),
            (None, _) => words.by_itself.to_owned(),
        };
        rows.push(row(looking, line, who, all, words));
    }
    let about = all.then(|| view! { <th scope="col">{words.about}</th> });
    Ok(view! {
        <div class="table-scroll" tabindex="0" role="region" aria-label=words.history>
            <table class="table table-folds">
                <thead>
                    <tr>
                        <th scope="col">{words.when}</th>
                        <th scope="col">{words.who}</th>
                        <th scope="col">{words.what}</th>
                        {about}
                        <th scope="col">{words.why}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any())
}

/// Why, as people read it: what a step notes for itself are names and numbers.
fn reason(looking: &Looking<'_>, line: &AuditLine) -> String {
    let text = looking.ctx.text();
    let words = text.review;
    let said = &line.reason;
    let told = match &*line.what {
        "draft.approved" if !said.is_empty() => {
            let rules = said.split(", ").map(|one| match one.split_once(' ') {
                Some((rule, field)) => {
                    format!("{rule}{}{}", text.comma, field_name(field, text.studio))
                }
                None => one.to_owned(),
            });
            let rules: Vec<_> = rules.collect();
            Some((words.accepted)(&rules.join(text.semicolon)))
        }
        "proposition.published" => said.parse().ok().map(words.version),
        "draft.scheduled" => {
            let due = Timestamp::parse(said);
            due.map(|due| looking.ctx.dates().moment(due))
        }
        "model.registered" | "model.changed" => Some(model(said, text)),
        _ => None,
    };
    told.unwrap_or_else(|| said.clone())
}

/// What of a model is otherwise, as [`mutual::decision::AiModel::changes`] notes it.
fn model(said: &str, text: &'static Text) -> String {
    let words = text.models;
    // The names of versions are whatever their makers call them, and stand last.
    let (fields, versions) = match said.split_once("versions ") {
        Some((fields, versions)) => (fields, Some(versions)),
        None => (said, None),
    };
    let told = fields.split(", ").filter_map(|field| match field {
        "" => None,
        "name" => Some(words.name.to_owned()),
        "vendor" => Some(words.vendor.to_owned()),
        "task" => Some(words.task.to_owned()),
        "bar none" => Some(words.no_bar.to_owned()),
        other => match *other.split(' ').collect::<Vec<_>>() {
            ["bar", share, below] => {
                let below = below.parse().map(words.below_of).unwrap_or_default();
                let bar = words.bar;
                Some(format!("{bar}: {share} ({below})"))
            }
            _ => Some(other.to_owned()),
        },
    });
    let versions = versions.map(|versions| format!("{}: {versions}", words.versions));
    let all: Vec<_> = told.chain(versions).collect();
    all.join(text.semicolon)
}

fn row(
    looking: &Looking<'_>,
    line: AuditLine,
    who: String,
    all: bool,
    words: &'static Review,
) -> AnyView {
    let when = looking.ctx.dates().moment(line.at);
    let text = looking.ctx.text();
    let deed = (text.registry.deed)(&line.what)
        .or_else(|| (text.desk.deed)(&line.what))
        .or_else(|| (text.red_lines.office.deed)(&line.what))
        .or_else(|| (text.models.deed)(&line.what));
    let deed = deed.unwrap_or_else(|| (words.deed)(&line.what));
    let why = Some(reason(looking, &line)).filter(|why| !why.is_empty());
    let about = all.then(|| {
        let about = line.about.clone();
        view! { <td data-label=words.about class="mono">{about}</td> }
    });
    view! {
        <tr>
            <th scope="row"><time datetime=line.at.to_string()>{when}</time></th>
            <td data-label=words.who>{who}</td>
            <td data-label=words.what>{deed}</td>
            {about}
            <td data-label=words.why><bdi>{why}</bdi></td>
        </tr>
    }
    .into_any()
}
