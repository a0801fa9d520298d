//! One line of an import: a customer and what she chose before.

use std::collections::BTreeMap;

use mutual::consent::{Evidence, Identifier, Toggles};
use mutual::use_cases::{ImportLine, PastChoice, PutCustomer, Refusal};
use percent_encoding::percent_decode_str;
use serde::Deserialize;
use utoipa::ToSchema;

use super::customers::{EvidenceBody, read_toggles};
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
    /// The version that she was shown; where this is left out, the one that was live when she chose.
    version: Option<u32>,
    /// What she set.
    #[schema(value_type = Switches<'_>)]
    toggles: BTreeMap<String, String>,
    /// How that is known: needed for what is on, never for what is off.
    evidence: Option<EvidenceBody>,
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
    Ok(ImportLine {
        customer: PutCustomer {
            id: None,
            identifiers,
            locale: body.locale,
            region: body.region,
            birth_year: body.birth_year,
        },
        choices: choices.collect::<Result<_, Bad>>()?,
    })
}

fn read_identifiers<'a>(texts: impl Iterator<Item = &'a str>) -> Result<Vec<Identifier>, Bad> {
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

fn past_choice(
    proposition: &str,
    version: Option<u32>,
    toggles: Toggles,
    evidence: Option<Evidence>,
) -> Result<PastChoice, Bad> {
    let proposition = proposition.parse().map_err(|_| {
        Bad::new(
            Code::UnknownProposition.word(),
            "there is no such live exchange",
        )
    })?;
    Ok(PastChoice {
        proposition,
        version,
        toggles,
        evidence,
    })
}

/// The columns of an import as CSV: one row for each customer and toggle.
#[derive(Debug, Default)]
pub(crate) struct Columns(BTreeMap<Column, usize>);

macro_rules! columns {
    ($($name:ident = $text:literal),+ $(,)?) => {
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        enum Column {
            $($name),+
        }

        impl Column {
            const ALL: &'static [Self] = &[$(Self::$name),+];

            fn name(self) -> &'static str {
                match self { $(Self::$name => $text),+ }
            }
        }
    };
}

columns! {
    Identifiers = "identifiers",
    Locale = "locale",
    Region = "region",
    BirthYear = "birth_year",
    Proposition = "proposition",
    Version = "version",
    Toggle = "toggle",
    Switch = "switch",
    How = "evidence_how",
    Place = "evidence_where",
    At = "evidence_at",
    Wording = "evidence_wording",
}

impl Columns {
    /// Reads the row of column names.
    pub(crate) fn read(names: &csv::ByteRecord) -> Result<Self, Bad> {
        let mut columns = BTreeMap::new();
        for (place, name) in names.iter().enumerate() {
            let name = name
                .strip_prefix(b"\xef\xbb\xbf")
                .unwrap_or(name)
                .trim_ascii();
            let known = Column::ALL
                .iter()
                .find(|column| column.name().as_bytes() == name);
            let Some(column) = known else {
                let names: Vec<_> = Column::ALL.iter().map(|column| column.name()).collect();
                let name = String::from_utf8_lossy(name);
                let message = format!("there is no column `{name}`; use {}", names.join(", "));
                return Err(Bad::new("unknown_column", message));
            };
            if columns.insert(*column, place).is_some() {
                let message = format!("the column `{}` is there twice", column.name());
                return Err(Bad::new("unknown_column", message));
            }
        }
        if columns.contains_key(&Column::Identifiers) {
            Ok(Self(columns))
        } else {
            Err(Bad::new(
                "unknown_column",
                "the column `identifiers` is missing",
            ))
        }
    }

