//! "May I?" and its answer.

mod barred;
mod case;
mod check;
mod desk;
mod gone;
mod guessing;
mod inference;
mod look;
#[cfg(test)]
pub(crate) mod naive;
mod prices;
mod project;
mod red_line;
mod red_lines;
mod shape;
mod situation;
mod verdict;
mod weaker;

pub use barred::{ModelStanding, with_model};
pub use case::{
    ANSWER_S, CaseKind, ESCALATION_H, ESCALATION_S, FRONT_DESK, Matter, OPEN_CASES, OpenCase,
};
pub use check::{Request, check, check_with, erased};
pub use desk::{
    CaseAsked, Decider, Desk, DeskRules, LONGEST_PERSON, LONGEST_WORDS, Proposal, Taken, TeamRule,
    UNDO_S, View, is_person, is_said,
};
pub use gone::{EARLIER_TELLINGS, GoneGuess};
pub use guessing::{Named, check_guessing, check_matter, resting_on, two_must_agree};
pub(crate) use guessing::{both_questions, joined, with_sources};
pub use inference::{
    Confidence, Counting, DERIVED_FROM, EVIDENCE, GUESSES, Guess, GuessClaim, GuessSince,
    Inference, LONGEST_SEEN, Model, Seen, SeenClaim,
};
pub use look::{Clash, Whole, is_everything, is_idle, left_out, look, whole_lists};
pub use prices::no_guess_sets_a_price;
pub use project::{Wanted, project};
pub use red_line::{Condition, Effect, MOST_HOURS, Money, RedLine, Topic, topic};
pub use red_lines::{Coming, Crossed, LineEntry, Plan, RED_LINES, RedLines, Stands};
pub use shape::{Answered, Asking, Shape, Would};
pub use situation::{Quiet, Situation, Situations, is_minor, minor_until};
pub use verdict::{Code, DecidedBy, DecidedByKind, Escalation, Grant, Outcome, Reason, Verdict};
pub use weaker::Needs;
