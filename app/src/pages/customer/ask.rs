//! Ask a person, and see how far that is.

use leptos::prelude::*;
use mutual::catalogue::Slug;
use mutual::clock::Timestamp;
use mutual::guard::{CaseKind, topic};
use mutual::id::DecisionId;
use mutual::use_cases::Mine;

use crate::{
    context::Ctx,
    pages::{Asked, Page, Stop, draw},
    ui::{
        error_summary::ErrorSummary,
        field::{Area, Field},
        header::Side,
        history::title_of,
        notice::{Notice, NoticeKind},
    },
};

/// The longest name of what she asks about, in characters.
const LONGEST_ABOUT: usize = 100;

/// One box, and what she asked before.
#[component]
pub(crate) fn AskPage() -> impl IntoView {
    draw(ask)
}

async fn ask(asked: Asked) -> Result<Page, Stop> {
    let customer = asked.customer()?;
    let ctx = &asked.ctx;
    let text = ctx.text();
    let words = text.ask;
    let mine = ctx
        .mutual
        .cases()
        .mine(&customer.actor, customer.id)
        .await?;
    let now = ctx.mutual.engine().now();
    let about = asked.parameter("about").unwrap_or_default();
    let about = if about.chars().count() <= LONGEST_ABOUT {
        about
    } else {
        ""
    };
    let typed: String = asked.note().await.unwrap_or_default();
    let mut faults = Vec::new();
    let mut said = None;
    match (asked.parameter("failed"), asked.parameter("done")) {
        (Some("words"), _) => faults.push(("said".to_owned(), (words.failed)("words").to_owned())),
        (Some(why), _) => said = Some((NoticeKind::Fault, (words.failed)(why))),
        (None, Some(_)) => said = Some((NoticeKind::Done, words.sent)),
        (None, None) => {}
    }
    let said = said.map(|(kind, said)| view! { <Notice kind=kind text=said/> });
    let (asked_by_her, others): (Vec<_>, Vec<_>) = mine
        .iter()
        .partition(|one| one.row.kind() != CaseKind::Escalation);
    let threads = if asked_by_her.is_empty() {
        view! { <p class="quiet">{words.none}</p> }.into_any()
    } else {
        asked_by_her
            .into_iter()
            .map(|one| thread(one, now, ctx))
            .collect_view()
            .into_any()
    };
    let others = (!others.is_empty()).then(|| {
        let threads = others.into_iter().map(|one| thread(one, now, ctx));
        view! {
            <section class="part" aria-labelledby="about-you-t">
                <h2 id="about-you-t">{words.about_you}</h2>
                {threads.collect_view()}
            </section>
        }
    });
    let body = view! {
        <h1>{words.title}</h1>
        <p class="lead">{words.lead}</p>
        {said}
        <ErrorSummary title=text.shared.form_has_faults faults=faults.clone()/>
        <div class="steps">
            <form method="post" action="/actions/ask">
                {about_line(about, ctx)}
                <input type="hidden" name="about" value=about.to_owned()/>
                <input type="hidden" name="key" value=ctx.form_key()/>
                <Area
                    field=Field::new("said", words.question)
                        .hint(words.hint)
                        .width("field-wide")
                        .fault(&faults)
                    value=typed
                    rows=6
                    most=4000
                />
                <p class="quiet">{words.mail}</p>
                <div class="form-end">
                    <button type="submit" class="button button-solid">{words.send}</button>
                </div>
            </form>
        </div>
        <section class="part" aria-labelledby="threads-t">
            <h2 id="threads-t">{words.threads}</h2>
            {threads}
        </section>
        {others}
    };
    Ok(Page {
        title: words.title.to_owned(),
        side: Side::Customer,
        here: "/ask",
        live: false,
        body: body.into_any(),
    })
}

/// What she asks about, where she came from something.
fn about_line(about: &str, ctx: &Ctx) -> Option<impl IntoView + use<>> {
    let words = ctx.text().ask;
    if about.parse::<DecisionId>().is_ok() {
        return Some(view! { <p>{words.contests}</p> }.into_any());
    }
    let said = (words.about)(&called(about, ctx)?);
    Some(view! { <p><bdi>{said}</bdi></p> }.into_any())
}

