//! Saves the editor's form while somebody writes, and keeps what is not saved yet in the browser.
//!
//! It sends the very form that the button sends, and takes from the page that comes back what the
//! server drew: the card, the findings, the new revision. Where somebody else saved meanwhile it
//! stops, so that it never overwrites what nobody here has seen. Its words stand in the page.

use std::{cell::RefCell, rc::Rc};

use leptos::prelude::*;
use wasm_bindgen::{JsCast as _, JsValue, closure::Closure};
use wasm_bindgen_futures::spawn_local;
use web_sys::{
    Document, Element, FormData, HtmlElement, HtmlFormElement, HtmlInputElement, Storage,
    UrlSearchParams,
};

use super::page::{self, listen, parsed};

/// How long nobody must have typed before it saves, in milliseconds.
const PAUSE_MS: i32 = 1_200;
/// How long it waits before it tries again, in milliseconds.
const AGAIN_MS: i32 = 5_000;
/// What it takes over from the page that comes back.
const TAKEN_OVER: [&str; 3] = ["draft-card", "draft-findings", "draft-count"];

/// What saves the form of the editor by itself.
#[island]
pub fn Autosave() -> impl IntoView {
    Effect::new(move |_| Editor::wake());
}

#[derive(Default)]
struct State {
    /// What the server has, as a query.
    saved: String,
    is_saving: bool,
    /// Somebody else saved: nothing more is sent by itself.
    is_over: bool,
    /// The number of the timer that was set last.
    timer: i32,
}

struct Editor {
    document: Document,
    form: HtmlFormElement,
    /// Where it says how things stand.
    told: Element,
    state: RefCell<State>,
}

impl Editor {
    fn wake() {
        let document = document();
        let form = document.query_selector("form.editor-form").ok().flatten();
        let form = form.and_then(|form| form.dyn_into::<HtmlFormElement>().ok());
        let (Some(form), Some(told)) = (form, document.get_element_by_id("draft-told")) else {
            return;
        };
        let editor = Rc::new(Self {
            document,
            form,
            told,
            state: RefCell::default(),
        });
        editor.state.borrow_mut().saved = editor.typed();
        editor.offer_what_was_kept();
        for event in ["input", "change"] {
            let this = Rc::clone(&editor);
            listen(&editor.form, event, move |_| this.changed());
        }
        let this = Rc::clone(&editor);
        listen(&window(), "online", move |_| this.save());
    }

    /// The form's fields as they are sent, the revision apart.
    fn typed(&self) -> String {
        let Ok(fields) = FormData::new_with_form(&self.form) else {
            return String::new();
        };
        fields.delete("revision");
        query(&fields)
    }

    fn changed(self: &Rc<Self>) {
        self.keep();
        self.in_a_while(PAUSE_MS);
    }

    /// Sets the clock anew.
    fn in_a_while(self: &Rc<Self>, millis: i32) {
        let this = Rc::clone(self);
        let save = Closure::once_into_js(move || this.save());
        let mut state = self.state.borrow_mut();
        window().clear_timeout_with_handle(state.timer);
        let timer = window()
            .set_timeout_with_callback_and_timeout_and_arguments_0(save.unchecked_ref(), millis);
        state.timer = timer.unwrap_or_default();
    }

    fn save(self: &Rc<Self>) {
        let typed = self.typed();
        let mut state = self.state.borrow_mut();
        if state.is_over || state.is_saving || state.saved == typed {
            return;
        }
        state.is_saving = true;
        drop(state);
        self.say("saving");
        let this = Rc::clone(self);
        spawn_local(async move { this.send(typed).await });
    }

    async fn send(self: Rc<Self>, typed: String) {
        let Ok(fields) = FormData::new_with_form(&self.form) else {
            return;
        };
        let fields = params(&fields);
        let answer = page::fetched(&self.form.action(), fields.as_ref()).await;
        self.state.borrow_mut().is_saving = false;
        let Some((url, answer)) = answer
            .ok()
            .filter(|(response, _)| response.ok())
            .and_then(|(response, html)| Some((response.url(), parsed(&html)?)))
        else {
            self.say("away");
            return self.in_a_while(AGAIN_MS);
        };
        let is_here = page::path_of(&url) == window().location().pathname().ok();
        let revision = field(&answer, "revision");
        match revision.filter(|_| is_here) {
            // It led to another page: the session is over, or this is not hers to do any more.
            None => {
                self.state.borrow_mut().is_over = true;
                self.say("elsewhere");
            }
            Some(revision) if url.contains("failed=meanwhile") => {
                self.state.borrow_mut().is_over = true;
                self.put_revision(&revision);
                self.say("meanwhile");
            }
            Some(_) if url.contains("failed=") => {
                self.say("away");
                self.in_a_while(AGAIN_MS);
            }
            Some(revision) => {
                self.put_revision(&revision);
                self.take_over(&answer);
                self.state.borrow_mut().saved = typed;
                self.say("saved");
                self.forget();
                // Somebody may have typed on meanwhile.
                if self.typed() != self.state.borrow().saved {
                    self.changed();
                }
            }
        }
    }

