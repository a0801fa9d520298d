//! Every version of a proposition: what it says, what became of it, and how any two differ.

use std::sync::Arc;

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use mutual::access::Actor;
use mutual::catalogue::{Registry, Version, compare};
use mutual::consent::{ActorKind, ActorRef};
use mutual::id::AccountId;
use mutual::use_cases::{ToldVersion, VersionFate, Versions};

use super::{
    review::{card, changes},
    writes,
};
use crate::{
    context::Ctx,
    pages::{Asked, Page, Stop, draw},
    text::Text,
    ui::{
        Icon,
        badge::{Badge, Tone},
        diff::Diff,
        field::{Field, Pick, SelectBox},
    },
};

/// The versions of one proposition.
#[component]
pub(crate) fn VersionsPage() -> impl IntoView {
    let key = use_params_map()
        .with_untracked(|params| params.get("key"))
        .unwrap_or_default();
    draw(|asked| versions(asked, key))
}

/// Who looks, and at what.
struct Looking<'a> {
    ctx: &'a Ctx,
    actor: &'a Actor,
    key: &'a str,
}

impl Looking<'_> {
    async fn person(&self, id: AccountId) -> Result<String, Stop> {
        let name = self.ctx.mutual.colleague(self.actor, id).await?;
        Ok(name.unwrap_or_else(|| self.ctx.text().review.nobody.to_owned()))
    }

    /// How whoever did it is called; `None` for the installation itself.
    async fn name(&self, by: &ActorRef) -> Result<Option<String>, Stop> {
        let account = by.id.as_deref().and_then(|id| id.parse().ok());
        Ok(match (account, by.kind) {
            (Some(account), _) => Some(self.person(account).await?),
            // A program is named by its id.
            (None, ActorKind::Client) => by.id.clone(),
            (None, _) => None,
        })
    }

    fn version(&self, number: &str) -> Option<(Arc<Version>, Arc<Registry>)> {
        let number = number.parse().ok()?;
        let found = self.ctx.mutual.version(self.actor, self.key, number);
        found.ok()
    }
}

async fn versions(asked: Asked, key: String) -> Result<Page, Stop> {
    let (actor, role) = asked.staff()?;
    let ctx = &asked.ctx;
    let text = ctx.text();
    let words = text.versions;
    let before = asked.parameter("before").and_then(|n| n.parse().ok());
    let Versions { told, more } = ctx.mutual.versions(&actor, &key, before).await?;
    let looking = Looking {
        ctx,
        actor: &actor,
        key: &key,
    };
    let catalogue = ctx.mutual.catalogue();
    let known = catalogue.proposition(&key);
    let title = known.and_then(|known| known.newest());
    let title = title.map_or_else(|| key.clone(), |newest| newest.document.title.clone());
    let older = told.last().filter(|_| more).map(|oldest| {
        let href = format!(
            "/studio/{key}/versions?before={}#list-t",
            oldest.version.number
        );
        view! { <p><a href=href>{words.older}</a></p> }
    });
    let newest = before.map(|_| {
        let href = format!("/studio/{key}/versions#list-t");
        view! { <p><a href=href>{words.newest}</a></p> }
    });
    let mut rows = Vec::new();
    for version in told {
        rows.push(row(&looking, version).await?);
    }
    let numbers = known.into_iter().flat_map(|known| known.versions());
    let numbers: Vec<_> = numbers.map(|version| version.number).rev().collect();
    let asked_for = |name| asked.parameter(name).and_then(|n| looking.version(n));
    let pair = asked_for("from").zip(asked_for("to"));
    let numbered = |pair: &(Arc<Version>, Arc<Registry>)| pair.0.number;
    let chosen = pair
        .as_ref()
        .map(|(one, other)| (numbered(one), numbered(other)));
    let comparing = (numbers.len() > 1).then(|| form(&key, &numbers, chosen, text));
    let differing = pair.map(|((one, _), (other, registry))| differ(&one, &other, &registry, text));
    let read = asked_for("version");
    let read = read.map(|(version, registry)| whole(&asked, &key, &version, &registry));
    let heading = (words.title)(&title);
    let publish = format!("/studio/{key}/publish");
    let draft = writes(role).then(|| {
        let href = format!("/studio/{key}");
        view! { " · " <a href=href>{text.studio.back_to_draft}</a> }
    });
    let body = view! {
        <a class="back" href="/studio">{Icon::Back.draw()} {text.studio.all}</a>
        <h1>{heading.clone()}</h1>
        <p class="lead">{words.lead}</p>
        <p>
            <a href=publish>{text.review.go_to}</a>
            {draft}
        </p>
        {read}
        {comparing}
        {differing}
        <section class="part" aria-labelledby="list-t">
            <h2 id="list-t">{words.link}</h2>
            {newest}
            <div class="table-scroll" tabindex="0" role="region" aria-label=heading.clone()>
                <table class="table table-folds">
                    <thead>
                        <tr>
                            <th scope="col">{words.column}</th>
                            <th scope="col">{words.state}</th>
                            <th scope="col">{words.from}</th>
                            <th scope="col">{words.who}</th>
                            <th scope="col">{words.why}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            {older}
        </section>
    };
    Ok(Page::of_team(heading, role, "", body))
}

