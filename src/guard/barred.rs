//! What becomes of an answer because of the model that would decide.

use super::check::{deny, reason};
use super::{Code, DecidedBy, DecidedByKind, Escalation, FRONT_DESK, Outcome, Verdict};

/// How the model stands that would decide, where a question names one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ModelStanding {
    /// It may decide.
    Fine,
    /// Nobody registered it, or this version of it; or it is in use no more.
    Unknown,
    /// Too few of its decisions are explained, and then it decides no more.
    Refused,
    /// Too few of its decisions are explained, and then a person decides.
    Person,
}

/// The answer, where that model would decide. What is denied is denied whoever decides.
#[must_use]
pub fn with_model(verdict: Verdict, standing: ModelStanding) -> Verdict {
    let max_age = u64::from(verdict.max_age_s);
    let no = |code| Verdict {
        decided_by: DecidedBy::of(DecidedByKind::Model),
        ..deny(vec![reason(code)], None, max_age)
    };
    match (standing, verdict.outcome) {
        (ModelStanding::Fine, _) | (_, Outcome::Deny) => verdict,
        (ModelStanding::Unknown, _) => no(Code::UnknownModel),
        (ModelStanding::Refused, _) => no(Code::BelowBar),
        (ModelStanding::Person, Outcome::Escalate) => {
            let mut verdict = verdict;
            verdict.reasons.push(reason(Code::BelowBar));
            verdict
        }
        (ModelStanding::Person, Outcome::Allow) => {
            let escalation = FRONT_DESK.parse().ok().map(|team| Escalation {
                team,
                red_lines: [].into(),
            });
            Verdict {
                outcome: Outcome::Escalate,
                reasons: vec![reason(Code::BelowBar)],
                // The exchange stays named: it is what she can turn off.
                decided_by: DecidedBy {
                    kind: DecidedByKind::Model,
                    ..verdict.decided_by
                },
                escalation,
                ..verdict
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn says(outcome: Outcome) -> Verdict {
        Verdict {
            outcome,
            ..deny(vec![reason(Code::Granted)], None, 60)
        }
    }

    #[test]
    fn a_model_never_makes_a_no_weaker_nor_a_person_needless() {
        use ModelStanding::{Fine, Person, Refused, Unknown};
        for (standing, answers) in [
            (Fine, ["allow", "deny", "escalate"]),
            (Unknown, ["deny", "deny", "deny"]),
            (Refused, ["deny", "deny", "deny"]),
            (Person, ["escalate", "deny", "escalate"]),
        ] {
            let outcomes = [Outcome::Allow, Outcome::Deny, Outcome::Escalate];
            for (outcome, answer) in outcomes.into_iter().zip(answers) {
                let verdict = with_model(says(outcome), standing);
                assert_eq!(verdict.outcome.word(), answer, "{standing:?} {outcome}");
                if outcome == Outcome::Deny {
                    assert_eq!(verdict, says(outcome), "{standing:?}");
                }
            }
        }
        let asked = with_model(says(Outcome::Allow), Person);
        assert_eq!(asked.escalation.unwrap().team.as_str(), FRONT_DESK);
        assert_eq!(asked.reasons, [reason(Code::BelowBar)]);
        assert_eq!(asked.decided_by.kind, DecidedByKind::Model);
    }
}
