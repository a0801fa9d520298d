//! A draft's way to the customers: what it would do, the next step, what the team says about it, and
//! the stop.

pub(super) mod card;
pub(super) mod changes;
mod steps;
mod talk;
mod trail;

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use mutual::access::{Actor, Role};
use mutual::catalogue::{Proposition, Registry};
use mutual::clock::Timestamp;
use mutual::id::AccountId;
use mutual::lint::{Finding, Level, blocks};
use mutual::port::{Draft, Stage};
use mutual::use_cases::Preview;
use serde_json::Value;

pub use card::CardLook;
pub(crate) use trail::AuditPage;

use super::{named, writes};
use crate::{
    context::Ctx,
    draft::DraftForm,
    pages::{Asked, Page, Problem, Stop, draw},
    text::{Text, capital, field_name},
    ui::{
        Icon,
        field::{Field, editor_id, field_id},
        findings::Findings,
        notice::{Notice, NoticeKind},
    },
};

/// Who looks, and at what.
struct Looking<'a> {
    ctx: &'a Ctx,
    actor: &'a Actor,
    role: Role,
    key: &'a str,
    /// The moment from which on all of it is read.
    seen: Timestamp,
    /// Which step was not taken, as the address names it.
    failed: Option<String>,
    /// What somebody typed for it.
    typed: Option<String>,
}

impl Looking<'_> {
    /// What was typed for that step.
    fn typed(&self, step: &str) -> String {
        let typed = self
            .typed
            .as_ref()
            .filter(|_| self.failed.as_deref() == Some(step));
        typed.cloned().unwrap_or_default()
    }

    /// The field of that step, with what is wrong with it where that step was not taken.
    fn at_fault(&self, mut field: Field, step: &str) -> Field {
        let failed = self.failed.as_deref().filter(|failed| *failed == step);
        let said = failed.and_then(self.ctx.text().review.failed);
        field.fault = said.map(str::to_owned);
        field
    }

    /// How a colleague is called.
    async fn name(&self, id: AccountId) -> Result<String, Stop> {
        let name = self.ctx.mutual.colleague(self.actor, id).await?;
        Ok(name.unwrap_or_else(|| self.ctx.text().review.nobody.to_owned()))
    }

    /// Whether this person wrote any of it.
    fn wrote(&self, draft: &Draft) -> bool {
        match self.actor {
            Actor::Staff { account, .. } => draft.writers.contains(account),
            _ => false,
        }
    }
}

/// The last looks before a version goes live.
#[component]
pub(crate) fn ReviewPage() -> impl IntoView {
    let key = use_params_map()
        .with_untracked(|params| params.get("key"))
        .unwrap_or_default();
    draw(|asked| review(asked, key))
}

async fn review(asked: Asked, key: String) -> Result<Page, Stop> {
    let seen = asked.ctx.mutual.engine().now();
    let (actor, role) = asked.staff()?;
    let ctx = &asked.ctx;
    let text = ctx.text();
    let (words, review) = (text.studio, text.review);
    let draft = ctx.mutual.draft(&actor, &key).await?;
    let catalogue = ctx.mutual.catalogue();
    let known = catalogue.proposition(&key);
    if draft.is_none() && known.is_none() {
        return Err(Problem::Absent.into());
    }
    let failed = asked.parameter("failed").map(str::to_owned);
    let typed = asked.note().await;
    let looking = Looking {
        ctx,
        actor: &actor,
        role,
        key: &key,
        seen,
        failed: failed.clone(),
        typed,
    };
    let title = title(&key, draft.as_ref(), known.map(AsRef::as_ref));
    let lead = lead(&looking, draft.as_ref(), known.map(AsRef::as_ref)).await?;
    let before = asked.parameter("said-before");
    let before = before.and_then(|id| id.parse().ok());
    let talk = ctx.mutual.comments(&actor, &key, before).await?;
    let lines_before = asked.parameter("done-before");
    let lines_before = lines_before.and_then(|id| id.parse().ok());
    let inside = match &draft {
        Some(draft) => {
            let known = known.map(AsRef::as_ref);
            Some(inside(&looking, &asked, draft, known, talk.open).await?)
        }
        None => None,
    };
    let talk = talk::comments(&looking, draft.is_some(), talk).await?;
    let trail = trail::about(&looking, lines_before).await?;
    let stop = match known.and_then(|known| known.live()) {
        Some(_) => Some(steps::stop(&looking, ctx.mutual.on_now(&actor, &key)?)),
        None => None,
    };
    let back = if writes(role) {
        (format!("/studio/{key}"), words.back_to_draft)
    } else {
        ("/studio".to_owned(), words.all)
    };
    let notice = notice(&asked, failed.as_deref());
    let all_versions = known.map(|_| {
        let href = format!("/studio/{key}/versions");
        view! { <p><a href=href>{text.versions.link}</a></p> }
    });
    let heading = (review.title)(&title);
    let body = view! {
        <a class="back" href=back.0>{Icon::Back.draw()} {back.1}</a>
        <h1>{heading.clone()}</h1>
        <p class="lead">{lead}</p>
        {all_versions}
        {notice}
        {inside}
        {talk}
        {trail}
        {stop}
    };
    Ok(Page::of_team(heading, role, "", body))
}

