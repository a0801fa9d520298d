//! What just happened to an exchange, inside its card, with the way back beside it.

use leptos::prelude::*;

use super::writer::Writer;
use super::{Icon, switch::card_id};

/// What just happened.
#[derive(Clone, Debug)]
pub(crate) enum Happened {
    /// It was done.
    Done {
        /// What the card says.
        text: String,
        /// What is read out.
        aloud: String,
        /// The way back, where there is one.
        undo: Option<Undo>,
    },
    /// It was not done, and why.
    Failed(String),
}

/// The way back from one choice.
#[derive(Clone, Debug)]
pub(crate) struct Undo {
    /// What it is called.
    pub word: &'static str,
    /// The ledger index of the choice.
    pub of: u64,
    /// Which exchange.
    pub proposition: String,
    /// The version that is shown.
    pub version: u32,
    /// The language that it is shown in.
    pub locale: String,
    /// The ledger index that the page reflects.
    pub index: u64,
    /// The page to come back to.
    pub from: String,
}

/// The line of what just happened.
#[component]
pub(crate) fn Status(
    /// What just happened.
    happened: Happened,
) -> impl IntoView {
    match happened {
        Happened::Done { text, aloud, undo } => view! {
            <div class="status">
                <p data-say=aloud>{text}</p>
                {undo.map(undo_form)}
            </div>
        }
        .into_any(),
        Happened::Failed(text) => view! {
            <div class="status status-failed">
                <p data-alert=text.clone()>{text.clone()}</p>
            </div>
        }
        .into_any(),
    }
}

fn undo_form(undo: Undo) -> impl IntoView {
    let card = card_id(&undo.proposition);
    view! {
            <form method="post" action=format!("/actions/undo#{card}") data-live=card.clone()>
                <Writer/>
                <input type="hidden" name="of" value=undo.of.to_string()/>
                <input type="hidden" name="proposition" value=undo.proposition/>
                <input type="hidden" name="version" value=undo.version.to_string()/>
    <input type="hidden" name="shown_in" value=undo.locale/>
                <input type="hidden" name="index" value=undo.index.to_string()/>
                <input type="hidden" name="from" value=undo.from/>
                <button type="submit" class="button button-small" id=format!("{card}-undo")>
                    {Icon::Undo.draw()}
                    {undo.word}
                </button>
            </form>
        }
}
