//! The form of a red line, as it was typed.

use std::collections::{BTreeMap, BTreeSet};
use std::str::FromStr;

use mutual::catalogue::{Fault, Labels, Slug};
use mutual::guard::{Condition, Effect, Money, RedLine, topic};
use mutual::value::Amount;
use serde::{Deserialize, Serialize};

use crate::actions::registry::Faults;
use crate::text::Text;

/// The form of a line: every field as it was typed. Of the lists what is ticked is there.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct LineForm {
    /// Its key.
    pub key: String,
    /// What customers read, in English.
    pub says: String,
    /// What they read in other languages.
    pub labels: BTreeMap<String, String>,
    /// Why, in English.
    pub why: String,
    /// Why, in other languages.
    pub whys: BTreeMap<String, String>,
    /// Topics with commas between them.
    pub topics: String,
    /// Purposes.
    pub purposes: BTreeMap<String, String>,
    /// Kinds of data.
    pub data: BTreeMap<String, String>,
    /// How sensitive it is.
    pub sensitivities: BTreeMap<String, String>,
    /// Where it comes from.
    pub origins: BTreeMap<String, String>,
    /// Channels.
    pub channels: BTreeMap<String, String>,
    /// What a computer does.
    pub ai_uses: BTreeMap<String, String>,
    /// What the customer is going through.
    pub situations: BTreeMap<String, String>,
    /// Above which amount.
    pub amount: String,
    /// In which currency.
    pub currency: String,
    /// `deny`, or anything else for a person.
    pub effect: String,
    /// Which team's; empty where it is none of those that are known.
    pub team: String,
    /// The name of a team that nobody named before.
    pub other_team: String,
    /// `on`: two people of it must agree.
    pub four_eyes: String,
    /// Within how many hours; empty: as where no line says so.
    pub within_hours: String,
    /// From which day it is to hold, as `2027-03-01`; empty: as soon as may be.
    pub from: String,
    /// Why it changes.
    pub reason: String,
}

fn ticked<T: FromStr + Ord>(list: &BTreeMap<String, String>) -> BTreeSet<T> {
    list.keys().filter_map(|name| name.parse().ok()).collect()
}

fn all<T: ToString>(list: &BTreeSet<T>) -> BTreeMap<String, String> {
    let names = list.iter().map(ToString::to_string);
    names.map(|name| (name, "on".to_owned())).collect()
}

/// A sentence on one line, whatever lines it was typed in.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn written(labels: &BTreeMap<String, String>) -> Labels {
    let labels = labels
        .iter()
        .map(|(tag, words)| (tag.clone(), one_line(words)));
    labels.filter(|(_, words)| !words.is_empty()).collect()
}

impl From<&RedLine> for LineForm {
    fn from(line: &RedLine) -> Self {
        let when = &line.when;
        let topics: Vec<_> = when.topics.iter().map(String::as_str).collect();
        let (amount, currency) = match &when.amount_over {
            Some(over) => (over.amount.to_string(), over.currency.clone()),
            None => Default::default(),
        };
        let (team, hours) = match &line.effect {
            Effect::Deny => (String::new(), None),
            Effect::Escalate {
                team, within_hours, ..
            } => (team.to_string(), *within_hours),
        };
        Self {
            key: line.key.to_string(),
            says: line.says.clone(),
            labels: line.labels.clone(),
            why: line.why.clone(),
            whys: line.whys.clone(),
            topics: topics.join(", "),
            purposes: all(&when.purposes),
            data: all(&when.data),
            sensitivities: all(&when.sensitivities),
            origins: all(&when.origins),
            channels: all(&when.channels),
            ai_uses: all(&when.ai_uses),
            situations: all(&when.situations),
            amount,
            currency,
            effect: line.effect.word().to_owned(),
            team,
            other_team: String::new(),
            four_eyes: if line.effect.asks_two() { "on" } else { "" }.to_owned(),
            within_hours: hours.map_or_else(String::new, |hours| hours.to_string()),
            from: String::new(),
            reason: String::new(),
        }
    }
}

impl LineForm {
    /// The line that was typed, or what must be filled in first.
    pub(crate) fn line(&self, text: &Text) -> Result<RedLine, Faults> {
        let words = &text.red_lines.office;
        let mut faults = Vec::new();
        let key = self.key.trim().parse::<Slug>();
        if key.is_err() {
            faults.push(("key".to_owned(), text.registry.bad_id.to_owned()));
        }
        let amount_over = match self.amount.trim() {
            "" => None,
            typed => match typed
                .parse()
                .ok()
                .and_then(|number| Amount::of_number(number).ok())
            {
                Some(amount) => Some(Money {
                    amount,
                    currency: self.currency.trim().to_owned(),
                }),
                None => {
                    faults.push(("amount".to_owned(), words.bad_amount.to_owned()));
                    None
                }
            },
        };
        let (field, team) = match self.team.trim() {
            "" => ("other_team", self.other_team.trim()),
            team => ("team", team),
        };
        let team = team.parse::<Slug>();
        if self.effect != "deny" && field == "team" && !self.other_team.trim().is_empty() {
            faults.push(("other_team".to_owned(), words.other_team_unused.to_owned()));
        }
        let within_hours = match self.within_hours.trim() {
            "" => None,
            // What is no number is none of those that there can be.
            typed => Some(typed.parse().unwrap_or(0)),
        };
        let effect = match (&*self.effect, team) {
            ("deny", _) => Some(Effect::Deny),
            (_, Ok(team)) => Some(Effect::Escalate {
                team,
                four_eyes: self.four_eyes == "on",
                within_hours,
            }),
            (_, Err(_)) => {
                faults.push((field.to_owned(), text.registry.bad_id.to_owned()));
                None
            }
        };
        let typed = self.topics.split([',', '،', ';', '\n']);
        let topics = typed.filter_map(topic).collect();
        let (Ok(key), Some(effect)) = (key, effect) else {
            return Err(faults);
        };
        if !faults.is_empty() {
            return Err(faults);
        }
        Ok(RedLine {
            key,
            says: one_line(&self.says),
            labels: written(&self.labels),
            why: one_line(&self.why),
            whys: written(&self.whys),
            when: Condition {
                topics,
                purposes: ticked(&self.purposes),
                data: ticked(&self.data),
                sensitivities: ticked(&self.sensitivities),
                origins: ticked(&self.origins),
                channels: ticked(&self.channels),
                ai_uses: ticked(&self.ai_uses),
                situations: ticked(&self.situations),
                amount_over,
            },
            effect,
        })
    }

