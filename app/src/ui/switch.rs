//! The switch: a submit button in a form of its own, and the phrase that says how things stand.

use leptos::prelude::*;
use mutual::consent;

use super::writer::Writer;

/// What pressing a button about one toggle asks for, and what the page knew when it was drawn.
#[derive(Clone, Debug)]
pub(crate) struct Wish {
    /// Which exchange.
    pub proposition: String,
    /// Which toggle of it.
    pub toggle: String,
    /// Where to put it.
    pub to: consent::Switch,
    /// Whether it is wanted in spite of the browser's wish not to sell or share, of which the phrase
    /// beside the switch tells.
    pub in_spite: bool,
    /// The version that is shown.
    pub version: u32,
    /// The language that it is shown in.
    pub locale: String,
    /// The ledger index that the page reflects.
    pub index: u64,
    /// The page to come back to.
    pub from: String,
}

impl Wish {
    /// What the form sends.
    pub(crate) fn fields(&self) -> impl IntoView + use<> {
        view! {
            <input type="hidden" name="proposition" value=self.proposition.clone()/>
            <input type="hidden" name="toggle" value=self.toggle.clone()/>
            <input type="hidden" name="to" value=self.to.word()/>
            <input type="hidden" name="version" value=self.version.to_string()/>
            <input type="hidden" name="shown_in" value=self.locale.clone()/>
            <input type="hidden" name="index" value=self.index.to_string()/>
            <input type="hidden" name="from" value=self.from.clone()/>
            {self.in_spite.then(|| view! { <input type="hidden" name="in_spite" value="yes"/> })}
        }
    }

    /// The card that the form belongs to.
    pub(crate) fn card(&self) -> String {
        card_id(&self.proposition)
    }

    /// Where the form goes. An answer that is a page of its own is shown from this card on.
    pub(crate) fn action(&self) -> String {
        format!("/actions/choose#{}", self.card())
    }
}

/// The id of an exchange's card, and so the anchor to come back to.
pub(crate) fn card_id(proposition: &str) -> String {
    format!("x-{proposition}")
}

/// The id of the line about one kind of data on the card of an exchange, and so the anchor of it.
pub(crate) fn share_id(proposition: &str, data: &str) -> String {
    format!("{}-shares-{data}", card_id(proposition))
}

/// Of an exchange, or of a part of one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SwitchSize {
    Whole,
    Part,
}

impl SwitchSize {
    fn class(self) -> &'static str {
        match self {
            Self::Whole => "switch",
            Self::Part => "switch switch-part",
        }
    }
}

/// How something stands, as an attribute says it.
fn told(on: bool) -> &'static str {
    if on { "true" } else { "false" }
}

/// How a toggle stands where no switch moves it: as a phrase, and for what reads the page again because an
/// answer was lost.
#[component]
pub(crate) fn Fixed(
    /// Which toggle.
    toggle: String,
    /// Whether it is on.
    on: bool,
    /// How things stand, as a phrase.
    state: String,
    /// Of an exchange, or of a part of one.
    size: SwitchSize,
) -> impl IntoView {
    view! {
        <p class=size.class() data-toggle=toggle data-on=told(on)>
            <span class="switch-state">{state}</span>
        </p>
    }
}

/// A switch. Its name is the element `name`, and never changes with its state.
#[component]
pub(crate) fn Switch(
    /// What pressing it asks for.
    wish: Wish,
    /// The id that the switch and its phrase are known by.
    id: String,
    /// Whether it is on.
    on: bool,
    /// How things stand, as a phrase.
    state: String,
    /// Of an exchange, or of a part of one.
    size: SwitchSize,
    /// The id of what says more of it than its name.
    #[prop(optional_no_strip)]
    hint: Option<String>,
) -> impl IntoView {
    let state_id = format!("{id}-s");
    let described = [Some(state_id.clone()), hint].into_iter().flatten();
    let described = described.collect::<Vec<_>>().join(" ");
    let shown = told(on);
    view! {
        <form
            class=size.class()
            method="post"
            action=wish.action()
            data-live=wish.card()
            data-toggle=wish.toggle.clone()
            data-on=shown
        >
            <Writer/>
            {wish.fields()}
            <span class="switch-state" id=state_id>{state}</span>
            <button
                type="submit"
                role="switch"
                id=format!("{id}-b")
                aria-checked=shown
                aria-labelledby=format!("{id}-t")
                aria-describedby=described
            >
                <span class="switch-track" aria-hidden="true"><span class="switch-knob"></span></span>
            </button>
        </form>
    }
}
