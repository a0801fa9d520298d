//! What a machine decided about a customer, and whether it says why.
//!
//! * [`record`]: the record of one decision.
//! * [`claim`]: a decision as somebody reports it, and what may stand in it.
//! * [`explained`]: whether what a record gives as its reasons can be believed.
//! * [`violation`]: what a decision cites that the customer had not allowed.
//! * [`model`]: the systems that decide and guess, and the bar that each has to reach.
//! * [`seal`]: how decisions are sealed into the ledger.
//! * [`guessed`]: how often each of them guesses, and what customers say of that.
//! * [`score`]: how each of them does, and whether it does so better or worse than before.
//! * [`vendor`]: how all of one maker do together.
//!
//! A decision changes no consent, so it is no entry of the ledger: it is judged from the state and
//! stored beside it, as what arrives is. An entry seals many of them at once.

mod claim;
mod explained;
mod guessed;
mod model;
mod record;
mod score;
mod seal;
mod vendor;
mod violation;

pub use claim::{DecisionClaim, EARLIEST_S, FEATURES, LATEST_S, MOST_CATEGORIES, POINTS, Point};
pub use explained::{Checked, Difference, Explained};
pub use guessed::{GuessCounts, GuessedOn};
pub use model::{AiModel, Bar, BelowBar, LONGEST_VERSION, MODELS, ModelWish, is_version};
pub use record::{AiDecision, Basis, CASE_GOOD_S, DataPoint, Direction, Feature, MadeBy};
pub use score::{
    Counts, DecidedOn, FEWEST_TO_JUDGE, JUDGED_DAYS, Scorecard, Sort, WEEKS, Week, drift, percent,
    scorecards, standing,
};
pub use seal::{Batch, SEALED_AT_ONCE, Salt, leaf};
pub use vendor::{VendorCard, vendors};
pub(crate) use violation::without_a_person;
pub use violation::{Forbidden, Violation, judge};
