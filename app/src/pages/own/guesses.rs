//! What is guessed about the customer: each guess with what it was made from, and the way to take it
//! away.

use std::collections::BTreeMap;
use std::sync::Arc;

use leptos::prelude::*;
use mutual::catalogue::{Registry, Slug};
use mutual::guard::{Guess, no_guess_sets_a_price};
use mutual::id::ReceiptId;
use mutual::use_cases::{Guesses, Told};

use crate::{
    pages::{Asked, Page, Stop, draw},
    text::{Dates, Guesses as Words, Text},
    ui::{
        exchange::data_name,
        header::Side,
        notice::{Notice, NoticeKind},
        said::within,
        writer::Writer,
    },
};

/// The guesses about the customer who is in.
#[component]
pub(crate) fn GuessesPage() -> impl IntoView {
    draw(guesses)
}

/// What the guesses are drawn with.
struct Drawing {
    text: &'static Text,
    words: &'static Words,
    dates: Dates,
    registry: Arc<Registry>,
    /// What people call the models, by their keys.
    models: BTreeMap<Slug, String>,
    /// Whether red lines see to it that no guess sets a price.
    sets_no_price: bool,
}

async fn guesses(asked: Asked) -> Result<Page, Stop> {
    let customer = asked.customer()?;
    let ctx = &asked.ctx;
    let known = ctx.mutual.guesses(&customer.actor, customer.id).await?;
    let made = known.counting.iter().chain(&known.held);
    let made: Vec<_> = made.map(|told| told.guess.model.name.as_str()).collect();
    let models = ctx.mutual.names_of_models(made.into_iter()).await?;
    let (catalogue, now) = (ctx.mutual.catalogue(), ctx.mutual.engine().now());
    let drawing = Drawing {
        text: ctx.text(),
        words: ctx.text().guesses,
        dates: ctx.dates(),
        registry: catalogue.registry().clone(),
        models,
        sets_no_price: no_guess_sets_a_price(catalogue.red_lines(), now),
    };
    let words = drawing.words;
    let counting = known.counting.iter().map(|told| (told, false));
    let held = known.held.iter().map(|told| (told, true));
    let mut all: Vec<_> = counting.chain(held).collect();
    all.sort_by_key(|(told, _)| (std::cmp::Reverse(told.at), told.guess.key.clone()));
    let cards = all
        .iter()
        .enumerate()
        .map(|(place, (told, waits))| {
            card(
                place,
                told,
                *waits && known.paused_since.is_none(),
                &drawing,
            )
        })
        .collect_view();
    let list = if all.is_empty() {
        view! { <p>{words.empty_means}</p> }.into_any()
    } else {
        view! { <ol class="guesses">{cards}</ol> {buttons(words)} }.into_any()
    };
    let body = view! {
        <div class="own">
        <h1>{words.title}</h1>
        {happened(&asked, &drawing)}
        {top(&known, &drawing)}
        {list}
        </div>
    };
    Ok(Page {
        title: words.title.to_owned(),
        side: Side::Customer,
        here: "/guesses",
        live: false,
        body: body.into_any(),
    })
}

/// What was just done.
fn happened(asked: &Asked, drawing: &Drawing) -> Option<impl IntoView + use<>> {
    let words = drawing.words;
    if asked.parameter("failed").is_some() {
        return Some(view! { <Notice kind=NoticeKind::Fault text=words.failed/> }.into_any());
    }
    let text = match asked.parameter("done") {
        Some("wrong") => words.after_wrong,
        Some("dont_guess") => words.after_dont_guess,
        Some("right") => words.after_right,
        // A program told another one while she looked.
        Some("other") => words.after_other,
        _ => return None,
    };
    let receipt = asked.parameter("receipt");
    let receipt = receipt.and_then(|receipt| receipt.parse::<ReceiptId>().ok());
    let title = drawing.text.own.receipt.title;
    let link = receipt.map(|receipt| (format!("/receipts/{receipt}"), title));
    Some(view! { <Notice kind=NoticeKind::Done text=text link=link/> }.into_any())
}

/// How many there are, what they are used for, and that they set no price, where that is so.
fn top(known: &Guesses, drawing: &Drawing) -> impl IntoView + use<> {
    let words = drawing.words;
    let count = known.counting.len() + known.held.len();
    if count == 0 {
        return view! { <p class="lead">{words.empty}</p> }.into_any();
    }
    let then = if known.paused_since.is_some() {
        words.paused.to_owned()
    } else {
        let mut purposes: Vec<&Slug> = Vec::new();
        for purpose in known.counting.iter().flat_map(|told| &told.purposes) {
            if !purposes.contains(&purpose) {
                purposes.push(purpose);
            }
        }
        if purposes.is_empty() {
            String::new()
        } else {
            (words.together)(&purpose_names(purposes, drawing))
        }
    };
    let price = drawing.sets_no_price.then(|| {
        view! { " " {words.sets_no_price} " " <a href="/red-lines">{words.by_red_line}</a> }
    });
    view! { <p class="lead"><strong>{(words.count)(count)}</strong> " " {then} {price}</p> }
        .into_any()
}

