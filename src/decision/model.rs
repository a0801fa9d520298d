//! The systems that decide and guess: whose they are, what they are for, and the bar that each has to reach.

use serde::{Deserialize, Serialize};

use super::claim::is_line;
use super::score::{Counts, FEWEST_TO_JUDGE};
use crate::catalogue::{Fault, Slug, words::vocabulary};
use crate::clock::Timestamp;

/// The most models.
pub const MODELS: usize = 500;
/// The longest name of a version, in characters.
pub const LONGEST_VERSION: usize = 100;
/// The most versions of one model that are in use.
const VERSIONS: usize = 50;
/// The longest name, in characters.
const LONGEST_NAME: usize = 100;
/// The longest description, in characters.
const LONGEST_TASK: usize = 500;

vocabulary! {
    /// What becomes of the decisions of a model that is below its bar.
    BelowBar {
        /// They are refused.
        Refuse = "refuse",
        /// A person has to decide, in a case or with the machine's help.
        Person = "person",
    }
}

/// What a model has to reach.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bar {
    /// Of its decisions of the last days, the least share that is explained, in percent.
    pub explained: u32,
    /// What becomes of its decisions otherwise.
    pub below: BelowBar,
}

impl Bar {
    /// Whether a version that did so well is below it. Of too few decisions nothing is known: each
    /// version may begin.
    #[must_use]
    pub fn is_missed(&self, counts: &Counts) -> bool {
        let all = counts.decisions();
        all >= FEWEST_TO_JUDGE && counts.explained() * 100 < u64::from(self.explained) * all
    }
}

/// A system that decides.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AiModel {
    /// Its stable key.
    pub key: Slug,
    /// What people call it.
    pub name: String,
    /// Who makes it.
    pub vendor: String,
    /// What it is for.
    pub task: String,
    /// The versions that are in use.
    pub versions: Vec<String>,
    /// What it has to reach, where it has to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bar: Option<Bar>,
    /// Since when it is in use no more: what it decides is refused, and what it did stays.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retired_at: Option<Timestamp>,
    /// Grows with every change.
    pub revision: u64,
    /// When it was changed last.
    pub changed_at: Timestamp,
}

impl AiModel {
    /// What is otherwise than `before`, or, of a new one, what it is held to: the names of fields; with
    /// the bar and the versions as they are now. The versions stand last, for a name may be any line.
    #[must_use]
    pub fn changes(&self, before: Option<&Self>) -> String {
        let mut changes = Vec::new();
        if let Some(before) = before {
            let named = [
                ("name", &self.name, &before.name),
                ("vendor", &self.vendor, &before.vendor),
                ("task", &self.task, &before.task),
            ];
            let otherwise = named.into_iter().filter(|(_, now, then)| now != then);
            changes.extend(otherwise.map(|(field, ..)| field.to_owned()));
        }
        if self.bar.as_ref() != before.and_then(|before| before.bar.as_ref()) {
            changes.push(match &self.bar {
                Some(bar) => format!("bar {} {}", bar.explained, bar.below),
                None => "bar none".to_owned(),
            });
        }
        let was_retired = before.is_some_and(|before| before.retired_at.is_some());
        match (was_retired, self.retired_at.is_some()) {
            (false, true) => changes.push("retired".to_owned()),
            (true, false) => changes.push("in use again".to_owned()),
            _ => {}
        }
        if before.is_none_or(|before| before.versions != self.versions) {
            changes.push(format!("versions {}", self.versions.join(", ")));
        }
        changes.join(", ")
    }
}

/// How a model shall be.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ModelWish {
    /// What people call it.
    pub name: String,
    /// Who makes it.
    pub vendor: String,
    /// What it is for.
    pub task: String,
    /// The versions that are in use.
    pub versions: Vec<String>,
    /// What it has to reach, or that it has to reach nothing; as it was, where nobody says.
    pub bar: Option<Option<Bar>>,
    /// Whether it is in use no more; as it was, where nobody says.
    pub retired: Option<bool>,
}

/// Whether a text names a version.
#[must_use]
pub fn is_version(text: &str) -> bool {
    is_line(text, LONGEST_VERSION) && text.trim() == text
}

