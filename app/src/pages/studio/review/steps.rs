//! The next step of a draft, as far as it is this person's to take; and the stop.

use leptos::prelude::*;
use mutual::access::Role;
use mutual::catalogue::ChangeClass;
use mutual::insight::People;
use mutual::lint::mark_of_warnings;
use mutual::port::{Draft, Stage};
use mutual::use_cases::Preview;

use super::Looking;
use crate::ui::writer::Writer;
use crate::{
    pages::studio::writes,
    text::Review,
    ui::field::{Area, Field, Input, Pick, SelectBox, field_id},
};

fn reviews(role: Role) -> bool {
    matches!(role, Role::Reviewer | Role::Admin)
}

/// What can be done now.
pub(super) fn next(
    looking: &Looking<'_>,
    draft: &Draft,
    preview: &Preview,
    version: u32,
    open: u64,
) -> impl IntoView + use<> {
    let text = looking.ctx.text();
    let words = text.review;
    let own = looking.wrote(draft);
    let names = Names::of(looking, draft);
    let step = match &draft.stage {
        Stage::Writing if writes(looking.role) => ask(looking, names).into_any(),
        Stage::InReview { .. } if reviews(looking.role) && !own => view! {
            {open_comments(open, words)}
            {approve(looking, names, preview)}
            {send_back(looking, draft)}
        }
        .into_any(),
        Stage::Writing => view! { <p>{words.writing}</p> }.into_any(),
        Stage::InReview { .. } => {
            let why = if own { words.own } else { words.waits };
            view! { <p>{why}</p> {send_back(looking, draft)} }.into_any()
        }
        Stage::Approved { .. } | Stage::Scheduled { .. } => view! {
            {publish(looking, &names, preview, version)}
            {schedule(looking, draft, preview, version)}
            {send_back(looking, draft)}
        }
        .into_any(),
    };
    section(words, step)
}

/// The next step while something is in the way: to mend it, or to send it back.
pub(super) fn mend_first(looking: &Looking<'_>, draft: &Draft) -> impl IntoView + use<> {
    let text = looking.ctx.text();
    let words = text.review;
    let step = if writes(looking.role) {
        let href = format!("/studio/{}?mend=yes", looking.key);
        view! {
            <p>{words.mend_first}</p>
            <p class="buttons"><a class="button" href=href>{text.studio.back_to_draft}</a></p>
        }
        .into_any()
    } else {
        view! { <p>{words.not_mended}</p> }.into_any()
    };
    section(words, view! { {step} {send_back(looking, draft)} })
}

/// How much of what was said nobody has dealt with, where there is any.
fn open_comments(open: u64, words: &'static Review) -> Option<impl IntoView> {
    (open > 0).then(|| {
        view! { <p><a href="#comments-t">{(words.open_comments)(open)}</a></p> }
    })
}

fn section(words: &'static Review, step: impl IntoView) -> impl IntoView {
    view! {
        <section class="part steps" aria-labelledby="next-t">
            <h2 id="next-t">{words.next}</h2>
            {step}
        </section>
    }
}

/// What every form of a step names: the draft, and the revision that was looked at.
#[derive(Clone)]
struct Names {
    key: String,
    revision: String,
}

impl Names {
    fn of(looking: &Looking<'_>, draft: &Draft) -> Self {
        Self {
            key: looking.key.to_owned(),
            revision: draft.revision.to_string(),
        }
    }

    fn fields(&self) -> impl IntoView + use<> {
        view! {
            <input type="hidden" name="key" value=self.key.clone()/>
            <input type="hidden" name="revision" value=self.revision.clone()/>
        }
    }
}

/// What somebody may say of a step. Several forms of one page have such a field.
fn note(looking: &Looking<'_>, step: &str) -> impl IntoView + use<> {
    let words = looking.ctx.text().review;
    let failed = format!("note-{step}");
    let field = Field::new("note", words.note).known_as(&failed);
    let field = looking.at_fault(field, &failed);
    view! { <Input field=field value=looking.typed(&failed)/> }
}

fn ask(looking: &Looking<'_>, names: Names) -> impl IntoView + use<> {
    let words = looking.ctx.text().review;
    view! {
        <form method="post" action="/actions/ask-for-review">
            <Writer/>
            {names.fields()}
            <p>{words.ask_hint}</p>
            {note(looking, "asked")}
            <div class="buttons">
                <button type="submit" class="button button-solid">{words.ask}</button>
            </div>
        </form>
    }
}