/// Each stands apart from the list's direction: a name that is written in no other language is English.
fn purpose_names<'a>(purposes: impl IntoIterator<Item = &'a Slug>, drawing: &Drawing) -> String {
    let name = |id: &Slug| {
        let purpose = drawing.registry.purpose(id);
        let name = purpose.map(|purpose| purpose.called_in(drawing.text.lang));
        within(&(drawing.text.inside)(name.unwrap_or(id)), drawing.text)
    };
    let names: Vec<_> = purposes.into_iter().map(name).collect();
    names.join(drawing.text.comma)
}

/// The id of a guess on this page, and so the anchor of it.
pub(super) fn place_of(guess: &Slug) -> String {
    format!("guess-{guess}")
}

/// One guess. Its words are somebody else's, in whichever language.
fn card(place: usize, told: &Told, waits: bool, drawing: &Drawing) -> impl IntoView + use<> {
    let (words, guess) = (drawing.words, &told.guess);
    let id = format!("g{place}");
    let heading = format!("{id}-t");
    let sure = if guess.confidence.is_fairly_sure() {
        words.fairly_sure
    } else {
        words.a_guess
    };
    let data: Vec<_> = guess
        .derived_from
        .iter()
        .map(|id| {
            within(
                &data_name(id, &drawing.registry, drawing.text),
                drawing.text,
            )
        })
        .collect();
    let data = data.join(drawing.text.semicolon);
    // One from before its model had to be registered says itself what that was called.
    let called = drawing.models.get(guess.model.name.as_str());
    let called = within(called.unwrap_or(&guess.model.name), drawing.text);
    let model = (words.model)(&called, &within(&guess.model.version, drawing.text));
    let waits = waits.then(|| view! { <p class="quiet">{words.waiting}</p> });
    let said = told.confirmed_at.map(|at| {
        let day = drawing.dates.day(at);
        view! { <p><time datetime=at.to_string()>{(words.confirmed)(&day)}</time></p> }
    });
    let button = |how: &'static str, name: &'static str| {
        let own = format!("{id}-{how}");
        let label = format!("{own} {heading}");
        view! {
            <button type="submit" class="button" name="how" value=how id=own aria-labelledby=label>
                {name}
            </button>
        }
    };
    let right = right(&id, told, drawing);
    view! {
        <li class="guess" id=place_of(&guess.key)>
            <h2 id=heading.clone()><bdi dir="auto">{guess.label.clone()}</bdi></h2>
            <p>{sure} " " <strong><bdi dir="auto">{guess.value.clone()}</bdi></strong></p>
            {seen(guess, drawing)}
            {waits}
            {said}
            <dl class="facts">
                <div><dt>{words.from}</dt><dd>{data}</dd></div>
                <div>
                    <dt>{words.when}</dt>
                    <dd><time datetime=told.at.to_string()>{drawing.dates.day(told.at)}</time></dd>
                </div>
                <div>
                    <dt>{words.used_for}</dt>
                    <dd>{purpose_names(&told.purposes, drawing)}</dd>
                </div>
                <div><dt>{words.by}</dt><dd>{model}</dd></div>
            </dl>
            <div class="buttons">
                {right}
                <form method="post" action="/actions/reject-guess" class="buttons">
                    <Writer/>
                    <input type="hidden" name="guess" value=guess.key.to_string()/>
                    <input type="hidden" name="label" value=guess.label.clone()/>
                    <input type="hidden" name="value" value=guess.value.clone()/>
                    {button("wrong", words.wrong)}
                    {button("dont_guess", words.dont_guess)}
                </form>
            </div>
        </li>
    }
}

/// What was seen that it rests on, as the program tells it: in which data, what, and when.
fn seen(guess: &Guess, drawing: &Drawing) -> Option<impl IntoView + use<>> {
    let lines = guess.evidence.iter().map(|one| {
        let data = data_name(&one.data, &drawing.registry, drawing.text);
        let at = one.at.map(|at| {
            let day = drawing.dates.day(at);
            view! { " · " <time datetime=at.to_string()>{day}</time> }
        });
        view! { <li><bdi>{data}</bdi> ": " <bdi dir="auto">{one.seen.clone()}</bdi> {at}</li> }
    });
    let lines = lines.collect_view();
    let words = drawing.words;
    (!guess.evidence.is_empty())
        .then(|| view! { <p>{words.seen}</p> <ul class="guess-seen">{lines}</ul> })
}

/// The button that says that it is right, as she reads it here; nothing once she said so.
fn right(id: &str, told: &Told, drawing: &Drawing) -> Option<impl IntoView + use<>> {
    if told.confirmed_at.is_some() {
        return None;
    }
    let guess = &told.guess;
    let own = format!("{id}-right");
    let label = format!("{own} {id}-t");
    Some(view! {
        <form method="post" action="/actions/confirm-guess">
            <Writer/>
            <input type="hidden" name="guess" value=guess.key.to_string()/>
            <input type="hidden" name="label" value=guess.label.clone()/>
            <input type="hidden" name="value" value=guess.value.clone()/>
            <button type="submit" class="button" id=own aria-labelledby=label>
                {drawing.words.right}
            </button>
        </form>
    })
}

/// What each button does, said before one is pressed.
fn buttons(words: &'static Words) -> impl IntoView {
    view! {
        <section class="part" aria-labelledby="does-t">
            <h2 id="does-t">{words.does}</h2>
            <ul>
                <li>{words.right_does}</li>
                <li>{words.wrong_does}</li>
                <li>{words.dont_guess_does}</li>
            </ul>
            <p>{words.off_does}</p>
        </section>
    }
}
