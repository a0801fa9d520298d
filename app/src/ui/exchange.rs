//! One exchange, drawn in the fixed order: title and switch, the pair, the facts, the parts, the foot.

use std::sync::Arc;

use leptos::prelude::*;
use mutual::catalogue::{Document, LegalBasis, Registry, Slug, Worth};
use mutual::clock::Timestamp;
use mutual::consent::{self, Decision, Phase, Toggle, ToggleView};
use mutual::use_cases::MyExchange;
use mutual::value::SoFar;
use mutual::webhook::Heard;

use super::{
    example::example,
    facets::{Facets, Part},
    facts::{Fact, Facts},
    heard,
    pair::{Line, Pair},
    question::Question,
    said::{Said, within},
    so_far::sentences,
    status::{Happened, Status},
    switch::{Fixed, Switch, SwitchSize, Wish, card_id, share_id},
};
use crate::text::{Dates, Text};

/// What every card of a page is drawn with.
#[derive(Clone)]
pub(crate) struct Drawing {
    /// The words.
    pub text: &'static Text,
    /// How days are written.
    pub dates: Dates,
    /// What data is called.
    pub registry: Arc<Registry>,
    /// The ledger index that the page reflects.
    pub index: u64,
    /// The moment that the page reflects.
    pub now: Timestamp,
    /// The page's own address.
    pub from: String,
    /// What stands where a draft has no text yet; nothing on the pages of customers, whose texts are whole.
    pub blank: Option<&'static str>,
}

/// How a card is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Manner {
    /// One of several on a page.
    Card,
    /// As a first question.
    Question,
    /// On a page of its own.
    Alone,
}

/// Where the exchange itself stands.
fn whole(exchange: &MyExchange) -> Option<&ToggleView> {
    exchange.view.toggles.get(&Toggle::Exchange)
}

/// Whether the switch shows on: a paused answer was yes, and can be taken back.
pub(crate) fn shows_on(view: &ToggleView) -> bool {
    view.decision == Decision::Granted && matches!(view.phase, Phase::Active | Phase::Paused)
}

/// What a customer calls a toggle.
pub(crate) fn toggle_name(toggle: &Toggle, text: &Text, registry: &Registry) -> String {
    match toggle {
        Toggle::Exchange => String::new(),
        Toggle::Data(id) => data_name(id, registry, text),
        Toggle::Channel(channel) => (text.shared.channel)(*channel).to_owned(),
        Toggle::Ai(ai) => (text.shared.ai_use)(*ai).to_owned(),
    }
}

/// What happens while a toggle is on, where its name is not enough: what a computer does with the data.
fn does(toggle: &Toggle, text: &Text) -> Option<&'static str> {
    match toggle {
        Toggle::Ai(ai) => Some((text.shared.ai_does)(*ai)),
        Toggle::Exchange | Toggle::Data(_) | Toggle::Channel(_) => None,
    }
}

/// What a customer calls a kind of data.
pub(crate) fn data_name(id: &Slug, registry: &Registry, text: &Text) -> String {
    let data = registry.category(id);
    // What went live has words in each of its languages; what was asked before may have none.
    let label = data.map(|data| data.label_in(text.lang).unwrap_or(&data.label));
    label.map_or_else(|| id.to_string(), str::to_owned)
}

/// What a customer calls a purpose.
pub(crate) fn purpose_name(id: &Slug, registry: &Registry, text: &Text) -> String {
    let purpose = registry.purpose(id);
    let label = purpose.map(|purpose| purpose.label_in(text.lang).unwrap_or(&purpose.label));
    label.map_or_else(|| id.to_string(), str::to_owned)
}

/// How a worth was worked out, by the name of the way where it has one. Words of its own are the
/// document's, and of its language.
pub(crate) fn how_worked_out(worth: &Worth, text: &Text) -> String {
    let named = (text.customer.worth_method)(worth.way());
    named.map_or_else(|| worth.method.clone(), str::to_owned)
}