    /// Reads a row.
    pub(crate) fn line(&self, row: &csv::ByteRecord) -> Result<ImportLine, Bad> {
        if row.len() > self.0.len() {
            return Err(Bad::new(
                "invalid_csv",
                "the row has more fields than there are columns",
            ));
        }
        let cell = |column: Column| -> Result<Option<&str>, Bad> {
            let bytes = self
                .0
                .get(&column)
                .and_then(|place| row.get(*place))
                .unwrap_or_default();
            let text = std::str::from_utf8(bytes)
                .map_err(|_| Bad::new(Code::InvalidUtf8.word(), "the row is not UTF-8"))?;
            Ok(Some(text.trim()).filter(|text| !text.is_empty()))
        };
        let number = |column: Column| -> Result<Option<u32>, Bad> {
            let parsed = cell(column)?.map(|text| {
                let bad = || format!("{}: use a whole number", column.name());
                text.parse()
                    .map_err(|_| Bad::new(Code::InvalidField.word(), bad()))
            });
            parsed.transpose()
        };
        let names = cell(Column::Identifiers)?.unwrap_or_default();
        let names: Vec<String> = names
            .split(' ')
            .filter(|name| !name.is_empty())
            .map(decode)
            .collect();
        let birth_year =
            number(Column::BirthYear)?.map(|year| u16::try_from(year).unwrap_or(u16::MAX));
        let customer = PutCustomer {
            id: None,
            identifiers: read_identifiers(names.iter().map(String::as_str))?,
            locale: cell(Column::Locale)?.map(str::to_owned),
            region: cell(Column::Region)?.map(str::to_owned),
            birth_year,
        };
        let mut choices = Vec::new();
        if let Some(proposition) = cell(Column::Proposition)? {
            let toggle = cell(Column::Toggle)?.unwrap_or_default().to_owned();
            let switch = cell(Column::Switch)?.unwrap_or_default().to_owned();
            let toggles = read_toggles(&BTreeMap::from([(toggle, switch)])).map_err(|errors| {
                let message = errors.into_iter().next().map(|error| error.message);
                Bad::new(
                    Code::InvalidField.word(),
                    format!("toggle: {}", message.unwrap_or_default()),
                )
            })?;
            let evidence = match cell(Column::At)? {
                None => None,
                Some(at) => {
                    let text = |column| Ok::<_, Bad>(cell(column)?.unwrap_or_default().to_owned());
                    let body = EvidenceBody {
                        how: text(Column::How)?,
                        place: text(Column::Place)?,
                        at: at.to_owned(),
                        wording: text(Column::Wording)?,
                    };
                    Some(body.read()?)
                }
            };
            choices.push(past_choice(
                proposition,
                number(Column::Version)?,
                toggles,
                evidence,
            )?);
        }
        Ok(ImportLine { customer, choices })
    }
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

fn decode(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}

#[cfg(test)]
mod tests {
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
    }

    #[test]
    fn a_row_of_csv_is_a_line_with_one_toggle() {
        let names = csv::ByteRecord::from(vec!["identifiers", "proposition", "toggle", "switch"]);
        let columns = Columns::read(&names).unwrap();
        let row = csv::ByteRecord::from(vec!["crm:4%202 crm:7", "recipe-ideas", "exchange", "off"]);
        let line = columns.line(&row).unwrap();
        let names: Vec<_> = line
            .customer
            .identifiers
            .iter()
            .map(Identifier::as_str)
            .collect();
        assert_eq!(names, ["crm:4 2", "crm:7"]);
        assert_eq!(line.choices[0].toggles.len(), 1);
        let bad = csv::ByteRecord::from(vec!["crm:42", "recipe-ideas", "exchange", "maybe"]);
        assert_eq!(columns.line(&bad).unwrap_err().code, "invalid_field");
        assert!(Columns::read(&csv::ByteRecord::from(vec!["identifiers", "vip"])).is_err());
    }

    #[test]
    fn an_identifier_comes_back_from_its_cell() {
        for identifier in ["crm:4 2", "x:100%", "-a:1", "email:ana@example.org"] {
            assert_eq!(decode(&encode(identifier)), identifier);
            assert!(!encode(identifier).contains(' '));
        }
    }
}
