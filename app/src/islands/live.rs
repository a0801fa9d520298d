//! Saves without a reload.
//!
//! The forms of the page stay what they are. This sends them in the browser's stead, takes the page
//! that the server answers with, and changes the present page into it. So every word and every state
//! that one sees was drawn by the server, after it was stored; the bundle has no text of its own.

use std::{cell::RefCell, rc::Rc};

use leptos::{html::Div, prelude::*};
use wasm_bindgen::JsCast as _;
use wasm_bindgen_futures::spawn_local;
use web_sys::{
    Document, Element, Event, HtmlElement, HtmlFormElement, HtmlInputElement, PageTransitionEvent,
    UrlSearchParams,
};

use super::morph::morph;
use super::page::{OF_ANOTHER, fetched, listen, parsed, path_of};

/// The element that holds the words which this needs.
const WORDS: &str = "live-words";

/// The toggle that is the exchange itself.
const WHOLE: &str = "exchange";

/// The two regions that read out what happened, and all that makes the page save without a reload.
#[island]
pub fn Live() -> impl IntoView {
    let status = NodeRef::<Div>::new();
    let alert = NodeRef::<Div>::new();
    Effect::new(move |_| {
        if let (Some(status), Some(alert)) = (status.get(), alert.get()) {
            Page::wake(&status, &alert);
        }
    });
    view! {
        <div node_ref=status class="hidden-text" role="status"></div>
        <div node_ref=alert class="hidden-text" role="alert"></div>
    }
}

/// A card whose form is under way, and the button that was pressed since.
struct Busy {
    card: String,
    next: Option<String>,
}

/// What went wrong with a request.
enum Trouble {
    /// No page came back.
    NoAnswer,
    /// The page is another one now, for example the one to sign in on.
    Elsewhere(String),
    /// Somebody else is in by now.
    Another,
}

struct Page {
    document: Document,
    status: Element,
    alert: Element,
    busy: RefCell<Vec<Busy>>,
}

impl Page {
    fn wake(status: &Element, alert: &Element) {
        let (status, alert) = (status.clone(), alert.clone());
        let page = Rc::new(Self {
            document: document(),
            status,
            alert,
            busy: RefCell::default(),
        });
        let this = Rc::clone(&page);
        listen(&page.document, "submit", move |event| {
            this.submitted(&event)
        });
        // What another tab did is seen at the latest when this one is looked at again.
        let this = Rc::clone(&page);
        listen(&window(), "focus", move |_| this.look_again());
        let this = Rc::clone(&page);
        listen(&page.document, "visibilitychange", move |_| {
            if !this.document.hidden() {
                this.look_again();
            }
        });
        // Back may show a page from memory, as it stood when it was left.
        listen(&window(), "pageshow", move |event| {
            let event = event.dyn_into::<PageTransitionEvent>();
            if event.is_ok_and(|event| event.persisted()) {
                page.look_again();
            }
        });
    }

    fn submitted(self: &Rc<Self>, event: &Event) {
        let form = event
            .target()
            .and_then(|target| target.dyn_into::<HtmlFormElement>().ok());
        let Some((form, card)) = form.and_then(|form| {
            let card = form.get_attribute("data-live")?;
            Some((form, card))
        }) else {
            return;
        };
        event.prevent_default();
        let mut busy = self.busy.borrow_mut();
        if let Some(busy) = busy.iter_mut().find(|busy| busy.card == card) {
            // One at a time for each card. Pressing the same button twice more changes nothing.
            let pressed = button(&form).map(|button| button.id());
            busy.next = if busy.next == pressed { None } else { pressed };
            return;
        }
        busy.push(Busy {
            card: card.clone(),
            next: None,
        });
        drop(busy);
        let this = Rc::clone(self);
        spawn_local(async move { this.send(form, card).await });
    }

    async fn send(self: &Rc<Self>, form: HtmlFormElement, card: String) {
        let wish = Wish::of(&form);
        let phrase = form.query_selector(".switch-state").ok().flatten();
        let stood = phrase.as_ref().and_then(|phrase| phrase.text_content());
        let under_way = if wish.to == "on" {
            "turning-on"
        } else {
            "turning-off"
        };
        // The switch keeps showing what is stored; the phrase says what is being done.
        let _ = form.set_attribute("aria-busy", "true");
        if let Some(phrase) = &phrase {
            phrase.set_text_content(self.word(under_way).as_deref());
        }
        match ask(&form.action(), Some(&wish.fields)).await {
            Ok(answer) => self.show(&answer, Some(&card)),
            Err(Trouble::Elsewhere(url)) => return leave(&url),
            Err(Trouble::Another) => {
                self.give_up(&form, (phrase.as_ref(), stood), "another", &card)
            }
            Err(Trouble::NoAnswer) => match ask(&here(), None).await {
                // What is true now is known, whatever became of the wish.
                Ok(answer) => {
                    self.show(&answer, Some(&card));
                    self.complain_unless_done(&wish, &card);
                }
                Err(Trouble::Elsewhere(url)) => return leave(&url),
                Err(Trouble::NoAnswer | Trouble::Another) => {
                    self.give_up(&form, (phrase.as_ref(), stood), "unknown", &card);
                }
            },
        }
        let done = {
            let mut busy = self.busy.borrow_mut();
            let at = busy.iter().position(|busy| busy.card == card);
            at.map(|at| busy.swap_remove(at))
        };
        let next = done
            .and_then(|done| done.next)
            .and_then(|id| self.document.get_element_by_id(&id));
        if let Some(button) = next.and_then(|next| next.dyn_into::<HtmlElement>().ok()) {
            button.click();
        }
    }

