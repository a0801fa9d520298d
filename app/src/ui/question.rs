//! A first question with two answers that are alike.

use leptos::prelude::*;
use mutual::consent;

use super::writer::Writer;
use super::{said::Said, switch::Wish};

/// The question's sentences and its two answers.
#[component]
pub(crate) fn Question(
    /// The id of the question's title.
    title_id: String,
    /// The question.
    question: Said,
    /// What stands above it.
    label: &'static str,
    /// What stands below it.
    notes: Vec<String>,
    /// The words for no and for yes.
    answers: (Said, Said),
    /// The wish of either answer; where it puts the toggle is set here.
    wish: Wish,
    /// The way to leave it for later.
    later: (&'static str, &'static str),
) -> impl IntoView {
    let (refuse, allow) = answers;
    let no = Wish {
        to: consent::Switch::Off,
        ..wish.clone()
    };
    let yes = Wish {
        to: consent::Switch::On,
        ..wish
    };
    let notes = notes
        .into_iter()
        .map(|note| view! { <p>{note}</p> })
        .collect_view();
    view! {
        <div class="question">
            <p class="quiet small">{label}</p>
            <h2 class="exchange-title" id=title_id>{question.draw()}</h2>
            {notes}
            <div class="choices">{answer(&no, refuse)} {answer(&yes, allow)}</div>
            <p class="question-later"><a href=later.1>{later.0}</a></p>
        </div>
    }
}

fn answer(wish: &Wish, words: Said) -> impl IntoView + use<> {
    view! {
        <form method="post" action=wish.action() data-live=wish.card()>
            <Writer/>
            {wish.fields()}
            <button type="submit" class="button">{words.draw()}</button>
        </form>
    }
}
