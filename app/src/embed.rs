//! One exchange as a page of the brand's own site shows it: what `<mutual-exchange>` draws.
//!
//! It says what the card on the customer's own page says, in the same words and the same order, with
//! one switch. Its parts and its history are there, behind a plain link.

use http::StatusCode;
use mutual::access::Actor;
use mutual::catalogue::Slug;
use mutual::consent::{Choice, Route, Switch, Toggle, Toggles};
use mutual::id::CustomerId;
use mutual::port::{DoorError, Organisation, Turn};
use mutual::use_cases::{Mutual, MyExchange, MyExchanges, Reading};
use serde::Serialize;

use crate::{
    actions::{Failure, press},
    context::Customer,
    language::Language,
    text::Dates,
    ui::{
        self,
        exchange::{Drawing, Manner, changed_note, columns, facts, is_fixed, phrase, shows_on},
        said::Said,
    },
};

/// What the element draws. Every text is text: none of it is markup.
#[derive(Clone, Debug, Serialize)]
pub struct Embedded {
    /// The language of its words (BCP 47).
    lang: &'static str,
    /// How that is written: `ltr` or `rtl`.
    dir: &'static str,
    /// The hue of the brand, in degrees of OKLCH.
    hue: u16,
    /// That nobody real is shown, where it is the test side.
    test: Option<[&'static str; 2]>,
    /// Which exchange.
    proposition: Slug,
    /// The version that is shown, the language that it is shown in and the ledger index that this
    /// reflects: what turning on sends back.
    version: u32,
    locale: String,
    index: u64,
    /// What it is called.
    title: String,
    /// Whether it is on.
    on: bool,
    /// How it stands, as a phrase.
    state: String,
    /// Whether it has a switch.
    can_switch: bool,
    /// Whether turning on is in spite of her browser's wish, of which `state` tells.
    in_spite: bool,
    /// The question, where it is the one that she is asked: it stands in the place of title and switch.
    question: Option<String>,
    /// What stands above the question.
    label: &'static str,
    /// The words for no and for yes.
    answers: Option<[String; 2]>,
    /// What stands below title or question.
    notes: Vec<String>,
    share: Column,
    get: Column,
    facts: Vec<NamedFact>,
    /// Her page about it.
    page: String,
    words: Saving,
}

/// One of the two columns.
#[derive(Clone, Debug, Serialize)]
struct Column {
    title: &'static str,
    lines: Vec<(Piece, String)>,
}

/// A text, and its language where that is not the language of all others.
#[derive(Clone, Debug, Serialize)]
struct Piece {
    text: String,
    lang: Option<String>,
}

impl From<Said> for Piece {
    fn from(said: Said) -> Self {
        let (text, lang) = said.into_parts();
        Self { text, lang }
    }
}

impl From<ui::exchange::Column> for Column {
    fn from((title, lines): ui::exchange::Column) -> Self {
        let lines = lines.into_iter().map(|(what, note)| (what.into(), note));
        Self {
            title,
            lines: lines.collect(),
        }
    }
}

/// A fact with its name.
#[derive(Clone, Debug, Serialize)]
struct NamedFact {
    name: &'static str,
    lines: Vec<Piece>,
}

/// What the element says by itself.
#[derive(Clone, Copy, Debug, Serialize)]
struct Saving {
    turning_on: &'static str,
    turning_off: &'static str,
    unknown: &'static str,
    gone: &'static str,
    details: &'static str,
}

/// A press of its switch, or an answer to its question.
#[derive(Clone, Debug)]
pub struct Press {
    /// Where to.
    pub to: Switch,
    /// The version that was shown.
    pub version: u32,
    /// The language that it was shown in.
    pub shown_in: Option<String>,
    /// The ledger index that what was shown reflects.
    pub index: u64,
    /// Whether she wants it in spite of her browser's wish not to sell or share.
    pub in_spite: bool,
}

/// What came of a press.
#[derive(Clone, Debug)]
pub struct Pressed {
    /// The status that says so.
    pub status: StatusCode,
    /// What was done, in words.
    pub said: Option<String>,
    /// Why it was not done, in words.
    pub failed: Option<String>,
}

/// One customer, before one exchange, on a page of the brand's.
pub struct Embedding<'a> {
    /// The use cases of her side.
    pub mutual: &'a Mutual,
    /// Whether that is the test side.
    pub is_test: bool,
    /// The organisation.
    pub organisation: &'a Organisation,
    /// The language that she reads.
    pub language: Language,
    /// The address of her own pages, without a slash at its end.
    pub site: &'a str,
    /// Who.
    pub customer: CustomerId,
    /// Which exchange.
    pub proposition: &'a Slug,
}

