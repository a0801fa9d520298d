//! Reads purposes and data categories from files: our own shape, fideslang's taxonomies, and the
//! terms of the W3C Data Privacy Vocabulary.

mod dpv;
mod fideslang;

use mutual::catalogue::{Term, TermList};
use mutual::use_cases::{TermLine, TermRead};
use serde_json::Value;

use crate::objects::Strict;

/// Reads a file. Its name tells CSV (`.csv`) and YAML (`.yml`, `.yaml`) apart from JSON, its content
/// which vocabulary it is.
///
/// # Errors
///
/// What is wrong with the file as a whole, as a sentence without its final stop.
pub fn read(name: &str, bytes: &[u8]) -> Result<Vec<TermLine>, String> {
    // Some programs begin a file with a mark of how it is encoded.
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if std::str::from_utf8(bytes).is_err() {
        return Err(format!("{name} is no text in UTF-8"));
    }
    let ending = name.rsplit('.').next().unwrap_or_default();
    let content: Value = match ending.to_ascii_lowercase().as_str() {
        "csv" => return dpv::csv(bytes),
        "yml" | "yaml" => serde_saphyr::from_slice(bytes).map_err(|error| {
            // The lines below show the place in the file.
            let error = error.to_string();
            let first = error.lines().next().unwrap_or_default();
            let why = first.trim_start_matches("error: ");
            format!("{name} is no YAML that can be read: {why}")
        })?,
        _ => {
            serde_json::from_slice(bytes).map_err(|error| format!("{name} is no JSON: {error}"))?
        }
    };
    let has = |field: &str| content.get(field).is_some();
    if content.is_array() || has("@graph") {
        dpv::json_ld(content)
    } else if has("data_category") || has("data_use") {
        fideslang::read(content)
    } else if has("purposes") || has("data_categories") {
        own(content)
    } else {
        Err(format!(
            "{name} has neither `purposes` and `data_categories`, nor fideslang's `data_use` and \
             `data_category`, nor terms as JSON-LD"
        ))
    }
}

/// Our own shape: an object with `purposes` and `data_categories`, each a list of terms.
fn own(content: Value) -> Result<Vec<TermLine>, String> {
    let list: TermList = serde_path_to_error::deserialize(Strict(content))
        .map_err(|error| format!("{}: {}", error.path(), error.inner()))?;
    let purposes = list.purposes.into_iter().map(Term::Purpose);
    let terms = purposes.chain(list.data_categories.into_iter().map(Term::Data));
    let lines = terms.map(|term| TermLine {
        from: term.key().id().to_string(),
        read: TermRead::Term {
            term: Box::new(term),
            exact: true,
            notes: vec![],
        },
    });
    Ok(lines.collect())
}

/// A term of somebody else's vocabulary, with what somebody should look at.
fn foreign(term: Term, notes: Vec<&'static str>) -> TermRead {
    TermRead::Term {
        term: Box::new(term),
        exact: false,
        notes,
    }
}

/// A name of somebody else's as an id: `user.contact.email` is `user_contact_email`, and
/// `DirectMarketing` is `direct_marketing`.
fn slug(name: &str) -> String {
    let mut slug = String::with_capacity(name.len() + 8);
    let mut before = ' ';
    for letter in name.chars() {
        let parted =
            letter.is_ascii_uppercase() && (before.is_ascii_lowercase() || before.is_ascii_digit());
        if parted {
            slug.push('_');
        }
        if letter.is_ascii_alphanumeric() || letter == '-' {
            slug.push(letter.to_ascii_lowercase());
        } else {
            slug.push('_');
        }
        before = letter;
    }
    slug
}

/// That the words are the vocabulary's, which customers are not to read.
const WORDS: &str = "its label is the vocabulary's own: write what customers understand";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_others_become_ids() {
        for (name, id) in [
            ("user.contact.email", "user_contact_email"),
            ("DirectMarketing", "direct_marketing"),
            ("ProtectionOfIPR", "protection_of_ipr"),
            ("personalize", "personalize"),
            ("A6-1-a", "a6-1-a"),
        ] {
            assert_eq!(slug(name), id);
        }
    }

    #[test]
    fn a_file_that_is_none_of_these_is_told_so() {
        for (name, content) in [
            ("a.json", "{"),
            ("a.json", "{}"),
            ("a.json", "7"),
            ("a.json", "{\"purposes\": [{\"id\": \"Ö\"}]}"),
            ("a.json", "{\"purposes\": [], \"colour\": []}"),
            ("a.json", "{\"data_use\": [[\"sales\", null, null, null]]}"),
            ("a.yml", "data_use: ["),
            ("a.yml", "a: &a [*a]"),
            ("a.csv", "name,colour\na,red\n"),
        ] {
            assert!(read(name, content.as_bytes()).is_err(), "{content}");
        }
        assert_eq!(read("a.yml", b"data_use: []").unwrap().len(), 0);
    }

    #[test]
    fn what_an_installation_starts_with_is_in_our_own_shape() {
        let starter = include_bytes!("../../../src/catalogue/starter.json");
        let lines = read("starter.json", starter).unwrap();
        assert_eq!(lines.len(), 27);
        assert!(
            lines
                .iter()
                .all(|line| matches!(line.read, TermRead::Term { .. }))
        );
    }
}
