//! Lint propositions, without a database.

use std::path::PathBuf;

use clap::Args;
use mutual::catalogue::{Catalogue, Registry};
use mutual::clock::Clock as _;
use mutual::lint::Level;
use mutual::use_cases::findings;
use mutual_engine::SystemClock;

use super::Failure;
use crate::lint::{Linted, documents};
use crate::readability::Library;

/// No file is longer than this, in bytes.
const LONGEST: u64 = 64 << 20;

/// Say what in propositions misleads, presses or leaves people in the dark: 1 where one may not be
/// published so
#[derive(Args)]
pub(crate) struct Lint {
    /// A proposition as JSON, or an array of them; `-` for standard input
    file: PathBuf,
    /// Write the findings as JSON
    #[arg(long)]
    json: bool,
}

impl Lint {
    pub(crate) fn run(self) -> Result<(), Failure> {
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
        let catalogue = Catalogue::new(Registry::starter().into());
        let now = SystemClock.now();
        let found = documents.iter();
        let found = found.map(|document| findings(document, &catalogue, &Library, now, None));
        let linted = Linted::of(&documents, found.collect());
        if self.json {
            println!(
                "{}",
                serde_json::to_string(&linted).map_err(Failure::unable)?
            );
        } else {
            print(&linted);
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

fn print(linted: &Linted) {
    for document in &linted.documents {
        let key = document.key.as_deref().unwrap_or("(no key)");
        for finding in &document.findings {
            let level = match finding.level {
                Level::Block => "block",
                Level::Warn => "warn",
            };
            let (rule, field) = (finding.rule, &finding.field);
            println!("{key}: {field}: {level} {rule}: {}", finding.message);
            if let Some(suggestion) = &finding.suggestion {
                println!("    {suggestion}");
            }
            println!("    {}", finding.source);
        }
    }
}
