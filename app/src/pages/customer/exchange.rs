//! One exchange in full, with its history.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use mutual::use_cases::set_by;

use super::{happened::happened, heard::least_heard, so_far::so_far};
use crate::{
    pages::{Asked, Page, Problem, Stop, draw},
    ui::{
        Icon,
        exchange::{Card, Drawing, Manner},
        header::Side,
        history::HistoryList,
        so_far::SoFarTables,
    },
};

/// How many lines of history the page shows.
const LINES: usize = 50;

/// One exchange of the customer who is in.
#[component]
pub(crate) fn ExchangePage() -> impl IntoView {
    let key = use_params_map()
        .with_untracked(|params| params.get("key"))
        .unwrap_or_default();
    draw(|asked| exchange(asked, key))
}

async fn exchange(asked: Asked, key: String) -> Result<Page, Stop> {
    let customer = asked.customer()?;
    let ctx = &asked.ctx;
    let mine = ctx
        .mutual
        .my_exchanges(&customer.actor, customer.id, ctx.text().lang)?;
    let found = mine.exchanges.iter().find(|exchange| *exchange.key == *key);
    let exchange = found.ok_or(Problem::Absent)?.clone();
    if asked.is_read_by(&customer) && mine.paused_since.is_none() && exchange.needs_answer() {
        ctx.mutual.asked(&customer.actor, &mine, &exchange);
    }
    let drawing = Drawing {
        text: ctx.text(),
        dates: ctx.dates(),
        registry: ctx.mutual.catalogue().registry().clone(),
        index: mine.index,
        now: mine.now,
        from: format!("/x/{key}"),
        blank: None,
    };
    let so_far = so_far(&asked, &customer).await?.remove(&exchange.key);
    let tables = so_far.clone().map(|so_far| {
        let so_far = so_far.worded(&exchange.version.document, &exchange.wording);
        view! { <SoFarTables so_far=so_far drawing=drawing.clone()/> }
    });
    let happened = happened(&asked, &customer, &mine, &drawing).await?;
    let happened = happened
        .filter(|(about, _)| *about == exchange.key)
        .map(|(_, happened)| happened);
    let items = ctx
        .mutual
        .history(&customer.actor, customer.id, &key, LINES)
        .await?;
    let mut set_by = set_by(&items, !exchange.against_signal.is_empty());
    if set_by.is_empty() {
        set_by.push(exchange.answered_index);
    }
    let heard = least_heard(&asked, &customer, &set_by).await?;
    let words = drawing.text.customer;
    let more = (items.len() == LINES).then(|| {
        view! { <p class="quiet small">{(words.history.newest)(LINES)}</p> }
    });
    let drawing_then = drawing.text.own.then.title;
    let asks = drawing.text.shared.ask_a_person;
    let ask = format!("/ask?about={key}");
    let title = exchange.wording.title.clone();
    let history = view! {
        <HistoryList
            items=items
            text=drawing.text
            dates=drawing.dates.clone()
            catalogue=ctx.mutual.catalogue()
        />
    };
    let body = view! {
        <a class="back" href="/">{Icon::Back.draw()} {words.all_exchanges}</a>
        <Card
            exchange=exchange
            drawing=drawing
            manner=Manner::Alone
            so_far=so_far
            happened=happened
            heard=heard
        />
        {tables}
        <section class="part" id="history" aria-labelledby="history-t">
            <h2 id="history-t">{words.history.title}</h2>
            {history}
            {more}
            <p><a href="/then">{drawing_then}</a></p>
            <p><a href=ask>{asks}</a></p>
        </section>
    };
    Ok(Page {
        title,
        side: Side::Customer,
        here: "",
        live: true,
        body: body.into_any(),
    })
}