    fn put_revision(&self, revision: &str) {
        if let Some(input) = input(&self.document, "revision") {
            input.set_value(revision);
        }
    }

    fn take_over(&self, answer: &Document) {
        for id in TAKEN_OVER {
            let (old, new) = (
                self.document.get_element_by_id(id),
                answer.get_element_by_id(id),
            );
            if let (Some(old), Some(new)) = (old, new) {
                super::morph::morph(&old, &new);
            }
        }
    }

    /// Shows one of the words that the page has for this.
    fn say(&self, word: &str) {
        let text = self.told.get_attribute(&format!("data-{word}"));
        self.told.set_text_content(text.as_deref());
    }

    fn key(&self) -> Option<String> {
        Some(format!("draft {}", field(&self.document, "key")?))
    }

    /// Keeps what was typed in this browser, with the revision that it began from.
    fn keep(&self) {
        let kept = field(&self.document, "revision").map(|rev| format!("{rev} {}", self.typed()));
        if let (Some(storage), Some(key), Some(kept)) = (storage(), self.key(), kept) {
            let _ = storage.set_item(&key, &kept);
        }
    }

    fn forget(&self) {
        if let (Some(storage), Some(key)) = (storage(), self.key()) {
            let _ = storage.remove_item(&key);
        }
    }

    /// Where something was typed here that never reached the server, shows the button that puts it
    /// back. What began from another revision is not offered: somebody has gone on since.
    fn offer_what_was_kept(self: &Rc<Self>) {
        let kept = self.key().and_then(|key| storage()?.get_item(&key).ok()?);
        let revision = field(&self.document, "revision");
        let Some((from, typed)) = kept.as_deref().and_then(|kept| kept.split_once(' ')) else {
            return;
        };
        if revision.as_deref() != Some(from) || self.state.borrow().saved == typed {
            return self.forget();
        }
        let offer = self.document.get_element_by_id("draft-kept");
        let button = self.document.get_element_by_id("draft-put-back");
        let (Some(offer), Some(button)) = (offer, button) else {
            return;
        };
        let _ = offer.remove_attribute("hidden");
        let (this, typed) = (Rc::clone(self), typed.to_owned());
        listen(&button, "click", move |_| {
            this.put_back(&typed);
            let _ = offer.set_attribute("hidden", "");
            this.changed();
        });
    }

    fn put_back(&self, typed: &str) {
        let Ok(fields) = UrlSearchParams::new_with_str(typed) else {
            return;
        };
        let Ok(all) = self
            .form
            .query_selector_all("[name]:not([type=hidden], button)")
        else {
            return;
        };
        for at in 0..all.length() {
            let element = all
                .item(at)
                .and_then(|node| node.dyn_into::<HtmlElement>().ok());
            let Some(element) = element else { continue };
            let name = element.get_attribute("name").unwrap_or_default();
            if let Some(value) = fields.get(&name) {
                // One name for the three kinds of field.
                let _ = js_set(&element, "value", &value);
            }
        }
    }
}

fn js_set(element: &HtmlElement, name: &str, value: &str) -> Result<bool, JsValue> {
    js_sys::Reflect::set(element, &name.into(), &value.into())
}

/// The fields as a form sends them. The browser takes any list of pairs, which a form's fields are.
fn params(fields: &FormData) -> Option<UrlSearchParams> {
    UrlSearchParams::new_with_str_sequence_sequence(fields).ok()
}

fn query(fields: &FormData) -> String {
    params(fields).map_or_else(String::new, |fields| String::from(fields.to_string()))
}

fn input(document: &Document, name: &str) -> Option<HtmlInputElement> {
    let selector = format!("form.editor-form input[name=\"{name}\"]");
    let input = document.query_selector(&selector).ok().flatten()?;
    input.dyn_into().ok()
}

fn field(document: &Document, name: &str) -> Option<String> {
    input(document, name).map(|input| input.value())
}

/// What the browser keeps for this site; none where somebody forbade it.
fn storage() -> Option<Storage> {
    window().local_storage().ok().flatten()
}
