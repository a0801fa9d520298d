//! The customer's timeline: what she chose, what was used, what she got, what changed; by day.

use std::collections::BTreeMap;
use std::sync::Arc;

use leptos::prelude::*;
use mutual::catalogue::{Catalogue, Document, Slug, Version};
use mutual::consent::{Decision, Toggle};
use mutual::decision::MadeBy;
use mutual::use_cases::{Cursor, Happening, Show, TimelineItem};
use mutual::value::Total;

use crate::{
    context::Ctx,
    pages::{Asked, Page, Stop, draw},
    text::{Dates, Text, Timeline as Words},
    ui::{exchange::data_name, header::Side, history, said::within, so_far::counted},
};

/// How many lines stand on one page.
const LINES: usize = 50;

/// The timeline of the customer who is in.
#[component]
pub(crate) fn TimelinePage() -> impl IntoView {
    draw(timeline)
}

async fn timeline(asked: Asked) -> Result<Page, Stop> {
    let customer = asked.customer()?;
    let ctx = &asked.ctx;
    let words = &ctx.text().value.timeline;
    let show: Option<Show> = asked.parameter("show").and_then(|show| show.parse().ok());
    let before: Option<Cursor> = asked.parameter("before").and_then(|at| at.parse().ok());
    let zone = &ctx.organisation.time_zone;
    let from = before.unwrap_or_default();
    let page = ctx
        .mutual
        .timeline(&customer.actor, customer.id, show, from, LINES, zone)
        .await?;
    let mine = ctx
        .mutual
        .my_exchanges(&customer.actor, customer.id, ctx.text().lang)?;
    let drawing = Drawing {
        text: ctx.text(),
        dates: ctx.dates(),
        catalogue: ctx.mutual.catalogue(),
        open: mine
            .exchanges
            .iter()
            .map(|exchange| {
                let document = &exchange.version.document;
                let uses = document.data.iter().map(|item| item.category.clone());
                let uses = uses.map(|data| (data, document.purpose.clone()));
                let whole = exchange.view.toggles.get(&Toggle::Exchange);
                let shown = Shown {
                    title: exchange.wording.title.clone(),
                    uses: uses.collect(),
                    said: whole.map_or(Decision::None, |view| view.decision),
                };
                (exchange.key.clone(), shown)
            })
            .collect(),
    };
    let list = if page.items.is_empty() {
        let empty = if show.is_some() || before.is_some() {
            words.empty_filter
        } else {
            words.empty
        };
        view! { <p class="quiet">{empty}</p> }.into_any()
    } else {
        view! { <ol class="days">{days(&page.items, &drawing)}</ol> }.into_any()
    };
    let older = page.next.map(|next| {
        let href = address(show, Some(next));
        view! { <a href=href rel="next">{words.older}</a> }
    });
    let newest = before.map(|_| {
        let href = address(show, None);
        view! { <a href=href>{words.newest}</a> }
    });
    let pager = (older.is_some() || newest.is_some()).then(|| {
        view! { <nav class="pager" aria-label=words.pages>{newest} {older}</nav> }
    });
    let body = view! {
        <div class="own">
        <h1>{words.title}</h1>
        <p class="lead">{words.lead}</p>
        {filters(show, words)}
        {list}
        {pager}
        {downloads(show, words)}
        </div>
    };
    Ok(Page {
        title: words.title.to_owned(),
        side: Side::Customer,
        here: "/timeline",
        live: false,
        body: body.into_any(),
    })
}

/// What the lines are drawn with.
struct Drawing {
    text: &'static Text,
    dates: Dates,
    /// Each line calls things what they were called then.
    catalogue: Arc<Catalogue>,
    /// The exchanges that have a page.
    open: BTreeMap<Slug, Shown>,
}

struct Shown {
    title: String,
    /// Data and purpose.
    uses: Vec<(Slug, Slug)>,
    /// What she said to it.
    said: Decision,
}

fn address(show: Option<Show>, before: Option<Cursor>) -> String {
    let show = show.map(|show| format!("show={show}"));
    let before = before.map(|before| format!("before={before}"));
    let query: Vec<_> = [show, before].into_iter().flatten().collect();
    if query.is_empty() {
        "/timeline".to_owned()
    } else {
        format!("/timeline?{}", query.join("&"))
    }
}

