//! The form of a comparison's rule, as it travels in an address and in a post.

use mutual::clock::Timestamp;
use mutual::insight::{Day, Risk, Rule};
use mutual::use_cases::NoComparison;

/// What was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct RuleForm {
    pub earlier: String,
    pub difference: String,
    pub margin: String,
    pub risk: String,
    pub until: String,
}

impl RuleForm {
    /// What stands in it before anybody typed: what is usual.
    pub(crate) fn usual(earlier: u32, today: Day) -> Self {
        Self {
            earlier: earlier.to_string(),
            difference: "5".to_owned(),
            margin: "3".to_owned(),
            risk: Risk::Five.percent().to_string(),
            until: date(today.plus(91)),
        }
    }

    /// The earlier version and the rule.
    ///
    /// # Errors
    ///
    /// [`NoComparison::Typed`] names the field that is none.
    pub(crate) fn read(&self) -> Result<(u32, Rule), NoComparison> {
        let number = |text: &str, field| {
            let number = text.trim().parse::<u32>();
            number.map_err(|_| NoComparison::Typed(field))
        };
        let risk = Risk::of(number(&self.risk, "risk")?);
        let until = Timestamp::parse(&format!("{}T00:00:00Z", self.until.trim()));
        let rule = Rule {
            difference: number(&self.difference, "difference")?,
            margin: number(&self.margin, "margin")?,
            risk: risk.ok_or(NoComparison::Typed("risk"))?,
            until: Day::of(until.ok_or(NoComparison::Typed("until"))?),
        };
        Ok((number(&self.earlier, "earlier")?, rule))
    }

    /// The same in an address. What can be no number and no day is left out of it.
    pub(crate) fn query(&self) -> String {
        let fields = [
            ("earlier", &self.earlier),
            ("difference", &self.difference),
            ("margin", &self.margin),
            ("risk", &self.risk),
            ("until", &self.until),
        ];
        let plain = |text: &str| {
            let fits = text.chars().all(|c| c.is_ascii_digit() || c == '-');
            if fits && text.len() <= 10 {
                text.to_owned()
            } else {
                String::new()
            }
        };
        let fields = fields.map(|(name, text)| format!("{name}={}", plain(text.trim())));
        fields.join("&")
    }
}

/// A day as forms have it: 2026-05-04.
fn date(day: Day) -> String {
    let moment = day.begin().to_string();
    moment.split('T').next().unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_usual_is_a_rule_and_what_is_none_names_its_field() {
        let usual = RuleForm::usual(1, Day(20_783));
        let (earlier, rule) = usual.read().unwrap();
        assert_eq!((earlier, rule.difference, rule.margin), (1, 5, 3));
        assert_eq!(rule.fault(Day(20_783)), None);
        assert_eq!(
            usual.query(),
            "earlier=1&difference=5&margin=3&risk=5&until=2027-02-25"
        );
        let hostile = RuleForm {
            until: "2027-02-25\r\nSet-Cookie: a".to_owned(),
            difference: "5&done=fixed<script>".to_owned(),
            ..usual.clone()
        };
        assert_eq!(hostile.read(), Err(NoComparison::Typed("difference")));
        assert_eq!(
            hostile.query(),
            "earlier=1&difference=&margin=3&risk=5&until="
        );
        let negative = RuleForm {
            margin: "-3".to_owned(),
            ..usual
        };
        assert_eq!(negative.read(), Err(NoComparison::Typed("margin")));
    }
}
