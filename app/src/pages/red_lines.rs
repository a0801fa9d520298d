//! What we never let a machine do, for everybody: each line, why, since when, and what will change.

use leptos::prelude::*;
use mutual::catalogue::Registry;
use mutual::guard::{Coming, Effect, RedLine, RedLines, Stands};

use super::{Asked, Page, Stop, draw, side_of};
use crate::{
    text::{Dates, Text},
    ui::{
        facts::{Fact, Facts},
        line_changes::line_changes,
        said::Said,
    },
};

/// The page of the red lines.
#[component]
pub(crate) fn RedLinesPage() -> impl IntoView {
    draw(red_lines)
}

async fn red_lines(asked: Asked) -> Result<Page, Stop> {
    let ctx = &asked.ctx;
    let (text, dates) = (ctx.text(), ctx.dates());
    let words = text.red_lines;
    let (catalogue, now) = (ctx.mutual.catalogue(), ctx.mutual.engine().now());
    let lines = catalogue.red_lines();
    let all: Vec<_> = lines
        .at(now)
        .map(|stands| article(stands, text, &dates))
        .collect();
    let list = if all.is_empty() {
        view! { <p class="quiet">{words.none}</p> }.into_any()
    } else {
        all.into_iter().collect_view().into_any()
    };
    let mut coming: Vec<_> = lines.changes_to_come(now).collect();
    coming.sort_by_key(|coming| coming.from);
    let coming = coming
        .iter()
        .map(|coming| change(coming, (lines, &**catalogue.registry()), text, &dates));
    let coming: Vec<_> = coming.collect();
    let coming = (!coming.is_empty()).then(|| {
        view! {
            <section class="part" id="coming" aria-labelledby="coming-t">
                <h2 id="coming-t">{words.coming}</h2>
                <p>{words.coming_lead}</p>
                {coming}
            </section>
        }
    });
    let body = view! {
        <div class="own">
        <h1>{words.title}</h1>
        <p class="lead">{words.lead}</p>
        {list}
        {coming}
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

/// What customers read of a line, in their language where it is written in it.
fn says(line: &RedLine, text: &Text) -> Said {
    Said::new(line.says_in(text.lang), foreign(line, text))
}

fn foreign(line: &RedLine, text: &Text) -> Option<&'static str> {
    (!line.is_written_in(text.lang)).then_some("en")
}

fn who(line: &RedLine, text: &Text) -> &'static str {
    match line.effect {
        Effect::Deny => text.red_lines.never,
        Effect::Escalate { .. } => text.red_lines.a_person,
    }
}

fn article(stands: &Stands, text: &'static Text, dates: &Dates) -> AnyView {
    let (words, line) = (text.red_lines, &stands.line);
    let mut facts = vec![
        Fact::new(
            words.why,
            Said::new(line.why_in(text.lang), foreign(line, text)),
        ),
        Fact::new(words.since, dates.day(stands.since)),
    ];
    if stands.from != stands.since {
        facts.push(Fact::new(words.as_it_is_since, dates.day(stands.from)));
    }
    facts.push(Fact::new(
        words.name,
        Said::new(line.key.to_string(), Some("en")),
    ));
    view! {
        <section class="red-line" id=format!("line-{}", line.key)>
            <p class="red-line-who">{who(line, text)}</p>
            <h2>{says(line, text).draw()}</h2>
            <Facts facts=facts/>
        </section>
    }
    .into_any()
}

fn change(
    coming: &Coming<'_>,
    (lines, registry): (&RedLines, &Registry),
    text: &'static Text,
    dates: &Dates,
) -> AnyView {
    let words = text.red_lines;
    let day = dates.day(coming.from);
    let head = match (coming.now, coming.then) {
        (None, _) => (words.coming_new)(&day),
        (_, None) => (words.coming_gone)(&day),
        _ => (words.coming_other)(&day),
    };
    let line = |stands: Option<&Stands>| match stands {
        Some(stands) => {
            let said = says(&stands.line, text);
            vec![Said::new(who(&stands.line, text), None), said]
        }
        None => vec![Said::new(words.nothing, None)],
    };
    let entry = lines
        .changes()
        .iter()
        .find(|entry| entry.index == coming.index);
    let mut facts = Vec::new();
    if coming.now.is_some() {
        facts.push(Fact::of(words.was, line(coming.now)));
    }
    facts.push(Fact::of(words.will_be, line(coming.then)));
    if let Some(entry) = entry {
        facts.push(Fact::new(words.reason, entry.what.reason.clone()));
    }
    facts.push(Fact::new(
        words.name,
        Said::new(coming.key.to_string(), Some("en")),
    ));
    let changes = match (coming.now, coming.then) {
        (Some(now), Some(then)) => line_changes(&now.line, &then.line, registry, text),
        _ => Vec::new(),
    };
    let changes = (!changes.is_empty()).then(|| {
        view! { <h4>{words.changes}</h4> <Facts facts=changes/> }
    });
    view! {
        <section class="red-line">
            <h3>{head}</h3>
            <Facts facts=facts/>
            {changes}
        </section>
    }
    .into_any()
}