    /// Whether anything was typed or ticked: a form that is empty has a team and an effect too, and that
    /// of a line that is `known` its key.
    pub(super) fn is_typed(&self, known: bool) -> bool {
        let key = if known { "" } else { &self.key };
        let texts = [
            &self.says,
            &self.why,
            &self.topics,
            &self.amount,
            &self.currency,
            &self.other_team,
            &self.four_eyes,
            &self.within_hours,
            &self.from,
            &self.reason,
        ];
        let lists = [
            &self.labels,
            &self.whys,
            &self.purposes,
            &self.data,
            &self.sensitivities,
            &self.origins,
            &self.channels,
            &self.ai_uses,
            &self.situations,
        ];
        let listed = lists.into_iter().flat_map(BTreeMap::values);
        let mut all = texts.into_iter().chain(listed).map(String::as_str);
        !key.trim().is_empty() || all.any(|one| !one.trim().is_empty())
    }

    /// What was typed in sentences, line by line.
    pub(super) fn words(&self) -> String {
        let told = self.labels.values().chain(self.whys.values());
        let all = [&self.says, &self.why].into_iter().chain(told);
        let all = all.chain([&self.topics, &self.reason]);
        let all: Vec<_> = all.map(|words| words.trim()).collect();
        let written: Vec<_> = all.into_iter().filter(|words| !words.is_empty()).collect();
        written.join("\n")
    }

    /// The known team whose name was typed in another spelling as that of a new one, where there is one:
    /// nobody would work the cases of the other spelling.
    pub(crate) fn misspelt<'a>(&self, known: &'a BTreeSet<Slug>) -> Option<&'a Slug> {
        let plain = |name: &str| name.replace(['-', '_'], "");
        let typed = self.other_team.trim();
        let names_one = self.effect != "deny" && self.team.trim().is_empty();
        let is_known = known.iter().any(|team| team.as_str() == typed);
        let mut alike = known.iter().filter(|team| plain(team) == plain(typed));
        alike.find(|_| names_one && !is_known)
    }

    /// The faults of a line, each where it stands in the form.
    pub(crate) fn placed(&self, faults: Vec<Fault>, text: &Text) -> Faults {
        let prefix = format!("{}.", self.key.trim());
        let place = |field: &str| {
            let field = field.strip_prefix(&prefix).unwrap_or(field);
            let field = field.strip_prefix("when.").unwrap_or(field);
            match field.split_once('.') {
                Some((list @ ("labels" | "whys"), tag)) => format!("{list}[{tag}]"),
                Some(("amount_over", _)) => "currency".to_owned(),
                _ if field == "amount_over" => "amount".to_owned(),
                _ => field.to_owned(),
            }
        };
        let faults = faults.into_iter();
        faults
            .map(|fault| (place(&fault.field), text.fault(&fault.message)))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_ticked_is_typed_too_and_what_stands_there_by_itself_is_not() {
        let untouched = LineForm {
            effect: "deny".to_owned(),
            team: "front_desk".to_owned(),
            labels: BTreeMap::from([("de".to_owned(), " ".to_owned())]),
            ..LineForm::default()
        };
        assert!(!untouched.is_typed(false));
        let ticked = LineForm {
            data: BTreeMap::from([("orders".to_owned(), "on".to_owned())]),
            ..untouched.clone()
        };
        assert!(ticked.is_typed(false) && ticked.words().is_empty());
        let amount = LineForm {
            amount: "15".to_owned(),
            ..untouched
        };
        assert!(amount.is_typed(false));
    }

    #[test]
    fn a_team_is_misspelt_only_where_none_is_called_just_that() {
        let slip = |known: &[&str], typed: &str| {
            let known = known.iter().map(|team| team.parse().unwrap());
            let known: BTreeSet<Slug> = known.collect();
            let form = LineForm {
                effect: "escalate".to_owned(),
                other_team: typed.to_owned(),
                ..LineForm::default()
            };
            form.misspelt(&known).map(ToString::to_string)
        };
        let both = ["front-desk", "front_desk"];
        for typed in both {
            assert_eq!(slip(&both, typed), None, "{typed}");
        }
        assert_eq!(slip(&both, "frontdesk"), Some("front-desk".to_owned()));
        assert_eq!(
            slip(&["front_desk"], "front-desk"),
            Some("front_desk".to_owned())
        );
        assert_eq!(slip(&["front_desk"], "back_desk"), None);
    }
}
