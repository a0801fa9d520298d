//! The first page: how things stand, at most one question, every exchange, and all of them at once.

use http::{HeaderValue, header};
use leptos::prelude::*;
use mutual::catalogue::{LegalBasis, Slug};
use mutual::consent::{Decision, Toggle};
use mutual::use_cases::{MyExchange, MyExchanges};

use super::{happened::happened, heard::heard_of_it, so_far::so_far};
use crate::{
    actions::Failure,
    pages::{Asked, Page, Stop, draw},
    text::Customer as Words,
    ui::{
        everything::Everything,
        exchange::{Card, Drawing, Manner},
        header::Side,
        human_only::HumanOnly,
        left_alone::{left_alone, quiet},
        status::{Happened, Status},
        writer::Writer,
    },
};

/// Every exchange of the customer who is in.
#[component]
pub(crate) fn HomePage() -> impl IntoView {
    draw(home)
}

async fn home(asked: Asked) -> Result<Page, Stop> {
    let customer = asked.customer()?;
    let ctx = &asked.ctx;
    let mine = ctx
        .mutual
        .my_exchanges(&customer.actor, customer.id, ctx.text().lang)?;
    let drawing = Drawing {
        text: ctx.text(),
        dates: ctx.dates(),
        registry: ctx.mutual.catalogue().registry().clone(),
        index: mine.index,
        now: mine.now,
        from: "/".to_owned(),
        blank: None,
    };
    let mut so_far = so_far(&asked, &customer).await?;
    let mut happened = happened(&asked, &customer, &mine, &drawing).await?;
    // Without a card of its own it is said on top.
    let has_card = |key: &Slug| mine.exchanges.iter().any(|exchange| exchange.key == *key);
    let of_none = happened.take_if(|(key, _)| !has_card(key));
    let heard = heard_of_it(&asked, &customer, &mine, happened.as_ref()).await?;
    let heard = |of: &Slug| {
        heard
            .as_ref()
            .filter(|(key, _)| key == of)
            .map(|(_, heard)| *heard)
    };
    let mut said = |exchange: &MyExchange| {
        happened
            .take_if(|(key, _)| *key == exchange.key)
            .map(|(_, happened)| happened)
    };
    let words = drawing.text.customer;
    let is_open =
        |exchange: &&MyExchange| exchange.version.document.legal_basis == LegalBasis::Consent;
    let (open, others): (Vec<_>, Vec<_>) = mine.exchanges.iter().partition(is_open);
    let question = mine.question().filter(|_| !leaves_for_later(&asked));
    if asked.is_read_by(&customer) && mine.paused_since.is_none() {
        let waiting = open.iter().filter(|exchange| exchange.needs_answer());
        for exchange in question.iter().chain(waiting) {
            ctx.mutual.asked(&customer.actor, &mine, exchange);
        }
    }
    let mut card = |exchange: &MyExchange| {
        let manner = match question {
            Some(asked) if asked.key == exchange.key => Manner::Question,
            _ => Manner::Card,
        };
        view! {
            <Card
                exchange=exchange.clone()
                drawing=drawing.clone()
                manner=manner
                so_far=so_far.remove(&exchange.key)
                happened=said(exchange)
                heard=heard(&exchange.key)
            />
        }
    };
    let first = question.map(&mut card);
    let rest = open
        .iter()
        .copied()
        .filter(|exchange| question.is_none_or(|asked| asked.key != exchange.key));
    let rest = rest.map(&mut card).collect_view();
    let others = (!others.is_empty()).then(|| {
        let cards = others.iter().copied().map(&mut card).collect_view();
        view! {
            <section class="part" aria-labelledby="others-t">
                <h2 id="others-t">{words.other_uses}</h2>
                <p class="quiet">{words.other_uses_lead}</p>
            </section>
            {cards}
        }
    });
    let everything = (!mine.exchanges.is_empty()).then(|| {
        view! { <Everything words=words paused=mine.paused_since.is_some()/> }
    });
    let body = view! {
        <h1>{words.title}</h1>
        {standing(&mine, &open, words)}
        {signal(&mine, ctx.signal, &drawing)}
        {weaker(&asked)}
        {about_everything(&asked, words, &mine)
            .or(of_none.map(|(_, happened)| happened))
            .map(|happened| view! { <Status happened=happened/> })}
        {pause(&mine, &open, &drawing, asked.parameter("all"))}
        {first}
        {rest}
        {others}
        {everything}
        <HumanOnly
            words=drawing.text.red_lines
            since=mine.customer.state.guarded.human_only
            dates=ctx.dates()
        />
        {left_alone(&mine.customer.state.guarded, mine.now, ctx)}
    };
    Ok(Page {
        title: words.title.to_owned(),
        side: Side::Customer,
        here: "/",
        live: true,
        body: body.into_any(),
    })
}