fn filters(show: Option<Show>, words: &'static Words) -> impl IntoView + use<> {
    let all = std::iter::once(None).chain(Show::ALL.iter().copied().map(Some));
    let links = all.map(|filter| {
        let name = filter.map_or(words.everything, words.show);
        let current = (filter == show).then_some("true");
        view! { <li><a href=address(filter, None) aria-current=current>{name}</a></li> }
    });
    view! {
        <nav class="filters" aria-label=words.filters>
            <ul>{links.collect_view()}</ul>
        </nav>
    }
}

fn downloads(show: Option<Show>, words: &'static Words) -> impl IntoView + use<> {
    let query = show.map_or_else(String::new, |show| format!("?show={show}"));
    view! {
        <section class="part" aria-labelledby="take-t">
            <h2 id="take-t">{words.take}</h2>
            <p>
                <a href=format!("/timeline.csv{query}") download="">{words.as_table}</a>
                " · "
                <a href=format!("/timeline.json{query}") download="">{words.as_json}</a>
            </p>
        </section>
    }
}

fn days(items: &[TimelineItem], drawing: &Drawing) -> impl IntoView + use<> {
    let same =
        |a: &TimelineItem, b: &TimelineItem| drawing.dates.day(a.at) == drawing.dates.day(b.at);
    let days = items.chunk_by(same).map(|items| {
        let day = items.first().map(|item| drawing.dates.day(item.at));
        let lines = items.iter().map(|item| line(item, drawing));
        view! {
            <li>
                <h2>{day}</h2>
                <ol class="history">{lines.collect_view()}</ol>
            </li>
        }
    });
    days.collect_view()
}

fn line(item: &TimelineItem, drawing: &Drawing) -> impl IntoView + use<> {
    let about = item.what.proposition().or_else(|| {
        let Happening::Used { data, purpose, .. } = &item.what else {
            return None;
        };
        // Of those that use this data for this, the first that she has on, else that she answered.
        let uses = |shown: &Shown| shown.uses.iter().any(|(d, p)| d == data && p == purpose);
        let open = drawing.open.iter().filter(|(_, shown)| uses(shown));
        let first = open.min_by_key(|(_, shown)| match shown.said {
            Decision::Granted => 0,
            Decision::Denied => 1,
            Decision::None => 2,
        });
        first.map(|(key, _)| key)
    });
    let link = about.map(|key| match drawing.open.get(key) {
        Some(shown) => {
            let href = format!("/x/{key}");
            view! { <a href=href><bdi>{shown.title.clone()}</bdi></a> }.into_any()
        }
        // It is no longer offered, or not where she lives.
        None => {
            let title = history::title_of(&drawing.catalogue, key, drawing.text);
            view! { <bdi>{title}</bdi> }.into_any()
        }
    });
    let way = match &item.what {
        Happening::Entry { item, .. } => history::way(item, &drawing.text.customer.history),
        _ => None,
    };
    let receipt = match &item.what {
        Happening::Entry { item, .. } if item.case.is_some() => item.case.map(|(case, _)| {
            let href = format!("/ask#{case}");
            view! { <a href=href>{drawing.text.value.timeline.case}</a> }.into_any()
        }),
        Happening::Entry { item, .. } => item.receipt.map(|receipt| {
            let href = format!("/receipts/{receipt}");
            view! { <a href=href>{drawing.text.own.receipt.title}</a> }.into_any()
        }),
        Happening::Decided { decision, .. } => {
            let href = format!("/why/{decision}");
            let link = view! { <a href=href>{drawing.text.value.timeline.why}</a> };
            Some(link.into_any())
        }
        _ => None,
    };
    let way = way.map(|way| view! { <span>{way}</span> });
    view! {
        <li>
            <time datetime=item.at.to_string()>{drawing.dates.hour(item.at)}</time>
            <span>
                <bdi>{sentence(item, drawing)}</bdi>
                <span class="history-note">{way} " " {link} " " {receipt}</span>
            </span>
        </li>
    }
}