impl ModelWish {
    /// The model with that key, behind revision `before`, as far as this says how it shall be.
    ///
    /// # Errors
    ///
    /// Every field that cannot be used.
    pub fn read(&self, key: Slug, before: u64, now: Timestamp) -> Result<AiModel, Vec<Fault>> {
        let mut faults = Vec::new();
        let mut fault = |field: &str, message: String| {
            faults.push(Fault {
                field: field.to_owned(),
                message,
            });
        };
        for (field, text, longest) in [
            ("name", &self.name, LONGEST_NAME),
            ("vendor", &self.vendor, LONGEST_NAME),
            ("task", &self.task, LONGEST_TASK),
        ] {
            if !is_line(text, longest) {
                fault(
                    field,
                    format!("use one line of 1 to {longest} visible characters"),
                );
            }
        }
        if self.versions.is_empty() || self.versions.len() > VERSIONS {
            fault("versions", format!("name 1 to {VERSIONS} versions"));
        }
        let mut versions = Vec::new();
        for version in &self.versions {
            if !is_version(version) {
                let message =
                    format!("use one line of 1 to {LONGEST_VERSION} visible characters for each");
                fault("versions", message);
                break;
            }
            if !versions.contains(version) {
                versions.push(version.clone());
            }
        }
        if matches!(&self.bar, Some(Some(bar)) if bar.explained > 100) {
            fault("bar.explained", "use 0 to 100 percent".to_owned());
        }
        if !faults.is_empty() {
            return Err(faults);
        }
        Ok(AiModel {
            key,
            name: self.name.trim().to_owned(),
            vendor: self.vendor.trim().to_owned(),
            task: self.task.trim().to_owned(),
            versions,
            bar: self.bar.clone().flatten(),
            retired_at: (self.retired == Some(true)).then_some(now),
            revision: before + 1,
            changed_at: now,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wish() -> ModelWish {
        ModelWish {
            name: "Shoe ranker".to_owned(),
            vendor: "Ranking Ltd".to_owned(),
            task: "Picks which offer a customer gets.".to_owned(),
            versions: vec!["1".to_owned(), "2".to_owned(), "1".to_owned()],
            bar: Some(Some(Bar {
                explained: 90,
                below: BelowBar::Refuse,
            })),
            retired: None,
        }
    }

    fn read(wish: &ModelWish) -> Result<AiModel, Vec<String>> {
        let read = wish.read("ranker".parse().unwrap(), 3, Timestamp::default());
        read.map_err(|faults| faults.into_iter().map(|fault| fault.field).collect())
    }

    #[test]
    fn a_model_names_its_maker_its_task_and_its_versions() {
        let model = read(&wish()).unwrap();
        assert_eq!((model.revision, model.versions.len()), (4, 2));
        let text = serde_json::to_string(&model).unwrap();
        assert_eq!(serde_json::from_str::<AiModel>(&text).unwrap(), model);
        let bad = ModelWish {
            versions: vec![" 1".to_owned()],
            bar: Some(Some(Bar {
                explained: 101,
                below: BelowBar::Person,
            })),
            ..ModelWish::default()
        };
        assert_eq!(
            read(&bad).unwrap_err(),
            ["name", "vendor", "task", "versions", "bar.explained"]
        );
        assert_eq!(
            read(&ModelWish {
                versions: vec![],
                ..wish()
            })
            .unwrap_err(),
            ["versions"]
        );
    }

    #[test]
    fn a_bar_is_missed_by_enough_decisions_alone() {
        let bar = Bar {
            explained: 90,
            below: BelowBar::Refuse,
        };
        let counts = |explained, unexplained| Counts {
            explained,
            unexplained,
            ..Counts::default()
        };
        assert!(!bar.is_missed(&counts(0, FEWEST_TO_JUDGE - 1)));
        assert!(bar.is_missed(&counts(0, FEWEST_TO_JUDGE)));
        assert!(!bar.is_missed(&counts(90, 10)), "just reached");
        assert!(bar.is_missed(&counts(89, 11)));
        // What is known to be untrue explains nothing.
        let untrue = Counts {
            matches: 89,
            differs: 11,
            ..Counts::default()
        };
        assert!(bar.is_missed(&untrue));
    }
}