/// What the page calls what somebody asks about: an exchange by its title, anything else by its topic.
fn called(about: &str, ctx: &Ctx) -> Option<String> {
    let catalogue = ctx.mutual.catalogue();
    let exchange: Option<Slug> = about.parse().ok();
    let exchange = exchange.filter(|key| catalogue.proposition(key).is_some());
    match exchange {
        Some(key) => Some(title_of(&catalogue, &key, ctx.text())),
        None => topic(about).map(|topic| topic.replace('_', " ")),
    }
}

fn thread(one: &Mine, now: Timestamp, ctx: &Ctx) -> impl IntoView + use<> {
    let (text, dates) = (ctx.text(), ctx.dates());
    let words = text.ask;
    let row = &one.row;
    let matter = &row.opened.matter;
    let about = row.asked.about.as_deref();
    let about = about.filter(|about| about.parse::<DecisionId>().is_err());
    let about = about.and_then(|about| called(about, ctx));
    let about =
        about.map(|about| view! { <p class="quiet"><bdi>{(words.about)(&about)}</bdi></p> });
    let catalogue = ctx.mutual.catalogue();
    let purpose = matter.purpose.as_ref().map(|id| {
        let known = catalogue.registry().purpose(id);
        let label = known.map(|known| known.label_in(text.lang).unwrap_or(&known.label));
        label.map_or_else(|| id.to_string(), str::to_owned)
    });
    let purpose = purpose.map(|purpose| view! { <p>{(words.asks_for)(&purpose)}</p> });
    let said = row.asked.said.as_deref().map(|said| {
        view! { <blockquote aria-label=words.you>{lines(said)}</blockquote> }
    });
    let waits = row.end.is_none().then(|| {
        let waits = if row.opened.due_at <= now {
            words.late.to_owned()
        } else {
            (words.until)(&dates.moment(row.opened.due_at))
        };
        view! { <p class="quiet">{waits}</p> }
    });
    let answer = row.end.as_ref().map(|end| {
        let decided = &end.decided;
        let outcome = match row.kind() {
            _ if decided.timed_out => Some(words.silence),
            _ if decided.denied_meanwhile => Some(words.meanwhile),
            CaseKind::Escalation => Some((words.outcome)(decided.outcome)),
            CaseKind::Contest => Some((words.upheld)(decided.outcome)),
            CaseKind::Question => None,
        };
        let outcome = outcome.map(|said| view! { <p><strong>{said}</strong></p> });
        let again = format!("/ask?about={}", row.id());
        view! {
            <h3>{words.answer} " · " {dates.moment(end.at)}</h3>
            {outcome}
            {lines(&decided.reason)}
            <p><a href=again>{words.again}</a></p>
        }
    });
    view! {
        <article class="part">
            <p class="quiet">
                <time datetime=row.opened_at.to_string()>{dates.moment(row.opened_at)}</time>
            </p>
            {about}
            {purpose}
            {said}
            {steps(one, ctx)}
            {waits}
            {answer}
        </article>
    }
}

fn lines(text: &str) -> impl IntoView + use<> {
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    let lines: Vec<_> = lines.map(str::to_owned).collect();
    lines
        .into_iter()
        .map(|line| view! { <p dir="auto">{line}</p> })
        .collect_view()
}

/// Sent, with a person, answered: which of them it is at.
fn steps(one: &Mine, ctx: &Ctx) -> impl IntoView + use<> {
    let words = ctx.text().ask;
    let at = match (&one.row.end, one.is_with_a_person) {
        (Some(_), _) => 2,
        (None, true) => 1,
        (None, false) => 0,
    };
    let steps = [words.step_sent, words.step_with, words.step_answered];
    let steps = steps.into_iter().enumerate().map(|(place, name)| {
        let current = (place == at).then_some("step");
        let name = if place == at {
            view! { <strong>{name}</strong> }.into_any()
        } else {
            view! { <span class="quiet">{name}</span> }.into_any()
        };
        view! { <li aria-current=current>{name}</li> }
    });
    view! { <ol class="case-steps" aria-label=words.steps>{steps.collect_view()}</ol> }
}
