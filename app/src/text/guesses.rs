//! What a customer reads about what is guessed of her.

/// The page.
#[derive(Debug)]
pub(crate) struct Guesses {
    pub title: &'static str,
    /// How many there are.
    pub count: fn(usize) -> String,
    /// What they are for, all together.
    pub together: fn(&str) -> String,
    /// What they are never for, where red lines see to it; and the way to these.
    pub sets_no_price: &'static str,
    pub by_red_line: &'static str,
    /// What a pause does to them.
    pub paused: &'static str,
    pub waiting: &'static str,
    pub empty: &'static str,
    pub empty_means: &'static str,
    /// What stands before a guess, by how sure it is.
    pub fairly_sure: &'static str,
    pub a_guess: &'static str,
    /// Over what was seen.
    pub seen: &'static str,
    pub from: &'static str,
    pub when: &'static str,
    pub by: &'static str,
    pub used_for: &'static str,
    /// What made it: its name and its version.
    pub model: fn(&str, &str) -> String,
    /// When she said that it is right.
    pub confirmed: fn(&str) -> String,
    pub right: &'static str,
    pub wrong: &'static str,
    pub dont_guess: &'static str,
    /// The heading over what each button does, and what it does.
    pub does: &'static str,
    pub right_does: &'static str,
    pub wrong_does: &'static str,
    pub dont_guess_does: &'static str,
    pub off_does: &'static str,
    /// What is said after each.
    pub after_right: &'static str,
    /// Another guess stood there by then.
    pub after_other: &'static str,
    pub after_wrong: &'static str,
    pub after_dont_guess: &'static str,
    pub failed: &'static str,
}
