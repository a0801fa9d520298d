//! Ask a person, and see how far that is.

use std::collections::BTreeMap;

use leptos::prelude::*;
use mutual::catalogue::Slug;
use mutual::clock::Timestamp;
use mutual::consent::{Switch, Toggle};
use mutual::guard::{CaseKind, Matter, topic};
use mutual::id::{CaseId, DecisionId};
use mutual::port::CaseRow;
use mutual::use_cases::{Contested, DecidedWhat, Mine, MyExchanges, Reading};

use crate::{
    actions::Failure,
    context::{Ctx, Customer},
    pages::{Asked, Page, Stop, draw, own::why::looked_again},
    ui::{
        asked::{lines, outcome, reported, steps, waits},
        error_summary::ErrorSummary,
        exchange::{is_fixed, purpose_name, shows_on},
        field::{Area, Field},
        header::Side,
        history::title_of,
        notice::{Notice, NoticeKind},
        said::within,
        writer::Writer,
    },
};

/// The longest name of what she asks about, in characters.
const LONGEST_ABOUT: usize = 100;
/// The most decisions that are named on the page; others are led to without their names.
const NAMED: usize = 30;

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
    let is_wrong = asked.parameter("wrong").is_some();
    let decided = decisions(&mine, about, &customer, ctx).await?;
    let drawing = Drawing {
        ctx,
        now,
        mine: &mine,
        decided,
    };
    let (actor, lang) = (&customer.actor, text.lang);
    let exchanges = ctx.mutual.my_exchanges(actor, customer.id, lang)?;
    let is_off = turned_off(&asked, &customer, &exchanges).await?;
    let off = off(about, &exchanges, &drawing);
    let typed: String = asked.note().await.unwrap_or_default();
    let mut faults = Vec::new();
    let mut said = None;
    match (asked.parameter("failed"), asked.parameter("done")) {
        (Some("words"), _) => faults.push(("said".to_owned(), (words.failed)("words").to_owned())),
        (Some(why), _) => said = Some((NoticeKind::Fault, (words.failed)(why))),
        // Only as long as that is the news: the steps below tell the rest.
        (None, Some(_)) if is_on_its_way(&mine) => said = Some((NoticeKind::Done, words.sent)),
        (None, Some(_)) => {}
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
            .map(|one| thread(one, &drawing))
            .collect_view()
            .into_any()
    };
    let others = (!others.is_empty()).then(|| {
        let threads = others.into_iter().map(|one| thread(one, &drawing));
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
        {is_off}
        {said}
        <ErrorSummary title=text.shared.form_has_faults faults=faults.clone()/>
        <div class="steps">
            <form method="post" action="/actions/ask">
                <Writer/>
                {about_line(about, is_wrong, &drawing)}
                <input type="hidden" name="about" value=about.to_owned()/>
                <input type="hidden" name="wrong" value=if is_wrong { "1" } else { "" }/>
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
                {off}
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

/// Whether the newest of what she asked was sent, and nobody has it yet.
fn is_on_its_way(mine: &[Mine]) -> bool {
    let mut hers = mine
        .iter()
        .filter(|one| one.row.kind() != CaseKind::Escalation);
    let newest = hers.next();
    newest.is_some_and(|one| one.row.end.is_none() && !one.is_with_a_person)
}

/// What the threads are drawn with.
struct Drawing<'a> {
    ctx: &'a Ctx,
    now: Timestamp,
    mine: &'a [Mine],
    /// What was decided, by the decisions that she asks about.
    decided: BTreeMap<DecisionId, Named>,
}

/// What a decision is called here.
struct Named {
    /// What came of it.
    outcome: String,
    /// The exchange that allowed it.
    exchange: Option<Slug>,
}

/// What was decided in those that she asked about, and asks about now.
async fn decisions(
    mine: &[Mine],
    about: &str,
    customer: &Customer,
    ctx: &Ctx,
) -> Result<BTreeMap<DecisionId, Named>, Reading> {
    let mut decided = BTreeMap::new();
    let asked = mine.iter().filter_map(|one| one.row.opened.matter.decision);
    let ids = about.parse().ok().into_iter().chain(asked);
    for id in ids.take(NAMED) {
        if decided.contains_key(&id) {
            continue;
        }
        match ctx.mutual.decided(&customer.actor, id).await {
            Ok(found) => {
                if let DecidedWhat::Kept(decision) = found.what {
                    let named = Named {
                        outcome: decision.outcome,
                        exchange: decision.basis.proposition,
                    };
                    decided.insert(id, named);
                }
            }
            Err(Reading::Store(error)) => return Err(error.into()),
            // Nobody recorded it, or it is not hers.
            Err(_) => {}
        }
    }
    Ok(decided)
}

/// What became of what she turned off with the button of this page, with its receipt: said as long as nothing
/// newer was said of it.
async fn turned_off(
    asked: &Asked,
    customer: &Customer,
    exchanges: &MyExchanges,
) -> Result<Option<AnyView>, Reading> {
    let ctx = &asked.ctx;
    let text = ctx.text();
    if let Some(failure) = asked.parameter("still").and_then(Failure::parse) {
        let said = failure.sentence(text);
        return Ok(Some(
            view! { <Notice kind=NoticeKind::Fault text=said/> }.into_any(),
        ));
    }
    let index: Option<u64> = asked.parameter("off").and_then(|index| index.parse().ok());
    let Some(index) = index else {
        return Ok(None);
    };
    let said = ctx.mutual.said(&customer.actor, customer.id, index).await?;
    Ok(said.and_then(|said| {
        let key = said.proposition?;
        let mut all = exchanges.exchanges.iter();
        let exchange = all.find(|exchange| exchange.key == key);
        let is_newest = exchange.is_none_or(|exchange| exchange.answered_index == index);
        let is_off = said.item.toggles.get(&Toggle::Exchange) == Some(&Switch::Off);
        if !(is_newest && is_off) {
            return None;
        }
        let title = title_of(&ctx.mutual.catalogue(), &key, text);
        let told = (text.ask.off_done)(&within(&title, text));
        let receipt = said.item.receipt;
        let link = receipt.map(|id| (format!("/receipts/{id}"), text.own.receipt.title));
        Some(view! { <Notice kind=NoticeKind::Done text=told link=link/> }.into_any())
    }))
}

/// The exchange that she came from: itself, by a decision that it allowed, or by what she asked of it before.
fn came_from(about: &str, drawing: &Drawing<'_>) -> Option<Slug> {
    if let Ok(id) = about.parse::<DecisionId>() {
        return drawing.decided.get(&id)?.exchange.clone();
    }
    match about.parse::<CaseId>() {
        Ok(id) => {
            let mut mine = drawing.mine.iter();
            let case = mine.find(|one| one.row.id() == id)?;
            case.row.asked.about.as_deref()?.parse().ok()
        }
        Err(_) => about.parse().ok(),
    }
}

/// The button that turns off the exchange that she came from, where that is on. It waits for nobody, and asks
/// for no words.
fn off(
    about: &str,
    exchanges: &MyExchanges,
    drawing: &Drawing<'_>,
) -> Option<impl IntoView + use<>> {
    let text = drawing.ctx.text();
    let words = text.ask;
    let key = came_from(about, drawing)?;
    let mut all = exchanges.exchanges.iter();
    let exchange = all.find(|exchange| exchange.key == key)?;
    let whole = exchange.view.toggles.get(&Toggle::Exchange);
    let can = whole.is_some_and(shows_on) && !is_fixed(exchange);
    can.then(|| {
        let does = (words.off_does)(&within(&exchange.wording.title, text));
        view! {
            <p id="off-does">{does}</p>
            <p>
                <button
                    type="submit"
                    class="button"
                    name="off"
                    value=key.to_string()
                    formnovalidate=true
                    aria-describedby="off-does"
                >
                    {words.off_button}
                </button>
            </p>
        }
    })
}

/// What she asks about, where she came from something.
fn about_line(about: &str, is_wrong: bool, drawing: &Drawing<'_>) -> Option<impl IntoView + use<>> {
    let words = drawing.ctx.text().ask;
    if let Ok(id) = about.parse::<DecisionId>() {
        let contests = is_wrong.then(|| view! { <p>{words.contests}</p> });
        let known = drawing.decided.contains_key(&id);
        let which = known.then(|| decision_line(id, drawing));
        return Some(view! { {contests} {which} }.into_any());
    }
    let called = match about.parse::<CaseId>() {
        Ok(id) => {
            let mut mine = drawing.mine.iter();
            let case = mine.find(|one| one.row.id() == id)?;
            if case.row.is_contestable() {
                let contests = is_wrong && Contested::of(&case.row, drawing.mine).is_open;
                let contests = contests.then(|| view! { <p>{words.contests_person}</p> });
                return Some(view! { {contests} {case_line(id, drawing)} }.into_any());
            }
            (words.earlier)(&drawing.ctx.dates().moment(case.row.opened_at))
        }
        Err(_) => called(about, drawing.ctx)?,
    };
    let said = (words.about)(&within(&called, drawing.ctx.text()));
    Some(view! { <p>{said}</p> }.into_any())
}

/// Which decision it is about, with the way there.
fn decision_line(id: DecisionId, drawing: &Drawing<'_>) -> impl IntoView + use<> {
    let words = drawing.ctx.text().ask;
    let href = format!("/why/{id}");
    let name = drawing.decided.get(&id).map(|named| named.outcome.clone());
    let name = name.unwrap_or_else(|| words.a_decision.to_owned());
    view! { <p>{(words.about)("")} <a href=href><bdi>{name}</bdi></a></p> }
}

/// The same of what a person decided, which stands on this page.
fn case_line(id: CaseId, drawing: &Drawing<'_>) -> impl IntoView + use<> {
    let words = drawing.ctx.text().ask;
    let href = format!("/ask#{id}");
    view! { <p>{(words.about)("")} <a href=href>{words.a_decision}</a></p> }
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

fn thread(one: &Mine, drawing: &Drawing<'_>) -> impl IntoView + use<> {
    let ctx = drawing.ctx;
    let (text, dates) = (ctx.text(), ctx.dates());
    let words = text.ask;
    let row = &one.row;
    let matter = &row.opened.matter;
    let about = asked_about(row, drawing);
    let catalogue = ctx.mutual.catalogue();
    let purpose = matter.purpose.as_ref();
    let purpose = purpose.map(|id| purpose_name(id, catalogue.registry(), text));
    let purpose = purpose.map(|purpose| view! { <p>{(words.asks_for)(&purpose)}</p> });
    let said = row.asked.said.as_deref().map(|said| {
        view! { <blockquote aria-label=words.you>{lines(said)}</blockquote> }
    });
    let off = row.asked.turned_off.as_ref();
    let off = off.map(|key| title_of(&catalogue, key, text));
    let off = off.map(|title| view! { <p>{(words.off_before)(&within(&title, text))}</p> });
    let answer = row.end.as_ref().map(|end| {
        let outcome = outcome(row, words).map(|said| view! { <p><strong>{said}</strong></p> });
        let again = asks_again(matter, row);
        let wrong = wrong(row, drawing);
        view! {
            <h3>{words.answer} " · " {dates.moment(end.at)}</h3>
            {outcome}
            {reported(row, words)}
            {lines(&end.decided.reason)}
            {wrong}
            <p><a href=again>{words.again}</a></p>
        }
    });
    view! {
        <article class="part" id=row.id().to_string()>
            <p class="quiet">
                <time datetime=row.opened_at.to_string()>{dates.moment(row.opened_at)}</time>
            </p>
            {about}
            {purpose}
            {said}
            {off}
            {steps(one, text)}
            {waits(row, drawing.now, ctx)}
            {answer}
        </article>
    }
}

/// What she asked about then, or said of it that it is wrong.
fn asked_about(row: &CaseRow, drawing: &Drawing<'_>) -> Option<AnyView> {
    let words = drawing.ctx.text().ask;
    let matter = &row.opened.matter;
    let is_wrong = row.kind() == CaseKind::Contest;
    let contested = is_wrong.then(|| view! { <p>{words.contested}</p> });
    match (matter.decision, matter.case) {
        (Some(id), _) => {
            let which = decision_line(id, drawing);
            Some(view! { {contested} {which} }.into_any())
        }
        (None, Some(case)) => {
            let which = case_line(case, drawing);
            Some(view! { {contested} {which} }.into_any())
        }
        (None, None) => {
            let about = row.asked.about.as_deref();
            let about = about.filter(|about| about.parse::<DecisionId>().is_err());
            about.and_then(|about| about_line(about, false, drawing).map(IntoAny::into_any))
        }
    }
}

/// The way to ask about it again: about the decision, be it one of a person.
fn asks_again(matter: &Matter, row: &CaseRow) -> String {
    match (matter.decision, matter.case) {
        (Some(id), _) => format!("/ask?about={id}"),
        (None, Some(case)) => format!("/ask?about={case}"),
        (None, None) => format!("/ask?about={}", row.id()),
    }
}

/// What became of a decision of a person that she said is wrong, and the way to say so.
fn wrong(row: &CaseRow, drawing: &Drawing<'_>) -> Option<impl IntoView + use<>> {
    if !row.is_contestable() {
        return None;
    }
    let words = drawing.ctx.text().why;
    let Contested { again, is_open } = Contested::of(row, drawing.mine);
    let again = again.map(|again| looked_again(again, words));
    let again = again.map(|said| view! { <p>{said}</p> });
    let href = format!("/ask?about={}&wrong=1", row.id());
    let says = is_open.then(|| view! { <p><a href=href>{words.wrong}</a></p> });
    Some(view! { {again} {says} })
}