    /// Shows again what stood there, and says why nothing came of it.
    fn give_up(
        &self,
        form: &HtmlFormElement,
        (phrase, stood): (Option<&Element>, Option<String>),
        why: &str,
        card: &str,
    ) {
        let _ = form.remove_attribute("aria-busy");
        if let Some(phrase) = phrase {
            phrase.set_text_content(stood.as_deref());
        }
        self.complain(why, card);
    }

    /// Changes the page into the answer, and reads out what the answer has to say.
    fn show(&self, answer: &Document, card: Option<&str>) {
        let (Some(old), Some(new)) = (main_of(&self.document), main_of(answer)) else {
            return;
        };
        let focused = self
            .document
            .active_element()
            .filter(|element| old.contains(Some(element)));
        morph(&old, &new);
        self.document.set_title(&answer.title());
        let lost = focused.is_some_and(|element| !element.is_connected());
        let Some(card) = card else { return };
        if lost {
            self.focus(card);
        }
        say(&self.status, attribute(&old, "data-say").as_deref());
        say(&self.alert, attribute(&old, "data-alert").as_deref());
    }

    /// Puts the focus where the pressed button was, when the new page no longer has that.
    fn focus(&self, card: &str) {
        let form = format!("[data-live=\"{card}\"] button");
        let button = self.document.query_selector(&form).ok().flatten();
        let at = button.or_else(|| main_of(&self.document));
        if let Some(element) = at.and_then(|at| at.dyn_into::<HtmlElement>().ok()) {
            let _ = element.focus();
        }
    }

    fn complain_unless_done(&self, wish: &Wish, card: &str) {
        let answers = format!("[id=\"{card}\"] .choices");
        let is_asked = self.document.query_selector(&answers).ok().flatten();
        let stands = self.stands(card, &wish.toggle);
        if let Some(word) = complaint(&wish.to, stands, is_asked.is_some()) {
            self.complain(word, card);
        }
    }

    /// Whether a toggle of a card is on, as the page tells it: beside its switch, or where none turns it on.
    /// What is off has no lines of its parts, which are off with it.
    fn stands(&self, card: &str, toggle: &str) -> Option<bool> {
        let told = |toggle: &str| {
            let told = format!("[id=\"{card}\"] [data-toggle=\"{toggle}\"]");
            let told = self.document.query_selector(&told).ok().flatten()?;
            Some(told.get_attribute("data-on")? == "true")
        };
        told(toggle).or_else(|| told(WHOLE).filter(|on| !on))
    }

    /// Says in the card, and aloud, that something was not saved.
    fn complain(&self, word: &str, card: &str) {
        let Some(text) = self.word(word) else { return };
        say(&self.alert, Some(&text));
        let Some(card) = self.document.get_element_by_id(card) else {
            return;
        };
        let (Ok(line), Ok(sentence)) = (
            self.document.create_element("div"),
            self.document.create_element("p"),
        ) else {
            return;
        };
        line.set_class_name("status status-failed");
        sentence.set_text_content(Some(&text));
        let _ = line.append_child(&sentence);
        if let Ok(Some(old)) = card.query_selector(".status-failed") {
            old.remove();
        }
        let head = card
            .query_selector(".exchange-head, .question, h2")
            .ok()
            .flatten();
        if let Some(head) = head {
            let _ = head.after_with_node_1(&line);
        }
    }

    fn look_again(self: &Rc<Self>) {
        if !self.busy.borrow().is_empty() {
            return;
        }
        let this = Rc::clone(self);
        spawn_local(async move {
            match ask(&here(), None).await {
                Ok(answer) if this.busy.borrow().is_empty() => this.show(&answer, None),
                Err(Trouble::Elsewhere(url)) => leave(&url),
                // What is pressed next is hers who is in: she must have seen a page of her own come.
                Err(Trouble::Another) => _ = window().location().reload(),
                _ => {}
            }
        });
    }

    /// A word that the server gave the page for this.
    fn word(&self, name: &str) -> Option<String> {
        self.document
            .get_element_by_id(WORDS)?
            .get_attribute(&format!("data-{name}"))
    }
}

/// What a form sends.
struct Wish {
    toggle: String,
    to: String,
    fields: UrlSearchParams,
}

