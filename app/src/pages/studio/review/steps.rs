//! The next step of a draft, as far as it is this person's to take; and the stop.

use leptos::prelude::*;
use mutual::access::Role;
use mutual::catalogue::ChangeClass;
use mutual::clock::Timestamp;
use mutual::port::{Draft, Stage};
use mutual::use_cases::Preview;

use super::{Looking, changes::again};
use crate::{
    pages::studio::writes,
    text::{Review, Studio},
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
        Stage::Writing if writes(looking.role) => ask(names, words).into_any(),
        Stage::InReview { .. } if reviews(looking.role) && !own => view! {
            {open_comments(open, words)}
            {approve(names, preview, looking.seen, words)}
            {send_back(looking, draft)}
        }
        .into_any(),
        Stage::Writing => view! { <p>{words.writing}</p> }.into_any(),
        Stage::InReview { .. } => {
            let why = if own { words.own } else { words.waits };
            view! { <p>{why}</p> {send_back(looking, draft)} }.into_any()
        }
        Stage::Approved { .. } | Stage::Scheduled { .. } => view! {
            {publish(&names, preview, version, (text.studio, words))}
            {schedule(looking, draft, words)}
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

fn ask(names: Names, words: &'static Review) -> impl IntoView {
    view! {
        <form method="post" action="/actions/ask-for-review">
            {names.fields()}
            <p>{words.ask_hint}</p>
            <div class="buttons">
                <button type="submit" class="button button-solid">{words.ask}</button>
            </div>
        </form>
    }
}

fn approve(
    names: Names,
    preview: &Preview,
    seen: Timestamp,
    words: &'static Review,
) -> impl IntoView + use<> {
    let computed = (words.as_computed)((words.class_name)(preview.class));
    let mut picks = vec![Pick::new("", computed)];
    let higher = ChangeClass::ALL
        .iter()
        .filter(|class| **class > preview.class);
    picks.extend(higher.map(|class| Pick::new(class.word(), (words.class_name)(*class))));
    let accept = (!preview.findings.is_empty()).then(|| {
        let (count, id) = (preview.findings.len(), field_id("accepted"));
        view! {
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
            {names.fields()}
            {raise}
            {accept}
            <input type="hidden" name="seen" value=seen.to_string()/>
            <p>{words.approve_hint}</p>
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
    (reviews(looking.role) && draft.stage != Stage::Writing).then(move || {
        let field = Field::new("reason", words.send_back_reason);
        view! {
            <form method="post" action="/actions/send-back-draft">
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
    names: &Names,
    preview: &Preview,
    version: u32,
    (studio, words): (&'static Studio, &'static Review),
) -> impl IntoView + use<> {
    let over = preview.over.map(|over| over.to_string());
    view! {
        <form method="post" action="/actions/publish">
            {names.fields()}
            <input type="hidden" name="over" value=over/>
            <p>{words.publish_hint}</p>
            <div class="buttons">
                <button type="submit" class="button button-solid">
                    {(studio.publish)(version, again(preview))}
                </button>
            </div>
        </form>
    }
}

fn schedule(looking: &Looking<'_>, draft: &Draft, words: &'static Review) -> impl IntoView + use<> {
    let names = Names::of(looking, draft);
    let due = match &draft.stage {
        // A form names a moment without its zone.
        Stage::Scheduled { due, .. } => due.to_string().chars().take(19).collect(),
        _ => String::new(),
    };
    let take_back = (!due.is_empty()).then(|| {
        let names = names.clone();
        view! {
            <form method="post" action="/actions/unschedule-draft">
                {names.fields()}
                <div class="buttons">
                    <button type="submit" class="button">{words.unschedule}</button>
                </div>
            </form>
        }
    });
    let field = Field::new("due", words.due)
        .hint(words.due_hint)
        .width("field-short");
    view! {
        <form method="post" action="/actions/schedule-draft">
            {names.fields()}
            <Input field=field value=due kind="datetime-local" required=true/>
            <div class="buttons">
                <button type="submit" class="button">{words.schedule}</button>
            </div>
        </form>
        {take_back}
    }
}

/// The stop of what is live.
pub(super) fn stop(looking: &Looking<'_>, on: u64) -> impl IntoView + use<> {
    let words = looking.ctx.text().review;
    let key = looking.key.to_owned();
    let field = Field::new("reason", words.stop_reason);
    view! {
        <section class="part steps" aria-labelledby="stop-t">
            <h2 id="stop-t">{words.stop}</h2>
            <p>{(words.stop_lead)(on)}</p>
            <form method="post" action="/actions/stop-proposition">
                <input type="hidden" name="key" value=key/>
                <Input field=field required=true/>
                <div class="buttons">
                    <button type="submit" class="button">{words.stop_button}</button>
                </div>
            </form>
        </section>
    }
}
