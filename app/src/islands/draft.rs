//! Saves the editor's form while somebody writes, and keeps what is not saved yet in the browser.
//!
//! It sends the very form that the button sends, and takes from the page that comes back what the
//! server drew: the card, the findings, the new revision. Where somebody else saved meanwhile it
//! stops, so that it never overwrites what nobody here has seen. Its words stand in the page.
//!
//! What is kept in the browser goes once it is stored, and for no other reason. It belongs to whoever the
//! form was drawn for, and to the revision that it began from: put back, it is sent as of that one, so that
//! the server shows it beside whatever was saved since.

use std::{cell::RefCell, rc::Rc};

use js_sys::Array;
use leptos::prelude::*;
use wasm_bindgen::{JsCast as _, JsValue, closure::Closure};
use wasm_bindgen_futures::spawn_local;
use web_sys::{
    Document, Element, FormData, HtmlFormElement, HtmlInputElement, Storage, UrlSearchParams,
};

use super::page::{self, OF_ANOTHER, listen, parsed};

/// How long nobody must have typed before it saves, in milliseconds.
const PAUSE_MS: i32 = 1_200;
/// How long it waits before it tries again, in milliseconds.
const AGAIN_MS: i32 = 5_000;
/// What it takes over from the page that comes back.
const TAKEN_OVER: [&str; 3] = ["draft-card", "draft-findings", "draft-count"];
/// What it takes over where somebody else saved meanwhile: both texts, to choose from.
const CLASH: [&str; 1] = ["draft-clash"];
/// What holds the boxes that say how the card is looked at. They belong to the form, so that what
/// comes back is drawn like that, and are nothing that anybody wrote.
const VIEW: &str = "draft-view";
/// The fields that say which form it is. They stay those of the page, whatever is put back.
const OF_THE_PAGE: [&str; 3] = ["writer", "key", "revision"];

/// What the address says of a form that its button sent, once it is stored.
const SAVED: &str = "saved=yes";

/// What saves the form of the editor by itself.
#[island]
pub fn Autosave() -> impl IntoView {
    Effect::new(move |_| Editor::wake());
}

#[derive(Default)]
struct State {
    /// What the server has, as a query.
    saved: String,
    /// The revision that what is typed here began from. Where somebody else saved meanwhile it is older
    /// than the form's own, by which whoever looked at both texts sends what she chose.
    from: String,
    is_saving: bool,
    /// Somebody else saved, or has come in: nothing more is sent by itself.
    is_over: bool,
    /// The number of the timer that was set last.
    timer: i32,
}

