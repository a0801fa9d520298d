//! What stands on every page, and the words for what the catalogue names.

use mutual::catalogue::{AiUse, Channel, Every, Origin};

/// What stands on every page.
#[derive(Debug)]
pub(crate) struct Shared {
    /// What stands in a band on every page of a test customer: a word, and what it means.
    pub test: &'static str,
    pub test_means: &'static str,
    /// What it means on the pages of the team.
    pub test_data_means: &'static str,
    pub skip: &'static str,
    pub main_pages: &'static str,
    pub exchanges: &'static str,
    pub timeline: &'static str,
    pub guesses: &'static str,
    pub account: &'static str,
    pub sign_out: &'static str,
    pub ask: &'static str,
    pub desk: &'static str,
    pub studio: &'static str,
    pub propositions: &'static str,
    pub registry: &'static str,
    pub models: &'static str,
    pub organisation: &'static str,
    pub audit: &'static str,
    pub team: &'static str,
    pub webhooks: &'static str,
    pub keys: &'static str,
    pub api: &'static str,
    pub ask_a_person: &'static str,
    pub or: &'static str,
    pub data_protection: &'static str,
    pub your_data: &'static str,
    pub check_receipt: &'static str,
    /// What the choice of languages is called.
    pub language: &'static str,
    pub unreadable_form: &'static str,
    pub form_has_faults: &'static str,
    /// What stands for a number of people that is not told.
    pub few_people: &'static str,
    /// What a language is called, by its code.
    pub language_name: fn(&str) -> Option<&'static str>,
    pub origin: fn(Origin) -> &'static str,
    pub channel: fn(Channel) -> &'static str,
    pub ai_use: fn(AiUse) -> &'static str,
    /// What happens while that is on, in one sentence.
    pub ai_does: fn(AiUse) -> &'static str,
    /// How often, as in "3 recipes *a week*".
    pub every: fn(Every) -> &'static str,
}

/// The words as they stand within a sentence: "your past orders".
///
/// A name that goes on in capitals ("GPS position") keeps them.
pub(crate) fn lower_first(words: &str) -> String {
    let mut letters = words.chars();
    match (letters.next(), letters.clone().next()) {
        (Some(first), Some(second)) if !second.is_uppercase() => {
            first.to_lowercase().chain(letters).collect()
        }
        _ => words.to_owned(),
    }
}

/// The words as they stand where a line begins.
pub(crate) fn capital(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).collect()
}

/// A message of the rules as a sentence: they leave out the capital and the final stop.
pub(crate) fn sentence(message: &str) -> String {
    format!("{}.", capital(message))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_go_into_a_sentence() {
        assert_eq!(lower_first("Your past orders"), "your past orders");
        assert_eq!(lower_first("GPS position"), "GPS position");
        assert_eq!(lower_first(""), "");
        assert_eq!(sentence("fill this in"), "Fill this in.");
    }
}
