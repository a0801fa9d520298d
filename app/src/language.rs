//! Which language a page has.

use mutual::lint::Tongue;
use mutual::port::Organisation;

use crate::{text::Text, ui::said::within};

/// The cookie that keeps the language somebody chose.
pub(crate) const COOKIE: &str = "mutual-language";

/// A language that the pages speak.
#[derive(Clone, Copy, Debug)]
pub struct Language(&'static Text);

/// What is known of the one who reads, beside the organisation.
#[derive(Clone, Copy, Debug, Default)]
pub struct Reader<'a> {
    /// What she chose at the foot of a page.
    pub chosen: Option<&'a str>,
    /// What the organisation knows of her, where she is a customer who is in.
    pub hers: Option<&'a str>,
    /// What her browser asks for (RFC 9110, `Accept-Language`).
    pub accepted: Option<&'a str>,
}

impl Language {
    /// The cookie that keeps the language somebody chose.
    pub const COOKIE: &'static str = COOKIE;

    /// English, which is always known.
    #[must_use]
    pub fn english() -> Self {
        Self(Text::of(["en"]))
    }

    /// The language for whoever reads: her choice, then what is known of her, then what her browser
    /// asks for, then the organisation's first. Nothing counts that the organisation does not offer.
    #[must_use]
    pub fn of(organisation: &Organisation, reader: Reader<'_>) -> Self {
        let offered = offered(organisation);
        let spoken = |tag: &str| {
            let known = Text::known(tag)?.lang;
            offered.iter().find(|text| text.lang == known).copied()
        };
        let accepted = || {
            let tags = by_preference(reader.accepted.unwrap_or_default());
            tags.into_iter().find_map(spoken)
        };
        let text = reader
            .chosen
            .and_then(spoken)
            .or_else(|| reader.hers.and_then(spoken))
            .or_else(accepted)
            .or_else(|| offered.first().copied());
        text.map_or_else(Self::english, Self)
    }

    /// The first of these that is known, whatever an organisation offers; English where none is. It is
    /// for programs, which say in each request what they want (RFC 9110, `Accept-Language`).
    #[must_use]
    pub fn wanted(accepted: Option<&str>) -> Self {
        Self(Text::of(by_preference(accepted.unwrap_or_default())))
    }

    /// Its tag (BCP 47).
    #[must_use]
    pub fn tag(self) -> &'static str {
        self.0.lang
    }

    /// The language in which the linter speaks to whoever reads this one.
    #[must_use]
    pub fn tongue(self) -> Tongue {
        self.0.tongue
    }

    /// A text within a sentence of this language, kept apart from it as on the pages.
    #[must_use]
    pub fn within(self, text: &str) -> String {
        within(text, self.0)
    }

    /// Its words.
    pub(crate) fn text(self) -> &'static Text {
        self.0
    }
}

/// The languages that are both the organisation's and known, in its order.
pub(crate) fn offered(organisation: &Organisation) -> Vec<&'static Text> {
    let mut offered: Vec<&'static Text> = Vec::new();
    for text in organisation
        .locales
        .iter()
        .filter_map(|tag| Text::known(tag))
    {
        if !offered.iter().any(|known| known.lang == text.lang) {
            offered.push(text);
        }
    }
    offered
}

/// The tags of an `Accept-Language`, the most wanted first.
///
/// The weights are read as whole thousandths: what a stranger sends as a number may be none, and
/// nothing can be sorted by that.
fn by_preference(accepted: &str) -> Vec<&str> {
    let mut tags: Vec<(u16, &str)> = accepted
        .split(',')
        .filter_map(|part| {
            let mut parts = part.split(';').map(str::trim);
            let tag = parts.next().filter(|tag| !tag.is_empty())?;
            let weight = parts.find_map(|part| part.strip_prefix("q="));
            let weight = weight.map_or(Some(1_000), thousandths)?;
            (weight > 0).then_some((weight, tag))
        })
        .collect();
    tags.sort_by_key(|(weight, _)| std::cmp::Reverse(*weight));
    tags.into_iter().map(|(_, tag)| tag).collect()
}