fn title(key: &str, draft: Option<&Draft>, known: Option<&Proposition>) -> String {
    let drafted = draft.map(|draft| {
        let content: Value = serde_json::from_str(&draft.content).unwrap_or_default();
        DraftForm::read(&content).title
    });
    let newest = known.and_then(|known| known.newest());
    let title = drafted.or_else(|| newest.map(|newest| newest.document.title.clone()));
    let title = title.filter(|title| !title.is_empty());
    title.unwrap_or_else(|| key.to_owned())
}

/// What came of the step before.
fn notice(asked: &Asked, failed: Option<&str>) -> Option<AnyView> {
    let text = asked.ctx.text();
    let (kind, said) = match (failed, asked.parameter("done")) {
        // The page itself begins with what is at fault.
        (Some("faults"), _) => return None,
        (Some("terms"), _) => (NoticeKind::Fault, text.registry.moved_since_approval),
        (Some(why), _) => {
            let said = (text.review.failed)(why);
            (NoticeKind::Fault, said.unwrap_or(text.entry.away))
        }
        (None, Some(done)) => (NoticeKind::Done, (text.review.done)(done)?),
        (None, None) => return None,
    };
    // What is to be put right stands further down.
    let link = failed.and_then(|why| match why {
        "accepted" | "comment" | "due" | "field" | "reason" => Some(field_id(why)),
        note if note.starts_with("note-") => Some(field_id(note)),
        "stop" => Some(field_id("stop_reason")),
        _ => None,
    });
    let link = link.map(|id| (format!("#{id}"), text.review.go_there));
    Some(view! { <Notice kind=kind text=said link=link/> }.into_any())
}

/// How far it is, in a sentence.
async fn lead(
    looking: &Looking<'_>,
    draft: Option<&Draft>,
    known: Option<&Proposition>,
) -> Result<String, Stop> {
    let words = looking.ctx.text().review;
    let dates = looking.ctx.dates();
    let Some(draft) = draft else {
        let stopped = known.and_then(|known| known.retired_at());
        let newest = known.and_then(|known| known.newest());
        return Ok(match stopped {
            Some(at) => (words.stopped)(&dates.moment(at)),
            None => (words.no_draft)(newest.map_or(0, |newest| newest.number)),
        });
    };
    Ok(match &draft.stage {
        Stage::Writing => words.writing.to_owned(),
        Stage::InReview { by, at } => {
            (words.in_review)(&looking.name(*by).await?, &dates.moment(*at))
        }
        Stage::Approved { by, at, .. } => {
            (words.approved)(&looking.name(*by).await?, &dates.moment(*at))
        }
        Stage::Scheduled {
            approved_by, due, ..
        } => (words.scheduled)(&looking.name(*approved_by).await?, &dates.moment(*due)),
    })
}

