//! What becomes otherwise of a red line, part by part: whoever agrees to it, and whoever it protects,
//! reads what it is no longer about.

use std::collections::BTreeSet;

use mutual::catalogue::{AiUse, Channel, Origin, Registry, Sensitivity, Slug};
use mutual::guard::{Condition, Effect, Money, RedLine, Situation};

use super::{
    exchange::{data_name, purpose_name},
    facts::Fact,
    said::{Said, within},
};
use crate::{pages::desk::team_name, text::Text};

/// What a line does, as an end of a sentence.
pub(crate) fn line_does(effect: &Effect, text: &Text) -> String {
    let words = &text.red_lines.office;
    match effect {
        Effect::Deny => words.denies.to_owned(),
        Effect::Escalate {
            team,
            four_eyes,
            within_hours,
        } => {
            let says = if *four_eyes {
                words.escalates_to_two
            } else {
                words.escalates
            };
            let said = says(&team_name(team.as_str(), text.desk));
            match within_hours {
                Some(hours) => format!("{said} · {}", (words.within)(u32::from(*hours))),
                None => said,
            }
        }
    }
}

/// Each part in which `will` is otherwise than `was`, with both.
pub(crate) fn line_changes(
    was: &RedLine,
    will: &RedLine,
    registry: &Registry,
    text: &'static Text,
) -> Vec<Fact> {
    let words = &text.red_lines.office;
    let parts = Parts {
        was,
        will,
        text,
        facts: Vec::new(),
    };
    let purpose = |id: &Slug| purpose_name(id, registry, text);
    let data = |id: &Slug| data_name(id, registry, text);
    let registry_words = text.registry;
    let named = |one: &Situation| (words.situation)(*one).to_owned();
    parts
        .list(words.topics, |when| &when.topics, String::clone)
        .list(words.purposes, |when| &when.purposes, purpose)
        .list(words.data, |when| &when.data, data)
        .list(
            words.sensitivities,
            |when| &when.sensitivities,
            |one: &Sensitivity| (registry_words.sensitivity_name)(*one).to_owned(),
        )
        .list(
            words.origins,
            |when| &when.origins,
            |one: &Origin| (registry_words.origin_name)(*one).to_owned(),
        )
        .list(
            words.channels,
            |when| &when.channels,
            |one: &Channel| (text.shared.channel)(*one).to_owned(),
        )
        .list(
            words.ai_uses,
            |when| &when.ai_uses,
            |one: &AiUse| (text.shared.ai_use)(*one).to_owned(),
        )
        .list(words.situations, |when| &when.situations, named)
        .amount()
        .effect()
        .words()
        .facts
}

struct Parts<'a> {
    was: &'a RedLine,
    will: &'a RedLine,
    text: &'static Text,
    facts: Vec<Fact>,
}

impl Parts<'_> {
    fn put(&mut self, name: &'static str, was: &str, will: &str) {
        let (was, will) = (within(was, self.text), within(will, self.text));
        let said = (self.text.red_lines.now_then)(&was, &will);
        self.facts.push(Fact::new(name, Said::new(said, None)));
    }

    fn list<T: Ord>(
        mut self,
        name: &'static str,
        of: fn(&Condition) -> &BTreeSet<T>,
        called: impl Fn(&T) -> String,
    ) -> Self {
        let (was, will) = (of(&self.was.when), of(&self.will.when));
        if was == will {
            return self;
        }
        let all = |list: &BTreeSet<T>| {
            if list.is_empty() {
                return self.text.red_lines.any.to_owned();
            }
            let names: Vec<_> = list.iter().map(&called).collect();
            names.join(self.text.comma)
        };
        let (was, will) = (all(was), all(will));
        self.put(name, &was, &will);
        self
    }

    fn amount(mut self) -> Self {
        let (was, will) = (&self.was.when.amount_over, &self.will.when.amount_over);
        if was != will {
            let said = |over: &Option<Money>| match over {
                Some(over) => format!("{} {}", over.amount, over.currency),
                None => self.text.red_lines.any.to_owned(),
            };
            let (was, will) = (said(was), said(will));
            self.put(self.text.red_lines.office.amount, &was, &will);
        }
        self
    }

    fn effect(mut self) -> Self {
        if self.was.effect != self.will.effect {
            let was = line_does(&self.was.effect, self.text);
            let will = line_does(&self.will.effect, self.text);
            self.put(self.text.red_lines.office.does, &was, &will);
        }
        self
    }

    /// The words of each language in which they are others.
    fn words(mut self) -> Self {
        let (was, will) = (self.was, self.will);
        let (words, why) = (self.text.red_lines.words, self.text.red_lines.why);
        for (name, was, will) in [
            (words, (&was.says, &was.labels), (&will.says, &will.labels)),
            (why, (&was.why, &was.whys), (&will.why, &will.whys)),
        ] {
            if was.0 != will.0 {
                self.put(name, was.0, will.0);
            }
            let nothing = self.text.red_lines.nothing;
            let tags: BTreeSet<_> = was.1.keys().chain(will.1.keys()).collect();
            for tag in tags {
                let (was, will) = (was.1.get(tag), will.1.get(tag));
                if was != will {
                    let said =
                        |words: Option<&String>| words.map_or(nothing, String::as_str).to_owned();
                    let (was, will) = (said(was), said(will));
                    self.put(name, &was, &will);
                }
            }
        }
        self
    }
}
