//! The columns of an import as CSV: a row for each customer and toggle, under names of ours or of
//! whoever made the file.

use std::collections::{BTreeMap, BTreeSet};

use mutual::consent::{Evidence, Identifier};
use mutual::use_cases::{ImportLine, PutCustomer};
use serde::Deserialize;

use super::customers::{EvidenceBody, read_toggles};
use super::import_line::{Bad, decode, past_choice, read_identifiers};
use super::problem::{Code, listed};

/// The most columns of a file.
const MOST_COLUMNS: usize = 1_000;
/// What a column is called that holds identifiers of one namespace, without it: `identifier:crm`.
const ONE_NAMESPACE: &str = "identifier:";

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

/// What a column of the file stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Field {
    /// One of ours.
    Ours(Column),
    /// An identifier of this namespace, without it.
    Of(String),
}

impl Field {
    fn read(name: &str) -> Option<Self> {
        if let Some(namespace) = name.strip_prefix(ONE_NAMESPACE) {
            // A namespace is good if there can be an identifier in it.
            let probe: Result<Identifier, _> = format!("{namespace}:a@b").parse();
            return probe.ok().map(|_| Self::Of(namespace.to_owned()));
        }
        let mut all = Column::ALL.iter();
        all.find(|column| column.name() == name)
            .map(|column| Self::Ours(*column))
    }
}

/// Every name that a column can have.
fn names() -> String {
    let names: Vec<_> = Column::ALL.iter().map(|column| column.name()).collect();
    format!("{}, or `{ONE_NAMESPACE}…`", names.join(", "))
}

/// Which columns of a file stand for which of ours; none where they are not to be read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Mapping(BTreeMap<String, Option<Field>>);

impl Mapping {
    /// Reads it from JSON: an object of the file's names, each with ours, or with null where the
    /// column is left out.
    ///
    /// # Errors
    ///
    /// What is wrong with it, in words.
    pub(crate) fn from_json(text: &str) -> Result<Self, String> {
        /// A JSON object as it is written: a name that stands there twice is a mistake.
        struct Pairs(Vec<(String, Option<String>)>);
        impl<'de> Deserialize<'de> for Pairs {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct Reader;
                impl<'de> serde::de::Visitor<'de> for Reader {
                    type Value = Pairs;
                    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        f.write_str("an object of column names")
                    }
                    fn visit_map<A: serde::de::MapAccess<'de>>(
                        self,
                        mut map: A,
                    ) -> Result<Pairs, A::Error> {
                        let mut pairs = Vec::new();
                        while let Some(pair) = map.next_entry()? {
                            pairs.push(pair);
                        }
                        Ok(Pairs(pairs))
                    }
                }
                deserializer.deserialize_map(Reader)
            }
        }
        let Pairs(pairs) = serde_json::from_str(text)
            .map_err(|error| format!("use a JSON object of column names: {error}"))?;
        Self::of(pairs)
    }

    /// Reads it from pairs of the file's name and ours.
    ///
    /// # Errors
    ///
    /// What is wrong with it, in words.
    pub(crate) fn of(
        pairs: impl IntoIterator<Item = (String, Option<String>)>,
    ) -> Result<Self, String> {
        let mut fields = BTreeMap::new();
        for (name, ours) in pairs {
            let field = match ours {
                None => None,
                Some(ours) => {
                    let field = Field::read(&ours);
                    let none = || format!("there is no column `{ours}`; use {}", names());
                    Some(field.ok_or_else(none)?)
                }
            };
            if fields.len() >= MOST_COLUMNS {
                return Err(format!("a file has at most {MOST_COLUMNS} columns"));
            }
            let name = name.trim().to_owned();
            if fields.insert(name.clone(), field).is_some() {
                return Err(format!("`{name}` is there twice"));
            }
        }
        Ok(Self(fields))
    }

    /// It as JSON, always spelt the same.
    pub(crate) fn to_json(&self) -> String {
        let named = self.0.iter().map(|(name, field)| {
            let ours = match field {
                None => serde_json::Value::Null,
                Some(Field::Ours(column)) => column.name().into(),
                Some(Field::Of(namespace)) => format!("{ONE_NAMESPACE}{namespace}").into(),
            };
            (name.clone(), ours)
        });
        serde_json::Value::Object(named.collect()).to_string()
    }
}

/// Where in a row what stands.
#[derive(Debug, Default)]
pub(crate) struct Columns {
    ours: BTreeMap<Column, usize>,
    /// The namespaces that have columns of their own, in their order.
    namespaces: Vec<(String, usize)>,
    /// How many columns the file has, with those that are left out.
    width: usize,
}