/// What publishing the draft would do, and the next step; or what must be mended first.
async fn inside(
    looking: &Looking<'_>,
    asked: &Asked,
    draft: &Draft,
    known: Option<&Proposition>,
    open: u64,
) -> Result<AnyView, Stop> {
    let ctx = looking.ctx;
    let view = card::CardLook::of(asked);
    let text = ctx.text();
    let preview = ctx.mutual.preview(looking.actor, looking.key).await?;
    let catalogue = ctx.mutual.catalogue();
    let registry = catalogue.registry();
    let content: Value = serde_json::from_str(&draft.content).unwrap_or_default();
    let form = DraftForm::read(&content);
    let faults = faults(&form, &preview, registry, text);
    let live = known.and_then(|known| known.live());
    let blocked = blocks(&preview.findings);
    let found = preview.findings.clone();
    let draft_page = writes(looking.role).then(|| format!("/studio/{}", looking.key));
    let findings = view! {
        <section class="part" aria-labelledby="findings-t">
            <h2 id="findings-t">{text.review.findings}</h2>
            <p>{text.review.findings_lead}</p>
            <Findings findings=found document=content fields=draft_page text=text/>
        </section>
    };
    Ok(match (&preview.document, faults.is_empty()) {
        (Some(document), true) if !blocked => {
            let old = live.or_else(|| known?.newest());
            let old = old.map(|old| &old.document);
            let number = known.and_then(|known| known.newest());
            let number = number.map_or(1, |newest| newest.number + 1);
            let impact = ctx.mutual.impact(looking.actor, looking.key).await?;
            let what = changes::what_it_does(&preview, old, document, registry, text);
            let what = view! { {what} {changes::concerns(impact, text)} };
            let next = steps::next(looking, draft, &preview, number, open);
            let card = card::card(card::Shown::of(asked, looking.key, document, &view));
            view! { {what} {card} {findings} {next} }.into_any()
        }
        _ => {
            let next = steps::mend_first(looking, draft);
            let mend = mend(&faults, &preview.findings, looking, text);
            let card = preview.document.as_ref().and_then(|document| {
                card::card(card::Shown::of(asked, looking.key, document, &view))
            });
            view! { {mend} {card} {findings} {next} }.into_any()
        }
    })
}

/// What must be mended, each as its field and a sentence.
fn faults(
    form: &DraftForm,
    preview: &Preview,
    registry: &Registry,
    text: &Text,
) -> Vec<(String, String)> {
    if preview.document.is_none() {
        return form.all_faults(registry, text);
    }
    let faults = preview.faults.iter();
    faults
        .map(|fault| (fault.field.clone(), text.fault(&fault.message)))
        .collect()
}

/// Everything that stands in the way, each line with a link to its field; for whoever does not write,
/// what the linter blocks leads to where all findings stand.
fn mend(
    faults: &[(String, String)],
    findings: &[Finding],
    looking: &Looking<'_>,
    text: &'static Text,
) -> impl IntoView + use<> {
    let words = text.studio;
    let draft = writes(looking.role).then(|| format!("/studio/{}", looking.key));
    let at_fault: Vec<_> = faults.iter().map(|(field, _)| editor_id(field)).collect();
    let faults = faults.iter().map(|(field, message)| {
        let said = named(field, message, words);
        let page = draft.as_ref();
        let href = page.map(|page| format!("{page}?mend=yes#{}", editor_id(field)));
        reason(href, said)
    });
    // One thing in the way of a field is one line.
    let is_said = |found: &&Finding| at_fault.contains(&editor_id(&found.field));
    let blocking = findings.iter().filter(|found| found.level == Level::Block);
    let blocking = blocking.filter(|found| !is_said(found));
    let blocking = blocking.map(|found| {
        let name = capital(&field_name(&found.field, words));
        let href = match &draft {
            Some(page) => format!("{page}#{}", editor_id(&found.field)),
            None => "#findings-t".to_owned(),
        };
        reason(
            Some(href),
            format!("{name}: {}", found.message(text.tongue)),
        )
    });
    let reasons: Vec<_> = faults.chain(blocking).collect();
    view! {
        <div class="error-summary" role="alert">
            <h2>{words.cannot}</h2>
            <ul>{reasons}</ul>
        </div>
    }
}

fn reason(href: Option<String>, said: String) -> AnyView {
    match href {
        Some(href) => view! { <li><a href=href dir="auto">{said}</a></li> }.into_any(),
        None => view! { <li dir="auto">{said}</li> }.into_any(),
    }
}
