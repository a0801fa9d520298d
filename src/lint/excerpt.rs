//! What somebody wrote, cut out around what a finding is about.

use serde_json::Value;

use super::finding::Finding;
use super::letters::{joins, turns};

/// How much is shown before what was found and behind it, in characters.
const AROUND: usize = 40;
/// The most that is shown of what was found, in characters.
const LONGEST: usize = 120;

/// A piece of a text, with what was found in its middle. A side that goes on says so with an ellipsis.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Excerpt {
    /// What stands before it.
    pub before: String,
    /// What was found.
    pub found: String,
    /// What stands behind it.
    pub after: String,
}

impl Finding {
    /// The words of the author that this is about, from `document` as it was judged. None where it is
    /// about a whole field, where the text is another one by now and too short, or where nothing is to be
    /// seen of it. Marks that turn the direction are left out, so that all is read as it is written.
    #[must_use]
    pub fn excerpt(&self, document: &Value) -> Option<Excerpt> {
        let (from, to) = self.span?;
        let pointer = format!("/{}", self.field.replace(['.', '['], "/").replace(']', ""));
        let text = document.pointer(&pointer)?.as_str()?;
        let chars: Vec<char> = text.chars().collect();
        let found = chars.get(from..to).filter(|found| !found.is_empty())?;
        let start = from.saturating_sub(AROUND);
        let before = chars.get(start..from).unwrap_or_default();
        let behind = chars.get(to..).unwrap_or_default();
        let after = behind.get(..AROUND).unwrap_or(behind);
        let shown = found.get(..LONGEST).unwrap_or(found);
        let is_seen = |c: &char| !c.is_whitespace() && !turns(*c) && !joins(*c);
        if !shown.iter().any(is_seen) {
            return None;
        }
        let more = |is_cut: bool| if is_cut { "…" } else { "" };
        Some(Excerpt {
            before: format!("{}{}", more(start > 0), plain(before)),
            found: format!("{}{}", plain(shown), more(shown.len() < found.len())),
            after: format!("{}{}", plain(after), more(after.len() < behind.len())),
        })
    }
}

fn plain(chars: &[char]) -> String {
    chars.iter().copied().filter(|c| !turns(*c)).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::catalogue::Registry;
    use crate::lint::{Level, Surroundings, lint};

    fn excerpt(document: &Value, field: &str) -> Option<Excerpt> {
        let registry = Registry::starter();
        let found = lint(document, &Surroundings::new(&registry));
        let mut found = found.iter().filter(|found| found.field == field);
        found
            .find(|found| found.level == Level::Block && found.span.is_some())?
            .excerpt(document)
    }

    fn of(before: &str, found: &str, after: &str) -> Excerpt {
        let [before, found, after] = [before, found, after].map(str::to_owned);
        Excerpt {
            before,
            found,
            after,
        }
    }

    #[test]
    fn whoever_wrote_it_sees_her_own_words() {
        let mut document = crate::lint::stories::base();
        document["title"] = "Größere Ideas, only today".into();
        let shown = excerpt(&document, "title").unwrap();
        let whole = format!("{}{}{}", shown.before, shown.found, shown.after);
        assert_eq!(whole, "Größere Ideas, only today");
        assert!(shown.found.contains("today"), "{shown:?}");
        // Of a long text as much as is needed, with a sign on each side that goes on.
        let (one, two) = (
            "Soups and breads. ".repeat(9),
            " Breads and soups.".repeat(9),
        );
        document["title"] = format!("{one}Only today{two}").into();
        let shown = excerpt(&document, "title").unwrap();
        assert!(shown.before.starts_with('…') && shown.after.ends_with('…'));
        assert_eq!(shown.before.chars().count(), AROUND + 1);
        assert_eq!(shown.after.chars().count(), AROUND + 1);
    }

    #[test]
    fn a_place_that_is_not_there_shows_nothing() {
        let registry = Registry::starter();
        let mut document = crate::lint::stories::base();
        document["title"] = "Ideas, only today".into();
        let found = lint(&document, &Surroundings::new(&registry));
        let mut found = found.into_iter().filter(|found| found.field == "title");
        let finding = found.find(|found| found.span.is_some()).unwrap();
        assert!(finding.excerpt(&document).is_some());
        for other in [
            json!(null),
            json!({}),
            json!({"title": 7}),
            json!({"title": "Idea"}),
        ] {
            assert_eq!(finding.excerpt(&other), None, "{other}");
        }
        let at = |span| Finding {
            span: Some(span),
            ..finding.clone()
        };
        for span in [(0, 0), (5, 2), (0, 18), (usize::MAX - 1, usize::MAX)] {
            assert_eq!(at(span).excerpt(&document), None, "{span:?}");
        }
        let whole = of("", "Ideas, only today", "");
        assert_eq!(at((0, 17)).excerpt(&document), Some(whole));
    }

    #[test]
    fn what_turns_the_direction_turns_nothing_around_it() {
        let mut document = crate::lint::stories::base();
        document["title"] = "Ideas \u{202e}ylno today".into();
        assert_eq!(
            excerpt(&document, "title"),
            None,
            "the mark itself cannot be seen"
        );
        let finding = Finding {
            span: Some((0, 9)),
            ..Finding::too_many("title".to_owned(), 1)
        };
        let shown = finding.excerpt(&document).unwrap();
        assert_eq!(shown, of("", "Ideas yl", "no today"));
    }
}
