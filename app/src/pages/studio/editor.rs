//! The editor: the customer's card as a form, in the card's own order.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use mutual::access::Actor;
use mutual::catalogue::Document;
use mutual::lint::{Finding, Level};
use mutual::port::{Draft, Stage};
use serde_json::Value;

use super::{clash::Meanwhile, languages::languages, named, review::card, sections, writes};
use crate::{
    actions::DraftNote,
    draft::DraftForm,
    islands::draft::Autosave,
    pages::{Asked, Page, Problem, Stop, draw},
    text::Text,
    ui::{
        Icon,
        error_summary::ErrorSummary,
        field::editor_id,
        findings::Findings,
        notice::{Notice, NoticeKind},
        writer::Writer,
    },
};

/// The draft of one proposition, or its live version as the beginning of one.
#[component]
pub(crate) fn EditorPage() -> impl IntoView {
    let key = use_params_map()
        .with_untracked(|params| params.get("key"))
        .unwrap_or_default();
    draw(|asked| editor(asked, key))
}

/// A document as JSON, with these kinds of data taken out, whose names are parted by commas: where
/// somebody comes to take out what is not used. Nothing is saved yet.
fn document_without(document: &Document, names: &str) -> Value {
    let mut document = document.clone();
    let gone: Vec<_> = names.split(',').collect();
    document
        .data
        .retain(|item| !gone.contains(&item.category.as_str()));
    serde_json::to_value(&document).unwrap_or_default()
}

