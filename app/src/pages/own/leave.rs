//! Deleting everything, and the page after it.

use leptos::prelude::*;

use crate::{
    pages::{Asked, Page, Stop, draw},
    ui::{
        notice::{Notice, NoticeKind},
        writer::Writer,
    },
};

/// What goes and what stays, and the way to it.
#[component]
pub(crate) fn LeavePage() -> impl IntoView {
    draw(leave)
}

async fn leave(asked: Asked) -> Result<Page, Stop> {
    asked.customer()?;
    let ctx = &asked.ctx;
    let words = &ctx.text().own.leave;
    let principal = asked.principal()?;
    let may = ctx.mutual.may_leave(&principal).await;
    let may = may.map_err(|error| Stop::from(mutual::use_cases::Reading::Store(error)))?;
    let list = |lines: &'static [&'static str]| {
        let lines = lines.iter().map(|line| view! { <li>{*line}</li> });
        view! { <ul>{lines.collect_view()}</ul> }
    };
    let failed = match asked.parameter("failed") {
        Some("sure") => Some(words.not_sure),
        Some(_) => Some(words.failed),
        None => None,
    };
    let failed = failed.map(|text| view! { <Notice kind=NoticeKind::Fault text=text/> });
    let form = if may {
        let choice = |value: &'static str, name: &'static str, does: &'static str| {
            let id = format!("mode-{value}");
            view! {
                <div class="field-choice">
                    <input
                        type="radio"
                        id=id.clone()
                        name="mode"
                        value=value
                        checked=value == "suppress"
                    />
                    <label for=id>{name} <span class="quiet">{does}</span></label>
                </div>
            }
        };
        view! {
            <form class="leave" method="post" action="/actions/leave">
                <Writer/>
                // Whoever deletes everything rarely wants a list to bring her back.
                {choice("suppress", words.suppress, words.suppress_does)}
                {choice("all", words.all, words.all_does)}
                <div class="field-choice">
                    <input type="checkbox" id="sure" name="sure" value="yes"/>
                    <label for="sure">{words.sure}</label>
                </div>
                <div class="form-end buttons">
                    <button type="submit" class="button">{words.delete}</button>
                    <a class="button" href="/data">{words.keep}</a>
                </div>
            </form>
        }
        .into_any()
    } else {
        let sign_in = ctx.text().entry.sign_in;
        view! {
            <p>{words.password_first}</p>
            <p><a class="button" href="/sign-in?next=/data/leave">{sign_in}</a></p>
        }
        .into_any()
    };
    let body = view! {
        <div class="own">
        <h1>{words.title}</h1>
        {failed}
        <h2>{words.goes}</h2>
        {list(words.goes_list)}
        <h2>{words.stays}</h2>
        {list(words.stays_list)}
        {form}
        </div>
    };
    Ok(Page::of_customer(words.title, body))
}

/// After it: nobody is in any more.
#[component]
pub(crate) fn GonePage() -> impl IntoView {
    draw(gone)
}

async fn gone(asked: Asked) -> Result<Page, Stop> {
    let words = &asked.ctx.text().own.leave;
    // A random number, and nothing that anybody typed.
    let number = asked.parameter("number").unwrap_or_default();
    let number = number.parse::<mutual::id::ReceiptId>().ok();
    let number = number.map(|number| {
        view! { <p>{words.gone_number} " " <bdi class="mono">{number.to_string()}</bdi></p> }
    });
    let body = view! {
        <h1>{words.gone}</h1>
        <p class="lead">{words.gone_lead}</p>
        {number}
    };
    Ok(Page::outside(words.gone, body))
}
