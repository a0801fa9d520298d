//! A draft's way to the customers: what it would do, the next step, what the team says about it, and
//! the stop.

pub(super) mod card;
mod changes;
mod steps;
mod talk;
mod trail;

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use mutual::access::{Actor, Role};
use mutual::catalogue::{Proposition, Registry};
use mutual::clock::Timestamp;
use mutual::id::AccountId;
use mutual::lint::blocks;
use mutual::port::{Draft, Stage};
use mutual::use_cases::Preview;
use serde_json::Value;

pub(crate) use trail::AuditPage;

use super::{named, page, writes};
use crate::{
    context::Ctx,
    draft::DraftForm,
    pages::{Asked, Page, Problem, Stop, draw},
    text::{Studio, sentence},
    ui::{
        Icon,
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
    /// What somebody typed for a step that was not taken, and which.
    typed: Option<(String, String)>,
}

impl Looking<'_> {
    /// What was typed for that step.
    fn typed(&self, step: &str) -> String {
        let typed = self.typed.as_ref().filter(|(why, _)| why == step);
        typed.map(|(_, text)| text.clone()).unwrap_or_default()
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
    let typed = match &failed {
        Some(why) => ctx
            .door
            .take_flash()
            .await
            .map(|typed| (why.clone(), typed)),
        None => None,
    };
    let looking = Looking {
        ctx,
        actor: &actor,
        role,
        key: &key,
        seen,
        typed,
    };
    let title = title(&key, draft.as_ref(), known.map(AsRef::as_ref));
    let lead = lead(&looking, draft.as_ref(), known.map(AsRef::as_ref)).await?;
    let inside = match &draft {
        Some(draft) => {
            let view = card::View::of(&asked);
            Some(inside(&looking, draft, known.map(AsRef::as_ref), &view).await?)
        }
        None => None,
    };
    let talk = match &draft {
        Some(draft) => {
            let before = asked.parameter("said-before");
            let before = before.and_then(|id| id.parse().ok());
            Some(talk::comments(&looking, draft, before).await?)
        }
        None => None,
    };
    let trail = trail::about(&looking).await?;
    let stop = known
        .and_then(|known| known.live())
        .map(|_| steps::stop(&looking, ctx.mutual.engine().count_on(&key).0));
    let back = if writes(role) {
        (format!("/studio/{key}"), words.back_to_draft)
    } else {
        ("/studio".to_owned(), words.all)
    };
    let notice = notice(&asked, failed.as_deref());
    let heading = (review.title)(&title);
    let body = view! {
        <a class="back" href=back.0>{Icon::Back.draw()} {back.1}</a>
        <h1>{heading.clone()}</h1>
        <p class="lead">{lead}</p>
        {notice}
        {inside}
        {talk}
        {trail}
        {stop}
    };
    Ok(page(heading, role, "", body.into_any()))
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
        (Some("faults"), _) => (NoticeKind::Fault, text.studio.cannot),
        (Some("terms"), _) => (NoticeKind::Fault, text.registry.moved_since_approval),
        (Some(why), _) => {
            let said = (text.review.failed)(why);
            (NoticeKind::Fault, said.unwrap_or(text.entry.away))
        }
        (None, Some(done)) => (NoticeKind::Done, (text.review.done)(done)?),
        (None, None) => return None,
    };
    Some(view! { <Notice kind=kind text=said/> }.into_any())
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
    draft: &Draft,
    known: Option<&Proposition>,
    view: &card::View,
) -> Result<AnyView, Stop> {
    let ctx = looking.ctx;
    let text = ctx.text();
    let preview = ctx.mutual.preview(looking.actor, looking.key).await?;
    let catalogue = ctx.mutual.catalogue();
    let registry = catalogue.registry();
    let content: Value = serde_json::from_str(&draft.content).unwrap_or_default();
    let form = DraftForm::read(&content);
    let faults = faults(&form, &preview, registry, text.studio);
    let live = known.and_then(|known| known.live());
    let blocked = blocks(&preview.findings);
    let found = preview.findings.clone();
    let findings = view! {
        <section class="part" aria-labelledby="findings-t">
            <h2 id="findings-t">{text.review.findings}</h2>
            <p>{text.review.findings_lead}</p>
            <Findings findings=found here=false text=text/>
        </section>
    };
    Ok(match (&preview.document, faults.is_empty()) {
        (Some(document), true) if !blocked => {
            let old = live.or_else(|| known?.newest());
            let old = old.map(|old| &old.document);
            let number = known.and_then(|known| known.newest());
            let number = number.map_or(1, |newest| newest.number + 1);
            let impact = match old {
                Some(_) => Some(ctx.mutual.impact(looking.actor, looking.key).await?),
                None => None,
            };
            let what = changes::what_it_does(&preview, old, document, registry, text);
            let what = view! { {what} {impact.map(|impact| changes::concerns(impact, text))} };
            let next = steps::next(looking, draft, &preview, number);
            let card = card::card(looking, document, view);
            view! { {what} {card} {findings} {next} }.into_any()
        }
        _ => {
            let back = steps::send_back(looking, draft);
            let card = preview
                .document
                .as_ref()
                .and_then(|document| card::card(looking, document, view));
            view! { {mend(faults, looking, text.studio)} {card} {findings} {back} }.into_any()
        }
    })
}

/// What must be mended, each as its field and a sentence.
fn faults(
    form: &DraftForm,
    preview: &Preview,
    registry: &Registry,
    words: &Studio,
) -> Vec<(String, String)> {
    if preview.document.is_none() {
        return form.all_faults(registry, words.fill_in, words.form.not_a_number);
    }
    let faults = preview.faults.iter();
    faults
        .map(|fault| (fault.field.clone(), sentence(&fault.message)))
        .collect()
}

fn mend(
    faults: Vec<(String, String)>,
    looking: &Looking<'_>,
    words: &'static Studio,
) -> impl IntoView + use<> {
    let none = faults.is_empty();
    // The fields are on the other page.
    let faults = faults
        .into_iter()
        .map(|(field, message)| view! { <li>{named(&field, &message, words)}</li> })
        .collect_view();
    // What the linter blocks stands further down.
    let list = (!none).then(|| view! { <ul>{faults}</ul> });
    let edit = writes(looking.role).then(|| {
        let href = format!("/studio/{}?saved=yes", looking.key);
        view! {
            <p class="buttons"><a class="button" href=href>{words.back_to_draft}</a></p>
        }
    });
    view! {
        <div class="error-summary" role="alert">
            <h2>{words.cannot}</h2>
            {list}
        </div>
        {edit}
    }
}
