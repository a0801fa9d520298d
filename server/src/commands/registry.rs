//! Purposes and data categories from the command line.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use mutual::access::Actor;
use mutual::catalogue::{Fault, Term};
use mutual::consent::Route;
use mutual::port::SubmitError;
use mutual::use_cases::{Fate, NoStep, Refusal, RegistryEdit, TermFate, TermLine};

use super::{Failure, out};
use crate::config::Config;
use crate::open::Opened;
use crate::vocabulary;

/// No vocabulary is longer than this, in bytes.
const LONGEST: u64 = 16 << 20;

/// What to do with purposes and data categories.
#[derive(Subcommand)]
pub(crate) enum RegistryCommand {
    /// Add and change purposes and data categories from a file: all of it, or nothing
    Import(Import),
    /// Print the registry as JSON, as `import` reads it
    Show,
}

/// Add and change purposes and data categories from a file.
#[derive(Args)]
pub(crate) struct Import {
    /// JSON as `registry show` prints it, fideslang's taxonomies (YAML or JSON), or the terms of the
    /// W3C Data Privacy Vocabulary (CSV or JSON-LD)
    file: PathBuf,
    /// Only say what would become of each line
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
    out::line(list)
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

    fn lines(&self) -> Result<Vec<TermLine>, Failure> {
        let name = self.file.display().to_string();
        let unreadable = |error| Failure::unable(format!("{name} cannot be read: {error}"));
        let length = std::fs::metadata(&self.file).map_err(unreadable)?.len();
        if length > LONGEST {
            return Err(Failure::unable(format!("{name} is too long")));
        }
        let bytes = std::fs::read(&self.file).map_err(unreadable)?;
        vocabulary::read(&name, &bytes).map_err(Failure::unable)
    }

    async fn import(&self, opened: &Opened, lines: Vec<TermLine>) -> Result<(), Failure> {
        let mutual = &opened.app.mutual;
        let plan = mutual.plan_terms(&Actor::System, lines);
        let plan = plan.map_err(Failure::unable)?;
        // Whether somebody reads that to its end changes nothing of what is done.
        let told = plan.lines.iter().try_for_each(tell);
        let refused = plan.refused();
        if refused > 0 {
            return Err(Failure::Check(format!(
                "{refused} cannot be taken over, so that nothing was stored"
            )));
        }
        if !plan.fits {
            let why = "the registry has no room for all that is new, so that nothing was stored";
            return Err(Failure::Check(why.to_owned()));
        }
        let terms = plan.terms();
        if self.dry_run || terms.is_empty() {
            return told;
        }
        let seen = plan.seen;
        let edit = RegistryEdit::Import { terms, seen };
        let imported = mutual.edit_registry(&Actor::System, Route::System, edit);
        match imported.await {
            Ok(_) => told,
            Err(NoStep::Submit(SubmitError::Store(error))) => Err(error.into()),
            Err(NoStep::Submit(SubmitError::Refused(Refusal::Faults(faults)))) => {
                for Fault { field, message } in faults {
                    say("bad", &field, &message)?;
                }
                let why = "some of it cannot be taken over, so that nothing was stored";
                Err(Failure::Check(why.to_owned()))
            }
            Err(error) => Err(Failure::unable(format!("nothing was stored: {error}"))),
        }
    }
}

/// Says what becomes of a line.
fn tell(line: &TermFate) -> Result<(), Failure> {
    let from = &line.from;
    let key = line.term.as_ref().map(Term::key);
    let key = key.map_or_else(String::new, |key| key.to_string());
    let with_notes = |what: String| {
        let notes = line.notes.iter().map(|note| (*note).to_owned());
        let parts: Vec<_> = std::iter::once(what).chain(notes).collect();
        parts.join("; ")
    };
    match &line.fate {
        Fate::New => {
            let dpv = line.term.as_ref().map_or("", Term::dpv);
            say("new", from, &with_notes(format!("{key} as {dpv}")))
        }
        Fate::Changed(differences) => {
            let fields = differences.iter().map(|different| &*different.field);
            let fields: Vec<_> = fields.collect();
            let what = format!("{key}: {}", fields.join(", "));
            say("changed", from, &with_notes(what))
        }
        Fate::Same => say("there", from, &format!("{key} is just so")),
        Fate::Stays => say("there", from, &format!("{key} stays as it is")),
        Fate::Twice => say("left out", from, &format!("{key} came before in this file")),
        Fate::LeftOut(why) => say("left out", from, why),
        Fate::Refused(faults) => faults.iter().try_for_each(|Fault { field, message }| {
            if field.is_empty() {
                say("bad", from, message)
            } else {
                say("bad", from, &format!("{field}: {message}"))
            }
        }),
    }
}

fn say(what: &str, from: &str, why: &str) -> Result<(), Failure> {
    // What others wrote begins no line of its own, and turns no terminal's colours.
    let plain = |text: &str| text.replace(|c: char| c.is_control(), " ");
    out::line(format_args!("{what}\t{}\t{}", plain(from), plain(why)))
}
