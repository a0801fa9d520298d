//! One line of an import: a customer and what she chose before.

use std::collections::BTreeMap;

use mutual::consent::{Evidence, Identifier, Toggles};
use mutual::use_cases::{ImportLine, PastChoice, PutCustomer, Refusal};
use percent_encoding::percent_decode_str;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::customers::{EvidenceBody, each_once, read_toggles};
use super::json;
use super::problem::{Code, Problem, clipped};
use super::wire::Switches;

/// The most choices of one line.
const MOST_CHOICES: usize = 100;

/// Why a line was not taken over, or only in part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Bad {
    /// A stable code.
    pub(crate) code: String,
    /// What is wrong, in words.
    pub(crate) message: String,
}

impl Bad {
    /// What is wrong; the words are kept short, for a report may have a line for each line.
    pub(crate) fn new(code: impl Into<String>, message: impl Into<String>) -> Self {
        let message: String = message.into();
        Self {
            code: code.into(),
            message: clipped(message.into()).into_owned(),
        }
    }

    /// The server's own fault.
    pub(crate) fn internal() -> Self {
        Self::new(Code::Internal.word(), "the server could not do this")
    }
}

impl From<Problem> for Bad {
    fn from(problem: Problem) -> Self {
        Self::new(problem.code().word(), problem.sentence())
    }
}

impl From<Refusal> for Bad {
    fn from(refusal: Refusal) -> Self {
        Problem::from(refusal).into()
    }
}

/// One line of an import: a customer and what she chose before.
#[derive(Deserialize, ToSchema)]
#[schema(as = ImportLine)]
pub(crate) struct ImportBody {
    /// What you call her; the first one names her.
    #[schema(example = json!(["crm:42", "email:ana@example.org"]))]
    identifiers: Vec<String>,
    /// The language that she reads (BCP 47).
    locale: Option<String>,
    /// Where she lives (ISO 3166).
    region: Option<String>,
    /// The year she was born in.
    birth_year: Option<u16>,
    /// How that year is known: needed where she is a minor by the known year, and of age sooner by this.
    evidence: Option<EvidenceBody>,
    /// What she chose, oldest first; up to 100.
    #[schema(max_items = 100)]
    choices: Option<Vec<PastBody>>,
}

/// A choice that was made elsewhere.
#[derive(Deserialize, ToSchema)]
#[schema(as = PastChoice)]
struct PastBody {
    /// The key of the proposition.
    #[schema(example = "recipe-ideas")]
    proposition: String,
    /// The version that she was shown; where this is left out, the one that was live when
    /// she chose, or the first one where she chose before there was any: what your own records say of
    /// her. A yes of before what it names asked everybody anew is not taken over (`evidence`).
    version: Option<u32>,
    /// What she set.
    #[schema(value_type = Switches<'_>)]
    #[serde(deserialize_with = "each_once")]
    toggles: BTreeMap<String, String>,
    /// How that is known: needed for what is on, never for what is off.
    evidence: Option<EvidenceBody>,
}

/// A line as it is understood, for whoever tries a file out.
#[derive(Serialize, ToSchema)]
#[schema(as = UnderstoodLine)]
pub(crate) struct Understood {
    /// Which line, from 1.
    pub(crate) line: u64,
    /// Whom it names.
    identifiers: Vec<String>,
    locale: Option<String>,
    region: Option<String>,
    birth_year: Option<u16>,
    /// What she chose before.
    choices: Vec<UnderstoodChoice>,
    /// Why it cannot be read, for programs; null where it can.
    #[schema(example = "invalid_field")]
    code: Option<String>,
    /// Why it cannot be read, in words.
    message: Option<String>,
}

/// A choice as it is understood.
#[derive(Serialize, ToSchema)]
struct UnderstoodChoice {
    proposition: String,
    /// The version that is named.
    version: Option<u32>,
    /// What she set.
    #[schema(value_type = Switches<'_>)]
    toggles: BTreeMap<String, &'static str>,
    /// Whether there is evidence of it, which what is on needs.
    has_evidence: bool,
}

impl Understood {
    /// What was read on this line.
    pub(crate) fn of(line: u64, read: &Result<Box<ImportLine>, Bad>) -> Self {
        let mut understood = Self {
            line,
            identifiers: Vec::new(),
            locale: None,
            region: None,
            birth_year: None,
            choices: Vec::new(),
            code: None,
            message: None,
        };
        match read {
            Err(Bad { code, message }) => {
                understood.code = Some(code.clone());
                understood.message = Some(message.clone());
            }
            Ok(import) => {
                let customer = &import.customer;
                let names = customer.identifiers.iter().map(ToString::to_string);
                understood.identifiers = names.collect();
                understood.locale.clone_from(&customer.locale);
                understood.region.clone_from(&customer.region);
                understood.birth_year = customer.birth_year;
                let choices = import.choices.iter().map(|past| UnderstoodChoice {
                    proposition: past.proposition.to_string(),
                    version: past.version,
                    toggles: past
                        .toggles
                        .iter()
                        .map(|(toggle, to)| (toggle.to_string(), to.word()))
                        .collect(),
                    has_evidence: past.evidence.is_some(),
                });
                understood.choices = choices.collect();
            }
        }
        understood
    }
}

