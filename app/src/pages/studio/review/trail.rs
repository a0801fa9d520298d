//! Who did what.

use leptos::prelude::*;
use mutual::clock::Timestamp;
use mutual::consent::ActorKind;
use mutual::id::AuditId;
use mutual::port::AuditLine;

use super::Looking;
use crate::{
    pages::{Asked, Page, Stop, draw_of_side},
    place::{AUDIT, Place},
    text::{Review, Text, field_name},
    ui::{said::mail_address, sides::sides},
};

/// Every step of the team; with `side=test` in its address, those that are about test customers.
#[component]
pub(crate) fn AuditPage() -> impl IntoView {
    draw_of_side(audit)
}

async fn audit(asked: Asked) -> Result<Page, Stop> {
    let (actor, role) = asked.staff()?;
    let ctx = &asked.ctx;
    let text = ctx.text();
    let words = text.review;
    let pages = Place::of(AUDIT, ctx);
    let before: Option<AuditId> = asked.parameter("before").and_then(|id| id.parse().ok());
    let looking = Looking {
        ctx,
        actor: &actor,
        role,
        key: "",
        seen: asked.ctx.mutual.engine().now(),
        failed: None,
        typed: None,
    };
    let lines = ctx.mutual.audit(&actor, None, before).await?;
    let older = (lines.len() >= 100)
        .then(|| lines.last().map(|line| line.id))
        .flatten();
    let older = older.map(|id| {
        let href = pages.at("", &format!("before={id}"));
        view! { <p><a href=href>{words.older}</a></p> }
    });
    let newest = before.map(|_| {
        view! { <p><a href=pages.first()>{text.versions.newest}</a></p> }
    });
    let whose = if pages.is_test() {
        words.audit_test
    } else {
        words.audit_live
    };
    let table = table(&looking, lines, true).await?;
    let body = view! {
        <h1>{words.audit}</h1>
        {sides(pages, words.audit_sides, text)}
        <p class="lead">{words.audit_lead}</p>
        <p>{whose}</p>
        {newest}
        {table}
        {older}
    };
    Ok(Page::of_team(
        words.audit.to_owned(),
        role,
        pages.main(),
        body,
    ))
}

/// What was done about one proposition, before a line.
pub(super) async fn about(
    looking: &Looking<'_>,
    before: Option<AuditId>,
) -> Result<impl IntoView + use<>, Stop> {
    let text = looking.ctx.text();
    let words = text.review;
    let mutual = &looking.ctx.mutual;
    let lines = mutual.audit(looking.actor, Some(looking.key), before);
    let lines = lines.await?;
    let page = format!("/studio/{}/publish", looking.key);
    let older = (lines.len() >= 100).then(|| lines.last()).flatten();
    let older = older.map(|line| {
        let href = format!("{page}?done-before={}#trail-t", line.id);
        view! { <p><a href=href>{words.older}</a></p> }
    });
    let newest = before.map(|_| {
        let href = format!("{page}#trail-t");
        view! { <p><a href=href>{text.versions.newest}</a></p> }
    });
    let table = table(looking, lines, false).await?;
    Ok(view! {
        <section class="part" aria-labelledby="trail-t">
            <h2 id="trail-t">{words.history}</h2>
            {newest}
            {table}
            {older}
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
            (None, _) if is_command(&line.what) => words.operator.to_owned(),
            (None, _) => words.by_itself.to_owned(),
        };
        rows.push(row(looking, line, &who, all, words));
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

/// Whether only a command does this where nobody of the team is named as who did it.
fn is_command(what: &str) -> bool {
    what.starts_with("user.") || what == "organisation.changed"
}

/// Why, as people read it: what a step notes for itself, which are names and numbers, and what
/// somebody said of it.
fn reason<'a>(looking: &Looking<'_>, line: &'a AuditLine) -> (String, &'a str) {
    let text = looking.ctx.text();
    let words = text.review;
    // What somebody said of the step stands behind what the step notes for itself.
    let noted = ["draft.approved", "draft.scheduled", "proposition.published"];
    let (said, note) = match line.reason.split_once('\n') {
        Some((said, note)) if noted.contains(&&*line.what) => (said, note),
        _ => (&*line.reason, ""),
    };
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
        "comment.made" | "comment.resolved" if !said.is_empty() => {
            text.studio.form.name(said).map(str::to_owned)
        }
        "organisation.changed" => Some(settings(said, text)),
        "user.made" => {
            let role = said.parse().ok();
            role.map(|role| (text.team.role_name)(role).to_owned())
        }
        "model.registered" | "model.changed" => Some(model(said, text)),
        _ => None,
    };
    (told.unwrap_or_else(|| said.to_owned()), note)
}

/// Both, each set apart from the other: what somebody typed turns no order of what the step notes.
fn why((told, note): (String, &str), text: &'static Text) -> impl IntoView + use<> {
    let between = (!told.is_empty() && !note.is_empty()).then_some(text.semicolon);
    let apart = |said: String| (!said.is_empty()).then(|| view! { <bdi>{said}</bdi> });
    let (told, note) = (apart(told), apart(note.to_owned()));
    view! { <bdi>{told} {between} {note}</bdi> }
}

/// What of the settings is otherwise, as [`mutual::port::Organisation::changes`] notes it.
fn settings(said: &str, text: &'static Text) -> String {
    let words = &text.studio.settings;
    let (fields, sites) = match said.split_once("embed_origins") {
        Some((fields, sites)) => (fields, Some(sites.trim())),
        None => (said, None),
    };
    let told = fields.split(", ").filter_map(|field| match field {
        "name" => Some(words.name),
        "contact_email" => Some(words.email),
        "contact_phone" => Some(words.phone),
        "address" => Some(words.address),
        "data_protection_contact" => Some(words.protection),
        "hue" => Some(words.hue),
        "locales" => Some(words.locales),
        "region" => Some(words.region),
        "time_zone" => Some(words.zone),
        _ => None,
    });
    let sites = sites.map(|sites| format!("{}: {sites}", words.origins));
    let all: Vec<_> = told.map(str::to_owned).chain(sites).collect();
    all.join(text.semicolon)
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
    who: &str,
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
    let why = why(reason(looking, &line), text);
    let about = all.then(|| {
        let about = mail_address(&line.about);
        view! { <td data-label=words.about class="mono">{about}</td> }
    });
    view! {
        <tr>
            <th scope="row"><time datetime=line.at.to_string()>{when}</time></th>
            <td data-label=words.who>{mail_address(who)}</td>
            <td data-label=words.what>{deed}</td>
            {about}
            <td data-label=words.why>{why}</td>
        </tr>
    }
    .into_any()
}