async fn editor(asked: Asked, key: String) -> Result<Page, Stop> {
    let (actor, role) = asked.staff()?;
    if !writes(role) {
        return Err(Problem::Forbidden.into());
    }
    let ctx = &asked.ctx;
    let text = ctx.text();
    let words = text.studio;
    let catalogue = ctx.mutual.catalogue();
    let known = catalogue.proposition(&key);
    let live = known.and_then(|known| known.live()).cloned();
    // What was stopped is taken up again from where it stood.
    let newest = known.and_then(|known| known.newest()).cloned();
    let draft = ctx.mutual.draft(&actor, &key).await?;
    let newest_save = draft.as_ref().map_or(0, |draft| draft.revision);
    let failed = asked.parameter("failed").map(str::to_owned);
    let unsaved: Option<DraftNote> = asked.note().await;
    let is_clash = failed.as_deref() == Some("meanwhile") && unsaved.is_some();
    // Where both texts stand there to choose from, what is chosen goes over the newest one. Anything else
    // goes over what its author saw.
    let began = unsaved.as_ref().filter(|_| !is_clash);
    let revision = began.map_or(newest_save, |unsaved| unsaved.revision);
    let typed = unsaved.map(|unsaved| unsaved.content);
    let form = match (
        typed.or_else(|| draft.as_ref().map(|draft| parsed(&draft.content))),
        &newest,
    ) {
        (Some(content), _) => DraftForm::read(&content),
        (None, Some(newest)) => {
            let without = asked.parameter("without").unwrap_or_default();
            let document = document_without(&newest.document, without);
            // What changed then is not what changes now.
            DraftForm {
                change_note: String::new(),
                ..DraftForm::read(&document)
            }
        }
        (None, None) => return Err(Problem::Absent.into()),
    };
    let mut faults = form.all_faults(catalogue.registry(), text);
    if newest.is_some() && form.change_note.trim().is_empty() {
        faults.push(("change_note".to_owned(), words.fill_in.to_owned()));
    }
    // A draft that was just begun is empty, which is no fault yet.
    let looks = ["saved", "mend"].map(|name| asked.parameter(name).is_some());
    let faults = if looks.contains(&true) || failed.is_some() {
        faults
    } else {
        vec![]
    };
    let content = form.content(catalogue.registry());
    let findings = ctx.mutual.lint(&actor, &content).await?;
    let fault = match failed.as_deref() {
        Some("meanwhile") => Some(words.saved_meanwhile),
        Some("long") => Some(text.review.too_long),
        Some("moved") => Some((text.review.failed)("moved").unwrap_or(text.entry.away)),
        Some("sure") => Some(words.discard.not_sure),
        Some(_) => Some(text.entry.away),
        None => None,
    };
    let notice = match fault {
        Some(fault) => Some(view! { <Notice kind=NoticeKind::Fault text=fault/> }.into_any()),
        None => asked
            .parameter("saved")
            .map(|_| saved(&findings, text).into_any()),
    };
    let handed_on = draft.as_ref().filter(|draft| draft.stage != Stage::Writing);
    let reopens = handed_on.map(|_| view! { <p><strong>{text.review.reopens}</strong></p> });
    let (way, all_of) = (format!("/studio/{key}/publish"), key.clone());
    let number = newest.as_ref().map_or(1, |newest| newest.number + 1);
    let lead = match &live {
        Some(live) => format!(
            "{} {}",
            (words.draft_of)(number),
            (words.version_is_live)(live.number)
        ),
        None if newest.is_some() => (words.draft_of)(number),
        None => words.first_draft.to_owned(),
    };
    let title = if form.title.is_empty() {
        key.clone()
    } else {
        form.title.clone()
    };
    let over_live = newest.is_some();
    let pages = &ctx.organisation.locales;
    let registry = catalogue.registry();
    let languages = languages(&form, &faults, pages, registry, text, over_live);
    let languages = languages.map(IntoAny::into_any);
    let parts = sections::titles(words, over_live, languages.is_some());
    let links = parts
        .iter()
        .map(|&(id, name)| view! { <li><a href=format!("#{id}")>{name}</a></li> })
        .collect_view();
    let found = beside(&findings, text).into_any();
    let summary: Vec<_> = faults
        .iter()
        .map(|(field, message)| (field.clone(), named(field, message, words)))
        .collect();
    let order = form.order.clone();
    let clash = match draft.as_ref().filter(|_| is_clash) {
        Some(draft) => Some(clash(&asked, &actor, draft, &form).await?),
        None => None,
    };
    let view = card::CardLook::of(&asked);
    let sketch = form.sketch(catalogue.registry());
    let shown = sketch
        .as_ref()
        .map(|document| card::Shown::of(&asked, &key, document, &view));
    let card = shown.map(|shown| shown.card());
    let looks = shown.map(|shown| shown.form(card::Place::Editor));
    let said = match &draft {
        Some(_) => said(&asked, &actor, &key).await?,
        None => None,
    };
    let discard = draft
        .as_ref()
        .map(|draft| discard(draft, newest.is_some(), text));
    let us = &ctx.organisation.name;
    let form = sections::all(&form, &faults, registry, text, over_live, languages, us);
    let body = view! {
        <a class="back" href="/studio">{Icon::Back.draw()} {words.all}</a>
        <h1>{title.clone()}</h1>
        <p class="lead">{lead}</p>
        {notice}
        {reopens}
        <div id="draft-kept" class="notice" hidden>
            <p>{text.review.kept}</p>
            <button type="button" class="button" id="draft-put-back">{text.review.put_back}</button>
        </div>
        <p class="ways">
            <a href=way>{text.review.go_to}</a>
            {newest.is_some().then(|| {
                let href = format!("/studio/{all_of}/versions");
                view! { " · " <a href=href>{text.versions.link}</a> }
            })}
        </p>
        <ErrorSummary title=text.shared.form_has_faults faults=summary/>
        <div class="editor">
            <nav class="editor-parts" aria-label=words.parts>
                <ul>
                    {links}
                    <li><a href="#card-t">{text.review.card}</a></li>
                    <li>{found}</li>
                </ul>
            </nav>
            <form class="editor-form" id="draft-form" method="post" action="/actions/save-draft">
                <Writer/>
                <input type="hidden" name="key" value=key/>
                <input type="hidden" name="order" value=order/>
                <input type="hidden" name="revision" value=revision.to_string()/>
                <div id="draft-clash">{clash}</div>
                {form}
                <p
                    id="draft-told"
                    class="quiet"
                    role="status"
                    data-saving=text.review.saving
                    data-saved=text.review.saved
                    data-away=text.review.unsaved
                    data-meanwhile=words.saved_meanwhile
                    data-elsewhere=text.review.over
                    data-long=text.review.too_long
                ></p>
                <div class="part buttons">
                    <button type="submit" class="button button-solid">{words.save}</button>
                    <button type="submit" class="button" formaction="/actions/look-at-draft">
                        {words.look}
                    </button>
                </div>
            </form>
            <aside class="editor-card">
                <h2 id="card-t">{text.review.card}</h2>
                {looks}
                <div id="draft-card">{card}</div>
                {said}
                <h2 id="findings-t">{text.review.findings}</h2>
                <div id="draft-findings">
                    <Findings
                        findings=findings
                        document=content
                        fields=Some(String::new())
                        text=text
                    />
                </div>
            </aside>
        </div>
        {discard}
        <Autosave/>
    };
    Ok(Page::of_team(title, role, "", body))
}

