//! Choices, and the state that they fold into.

mod alone;
mod choice;
mod customer;
mod guarded;
mod join;
mod likeness;
mod people;
mod signal;
mod stance;
mod state;
mod toggle;
mod view;

pub use choice::{ActorKind, ActorRef, Choice, Evidence, Route, Source, Toggles};
pub use customer::{
    Customer, Facts, Identifier, NotAnIdentifier, address, breaks_a_line, is_address, is_invisible,
};
pub use guarded::{Guarded, LIKENESSES, Rejection, TOMBSTONES};
pub use join::{Changed, Conflict, Joined, Kept, LeftWith, Part, Which, join};
pub use likeness::{GuessWords, Likeness, RejectedGuess};
pub use people::People;
pub use signal::{holds_back, needs_word};
pub use stance::{Crowd, Has, Stance};
pub(crate) use state::Said;
pub use state::{Answer, ConsentState, Signal, Standing};
pub use toggle::{NotAToggle, Switch, Toggle};
pub use view::{
    Decision, ExchangeView, Phase, ToggleView, next_change, view, view_exchange, view_toggle,
};