/// One exchange.
#[component]
pub(crate) fn Card(
    /// The exchange.
    exchange: MyExchange,
    /// What it is drawn with.
    drawing: Drawing,
    /// How it is drawn.
    manner: Manner,
    /// What she has of it so far; none where that cannot be told just now.
    #[prop(optional_no_strip)]
    so_far: Option<SoFar>,
    /// What just happened to it.
    #[prop(optional_no_strip)]
    happened: Option<Happened>,
    /// How far the organisation's systems have heard of what she chose; none where the card does not say.
    #[prop(optional_no_strip)]
    heard: Option<Heard>,
    /// Which of the invented people its example is of, opened; by default the first one, closed.
    #[prop(optional_no_strip)]
    person: Option<usize>,
) -> impl IntoView {
    let id = card_id(&exchange.key);
    let title_id = format!("{id}-t");
    let on = whole(&exchange).is_some_and(shows_on);
    let alone = manner == Manner::Alone;
    let head = if manner == Manner::Question {
        question(&exchange, &drawing).into_any()
    } else {
        head(&exchange, &drawing, on, alone).into_any()
    };
    let class = if alone {
        "exchange exchange-alone"
    } else {
        "exchange"
    };
    let parts = if on {
        parts(&exchange, &drawing)
    } else {
        vec![]
    };
    let words = drawing.text.customer;
    let document = &exchange.wording;
    let so_far = so_far.map(|so_far| so_far.worded(&exchange.version.document, document));
    let happened = happened.map(|happened| view! { <Status happened=happened/> }.into_any());
    let heard = heard.map(|heard| heard::heard(&heard, &exchange.key, &drawing).into_any());
    let special = (exchange.special && manner != Manner::Question)
        .then(|| special(document, &drawing).into_any());
    let pair = pair(document, &drawing, on, alone).into_any();
    let example = example(document, &drawing, person);
    let parts = (!parts.is_empty())
        .then(|| view! { <Facets title=words.parts parts=parts alone=alone/> }.into_any());
    let facts = facts(&exchange, &drawing, on, manner, so_far.as_ref());
    let facts = view! { <Facts facts=facts/> }.into_any();
    let foot = (!alone).then(|| foot(&exchange, &drawing, on).into_any());
    view! {
        <section class=class id=id aria-labelledby=title_id>
            {head}
            {happened}
            {heard}
            {changed(&exchange, &drawing)}
            {special}
            {pair}
            {example}
            {parts}
            {facts}
            {foot}
        </section>
    }
    .into_any()
}

/// A text of the document, with its language where the page speaks another.
fn said(text: &str, document: &Document, drawing: &Drawing) -> Said {
    if let Some(blank) = blank(text, drawing) {
        return Said::blank(blank);
    }
    Said::written(text, &document.locale, drawing.text)
}

/// What stands instead of a text that is not written yet.
fn blank(text: &str, drawing: &Drawing) -> Option<&'static str> {
    drawing.blank.filter(|_| text.trim().is_empty())
}

/// The lines of a column of a draft; of one that has none yet, that it has none.
fn or_blank(mut lines: Vec<Line>, drawing: &Drawing) -> Vec<Line> {
    if let Some(blank) = drawing.blank.filter(|_| lines.is_empty()) {
        lines.push((Said::blank(blank), String::new()));
    }
    lines
}

fn head(exchange: &MyExchange, drawing: &Drawing, on: bool, alone: bool) -> impl IntoView + use<> {
    let id = card_id(&exchange.key);
    let title = said(&exchange.wording.title, &exchange.wording, drawing).draw();
    let title = if alone {
        view! { <h1 class="exchange-title" id=format!("{id}-t")>{title}</h1> }.into_any()
    } else {
        let href = format!("/x/{}", exchange.key);
        view! { <h2 class="exchange-title" id=format!("{id}-t")><a href=href>{title}</a></h2> }
            .into_any()
    };
    let state = phrase(exchange, drawing);
    let fixed = is_fixed(exchange);
    // Nobody turns on what she cannot read.
    let unread = !on && !exchange.speaks;
    let control = if fixed || unread {
        let unread = unread.then_some(drawing.text.customer.not_in_language);
        let state = [Some(state.as_str()), unread].into_iter().flatten();
        let state = state.collect::<Vec<_>>().join(". ");
        let toggle = Toggle::Exchange.to_string();
        let on = fixed || on;
        view! { <Fixed toggle=toggle on=on state=state size=SwitchSize::Whole/> }.into_any()
    } else {
        let wish = wish(exchange, drawing, &Toggle::Exchange, !on);
        view! { <Switch wish=wish id=id on=on state=state size=SwitchSize::Whole/> }.into_any()
    };
    view! { <div class="exchange-head">{title} {control}</div> }
}