impl Embedding<'_> {
    /// How the exchange stands; none where it is not offered to her.
    ///
    /// # Errors
    ///
    /// [`Reading`].
    pub fn card(&self) -> Result<Option<Embedded>, Reading> {
        let text = self.language.text();
        let actor = Actor::Customer(self.customer);
        let mine = self.mutual.my_exchanges(&actor, self.customer, text.lang)?;
        let mut all = mine.exchanges.iter();
        let found = all.find(|exchange| exchange.key == *self.proposition);
        let Some(exchange) = found else {
            return Ok(None);
        };
        // A page with two of them asks one question, as her own page does.
        let asks = mine
            .question()
            .is_some_and(|asked| asked.key == exchange.key);
        if asks || (exchange.needs_answer() && mine.paused_since.is_none()) {
            self.mutual.asked(&actor, &mine, exchange);
        }
        Ok(Some(self.draw(&mine, exchange, asks)))
    }

    fn draw(&self, mine: &MyExchanges, exchange: &MyExchange, asks: bool) -> Embedded {
        let text = self.language.text();
        let words = text.customer;
        let drawing = Drawing {
            text,
            dates: Dates::new(text, &self.organisation.time_zone),
            registry: self.mutual.catalogue().registry().clone(),
            index: mine.index,
            now: mine.now,
            from: "/".to_owned(),
            blank: None,
        };
        let document = &exchange.wording;
        let whole = exchange.view.toggles.get(&Toggle::Exchange);
        let on = whole.is_some_and(shows_on);
        let mut notes = Vec::new();
        notes.extend(changed_note(exchange, &drawing));
        if exchange.special {
            notes.push(words.special.to_owned());
        }
        if asks {
            notes.push(words.change_any_time.to_owned());
        } else if exchange.special {
            notes.push(document.ask.question.clone());
        }
        let (share, get) = columns(document, &drawing, on);
        let told = facts(exchange, &drawing, on, Manner::Question, None);
        let ask = asks.then(|| document.ask.clone());
        // Nobody turns on what she cannot read.
        let readable = on || exchange.speaks;
        Embedded {
            lang: text.lang,
            dir: text.dir,
            hue: self.organisation.hue,
            test: self
                .is_test
                .then_some([text.shared.test, text.shared.test_means]),
            proposition: exchange.key.clone(),
            version: exchange.version.number,
            locale: document.locale.clone(),
            index: mine.index,
            title: document.title.clone(),
            on,
            state: phrase(exchange, &drawing),
            can_switch: readable && !is_fixed(exchange),
            in_spite: exchange.against_signal.contains(&Toggle::Exchange),
            question: ask.as_ref().map(|ask| ask.question.clone()),
            label: words.new_question,
            answers: ask.map(|ask| [ask.refuse, ask.allow]),
            notes,
            share: Column::from(share),
            get: Column::from(get),
            facts: told
                .into_iter()
                .map(|fact| NamedFact {
                    name: fact.name,
                    lines: fact.lines.into_iter().map(Piece::from).collect(),
                })
                .collect(),
            page: format!("{}/x/{}", self.site, exchange.key),
            words: Saving {
                turning_on: words.live.turning_on,
                turning_off: words.live.turning_off,
                unknown: words.live.unknown,
                gone: words.failed.gone,
                details: words.details,
            },
        }
    }

    /// Puts the exchange on or off. `turn` is what waiting for her turn gave.
    pub async fn press(&self, wish: Press, turn: Result<Turn, DoorError>) -> Pressed {
        let text = self.language.text();
        let failed = |failure: Failure| Pressed {
            status: failure.status(),
            said: None,
            failed: Some(failure.sentence(text).to_owned()),
        };
        let _turn = match turn {
            Ok(turn) => turn,
            Err(DoorError::TooMany(seconds)) => return failed(Failure::TooMany(seconds)),
            Err(_) => return failed(Failure::Away),
        };
        let me = Customer {
            id: self.customer,
            actor: Actor::Customer(self.customer),
            route: Route::Link,
        };
        // Pressing twice is once, as on her own page.
        let to = wish.to;
        let once = format!("{} embedded {} {}", wish.index, self.proposition, to.word());
        let choice = Choice {
            proposition: self.proposition.clone(),
            version: wish.version,
            toggles: Toggles::from([(Toggle::Exchange, to)]),
            seen_index: Some(wish.index),
            reads: Some(text.lang.to_owned()),
            locale: wish.shown_in,
            evidence: None,
        };
        let stored = press(self.mutual, &me, text.lang, choice, wish.in_spite, &once).await;
        match stored {
            Ok(_) => {
                let title = self.title().unwrap_or_default();
                let words = &text.customer.said;
                let said = match to {
                    Switch::On => (words.aloud_on)(&title),
                    Switch::Off => (words.aloud_off)(&title),
                };
                Pressed {
                    status: StatusCode::OK,
                    said: Some(said),
                    failed: None,
                }
            }
            Err(error) => failed(Failure::from(&error)),
        }
    }

    fn title(&self) -> Option<String> {
        let catalogue = self.mutual.catalogue();
        let live = catalogue.proposition(self.proposition)?.live()?;
        let wording = live.wording_or_own(self.language.text().lang);
        Some(wording.title.clone())
    }
}