/// How things stand, in one line.
fn standing(
    mine: &MyExchanges,
    open: &[&MyExchange],
    words: &'static Words,
) -> impl IntoView + use<> {
    if mine.exchanges.is_empty() {
        return view! { <p class="lead">{words.nothing_here}</p> }.into_any();
    }
    let on = open.iter().filter(|exchange| exchange.is_on()).count();
    let (first, then) = if mine.paused_since.is_some() {
        (words.all_paused.to_owned(), "")
    } else {
        ((words.tally)(on, open.len()), words.only_you)
    };
    view! { <p class="lead" id="standing"><strong>{first}</strong> " " {then}</p> }.into_any()
}

/// That her browser asks not to sell or share, and that it is followed: whoever receives the wish has
/// to show that (11 CCR 7025(c)(6)).
fn signal(mine: &MyExchanges, comes: bool, drawing: &Drawing) -> Option<impl IntoView + use<>> {
    let words = &drawing.text.customer.signal;
    let day = drawing.dates.day(mine.customer.state.gpc?.at);
    let wish = if comes {
        (words.asks)(&day)
    } else {
        (words.asked)(&day)
    };
    let reaches = mine
        .exchanges
        .iter()
        .any(|exchange| !exchange.against_signal.is_empty());
    let does = if reaches {
        words.reaches
    } else {
        words.reaches_nothing
    };
    Some(view! { <div class="status"><p id="signal">{wish} " " {does}</p></div> })
}

/// That a red line will become weaker: she has 30 days to read of it.
fn weaker(asked: &Asked) -> Option<impl IntoView + use<>> {
    let words = asked.ctx.text().red_lines;
    let (catalogue, now) = (
        asked.ctx.mutual.catalogue(),
        asked.ctx.mutual.engine().now(),
    );
    let mut coming = catalogue.red_lines().changes_to_come(now);
    coming.any(|coming| coming.is_weaker()).then(|| {
        view! {
            <div class="status">
                <p>{words.notice} " " <a href="/red-lines#coming">{words.notice_link}</a></p>
            </div>
        }
    })
}

/// Since when everything is paused, and the way to go on.
fn pause(
    mine: &MyExchanges,
    open: &[&MyExchange],
    drawing: &Drawing,
    just_done: Option<&str>,
) -> Option<impl IntoView + use<>> {
    let words = drawing.text.customer;
    let since = mine.paused_since?;
    let granted = |exchange: &&&MyExchange| {
        let whole = exchange.view.toggles.get(&Toggle::Exchange);
        whole.is_some_and(|view| {
            view.decision == Decision::Granted && view.phase == mutual::consent::Phase::Paused
        })
    };
    let starts = (words.resume_starts)(open.iter().filter(granted).count());
    let paused = (words.paused_since)(&drawing.dates.moment(since));
    let aloud = (just_done == Some("paused")).then_some(words.said.paused);
    Some(view! {
        <div class="status">
            <p data-say=aloud>{paused} " " {starts}</p>
            <form method="post" action="/actions/resume" data-live="everything">
                <Writer/>
                <input type="hidden" name="sure" value="yes"/>
                <button type="submit" class="button button-small">{words.resume}</button>
            </form>
        </div>
    })
}

/// What the last form did to all exchanges at once.
fn about_everything(asked: &Asked, words: &'static Words, mine: &MyExchanges) -> Option<Happened> {
    let said = &words.said;
    let text = match asked.parameter("all")? {
        // The line of the pause says so as long as it lasts.
        "paused" => return None,
        "off" => said.everything_off,
        "none" => said.nothing_was_on,
        "resumed" => said.resumed,
        "human" => asked.ctx.text().red_lines.human_only.done_on,
        "machine" => asked.ctx.text().red_lines.human_only.done_off,
        "quiet" => {
            let until = quiet(&mine.customer.state.guarded, mine.now)?;
            let end = until.map(|until| asked.ctx.dates().end(until));
            let text = (asked.ctx.text().red_lines.left_alone.done_on)(end.as_deref());
            return Some(Happened::Done {
                aloud: text.clone(),
                text,
                undo: None,
            });
        }
        "quiet-over" => asked.ctx.text().red_lines.left_alone.done_off,
        other => {
            let failure = Failure::parse(other)?;
            return Some(Happened::Failed(
                failure.sentence(asked.ctx.text()).to_owned(),
            ));
        }
    };
    Some(Happened::Done {
        text: text.to_owned(),
        aloud: text.to_owned(),
        undo: None,
    })
}

/// Whether the customer left the question for later: remembered by her browser alone, until it closes.
fn leaves_for_later(asked: &Asked) -> bool {
    const LATER: &str = "mutual-later=yes";
    if asked.parameter("later").is_some() {
        let cookie = HeaderValue::from_static("mutual-later=yes; Path=/; HttpOnly; SameSite=Lax");
        asked.response.append_header(header::SET_COOKIE, cookie);
        return true;
    }
    let cookies = asked.parts.headers.get_all(header::COOKIE);
    let mut cookies = cookies.iter().filter_map(|cookies| cookies.to_str().ok());
    cookies.any(|cookies| cookies.split(';').any(|cookie| cookie.trim() == LATER))
}
