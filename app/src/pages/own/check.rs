//! Anybody drops a receipt, and reads what it proves.

use leptos::prelude::*;
use mutual::use_cases::{Checked, InLog};

use super::receipt::happening;
use crate::{
    context::{Ctx, Dropped},
    pages::{Asked, Page, Stop, draw, side_of},
    text::Check as Words,
    ui::{
        field::{Area, Field},
        notice::{Notice, NoticeKind},
    },
};

/// The page to drop a receipt on.
#[component]
pub(crate) fn CheckPage() -> impl IntoView {
    draw(check)
}

async fn check(asked: Asked) -> Result<Page, Stop> {
    let ctx = &asked.ctx;
    let words = &ctx.text().own.check;
    let judged = ctx.dropped.as_deref().map(|dropped| judged(dropped, ctx));
    let body = view! {
        <div class="own">
        <h1>{words.title}</h1>
        {judged}
        <p class="lead">{words.lead}</p>
        <form class="drop" method="post" action="/check" enctype="multipart/form-data">
            <div class="field">
                <label for="f-file">{words.file}</label>
                <input class="input" id="f-file" type="file" name="file"/>
            </div>
            <Area field=Field::new("receipt", words.text) value="" rows=6 most=60_000/>
            <div class="form-end">
                <button type="submit" class="button">{words.send}</button>
            </div>
        </form>
        <p class="quiet small">
            {words.yourself[0]} " " <code>{Words::COMMAND}</code> " " {words.yourself[1]}
        </p>
        </div>
    };
    Ok(Page {
        title: words.title.to_owned(),
        side: side_of(ctx),
        here: "",
        live: false,
        body: body.into_any(),
    })
}

fn judged(dropped: &Dropped, ctx: &Ctx) -> AnyView {
    let words = &ctx.text().own.check;
    match dropped {
        Dropped::Nothing => {
            view! { <Notice kind=NoticeKind::Fault text=words.nothing/> }.into_any()
        }
        Dropped::Bad(why) => {
            let text = format!("{}: {}.", words.bad, (words.why)(why));
            view! { <Notice kind=NoticeKind::Fault text=text/> }.into_any()
        }
        Dropped::Good(checked, signed) => good(checked, *signed, ctx, words).into_any(),
    }
}

fn good(
    checked: &Checked,
    signed: bool,
    ctx: &Ctx,
    words: &'static Words,
) -> impl IntoView + use<> {
    let when = format!(
        "{} ({})",
        ctx.dates().moment(checked.receipt.at),
        ctx.organisation.time_zone
    );
    let what = happening(&checked.receipt, ctx.text());
    let mut proven = (words.is_proven)(&what, &when);
    let mut open = vec![words.who, words.issuer, words.still];
    if checked.proven.wording {
        proven.push(words.wording.to_owned());
    } else {
        open.push(words.no_wording);
    }
    if signed {
        proven.push(words.signature.to_owned());
        open.retain(|line| *line != words.issuer);
    }
    let (kind, head) = match checked.in_log {
        InLog::Continued => {
            proven.push(words.continued.to_owned());
            (NoticeKind::Done, words.good)
        }
        InLog::Broken => (NoticeKind::Fault, words.broken),
        InLog::Unknown => {
            open.push(words.unknown);
            (NoticeKind::Done, words.good)
        }
    };
    let list = |lines: Vec<String>| {
        let lines = lines.into_iter().map(|line| view! { <li>{line}</li> });
        view! { <ul>{lines.collect_view()}</ul> }
    };
    let number = checked.receipt.receipt.to_string();
    let open = open.into_iter().map(str::to_owned).collect();
    view! {
        <Notice kind=kind text=head/>
        <section class="own" aria-labelledby="proven-t">
            <p><bdi class="mono">{number}</bdi></p>
            <h2 id="proven-t">{words.proven}</h2>
            {list(proven)}
            <h2>{words.not_proven}</h2>
            {list(open)}
        </section>
    }
}