fn approve(looking: &Looking<'_>, names: Names, preview: &Preview) -> impl IntoView + use<> {
    let (words, seen) = (looking.ctx.text().review, looking.seen);
    let computed = (words.as_computed)((words.class_name)(preview.class));
    let mut picks = vec![Pick::new("", computed)];
    let higher = ChangeClass::ALL
        .iter()
        .filter(|class| **class > preview.class);
    picks.extend(higher.map(|class| Pick::new(class.word(), (words.class_name)(*class))));
    let accept = (!preview.findings.is_empty()).then(|| {
        let (count, id) = (preview.findings.len(), field_id("accepted"));
        let found = mark_of_warnings(&preview.findings);
        view! {
            <input type="hidden" name="found" value=found/>
            <p>
                <label>
                    <input type="checkbox" id=id name="accepted" value="yes" autocomplete="off"/>
                    " " {(words.accept)(count)}
                </label>
            </p>
        }
    });
    // Of a first version there is nobody to ask again.
    let raise = preview.over.is_some().then(|| {
        let field = Field::new("class", words.class).hint(words.class_hint);
        view! { <SelectBox field=field value="" picks=picks/> }
    });
    view! {
        <form method="post" action="/actions/approve-draft">
            <Writer/>
            {names.fields()}
            {raise}
            {accept}
            <input type="hidden" name="seen" value=seen.to_string()/>
            <p>{words.approve_hint}</p>
            {note(looking, "approved")}
            <div class="buttons">
                <button type="submit" class="button button-solid">{words.approve}</button>
            </div>
        </form>
    }
}

/// For those who review, wherever the draft is but with those who write it.
pub(super) fn send_back(looking: &Looking<'_>, draft: &Draft) -> Option<impl IntoView + use<>> {
    let words = looking.ctx.text().review;
    let names = Names::of(looking, draft);
    let typed = looking.typed("reason");
    let at_fault = |field| looking.at_fault(field, "reason");
    (reviews(looking.role) && draft.stage != Stage::Writing).then(move || {
        let field = Field::new("reason", words.send_back_reason);
        let field = at_fault(field);
        view! {
            <form method="post" action="/actions/send-back-draft">
                <Writer/>
                {names.fields()}
                <Area field=field value=typed/>
                <div class="buttons">
                    <button type="submit" class="button">{words.send_back}</button>
                </div>
            </form>
        }
    })
}

fn publish(
    looking: &Looking<'_>,
    names: &Names,
    preview: &Preview,
    version: u32,
) -> impl IntoView + use<> {
    let text = looking.ctx.text();
    let (studio, words) = (text.studio, text.review);
    let over = preview.over.map(|over| over.to_string());
    view! {
        <form method="post" action="/actions/publish">
            <Writer/>
            {names.fields()}
            <input type="hidden" name="over" value=over/>
            <p>{words.publish_hint}</p>
            {note(looking, "published")}
            <div class="buttons">
                <button type="submit" class="button button-solid">
                    {(studio.publish)(version, preview.must_answer())}
                </button>
            </div>
        </form>
    }
}

fn schedule(
    looking: &Looking<'_>,
    draft: &Draft,
    preview: &Preview,
    version: u32,
) -> impl IntoView + use<> {
    let words = looking.ctx.text().review;
    let names = Names::of(looking, draft);
    let dates = looking.ctx.dates();
    let due = match &draft.stage {
        Stage::Scheduled { due, .. } => dates.typed(*due),
        _ => String::new(),
    };
    let take_back = (!due.is_empty()).then(|| {
        let names = names.clone();
        view! {
            <form method="post" action="/actions/unschedule-draft">
                <Writer/>
                {names.fields()}
                {note(looking, "unscheduled")}
                <div class="buttons">
                    <button type="submit" class="button">{words.unschedule}</button>
                </div>
            </form>
        }
    });
    let field = Field::new("due", (words.due)(dates.zone()))
        .hint(words.due_hint)
        .width("field-short");
    let field = looking.at_fault(field, "due");
    view! {
        <form method="post" action="/actions/schedule-draft">
            <Writer/>
            {names.fields()}
            <Input field=field value=due kind="datetime-local" required=true/>
            {note(looking, "scheduled")}
            <div class="buttons">
                <button type="submit" class="button">
                    {(words.schedule)(version, preview.must_answer())}
                </button>
            </div>
        </form>
        {take_back}
    }
}

/// The stop of what is live.
pub(super) fn stop(looking: &Looking<'_>, on: People) -> impl IntoView + use<> {
    let words = looking.ctx.text().review;
    let key = looking.key.to_owned();
    let typed = looking.typed("stop");
    let field = Field::new("stop_reason", words.stop_reason);
    let field = looking.at_fault(field, "stop");
    view! {
        <section class="part steps" aria-labelledby="stop-t">
            <h2 id="stop-t">{words.stop}</h2>
            <p>{(words.stop_lead)(on)}</p>
            <form method="post" action="/actions/stop-proposition">
                <Writer/>
                <input type="hidden" name="key" value=key/>
                <Input field=field value=typed required=true/>
                <div class="buttons">
                    <button type="submit" class="button">{words.stop_button}</button>
                </div>
            </form>
        </section>
    }
}