/// Whether no switch moves it.
pub(crate) fn is_fixed(exchange: &MyExchange) -> bool {
    let basis = exchange.version.document.legal_basis;
    matches!(basis, LegalBasis::Contract | LegalBasis::LegalObligation)
}

fn wish(exchange: &MyExchange, drawing: &Drawing, toggle: &Toggle, on: bool) -> Wish {
    Wish {
        proposition: exchange.key.to_string(),
        toggle: toggle.to_string(),
        to: consent::Switch::from_on(on),
        in_spite: on && exchange.against_signal.contains(toggle),
        version: exchange.version.number,
        locale: exchange.wording.locale.clone(),
        index: drawing.index,
        from: drawing.from.clone(),
    }
}

/// The phrase beside the switch: never a bare "on".
pub(crate) fn phrase(exchange: &MyExchange, drawing: &Drawing) -> String {
    let words = drawing.text.customer;
    let document = &exchange.version.document;
    let Some(view) = whole(exchange) else {
        return words.off.to_owned();
    };
    // The law asks that she is told before she says yes to it: the switch is described by this.
    if !shows_on(view) && exchange.against_signal.contains(&Toggle::Exchange) {
        return words.signal.off.to_owned();
    }
    match (document.legal_basis, view.decision, view.phase) {
        (LegalBasis::Contract, ..) => words.by_contract.to_owned(),
        (LegalBasis::LegalObligation, ..) => words.by_law.to_owned(),
        (LegalBasis::LegitimateInterest, Decision::Granted, _) => words.on_interest.to_owned(),
        (LegalBasis::LegitimateInterest, ..) => words.off_interest.to_owned(),
        (LegalBasis::Consent, Decision::Granted, Phase::Active) => {
            let needed: Vec<_> = document.data.iter().filter(|item| item.required).collect();
            let label = match needed[..] {
                [only] => Some(data_name(&only.category, &drawing.registry, drawing.text)),
                _ => None,
            };
            (words.on)(label.map(|data| (drawing.text.inside)(&data)).as_deref())
        }
        (LegalBasis::Consent, Decision::Granted, Phase::Paused) => words.on_paused.to_owned(),
        (LegalBasis::Consent, Decision::Granted, Phase::NeedsAnswer) => {
            words.off_changed.to_owned()
        }
        (LegalBasis::Consent, Decision::Granted, Phase::Expired) => {
            let day = view
                .expires_at
                .map(|at| drawing.dates.day(at))
                .unwrap_or_default();
            (words.off_run_out)(&day)
        }
        (LegalBasis::Consent, ..) => words.off.to_owned(),
    }
}

fn question(exchange: &MyExchange, drawing: &Drawing) -> impl IntoView + use<> {
    let words = drawing.text.customer;
    let ask = &exchange.wording.ask;
    let said = |text: &str| said(text, &exchange.wording, drawing);
    let mut notes = vec![words.change_any_time.to_owned()];
    if exchange.special {
        notes.insert(0, words.special.to_owned());
    }
    view! {
        <Question
            title_id=format!("{}-t", card_id(&exchange.key))
            question=said(&ask.question)
            label=words.new_question
            notes=notes
            answers=(said(&ask.refuse), said(&ask.allow))
            wish=wish(exchange, drawing, &Toggle::Exchange, true)
            later=(words.decide_later, "/?later=yes")
        />
    }
}

/// Sensitive data: the question in two lines, before anything else.
fn special(document: &Document, drawing: &Drawing) -> impl IntoView + use<> {
    view! {
        <div class="question">
            <p>{drawing.text.customer.special}</p>
            <p>{said(&document.ask.question, document, drawing).draw()}</p>
        </div>
    }
}