/// A weight from 0 to 1, with three digits at most.
fn thousandths(weight: &str) -> Option<u16> {
    let (whole, part) = weight.split_once('.').unwrap_or((weight, ""));
    let part: u16 = match part.len() {
        0 => 0,
        1..=3 if part.bytes().all(|byte| byte.is_ascii_digit()) => {
            format!("{part:0<3}").parse().ok()?
        }
        _ => return None,
    };
    match whole {
        "0" => Some(part),
        "1" if part == 0 => Some(1_000),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen(locales: &[&str], reader: Reader<'_>) -> &'static str {
        let organisation = Organisation {
            locales: locales.iter().map(|&tag| tag.to_owned()).collect(),
            ..Organisation::default()
        };
        Language::of(&organisation, reader).tag()
    }

    fn accepting(accepted: &str) -> Reader<'_> {
        Reader {
            accepted: Some(accepted),
            ..Reader::default()
        }
    }

    #[test]
    fn her_choice_comes_before_what_is_known_and_that_before_her_browser() {
        let all = ["en", "de", "ar"];
        let mut reader = Reader {
            chosen: Some("ar"),
            hers: Some("de-AT"),
            accepted: Some("en"),
        };
        assert_eq!(chosen(&all, reader), "ar");
        reader.chosen = None;
        assert_eq!(chosen(&all, reader), "de");
        reader.hers = None;
        assert_eq!(chosen(&all, reader), "en");
        assert_eq!(chosen(&["de", "en"], Reader::default()), "de");
        assert_eq!(chosen(&[], Reader::default()), "en");
    }

    #[test]
    fn nothing_counts_that_the_organisation_does_not_offer() {
        let reader = Reader {
            chosen: Some("ar"),
            hers: Some("ar-EG"),
            accepted: Some("ar, fi, de;q=0.1"),
        };
        assert_eq!(chosen(&["en", "de-CH"], reader), "de");
        assert_eq!(chosen(&["fi", "de"], reader), "de");
        for hostile in ["", "de\"><script>", "../de", "*", "d", "\u{0}"] {
            let reader = Reader {
                chosen: Some(hostile),
                ..Reader::default()
            };
            assert_eq!(chosen(&["en", "de"], reader), "en", "{hostile}");
        }
    }

    #[test]
    fn a_program_gets_what_it_asks_for_and_english_otherwise() {
        let tags = |accepted| Language::wanted(accepted).tag();
        assert_eq!(tags(Some("fr, ar-EG;q=0.8, de;q=0.5")), "ar");
        assert_eq!(tags(Some("de-AT")), "de");
        for otherwise in [
            None,
            Some(""),
            Some("*"),
            Some("fi"),
            Some("de;q=0"),
            Some("de;q=x"),
        ] {
            assert_eq!(tags(otherwise), "en", "{otherwise:?}");
        }
        for text in ["en", "de", "ar"] {
            let language = Language::wanted(Some(text));
            assert_eq!(language.tongue().tag(), language.tag());
        }
    }

    #[test]
    fn the_browsers_wishes_are_read_by_their_weight() {
        let all = ["en", "de", "ar"];
        assert_eq!(
            chosen(&all, accepting("en;q=0.7, DE-de ; q=0.9, *;q=0.5")),
            "de"
        );
        assert_eq!(chosen(&all, accepting("fr, ar;q=0.8, de;q=0.85")), "de");
        assert_eq!(chosen(&all, accepting("de;q=0, ar;q=0.001")), "ar");
        for broken in [
            "de;q=NaN",
            "de;q=-1",
            "de;q=1.5",
            "de;q=0.9999",
            ";;;,,,",
            "de;q=+.5",
        ] {
            assert_eq!(chosen(&all, accepting(broken)), "en", "{broken}");
        }
    }
}
