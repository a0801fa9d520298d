//! Purposes and data categories from the command line.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use mutual::access::Actor;
use mutual::catalogue::{Registry, Term, TermKey};
use mutual::consent::Route;
use mutual::port::SubmitError;
use mutual::use_cases::{NoStep, RegistryEdit};

use super::Failure;
use crate::config::Config;
use crate::open::Opened;
use crate::vocabulary::{self, Line, Read};

/// No vocabulary is longer than this, in bytes.
const LONGEST: u64 = 16 << 20;

/// What to do with purposes and data categories.
#[derive(Subcommand)]
pub(crate) enum RegistryCommand {
    /// Add purposes and data categories from a file: all that are new, or none
    Import(Import),
    /// Print the registry as JSON, as `import` reads it
    Show,
}

/// Add purposes and data categories from a file.
#[derive(Args)]
pub(crate) struct Import {
    /// JSON as `registry show` prints it, fideslang's taxonomies (YAML or JSON), or the terms of the
    /// W3C Data Privacy Vocabulary (CSV or JSON-LD)
    file: PathBuf,
    /// Only say what would be added
    #[arg(long)]
    dry_run: bool,
}

impl RegistryCommand {
    pub(crate) async fn run(self, config: Config) -> Result<(), Failure> {
        match self {
            Self::Import(import) => import.run(config).await,
            Self::Show => show(&config).await,
        }
    }
}

async fn show(config: &Config) -> Result<(), Failure> {
    let store = super::live_store(config).await?;
    let catalogue = mutual_engine::catalogue(store.as_ref()).await?;
    store.close().await;
    let registry = catalogue.registry();
    let list = serde_json::json!({
        "purposes": registry.purposes().collect::<Vec<_>>(),
        "data_categories": registry.categories().collect::<Vec<_>>(),
    });
    let list = serde_json::to_string_pretty(&list).map_err(Failure::unable)?;
    println!("{list}");
    Ok(())
}

impl Import {
    /// Needs the writer's place: a registry that changes is an entry of the ledger.
    async fn run(self, config: Config) -> Result<(), Failure> {
        let lines = self.lines()?;
        let opened = Opened::open(config, true).await?;
        let done = self.import(&opened, lines).await;
        opened.close().await;
        done
    }

    fn lines(&self) -> Result<Vec<Line>, Failure> {
        let name = self.file.display().to_string();
        let unreadable = |error| Failure::unable(format!("{name} cannot be read: {error}"));
        let length = std::fs::metadata(&self.file).map_err(unreadable)?.len();
        if length > LONGEST {
            return Err(Failure::unable(format!("{name} is too long")));
        }
        let bytes = std::fs::read(&self.file).map_err(unreadable)?;
        vocabulary::read(&name, &bytes).map_err(Failure::unable)
    }

    async fn import(&self, opened: &Opened, lines: Vec<Line>) -> Result<(), Failure> {
        let catalogue = opened.app.live.engine.catalogue();
        let mut report = Report::default();
        for line in lines {
            report.take(line, catalogue.registry());
        }
        if report.bad > 0 {
            let bad = report.bad;
            return Err(Failure::Check(format!(
                "{bad} cannot be taken over, so that nothing was stored"
            )));
        }
        if self.dry_run || report.new.is_empty() {
            return Ok(());
        }
        let edit = RegistryEdit::Import(report.new);
        let mutual = &opened.app.mutual;
        let imported = mutual.edit_registry(&Actor::System, Route::System, edit);
        match imported.await {
            Ok(_) => Ok(()),
            Err(NoStep::Submit(SubmitError::Store(error))) => Err(error.into()),
            Err(error) => Err(Failure::unable(format!("nothing was stored: {error}"))),
        }
    }
}

/// What becomes of each line, told as it is found.
#[derive(Default)]
struct Report {
    new: Vec<Term>,
    keys: std::collections::BTreeSet<TermKey>,
    bad: usize,
}

impl Report {
    fn take(&mut self, line: Line, registry: &Registry) {
        let from = line.from;
        let (term, notes) = match line.read {
            Read::Term(term, notes) => (*term, notes),
            Read::Skipped(why) => return say("left out", &from, &why),
            Read::Bad(why) => {
                self.bad += 1;
                return say("bad", &from, &why);
            }
        };
        let key = term.key();
        if registry.revision(&key).is_some() {
            return say("there", &from, &format!("{key} stays as it is"));
        }
        let faults = term.faults();
        if !faults.is_empty() {
            self.bad += 1;
            for fault in faults {
                say("bad", &from, &format!("{}: {}", fault.field, fault.message));
            }
            return;
        }
        if !self.keys.insert(key.clone()) {
            return say(
                "left out",
                &from,
                &format!("{key} came before in this file"),
            );
        }
        let dpv = term.dpv();
        let mut what = vec![format!("{key} as {dpv}")];
        what.extend(notes.into_iter().map(str::to_owned));
        say("new", &from, &what.join("; "));
        self.new.push(term);
    }
}

fn say(what: &str, from: &str, why: &str) {
    // What others wrote begins no line of its own, and turns no terminal's colours.
    let plain = |text: &str| text.replace(|c: char| c.is_control(), " ");
    println!("{what}\t{}\t{}", plain(from), plain(why));
}