impl Columns {
    /// Reads the row of column names. What nobody said what it is is never passed over in silence.
    pub(crate) fn read(row: &csv::ByteRecord, mapping: &Mapping) -> Result<Self, Bad> {
        let wrong = |message: String| Bad::new("unknown_column", message);
        if row.len() > MOST_COLUMNS {
            return Err(wrong(format!("a file has at most {MOST_COLUMNS} columns")));
        }
        let mut columns = Self {
            width: row.len(),
            ..Self::default()
        };
        let (mut unknown, mut there) = (Vec::new(), BTreeSet::new());
        for (place, name) in row.iter().enumerate() {
            let name = name.strip_prefix(b"\xef\xbb\xbf").unwrap_or(name);
            let name = String::from_utf8_lossy(name.trim_ascii());
            there.insert(name.clone().into_owned());
            let field = match mapping.0.get(name.as_ref()) {
                Some(field) => field.clone(),
                None => match Field::read(&name) {
                    Some(field) => Some(field),
                    None => {
                        unknown.push(format!("`{name}`"));
                        continue;
                    }
                },
            };
            let twice = match field {
                None => false,
                Some(Field::Ours(column)) => columns.ours.insert(column, place).is_some(),
                Some(Field::Of(namespace)) => {
                    let twice = columns.namespaces.iter().any(|(n, _)| *n == namespace);
                    columns.namespaces.push((namespace, place));
                    twice
                }
            };
            if twice {
                return Err(wrong(format!(
                    "what the column `{name}` stands for is there twice"
                )));
            }
        }
        if !unknown.is_empty() {
            return Err(wrong(format!(
                "nobody said what these columns are: {}; use {}, or map them",
                listed(&unknown, 0),
                names()
            )));
        }
        let absent = mapping.0.keys().filter(|name| !there.contains(*name));
        let absent: Vec<_> = absent.map(|name| format!("`{name}`")).collect();
        if !absent.is_empty() {
            return Err(wrong(format!(
                "the file has no such columns as the mapping names: {}",
                listed(&absent, 0)
            )));
        }
        if columns.ours.contains_key(&Column::Identifiers) || !columns.namespaces.is_empty() {
            Ok(columns)
        } else {
            let message = format!("a column `identifiers` or `{ONE_NAMESPACE}…` is missing");
            Err(wrong(message))
        }
    }

    fn at(row: &csv::ByteRecord, place: usize) -> Result<Option<&str>, Bad> {
        let bytes = row.get(place).unwrap_or_default();
        let text = std::str::from_utf8(bytes)
            .map_err(|_| Bad::new(Code::InvalidUtf8.word(), "the row is not UTF-8"))?;
        Ok(Some(text.trim()).filter(|text| !text.is_empty()))
    }