/// Why an exchange that was on waits for a new answer.
fn changed(exchange: &MyExchange, drawing: &Drawing) -> Option<impl IntoView + use<>> {
    changed_note(exchange, drawing).map(|text| view! { <div class="status"><p>{text}</p></div> })
}

/// When and why it changed, where it waits for a new answer.
pub(crate) fn changed_note(exchange: &MyExchange, drawing: &Drawing) -> Option<String> {
    let waits = whole(exchange).is_some_and(|view| view.phase == Phase::NeedsAnswer);
    waits.then(|| {
        let note = exchange.wording.change_note.clone().unwrap_or_default();
        let day = drawing.dates.day(exchange.version.published_at);
        (drawing.text.customer.changed_on)(&day, &within(&note, drawing.text))
    })
}

fn pair(document: &Document, drawing: &Drawing, on: bool, alone: bool) -> impl IntoView + use<> {
    let (share, get) = columns(document, drawing, on);
    let data = document.data.iter();
    let ids = data.map(|item| share_id(&document.key, &item.category));
    view! { <Pair share=share get=get ids=ids.collect() alone=alone/> }
}

/// A head and its lines.
pub(crate) type Column = (&'static str, Vec<Line>);

/// What she shares, and what she gets.
pub(crate) fn columns(document: &Document, drawing: &Drawing, on: bool) -> (Column, Column) {
    let (words, shared) = (drawing.text.customer, drawing.text.shared);
    let share: Vec<Line> = document
        .data
        .iter()
        .map(|item| {
            let data = drawing.registry.category(&item.category);
            let name = data_name(&item.category, &drawing.registry, drawing.text);
            let origin = data.map_or("", |data| (shared.origin)(data.origin));
            let optional = (!item.required).then_some(words.your_choice);
            let notes: Vec<_> = [Some(origin), optional].into_iter().flatten().collect();
            (name.into(), notes.join(drawing.text.comma))
        })
        .collect();
    let get: Vec<Line> = document
        .benefits
        .iter()
        .map(|benefit| {
            let count = drawing.text.rules.amount(benefit.amount);
            let many = format!("{count} {}", benefit.unit);
            let many = within(many.trim_end(), drawing.text);
            let note = format!("{many} {}", (shared.every)(benefit.every));
            (said(&benefit.what, document, drawing), note)
        })
        .collect();
    let heads = if on {
        (words.you_share, words.you_get)
    } else {
        (words.you_would_share, words.you_would_get)
    };
    let (share, get) = (or_blank(share, drawing), or_blank(get, drawing));
    ((heads.0, share), (heads.1, get))
}

fn parts(exchange: &MyExchange, drawing: &Drawing) -> Vec<Part> {
    let words = drawing.text.customer;
    let facets = exchange
        .view
        .toggles
        .iter()
        .filter(|(toggle, _)| **toggle != Toggle::Exchange);
    facets
        .map(|(toggle, view)| {
            let on = shows_on(view);
            let needed = exchange.version.required().contains(toggle);
            // It stands among what she shares all the same, so that the line says that it is off.
            let unread = !on && !exchange.speaks;
            Part {
                name: toggle_name(toggle, drawing.text, &drawing.registry),
                does: does(toggle, drawing.text),
                note: match (unread, needed) {
                    (true, _) => format!("{}.", words.not_in_language),
                    (false, true) => words.part_needed.to_owned(),
                    (false, false) => words.part_optional.to_owned(),
                },
                on,
                unread,
                state: match (on, view.phase) {
                    (true, Phase::Paused) => words.on_paused,
                    (true, _) => words.part_on,
                    (false, _) if exchange.against_signal.contains(toggle) => words.signal.part_off,
                    (false, _) => words.part_off,
                },
                wish: wish(exchange, drawing, toggle, !on),
            }
        })
        .collect()
}

/// What else there is to know, in the order of the page.
pub(crate) fn facts(
    exchange: &MyExchange,
    drawing: &Drawing,
    on: bool,
    manner: Manner,
    so_far: Option<&SoFar>,
) -> Vec<Fact> {
    let words = drawing.text.customer;
    let document = &exchange.wording;
    let how = if on { words.how } else { words.how_would };
    let decided = (words.decided_by)(document.decided_by);
    let usage = document.usage.trim();
    let in_one = drawing.text.speaks(&document.locale) && blank(usage, drawing).is_none();
    let mut facts = vec![if in_one {
        Fact::new(how, format!("{usage} {decided}"))
    } else {
        // Two languages in one line are read in the wrong order, and what is not there is no sentence.
        Fact::of(how, [said(usage, document, drawing), decided.into()])
    }];
    if manner != Manner::Question {
        let lines = sentences(so_far, drawing);
        facts.push(Fact::of(drawing.text.value.so_far, lines));
    }
    let if_off = if on { words.if_off } else { words.if_off_later };
    let off = [document.if_off.trim(), document.stays.trim()];
    let off = if off.iter().any(|text| blank(text, drawing).is_some()) {
        off.map(|text| said(text, document, drawing)).to_vec()
    } else {
        vec![said(&off.join(" "), document, drawing)]
    };
    facts.push(Fact::of(if_off, off));
    if !on {
        let optional: Vec<_> = exchange
            .version
            .facets()
            .filter(|toggle| !exchange.version.required().contains(toggle))
            .map(|toggle| {
                let name = toggle_name(toggle, drawing.text, &drawing.registry);
                (drawing.text.inside)(&name)
            })
            .collect();
        if !optional.is_empty() {
            facts.push(Fact::new(
                words.more_parts,
                (words.parts_later)(&optional.join(drawing.text.semicolon)),
            ));
        }
    }
    if manner == Manner::Alone {
        facts.extend(more_facts(exchange, drawing));
    }
    facts
}

fn more_facts(exchange: &MyExchange, drawing: &Drawing) -> Vec<Fact> {
    let (words, shared) = (drawing.text.customer, drawing.text.shared);
    let document = &exchange.wording;
    let recipients: Vec<Said> = if document.recipients.is_empty() {
        vec![words.no_recipients.into()]
    } else {
        let named = document.recipients.iter();
        named.map(|name| said(name, document, drawing)).collect()
    };
    let mut facts = vec![
        Fact::of(words.recipients, recipients),
        Fact::new(
            words.retention,
            said(&document.retention, document, drawing),
        ),
    ];
    if let Some(worth) = &document.worth {
        let method = how_worked_out(worth, drawing.text);
        let every = (shared.every)(worth.per);
        let line = (words.worth_is)(
            &worth.amount,
            &worth.currency,
            every,
            &within(&method, drawing.text),
        );
        facts.push(Fact::new(words.worth, line));
    }
    if document.legal_basis == LegalBasis::Consent {
        let until = whole(exchange).and_then(|view| view.expires_at.filter(|_| shows_on(view)));
        let term = until.map_or_else(
            || (words.lasts_months)(document.term_months),
            |until| (words.ends_on)(&drawing.dates.day(until)),
        );
        facts.push(Fact::new(words.term, term));
    }
    let since = drawing.dates.day(exchange.version.published_at);
    facts.push(Fact::new(
        words.wording,
        (words.version_since)(exchange.version.number, &since),
    ));
    facts
}

fn foot(exchange: &MyExchange, drawing: &Drawing, on: bool) -> impl IntoView + use<> {
    let words = drawing.text.customer;
    let view = whole(exchange).filter(|_| on);
    let day = |at: Option<Timestamp>| at.map(|at| drawing.dates.day(at));
    let since = day(view.and_then(|view| view.since));
    let until = day(view.and_then(|view| view.expires_at));
    let line = (words.card_line)(exchange.version.number, since.as_deref(), until.as_deref());
    // Each piece is whole: a day in two lines reads as two things.
    let line = line
        .into_iter()
        .map(|piece| view! { <span class="mono">{piece}</span> " " })
        .collect_view();
    let href = format!("/x/{}#history", exchange.key);
    let ask = format!("/ask?about={}", exchange.key);
    view! {
        <p class="exchange-foot">
            {line}
            <a href=href>{words.details}</a>
            <a href=ask>{drawing.text.shared.ask_a_person}</a>
        </p>
    }
}