/// One version: its number leads to its text.
async fn row(looking: &Looking<'_>, told: ToldVersion) -> Result<AnyView, Stop> {
    let text = looking.ctx.text();
    let words = text.versions;
    let dates = looking.ctx.dates();
    let ToldVersion {
        version,
        fate,
        by,
        approved_by,
    } = told;
    let (tone, state, end, stopped) = match fate {
        VersionFate::Live => (Tone::Live, words.live, None, String::new()),
        VersionFate::Superseded { at, by } => {
            let end = (words.superseded_by)(by, &dates.moment(at));
            (Tone::Past, words.superseded, Some(end), String::new())
        }
        VersionFate::Stopped { at, by, reason } => {
            let who = looking.name(&by).await?;
            let who = who.unwrap_or_else(|| text.review.by_itself.to_owned());
            let end = (words.stopped_by)(&who, &dates.moment(at));
            (Tone::Past, words.stopped, Some(end), reason)
        }
    };
    let end = end.map(|end| view! { <span class="history-note"><bdi>{end}</bdi></span> });
    let by = match looking.name(&by).await? {
        Some(name) => (words.put_live_by)(&name),
        // What somebody approved went live when its moment came; what nobody did, a command brought.
        None if approved_by.is_some() => words.by_itself.to_owned(),
        None => (words.put_live_by)(text.review.operator),
    };
    let approved = match approved_by {
        Some(id) => {
            let said = (words.approved_by)(&looking.person(id).await?);
            Some(view! { <span class="history-note"><bdi>{said}</bdi></span> })
        }
        None => None,
    };
    let number = version.number;
    let href = format!("/studio/{}/versions?version={number}#read-t", looking.key);
    let at = version.published_at;
    let note = version.document.change_note.clone().unwrap_or_default();
    let class = if number == 1 {
        words.first
    } else {
        (text.review.class_name)(version.class)
    };
    let stopped = (!stopped.is_empty()).then(|| view! { <span dir="auto">{stopped}</span> });
    Ok(view! {
        <tr>
            <th scope="row"><a href=href>{(words.version)(number)}</a></th>
            <td data-label=words.state><div><Badge tone=tone word=state.to_owned()/> {end} {stopped}</div></td>
            <td data-label=words.from>
                <time datetime=at.to_string()>{dates.moment(at)}</time>
            </td>
            <td data-label=words.who><div><bdi>{by}</bdi> {approved}</div></td>
            <td data-label=words.why>
                <div><span dir="auto">{note}</span> <span class="history-note">{class}</span></div>
            </td>
        </tr>
    }
    .into_any())
}

/// Which two to compare; at first the newest with the one before.
fn form(
    key: &str,
    numbers: &[u32],
    chosen: Option<(u32, u32)>,
    text: &'static Text,
) -> impl IntoView + use<> {
    let words = text.versions;
    let newest = numbers.first().copied().unwrap_or(1);
    let (from, to) = chosen.unwrap_or((newest.saturating_sub(1), newest));
    let pick = |name: &'static str, label: &'static str, value: u32| {
        let picks = numbers
            .iter()
            .map(|n| Pick::new(n.to_string(), (words.version)(*n)));
        let field = Field::new(name, label).width("field-short");
        view! { <SelectBox field=field value=value.to_string() picks=picks.collect()/> }
    };
    let action = format!("/studio/{key}/versions#differ-t");
    view! {
        <section class="part" aria-labelledby="compare-t">
            <h2 id="compare-t">{words.compare}</h2>
            <form class="preview-form" method="get" action=action>
                {pick("from", words.earlier, from)}
                {pick("to", words.later, to)}
                <button type="submit" class="button">{words.show}</button>
            </form>
        </section>
    }
}

/// What is otherwise from `one` to `other`, and what such a change is to customers.
fn differ(
    one: &Version,
    other: &Version,
    registry: &Registry,
    text: &'static Text,
) -> impl IntoView + use<> {
    let words = text.versions;
    let (class, differences) = compare(Some(&one.document), &other.document);
    let labels = [one.number, other.number].map(|number| (words.version)(number));
    let title = (words.differ)(one.number, other.number);
    let lines = changes::differing(&one.document, &other.document, registry, text);
    let inside = if lines.is_empty() && differences.is_empty() {
        view! { <p>{words.alike}</p> }.into_any()
    } else {
        let (what, _) = (text.studio.class)(class);
        let said = changes::said(&differences, registry, text);
        let diff =
            (!lines.is_empty()).then(|| view! { <Diff lines=lines labels=labels text=text/> });
        view! { <p><strong>{what}</strong></p> {said} {diff} }.into_any()
    };
    view! {
        <section class="part" aria-labelledby="differ-t">
            <h2 id="differ-t">{title}</h2>
            {inside}
        </section>
    }
}

/// All that one version says, and the card that customers got of it.
fn whole(
    asked: &Asked,
    key: &str,
    version: &Version,
    registry: &Registry,
) -> impl IntoView + use<> {
    let text = asked.ctx.text();
    let title = (text.versions.version)(version.number);
    let lines = changes::lines(&version.document, registry, text);
    let view = card::CardLook::default();
    let card = card::Shown::of(asked, key, &version.document, &view).card();
    view! {
        <section class="part" aria-labelledby="read-t">
            <h2 id="read-t">{title}</h2>
            {lines}
            <h3 id="card-t">{text.review.card}</h3>
            {card}
        </section>
    }
}
