//! Lint propositions, without a database or beside the one of this installation.

use std::path::PathBuf;
use std::sync::Arc;

use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use mutual::catalogue::{Catalogue, Registry};
use mutual::clock::{Clock, Timestamp, random};
use mutual::digest::DigestKey;
use mutual::lint::{Level, Tongue};
use mutual::port::{Store, StoreError};
use mutual::use_cases::{House, findings, kept_so_far};
use mutual_engine::{SystemClock, SystemEntropy};
use serde_json::Value;

use super::{Failure, out};
use crate::config::Config;
use crate::lint::{Linted, documents};
use crate::readability::Library;

/// No file is longer than this, in bytes.
const LONGEST: u64 = 64 << 20;

/// Say what in propositions misleads, presses or leaves people in the dark
///
/// Ends with 1 where one of them may not be published so.
#[derive(Args)]
pub(crate) struct Lint {
    /// A proposition as JSON, or an array of them; `-` for standard input
    file: PathBuf,
    /// Write the findings as JSON
    #[arg(long)]
    json: bool,
    /// The language of the sentences
    #[arg(long, default_value = "en", value_parser = tongues())]
    language: Tongue,
    /// Judge with this installation's database, as the studio does: its registry, its languages, its
    /// propositions and how their promises were kept; without it with the registry that every
    /// installation starts with
    #[arg(long)]
    with_database: bool,
}

impl Lint {
    pub(crate) async fn run(self, config: &Config) -> Result<(), Failure> {
        let name = self.file.display().to_string();
        let unreadable = |error| Failure::unable(format!("{name} cannot be read: {error}"));
        let text = if name == "-" {
            let mut text = Vec::new();
            let read = std::io::Read::take(std::io::stdin(), LONGEST);
            std::io::copy(&mut std::io::BufReader::new(read), &mut text).map_err(unreadable)?;
            text
        } else {
            let length = std::fs::metadata(&self.file).map_err(unreadable)?.len();
            if length > LONGEST {
                return Err(Failure::unable(format!("{name} is too long")));
            }
            std::fs::read(&self.file).map_err(unreadable)?
        };
        let content = serde_json::from_slice(&text)
            .map_err(|error| Failure::unable(format!("{name} is no JSON: {error}")))?;
        let documents = documents(content);
        let now = SystemClock.now();
        let linted = if self.with_database {
            let store = super::live_store(config).await?;
            let linted = in_this_house(store.clone(), documents, now, self.language).await;
            store.close().await;
            linted?
        } else {
            let catalogue = Catalogue::new(Registry::starter().into());
            let documents = documents.into_iter();
            let judged = documents.map(|document| {
                let findings = findings(&document, &catalogue, House::default(), &Library, now);
                (document, findings)
            });
            Linted::of(judged, self.language)
        };
        if self.json {
            out::line(serde_json::to_string(&linted).map_err(Failure::unable)?)?;
        } else {
            print(&linted)?;
        }
        if linted.blocked() {
            let blocked = linted.documents.iter().filter(|one| one.blocked).count();
            let all = linted.documents.len();
            return Err(Failure::Check(format!(
                "{blocked} of {all} may not be published so"
            )));
        }
        Ok(())
    }
}

/// The languages that there are sentences in, by their tags.
fn tongues() -> impl TypedValueParser<Value = Tongue> {
    let tags = Tongue::ALL.map(Tongue::tag);
    // None other passes the parser of the tags.
    PossibleValuesParser::new(tags).map(|tag| Tongue::of(&tag).unwrap_or_default())
}

/// What the studio says of them: with the registry, the languages and the propositions that are
/// there, and how promises were kept: also those that were made to everybody without a question, so
/// that it has to read who is known.
async fn in_this_house(
    store: Arc<dyn Store>,
    documents: Vec<Value>,
    now: Timestamp,
    tongue: Tongue,
) -> Result<Linted, StoreError> {
    // Whose name was erased is nothing that it asks, and all that this key is for.
    let secret = DigestKey::new(random(&SystemEntropy));
    let clock: Arc<dyn Clock> = Arc::new(SystemClock);
    let engine = mutual_engine::read(store.clone(), clock, secret).await?;
    let catalogue = engine.catalogue();
    let organisation = store.organisation().await?.unwrap_or_default();
    let mut judged = Vec::with_capacity(documents.len());
    for document in documents {
        let house = House {
            locales: &organisation.locales,
            kept: kept_so_far(store.as_ref(), engine.as_ref(), &document, now).await?,
        };
        let findings = findings(&document, &catalogue, house, &Library, now);
        judged.push((document, findings));
    }
    Ok(Linted::of(judged.into_iter(), tongue))
}

fn print(linted: &Linted) -> Result<(), Failure> {
    for document in &linted.documents {
        let key = document.key.as_deref().unwrap_or("(no key)");
        for finding in &document.findings {
            let level = match finding.level {
                Level::Block => "block",
                Level::Warn => "warn",
            };
            let (rule, field) = (finding.rule, &finding.field);
            out::line(format_args!(
                "{key}: {field}: {level} {rule}: {}",
                finding.message
            ))?;
            out::line(format_args!("    {}", finding.suggestion))?;
            out::line(format_args!("    {} ({})", finding.reason, finding.source))?;
            if let Some(link) = finding.link {
                out::line(format_args!("    {link}"))?;
            }
        }
    }
    Ok(())
}