/// What the page says of a line beside what happened, in its words: the files say the same.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct InWords {
    /// Who did it; nobody where time or a publication did.
    pub who: Option<&'static str>,
    /// By which way.
    pub way: Option<&'static str>,
    /// Which situation of hers changed, and whether it is over.
    pub situation: Option<String>,
}

/// What the page says of that line in its words.
#[must_use]
pub fn in_words(ctx: &Ctx, item: &TimelineItem) -> InWords {
    let words = &ctx.text().customer.history;
    match &item.what {
        Happening::Entry { item, .. } => InWords {
            who: history::who(item, words),
            way: history::way(item, words),
            situation: item
                .situation
                .map(|said| history::situation(said, item.by, words)),
        },
        Happening::Decided { made_by, .. } => InWords {
            who: Some(match made_by {
                MadeBy::Person => words.our_team,
                // That a person decided is their word.
                MadeBy::Machine | MadeBy::PersonAsSaid => words.our_systems,
            }),
            ..InWords::default()
        },
        Happening::Published { .. }
        | Happening::Retired { .. }
        | Happening::Got { .. }
        | Happening::Used { .. }
        | Happening::Guessed { .. } => InWords::default(),
    }
}

/// How many of what arrived, in the reader's language where the unit is known in it.
fn got_of(
    known: Option<&Arc<Version>>,
    benefit: &Slug,
    got: Total,
    unit: &str,
    text: &'static Text,
) -> String {
    let named = |document: &Document| {
        let mut benefits = document.benefits.iter();
        benefits.find(|known| known.key == *benefit).cloned()
    };
    let own = known.and_then(|known| named(&known.document));
    let Some((known, _)) = known.zip(own.filter(|own| own.unit == unit)) else {
        return counted(got, unit, None, text);
    };
    let wording = known.wording_or_own(text.lang);
    let wrote = Text::of([wording.locale.as_str()]);
    match named(&wording) {
        Some(worded) => counted(got, &worded.unit, Some(worded.amount), wrote),
        None => counted(got, unit, None, text),
    }
}

fn sentence(item: &TimelineItem, drawing: &Drawing) -> String {
    let words = &drawing.text.value.timeline;
    match &item.what {
        Happening::Entry { item, .. } => {
            let registry = drawing.catalogue.registry_up_to(item.index);
            let text = drawing.text;
            let title = |key: &Slug| history::title_of(&drawing.catalogue, key, text);
            history::sentence(item, text, &registry, title)
        }
        // Of a first version nothing was otherwise before.
        Happening::Published { version: 1, .. } => words.began.to_owned(),
        Happening::Published {
            proposition,
            version,
            note,
            ..
        } => {
            let known = drawing.catalogue.proposition(proposition);
            let version = known.and_then(|known| known.version(*version));
            let wording = version.map(|version| version.wording_or_own(drawing.text.lang));
            let note = wording.map_or_else(
                || note.clone(),
                |wording| wording.change_note.clone().unwrap_or_default(),
            );
            (words.changed)(&note)
        }
        Happening::Retired { .. } => words.stopped.to_owned(),
        Happening::Got {
            proposition,
            benefit,
            amount: got,
            unit,
            ..
        } => {
            let known = drawing.catalogue.proposition(proposition);
            let known = known.and_then(|known| known.newest());
            let many = got_of(known, benefit, (*got).into(), unit, drawing.text);
            (words.got)(&within(&many, drawing.text))
        }
        Happening::Decided {
            outcome, made_by, ..
        } => {
            let said = match made_by {
                MadeBy::Machine => words.decided,
                MadeBy::Person => words.decided_by_person,
                MadeBy::PersonAsSaid => words.decided_as_said,
            };
            said(&within(outcome, drawing.text))
        }
        Happening::Used { data, times, .. } => {
            let registry = drawing.catalogue.registry_as_of(item.at);
            let data = (drawing.text.inside)(&data_name(data, &registry, drawing.text));
            (words.used)(&data, *times)
        }
        Happening::Guessed { guess } => {
            let text = drawing.text;
            (words.guessed)(&within(&guess.label, text), &within(&guess.value, text))
        }
    }
}