/// What was typed and not stored, as this browser keeps it.
struct Kept {
    /// The revision that it began from.
    from: String,
    /// The fields, as a query.
    typed: String,
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
        {
            let mut state = editor.state.borrow_mut();
            state.saved = editor.typed();
            state.from = field(&editor.document, "revision").unwrap_or_default();
            // Both texts stand there to choose from, and what is chosen is sent by its button.
            let clash = editor.document.query_selector("#draft-clash .clash");
            state.is_over = clash.is_ok_and(|clash| clash.is_some());
        }
        editor.offer_what_was_kept();
        for event in ["input", "change"] {
            let this = Rc::clone(&editor);
            listen(&editor.form, event, move |_| this.changed());
        }
        let this = Rc::clone(&editor);
        listen(&editor.form, "submit", move |_| this.note_sent());
        let this = Rc::clone(&editor);
        listen(&window(), "online", move |_| this.save());
        if let Some(view) = editor.document.get_element_by_id(VIEW) {
            let this = Rc::clone(&editor);
            listen(&view, "change", move |_| this.look());
        }
    }

    /// The names of the boxes that say how the card is looked at.
    fn view_fields(&self) -> Vec<String> {
        let Ok(boxes) = self.document.query_selector_all("#draft-view select") else {
            return vec![];
        };
        let names = (0..boxes.length()).filter_map(|at| {
            let element = boxes.item(at)?.dyn_into::<Element>().ok()?;
            element.get_attribute("name")
        });
        names.collect()
    }

    /// Draws the card as it is to be looked at now. Nothing is saved for that.
    fn look(self: &Rc<Self>) {
        let Ok(fields) = FormData::new_with_form(&self.form) else {
            return;
        };
        let Ok(view) = UrlSearchParams::new() else {
            return;
        };
        for name in self.view_fields() {
            if let Some(value) = fields.get(&name).as_string() {
                view.set(&name, &value);
            }
        }
        let Ok(path) = window().location().pathname() else {
            return;
        };
        let address = format!("{path}?{}", String::from(view.to_string()));
        let this = Rc::clone(self);
        spawn_local(async move {
            let answer = page::fetched(&address, None).await.ok();
            let answer = answer.filter(|(response, _)| response.ok());
            match answer.and_then(|(_, html)| parsed(&html)) {
                // What is being written may have been saved meanwhile: then the card of that is newer.
                Some(answer) if field(&answer, "revision") == field(&this.document, "revision") => {
                    this.take_over(&answer, &["draft-card"]);
                }
                Some(_) => {}
                None => this.say("away"),
            }
        });
    }

    /// The form's fields as they are sent, the revision apart.
    fn typed(&self) -> String {
        let Ok(fields) = FormData::new_with_form(&self.form) else {
            return String::new();
        };
        fields.delete("revision");
        for name in self.view_fields() {
            fields.delete(&name);
        }
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
        let answer = answer.ok();
        // Somebody else has come in to this browser, in whose name nothing of it is done, however often
        // it is sent.
        if matches!(&answer, Some((response, _)) if response.status() == OF_ANOTHER) {
            self.state.borrow_mut().is_over = true;
            return self.say("elsewhere");
        }
        let Some((url, answer)) = answer
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
                self.take_over(&answer, &CLASH);
                self.say("meanwhile");
            }
            // Sent again, it would be as long: the next change is the next try.
            Some(_) if url.contains("failed=long") => {
                self.state.borrow_mut().saved = typed;
                self.say("long");
            }
            Some(_) if url.contains("failed=") => {
                self.say("away");
                self.in_a_while(AGAIN_MS);
            }
            Some(revision) => {
                self.put_revision(&revision);
                self.take_over(&answer, &TAKEN_OVER);
                self.say("saved");
                if self.kept().is_some_and(|kept| kept.typed == typed) {
                    self.forget();
                }
                {
                    let mut state = self.state.borrow_mut();
                    (state.saved, state.from) = (typed, revision);
                }
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

    fn take_over(&self, answer: &Document, parts: &[&str]) {
        for id in parts {
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

    /// Where this browser keeps it: for whoever the form is drawn for, so that nobody else who comes in
    /// by the same browser is shown it.
    fn key(&self) -> Option<String> {
        let writer = field(&self.document, "writer")?;
        let key = field(&self.document, "key")?;
        Some(format!("draft {writer} {key}"))
    }

    /// Keeps what was typed in this browser, with the revision that it began from.
    fn keep(&self) {
        let kept = format!("{} {}", self.state.borrow().from, self.typed());
        if let (Some(storage), Some(key)) = (storage(), self.key()) {
            let _ = storage.set_item(&key, &kept);
        }
    }

    fn kept(&self) -> Option<Kept> {
        let kept = storage()?.get_item(&self.key()?).ok()??;
        let (from, typed) = kept.split_once(' ')?;
        Some(Kept {
            from: from.to_owned(),
            typed: typed.to_owned(),
        })
    }

    fn forget(&self) {
        if let (Some(storage), Some(key)) = (storage(), self.key()) {
            let _ = storage.remove_item(&key);
        }
    }

    /// Notes that a button sent the form, for the page that this tab shows next.
    fn note_sent(&self) {
        if let (Some(tab), Some(key)) = (tab_storage(), self.key()) {
            let _ = tab.set_item(&format!("{key} sent"), "yes");
        }
    }

    /// Whether a button sent the form just before this page. It is asked once.
    fn was_sent(&self) -> bool {
        let (Some(tab), Some(key)) = (tab_storage(), self.key()) else {
            return false;
        };
        let key = format!("{key} sent");
        let was_sent = matches!(tab.get_item(&key), Ok(Some(_)));
        let _ = tab.remove_item(&key);
        was_sent
    }

    /// Where something was typed here that the server has not stored, shows the button that puts it back.
    fn offer_what_was_kept(self: &Rc<Self>) {
        let (was_sent, is_saved) = (self.was_sent(), address_says(SAVED));
        // The address says it once: where the answer to the next form is no editor, one comes back to this
        // page, drawn anew.
        if is_saved {
            forget_in_address();
        }
        let Some(kept) = self.kept() else { return };
        // What a button sent is stored, whatever was chosen from two texts for it.
        if was_sent && is_saved {
            return self.forget();
        }
        let shown = fields(&self.state.borrow().saved);
        if is_alike(&fields(&kept.typed), &shown) {
            if address_says("failed=") {
                // The page shows what it could not store.
                self.state.borrow_mut().from = kept.from;
            } else {
                self.forget();
            }
            return;
        }
        let offer = self.document.get_element_by_id("draft-kept");
        let button = self.document.get_element_by_id("draft-put-back");
        let (Some(offer), Some(button)) = (offer, button) else {
            return;
        };
        let _ = offer.remove_attribute("hidden");
        let this = Rc::clone(self);
        listen(&button, "click", move |_| {
            this.put_back(&kept);
            let _ = offer.set_attribute("hidden", "");
            this.changed();
        });
    }

    /// Makes the form what it was when this was typed, as of the revision of then.
    fn put_back(&self, kept: &Kept) {
        let Ok(all) = self.form.query_selector_all("[name]:not(button)") else {
            return;
        };
        let is_typed = |name: &str| !OF_THE_PAGE.contains(&name) && !is_choice(name);
        let mut typed = fields(&kept.typed);
        typed.retain(|(name, _)| is_typed(name));
        for at in 0..all.length() {
            let element = all
                .item(at)
                .and_then(|node| node.dyn_into::<Element>().ok());
            let Some(element) = element else { continue };
            let name = element.get_attribute("name").unwrap_or_default();
            if is_typed(&name) {
                let at = typed.iter().position(|(of, _)| *of == name);
                let value = at.map(|at| typed.swap_remove(at).1);
                // One name for the three kinds of field. What the form had no field for was not in it.
                let _ = js_set(&element, "value", value.as_deref().unwrap_or_default());
            }
        }
        // What the form has no field for any more goes along all the same.
        for (name, value) in typed {
            if let Ok(input) = self.document.create_element("input") {
                let named = [
                    ("type", "hidden"),
                    ("name", name.as_str()),
                    ("value", value.as_str()),
                ];
                for (attribute, value) in named {
                    let _ = input.set_attribute(attribute, value);
                }
                let _ = self.form.append_child(&input);
            }
        }
        self.put_revision(&kept.from);
        let mut state = self.state.borrow_mut();
        state.from.clone_from(&kept.from);
        // Two other texts may stand there to choose from: by now there is a third.
        state.is_over = false;
    }
}

/// Whether a field says which of two texts stays.
fn is_choice(name: &str) -> bool {
    name.starts_with("keep[")
}

/// Whether two forms say the same, as far as people write them. Which form it is, the order in which the
/// server lists what was picked and the keys that it gives are not theirs, nor are the breaks of a line
/// that it joins.
fn is_alike(one: &[(String, String)], other: &[(String, String)]) -> bool {
    written(one) == written(other)
}

/// What people wrote into the fields, in an order of its own: as words, and nothing that is empty.
fn written(fields: &[(String, String)]) -> Vec<(&str, Vec<&str>)> {
    let is_written = |name: &str| {
        let of_the_page = OF_THE_PAGE.contains(&name) || name == "order";
        !of_the_page && !is_choice(name) && !name.ends_with("[key]")
    };
    let fields = fields.iter().filter(|(name, _)| is_written(name));
    let fields = fields.map(|(name, value)| {
        let words: Vec<_> = value.split_whitespace().collect();
        (name.as_str(), words)
    });
    let mut fields: Vec<_> = fields.filter(|(_, words)| !words.is_empty()).collect();
    fields.sort_unstable();
    fields
}

/// The fields of a query.
fn fields(query: &str) -> Vec<(String, String)> {
    let Ok(params) = UrlSearchParams::new_with_str(query) else {
        return vec![];
    };
    let pairs = Array::from(&params);
    let pairs = pairs.iter().filter_map(|pair| {
        let pair = Array::from(&pair);
        Some((pair.get(0).as_string()?, pair.get(1).as_string()?))
    });
    pairs.collect()
}

/// Whether the address of this page says so behind its question mark.
fn address_says(what: &str) -> bool {
    let search = window().location().search();
    search.is_ok_and(|search| search.contains(what))
}

/// Takes out of the address, without leaving the page, that something was saved.
fn forget_in_address() {
    let place = window().location();
    let (Ok(path), Ok(search), Ok(hash)) = (place.pathname(), place.search(), place.hash()) else {
        return;
    };
    let rest = search.trim_start_matches('?').split('&');
    let rest: Vec<_> = rest.filter(|said| *said != SAVED).collect();
    let mark = if rest.is_empty() { "" } else { "?" };
    let address = format!("{path}{mark}{}{hash}", rest.join("&"));
    if let Ok(history) = window().history() {
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&address));
    }
}

