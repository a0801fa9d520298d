//! What a customer reads about what is guessed of her, in English.

use super::{Many, many, number};
use crate::text::guesses::Guesses;

pub(in crate::text) static GUESSES: Guesses = Guesses {
    title: "What we guess about you",
    count: |count| match many(count) {
        Many::One => "We hold 1 guess about you.".to_owned(),
        _ => format!("We hold {} guesses about you.", number(count)),
    },
    together: |purposes| format!("We use what we guess for this alone: {purposes}."),
    sets_no_price: "What we guess never sets your price.",
    by_red_line: "A red line forbids it.",
    paused: "Everything is paused. Nothing uses these guesses until you go on.",
    waiting: "Nothing uses this guess at the moment.",
    empty: "We have made no guesses.",
    empty_means: "A guess stands here as soon as a computer of ours makes one about you. It makes none from what you have not turned on.",
    fairly_sure: "We are fairly sure:",
    a_guess: "This is a guess, and it is often wrong:",
    seen: "What the program saw:",
    from: "Guessed from",
    when: "On",
    by: "By the program",
    used_for: "Used for",
    model: |name, version| format!("{name}, version {version}"),
    confirmed: |day| format!("You said that this is right on {day}."),
    right: "Right",
    wrong: "Wrong",
    dont_guess: "Don’t guess this",
    does: "What each button does",
    right_does: "Right: we note beside it that you said so, and when. It stays as it is, and nothing more is allowed by it.",
    wrong_does: "Wrong: we delete it now, and no program of ours guesses it again.",
    dont_guess_does: "Don’t guess this: the same, and you need not say whether it is true.",
    off_does: "You can also turn off guessing on the page of an exchange. All guesses made there go with it.",
    after_right: "We noted that you said that it is right. You can take the guess away at any time.",
    after_other: "This guess changed while you looked at it. We noted nothing. Please read what stands here now.",
    after_wrong: "It is deleted. No program of ours guesses it again.",
    after_dont_guess: "It is deleted. No program of ours guesses it again, right or wrong.",
    failed: "We could not save that just now. The guess may still be there. Please try again.",
};