/// Reads a line of NDJSON.
pub(crate) fn from_json(line: &[u8]) -> Result<ImportLine, Bad> {
    let body: ImportBody = json::parse(line)?;
    let identifiers = read_identifiers(body.identifiers.iter().map(String::as_str))?;
    let given = body.choices.unwrap_or_default();
    if given.len() > MOST_CHOICES {
        return Err(Bad::new(
            Code::InvalidField.word(),
            format!("choices: give at most {MOST_CHOICES} on a line"),
        ));
    }
    let choices = given.into_iter().enumerate().map(|(n, past)| {
        let toggles = read_toggles(&past.toggles).map_err(|errors| {
            let error = errors.into_iter().next();
            let words = error.map(|error| format!("{}: {}", error.field, error.message));
            Bad::new(
                Code::InvalidField.word(),
                format!("choices[{n}].{}", words.unwrap_or_default()),
            )
        })?;
        let evidence = past.evidence.map(EvidenceBody::read).transpose()?;
        past_choice(&past.proposition, past.version, toggles, evidence)
    });
    let evidence = body.evidence.map(EvidenceBody::read).transpose()?;
    Ok(ImportLine {
        customer: PutCustomer {
            id: None,
            identifiers,
            locale: body.locale,
            region: body.region,
            birth_year: body.birth_year,
            evidence,
        },
        choices: choices.collect::<Result<_, Bad>>()?,
    })
}

pub(super) fn read_identifiers<'a>(
    texts: impl Iterator<Item = &'a str>,
) -> Result<Vec<Identifier>, Bad> {
    let read = texts.enumerate().map(|(n, text)| {
        let identifier: Result<Identifier, _> = text.parse();
        identifier.map_err(|error| {
            Bad::new(
                Code::InvalidField.word(),
                format!("identifiers[{n}]: {error}"),
            )
        })
    });
    read.collect()
}

pub(super) fn past_choice(
    proposition: &str,
    version: Option<u32>,
    toggles: Toggles,
    evidence: Option<Evidence>,
) -> Result<PastChoice, Bad> {
    let proposition = proposition.parse().map_err(|_| {
        let message = "proposition: this is no key that an exchange could have";
        Bad::new(Code::InvalidField.word(), message)
    })?;
    Ok(PastChoice {
        proposition,
        version,
        toggles,
        evidence,
    })
}

/// An identifier as a cell spells it: several are parted by spaces, so that a space within one is
/// `%20`.
pub(crate) fn encode(identifier: &str) -> String {
    let encoded = identifier.replace('%', "%25").replace(' ', "%20");
    match encoded.strip_prefix('-') {
        // A spreadsheet would take the cell for a formula.
        Some(rest) => format!("%2D{rest}"),
        None => encoded,
    }
}

pub(super) fn decode(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use mutual::use_cases::Remark;

    use super::*;

    fn code(line: &str) -> String {
        from_json(line.as_bytes()).unwrap_err().code
    }

    #[test]
    fn a_line_names_a_customer_and_what_she_chose() {
        let line = from_json(
            br#"{"identifiers":["crm:42"],"locale":"en","choices":[{"proposition":"recipe-ideas",
                "toggles":{"exchange":"on"},"evidence":{"how":"paper","where":"shop",
                "at":"2026-01-01T00:00:00Z","wording":"May we?"}}]}"#,
        )
        .unwrap();
        assert_eq!(line.customer.identifiers[0].as_str(), "crm:42");
        assert_eq!(line.choices.len(), 1);
        assert_eq!(line.choices[0].version, None);
    }

    #[test]
    fn what_cannot_be_read_has_a_code() {
        assert_eq!(code("{"), "invalid_json");
        assert_eq!(code("{}"), "invalid_field");
        assert_eq!(code(r#"{"identifiers":["42"]}"#), "invalid_field");
        assert_eq!(
            code(r#"{"identifiers":["crm:1"],"vip":true}"#),
            "unknown_field"
        );
        let on =
            r#"{"identifiers":["crm:1"],"choices":[{"proposition":"a","toggles":{"x":"on"}}]}"#;
        assert_eq!(code(on), "invalid_field");
        let no_key = on
            .replace("\"a\"", "\"No key\"")
            .replace("\"x\"", "\"exchange\"");
        // What is refused as a whole is never told as what was taken over in part.
        assert_eq!(code(&no_key), "invalid_field");
        assert!(!Remark::CODES.contains(&"invalid_field"));
    }

    #[test]
    fn an_identifier_comes_back_from_its_cell() {
        for identifier in ["crm:4 2", "x:100%", "-a:1", "email:ana@example.org"] {
            assert_eq!(decode(&encode(identifier)), identifier);
            assert!(!encode(identifier).contains(' '));
            // What a spreadsheet takes for a formula or a command begins with one of these.
            assert!(!encode(identifier).starts_with(['=', '+', '-', '@', '\t', '\r']));
        }
    }
}