fn js_set(element: &Element, name: &str, value: &str) -> Result<bool, JsValue> {
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

/// What the browser keeps for this tab alone.
fn tab_storage() -> Option<Storage> {
    window().session_storage().ok().flatten()
}

#[cfg(test)]
mod tests {
    use super::is_alike;

    fn form(fields: &[(&str, &str)]) -> Vec<(String, String)> {
        let fields = fields.iter();
        fields
            .map(|&(name, value)| (name.to_owned(), value.to_owned()))
            .collect()
    }

    /// Mara typed on a train; her own save arrived, and its answer did not.
    #[test]
    fn what_the_server_made_of_a_form_is_what_was_typed() {
        let typed = form(&[
            ("writer", "acc_mara"),
            ("key", "letters"),
            ("order", ""),
            ("use", "We look at  your orders. "),
            ("recipients", "Halden Web Ltd\n"),
            ("data[orders]", "required"),
            ("benefits[0][what]", "Two letters"),
            ("benefits[0][key]", ""),
            ("keep[use]", "yours"),
            ("change_note", ""),
        ]);
        let stored = form(&[
            ("writer", "acc_mara"),
            ("key", "letters"),
            ("order", "orders"),
            ("data[orders]", "required"),
            ("use", "We look at your orders."),
            ("recipients", "Halden Web Ltd"),
            ("benefits[0][key]", "two-letters"),
            ("benefits[0][what]", "Two letters"),
        ]);
        assert!(is_alike(&typed, &stored));
    }

    /// One word, one field more or one less is something that nobody has stored.
    #[test]
    fn every_word_that_is_not_stored_counts() {
        let stored = form(&[("use", "We look at your orders."), ("stays", "All.")]);
        for typed in [
            form(&[("use", "We look at your last orders."), ("stays", "All.")]),
            form(&[("use", "We look at your orders.")]),
            form(&[
                ("use", "We look at your orders."),
                ("stays", "All."),
                ("benefits[3][what]", "A row that the page has no more"),
            ]),
        ] {
            assert!(!is_alike(&typed, &stored), "{typed:?}");
        }
    }
}
