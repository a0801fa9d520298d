//! What a line needs before it stands in the place of another one.

use super::red_line::{RedLine, words};
use crate::catalogue::{Labels, letters};

/// What it takes for a line to stand in the place of another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Needs {
    /// Nothing: what is stricter holds at once.
    Nothing,
    /// The word of a second person.
    Agreement,
    /// The word of a second person, and the days in which customers read of it.
    Notice,
}

impl RedLine {
    /// Whether `self` in the place of `before` takes anything away: something that was stopped is no
    /// longer, or customers read other words than those that they were told.
    #[must_use]
    pub fn weakens(&self, before: &Self) -> bool {
        let told = |one: &str, two: &str| letters(one) != letters(two);
        let untold = |of: fn(&Self) -> &Labels| {
            let (was, is) = (of(before), of(self));
            // Whoever reads a dialect read the words of its language.
            let other = |(tag, now): (&String, &String)| {
                words(was, tag).is_some_and(|then| told(now, then))
            };
            is.iter().any(other) || was.keys().any(|tag| !is.contains_key(tag))
        };
        self.effect.weakens(&before.effect)
            || !self.when.covers(&before.when)
            || told(&self.says, &before.says)
            || untold(|line| &line.labels)
            || told(&self.why, &before.why)
            || untold(|line| &line.whys)
    }

    /// Whether `self` in the place of `before` says anything in a language in which that one said
    /// nothing, so that its readers had the English words so far.
    #[must_use]
    fn translates(&self, before: &Self) -> bool {
        let first = |of: fn(&Self) -> &Labels| {
            let mut tags = of(self).keys();
            tags.any(|tag| words(of(before), tag).is_none())
        };
        first(|line| &line.labels) || first(|line| &line.whys)
    }

    /// What it takes for `self` to stand in the place of `before`. A first translation takes nothing
    /// away where it says the same, and that it does nobody can tell alone of her own words.
    #[must_use]
    pub fn needs(&self, before: &Self) -> Needs {
        if self.weakens(before) {
            Needs::Notice
        } else if self.translates(before) {
            Needs::Agreement
        } else {
            Needs::Nothing
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::red_line::tests::{about, line, team};
    use super::*;
    use crate::catalogue::AiUse;
    use crate::guard::{Condition, Effect};

    #[test]
    fn what_takes_anything_away_weakens_and_nothing_else_does() {
        let strict = line(about(&["credit", "loan"]), Effect::Deny);
        let fewer = line(about(&["credit"]), Effect::Deny);
        let softer = line(about(&["credit", "loan"]), team());
        let more = line(about(&["credit", "loan", "insurance"]), Effect::Deny);
        assert!(fewer.weakens(&strict) && softer.weakens(&strict));
        assert!(!more.weakens(&strict) && !strict.weakens(&softer));
        assert!(!strict.weakens(&strict));
        let of_two = |four_eyes| Effect::Escalate {
            team: "credit".parse().unwrap(),
            four_eyes,
            within_hours: None,
        };
        let [one, two] = [false, true].map(|two| line(about(&["credit", "loan"]), of_two(two)));
        assert!(one.weakens(&two) && !two.weakens(&one));
        assert!(two.weakens(&strict) && !strict.weakens(&two));
        // A line that says nothing of it leaves two days.
        let within = |hours| {
            let effect = Effect::Escalate {
                team: "credit".parse().unwrap(),
                four_eyes: false,
                within_hours: Some(hours),
            };
            line(about(&["credit", "loan"]), effect)
        };
        let [day, two_days, week] = [24, 48, 168].map(within);
        assert!(one.weakens(&day) && !day.weakens(&one));
        assert!(week.weakens(&one) && !one.weakens(&week));
        assert!(!two_days.weakens(&one) && !one.weakens(&two_days));
        assert!(!strict.weakens(&day) && day.weakens(&strict));
        let other_words = RedLine {
            says: "We rarely refuse credit.".to_owned(),
            ..strict.clone()
        };
        assert!(other_words.weakens(&strict));
        let mended = RedLine {
            says: "A computer never refuses you credit!".to_owned(),
            ..strict.clone()
        };
        assert!(!mended.weakens(&strict));
        let asks_more = line(
            Condition {
                ai_uses: [AiUse::DecideAuto].into(),
                ..about(&["credit", "loan"])
            },
            Effect::Deny,
        );
        assert!(asks_more.weakens(&strict) && !strict.weakens(&asks_more));
    }

    #[test]
    fn other_words_in_a_language_that_was_read_weaken_and_a_first_translation_is_agreed_to() {
        let plain = line(about(&["credit"]), Effect::Deny);
        let says = |labels: &[(&str, &str)]| RedLine {
            labels: (labels.iter())
                .map(|&(tag, text)| (tag.to_owned(), text.to_owned()))
                .collect(),
            ..plain.clone()
        };
        let never = "Nie lehnt ein Computer Kredit ab.";
        let german = says(&[("de", never)]);
        assert_eq!(german.needs(&plain), Needs::Agreement);
        assert_eq!(german.needs(&german), Needs::Nothing);
        assert_eq!(
            plain.needs(&german),
            Needs::Notice,
            "nobody reads it any more"
        );
        let gladly = "Wir lehnen gern ab.";
        assert_eq!(says(&[("de", gladly)]).needs(&german), Needs::Notice);
        // Who reads a dialect read German so far.
        let dialect = |text| says(&[("de", never), ("de-AT", text)]);
        assert_eq!(dialect(gladly).needs(&german), Needs::Notice);
        assert_eq!(dialect(never).needs(&german), Needs::Nothing);
        let arabic = says(&[("de", never), ("ar", "لا يرفض حاسوب ائتمانك أبدًا.")]);
        assert_eq!(arabic.needs(&german), Needs::Agreement);
        // The reason is words too, and what is weaker besides needs its days.
        let why = RedLine {
            whys: [("de".to_owned(), "Ein Nein verändert Leben.".to_owned())].into(),
            ..german.clone()
        };
        assert_eq!(why.needs(&german), Needs::Agreement);
        let softer = RedLine {
            effect: team(),
            ..arabic
        };
        assert_eq!(softer.needs(&german), Needs::Notice);
    }
}