    fn cell<'r>(&self, row: &'r csv::ByteRecord, column: Column) -> Result<Option<&'r str>, Bad> {
        match self.ours.get(&column) {
            Some(place) => Self::at(row, *place),
            None => Ok(None),
        }
    }

    /// Whom a row names, whatever else it says.
    pub(crate) fn identifiers(&self, row: &csv::ByteRecord) -> Result<Vec<Identifier>, Bad> {
        let listed = self.cell(row, Column::Identifiers)?.unwrap_or_default();
        let mut names: Vec<String> = listed
            .split(' ')
            .filter(|name| !name.is_empty())
            .map(decode)
            .collect();
        for (namespace, place) in &self.namespaces {
            let value = Self::at(row, *place)?;
            names.extend(value.map(|value| format!("{namespace}:{value}")));
        }
        read_identifiers(names.iter().map(String::as_str))
    }

    /// Reads a row.
    pub(crate) fn line(&self, row: &csv::ByteRecord) -> Result<ImportLine, Bad> {
        if row.len() > self.width {
            return Err(Bad::new(
                "invalid_csv",
                "the row has more fields than there are columns",
            ));
        }
        let cell = |column| self.cell(row, column);
        let number = |column: Column| -> Result<Option<u32>, Bad> {
            let parsed = cell(column)?.map(|text| {
                let bad = || format!("{}: use a whole number", column.name());
                text.parse()
                    .map_err(|_| Bad::new(Code::InvalidField.word(), bad()))
            });
            parsed.transpose()
        };
        let birth_year =
            number(Column::BirthYear)?.map(|year| u16::try_from(year).unwrap_or(u16::MAX));
        let proposition = cell(Column::Proposition)?;
        let evidence = || -> Result<Option<Evidence>, Bad> {
            let Some(at) = cell(Column::At)? else {
                return Ok(None);
            };
            let text = |column| Ok::<_, Bad>(cell(column)?.unwrap_or_default().to_owned());
            let body = EvidenceBody {
                how: text(Column::How)?,
                place: text(Column::Place)?,
                at: at.to_owned(),
                wording: text(Column::Wording)?,
            };
            Ok(Some(body.read()?))
        };
        // Where a row says an answer, its evidence is of that.
        let of_year = match (birth_year, proposition) {
            (Some(_), None) => evidence()?,
            _ => None,
        };
        let customer = PutCustomer {
            id: None,
            identifiers: self.identifiers(row)?,
            locale: cell(Column::Locale)?.map(str::to_owned),
            region: cell(Column::Region)?.map(str::to_owned),
            birth_year,
            evidence: of_year,
        };
        let mut choices = Vec::new();
        let about = [Column::Toggle, Column::Switch, Column::Version];
        if proposition.is_none() {
            for column in about {
                if cell(column)?.is_some() {
                    let message = format!("proposition: say what `{}` is about", column.name());
                    return Err(Bad::new(Code::InvalidField.word(), message));
                }
            }
        }
        if let Some(proposition) = proposition {
            let toggle = cell(Column::Toggle)?.unwrap_or_default().to_owned();
            let switch = cell(Column::Switch)?.unwrap_or_default().to_owned();
            let toggles = read_toggles(&BTreeMap::from([(toggle, switch)])).map_err(|errors| {
                let message = errors.into_iter().next().map(|error| error.message);
                Bad::new(
                    Code::InvalidField.word(),
                    format!("toggle: {}", message.unwrap_or_default()),
                )
            })?;
            choices.push(past_choice(
                proposition,
                number(Column::Version)?,
                toggles,
                evidence()?,
            )?);
        }
        Ok(ImportLine { customer, choices })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn columns(names: &[&str], mapping: &str) -> Result<Columns, Bad> {
        let mapping = Mapping::from_json(mapping).unwrap();
        Columns::read(&csv::ByteRecord::from(names.to_vec()), &mapping)
    }

    fn called(line: &ImportLine) -> Vec<&str> {
        let identifiers = line.customer.identifiers.iter();
        identifiers.map(Identifier::as_str).collect()
    }

    #[test]
    fn a_row_of_csv_is_a_line_with_one_toggle() {
        let names = ["identifiers", "proposition", "toggle", "switch"];
        let columns = columns(&names, "{}").unwrap();
        let row = csv::ByteRecord::from(vec!["crm:4%202 crm:7", "recipe-ideas", "exchange", "off"]);
        let line = columns.line(&row).unwrap();
        assert_eq!(called(&line), ["crm:4 2", "crm:7"]);
        assert_eq!(line.choices[0].toggles.len(), 1);
        let bad = csv::ByteRecord::from(vec!["crm:42", "recipe-ideas", "exchange", "maybe"]);
        assert_eq!(columns.line(&bad).unwrap_err().code, "invalid_field");
    }

    #[test]
    fn the_evidence_of_a_row_is_of_its_answer_or_else_of_the_year() {
        let names = [
            "identifiers",
            "birth_year",
            "proposition",
            "toggle",
            "switch",
            "evidence_how",
            "evidence_where",
            "evidence_at",
            "evidence_wording",
        ];
        let columns = columns(&names, "{}").unwrap();
        let row = |proposition, toggle, switch| {
            let at = "2026-01-01T00:00:00Z";
            let row = [
                "crm:42",
                "1980",
                proposition,
                toggle,
                switch,
                "paper",
                "shop",
                at,
                "Born?",
            ];
            columns.line(&csv::ByteRecord::from(row.to_vec())).unwrap()
        };
        assert!(row("", "", "").customer.evidence.is_some());
        let answer = row("recipe-ideas", "exchange", "off");
        assert_eq!(answer.customer.evidence, None);
        assert!(answer.choices[0].evidence.is_some());
    }

    #[test]
    fn a_crms_own_names_are_mapped_to_ours() {
        let names = ["Customer No", "E-Mail", "Land", "Name"];
        let mapping = r#"{"Customer No":"identifier:crm","E-Mail":"identifier:email",
                          "Land":"region","Name":null}"#;
        let columns = columns(&names, mapping).unwrap();
        let row = csv::ByteRecord::from(vec!["42", "Ana@Example.org", "DE", "Ana"]);
        let line = columns.line(&row).unwrap();
        assert_eq!(called(&line), ["crm:42", "email:ana@example.org"]);
        assert_eq!(line.customer.region.as_deref(), Some("DE"));
        // Who has no address has no such identifier.
        let row = csv::ByteRecord::from(vec!["43", "", "DE", "Bob"]);
        assert_eq!(called(&columns.line(&row).unwrap()), ["crm:43"]);
        let mapping = Mapping::from_json(mapping).unwrap();
        assert_eq!(Mapping::from_json(&mapping.to_json()), Ok(mapping));
    }

    #[test]
    fn no_column_is_passed_over_in_silence() {
        let wrong = |names: &[&str], mapping: &str| columns(names, mapping).unwrap_err().message;
        let unknown = wrong(&["identifiers", "vip", "colour"], "{}");
        assert!(unknown.contains("`vip`; `colour`"), "{unknown}");
        let absent = wrong(&["identifiers"], r#"{"Land":"region","Ort":null}"#);
        assert!(absent.contains("`Land`; `Ort`"), "{absent}");
        let twice = wrong(&["identifiers", "Land", "region"], r#"{"Land":"region"}"#);
        assert!(twice.contains("twice"), "{twice}");
        assert!(wrong(&["region"], "{}").contains("missing"));
        for bad in [
            r#"{"a":"colour"}"#,
            r#"{"a":"identifier:CRM"}"#,
            r#"{"a":null,"a":"region"}"#,
            r#"["a"]"#,
            "{",
        ] {
            assert!(Mapping::from_json(bad).is_err(), "{bad}");
        }
    }
}