impl Wish {
    fn of(form: &HtmlFormElement) -> Self {
        let mut wish = Self {
            toggle: String::new(),
            to: String::new(),
            fields: search(),
        };
        let Ok(inputs) = form.query_selector_all("input[name]") else {
            return wish;
        };
        for at in 0..inputs.length() {
            let input = inputs
                .item(at)
                .and_then(|node| node.dyn_into::<HtmlInputElement>().ok());
            let Some(input) = input else { continue };
            wish.fields.append(&input.name(), &input.value());
            match input.name().as_str() {
                "toggle" => wish.toggle = input.value(),
                "to" => wish.to = input.value(),
                _ => {}
            }
        }
        wish
    }
}

/// The word for a wish whose answer was lost, by whether its toggle is on now; none where it is as she
/// wished. `is_asked` says that the card still asks its first question.
fn complaint(to: &str, stands: Option<bool>, is_asked: bool) -> Option<&'static str> {
    match (to, stands) {
        ("on", Some(true)) | ("off", Some(false)) => None,
        ("off", Some(true)) => Some("failed-on"),
        ("on", Some(false)) => Some("failed-off"),
        // Whoever is still asked has answered nothing.
        (_, None) if is_asked => Some("failed"),
        // What is not about one toggle, or about one that is not here any more, shows nowhere.
        _ => Some("unknown"),
    }
}

#[expect(
    clippy::expect_used,
    reason = "the constructor without arguments throws nowhere"
)]
fn search() -> UrlSearchParams {
    UrlSearchParams::new().expect("an empty list of parameters")
}

/// Asks the server, and reads the page that it answers with.
async fn ask(url: &str, fields: Option<&UrlSearchParams>) -> Result<Document, Trouble> {
    let (response, html) = fetched(url, fields).await.map_err(|_| Trouble::NoAnswer)?;
    if response.status() == OF_ANOTHER {
        return Err(Trouble::Another);
    }
    let elsewhere = path_of(&response.url()) != window().location().pathname().ok();
    if response.ok() && elsewhere {
        return Err(Trouble::Elsewhere(response.url()));
    }
    let answer = parsed(&html).ok_or(Trouble::NoAnswer)?;
    // A wish that was refused is answered with this page, drawn anew; other faults with another.
    let is_this_page = if response.ok() {
        main_of(&answer).is_some()
    } else {
        answer.get_element_by_id(WORDS).is_some()
    };
    if !is_this_page {
        return Err(Trouble::NoAnswer);
    }
    // The page of somebody else is no newer one of this. What was sent was taken as hers who is in, though
    // by another one of her records, it may be.
    match (writer_of(&answer), writer_of(&document())) {
        (Some(now), Some(then)) if fields.is_none() && now != then => Err(Trouble::Another),
        _ => Ok(answer),
    }
}

/// Whom the forms of a page are drawn for.
fn writer_of(page: &Document) -> Option<String> {
    let writer = page.query_selector("input[name=writer]").ok().flatten()?;
    writer.get_attribute("value")
}

/// Fills a region that is read out: it was there, empty, before its text comes.
fn say(region: &Element, text: Option<&str>) {
    region.set_text_content(None);
    if let (Some(text), Ok(line)) = (text, document().create_element("p")) {
        line.set_text_content(Some(text));
        let _ = region.append_child(&line);
    }
}

fn attribute(within: &Element, name: &str) -> Option<String> {
    let element = within.query_selector(&format!("[{name}]")).ok().flatten()?;
    element.get_attribute(name)
}

fn button(form: &HtmlFormElement) -> Option<Element> {
    form.query_selector("button").ok().flatten()
}

fn main_of(document: &Document) -> Option<Element> {
    document.query_selector("main").ok().flatten()
}

fn here() -> String {
    window().location().href().unwrap_or_default()
}

fn leave(url: &str) {
    let _ = window().location().assign(url);
}

#[cfg(test)]
mod tests {
    use super::complaint;

    /// Ana turned something on or off on a train, and no answer came: the page that came later tells.
    #[test]
    fn what_became_of_a_wish_is_said_as_it_is() {
        for (to, on) in [("on", true), ("off", false)] {
            assert_eq!(complaint(to, Some(on), false), None, "{to} it is");
        }
        assert_eq!(complaint("off", Some(true), false), Some("failed-on"));
        assert_eq!(complaint("on", Some(false), false), Some("failed-off"));
    }

    /// That nothing changed is said where that is known, and nowhere else.
    #[test]
    fn nothing_is_claimed_of_what_the_page_does_not_tell() {
        for to in ["on", "off"] {
            assert_eq!(complaint(to, None, true), Some("failed"));
            assert_eq!(complaint(to, None, false), Some("unknown"));
        }
        // Undo, or a pause: the form names no switch.
        for stands in [None, Some(true), Some(false)] {
            assert_eq!(complaint("", stands, false), Some("unknown"));
        }
    }
}