/// What the team said of this draft and nobody has dealt with yet, each with the way to its field.
async fn said(
    asked: &Asked,
    actor: &Actor,
    key: &str,
) -> Result<Option<impl IntoView + use<>>, Stop> {
    let ctx = &asked.ctx;
    let text = ctx.text();
    let words = text.review;
    let talk = ctx.mutual.comments(actor, key, None).await?;
    let mut lines = Vec::new();
    // As they were said.
    for (comment, version) in talk.comments.into_iter().rev() {
        if version.is_some() || comment.resolved.is_some() {
            continue;
        }
        let by = ctx.mutual.colleague(actor, comment.by).await?;
        let by = by.unwrap_or_else(|| words.nobody.to_owned());
        let name = text.studio.form.name(&comment.field);
        let field = match name {
            Some(name) => {
                let href = format!("#{}", editor_id(&comment.field));
                view! { <a href=href>{name}</a> }.into_any()
            }
            None => words.on_all.into_any(),
        };
        lines.push(view! {
            <li>
                <strong>{field}</strong> ": " <span dir="auto">{comment.text}</span>
                <span class="history-note"><bdi>{by}</bdi></span>
            </li>
        });
    }
    if lines.is_empty() {
        return Ok(None);
    }
    let href = format!("/studio/{key}/publish#comments-t");
    Ok(Some(view! {
        <h2 id="said-t">{words.comments}</h2>
        <ul class="said-here">{lines}</ul>
        <p><a href=href>{words.deal_with}</a></p>
    }))
}

/// What somebody else saved meanwhile, beside what was to be saved.
async fn clash(
    asked: &Asked,
    actor: &Actor,
    draft: &Draft,
    yours: &DraftForm,
) -> Result<impl IntoView + use<>, Stop> {
    let ctx = &asked.ctx;
    let text = ctx.text();
    let who = ctx.mutual.colleague(actor, draft.updated_by).await?;
    let clash = Meanwhile {
        theirs: &DraftForm::read(&parsed(&draft.content)),
        yours,
        who: who.as_deref().unwrap_or(text.review.nobody),
        when: &ctx.dates().moment(draft.updated_at),
    };
    let catalogue = ctx.mutual.catalogue();
    Ok(clash.draw(&draft.key, catalogue.registry(), text))
}

/// The end of a draft that is not wanted. What was said about it stays, and that it was there.
fn discard(draft: &Draft, over_live: bool, text: &'static Text) -> impl IntoView + use<> {
    let words = &text.studio.discard;
    let (key, revision) = (draft.key.to_string(), draft.revision.to_string());
    let then = if over_live {
        words.over_live
    } else {
        words.first
    };
    view! {
        <details class="part discard">
            <summary>{words.title}</summary>
            <form method="post" action="/actions/discard-draft">
                <Writer/>
                <input type="hidden" name="key" value=key/>
                <input type="hidden" name="revision" value=revision/>
                <p>{words.lead} " " {then}</p>
                <p>
                    <label>
                        <input type="checkbox" name="sure" value="yes" required autocomplete="off"/>
                        " " {words.sure}
                    </label>
                </p>
                <div class="buttons">
                    <button type="submit" class="button">{words.button}</button>
                </div>
            </form>
        </details>
    }
}

/// The way to the findings, with how many there are: in a narrow window they stand far below what is
/// being written. It follows while somebody writes.
fn beside(findings: &[Finding], text: &'static Text) -> impl IntoView + use<> {
    let many = findings.len();
    let many = (many > 0).then(|| format!(": {}", text.rules.number(many)));
    view! { <a id="draft-count" href="#findings-t">{text.review.findings} {many}</a> }
}

/// That it is saved, and how much of it the linter would have mended: that stands further down.
fn saved(findings: &[Finding], text: &'static Text) -> impl IntoView + use<> {
    let must = |finding: &&Finding| finding.level == Level::Block;
    let blocking = findings.iter().filter(must).count();
    let found = (text.review.found)(blocking, findings.len() - blocking);
    let first = findings.iter().find(must).or_else(|| findings.first());
    let link = first.map(|first| {
        let href = format!("#{}", editor_id(&first.field));
        (href, text.review.first_found)
    });
    let said = format!("{} {found}", text.studio.saved);
    view! { <Notice kind=NoticeKind::Done text=said.trim_end() link=link/> }
}

fn parsed(content: &str) -> Value {
    serde_json::from_str(content).unwrap_or_default()
}
